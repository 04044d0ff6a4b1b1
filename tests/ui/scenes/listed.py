"""Every scene there is, in the order in which the pictures are looked through."""

from __future__ import annotations

from collections.abc import Iterator

from . import forms, panes, results, windows
from .stage import SETS, Scene

__all__ = ["SCENES", "by_set"]

SCENES: tuple[Scene, ...] = (*forms.SCENES, *results.SCENES, *panes.SCENES, *windows.SCENES)


def by_set(scenes: tuple[Scene, ...]) -> Iterator[tuple[str, list[Scene]]]:
    """The scenes that one console plays, in the order in which they were declared."""
    for on in SETS:
        chosen = [scene for scene in scenes if scene.on == on]
        if chosen:
            yield on, chosen
