"""Whether two builds of one commit are the same, file by file."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

__all__ = ["compare", "differences"]

# None is known on Linux: docs/packaging.md says what may differ elsewhere, and why.
EXPECTED: tuple[str, ...] = ()


def differences(first: Path, second: Path) -> list[str]:
    """A line for each file that one lacks, or that differs."""
    found = []
    names = {path.relative_to(folder).as_posix() for folder in (first, second) for path in folder.rglob("*")}
    for name in sorted(names):
        one, other = first / name, second / name
        if not (one.exists() and other.exists()):
            found.append(f"{name}: only in the {'first' if one.exists() else 'second'}")
        elif one.is_file() and _digest(one) != _digest(other):
            found.append(f"{name}: differs")
        elif (one.lstat().st_mode, one.is_symlink()) != (other.lstat().st_mode, other.is_symlink()):
            found.append(f"{name}: other permissions")
    return found


def compare(first: Path, second: Path) -> bool:
    found = [line for line in differences(first, second) if not line.startswith(EXPECTED or "\0")]
    for line in found:
        print(f"package: {line}", file=sys.stderr)
    count = sum(path.is_file() for path in first.rglob("*"))
    print(
        f"package: two builds, {count} files: {f'{len(found)} differ' if found else 'all the same'}",
        file=sys.stderr,
    )
    return not found


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
