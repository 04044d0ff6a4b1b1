"""What a file is, by its first bytes and never by its name; and whether a JPEG or PNG is clean already."""

from __future__ import annotations

import re
import struct

from realme_desktop.imaging.errors import PictureError

__all__ = ["clean_jpeg", "clean_png", "picture_format"]

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


_AFTER_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")


def clean_jpeg(data: bytes) -> bool:
    """True if the file holds the image and nothing else: no EXIF, XMP, ICC, IPTC, comment, thumbnail, second
    picture, nor bytes after the end."""
    at = 2
    while True:
        if data[at : at + 1] != b"\xff" or at + 2 > len(data):
            return False
        marker = data[at + 1]
        if marker == 0xD9:  # EOI
            return at + 2 == len(data)
        if at + 4 > len(data):
            return False
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        body = data[at + 4 : at + 2 + length]
        if marker == 0xE0:
            # APP0 as JFIF writes it, with a thumbnail of 0 × 0.
            if not (body.startswith(b"JFIF\0") and len(body) == 14 and body[12:14] == b"\0\0"):
                return False
        elif marker == 0xEE:
            if not (body.startswith(b"Adobe") and len(body) == 12):
                return False
        elif 0xE1 <= marker <= 0xEF or marker == 0xFE:
            return False
        at += 2 + length
        if marker == 0xDA:  # SOS: entropy-coded data follow, up to the next marker
            found = _AFTER_SCAN.search(data, at)
            if found is None:
                return False
            at = found.start()


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
