"""The .deb, made by dpkg-deb alone: the frozen folder in /usr/lib, launcher, icon, man page, policy."""

from __future__ import annotations

import gzip
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

from contents import C_LIBRARY, DEBIAN_PACKAGES, RECOMMENDED_PACKAGES
from staging import dated, environment
from versions import Version

__all__ = ["build_deb", "needed_libraries", "packages_for"]

MAINTAINER = "RealMe Desktop maintainers <maintainers@realme-desktop.invalid>"
# One of these shows Chinese; the first is small, and its text is searchable in PDFs.
FONTS = "fonts-wqy-microhei | fonts-noto-cjk | fonts-wqy-zenhei | fonts-droid-fallback | fonts-arphic-uming"
KEYRINGS = "gnome-keyring | kwalletmanager"
_ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}


def build_deb(folder: Path, source: Path, work: Path, dist: Path, version: Version) -> Path:
    """Returns the .deb. ValueError where a library is needed that no package was decided for."""
    tree = work / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    parts = source / "packaging" / "linux"
    shutil.copytree(folder, tree / "usr" / "lib" / "realme-desktop", symlinks=True)
    launcher = tree / "usr" / "bin" / "realme-desktop"
    launcher.parent.mkdir(parents=True)
    launcher.symlink_to("../lib/realme-desktop/realme-desktop")
    share_files(parts, source, work, tree / "usr" / "share", version)
    doc = tree / "usr" / "share" / "doc" / "realme-desktop"
    doc.mkdir(parents=True)
    (doc / "copyright").write_text(copyright_text(), encoding="utf-8")
    _gzip(changelog(source, version).encode(), doc / "changelog.gz")
    shutil.copytree(source / "packaging" / "presets", doc / "examples")
    policy = tree / "etc" / "realme-desktop" / "policy.toml"
    policy.parent.mkdir(parents=True)
    shutil.copyfile(parts / "policy.toml", policy)
    control = tree / "DEBIAN"
    control.mkdir()
    dated(tree, version.epoch)
    size = sum(path.lstat().st_size for path in tree.rglob("*") if not path.is_dir()) // 1024
    needed, glibc = needed_libraries(folder)
    (control / "control").write_text(
        control_text(version, architecture(), size, needed, glibc), encoding="utf-8"
    )
    (control / "conffiles").write_text("/etc/realme-desktop/policy.toml\n", encoding="utf-8")
    (control / "md5sums").write_text(_md5sums(tree), encoding="utf-8")
    for name in ("preinst", "prerm", "postrm"):
        shutil.copyfile(parts / name, control / name)
        (control / name).chmod(0o755)
    dated(control, version.epoch)
    for name in ("preinst", "prerm", "postrm"):
        (control / name).chmod(0o755)
    target = dist / f"realme-desktop_{version.debian}_{architecture()}.deb"
    subprocess.run(
        ["dpkg-deb", "--root-owner-group", "-Zxz", "--build", str(tree), str(target)],
        env=environment(version), check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    return target


def architecture() -> str:
    import platform

    return _ARCHITECTURES[platform.machine()]


def share_files(parts: Path, source: Path, work: Path, share: Path, version: Version) -> None:
    """What a desktop finds below share/: also in the tarball."""
    for place, file in (
        ("applications/realme-desktop.desktop", parts / "realme-desktop.desktop"),
        ("icons/hicolor/scalable/apps/realme-desktop.svg", source / "resources/icons/realme-desktop.svg"),
    ):
        (share / place).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, share / place)
    for picture in sorted((work / "icons").glob("*x*.png")):
        place = share / "icons" / "hicolor" / picture.stem / "apps" / "realme-desktop.png"
        place.parent.mkdir(parents=True)
        shutil.copyfile(picture, place)
    for language, folder in (("", "man1"), (".zh_CN", "zh_CN/man1")):
        page = share / "man" / folder / "realme-desktop.1.gz"
        page.parent.mkdir(parents=True)
        text = (parts / f"realme-desktop{language}.1").read_text(encoding="utf-8")
        day = datetime.fromtimestamp(version.epoch, UTC).strftime("%Y-%m-%d")
        _gzip(text.replace("@VERSION@", version.public).replace("@DATE@", day).encode(), page)


