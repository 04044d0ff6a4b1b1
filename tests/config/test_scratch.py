"""Temporary files lie in the data directory; what a killed run left is gone at the next start."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from realme_desktop.config.paths import Paths
from realme_desktop.config.scratch import Scratch

CHILD = """
import sys, tempfile
from realme_desktop.config.paths import Paths
from realme_desktop.config.scratch import Scratch
scratch = Scratch(Paths(sys.argv[1]))
with tempfile.NamedTemporaryFile(delete=False) as file:
    file.write(b"a picture of a face")
print(file.name, flush=True)
sys.stdin.read()
"""


def child(folder: Path) -> tuple[subprocess.Popen[str], Path]:
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    process = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(folder)], env=env, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    return process, Path(process.stdout.readline().strip())


def end(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None and process.stdout is not None
    process.stdin.close()
    process.wait()
    process.stdout.close()


def test_a_killed_run_is_swept_and_a_living_one_is_not(tmp_path: Path) -> None:
    living, kept = child(tmp_path)
    killed, left = child(tmp_path)
    for file in (kept, left):
        assert file.is_relative_to(tmp_path / "tmp") and file.exists()
    os.kill(killed.pid, signal.SIGKILL)
    end(killed)
    assert left.exists()
    before = tempfile.gettempdir()
    scratch = Scratch(Paths(tmp_path))
    try:
        assert scratch.swept == 1 and not left.exists() and kept.exists()
        assert Path(tempfile.gettempdir()) == scratch.folder
        if os.name == "posix":
            assert scratch.folder.stat().st_mode & 0o777 == 0o700
    finally:
        scratch.close()
    assert tempfile.gettempdir() == before and not scratch.folder.exists()
    end(living)
    assert not kept.exists()
