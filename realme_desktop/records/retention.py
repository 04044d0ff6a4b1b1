"""Removing what is kept no longer: pictures, personal data, whole orders, each after a time of its own.

Nothing is removed of an order that has no end yet, whose result is still to be confirmed, or that is on
legal hold. An order's time counts from its result, or from its last change where there is none. The audit
log stays, and tells of each order what was removed.

Work goes in portions, each in one transaction that looks again at what it is about to remove: killed at any
moment it is simply not done yet. At the end the WAL is emptied, so that the removed content is nowhere any
more: SQLite overwrites with zeros what is freed (`secure_delete`), FTS5 does the same in its index.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import partial
from typing import TYPE_CHECKING, Any

from realme_desktop.catalog.model import Sensitivity
from realme_desktop.catalog.text import Text
from realme_desktop.records import audit
from realme_desktop.records.acts import Act
from realme_desktop.records.filters import forget_filter, kept_filters
from realme_desktop.records.finding import found_by
from realme_desktop.records.migrating import remove_copies
from realme_desktop.records.model import OrderState
from realme_desktop.records.rows import first_row, to_column
from realme_desktop.records.search import fold

if TYPE_CHECKING:
    import apsw

    from realme_desktop.records.store import Records

__all__ = ["Due", "Kind", "Purged", "Rules", "delete_orders", "preview", "purge"]

DAY_MS = 24 * 3600 * 1000
_AT_ONCE = 50  # about 30 ms, which an order that is written meanwhile may wait
_PAGES_AT_ONCE = 1000
_TELLING = 2  # characters: the shortest name; a choice such as "1" tells nothing of a person
_FINAL = ", ".join(f"'{state.value}'" for state in OrderState if state.final)
_RESULT_AT = "coalesce(orders.answered_at, orders.updated_at)"
_ENDED = f"orders.state IN ({_FINAL}) AND orders.next_query_at IS NULL"


class Kind(Enum):
    """What is removed. Each includes those before it."""

    PICTURES = "pictures"
    PERSONAL = "personal"
    ORDERS = "orders"

    @property
    def words(self) -> Text:
        return _WORDS[self]


# With these go the notifications that no order could take: what they say may be about people, too.
_TELL = (Kind.PERSONAL, Kind.ORDERS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """Days after the result; 0 keeps for ever."""

    pictures_days: int = 30
    personal_days: int = 0
    orders_days: int = 0

    def cutoff(self, kind: Kind, now: int) -> int | None:
        """What ended before this moment (milliseconds) goes; None: nothing does."""
        days: int = getattr(self, f"{kind.value}_days")
        return now - days * DAY_MS if days > 0 else None


@dataclass(frozen=True, slots=True)
class Due:
    """What would go now, in numbers of orders, each counted once, by the most that goes of it; `held` are
    those that only a legal hold protects. `bytes` is the size of the pictures that no other order needs."""

    orders: Mapping[Kind, int]
    held: Mapping[Kind, int]
    notices: int = 0
    pictures: int = 0
    bytes: int = 0

    @property
    def nothing(self) -> bool:
        return not any(self.orders.values()) and not self.notices


@dataclass(slots=True)
class Purged:
    """What went, in numbers of orders. `settled`: the removed bytes are out of the records; otherwise
    somebody was reading all the while, and the next run sees to it. `copies` of the file as it was before a
    migration went, too."""

    orders: dict[Kind, int] = field(default_factory=lambda: dict.fromkeys(Kind, 0))
    notices: int = 0
    settled: bool = True
    copies: int = 0


# -- what is due ------------------------------------------------------------------------------------------


def _where(kind: Kind) -> str:
    """`?1`: the rows below which an order can be due at all, which spares looking at newer ones. `?2`: the
    cutoff."""
    tables = {
        Kind.PICTURES: "(SELECT DISTINCT order_row AS row FROM order_pictures WHERE order_row < ?1)"
        " JOIN orders USING (row)",
        Kind.PERSONAL: "orders INDEXED BY orders_not_purged",
        Kind.ORDERS: "orders NOT INDEXED",
    }
    more = " AND orders.purged_at IS NULL" if kind is Kind.PERSONAL else ""
    return f"{tables[kind]} WHERE orders.row < ?1{more} AND {_ENDED} AND {_RESULT_AT} < ?2"


def preview(records: Records, rules: Rules, now: int) -> Due:
    """What `purge` would remove now (`now` in milliseconds); nothing is changed."""
    return records.look(partial(_preview, rules=rules, now=now))


def _preview(reader: apsw.Connection, rules: Rules, now: int) -> Due:
    orders, held, notices, pictures, size = dict.fromkeys(Kind, 0), dict.fromkeys(Kind, 0), 0, 0, 0
    for kind in Kind:
        if (cutoff := rules.cutoff(kind, now)) is None:
            continue
        sql = "SELECT count(*) FILTER (WHERE hold = 0), count(*) FILTER (WHERE hold = 1)"
        sql += f" FROM {_where(kind)}{_goes_by_no_more(kind, rules, now)}"
        orders[kind], held[kind] = next(reader.execute(sql, _values(cutoff)))
    if told := [cutoff for kind in _TELL if (cutoff := rules.cutoff(kind, now)) is not None]:
        notices = reader.execute("SELECT count(*) FROM notices WHERE received_at < ?", (max(told),)).get
    cutoffs = [cutoff for kind in Kind if (cutoff := rules.cutoff(kind, now)) is not None]
    if cutoffs:  # with an order's personal data its pictures go, too
        going = f"SELECT orders.row FROM {_where(Kind.PICTURES)} AND hold = 0"
        pictures, size = next(
            reader.execute(
                f"WITH going AS MATERIALIZED ({going}) SELECT count(*), coalesce(sum(length(data)), 0)"
                " FROM pictures WHERE sha256 IN (SELECT sha256 FROM order_pictures WHERE order_row IN going)"
                " AND NOT EXISTS (SELECT 1 FROM order_pictures AS other WHERE other.sha256 = pictures.sha256"
                " AND other.order_row NOT IN going)",
                _values(max(cutoffs)),
            )
        )
    return Due(orders, held, notices, pictures, size)


def _goes_by_no_more(kind: Kind, rules: Rules, now: int) -> str:
    """The condition that no kind which includes this one is due."""
    text = ""
    for more in tuple(Kind)[tuple(Kind).index(kind) + 1 :]:
        if (cutoff := rules.cutoff(more, now)) is not None:
            due = f"{_RESULT_AT} < {cutoff}" + (" AND purged_at IS NULL" if more is Kind.PERSONAL else "")
            text += f" AND NOT ({due})"
    return text


def _values(cutoff: int) -> tuple[int, int]:
    return first_row(max(0, cutoff)), cutoff


# -- removing ---------------------------------------------------------------------------------------------


def purge(
    records: Records,
    rules: Rules,
    now: int,
    *,
    operator: str = "",
    progress: audit.Progress | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Purged:
    """Remove what is due. `operator`: who asked for it, "" for the program's own run. What was removed before
    a cancellation or an error stays removed."""
    due = preview(records, rules, now)
    of, done = sum(due.orders.values()), 0
    purged = Purged()
    for kind in reversed(Kind):  # an order that goes as a whole need not be emptied first
        cutoff = rules.cutoff(kind, now)
        if cutoff is None or cancelled():
            continue
        portion = partial(_portion, kind=kind, cutoff=cutoff, now=now, operator=operator)
        after = -1
        while not cancelled():
            rows = records.write(partial(portion, after=after))
            if not rows:
                break
            after = rows[-1]
            purged.orders[kind] += len(rows)
            done += len(rows)
            if progress is not None:
                progress(min(done, of), of)
        if kind in _TELL:
            purged.notices += records.write(partial(_remove_notices, cutoff=cutoff))
        if purged.orders[kind]:
            days: int = getattr(rules, f"{kind.value}_days")
            detail = {"kind": kind.value, "orders": purged.orders[kind], "days": days}
            records.audit(Act.PURGED, operator=operator, at=now, detail=detail)
    purged.settled = erase(records)
    purged.copies = remove_copies(
        records.path, at_once=bool(operator), purged=any(purged.orders.values()) or purged.notices > 0
    )
    return purged


def erase(records: Records) -> bool:
    """Give free pages back and empty the WAL: what was removed is in no file any more. False if somebody read
    all the while."""
    while records.write(_give_back):
        pass
    return records.settle()


def _give_back(writer: apsw.Connection) -> bool:
    before = int(writer.pragma("freelist_count"))
    if before:
        for _ in writer.execute(f"PRAGMA incremental_vacuum({_PAGES_AT_ONCE})"):
            pass  # a row for each page
    return 0 < int(writer.pragma("freelist_count")) < before


def _portion(
    writer: apsw.Connection, *, kind: Kind, cutoff: int, now: int, operator: str, after: int
) -> list[int]:
    """Empty or remove some orders; their rows."""
    sql = (
        f"SELECT orders.row, order_id, segment, params, seq_id, state FROM {_where(kind)}"
        " AND orders.hold = 0 AND orders.row > ?3 ORDER BY orders.row LIMIT ?4"
    )
    found = list(writer.execute(sql, (*_values(cutoff), after, _AT_ONCE)))
    named = _filters_that_find(writer) if found else set()
    for row, order_id, segment, params, seq_id, state in found:
        if kind is Kind.ORDERS:
            _remove(writer, row)
        else:
            remove_pictures(writer, row)
            if kind is Kind.PERSONAL:
                _empty(writer, row, segment, params, order_id, seq_id, now)
            writer.execute(
                "INSERT INTO events (order_row, at, state, cause) VALUES (?, ?, ?, ?)",
                (row, now, state, f"purged_{kind.value}"),
            )
        act = Act.DELETED if kind is Kind.ORDERS else Act.PURGED
        detail = {"kind": kind.value}
        audit.append(writer, act, operator=operator, at=now, order_id=order_id, detail=detail)
    _forget_filters(writer, named)
    return [row for row, *_ in found]


def delete_orders(writer: apsw.Connection, order_ids: list[str], *, operator: str, at: int) -> list[str]:
    """Remove whole orders by a person's act, in the open transaction. Those without an end and those on hold
    stay; returns the numbers of the removed ones. To be followed by `erase`."""
    removed, named = [], _filters_that_find(writer)
    for order_id in order_ids:
        sql = f"SELECT row FROM orders WHERE order_id = ? AND {_ENDED} AND hold = 0"
        row: int | None = writer.execute(sql, (order_id,)).get
        if row is not None:
            _remove(writer, row)
            detail = {"kind": Kind.ORDERS.value}
            audit.append(writer, Act.DELETED, operator=operator, at=at, order_id=order_id, detail=detail)
            removed.append(order_id)
    _forget_filters(writer, named)
    return removed


def _filters_that_find(writer: apsw.Connection) -> set[str]:
    """The kept filters that search for a text, by name, as long as any order is found by it."""
    found = "SELECT 1 FROM search WHERE search MATCH ? LIMIT 1"
    return {
        saved.name
        for saved in kept_filters(writer)
        if any(writer.execute(found, (expression,)).get for expression in found_by(saved.query) or ())
    }


def _forget_filters(writer: apsw.Connection, found_before: set[str]) -> None:
    """What was searched for is a name or a number: it goes with the last order that it finds."""
    if found_before:
        for name in found_before - _filters_that_find(writer):
            forget_filter(writer, name)


def remove_pictures(writer: apsw.Connection, row: int) -> None:
    """The order's pictures; the bytes of those that another order has, too, stay with it."""
    hashes = writer.execute(
        "DELETE FROM order_pictures WHERE order_row = ? RETURNING sha256", (row,)
    ).fetchall()
    for (digest,) in hashes:
        writer.execute(
            "DELETE FROM pictures WHERE sha256 = ?1"
            " AND NOT EXISTS (SELECT 1 FROM order_pictures WHERE sha256 = ?1)",
            (digest,),
        )


