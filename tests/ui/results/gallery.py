"""Every service's result in its main states, as pictures for human eyes: `python3 dev.py gallery`.

The answers are the sandbox's own, so what is seen here is what an operator sees there. The test beside this
module builds the same panes and looks for what a machine can find wrong with them.
"""

from __future__ import annotations

import argparse
import dataclasses
import hashlib
import json
import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from realme_desktop.catalog import registry
from realme_desktop.catalog.model import Decoder, Field, Role, Service, VerdictBasis
from realme_desktop.catalog.verdicts import judge, own_verdict, score_of
from realme_desktop.records.model import Order, OrderState, StoredPicture
from realme_desktop.sandbox.answers.inquiry import Answer, Inquiry, Memory
from realme_desktop.sandbox.answers.table import ANSWERS
from realme_desktop.sandbox.magic import DEMO_GROUP, Effect
from realme_desktop.sandbox.samples import SAMPLES, SUBJECT, sample_path

from .orders import NOW, NOW_MS

__all__ = ["STATES", "Exhibit", "exhibits", "judged", "make_pane", "put"]

FOLDER = Path(__file__).resolve().parents[3] / "screenshots" / "gallery"
STATES = ("success", "mismatch", "pending", "exception", "unparsable", "empty")
WIDTH = 472  # the pane's at 1280 x 800
THRESHOLD = 60.0

_TYPED = {
    **SUBJECT,
    Role.FACE_GROUP: DEMO_GROUP,
    Role.PERSON_ID: "P-0001",
    Role.PASSWORD: "246810",
    Role.VERIFY_CODE: "123456",
    Role.QUERY_DATE: "20261101",
    Role.IP_ADDRESS: "203.0.113.7",
    Role.COUNT: "5",
}
_EFFECTS = {"mismatch": Effect.MISMATCH, "exception": Effect.EXCEPTION, "unparsable": Effect.UNPARSABLE}
_AML_EFFECTS = {**_EFFECTS, "mismatch": Effect.AML_HIT, "exception": Effect.AML_UNKNOWN}
_TASKS = {"success": "task-0001", "mismatch": "sandbox-fail", "exception": "sandbox-wait-img"}


@dataclasses.dataclass(frozen=True)
class Exhibit:
    """One result: `name` is that of its picture."""

    name: str
    service: Service
    state: str
    order: Order
    pictures: dict[str, StoredPicture]


@cache
def _picture(name: str, key: str) -> StoredPicture:
    data = sample_path(next(sample for sample in SAMPLES if sample.key == key)).read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    return StoredPicture(name=name, data=data, media_type="image/jpeg", sha256=digest, width=600, height=800)


def _sample(field: Field, state: str) -> StoredPicture:
    if field.name == "image2":
        return _picture(field.name, "face_two" if state == "mismatch" else "face_one_variant")
    return _picture(field.name, next(sample.key for sample in SAMPLES if field.role in sample.roles))


