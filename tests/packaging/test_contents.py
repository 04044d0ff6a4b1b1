"""The declared lists of packaging/contents.py against what the program really imports and reads."""

from __future__ import annotations

import ast
import importlib.util
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ROOT / "realme_desktop"
Recipe = Callable[[str], ModuleType]


def trees() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(PROGRAM.rglob("*.py")):
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def imported() -> set[str]:
    """Everything that the program imports by a statement, absolute names only."""
    names: set[str] = set()
    for _, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                names.update(alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                names.add(node.module)
                names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return names


def by_name() -> set[str]:
    """What it imports by `import_module(...)`: of a constant, or of what a loop takes from constants."""
    found = set()
    for path, tree in trees():
        loops = {
            node.target.id: [str(c.value) for c in node.iter.elts if isinstance(c, ast.Constant)]
            for node in ast.walk(tree)
            if isinstance(node, ast.For)
            and isinstance(node.target, ast.Name)
            and isinstance(node.iter, ast.Tuple)
        }
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            function = node.func
            called = function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")
            if called not in ("import_module", "__import__"):
                continue
            for text in spelt(node.args[0], loops):
                found.add(text or f"unknown, in {path.relative_to(ROOT).as_posix()}")
    return found


def spelt(node: ast.expr, loops: Mapping[str, list[str]]) -> list[str]:
    """Every text that the expression can be; an empty one where that can't be told."""
    if isinstance(node, ast.Constant):
        return [str(node.value)]
    if isinstance(node, ast.Name):
        return loops.get(node.id) or [""]
    if isinstance(node, ast.JoinedStr):
        texts = [""]
        for part in node.values:
            value = part.value if isinstance(part, ast.FormattedValue) else part
            pieces = spelt(value, loops)
            if pieces == [""]:
                return [""]
            texts = [text + piece for text in texts for piece in pieces]
        return texts
    return [""]


# The smoke test's keyring backends: PyInstaller's own hook for keyring collects all of them.
FOUND_OTHERWISE = {"unknown, in realme_desktop/smoke.py"}


def test_what_is_imported_by_name_is_declared(recipe: Recipe) -> None:
    declared = set(recipe("contents").HIDDEN_IMPORTS)
    assert by_name() - FOUND_OTHERWISE <= declared
    assert "realme_desktop.records.store" in by_name(), "the loop in app.py is understood"
    idle = {name for name in declared if name.startswith("realme_desktop.")} - by_name()
    assert not idle, f"declared, and imported by name nowhere: {idle}"


def test_each_hidden_import_is_there(recipe: Recipe) -> None:
    for name in recipe("contents").hidden(()):
        assert importlib.util.find_spec(name) is not None, f"{name} is declared and does not exist"


def test_nothing_that_the_program_imports_is_left_out(recipe: Recipe) -> None:
    contents = recipe("contents")
    optional = {module for extra in contents.EXTRAS.values() for module in extra.modules}
    for name in imported():
        for out in contents.EXCLUDED_MODULES:
            assert name != out and not name.startswith(f"{out}."), f"{name} is imported and left out"
    for module in optional:
        assert any(name == module or name.startswith(f"{module}.") for name in imported())


def test_the_extras_are_those_of_the_project(recipe: Recipe) -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    contents = recipe("contents")
    assert set(contents.EXTRAS) == set(project["optional-dependencies"])
    for extra in contents.EXTRAS.values():
        lock = (ROOT / "requirements" / f"{extra.lock}.txt").read_text(encoding="utf-8")
        assert "--hash=sha256:" in lock and "://" not in lock
    assert contents.excluded(["camera", "heic"]) == [
        name for name in contents.EXCLUDED_MODULES if name != "PySide6.QtNetwork"
    ]
    assert "pi_heif" in contents.excluded([])


@pytest.mark.parametrize(
    ("path", "stays"),
    [
        ("PySide6/Qt/plugins/platforms/libqxcb.so", True),
        ("PySide6/Qt/plugins/platforms/libqoffscreen.so", True),
        ("PySide6/Qt/plugins/platforms/libqwayland.so", True),
        ("PySide6/plugins/platforms/qwindows.dll", True),
        ("PySide6/Qt/plugins/printsupport/libcupsprintersupport.so", True),
        ("PySide6/Qt/plugins/imageformats/libqsvg.so", True),
        ("PySide6/Qt/plugins/imageformats/libqjpeg.so", True),
        ("PySide6/Qt/plugins/platformthemes/libqgtk3.so", False),
        ("PySide6\\plugins\\imageformats\\qpdf.dll", False),
        ("PySide6/Qt/plugins/tls/libqopensslbackend.so", False),
        ("PySide6/Qt/translations/qtbase_zh_CN.qm", True),
        ("PySide6/Qt/translations/qtbase_de.qm", False),
        ("realme_desktop/resources/translations/realme_desktop_zh.qm", True),
        ("stdnum/oui.dat", False),
        ("certifi/cacert.pem", True),
    ],
)
def test_what_stays(recipe: Recipe, path: str, stays: bool) -> None:
    assert recipe("contents").wanted(path) is stays


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing of the system is collected")
def test_libraries_of_the_system_stay_where_they_are(recipe: Recipe) -> None:
    own = recipe("contents").own
    prefixes = {"/opt/venv", "/opt/python"}
    assert own("/opt/venv/lib/python3.11/site-packages/PySide6/Qt/lib/libQt6Core.so.6", prefixes)
    assert own("/opt/python/lib/libpython3.11.so.1.0", prefixes)
    assert own("/usr/lib/x86_64-linux-gnu/libpython3.11.so.1.0", {"/usr"})
    assert not own("/usr/lib/x86_64-linux-gnu/libssl.so.3", prefixes)
    assert not own("/lib/x86_64-linux-gnu/libglib-2.0.so.0", {"/usr"})


def test_the_hooks_filter_what_pyinstaller_collects(recipe: Recipe) -> None:
    hooks = sorted((ROOT / "packaging" / "hooks").glob("hook-PySide6.*.py"))
    assert {path.name.split(".")[1] for path in hooks} == set(recipe("contents").HOOKED_QT)
    for path in hooks:
        compile(path.read_text(encoding="utf-8"), path.name, "exec")
        assert "wanted(" in path.read_text(encoding="utf-8")


def test_the_folders_of_data_are_all_that_the_program_reads(recipe: Recipe) -> None:
    for source, target in recipe("contents").DATA_FOLDERS:
        assert (ROOT / source).is_dir()
        assert target == f"realme_desktop/{source}"
    tops = {path.name for path in PROGRAM.rglob("*") if path.is_file() and path.suffix not in (".py", ".pyc")}
    assert tops == set(), "a file of data inside the package is in no list"


def test_the_specification_uses_the_lists() -> None:
    text = (ROOT / "packaging" / "realme-desktop.spec").read_text(encoding="utf-8")
    compile(text, "realme-desktop.spec", "exec")
    for name in ("DATA_FOLDERS", "hidden(extras)", "excluded(extras)", "wanted(", "own("):
        assert name in text
    assert "upx=False" in text and "upx=True" not in text
    assert "COLLECT(" in text and "exclude_binaries=True" in text, "a folder, not one file"
