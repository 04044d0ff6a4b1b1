"""The report for support tells how a workplace is set up, and of nobody."""

from __future__ import annotations

import os
from pathlib import Path

from realme_desktop.__main__ import main
from realme_desktop.config.environments import load_environments
from realme_desktop.config.paths import Paths, write_private
from realme_desktop.config.settings import Settings
from realme_desktop.orders.support import support_report, write_report
from realme_desktop.vault.vault import Vault

SEEDED = ("欧阳测试", "110101199003074477", "13812345678", "hunter2", "a-key-that-can-query-anybody")


def seeded(folder: Path) -> Paths:
    paths = Paths(folder / "data", site_dir=folder / "site")
    paths.ensure()
    write_private(paths.settings, 'operator = "欧阳测试"\ntheme = "dark"\nnonsense = 1\n'.encode())
    write_private(
        paths.environments,
        b'[branch]\nbase = "https://gateway.example/r"\nproxy = "http://proxy.example:1"\n',
    )
    lines = "\n".join(f'{{"says": "a slip: {secret} mobile=13812345678"}}' for secret in SEEDED)
    write_private(paths.log_dir / "console.log", lines.encode())
    return paths


def test_it_tells_of_the_workplace_and_of_nobody(tmp_path: Path) -> None:
    paths = seeded(tmp_path)
    report = support_report(
        paths, Settings.load(paths), load_environments(paths), vault=Vault(session_only=True)
    )
    for secret in SEEDED[:3]:
        assert secret not in report
    for wanted in (
        "theme: dark",
        "nonsense",
        "gateway.example",
        "proxy an address",
        "branch: missing",
        "a slip",
    ):
        assert wanted in report
    assert "proxy.example:1" not in report.partition("== log")[0]
    assert str(Path.home()) not in report or str(Path.home()) == "/"


def test_the_command_writes_a_private_file(tmp_path: Path) -> None:
    paths, target = seeded(tmp_path), tmp_path / "report.txt"
    assert main(["--data-dir", str(paths.data_dir), "support", "--output", str(target)]) == 0
    text = target.read_text(encoding="utf-8")
    assert text.startswith("RealMe Desktop: report for support") and "13812345678" not in text
    if os.name == "posix":
        assert target.stat().st_mode & 0o777 == 0o600
    write_report(target, "again")
    assert target.read_text() == "again"
