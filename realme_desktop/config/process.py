"""What the process as a whole does to keep what it holds to itself."""

from __future__ import annotations

import os
import sys

__all__ = ["harden"]

_PR_SET_DUMPABLE = 4


def harden() -> tuple[str, ...]:
    """New files for their owner only; no core dumps; no other process of the same user may look into this
    one's memory (Linux). Returns what could not be done, for the log.

    A core dump would write the names, pictures and keys of the moment to disk. Root, and whoever has a
    debugger and root's rights, can look all the same: nothing here promises otherwise. On Windows crash dumps
    are the system's to configure; see docs/security.md.
    """
    if sys.platform == "win32":
        return ("core dumps are the system's to configure",)
    os.umask(0o077)
    undone = []
    import resource

    try:
        hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0 if hard == resource.RLIM_INFINITY else min(hard, 0)))
    except (OSError, ValueError) as error:
        undone.append(f"core dumps are not limited: {type(error).__name__}")
    if sys.platform == "linux" and not _undumpable():
        undone.append("the process can be dumped")
    return tuple(undone)


def _undumpable() -> bool:
    # A core pattern that begins with a pipe (systemd-coredump, apport) is not bound by RLIMIT_CORE.
    import ctypes

    try:
        prctl = ctypes.CDLL(None, use_errno=True).prctl
    except (OSError, AttributeError):
        return False
    return bool(prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0) == 0)
