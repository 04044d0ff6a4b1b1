"""Looking at pictures for the form: the same preparation as for sending, in a worker thread."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from realme_desktop.config.settings import Settings
from realme_desktop.ui.language import say
from realme_desktop.ui.tasks import in_thread

if TYPE_CHECKING:
    from realme_desktop.catalog.model import Field, Service
    from realme_desktop.imaging.edits import Box, Edits
    from realme_desktop.ui.widgets.file_picker import Folders, Source
    from realme_desktop.ui.widgets.picture_tools import Original, PictureLook, Plain, Share

    from .form import ServiceForm
    from .inputs import FieldLook
    from .pictures import FormPictures

__all__ = ["PREVIEW_SIDE", "FormLook", "looking_with", "pictures_of"]

T = TypeVar("T")

PREVIEW_SIDE = 240  # pixels; the thumbnail is 76 wide, on screens of up to threefold density


class _Settings(Protocol):
    def get(self, key: str, /) -> Any: ...


def looking_with(settings: _Settings | None = None) -> FormLook:
    """What a form awaits for each new picture. The settings are read anew each time; None takes the usual
    limits."""
    return FormLook(settings if settings is not None else Settings())


def pictures_of(
    service: Service, look: FieldLook, folders: Folders | None, form: ServiceForm
) -> FormPictures | None:
    """What the picture fields of a form do together; None for a form without, as the window opens with."""
    fields = [field for field in service.fields if field.kind == "picture"]
    if not fields:
        return None
    from .pictures import FormPictures

    eyes = look if isinstance(look, FormLook) else looking_with()

    def show(name: str) -> None:
        form.show_row_of(form.picture(name))

    return FormPictures(fields, eyes, form.picture, form, folders=folders, show=show)


class FormLook:
    """Awaited with a field and what was chosen for it; cancelling the awaiting task ends the work, too, at
    its next step."""

    def __init__(self, settings: _Settings) -> None:
        self._settings = settings

    async def __call__(self, field: Field, source: Source) -> PictureLook:
        from realme_desktop.ui.widgets.picture_tools import SHARE

        return await _stoppable(_look, field, source, self._settings, SHARE.get())

    async def original(self, source: Plain, page: int, side: int) -> Original:
        return await _stoppable(_original, source, page, side, _pixels(self._settings))

    async def cut(self, source: Plain, edits: Edits) -> tuple[Box, Box]:
        return await _stoppable(_cut, source, edits, _pixels(self._settings))


async def _stoppable(work: Callable[..., T], *args: Any) -> T:
    """Run `work(*args, cancelled)` in a thread when it is its turn; nobody waiting for it any more, it is
    told to stop."""
    from realme_desktop.imaging.turns import turn

    stop = threading.Event()
    try:
        async with turn():
            return await in_thread(work, *args, stop.is_set)
    finally:
        stop.set()


def _pixels(settings: _Settings) -> int:
    return int(settings.get("picture.max_megapixels")) * 1_000_000


def _look(
    field: Field, source: Source, settings: _Settings, share: Share | None, cancelled: Callable[[], bool]
) -> PictureLook:
    # Here, so that the window is shown before Pillow is imported.
    from realme_desktop.imaging.budget import base64_length, budget_for
    from realme_desktop.imaging.prepare import prepare, preview
    from realme_desktop.imaging.quality import hints, measured
    from realme_desktop.ui.widgets.picture_tools import PictureLook

    ready = prepare(
        source,
        budget_for(field.picture, settings),
        max_pixels=_pixels(settings),
        cancelled=cancelled,
        progress=share.tell if share is not None else None,
    )
    small = preview(ready.data, PREVIEW_SIDE)
    if share is not None:
        share.show(small)
    measures = measured(ready.data)
    return PictureLook(
        small=small,
        source_width=ready.source_width,
        source_height=ready.source_height,
        source_bytes=ready.source_bytes,
        width=ready.width,
        height=ready.height,
        sent_bytes=base64_length(len(ready.data)),
        hints=tuple(say(hint.words) for hint in hints(ready, measures)),
        sent=ready.data,
        pages=ready.pages,
        print=measures,
    )


def _original(source: Plain, page: int, side: int, most: int, cancelled: Callable[[], bool]) -> Original:
    from PySide6.QtGui import QImage

    from realme_desktop.imaging.edits import Edited, Edits
    from realme_desktop.imaging.prepare import look_inside, preview
    from realme_desktop.imaging.reading import Watch, bytes_of
    from realme_desktop.ui.widgets.picture_tools import Original

    # Read once: the file may lie on a slow network drive, and be another one a moment later.
    given = Edited(bytes_of(source, watch=Watch(cancelled)), Edits(page=page))
    inside = look_inside(given, max_pixels=most)
    seen = preview(given, side, max_pixels=most, cancelled=cancelled)
    return Original(
        image=QImage.fromData(seen),
        width=inside.width,
        height=inside.height,
        pages=inside.pages if inside.choice else 1,
    )


def _cut(source: Plain, edits: Edits, most: int, cancelled: Callable[[], bool]) -> tuple[Box, Box]:
    from realme_desktop.imaging.cutting import cut_page

    return cut_page(source, edits=edits, max_pixels=most)
