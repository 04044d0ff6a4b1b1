"""Whether everything in a window can be reached, is named and shows its focus: by the interfaces that a
screen reader asks, and by Tab as a person presses it.
"""

from __future__ import annotations

import itertools
import operator
from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QMenu,
    QRadioButton,
    QWidget,
)

from realme_desktop.ui.reading_order import panes_of, places
from realme_desktop.ui.shell import MainWindow
from realme_desktop.ui.theme import theme
from realme_desktop.ui.widgets.choice_input import SegmentChoice

__all__ = ["out_of_reach"]

_Role = QAccessible.Role
# What a screen reader can say something about. A widget of any other role that takes the focus is a riddle.
_SENSIBLE = {
    _Role.Button, _Role.ButtonMenu, _Role.ButtonDropDown, _Role.CheckBox, _Role.RadioButton,
    _Role.EditableText, _Role.ComboBox, _Role.SpinBox, _Role.Slider, _Role.List, _Role.ListItem,
    _Role.Tree, _Role.TreeItem, _Role.Table, _Role.Cell, _Role.PageTab, _Role.PageTabList, _Role.Link,
    _Role.StaticText, _Role.Document, _Role.Graphic, _Role.Chart, _Role.Indicator, _Role.MenuBar,
    _Role.MenuItem,
}  # fmt: skip
_NAMELESS = {_Role.Window, _Role.Dialog, _Role.Client, _Role.Pane, _Role.Grouping, _Role.Splitter}
_MOST = 400  # steps; no window has as many places
_LINKS = 12  # in one text, each of which Tab stops at
_MARGIN = 4  # around a widget, where its ring of focus may be drawn
_LEAST = 8  # pixels that have to change with the focus


def out_of_reach(root: QWidget) -> list[str]:
    """What is wrong in the window of `root`, one line each; nothing for a menu, which has keys of its own."""
    window = root.window()
    if isinstance(window, QMenu):
        return []
    found = list(_unnamed(window))
    window.activateWindow()
    wanted = _places(window)
    if not wanted:
        return found
    window.setFocus()
    _first(window, wanted).setFocus(Qt.FocusReason.TabFocusReason)
    on = _walk(window, Qt.Key.Key_Tab)
    missed = [place for place in wanted if place not in on and not _with_its_group(place, on)]
    missed = [place for place in missed if place.isVisible()]  # not gone because of the walk
    found += [f"Tab does not lead to {_called(place)}" for place in missed]
    back = _walk(window, Qt.Key.Key_Backtab)
    missed = [place for place in on if place not in back]
    found += [f"Shift+Tab does not lead to {_called(place)}" for place in missed]
    found += [words for place in on for words in _shown(place)]
    found += list(_crooked(on))
    return list(dict.fromkeys(found))


# -- names --------------------------------------------------------------------------------------------------


def _unnamed(window: QWidget) -> Iterator[str]:
    for item in _tree(QAccessible.queryAccessibleInterface(window)):
        widget = item.object()
        state = item.state()
        if not isinstance(widget, QWidget) or not widget.isVisible() or not state.focusable or state.disabled:
            continue
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or widget.focusProxy() is not None:
            continue
        name = item.text(QAccessible.Text.Name).strip()
        if not name and item.role() not in _NAMELESS:
            yield f"without a name: {_called(widget)}"
        elif name and name == widget.objectName():
            yield f"called by its object name: {name}"
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and item.role() not in _SENSIBLE:
            yield f"of no sensible role ({item.role().name}): {_called(widget)}"


def _tree(item: QAccessibleInterface | None, depth: int = 0) -> Iterator[QAccessibleInterface]:
    if item is None or not item.isValid() or depth > 40:
        return
    yield item
    if item.role() in (_Role.Table, _Role.Tree, _Role.List):
        return  # a cell for each order of the history; what a cell says is the model's
    for place in range(item.childCount()):
        yield from _tree(item.child(place), depth + 1)


def _called(widget: QWidget) -> str:
    names = [widget.objectName()]
    parent = widget.parentWidget()
    while parent is not None and len(names) < 3:
        if parent.objectName() and not parent.objectName().startswith("qt_"):
            names.append(parent.objectName())
        parent = parent.parentWidget()
    return f"{type(widget).__name__} {' in '.join(name for name in names if name)}".strip()


# -- the keyboard -------------------------------------------------------------------------------------------


def _places(window: QWidget) -> list[QWidget]:
    """Where Tab has to lead."""
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.window() is window
        and widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
        and not _inside(widget)
    ]


def _inside(widget: QWidget) -> bool:
    """A part that another widget gives the keys to: the line of a spin box, the list of a combo box."""
    parent = widget.parentWidget()
    while parent is not None and not parent.isWindow():
        if (
            parent.focusProxy() is widget
            or parent.inherits("QAbstractSpinBox")
            or parent.inherits("QComboBox")
        ):
            return True
        parent = parent.parentWidget()
    return False


