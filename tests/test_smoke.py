"""The smoke test as whoever packaged the console runs it: a process, its lines, its exit code."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from realme_desktop import __version__
from realme_desktop.smoke import PARTS


def run(*arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "realme_desktop", "smoke-test", *arguments],
        capture_output=True, text=True, timeout=90, check=False, env=os.environ | env,
    )  # fmt: skip


@pytest.mark.timeout(100)
def test_every_part_is_told_on_a_line_of_its_own(tmp_path: Path) -> None:
    report, picture = tmp_path / "report.txt", tmp_path / "window.png"
    data = tmp_path / "data"
    done = run(
        "--report", str(report), "--screenshot", str(picture), "--data-dir", str(data),
        HOME=str(tmp_path / "home"), XDG_DATA_HOME=str(tmp_path / "share"),
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    lines = done.stdout.splitlines()
    assert [line.split()[0] for line in lines] == list(PARTS)
    assert lines[0].split()[1] == __version__
    assert "100 with a picture: answered, match" in done.stdout
    assert lines[-1].endswith("all parts work")
    assert report.read_text(encoding="utf-8").splitlines() == lines
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert not data.exists(), "the operator's folder was touched"
    assert not (tmp_path / "share" / "realme-desktop").exists()


@pytest.mark.timeout(100)
def test_without_a_chinese_font_it_fails(tmp_path: Path) -> None:
    if sys.platform != "linux":
        pytest.skip("fonts are taken away through fontconfig")
    fonts = tmp_path / "fonts.conf"
    fonts.write_text(
        f"<?xml version='1.0'?><fontconfig><dir>{tmp_path}</dir><cachedir>{tmp_path}</cachedir></fontconfig>"
    )
    done = run(FONTCONFIG_FILE=str(fonts))
    assert done.returncode == 1
    assert "chinese    FAILED" in done.stdout
    assert "not working: chinese" in done.stdout.splitlines()[-1], done.stdout
    assert "order      100 with a picture: answered" in done.stdout, "the other parts are tried all the same"
