"""What a file is, by its first bytes and never by its name; and whether a JPEG or PNG is clean already.

No decoder is asked: these look at the bytes alone, in a time bounded by their number.
"""

from __future__ import annotations

import re
import struct
import zlib
from typing import TYPE_CHECKING

from realme_desktop.imaging.errors import PictureError

if TYPE_CHECKING:
    from PIL import Image

__all__ = [
    "clean_jpeg",
    "clean_png",
    "heif_without_metadata",
    "pages_of",
    "picture_format",
    "png_is_whole",
    "scans_of",
    "webp_size",
]

_HEIF_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
_AVIF_BRANDS = frozenset({b"avif", b"avis"})


def picture_format(data: bytes) -> str:
    """Pillow's name of the format; `PictureError` in words for whatever is no picture."""
    if not data:
        raise PictureError("empty")
    head = data[:16]
    for magic, name in (
        (b"\xff\xd8\xff", "JPEG"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"BM", "BMP"),
        (b"II*\0", "TIFF"),
        (b"MM\0*", "TIFF"),
        (b"II+\0", "TIFF"),
        (b"MM\0+", "TIFF"),
        (b"GIF87a", "GIF"),
        (b"GIF89a", "GIF"),
    ):
        if head.startswith(magic):
            return name
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "WEBP"
    if head[4:8] == b"ftyp":
        if head[8:12] in _AVIF_BRANDS:
            return "AVIF"
        if head[8:12] in _HEIF_BRANDS:
            return "HEIF"
    # A PDF may have some junk before its header.
    if b"%PDF-" in data[:1024]:
        raise PictureError("pdf")
    if head.startswith((b"MZ", b"\x7fELF", b"#!", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe")):
        raise PictureError("program")
    if head.startswith((b"PK\3\4", b"PK\5\6", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"\xd0\xcf\x11\xe0")):
        raise PictureError("document")
    raise PictureError("unknown")


# -- JPEG -------------------------------------------------------------------------------------------------

_AFTER_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
# What a picture is made of: Huffman-coded baseline or progressive frame, tables, restart interval. Whatever
# else a marker may announce is nothing that a reader of RealMe must meet.
_PICTURE_MARKERS = frozenset({0xC0, 0xC1, 0xC2, 0xC4, 0xDA, 0xDB, 0xDD})


def clean_jpeg(data: bytes) -> bool:
    """True if the file holds the image and nothing else: no EXIF, XMP, ICC, IPTC, comment, thumbnail, second
    picture, unusual segment, nor bytes after the end."""
    at = 2
    while True:
        if data[at : at + 1] != b"\xff" or at + 2 > len(data):
            return False
        marker = data[at + 1]
        if marker == 0xD9:  # EOI
            return at + 2 == len(data)
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        body = data[at + 4 : at + 2 + length]
        if length < 2 or len(body) != length - 2:
            return False
        if marker == 0xE0:
            # APP0 as JFIF writes it, with a thumbnail of 0 × 0.
            if not (body.startswith(b"JFIF\0") and len(body) == 14 and body[12:14] == b"\0\0"):
                return False
        elif marker == 0xEE:
            if not (body.startswith(b"Adobe") and len(body) == 12):
                return False
        elif marker not in _PICTURE_MARKERS:
            return False
        at += 2 + length
        if marker == 0xDA:  # SOS: entropy-coded data follow, up to the next marker
            found = _AFTER_SCAN.search(data, at)
            if found is None:
                return False
            at = found.start()


_SCAN = re.compile(rb"\xff\xda\x00")


def scans_of(data: bytes) -> int:
    """At least how often a decoder of this JPEG would go over the whole picture (those of thumbnails are
    counted, too). In coded data FF is always followed by 00, so FF DA is a marker, or part of other data; the
    length after it is at most 14."""
    return len(_SCAN.findall(data))


# -- PNG --------------------------------------------------------------------------------------------------

_CLEAN_CHUNKS = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND", b"sRGB", b"pHYs"})
_SRGB_GAMMA = struct.pack(">I", 45455)


def clean_png(data: bytes) -> bool:
    """True if the file holds an opaque picture of at most 8 bits a sample and nothing about where it came
    from.
    """
    at = 8
    while at + 12 <= len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        kind = data[at + 4 : at + 8]
        body = data[at + 8 : at + 8 + length]
        if kind == b"IHDR":
            depth, colour = body[8:9], body[9:10]
            if depth == b"\x10" or colour not in (b"\0", b"\2", b"\3"):
                return False
        elif kind == b"gAMA":
            if body != _SRGB_GAMMA:
                return False
        elif kind not in _CLEAN_CHUNKS:
            return False
        at += 12 + length
        if kind == b"IEND":
            return at == len(data)
    return False


def png_is_whole(data: bytes) -> bool:
    """True if every chunk up to IEND is there with the checksum that it should have. Pillow looks at neither
    for the pixels, and would make a picture of what was cut off or changed on the way."""
    at = 8
    while at + 12 <= len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        end = at + 8 + length
        if end + 4 > len(data):
            return False
        if zlib.crc32(memoryview(data)[at + 4 : end]) != int.from_bytes(data[end : end + 4], "big"):
            return False
        if data[at + 4 : at + 8] == b"IEND":
            return True
        at = end + 4
    return False


# -- HEIF -------------------------------------------------------------------------------------------------


def heif_without_metadata(data: bytes) -> bytes:
    """The same file, of the same length, whose EXIF and XMP belong to no picture any more (the references
    `cdsc`, ISO/IEC 23008-12 6.4, are of an unknown kind), so that nothing reads them.

    WORKAROUND: pi-heif 1.4 ends the process where the kind of such an item can't be read. Orientation is a
    property of the picture in HEIF and stays, as does the colour profile.
    """
    parts, at = [], 0
    while at < len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        if size == 1:
            size = int.from_bytes(data[at + 8 : at + 16], "big")
        end = at + size if size >= 8 else len(data)
        box = data[at:end]
        parts.append(box if box[4:8] == b"mdat" else box.replace(b"cdsc", b"none"))
        at = end
    return b"".join(parts)


# -- the others -------------------------------------------------------------------------------------------


def webp_size(data: bytes) -> tuple[int, int]:
    """Width and height that a WebP claims; (0, 0) if its header can't be read, which a decoder will find."""
    kind = data[12:16]
    if kind == b"VP8X" and len(data) >= 30:
        return int.from_bytes(data[24:27], "little") + 1, int.from_bytes(data[27:30], "little") + 1
    if kind == b"VP8L" and len(data) >= 25:
        bits = int.from_bytes(data[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8 " and len(data) >= 30:
        return int.from_bytes(data[26:28], "little") & 0x3FFF, int.from_bytes(data[28:30], "little") & 0x3FFF
    return 0, 0


_MOST_PAGES = 999  # nobody looks for a card on a later one, and a hostile file may claim millions


def pages_of(data: bytes, kind: str, image: Image.Image) -> int:
    """Pages or frames of a file other than JPEG, at most 999. Pillow would decode or read all of a GIF or
    TIFF to count them."""
    if kind == "TIFF":
        return _tiff_pages(data)
    if kind == "GIF":
        return _gif_frames(data)
    return max(1, min(_MOST_PAGES, getattr(image, "n_frames", 1)))


def _tiff_pages(data: bytes) -> int:
    order = "<" if data[:2] == b"II" else ">"
    big = data[2:4] in (b"+\0", b"\0+")
    count, entry, link = ("Q", 20, "Q") if big else ("H", 12, "I")
    try:
        (at,) = struct.unpack_from(order + link, data, 8 if big else 4)
        seen: set[int] = set()
        while at and at not in seen and len(seen) < _MOST_PAGES:
            seen.add(at)
            (entries,) = struct.unpack_from(order + count, data, at)
            at += struct.calcsize(count) + entries * entry
            (at,) = struct.unpack_from(order + link, data, at)
    except (struct.error, OverflowError):
        pass  # the chain leads out of the file: the pages up to there count
    return max(1, len(seen))


def _gif_frames(data: bytes) -> int:
    at = 13 + _table(data[10:11])
    frames = 0
    for _ in range(_MOST_BLOCKS):
        kind = data[at : at + 1]
        if kind == b",":
            frames += 1
            at += 11 + _table(data[at + 9 : at + 10])
        elif kind == b"!":
            at += 2
        else:
            break  # the trailer, or nothing that a GIF may hold
        for _ in range(_MOST_BLOCKS):
            length = data[at] if at < len(data) else 0
            at += 1 + length
            if not length:
                break
        if frames == _MOST_PAGES:
            break
    return max(1, frames)


_MOST_BLOCKS = 1_000_000


def _table(flags: bytes) -> int:
    """Bytes of the colour table that these flags announce."""
    return 3 << (flags[0] & 7) + 1 if flags and flags[0] & 0x80 else 0
