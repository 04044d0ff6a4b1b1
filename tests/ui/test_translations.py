"""Every string of the window has a Chinese translation, with the same placeholders, compiled and shipped."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

ROOT = Path(__file__).resolve().parents[2]
TS = ROOT / "resources" / "translations" / "realme_desktop_zh.ts"
TOOLS = Path(sys.executable).parent
PLACEHOLDER = re.compile(r"\{[^{}]*\}|%n|%\d|&(?=\w)")


def messages(path: Path) -> dict[tuple[str, str], list[str]]:
    """(context, source) → the finished translations; empty when there is none."""
    found: dict[tuple[str, str], list[str]] = {}
    for context in ElementTree.parse(path).getroot().iter("context"):
        name = context.findtext("name") or ""
        for message in context.iter("message"):
            translation = message.find("translation")
            texts: list[str] = []
            if translation is not None and translation.get("type") is None:
                texts = [form.text or "" for form in translation.iter("numerusform")] or [
                    translation.text or ""
                ]
            found[name, message.findtext("source") or ""] = texts
    return found


def test_every_string_is_translated() -> None:
    missing = [key for key, texts in messages(TS).items() if not texts or not all(texts)]
    assert missing == []


def test_placeholders_survive_the_translation() -> None:
    wrong = []
    for (context, source), texts in messages(TS).items():
        wanted = sorted(found for found in PLACEHOLDER.findall(source) if found != "&")
        for text in texts:
            if sorted(found for found in PLACEHOLDER.findall(text) if found != "&") != wanted:
                wrong.append((context, source, text))
    assert wrong == []


@pytest.mark.skipif(sys.platform == "win32", reason="the tool has another name there")
def test_the_file_knows_every_string_of_the_source(tmp_path: Path) -> None:
    sources = [*sorted((ROOT / "realme_desktop" / "ui").rglob("*.py")), ROOT / "realme_desktop" / "app.py"]
    fresh = tmp_path / "fresh.ts"
    subprocess.run(
        [
            TOOLS / "pyside6-lupdate", "-silent", "-locations", "none", *sources,
            "-ts", fresh,
        ],
        check=True, capture_output=True, cwd=ROOT,
    )  # fmt: skip
    assert set(messages(fresh)) == set(messages(TS)), "run `dev.py translate`"


def test_the_compiled_file_is_the_current_one(tmp_path: Path) -> None:
    fresh = tmp_path / "fresh.qm"
    subprocess.run(
        [TOOLS / "pyside6-lrelease", "-silent", TS, "-qm", fresh], check=True, capture_output=True, cwd=ROOT
    )
    assert fresh.read_bytes() == TS.with_suffix(".qm").read_bytes(), "run `dev.py translate`"
