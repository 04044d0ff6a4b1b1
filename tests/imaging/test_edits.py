"""Edits are data: how they follow the picture, and what they make of real files."""

from __future__ import annotations

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from realme_desktop.catalog.model import Role
from realme_desktop.imaging.edits import (
    ID_CARD_ASPECT,
    Box,
    Edited,
    Edits,
    Quad,
    aspect_for,
)
from realme_desktop.imaging.prepare import PictureError, prepare, preview
from tests.imaging.files import BUDGET, corners, encoded, far_apart, opened, quarters, scene

SIZE = (400, 300)
CARD = Quad((0.1, 0.2), (0.8, 0.1), (0.9, 0.9), (0.2, 0.8))

fractions = st.integers(0, 20).map(lambda value: value / 20)


@st.composite
def boxes(draw: st.DrawFn) -> Box:
    left, right = sorted(draw(st.lists(fractions, min_size=2, max_size=2, unique=True)))
    top, bottom = sorted(draw(st.lists(fractions, min_size=2, max_size=2, unique=True)))
    return Box(left, top, right, bottom)


edits = st.builds(
    Edits,
    quarter_turns=st.integers(0, 3),
    corners=st.none() | st.just(CARD),
    aspect=st.none() | st.just(ID_CARD_ASPECT),
    angle=st.integers(-45, 45).map(float),
    crop=st.none() | boxes(),
)


# -- as data ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("box", [(0.5, 0, 0.5, 1), (0.6, 0, 0.4, 1), (-0.1, 0, 1, 1), (0, 0, 1, math.nan)])
def test_no_part_of_a_picture(box: tuple[float, float, float, float]) -> None:
    with pytest.raises(ValueError, match="no part"):
        Box(*box)


def test_corners_must_lie_like_a_card() -> None:
    a, b, c, d = CARD
    for order in itertools.permutations((a, b, c, d)):
        places = [(a, b, c, d).index(point) for point in order]
        clockwise = all((places[at] + 1) % 4 == places[(at + 1) % 4] for at in range(4))
        if clockwise:
            Quad(*order)
        else:
            with pytest.raises(ValueError, match="no card"):
                Quad(*order)
    with pytest.raises(ValueError, match="no card"):
        Quad(a, b, (1.2, 0.9), d)
    assert CARD.moved(2, (0.05, 0.05)) == CARD  # dragged through the others: it stops
    assert CARD.moved(2, (7, 0.95)).bottom_right == (1.0, 0.95)


@pytest.mark.parametrize("values", [{"angle": 46}, {"page": -1}, {"quarter_turns": 4}, {"angle": math.nan}])
def test_what_is_no_edit(values: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="no "):
        Edits(**values)  # type: ignore[arg-type]


@given(edits)
def test_four_turns_lead_back(made: Edits) -> None:
    turned = made.turned(4)
    assert (turned.crop, turned.corners, turned.quarter_turns) == (
        made.crop,
        made.corners,
        made.quarter_turns,
    )
    assert turned.aspect == (None if made.aspect is None else pytest.approx(made.aspect))
    assert made.turned(0) is made


@given(edits, fractions, fractions)
def test_a_turn_keeps_what_is_seen(made: Edits, x: float, y: float) -> None:
    """A place of the edited picture shows the same place of the original after it was turned with it."""
    before, after = made.mapping(SIZE), made.turned().mapping(SIZE)
    assert after.size == before.size[::-1]
    (width, height), (turned_width, turned_height) = before.size, after.size
    place = before.to_source(x * width, y * height)
    assert after.to_source((1 - y) * turned_width, x * turned_height) == pytest.approx(place, abs=1e-6)
    assert before.to_edited(*place) == pytest.approx((x * width, y * height), abs=1e-6)


@given(st.integers(-45, 45), st.integers(-45, 45))
def test_a_crop_stays_in_place_while_the_angle_changes(first: int, second: int) -> None:
    made = Edits(angle=float(first), crop=Box(0.4, 0.4, 0.6, 0.55))
    other = made.at_angle(float(second), SIZE)
    (width, height), (other_width, other_height) = made.output_size(SIZE), other.output_size(SIZE)
    assert (width, height) == pytest.approx((other_width, other_height), abs=1)
    middle = made.mapping(SIZE).to_source(width / 2, height / 2)
    assert other.mapping(SIZE).to_source(other_width / 2, other_height / 2) == pytest.approx(middle, abs=1.5)


