"""macOS: the .app signed, notarised where a profile is configured, and put into a .dmg.

Not run on the machine that this was written on: see docs/packaging.md. REALME_CODESIGN_IDENTITY names the
identity ("Developer ID Application: …"; without it the bundle is signed ad hoc, for this computer),
REALME_NOTARY_PROFILE a profile kept by `xcrun notarytool store-credentials`.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
from pathlib import Path

from versions import Version

__all__ = ["build_image", "image_commands", "signing_commands"]


def build_image(app: Path, source: Path, dist: Path, version: Version) -> list[Path]:
    """Returns the .dmg. Raises CalledProcessError."""
    # The bill and the licences came after PyInstaller's own signature: sign anew, from the inside out.
    for command in signing_commands(app, source / "packaging" / "macos" / "entitlements.plist"):
        subprocess.run(command, check=True)
    profile = os.environ.get("REALME_NOTARY_PROFILE")
    if profile:
        packed = dist / "notarise.zip"
        subprocess.run(["ditto", "-c", "-k", "--keepParent", str(app), str(packed)], check=True)
        submit = ["xcrun", "notarytool", "submit", str(packed), "--keychain-profile", profile, "--wait"]
        subprocess.run(submit, check=True)
        subprocess.run(["xcrun", "stapler", "staple", str(app)], check=True)
        packed.unlink()
    folder = app.parent / "image"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    shutil.copytree(app, folder / app.name, symlinks=True)
    (folder / "Applications").symlink_to("/Applications")
    shutil.copyfile(source / "packaging" / "macos" / "deploy.sh", dist / "deploy.sh")
    (dist / "deploy.sh").chmod(0o755)
    image = dist / f"realme-desktop-{version.file}-macos-{platform.machine()}.dmg"
    for command in image_commands(folder, image, profile):
        subprocess.run(command, check=True)
    return [image, dist / "deploy.sh"]


def signing_commands(app: Path, entitlements: Path) -> list[list[str]]:
    identity = os.environ.get("REALME_CODESIGN_IDENTITY", "-")
    stamp = ["--timestamp"] if identity != "-" else ["--timestamp=none"]
    common = ["codesign", "--force", "--sign", identity, *stamp, "--options", "runtime"]
    inside = sorted(
        (path for path in app.rglob("*") if path.suffix in (".so", ".dylib") and not path.is_symlink()),
        key=lambda path: (-len(path.parts), str(path)),
    )
    return [
        *([*common, str(path)] for path in inside),
        [*common, "--entitlements", str(entitlements), str(app)],
        ["codesign", "--verify", "--deep", "--strict", str(app)],
    ]


def image_commands(folder: Path, image: Path, profile: str | None) -> list[list[str]]:
    commands = [
        [
            "hdiutil", "create", "-volname", "RealMe Desktop", "-srcfolder", str(folder), "-fs", "HFS+",
            "-format", "UDZO", "-ov", str(image),
        ]
    ]  # fmt: skip
    identity = os.environ.get("REALME_CODESIGN_IDENTITY")
    if identity:
        commands.append(["codesign", "--force", "--sign", identity, "--timestamp", str(image)])
    if profile:
        submit = ["xcrun", "notarytool", "submit", str(image), "--keychain-profile", profile, "--wait"]
        commands += [submit, ["xcrun", "stapler", "staple", str(image)]]
    return commands
