"""The inputs that hold more than a line of text: choices, dates, lists, files.

Imported with the first form that has one: the form that the window opens with has none, and is painted
sooner.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QWidget

from realme_desktop.catalog.model import Field
from realme_desktop.ui.language import say
from realme_desktop.ui.widgets.choice_input import ListChoice, SegmentChoice, fits_segments
from realme_desktop.ui.widgets.code_rows import CodeRows
from realme_desktop.ui.widgets.date_input import DateInput
from realme_desktop.ui.widgets.file_picker import PacketPicker
from realme_desktop.ui.widgets.picture_picker import PicturePicker

from .inputs import Making, grouped, tidy

__all__ = ["CodeList", "DateLine", "PacketField", "PictureField", "choice_input"]

_SEGMENTS = 3  # more choices than this open as a list
_HIDDEN_CODES = ("pwd",)


class DateLine(DateInput):
    def __init__(self, field: Field, parent: QWidget, making: Making) -> None:
        super().__init__(parent, tidy=partial(tidy, field, making), grouped=partial(grouped, field, making))
        self.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)
        self.setPlaceholderText(QCoreApplication.translate("ServiceForm", "YYYY-MM-DD"))


class CodeList(CodeRows):
    def __init__(self, field: Field, parent: QWidget, making: Making) -> None:
        kinds = [(choice.value, say(choice.label)) for choice in field.choices] or [("sms", "sms")]
        super().__init__(kinds, parent, name=field.name, hidden=_HIDDEN_CODES)


class PictureField(PicturePicker):
    def __init__(self, field: Field, parent: QWidget, making: Making) -> None:
        super().__init__(
            parent,
            name=field.name,
            look=partial(making.look, field) if making.look is not None else None,
            samples=making.samples(field),
            tools=making.pictures.tools(field) if making.pictures is not None else None,
        )
        if making.pictures is not None:
            making.pictures.adopt(field, self)


class PacketField(PacketPicker):
    def __init__(self, field: Field, parent: QWidget, making: Making) -> None:
        # Beside a picture of the same field, its buttons need names of their own.
        super().__init__(
            parent,
            name=f"{field.name}.packet" if field.variant is not None else field.name,
            kind="packet",
            folders=making.pictures.folders if making.pictures is not None else None,
        )


def choice_input(field: Field, parent: QWidget, making: Making) -> SegmentChoice | ListChoice:
    """Segments for up to three choices whose words fit, else a list."""
    options = [(choice.value, say(choice.label)) for choice in field.choices]
    optional = not field.required
    if len(options) <= _SEGMENTS and fits_segments(parent, options):
        return SegmentChoice(options, parent, optional=optional)
    translate = QCoreApplication.translate
    empty = translate("ServiceForm", "Not stated") if optional else translate("ServiceForm", "Please choose")
    return ListChoice(options, parent, empty=empty)
