"""Every file of resources/ is found: from source, from the wheel, and in what lies packaged in dist/."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

from realme_desktop.ui.resources import icon_names, resource

ROOT = Path(__file__).resolve().parents[2]
RESOURCES = ROOT / "resources"
Recipe = Callable[[str], ModuleType]


def files() -> list[str]:
    tracked = subprocess.run(
        ["git", "ls-files", "resources"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.split("\n")
    found = [name.removeprefix("resources/") for name in tracked if name and (ROOT / name).is_file()]
    return found or [p.relative_to(RESOURCES).as_posix() for p in RESOURCES.rglob("*") if p.is_file()]


def test_in_the_source() -> None:
    for name in files():
        assert resource(name).read_bytes() == (RESOURCES / name).read_bytes()
    assert "realme-desktop" in icon_names()


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Built by the packaging environment, or by this one where hatchling is in it; it needs no network."""
    candidates = [ROOT / ".venv-package" / "bin" / "python", Path(sys.executable)]
    for python in candidates:
        if not python.exists():
            continue
        has = subprocess.run([str(python), "-c", "import hatchling"], capture_output=True, check=False)
        if has.returncode == 0:
            folder = tmp_path_factory.mktemp("wheel")
            subprocess.run(
                [str(python), "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
                cwd=ROOT, capture_output=True, check=True,
            )  # fmt: skip
            yield next(folder.glob("*.whl"))
            return
    pytest.skip("hatchling is not here: `python3 dev.py package` makes the environment that has it")


def test_in_the_wheel(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        for name in files():
            assert archive.read(f"realme_desktop/resources/{name}") == (RESOURCES / name).read_bytes()
        modules = {p.relative_to(ROOT).as_posix() for p in (ROOT / "realme_desktop").rglob("*.py")}
        tracked = subprocess.run(
            ["git", "ls-files", "realme_desktop"], cwd=ROOT, capture_output=True, text=True, check=False
        ).stdout.split("\n")
        assert modules & set(tracked) <= names
        assert not any(name.startswith(("tests/", "bench/", "packaging/")) for name in names)


@pytest.mark.timeout(120)
def test_the_wheel_works_where_only_it_is(wheel: Path, tmp_path: Path) -> None:
    """Unpacked into a folder of its own, away from the source tree: what pip does with it."""
    installed = tmp_path / "installed"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(installed)
    env = os.environ | {"PYTHONPATH": str(installed), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-P", "-m", "realme_desktop", "smoke-test"],
        cwd=tmp_path, env=env, capture_output=True, text=True, check=False, timeout=100,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    where = subprocess.run(
        [sys.executable, "-P", "-c", "import realme_desktop; print(realme_desktop.__file__)"],
        cwd=tmp_path, env=env, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert where.stdout.startswith(str(installed))


def frozen() -> Path:
    folder = ROOT / "dist" / "realme-desktop" / "_internal" / "realme_desktop" / "resources"
    if not folder.is_dir():
        pytest.skip("nothing is packaged in dist/: `python3 dev.py package`")
    return folder


def test_in_the_frozen_program(recipe: Recipe) -> None:
    """The bill of the folder that was packaged; what was added to the source since is not asked for."""
    folder = frozen()
    built = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    source = ROOT / "build" / "package" / "source" / "resources"
    if source.is_dir():
        assert built == {p.relative_to(source).as_posix() for p in source.rglob("*") if p.is_file()}
    assert "icons/realme-desktop.svg" in built
    told = (ROOT / "dist" / "realme-desktop" / "files.sha256").read_text(encoding="utf-8")
    assert told == recipe("artefacts").digests(ROOT / "dist" / "realme-desktop", ("files.sha256",))
