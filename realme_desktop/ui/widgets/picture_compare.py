"""Looking closely: the original beside what will be sent, or both pictures of a pair, zoomed as one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from realme_desktop.ui.resources import icon
from realme_desktop.ui.tasks import spawn, words_of
from realme_desktop.ui.theme import LARGE, MEDIUM, SMALL, TINY, set_role

from .choice_input import SegmentChoice
from .picture_view import PictureView, View
from .words import Words

if TYPE_CHECKING:
    import asyncio

__all__ = ["CompareDialog", "Comparison", "Seen"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A picture for one side: what it is, its facts, and how to get at it."""

    title: str
    facts: str
    load: Callable[[], Awaitable[QImage]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two pictures (or one) side by side, under a name to choose them by; `hints` are sentences."""

    name: str
    words: str
    sides: tuple[Seen, ...]
    hints: tuple[str, ...] = ()


_Loaded: TypeAlias = QImage | str


class CompareDialog(QDialog):
    """Opened with `open()`. Pictures are read when they are first looked at, and let go with the window."""

    def __init__(
        self, title: str, comparisons: tuple[Comparison, ...], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("compare")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.resize(1120, 700)
        self._comparisons = {comparison.name: comparison for comparison in comparisons}
        self._loaded: dict[tuple[str, int], _Loaded] = {}
        self._tasks: dict[tuple[str, int], asyncio.Task[None]] = {}
        self._now = comparisons[0].name
        column = QVBoxLayout(self)
        column.setContentsMargins(LARGE, MEDIUM, LARGE, MEDIUM)
        column.setSpacing(SMALL)
        top = QHBoxLayout()
        top.setSpacing(TINY)
        column.addLayout(top)
        self.choice: SegmentChoice | None = None
        if len(comparisons) > 1:
            options = [(comparison.name, comparison.words) for comparison in comparisons]
            self.choice = SegmentChoice(options, self, optional=False)
            self.choice.setObjectName("compare.choice")
            self.choice.setAccessibleName(self.tr("What is shown"))
            self.choice.set_text(self._now)
            self.choice.edited.connect(lambda: self._choose(self.choice.text()))
            top.addWidget(self.choice)
        top.addStretch(1)
        self.zoom = QLabel(self)
        self.zoom.setObjectName("compare.zoom")
        set_role(self.zoom, "caption")
        top.addWidget(self.zoom)
        self._add_tools(top)
        row = QHBoxLayout()
        row.setSpacing(SMALL)
        column.addLayout(row, 1)
        self.views = (PictureView(self), PictureView(self))
        self._titles = (QLabel(self), QLabel(self))
        self._facts = (QLabel(self), QLabel(self))
        self._places: list[QWidget] = []
        for number, view in enumerate(self.views):
            place = QWidget(self)
            inner = QVBoxLayout(place)
            inner.setContentsMargins(0, 0, 0, 0)
            inner.setSpacing(TINY)
            view.setObjectName(f"compare.view{number + 1}")
            for label in (self._titles[number], self._facts[number]):
                label.setTextFormat(Qt.TextFormat.PlainText)
                label.setWordWrap(True)
            set_role(self._titles[number], "heading")
            set_role(self._facts[number], "caption")
            inner.addWidget(self._titles[number])
            inner.addWidget(view, 1)
            inner.addWidget(self._facts[number])
            row.addWidget(place, 1)
            self._places.append(place)
            view.view_changed.connect(self._say_zoom)
        self.views[0].link(self.views[1])
        self.hints = Words("", self, tone="warning", limit=2000)
        self.hints.setObjectName("compare.hints")
        column.addWidget(self.hints)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        close = buttons.button(QDialogButtonBox.StandardButton.Close)
        close.setText(self.tr("Close"))
        close.setObjectName("compare.close")
        column.addWidget(buttons)

    def _add_tools(self, row: QHBoxLayout) -> None:
        for name, words, key, act in (
            ("fit", self.tr("Fit"), "0", lambda view: view.fit()),
            ("actual", self.tr("1:1"), "1", lambda view: view.actual_size()),
            ("nearer", "+", "+", lambda view: view.zoom_by(1.25)),
            ("farther", "−", "-", lambda view: view.zoom_by(0.8)),
            ("lens", self.tr("Magnifier"), "M", lambda view: view.set_lens(view.view().lens is None)),
        ):
            button = QToolButton(self)
            button.setObjectName(f"compare.{name}")
            button.setText(words)
            button.setToolTip(f"{words} ({key})")
            accessible = {"nearer": self.tr("Zoom in"), "farther": self.tr("Zoom out")}.get(name, words)
            button.setAccessibleName(accessible)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            if name == "lens":
                button.setIcon(icon("zoom", "accent"))
                button.setIconSize(QSize(16, 16))
                button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            set_role(button, "quiet")
            button.clicked.connect(lambda _=False, act=act: act(self.views[0]))
            row.addWidget(button)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._choose(self._now)
        self.views[0].setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def loading(self) -> bool:
        return any(not task.done() for task in self._tasks.values())

    def comparison(self) -> Comparison:
        """What is shown now."""
        return self._comparisons[self._now]

    def _choose(self, name: str) -> None:
        self._now = name
        comparison = self._comparisons[name]
        for number in (0, 1):
            shown = number < len(comparison.sides)
            self._places[number].setVisible(shown)
            if not shown:
                continue
            side = comparison.sides[number]
            self._titles[number].setText(side.title)
            self._facts[number].setText(side.facts)
            self.views[number].setAccessibleName(side.title)
            self._show(name, number)
            key = (name, number)
            if key not in self._tasks:
                self._tasks[key] = spawn(self, self._load(name, number), "load a picture to look at")
        self.hints.set_text("\n".join(f"⚠ {hint}" for hint in comparison.hints))
        self.hints.setVisible(bool(comparison.hints))

    async def _load(self, name: str, number: int) -> None:
        try:
            self._loaded[name, number] = await self._comparisons[name].sides[number].load()
        except Exception as error:
            self._loaded[name, number] = words_of(error)
            if not hasattr(error, "words"):
                raise
        finally:
            if name == self._now:
                self._show(name, number)

    def _show(self, name: str, number: int) -> None:
        found = self._loaded.get((name, number), self.tr("Opening the picture…"))
        view = self.views[number]
        if isinstance(found, QImage):
            view.set_image(found)
        else:
            view.set_image(None)
            view.set_words(found)
        self._say_zoom(view.view())

    def _say_zoom(self, view: View) -> None:
        shown = [f"{view.percent()} %" for view in self.views if view.isVisible() and view.image()]
        self.zoom.setText(" · ".join(shown))
