"""The records as a whole, on real files and a keyring that outlives the process."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import keyring
import pytest

from realme_desktop.config.account import os_account
from realme_desktop.config.environment import PRESETS
from realme_desktop.config.paths import Paths
from realme_desktop.config.settings import Settings
from realme_desktop.orders.backstage import open_backstage
from realme_desktop.orders.custody import Custody, words_of
from realme_desktop.orders.opening import KeyLost, new_history, open_kept, rescue_history, set_aside
from realme_desktop.orders.presence import Presence
from realme_desktop.records.acts import Act
from realme_desktop.records.errors import RecordsDamaged, RecordsUnavailable, WrongKey
from realme_desktop.records.model import HistoryQuery
from realme_desktop.records.store import Records
from realme_desktop.records.verify import verify
from realme_desktop.vault.errors import KeyringTimeout, VaultError
from realme_desktop.vault.vault import Vault
from tests.orders.file_keyring import VARIABLE, FileKeyring
from tests.records.files import present, with_the_key
from tests.records.orders import order
from tests.records.test_retention import NOW, ended, fill, texts
from tests.waiting import until

ROOT = Path(__file__).parents[2]


@pytest.fixture
def paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Paths]:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "keyring.json"))
    before = keyring.get_keyring()
    keyring.set_keyring(FileKeyring())
    found = Paths(tmp_path / "data")
    found.ensure()
    yield found
    keyring.set_keyring(before)


@contextmanager
def custody(paths: Paths, vault: Vault | None = None) -> Iterator[Custody]:
    vault = vault or Vault()
    records = open_kept(paths.database, vault)
    settings = Settings(None)
    settings.set("operator", "陈审核")
    try:
        yield Custody(
            records=records, vault=vault, settings=settings, folder=paths.data_dir, clock=lambda: NOW / 1000
        )
    finally:
        records.close()


def test_retention_goes_by_the_settings(paths: Paths) -> None:
    with custody(paths) as kept:
        fill(kept.records, ended(1, 31), ended(2, 5))
        assert (kept.rules.pictures_days, kept.rules.personal_days, kept.rules.orders_days) == (30, 0, 0)
        assert kept.preview().pictures == 1
        kept._settings.set("retention.pictures_days", 4)
        assert kept.preview().pictures == 2
        kept.purge()
        assert kept.audit_page(limit=1)[0].operator == f"陈审核 ({os_account()})"
        kept._settings.set("retention.orders_days", 30)
        kept.purge(by_itself=True)
        assert kept.audit_page(limit=1)[0].operator == ""
        assert kept.records.count(HistoryQuery()) == 1
        assert kept.delete(["ORDER00000002", "ORDER00000009"]) == ["ORDER00000002"]
        assert kept.verify([kept.head()]).whole


# -- another data key -------------------------------------------------------------------------------------


def test_the_file_comes_under_a_new_key(paths: Paths, tmp_path: Path) -> None:
    vault = Vault()
    with custody(paths, vault) as kept:
        fill(kept.records, ended(1, 5))
        old = vault.data_key()
        told: list[int] = []
        kept.change_key(lambda done, of: told.append(done))
        new = vault.data_key()
        assert new != old and told
        kept.records.add(order(2))
        assert kept.records.get("ORDER00000001").subject_name == "姓名1号"
        (last,) = kept.audit_page(acts=frozenset({Act.KEY_CHANGED}))
        assert last.operator == f"陈审核 ({os_account()})"
        assert verify(kept.records).whole
    with pytest.raises(WrongKey):
        Records.open(paths.database, old)
    with custody(paths) as kept:
        assert kept.records.count(HistoryQuery()) == 2
        kept.change_key()  # and once more
    assert Vault().data_key() not in (old, new)
    content = with_the_key(paths.database, tmp_path, Vault().data_key())
    assert present(texts(1), content) == texts(1)
    assert sorted(p.name for p in paths.data_dir.iterdir() if p.is_file()) == ["opening.lock", "records.db"]


def test_nobody_else_may_have_the_file_open(paths: Paths) -> None:
    vault = Vault()
    with custody(paths, vault) as kept, custody(paths) as other:
        kept.records.add(order(1))
        key = vault.data_key()
        with pytest.raises(RecordsUnavailable) as caught:
            kept.change_key()
        assert caught.value.reason == "locked" and words_of(caught.value).zh
        assert vault.data_key() == key
        other.records.add(order(2))
        assert kept.records.count(HistoryQuery()) == 2
        with kept.records.aside(), pytest.raises(RecordsUnavailable):
            kept.change_key()


class _Failing(Vault):
    """A keyring that stops answering at a certain step."""

    failing = ""

    def _set(self, username: str, text: str) -> None:
        if username == self.failing:
            raise KeyringTimeout(1)
        super()._set(username, text)


def test_a_keyring_that_fails_meanwhile_loses_nothing(paths: Paths) -> None:
    vault = _Failing()
    with custody(paths, vault) as kept:
        kept.records.add(order(1))
        old = vault.data_key()
        vault.failing = "data-key.next"
        with pytest.raises(VaultError):
            kept.change_key()
        assert Vault().data_key() == old
        vault.failing = "data-key"
        kept.change_key()  # the file is under the new key, which the keyring has as the next one
        kept.records.add(order(2))
        assert Vault().data_key() == old
    with custody(paths) as kept:
        assert kept.records.count(HistoryQuery()) == 2
    assert Vault().data_key() != old and Vault().data_key() == Vault().next_data_key()


@pytest.mark.parametrize("moment", ["proposed", "copied", "renamed", "confirmed"])
def test_killed_while_the_key_is_changed(paths: Paths, tmp_path: Path, moment: str) -> None:
    with custody(paths) as kept:
        fill(kept.records, ended(1, 5), ended(2, 5))
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.orders.rekeying", str(paths.data_dir), moment],
        cwd=ROOT, env=os.environ | {VARIABLE: str(tmp_path / "keyring.json")},
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert child.stdout is not None and child.stdin is not None
    with child.stdout, child.stdin:
        assert child.stdout.readline().strip() == moment
        child.kill()
        child.wait(10)
    with custody(paths) as kept:
        assert kept.records.count(HistoryQuery()) == 3, "the order that was written just before is there, too"
        assert kept.records.get("ORDER00000002").subject_name == "姓名2号"
        assert verify(kept.records).whole
        kept.change_key()
    with custody(paths) as kept:
        assert kept.records.count(HistoryQuery()) == 3
    assert not list(paths.data_dir.glob(".*rekeyed*"))


# -- keys that don't fit ----------------------------------------------------------------------------------


def test_a_lost_key_is_said_and_nothing_is_touched(paths: Paths, tmp_path: Path) -> None:
    with custody(paths) as kept:
        kept.records.add(order(1))
    content = paths.database.read_bytes()
    (tmp_path / "keyring.json").unlink()
    with pytest.raises(KeyLost):
        open_kept(paths.database, Vault())
    assert Vault().existing_data_key() is None, "no key is made for a file that is there"
    assert paths.database.read_bytes() == content


def test_a_key_of_another_file_is_said(paths: Paths) -> None:
    with custody(paths):
        pass
    content = paths.database.read_bytes()
    vault = Vault()
    vault.confirm_data_key(bytes(32))
    with pytest.raises(WrongKey):
        open_kept(paths.database, vault)
    vault.propose_data_key()
    with pytest.raises(WrongKey):
        open_kept(paths.database, vault)
    assert paths.database.read_bytes() == content


def test_a_file_is_set_aside_with_its_newest_changes(paths: Paths) -> None:
    vault = Vault()
    with custody(paths, vault) as kept:
        kept.records.add(order(1))
        kept.records.settle()
        kept.records.add(order(2))
        before = {p.name: p.read_bytes() for p in paths.data_dir.glob("records.db*")}
        assert before["records.db-wal"]
    for name, data in before.items():  # as a crash leaves it
        (paths.data_dir / name).write_bytes(data)
    name = set_aside(paths.database, "kept", 0)
    assert set_aside(_copied(name, paths.database), "kept", 0) != name
    assert not list(paths.data_dir.glob("records.db*"))
    again = Records.open(name, vault.data_key())
    assert again.count(HistoryQuery()) == 2
    again.close()
    with custody(paths) as kept:
        assert kept.records.count(HistoryQuery()) == 0


def _copied(source: Path, target: Path) -> Path:
    target.write_bytes(source.read_bytes())
    return target


def test_every_error_has_words(tmp_path: Path) -> None:
    for error in (RecordsDamaged(), KeyringTimeout(1), OSError(28, "full"), OSError(), ValueError()):
        assert words_of(error).zh and words_of(error).en
    with pytest.raises(TypeError):
        words_of(KeyError())


def test_a_new_history_beside_the_one_that_can_not_be_opened(paths: Paths, tmp_path: Path) -> None:
    with custody(paths) as kept:
        kept.records.add(order(1))
        presence = Presence(paths.data_dir)
        assert presence.become_keeper()
        with pytest.raises(RecordsUnavailable):  # a console is at work
            new_history(paths)
        presence.close()
    content = paths.database.read_bytes()
    (tmp_path / "keyring.json").unlink()
    name = new_history(paths)
    assert name is not None and name.read_bytes() == content and "kept" in name.name
    with custody(paths) as kept:
        assert kept.records.count(HistoryQuery()) == 0
    assert new_history(paths) is not None and new_history(paths) is None


def test_a_damaged_history_is_replaced_by_what_was_saved(paths: Paths) -> None:
    with custody(paths) as kept:
        fill(kept.records, *(ended(number, 5) for number in range(30)))
        assert kept.check() == ()
    content = bytearray(paths.database.read_bytes())
    for page in range(len(content) // 4096 - 8, len(content) // 4096):
        content[page * 4096 + 99] ^= 1
    paths.database.write_bytes(content)
    with custody(paths) as kept:
        assert kept.check()
    found, name = rescue_history(paths, Vault(), operator="陈", at=NOW)
    assert name.read_bytes() == content and "damaged" in name.name
    with custody(paths) as kept:
        assert kept.check() == ()
        assert kept.records.count(HistoryQuery()) == found.orders == 30 and found.partly > 0
    paths.database.write_bytes(b"x" * 8192)
    with pytest.raises(RecordsDamaged):
        rescue_history(paths, Vault(), operator="陈", at=NOW)
    assert paths.database.read_bytes() == b"x" * 8192


async def test_what_is_due_goes_at_the_start(paths: Paths) -> None:
    with custody(paths) as kept:
        fill(kept.records, ended(1, 31), ended(2, 1))
    settings = Settings(None)
    async with await open_backstage(
        paths, PRESETS["sandbox"], settings, clock=lambda: NOW / 1000
    ) as backstage:
        assert not backstage.key_lost
        entries = await until(
            lambda: backstage.custody.audit_page(acts=frozenset({Act.PURGED})), "the removal of pictures"
        )
        assert {entry.order_id for entry in entries} <= {"ORDER00000001", None}
        assert all(entry.operator == "" for entry in entries)
        assert len(await backstage.desk.pictures("ORDER00000002")) == 1


async def test_a_console_whose_key_is_lost_says_so_and_keeps_nothing(paths: Paths, tmp_path: Path) -> None:
    with custody(paths) as kept:
        kept.records.add(order(1))
    content = paths.database.read_bytes()
    (tmp_path / "keyring.json").unlink()
    async with await open_backstage(paths, PRESETS["sandbox"], Settings(None)) as backstage:
        assert backstage.key_lost and backstage.session_only
        assert not backstage.custody.can_change_key
        new_history(paths)  # may be decided here: the session has its own file
    kept_files = list(paths.data_dir.glob("records.kept-*.db"))
    assert [one.read_bytes() for one in kept_files] == [content]
    async with await open_backstage(paths, PRESETS["sandbox"], Settings(None)) as backstage:
        assert not backstage.key_lost and not backstage.session_only
