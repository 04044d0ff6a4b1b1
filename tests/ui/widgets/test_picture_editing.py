"""What the editor does, without its window: frames, edits with their undo, and how they are drawn."""

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QImage

from realme_desktop.imaging.edits import ID_CARD_ASPECT, Box, Edits, Quad
from realme_desktop.ui.widgets.picture_editor.session import EditSession, Mode, render
from realme_desktop.ui.widgets.picture_editor.shapes import corner_of, drawn, fitting_aspect, moved, resized
from realme_desktop.ui.widgets.undo import History

SIZE = (1200, 900)
places = st.floats(-0.5, 1.5, allow_nan=False)


def pixel_aspect(box: Box, size: tuple[int, int] = SIZE) -> float:
    return box.width * size[0] / (box.height * size[1])


def test_undo_and_redo_and_gestures():
    history = History(0)
    assert not history.undo() and not history.redo()
    history.put(1)
    for value in (2, 3, 4):
        history.put(value, "drag")
    assert history.now == 4
    assert history.undo() and history.now == 1, "one gesture is one step"
    assert history.redo() and history.now == 4
    history.end_gesture()
    history.put(5, "drag")
    assert history.undo() and history.now == 4
    assert not history.put(4)
    history.put(9)
    assert not history.can_redo
    assert history.discard() and history.now == 4
    assert not history.can_redo


def test_a_long_history_forgets_the_oldest_steps_but_not_the_beginning():
    history = History(-1)
    for value in range(500):
        history.put(value)
    while history.undo():
        pass
    assert history.now == history.first == -1


@given(places, places, st.sampled_from(range(4)), st.sampled_from([None, ID_CARD_ASPECT, 0.75]))
def test_a_frame_that_is_dragged_anywhere_stays_in_the_picture_and_in_shape(x, y, corner, aspect):
    start = Box.of_aspect(aspect, SIZE, Box(0.2, 0.2, 0.8, 0.8)) if aspect else Box(0.2, 0.2, 0.8, 0.8)
    box = resized(start, corner, (x, y), aspect, SIZE)
    if aspect:
        assert pixel_aspect(box) == pytest.approx(aspect, rel=1e-6)
    across = corner_of(start, (corner + 2) % 4)
    assert (
        min(abs(across[0] - x) + abs(across[1] - y) for x, y in map(partial(corner_of, box), range(4))) < 1e-9
    )


@given(places, places)
def test_a_frame_is_moved_as_a_whole(right, down):
    box = moved(Box(0.2, 0.3, 0.6, 0.5), right, down)
    assert box.width == pytest.approx(0.4) and box.height == pytest.approx(0.2)


def test_a_frame_does_not_vanish():
    box = Box(0.1, 0.1, 0.5, 0.5)
    assert drawn((0.3, 0.3), (0.3, 0.3), None, SIZE, box) == box


def test_a_card_that_stands_is_straightened_standing():
    lying = Quad((0.1, 0.3), (0.9, 0.3), (0.9, 0.7), (0.1, 0.7))
    assert fitting_aspect(lying, SIZE, ID_CARD_ASPECT) == ID_CARD_ASPECT
    standing = Quad((0.4, 0.1), (0.6, 0.1), (0.6, 0.9), (0.4, 0.9))
    assert fitting_aspect(standing, SIZE, ID_CARD_ASPECT) == pytest.approx(1 / ID_CARD_ASPECT)
    assert fitting_aspect(standing, SIZE, None) is None


def test_the_session_turns_crops_straightens_and_takes_it_back():
    session = EditSession(Edits(), SIZE, ID_CARD_ASPECT)
    session.set_crop(session.crop_box())
    assert pixel_aspect(session.edits.crop) == pytest.approx(ID_CARD_ASPECT, rel=1e-6)
    session.turn(1)
    assert session.edits.quarter_turns == 1
    session.set_angle(3.0)
    session.set_angle(4.5)
    assert session.edits.angle == 4.5
    session.set_corners(Quad.around(Box(0.1, 0.2, 0.8, 0.9)))
    assert session.edits.angle == 0 and session.edits.crop is None and session.edits.corners
    for _ in range(3):
        session.history.undo()
    assert session.edits.quarter_turns == 0 and session.edits.crop is not None
    session.history.undo()
    assert session.edits == Edits()
    session.history.redo()
    session.start_over()
    assert session.edits == Edits()
    session.history.undo()
    assert session.edits.crop is not None


def test_a_free_crop_is_brought_into_shape_when_that_is_wanted():
    session = EditSession(Edits(), SIZE, 1.0)
    session.set_keep_aspect(False)
    assert session.crop_aspect is None
    session.set_crop(Box(0.1, 0.1, 0.9, 0.3))
    session.set_keep_aspect(True)
    assert pixel_aspect(session.edits.crop) == pytest.approx(1.0)


def test_pieces_of_a_page_are_pictures_of_their_own():
    session = EditSession(Edits(page=2), SIZE, None)
    session.mode = Mode.CUT
    session.pieces = (Box(0, 0, 1, 0.4), Box(0, 0.5, 1, 1))
    session.swap_pieces()
    assert [edits.crop for edits in session.piece_edits()] == [Box(0, 0.5, 1, 1), Box(0, 0, 1, 0.4)]
    assert all(edits.page == 2 for edits in session.piece_edits())
    session.turn(1)
    assert session.pieces[1] == Box(0, 0, 1, 0.4).turned()


@pytest.mark.parametrize(
    ("edits", "size", "corner"),
    [
        (Edits(), (40, 20), "red"),
        (Edits(quarter_turns=1), (20, 40), "blue"),
        (Edits(quarter_turns=2), (40, 20), "green"),
        (Edits(quarter_turns=3), (20, 40), "yellow"),
        (Edits(corners=Quad((1, 0), (1, 1), (0, 1), (0, 0))), (20, 40), "yellow"),
        (Edits(crop=Box(0.5, 0, 1, 1)), (20, 20), "yellow"),
    ],
)
def test_what_is_drawn_lies_as_what_is_sent(edits, size, corner):
    """Red and yellow above, blue and green below; the top left tells how it lies."""
    base = QImage(40, 20, QImage.Format.Format_RGB32)
    for x in range(40):
        for y in range(20):
            name = ("red", "yellow")[x >= 20] if y < 10 else ("blue", "green")[x >= 20]
            base.setPixelColor(x, y, QColor(name))
    seen = render(base, edits)
    assert (seen.width(), seen.height()) == size
    assert seen.pixelColor(4, 4).name() == QColor(corner).name()
