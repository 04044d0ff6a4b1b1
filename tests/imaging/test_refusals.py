"""What can't be used is refused in words, quickly, and nothing a file holds can do worse."""

from __future__ import annotations

import os
import sys
import tracemalloc
from pathlib import Path

import pytest

from realme_desktop.imaging import reading as module
from realme_desktop.imaging.prepare import PictureError, prepare, preview, read_packet
from tests.imaging.files import BUDGET, encoded, png_of_size, quarters

posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX files")


def refusal(source: Path | bytes, **options: int) -> PictureError:
    with pytest.raises(PictureError) as caught:
        prepare(source, BUDGET, **options)
    assert caught.value.words.zh and caught.value.words.en
    assert "{" not in caught.value.words.zh + caught.value.words.en
    return caught.value


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"%PDF-1.7\n%...", "pdf"),
        (b"\n\njunk %PDF-1.4", "pdf"),
        (b"MZ\x90\0\x03" + bytes(100), "program"),
        (b"\x7fELF\x02\x01" + bytes(100), "program"),
        (b"#!/bin/sh\nrm -rf x\n", "program"),
        (b"PK\x03\x04 a docx", "document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "document"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "unknown"),
        ("只是一些文字".encode(), "unknown"),
        (b"\xff\xd8\xff", "damaged"),
        (b"\x89PNG\r\n\x1a\n", "damaged"),
        (b"BM", "damaged"),
        (b"GIF89a", "damaged"),
        (b"II*\0", "damaged"),
        (b"RIFF\0\0\0\0WEBP", "damaged"),
    ],
)
def test_what_is_no_picture_is_named(tmp_path: Path, data: bytes, code: str) -> None:
    path = tmp_path / "身份证.jpg"
    path.write_bytes(data)
    assert refusal(path).code == code
    assert refusal(data).code == code
    with pytest.raises(PictureError):
        preview(path, 100)


def test_heic_without_the_extra_is_answered_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pi_heif", None)  # as if it were not installed
    error = refusal(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic")
    assert error.code == "heic"
    assert "JPEG" in error.words.zh


def test_avif_without_support_is_answered_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module.features, "check", lambda name: False)
    assert refusal(encoded(quarters(), "AVIF")).code == "avif"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "BMP", "GIF"])
@pytest.mark.parametrize("fraction", [0.3, 0.6, 0.95])
def test_a_cut_file_is_damaged(kind: str, fraction: float) -> None:
    data = encoded(quarters(640, 400), kind)
    assert refusal(data[: int(len(data) * fraction)]).code == "damaged"


# -- files ------------------------------------------------------------------------------------------------


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    assert refusal(tmp_path / "nothing.jpg").code == "missing"
    assert refusal(tmp_path).code == "not_a_file"
    assert refusal(tmp_path / "nul\0byte").code == "unreadable"


