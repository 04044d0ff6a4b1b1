"""The copy of the source tree that is built: tracked files only, with the version written in."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from versions import CONSTANT, Version

__all__ = ["dated", "environment", "stage"]

# Without version control: what belongs to the source, by name.
_TREES = ("realme_desktop", "resources", "packaging", "requirements", "docs", "tests")
_FILES = ("pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", "dev.py")


def stage(root: Path, target: Path, version: Version, *, commit: bool = False) -> None:
    """Copy the tree to `target`, which is emptied before. `commit`: as the commit has it; else with the
    changes of the work tree in it."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    if commit:
        packed = subprocess.run(
            ["git", "archive", version.commit], cwd=root, capture_output=True, check=True
        ).stdout
        subprocess.run(["tar", "-xf", "-", "-C", str(target)], input=packed, check=True)
    else:
        for name in _tracked(root):
            place = target / name
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(root / name, place)
    init = target / "realme_desktop" / "__init__.py"
    text, count = CONSTANT.subn(f'__version__ = "{version.public}"', init.read_text(encoding="utf-8"))
    if count != 1:
        raise ValueError("the version could not be written into the copy")
    init.write_text(text, encoding="utf-8", newline="\n")
    dated(target, version.epoch)


def _tracked(root: Path) -> list[str]:
    if (root / ".git").exists():
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, check=True).stdout
        return [name for name in listed.decode().split("\0") if name and (root / name).is_file()]
    found = [root / name for name in _FILES]
    for tree in _TREES:
        found += [path for path in (root / tree).rglob("*") if "__pycache__" not in path.parts]
    return sorted(path.relative_to(root).as_posix() for path in found if path.is_file())


def dated(folder: Path, epoch: int) -> None:
    """Give every file and folder the time of the commit and the modes that everybody has."""
    for path in sorted(folder.rglob("*"), reverse=True):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
            os.utime(path, (epoch, epoch))
        elif os.utime in os.supports_follow_symlinks:
            os.utime(path, (epoch, epoch), follow_symlinks=False)
    folder.chmod(0o755)
    os.utime(folder, (epoch, epoch))


def environment(version: Version) -> dict[str, str]:
    """For every tool of a build: nothing of this machine's locale, time or hash seed gets into what is
    made."""
    ours = ("LC_", "PYTHON", "REALME_")
    env = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return env | {
        "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "TZ": "UTC", "PYTHONHASHSEED": "1", "PYTHONUTF8": "1",
        "PYTHONDONTWRITEBYTECODE": "1", "SOURCE_DATE_EPOCH": str(version.epoch),
        "QT_QPA_PLATFORM": "offscreen",
    }  # fmt: skip
