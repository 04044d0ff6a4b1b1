"""The result pane in the window: each verdict, each failure, what is done with a result."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QMenu, QPushButton, QWidget

from realme_desktop.orders.model import Phase
from realme_desktop.sandbox.magic import MAGIC, Effect
from realme_desktop.sandbox.samples import PERSON_ONE, PERSON_TWO
from tests.waiting import until

from .stage import COMPACT, LARGE, Scene, Stage

__all__ = ["SCENES"]

_MAGIC = {magic.effect: magic.trigger for magic in MAGIC if magic.anywhere}

# name of the scene → service, magic effect
_VERDICTS: Mapping[str, tuple[str, Effect | None]] = {
    "match": ("namecheck", None),
    "mismatch": ("namecheck", Effect.MISMATCH),
    "exception": ("namecheck", Effect.EXCEPTION),
    "partial": ("mobilecheck", Effect.PARTIAL_04),
    "clear": ("antilaunderquery", None),
    "hit": ("antilaunderquery", Effect.AML_HIT),
    "pep": ("antilaunderquery", Effect.AML_PEP),
    "review": ("antilaunderquery", Effect.AML_UNKNOWN),
    "unparsable": ("antilaunderquery", Effect.UNPARSABLE),
    "faces": ("picturematch", None),
    "faces-mismatch": ("picturematch", Effect.MISMATCH),
    "no-score": ("picturematch", Effect.NO_SCORE),
    "candidates": ("faceretrieve", None),
    "recognised": ("idcardidentify", None),
    "licence": ("licenseocr", None),
    "loans": ("getmagicmirror", None),
    "call-failed": ("namecheck", Effect.CALL_FAILS),
    "no-permission": ("namecheck", Effect.NO_PERMISSION),
    "throttled": ("namecheck", Effect.THROTTLED),
    "bad-gateway": ("namecheck", Effect.BAD_GATEWAY),
    "broken-reply": ("namecheck", Effect.BROKEN_JSON),
}

# What a rule across fields asks for beside the fields that are required.
_WHO = {"full_name": PERSON_ONE.name, "id_number": PERSON_ONE.id_number}
_NEEDED: Mapping[str, Mapping[str, str]] = {"antilaunderquery": _WHO, "faceretrieve": {"image": ""}}


async def _verdict(segment: str, effect: Effect | None, stage: Stage) -> None:
    texts = dict(_NEEDED.get(segment, {}))
    if effect is not None:
        names = {field.name for field in stage.open(segment).service.fields}
        texts["full_name" if "full_name" in names else "authorization_info"] = _MAGIC[effect]
    await stage.ordered(segment, **texts)


async def _match(stage: Stage) -> None:
    await stage.checked("namecheck")


async def _revealed(stage: Stage) -> None:
    await stage.checked("namecheck")
    for button in stage.main.result.findChildren(QAbstractButton):
        if button.objectName().endswith(".reveal") and button.isVisible() and not button.isChecked():
            button.click()


async def _raw(stage: Stage) -> None:
    await stage.checked("namecheck")
    stage.main.menus.do("raw")


async def _use(stage: Stage) -> QWidget:
    await stage.checked("idcardidentify")
    stage.main.menus.do("use")
    return await stage.waited_for("use.menu", QMenu)


async def _report(stage: Stage) -> QWidget:
    await stage.checked("namecheck")
    stage.main.menus.do("report")
    return await stage.dialog("report")


async def _report_in_full(stage: Stage) -> QWidget:
    dialog = await _report(stage)
    dialog.findChild(QCheckBox, "report.full").click()
    return dialog


async def _person(stage: Stage) -> None:
    for segment in ("namecheck", "antilaunderquery", "mobilecheck"):
        await stage.checked(segment, **_WHO)


async def _person_asked_for(stage: Stage) -> None:
    stage.main.menus.do("person")


async def _reason(stage: Stage) -> QWidget:
    await stage.checked("namecheck", full_name=PERSON_TWO.name, id_number=PERSON_TWO.id_number)
    for button in stage.main.result.findChildren(QAbstractButton):
        if button.objectName().endswith("id_number.reveal") and not button.isChecked():
            button.click()
            break
    return await stage.dialog("reason")


async def _asked_again(stage: Stage) -> None:
    await stage.checked("namecheck")
    stage.submit()
    await until(lambda: stage.main.result.question.isVisible(), "the question")
    stage.find("repetition.open", QPushButton).setFocus(Qt.FocusReason.TabFocusReason)


# -- results that take longer -------------------------------------------------------------------------------


async def _pending(stage: Stage) -> None:
    for segment in ("staticfacecheck", "idcardcheck"):
        await stage.ordered(segment)
    stage.main.menus.do("pending")
    await until(lambda: stage.main.pending.count == 2)


async def _pending_given_up(stage: Stage) -> None:
    if not stage.main.pending.count:
        await _pending(stage)
    stage.main.menus.do("pending")
    stage.main.pending.give_up.click()


async def _unclear(stage: Stage) -> None:
    await stage.ordered("namecheck", full_name=_MAGIC[Effect.DROPPED_BEFORE])


async def _sending(stage: Stage) -> None:
    (await stage.filled("namecheck", full_name=_MAGIC[Effect.SLOW])).submit()
    await until(lambda: stage.main.result.phase is Phase.SENDING, "it is being sent")


async def _queued(stage: Stage) -> None:
    (await stage.filled("antilaunderquery", full_name=PERSON_TWO.name)).submit()
    await until(lambda: stage.main.result.phase is Phase.QUEUED, "it waits for its turn")


async def _arrived(stage: Stage) -> None:
    await stage.ordered("idcardidentify")
    stage.main.menus.do("next")
    stage.open("namecheck")
    await until(lambda: stage.main.arrivals.waiting, "a result has come")


async def _arrived_and_shown(stage: Stage) -> None:
    await stage.checked("staticfacecheck", full_name=PERSON_ONE.name)


SCENES: tuple[Scene, ...] = (
    *(Scene(f"result-{name}", partial(_verdict, *what)) for name, what in _VERDICTS.items()),
    Scene("result-match-compact", _match, size=COMPACT),
    Scene("result-hit-large", partial(_verdict, "antilaunderquery", Effect.AML_HIT), size=LARGE),
    Scene("result-revealed", _revealed),
    Scene("result-raw", _raw),
    Scene("result-use", _use, on="arriving"),
    Scene("report", _report),
    Scene("report-in-full", _report_in_full),
    Scene("person", _person),
    Scene("person-compact", _person, size=COMPACT),
    Scene("person-asked-for", _person_asked_for),
    Scene("reason", _reason, on="careful"),
    Scene("already-checked", _asked_again, on="careful"),
    Scene("pending", _pending, on="waiting"),
    Scene("pending-compact", _pending_given_up, on="waiting", size=COMPACT),
    Scene("pending-given-up", _pending_given_up, on="waiting"),
    Scene("result-unclear", _unclear, on="waiting"),
    Scene("progress-sending", _sending, on="slow"),
    Scene("progress-queued", _queued, on="slow"),
    Scene("toast", _arrived, on="arriving"),
    Scene("result-arrived", _arrived_and_shown, on="arriving"),
)
