"""What to do now, in words, with the buttons to do it: always in sight below a result."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from realme_desktop.catalog.model import Decoder, Service, Verdict, VerdictBasis
from realme_desktop.records.model import Order, OrderState
from realme_desktop.ui.theme import LARGE, set_role
from realme_desktop.ui.widgets.flow import FlowLayout
from realme_desktop.ui.widgets.words import Words

from .states import remark, state_block
from .using import usable
from .views import decodes
from .words import IN_PROGRESS, askable, disagree, service_of

__all__ = ["COPY_KEY", "RAW_KEY", "REPORT_KEY", "USE_KEY", "NextSteps", "next_words"]

RAW_KEY = "F8"
COPY_KEY = "Ctrl+Shift+C"
REPORT_KEY = "F7"
USE_KEY = "F9"

# Another order would meet the same answer: something else has to be done first.
_NOT_BY_REPEATING = frozenset({"refused_permission", "refused_signature", "not_sent_tls", "not_sent_proxy"})


def next_words(order: Order, service: Service | None) -> str:
    """One or two sentences; empty where there is nothing to do but wait a moment."""
    if order.state in IN_PROGRESS:
        return ""
    if order.state is not OrderState.ANSWERED or order.verdict is None:
        return state_block(order).now
    beside = remark(order)
    if beside is not None and beside.now:
        return beside.now
    if disagree(order):
        return QCoreApplication.translate(
            "NextSteps", "The two verdicts differ: look at the pictures before you decide."
        )
    return _by_verdict(order, service)


def _by_verdict(order: Order, service: Service | None) -> str:
    translate = QCoreApplication.translate
    basis = service.basis if service is not None else None
    if order.verdict is Verdict.MATCH and order.score is None and order.threshold is not None:
        return translate(
            "NextSteps",
            "RealMe says that they match, but without a score: your threshold could not be applied. Look at "
            "the pictures.",
        )
    if order.verdict is Verdict.MATCH:
        return translate("NextSteps", "You can go on with the case; the order number proves this check.")
    if order.verdict is Verdict.MISMATCH and basis is VerdictBasis.CANDIDATES:
        return translate("NextSteps", "Nobody in the group is like this face. Check which group was asked.")
    if order.verdict is Verdict.MISMATCH:
        return translate(
            "NextSteps",
            "Compare what was sent with the document. After a correction make a new order; it is a new check "
            "and may be charged.",
        )
    if order.verdict is Verdict.PARTIAL:
        return translate("NextSteps", "Clear up with the customer what does not agree or is not known.")
    if order.verdict is Verdict.HIT:
        return translate(
            "NextSteps",
            "Compare the entries with the customer's particulars, and follow your institution's procedure "
            "before you go on.",
        )
    if order.verdict is Verdict.CLEAR:
        return translate("NextSteps", "You can go on with the case; it holds for the time of the answer.")
    if order.verdict is Verdict.REVIEW:
        return _review_words(basis).format(key=RAW_KEY)
    if service is not None and decodes(service, Decoder.MOXIE):
        return translate(
            "NextSteps", "Read what came of the task; “Use in the next step” puts its TaskID into a form."
        )
    if service is not None and usable(service, order):
        return translate("NextSteps", "Compare each value with the picture, then use them in a new check.")
    if basis is VerdictBasis.CANDIDATES:
        return translate("NextSteps", "Compare the faces: likeness alone proves nobody's identity.")
    if basis is VerdictBasis.REGISTER:
        return translate("NextSteps", "The face can now be looked for in these groups (110).")
    return translate("NextSteps", "Read the values; RealMe gives no verdict with them.")


def _review_words(basis: VerdictBasis | None) -> str:
    translate = QCoreApplication.translate
    if basis in (VerdictBasis.RESP_CODE, VerdictBasis.MOBILE):
        return translate(
            "NextSteps",
            "A person has to look: this is neither a match nor a mismatch. Read the answer and the raw "
            "exchange ({key}).",
        )
    if basis is VerdictBasis.AML:
        return translate(
            "NextSteps",
            "A person has to look: this is neither a hit nor clear. Read the answer and the raw exchange "
            "({key}).",
        )
    return translate(
        "NextSteps",
        "A person has to look: RealMe did not give what was asked for. Read the answer and the raw exchange "
        "({key}).",
    )


class NextSteps(QFrame):
    """`use_requested` etc. name no order: the pane knows which one it shows."""

    ask_requested = Signal()
    new_requested = Signal()
    use_requested = Signal()
    copy_requested = Signal()
    report_requested = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("next")
        set_role(self, "panel")
        column = QVBoxLayout(self)
        column.setContentsMargins(LARGE, 8, LARGE, 8)
        column.setSpacing(8)
        self.words = Words("", self)
        self.words.setObjectName("next.words")
        column.addWidget(self.words)
        self._buttons = QWidget(self)
        self._row = FlowLayout(self._buttons)
        column.addWidget(self._buttons)
        self.use = self.add_button("use")
        self.ask = self.add_button("ask")
        self.new = self.add_button("new_order")
        self.copy = self.add_button("copy_result")
        self.report = self.add_button("report_result")
        self.use.clicked.connect(self.use_requested)
        self.ask.clicked.connect(self.ask_requested)
        self.new.clicked.connect(self.new_requested)
        self.copy.clicked.connect(self.copy_requested)
        self.report.clicked.connect(self.report_requested)
        self._order: Order | None = None
        self.retranslate()
        self.hide()

    def add_button(self, name: str) -> QPushButton:
        """A further act on the order, at the end of the row; its owner names, shows and hides it."""
        button = QPushButton(self._buttons)
        button.setObjectName(name)
        button.hide()
        self._row.addWidget(button)
        return button

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Next steps"))
        self.ask.setText(self.tr("Ask now"))
        self.ask.setToolTip(self.tr("Ask RealMe for the result of this order. Nothing is sent again."))
        self.use.setText(self.tr("Use in a new check…"))
        words = self.tr("Put the recognised values into the form of another service. Nothing is sent yet.")
        self.use.setToolTip(f"{words} ({USE_KEY})")
        self.copy.setText(self.tr("Copy"))
        words = self.tr("Copy the result as text for the case system; personal values are masked.")
        self.copy.setToolTip(f"{words} ({COPY_KEY})")
        words = self.tr("Save the result as a PDF, or print it.")
        self.report.setToolTip(f"{words} ({REPORT_KEY})")
        self.new.setToolTip(self.tr("Fill the form with the values of this order. Nothing is sent yet."))
        self.show_order(self._order)

    def show_order(self, order: Order | None) -> None:
        self._order = order
        service = service_of(order.segment) if order is not None else None
        state = order.state if order is not None else None
        self.ask.setVisible(order is not None and askable(order))
        self.new.setVisible(state is not None and state not in IN_PROGRESS)
        self.copy.setVisible(state is not None and state not in IN_PROGRESS)
        self.report.setVisible(state is not None and state not in IN_PROGRESS)
        able = order is not None and service is not None and bool(usable(service, order))
        self.use.setVisible(able)
        set_role(self.use, "primary" if able else "")
        set_role(self.ask, "primary" if state in (OrderState.PENDING, OrderState.UNCLEAR) else "")
        again = state is OrderState.REJECTED and order is not None and order.problem not in _NOT_BY_REPEATING
        set_role(self.new, "primary" if again else "")
        if order is not None and order.problem == "unknown_to_realme":
            self.new.setText(self.tr("Send again as a new order"))
        elif able:  # shorter: four buttons fit beside each other
            self.new.setText(self.tr("New…"))
        else:
            self.new.setText(self.tr("New order with these values"))
        self.report.setText(self.tr("PDF…") if able else self.tr("PDF, print…"))
        words = next_words(order, service) if order is not None else ""
        self.words.set_text(words)
        self.words.setVisible(bool(words))
        buttons = any(not button.isHidden() for button in self._buttons.findChildren(QPushButton))
        self._buttons.setVisible(buttons)
        self.setVisible(buttons or bool(words))
