"""An export from beginning to end: what is asked, checked; the file, written; the act, recorded."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from operator import eq, itemgetter
from pathlib import Path
from typing import Any

import apsw

from realme_desktop.catalog.text import Language
from realme_desktop.records.acts import Act
from realme_desktop.records.export.columns import COLUMNS, DEFAULT, Column, Kind, readers, told_by_sql
from realme_desktop.records.export.problems import (
    ExportCancelled,
    ExportFailed,
    ExportRefused,
    Failure,
    Refusal,
)
from realme_desktop.records.export.target import checked_target, replacing
from realme_desktop.records.export.writers import Format, Writer, writer_for
from realme_desktop.records.model import HistoryQuery
from realme_desktop.records.store import Records
from realme_desktop.records.walking import every_row, rows_of_numbers

__all__ = ["Exported", "export"]

_AT_ONCE = 200  # more at once is slower: it no longer fits into the processor's cache


@dataclass(frozen=True, slots=True)
class Exported:
    """`path` is the file as it was named in the end, `count` how many orders are in it."""

    path: Path
    count: int


def export(
    records: Records,
    what: HistoryQuery | Sequence[str],
    path: Path,
    form: Format,
    *,
    operator: str,
    at: int,
    columns: Sequence[str] = DEFAULT,
    masked: bool = True,
    reason: str = "",
    language: Language = "zh",
    progress: Callable[[int, int], None] = lambda done, of: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Exported:
    """Write the orders of a query, in its sequence, or those of some order numbers, in theirs.

    Blocks, in any thread. `columns` are keys of `COLUMNS`. Full values take `masked=False` and a reason,
    which goes into the audit log with the count before the file gets its name: there is none that the log
    does not tell of. `progress(done, of)` is called after every few hundred orders, `cancelled()` before.
    Which orders are written is settled at the beginning; each is written as it is when its turn comes.

    Raises `ExportRefused`, `ExportFailed`, `ExportCancelled`, `RecordsError`: then there is no new file.
    """
    chosen = [COLUMNS[key] for key in columns]
    reason = reason.strip()
    if not chosen:
        raise ExportRefused(Refusal.NO_COLUMNS)
    if not masked and not reason:
        raise ExportRefused(Refusal.NO_REASON)
    target = checked_target(path, form.suffix, records.path.parent)
    with records.aside() as connection:
        rows = (
            every_row(connection, what)
            if isinstance(what, HistoryQuery)
            else rows_of_numbers(connection, what)
        )
        with replacing(target) as file:
            writer = writer_for(form, file, chosen, language)
            try:
                words = None if form is Format.JSON_LINES else language
                count = 0
                for part in _parts(connection, rows, chosen, writer, masked=masked, language=words):
                    if cancelled():
                        raise ExportCancelled
                    writer.write(part)
                    count += len(part[0])
                    progress(count, len(rows))
                if cancelled():
                    raise ExportCancelled
                writer.finish()
            except BaseException as error:
                writer.abandon()
                if isinstance(error, OSError):
                    raise ExportFailed(Failure.of(error)) from error
                raise
            detail: dict[str, str | int | bool] = {
                "format": form.value,
                "count": count,
                "masked": masked,
                "columns": " ".join(columns),
            }
            records.audit(
                Act.EXPORTED, operator=operator, at=at, detail=detail | ({"reason": reason} if reason else {})
            )
    return Exported(path=target, count=count)


def _parts(
    connection: apsw.Connection,
    rows: array[int],
    columns: Sequence[Column],
    writer: Writer,
    *,
    masked: bool,
    language: Language | None,
) -> Iterator[list[Sequence[Any]]]:
    """The orders of these rows, some at a time, column by column: so Python does nothing for a single
    value."""
    read = readers(columns, masked=masked, language=language)
    sources = ", ".join(_source(column, writer, masked=masked, language=language) for column in columns)
    statement, dense = f"SELECT row, {sources} FROM orders WHERE row", True
    for start in range(0, len(rows), _AT_ONCE):
        part = tuple(rows[start : start + _AT_ONCE])
        # Where nothing else lies between them, one walk finds them sooner than as many searches do.
        found = _walked(connection, statement, part) if dense else None
        if found is None:
            dense = False
            found = list(connection.execute(f"{statement} IN ({', '.join('?' * len(part))})", part))
            of_row = {values[0]: values for values in found}
            found = [of_row[row] for row in part if row in of_row]
        if not found:  # all of them were deleted meanwhile
            continue
        _, *stored = zip(*found, strict=True)
        yield [
            column if reader is None else list(map(reader, column))
            for column, reader in zip(stored, read, strict=True)
        ]


def _walked(connection: apsw.Connection, statement: str, part: tuple[int, ...]) -> list[Any] | None:
    """The orders of these rows, if they are all that lies between the first and the last; else None."""
    low, high, way = (part[-1], part[0], "DESC") if part[0] > part[-1] else (part[0], part[-1], "ASC")
    ranged = f"{statement} BETWEEN ? AND ? ORDER BY row {way} LIMIT ?"
    found = list(connection.execute(ranged, (low, high, len(part) + 1)))
    return found if len(found) == len(part) and all(map(eq, map(itemgetter(0), found), part)) else None


def _source(column: Column, writer: Writer, *, masked: bool, language: Language | None) -> str:
    if column.kind is Kind.TIME:
        return writer.times.format(column.source)
    if column.structure and masked:
        return f"orders.segment || char(10) || {column.source}"
    return told_by_sql(column, language) or column.source
