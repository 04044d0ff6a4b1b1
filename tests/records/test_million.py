"""A history of a million orders: whatever is asked of it comes at once, and is right."""

from __future__ import annotations

from pathlib import Path

import apsw

from realme_desktop.records.database import connect
from realme_desktop.records.rows import from_row, search_texts
from tests.records.million import make_history
from tests.records.orders import KEY


def test_a_made_history_is_as_the_records_would_have_written_it(tmp_path: Path) -> None:
    made = make_history(tmp_path / "records.db", KEY, 3000)
    connection = connect(made.path, KEY)
    try:
        # FTS5 cuts every text with the records' own tokenizer and compares with the index.
        connection.execute("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)")
        assert connection.pragma("integrity_check") == "ok"
        assert connection.pragma("foreign_key_check") is None
        _texts_agree(connection)
    finally:
        connection.close()


def _texts_agree(connection: apsw.Connection) -> None:
    from realme_desktop.records.rows import COLUMNS

    columns = ", ".join(f'orders."{column}"' for column in COLUMNS)
    found = connection.execute(
        f"SELECT names, numbers, {columns} FROM orders JOIN search ON search.rowid = orders.row"
    )
    count = 0
    for names, numbers, *row in found:
        assert (names, numbers) == search_texts(from_row(row))
        count += 1
    assert count == 3000
