"""What can't be used is refused in words, quickly, and nothing a file holds can do worse."""

from __future__ import annotations

import os
import sys
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

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


@pytest.mark.parametrize(
    "data",
    [png_of_size(60_000, 60_000), png_of_size(2**31 - 1, 1), _webp_canvas(16_000_000, 16_000_000)],
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


def test_the_limit_of_pixels_is_settable() -> None:
    data = encoded(quarters(1000, 1000))
    assert refusal(data, max_pixels=999_999).code == "bomb"
    assert prepare(data, BUDGET, max_pixels=1_000_000).width == 1000
    with pytest.raises(PictureError):
        preview(data, 100, max_pixels=10_000)


# -- hostile bytes ----------------------------------------------------------------------------------------

_SEEDS = {kind: encoded(quarters(160, 100), kind) for kind in ("JPEG", "PNG", "WEBP", "TIFF", "BMP", "GIF")}


@given(st.sampled_from(sorted(_SEEDS)), st.data())
def test_changed_bytes_give_a_picture_or_words(kind: str, data: st.DataObject) -> None:
    content = bytearray(_SEEDS[kind])
    changes = data.draw(
        st.lists(st.tuples(st.integers(0, min(len(content), 400) - 1), st.integers(0, 255)), max_size=8)
    )
    for place, value in changes:
        content[place] = value
    try:
        prepared = prepare(bytes(content), BUDGET, max_pixels=4_000_000)
    except PictureError as error:
        assert error.words.zh
    else:
        assert prepared.data


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
