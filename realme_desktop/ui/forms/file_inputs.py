"""The inputs that hold files; imported with the first form that has one."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from realme_desktop.catalog.model import Field
from realme_desktop.ui.widgets.file_picker import PacketPicker
from realme_desktop.ui.widgets.picture_picker import PicturePicker

from .inputs import Making

__all__ = ["PacketField", "PictureField"]


class PictureField(PicturePicker):
    def __init__(self, field: Field, parent: QWidget, making: Making) -> None:
        super().__init__(
            parent,
            name=field.name,
            look=partial(making.look, field) if making.look is not None else None,
            samples=making.samples(field),
        )


class PacketField(PacketPicker):
    def __init__(self, field: Field, parent: QWidget, making: Making) -> None:
        # Beside a picture of the same field, its buttons need names of their own.
        super().__init__(parent, name=f"{field.name}.packet" if field.variant is not None else field.name)
