"""Whose session this is. Asked of the operating system, not of variables that anybody may set."""

from __future__ import annotations

import os
import sys

__all__ = ["os_account"]

UNKNOWN = "unknown"


def os_account() -> str:
    """The name of the account that the program runs under; "unknown" where it has none, as in some
    containers."""
    if sys.platform == "win32":
        import ctypes

        size = ctypes.c_ulong(257)
        buffer = ctypes.create_unicode_buffer(size.value)
        if ctypes.windll.advapi32.GetUserNameW(buffer, ctypes.byref(size)) and buffer.value:
            return buffer.value
        return UNKNOWN
    import pwd

    try:
        return pwd.getpwuid(os.geteuid()).pw_name or UNKNOWN
    except KeyError:
        return UNKNOWN
