"""What the environments of the operator's own are. Apart from the words about orders: the first paint needs
this, and not those."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from realme_desktop.config.environments import EnvironmentKind

__all__ = ["kind_of", "set_environment_kinds"]

_kinds: dict[str, EnvironmentKind] = {}


def set_environment_kinds(kinds: Mapping[str, EnvironmentKind]) -> None:
    """Tell what they are; called when they are loaded."""
    _kinds.clear()
    _kinds.update(kinds)


def kind_of(key: str) -> EnvironmentKind | None:
    """None for one that is known no more."""
    return _kinds.get(key)
