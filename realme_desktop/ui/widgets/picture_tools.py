"""What the parts that show and change a picture are given from outside: how to look at one, what shape it
has. They know nothing of RealMe, nor how a picture is decoded.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QImage

from realme_desktop.imaging.edits import Box, Edited, Edits

from .file_picker import Folders, SessionFolders, Source, size_words

__all__ = [
    "SHARE",
    "Guide",
    "Look",
    "Original",
    "PictureLook",
    "PictureTools",
    "Plain",
    "Share",
    "after_words",
    "before_words",
    "edits_of",
    "plain_of",
    "with_edits",
]

Plain: TypeAlias = Path | bytes
Guide: TypeAlias = Literal["card", "face", ""]


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureLook:
    """What is known of a chosen picture. `small` is an encoded picture for the preview, `sent` the very bytes
    that will go out; the sizes of the source are pixels and bytes, those of what will be sent pixels and
    BASE64 characters; `hints` are sentences; `pages` how many the file has. `print` tells pictures apart that
    were prepared alike, and is compared by whoever made it."""

    small: bytes
    source_width: int
    source_height: int
    source_bytes: int
    width: int
    height: int
    sent_bytes: int
    hints: tuple[str, ...] = ()
    sent: bytes = b""
    pages: int = 1
    print: object = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """One page of a picture as it was given, upright: an image of at most the size that was asked for, and
    the true size in pixels."""

    image: QImage
    width: int
    height: int
    pages: int = 1


class Share:
    """How far a preparation is, 0-1, and an encoded picture for the preview as soon as there is one; told
    from a worker thread, read on the loop's."""

    __slots__ = ("small", "value")

    def __init__(self) -> None:
        self.value = 0.0
        self.small = b""

    def tell(self, value: float) -> None:
        self.value = value

    def show(self, small: bytes) -> None:
        self.small = small


SHARE: ContextVar[Share | None] = ContextVar("share", default=None)
"""Where the look under way tells how far it is: set by the task that awaits it, if it cares."""

Look: TypeAlias = Callable[[Source], Awaitable[PictureLook]]


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureTools:
    """`look` prepares a picture as for sending and tells what it found; `original(source, page, side)` reads
    a page at up to `side` pixels; `cut(source, edits)` finds two cards on one page, as parts of the picture
    that these edits make. All are awaited, and raise errors with `words`. `aspect` is width by height of what
    is photographed, None for anything; `guide` the frame that the camera shows; `kind` what the folder of
    the file dialog is remembered by."""

    look: Look | None = None
    original: Callable[[Plain, int, int], Awaitable[Original]] | None = None
    cut: Callable[[Plain, Edits], Awaitable[tuple[Box, Box]]] | None = None
    aspect: float | None = None
    guide: Guide = ""
    kind: str = ""
    folders: Folders | None = None

    def kept_folders(self) -> Folders:
        return self.folders if self.folders is not None else SessionFolders()


def plain_of(source: Source) -> Plain:
    """The file or the bytes without what was changed about them."""
    return source.source if isinstance(source, Edited) else source


def edits_of(source: Source) -> Edits:
    return source.edits if isinstance(source, Edited) else Edits()


def with_edits(source: Source, edits: Edits) -> Source:
    """The same picture with these edits instead of its own."""
    plain = plain_of(source)
    return plain if edits == Edits() else Edited(plain, edits)


def before_words(look: PictureLook) -> str:
    """Size of the original."""
    return QCoreApplication.translate("PicturePicker", "{width} × {height}, {size}").format(
        width=look.source_width, height=look.source_height, size=size_words(look.source_bytes)
    )


def after_words(look: PictureLook) -> str:
    """Size of what will be sent."""
    return QCoreApplication.translate("PicturePicker", "Sent as {width} × {height}, {size}").format(
        width=look.width, height=look.height, size=size_words(look.sent_bytes)
    )
