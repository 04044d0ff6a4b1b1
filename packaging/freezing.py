"""PyInstaller's run: from the staged source to the folder `realme-desktop`, with bill, licences and
digests."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Collection
from pathlib import Path

from artefacts import DIGESTS, digests
from bill import Origins, origins_of, write_bill, write_licences
from icons import draw_icons
from staging import dated, environment
from versions import Version

__all__ = ["freeze"]


def freeze(source: Path, work: Path, version: Version, extras: Collection[str]) -> Path:
    """Returns the folder of the frozen program (macOS: the .app beside it). Raises CalledProcessError,
    ValueError."""
    icons = work / "icons"
    draw_icons(source / "resources" / "icons" / "realme-desktop.svg", icons)
    analysis = work / "analysis.json"
    env = environment(version) | {
        "REALME_ANALYSIS": str(analysis), "REALME_EXTRAS": ",".join(sorted(extras)),
        "REALME_ICONS": str(icons),
    }  # fmt: skip
    if identity := os.environ.get("REALME_CODESIGN_IDENTITY"):
        env["REALME_CODESIGN_IDENTITY"] = identity
    if sys.platform == "win32":
        from windows_version import version_resource

        resource = work / "version.txt"
        resource.write_text(version_resource(version), encoding="utf-8")
        env["REALME_VERSION_FILE"] = str(resource)
    subprocess.run(
        [
            sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN",
            "--distpath", str(work / "frozen"), "--workpath", str(work / "pyinstaller"),
            str(source / "packaging" / "realme-desktop.spec"),
        ],
        cwd=source, env=env, check=True,
    )  # fmt: skip
    folder = work / "frozen" / "realme-desktop"
    origins = Origins(source)
    came = origins_of(analysis, origins)
    places = [folder]
    if sys.platform == "darwin":
        places.append(work / "frozen" / "RealMe Desktop.app" / "Contents" / "Resources")
    for place in places:
        write_licences(came, origins, source / "packaging" / "licences", source, place / "licences")
        write_bill(came, origins, version, place / "sbom.cdx.json", extras)
    (folder / DIGESTS).write_text(digests(folder, (DIGESTS,)), encoding="utf-8", newline="\n")
    dated(folder, version.epoch)
    shutil.copyfile(folder / "sbom.cdx.json", work / "sbom.cdx.json")
    return folder
