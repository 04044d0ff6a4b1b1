"""Windows: the program's files signed, then Inno Setup's compiler run on windows/realme-desktop.iss.

Not run on the machine that this was written on: see docs/packaging.md.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from artefacts import Signer
from tarball import zipped
from versions import Version

__all__ = ["build_setup", "compiler", "defines"]


def build_setup(
    folder: Path, source: Path, work: Path, dist: Path, version: Version, signer: Signer
) -> list[Path]:
    """Returns the set-up and a ZIP of the folder. Raises CalledProcessError; ValueError without Inno
    Setup."""
    for program in sorted(folder.glob("*.exe")):
        signer.sign(program)  # before they are packed: a set-up's signature says nothing of what it installs
    archive = dist / f"realme-desktop-{version.file}-windows-x86_64.zip"
    zipped(folder, archive, version.epoch)
    script = source / "packaging" / "windows" / "realme-desktop.iss"
    subprocess.run([compiler(), "/Qp", *defines(folder, work, dist, version), str(script)], check=True)
    return [dist / f"realme-desktop-{version.file}-setup.exe", archive]


def compiler() -> str:
    places = (os.environ.get("PROGRAMFILES(X86)", ""), os.environ.get("PROGRAMFILES", ""))
    found = [Path(place, "Inno Setup 6", "ISCC.exe") for place in places if place]
    path = os.environ.get("REALME_ISCC") or shutil.which("ISCC")
    path = path or next((str(p) for p in found if p.is_file()), None)
    if path is None:
        raise ValueError("Inno Setup 6 is needed for the set-up: install it, or name ISCC.exe in REALME_ISCC")
    return path


def defines(folder: Path, work: Path, dist: Path, version: Version) -> list[str]:
    numbers = ".".join(str(number) for number in version.windows)
    return [
        f"/DAppVersion={version.public}", f"/DFileVersion={numbers}", f"/DProgramFolder={folder}",
        f"/DIconFile={work / 'icons' / 'icon.ico'}", f"/DSetupName=realme-desktop-{version.file}-setup",
        f"/DOutputFolder={dist}",
    ]  # fmt: skip
