"""What people add to an order: note, tags, legal hold; and which orders belong together.

None of it is a step of the order's life: state and `updated_at` stay. Each function works on a connection
that it is given, inside the transaction that is open on it, and writes its audit entry there.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from typing import TYPE_CHECKING, Any

from realme_desktop.records import audit
from realme_desktop.records.acts import Act
from realme_desktop.records.errors import UnknownOrder
from realme_desktop.records.model import Order
from realme_desktop.records.rows import COLUMNS, from_row, quoted, search_texts, to_column, utf8_safe

if TYPE_CHECKING:
    import apsw

__all__ = [
    "LONGEST_NOTE",
    "LONGEST_TAG",
    "MOST_TAGS",
    "clean_tags",
    "known_tags",
    "linked",
    "set_hold",
    "set_note",
    "set_tags",
]

LONGEST_NOTE = 4000
LONGEST_TAG = 40
MOST_TAGS = 20

_SELECT = f"SELECT {', '.join(f'orders.{quoted(column)}' for column in COLUMNS)} FROM orders"


def set_note(connection: apsw.Connection, order_id: str, text: str, *, operator: str, at: int) -> Order:
    """Empty removes the note. ValueError if it is longer than `LONGEST_NOTE` characters."""
    note = utf8_safe(text).strip() or None
    if note is not None and len(note) > LONGEST_NOTE:
        raise ValueError(f"a note has at most {LONGEST_NOTE} characters")
    row, before = _find(connection, order_id)
    if note == before.note:
        return before
    # A note on an order that retention has emptied is personal data again, and due as such.
    purged_at = before.purged_at if note is None else None
    connection.execute("UPDATE orders SET note = ?, purged_at = ? WHERE row = ?", (note, purged_at, row))
    after = _order(connection, row)
    connection.execute(
        "UPDATE search SET names = ?, numbers = ? WHERE rowid = ?",
        (*map(utf8_safe, search_texts(after)), row),
    )
    detail = {"length": len(note or "")}
    audit.append(connection, Act.NOTE_CHANGED, operator=operator, at=at, order_id=order_id, detail=detail)
    return after


def set_tags(
    connection: apsw.Connection, order_id: str, tags: Iterable[str], *, operator: str, at: int
) -> Order:
    """ValueError if there are too many or one is too long: see `clean_tags`."""
    wanted = clean_tags(tags)
    row, before = _find(connection, order_id)
    if wanted == before.tags:
        return before
    connection.execute("UPDATE orders SET tags = ? WHERE row = ?", (to_column("tags", wanted), row))
    detail = {"tags": len(wanted), "before": len(before.tags)}
    audit.append(connection, Act.TAGS_CHANGED, operator=operator, at=at, order_id=order_id, detail=detail)
    return _order(connection, row)


def set_hold(connection: apsw.Connection, order_id: str, hold: bool, *, operator: str, at: int) -> Order:
    """An order on legal hold is left alone by retention."""
    row, before = _find(connection, order_id)
    if hold == before.hold:
        return before
    connection.execute("UPDATE orders SET hold = ? WHERE row = ?", (int(hold), row))
    detail = {"hold": hold}
    audit.append(connection, Act.HOLD_CHANGED, operator=operator, at=at, order_id=order_id, detail=detail)
    return _order(connection, row)


def clean_tags(tags: Iterable[str]) -> tuple[str, ...]:
    """Without blanks around them, each once, in their sequence. ValueError for more than `MOST_TAGS`, or one
    of more than `LONGEST_TAG` characters or with control characters."""
    cleaned = tuple(dict.fromkeys(filter(None, (" ".join(utf8_safe(tag).split()) for tag in tags))))
    if len(cleaned) > MOST_TAGS:
        raise ValueError(f"an order has at most {MOST_TAGS} tags")
    for tag in cleaned:
        if len(tag) > LONGEST_TAG or not tag.isprintable():
            raise ValueError(f"a tag has at most {LONGEST_TAG} printable characters")
    return cleaned


# -- reading ----------------------------------------------------------------------------------------------


def known_tags(connection: apsw.Connection, segments: Set[str] | None = None) -> tuple[str, ...]:
    """Every tag in use, in the order of the alphabet; with `segments` those on orders of these services."""
    if segments is None:
        found = connection.execute("SELECT DISTINCT tag FROM order_tags ORDER BY tag")
    else:
        chosen = tuple(sorted(segments))
        found = connection.execute(
            "SELECT DISTINCT tag FROM order_tags JOIN orders ON orders.row = order_tags.order_row"
            f" WHERE orders.segment IN ({', '.join('?' * len(chosen))}) ORDER BY tag",
            chosen,
        )
    return tuple(tag for (tag,) in found)


def linked(connection: apsw.Connection, order_id: str, limit: int = 200) -> tuple[Order, ...]:
    """The orders that belong to this one, newest first, without itself: those it was made from and those made
    from it, however many steps away; those of the same subject number; those of the same content."""
    row, order = _find(connection, order_id)
    related = set(_family(connection, order, limit))
    for column, value in (("subject_number", order.subject_number), ("fingerprint", order.fingerprint)):
        if value:
            related |= set(
                _column(
                    connection,
                    f"SELECT row FROM orders WHERE {column} = ? AND environment = ?"
                    " ORDER BY row DESC LIMIT ?",
                    (value, order.environment, limit + 1),
                )
            )
    related.discard(row)
    newest = sorted(related, reverse=True)[:limit]
    return tuple(_order(connection, one) for one in newest)


def _family(connection: apsw.Connection, order: Order, limit: int) -> set[int]:
    """Rows of the orders that are tied to this one by `linked_to`, up and down."""
    seen: dict[str, int] = {}
    ahead = [order.order_id, *filter(None, [order.linked_to])]
    asked: set[str] = set()
    while ahead and len(seen) <= limit:
        name = ahead.pop()
        if name in asked:
            continue
        asked.add(name)
        for found, row, parent in connection.execute(
            "SELECT order_id, row, linked_to FROM orders WHERE order_id = ?1"
            " UNION ALL SELECT order_id, row, linked_to FROM orders WHERE linked_to = ?1",
            (name,),
        ):
            seen[found] = row
            ahead += [found, *filter(None, [parent])]
    return set(seen.values())


def _column(connection: apsw.Connection, sql: str, values: tuple[Any, ...]) -> list[int]:
    return [row for (row,) in connection.execute(sql, values)]


def _find(connection: apsw.Connection, order_id: str) -> tuple[int, Order]:
    row: int | None = connection.execute("SELECT row FROM orders WHERE order_id = ?", (order_id,)).get
    if row is None:
        raise UnknownOrder(order_id)
    return row, _order(connection, row)


def _order(connection: apsw.Connection, row: int) -> Order:
    return from_row(next(connection.execute(f"{_SELECT} WHERE row = ?", (row,))))
