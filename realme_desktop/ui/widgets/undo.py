"""Undo and redo, as a list of states. Pure."""

from __future__ import annotations

from typing import Generic, TypeVar

__all__ = ["History"]

T = TypeVar("T")

_MOST = 200


class History(Generic[T]):
    """States are values. Changes with the same `gesture` in a row, as when a slider is dragged, are one step
    back."""

    def __init__(self, first: T) -> None:
        self._states = [first]
        self._at = 0
        self._gesture = ""

    @property
    def now(self) -> T:
        return self._states[self._at]

    @property
    def first(self) -> T:
        return self._states[0]

    @property
    def can_undo(self) -> bool:
        return self._at > 0

    @property
    def can_redo(self) -> bool:
        return self._at + 1 < len(self._states)

    def put(self, state: T, gesture: str = "") -> bool:
        """Make `state` the present one; False when it is already."""
        if state == self.now:
            return False
        same = bool(gesture) and gesture == self._gesture and self._at > 0
        del self._states[self._at + (0 if same else 1) :]
        self._states.append(state)
        if len(self._states) > _MOST:
            del self._states[1]
        self._at = len(self._states) - 1
        self._gesture = gesture
        return True

    def end_gesture(self) -> None:
        """What comes next is a step of its own."""
        self._gesture = ""

    def undo(self) -> bool:
        return self._go(-1)

    def redo(self) -> bool:
        return self._go(1)

    def _go(self, step: int) -> bool:
        if not 0 <= self._at + step < len(self._states):
            return False
        self._at += step
        self._gesture = ""
        return True

    def discard(self) -> bool:
        """One back, as if the present state had never been; False when it is the first."""
        if not self._at:
            return False
        del self._states[self._at :]
        self._at -= 1
        self._gesture = ""
        return True
