"""SIGKILL at every piece of work on the file: it opens, and the next run finishes the work."""

from __future__ import annotations

import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from realme_desktop.orders.opening import open_kept
from realme_desktop.records.acts import Act
from realme_desktop.records.audit import page
from realme_desktop.records.backup import make_backup
from realme_desktop.records.leftovers import rescues
from realme_desktop.records.model import HistoryQuery, OrderState
from realme_desktop.records.rekey import change_key
from realme_desktop.records.rescue import problems, rescue
from realme_desktop.records.restore import restore
from realme_desktop.records.retention import Rules, purge
from realme_desktop.records.store import Records
from realme_desktop.records.verify import verify
from realme_desktop.vault.vault import Vault
from tests.records.files import present, with_the_key
from tests.records.keeping_child import PASSPHRASE
from tests.records.orders import KEY, order
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


def killed_at(moment: str, path: Path) -> None:
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.records.keeping_child", str(path), moment],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert child.stdout is not None and child.stdin is not None
    with child.stdout, child.stdin:
        assert child.stdout.readline().strip() == moment
        child.kill()
        child.wait(10)


@pytest.mark.parametrize(
    ("moment", "left"),
    [("removing", 120), ("between", 70), ("removed", 10), ("copying", 120), ("reading back", 120)],
)
def test_killed(whole: Path, tmp_path: Path, moment: str, left: int) -> None:
    path = Path(shutil.copy(whole, tmp_path))
    killed_at(moment, path)
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


@pytest.fixture(scope="module")
def backup_of(whole: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """With an order that was about to be sent, and one that awaits its result."""
    path = Path(shutil.copy(whole, tmp_path_factory.mktemp("backup")))
    records = Records.open(path, KEY)
    records.add(order(500, state=OrderState.QUEUED))
    records.add(order(501, state=OrderState.PENDING, sent_at=1_000_600))
    target = path.with_name("b.backup")
    make_backup(records, target, PASSPHRASE, operator="", at=NOW)
    records.close()
    return target


@pytest.mark.parametrize(
    ("moment", "here"), [("restoring", 100), ("restoring, within", 100), ("restoring, the log", 122)]
)
def test_killed_while_restoring(backup_of: Path, tmp_path: Path, moment: str, here: int) -> None:
    path = tmp_path / "records.db"
    Records.open(path, KEY).close()
    shutil.copy(backup_of, tmp_path)
    killed_at(moment, path)
    records = Records.open(path, KEY)
    with records.aside() as connection:
        assert problems(connection) == ()
    assert verify(records).whole and records.count(HistoryQuery()) == here
    restore(records, tmp_path / "b.backup", PASSPHRASE, operator="", at=NOW)
    assert records.count(HistoryQuery()) == 122, "no doubles, nothing missing"
    assert records.count(HistoryQuery(text="姓名115号")) == 1
    assert records.get("ORDER00000500").state is OrderState.UNCLEAR, "never sent again"
    assert records.get("ORDER00000501").state is OrderState.PENDING
    assert [len(records.pictures(f"ORDER{number:08}")) for number in (0, 60, 119)] == [1, 1, 1]
    assert [len(records.exchanges(f"ORDER{number:08}")) for number in (0, 60, 119)] == [1, 1, 1]
    restored = records.look(partial(page, limit=1000, acts=frozenset({Act.RESTORED})))
    assert len([entry for entry in restored if entry.order_id]) == 122
    assert verify(records).whole
    records.close()


@pytest.mark.parametrize("moment", ["rescuing", "rescuing, the log"])
def test_killed_while_rescuing(whole: Path, tmp_path: Path, moment: str) -> None:
    path = Path(shutil.copy(whole, tmp_path))
    before = path.read_bytes()
    killed_at(moment, path)
    assert path.read_bytes() == before, "what was to be rescued is only read"
    assert rescues(path)
    vault = Vault(session_only=True)
    change_key(path, KEY, vault.data_key())
    open_kept(path, vault).close()
    assert rescues(path) == [] and sorted(file.name for file in tmp_path.iterdir()) == ["records.db"]
    assert rescue(path, vault.data_key(), tmp_path / "new.db", operator="", at=NOW).orders == 120
