"""What the form hands over, and what the desk tells of an order on its way. Light: the window imports it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import TypeAlias

from realme_desktop.catalog.text import Text
from realme_desktop.imaging.edits import Edited

__all__ = ["ConnectionReport", "Draft", "Phase", "PictureSource"]

PictureSource: TypeAlias = Path | bytes | Edited
"""A file on disk, the bytes of a picture that was pasted or dropped, or either with what was changed about
it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An order as the operator typed it; nothing of it is checked or on disk yet.

    `values` are the raw texts of the form by wire name, `sources` the chosen pictures and packets by wire
    name. `threshold` is the one the operator set for this order; None takes the environment's. `linked_to` is
    the order that this one repeats or follows. `confirmed_duplicate_of` is the order of the same content that
    the operator was shown and wants to repeat; `again` repeats whatever there is. `purpose` is one
    of the deployer's list.
    """

    segment: str
    values: Mapping[str, str] = field(default_factory=dict, repr=False)
    sources: Mapping[str, PictureSource] = field(default_factory=dict, repr=False)
    threshold: float | None = None
    linked_to: str | None = None
    confirmed_duplicate_of: str | None = None
    again: bool = False
    purpose: str = ""


class Phase(Enum):
    """What is being done with an order right now, for the line under the form. Never more advanced than what
    is on disk: SENDING is told only after the disk says so."""

    PREPARING = "preparing"  # checking, converting pictures; nothing is on disk
    SAVING = "saving"  # being written to disk; not a byte sent
    QUEUED = "queued"  # on disk, waiting for its turn; can be withdrawn
    SENDING = "sending"  # on its way to RealMe
    WAITING = "waiting"  # RealMe has it (or may have it), the result is awaited

    @property
    def words(self) -> Text:
        return _PHASE_WORDS[self]


_PHASE_WORDS = {
    Phase.PREPARING: Text(
        "正在检查填写内容、准备图片，尚未发送。", "Checking and preparing. Nothing has been sent."
    ),
    Phase.SAVING: Text("正在保存订单，尚未发送。", "Saving the order. Nothing has been sent."),
    Phase.QUEUED: Text(
        "已保存，正在排队，尚未发送；可在“待处理”中撤回。",
        "Saved and waiting for its turn. Nothing has been sent; it can be withdrawn under Pending.",
    ),
    Phase.SENDING: Text("正在发送给 RealMe。", "Sending to RealMe."),
    Phase.WAITING: Text("已发送，等待 RealMe 的结果。", "Sent. Waiting for RealMe's result."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectionReport:
    """What a harmless query to RealMe showed: `ok` means that RealMe recognised the credentials. `hints` are
    the steps to take, in their sequence, where the answer is a frequent one."""

    ok: bool
    words: Text
    hints: tuple[Text, ...] = ()
    return_code: str | None = None
    http_status: int | None = None
    elapsed_ms: float = 0.0