@posix
def test_a_pipe_and_a_device_do_not_hang(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.jpg"
    os.mkfifo(pipe)
    assert refusal(pipe).code == "not_a_file"
    assert refusal(Path("/dev/zero")).code == "not_a_file"


@posix
def test_a_file_of_somebody_else(tmp_path: Path) -> None:
    path = tmp_path / "theirs.jpg"
    path.write_bytes(encoded(quarters()))
    path.chmod(0)
    root = os.geteuid() == 0  # permission bits mean nothing to root
    if root:
        os.seteuid(65534)
    try:
        assert refusal(path).code == "forbidden"
    finally:
        if root:
            os.seteuid(0)


@posix
def test_links_that_lead_in_a_circle_or_nowhere(tmp_path: Path) -> None:
    one, two = tmp_path / "one.jpg", tmp_path / "two.jpg"
    one.symlink_to(two)
    two.symlink_to(one)
    assert refusal(one).code == "loop"
    one.unlink()
    assert refusal(two).code == "missing"
    assert refusal(two / "below.jpg").code == "missing"
    one.write_bytes(encoded(quarters()))
    assert prepare(two, BUDGET).width == 320  # a link to a picture is a picture
    assert refusal(one / "below.jpg").code == "missing"


@posix
@pytest.mark.parametrize("change", ["grows", "shrinks", "is written again", "vanishes"])
def test_a_file_that_changes_while_it_is_read(tmp_path: Path, change: str) -> None:
    data = encoded(quarters()) + bytes(1000)
    path = tmp_path / "scan.jpg"
    path.write_bytes(data)
    os.utime(path, (1, 1))

    def meddle() -> bool:
        """Asked while the file is being read: nobody cancels, but the file is not left alone."""
        match change:
            case "grows":
                with path.open("ab") as file:
                    file.write(b"more")
            case "shrinks":
                os.truncate(path, 100)
            case "is written again":
                path.write_bytes(data)
            case "vanishes":
                path.unlink(missing_ok=True)
        return False

    if change == "vanishes":  # what was opened can be read to its end
        assert prepare(path, BUDGET, cancelled=meddle).width == 320
        assert refusal(path).code == "missing"
        return
    with pytest.raises(PictureError) as caught:
        prepare(path, BUDGET, cancelled=meddle)
    assert caught.value.code == "changing"
    assert "不" in caught.value.words.zh or "没有使用" in caught.value.words.zh


def test_an_enormous_file_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.jpg"
    with path.open("wb") as file:
        file.truncate(10 * 1024**3)
    error = refusal(path)
    assert error.code == "too_big"
    assert "10240.0" in error.words.en


# -- bombs ------------------------------------------------------------------------------------------------


def _webp_canvas(width: int, height: int) -> bytes:
    body = b"WEBPVP8X" + (10).to_bytes(4, "little") + bytes(4)
    body += (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def _bmp_of_size(width: int, height: int) -> bytes:
    header = bytearray(encoded(quarters(), "BMP")[:54])
    header[18:26] = width.to_bytes(4, "little") + height.to_bytes(4, "little")
    return bytes(header) + bytes(100)


def _gif_of_size(width: int, height: int) -> bytes:
    data = bytearray(encoded(quarters(), "GIF"))
    data[6:10] = width.to_bytes(2, "little") + height.to_bytes(2, "little")
    return bytes(data)


def _jpeg_of_size(width: int, height: int) -> bytes:
    data = bytearray(encoded(quarters()))
    frame = data.index(b"\xff\xc0")
    data[frame + 5 : frame + 9] = height.to_bytes(2, "big") + width.to_bytes(2, "big")
    return bytes(data)


def _tiff_of_size(width: int, height: int) -> bytes:
    data = bytearray(encoded(quarters(), "TIFF"))
    at = int.from_bytes(data[4:8], "little")
    for entry in range(at + 2, at + 2 + 12 * int.from_bytes(data[at : at + 2], "little"), 12):
        tag = int.from_bytes(data[entry : entry + 2], "little")
        if tag in (256, 257):
            data[entry + 2 : entry + 4] = (4).to_bytes(2, "little")
            data[entry + 8 : entry + 12] = (width if tag == 256 else height).to_bytes(4, "little")
    return bytes(data)


@pytest.mark.parametrize(
    "data",
    [
        png_of_size(30_000, 30_000),
        png_of_size(60_000, 60_000),
        png_of_size(2**31 - 1, 1),
        _webp_canvas(16_000_000, 16_000_000),
        _bmp_of_size(30_000, 30_000),
        _gif_of_size(65_535, 65_535),
        _jpeg_of_size(30_000, 30_000),
        _tiff_of_size(30_000, 30_000),
    ],
    ids=["png", "larger png", "wide png", "webp", "bmp", "gif", "jpeg", "tiff"],
)
def test_a_bomb_is_refused_by_its_header(data: bytes) -> None:
    tracemalloc.start()
    try:
        error = refusal(data)
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()
    assert error.code == "bomb"
    assert "100" in error.words.zh


def test_formats_that_take_more_memory_get_fewer_pixels() -> None:
    error = refusal(_webp_canvas(9_000, 9_000))
    assert error.code == "heavy_format"
    assert "WEBP" in error.words.zh
    assert "51.5" in error.words.en
    assert refusal(_webp_canvas(9_000, 5_000)).code == "damaged"  # a canvas of 45 megapixels is no reason


def test_the_limit_of_pixels_is_settable() -> None:
    data = encoded(quarters(1000, 1000))
    assert refusal(data, max_pixels=999_999).code == "bomb"
    assert prepare(data, BUDGET, max_pixels=1_000_000).width == 1000
    with pytest.raises(PictureError):
        preview(data, 100, max_pixels=10_000)


# -- packets ----------------------------------------------------------------------------------------------


def test_a_packet_is_read_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "packet.bin"
    path.write_bytes(b"\0\1packet\xff")
    assert read_packet(path, 100) == b"\0\1packet\xff"
    assert read_packet(b"bytes", 5) == b"bytes"


@pytest.mark.parametrize(("size", "code"), [(0, "empty"), (101, "too_big")])
def test_a_packet_of_the_wrong_size(tmp_path: Path, size: int, code: str) -> None:
    path = tmp_path / "packet.bin"
    path.write_bytes(bytes(size))
    for source in (path, bytes(size)):
        with pytest.raises(PictureError) as caught:
            read_packet(source, 100)
        assert caught.value.code == code
