"""Two cards on one page: found as scanners and copiers give them, or refused in words."""

from __future__ import annotations

import pytest
from PIL import Image, ImageDraw

from realme_desktop.imaging.cutting import cut_page
from realme_desktop.imaging.edits import Box, Edited, Edits
from realme_desktop.imaging.prepare import PictureError, prepare
from realme_desktop.sandbox.samples import SAMPLES, sample_path
from tests.imaging.files import BUDGET, encoded, far_apart, opened, scene

A4 = (827, 1169)
PAPER = (250, 250, 248)
WIDTH, HEIGHT = 380, 240


def card(key: str) -> Image.Image:
    (found,) = (sample for sample in SAMPLES if sample.key == key)
    with Image.open(sample_path(found)) as image:
        return image.convert("RGB").resize((WIDTH, HEIGHT))


FRONT, BACK = card("id_front"), card("id_back")


def page(
    *cards: tuple[Image.Image, tuple[int, int]],
    size: tuple[int, int] = A4,
    paper: tuple[int, int, int] = PAPER,
    angle: float = 0,
) -> Image.Image:
    whole = Image.new("RGB", size, paper)
    for image, place in cards:
        mask = Image.new("L", image.size, 255).rotate(angle, expand=True)
        whole.paste(image.rotate(angle, Image.Resampling.BICUBIC, expand=True), place, mask)
    return whole


def near(box: Box, place: tuple[int, int], size: tuple[int, int] = A4) -> bool:
    """Whether the box holds the card at `place` with little around it."""
    left, top = box.left * size[0] - place[0], box.top * size[1] - place[1]
    right, bottom = box.right * size[0] - place[0] - WIDTH, box.bottom * size[1] - place[1] - HEIGHT
    return all(-16 <= value <= 4 for value in (left, top)) and all(
        -4 <= value <= 16 for value in (right, bottom)
    )


def grainy(image: Image.Image) -> Image.Image:
    return Image.blend(image, Image.effect_noise(image.size, 40).convert("RGB"), 0.12)


def copied(image: Image.Image) -> Image.Image:
    """With a dark edge, and the sentence that is written across such copies."""
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, 7, image.height), fill=(60, 60, 60))
    draw.text((100, 1000), "copy for opening an account only, 2026-11-01 " * 2, fill="black")
    return image.convert("L").convert("RGB")


ONE, TWO = (150, 140), (190, 640)


@pytest.mark.parametrize(
    "whole",
    [
        page((FRONT, ONE), (BACK, TWO)),
        grainy(page((FRONT, ONE), (BACK, TWO))),
        copied(page((FRONT, ONE), (BACK, TWO))),
        page((FRONT, ONE), (BACK, TWO), paper=(40, 42, 45)),
    ],
    ids=["scan", "grain", "copy", "dark"],
)
def test_one_above_the_other(whole: Image.Image) -> None:
    first, second = cut_page(encoded(whole, quality=85))
    assert near(first, ONE), first
    assert near(second, TWO), second


def test_the_portrait_comes_first_where_it_can_be_told() -> None:
    first, second = cut_page(encoded(page((BACK, ONE), (FRONT, TWO))))
    assert near(first, TWO)
    assert near(second, ONE)


def test_side_by_side_and_turned() -> None:
    size = (1169, 827)
    places = ((80, 200), (620, 260))
    wide = page((FRONT, places[0]), (BACK, places[1]), size=size)
    for box, place in zip(cut_page(encoded(wide)), places, strict=True):
        assert near(box, place, size)
    # The page was laid on its side into the scanner: the boxes follow once it is turned upright.
    turned = encoded(wide.transpose(Image.Transpose.ROTATE_90))
    edits = Edits(quarter_turns=1)
    boxes = cut_page(Edited(turned, edits))
    assert boxes == cut_page(turned, edits=edits)
    for box, place in zip(boxes, places, strict=True):
        assert near(box, place, size)


def test_somewhat_askew() -> None:
    first, second = cut_page(encoded(page((FRONT, ONE), (BACK, TWO), angle=3)))
    assert first.bottom < second.top
    assert first.width * A4[0] > WIDTH
    assert second.height * A4[1] > HEIGHT


def test_what_is_cut_out_is_the_card() -> None:
    data = encoded(page((FRONT, ONE), (BACK, TWO)), quality=95)
    box, _ = cut_page(data)
    prepared = prepare(Edited(data, Edits(crop=box)), BUDGET)
    expected = FRONT.resize((prepared.width, prepared.height))
    assert far_apart(opened(prepared.data), expected) < 25


@pytest.mark.parametrize(
    "whole",
    [
        Image.new("RGB", A4, "white"),
        page((FRONT, ONE)),
        page((FRONT, ONE), (BACK, (170, 330))),  # one lies on the other
        page((FRONT, ONE), (BACK.resize((130, 82)), TWO)),
        page((FRONT, ONE), (BACK, (190, 460)), (FRONT, (150, 800))),
        scene(800, 600),
        Image.new("RGB", (3, 5)),
    ],
    ids=["blank", "one", "overlapping", "unlike", "three", "scene", "tiny"],
)
def test_anything_else_is_refused_in_words(whole: Image.Image) -> None:
    with pytest.raises(PictureError) as caught:
        cut_page(encoded(whole))
    assert caught.value.code == "two_cards"
    assert "裁剪" in caught.value.words.zh


def test_a_damaged_page_is_damaged() -> None:
    with pytest.raises(PictureError) as caught:
        cut_page(encoded(page((FRONT, ONE)))[:3000])
    assert caught.value.code == "damaged"
