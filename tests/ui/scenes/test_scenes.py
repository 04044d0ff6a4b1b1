"""No text is cut off and nothing is out of reach, in the scenes that hold most of the parts there are. All of
them in every variant: `python3 dev.py screenshots --check --reach`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from realme_desktop.ui.theme import apply_theme

from .listed import SCENES, by_set
from .metrics import cut_off
from .reach import out_of_reach
from .stage import SETS, staged

# For each set of scenes those that show something no other one here does.
CHOSEN = frozenset(
    {
        "first-look", "form-invalid", "form-102-cardcheck", "form-121-getmoxieresetinput", "pictures-filled",
        "picture-editor", "picture-close-look", "camera", "result-match", "result-hit", "result-faces",
        "result-loans", "result-raw", "report", "person", "palette", "tour-3", "settings-general",
        "settings-environments", "settings-protection", "settings-records", "backup", "passphrase-refused",
        "help-start", "support", "rescue-damaged", "guided-90103", "guided-change",
    }
)  # fmt: skip
# Of the main window's scenes, those in which Tab is pressed; it is in the windows beside it each time.
WALKED = frozenset({"form-invalid", "pictures-filled", "result-raw", "person", "history-about-usual"})
IN_ENGLISH = CHOSEN - {"picture-close-look", "camera", "help-start", "support"}
LATER = frozenset(
    {"pending-given-up", "history-about-usual", "statistics", "export", "first-run-90102", "notices"}
)


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    yield
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply_theme(app, "light")


async def looked_at(names: frozenset[str], folder: Path, language: str, theme: str, *, walk: bool) -> None:
    found: list[str] = []
    for on, scenes in by_set(tuple(scene for scene in SCENES if scene.name in names)):
        async with staged(on, folder / on, language=language, theme=theme) as stage:
            for scene in scenes:
                picture = await stage.play(scene)
                said = cut_off(picture)
                if walk and (picture is not stage.main or scene.name in WALKED):
                    await stage.in_front(picture)
                    said += out_of_reach(picture)
                found += [f"{scene.name}: {words}" for words in said]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("names", "language", "theme"), [(CHOSEN, "zh", "light"), (IN_ENGLISH, "en", "dark")]
)
async def test_texts_have_room_and_parts_are_reached(
    names: frozenset[str], language: str, theme: str, tmp_path: Path
) -> None:
    await looked_at(names, tmp_path, language, theme, walk=language == "zh")


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_lists_and_what_takes_longer(language: str, tmp_path: Path) -> None:
    await looked_at(LATER, tmp_path, language, "light", walk=language == "zh")


def test_every_scene_is_declared_once() -> None:
    names = [scene.name for scene in SCENES]
    assert len(names) == len(set(names)) and {scene.on for scene in SCENES} == set(SETS)
    assert names_of(CHOSEN | LATER) == CHOSEN | LATER


def names_of(names: frozenset[str]) -> frozenset[str]:
    return names & {scene.name for scene in SCENES}