def _remove(writer: apsw.Connection, row: int) -> None:
    remove_pictures(writer, row)
    writer.execute("DELETE FROM search WHERE rowid = ?", (row,))
    writer.execute("DELETE FROM orders WHERE row = ?", (row,))  # and with it what refers to it


def _empty(
    writer: apsw.Connection, row: int, segment: str, params: str, order_id: str, seq_id: str | None, now: int
) -> None:
    """Leave of an order what says nothing about a person: service, times, state, verdict, score, codes."""
    given = json.loads(params)
    kept = json.dumps(_public(segment, given), ensure_ascii=False, separators=(",", ":"))
    _remove_telling_tags(writer, row, given)
    writer.execute(
        "UPDATE orders SET params = ?, \"values\" = '{}', raw_reply = NULL, subject_name = NULL,"
        " subject_number = NULL, note = NULL, fingerprint = NULL, resp_info = NULL, return_message = NULL,"
        " purged_at = ? WHERE row = ?",
        (kept, now, row),
    )
    numbers = "\n".join(filter(None, (order_id, seq_id)))
    writer.execute("UPDATE search SET names = '', numbers = ? WHERE rowid = ?", (numbers, row))
    writer.execute("UPDATE events SET evidence = NULL WHERE order_row = ?", (row,))
    writer.execute("DELETE FROM exchanges WHERE order_row = ?", (row,))


