"""The database's shape, as numbered steps forward. A step that was released is never edited: add the next
one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from realme_desktop.records.audit import begin
from realme_desktop.records.search import TOKENIZER

if TYPE_CHECKING:
    import apsw

__all__ = ["LATEST", "MIGRATIONS", "Migration"]


@dataclass(frozen=True, slots=True)
class Migration:
    """`then(connection, at)` does, in the same transaction, what SQL alone can't; `at` is in milliseconds."""

    number: int
    title: str
    statements: tuple[str, ...]
    then: Callable[[apsw.Connection, int], None] | None = None


_FIRST = (
    """
    CREATE TABLE migrations (
        number INTEGER PRIMARY KEY,
        title TEXT NOT NULL,
        applied_at INTEGER NOT NULL
    ) STRICT
    """,
    # `row` rises with the order's time (see `rows.first_row`): the table itself lies in the order in which it
    # is listed, and so do the hits of a search. The big texts stand last: SQLite reads a row's overflow pages
    # only as far as it is asked to.
    """
    CREATE TABLE orders (
        row INTEGER PRIMARY KEY,
        order_id TEXT NOT NULL UNIQUE,
        order_date TEXT NOT NULL,
        segment TEXT NOT NULL,
        environment TEXT NOT NULL,
        real INTEGER NOT NULL CHECK (real IN (0, 1)),
        operator TEXT NOT NULL,
        state TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        updated_at INTEGER NOT NULL,
        threshold REAL,
        sent_at INTEGER,
        answered_at INTEGER,
        seq_id TEXT,
        http_status INTEGER,
        return_code TEXT,
        return_message TEXT,
        resp_code TEXT,
        resp_info TEXT,
        verdict TEXT,
        own_verdict TEXT,
        score REAL,
        problem TEXT,
        next_query_at INTEGER,
        queries INTEGER NOT NULL,
        linked_to TEXT,
        subject_name TEXT,
        subject_number TEXT,
        params TEXT NOT NULL,
        "values" TEXT NOT NULL,
        raw_reply TEXT
    ) STRICT
    """,
    # Every list is newest first and paged by `row`, which each index ends with by itself.
    "CREATE INDEX orders_by_segment ON orders (segment)",
    "CREATE INDEX orders_by_verdict ON orders (verdict)",
    "CREATE INDEX orders_by_environment ON orders (environment)",
    "CREATE INDEX orders_by_state ON orders (state)",
    """
    CREATE TABLE pictures (
        sha256 BLOB PRIMARY KEY CHECK (length(sha256) = 32),
        data BLOB NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE order_pictures (
        order_row INTEGER NOT NULL REFERENCES orders (row) ON DELETE CASCADE,
        name TEXT NOT NULL,
        position INTEGER NOT NULL,
        sha256 BLOB NOT NULL REFERENCES pictures (sha256),
        media_type TEXT NOT NULL,
        width INTEGER,
        height INTEGER,
        PRIMARY KEY (order_row, name)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX order_pictures_by_hash ON order_pictures (sha256)",
    """
    CREATE TABLE events (
        number INTEGER PRIMARY KEY,
        order_row INTEGER NOT NULL REFERENCES orders (row) ON DELETE CASCADE,
        at INTEGER NOT NULL,
        state TEXT NOT NULL,
        cause TEXT NOT NULL,
        evidence TEXT
    ) STRICT
    """,
    "CREATE INDEX events_by_order ON events (order_row, number)",
    # `rowid` is orders.row. With secure-delete a removed name leaves the index at once, not at some later
    # merge.
    f"CREATE VIRTUAL TABLE search USING fts5 (names, numbers, tokenize = '{TOKENIZER}')",
    "INSERT INTO search (search, rank) VALUES ('secure-delete', 1)",
)

_ACCOUNT = ("ALTER TABLE orders ADD COLUMN account TEXT",)

_NOTICES = (
    # `digest` is over what was said: the same notification again is the same notice.
    """
    CREATE TABLE notices (
        number INTEGER PRIMARY KEY,
        digest BLOB NOT NULL UNIQUE CHECK (length(digest) = 32),
        received_at INTEGER NOT NULL,
        environment TEXT NOT NULL,
        order_id TEXT NOT NULL,
        seq_id TEXT,
        return_code TEXT,
        reason TEXT NOT NULL,
        evidence TEXT NOT NULL
    ) STRICT
    """,
    # Answered by a notification and not yet confirmed by a query: a handful among all that were answered.
    """
    CREATE INDEX orders_to_confirm ON orders (row)
    WHERE state = 'answered' AND next_query_at IS NOT NULL
    """,
)

_FINGERPRINT = (
    "ALTER TABLE orders ADD COLUMN fingerprint TEXT",
    # Read backwards from the newest: the row rises with the order's time.
    "CREATE INDEX orders_by_fingerprint ON orders (fingerprint) WHERE fingerprint IS NOT NULL",
)

_EXCHANGES = (
    # `told` is JSON: request, signature, how it went. Out of the orders' rows, which lists walk over.
    """
    CREATE TABLE exchanges (
        number INTEGER PRIMARY KEY,
        order_row INTEGER NOT NULL REFERENCES orders (row) ON DELETE CASCADE,
        kind TEXT NOT NULL,
        at INTEGER NOT NULL,
        changed INTEGER NOT NULL CHECK (changed IN (0, 1)),
        told TEXT NOT NULL,
        body TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX exchanges_by_order ON exchanges (order_row, number)",
)

_FINDING = (
    # All that orders are filtered by, in the sequence of time: whatever is combined, one walk over this index
    # finds it, and the wide rows of the table are read for what was found only. Statistics are taken from it,
    # too.
    """
    CREATE INDEX orders_list ON orders (
        row, segment, environment, operator, state, verdict, score, threshold, created_at, sent_at,
        answered_at, problem
    )
    """,
    # A list sorted by a column is a walk over its index, too. Equal ones stand by time.
    "CREATE INDEX orders_by_operator ON orders (operator)",
    "CREATE INDEX orders_by_score ON orders (score)",
    "CREATE INDEX orders_by_answered ON orders (answered_at)",
    "CREATE INDEX orders_by_subject ON orders (subject_name)",
    "CREATE INDEX orders_by_number ON orders (subject_number)",
    "CREATE INDEX orders_by_seq ON orders (seq_id)",
)

_KEEPING = (
    "ALTER TABLE orders ADD COLUMN note TEXT",
    "ALTER TABLE orders ADD COLUMN tags TEXT NOT NULL DEFAULT '[]'",
    "ALTER TABLE orders ADD COLUMN hold INTEGER NOT NULL DEFAULT 0 CHECK (hold IN (0, 1))",
    "CREATE INDEX orders_on_hold ON orders (row) WHERE hold = 1",
    "CREATE INDEX orders_by_link ON orders (linked_to) WHERE linked_to IS NOT NULL",
    # The tags once more, to find orders by them. Kept by triggers, so that the two never differ.
    """
    CREATE TABLE order_tags (
        tag TEXT NOT NULL,
        order_row INTEGER NOT NULL REFERENCES orders (row) ON DELETE CASCADE,
        PRIMARY KEY (tag, order_row)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX order_tags_by_order ON order_tags (order_row)",
    """
    CREATE TRIGGER orders_tagged AFTER UPDATE OF tags ON orders BEGIN
        DELETE FROM order_tags WHERE order_row = new.row;
        INSERT INTO order_tags (tag, order_row) SELECT value, new.row FROM json_each(new.tags);
    END
    """,
    """
    CREATE TRIGGER orders_made_tagged AFTER INSERT ON orders WHEN new.tags <> '[]' BEGIN
        INSERT INTO order_tags (tag, order_row) SELECT value, new.row FROM json_each(new.tags);
    END
    """,
    # No reference to the order: an entry outlives what it tells of.
    """
    CREATE TABLE audit (
        number INTEGER PRIMARY KEY,
        at INTEGER NOT NULL,
        operator TEXT NOT NULL,
        act TEXT NOT NULL,
        order_id TEXT,
        detail TEXT NOT NULL,
        hash BLOB NOT NULL CHECK (length(hash) = 32)
    ) STRICT
    """,
    "CREATE INDEX audit_by_order ON audit (order_id) WHERE order_id IS NOT NULL",
    # Against mistakes of this program; against people there is the chain.
    "CREATE TRIGGER audit_stays BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'append-only'); END",
    "CREATE TRIGGER audit_remains BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'append-only'); END",
    # The logs of other histories whose orders came here, each sealed by an entry of this history's own log.
    """
    CREATE TABLE audit_brought (
        log TEXT NOT NULL,
        number INTEGER NOT NULL,
        at INTEGER NOT NULL,
        operator TEXT NOT NULL,
        act TEXT NOT NULL,
        order_id TEXT,
        detail TEXT NOT NULL,
        hash BLOB NOT NULL CHECK (length(hash) = 32),
        PRIMARY KEY (log, number)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX audit_brought_by_order ON audit_brought (order_id) WHERE order_id IS NOT NULL",
)

_WHOLE_NUMBERS = ("INSERT INTO search (search) VALUES ('rebuild')",)

_PURGED = (
    "ALTER TABLE orders ADD COLUMN purged_at INTEGER",
    # What retention may still have to do, by time.
    "CREATE INDEX orders_not_purged ON orders (row) WHERE purged_at IS NULL",
)

_FILTERS = ("CREATE TABLE filters (name TEXT PRIMARY KEY, content TEXT NOT NULL) STRICT, WITHOUT ROWID",)

_PURPOSE = ("ALTER TABLE orders ADD COLUMN purpose TEXT",)

MIGRATIONS: tuple[Migration, ...] = (
    Migration(1, "orders, pictures, events, search", _FIRST),
    Migration(2, "who sent an order", _ACCOUNT),
    Migration(3, "notifications without an order, results to confirm", _NOTICES),
    Migration(4, "what an order is about, as a fingerprint", _FINGERPRINT),
    Migration(5, "the raw exchanges of an order", _EXCHANGES),
    Migration(6, "indexes for every filter and every sequence", _FINDING),
    Migration(7, "audit log, notes, tags, legal hold", _KEEPING, then=begin),
    Migration(8, "numbers as a whole in the search", _WHOLE_NUMBERS),
    Migration(9, "when personal data was removed", _PURGED),
    Migration(10, "filters with a name", _FILTERS),
    Migration(11, "what an order is for", _PURPOSE),
)

LATEST = MIGRATIONS[-1].number
