"""realme-desktop-VERSION-linux-ARCH.tar.xz: for distributions without .deb, and without an administrator."""

from __future__ import annotations

import platform
import shutil
import tarfile
import zipfile
from datetime import UTC, datetime
from pathlib import Path

from debian import share_files
from staging import dated
from versions import Version

__all__ = ["build_tarball", "packed", "zipped"]


def build_tarball(folder: Path, source: Path, dist: Path, version: Version) -> Path:
    name = f"realme-desktop-{version.file}"
    work = folder.parent.parent
    tree = work / "tarball" / name
    shutil.rmtree(tree.parent, ignore_errors=True)
    shutil.copytree(folder, tree / "lib", symlinks=True)
    share_files(source / "packaging" / "linux", source, work, tree / "share", version)
    for script in ("realme-desktop", "add-to-menu.sh"):
        shutil.copyfile(source / "packaging" / "linux" / "tarball" / script, tree / script)
        (tree / script).chmod(0o755)
    shutil.copyfile(source / "packaging" / "linux" / "tarball" / "README.txt", tree / "README.txt")
    dated(tree, version.epoch)
    target = dist / f"{name}-linux-{platform.machine()}.tar.xz"
    packed(tree, target, version.epoch)
    return target


def packed(tree: Path, target: Path, epoch: int) -> None:
    """The same tree gives the same archive: sorted, root's, of one date."""

    def plain(info: tarfile.TarInfo) -> tarfile.TarInfo:
        info.uid = info.gid = 0
        info.uname = info.gname = "root"
        info.mtime = epoch
        return info

    with tarfile.open(target, "w:xz", format=tarfile.GNU_FORMAT, preset=6) as archive:
        for path in (tree, *sorted(tree.rglob("*"))):
            archive.add(path, path.relative_to(tree.parent).as_posix(), recursive=False, filter=plain)


def zipped(tree: Path, target: Path, epoch: int) -> None:
    """The same for Windows, as a ZIP."""
    moment = datetime.fromtimestamp(epoch, UTC).timetuple()[:6]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(tree.rglob("*")):
            if path.is_file():
                info = zipfile.ZipInfo(path.relative_to(tree.parent).as_posix(), moment)
                info.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(info, path.read_bytes())
