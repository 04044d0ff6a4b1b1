"""Looking into a picture: what is seen, by which key, and that linked views see the same part."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from realme_desktop.ui.widgets.picture_view import PictureView, View

ROOT = Path(__file__).resolve().parents[3]


def checked(width: int, height: int) -> QImage:
    """Every pixel unlike its neighbours, so that a blurred drawing shows."""
    even, odd = (b"\x00\xff" * width)[:width], (b"\xff\x00" * width)[:width]
    rows = b"".join(odd if y % 2 else even for y in range(height))
    return QImage(rows, width, height, width, QImage.Format.Format_Grayscale8).convertToFormat(
        QImage.Format.Format_RGB32
    )


@pytest.fixture
def pair(qtbot):
    window = QWidget()
    row = QHBoxLayout(window)
    row.setContentsMargins(0, 0, 0, 0)
    views = (PictureView(window), PictureView(window))
    for view in views:
        row.addWidget(view)
    window.resize(800, 400)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    QApplication.processEvents()
    yield views


def wheel(view: PictureView, notches: int, at: QPointF, modifiers=Qt.KeyboardModifier.NoModifier) -> bool:
    event = QWheelEvent(
        at, view.mapToGlobal(at), QPoint(), QPoint(0, 120 * notches), Qt.MouseButton.NoButton, modifiers,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    event.ignore()
    QApplication.sendEvent(view, event)
    return event.isAccepted()


def test_a_picture_is_fitted_then_shown_pixel_by_pixel(pair):
    view, _ = pair
    view.set_image(checked(1200, 900))
    assert view.percent() == round(100 * 396 / 900) or view.percent() < 50
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_1)
    assert view.percent() == 100
    seen = view.grab().toImage()
    middle = [seen.pixelColor(x, 200).value() for x in range(100, 140)]
    assert set(middle) == {0, 255}  # not one grey: each pixel of the picture is one of the screen
    QTest.keyClick(view, Qt.Key.Key_0)
    assert view.view() == View()


def test_fitted_a_large_picture_is_averaged_not_sampled(pair):
    view, _ = pair
    view.set_image(checked(1600, 1200))
    seen = view.grab().toImage()
    values = [seen.pixelColor(x, 200).value() for x in range(100, 200)]
    assert max(values) - min(values) < 60  # a moiré of black and white otherwise


def test_linked_views_show_the_same_part_of_pictures_of_different_size(pair):
    one, two = pair
    one.set_image(checked(1200, 900))
    two.set_image(checked(400, 300))
    one.link(two)
    one.zoom_by(3, QPointF(50, 80))
    assert two.view() == one.view()
    left, right = one.to_picture(QPointF(120, 90)), two.to_picture(QPointF(120, 90))
    assert left.x() / 1200 == pytest.approx(right.x() / 400, abs=0.01)
    two.setFocus()
    QTest.keyClick(two, Qt.Key.Key_Right)
    assert one.view() == two.view() != View()
    QTest.keyClick(two, Qt.Key.Key_M)
    assert one.view().lens is not None


def test_a_link_joins_whole_groups_and_forgets_the_dead(qtbot):
    from shiboken6 import delete

    one, two, three = PictureView(), PictureView(), PictureView()
    for view in (one, two, three):
        view.resize(200, 200)
        view.set_image(checked(40, 40))
    one.link(two)
    two.link(three)
    one.zoom_by(2)
    assert three.view() == one.view()
    delete(two)
    one.zoom_by(2)
    assert three.view() == one.view()
    for view in (one, three):
        view.deleteLater()


def test_the_wheel_zooms_at_the_pointer_only_when_in_use(pair):
    view, other = pair
    view.set_image(checked(800, 600))
    other.setFocus()
    at = QPointF(100, 150)
    assert not wheel(view, 1, at)
    assert view.view() == View()
    assert wheel(view, 3, at, Qt.KeyboardModifier.ControlModifier)
    view.fit()
    view.setFocus()
    view.zoom_by(2)
    before = view.to_picture(at)
    assert wheel(view, 2, at)
    after = view.to_picture(at)
    assert (before - after).manhattanLength() < 3


def test_dragging_and_double_clicking(pair):
    view, _ = pair
    view.set_image(checked(1600, 1200))
    QTest.mouseDClick(view, Qt.MouseButton.LeftButton, pos=QPoint(200, 200))
    assert view.percent() == 100
    before = view.to_picture(QPointF(200, 200))
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(200, 200))
    QTest.mouseMove(view, QPoint(150, 180))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(150, 180))
    after = view.to_picture(QPointF(150, 180))
    assert (before - after).manhattanLength() < 3
    QTest.mouseDClick(view, Qt.MouseButton.LeftButton, pos=QPoint(200, 200))
    assert view.view().zoom == 1.0


def test_the_picture_never_leaves_the_view_and_an_arrow_at_its_edge_is_nobodys(pair):
    view, _ = pair
    view.set_image(checked(800, 800))
    view.set_view(View(zoom=4.0, x=99.0, y=-99.0))
    corner = view.to_picture(QPointF(view.width(), 0))
    assert corner.x() == pytest.approx(800, abs=1)
    assert corner.y() == pytest.approx(0, abs=1)
    assert not view._arrow(1, 0)
    assert view._arrow(-1, 0)


def test_the_magnifier_shows_pixels_and_stays_inside(pair):
    view, _ = pair
    view.set_image(checked(1600, 1200))
    view.set_lens(True)
    seen = view.grab().toImage()
    centre = [seen.pixelColor(200 + x, 200).value() for x in range(-20, 20)]
    assert set(centre) == {0, 255}
    view.set_view(View(lens=(0.0, 0.0)))
    view.grab()
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_M)
    assert view.view().lens is None


def test_without_a_picture_it_says_so_and_takes_no_key(pair):
    view, _ = pair
    view.set_words("Nothing here")
    view.set_image(QImage())
    assert view.image() is None
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Plus)
    view.set_lens(True)
    assert view.view() == View()
    assert not view.grab().isNull()


_DENSE = """
from PySide6.QtWidgets import QApplication
app = QApplication(["test", "-style", "Fusion"])
from realme_desktop.ui.widgets.picture_view import PictureView
from tests.ui.widgets.test_picture_view import checked
view = PictureView()
view.resize(301, 203)
view.set_image(checked(1200, 900))
view.actual_size()
seen = view.grab().toImage()
assert seen.width() > 301, "the density was not taken on"
print(view.percent(), sorted({seen.pixelColor(x, 150).value() for x in range(50, 250)}))
"""


@pytest.mark.parametrize("factor", ["1.5", "2"])
def test_one_to_one_is_sharp_on_dense_screens(factor):
    """The density is the application's, so in a process of its own."""
    environment = {**os.environ, "QT_SCALE_FACTOR": factor, "QT_QPA_PLATFORM": "offscreen"}
    ended = subprocess.run(
        [sys.executable, "-c", _DENSE], env=environment, cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert ended.stdout.split(None, 1) == ["100", "[0, 255]\n"]
