"""The version of a build, from the tags of the checkout, in the forms that the platforms want.

The one place is the tag `vX.Y.Z`. Between tags, and where there is no version control (a source archive), the
constant `realme_desktop.__version__` says what is being worked towards. Staging writes what comes out of here
into that constant of the copy that is built, so that `--version`, the window, the wheel, the installers and
the properties of the files all say the same.
"""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

__all__ = ["CONSTANT", "Version", "describe", "version_of"]

CONSTANT = re.compile(r'^__version__ = "([^"]+)"$', re.MULTILINE)
_TAG = re.compile(r"v(\d+)\.(\d+)\.(\d+)")
_NO_DATE = 1_735_689_600  # 2025-01-01, for a source archive without version control


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """`public` as Python has it; `epoch` the time of the commit, the date of every file that is made."""

    public: str
    commit: str
    epoch: int

    @property
    def base(self) -> str:
        """X.Y.Z alone."""
        return re.split(r"\.dev|\+", self.public)[0]

    @property
    def debian(self) -> str:
        """Sorts as the public one does: `~` stands before nothing."""
        return self.public.replace(".dev", "~dev")

    @property
    def windows(self) -> tuple[int, int, int, int]:
        """Four numbers of 16 bits; the last one counts the commits since the tag, and a release has the
        highest."""
        major, minor, patch = (int(part) for part in self.base.split("."))
        found = re.search(r"\.dev(\d+)", self.public)
        return major, minor, patch, min(int(found[1]), 65_534) if found else 65_535

    @property
    def file(self) -> str:
        """For names of files."""
        return self.public.replace("+", "-")


def describe(*, tag: str | None, commits: int, commit: str, dirty: bool, constant: str) -> str:
    """The public version. `tag` is the last one before the commit, `commits` how many came since.

    >>> describe(tag="v1.2.0", commits=0, commit="abc", dirty=False, constant="1.2.0")
    '1.2.0'
    >>> describe(tag="v1.2.0", commits=3, commit="abc", dirty=False, constant="1.2.0")
    '1.2.1.dev3+gabc'
    >>> describe(tag=None, commits=40, commit="abc", dirty=True, constant="0.1.0")
    '0.1.0.dev40+gabc.dirty'
    """
    last = _numbers(tag)
    if last is not None and commits == 0 and not dirty:
        return ".".join(str(number) for number in last)
    wanted = tuple(int(number) for number in constant.split("."))
    if last is not None and wanted <= last:
        wanted = (last[0], last[1], last[2] + 1)
    local = f"g{commit}.dirty" if dirty else f"g{commit}"
    return f"{'.'.join(str(number) for number in wanted)}.dev{commits}+{local}"


def _numbers(tag: str | None) -> tuple[int, int, int] | None:
    found = _TAG.fullmatch(tag or "")
    return (int(found[1]), int(found[2]), int(found[3])) if found else None


def version_of(root: Path, *, commit_only: bool = False) -> Version:
    """The version of a source tree; `commit_only` leaves out what was changed since. Raises ValueError where
    the constant is not there."""
    text = (root / "realme_desktop" / "__init__.py").read_text(encoding="utf-8")
    found = CONSTANT.search(text)
    if found is None:
        raise ValueError("realme_desktop/__init__.py holds no __version__")
    constant = found[1]
    if not (root / ".git").exists():
        return Version(public=constant, commit="", epoch=_NO_DATE)
    commit = _git(root, "rev-parse", "--short=10", "HEAD")
    tag = (
        _git(root, "describe", "--tags", "--abbrev=0", "--match", "v[0-9]*.[0-9]*.[0-9]*", fails=True) or None
    )
    commits = int(_git(root, "rev-list", "--count", f"{tag}..HEAD" if tag else "HEAD"))
    dirty = not commit_only and bool(_git(root, "status", "--porcelain", "--untracked-files=no"))
    return Version(
        public=describe(tag=tag, commits=commits, commit=commit, dirty=dirty, constant=constant),
        commit=_git(root, "rev-parse", "HEAD"),
        epoch=int(_git(root, "log", "-1", "--format=%ct")),
    )


def _git(root: Path, *arguments: str, fails: bool = False) -> str:
    """`fails`: no tag is an answer, too."""
    done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, text=True, check=False)
    if done.returncode and not fails:
        raise ValueError(f"git {arguments[0]}: {done.stderr.strip()}")
    return done.stdout.strip() if done.returncode == 0 else ""
