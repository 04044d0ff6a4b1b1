"""What every kind of field can do; the kinds themselves are in `kinds.py`."""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import date
from typing import ClassVar

from realme_desktop.catalog.findings import Finding, Strength
from realme_desktop.catalog.masking import mask
from realme_desktop.catalog.model import Field, Sensitivity
from realme_desktop.catalog.text import Text

__all__ = ["Kind", "error", "warning"]


def error(field: Field, code: str, zh: str, en: str) -> Finding:
    return Finding(field.name, Strength.ERROR, Text(zh, en), code)


def warning(field: Field, code: str, zh: str, en: str) -> Finding:
    return Finding(field.name, Strength.WARNING, Text(zh, en), code)


class Kind(ABC):
    """One kind of value. A value is always a text: what the operator typed, what is stored, what is sent."""

    name: ClassVar[str]
    attached: ClassVar[bool] = False  # held beside the form's texts: a picture or a packet

    @abstractmethod
    def parse(self, text: str) -> str:
        """The canonical text. Never raises; what makes no sense comes back tidied, for `check` to refuse."""

    def check(self, value: str, field: Field, today: date) -> tuple[Finding, ...]:
        """What is wrong with a canonical, non-empty value. An empty one is nobody's fault here."""
        if not value:
            return ()
        if field.max_length is not None and len(value) > field.max_length:
            limit = field.max_length
            return (error(field, "length", f"最多 {limit} 个字符。", f"At most {limit} characters."),)
        return self._check(value, field, today)

    def _check(self, value: str, field: Field, today: date) -> tuple[Finding, ...]:
        return ()

    def wire(self, value: str) -> str:
        """The form in which RealMe wants a canonical value."""
        return value

    def display(self, value: str) -> str:
        """A canonical value grouped for reading; `parse` takes it back."""
        return value

    def mask(self, value: str) -> str:
        """A canonical value as it may be seen by anybody."""
        return mask(value, Sensitivity.PERSONAL)
