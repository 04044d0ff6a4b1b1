"""`realme-desktop export`."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.test_cli_keeping import Command, command, filled

__all__ = ["command", "filled"]


def test_orders_are_exported_masked_or_with_a_reason(
    command: Command, filled: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "out.csv"
    assert command("export", str(target)) == 0
    assert "Orders exported: 2." in capsys.readouterr().out
    rows = list(csv.DictReader(target.read_text("utf-8-sig").splitlines()))
    assert [row["Order number"] for row in rows] == ["ORDER00000002", "ORDER00000001"]
    assert command("export", str(target), "--unmasked") == 2
    assert "takes a reason" in capsys.readouterr().err
    assert (
        command("export", str(target), "--unmasked", "--reason", "asked by audit", "--columns", "order_id")
        == 0
    )
    assert target.read_text("utf-8-sig").splitlines() == ["Order number", "ORDER00000002", "ORDER00000001"]
    capsys.readouterr()
    assert command("export", str(target), "--text", "ORDER00000001", "--since", "1971-01-01") == 0
    assert "Orders exported: 1." in capsys.readouterr().out
    assert command("export", str(target), "--until", "1971-01-01") == 0
    assert "Orders exported: 0." in capsys.readouterr().out
    assert command("export", str(target), "--service", "amlcheck") == 0
    assert "Orders exported: 0." in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [["x.pdf"], ["x.csv", "--columns", "order_id,nonsense"], ["nul.csv"]])
def test_what_cannot_be_exported_is_said(
    command: Command, filled: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    arguments[0] = str(tmp_path / arguments[0])
    assert command("export", *arguments) == 2
    assert "No file was made" in capsys.readouterr().err
    assert not Path(arguments[0]).exists()
