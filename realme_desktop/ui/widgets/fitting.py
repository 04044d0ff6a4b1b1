"""A dialog that is always as high as its words need in the width that it has.

Qt measures a dialog once, when it is first shown, and no wider than two thirds of the screen: with large
letters, or with a sentence that comes later, wrapped text would be cut off.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from realme_desktop.ui.theme import POINTS

__all__ = ["keep_fitting", "open_at", "with_letters"]


def with_letters(pixels: int) -> int:
    """A length drawn up for letters of the usual size, for those of this desktop."""
    return round(pixels * max(1.0, QApplication.font().pointSizeF() / POINTS))


def open_at(window: QWidget, width: int, height: int) -> None:
    """The size that a window opens with; more for large letters, as far as the screen goes."""
    room = window.screen().availableGeometry()
    window.resize(
        min(with_letters(width), max(width, room.width())),
        min(with_letters(height), max(height, room.height())),
    )


class _Fitting(QObject):
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Show, QEvent.Type.Resize):
            assert isinstance(watched, QDialog)
            _fit(watched)
        return False


def keep_fitting(dialog: QDialog) -> None:
    """Let it grow, never shrink, and stay on its screen."""
    dialog.installEventFilter(_Fitting(dialog))


def _fit(dialog: QDialog) -> None:
    layout = dialog.layout()
    if layout is None:
        return
    wanted = layout.totalMinimumSize()
    width = max(dialog.width(), wanted.width())
    height = layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else wanted.height()
    room = dialog.screen().availableGeometry()
    width, height = min(width, room.width()), min(max(height, dialog.height()), room.height())
    if (width, height) != (dialog.width(), dialog.height()):
        dialog.resize(width, height)
