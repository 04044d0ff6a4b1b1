"""A place for one file: chosen, dropped or pasted. Nothing of it is read on the way in."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol, TypeAlias

from PySide6.QtCore import QMimeData, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QBoxLayout,
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from realme_desktop.imaging.edits import Edited
from realme_desktop.ui.resources import icon, pixmap
from realme_desktop.ui.theme import set_role, theme

from .file_facts import FileFacts
from .words import clean

__all__ = ["FilePicker", "Folders", "PacketPicker", "SessionFolders", "Source", "size_words"]

Source: TypeAlias = Path | bytes | Edited


class Folders(Protocol):
    """Where files of a kind were chosen last."""

    def recall(self, kind: str) -> str:
        """A folder, '' where nothing is remembered."""

    def keep(self, kind: str, folder: str) -> None: ...


class SessionFolders:
    """Remembers until the program ends."""

    def __init__(self) -> None:
        self._folders: dict[str, str] = {}

    def recall(self, kind: str) -> str:
        return self._folders.get(kind, "")

    def keep(self, kind: str, folder: str) -> None:
        self._folders[kind] = folder


_THUMB = QSize(76, 60)
_EDGE = 10


class FilePicker(QWidget):
    """`source()` is a path or, for what came without a file, its bytes.

    `kind` tells which folder the file dialog starts in: that of the last file of this kind.
    `noticed(words, role)` is for the line under the field: role `error`, `warning` or nothing. The whole part
    is painted by itself and made of as few widgets as possible: a form may hold several.

    Under a veil neither the picture nor the name of the file is seen; `unveil_wanted` asks for them.
    """

    edited = Signal()
    noticed = Signal(str, str)
    unveil_wanted = Signal()
    file_mode = QFileDialog.FileMode.ExistingFile

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        name: str = "",
        kind: str = "",
        folders: Folders | None = None,
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._kind = kind or name
        self._folders = folders if folders is not None else SessionFolders()
        self._source: Source | None = None
        self._state = ""
        self._over = False
        self._veiled = False
        self._show: QPushButton | None = None
        self._label = ""
        self.problem = ""
        self.dialog: QFileDialog | None = None
        self.setAcceptDrops(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(self)
        column.setContentsMargins(_THUMB.width() + 2 * _EDGE, _EDGE, _EDGE, _EDGE)
        column.setSpacing(8)
        self._facts = FileFacts(self)
        self._facts.setMinimumHeight(2 * self.fontMetrics().lineSpacing())
        self._facts.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        set_role(self._facts, "caption")
        column.addWidget(self._facts)
        self.choose = QPushButton(self.choose_words(), self)
        self.choose.setObjectName(f"choose.{name}")
        self.choose.clicked.connect(self.open_dialog)
        self._buttons: QBoxLayout = QHBoxLayout()
        self._buttons.setSpacing(8)
        self._buttons.addWidget(self.choose)
        self._buttons.addStretch(1)
        column.addLayout(self._buttons)
        self._remove: QToolButton | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocusProxy(self.choose)
        self._show_facts()

    # What a subclass says

    def choose_words(self) -> str:
        return self.tr("Choose…")

    def prompt(self) -> str:
        return self.tr("Drop a file here, or choose one.")

    def filters(self) -> str:
        return self.tr("All files (*)")

    def sign(self) -> str:
        return "document"

    # What it holds

    def text(self) -> str:
        return ""

    def set_text(self, text: str) -> None:
        """A file has no text; a form may still ask every input alike."""

    def source(self) -> Source | None:
        return self._source

    def outgoing(self) -> Source | None:
        """What is to be sent: as `source()`, or the very bytes that were shown."""
        return self.source()

    @property
    def waiting(self) -> bool:
        """Something was given that can't be handed out yet."""
        return False

    def set_source(self, source: Source | None) -> None:
        """Put something in, or take it out with None; without `edited`."""
        self._source = source
        self._lift()
        self.problem = ""
        self.noticed.emit("", "")
        self._offer_removal(source is not None)
        self._show_facts()
        self.update()

    @property
    def veiled(self) -> bool:
        return self._veiled

    def veil(self) -> None:
        """Hide what is held until it is replaced, or shown."""
        self._veiled = True
        if self._show is None:
            button = self._show = QPushButton(self.tr("Show in full"), self)
            button.setObjectName(f"unveil.{self._name}")
            button.setAccessibleName(f"{self._label}: {button.text()}")
            button.clicked.connect(self.unveil_wanted)
            set_role(button, "quiet")
            self._buttons.insertWidget(1, button)
            QWidget.setTabOrder(self.choose, button)
        self._show.show()
        self._veil_changed()

    def unveil(self) -> None:
        self._lift()
        self._veil_changed()

    def _lift(self) -> None:
        self._veiled = False
        if self._show is not None:
            self._show.hide()

    def _veil_changed(self) -> None:
        self._show_facts()
        self.update()

    def set_state(self, state: str) -> None:
        if state != self._state:
            self._state = state
            self.update()

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self._label = name
        self.choose.setAccessibleName(f"{name}: {self.choose.text()}")
        if self._remove is not None:
            self._remove.setAccessibleName(f"{name}: {self._remove.toolTip()}")

    def facts(self) -> str:
        if self._source is None:
            return self.prompt()
        plain = self._source.source if isinstance(self._source, Edited) else self._source
        if isinstance(plain, Path):
            return clean(plain.name)
        return self.tr("Pasted, {size}").format(size=size_words(len(plain)))

    def _show_facts(self) -> None:
        words = self.tr("Submitted, and hidden now.") if self._veiled else self.facts()
        named = self._source is not None and not self._veiled
        self._facts.tell(words, named=named)

    def _take(self, source: Source | None) -> None:
        """What the operator gave or took."""
        self.set_source(source)
        self.edited.emit()

    def _offer_removal(self, offered: bool) -> None:
        if self._remove is None:
            if not offered:
                return
            button = self._remove = QToolButton(self)
            button.setObjectName(f"remove.{self._name}")
            button.setIcon(icon("remove", "muted"))
            button.setToolTip(self.tr("Remove"))
            button.setAccessibleName(f"{self._label}: {button.toolTip()}")
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            set_role(button, "quiet")
            button.clicked.connect(self._removed)
            button.resize(button.sizeHint())
            self._place_removal()
            QWidget.setTabOrder(self._last_button(), button)
        self._remove.setVisible(offered)
        room = self._remove.width() if offered else 0
        self._facts.setContentsMargins(0, 0, room, 0)

    def _place_removal(self) -> None:
        """In the corner, outside the layout: side by side, two pictures leave no room beside the buttons."""
        if self._remove is not None:
            self._remove.move(self.width() - self._remove.width() - 4, 4)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_removal()

    def _last_button(self) -> QWidget:
        return self.choose

    def _removed(self) -> None:
        self.choose.setFocus(Qt.FocusReason.TabFocusReason)
        self._take(None)

    # How it comes in

    def open_dialog(self) -> None:
        """The file dialog, without a nested loop: the answer comes by signal."""
        dialog = QFileDialog(self, self.tr("Choose a file for “{label}”").format(label=self._label))
        dialog.setObjectName(f"dialog.{self._name}")
        dialog.setFileMode(self.file_mode)
        dialog.setNameFilter(self.filters())
        if folder := self._folders.recall(self._kind):
            dialog.setDirectory(folder)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda chosen: self._chosen([Path(chosen)]))
        dialog.filesSelected.connect(lambda chosen: self._chosen([Path(path) for path in chosen]))
        dialog.finished.connect(self._dialog_done)
        self.dialog = dialog
        self._answered: list[Path] = []
        dialog.open()

    def _chosen(self, paths: list[Path]) -> None:
        """One file comes by both signals of the dialog, several by the second. The file that is there already
        is taken again: it may be complete now, or another one by the same name."""
        if not paths or paths == self._answered:
            return
        self._answered = paths
        self._folders.keep(self._kind, str(paths[0].parent))
        self.take_files(paths)

    def take_files(self, paths: list[Path]) -> None:
        """What the operator chose; here only one counts."""
        self._take(paths[0])

    def _dialog_done(self) -> None:
        self.dialog = None
        self.choose.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_mime(self, mime: QMimeData) -> bool:
        """Take the file (or what a subclass understands) out of a drop or the clipboard."""
        for url in mime.urls():
            if url.isLocalFile():
                self._take(Path(url.toLocalFile()))
                return True
        return False

    def understands(self, mime: QMimeData) -> bool:
        return any(url.isLocalFile() for url in mime.urls())

    def paste(self) -> None:
        mime = QGuiApplication.clipboard().mimeData()
        if mime is None or not self.take_mime(mime):
            self.noticed.emit(self.nothing_to_paste(), "warning")

    def nothing_to_paste(self) -> str:
        return self.tr("The clipboard holds no file. Copy a file, then paste again.")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._source is not None:
            self._removed()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.understands(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self._hover(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._hover(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._hover(False)
        if self.take_mime(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.choose.setFocus(Qt.FocusReason.OtherFocusReason)

    def _hover(self, over: bool) -> None:
        self._over = over
        self.update()

    # How it looks

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = self._state or ("accent" if self._over else "line.strong")
        style = Qt.PenStyle.SolidLine if self._source is not None else Qt.PenStyle.DashLine
        painter.setPen(QPen(colours.colour(edge), 1.6 if self._over or self._state else 1.0, style))
        painter.setBrush(colours.colour("accent.soft" if self._over else "surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        box = QRectF(_EDGE, (self.height() - _THUMB.height()) / 2, _THUMB.width(), _THUMB.height())
        self.paint_thumbnail(painter, box)
        painter.end()

    def paint_thumbnail(self, painter: QPainter, box: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme().colour("raised")))
        painter.drawRoundedRect(box, 6, 6)
        drawn = pixmap(self.sign(), 28, "muted", self.devicePixelRatioF())
        place = box.center() - QRectF(0, 0, 28, 28).center()
        painter.drawPixmap(QPoint(round(place.x()), round(place.y())), drawn)


class PacketPicker(FilePicker):
    """A file that is passed on as it is: nobody here can look into it."""

    def prompt(self) -> str:
        return self.tr("Drop the packet file here, or choose it. It is sent as it is.")

    def facts(self) -> str:
        if isinstance(self.source(), Path):
            return self.tr("{file}\nSent as it is.").format(file=super().facts())
        return super().facts()

    def sign(self) -> str:
        return "lock"


def size_words(size: int) -> str:
    """Bytes in a unit for people: 1 KB is 1,024 bytes."""
    if size < 1024:
        return f"{size} B"
    if size < 1024 * 1024:
        return f"{size / 1024:.0f} KB"
    return f"{size / 1024 / 1024:.1f} MB"
