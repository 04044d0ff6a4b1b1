"""Owner and access list of a file on Windows, by its own functions; and a folder for its owner alone.

Written by the documentation of advapi32; the tests of this project run where there is no Windows, so nothing
here has been run by them.
"""

from __future__ import annotations

import ctypes
import subprocess
from pathlib import Path
from typing import Any

__all__ = ["AclUnreadable", "make_private", "owner_and_writers"]

_FILE_OBJECT = 1
_OWNER_AND_DACL = 0x1 | 0x4
_ALLOWED_ACE = 0
# Compound, object, callback, callback object: they allow something, in a layout of their own.
_OTHER_ALLOWED_ACES = frozenset({0x4, 0x5, 0x9, 0xB})
_INHERIT_ONLY = 0x08
# Write data, append, write attributes and extended ones, delete, change permissions, take ownership, generic
# write and all.
_WRITES = 0x2 | 0x4 | 0x10 | 0x100 | 0x10000 | 0x40000 | 0x80000 | 0x40000000 | 0x10000000
_TOKEN_QUERY = 0x8
_TOKEN_USER = 1
TRUSTED = frozenset(
    {
        "S-1-5-18",  # the system
        "S-1-5-32-544",  # administrators
        "S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464",  # the installer of the system
    }
)


class AclUnreadable(Exception):
    """The system does not tell; or the file has no access list, which lets everybody write."""


class _AceHeader(ctypes.Structure):
    _fields_ = (("kind", ctypes.c_ubyte), ("flags", ctypes.c_ubyte), ("size", ctypes.c_ushort))


class _Ace(ctypes.Structure):
    _fields_ = (("header", _AceHeader), ("mask", ctypes.c_uint32), ("sid", ctypes.c_uint32))


class _Acl(ctypes.Structure):
    _fields_ = (
        ("revision", ctypes.c_ubyte),
        ("padding", ctypes.c_ubyte),
        ("size", ctypes.c_ushort),
        ("count", ctypes.c_ushort),
        ("padding_too", ctypes.c_ushort),
    )


def _library(name: str) -> Any:
    return getattr(ctypes, "WinDLL")(name, use_last_error=True)  # noqa: B009 - only Windows has the name


def owner_and_writers(path: Path) -> tuple[str, frozenset[str], frozenset[str], str]:
    """The owner, everybody who may write, whom to trust with it, and who we are, as SIDs. `AclUnreadable`."""
    advapi, kernel = _library("advapi32"), _library("kernel32")
    owner, dacl, descriptor = ctypes.c_void_p(), ctypes.c_void_p(), ctypes.c_void_p()
    failed = advapi.GetNamedSecurityInfoW(
        ctypes.c_wchar_p(str(path)), _FILE_OBJECT, _OWNER_AND_DACL, ctypes.byref(owner), None,
        ctypes.byref(dacl), None, ctypes.byref(descriptor),
    )  # fmt: skip
    if failed or not dacl.value or not owner.value:
        raise AclUnreadable
    try:
        writers = set()
        for number in range(ctypes.cast(dacl, ctypes.POINTER(_Acl)).contents.count):
            place = ctypes.c_void_p()
            if not advapi.GetAce(dacl, number, ctypes.byref(place)) or place.value is None:
                raise AclUnreadable
            ace = ctypes.cast(place, ctypes.POINTER(_Ace)).contents
            if ace.header.kind in _OTHER_ALLOWED_ACES:
                raise AclUnreadable
            if ace.header.kind != _ALLOWED_ACE or ace.header.flags & _INHERIT_ONLY:
                continue
            if ace.mask & _WRITES:
                writers.add(_sid(advapi, kernel, ctypes.c_void_p(place.value + _Ace.sid.offset)))
        return _sid(advapi, kernel, owner), frozenset(writers), TRUSTED, _own_sid(advapi, kernel)
    finally:
        kernel.LocalFree(descriptor)


def _sid(advapi: Any, kernel: Any, sid: ctypes.c_void_p) -> str:
    text = ctypes.c_wchar_p()
    if not advapi.ConvertSidToStringSidW(sid, ctypes.byref(text)) or text.value is None:
        raise AclUnreadable
    found = str(text.value)
    kernel.LocalFree(text)
    return found


def _own_sid(advapi: Any, kernel: Any) -> str:
    kernel.GetCurrentProcess.restype = ctypes.c_void_p
    token = ctypes.c_void_p()
    process = ctypes.c_void_p(kernel.GetCurrentProcess())
    if not advapi.OpenProcessToken(process, _TOKEN_QUERY, ctypes.byref(token)):
        raise AclUnreadable
    try:
        size = ctypes.c_uint32()
        advapi.GetTokenInformation(token, _TOKEN_USER, None, 0, ctypes.byref(size))
        buffer = ctypes.create_string_buffer(size.value)
        if not advapi.GetTokenInformation(token, _TOKEN_USER, buffer, size, ctypes.byref(size)):
            raise AclUnreadable
        return _sid(advapi, kernel, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_void_p)).contents)
    finally:
        kernel.CloseHandle(token)


def make_private(folder: Path) -> bool:
    """Let the folder and what will be in it belong to its user and the system alone; False where that could
    not be done (the profile of a user is closed to other users all the same)."""
    advapi, kernel = _library("advapi32"), _library("kernel32")
    try:
        me = _own_sid(advapi, kernel)
        command = ["icacls", str(folder), "/inheritance:r", "/grant:r", f"*{me}:(OI)(CI)F"]
        command.append("*S-1-5-18:(OI)(CI)F")
        done = subprocess.run(command, capture_output=True, timeout=20, check=False, creationflags=0x08000000)
    except (AclUnreadable, OSError, subprocess.SubprocessError):
        return False
    return done.returncode == 0
