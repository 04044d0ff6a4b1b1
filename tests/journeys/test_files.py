"""What real runs of the program leave on disk is their user's alone, whatever the umask of the session."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.orders import file_keyring

pytestmark = pytest.mark.skipif(os.name != "posix", reason="owners and modes are POSIX")

ROOT = Path(__file__).resolve().parents[2]
NOBODY = 65534
SUBJECT = ("full_name=欧阳测试", "id_number=110101199003074477")

READER = """
import os, sys
os.setgroups([]); os.setegid(65534); os.seteuid(65534)
read = []
for path in sys.argv[1:]:
    try:
        os.listdir(path) if os.path.isdir(path) else open(path, "rb").read()
        read.append(path)
    except OSError:
        pass
print("\\n".join(read))
"""


@pytest.fixture(scope="module")
def left() -> Iterator[Path]:
    """A folder that everybody may enter, and in it the data directory after a run, an export and a report."""
    folder = Path(tempfile.mkdtemp(prefix="realme-files-"))
    folder.chmod(0o755)
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PYTHON_KEYRING_BACKEND": file_keyring.BACKEND,
        file_keyring.VARIABLE: str(folder / "keyring.json"),
    }
    for command in (
        ["submit", "namecheck", *SUBJECT],
        ["export", str(folder / "out.csv")],
        ["support", "--output", str(folder / "report.txt")],
    ):
        done = subprocess.run(
            [sys.executable, "-m", "realme_desktop", "--data-dir", str(folder / "data"), "--language", "en",
             "--environment", "sandbox", *command],
            env=environment, capture_output=True, text=True, check=False, umask=0, timeout=50,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def test_folders_and_files_are_private(left: Path) -> None:
    found = {path: stat.S_IMODE(path.lstat().st_mode) for path in [left / "data", *left.rglob("*")]}
    del found[left / "keyring.json"]  # of the test
    assert left / "data" / "records.db" in found
    wrong = {
        str(path): oct(mode) for path, mode in found.items() if mode != (0o700 if path.is_dir() else 0o600)
    }
    assert wrong == {}


def test_no_file_holds_the_person_in_the_open(left: Path) -> None:
    for path in left.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            for value in ("欧阳测试", "110101199003074477"):
                assert value.encode() not in data, path


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs another user")
def test_a_second_user_reads_nothing(left: Path) -> None:
    paths = [str(path) for path in [left / "data", *left.rglob("*")] if path.name != "keyring.json"]
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", READER, *paths], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == ""


def test_files_that_were_left_open_are_closed_at_the_next_start(tmp_path: Path) -> None:
    from realme_desktop.config.paths import Paths

    paths = Paths(tmp_path / "data")
    paths.ensure()
    for file in (paths.data_dir / "window.ini", paths.log_dir / "console.log"):
        file.touch()
        file.chmod(0o666)
    (paths.data_dir / "link").symlink_to(tmp_path / "elsewhere")
    paths.ensure()
    assert {stat.S_IMODE(f.stat().st_mode) for f in paths.data_dir.glob("*.ini")} == {0o600}
    assert {stat.S_IMODE(f.stat().st_mode) for f in paths.log_dir.iterdir()} == {0o600}
