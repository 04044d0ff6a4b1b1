"""The menu bar of the main window: each act with its keys, told in the help from the same list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QKeySequence

from .resources import icon

if TYPE_CHECKING:
    from .shell import MainWindow

__all__ = ["build_menus"]


def build_menus(window: MainWindow) -> tuple[QAction, list[tuple[str, str]]]:
    """Fill the menu bar; returns the action that submits, and all keys with what they do."""
    translate = QCoreApplication.translate
    bar = window.menuBar()
    order = bar.addMenu(translate("MainWindow", "&Order"))
    view = bar.addMenu(translate("MainWindow", "&View"))
    helping = bar.addMenu(translate("MainWindow", "&Help"))
    shortcuts: list[tuple[str, str]] = []

    def add(name: str, words: str, keys: Sequence[str], act: Callable[[], object], drawing: str) -> QAction:
        action = QAction(icon(drawing), words, window)
        action.setObjectName(f"action.{name}")
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.triggered.connect(lambda: act())
        shown = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        if shown:
            shortcuts.append((shown, words))
        return action

    def show_raw() -> None:
        if window.result is not None:
            window.result.show_raw()

    def use_values() -> None:
        if window.result is not None:
            window.result.use_values()

    def report_result() -> None:
        if window.result is not None:
            window.result.report_result()

    def copy_result() -> None:
        if window.result is not None:
            window.result.copy_result()

    words = translate("MainWindow", "Submit the form")
    submit = add("submit", words, ["Ctrl+Return", "Ctrl+Enter"], window.submit, "send")
    submit.setAutoRepeat(False)  # held down it would confirm its own warnings
    order.addAction(submit)
    words = translate("MainWindow", "Empty the form")
    order.addAction(add("reset", words, ["Ctrl+Shift+R"], window.reset, "reset"))
    order.addSeparator()
    words = translate("MainWindow", "Use the result in a new check")
    order.addAction(add("use", words, ["F9"], use_values, "document"))
    words = translate("MainWindow", "Raw exchange of the result")
    order.addAction(add("raw", words, ["F8"], show_raw, "search"))
    words = translate("MainWindow", "Save the result as PDF, or print it")
    order.addAction(add("report", words, ["F7"], report_result, "download"))
    words = translate("MainWindow", "Copy the result as text")
    order.addAction(add("copy_result", words, ["Ctrl+Shift+C"], copy_result, "copy"))
    order.addSeparator()
    words = translate("MainWindow", "Quit")
    order.addAction(add("quit", words, ["Ctrl+Q"], window.close, "cross"))
    words = translate("MainWindow", "Find a service")
    view.addAction(add("find", words, ["Ctrl+L"], window.nav.focus_search, "search"))
    words = translate("MainWindow", "Go to the form")
    view.addAction(add("form", words, ["Ctrl+J"], window.focus_form, "document"))
    words = translate("MainWindow", "Pending orders")
    view.addAction(add("pending", words, ["Ctrl+P"], window.show_pending, "clock"))
    words = translate("MainWindow", "History")
    view.addAction(add("history", words, ["Ctrl+H"], window.show_history, "history"))
    words = translate("MainWindow", "Notifications without an order")
    view.addAction(add("notices", words, [], window.notices_wanted.emit, "document"))
    words = translate("MainWindow", "Audit log")
    view.addAction(add("audit", words, [], window.audit_wanted.emit, "document"))
    view.addSeparator()
    words = translate("MainWindow", "Change the environment")
    view.addAction(add("environment", words, ["Ctrl+E"], window.ask_environment, "globe"))
    words = translate("MainWindow", "Settings")
    view.addAction(add("settings", words, ["Ctrl+,"], window.settings_wanted.emit, "settings"))
    words = translate("MainWindow", "Help")
    helping.addAction(add("help", words, ["F1"], window.help_wanted.emit, "help"))
    return submit, shortcuts
