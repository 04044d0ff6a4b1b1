"""What a form held, while there is no form: the window is locked, or put into another language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .fields import Held

if TYPE_CHECKING:
    from realme_desktop.catalog.findings import Finding
    from realme_desktop.catalog.model import Role
    from realme_desktop.ui.widgets.file_picker import Source

__all__ = ["HeldForm"]


@dataclass(frozen=True, slots=True)
class HeldForm:
    """`undo` is what was cleared and can be brought back; `lent` what came from the person in hand. `told`
    stood on top of the form, and `rows` are the fields that said what they lack."""

    content: Held
    busy: bool
    undo: Held | None
    lent: tuple[dict[str, str | Source], dict[Role, str]]
    unfolded: bool
    told: tuple[Finding, ...] = ()
    rows: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return "<a form that is held>"
