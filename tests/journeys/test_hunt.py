"""A locked console seen from outside: what its command line, its environment, its files and its log tell."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.hunting import in_bytes, in_files

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")

ROOT = Path(__file__).parents[2]


@dataclass
class Prey:
    process: subprocess.Popen[str]
    folder: Path
    needles: tuple[str, ...]
    said: str

    def read(self, name: str) -> bytes:
        return Path(f"/proc/{self.process.pid}/{name}").read_bytes()


@pytest.fixture(scope="module")
def locked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Prey]:
    base = tmp_path_factory.mktemp("hunt")
    folder = base / "data"
    needles = (
        "欧阳寻宝",
        "310101199001011234",
        f"key-{secrets.token_hex(12)}",
        f"phrase {secrets.token_hex(8)}",
    )
    with (base / "stderr").open("w") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.journeys.locked_child"],
            cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "TMPDIR": str(base)},
        )  # fmt: skip
    assert process.stdin is not None and process.stdout is not None
    process.stdin.write("\n".join((str(folder), *needles)) + "\n")
    process.stdin.flush()
    said = process.stdout.readline().strip()
    yield Prey(process, base, needles, said)
    process.stdin.close()
    process.stdout.close()
    process.wait(timeout=30)


def test_the_widget_tree_holds_nothing(locked: Prey) -> None:
    assert locked.said == "LOCKED 0", (locked.folder / "stderr").read_text()[-2000:]


def test_neither_command_line_nor_environment_tell(locked: Prey) -> None:
    for name in ("cmdline", "environ", "comm"):
        assert in_bytes(locked.read(name), locked.needles, name) == []


def test_no_file_tells_while_it_runs(locked: Prey) -> None:
    """The data directory, its log, temporary files, what went to standard error."""
    assert in_files(locked.folder, locked.needles) == []


def test_the_desktop_is_not_told_whom_it_is_about(locked: Prey) -> None:
    """What other programs may ask of the process: its windows' titles are in the test of the widgets; open
    files and sockets have names, too."""
    for entry in Path(f"/proc/{locked.process.pid}/fd").iterdir():
        try:
            target = str(entry.readlink())
        except OSError:
            continue
        assert in_bytes(target.encode(), locked.needles, entry.name) == []
