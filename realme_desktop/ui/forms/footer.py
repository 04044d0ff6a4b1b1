"""What stays in sight below a form: help on the field in hand, the threshold, and the two buttons."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QWheelEvent
from PySide6.QtWidgets import QDoubleSpinBox, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from realme_desktop.ui.theme import LARGE, SMALL, set_role
from realme_desktop.ui.widgets.press import OncePushButton
from realme_desktop.ui.widgets.tips import plain_tip

__all__ = ["FormFooter"]

_HELP_LINES = 2
_LOW_LINES = 12  # a form that is lower shows no help


class _Threshold(QDoubleSpinBox):
    """0 to 100; whole numbers read as such. The wheel counts only while the box is in use."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setRange(0.0, 100.0)
        self.setDecimals(1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setLocale(QLocale.c())
        self.lineEdit().setTextMargins(6, 0, 0, 0)  # the style sheet's padding does not reach in here

    def textFromValue(self, value: float) -> str:
        return f"{value:g}"

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class FormFooter(QFrame):
    submit_pressed = Signal()
    reset_pressed = Signal()

    def __init__(self, parent: QWidget, *, scored: bool, threshold: float) -> None:
        super().__init__(parent)
        self.setObjectName("footer")
        set_role(self, "panel")
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(LARGE, SMALL, LARGE, SMALL)
        column.setSpacing(SMALL)
        self._help = QLabel(self)
        self._help.setObjectName("help")
        self._help.setTextFormat(Qt.TextFormat.PlainText)
        self._help.setWordWrap(True)
        # Room for two lines at all times: a form that jumps at each step is hard to fill.
        self._help.setFixedHeight(_HELP_LINES * self._help.fontMetrics().lineSpacing() + 2)
        self._help.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        set_role(self._help, "caption")
        column.addWidget(self._help)
        row = QHBoxLayout()
        row.setSpacing(SMALL)
        column.addLayout(row)
        self._environment_threshold = threshold
        self.threshold = _Threshold(self) if scored else None
        if self.threshold is not None:
            row.addWidget(self._threshold_label(self.threshold))
            row.addWidget(self.threshold)
        row.addStretch(1)
        self.reset = QPushButton(self.tr("Clear"), self)
        self.reset.setObjectName("reset")
        set_role(self.reset, "quiet")
        self.reset.clicked.connect(self.reset_pressed)
        self.submit = OncePushButton("", self)
        self.submit.setObjectName("submit")
        set_role(self.submit, "primary")
        self.submit.clicked.connect(self.submit_pressed)
        row.addWidget(self.reset)
        row.addWidget(self.submit)
        keys = QKeySequence("Ctrl+Return").toString(QKeySequence.SequenceFormat.NativeText)
        self.submit.setToolTip(self.tr("Submit ({keys})").format(keys=keys))
        self.name_reset(False)

    def _threshold_label(self, box: QDoubleSpinBox) -> QLabel:
        box.setObjectName("threshold")
        box.setValue(self._environment_threshold)
        label = QLabel(self.tr("Threshold"), self)
        label.setBuddy(box)
        box.setAccessibleName(label.text())
        words = self.tr(
            "From this score on, your own verdict is a match. RealMe's verdict is not changed by it."
        )
        box.setToolTip(words)
        label.setToolTip(words)
        return label

    @property
    def help(self) -> str:
        return self._help.text()

    def make_do(self, form: QSize, widest: int) -> None:
        """With so much room for the whole form: where it is low, the fields get that of the help; where it is
        wide, the buttons stay below the fields, which are no wider than `widest`."""
        self._help.setVisible(form.height() >= _LOW_LINES * self._help.fontMetrics().lineSpacing())
        self._column.setContentsMargins(LARGE, SMALL, LARGE + max(0, form.width() - widest), SMALL)

    def show_help(self, words: str) -> None:
        self._help.setText(words)
        self._help.setToolTip(plain_tip(words))  # large letters have no room for the longest of them

    def fix_threshold(self) -> None:
        if self.threshold is not None:
            self.threshold.setEnabled(False)
            self.threshold.setToolTip(self.tr("Set by the policy of this computer; it can't be changed."))

    def chosen_threshold(self) -> float | None:
        """The threshold that the operator set for this order; None when it is the environment's."""
        if self.threshold is None or self.threshold.value() == self._environment_threshold:
            return None
        return self.threshold.value()

    def set_environment_threshold(self, threshold: float) -> None:
        own = self.chosen_threshold()
        self._environment_threshold = threshold
        if self.threshold is not None and own is None:
            self.threshold.setValue(threshold)

    def restore_threshold(self, own: float | None = None) -> None:
        if self.threshold is not None:
            self.threshold.setValue(self._environment_threshold if own is None else own)

    def name_submit(self, *, busy: bool, anyway: bool) -> None:
        if busy:
            words = self.tr("Under way…")
        elif anyway:
            words = self.tr("Send anyway")
        else:
            words = self.tr("Submit")
        self.submit.setText(words)
        self.submit.setAccessibleName(words)
        self.submit.setEnabled(not busy)
        self.reset.setEnabled(not busy)

    def name_reset(self, undo: bool) -> None:
        words = self.tr("Bring back") if undo else self.tr("Clear")
        self.reset.setText(words)
        self.reset.setAccessibleName(words)
        self.reset.setToolTip(
            self.tr("Bring back what was cleared") if undo else self.tr("Empty every field of this form")
        )
