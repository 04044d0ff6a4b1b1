"""What a drop or the clipboard holds of pictures: files, encoded pictures, pixels, or only an address.

Browsers and chat programs offer the same picture in several forms at once. The best is taken: a file as it
lies on the disk, else the bytes of a picture, else its pixels. An address on the web is never fetched: what
is checked here is nobody's business out there.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path, PurePosixPath, PureWindowsPath
from urllib.parse import unquote_to_bytes

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QUrl
from PySide6.QtGui import QImage, QPixmap

__all__ = ["Absence", "Intake", "may_hold_pictures", "read_mime"]

_ENCODED = (
    "image/jpeg", "image/png", "image/webp", "image/tiff", "image/heic", "image/heif", "image/gif",
    "image/bmp", "image/x-bmp", "image/x-ms-bmp", "image/avif",
)  # fmt: skip
_SUFFIXES = frozenset(
    {
        ".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".bmp", ".webp", ".tif", ".tiff", ".gif", ".heic", ".heif",
        ".hif", ".avif", ".pdf",
    }
)  # fmt: skip
_MOST_FILES = 50
_MOST_TEXT = 200_000_000  # characters of HTML that are searched
_SRC = re.compile(r"""<img\b[^>]{0,4000}?\bsrc\s*=\s*(["']?)(?=(data:|file:|https?:|blob:|cid:|//))""", re.I)


class Absence(Enum):
    """Why there is nothing to take."""

    WEB = "web"  # only the address of a picture somewhere else
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Intake:
    """`files` in the order in which they were given. Without files, `read` makes the bytes of one picture: it
    may take a second, so it belongs into a thread; it returns nothing for data that is none. `absence` says
    why there is neither."""

    files: tuple[Path, ...] = ()
    read: Callable[[], bytes] | None = field(default=None, compare=False)
    at_once: bool = False  # reading costs nothing: the bytes are there
    absence: Absence | None = None


def may_hold_pictures(mime: QMimeData) -> bool:
    """Cheap: asked while something is dragged over. What is only an address may be dropped, too, so that it
    can be told why it is not taken."""
    return mime.hasUrls() or mime.hasImage() or mime.hasHtml() or bool(_encoded_in(mime))


def read_mime(mime: QMimeData) -> Intake:
    """What of it can be taken."""
    urls = [url for url in mime.urls() if isinstance(url, QUrl)]
    if files := _local(urls):
        return Intake(files)
    if media_type := _encoded_in(mime):
        data = bytes(mime.data(media_type).data())
        return Intake(read=lambda: data, at_once=True)
    inline = next((url for url in urls if url.scheme() == "data"), None)
    if inline is not None:
        address = inline.toString(QUrl.ComponentFormattingOption.FullyEncoded)
        return Intake(read=lambda: data_of(address))
    html = mime.html() if mime.hasHtml() else ""
    found = _in_html(html) if 0 < len(html) <= _MOST_TEXT else ("", "")
    if found[0] == "data":
        return Intake(read=lambda: data_of(found[1]))
    image = mime.imageData() if mime.hasImage() else None
    if isinstance(image, QPixmap):
        image = image.toImage()
    if isinstance(image, QImage) and not image.isNull():
        pixels = image
        return Intake(read=lambda: png_of(pixels))
    if found[0] == "file" and (files := _local([QUrl(found[1])])):
        return Intake(files)
    if files := _in_text(mime.text() if mime.hasText() else ""):
        return Intake(files)
    words = mime.text().strip() if mime.hasText() else ""
    web = found[0] == "web" or any(url.scheme() in ("http", "https", "ftp") for url in urls)
    if web or words.lower().startswith(("http://", "https://")):
        return Intake(absence=Absence.WEB)
    return Intake(absence=Absence.NOTHING)


def data_of(address: str) -> bytes:
    """The bytes of a `data:` address (RFC 2397), nothing if it is broken."""
    head, comma, body = address.partition(",")
    if not comma:
        return b""
    raw = unquote_to_bytes(body)
    if not head.lower().rstrip().endswith(";base64"):
        return raw
    raw = b"".join(raw.split())
    try:
        return base64.b64decode(raw + b"=" * (-len(raw) % 4), validate=True)
    except (binascii.Error, ValueError):
        return b""


def png_of(image: QImage) -> bytes:
    """The picture as PNG bytes, compressed quickly: it is re-encoded for RealMe anyway."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG", 80)  # type: ignore[call-overload]  # the stub wants bytes, PySide takes str
    return bytes(data.data())


def _encoded_in(mime: QMimeData) -> str:
    return next((name for name in _ENCODED if mime.hasFormat(name) and mime.data(name).size()), "")


def _local(urls: list[QUrl]) -> tuple[Path, ...]:
    paths = (url.toLocalFile() for url in urls if url.isLocalFile())
    # Explorer and some file managers list a file twice, by two spellings of one address.
    return tuple(dict.fromkeys(Path(path) for path in paths if path))[:_MOST_FILES]


def _in_html(html: str) -> tuple[str, str]:
    """What kind of address the first useful <img> has ("data", "file", "web", or nothing), and the address.
    A `data:` address may have millions of characters: looked for by its end, not by a pattern."""
    web = ("", "")
    for tag in _SRC.finditer(html):
        quote, scheme = tag.group(1), tag.group(2).lower()
        start = tag.end()
        if quote:
            end = html.find(quote, start)
        else:
            end = min((at for at in (html.find(mark, start) for mark in " >") if at >= 0), default=-1)
        address = html[start : end if end >= 0 else len(html)].strip()
        if scheme == "data:" and address[5:11].lower() == "image/":
            return "data", address
        if scheme == "file:":
            # Chat programs write Windows paths into it as they are.
            return "file", address.replace("\\", "/")
        if scheme not in ("data:", "file:"):
            web = ("web", address)
    return web


def _in_text(text: str) -> tuple[Path, ...]:
    """Addresses or paths of picture files, one a line, as "copy as path" gives them; anything else in the
    text, and it is a text."""
    lines = [line.strip().strip('"') for line in text[:100_000].splitlines() if line.strip()]
    if not lines or len(lines) > _MOST_FILES:
        return ()
    paths: list[Path] = []
    for line in lines:
        if line.lower().startswith("file:"):
            paths.extend(_local([QUrl(line)]))
            continue
        plain = PureWindowsPath(line) if PureWindowsPath(line).drive else PurePosixPath(line)
        if not plain.is_absolute() or plain.suffix.lower() not in _SUFFIXES:
            return ()
        paths.append(Path(line))
    return tuple(paths) if len(paths) == len(lines) else ()