def control_text(version: Version, architecture: str, size_kb: int, needed: Iterable[str], glibc: str) -> str:
    depends, recommends = packages_for(needed)
    return f"""Package: realme-desktop
Version: {version.debian}
Section: misc
Priority: optional
Architecture: {architecture}
Maintainer: {MAINTAINER}
Installed-Size: {size_kb}
Depends: {", ".join([f"libc6 (>= {glibc})", *depends, FONTS])}
Recommends: {", ".join([*recommends, KEYRINGS, "xdg-utils"])}
Description: console for identity verification and AML look-ups through RealMe
 RealMe Desktop is the desktop console with which back-office staff verify
 people, and compliance officers look up AML hits, through RealMe. It has a form
 for each service, an encrypted history, and a sandbox inside for trying it out.
 .
 Python and Qt are carried along; nothing else has to be installed.
"""


def packages_for(needed: Iterable[str]) -> tuple[list[str], list[str]]:
    """Packages to depend on, and to recommend. ValueError names libraries nobody has decided about."""
    needed = sorted(set(needed) - set(C_LIBRARY))
    unknown = [name for name in needed if name not in DEBIAN_PACKAGES and name not in RECOMMENDED_PACKAGES]
    if unknown:
        raise ValueError(f"nothing in packaging/contents.py says which package has {', '.join(unknown)}")
    depends = sorted({_LEAST.get(p, p) for name in needed if (p := DEBIAN_PACKAGES.get(name))})
    return depends, sorted({RECOMMENDED_PACKAGES[name] for name in needed if name in RECOMMENDED_PACKAGES})


# The wheels of Qt 6.11 are built by GCC 11.
_LEAST = {
    "libstdc++6": "libstdc++6 (>= 11)",
    "libgcc-s1": "libgcc-s1 (>= 3.4)",
    "libssl3": "libssl3 (>= 3.0.0)",
}


def needed_libraries(folder: Path) -> tuple[set[str], str]:
    """Names of the shared libraries that files of the folder need and that are not in it, and the oldest C
    library that has the symbols they use. Read by objdump, from binutils."""
    present, needed, newest = set(), set(), (2, 17)
    for path in folder.rglob("*"):
        if path.suffix != ".zip" and ".so" in path.name:
            present.add(path.name)
        if path.is_symlink() or not path.is_file() or not _is_elf(path):
            continue
        told = subprocess.run(["objdump", "-p", str(path)], capture_output=True, text=True, check=True).stdout
        needed.update(re.findall(r"^\s+NEEDED\s+(\S+)", told, re.MULTILINE))
        for major, minor in re.findall(r"\bGLIBC_(\d+)\.(\d+)", told):
            newest = max(newest, (int(major), int(minor)))
    return needed - present, ".".join(str(part) for part in newest)


def _is_elf(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def copyright_text() -> str:
    return """Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: RealMe Desktop
Comment:
 Python, Qt, PySide6 and the other components that are carried along, with their
 versions, are listed in /usr/lib/realme-desktop/sbom.cdx.json; the licence texts
 of each are in /usr/lib/realme-desktop/licences.

Files: *
Copyright: RealMe Desktop maintainers
License: Apache-2.0

Files: usr/lib/realme-desktop/_internal/PySide6/* usr/lib/realme-desktop/_internal/shiboken6/*
Copyright: The Qt Company Ltd. and others
License: LGPL-3
Comment:
 Used unchanged and linked dynamically; the libraries may be replaced. See
 /usr/lib/realme-desktop/licences/README.txt.

License: Apache-2.0
 On Debian systems the text is in /usr/share/common-licenses/Apache-2.0.

License: LGPL-3
 On Debian systems the text is in /usr/share/common-licenses/LGPL-3.
"""


def changelog(source: Path, version: Version) -> str:
    """CHANGELOG.md's newest chapter as an entry of a Debian changelog."""
    text = (source / "CHANGELOG.md").read_text(encoding="utf-8")
    chapter = re.split(r"^## .*$", text, flags=re.MULTILINE)[1].strip()
    points = [
        f"  * {line[2:]}" if line.startswith("- ") else f"    {line.strip()}"
        for line in chapter.splitlines()
        if line.strip()
    ]
    date = format_datetime(datetime.fromtimestamp(version.epoch, UTC))
    entries = "\n".join(points)
    return (
        f"realme-desktop ({version.debian}) stable; urgency=medium\n\n{entries}\n\n -- {MAINTAINER}  {date}\n"
    )


def _gzip(data: bytes, path: Path) -> None:
    with path.open("wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as file:
        file.write(data)


def _md5sums(tree: Path) -> str:
    import hashlib

    def lines() -> Iterator[str]:
        for path in sorted(tree.rglob("*")):
            name = path.relative_to(tree).as_posix()
            if path.is_file() and not path.is_symlink() and not name.startswith(("DEBIAN/", "etc/")):
                yield f"{hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()}  {name}\n"

    return "".join(lines())
