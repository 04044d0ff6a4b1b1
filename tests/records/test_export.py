"""Exports: what is in them, what is not, and that there is never half a file."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from realme_desktop.catalog.model import Verdict
from realme_desktop.records.acts import Act
from realme_desktop.records.export.columns import COLUMNS, DEFAULT
from realme_desktop.records.export.problems import (
    ExportCancelled,
    ExportFailed,
    ExportRefused,
    Failure,
    Refusal,
)
from realme_desktop.records.export.run import Exported, export
from realme_desktop.records.export.writers import Format, writer_for
from realme_desktop.records.model import HistoryQuery, OrderState, SortColumn
from realme_desktop.records.store import Records
from tests.records.orders import KEY, order

ROOT = Path(__file__).parents[2]


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    folder = tmp_path / "data"
    folder.mkdir()
    opened = Records.open(folder / "records.db", KEY)
    opened.add(
        order(
            1, segment="mobilecheck", subject_name="张三", subject_number="11010519491231002X",
            state=OrderState.ANSWERED, verdict=Verdict.MATCH, created_at=1_750_000_000_000,
            params={"full_name": "张三", "id_number": "11010519491231002X", "mobile_no": "13800138000"},
            values={"resp_code": "00", "resp_info": "一致"}, score=87.5, threshold=70.0,
        )
    )  # fmt: skip
    opened.add(order(2, subject_name='=HYPERLINK("http://x","点")', return_message='+1 再试\n第二行,"引"'))
    opened.add(order(3, subject_name="＝1+1", subject_number="007", seq_id="@SUM(A1)"))
    yield opened
    opened.close()


def run(
    records: Records, form: Format, *, name: str = "orders", what: Any = None, **options: Any
) -> Exported:
    target = records.path.parent.parent / name
    query = HistoryQuery(sort=SortColumn.ORDER_ID, descending=False) if what is None else what
    return export(records, query, target, form, operator="tester", at=5, **options)


def told(records: Records) -> list[dict[str, Any]]:
    found = records._read("SELECT detail FROM audit WHERE act = ? ORDER BY number", (Act.EXPORTED.value,))
    return [json.loads(detail) for (detail,) in found]


EVERYTHING = tuple(COLUMNS)


def test_csv_is_for_spreadsheets_and_holds_no_formula(records: Records) -> None:
    made = run(records, Format.CSV, columns=EVERYTHING, masked=False, reason="抽查")
    assert (made.path.name, made.count) == ("orders.csv", 3)
    content = made.path.read_bytes()
    assert content.startswith("\ufeff订单号,流水号,".encode())
    rows = list(csv.DictReader(content.decode("utf-8-sig").splitlines(keepends=True)))
    assert rows[0]["姓名"] == "张三"
    assert rows[0]["手机号"] == "13800138000"
    assert rows[0]["服务"] == "103 手机号核验" or rows[0]["服务"].startswith("103 ")
    assert rows[0]["创建时间"] == "2025-06-15 23:06:40"
    assert rows[0]["结论"] == "一致"
    assert float(rows[0]["分值"]) == 87.5
    assert rows[1]["姓名"] == '\'=HYPERLINK("http://x","点")'
    assert rows[1]["返回信息"] == '\'+1 再试\n第二行,"引"'
    assert rows[2]["姓名"] == "'＝1+1"
    assert rows[2]["流水号"] == "'@SUM(A1)"


def test_xlsx_has_texts_dates_and_numbers(records: Records) -> None:
    made = run(records, Format.XLSX, columns=EVERYTHING, masked=False, reason="抽查", language="en")
    sheet = load_workbook(made.path).active
    assert sheet is not None
    heads, *rows = list(sheet.iter_rows())
    at = {head.value: number for number, head in enumerate(heads)}
    assert sheet.freeze_panes == "A2"
    first, second, third = rows
    assert (first[at["ID number"]].value, first[at["ID number"]].data_type) == ("11010519491231002X", "s")
    assert (third[at["ID number"]].value, third[at["ID number"]].number_format) == ("007", "@")
    assert first[at["Made at"]].value == datetime(2025, 6, 15, 23, 6, 40)
    assert first[at["Made at"]].is_date
    assert (first[at["Score"]].value, first[at["Score"]].data_type) == (87.5, "n")
    assert second[at["Name"]].value.startswith("=HYPERLINK")
    assert second[at["Name"]].data_type == "s", "a text, not a formula"
    assert second[at["Return message"]].value == '+1 再试\n第二行,"引"'
    assert second[at["Score"]].value is None


def test_json_lines_keep_names_and_values_as_they_are_stored(records: Records) -> None:
    made = run(records, Format.JSON_LINES, columns=EVERYTHING, masked=False, reason="抽查")
    first, second, third = [json.loads(line) for line in made.path.read_text("utf-8").splitlines()]
    assert list(first) == list(EVERYTHING)
    assert first["segment"] == "mobilecheck"
    assert first["verdict"] == "match"
    assert first["created_at"] == "2025-06-15T23:06:40+08:00"
    assert first["params"]["mobile_no"] == "13800138000"
    assert second["subject_name"].startswith("=HYPERLINK"), "no spreadsheet reads this"
    assert third["score"] is None


@pytest.mark.parametrize("form", Format)
def test_masked_unless_there_is_a_reason_and_the_log_tells(records: Records, form: Format) -> None:
    made = run(records, form, columns=EVERYTHING)
    content = made.path.read_bytes()
    if form is Format.XLSX:
        sheet = load_workbook(made.path).active
        assert sheet is not None
        content = "\n".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row).encode()
    for secret in ("张三", "11010519491231002X", "13800138000", "HYPERLINK"):
        assert secret.encode() not in content
    assert b"110***********002X" in content
    assert "张*".encode() in content
    for reason in ("", "  "):
        with pytest.raises(ExportRefused) as refused:
            run(records, form, name="full", masked=False, reason=reason)
        assert refused.value.refusal is Refusal.NO_REASON
    run(records, form, name="full", masked=False, reason=" 客户投诉 ")
    masked, full = told(records)
    assert masked == {"format": form.value, "count": 3, "masked": True, "columns": " ".join(EVERYTHING)}
    assert (full["masked"], full["reason"]) == (False, "客户投诉")


def test_columns_are_chosen_and_numbers_give_the_sequence(records: Records) -> None:
    numbers = ["ORDER00000003", "GONE", "ORDER00000001"]
    made = run(records, Format.CSV, what=numbers, columns=("seq_id", "order_id"))
    assert made.count == 2
    assert made.path.read_text("utf-8-sig").splitlines()[1:] == ["'@SUM(A1),ORDER00000003", ",ORDER00000001"]
    with pytest.raises(ExportRefused):
        run(records, Format.CSV, columns=())
    with pytest.raises(KeyError):
        run(records, Format.CSV, columns=("nonsense",))


@pytest.mark.parametrize(
    "name",
    [
        "", ".", "..", "../out", "..\\out", "a/b", "con", "CON.csv", "nul.jsonl", "com1.x", "x:y", "a\0b",
        "a\nb", "x ", " x", "x.csv.", "a" * 300, "字" * 90, "a\u202egpj.csv", "x|y", 'x"y',
    ],
)  # fmt: skip
def test_names_that_are_tricks_are_refused(records: Records, name: str) -> None:
    folder = records.path.parent.parent
    before = sorted(folder.rglob("*"))
    with pytest.raises(ExportRefused) as refused:
        export(
            records, HistoryQuery(), Path(f"{folder}/{name}"), Format.CSV, operator="tester", at=5
        )  # fmt: skip
    assert refused.value.refusal in (Refusal.NAME, Refusal.FOLDER, Refusal.NOT_A_FILE)
    assert sorted(folder.rglob("*")) == before
    assert told(records) == []


def test_where_an_export_may_not_go(records: Records, tmp_path: Path) -> None:
    def refused(path: Path) -> Refusal:
        with pytest.raises(ExportRefused) as caught:
            export(records, HistoryQuery(), path, Format.CSV, operator="tester", at=5)
        return caught.value.refusal

    assert refused(tmp_path / "nowhere" / "x.csv") is Refusal.FOLDER
    assert refused(records.path.parent / "x.csv") is Refusal.PRIVATE
    (tmp_path / "folder.csv").mkdir()
    assert refused(tmp_path / "folder.csv") is Refusal.NOT_A_FILE
    (tmp_path / "link.csv").symlink_to(tmp_path / "elsewhere")
    assert refused(tmp_path / "link.csv") is Refusal.NOT_A_FILE
    (tmp_path / "way").symlink_to(records.path.parent)
    assert refused(tmp_path / "way" / "x.csv") is Refusal.PRIVATE
    os.mkfifo(tmp_path / "pipe.csv")
    assert refused(tmp_path / "pipe.csv") is Refusal.NOT_A_FILE


def test_an_older_file_is_replaced_as_a_whole_or_not_at_all(records: Records, tmp_path: Path) -> None:
    target = tmp_path / "orders.csv"
    target.write_text("older")
    for form in Format:
        with pytest.raises(ExportCancelled):
            run(records, form, name="orders.csv" if form is Format.CSV else "orders", cancelled=lambda: True)
    assert target.read_text() == "older"
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["orders.csv"]
    assert told(records) == []
    made = run(records, Format.CSV, name="orders.csv")
    assert made.path.stat().st_mode & 0o777 == 0o600
    assert target.read_text("utf-8-sig").startswith("订单号")


def test_progress_is_told_to_the_end(records: Records) -> None:
    told_of: list[tuple[int, int]] = []
    run(records, Format.CSV, progress=lambda done, of: told_of.append((done, of)))
    assert told_of == [(3, 3)]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("form", Format)
def test_a_full_disk_leaves_nothing(
    records: Records, tmp_path: Path, form: Format, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file that is written to is the device that is always full; everything else is as it is."""
    opened = Path.open

    def to_a_full_disk(path: Path, *given: Any, **more: Any) -> Any:
        return opened(Path("/dev/full") if path.suffix == ".part" else path, *given, **more)

    monkeypatch.setattr(Path, "open", to_a_full_disk)
    with pytest.raises(ExportFailed) as failed:
        run(records, form)
    assert failed.value.failure is Failure.FULL
    assert [path.name for path in tmp_path.iterdir()] == ["data"]