def _remove_telling_tags(writer: apsw.Connection, row: int, params: Mapping[str, Any]) -> None:
    """A tag sorts orders; one that holds the name or a number of whom the order is about is no such."""
    columns = "SELECT tags, subject_name, subject_number FROM orders WHERE row = ?"
    tags, *about = next(writer.execute(columns, (row,)))
    if tags == "[]":
        return
    telling = {fold(text) for text in (*about, *params.values()) if text and len(text) >= _TELLING}
    before = json.loads(tags)
    after = [tag for tag in before if not any(text in fold(tag) for text in telling)]
    if after != before:
        writer.execute("UPDATE orders SET tags = ? WHERE row = ?", (to_column("tags", after), row))


def _public(segment: str, params: Mapping[str, Any]) -> dict[str, Any]:
    from realme_desktop.catalog.registry import by_segment

    try:
        fields = by_segment(segment).fields
    except KeyError:  # of a service that is known no more: nothing says what is harmless
        return {}
    public = {field.name for field in fields if field.sensitivity is Sensitivity.PUBLIC}
    return {name: value for name, value in params.items() if name in public}


def _remove_notices(writer: apsw.Connection, *, cutoff: int) -> int:
    """Notifications without an order tell of people, too."""
    writer.execute("DELETE FROM notices WHERE received_at < ?", (cutoff,))
    return int(writer.changes())


_WORDS = {
    Kind.PICTURES: Text("图片", "Pictures"),
    Kind.PERSONAL: Text("个人信息", "Personal data"),
    Kind.ORDERS: Text("整笔订单", "Whole orders"),
}
