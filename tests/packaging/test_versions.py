"""One version: from the tag, in the forms of the platforms, in order."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import pytest
from pytestqt.qtbot import QtBot

import realme_desktop

ROOT = Path(__file__).resolve().parents[2]
CONSTANT = realme_desktop.__version__
Recipe = Callable[[str], ModuleType]


@pytest.mark.parametrize(
    ("tag", "commits", "dirty", "constant", "public"),
    [
        ("v1.2.0", 0, False, "1.2.0", "1.2.0"),
        ("v1.2.0", 0, True, "1.2.0", "1.2.1.dev0+gabc.dirty"),
        ("v1.2.0", 3, False, "1.2.0", "1.2.1.dev3+gabc"),
        ("v1.2.0", 3, False, "1.3.0", "1.3.0.dev3+gabc"),
        (None, 40, False, "0.1.0", "0.1.0.dev40+gabc"),
        ("nightly", 2, False, "0.1.0", "0.1.0.dev2+gabc"),
    ],
)
def test_described(
    recipe: Recipe, tag: str | None, commits: int, dirty: bool, constant: str, public: str
) -> None:
    described = recipe("versions").describe(
        tag=tag, commits=commits, commit="abc", dirty=dirty, constant=constant
    )
    assert described == public


def test_forms(recipe: Recipe) -> None:
    version_class = recipe("versions").Version
    release = version_class(public="1.2.3", commit="abc", epoch=0)
    between = version_class(public="1.2.3.dev12+gabc", commit="abc", epoch=0)
    assert (release.debian, between.debian) == ("1.2.3", "1.2.3~dev12+gabc")
    assert release.windows == (1, 2, 3, 65535) > between.windows == (1, 2, 3, 12)
    assert between.file == "1.2.3.dev12-gabc"


@pytest.mark.skipif(shutil.which("dpkg") is None, reason="dpkg compares versions of Debian")
def test_debian_sorts_them(recipe: Recipe) -> None:
    version_class = recipe("versions").Version
    publics = ("0.9.0", "1.0.0.dev3+gfff", "1.0.0.dev12+gaaa", "1.0.0", "1.0.1.dev1+gccc")
    forms = [version_class(public=public, commit="", epoch=0).debian for public in publics]
    for lower, higher in pairwise(forms):
        assert (
            subprocess.run(["dpkg", "--compare-versions", lower, "lt", higher], check=False).returncode == 0
        )


def test_the_tag_decides(recipe: Recipe, tmp_path: Path) -> None:
    def git(*arguments: str) -> None:
        identity = ["-c", "user.name=a", "-c", "user.email=a@example.invalid", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", *identity, *arguments], cwd=tmp_path, check=True, capture_output=True)

    (tmp_path / "realme_desktop").mkdir()
    init = tmp_path / "realme_desktop" / "__init__.py"
    init.write_text('__version__ = "0.3.0"\n', encoding="utf-8")
    version_of = recipe("versions").version_of
    assert version_of(tmp_path).public == "0.3.0", "without version control the constant counts"
    git("init", "-q")
    git("add", ".")
    git("commit", "-q", "-m", "first")
    assert re.fullmatch(r"0\.3\.0\.dev1\+g[0-9a-f]{10}", version_of(tmp_path).public)
    git("tag", "v0.3.0")
    released = version_of(tmp_path)
    assert released.public == "0.3.0"
    assert len(released.commit) == 40 and released.epoch > 1_000_000_000
    init.write_text('__version__ = "0.3.0"\n# changed\n', encoding="utf-8")
    assert version_of(tmp_path).public.endswith(".dirty")
    assert version_of(tmp_path, commit_only=True).public == "0.3.0"


def test_there_is_one_place() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert "version" not in project["project"]
    assert project["project"]["dynamic"] == ["version"]
    assert project["tool"]["hatch"]["version"]["path"] == "realme_desktop/__init__.py"
    assert re.fullmatch(r"\d+\.\d+\.\d+", realme_desktop.__version__), (
        "the constant is a plain one in the source"
    )


def test_the_constant_is_not_behind_the_last_tag(recipe: Recipe) -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("no version control here")
    told = subprocess.run(
        ["git", "tag", "--list", "v[0-9]*"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    numbers = [tuple(map(int, tag[1:].split("."))) for tag in told if re.fullmatch(r"v\d+\.\d+\.\d+", tag)]
    constant = tuple(int(part) for part in CONSTANT.split("."))
    assert all(constant >= number for number in numbers)


def test_staging_writes_the_version_and_the_date(recipe: Recipe, tmp_path: Path) -> None:
    source, target = tmp_path / "source", tmp_path / "target"
    (source / "realme_desktop" / "__pycache__").mkdir(parents=True)
    (source / "realme_desktop" / "__init__.py").write_text('"""x"""\n\n__version__ = "0.3.0"\n')
    (source / "realme_desktop" / "__pycache__" / "old.pyc").write_bytes(b"")
    (source / "LICENSE").write_text("text")
    version = recipe("versions").Version(public="0.4.0.dev1+gabc", commit="abc", epoch=1_700_000_000)
    recipe("staging").stage(source, target, version)
    assert '__version__ = "0.4.0.dev1+gabc"' in (target / "realme_desktop" / "__init__.py").read_text()
    assert '__version__ = "0.3.0"' in (source / "realme_desktop" / "__init__.py").read_text()
    files = [path for path in target.rglob("*") if path.is_file()]
    assert sorted(path.name for path in files) == ["LICENSE", "__init__.py"]
    assert {int(path.stat().st_mtime) for path in files} == {1_700_000_000}


def test_windows_is_told(recipe: Recipe) -> None:
    version = recipe("versions").Version(public="1.2.3.dev4+gabc", commit="abcdef", epoch=0)
    text = recipe("windows_version").version_resource(version)
    compile(text, "version.txt", "eval")
    assert "filevers=(1, 2, 3, 4)" in text
    assert "StringStruct('ProductVersion', '1.2.3.dev4+gabc')" in text


def test_version_on_the_command_line() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "realme_desktop", "--version"],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    assert done.stdout.strip() == f"realme-desktop {realme_desktop.__version__}"


def test_the_window_tells_it(qtbot: QtBot) -> None:
    from realme_desktop.ui.help import HelpWindow

    window = HelpWindow([])
    qtbot.addWidget(window)
    window.show_page("about")
    page = window.tabs.currentWidget()
    assert page is not None and page.objectName() == "help.about"
    assert f"RealMe Desktop {realme_desktop.__version__}" in page.toPlainText()  # type: ignore[attr-defined]
