"""The sample pictures that ship with the program, and what is printed on them.

Nobody's data: the persons are drawn, the surname does not exist, the ID numbers use the code of a whole
province, which no resident's number carries, and the card's prefix belongs to no bank. Light to import.
`tools/draw_samples.py` draws the pictures from the facts here; the sandbox reads the same facts back as OCR.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from realme_desktop.catalog.model import Role
from realme_desktop.catalog.text import Text

__all__ = ["LICENCE", "PERSON_ONE", "PERSON_TWO", "SAMPLES", "SUBJECT", "Person", "Sample", "sample_path"]


@dataclass(frozen=True, slots=True)
class Sample:
    """`roles` are the picture fields that this one suits."""

    key: str
    file: str
    title: Text
    roles: frozenset[Role]


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    id_number: str
    sex: str
    nation: str
    address: str
    issuer: str
    validity: str
    mobile: str
    card: str

    @property
    def born(self) -> tuple[str, str, str]:
        """Year, month, day as an ID card prints them."""
        digits = self.id_number[6:14]
        return digits[:4], str(int(digits[4:6])), str(int(digits[6:]))


PERSON_ONE = Person(
    name="样晓明",
    id_number="11000019900307001X",
    sex="男",
    nation="汉",
    address="北京市样本区示例路100号3号楼502室",
    issuer="北京市公安局样本分局",
    validity="2019.03.07-2039.03.07",
    mobile="13800000000",
    card="6200000123456789015",
)

PERSON_TWO = Person(
    name="样文静",
    id_number="310000199208160024",
    sex="女",
    nation="汉",
    address="上海市样本区示例东路8号",
    issuer="上海市公安局样本分局",
    validity="2020.08.16-2040.08.16",
    mobile="13900000000",
    card="6200000123456789015",
)

LICENCE: Mapping[str, str] = {
    "credit_code": "91310000MA00000012",
    "reg_no": "",
    "ent_name": "上海样本数据服务有限公司",
    "ent_type": "有限责任公司",
    "address": "上海市样本区示例路123号",
    "fr_name": "样晓明",
    "reg_cap": "壹仟万元整",
    "es_date": "2015年08月28日",
    "operate_scope": "软件开发；数据处理服务；信息技术咨询服务。",
    "open_range": "2015年08月28日至2035年08月27日",
    "serial_no": "00000002201500000001",
    "duty_no": "",
    "form": "",
    "org_code": "",
}
"""By wire name of 113's answer."""

SUBJECT: Mapping[Role, str] = {
    Role.FULL_NAME: PERSON_ONE.name,
    Role.ID_NUMBER: PERSON_ONE.id_number,
    Role.MOBILE: PERSON_ONE.mobile,
    Role.BANK_CARD: PERSON_ONE.card,
}
"""The person on the sample pictures, for filling a form of the sandbox in one click."""

SAMPLES: tuple[Sample, ...] = (
    Sample(
        "id_front",
        "id-front.jpg",
        Text("身份证人像面", "ID card, front"),
        frozenset({Role.ID_FRONT_PICTURE, Role.ID_PICTURE}),
    ),
    Sample(
        "id_back",
        "id-back.jpg",
        Text("身份证国徽面", "ID card, back"),
        frozenset({Role.ID_BACK_PICTURE, Role.ID_PICTURE}),
    ),
    Sample("face_one", "face-one.jpg", Text("人像一", "Face one"), frozenset({Role.FACE_PICTURE})),
    Sample(
        "face_one_variant",
        "face-one-variant.jpg",
        Text("人像一（另一张）", "Face one, another picture"),
        frozenset({Role.FACE_PICTURE}),
    ),
    Sample("face_two", "face-two.jpg", Text("人像二", "Face two"), frozenset({Role.FACE_PICTURE})),
    Sample("bank_card", "bank-card.jpg", Text("银行卡", "Bank card"), frozenset({Role.CARD_PICTURE})),
    Sample("licence", "licence.jpg", Text("营业执照", "Business licence"), frozenset({Role.LICENCE_PICTURE})),
)


def sample_path(sample: Sample) -> Path:
    """Where the picture is: in the package (wheel, frozen program), else beside it (a source tree)."""
    package = Path(__file__).resolve().parent.parent
    places = [package, package.parent]
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen:
        places = [Path(frozen) / "realme_desktop", Path(frozen), *places]
    paths = [place / "resources" / "samples" / sample.file for place in places]
    return next((path for path in paths if path.is_file()), paths[-1])
