"""Whatever a file's bytes are: a clean picture that fits, or words. Never a crash, a hang, or garbage."""

from __future__ import annotations

import functools
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from realme_desktop.imaging.budget import base64_length
from realme_desktop.imaging.edits import Box, Edits, Quad
from realme_desktop.imaging.prepare import PictureError, Prepared, prepare
from realme_desktop.imaging.quality import hints
from realme_desktop.imaging.recognise import clean_jpeg, clean_png
from tests.imaging.files import BUDGET, PHONE_HEIC, encoded, far_apart, grey_png, opened, quarters, scene

MOST = 4_000_000


@functools.cache
def seeds() -> dict[str, bytes]:
    """One small file of each kind."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "SECRETMAKER"
    picture = scene(160, 100)
    others = [Image.new("RGB", (160, 100), colour) for colour in ("black", "white")]
    found = {kind: encoded(picture, kind) for kind in ("JPEG", "PNG", "WEBP", "TIFF", "BMP", "GIF")}
    found |= {
        "progressive": encoded(picture, progressive=True),
        "cmyk": encoded(picture.convert("CMYK")),
        "phone": encoded(picture, exif=exif, comment=b"SECRETMAKER"),
        "interlaced": grey_png([[x * 2 for x in range(100)]] * 60, 8, interlaced=True),
        "sixteen": encoded(Image.new("I;16", (100, 60), 30_000), "PNG"),
        "transparent": encoded(quarters(160, 100).convert("RGBA"), "PNG"),
        "lossless": encoded(picture, "WEBP", lossless=True),
        "animated": encoded(picture, "WEBP", save_all=True, append_images=others, duration=50),
        "pages": encoded(picture, "TIFF", save_all=True, append_images=others, compression="tiff_lzw"),
        "avif": encoded(picture, "AVIF", speed=10),
    }
    try:
        import pi_heif  # noqa: F401
    except ImportError:
        pass
    else:
        found["heic"] = PHONE_HEIC.read_bytes()
    return found


KINDS = st.sampled_from(sorted(seeds()))
EDITS = st.sampled_from(
    [
        None,
        Edits(quarter_turns=1, crop=Box(0.1, 0.2, 0.9, 0.8)),
        Edits(corners=Quad((0.1, 0.1), (0.9, 0.2), (0.8, 0.9), (0.2, 0.8)), angle=5),
        Edits(page=1),
    ]
)


def outcome(data: bytes, edits: Edits | None = None) -> Prepared | None:
    """What was made of the bytes, looked over; None where they were refused in words."""
    try:
        prepared = prepare(data, BUDGET, edits=edits, max_pixels=MOST)
        hints(prepared)
    except PictureError as error:
        assert error.words.zh
        assert "{" not in error.words.zh + error.words.en
        return None
    sent = opened(prepared.data)
    assert sent.size == (prepared.width, prepared.height)
    assert max(sent.size) <= BUDGET.max_side
    assert base64_length(len(prepared.data)) <= BUDGET.refuse_base64_bytes
    assert sent.format == {"jpg": "JPEG", "png": "PNG"}[prepared.suffix]
    assert clean_jpeg(prepared.data) if prepared.suffix == "jpg" else clean_png(prepared.data)
    assert b"SECRETMAKER" not in prepared.data
    assert hashlib.sha256(prepared.data).hexdigest() == prepared.sha256
    return prepared


@pytest.mark.parametrize("kind", sorted(seeds()))
def test_the_seeds_are_good(kind: str) -> None:
    assert outcome(seeds()[kind]) is not None


@given(KINDS, EDITS, st.data())
def test_changed_bytes_give_a_picture_or_words(kind: str, edits: Edits | None, data: st.DataObject) -> None:
    content = bytearray(seeds()[kind])
    # Half of the changes are in the header, where they do the most.
    places = st.integers(0, min(len(content), 300) - 1) | st.integers(0, len(content) - 1)
    for place, value in data.draw(st.lists(st.tuples(places, st.integers(0, 255)), min_size=1, max_size=8)):
        content[place] = value
    outcome(bytes(content), edits)


@given(KINDS, st.floats(0, 1, exclude_max=True))
def test_a_cut_file_is_refused_unless_all_of_the_picture_is_there(kind: str, share: float) -> None:
    whole = seeds()[kind]
    prepared = outcome(whole[: int(len(whole) * share)])
    if prepared is not None:
        expected = outcome(whole)
        assert expected is not None
        assert far_apart(opened(prepared.data), opened(expected.data)) < 1


@given(st.sampled_from(["PNG", "interlaced", "sixteen", "transparent"]), st.data())
def test_a_png_shows_what_it_did_or_is_refused(kind: str, data: st.DataObject) -> None:
    whole = seeds()[kind]
    content = bytearray(whole)
    content[data.draw(st.integers(0, len(content) - 1))] ^= data.draw(st.integers(1, 255))
    prepared = outcome(bytes(content))
    assert prepared is None  # each of its bytes is in a checksum, or is one


@given(KINDS, KINDS, st.floats(0, 1), st.floats(0, 1))
def test_two_files_run_together(first: str, second: str, cut: float, start: float) -> None:
    one, two = seeds()[first], seeds()[second]
    outcome(one[: int(len(one) * cut)] + two[int(len(two) * start) :])


@given(KINDS, st.binary(max_size=200))
def test_junk_behind_a_good_beginning(kind: str, junk: bytes) -> None:
    outcome(seeds()[kind][:40] + junk)


def test_a_heic_whose_description_of_its_metadata_is_broken() -> None:
    """These bytes say what the XMP is; pi-heif ends the process where it can't read that, if it looks."""
    pytest.importorskip("pi_heif")
    whole = PHONE_HEIC.read_bytes()
    start = whole.index(b"mime") - 16
    for place in range(start, start + 46, 3):
        content = bytearray(whole)
        content[place] = 255
        outcome(bytes(content))
