"""The real program as a process, on a keyring and a data directory of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.orders.file_keyring import BACKEND, VARIABLE

ROOT = Path(__file__).parents[2]


def environment_variables(folder: Path, *, keyring: str = BACKEND) -> dict[str, str]:
    return {
        **os.environ,
        "PYTHON_KEYRING_BACKEND": keyring,
        VARIABLE: str(folder / "keyring.json"),
        "PYTHONPATH": str(ROOT),
        "REALME_DESKTOP_SITE_DIR": str(folder / "site"),
        "PYTHONWARNINGS": "error",
        "LC_ALL": "C.UTF-8",
    }


def command(folder: Path, *arguments: str) -> list[str]:
    """`--data-dir` and English words come with it."""
    return [
        sys.executable,
        "-m",
        "realme_desktop",
        *arguments,
        "--data-dir",
        str(folder / "data"),
        "--language",
        "en",
    ]


def run(
    folder: Path, *arguments: str, stdin: str = "", keyring: str = BACKEND
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(folder, *arguments),
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        env=environment_variables(folder, keyring=keyring),
        cwd=ROOT,
        timeout=50,
        check=False,
    )


def start(folder: Path, arguments: Sequence[str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command(folder, *arguments),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env=environment_variables(folder),
        cwd=ROOT,
    )


def own_environment(folder: Path, base: str) -> None:
    """An environment `own` that points at a sandbox of the test's, as a real one would at RealMe."""
    data = folder / "data"
    data.mkdir(parents=True, exist_ok=True)
    lines = [
        "[own]",
        'kind = "integration"',
        'title = { zh = "自有", en = "Own" }',
        f'base = "{base}"',
        'proxy = "none"',
    ]
    (data / "environments.toml").write_text("\n".join(lines), "utf-8")
