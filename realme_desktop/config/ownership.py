"""Whether a file of settings can have been written by somebody who must not: its owner and its permissions.

POSIX: owner, mode and access list of the open file and of the folder it lies in. Windows: owner and access
list of the file. What can't be asked is not trusted.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path

from realme_desktop.catalog.text import Text

__all__ = ["Guard", "of_deployer", "of_user"]

Guard = Callable[[Path, int], "Text | None"]
"""Takes a file's path and its open descriptor; why its content must not be believed, None for nothing."""

_OWNER = Text(
    "此文件属于其他账户（{owner}），其中的内容未生效。请由{who}重新建立此文件。",
    "This file belongs to another account ({owner}); nothing in it is in force. Have it made anew by {who}.",
)
_WRITABLE = Text(
    "其他账户可以改写此文件或其所在目录，其中的内容未生效。请收回它们的写权限（如 chmod go-w）。",
    "Other accounts can write this file or its folder; nothing in it is in force. Take their right to write "
    "away (chmod go-w, for example).",
)
_UNKNOWN = Text(
    "无法确认谁能改写此文件，其中的内容未生效。请检查它的所有者和权限。",
    "Who can write this file could not be found out; nothing in it is in force. Check its owner and "
    "permissions.",
)
_ADMIN = Text("管理员", "an administrator")
_YOU = Text("您自己的账户", "your own account")


def of_deployer(*, moved: bool) -> Guard:
    """For files of the site directory: the administrator's alone. `moved`: the directory was named by whoever
    started the program, so that it may be theirs as well."""
    return lambda path, descriptor: _trouble(path, descriptor, admin_only=not moved, folder=True)


def of_user(path: Path, descriptor: int) -> Text | None:
    """For files of the data directory: the operator's own, or the administrator's."""
    return _trouble(path, descriptor, admin_only=False, folder=False)


if sys.platform == "win32":

    def _trouble(path: Path, descriptor: int, *, admin_only: bool, folder: bool) -> Text | None:
        from realme_desktop.config.windows_acl import AclUnreadable, owner_and_writers

        try:
            owner, writers, trusted, me = owner_and_writers(path)
        except (AclUnreadable, OSError):
            return _UNKNOWN
        allowed = trusted if admin_only else trusted | {me}
        if owner not in allowed:
            return _OWNER.format(owner=owner, who=_ADMIN if admin_only else _YOU)
        return None if writers <= allowed else _WRITABLE

else:

    def _trouble(path: Path, descriptor: int, *, admin_only: bool, folder: bool) -> Text | None:
        me, mine = os.geteuid(), os.getegid()
        owners = {0} if admin_only else {0, me}
        groups = {0} if admin_only else {0, mine}
        try:
            states: list[tuple[int | Path, os.stat_result]] = [(descriptor, os.fstat(descriptor))]
            if folder:
                states.append((path.parent, path.parent.stat()))
        except OSError:
            return _UNKNOWN
        for one, state in states:
            if state.st_uid not in owners:
                owner = _name_of(state.st_uid)
                return _OWNER.format(owner=owner, who=_ADMIN if admin_only else _YOU)
            by_group = state.st_mode & stat.S_IWGRP and state.st_gid not in groups
            if state.st_mode & stat.S_IWOTH or by_group:
                return _WRITABLE
            if state.st_mode & stat.S_IWGRP and _has_acl(one):
                return _WRITABLE
        return None

    def _has_acl(one: int | Path) -> bool:
        """Whether there is an access list beside the mode: then the bits of the group say what the most
        powerful of its entries may, whosever that is."""
        if sys.platform != "linux":
            return False
        try:
            return "system.posix_acl_access" in os.listxattr(one)
        except OSError:  # a file system without
            return False


def _name_of(uid: int) -> str:
    if sys.platform == "win32":
        return str(uid)
    import pwd

    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)
