"""SIGKILL while something is removed or backed up: the file opens, and the next run finishes the work."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from realme_desktop.records.model import HistoryQuery
from realme_desktop.records.rescue import problems
from realme_desktop.records.retention import Rules, purge
from realme_desktop.records.store import Records
from realme_desktop.records.verify import verify
from tests.records.files import present, with_the_key
from tests.records.orders import KEY
from tests.records.test_retention import NOW, ended, fill, texts

ROOT = Path(__file__).parents[2]
OLD, NEW = range(110), range(110, 120)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    records = Records.open(tmp_path_factory.mktemp("whole") / "records.db", KEY)
    records._writer.pragma("synchronous", "off")
    fill(records, *(ended(number, 40) for number in OLD), *(ended(number, 1) for number in NEW))
    records.close()
    return records.path


@pytest.mark.parametrize(
    ("moment", "left"),
    [("removing", 120), ("between", 70), ("removed", 10), ("copying", 120), ("reading back", 120)],
)
def test_killed(whole: Path, tmp_path: Path, moment: str, left: int) -> None:
    path = Path(shutil.copy(whole, tmp_path))
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.records.keeping_child", str(path), moment],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert child.stdout is not None and child.stdin is not None
    with child.stdout, child.stdin:
        assert child.stdout.readline().strip() == moment
        child.kill()
        child.wait(10)
    records = Records.open(path, KEY)
    with records.aside() as connection:
        assert problems(connection) == ()
    assert verify(records).whole and records.count(HistoryQuery()) == left
    assert records.get("ORDER00000115").subject_name == "姓名115号"
    assert not path.with_name("b.backup").exists(), "a backup of that name is one that works"
    purge(records, Rules(orders_days=30), NOW)
    assert records.count(HistoryQuery()) == len(NEW)
    content = with_the_key(path, tmp_path)
    records.close()
    assert present([text for number in OLD for text in texts(number)], content) == []
    assert present(texts(115), content) == texts(115)
