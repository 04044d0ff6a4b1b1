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

# Scenes that show something no other one here does.
CHOSEN = frozenset(
    {
        "first-look", "form-invalid", "form-121-getmoxieresetinput", "pictures-filled", "picture-editor",
        "picture-close-look", "camera", "result-hit", "result-faces", "result-raw", "report", "person",
        "palette", "tour-3", "settings-general", "settings-environments", "settings-records", "backup",
        "passphrase-refused", "help-start", "support",
    }
)  # fmt: skip
# English takes more room.
IN_ENGLISH = frozenset(
    {
        "first-look", "form-invalid", "picture-editor", "result-match", "result-hit", "report",
        "settings-general", "settings-environments", "settings-protection", "backup", "rescue-damaged",
    }
)  # fmt: skip
LATER = frozenset(
    {"pending-given-up", "history-about-usual", "statistics", "export", "first-run-90102", "notices"}
)
# Of the main window's scenes, those in which Tab is pressed; it is in the windows beside it each time.
WALKED = frozenset({"form-invalid", "pictures-filled", "result-raw", "person", "history-about-usual"})
WITH_LARGE_LETTERS = frozenset(
    {
        "first-look", "form-invalid-compact", "result-match", "history", "settings-general",
        "passphrase-refused", "report", "palette",
    }
)  # fmt: skip


@pytest.fixture(autouse=True)
def app() -> Iterator[QApplication]:
    """Afterwards it is as it was."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    font = app.font()
    yield app
    app.setFont(font)
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


async def test_lists_and_what_takes_longer(tmp_path: Path) -> None:
    await looked_at(LATER, tmp_path / "zh", "zh", "light", walk=True)
    await looked_at(
        LATER - {"statistics", "notices", "first-run-90102"}, tmp_path / "en", "en", "light", walk=False
    )


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_letters_of_twice_the_size(language: str, tmp_path: Path, app: QApplication) -> None:
    font = app.font()
    font.setPointSizeF(2 * font.pointSizeF())
    app.setFont(font)
    await looked_at(WITH_LARGE_LETTERS, tmp_path, language, "light", walk=False)


def test_every_scene_is_declared_once() -> None:
    names = [scene.name for scene in SCENES]
    assert len(names) == len(set(names)) and {scene.on for scene in SCENES} == set(SETS)
    chosen = CHOSEN | IN_ENGLISH | LATER | WITH_LARGE_LETTERS
    assert names_of(chosen) == chosen


def names_of(names: frozenset[str]) -> frozenset[str]:
    return names & {scene.name for scene in SCENES}
