"""Identity: 100, 101, 102, 103, 104, 106."""

from __future__ import annotations

import hashlib
from typing import Any

from realme_desktop.catalog.model import Role
from realme_desktop.sandbox.likeness import Sketch, Undecodable, likeness
from realme_desktop.sandbox.samples import PERSON_ONE, PERSON_TWO

from .documents import holder
from .inquiry import Answer, Derived, Inquiry, resp

__all__ = ["card", "face", "id_pictures", "mobile", "name"]

_THRESHOLD = 60  # RealMe's own
_REGISTERED = {PERSON_ONE.id_number: "face_one", PERSON_TWO.id_number: "face_two"}


def name(inquiry: Inquiry) -> Answer:
    return Answer(resp(inquiry.outcome()))


mobile = name


def card(inquiry: Inquiry) -> Answer:
    """Four elements are asked of the bank and take a while; two or three are answered at once."""
    fields = resp(inquiry.outcome())
    if inquiry.by_role(Role.MOBILE):
        return Answer({**fields, "full_name": inquiry.name}, waits=True)
    return Answer(fields)


def _file(kind: str, order_id: str) -> dict[str, str]:
    number = Derived(order_id).digits(kind, 9)
    return {"file_id": f"J20170504{number}", "file_type": kind, "file_source": "JVS"}


def _result(inquiry: Inquiry, code: str, score: int | None, files: tuple[str, ...]) -> dict[str, Any]:
    return {
        **resp(code),
        **inquiry.scored(None if code == "99" else score),
        "full_name": inquiry.name,
        "id_number": inquiry.id_number,
        "encrypt_method": "00",
        "file_list": [_file(kind, inquiry.order_id) for kind in files],
    }


def _plausible(code: str, *seed: str) -> int:
    low, high = (76, 96) if code == "00" else (12, 48)
    return Derived(*seed).number("score", low, high)


def _against_register(inquiry: Inquiry, picture: Sketch) -> int | None:
    """The score against the picture in the register, which has the two persons of our samples only."""
    known = inquiry.memory.recogniser.sample(_REGISTERED.get(inquiry.id_number, ""))
    return likeness(picture, known) if known is not None else None


def face(inquiry: Inquiry) -> Answer:
    """100 and 101: the picture against the register's."""
    code = inquiry.outcome()
    score: int | None = None
    if "video_pic" not in inquiry.packets:
        try:
            picture = inquiry.sketch("video_pic")
        except Undecodable:
            return Answer(refused="图片无法识别")
        score = _against_register(inquiry, picture)
    if score is None or code != "00":
        shown = hashlib.sha256(inquiry.pictures["video_pic"]).hexdigest()
        score = _plausible(code, inquiry.id_number, shown)
    elif score < _THRESHOLD:
        code = "01"
    return Answer(_result(inquiry, code, score, ("00",)), waits=True)


def id_pictures(inquiry: Inquiry) -> Answer:
    """106: what is printed on the card, against what was typed and the mock logic."""
    try:
        front, back = inquiry.sketch("id_front_pic"), inquiry.sketch("id_negative_pic")
    except Undecodable:
        return Answer(refused="图片无法识别")
    which = inquiry.memory.recogniser.which
    if which(front) == "id_back" or which(back) == "id_front":
        fields = _result(inquiry, "99", None, ("01", "02")) | resp("99", "证件正反面不符")
        return Answer(fields, waits=True)
    printed = holder(inquiry, "id_front_pic")
    code = inquiry.outcome()
    if which(front) == "id_front" and code == "00":
        typed_otherwise = (inquiry.name not in ("", printed.name)) or (
            inquiry.id_number not in ("", printed.id_number)
        )
        # A magic name in the name field asks for something else than a comparison with the card.
        if typed_otherwise and inquiry.effect is None:
            code = "01"
    fields = _result(inquiry, code, _plausible(code, printed.id_number), ("01", "02"))
    fields["full_name"] = inquiry.name or printed.name
    fields["id_number"] = inquiry.id_number or printed.id_number
    return Answer(fields, waits=True)