def test_a_canvas_grows_so_that_nothing_is_cut_off() -> None:
    made = Edits(angle=30)
    width, height = made.output_size(SIZE)
    mapping = made.mapping(SIZE)
    for corner in ((0, 0), (400, 0), (400, 300), (0, 300)):
        x, y = mapping.to_edited(*corner)
        assert -1 <= x <= width + 1
        assert -1 <= y <= height + 1


def test_straightened_corners_become_a_rectangle_of_the_aspect() -> None:
    mapping = Edits(corners=CARD, aspect=ID_CARD_ASPECT).mapping(SIZE)
    width, height = mapping.size
    assert width / height == pytest.approx(ID_CARD_ASPECT, rel=0.01)
    for place, corner in zip(((0, 0), (width, 0), (width, height), (0, height)), CARD, strict=True):
        assert mapping.to_source(*place) == pytest.approx((corner[0] * 400, corner[1] * 300))


def test_aspects_of_what_is_photographed() -> None:
    assert aspect_for(Role.ID_FRONT_PICTURE) == ID_CARD_ASPECT == 85.6 / 54
    assert aspect_for(Role.FACE_PICTURE) == pytest.approx(0.81, abs=0.01)
    assert aspect_for(Role.LICENCE_PICTURE) is None
    box = Box.of_aspect(ID_CARD_ASPECT, (1000, 1000))
    assert (box.left, box.right) == (0, 1)
    assert box.width / box.height == pytest.approx(ID_CARD_ASPECT)
    narrow = Box.of_aspect(0.5, (1000, 500), Box(0, 0, 0.5, 1))
    assert (narrow.left + narrow.right) / 2 == pytest.approx(0.25)
    assert (narrow.width * 1000, narrow.height * 500) == pytest.approx((250, 500))


# -- on pictures ------------------------------------------------------------------------------------------

_TURNED = {
    1: ["blue", "red", "yellow", "green"],
    2: ["yellow", "blue", "green", "red"],
    3: ["green", "yellow", "red", "blue"],
}


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("turns", [1, 2, 3])
def test_quarter_turns_come_after_the_cameras_own(orientation: int, turns: int) -> None:
    stored = quarters()
    for step in _UNDONE[orientation]:
        stored = stored.transpose(step)
    exif = Image.Exif()
    exif[0x0112] = orientation
    prepared = prepare(encoded(stored, exif=exif), BUDGET, edits=Edits(quarter_turns=turns))
    assert corners(prepared.data) == _TURNED[turns]
    assert (prepared.width, prepared.height) == ((320, 200) if turns == 2 else (200, 320))
    assert (prepared.source_width, prepared.source_height) == (320, 200)


