"""What the window can do, declared once: the menus, the command palette, the list of keys in the help and the
tooltips are all made from `ACTS`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from .resources import icon

if TYPE_CHECKING:
    from .shell import MainWindow

__all__ = ["ACTS", "Act", "Menus"]

_said = partial(QCoreApplication.translate, "MainWindow")  # for words that were marked for translation


class Act(NamedTuple):
    """One thing to do. `words` is the English source of a translation; `menu` a key of `_MENUS`. A `rule`
    stands before it in the menu. What `ticks` is on or off, and its menu shows which."""

    name: str
    menu: str
    marked: object  # what QT_TRANSLATE_NOOP gives: the words, by no type of their own
    drawing: str
    keys: tuple[str, ...] = ()
    rule: bool = False
    ticks: bool = False

    @property
    def words(self) -> str:
        return str(self.marked)


_MENUS = (
    ("order", QT_TRANSLATE_NOOP("MainWindow", "&Order")),
    ("view", QT_TRANSLATE_NOOP("MainWindow", "&View")),
    ("layout", QT_TRANSLATE_NOOP("MainWindow", "&Layout")),
    ("help", QT_TRANSLATE_NOOP("MainWindow", "&Help")),
)
_WITHIN = {"layout": "view"}  # a menu of its own in another one, where the first of its acts stands

ACTS: tuple[Act, ...] = (
    Act(
        "submit",
        "order",
        QT_TRANSLATE_NOOP("MainWindow", "Submit the form"),
        "send",
        ("Ctrl+Return", "Ctrl+Enter"),
    ),
    Act("next", "order", QT_TRANSLATE_NOOP("MainWindow", "Next person"), "person", ("Ctrl+N",)),
    Act("example", "order", QT_TRANSLATE_NOOP("MainWindow", "Fill in an example (sandbox)"), "document"),
    Act("reset", "order", QT_TRANSLATE_NOOP("MainWindow", "Empty the form"), "reset", ("Ctrl+Shift+R",)),
    Act(
        "use",
        "order",
        QT_TRANSLATE_NOOP("MainWindow", "Use the result in a new check"),
        "document",
        ("F9",),
        rule=True,
    ),
    Act("raw", "order", QT_TRANSLATE_NOOP("MainWindow", "Raw exchange of the result"), "search", ("F8",)),
    Act(
        "report",
        "order",
        QT_TRANSLATE_NOOP("MainWindow", "Save the result as PDF, or print it"),
        "download",
        ("F7",),
    ),
    Act(
        "copy_result",
        "order",
        QT_TRANSLATE_NOOP("MainWindow", "Copy the result as text"),
        "copy",
        ("Ctrl+Shift+C",),
    ),
    Act(
        "lock",
        "order",
        QT_TRANSLATE_NOOP("MainWindow", "Lock the console"),
        "lock",
        ("Ctrl+Shift+L",),
        rule=True,
    ),
    Act("quit", "order", QT_TRANSLATE_NOOP("MainWindow", "Quit"), "cross", ("Ctrl+Q",)),
    Act(
        "palette",
        "view",
        QT_TRANSLATE_NOOP("MainWindow", "Find anything: services, persons, settings, actions"),
        "search",
        ("Ctrl+K",),
    ),
    Act("find", "view", QT_TRANSLATE_NOOP("MainWindow", "Find a service"), "search", ("Ctrl+L",)),
    Act("form", "view", QT_TRANSLATE_NOOP("MainWindow", "Go to the form"), "document", ("Ctrl+J",)),
    Act("person", "view", QT_TRANSLATE_NOOP("MainWindow", "Person in hand"), "id", ("Ctrl+I",)),
    Act("arrived", "view", QT_TRANSLATE_NOOP("MainWindow", "Result that came in last"), "check", ("Ctrl+R",)),
    Act("pending", "view", QT_TRANSLATE_NOOP("MainWindow", "Pending orders"), "clock", ("Ctrl+P",)),
    Act("history", "view", QT_TRANSLATE_NOOP("MainWindow", "History"), "history", ("Ctrl+H",)),
    Act("notices", "view", QT_TRANSLATE_NOOP("MainWindow", "Notifications without an order"), "document"),
    Act("audit", "view", QT_TRANSLATE_NOOP("MainWindow", "Audit log"), "document"),
    Act(
        "favourite",
        "view",
        QT_TRANSLATE_NOOP("MainWindow", "Put the service among the favourites, or take it out"),
        "flag",
        ("Ctrl+B",),
        rule=True,
    ),
    Act(
        "focus",
        "view",
        QT_TRANSLATE_NOOP("MainWindow", "Form and result alone"),
        "target",
        ("F11",),
        rule=True,
        ticks=True,
    ),
    Act(
        "show_nav",
        "layout",
        QT_TRANSLATE_NOOP("MainWindow", "Show the services"),
        "menu",
        ("F3",),
        ticks=True,
    ),
    Act(
        "show_person",
        "layout",
        QT_TRANSLATE_NOOP("MainWindow", "Show the person in hand"),
        "person",
        ("Ctrl+Shift+I",),
        ticks=True,
    ),
    Act(
        "show_orders",
        "layout",
        QT_TRANSLATE_NOOP("MainWindow", "Show pending orders and history"),
        "clock",
        ("F6",),
        ticks=True,
    ),
    Act(
        "move_nav",
        "layout",
        QT_TRANSLATE_NOOP("MainWindow", "Move the services to the other side"),
        "swap",
        ("Shift+F3",),
        rule=True,
    ),
    Act(
        "move_result",
        "layout",
        QT_TRANSLATE_NOOP("MainWindow", "Move the result: right of the form, below, left"),
        "swap",
        ("F12",),
    ),
    Act(
        "move_orders",
        "layout",
        QT_TRANSLATE_NOOP("MainWindow", "Move pending orders and history: below, at the right"),
        "swap",
        ("Shift+F6",),
    ),
    Act(
        "grow",
        "layout",
        QT_TRANSLATE_NOOP("MainWindow", "Larger: the pane that you are in"),
        "chevron-up",
        ("Ctrl+F12",),
        rule=True,
    ),
    Act(
        "shrink",
        "layout",
        QT_TRANSLATE_NOOP("MainWindow", "Smaller: the pane that you are in"),
        "chevron-down",
        ("Shift+F12",),
    ),
    Act(
        "restore_layout",
        "layout",
        QT_TRANSLATE_NOOP("MainWindow", "Restore the layout of the first start"),
        "undo",
        ("Ctrl+F11",),
        rule=True,
    ),
    Act(
        "environment",
        "view",
        QT_TRANSLATE_NOOP("MainWindow", "Change the environment"),
        "globe",
        ("Ctrl+E",),
        rule=True,
    ),
    Act(
        "guided",
        "view",
        QT_TRANSLATE_NOOP("MainWindow", "Change to integration or production, step by step…"),
        "key",
    ),
    Act("settings", "view", QT_TRANSLATE_NOOP("MainWindow", "Settings"), "settings", ("Ctrl+,",)),
    Act("help", "help", QT_TRANSLATE_NOOP("MainWindow", "Help"), "help", ("F1",)),
    Act(
        "about_service",
        "help",
        QT_TRANSLATE_NOOP("MainWindow", "About this service"),
        "info",
        ("Shift+F1",),
    ),
    Act("keys", "help", QT_TRANSLATE_NOOP("MainWindow", "Shortcuts"), "info", ("?",)),
    Act("tour", "help", QT_TRANSLATE_NOOP("MainWindow", "Tour of the window"), "target"),
    Act("guide", "help", QT_TRANSLATE_NOOP("MainWindow", "User guide"), "document"),
    Act("trouble", "help", QT_TRANSLATE_NOOP("MainWindow", "Troubleshooting"), "warning"),
    Act("support", "help", QT_TRANSLATE_NOOP("MainWindow", "Report for support"), "document", rule=True),
)


class Menus:
    """The menu bar of a window. What an act does is given by name, now or later: `when`."""

    def __init__(self, window: MainWindow, doing: Mapping[str, Callable[[], object]]) -> None:
        self._doing = dict(doing)
        self._actions: dict[str, QAction] = {}
        bar = window.menuBar()
        self._menus: dict[str, QMenu] = {key: bar.addMenu("") for key, _ in _MENUS if key not in _WITHIN}
        for act in ACTS:
            if act.menu not in self._menus:
                self._menus[act.menu] = self._menus[_WITHIN[act.menu]].addMenu("")
            menu = self._menus[act.menu]
            if act.rule:
                menu.addSeparator()
            action = QAction(icon(act.drawing), "", window)
            action.setObjectName(f"action.{act.name}")
            action.setShortcuts([QKeySequence(key) for key in act.keys])
            action.setCheckable(act.ticks)
            action.setIconVisibleInMenu(not act.ticks)  # Qt draws the tick in the place of the icon
            action.triggered.connect(lambda _=False, name=act.name: self.do(name))
            menu.addAction(action)
            self._actions[act.name] = action
        self._actions["submit"].setAutoRepeat(False)  # held down it would confirm its own warnings
        self.retranslate()

    def submenu(self, name: str, *, after: str) -> QMenu:
        """A menu of its own below an act, to be filled by whoever asks for it."""
        menu = self._menus[next(act.menu for act in ACTS if act.name == after)]
        inner = QMenu(menu)
        inner.setObjectName(f"menu.{name}")
        below = menu.actions()[menu.actions().index(self._actions[after]) + 1]
        menu.insertMenu(below, inner)
        return inner

    def retranslate(self) -> None:
        for key, words in _MENUS:
            self._menus[key].setTitle(_said(str(words)))
        for act in ACTS:
            self._actions[act.name].setText(_said(act.words))

    def when(self, name: str, do: Callable[[], object]) -> None:
        """What this act does from now on."""
        self._doing[name] = do

    def do(self, name: str) -> None:
        """Nothing as long as nobody has said what."""
        doing = self._doing.get(name)
        if doing is not None:
            doing()

    def tick(self, name: str, on: bool) -> None:
        """Show that it is on, or off: what it does says so, not the press of it."""
        self._actions[name].setChecked(on)

    def action(self, name: str) -> QAction:
        return self._actions[name]

    def keys(self, name: str) -> str:
        """As they are written on this system; empty where there are none."""
        return self._actions[name].shortcut().toString(QKeySequence.SequenceFormat.NativeText)

    def tip(self, name: str) -> str:
        """The act in words, with its keys."""
        words, keys = self._actions[name].text(), self.keys(name)
        return f"{words} ({keys})" if keys else words

    def shortcuts(self) -> list[tuple[str, str]]:
        """Keys and what they do, as the menus say it."""
        return [(keys, self._actions[act.name].text()) for act in ACTS if (keys := self.keys(act.name))]
