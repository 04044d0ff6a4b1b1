"""JSON in colours: names, texts, numbers, words. Whatever is not JSON stays as it is."""

from __future__ import annotations

import re

from PySide6.QtGui import QSyntaxHighlighter, QTextCharFormat, QTextDocument

from realme_desktop.ui.theme import theme, theme_signals

__all__ = ["JsonColours"]

_TOKEN = re.compile(
    r'(?P<name>"(?:[^"\\]|\\.)*"(?=\s*:))|(?P<text>"(?:[^"\\]|\\.)*"?)'
    r"|(?P<number>(?<![\w.])-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.]))|(?P<word>\b(?:true|false|null)\b)"
)
_COLOURS = {"name": "accent", "text": "success", "number": "warning", "word": "warning"}
_MOST = 20_000  # tokens of one line; a reply without line breaks is one line


class JsonColours(QSyntaxHighlighter):
    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._formats: dict[str, QTextCharFormat] = {}
        self._take_colours()
        theme_signals().changed.connect(self._recolour)

    def _take_colours(self) -> None:
        for kind, colour in _COLOURS.items():
            shape = QTextCharFormat()
            shape.setForeground(theme().colour(colour))
            self._formats[kind] = shape

    def _recolour(self) -> None:
        self._take_colours()
        self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        # Qt counts UTF-16 units, Python code points.
        wide = not text.isascii() and any(char > "\uffff" for char in text)
        for count, found in enumerate(_TOKEN.finditer(text)):
            if count >= _MOST:
                return
            start, end = found.span()
            if wide:
                start, end = _units(text[:start]), _units(text[:end])
            self.setFormat(start, end - start, self._formats[found.lastgroup or "text"])


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
