"""What was typed into a field before, offered again by Down. Only what is about nobody: never a name, a
number, an address with a query, or anything else that the catalog does not call public.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QPoint, QSettings
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget

from realme_desktop.catalog.model import Field, Role, Service

from .personal import is_personal

__all__ = ["RecentValues", "is_kept"]

_KINDS = frozenset({"text", "number", "url"})
_FOLDER = "recent"
_MOST = 8
_LONGEST = 200


def is_kept(field: Field) -> bool:
    """Whether values of this field may be kept on disk as they are."""
    return field.kind in _KINDS and not is_personal(field) and not field.generated and not field.choices


class RecentValues:
    """Kept with the window's places, by role: a face group is the same in 109 and 110. Where `allowed()` is
    false nothing is kept or offered; `follow()` then forgets what there is."""

    def __init__(self, memory: QSettings | None) -> None:
        self._memory = memory
        self._here: dict[str, list[str]] = {}
        self.allowed: Callable[[], bool] = lambda: True

    def follow(self) -> None:
        """The settings may say something else than before."""
        if self.allowed():
            return
        self._here.clear()
        if self._memory is not None:
            self._memory.remove(_FOLDER)

    def of(self, service: Service, field: Field) -> list[str]:
        """Newest first; empty where nothing is kept."""
        if not is_kept(field) or not self.allowed():
            return []
        place = _place(service, field)
        if place not in self._here:
            kept = self._memory.value(place, []) if self._memory is not None else []
            kept = [kept] if isinstance(kept, str) else kept
            texts = [text for text in kept if isinstance(text, str)] if isinstance(kept, list) else []
            self._here[place] = [text for text in texts if _fits(text)][:_MOST]
        return self._here[place]

    def keep(self, service: Service, values: Mapping[str, str]) -> None:
        """What an order was submitted with."""
        if not self.allowed():
            return
        for field in service.fields:
            text = values.get(field.name, "").strip()
            if not is_kept(field) or not _fits(text) or text == field.default:
                continue
            before = [other for other in self.of(service, field) if other != text]
            self._here[_place(service, field)] = [text, *before][:_MOST]
            if self._memory is not None:
                self._memory.setValue(_place(service, field), self._here[_place(service, field)])

    def offer(self, service: Service, field: Field, line: QWidget) -> bool:
        """A menu below the line; False where there is nothing to offer."""
        texts = self.of(service, field)
        if not texts or not isinstance(line, QLineEdit):
            return False
        from realme_desktop.ui.widgets.words import clean  # not needed for the first paint

        menu = QMenu(line)
        menu.setObjectName(f"recent.{field.name}")
        for text in texts:
            action = menu.addAction(clean(text, 60).replace("&", "&&"))
            action.triggered.connect(lambda _=False, text=text: _put(line, text))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.setActiveAction(menu.actions()[0])
        menu.popup(line.mapToGlobal(QPoint(0, line.height())))
        return True


def _place(service: Service, field: Field) -> str:
    name = field.role.value if field.role is not Role.OTHER else f"{service.segment}.{field.name}"
    return f"{_FOLDER}/{name}"


def _fits(text: str) -> bool:
    return bool(text) and len(text) <= _LONGEST and text.isprintable() and "?" not in text


def _put(line: QLineEdit, text: str) -> None:
    """As if it had been typed."""
    line.selectAll()
    line.insert(text)
    line.textEdited.emit(text)
