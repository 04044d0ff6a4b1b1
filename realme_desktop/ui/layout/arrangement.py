"""How somebody has arranged the panes: where each stands, which are hidden, how large they are.

Written as one line of text (`nav=left;result=right;hidden=person;across=248,1032;…`), which costs the start
nothing to read and a person can read, too.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

__all__ = ["HIDEABLE", "PLACES", "Arrangement"]

PLACES: Mapping[str, tuple[str, ...]] = {
    "nav": ("left", "right"),
    "result": ("right", "below", "left"),  # of the form
    "orders": ("below", "right"),
}
"""Where each pane can stand; the first is where it stands at first."""

HIDEABLE = ("nav", "person", "orders")
"""The form and the result always stay: nobody shall send an order and not see what became of it."""

_MOST = 100_000  # no screen is so many pixels wide


class Arrangement(NamedTuple):
    """`sizes`: the two sizes in pixels of what a splitter divides, the services, the form and the work first
    wherever they stand; by the splitter's name and way (`work.across`, `work.down`)."""

    nav: str = "left"
    result: str = "right"
    orders: str = "below"
    hidden: frozenset[str] = frozenset()
    tab: int = 0
    sizes: Mapping[str, tuple[int, int]] = {}

    def moved(self, pane: str) -> Arrangement:
        """With this pane in the next of its places."""
        places = PLACES[pane]
        change: dict[str, Any] = {pane: places[(places.index(getattr(self, pane)) + 1) % len(places)]}
        return self._replace(**change)

    def toggled(self, pane: str) -> Arrangement:
        """With this pane hidden, or shown again."""
        return self._replace(hidden=self.hidden ^ {pane})

    def as_text(self) -> str:
        parts = [f"{pane}={getattr(self, pane)}" for pane in PLACES]
        parts += [f"hidden={','.join(sorted(self.hidden))}", f"tab={self.tab}"]
        parts += [f"{name}={first},{second}" for name, (first, second) in sorted(self.sizes.items())]
        return ";".join(parts)

    @classmethod
    def from_text(cls, text: str) -> Arrangement:
        """ValueError for anything that `as_text` does not write."""
        found = dict(_split(part) for part in text.split(";"))
        places = {}
        for pane, allowed in PLACES.items():
            place = found.pop(pane, allowed[0])
            if place not in allowed:
                raise ValueError(f"{pane} can't stand {place!r}")
            places[pane] = place
        hidden = frozenset(name for name in found.pop("hidden", "").split(",") if name)
        if not hidden <= set(HIDEABLE):
            raise ValueError(f"these can't be hidden: {sorted(hidden - set(HIDEABLE))}")
        tab = int(found.pop("tab", "0"))
        sizes = {name: _sizes(name, value) for name, value in found.items()}
        return cls(**places, hidden=hidden, tab=tab if tab in (0, 1) else 0, sizes=sizes)


def _split(part: str) -> tuple[str, str]:
    name, is_, value = part.partition("=")
    if not is_ or not name:
        raise ValueError(f"no value in {part!r}")
    return name, value


def _sizes(name: str, value: str) -> tuple[int, int]:
    numbers = tuple(int(number) for number in value.split(","))
    if len(numbers) != 2 or not all(0 <= number <= _MOST for number in numbers) or not any(numbers):
        raise ValueError(f"no sizes of {name}: {value!r}")
    return numbers[0], numbers[1]
