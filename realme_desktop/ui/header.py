"""The band on top of the window: what program this is, and which RealMe it speaks to, at all times."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QActionGroup,
    QFont,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QPolygonF,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from realme_desktop.config.environments import Environment, EnvironmentKind

from .environment_kinds import set_environment_kinds
from .language import say
from .resources import icon
from .theme import LARGE, MEDIUM, SMALL, TINY, set_role, theme, theme_signals
from .widgets.badge import paint_badge, pen_of

__all__ = ["EnvironmentSwitch", "Header", "kind_tone", "kind_words"]


def kind_tone(kind: EnvironmentKind) -> str:
    """The colour of an environment's kind; production has one that nothing else in the window has."""
    return kind.value


def kind_words(kind: EnvironmentKind) -> str:
    """What an answer of such an environment is worth, in a few words."""
    if kind is EnvironmentKind.SANDBOX:
        return QCoreApplication.translate("Header", "results are not real")
    if kind is EnvironmentKind.INTEGRATION:
        return QCoreApplication.translate("Header", "RealMe's test system")
    return QCoreApplication.translate("Header", "real persons, every order is charged")


class EnvironmentSwitch(QPushButton):
    """Shows the environment in force; pressed, it lists the others."""

    environment_chosen = Signal(str)
    guide_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("environment")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._text = ""
        self._kind = EnvironmentKind.SANDBOX
        self._environments: tuple[Environment, ...] = ()
        self._current = ""
        theme_signals().changed.connect(self.update)
        self.clicked.connect(self._open)

    def set_environments(self, environments: Sequence[Environment], current: Environment) -> None:
        self._environments = tuple(environments)
        self._current = current.key
        self._kind = current.kind
        self.retranslate()

    def retranslate(self) -> None:
        current = next((one for one in self._environments if one.key == self._current), None)
        if current is None:
            return
        self._text = f"{say(current.title)} · {kind_words(current.kind)}"
        name = self.tr("Environment: {name}").format(name=self._text)
        self.setAccessibleName(name)
        self.setToolTip(self.tr("{name}. Press to change.").format(name=name))
        self.updateGeometry()
        self.update()

    def known(self) -> tuple[tuple[Environment, ...], str]:
        """All environments, and the key of the one in force."""
        return self._environments, self._current

    def text(self) -> str:
        """What is written on the switch; painted by this class, so QPushButton's own text stays empty."""
        return self._text

    def _bold(self) -> QFont:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        return font

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._bold())
        return QSize(metrics.horizontalAdvance(self._text) + 2 * LARGE + 20, metrics.height() + MEDIUM)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self._bold())
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        tone = kind_tone(self._kind)
        paint_badge(painter, box, f"{self._text}   ", tone, self._kind is EnvironmentKind.SANDBOX)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen_of(theme().colour(tone), 1.6))
        middle = QPointF(box.right() - 15, box.center().y() + 1)
        painter.drawPolyline(
            QPolygonF([middle + QPointF(-4, -2), middle + QPointF(0, 2), middle + QPointF(4, -2)])
        )
        if self.hasFocus():
            painter.setPen(pen_of(theme().colour("focus"), 2))
            painter.drawRoundedRect(box, 9, 9)
        painter.end()

    def menu_of_environments(self) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        group = QActionGroup(menu)
        for environment in self._environments:
            words = f"{say(environment.title)} · {kind_words(environment.kind)}"
            action = QAction(words, menu)
            action.setObjectName(f"environment.{environment.key}")
            action.setCheckable(True)
            action.setChecked(environment.key == self._current)
            action.triggered.connect(lambda _=False, key=environment.key: self._choose(key))
            group.addAction(action)
            menu.addAction(action)
        menu.addSeparator()
        guide = QAction(self.tr("Change step by step…"), menu)
        guide.setObjectName("environment.guide")
        guide.triggered.connect(self.guide_wanted)
        menu.addAction(guide)
        return menu

    def _open(self) -> None:
        self.menu_of_environments().popup(self.mapToGlobal(self.rect().bottomLeft()))

    def _choose(self, key: str) -> None:
        if key != self._current:
            self.environment_chosen.emit(key)


class _Stripe(QWidget):
    """The line under the header in the environment's colour, over the whole width of the window."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.kind = EnvironmentKind.SANDBOX
        self.setFixedHeight(4)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colours = theme()
        sandbox = self.kind is EnvironmentKind.SANDBOX
        production = self.kind is EnvironmentKind.PRODUCTION
        ground = "sandbox.soft" if sandbox else "production.soft" if production else kind_tone(self.kind)
        # A line as thick as the widget is high; `fillRect` would ready QGradient and its presets.
        painter.setPen(pen_of(colours.colour(ground), 2 * self.height()))
        painter.drawLine(0, 0, self.width(), 0)
        if sandbox:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(pen_of(colours.colour("sandbox"), 3))
            for x in range(-8, self.width() + 12, 12):
                painter.drawLine(x, 6, x + 8, -2)
        painter.end()


class Header(QFrame):
    """Name, environment, and the ways to settings and help."""

    environment_chosen = Signal(str)
    settings_wanted = Signal()
    help_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("header")
        set_role(self, "panel")
        row = QHBoxLayout()
        row.setContentsMargins(LARGE, SMALL, MEDIUM, SMALL)
        row.setSpacing(MEDIUM)
        mark = QLabel(self)
        mark.setPixmap(icon("realme-desktop").pixmap(QSize(24, 24)))
        row.addWidget(mark)
        self._name = QLabel(self)
        set_role(self._name, "heading")
        row.addWidget(self._name)
        row.addStretch(1)
        self.environment = EnvironmentSwitch(self)
        self.environment.environment_chosen.connect(self.environment_chosen)
        row.addWidget(self.environment)
        self._buttons: list[QToolButton] = []
        for object_name, drawing, signal in (
            ("header.settings", "settings", self.settings_wanted),
            ("header.help", "help", self.help_wanted),
        ):
            button = QToolButton(self)
            button.setObjectName(object_name)
            button.setIcon(icon(drawing, "muted"))
            button.setIconSize(QSize(20, 20))
            set_role(button, "quiet")
            button.clicked.connect(signal)
            row.addWidget(button)
            self._buttons.append(button)
        self._stripe = _Stripe(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(TINY)
        column.addLayout(row)
        column.addWidget(self._stripe)
        self.retranslate()

    def retranslate(self) -> None:
        self._name.setText(self.tr("RealMe Desktop"))
        for button, words in zip(
            self._buttons, (self.tr("Settings (Ctrl+,)"), self.tr("Help (F1)")), strict=True
        ):
            button.setToolTip(words)
            button.setAccessibleName(words)
        self.environment.retranslate()

    def set_environments(self, environments: Sequence[Environment], current: Environment) -> None:
        set_environment_kinds({environment.key: environment.kind for environment in environments})
        self.environment.set_environments(environments, current)
        self._stripe.kind = current.kind
        self._stripe.update()
