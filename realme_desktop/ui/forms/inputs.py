"""The inputs of one line of text. The kind owns parse, check and display; the input only shows them.

The others are in `late_inputs.py`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QWidget

from realme_desktop.catalog.kinds import KINDS
from realme_desktop.catalog.model import Field
from realme_desktop.ui.widgets.line_input import LineInput, SecretInput

if TYPE_CHECKING:
    from realme_desktop.ui.widgets.file_picker import Source
    from realme_desktop.ui.widgets.picture_picker import SamplePicture
    from realme_desktop.ui.widgets.picture_tools import PictureLook

    from .pictures import FormPictures

__all__ = ["FieldLook", "Making", "grouped", "tidy", "today_at_realme"]

FieldLook: TypeAlias = "Callable[[Field, Source], Awaitable[PictureLook]]"

_SHANGHAI = timezone(timedelta(hours=8))


def today_at_realme() -> date:
    """RealMe's day, whatever the clock of the workplace shows."""
    return datetime.now(_SHANGHAI).date()


@dataclass(frozen=True, slots=True)
class Making:
    """What an input may need beside its field."""

    look: FieldLook | None = None
    samples: Callable[[Field], Sequence[SamplePicture]] = lambda _: ()
    today: Callable[[], date] = today_at_realme
    pictures: FormPictures | None = None


def _certainly_wrong(field: Field, value: str, making: Making) -> bool:
    return any(finding.is_error for finding in KINDS[field.kind].check(value, field, making.today()))


def tidy(field: Field, making: Making, typed: str) -> str:
    """The canonical form; a value that is certainly wrong stays as its author knows it."""
    plain = KINDS[field.kind].parse(typed)
    return typed if not plain or _certainly_wrong(field, plain, making) else plain


def grouped(field: Field, making: Making, plain: str) -> str:
    return plain if _certainly_wrong(field, plain, making) else KINDS[field.kind].display(plain)


class TextLine(LineInput):
    """Any text. The kinds below differ by what the input method should offer, and by an example."""

    hints = Qt.InputMethodHint.ImhNone

    def __init__(self, field: Field, parent: QWidget, making: Making) -> None:
        super().__init__(parent, tidy=partial(tidy, field, making), grouped=partial(grouped, field, making))
        if self.hints != Qt.InputMethodHint.ImhNone:
            self.setInputMethodHints(self.hints)
        example = (
            QCoreApplication.translate("ServiceForm", "Filled in by the program")
            if (field.derived_from)
            else self.example()
        )
        if example:
            self.setPlaceholderText(example)

    def example(self) -> str:
        return ""


class NameLine(TextLine):
    hints = Qt.InputMethodHint.ImhNoPredictiveText


class IdNumberLine(TextLine):
    hints = (
        Qt.InputMethodHint.ImhPreferNumbers
        | Qt.InputMethodHint.ImhPreferUppercase
        | Qt.InputMethodHint.ImhNoPredictiveText
        | Qt.InputMethodHint.ImhSensitiveData
    )


class MobileLine(TextLine):
    hints = Qt.InputMethodHint.ImhDialableCharactersOnly | Qt.InputMethodHint.ImhSensitiveData


class CardLine(TextLine):
    hints = (
        Qt.InputMethodHint.ImhPreferNumbers
        | Qt.InputMethodHint.ImhNoPredictiveText
        | Qt.InputMethodHint.ImhSensitiveData
    )


class NumberLine(TextLine):
    hints = Qt.InputMethodHint.ImhPreferNumbers | Qt.InputMethodHint.ImhNoPredictiveText


class ImeiLine(NumberLine):
    pass


class IpLine(NumberLine):
    pass


class UrlLine(TextLine):
    hints = Qt.InputMethodHint.ImhUrlCharactersOnly | Qt.InputMethodHint.ImhNoPredictiveText

    def example(self) -> str:
        return "https://"


class CipherLine(TextLine):
    hints = (
        Qt.InputMethodHint.ImhNoPredictiveText
        | Qt.InputMethodHint.ImhNoAutoUppercase
        | Qt.InputMethodHint.ImhSensitiveData
    )


class ExpiryLine(TextLine):
    hints = Qt.InputMethodHint.ImhPreferNumbers | Qt.InputMethodHint.ImhNoPredictiveText

    def example(self) -> str:
        return QCoreApplication.translate("ServiceForm", "MM/YY")


class SecretLine(SecretInput):
    def __init__(self, field: Field, parent: QWidget, making: Making) -> None:
        super().__init__(parent)
