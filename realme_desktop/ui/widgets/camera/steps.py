"""The steps of taking a photo, without a camera, a clock or a widget."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

__all__ = ["COUNT_FROM", "Step", "Taking"]

COUNT_FROM = 3  # seconds, one for each number


class Step(Enum):
    STARTING = "starting"  # no picture from the camera yet
    LIVE = "live"
    COUNTING = "counting"
    TAKEN = "taken"  # a photo to be used or taken again
    FAILED = "failed"  # words tell why; another camera or another try may help


@dataclass(frozen=True, slots=True)
class Taking:
    """Where it stands. Each act returns the next state; one that makes no sense now changes nothing."""

    step: Step = Step.STARTING
    left: int = 0  # of the countdown
    words: str = ""

    def frame_came(self) -> Taking:
        """The camera delivers."""
        return Taking(Step.LIVE) if self.step in (Step.STARTING, Step.FAILED) else self

    def release(self, *, count: bool = True) -> Taking:
        """The shutter was pressed; pressed again while counting, the photo is taken at once."""
        if self.step is Step.LIVE:
            return Taking(Step.COUNTING, COUNT_FROM) if count else Taking(Step.TAKEN)
        return Taking(Step.TAKEN) if self.step is Step.COUNTING else self

    def tick(self) -> Taking:
        """A second of the countdown is over."""
        if self.step is not Step.COUNTING:
            return self
        return replace(self, left=self.left - 1) if self.left > 1 else Taking(Step.TAKEN)

    def stop_counting(self) -> Taking:
        return Taking(Step.LIVE) if self.step is Step.COUNTING else self

    def retake(self) -> Taking:
        """Not this one: back to the live picture."""
        return Taking(Step.LIVE) if self.step is Step.TAKEN else self

    def failed(self, words: str) -> Taking:
        """The camera gave up. A photo that was taken before is still good."""
        return self if self.step is Step.TAKEN else Taking(Step.FAILED, words=words)
