"""The pages of docs/ within the program: rendered here, nothing is fetched, links stay inside."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QUrl, Signal
from PySide6.QtGui import (
    QImage,
    QKeyEvent,
    QKeySequence,
    QShortcut,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextLength,
)
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QTextBrowser, QVBoxLayout, QWidget

from .language import language
from .resources import icon, page_folder
from .theme import LARGE, MEDIUM, SMALL, set_role, theme
from .widgets.composing import ComposingLine, is_composing

__all__ = ["GuidePage", "page_path"]

_WIDEST = 780  # logical pixels of a picture: the window of the help as it opens


def page_path(name: str) -> Path:
    """`user-guide` → the page in the language of the console, or the only one there is."""
    folder = page_folder()
    for file in (f"{name}.{language()}.md", f"{name}.md", f"{name}.en.md"):
        if (folder / file).is_file():
            return folder / file
    return folder / f"{name}.md"


class _Browser(QTextBrowser):
    """Shows pictures of the folder of pages and loads nothing else."""

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        path = name.path() if isinstance(name, QUrl) else name
        url = name if isinstance(name, QUrl) else QUrl(name)
        folder = page_folder().resolve()
        file = (folder / path.lstrip("/")).resolve() if not url.isLocalFile() else Path(url.toLocalFile())
        if url.scheme() not in ("", "file") or not file.resolve().is_relative_to(folder):
            return None
        if kind == QTextDocument.ResourceType.ImageResource.value and file.is_file():
            return _fitted(QImage(str(file)), self.devicePixelRatioF())
        return None


def _fitted(picture: QImage, ratio: float) -> QImage:
    """As wide as a page at most: scaled once and well, because a document scales roughly."""
    if picture.width() <= _WIDEST * ratio:
        return picture
    fitted = picture.scaledToWidth(round(_WIDEST * ratio), Qt.TransformationMode.SmoothTransformation)
    fitted.setDevicePixelRatio(ratio)
    return fitted


def _dress(document: QTextDocument) -> None:
    """What markdown can't say: room above a heading, and pictures no wider than the page."""
    cursor = QTextCursor(document)
    block = document.begin()
    while block.isValid():
        if block.blockFormat().headingLevel() > 1:
            above = QTextBlockFormat()
            above.setTopMargin(LARGE)
            cursor.setPosition(block.position())
            cursor.mergeBlockFormat(above)
        pieces = block.begin()
        while not pieces.atEnd():
            piece = pieces.fragment()
            if piece.charFormat().isImageFormat():
                picture = piece.charFormat().toImageFormat()
                picture.setMaximumWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
                cursor.setPosition(piece.position())
                cursor.setPosition(piece.position() + piece.length(), QTextCursor.MoveMode.KeepAnchor)
                cursor.setCharFormat(picture)
                break  # the pieces are others now; one picture stands in a line
            pieces += 1
        block = block.next()


class GuidePage(QWidget):
    """One page with a line to search it. `page_wanted(name)`: a link leads to another page."""

    page_wanted = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self.find_line = ComposingLine(self)
        self.find_line.setObjectName(f"help.{name}.find")
        self.find_line.setPlaceholderText(self.tr("Find in this page"))
        self.find_line.setAccessibleName(self.tr("Find in this page"))
        self.find_line.setToolTip(
            self.tr("Ctrl+F. Enter goes to the next place, Shift+Enter to the one before.")
        )
        self.find_line.setClearButtonEnabled(True)
        self.find_line.setMaximumWidth(320)
        self.find_line.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.find_line.textChanged.connect(lambda _: self._find(again=True))
        self.find_line.installEventFilter(self)
        self._said = QLabel(self)
        self._said.setObjectName(f"help.{name}.said")
        set_role(self._said, "caption")
        self.browser = _Browser(self)
        self.browser.setObjectName(f"help.{name}")
        self.browser.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.browser.setOpenLinks(False)
        self.browser.anchorClicked.connect(self._follow)
        row = QHBoxLayout()
        row.setContentsMargins(MEDIUM, SMALL, MEDIUM, 0)
        row.setSpacing(SMALL)
        row.addWidget(self.find_line)
        row.addWidget(self._said, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self.browser, 1)
        shortcut = QShortcut(QKeySequence("Ctrl+F"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.find_line.setFocus)
        self._fill()

    def _fill(self) -> None:
        file = page_path(self.name)
        try:
            text = file.read_text(encoding="utf-8")
        except OSError:
            text = self.tr("This page is not there: {file}").format(file=file.name)
        document = self.browser.document()
        document.setDocumentMargin(MEDIUM)
        muted, line = theme().colour("muted").name(), theme().colour("line").name()
        document.setDefaultStyleSheet(f"code {{ color: {muted} }} td, th {{ border: 1px solid {line} }}")
        document.setMarkdown(text, QTextDocument.MarkdownFeature.MarkdownDialectGitHub)
        _dress(document)
        self.browser.moveCursor(self.browser.textCursor().MoveOperation.Start)

    def turn_to(self, name: str) -> None:
        """Show another page of the same kind in this one's place."""
        if name != self.name:
            self.name = name
            self._fill()

    def go_to(self, words: str) -> None:
        """Bring the place where these words stand first to the top."""
        self.browser.moveCursor(self.browser.textCursor().MoveOperation.End)
        cursor = self.browser.document().find(words)
        if not cursor.isNull():
            self.browser.setTextCursor(cursor)
            cursor.clearSelection()
            self.browser.setTextCursor(cursor)

    def _follow(self, url: QUrl) -> None:
        """To a heading of this page, or to another page; nowhere else."""
        target = Path(url.path()).name
        if url.scheme() not in ("", "file"):
            return
        if target.endswith(".md") and target != page_path(self.name).name:
            self.page_wanted.emit(target.split(".")[0])
        elif url.hasFragment():
            self.browser.scrollToAnchor(url.fragment())

    def _find(self, *, again: bool = False, back: bool = False) -> None:
        words = self.find_line.text()
        if again:
            cursor = self.browser.textCursor()
            cursor.setPosition(cursor.selectionStart())
            self.browser.setTextCursor(cursor)
        flags = QTextDocument.FindFlag.FindBackward if back else QTextDocument.FindFlag(0)
        found = not words or self.browser.find(words, flags)
        if not found:  # from the other end
            cursor = self.browser.textCursor()
            self.browser.moveCursor(cursor.MoveOperation.End if back else cursor.MoveOperation.Start)
            found = self.browser.find(words, flags)
        self._said.setText("" if found else self.tr("Not on this page."))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if is_composing(watched):
            return False
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._find(back=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
                return True
            if event.key() == Qt.Key.Key_Escape and self.find_line.text():
                self.find_line.clear()
                return True
        return False
