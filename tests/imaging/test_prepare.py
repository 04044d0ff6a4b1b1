"""From any picture to an upright, clean sRGB JPEG within its budget."""

from __future__ import annotations

import base64
import hashlib
import io
import random
from pathlib import Path

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from realme_desktop.config.settings import Settings
from realme_desktop.imaging.budget import PictureKind, base64_length, budget_for
from realme_desktop.imaging.prepare import Budget, PictureError, prepare, preview
from tests.imaging.files import BUDGET, corners, encoded, nearest, opened, png_chunk, quarters

KINDS: tuple[PictureKind, ...] = ("face", "document", "card")
UPRIGHT = ["red", "green", "blue", "yellow"]


def noise(width: int, height: int) -> Image.Image:
    return Image.frombytes("RGB", (width, height), random.Random(5).randbytes(width * height * 3))


# -- passes bit for bit -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        encoded(quarters()),
        encoded(quarters(), progressive=True, quality=60),
        encoded(quarters().convert("L")),
        encoded(quarters(), subsampling=0, restart_marker_rows=1),
    ],
)
def test_a_compliant_jpeg_passes_bit_for_bit(data: bytes) -> None:
    prepared = prepare(data, BUDGET)
    assert prepared.data == data
    assert (prepared.media_type, prepared.suffix) == ("image/jpeg", "jpg")
    assert (prepared.width, prepared.height) == (prepared.source_width, prepared.source_height) == (320, 200)
    assert prepared.sha256 == hashlib.sha256(data).hexdigest()
    assert prepared.source_bytes == len(data)
    assert prepared.hints == ()


@pytest.mark.parametrize("mode", ["RGB", "L", "P", "1"])
def test_a_compliant_png_passes_bit_for_bit(mode: str) -> None:
    data = encoded(quarters().convert(mode), "PNG")
    prepared = prepare(data, BUDGET)
    assert prepared.data == data
    assert (prepared.media_type, prepared.suffix) == ("image/png", "png")


def test_what_was_prepared_needs_no_more(tmp_path: Path) -> None:
    once = prepare(encoded(noise(3000, 2000), exif=_exif(6)), BUDGET)
    again = prepare(once.data, BUDGET)
    assert again.data == once.data
    path = tmp_path / "whatever.txt"
    path.write_bytes(once.data)
    assert prepare(path, BUDGET).data == once.data


# -- orientation and metadata -----------------------------------------------------------------------------


def _exif(orientation: int, kind: str = "JPEG") -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "SECRETMAKER"
    if kind != "TIFF":  # whose writer takes no sub-directory made by hand
        exif[0x8825] = {1: "N", 2: (31.0, 14.0, 0.0)}
    return exif


# How a camera stores an upright scene under each EXIF orientation.
_STORED = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


@pytest.mark.parametrize(
    ("kind", "size"),
    [
        ("JPEG", (320, 200)),
        ("JPEG", (3200, 2000)),  # scaled while it is decoded
        ("PNG", (320, 200)),
        ("WEBP", (320, 200)),
        ("TIFF", (320, 200)),
        ("TIFF", (2000, 1250)),
    ],
)
@pytest.mark.parametrize("orientation", _STORED)
def test_every_orientation_is_turned_upright(orientation: int, kind: str, size: tuple[int, int]) -> None:
    turn = _STORED[orientation]
    stored = quarters(*size) if turn is None else quarters(*size).transpose(turn)
    prepared = prepare(encoded(stored, kind, exif=_exif(orientation, kind)), BUDGET)
    assert corners(prepared.data) == UPRIGHT
    assert (prepared.source_width, prepared.source_height) == size
    assert prepared.width / prepared.height == pytest.approx(1.6, abs=0.01)
    assert opened(prepared.data).size == (prepared.width, prepared.height)
    assert corners(preview(encoded(stored, kind, exif=_exif(orientation, kind)), 96)) == UPRIGHT


def test_an_orientation_that_is_nonsense_is_none() -> None:
    for orientation in (0, 9, 65535):
        assert corners(prepare(encoded(quarters(), exif=_exif(orientation)), BUDGET).data) == UPRIGHT


