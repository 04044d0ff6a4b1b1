"""One input for each kind of field. The kind owns parse, check and display; the input only shows them."""

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
from realme_desktop.ui.language import say
from realme_desktop.ui.widgets.choice_input import ListChoice, SegmentChoice, fits_segments
from realme_desktop.ui.widgets.code_rows import CodeRows
from realme_desktop.ui.widgets.date_input import DateInput
from realme_desktop.ui.widgets.line_input import LineInput, SecretInput

if TYPE_CHECKING:
    # Pickers of files are imported with the first form that has one (`file_inputs.py`): the window's first
    # form has none, and is painted sooner.
    from realme_desktop.ui.widgets.file_picker import PacketPicker, Source
    from realme_desktop.ui.widgets.picture_picker import PictureLook, PicturePicker, SamplePicture

__all__ = ["FieldLook", "Making", "today_at_realme"]

FieldLook: TypeAlias = "Callable[[Field, Source], Awaitable[PictureLook]]"

_SHANGHAI = timezone(timedelta(hours=8))
_SEGMENTS = 3  # more choices than this open as a list
_HIDDEN_CODES = ("pwd",)


def today_at_realme() -> date:
    """RealMe's day, whatever the clock of the workplace shows."""
    return datetime.now(_SHANGHAI).date()


@dataclass(frozen=True, slots=True)
class Making:
    """What an input may need beside its field."""

    look: FieldLook | None = None
    samples: Callable[[Field], Sequence[SamplePicture]] = lambda _: ()
    today: Callable[[], date] = today_at_realme


def _certainly_wrong(field: Field, value: str, making: Making) -> bool:
    return any(finding.is_error for finding in KINDS[field.kind].check(value, field, making.today()))


def _tidy(field: Field, making: Making, typed: str) -> str:
    """The canonical form; a value that is certainly wrong stays as its author knows it."""
    plain = KINDS[field.kind].parse(typed)
    return typed if not plain or _certainly_wrong(field, plain, making) else plain


def _grouped(field: Field, making: Making, plain: str) -> str:
    return plain if _certainly_wrong(field, plain, making) else KINDS[field.kind].display(plain)


class TextLine(LineInput):
    """Any text. The kinds below differ by what the input method should offer, and by an example."""

    hints = Qt.InputMethodHint.ImhNone

    def __init__(self, field: Field, parent: QWidget, making: Making) -> None:
        super().__init__(parent, tidy=partial(_tidy, field, making), grouped=partial(_grouped, field, making))
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


class DateLine(DateInput):
    def __init__(self, field: Field, parent: QWidget, making: Making) -> None:
        super().__init__(parent, tidy=partial(_tidy, field, making), grouped=partial(_grouped, field, making))
        self.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)
        self.setPlaceholderText(QCoreApplication.translate("ServiceForm", "YYYY-MM-DD"))


class SecretLine(SecretInput):
    def __init__(self, field: Field, parent: QWidget, making: Making) -> None:
        super().__init__(parent)


class CodeList(CodeRows):
    def __init__(self, field: Field, parent: QWidget, making: Making) -> None:
        kinds = [(choice.value, say(choice.label)) for choice in field.choices] or [("sms", "sms")]
        super().__init__(kinds, parent, name=field.name, hidden=_HIDDEN_CODES)


def picture_input(field: Field, parent: QWidget, making: Making) -> PicturePicker:
    from .file_inputs import PictureField

    return PictureField(field, parent, making)


def packet_input(field: Field, parent: QWidget, making: Making) -> PacketPicker:
    from .file_inputs import PacketField

    return PacketField(field, parent, making)


def choice_input(field: Field, parent: QWidget, making: Making) -> SegmentChoice | ListChoice:
    """Segments for up to three choices whose words fit, else a list."""
    options = [(choice.value, say(choice.label)) for choice in field.choices]
    optional = not field.required
    if len(options) <= _SEGMENTS and fits_segments(parent, options):
        return SegmentChoice(options, parent, optional=optional)
    translate = QCoreApplication.translate
    empty = translate("ServiceForm", "Not stated") if optional else translate("ServiceForm", "Please choose")
    return ListChoice(options, parent, empty=empty)
