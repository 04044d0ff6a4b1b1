"""Which of several files belongs into which field, as far as their names tell. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from realme_desktop.catalog.model import Role

__all__ = ["in_order"]

# The side with the portrait is called the front in ID services, the one with the national emblem the back.
_BACK = re.compile(r"反面|背面|国徽|(?<![a-z])(?:back|rear|reverse|negative|emblem)(?![a-z])", re.I)
_FRONT = re.compile(r"正面|正反|人像|头像|(?<![a-z])(?:front|obverse|portrait)(?![a-z])", re.I)


def in_order(paths: Sequence[Path], roles: Sequence[Role]) -> list[Path]:
    """The paths in the order of the fields with these roles. Names that say "back" and "front" decide where
    both fields are there; all else keeps the order in which it was given."""
    left = list(paths)
    if Role.ID_FRONT_PICTURE not in roles or Role.ID_BACK_PICTURE not in roles:
        return left
    backs = [path for path in left if _BACK.search(path.stem) and not _FRONT.search(path.stem)]
    fronts = [path for path in left if _FRONT.search(path.stem) and not _BACK.search(path.stem)]
    found: dict[Role, Path] = {}
    if len(backs) == 1:
        found[Role.ID_BACK_PICTURE] = backs[0]
    if len(fronts) == 1:
        found[Role.ID_FRONT_PICTURE] = fronts[0]
    rest = [path for path in left if path not in found.values()]
    ordered = []
    for role in roles:
        if role in found:
            ordered.append(found[role])
        elif rest:
            ordered.append(rest.pop(0))
    return ordered + rest
