"""JSON of any shape as an indented tree, opened branch by branch."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import islice
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, Qt
from PySide6.QtWidgets import QTreeView, QWidget

from .tables import Index, Roles
from .tips import plain_tip
from .words import clean

__all__ = ["JsonTreeModel", "JsonTreeView"]

_MOST_CHILDREN = 5000  # of one branch; what is beyond is said, and stays in the raw reply


class _Node:
    """One value. Children are made when a branch is first looked at: a report may hold 100,000 of them."""

    __slots__ = ("_children", "name", "parent", "row", "value")

    def __init__(self, name: str, value: Any, parent: _Node | None, row: int) -> None:
        self.name = name
        self.value = value
        self.parent = parent
        self.row = row
        self._children: list[_Node] | None = None

    @property
    def branch(self) -> bool:
        return isinstance(self.value, (Mapping, list, tuple)) and len(self.value) > 0

    @property
    def children(self) -> list[_Node]:
        if self._children is None:
            pairs: Any = ()
            if isinstance(self.value, Mapping):
                pairs = ((str(key), value) for key, value in self.value.items())
            elif isinstance(self.value, (list, tuple)):
                pairs = ((str(number), value) for number, value in enumerate(self.value, 1))
            self._children = [
                _Node(name, value, self, row)
                for row, (name, value) in enumerate(islice(pairs, _MOST_CHILDREN))
            ]
        return self._children

    def words(self) -> str:
        value = self.value
        if isinstance(value, Mapping):
            return "{ }" if not value else f"{{ {len(value)} }}"
        if isinstance(value, (list, tuple)):
            return "[ ]" if not value else f"[ {len(value)} ]"
        if value is None:
            return "—"
        if isinstance(value, bool):
            return "true" if value else "false"
        return clean(value, 1000)


class JsonTreeModel(QAbstractItemModel):
    """Two columns: name and value. Values are plain text, whatever they hold. `conceal(text,
    is_name)` puts a text in the place of each name and single value, such as a mask."""

    def __init__(
        self, value: Any, parent: QObject | None = None, conceal: Callable[[str, bool], str] | None = None
    ) -> None:
        super().__init__(parent)
        self._conceal = conceal
        self._root = _Node("", value if isinstance(value, (Mapping, list, tuple)) else [value], None, 0)

    def _node(self, index: Index) -> _Node:
        node = index.internalPointer() if index.isValid() else None
        return node if isinstance(node, _Node) else self._root

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        if parent.isValid() and parent.column() != 0:
            return QModelIndex()
        children = self._node(parent).children
        if 0 <= row < len(children) and 0 <= column < 2:
            return self.createIndex(row, column, children[row])
        return QModelIndex()

    def parent(self, index: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008
        above = self._node(index).parent if index.isValid() else None
        if above is None or above is self._root:
            return QModelIndex()
        return self.createIndex(above.row, 0, above)

    def at_path(self, path: Sequence[int]) -> QModelIndex:
        """The place that these row numbers lead to, from the top; an invalid one if there is none."""
        index = QModelIndex()
        for row in path:
            index = self.index(row, 0, index)
            if not index.isValid():
                break
        return index

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        if parent.isValid() and parent.column() != 0:
            return 0
        return len(self._node(parent).children)

    def hasChildren(self, parent: Index = QModelIndex()) -> bool:  # noqa: B008
        if parent.isValid() and parent.column() != 0:
            return False
        return self._node(parent).branch

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 2

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return self.tr("Name") if section == 0 else self.tr("Value")
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        node = self._node(index)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(str(self.data(index)))
        if role in (Qt.ItemDataRole.DisplayRole, Roles.COPY):
            if self._conceal is not None and index.column() == 0:
                return self._conceal(clean(node.name, 200), True)
            if self._conceal is not None and not node.branch:
                return self._conceal(node.words(), False)
            return clean(node.name, 200) if index.column() == 0 else node.words()
        return None


class JsonTreeView(QTreeView):
    def __init__(
        self, value: Any, parent: QWidget | None = None, conceal: Callable[[str, bool], str] | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("json_tree")
        self.setAccessibleName(self.tr("Answer as a tree"))
        self.setUniformRowHeights(True)
        self.setAlternatingRowColors(True)
        self.setFrameShape(QTreeView.Shape.NoFrame)
        model = JsonTreeModel(value, self, conceal)
        self.setModel(model)
        self.setColumnWidth(0, self.fontMetrics().averageCharWidth() * 28)
        rows = model.rowCount()
        if rows <= 12:
            self.expandToDepth(0)
            rows += sum(model.rowCount(model.index(row, 0)) for row in range(rows))
        rows = min(14, max(2, rows + 1))
        self.setFixedHeight(rows * (self.fontMetrics().height() + 6) + self.header().sizeHint().height())
