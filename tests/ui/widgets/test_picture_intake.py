"""What file managers, browsers and chat programs put on the clipboard, and what is made of it."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QMimeData, QUrl
from PySide6.QtGui import QColor, QImage

from realme_desktop.ui.resources import resource
from realme_desktop.ui.widgets.picture_intake import Absence, data_of, may_hold_pictures, read_mime

FACE = resource("samples/face-one.jpg")
DATA = FACE.read_bytes()
AS_TEXT = base64.b64encode(DATA).decode()
PNG = b"\x89PNG\r\n\x1a\n and so on"


def mime(**formats: bytes) -> QMimeData:
    made = QMimeData()
    for name, data in formats.items():
        made.setData(name.replace("__", "-").replace("_", "/"), QByteArray(data))
    return made


def pixels() -> QImage:
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    return image


def test_files_come_in_order_and_once(tmp_path):
    made = QMimeData()
    one, two = tmp_path / "背面 1.jpg", tmp_path / "正面 #2.jpg"
    made.setUrls([QUrl.fromLocalFile(str(path)) for path in (two, one, two)])
    assert read_mime(made).files == (two, one)


def test_a_uri_list_with_comments_as_file_managers_write_it(tmp_path):
    path = tmp_path / "a b.jpg"
    made = mime(text_uri__list=f"# from a scanner\r\nfile://{tmp_path}/a%20b.jpg\r\n".encode())
    assert read_mime(made).files == (path,)


def test_a_file_goes_before_the_copy_of_its_pixels(tmp_path):
    made = QMimeData()
    made.setUrls([QUrl.fromLocalFile(str(FACE))])
    made.setImageData(pixels())
    assert read_mime(made).files == (FACE,)


def test_the_bytes_of_a_picture_go_before_its_pixels_and_the_address():
    made = mime(image_png=PNG, text_html=b'<img src="https://bank.example/face.jpg">')
    made.setUrls([QUrl("https://bank.example/face.jpg")])
    found = read_mime(made)
    assert found.read is not None and found.read() == PNG
    assert found.at_once


@pytest.mark.parametrize(
    "html",
    [
        f'<p>hello</p><img alt="x" src="data:image/jpeg;base64,{AS_TEXT}">',
        f"<IMG SRC='data:image/jpeg;charset=x;base64,{AS_TEXT}'>",
        f"<img src=data:image/jpeg;base64,{AS_TEXT}>",
        f'<img src="https://tracker.example/1.gif"><img src="data:image/jpeg;base64,{AS_TEXT}">',
    ],
)
def test_a_picture_inside_html_is_taken(html):
    found = read_mime(mime(text_html=html.encode()))
    assert found.read is not None and found.read() == DATA


def test_pixels_become_a_png():
    made = QMimeData()
    made.setImageData(pixels())
    found = read_mime(made)
    assert found.read is not None and found.read().startswith(b"\x89PNG")


def test_a_file_that_chat_programs_name_in_html():
    found = read_mime(mime(text_html=b'<img src="file:///C:\\Users\\me\\Image.jpg">'))
    assert [path.name for path in found.files] == ["Image.jpg"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (f"file://{FACE}", ["face-one.jpg"]),
        (f'"{FACE}"', ["face-one.jpg"]),
        (f"{FACE}\n{FACE.with_name('b.png')}", ["face-one.jpg", "b.png"]),
        ("/not/a/picture.txt", []),
        ("just words", []),
        ("relative/face.jpg", []),
        ("", []),
    ],
)
def test_paths_as_text(text, names):
    made = QMimeData()
    made.setText(text)
    assert [path.name for path in read_mime(made).files] == names


@pytest.mark.parametrize("how", ["urls", "text", "html"])
def test_an_address_on_the_web_is_only_an_address(how):
    made = QMimeData()
    if how == "urls":
        made.setUrls([QUrl("https://bank.example/face.jpg")])
    elif how == "text":
        made.setText("https://bank.example/face.jpg")
    else:
        made.setHtml('<img src="//bank.example/face.jpg">')
    found = read_mime(made)
    assert found.absence is Absence.WEB and not found.files and found.read is None


def test_words_are_nothing():
    made = QMimeData()
    made.setText("say it with words")
    assert read_mime(made).absence is Absence.NOTHING
    assert not may_hold_pictures(made)


@pytest.mark.parametrize(
    ("address", "data"),
    [
        ("data:image/png;base64,AAEC", b"\0\1\2"),
        ("data:image/png;base64,AAE", b"\0\1"),
        ("data:image/png;base64,AA%0AEC", b"\0\1\2"),
        ("data:image/png;base64,*!", b""),
        ("data:,a%20b", b"a b"),
        ("data:image/png", b""),
    ],
)
def test_data_addresses(address, data):
    assert data_of(address) == data


def test_a_long_html_is_searched_quickly():
    import time

    html = "<img " + "x" * 1_000_000 + f'><img src="data:image/jpeg;base64,{AS_TEXT * 20}">'
    start = time.perf_counter()
    read_mime(mime(text_html=html.encode()))
    assert time.perf_counter() - start < 3


def test_a_path_object_is_made(tmp_path):
    made = QMimeData()
    made.setUrls([QUrl.fromLocalFile(str(tmp_path))])
    assert all(isinstance(path, Path) for path in read_mime(made).files)