def _with_metadata() -> dict[str, bytes]:
    plain = encoded(quarters())
    png = encoded(quarters(), "PNG")
    text = PngImagePlugin.PngInfo()
    text.add_text("Author", "SECRETMAKER")
    text.add_itxt("XML:com.adobe.xmp", "<x>SECRETMAKER</x>", zip=False)
    xmp = b"http://ns.adobe.com/xap/1.0/\0<x>SECRETMAKER</x>"
    return {
        "exif": encoded(quarters(), exif=_exif(1)),
        "comment": encoded(quarters(), comment=b"SECRETMAKER"),
        "xmp": plain[:2] + b"\xff\xe1" + (len(xmp) + 2).to_bytes(2, "big") + xmp + plain[2:],
        "iptc": plain[:2] + b"\xff\xed\x00\x0dSECRETMAKER" + plain[2:],
        "after the end": plain + b"SECRETMAKER",
        "a second picture": plain + encoded(quarters(), comment=b"SECRETMAKER"),
        "png text": encoded(quarters(), "PNG", pnginfo=text),
        "png time": png[:33] + png_chunk(b"tEXt", b"k\0SECRETMAKER") + png[33:],
        "png after the end": png + b"SECRETMAKER",
        "tiff": encoded(quarters(), "TIFF", exif=_exif(1, "TIFF")),
        "webp": encoded(quarters(), "WEBP", exif=_exif(1), xmp=b"<x>SECRETMAKER</x>"),
        "gif": encoded(quarters(), "GIF", comment=b"SECRETMAKER"),
        "phone pair": encoded(
            quarters(), "MPO", save_all=True, append_images=[quarters(64, 40)], exif=_exif(1)
        ),
    }


@pytest.mark.parametrize("case", _with_metadata())
def test_all_metadata_is_gone(case: str) -> None:
    data = _with_metadata()[case]
    assert b"SECRETMAKER" in data
    prepared = prepare(data, BUDGET)
    assert b"SECRETMAKER" not in prepared.data
    assert prepared.suffix == "jpg"
    assert corners(prepared.data) == UPRIGHT
    image = opened(prepared.data)
    assert not image.getexif()
    assert {"comment", "xmp", "icc_profile"}.isdisjoint(image.info)
    assert b"SECRETMAKER" not in preview(data, 64)
    assert prepared.hints == ()


# -- colours ----------------------------------------------------------------------------------------------


def test_a_colour_profile_is_converted_to_srgb() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert corners(prepare(encoded(quarters(), icc_profile=srgb), BUDGET).data) == UPRIGHT
    # A profile for another colour space, or none at all, is passed over.
    assert corners(prepare(encoded(quarters(), icc_profile=lab), BUDGET).data) == UPRIGHT
    assert corners(prepare(encoded(quarters(), icc_profile=b"no profile"), BUDGET).data) == UPRIGHT


def test_a_swapped_profile_shows_that_profiles_are_used() -> None:
    """sRGB with its red and blue primaries exchanged: a reader that ignores profiles sees the colours
    swapped.
    """
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    places = {}
    for number in range(int.from_bytes(profile[128:132], "big")):
        at = 132 + 12 * number
        places[bytes(profile[at : at + 4])] = at
    red, blue = places[b"rXYZ"], places[b"bXYZ"]
    profile[red + 4 : red + 12], profile[blue + 4 : blue + 12] = (
        profile[blue + 4 : blue + 12],
        profile[red + 4 : red + 12],
    )
    swapped = Image.merge("RGB", quarters().split()[::-1])
    prepared = prepare(encoded(swapped, quality=95, icc_profile=bytes(profile)), BUDGET)
    assert corners(prepared.data) == UPRIGHT
    assert "icc_profile" not in opened(prepared.data).info


@pytest.mark.parametrize("kind", ["JPEG", "TIFF"])
def test_print_colours_are_converted(kind: str) -> None:
    prepared = prepare(encoded(quarters().convert("CMYK"), kind), BUDGET)
    assert opened(prepared.data).mode == "RGB"
    assert corners(prepared.data) == UPRIGHT


@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
@pytest.mark.parametrize("level", [0, 0x4000, 0x8000, 0xFFFF])
def test_sixteen_bits_become_eight(kind: str, level: int) -> None:
    prepared = prepare(encoded(Image.new("I;16", (200, 200), level), kind), BUDGET)
    pixel = opened(prepared.data).convert("L").getpixel((100, 100))
    assert pixel == pytest.approx(level >> 8, abs=1)
    assert prepared.suffix == "jpg"


def test_floating_point_is_stretched() -> None:
    image = Image.new("F", (200, 200), 0.25)
    image.paste(0.75, (100, 0, 200, 200))
    result = opened(prepare(encoded(image, "TIFF"), BUDGET).data).convert("L")
    assert result.getpixel((20, 20)) == pytest.approx(0, abs=2)
    assert result.getpixel((180, 20)) == pytest.approx(255, abs=2)
    prepare(encoded(Image.new("F", (200, 200), 7.0), "TIFF"), BUDGET)


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "TIFF"])
def test_transparency_becomes_white(kind: str) -> None:
    image = quarters().convert("RGBA")
    image.paste((0, 0, 0, 0), (0, 0, 160, 100))
    prepared = prepare(encoded(image, kind), BUDGET)
    assert corners(prepared.data) == ["white", "green", "blue", "yellow"]


