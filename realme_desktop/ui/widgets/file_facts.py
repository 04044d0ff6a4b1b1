"""What is told of a file beside its thumbnail, the file's name in the first line."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

__all__ = ["FileFacts"]


class FileFacts(QLabel):
    """Plain text. A name too long for the line loses its middle, as its end tells most (the kind, a number);
    the tooltip has all of it. A label can break no name without spaces, and would cut it off."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._whole = ""
        self._named = False
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def tell(self, words: str, *, named: bool) -> None:
        """`named`: the first line is a name; else it is a sentence, which is broken between its words."""
        self._whole, self._named = words, named
        self._fit()

    def _fit(self) -> None:
        shown, whole = self._whole, ""
        room = self.contentsRect().width()
        if self._named and room > 0:
            name, *others = self._whole.split("\n")
            short = self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, room)
            if short != name:
                shown, whole = "\n".join((short, *others)), name
        if shown != self.text():
            self.setText(shown)
        if whole != self.toolTip():
            self.setToolTip(whole)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_whole"):
            self._fit()
