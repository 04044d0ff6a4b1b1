"""A history of a million orders, encrypted and searchable, in seconds.

The orders are made by SQLite itself, from a few thousand persons and the number of the order. Their search
index is made beside, at the same time and without Python: the texts are cut into grams by SQL, FTS5's own
`ascii` tokenizer reads those, and its tables are copied under the index of the records. That this gives the
index that the records' own tokenizer would make is proven by FTS5's integrity check (test_million.py).

Everything is a function of the order's number: two histories of the same size are alike, byte for byte but
for the encryption. There is no event and no exchange in it, and no picture.
"""

from __future__ import annotations

import hashlib
import random
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import apsw

from realme_desktop.config.lock import FileLock
from realme_desktop.config.paths import private_folder
from realme_desktop.records import audit, rows, schema, search
from realme_desktop.records.database import connect
from realme_desktop.records.search import _document_grams
from realme_desktop.records.store import Records

__all__ = ["FIRST_MS", "STEP_MS", "History", "kept_history", "make_history"]

FIRST_MS = 1_690_000_000_000  # 2023-07-22
STEP_MS = 100_000  # a bit more than three years for a million
_PERSONS = 20_000
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰文建国志"


KEY = bytes(range(32))


@dataclass(frozen=True, slots=True)
class History:
    path: Path
    orders: int


def _persons() -> list[tuple[int, str, str, str, str, str, str, str, str]]:
    """(number, name, id, mobile, card, and the grams of these four)."""
    dice = random.Random(2026)
    made = []
    for number in range(_PERSONS):
        name = dice.choice(_SURNAMES) + "".join(dice.choices(_GIVEN, k=dice.choice((1, 2, 2))))
        birthday = f"{dice.randrange(1950, 2006)}{dice.randrange(1, 13):02}{dice.randrange(1, 29):02}"
        identity = (
            f"{dice.randrange(110000, 660000)}{birthday}{dice.randrange(1000):03}{dice.choice('0123456789X')}"
        )
        mobile = f"1{dice.choice('3578')}{dice.randrange(10**9):09}"
        card = f"6222{dice.randrange(10**15):015}"
        texts = (name, identity, mobile, card)
        made.append((number, *texts, *(" ".join(_document_grams(text)) for text in texts)))
    return made  # type: ignore[return-value]


def _dice(salt: int, below: int) -> str:
    """A number below `below` that an order's number `n` decides; each salt is a die of its own."""
    return f"((n * {2654435761 + salt * 97_003_002} + {salt * 7919}) % 4294967291 / 64 % {below})"


# What an order is, step by step; each layer names what the next one needs.
_BASE = f"""
WITH RECURSIVE counted(n) AS (SELECT ?1 UNION ALL SELECT n + 1 FROM counted WHERE n + 1 < ?2),
drawn AS (
    SELECT n, {_dice(1, _PERSONS)} AS person, {_dice(2, 100)} AS kind, {_dice(3, 1000)} AS luck,
        {FIRST_MS} + n * {STEP_MS} + {_dice(4, STEP_MS)} AS made, {_dice(5, 601)} AS points
    FROM counted
),
typed AS MATERIALIZED (
    SELECT *,
        CASE WHEN kind < 50 THEN 'namecheck' WHEN kind < 70 THEN 'mobilecheck' WHEN kind < 90 THEN
        'staticfacecheck' WHEN kind < 95 THEN 'cardcheck' ELSE 'antilaunderquery' END AS segment,
        CASE WHEN n % 5000 = 4999 THEN 'expired' WHEN luck < 20 THEN 'rejected'
            WHEN luck = 20 THEN 'abandoned' ELSE 'answered' END AS state,
        strftime('%Y%m%d%H%M%S', made / 1000 + 28800, 'unixepoch')
            || printf('%03d%03d%010d', made % 1000, 0, {_dice(6, 10**9)} * 7) AS order_id,
        CASE WHEN luck < 20 THEN NULL ELSE printf('%d', 300000000 + n) END AS seq_id
    FROM drawn
)
"""

