"""What people add to an order, and the orders that belong to it: beside the list, for the chosen one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QCompleter,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from realme_desktop.records.marks import LONGEST_NOTE, LONGEST_TAG, MOST_TAGS
from realme_desktop.records.model import Order
from realme_desktop.ui.results.words import (
    service_words,
    state_sign,
    state_words,
    subject_words,
    verdict_words,
)
from realme_desktop.ui.tasks import spawn
from realme_desktop.ui.theme import MEDIUM, SMALL, TINY, set_role
from realme_desktop.ui.widgets.chips import ChipRow, Piece
from realme_desktop.ui.widgets.composing import ComposingLine
from realme_desktop.ui.widgets.moments import moment
from realme_desktop.ui.widgets.tips import plain_tip
from realme_desktop.ui.widgets.words import Words

if TYPE_CHECKING:
    from realme_desktop.orders.desk import OrderDesk

__all__ = ["AboutOrder"]


_NOTE_LEAST, _NOTE_MOST = 48, 160
_BESIDE_THE_NOTE = 190  # pixels for what stands above and below it


class _Note(QPlainTextEdit):
    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()


class AboutOrder(QScrollArea):
    """Shows one order; what is written is kept when its field is left, at once with Ctrl+S."""

    order_opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("history.about")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMinimumWidth(240)
        self._desk: OrderDesk | None = None
        self._order: Order | None = None
        self._tied: tuple[Order, ...] = ()
        self._turn = 0
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(MEDIUM, TINY, MEDIUM, SMALL)
        self._column.setSpacing(TINY)
        self._make_head()
        self._make_note()
        self._make_tags()
        self._make_linked()
        self._column.addStretch(1)
        self.setWidget(self._inside)
        keep = QShortcut(QKeySequence("Ctrl+S"), self)
        keep.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keep.activated.connect(self.keep_note)
        self.retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low pane the note leaves the tags their place."""
        super().resizeEvent(event)
        height = self.viewport().height() - _BESIDE_THE_NOTE
        self.note.setMaximumHeight(max(_NOTE_LEAST, min(height, _NOTE_MOST)))

    # Parts

    def _make_head(self) -> None:
        self._title = Words("", self, bold=True)
        self._title.setObjectName("about.title")
        self._subject = Words("", self, tone="muted")
        self._told = Words("", self, tone="muted")
        self._told.setObjectName("about.told")
        self._purged = Words("", self, tone="muted")
        self._purged.setObjectName("about.purged")
        for part in (self._title, self._subject, self._purged, self._told):
            self._column.addWidget(part)

    def _make_note(self) -> None:
        row = QHBoxLayout()
        self._note_label = Words("", self)
        self._keep = QPushButton(self)
        self._keep.setObjectName("about.keep")
        set_role(self._keep, "quiet")
        self._keep.clicked.connect(self.keep_note)
        row.addWidget(self._note_label, 1)
        row.addWidget(self._keep)
        self._column.addLayout(row)
        self.note = _Note(self)
        self.note.setObjectName("about.note")
        self.note.setTabChangesFocus(True)
        self.note.setMinimumHeight(_NOTE_LEAST)
        self.note.setMaximumHeight(_NOTE_MOST)
        self.note.textChanged.connect(self._note_changed)
        self.note.left.connect(self.keep_note)
        self._column.addWidget(self.note)

    def _make_tags(self) -> None:
        self._tags_label = Words("", self)
        self._column.addWidget(self._tags_label)
        self.tags = ChipRow(self, name="about.tags")
        self.tags.removed.connect(self._remove_tag)
        self.tags.cleared.connect(lambda: self._set_tags(()))
        self._column.addWidget(self.tags)
        self.new_tag = ComposingLine(self)
        self.new_tag.setObjectName("about.tag")
        self.new_tag.setMaxLength(LONGEST_TAG)
        self.new_tag.returnPressed.connect(self._add_tag)
        self._known = QStringListModel(self)
        completer = QCompleter(self._known, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.new_tag.setCompleter(completer)
        self._column.addWidget(self.new_tag)
        self.hold = QCheckBox(self)
        self.hold.setObjectName("about.hold")
        self.hold.clicked.connect(self._set_hold)
        self._column.addWidget(self.hold)

    def _make_linked(self) -> None:
        self._linked_label = Words("", self)
        self._column.addWidget(self._linked_label)
        self.linked = QListWidget(self)
        self.linked.setObjectName("about.linked")
        self.linked.setMinimumHeight(80)
        self.linked.setMaximumHeight(220)
        self.linked.setWordWrap(True)
        self.linked.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        set_role(self.linked, "framed")
        self.linked.itemActivated.connect(self._open_linked)
        self.linked.itemDoubleClicked.connect(self._open_linked)
        self.linked.installEventFilter(self)
        self._column.addWidget(self.linked)

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("About the chosen order"))
        self._note_label.set_text(self.tr("Note"))
        self._keep.setText(self.tr("Keep"))
        self._keep.setToolTip("Ctrl+S")
        self.note.setAccessibleName(self.tr("Note on the order"))
        self.note.setPlaceholderText(self.tr("Found by the search. Kept encrypted, like the order."))
        self._tags_label.set_text(self.tr("Tags"))
        self.tags.retranslate()
        self.new_tag.setPlaceholderText(self.tr("Add a tag, Enter"))
        self.new_tag.setAccessibleName(self.tr("Add a tag"))
        self.hold.setText(self.tr("Legal hold"))
        self.hold.setToolTip(self.tr("Retention removes nothing of this order while it is on hold."))
        self.linked.setAccessibleName(self.tr("Orders that belong to this one"))
        self._told.hide()
        self.show_order(self._order)
        self._show_linked(self._tied)

    # What is shown

    def attach(self, desk: OrderDesk | None) -> None:
        self._desk = desk
        self.show_order(None)

    @property
    def order(self) -> Order | None:
        return self._order

    def show_order(self, order: Order | None) -> None:
        """Another order, or None; a note that was begun on the one before is kept first."""
        before = self._order
        same = before is not None and order is not None and before.order_id == order.order_id
        if not same:
            self.keep_note()
            self._told.set_text("")
            self._told.hide()
        self._order = order
        self._inside.setEnabled(order is not None)
        if order is None:
            self._title.set_text(self.tr("No order is chosen"))
            self._subject.set_text("")
            self._purged.hide()
            self._put_note("")
            self.tags.set_pieces(())
            self.hold.setChecked(False)
            self._show_linked(())
            return
        self._title.set_text(service_words(order.segment))
        self._subject.set_text("  ".join(filter(None, (subject_words(order), moment(order.created_at)))))
        purged = self.tr("Personal data was removed on {date}, as the retention says.")
        self._purged.setVisible(order.purged_at is not None)
        self._purged.set_text(purged.format(date=moment(order.purged_at or 0)[:10]))
        if not same or before is None or before.note != order.note:
            self._put_note(order.note or "")
        self.tags.set_pieces([Piece(tag, tag) for tag in order.tags])
        self.hold.setChecked(order.hold)
        if not same:
            self._show_linked(())
            self._read_linked()

    def _put_note(self, text: str) -> None:
        self.note.blockSignals(True)
        self.note.setPlainText(text)
        self.note.blockSignals(False)
        self._keep.setEnabled(False)

    def _read_linked(self) -> None:
        if self._desk is not None and self._order is not None:
            self._turn += 1
            spawn(self, self._load_linked(self._desk, self._order, self._turn), name="linked orders")

    async def _load_linked(self, desk: OrderDesk, order: Order, turn: int) -> None:
        linked, tags = await desk.linked(order.order_id), await desk.known_tags()
        if turn == self._turn:
            self._show_linked(linked)
            self._known.setStringList(list(tags))

    def _show_linked(self, linked: tuple[Order, ...]) -> None:
        self._tied = linked
        self.linked.clear()
        for other in linked:
            item = QListWidgetItem(self._linked_words(other), self.linked)
            item.setData(Qt.ItemDataRole.UserRole, other.order_id)
            item.setToolTip(plain_tip(f"{item.text()}\n{other.order_id}"))
        self.linked.setVisible(bool(linked))
        words = self.tr("Orders that belong to this one: {count}").format(count=len(linked))
        self._linked_label.set_text(words if linked else self.tr("No other order belongs to this one."))

    def _linked_words(self, other: Order) -> str:
        order = self._order
        assert order is not None
        if other.order_id == order.linked_to:
            tie = self.tr("this one was made from it")
        elif other.linked_to == order.order_id:
            tie = self.tr("made from this one")
        elif order.fingerprint is not None and other.fingerprint == order.fingerprint:
            tie = self.tr("the same content")
        elif order.subject_number and other.subject_number == order.subject_number:
            tie = self.tr("the same subject")
        else:
            tie = self.tr("linked")
        outcome = (
            " ".join(verdict_words(other.verdict))
            if other.verdict is not None
            else f"{state_sign(other.state)} {state_words(other.state)}"
        )
        return "  ".join((moment(other.created_at)[:16], service_words(other.segment), outcome, f"({tie})"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.linked and event.type() == QEvent.Type.FocusIn and self.linked.currentRow() < 0:
            self.linked.setCurrentRow(0)
        return False

    # What a person does

    def _note_changed(self) -> None:
        text = self.note.toPlainText()
        if len(text) > LONGEST_NOTE:
            self._tell(self.tr("A note has at most {count} characters.").format(count=LONGEST_NOTE), "error")
            self._keep.setEnabled(False)
            return
        self._keep.setEnabled(self._order is not None and text.strip() != (self._order.note or ""))

    def keep_note(self) -> None:
        """Write the note down, if it is another than before."""
        order, desk, text = self._order, self._desk, self.note.toPlainText().strip()
        if order is None or desk is None or text == (order.note or "") or len(text) > LONGEST_NOTE:
            return
        self._keep.setEnabled(False)
        self._act(lambda: desk.set_note(order.order_id, text), self.tr("The note is kept."))

    def _add_tag(self) -> None:
        tag = self.new_tag.text().strip()
        if tag and self._order is not None:
            if len(self._order.tags) >= MOST_TAGS:
                self._tell(self.tr("An order has at most {count} tags.").format(count=MOST_TAGS), "error")
                return
            self._set_tags((*self._order.tags, tag))
            # A completer puts its word in after Enter was heard.
            QTimer.singleShot(0, self.new_tag.clear)

    def _remove_tag(self, tag: str) -> None:
        if self._order is not None:
            self._set_tags(tuple(kept for kept in self._order.tags if kept != tag))

    def _set_tags(self, tags: tuple[str, ...]) -> None:
        order, desk = self._order, self._desk
        if order is not None and desk is not None and tags != order.tags:
            self._act(lambda: desk.set_tags(order.order_id, tags), self.tr("The tags are kept."))

    def _set_hold(self, hold: bool) -> None:
        order, desk = self._order, self._desk
        if order is not None and desk is not None:
            words = self.tr("On legal hold.") if hold else self.tr("The legal hold is lifted.")
            self._act(lambda: desk.set_hold(order.order_id, hold), words)

    def _act(self, change: Callable[[], Awaitable[Order]], words: str) -> None:
        spawn(self, self._acted(change, words), name="annotate")

    async def _acted(self, change: Callable[[], Awaitable[Order]], words: str) -> None:
        order = await change()
        if self._order is not None and self._order.order_id == order.order_id:
            self.show_order(order)
            self._tell(words, "success")

    def _open_linked(self, item: QListWidgetItem) -> None:
        self.order_opened.emit(str(item.data(Qt.ItemDataRole.UserRole)))

    def _tell(self, words: str, tone: str) -> None:
        self._told.set_text(words)
        self._told.set_tone(tone)
        self._told.setVisible(bool(words))

    def show_error(self, words: str) -> None:
        """A change was not kept: what is on disk is shown again."""
        self._tell(words, "error")
        if self._order is not None:
            self.hold.setChecked(self._order.hold)
            self._keep.setEnabled(self.note.toPlainText().strip() != (self._order.note or ""))
