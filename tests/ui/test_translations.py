"""Every string of the window has a Chinese translation, with the same placeholders, compiled and shipped."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

ROOT = Path(__file__).resolve().parents[2]
TS = ROOT / "resources" / "translations" / "realme_desktop_zh.ts"
TOOLS = Path(sys.executable).parent
SOURCES = [*sorted((ROOT / "realme_desktop" / "ui").rglob("*.py")), ROOT / "realme_desktop" / "app.py"]
PLACEHOLDER = re.compile(r"\{[^{}]*\}|%n|%\d")
MNEMONIC = re.compile(r"&(\w)")


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
        wanted = sorted(PLACEHOLDER.findall(source))
        wrong += [(context, source, text) for text in texts if sorted(PLACEHOLDER.findall(text)) != wanted]
    assert wrong == []


def test_mnemonics_stand_behind_the_words() -> None:
    """A Chinese word has no letter to underline: `&Order` is written `订单(&O)`, with the same key."""
    wrong = []
    for (context, source), texts in messages(TS).items():
        wanted = [f"(&{key.upper()})" for key in MNEMONIC.findall(source)]
        wrong += [
            (context, source, text)
            for text in texts
            if re.findall(r"\(&[A-Z0-9]\)", text) != wanted or text.count("&") != len(wanted)
        ]
    assert wrong == []


def chinese() -> Iterator[tuple[str, str]]:
    """Every Chinese sentence of the program, and where it stands."""
    for (context, _), texts in messages(TS).items():
        yield from ((context, text) for text in texts)
    for path in sorted((ROOT / "realme_desktop").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Text" and node.args:
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    yield f"{path.name}:{node.lineno}", first.value


# One term for one thing: what must not be said any more, and what is said in its place.
TERMS = {
    "脱敏": "遮盖", "打码": "遮盖", "答复": "应答", "钥匙串": "密钥环", "凭证": "凭据", "轮询": "查询",
    "分数": "分值",
}  # fmt: skip


def test_chinese_is_written_with_chinese_punctuation_and_without_shouting() -> None:
    wrong = []
    for place, text in chinese():
        plain = re.sub(r"“[^”]*”|\S+://\S+", "", text)
        if re.search(r"[\u4e00-\u9fff][,;:?!]|！", plain):
            wrong.append((place, text))
    assert wrong == []


def test_one_thing_has_one_name() -> None:
    words = [(place, text) for place, text in chinese() if not text.isascii()]
    assert [(place, text) for place, text in words for term in TERMS if term in text] == []


def calls(tree: ast.AST, names: tuple[str, ...] = ()) -> Iterator[tuple[ast.Call, str]]:
    """Every call of `tr` and `translate` with the name of the class that it stands in."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name in ("tr", "translate") and node.args:
                yield node, names[-1] if name == "tr" and names else ""
        yield from calls(node, (*names, node.name) if isinstance(node, ast.ClassDef) else names)


def test_no_string_hides_from_the_tool() -> None:
    """lupdate sees neither f-strings, nor what stands inside one, nor a context in a variable."""
    known = messages(TS)
    hidden = []
    for path in SOURCES:
        for call, name in calls(ast.parse(path.read_text(encoding="utf-8"))):
            given = [arg.value if isinstance(arg, ast.Constant) else None for arg in call.args[:2]]
            if getattr(call.func, "attr", getattr(call.func, "id", "")) == "tr":
                given.insert(0, name)
            if tuple(given[:2]) not in known:
                hidden.append(f"{path.relative_to(ROOT).as_posix()}:{call.lineno}: {ast.unparse(call)}")
    assert hidden == []


@pytest.mark.skipif(sys.platform == "win32", reason="the tool has another name there")
def test_the_file_knows_every_string_of_the_source(tmp_path: Path) -> None:
    fresh = tmp_path / "fresh.ts"
    subprocess.run(
        [
            TOOLS / "pyside6-lupdate", "-silent", "-locations", "none", *SOURCES,
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
