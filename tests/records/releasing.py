"""Makes a small file of the present schema, to be kept for ever: `python -m tests.records.releasing`.

Run it once before a release whose schema is new, and commit the file. `test_migrations` upgrades each of them
and finds in it what is written here. Earlier schemas were made by the same script with `--schema N`: by their
migrations, and by inserting what those columns can hold.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import apsw

from realme_desktop.records.database import connect, prepare_file, transaction
from realme_desktop.records.schema import LATEST, MIGRATIONS
from tests.records.orders import KEY

FOLDER = Path(__file__).parent / "released"
SUBJECT, NUMBER, PIXELS = "欧阳测试", "110101199003074477", b"\xff\xd8 not quite a picture"


def file_of(schema: int) -> Path:
    return FOLDER / f"schema-{schema}.db"


def make(schema: int) -> None:
    path = file_of(schema)
    path.unlink(missing_ok=True)
    prepare_file(path)
    connection = connect(path, KEY)
    connection.pragma("wal_autocheckpoint", 0)
    with transaction(connection):
        for step in MIGRATIONS[:schema]:
            for statement in step.statements:
                connection.execute(statement)
            if step.then is not None:
                step.then(connection, 1_700_000_000_000)
            connection.execute(
                "INSERT INTO migrations (number, title, applied_at) VALUES (?, ?, 1)",
                (step.number, step.title),
            )
        connection.pragma("user_version", schema)
        _fill(connection)
    connection.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_TRUNCATE)
    connection.close()
    for suffix in ("-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _fill(connection: apsw.Connection) -> None:
    """Three orders: answered with a picture, awaited, refused. Later columns have their defaults."""
    kinds = (("answered", "match"), ("pending", None), ("rejected", None))
    for number, (state, verdict) in enumerate(kinds, 1):
        row = (1_700_000_000_000 + number) * 256
        connection.execute(
            "INSERT INTO orders (row, order_id, order_date, segment, environment, real, operator, state,"
            " created_at, updated_at, sent_at, verdict, score, queries, subject_name, subject_number, params,"
            ' "values") VALUES (?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?)',
            (
                row, f"RELEASED{number}", "20231115", "namecheck", "sandbox", "tester", state,
                1_700_000_000_000 + number, 1_700_000_000_500, 1_700_000_000_100, verdict,
                88.61 if verdict else None, SUBJECT, NUMBER, f'{{"full_name":"{SUBJECT}"}}', '{"told":"so"}',
            ),
        )  # fmt: skip
        connection.execute(
            "INSERT INTO search (rowid, names, numbers) VALUES (?, ?, ?)",
            (row, SUBJECT, f"{NUMBER}\nRELEASED{number}"),
        )
        connection.execute(
            "INSERT INTO events (order_row, at, state, cause) VALUES (?, 1700000000000, ?, 'created')",
            (row, state),
        )
    row = 1_700_000_000_001 * 256
    connection.execute("INSERT INTO pictures VALUES (?, ?)", (bytes(32), PIXELS))
    connection.execute(
        "INSERT INTO order_pictures VALUES (?, 'id_pic', 0, ?, 'image/jpeg', 3, 2)", (row, bytes(32))
    )


if __name__ == "__main__":
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--schema", type=int, default=LATEST)
    FOLDER.mkdir(exist_ok=True)
    make(arguments.parse_args().schema)
