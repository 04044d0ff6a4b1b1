"""The guides within the program: there in both languages, searched, and never from anywhere else."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QTextDocument
from pytestqt.qtbot import QtBot

from realme_desktop.catalog.chapters import page_name
from realme_desktop.catalog.registry import GROUPS
from realme_desktop.ui.guide import GuidePage, page_path
from realme_desktop.ui.help import HelpWindow
from realme_desktop.ui.language import set_language
from realme_desktop.ui.resources import page_folder

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "packaging"))

PAGES = ("user-guide", "troubleshooting", "api", "services", *map(page_name, GROUPS))


@pytest.mark.parametrize("code", ["zh", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_each_page_is_there_in_the_language_of_the_window(name: str, code: str, qtbot: QtBot) -> None:
    set_language(code)
    assert page_path(name).name == f"{name}.{code}.md"
    page = GuidePage(name)
    qtbot.addWidget(page)
    text = page.browser.toPlainText()
    assert len(text) > 500 and "](" not in text and "|---" not in text


def test_nothing_is_loaded_from_elsewhere(qtbot: QtBot, tmp_path: Path) -> None:
    page = GuidePage("user-guide")
    qtbot.addWidget(page)
    outside = tmp_path / "secret.png"
    outside.write_bytes(b"x")
    kind = QTextDocument.ResourceType.ImageResource.value
    for address in ("https://example.com/a.png", outside.as_uri(), "../pyproject.toml", "/etc/passwd"):
        assert page.browser.loadResource(kind, QUrl(address)) is None, address
    before = page.browser.toPlainText()
    page._follow(QUrl("https://example.com/"))
    assert page.browser.toPlainText() == before


def test_a_link_leads_to_the_other_page(qtbot: QtBot) -> None:
    window = HelpWindow([])
    qtbot.addWidget(window)
    window.show_page("troubleshooting")
    page = window.findChild(GuidePage)
    assert page is not None
    page._follow(QUrl("user-guide.zh.md"))
    assert window.tabs.currentIndex() == window._pages["user-guide"]


def test_the_pages_of_the_services_lead_to_each_other(qtbot: QtBot) -> None:
    set_language("zh")
    window = HelpWindow([])
    qtbot.addWidget(window)
    window.show_page("services")
    place = window._pages["services"]
    page = window.tabs.widget(place).findChild(GuidePage)
    assert page is not None
    page._follow(QUrl("services-face.zh.md"))
    assert window.tabs.currentIndex() == place
    assert "105" in page.browser.toPlainText() and "104" not in page.browser.toPlainText()
    page._follow(QUrl("services.zh.md"))
    assert "104" in page.browser.toPlainText()
    window.show_page("services-bank", at="102 ")
    assert page.name == "services-bank"
    page._follow(QUrl("sandbox.md"))
    assert window.tabs.currentIndex() == 2  # the sandbox's inputs have a page of their own


def test_a_word_is_found(qtbot: QtBot) -> None:
    set_language("en")
    page = GuidePage("troubleshooting")
    qtbot.addWidget(page)
    page.find_line.setText("90103")
    assert page.browser.textCursor().selectedText() == "90103"
    page.find_line.setText("no such word here")
    assert page._said.text()


def test_the_pages_are_shipped() -> None:
    from contents import DATA_FOLDERS

    assert ("docs", "realme_desktop/docs") in DATA_FOLDERS
    assert (page_folder() / "troubleshooting.zh.md").is_file()
    project = (Path(__file__).resolve().parents[2] / "pyproject.toml").read_text(encoding="utf-8")
    assert '"docs" = "realme_desktop/docs"' in project
