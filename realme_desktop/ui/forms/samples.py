"""The sample pictures that a form offers in the sandbox."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

from realme_desktop.catalog.model import Field, Role
from realme_desktop.catalog.text import Text
from realme_desktop.ui.language import say
from realme_desktop.ui.resources import resource

if TYPE_CHECKING:
    from realme_desktop.ui.widgets.picture_picker import SamplePicture

__all__ = ["Sample", "samples_for"]


class Sample(Protocol):
    """A picture that ships with the program (`sandbox/samples.py`)."""

    @property
    def file(self) -> str: ...
    @property
    def title(self) -> Text: ...
    @property
    def roles(self) -> frozenset[Role]: ...


def samples_for(samples: Sequence[Sample]) -> Callable[[Field], Sequence[SamplePicture]]:
    """Which of them suit a field."""

    def matching(field: Field) -> Sequence[SamplePicture]:
        return [
            (say(sample.title), resource(f"samples/{sample.file}"))
            for sample in samples
            if field.role in sample.roles
        ]

    return matching