def _params(service: Service, state: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for field in service.fields:
        if field.kind in ("picture", "packet") or field.role is Role.PASSWORD:
            continue
        if field.role is Role.TASK_ID:
            found[field.name] = _TASKS.get(state, "task-0001")
        elif field.kind == "code_list":
            found[field.name] = '[{"type": "sms", "value": "123456"}]'
        elif field.default:
            found[field.name] = field.default
        elif field.choices:
            found[field.name] = field.choices[0].value
        elif field.role in _TYPED:
            found[field.name] = _TYPED[field.role]
        elif field.required:
            found[field.name] = "样本"
    return found


@cache
def _memory() -> Memory:
    return Memory()


def _answer(service: Service, effect: Effect | None, params: dict[str, str], pictures: Any) -> Answer:
    return ANSWERS[service.number](
        Inquiry(
            service=service,
            order_date="20261123",
            order_id=f"20261123{service.number:018}",
            values=params,
            pictures={name: picture.data for name, picture in pictures.items()},
            packets=frozenset(),
            effect=effect,
            now=NOW,
            settle_s=0.0,
            memory=_memory(),
        )
    )


def _order(service: Service, number: int, state: str, params: dict[str, str], values: Any) -> Order:
    secret = {field.name for field in service.fields if not field.sensitivity.stored}
    made = NOW_MS - 5000 - number
    waiting = values is None
    answer: dict[str, Any] = {} if waiting else values
    verdict = None if waiting else judge(service, answer).verdict
    score = None if waiting else score_of(service, answer)
    threshold = THRESHOLD if service.scored else None
    names = [value for role in (Role.FULL_NAME,) if (value := _of(service, params, role))]
    code = "10001" if waiting else f"{service.number}00"
    return Order(
        order_id=f"20261123{service.number:010}{number:08}",
        order_date="20261123",
        segment=service.segment,
        environment="sandbox",
        real=False,
        operator="王柜员",
        state=OrderState.PENDING if waiting else OrderState.ANSWERED,
        created_at=made,
        updated_at=made + 700,
        sent_at=made + 300,
        answered_at=None if waiting else made + 700,
        params={name: value for name, value in params.items() if name not in secret},
        threshold=threshold,
        seq_id=f"2026112300{service.number:06}",
        http_status=200,
        return_code=code,
        return_message="请求成功，需等待异步结果" if waiting else "成功",
        resp_code=None if waiting else answer.get("resp_code"),
        resp_info=None if waiting else answer.get("resp_info"),
        verdict=verdict,
        own_verdict=own_verdict(score, threshold),
        score=score,
        values=answer,
        raw_reply=json.dumps({"return_code": code, **answer}, ensure_ascii=False),
        next_query_at=NOW_MS + 4000 if waiting else None,
        queries=2 if waiting else 0,
        subject_name=names[0] if names else None,
        subject_number=_of(service, params, Role.ID_NUMBER) or None,
    )


def _of(service: Service, params: dict[str, str], role: Role) -> str:
    return next(
        (params[field.name] for field in service.fields if field.role is role and field.name in params), ""
    )


def _exhibit(service: Service, state: str, effect: Effect | None, number: int) -> Exhibit:
    pictures = {
        field.name: _sample(field, state)
        for field in service.fields
        if field.kind == "picture" and (field.required or field.role is Role.FACE_PICTURE)
    }
    params = _params(service, state)
    values: dict[str, Any] | None
    if state == "pending":
        values = None
    elif state == "empty":
        values = {}
    else:
        answer = _answer(service, effect, params, pictures)
        values = dict(answer.fields)
        if answer.refused:
            values = {"resp_code": "99", "resp_info": answer.refused}
        if state == "unparsable":
            values = {name: _spoilt(service, name, value) for name, value in values.items()}
    return Exhibit(
        name=f"{service.number}-{state}",
        service=service,
        state=state,
        order=_order(service, number, state, params, values),
        pictures=pictures,
    )


def _spoilt(service: Service, name: str, value: Any) -> Any:
    """What can't be read in the place of what could be, codes too: a gateway that cut the answer short."""
    field = registry.result_field(service, name)
    if name == "resp_info" or (field is not None and field.decoder is Decoder.PLAIN and name != "resp_code"):
        return value
    return "?7" if name == "resp_code" else '[{"cut":"off'


_FURTHER = (
    *((103, f"partial-0{number}", getattr(Effect, f"PARTIAL_0{number}")) for number in (2, 3, 4, 5)),
    (105, "no-score", Effect.NO_SCORE),
    (114, "pep", Effect.AML_PEP),
    (114, "as-in-the-document", Effect.VERBATIM),
)


def exhibits() -> Iterator[Exhibit]:
    """All of them, in the order of the catalog."""
    number = 0
    for service in registry.SERVICES:
        for state in STATES:
            number += 1
            effects = _AML_EFFECTS if service.basis is VerdictBasis.AML else _EFFECTS
            yield _exhibit(service, state, effects.get(state), number)
        for other, state, effect in _FURTHER:
            if other == service.number:
                number += 1
                yield _exhibit(service, state, effect, number)


def judged(exhibit: Exhibit) -> bool:
    """Whether the service says "match" or the like, so that a mismatch can't be taken for a match."""
    return exhibit.service.basis in (VerdictBasis.RESP_CODE, VerdictBasis.MOBILE, VerdictBasis.AML)


def make_pane() -> Any:
    from realme_desktop.ui.results.pane import ResultPane

    pane = ResultPane(clock=lambda: NOW)
    pane.show()
    return pane


def put(pane: Any, exhibit: Exhibit, width: int = WIDTH, *, clear: bool = False) -> None:
    """Show this result in the pane, as high as all of it needs; `clear` shows what is personal."""
    from PySide6.QtWidgets import QApplication, QPushButton

    from realme_desktop.ui.widgets.buttons import RevealButton

    pane.resize(width, 600)
    pane.show_order(exhibit.order, exhibit.pictures)
    if clear:
        for reveal in pane.findChildren(RevealButton):
            reveal.setChecked(True)
        for show in pane.findChildren(QPushButton, "pictures.reveal"):
            show.setChecked(True)
    QApplication.processEvents()
    content = pane.frame
    assert content is not None
    needed = content.heightForWidth(width) if content.hasHeightForWidth() else content.sizeHint().height()
    pane.resize(width, max(400, needed + pane.next.height() + 4))
    QApplication.processEvents()


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="dev.py gallery", description=__doc__)
    parser.add_argument("--only", metavar="NUMBER", type=int, nargs="*", help="services to render")
    parser.add_argument("--language", choices=("zh", "en"), nargs="*", default=("zh", "en"))
    parser.add_argument("--theme", choices=("light", "dark"), nargs="*", default=("light", "dark"))
    parser.add_argument("--width", type=int, default=WIDTH)
    given = parser.parse_args(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

    from PySide6.QtGui import QColor, QPainter, QPixmap
    from PySide6.QtWidgets import QApplication
    from shiboken6 import delete

    from realme_desktop.ui.language import apply_language
    from realme_desktop.ui.theme import apply_theme

    app = QApplication(["gallery", "-style", "fusion"])
    count = 0
    for language in given.language:
        for theme in given.theme:
            apply_theme(app, theme)
            apply_language(app, language)
            folder = FOLDER / f"{language}-{theme}"
            folder.mkdir(parents=True, exist_ok=True)
            rows: dict[int, list[QPixmap]] = {}
            for exhibit in exhibits():
                if given.only and exhibit.service.number not in given.only:
                    continue
                for clear in (False, True) if exhibit.state == "success" else (False,):
                    pane = make_pane()
                    put(pane, exhibit, given.width, clear=clear)
                    picture = pane.grab()
                    picture.save(str(folder / f"{exhibit.name}{'-clear' if clear else ''}.png"))
                    rows.setdefault(exhibit.service.number, []).append(picture)
                    delete(pane)
                    count += 1
            for number, pictures in rows.items():  # one sheet for each service: quicker to look through
                sheet = QPixmap(
                    sum(picture.width() + 8 for picture in pictures),
                    max(picture.height() for picture in pictures),
                )
                sheet.fill(QColor("#808890"))
                painter = QPainter(sheet)
                left = 0
                for picture in pictures:
                    painter.drawPixmap(left, 0, picture)
                    left += picture.width() + 8
                painter.end()
                sheet.save(str(folder / f"{number}.png"))
    sys.stdout.write(f"{count} pictures in {FOLDER}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
