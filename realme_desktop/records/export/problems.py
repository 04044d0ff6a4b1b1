"""What can go wrong with an export, in words. Light: the window imports it.

::

    ExportError
    ├── ExportRefused     it was not begun: `refusal` tells why
    ├── ExportFailed      the disk refused: `failure` tells why
    └── ExportCancelled   somebody stopped it

In each case there is no new file, and an older one of that name is as it was.
"""

from __future__ import annotations

import errno
from enum import Enum

from realme_desktop.catalog.text import Text

__all__ = ["ExportCancelled", "ExportError", "ExportFailed", "ExportRefused", "Failure", "Refusal"]


class Refusal(Enum):
    NAME = "name"
    FOLDER = "folder"
    PRIVATE = "private"
    NOT_A_FILE = "not_a_file"
    NO_REASON = "no_reason"
    NO_COLUMNS = "no_columns"
    POLICY = "policy"


class Failure(Enum):
    FULL = "full"
    READ_ONLY = "read_only"
    DISK = "disk"

    @staticmethod
    def of(error: OSError) -> Failure:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            return Failure.FULL
        return Failure.READ_ONLY if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM) else Failure.DISK


class ExportError(Exception):
    """`words` are for the operator; `str()` is for the log and names no file."""

    def __init__(self, words: Text, detail: str) -> None:
        super().__init__(detail)
        self.words = words


class ExportRefused(ExportError):
    def __init__(self, refusal: Refusal) -> None:
        super().__init__(_REFUSED[refusal], f"export refused: {refusal.value}")
        self.refusal = refusal


class ExportFailed(ExportError):
    def __init__(self, failure: Failure) -> None:
        super().__init__(_FAILED[failure], f"export failed: {failure.value}")
        self.failure = failure


class ExportCancelled(ExportError):
    def __init__(self) -> None:
        super().__init__(_CANCELLED, "export cancelled")


_NOTHING = Text("没有生成文件，原有文件不变。", "No file was made, and none was changed.")


def _words(zh: str, en: str) -> Text:
    return Text(f"{zh}{_NOTHING.zh}", f"{en} {_NOTHING.en}")


_REFUSED = {
    Refusal.NAME: _words(
        "这个文件名不能使用：请只写文件名，不含路径符号和特殊字符，也不能是系统保留的名称。",
        "This file name can't be used: no path signs, no special characters, no name that the system keeps "
        "for itself.",
    ),
    Refusal.FOLDER: _words(
        "文件夹不存在或打不开，请另选一个。",
        "The folder is not there or can't be opened. Choose another one.",
    ),
    Refusal.POLICY: _words(
        "设置或部署策略不允许导出，或不允许导出未遮盖的内容。",
        "The settings or the policy of this computer do not let the history be exported, or not in full.",
    ),
    Refusal.PRIVATE: _words(
        "这个文件夹是本程序保存记录的地方，请另选一个。",
        "This folder is where the program keeps its records. Choose another one.",
    ),
    Refusal.NOT_A_FILE: _words(
        "已有同名的文件夹、链接或设备，请换一个名称。",
        "There is a folder, a link or a device of this name. Choose another one.",
    ),
    Refusal.NO_REASON: _words(
        "导出完整内容需要写明理由，理由会记入审计日志。",
        "Exporting full values takes a reason, which goes into the audit log.",
    ),
    Refusal.NO_COLUMNS: _words("请至少选择一列。", "Choose at least one column."),
}
_FAILED = {
    Failure.FULL: _words(
        "磁盘已满，导出中止。请清理空间或换一个位置。",
        "The disk is full, so the export was stopped. Free some space or choose another place.",
    ),
    Failure.READ_ONLY: _words(
        "不能在这个位置写文件，请另选一个。", "Files can't be written at this place. Choose another one."
    ),
    Failure.DISK: _words(
        "写文件时磁盘出错，导出中止。请检查磁盘或网络盘的连接后再试。",
        "The disk reported an error, so the export was stopped. Check the disk or its connection, then try "
        "again.",
    ),
}
_CANCELLED = _words("导出已取消。", "The export was cancelled.")
