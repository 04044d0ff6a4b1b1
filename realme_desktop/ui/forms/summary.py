"""What stands in the way of an order, on top of the form, with a link to each field."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QVBoxLayout, QWidget

from realme_desktop.ui.theme import MEDIUM, SMALL, TINY, set_role, theme

__all__ = ["FindingsSummary", "Line"]

Line = tuple[str | None, str, str]  # wire name or None, label, sentence


class FindingsSummary(QFrame):
    """`chosen(wire name)` when a link is followed, by mouse or by Tab and Return."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("summary")
        column = QVBoxLayout(self)
        column.setContentsMargins(MEDIUM, SMALL, MEDIUM, SMALL)
        column.setSpacing(TINY)
        self._title = QLabel(self)
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._lines = QLabel(self)
        self._lines.setTextFormat(Qt.TextFormat.RichText)
        self._lines.setTextInteractionFlags(Qt.TextInteractionFlag.LinksAccessibleByMouse)
        self._lines.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._lines.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self._lines.linkActivated.connect(self.chosen)
        for label in (self._title, self._lines):
            label.setWordWrap(True)
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            column.addWidget(label)
        self.plain = ""

    def tell(self, title: str, lines: Sequence[Line], *, error: bool) -> None:
        set_role(self, "banner.error" if error else "banner.warning")
        sign = "✗" if error else "⚠"
        self._title.setText(f"{sign} {title}")
        set_role(self._title, "error" if error else "warning")
        colour = theme().colour("text").name()
        self._lines.setText("".join(_html(line, colour) for line in lines))
        self._lines.setVisible(bool(lines))
        spoken = [f"{label}: {words}" if label else words for _, label, words in lines]
        self.plain = "\n".join([title, *spoken])
        self._lines.setAccessibleName("\n".join(spoken))
        self.setAccessibleName(self.plain)
        self.show()


def _html(line: Line, colour: str) -> str:
    name, label, words = line
    if name is None:
        return f"<p style='margin:2px 0'>{escape(words)}</p>"
    link = f"<a href='{escape(name)}' style='color:{colour}'>{escape(label)}</a>"
    return f"<p style='margin:2px 0'>{link}: {escape(words)}</p>"
