"""What can go wrong with the records, in words.

::

    RecordsError
    ├── RecordsUnavailable    disk full, read-only, locked, gone, closed: `reason` tells which
    ├── WrongKey              the file can't be read with this key
    ├── RecordsDamaged        the file is not whole
    ├── RecordsNewer          the file was written by a newer program
    ├── DuplicateOrder        an order of this number is there already
    ├── SimilarOrder          an order of the same content was made a short while ago
    ├── UnknownOrder          there is no order of this number
    └── StateConflict         the order is not in a state that was expected

The records know nothing of the network, so their words never say whether an order was sent: the order desk
adds that. This module is light: the window may import it.
"""

from __future__ import annotations

from typing import Literal

from realme_desktop.catalog.text import Text
from realme_desktop.records.model import OrderState

__all__ = [
    "DuplicateOrder",
    "Reason",
    "RecordsDamaged",
    "RecordsError",
    "RecordsNewer",
    "RecordsUnavailable",
    "SimilarOrder",
    "StateConflict",
    "UnknownOrder",
    "WrongKey",
]

Reason = Literal["full", "readonly", "locked", "missing", "io", "closed"]


class RecordsError(Exception):
    """`words` are for the operator; `str()` is for the log and holds nothing personal."""

    words: Text

    def __init__(self, words: Text, detail: str = "") -> None:
        super().__init__(detail or words.en)
        self.words = words


class RecordsUnavailable(RecordsError):
    """The records can't be read or written now; what is in them is not harmed."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(_UNAVAILABLE[reason], f"{reason}: {detail}" if detail else reason)
        self.reason: Reason = reason


class WrongKey(RecordsError):
    def __init__(self, detail: str = "") -> None:
        super().__init__(_WRONG_KEY, detail)


class RecordsDamaged(RecordsError):
    def __init__(self, detail: str = "") -> None:
        super().__init__(_DAMAGED, detail)


class RecordsNewer(RecordsError):
    def __init__(self, found: int, known: int) -> None:
        super().__init__(
            _NEWER.format(found=found, known=known), f"schema {found}, this program knows {known}"
        )
        self.found = found
        self.known = known


class DuplicateOrder(RecordsError):
    def __init__(self, order_id: str) -> None:
        super().__init__(_DUPLICATE.format(order_id=order_id))
        self.order_id = order_id


class SimilarOrder(RecordsError):
    """`order_id` is the newest of them; nothing was written."""

    def __init__(self, order_id: str) -> None:
        super().__init__(_SIMILAR.format(order_id=order_id))
        self.order_id = order_id


class UnknownOrder(RecordsError):
    def __init__(self, order_id: str) -> None:
        super().__init__(_UNKNOWN.format(order_id=order_id))
        self.order_id = order_id


class StateConflict(RecordsError):
    """`found` is the state on disk; nothing was changed."""

    def __init__(self, order_id: str, found: OrderState) -> None:
        super().__init__(_CONFLICT.format(order_id=order_id), f"order {order_id} is {found.value}")
        self.order_id = order_id
        self.found = found


_UNAVAILABLE: dict[Reason, Text] = {
    "full": Text(
        "磁盘已满，本机记录无法写入。请清理磁盘空间后再试；已有的记录不受影响。",
        "The disk is full, so the records on this computer can't be written. Free some space and try again; "
        "the records already kept are not affected.",
    ),
    "readonly": Text(
        "本机记录所在的位置只能读取，不能写入。请检查数据目录的权限后再试；已有的记录不受影响。",
        "The records on this computer can be read but not written. Check the permissions of the data "
        "folder and "
        "try again; the records already kept are not affected.",
    ),
    "locked": Text(
        "本机记录正被另一个程序占用。请关闭使用同一数据目录的其他程序（例如另一个控制台或备份软件）后再试。",
        "The records on this computer are in use by another program. Close what else uses the same data "
        "folder "
        "(another console, a backup program) and try again.",
    ),
    "missing": Text(
        "打不开本机记录的文件。请检查数据目录是否存在、是否有权限，然后再试。",
        "The file of the records on this computer can't be opened. Check that the data folder exists "
        "and that you "
        "may use it, then try again.",
    ),
    "io": Text(
        "读写本机记录时磁盘出错。请检查磁盘或网络盘的连接后再试；若反复出现，请联系管理员。",
        "The disk reported an error while the records were read or written. Check the disk or its "
        "connection and "
        "try again; if it happens again, ask your administrator.",
    ),
    "closed": Text(
        "本机记录已关闭。请重新启动程序。",
        "The records on this computer have been closed. Start the program again.",
    ),
}
_WRONG_KEY = Text(
    "本机记录无法用当前的数据密钥打开：密钥不属于这个文件，或文件开头已损坏。文件原样保留，没有任何改动。"
    "请恢复原来的密钥环；或用命令 history new 建立新的历史（旧文件改名保留），再从备份恢复。",
    "The records on this computer can't be opened with the present data key: the key belongs to another "
    "file, or the "
    "beginning of the file is damaged. The file is kept as it is. Restore the keyring it was made with; "
    "or begin a new history by the command `history new` (the file is kept under another name) and restore "
    "a backup.",
)
_DAMAGED = Text(
    "本机记录的文件已损坏，无法完整读取。文件原样保留，没有任何改动。"
    "请关闭控制台，用命令 history rescue 把能读出的内容存入新文件（旧文件改名保留），再从备份补全。",
    "The file of the records on this computer is damaged and can't be read in full. It is kept as it "
    "is. Close the console and run the command `history rescue`: what can be read is saved into a new file; "
    "then restore a backup.",
)
_NEWER = Text(
    "本机记录由更新版本的程序写成（格式 {found}，本程序识别到 {known}）。为避免损坏，本程序不打开它。"
    "请升级本程序。",
    "The records on this computer were written by a newer version of this program (format {found}; this "
    "one knows up "
    "to {known}). To keep them safe they are not opened. Please update this program.",
)
_DUPLICATE = Text(
    "记录中已有订单号 {order_id}，没有重复保存，也没有发送。请再提交一次，程序会换一个订单号。",
    "There is already an order with the number {order_id}; nothing was stored twice and nothing was sent. "
    "Submit again: the program takes another number.",
)
_SIMILAR = Text(
    "不久前已有内容相同的订单 {order_id}，没有保存新订单。",
    "An order of the same content, {order_id}, was made a short while ago; no new one was stored.",
)
_UNKNOWN = Text(
    "记录中没有订单号 {order_id}。请刷新列表后再试。",
    "There is no order with the number {order_id} in the records. Refresh the list and try again.",
)
_CONFLICT = Text(
    "订单 {order_id} 的状态已被另一步操作改变，这次操作没有执行。请刷新后查看它现在的状态。",
    "The state of order {order_id} was changed by something else, so this step was not taken. Refresh "
    "to see where it "
    "stands now.",
)
