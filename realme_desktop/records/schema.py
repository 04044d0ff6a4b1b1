"""The database's shape, as numbered steps forward. A step that was released is never edited: add the next
one.
"""

from __future__ import annotations

from dataclasses import dataclass

from realme_desktop.records.search import TOKENIZER

__all__ = ["LATEST", "MIGRATIONS", "Migration"]


@dataclass(frozen=True, slots=True)
class Migration:
    number: int
    title: str
    statements: tuple[str, ...]


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

MIGRATIONS: tuple[Migration, ...] = (
    Migration(1, "orders, pictures, events, search", _FIRST),
    Migration(2, "who sent an order", _ACCOUNT),
    Migration(3, "notifications without an order, results to confirm", _NOTICES),
    Migration(4, "what an order is about, as a fingerprint", _FINGERPRINT),
    Migration(5, "the raw exchanges of an order", _EXCHANGES),
    Migration(6, "indexes for every filter and every sequence", _FINDING),
)

LATEST = MIGRATIONS[-1].number