def _with_its_group(place: QWidget, reached: list[QWidget]) -> bool:
    """Of radio buttons Tab leads to one; the arrows lead on."""
    return isinstance(place, QRadioButton | QAbstractButton) and any(
        isinstance(other, QAbstractButton) and place in _mates(other) for other in reached
    )


def _mates(button: QAbstractButton) -> list[QAbstractButton]:
    parent = button.parentWidget()
    if isinstance(parent, SegmentChoice):
        return list(parent.segments)
    group = button.group()
    if group is not None and group.exclusive():
        return list(group.buttons())
    if isinstance(button, QRadioButton) and (parent := button.parentWidget()) is not None:
        return list(parent.findChildren(QRadioButton))
    return []


def _first(window: QWidget, wanted: list[QWidget]) -> QWidget:
    """Where the order begins: the panes of the main window are told in theirs."""
    if isinstance(window, MainWindow):
        return places(window, panes_of(window))[0]
    return min(wanted, key=lambda place: (_box(place).center().y(), place.x()))


def _walk(window: QWidget, key: Qt.Key) -> list[QWidget]:
    """The widgets that get the focus, in their order, until it comes round or stays."""
    places: list[QWidget] = []
    stayed = 0
    for _ in range(_MOST):
        focus = QApplication.focusWidget()
        if focus is None or focus.window() is not window:
            break
        stayed = stayed + 1 if places and focus is places[-1] else 0
        if stayed > _LINKS or (focus in places and not stayed):
            break
        if not stayed:
            places.append(focus)
        QTest.keyClick(focus, key)
    return places


# -- what the eye sees --------------------------------------------------------------------------------------


_signs: set[tuple[object, ...]] = set()  # kinds of parts whose sign of the focus has been seen


def _shown(place: QWidget) -> Iterator[str]:
    kind = (theme().scheme, type(place), place.property("role"), type(place.parentWidget()))
    if kind in _signs or not place.isVisible() or place.visibleRegion().isEmpty():
        return
    place.setFocus(Qt.FocusReason.TabFocusReason)
    if not place.hasFocus():
        return
    with_focus = _seen(place)
    place.clearFocus()
    if _differing(with_focus, _seen(place)) < _LEAST:
        yield f"no sign of the focus: {_called(place)}"
    else:
        _signs.add(kind)
    place.setFocus(Qt.FocusReason.TabFocusReason)


def _seen(place: QWidget) -> QImage:
    window = place.window()
    box = QRect(place.mapTo(window, QPoint(0, 0)), place.size())
    box = box.adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN).intersected(window.rect())
    return window.grab(box).toImage().convertToFormat(QImage.Format.Format_RGB32)


def _differing(one: QImage, two: QImage) -> int:
    if one.size() != two.size():
        return _LEAST
    size = one.sizeInBytes()
    before, after = bytes(one.constBits())[:size], bytes(two.constBits())[:size]
    if before == after:
        return 0
    pairs = memoryview(before).cast("I"), memoryview(after).cast("I")
    return sum(map(operator.ne, *pairs))


def _crooked(places: list[QWidget]) -> Iterator[str]:
    """Where the order does not go as one reads: down, in a row to the right, then a column further."""
    rounds: list[str] = []  # of a dialog, which may begin in the middle: once round is no step back
    for before, after in itertools.pairwise(places):
        home = _home(before)
        if home is not _home(after) or _scrolled(before) is not _scrolled(after):
            continue
        one, two = _box(before), _box(after)
        above = two.bottom() <= one.top() and two.left() < one.right()
        leftwards = two.top() < one.bottom() and two.bottom() > one.top() and two.right() <= one.left()
        if above or leftwards:
            words = f"Tab goes back from {_called(before)} to {_called(after)}"
            if home.isWindow() and not rounds:
                rounds.append(words)
            else:
                yield words


_HOMES = (
    "nav",
    "form",
    "result",
    "pending",
    "history",
    "header",
    "person",
    "banners",
    "settings.pages",
    "palette",
    "tour",
)


def _home(widget: QWidget) -> QWidget:
    """The pane that it belongs to; else its window."""
    part: QWidget = widget
    while (parent := part.parentWidget()) is not None and not part.isWindow():
        if part.objectName() in _HOMES:
            return part
        part = parent
    return part


def _scrolled(widget: QWidget) -> QWidget | None:
    """What scrolls it: where that is, its place says nothing about what stands beside."""
    part = widget.parentWidget()
    while part is not None and not isinstance(part, QAbstractScrollArea):
        part = part.parentWidget()
    return part


def _box(widget: QWidget) -> QRect:
    return QRect(widget.mapTo(widget.window(), QPoint(0, 0)), widget.size())