_ORDERS = (
    _BASE
    + """,
told AS (
    SELECT *, state = 'answered' AS ok, segment = 'staticfacecheck' AS scored,
        segment IN ('mobilecheck', 'cardcheck', 'antilaunderquery') AS with_mobile,
        segment IN ('cardcheck', 'antilaunderquery') AS with_card
    FROM typed JOIN temp.persons ON persons.number = typed.person
),
judged AS MATERIALIZED (
    SELECT *,
        CASE WHEN NOT ok THEN NULL
            WHEN segment = 'antilaunderquery' THEN iif(luck % 25 = 0, 'hit', 'clear')
            WHEN segment = 'mobilecheck' AND luck % 50 = 7 THEN 'partial'
            WHEN luck % 100 = 99 THEN 'review'
            ELSE iif(luck % 9 = 0, 'mismatch', 'match') END AS verdict,
        iif(ok AND scored AND luck % 100 <> 99, 40 + points / 10.0, NULL) AS score,
        iif(scored, iif(n % 3 = 0, 80.0, 70.0), NULL) AS threshold,
        iif(luck = 20, NULL, made + 300) AS sent,
        iif(ok, made + 900 + luck * iif(scored, 60, 3), NULL) AS answered
    FROM told
)
INSERT INTO orders (
    row, order_id, order_date, segment, environment, real, operator, state, created_at, updated_at,
    threshold, sent_at, answered_at, seq_id, http_status, return_code, return_message, resp_code, resp_info,
    verdict, own_verdict, score, queries, subject_name, subject_number, params, "values", raw_reply
)
SELECT
    made * 256, order_id, substr(order_id, 1, 8), segment,
    iif(luck % 10 = 3, 'sandbox', 'production'), luck % 10 <> 3,
    'operator' || (kind % 7), state, made, coalesce(answered, made + 400),
    threshold, sent, answered, seq_id, 200,
    CASE state WHEN 'answered' THEN '90000' WHEN 'rejected' THEN '10400' ELSE NULL END,
    iif(ok, '成功', NULL), iif(ok, '00', NULL), NULL,
    verdict, iif(score >= threshold, 'match', iif(score < threshold, 'mismatch', NULL)), score, scored * 3,
    name, identity,
    '{"full_name":"' || name || '","id_number":"' || identity || '"'
        || iif(with_mobile, ',"mobile_no":"' || mobile || '"', '')
        || CASE segment WHEN 'cardcheck' THEN ',"acct_no":"' || card || '"'
            WHEN 'antilaunderquery' THEN ',"card_no":"' || card || '"' ELSE '' END
        || ',"source_channel":"0"}',
    iif(ok, '{"resp_code":"00"' || iif(score IS NULL, '', ',"mp_ssim":"' || score || '"') || '}', '{}'),
    iif(ok, '{"return_code":"90000","return_message":"成功","order_id":"' || order_id || '","seq_id":"'
        || seq_id || '","resp_code":"00"' || iif(score IS NULL, '', ',"mp_ssim":"' || score || '"')
        || ',"sign":"' || hex(zeroblob(16)) || '"}', NULL)
FROM judged
"""
)


def _cut_sql(column: str, length: int) -> str:
    parts = ", ".join(f"substr({column}, {at}, 4)" for at in range(1, length + 1))
    return f"format('{' '.join(['%s'] * length)}', {parts})"


_GRAMS = (
    _BASE
    + f"""
INSERT INTO cut (rowid, names, numbers)
SELECT made * 256, name_cut, concat_ws(
    ' ', identity_cut, {_cut_sql("order_id", 30)}, char(1) || order_id,
    iif(seq_id IS NULL, NULL, {_cut_sql("seq_id", 9)}),
    iif(kind >= 50 AND kind < 70 OR kind >= 90, mobile_cut, NULL), iif(kind >= 90, card_cut, NULL))
FROM typed JOIN persons ON persons.number = typed.person
"""
)
_CONTENT = (
    _BASE
    + """
INSERT INTO search_content (id, c0, c1)
SELECT made * 256, name, concat_ws(char(10), identity, order_id, seq_id,
    iif(kind >= 50 AND kind < 70 OR kind >= 90, mobile, NULL), iif(kind >= 90, card, NULL))
FROM typed JOIN temp.persons ON persons.number = typed.person
"""
)


