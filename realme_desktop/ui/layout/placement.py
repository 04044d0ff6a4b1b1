"""Where the window stands on its screen, such that all of it can be seen and reached."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["Placement", "screen_key"]

_TITLE_BAR = 32  # pixels: what a window manager adds above the window, more or less
_LEAST = 200


class Placement(NamedTuple):
    """In pixels from the corner of the screen's free area; `maximised` above these, for afterwards."""

    x: int
    y: int
    width: int
    height: int
    maximised: bool = False

    def fitted(self, width: int, height: int) -> Placement:
        """On a screen with so much free area: no larger than that, and nothing outside of it."""
        wide = max(_LEAST, min(self.width, width))
        high = max(_LEAST, min(self.height, height - _TITLE_BAR))
        x = max(0, min(self.x, width - wide))
        y = max(0, min(self.y, height - high - _TITLE_BAR))
        return self._replace(x=x, y=y, width=wide, height=high)

    def as_text(self) -> str:
        return ",".join(str(int(value)) for value in self)

    @classmethod
    def from_text(cls, text: str) -> Placement:
        """ValueError for anything that `as_text` does not write."""
        x, y, width, height, maximised = (int(part) for part in text.split(","))
        if width < _LEAST or height < _LEAST:
            raise ValueError(f"no size of a window: {text!r}")
        return cls(x, y, width, height, bool(maximised))


def screen_key(name: str, width: int, height: int) -> str:
    """What a screen is known by: its name and its size, in which its scale is contained. For a key of the
    file that keeps the layouts."""
    plain = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in name).strip("-")
    return f"{plain or 'screen'}-{width}x{height}"
