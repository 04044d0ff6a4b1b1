"""The last steps of every build: signing by whatever the deployer has, and the list of digests."""

from __future__ import annotations

import hashlib
import os
import shlex
import subprocess
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

__all__ = ["DIGESTS", "Signer", "digests", "write_sums"]

SUMS = "SHA256SUMS"
DIGESTS = "files.sha256"  # of what is in the folder of the program


@dataclass(frozen=True, slots=True)
class Signer:
    """A command that signs a file, in place or beside it. `{file}` in it stands for the file's path; without
    any the path comes last. Empty: nothing is signed."""

    command: tuple[str, ...] = ()

    @classmethod
    def configured(cls, root: Path) -> Signer:
        """From the variable REALME_SIGN, else `command` in packaging/signing.toml (which git ignores)."""
        if text := os.environ.get("REALME_SIGN"):
            return cls(tuple(shlex.split(text)))
        file = root / "packaging" / "signing.toml"
        if not file.is_file():
            return cls()
        command = tomllib.loads(file.read_text(encoding="utf-8")).get("command")
        if not isinstance(command, list) or not all(isinstance(part, str) for part in command):
            raise ValueError("packaging/signing.toml: `command` must be a list of texts")
        return cls(tuple(command))

    def sign(self, file: Path) -> None:
        """Raises CalledProcessError: what could not be signed must not look finished."""
        if not self.command:
            return
        command = [part.replace("{file}", str(file)) for part in self.command]
        if not any("{file}" in part for part in self.command):
            command.append(str(file))
        subprocess.run(command, check=True)


def write_sums(dist: Path) -> Path:
    """SHA256SUMS of all files in `dist`, signatures too; `sha256sum -c SHA256SUMS` reads it."""
    sums = dist / SUMS
    files = sorted(path for path in dist.iterdir() if path.is_file() and not path.name.startswith(SUMS))
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files]
    sums.write_text("".join(lines), encoding="utf-8", newline="\n")
    return sums


def digests(folder: Path, leave_out: Iterable[str] = ()) -> str:
    """`sha256sum`'s lines for every file of a folder, sorted; links are told by their target's content."""
    lines = []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and not path.is_symlink() and name not in leave_out:
            lines.append(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {name}\n")
    return "".join(lines)
