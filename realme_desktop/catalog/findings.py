"""What checking a value finds, in two strengths."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from realme_desktop.catalog.text import Text

__all__ = ["Finding", "Strength"]


class Strength(Enum):
    """ERROR: the value is certainly wrong, the order can't be submitted. WARNING: everything else; the
    operator may submit anyway."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """`field` is a wire name, None for a finding about the form as a whole. `code` is stable, for tests and
    for the JSON output: `required`, `id_number.check_digit`, `rule.at_least`, …"""

    field: str | None
    strength: Strength
    message: Text
    code: str

    @property
    def is_error(self) -> bool:
        return self.strength is Strength.ERROR