_T = Image.Transpose
_UNDONE = {
    1: (), 2: (_T.FLIP_LEFT_RIGHT,), 3: (_T.ROTATE_180,), 4: (_T.FLIP_TOP_BOTTOM,), 5: (_T.TRANSPOSE,),
    6: (_T.ROTATE_90,), 7: (_T.TRANSVERSE,), 8: (_T.ROTATE_270,),
}  # fmt: skip


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize(("size", "turns"), [((480, 300), 0), ((3000, 1800), 1)])
def test_a_crop_is_of_what_is_seen(orientation: int, size: tuple[int, int], turns: int) -> None:
    seen = scene(*size)
    stored = seen
    for step in _UNDONE[orientation]:
        stored = stored.transpose(step)
    exif = Image.Exif()
    exif[0x0112] = orientation
    edits = Edits(quarter_turns=turns, crop=Box(0.1, 0.25, 0.6, 0.75))
    prepared = prepare(encoded(stored, quality=95, exif=exif), BUDGET, edits=edits)
    expected = seen.transpose(_T.ROTATE_270) if turns else seen
    width, height = expected.size
    expected = expected.crop((width // 10, height // 4, width * 6 // 10, height * 3 // 4))
    assert max(prepared.width, prepared.height) == min(1600, max(expected.size))
    expected = expected.resize((prepared.width, prepared.height), Image.Resampling.LANCZOS)
    assert far_apart(opened(prepared.data), expected) < 5


@pytest.mark.parametrize("size", [(480, 300), (3000, 2000)])
def test_small_angles_turn_clockwise_on_white(size: tuple[int, int]) -> None:
    seen = scene(*size)
    prepared = prepare(encoded(seen, quality=95), BUDGET, edits=Edits(angle=7))
    width, height = prepared.width, prepared.height
    sent = opened(prepared.data)
    assert sent.getpixel((3, 3)) == pytest.approx((255, 255, 255), abs=6)
    expected = seen.rotate(-7, Image.Resampling.BICUBIC, expand=True, fillcolor="white")
    expected = expected.resize((width, height), Image.Resampling.LANCZOS)
    assert far_apart(sent, expected) < 8


@pytest.mark.parametrize("aspect", [None, ID_CARD_ASPECT])
def test_a_card_photographed_askew_is_straightened(aspect: float | None) -> None:
    """A scene laid into a photograph by its corners, then taken out of it again."""
    card = scene(856, 540)
    photo = Image.new("RGB", (2000, 1500), (90, 110, 90))
    into = Edits(corners=CARD).mapping((2000, 1500))
    scale_x, scale_y = 856 / into.size[0], 540 / into.size[1]
    a, b, c, d, e, f, g, h, i = into.inverse
    coefficients = [value / i for value in (
        a * scale_x, b * scale_x, c * scale_x, d * scale_y, e * scale_y, f * scale_y, g, h,
    )]  # fmt: skip
    laid = card.transform(
        photo.size,
        Image.Transform.PERSPECTIVE,
        coefficients,
        Image.Resampling.BICUBIC,
        fillcolor=(90, 110, 90),
    )
    prepared = prepare(encoded(laid, quality=95), BUDGET, edits=Edits(corners=CARD, aspect=aspect))
    if aspect is not None:
        assert prepared.width / prepared.height == pytest.approx(aspect, rel=0.01)
    expected = card.resize((prepared.width, prepared.height), Image.Resampling.LANCZOS)
    assert far_apart(opened(prepared.data), expected) < 10


def test_edits_of_a_cmyk_or_transparent_picture_end_on_white() -> None:
    for picture, kind in ((quarters().convert("CMYK"), "JPEG"), (quarters().convert("RGBA"), "PNG")):
        prepared = prepare(encoded(picture, kind), BUDGET, edits=Edits(angle=20))
        assert corners(prepared.data) == ["white"] * 4


def test_nothing_changed_still_passes_bit_for_bit() -> None:
    data = encoded(quarters())
    assert prepare(data, BUDGET, edits=Edits(crop=Box())).data == data
    assert prepare(Edited(data, Edits()), BUDGET).data == data


def test_an_edited_source_is_prepared_and_previewed_alike() -> None:
    edited = Edited(encoded(quarters()), Edits(quarter_turns=1))
    assert "bytes" in repr(edited)
    assert len(repr(edited)) < 200
    assert corners(prepare(edited, BUDGET).data) == _TURNED[1]
    assert corners(preview(edited, 100)) == _TURNED[1]
    assert corners(prepare(edited, BUDGET, edits=Edits(quarter_turns=2)).data) == _TURNED[2]


def test_a_crop_of_less_than_a_pixel_is_a_pixel() -> None:
    prepared = prepare(encoded(quarters(40, 30)), BUDGET, edits=Edits(crop=Box(0.5, 0.5, 0.501, 0.501)))
    assert (prepared.width, prepared.height) == (1, 1)
    assert prepared.hints[0].code == "small"


def test_a_page_that_is_not_there() -> None:
    with pytest.raises(PictureError) as caught:
        prepare(encoded(quarters()), BUDGET, edits=Edits(page=1))
    assert caught.value.code == "no_page"
    assert "2" in caught.value.words.en