def test_transparency_of_palettes_and_greys_becomes_white() -> None:
    palette = quarters().quantize(8)
    index = palette.getpixel((5, 5))
    assert isinstance(index, int)
    for kind in ("PNG", "GIF"):
        prepared = prepare(encoded(palette, kind, transparency=index), BUDGET)
        assert corners(prepared.data) == ["white", "green", "blue", "yellow"]
    grey = Image.new("LA", (200, 200), (0, 0))
    assert corners(prepare(encoded(grey, "PNG"), BUDGET).data) == ["white"] * 4
    keyed = encoded(Image.new("RGB", (200, 200), (10, 20, 30)), "PNG", transparency=(10, 20, 30))
    assert corners(prepare(keyed, BUDGET).data) == ["white"] * 4


# -- formats ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["BMP", "WEBP", "TIFF", "GIF", "PNG", "JPEG"])
def test_formats_are_recognised_by_content(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "portrait.exe"
    path.write_bytes(encoded(quarters(), kind))
    assert corners(prepare(path, BUDGET).data) == UPRIGHT


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG", "TIFF"])
def test_of_several_frames_the_first_is_taken_and_that_is_said(kind: str) -> None:
    others = [Image.new("RGB", (320, 200), "black"), Image.new("RGB", (320, 200), "white")]
    options = {} if kind == "TIFF" else {"duration": 100}
    data = encoded(quarters(), kind, save_all=True, append_images=others, **options)
    prepared = prepare(data, BUDGET)
    assert corners(prepared.data) == UPRIGHT
    assert prepared.suffix == "jpg"
    (hint,) = prepared.hints
    assert "3" in hint.words.zh


def test_avif_is_read_where_pillow_can() -> None:
    assert corners(prepare(encoded(quarters(), "AVIF"), BUDGET).data) == UPRIGHT


# -- size -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((4000, 3000), (1600, 1200)),
        ((1601, 10), (1600, 10)),
        ((30, 9000), (5, 1600)),
        ((300, 200), (300, 200)),
    ],
)
def test_pictures_are_scaled_down_and_never_up(size: tuple[int, int], expected: tuple[int, int]) -> None:
    prepared = prepare(encoded(Image.new("RGB", size, "white"), comment=b"x"), BUDGET)
    assert (prepared.width, prepared.height) == expected == opened(prepared.data).size
    assert (prepared.source_width, prepared.source_height) == size


@pytest.mark.parametrize("budget_kb", [1024, 256, 64, 16, 4])
def test_the_budget_of_base64_is_kept(budget_kb: int) -> None:
    budget = Budget(budget_kb * 1024, 3 * 1024 * 1024, 1600, 100)
    prepared = prepare(encoded(noise(1600, 1200), "PNG"), budget)
    assert len(base64.b64encode(prepared.data)) == base64_length(len(prepared.data)) <= budget_kb * 1024
    assert prepared.hints == ()


def test_what_cannot_be_made_small_enough_is_refused() -> None:
    with pytest.raises(PictureError) as caught:
        prepare(encoded(noise(800, 600)), Budget(100, 200, 1600, 100))
    assert caught.value.code == "too_large"


def test_above_the_aim_and_below_the_limit_there_is_a_hint() -> None:
    prepared = prepare(encoded(noise(800, 600)), Budget(100, 100_000, 1600, 100))
    (hint,) = prepared.hints
    assert "KB" in hint.words.zh


def test_a_small_picture_gets_a_hint_and_passes() -> None:
    data = encoded(quarters(300, 90))
    prepared = prepare(data, BUDGET)
    assert prepared.data == data
    (hint,) = prepared.hints
    assert "90" in hint.words.zh
    assert "100" in hint.words.en


def test_budgets_come_from_the_settings() -> None:
    settings = Settings()
    face, document, card = (budget_for(kind, settings) for kind in KINDS)
    assert (face.max_base64_bytes, face.refuse_base64_bytes) == (1024 * 1024, 3 * 1024 * 1024)
    assert (face.min_side_warn, document.min_side_warn, card.min_side_warn) == (480, 300, 300)
    assert (face.max_side, document.max_side, card.max_side) == (1600, 2000, 1600)
    assert budget_for(None, settings) == document
    settings.set("picture.refuse_kb", 100)
    settings.set("picture.face_side", 800)
    assert budget_for("face", settings).refuse_base64_bytes == 1024 * 1024
    assert (budget_for("face", settings).max_side, budget_for("card", settings).max_side) == (800, 1600)


def test_a_preview_is_small(tmp_path: Path) -> None:
    path = tmp_path / "photo"
    path.write_bytes(encoded(quarters(3000, 1500)))
    image = opened(preview(path, 200))
    assert image.size == (200, 100)
    assert image.format == "JPEG"
    assert nearest(image.getpixel((5, 5))) == "red"  # type: ignore[arg-type]
    assert opened(preview(encoded(quarters()), 1000)).size == (320, 200)


def test_preparing_is_deterministic() -> None:
    data = encoded(noise(2000, 1000), "PNG")
    assert prepare(data, BUDGET) == prepare(io.BytesIO(data).getvalue(), BUDGET)
