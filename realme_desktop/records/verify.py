"""Is the audit log whole? Names the first entry that was changed, removed or moved.

Reads in portions, so that whoever works meanwhile hardly waits.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from realme_desktop.catalog.text import Text
from realme_desktop.records.acts import Act
from realme_desktop.records.audit import ORIGIN, Head, Progress, digest, log_name, read
from realme_desktop.records.files import replacing

if TYPE_CHECKING:
    import apsw

    from realme_desktop.records.reading import Reader

__all__ = [
    "EXPORT_FORMAT",
    "Flaw",
    "Verification",
    "check_chain",
    "export_log",
    "seal",
    "verify",
    "verify_file",
]

EXPORT_FORMAT = "realme-desktop audit log"
_AT_ONCE = 2000
_SEALING = frozenset({Act.RESTORED.value, Act.RESCUED.value})  # what seals logs that were brought along

Row = tuple[Any, ...]
"""(number, at, operator, act, order_id, detail as text, hash)"""


class Flaw(Enum):
    EMPTY = "empty"  # there is no entry at all, not even the first
    CHANGED = "changed"  # the entry is not the one that was written here: changed, put in or moved
    MISSING = "missing"  # an entry is gone from between others
    CUT = "cut"  # the log ends before the exported head
    REPLACED = "replaced"  # entry and exported head differ
    OTHER_LOG = "other_log"  # the exported head is that of another log
    BROUGHT = "brought"  # a log brought along from another history is not as it was sealed

    def words(self, number: int) -> Text:
        return _WORDS[self].format(number=number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """`entries` were looked at. `flaw` at entry `number` is the first; None: the log is whole. `heads` of
    the exported ones were met."""

    entries: int
    flaw: Flaw | None = None
    number: int = 0
    heads: int = 0

    @property
    def whole(self) -> bool:
        return self.flaw is None

    @property
    def words(self) -> Text:
        if self.flaw is not None:
            return self.flaw.words(self.number)
        return (_WHOLE_TO_HEAD if self.heads else _WHOLE).format(entries=self.entries)


def verify(records: Reader, heads: Iterable[Head] = (), progress: Progress | None = None) -> Verification:
    """Look at every entry, and whether each exported head is still met."""
    name = records.look(log_name)
    heads = tuple(heads)
    foreign = any(head.log != name for head in heads)
    seals: dict[str, str] = {}

    def rows() -> Iterator[Row]:
        for row in _portions(records):
            yield row
            # From here on its place in the chain is known to be right: it says what this program wrote.
            if row[3] in _SEALING and '"seal"' in row[5]:
                detail = json.loads(row[5])
                seals[str(detail["log"])] = str(detail["seal"])
            if progress is not None and row[0] % _AT_ONCE == 0:
                progress(row[0], 0)

    found = check_chain(rows(), [head for head in heads if head.log == name])
    if found.flaw is not None:
        return found
    if foreign:
        return Verification(entries=found.entries, flaw=Flaw.OTHER_LOG, heads=found.heads)
    brought = {log: 0 for log in seals}
    brought |= {log: first for log, first in records.look(_brought)}
    for log, first in brought.items():
        if seals.get(log) != records.look(partial(_seal_of, log=log)):
            return Verification(entries=found.entries, flaw=Flaw.BROUGHT, number=first)
    return found


def check_chain(rows: Iterable[Row], heads: Iterable[Head] = ()) -> Verification:
    """`rows` from the first entry on. The first flaw, or that there is none. `heads` are of this log."""
    expected, last, met = 1, ORIGIN, 0
    wanted: dict[int, set[str]] = {}
    for head in heads:
        wanted.setdefault(head.number, set()).add(head.hash)
    for row in rows:
        number = row[0]
        if number != expected:
            return Verification(entries=expected - 1, flaw=Flaw.MISSING, number=expected, heads=met)
        if digest(last, row[:6]) != row[6]:
            return Verification(entries=expected - 1, flaw=Flaw.CHANGED, number=number, heads=met)
        last = row[6]
        if number in wanted:
            if wanted[number] != {last.hex()}:
                return Verification(entries=number, flaw=Flaw.REPLACED, number=number, heads=met)
            met += 1
        expected += 1
    if expected == 1:
        return Verification(entries=0, flaw=Flaw.EMPTY, number=1)
    if any(number >= expected for number in wanted):
        return Verification(entries=expected - 1, flaw=Flaw.CUT, number=expected, heads=met)
    return Verification(entries=expected - 1, heads=met)


def seal(rows: Iterable[Row]) -> str:
    """SHA-256 over entries as they are, whether or not they make a chain."""
    whole = hashlib.sha256()
    for row in rows:
        whole.update(digest(row[6], row[:6]))
    return whole.hexdigest()


def _portions(records: Reader) -> Iterator[Row]:
    after = -(2**62)  # a number below the first would be somebody's addition
    while True:
        rows = records.look(partial(_some, after=after))
        yield from rows
        if len(rows) < _AT_ONCE:
            return
        after = rows[-1][0]


def _some(reader: apsw.Connection, after: int) -> list[Row]:
    return read(reader, "FROM audit WHERE number > ? ORDER BY number LIMIT ?", (after, _AT_ONCE))


def brought_rows(reader: apsw.Connection, log: str) -> list[Row]:
    return read(reader, "FROM audit_brought WHERE log = ? ORDER BY number", (log,))


def _seal_of(reader: apsw.Connection, log: str) -> str:
    return seal(brought_rows(reader, log))


def _brought(reader: apsw.Connection) -> list[tuple[str, int]]:
    return list(reader.execute("SELECT log, min(number) FROM audit_brought GROUP BY log"))


# -- as a file --------------------------------------------------------------------------------------------


def export_log(records: Reader, path: Path, progress: Progress | None = None) -> int:
    """The log as JSON lines that anybody can verify (see the user guide); returns how many entries. The first
    line tells the format; those of logs brought along carry their `log`. OSError: nothing is left behind."""
    count = 0
    with replacing(path) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as file:
        title = {"format": EXPORT_FORMAT, "version": 1, "log": records.look(log_name)}
        file.write(json.dumps(title) + "\n")
        for row in _portions(records):
            file.write(_line(row) + "\n")
            count += 1
            if progress is not None and count % _AT_ONCE == 0:
                progress(count, 0)
        for log, _ in records.look(_brought):
            for row in records.look(partial(brought_rows, log=log)):
                file.write(_line(row, log=log) + "\n")
    return count


def _line(row: Sequence[Any], **more: str) -> str:
    names = ("number", "at", "operator", "act", "order_id", "detail", "hash")
    return json.dumps({**dict(zip(names, (*row[:6], row[6].hex()), strict=True)), **more})


def verify_file(path: Path, heads: Iterable[Head] = ()) -> Verification:
    """As `verify`, for an exported log. ValueError if the file is none; OSError."""
    with path.open(encoding="utf-8") as file:
        title = json.loads(file.readline() or "null")
        if not isinstance(title, dict) or title.get("format") != EXPORT_FORMAT:
            raise ValueError("not an exported audit log")
        name = title.get("log")
        heads = tuple(heads)
        if any(head.log != name for head in heads):
            return Verification(entries=0, flaw=Flaw.OTHER_LOG)
        return check_chain(_parsed(file), heads)


def _parsed(lines: Iterable[str]) -> Iterator[Row]:
    for line in lines:
        try:
            entry = json.loads(line)
            if "log" in entry:
                continue
            yield (
                entry["number"], entry["at"], entry["operator"], entry["act"], entry["order_id"],
                entry["detail"], bytes.fromhex(entry["hash"]),
            )  # fmt: skip
        except (KeyError, TypeError, RecursionError) as error:
            raise ValueError("not an exported audit log") from error


_WHOLE = Text(
    "审计日志完整：{entries} 条，每条都与前一条衔接。尾部是否被截去，要用以前导出的链头核对才能看出。",
    "The audit log is whole. Entries: {entries}; each follows from the one before. Whether its "
    "end was cut off only shows when it is checked against a head that was exported earlier.",
)
_WHOLE_TO_HEAD = Text(
    "审计日志完整：{entries} 条，每条都与前一条衔接，且与所给链头一致。",
    "The audit log is whole. Entries: {entries}; each follows from the one before, and it agrees "
    "with the given head.",
)
_WORDS = {
    Flaw.EMPTY: Text(
        "审计日志是空的，连第一条也没有：日志被整个删除过。",
        "The audit log is empty, without even its first entry: it was removed as a whole.",
    ),
    Flaw.CHANGED: Text(
        "审计日志被改动过：第 {number} 条不是原来写在这里的内容（被更改、插入或调换）。此前各条无误。",
        "The audit log was tampered with: entry {number} is not what was written here (changed, put in or "
        "moved). Those before it are in order.",
    ),
    Flaw.MISSING: Text(
        "审计日志被改动过：缺少第 {number} 条。此前各条无误。",
        "The audit log was tampered with: entry {number} is missing. Those before it are in order.",
    ),
    Flaw.CUT: Text(
        "审计日志的尾部被截去：从第 {number} 条起缺失，而导出链头时它们还在。",
        "The end of the audit log was cut off: entries from {number} on are missing, which were there when "
        "the head was exported.",
    ),
    Flaw.REPLACED: Text(
        "审计日志与导出的链头不符：截至第 {number} 条的内容在导出之后被改写过。",
        "The audit log does not agree with the exported head: what leads up to entry {number} was rewritten "
        "after the head was exported.",
    ),
    Flaw.OTHER_LOG: Text(
        "所给链头属于另一个审计日志，无法用它核对；或者整个日志被换过。",
        "The given head is that of another audit log, so it can't be checked by it; or the whole log was "
        "replaced.",
    ),
    Flaw.BROUGHT: Text(
        "从其他历史带来的审计日志与其封存时不符（从第 {number} 条起的那一份）。",
        "An audit log that was brought along from another history is not as it was sealed (the one that "
        "begins with entry {number}).",
    ),
}
