"""Windows' version resource: what the properties of realme-desktop.exe say."""

from __future__ import annotations

from versions import Version

__all__ = ["version_resource"]

_STRINGS = {
    "CompanyName": "RealMe Desktop maintainers",
    "FileDescription": "RealMe Desktop",
    "InternalName": "realme-desktop",
    "LegalCopyright": "Apache License 2.0",
    "OriginalFilename": "realme-desktop.exe",
    "ProductName": "RealMe Desktop",
}


def version_resource(version: Version) -> str:
    """The file that PyInstaller's `version=` reads. The numbers are for comparing, the texts for people."""
    numbers = version.windows
    strings = _STRINGS | {
        "FileVersion": version.public,
        "ProductVersion": version.public,
        "Comments": version.commit,
    }
    entries = ",\n        ".join(
        f"StringStruct({name!r}, {text!r})" for name, text in sorted(strings.items())
    )
    return f"""VSVersionInfo(
  ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3F, flags=0x0, OS=0x40004, fileType=0x1,
    subtype=0x0, date=(0, 0)),
  kids=[
    StringFileInfo([StringTable('080404B0', [
        {entries}])]),
    VarFileInfo([VarStruct('Translation', [0x0804, 1200])])
  ]
)
"""