def make_history(path: Path, key: bytes, orders: int = 1_000_000) -> History:
    """Make the file, which must not be there yet. The newest orders are the ones of the highest number."""
    index = path.with_name(f"{path.name}.grams")
    command = [sys.executable, "-m", __name__, str(index), str(orders)]
    # A process of its own: SQLite's allocator is one for all threads of a process, behind a lock.
    child = subprocess.Popen(command, cwd=Path(__file__).parents[2])
    try:
        Records.open(path, key).close()
        connection = connect(path, key)
        try:
            connection.pragma("journal_mode", "off")
            connection.pragma("synchronous", "off")
            connection.pragma("cache_size", -500_000)
            _fill(connection, orders)
            if child.wait():
                raise RuntimeError("the search index was not made")
            _bring(connection, index)
            connection.pragma("journal_mode", "wal")
        finally:
            connection.close()
    finally:
        child.kill()
        child.wait()
        index.unlink(missing_ok=True)
    return History(path=path, orders=orders)


def kept_history(orders: int = 1_000_000) -> History:
    """The same, made once in this checkout and used again until something of it changes. To be read only."""
    what = hashlib.sha256(f"{orders}".encode())
    for source in (__file__, audit.__file__, schema.__file__, search.__file__, rows.__file__):
        what.update(Path(source).read_bytes())
    # In the checkout, not in the temporary folder: another checkout needs other ones.
    folder = private_folder(Path(__file__).parents[2] / "build" / "histories")
    path = folder / f"{orders}-{what.hexdigest()[:12]}.db"
    lock, pause = FileLock(folder / "lock"), threading.Event()
    while not lock.try_acquire():  # another process is making one
        pause.wait(0.2)
    try:
        if not path.exists():
            for old in folder.glob(f"{orders}-*"):
                old.unlink()
            making = path.with_suffix(".making")
            make_history(making, KEY, orders)
            making.rename(path)
    finally:
        lock.release()
    return History(path=path, orders=orders)


def _fill(connection: apsw.Connection, orders: int) -> None:
    _people(connection)
    connection.execute("BEGIN")
    # The indexes stay: what comes in the sequence of time goes to the end of each of their stretches.
    for part in _parts(orders):
        connection.execute(_ORDERS, part)
        connection.execute(_CONTENT, part)
    connection.execute("COMMIT")


def _parts(orders: int) -> Iterator[tuple[int, int]]:
    """Of a million at once SQLite would keep every step in memory."""
    for start in range(0, orders, 50_000):
        yield start, min(orders, start + 50_000)


def _people(connection: apsw.Connection) -> None:
    connection.execute(
        "CREATE TEMP TABLE persons (number INTEGER PRIMARY KEY, name, identity, mobile, card,"
        " name_cut, identity_cut, mobile_cut, card_cut)"
    )
    connection.executemany("INSERT INTO temp.persons VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", _persons())


def _cut(index: Path, orders: int) -> None:
    connection = apsw.Connection(str(index))
    connection.pragma("journal_mode", "off")
    connection.pragma("synchronous", "off")
    connection.pragma("cache_size", -200_000)
    connection.execute(
        "CREATE VIRTUAL TABLE cut USING fts5 (names, numbers, content = '', columnsize = 1,"
        " tokenize = \"ascii tokenchars '\x01'\")"
    )
    connection.execute("INSERT INTO cut (cut, rank) VALUES ('hashsize', 67108864)")
    _people(connection)
    connection.execute("BEGIN")
    for part in _parts(orders):
        connection.execute(_GRAMS, part)
    connection.execute("COMMIT")
    connection.close()


def _bring(connection: apsw.Connection, index: Path) -> None:
    connection.execute("ATTACH ? AS grams KEY ''", (str(index),))
    connection.execute("BEGIN")
    for table in ("data", "idx", "docsize"):
        connection.execute(f"DELETE FROM main.search_{table}")
        connection.execute(f"INSERT INTO main.search_{table} SELECT * FROM grams.cut_{table}")
    connection.execute("COMMIT")
    connection.execute("DETACH grams")


if __name__ == "__main__":
    _cut(Path(sys.argv[1]), int(sys.argv[2]))
