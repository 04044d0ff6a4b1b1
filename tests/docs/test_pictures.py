"""The pictures of the guides: each is there, small, and made from a scene of the real program."""

from __future__ import annotations

import re

import pytest

from realme_desktop.catalog.text import Language
from tests.docs.test_pages import GUIDES, LANGUAGES, read
from tests.ui.scenes.listed import SCENES
from tests.ui.scenes.pictures import FOLDER, LARGEST, PICTURES, file_of

PAGES = FOLDER.parent


def named() -> set[str]:
    """File names of the pictures that a page or the front page shows."""
    pages = [*sorted(PAGES.glob("*.md")), PAGES.parent / "README.md"]
    found = (re.findall(r"!\[[^\]]*\]\(([^)]+)\)", page.read_text(encoding="utf-8")) for page in pages)
    return {name.removeprefix("docs/") for names in found for name in names}


def test_every_picture_is_there_and_none_is_left_over() -> None:
    declared = {file_of(name, language).name for name in PICTURES for language in LANGUAGES}
    assert {file.name for file in FOLDER.iterdir()} == declared
    assert named() == {f"pictures/{name}" for name in declared}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_guide_shows_the_pictures_of_its_language_with_words_for_them(language: Language) -> None:
    shown = re.findall(r"!\[([^\]]+)\]\(pictures/([^)]+)\)", read(GUIDES[language]))
    assert [file for _, file in shown] == [file_of(name, language).name for name in PICTURES]


def test_they_are_small_and_can_be_made() -> None:
    sizes = {file.name: file.stat().st_size for file in FOLDER.iterdir()}
    assert all(size <= LARGEST for size in sizes.values()), sizes
    assert sum(sizes.values()) <= 1_000_000, "they come with every package"
    assert set(PICTURES.values()) <= {scene.name for scene in SCENES if scene.on != "production"}
