"""Real files of the kinds that phones, scanners and chat programs make."""

from __future__ import annotations

import sys

import pytest
from PIL import Image

from realme_desktop.imaging.edits import Edits
from realme_desktop.imaging.prepare import Cancelled, look_inside, prepare, preview
from tests.imaging.files import (
    BUDGET,
    PHONE_HEIC,
    corners,
    encoded,
    far_apart,
    grey_png,
    opened,
    quarters,
    scene,
)

UPRIGHT = ["red", "green", "blue", "yellow"]


# -- HEIC -------------------------------------------------------------------------------------------------


def test_a_phones_heic_is_upright_and_clean() -> None:
    pytest.importorskip("pi_heif")
    assert b"SECRETMAKER" in PHONE_HEIC.read_bytes()
    prepared = prepare(PHONE_HEIC, BUDGET)
    assert (prepared.source_format, prepared.suffix) == ("HEIF", "jpg")
    assert (prepared.width, prepared.height) == (prepared.source_width, prepared.source_height) == (320, 200)
    assert corners(prepared.data) == UPRIGHT
    assert b"SECRETMAKER" not in prepared.data
    assert not opened(prepared.data).getexif()
    assert corners(preview(PHONE_HEIC, 100)) == UPRIGHT
    turned = prepare(PHONE_HEIC, BUDGET, edits=Edits(quarter_turns=2))
    assert corners(turned.data) == UPRIGHT[::-1]


def test_pillow_heif_is_not_needed() -> None:
    pytest.importorskip("pi_heif")
    prepare(PHONE_HEIC, BUDGET)
    assert "pillow_heif" not in sys.modules


# -- JPEG -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", ["CMYK", "L", "RGB"])
@pytest.mark.parametrize("size", [(480, 300), (2600, 1600)])
def test_progressive_jpeg_of_each_colour_space(mode: str, size: tuple[int, int]) -> None:
    seen = scene(*size).convert(mode)
    prepared = prepare(encoded(seen, progressive=True, quality=95, comment=b"x"), BUDGET)
    sent = opened(prepared.data)
    assert sent.mode == "RGB"
    expected = seen.convert("RGB").resize(sent.size, Image.Resampling.LANCZOS)
    assert far_apart(sent, expected) < 6


def test_a_jpeg_that_asks_for_endless_scans_is_damaged() -> None:
    data = encoded(quarters(), progressive=True)
    scan = data.index(b"\xff\xda")
    end = data.index(b"\xff", scan + 2 + int.from_bytes(data[scan + 2 : scan + 4], "big"))
    hostile = data[:end] + data[scan:end] * 10_000 + data[end:]
    with pytest.raises(Exception, match="scans"):
        prepare(hostile, BUDGET)


# -- PNG --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("interlaced", [False, True])
@pytest.mark.parametrize("depth", [1, 2, 4, 8, 16])
def test_png_of_each_depth(depth: int, interlaced: bool) -> None:
    most = (1 << depth) - 1
    width, height = 121, 90  # no multiple of eight
    rows = [[(x * most // (width - 1)) if y < 45 else most for x in range(width)] for y in range(height)]
    data = grey_png(rows, depth, interlaced=interlaced)
    prepared = prepare(data, BUDGET)
    sent = opened(prepared.data).convert("L")
    assert sent.size == (width, height)
    for x, y in ((2, 20), (60, 20), (118, 20), (60, 70)):
        assert sent.getpixel((x, y)) == pytest.approx(rows[y][x] * 255 / most, abs=8)
    assert (prepared.data == data) == (depth < 16)  # nothing is to be done about the others


def test_a_png_with_a_changed_chunk_is_damaged() -> None:
    data = bytearray(encoded(scene(200, 100), "PNG"))
    at = data.index(b"IDAT") + 100
    data[at] ^= 1
    with pytest.raises(Exception, match="chunk"):
        prepare(bytes(data), BUDGET)


# -- several pages ----------------------------------------------------------------------------------------


def _pages() -> bytes:
    others = [Image.new("RGB", size, "black") for size in ((100, 160), (90, 120))]
    others[0].paste("white", (0, 0, 50, 80))
    return encoded(quarters(), "TIFF", save_all=True, append_images=others)


@pytest.mark.parametrize(
    ("page", "size", "seen"),
    [
        (0, (320, 200), UPRIGHT),
        (1, (100, 160), ["white", "black", "black", "black"]),
        (2, (90, 120), ["black"] * 4),
    ],
)
def test_a_page_of_a_tiff_is_chosen(page: int, size: tuple[int, int], seen: list[str]) -> None:
    prepared = prepare(_pages(), BUDGET, edits=Edits(page=page))
    assert (prepared.width, prepared.height) == size == (prepared.source_width, prepared.source_height)
    assert corners(prepared.data) == seen
    (said,) = (hint for hint in prepared.hints if hint.code == "pages")
    assert "3" in said.words.zh
    assert str(page + 1) in said.words.zh


def test_what_a_file_holds_is_told_without_decoding() -> None:
    tiff = look_inside(_pages())
    assert (tiff.width, tiff.height, tiff.pages, tiff.choice) == (320, 200, 3, True)
    others = [Image.new("RGB", (320, 200), colour) for colour in ("black", "white")]
    for kind in ("GIF", "WEBP", "PNG"):
        animated = look_inside(encoded(quarters(), kind, save_all=True, append_images=others, duration=50))
        assert (animated.pages, animated.choice) == (3, False)
    assert look_inside(encoded(quarters())).pages == 1


def test_a_chain_of_pages_that_never_ends_is_followed_no_further_than_a_thousand() -> None:
    tiff = bytearray(encoded(quarters(16, 16), "TIFF"))
    first = int.from_bytes(tiff[4:8], "little")
    link = first + 2 + 12 * int.from_bytes(tiff[first : first + 2], "little")
    tiff[link : link + 4] = first.to_bytes(4, "little")  # the next page is this one
    assert look_inside(bytes(tiff)).pages == 1
    at = len(tiff)
    tiff[link : link + 4] = at.to_bytes(4, "little")
    for _ in range(5000):  # pages without any entry
        at += 6
        tiff += b"\0\0" + at.to_bytes(4, "little")
    assert look_inside(bytes(tiff)).pages == 999


# -- cancelling and progress ------------------------------------------------------------------------------


def test_progress_is_told_and_only_grows() -> None:
    told: list[float] = []
    prepare(encoded(scene(2000, 1500), quality=95), BUDGET, progress=told.append)
    assert len(told) > 5
    assert told[-1] == 1.0
    assert all(0 <= share <= 1 for share in told)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
@pytest.mark.parametrize("patience", [0, 3])
def test_whoever_is_not_waiting_any_more_stops_it(kind: str, patience: int) -> None:
    asked = 0

    def cancelled() -> bool:
        nonlocal asked
        asked += 1
        return asked > patience

    with pytest.raises(Cancelled):
        prepare(encoded(scene(1200, 900), kind), BUDGET, cancelled=cancelled)
    assert asked == patience + 1
