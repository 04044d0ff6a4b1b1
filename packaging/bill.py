"""What is really in the frozen program: from which component each file came, its bill of materials
(CycloneDX), its licence texts, and the digest of each file.
"""

from __future__ import annotations

import json
import platform
import re
import shutil
import sys
import sysconfig
import uuid
from collections.abc import Iterable
from datetime import UTC, datetime
from importlib.metadata import Distribution, distributions
from pathlib import Path

from cyclonedx.factory.license import LicenseFactory
from cyclonedx.model import Property
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL
from versions import Version

__all__ = ["Origins", "origins_of", "write_bill", "write_licences"]

# What the metadata of a wheel says too vaguely, or not at all.
_LICENCES = {
    "apsw-sqlite3mc": "Zlib AND MIT",  # APSW; SQLite3 Multiple Ciphers. SQLite itself is in the public domain
    "jaraco-classes": "MIT",
    "pyinstaller": "GPL-2.0-or-later WITH Bootloader-exception",
    "pyinstaller-hooks-contrib": "GPL-2.0-or-later",
    "python-stdnum": "LGPL-2.1-or-later",
    "pyside6-addons": "LGPL-3.0-only",
    "pyside6-essentials": "LGPL-3.0-only",
    "shiboken6": "LGPL-3.0-only",
    "socksio": "MIT",
    "tomli-w": "MIT",
    "backports-tarfile": "MIT",
}
# Wheels without a text of their licence: Qt's, whose texts lie at the top of the folder.
_WITHOUT_TEXT = frozenset({"pyside6-addons", "pyside6-essentials", "shiboken6"})
_TEXT = re.compile(r"(^|/)(licen[cs]es?/.+|(licen[cs]e|copying|notice|authors)[^/]*)$", re.IGNORECASE)


class Origins:
    """Which component a collected file came from."""

    def __init__(self, root: Path) -> None:
        """`root` is the source tree that was built."""
        self._root = root.resolve()
        self._python = Path(sys.base_prefix).resolve()
        self._stdlib = Path(sysconfig.get_path("stdlib", vars={"base": sys.base_prefix})).resolve()
        self.distributions: dict[str, Distribution] = {}
        self._files: dict[str, str] = {}
        for found in distributions():
            name = normal(found.metadata["Name"])
            self.distributions[name] = found
            for file in found.files or ():
                self._files[str(Path(str(found.locate_file(file))).resolve())] = name

    def of(self, source: str) -> str | None:
        """`realme-desktop`, `python`, a normalised name of a distribution, or None for somebody unknown."""
        path = Path(source).resolve()
        if found := self._files.get(str(path)):
            return found
        if path.is_relative_to(self._root):
            return "realme-desktop"
        python = path.is_relative_to(self._stdlib) or path.name.startswith(("libpython", "python3", "Python"))
        # PyInstaller makes the archive of the standard library, and DLLs lie beside python.exe on Windows.
        if (
            python
            or path.name == "base_library.zip"
            or (sys.platform == "win32" and path.is_relative_to(self._python))
        ):
            return "python"
        return None


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def origins_of(analysis: Path, origins: Origins) -> dict[str, list[str]]:
    """Component -> the files of the program that came from it. ValueError names a file of unknown origin."""
    came: dict[str, list[str]] = {"realme-desktop": [], "python": [], "pyinstaller": ["realme-desktop"]}
    unknown = []
    for place, source, kind in json.loads(analysis.read_text(encoding="utf-8")):
        if kind == "SYMLINK" or source in ("-", "", None):  # a link to another entry; a namespace package
            continue
        component = origins.of(source)
        if component is None:
            unknown.append(f"{place} from {source}")
        else:
            came.setdefault(component, []).append(place)
    if unknown:
        raise ValueError(
            "of unknown origin, so nothing could be said of their licence: " + "; ".join(unknown)
        )
    return came


