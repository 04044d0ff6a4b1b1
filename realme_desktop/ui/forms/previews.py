"""Looking at a picture for the form: the same preparation as for sending, in a worker thread."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from realme_desktop.ui.language import say
from realme_desktop.ui.tasks import in_thread

if TYPE_CHECKING:
    from realme_desktop.catalog.model import Field
    from realme_desktop.ui.widgets.file_picker import Source
    from realme_desktop.ui.widgets.picture_picker import PictureLook

    from .inputs import FieldLook

__all__ = ["looking_with"]

_BOX = 240  # pixels; the thumbnail is 76 wide, on screens of up to threefold density
_USUAL: dict[str, int] = {"picture.budget_kb": 1024, "picture.refuse_kb": 3072, "picture.max_megapixels": 100}


class _Settings(Protocol):
    def get(self, key: str, /) -> Any: ...


def looking_with(settings: _Settings | None = None) -> FieldLook:
    """What a form awaits for each new picture. The settings are read anew each time; None takes the usual
    limits."""

    async def look(field: Field, source: Source) -> PictureLook:
        return await in_thread(_look, field, source, settings if settings is not None else _UsualSettings())

    return look


class _UsualSettings:
    def get(self, key: str, /) -> Any:
        return _USUAL[key]


def _look(field: Field, source: Source, settings: _Settings) -> PictureLook:
    # Here, so that the window is shown before Pillow is imported.
    from realme_desktop.imaging.budget import base64_length, budget_for
    from realme_desktop.imaging.prepare import prepare, preview
    from realme_desktop.ui.widgets.picture_picker import PictureLook

    pixels = int(settings.get("picture.max_megapixels")) * 1_000_000
    ready = prepare(source, budget_for(field.picture, settings), max_pixels=pixels)
    return PictureLook(
        small=preview(ready.data, _BOX),
        source_width=ready.source_width,
        source_height=ready.source_height,
        source_bytes=ready.source_bytes,
        width=ready.width,
        height=ready.height,
        sent_bytes=base64_length(len(ready.data)),
        hints=tuple(say(hint.words) for hint in ready.hints),
    )