def test_a_killed_export_leaves_no_half_file_and_the_next_one_sweeps_up(
    records: Records, tmp_path: Path
) -> None:
    records.close()
    script = (
        "import os, signal, sys; from pathlib import Path\n"
        "from realme_desktop.records.store import Records\n"
        "from realme_desktop.records.export.run import export\n"
        "from realme_desktop.records.export.writers import Format\n"
        "from realme_desktop.records.model import HistoryQuery\n"
        "records = Records.open(Path(sys.argv[1]), bytes(range(32)))\n"
        "export(records, HistoryQuery(), Path(sys.argv[2]), Format.CSV, operator='x', at=1,\n"
        "    progress=lambda done, of: os.kill(os.getpid(), signal.SIGKILL))\n"
    )
    target = tmp_path / "orders.csv"
    target.write_text("older")
    killed = subprocess.run(
        [sys.executable, "-c", script, str(records.path), str(target)], cwd=ROOT, check=False, timeout=30
    )
    assert killed.returncode == -signal.SIGKILL
    assert target.read_text() == "older"
    assert len(list(tmp_path.glob(".realme-export-*.part"))) == 1
    again = Records.open(records.path, KEY)
    assert told(again) == []
    run(again, Format.CSV)
    again.close()
    assert list(tmp_path.glob(".realme-export-*")) == []
    assert target.read_text("utf-8-sig").startswith("订单号")


def test_the_columns_offered_first_are_there() -> None:
    assert set(DEFAULT) <= set(COLUMNS)
    assert all(column.title.zh and column.title.en for column in COLUMNS.values())


@pytest.mark.parametrize("front", [*"=+-@＝＋－＠|\t\r\n \x00\x0b\x1f\xa0\u200b\u2028\u3000\ufeff"])
def test_no_text_is_taken_for_a_formula(front: str) -> None:
    file = io.BytesIO()
    writer = writer_for(Format.CSV, file, [COLUMNS["subject_name"], COLUMNS["operator"]], "zh")
    writer.write([(f"{front}=1+1", "张=3"), ("张三", None)])
    writer.finish()
    _, *rows = csv.reader(io.StringIO(file.getvalue().decode("utf-8-sig"), newline=""))
    assert rows == [[f"'{front}=1+1", "张三"], ["张=3", ""]]
