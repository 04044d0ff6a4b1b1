"""The raw exchange: what was said to RealMe, what was signed, what RealMe said. Plain text, as it was.

Personal values are masked until the view is told to show them; secrets were never kept. Built when its fold
is opened, and each page when it is looked at: a reply may have 20 MB.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from realme_desktop.records.exchanges import ExchangeKind, StoredExchange
from realme_desktop.ui.language import language
from realme_desktop.ui.resources import icon
from realme_desktop.ui.theme import set_role
from realme_desktop.ui.widgets.buttons import CopyButton, RevealButton
from realme_desktop.ui.widgets.json_colours import JsonColours
from realme_desktop.ui.widgets.words import Words, clean

from .exchange_texts import RAW_SEEN, Page, heading_words, reply_page, request_page, signed_page, timing_words
from .views import ViewContext

__all__ = ["REVEALED", "ExchangeView"]

REVEALED = "raw"  # the name under which a context remembers that this order's exchange is shown in full


class ExchangeView(QWidget):
    """`copied(what, in_full)`: `curl`, `request`, `signed` or `reply` went to the clipboard."""

    copied = Signal(str, bool)

    def __init__(
        self,
        context: ViewContext,
        exchanges: Sequence[StoredExchange] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Without `exchanges` they are asked for, and shown when they are there."""
        super().__init__(parent)
        self.setObjectName("exchange")
        self._context = context
        self._exchanges: tuple[StoredExchange, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._choose = QComboBox(self)
        self._choose.setObjectName("exchange.choose")
        self._choose.setAccessibleName(self.tr("Exchanges with RealMe"))
        self._choose.setMinimumContentsLength(12)
        self._choose.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._choose.currentIndexChanged.connect(lambda _: self._show())
        self._reveal = RevealButton(self, what=self.tr("raw exchange"))
        self._reveal.setObjectName("raw_reply.reveal")
        self._curl = QPushButton(self.tr("cURL"), self)
        self._curl.setObjectName("exchange.curl")
        self._curl.setAccessibleName(self.tr("Copy as cURL"))
        self._curl.setToolTip(
            self.tr(
                "Copy as a command for sh, curl and openssl. Secrets and masked values are left to fill in."
            )
        )
        self._curl.setIcon(icon("copy", "muted"))
        set_role(self._curl, "quiet")
        self._curl.clicked.connect(self.copy_curl)
        head = QHBoxLayout()
        head.setSpacing(2)
        head.addWidget(self._choose, 100)
        head.addWidget(self._reveal)
        head.addWidget(self._curl)
        head.addStretch(1)  # where there is one exchange only, and nothing to choose from
        column.addLayout(head)
        self._timing = Words("", self, tone="muted", size="small")
        self._timing.setObjectName("exchange.timing")
        column.addWidget(self._timing)
        self._tabs = QTabWidget(self)
        self._tabs.setObjectName("exchange.tabs")
        self._tabs.setDocumentMode(True)
        policy = self._tabs.sizePolicy()
        policy.setHeightForWidth(True)  # what stands around the text takes more lines in a narrow pane
        self._tabs.setSizePolicy(policy)

        def in_full() -> bool:
            return self.revealed

        self.reply = _PageView("raw_reply", self.tr("Raw reply"), self, in_full, coloured=True)
        self.request = _PageView("exchange.request", self.tr("Request"), self, in_full)
        self.signed = _PageView("exchange.signed", self.tr("Signed text"), self, in_full)
        for page, words, what in (
            (self.reply, self.tr("Reply"), "reply"),
            (self.request, self.tr("Request"), "request"),
            (self.signed, self.tr("Signature"), "signed"),
        ):
            self._tabs.addTab(page, words)
            page.copied.connect(lambda what=what: self.copied.emit(what, self.revealed))
        self._tabs.currentChanged.connect(lambda _: self._fill())
        column.addWidget(self._tabs)
        self._reveal.setChecked(REVEALED in context.revealed)
        self._reveal.toggled.connect(self._revealed_changed)
        self.copied.connect(context.copied)
        self.set_exchanges(exchanges or ())
        if exchanges is None:
            context.exchanges(self._arrived)

    def _arrived(self, exchanges: Sequence[StoredExchange]) -> None:
        from shiboken6 import isValid

        if exchanges and isValid(self):  # the order on show may be another one by now
            self.set_exchanges(exchanges)

    @property
    def revealed(self) -> bool:
        return self._reveal.isChecked()

    def set_exchanges(self, exchanges: Sequence[StoredExchange]) -> None:
        """Show these, the one that brought the result first; without any, the reply that the order keeps."""
        self._exchanges = tuple(exchanges)
        self._choose.blockSignals(True)
        self._choose.clear()
        for number, exchange in enumerate(self._exchanges, 1):
            self._choose.addItem(heading_words(number, exchange))
        self._choose.setCurrentIndex(len(self._exchanges) - 1)
        self._choose.blockSignals(False)
        self._choose.setVisible(len(self._exchanges) > 1)
        self._show()

    def current(self) -> StoredExchange | None:
        at = self._choose.currentIndex()
        return self._exchanges[at] if 0 <= at < len(self._exchanges) else None

    def copy_curl(self) -> None:
        """Put the exchange on the clipboard as a command; masked values and secrets are left to fill in."""
        from realme_desktop.orders.curl import as_curl

        exchange = self.current()
        if exchange is None or exchange.kind is ExchangeKind.NOTIFICATION:
            return
        media_types = {name: picture.media_type for name, picture in self._context.pictures.items()}
        self._context.copy(
            as_curl(
                exchange,
                self._context.service,
                masked=not self.revealed,
                language=language(),
                media_types=media_types,
            ),
            self.revealed,
        )
        self.copied.emit("curl", self.revealed)

    def _revealed_changed(self, shown: bool) -> None:
        self._context.reveal(REVEALED, shown)
        for page in (self.reply, self.request, self.signed):
            page.forget()
        self._fill()

    def _show(self) -> None:
        exchange = self.current()
        ours = exchange is not None and exchange.kind is not ExchangeKind.NOTIFICATION
        self._curl.setVisible(ours)
        self._tabs.setTabVisible(1, ours)
        self._tabs.setTabVisible(2, ours)
        self._timing.set_text(timing_words(exchange, self._context.order))
        for page in (self.reply, self.request, self.signed):
            page.forget()
        self._fill()

    def _fill(self) -> None:
        """The page in sight, if it is not filled yet."""
        page = self._tabs.currentWidget()
        if not isinstance(page, _PageView) or page.filled:
            return
        exchange = self.current()
        order, service = self._context.order, self._context.service
        full = self.revealed
        if page is self.reply:
            made = reply_page(exchange, order, service, full=full)
        elif exchange is None:
            return
        elif page is self.request:
            made = request_page(exchange, service, full=full)
        else:
            made = signed_page(exchange, service, full=full)
        page.fill(made)


class _PageView(QWidget):
    copied = Signal()

    def __init__(
        self, name: str, words: str, parent: QWidget, in_full: Callable[[], bool], *, coloured: bool = False
    ) -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}.page")
        self._page: Page | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(4)
        self.head = Words("", self, tone="muted", size="small", limit=8000)
        self.head.setObjectName(f"{name}.head")
        copy = CopyButton(self._whole, self, what=words, in_full=in_full)
        copy.setObjectName(f"{name}.copy")
        copy.clicked.connect(self.copied)
        tools = QHBoxLayout()
        tools.setSpacing(2)
        tools.addWidget(self.head, 1)
        tools.addWidget(copy, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(tools)
        self.text = QPlainTextEdit(self)
        self.text.setObjectName(name)
        self.text.setAccessibleName(words)
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setUndoRedoEnabled(False)
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setStyleHint(QFont.StyleHint.Monospace)
        self.text.setFont(font)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self.text.setMinimumHeight(150)
        self._colours = JsonColours(self.text.document()) if coloured else None
        column.addWidget(self.text)
        self.foot = Words("", self, tone="muted", size="small", limit=8000)
        self.foot.setObjectName(f"{name}.foot")
        column.addWidget(self.foot)

    @property
    def filled(self) -> bool:
        return self._page is not None

    def fill(self, page: Page) -> None:
        self._page = page
        self.head.set_text(page.head)
        self.text.setPlainText(clean(page.text, RAW_SEEN))
        foot = page.foot
        if len(page.text) > RAW_SEEN:
            more = QCoreApplication.translate("Result", "The beginning only; copying gives all of it.")
            foot = f"{more}\n{foot}" if foot else more
        self.foot.set_text(foot)
        self.foot.setVisible(bool(foot))

    def forget(self) -> None:
        """Also what the text holds: behind another page it would stay in full when it is hidden again."""
        self._page = None
        self.text.clear()

    def _whole(self) -> str:
        return self._page.whole() if self._page is not None else ""

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()