def write_bill(
    came: dict[str, list[str]], origins: Origins, version: Version, path: Path, extras: Iterable[str]
) -> None:
    """The CycloneDX file. The same contents give the same bytes."""
    licences = LicenseFactory()
    bom = Bom(
        serial_number=uuid.uuid5(
            uuid.NAMESPACE_URL, f"realme-desktop/{version.public}/{version.commit}/{sys.platform}"
        )
    )
    bom.metadata.timestamp = datetime.fromtimestamp(version.epoch, UTC)
    main = Component(
        name="realme-desktop", version=version.public, type=ComponentType.APPLICATION,
        bom_ref="realme-desktop", licenses=[licences.make_from_string("Apache-2.0")],
        purl=PackageURL("generic", None, "realme-desktop", version.public), properties=[
            Property(name="commit", value=version.commit),
            Property(name="extras", value=",".join(sorted(extras))),
            Property(name="platform", value=f"{sys.platform} {platform.machine()}"),
        ],
    )  # fmt: skip
    bom.metadata.component = main
    components = {}
    for name in sorted(set(came) - {"realme-desktop"}):
        if name == "python":
            release = platform.python_version()
            component = Component(
                name="cpython", version=release, type=ComponentType.PLATFORM, bom_ref=f"cpython@{release}",
                licenses=[licences.make_from_string("Python-2.0")],
                purl=PackageURL("generic", None, "cpython", release),
            )  # fmt: skip
        else:
            found = origins.distributions[name]
            component = Component(
                name=name, version=found.version, type=ComponentType.LIBRARY,
                bom_ref=f"{name}@{found.version}", purl=PackageURL("pypi", None, name, found.version),
                licenses=[licences.make_from_string(_licence(name, found))],
            )  # fmt: skip
        component.properties.add(Property(name="files", value=str(len(came[name]))))
        components[name] = component
        bom.components.add(component)
    inside: dict[str, list[Component]] = {}
    for name in components:
        if name == "python":
            continue
        for part in (*_inside(origins.distributions[name]), *_qt(name, origins, came)):
            known = next((c for c in bom.components if c.purl == part.purl), None)
            if known is None:
                bom.components.add(part)
                known = part
            inside.setdefault(name, []).append(known)
    bom.register_dependency(main, components.values())
    for name, component in components.items():
        bom.register_dependency(component, inside.get(name, ()))
    text = JsonV1Dot6(bom).output_as_string(indent=1)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


def _licence(name: str, found: Distribution) -> str:
    if name in _LICENCES:
        return _LICENCES[name]
    meta = found.metadata
    return meta.get("License-Expression") or meta.get("License") or ""


def _inside(found: Distribution) -> Iterable[Component]:
    """What a wheel says itself of the libraries compiled into it (PEP 770)."""
    own = normal(found.metadata["Name"])
    for file in found.files or ():
        if "sboms" not in file.parts or file.suffix != ".json":
            continue
        told = json.loads(Path(str(found.locate_file(file))).read_text(encoding="utf-8"))
        for part in told.get("components", ()):
            if normal(part.get("name", "")) == own or not part.get("purl"):
                continue
            yield Component(
                name=part["name"], version=part.get("version"), type=ComponentType.LIBRARY,
                bom_ref=f"{own}:{part['purl']}", purl=PackageURL.from_string(part["purl"]),
                properties=[Property(name="inside", value=own)],
            )  # fmt: skip


def _qt(name: str, origins: Origins, came: dict[str, list[str]]) -> Iterable[Component]:
    """Qt and its ICU, which come inside PySide6 and of which the wheel says nothing."""
    if name != "pyside6-essentials":
        return
    release = origins.distributions[name].version
    licence = LicenseFactory().make_from_string("LGPL-3.0-only")
    yield Component(
        name="qt", version=release, type=ComponentType.FRAMEWORK, bom_ref=f"qt@{release}", licenses=[licence],
        purl=PackageURL("generic", None, "qt", release), properties=[Property(name="inside", value=name)],
    )  # fmt: skip
    icu = next(
        (found[1] for place in came[name] if (found := re.search(r"libicuuc\.so\.(\d+)", place))), None
    )
    if icu:
        yield Component(
            name="icu", version=icu, type=ComponentType.LIBRARY, bom_ref=f"icu@{icu}",
            licenses=[LicenseFactory().make_from_string("Unicode-3.0")],
            purl=PackageURL("generic", None, "icu", icu), properties=[Property(name="inside", value="qt")],
        )  # fmt: skip


def write_licences(
    came: dict[str, list[str]], origins: Origins, ours: Path, root: Path, folder: Path
) -> None:
    """The texts that came with the components, a folder for each. ValueError where one has none.

    `ours` is packaging/licences, `root` the source tree."""
    shutil.copytree(ours, folder)
    shutil.copyfile(root / "LICENSE", folder / "LICENSE-realme-desktop.txt")
    without = []
    for name in sorted(set(came) - {"realme-desktop"}):
        texts = list(_python_texts()) if name == "python" else list(_texts(origins.distributions[name]))
        if not texts and name not in _WITHOUT_TEXT:
            without.append(name)
        for target, source in texts:
            place = folder / name / target
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, place)
    if without:
        raise ValueError("no licence text was found for: " + ", ".join(without))


def _texts(found: Distribution) -> Iterable[tuple[str, Path]]:
    for file in found.files or ():
        head = file.parts[0]
        if not head.endswith((".dist-info", ".data")):
            continue
        inside = "/".join(file.parts[1:])
        if _TEXT.search(inside) and not inside.endswith((".py", ".pyc")):
            source = Path(str(found.locate_file(file)))
            if source.is_file():
                yield inside.removeprefix("licenses/"), source


def _python_texts() -> Iterable[tuple[str, Path]]:
    stdlib = Path(sysconfig.get_path("stdlib", vars={"base": sys.base_prefix}))
    names = (
        stdlib / "LICENSE.txt",
        Path(sys.base_prefix) / "LICENSE.txt",
        Path("/usr/share/doc/python3/copyright"),
    )
    for path in names:
        if path.is_file():
            yield "LICENSE.txt", path
            return
