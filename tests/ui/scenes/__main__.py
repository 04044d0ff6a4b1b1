"""Every window, pane, dialog and state as pictures, from the real program: `python3 dev.py screenshots`.

Into screenshots/scenes/<language>-<theme>-<scale>/<scene>.png. One process plays one scale: `100`, `200` (a
screen of twice the density, of which a window sees half as much) or `text` (letters of twice the size).
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from fnmatch import fnmatch
from pathlib import Path

from .pictures import PICTURES, file_of, keep

__all__ = ["FOLDER", "main"]

FOLDER = Path(__file__).resolve().parents[3] / "screenshots" / "scenes"
LANGUAGES, SCALES = ("zh", "en"), ("100", "200", "text")
THEMES = ("light", "dark", "contrast-light", "contrast-dark")


def _arguments(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="dev.py screenshots", description=__doc__)
    parser.add_argument(
        "scenes", nargs="*", metavar="SCENE", help="names, * stands for anything; default: all"
    )
    parser.add_argument("--language", choices=LANGUAGES, nargs="*", default=LANGUAGES)
    parser.add_argument("--theme", choices=THEMES, nargs="*", default=THEMES[:2])
    parser.add_argument("--scale", choices=SCALES, nargs="*", default=SCALES)
    parser.add_argument("--into", type=Path, default=FOLDER, metavar="FOLDER")
    parser.add_argument(
        "--check", action="store_true", help="tell every text that is cut off; 1 if there is one"
    )
    parser.add_argument("--reach", action="store_true", help="tell what the keyboard does not reach, too")
    parser.add_argument("--docs", action="store_true", help="make the pictures of the guide anew")
    parser.add_argument("--list", action="store_true", help="the names of all scenes")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str]) -> int:
    given = _arguments(arguments)
    if given.list:
        from .listed import SCENES

        sys.stdout.write("".join(f"{scene.name}\n" for scene in SCENES))
        return 0
    if given.docs:
        return _guide(given)
    if len(given.scale) == 1:
        return _play(given, given.scale[0])
    worst = 0
    for scale in given.scale:  # what Qt multiplies by is settled once for a process
        command = [sys.executable, "-m", "tests.ui.scenes", *arguments, "--scale", scale]
        worst = max(worst, subprocess.run(command, check=False).returncode)
    return worst


def _guide(given: argparse.Namespace) -> int:
    with tempfile.TemporaryDirectory(prefix="realme-pictures-") as place:
        given.scenes, given.theme, given.into = [*PICTURES.values()], ("light",), Path(place)
        failed = _play(given, "100")
        for name, scene in PICTURES.items():
            for language in given.language:
                target = file_of(name, language)
                size = keep(Path(place, f"{language}-light-100", f"{scene}.png"), target)
                sys.stdout.write(f"{target.name}: {size:,} bytes\n")
    return failed


def _screen(scale: str) -> Path:
    """A screen as people have one; without it Qt offers 800 × 800."""
    width, height = (3840, 2160) if scale == "200" else (1920, 1080)
    screen = {"name": "screen", "x": 0, "y": 0, "width": width, "height": height, "logicalDpi": 96, "dpr": 1}
    file = Path(tempfile.gettempdir(), f"realme-scenes-{scale}.json")
    file.write_text(json.dumps({"screens": [screen]}), encoding="utf-8")
    return file


def _play(given: argparse.Namespace, scale: str) -> int:
    os.environ.setdefault("QT_QPA_PLATFORM", f"offscreen:configfile={_screen(scale)}")
    if scale == "200":
        os.environ["QT_SCALE_FACTOR"] = "2"
    os.environ["REALME_DESKTOP_SITE_DIR"] = tempfile.gettempdir() + "/nothing"
    from PySide6.QtWidgets import QApplication

    from realme_desktop.app import make_application
    from realme_desktop.ui.loop import new_event_loop

    app = make_application(["realme-desktop"])
    if scale == "text":  # as a desktop is set whose letters are to be large
        font = app.font()
        font.setPointSizeF(2 * max(9.5, font.pointSizeF()))
        app.setFont(font)
    QApplication.setQuitOnLastWindowClosed(False)
    with asyncio.Runner(loop_factory=new_event_loop) as runner:
        return runner.run(_all(given, scale))


async def _all(given: argparse.Namespace, scale: str) -> int:
    from .listed import SCENES

    wanted = tuple(
        scene
        for scene in SCENES
        if not given.scenes or any(fnmatch(scene.name, name) for name in given.scenes)
    )
    began, count, found = time.monotonic(), 0, 0
    for language in given.language:
        for theme in given.theme:
            folder = given.into / f"{language}-{theme}-{scale}"
            folder.mkdir(parents=True, exist_ok=True)
            count += len(wanted)
            found += await _variant(given, wanted, language, theme, folder)
    sys.stdout.write(f"{count} pictures in {given.into} ({scale}), {time.monotonic() - began:.0f} s\n")
    if given.check or given.reach:
        sys.stdout.write(f"{found} findings ({scale})\n")
    return 1 if found else 0


async def _variant(
    given: argparse.Namespace, scenes: Sequence[object], language: str, theme: str, folder: Path
) -> int:
    from .listed import by_set
    from .metrics import cut_off
    from .stage import staged

    found = 0
    for on, chosen in by_set(tuple(scenes)):  # type: ignore[arg-type]
        with tempfile.TemporaryDirectory(prefix="realme-scenes-") as place:
            async with staged(on, Path(place), language=language, theme=theme) as stage:
                stage.played = given.docs  # without what the start of a session has to say
                for scene in chosen:
                    try:
                        picture = await stage.play(scene)
                    except (AssertionError, AttributeError, RuntimeError) as error:
                        sys.stdout.write(f"{folder.name} {scene.name}: did not come about: {error}\n")
                        found, picture = found + 1, stage.main
                    picture.grab().save(str(folder / f"{scene.name}.png"))
                    said = cut_off(picture) if given.check else []
                    if given.reach:
                        await stage.in_front(picture)
                        from .reach import out_of_reach

                        said += out_of_reach(picture)
                    for words in said:
                        sys.stdout.write(f"{folder.name} {scene.name}: {words}\n")
                    found += len(said)
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
