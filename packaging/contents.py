"""What goes into the frozen program and what stays out, declared once: for the specification, for the hooks,
and for the tests that hold it against the program's own imports.
"""

from __future__ import annotations

import sys
from collections.abc import Collection
from dataclasses import dataclass

__all__ = [
    "C_LIBRARY",
    "DATA_FOLDERS",
    "DEBIAN_PACKAGES",
    "EXCLUDED_MODULES",
    "EXTRAS",
    "HIDDEN_IMPORTS",
    "HOOKED_QT",
    "RECOMMENDED_PACKAGES",
    "Extra",
    "excluded",
    "hidden",
    "own",
    "wanted",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Extra:
    """A part that a build may be given with `dev.py package --with NAME`. `lock` is in requirements/."""

    lock: str
    modules: tuple[str, ...]
    costs: str


EXTRAS = {
    "heic": Extra(lock="extra-heic", modules=("pi_heif",), costs="pictures of iPhones; 5 MB"),
    "camera": Extra(
        lock="extra-camera", modules=("PySide6.QtMultimedia",), costs="taking a picture; 60 MB and libpulse0"
    ),
}

# (folder in the source tree, folder in the frozen program)
DATA_FOLDERS = (("resources", "realme_desktop/resources"), ("docs", "realme_desktop/docs"))

# Imported by name at run time, unseen by PyInstaller's analysis. Keyring's backends come with the hook that
# PyInstaller ships for keyring; our own modules that are imported by name are found by `tests/packaging`.
HIDDEN_IMPORTS = (
    "PySide6.QtSvg",  # QIcon reads SVG through it
    "socksio",  # httpcore imports it when a proxy is socks5://
    "httpcore",  # before httpx asks for it
    "anyio._backends._asyncio",  # anyio chooses it by name
    "aiohttp.web",  # when notifications are listened for
    "realme_desktop.orders.backstage",
    "realme_desktop.vault.vault",
    "realme_desktop.records.store",
    "realme_desktop.gateway.client",
)

# Never used by the console, though something that it uses names them in a branch of its own.
EXCLUDED_MODULES = (
    "tkinter",
    "unittest",
    "doctest",
    "lib2to3",
    "distutils",
    "setuptools",
    "pkg_resources",
    "numpy",
    "lxml",
    "PIL.ImageTk",
    "PIL.ImageQt",
    "PIL._imagingtk",
    "PySide6.QtDesigner",
    "PySide6.QtNetwork",
    "PySide6.QtQml",
    "PySide6.QtQuick",
    "PySide6.QtTest",
    "httpx._main",  # httpx's own command line
    "aiohttp.pytest_plugin",
    "aiohttp.test_utils",
)

# The hooks of ours in packaging/hooks: PyInstaller's own, less what `wanted` refuses. It has to happen there
# and not after the analysis, because the analysis brings what a plugin needs: libqgtk3 alone brings 30 MB of
# GTK.
HOOKED_QT = ("QtCore", "QtDBus", "QtGui", "QtPrintSupport", "QtSvg", "QtWidgets")

# Parts of Qt that the console never loads, by a piece of their path. The platforms that stay are the
# desktop's own and offscreen, which the smoke test uses.
_UNUSED_QT = (
    "plugins/platformthemes/libqgtk3",
    "plugins/platforms/libqeglfs",
    "plugins/platforms/libqlinuxfb",
    "plugins/platforms/libqminimal",
    "plugins/platforms/libqvkkhrdisplay",
    "plugins/platforms/libqvnc",
    "plugins/platforms/qminimal",
    "plugins/platforms/qdirect2d",
    "plugins/egldeviceintegrations",
    "plugins/generic",
    "plugins/networkinformation",
    "plugins/platforminputcontexts/libqtvirtualkeyboard",
    "plugins/platforminputcontexts/qtvirtualkeyboard",
    "plugins/qmltooling",
    "plugins/sqldrivers",
    "plugins/tls",
    "plugins/vectorimageformats",
    "plugins/wayland-graphics-integration-server",
    # Pictures of files are read by Pillow, which holds them to a bound of memory; Qt shows what that made,
    # and what RealMe answers with.
    "imageformats/libqicns",
    "imageformats/libqpdf",
    "imageformats/libqtga",
    "imageformats/libqtiff",
    "imageformats/libqwbmp",
    "imageformats/qicns",
    "imageformats/qpdf",
    "imageformats/qtga",
    "imageformats/qtiff",
    "imageformats/qwbmp",
    "Qt/qml",
    "libQt6Quick",
    "libQt6Qml",
    "opengl32sw.dll",  # a software OpenGL; widgets are painted without any
    "d3dcompiler_",
)

_QT_TRANSLATIONS = ("qtbase_zh_CN.qm", "qtbase_en.qm")

# Data of packages that nothing here reads, by a piece of its path.
_UNUSED_DATA = (
    "stdnum/",  # tables of prefixes of other countries: check digits need none
    "Qt/metatypes/",
)

# On Linux a library of the distribution is not carried along: its security updates reach the program, and it
# fits the graphics drivers, fonts and sound of that machine. The .deb depends on these packages (names of
# Debian 12; later releases provide them too). A build that needs a library that stands here nowhere stops and
# says so.
DEBIAN_PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libbz2.so.1.0": "libbz2-1.0",
    "libcrypto.so.3": "libssl3",
    "libdbus-1.so.3": "libdbus-1-3",
    "libexpat.so.1": "libexpat1",
    "libffi.so.8": "libffi8",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libgcc_s.so.1": "libgcc-s1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "liblzma.so.5": "liblzma5",
    "libssl.so.3": "libssl3",
    "libstdc++.so.6": "libstdc++6",
    "libuuid.so.1": "libuuid1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}

# The same, of plugins that the console does without where their library is missing.
RECOMMENDED_PACKAGES = {
    "libcups.so.2": "libcups2",  # a printer; PDF needs none
    "libdrm.so.2": "libdrm2",
    "libgbm.so.1": "libgbm1",
    "libpulse.so.0": "libpulse0",  # only a build with the camera
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}

# The C library; the .deb asks for the version whose symbols are used.
C_LIBRARY = (
    "libc.so.6", "libdl.so.2", "libm.so.6", "libpthread.so.0", "librt.so.1", "libutil.so.1", "libcrypt.so.1",
    "ld-linux-x86-64.so.2", "ld-linux-aarch64.so.1",
)  # fmt: skip


def wanted(path: str) -> bool:
    """Whether a file that was collected for the program, by its place in it, is to stay."""
    path = path.replace("\\", "/")
    if any(part in path for part in _UNUSED_QT):
        return False
    if "/translations/" in path and "PySide6" in path:
        return path.endswith(_QT_TRANSLATIONS)
    if any(part in path for part in _UNUSED_DATA):
        return path.endswith((".so", ".pyd", ".dylib", ".py"))
    return True


def own(source: str, prefixes: Collection[str]) -> bool:
    """Whether a collected file may be carried along: on Linux no library from outside Python and its
    packages.

    `prefixes` are the folders of Python and of the environment. A distribution's own Python has its library
    among the system's; that one is meant to come along.
    """
    name = source.rpartition("/")[2]
    if sys.platform != "linux" or ".so" not in name or name.startswith("libpython"):
        return True
    return any(source.startswith(f"{prefix}/lib/python") for prefix in prefixes)


def hidden(extras: Collection[str]) -> list[str]:
    return [*HIDDEN_IMPORTS, *(module for name in extras for module in EXTRAS[name].modules)]


def excluded(extras: Collection[str]) -> list[str]:
    """What is left out. The camera's QtMultimedia is built on QtNetwork."""
    modules = [*EXCLUDED_MODULES]
    if "camera" in extras:
        modules.remove("PySide6.QtNetwork")
    left_out = (extra for name, extra in EXTRAS.items() if name not in extras)
    return [*modules, *(module for extra in left_out for module in extra.modules)]
