"""Several programs on one data directory: one keeper, guests, onlookers."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import keyring
import pytest

from realme_desktop.catalog.model import Verdict
from realme_desktop.config.lock import FileLock
from realme_desktop.config.paths import Paths
from realme_desktop.config.settings import Settings
from realme_desktop.orders.backstage import BackstageError, _open_files, open_backstage
from realme_desktop.orders.presence import Duty, Presence
from realme_desktop.orders.refusals import ActRefused, SubmissionRefused
from realme_desktop.records.model import HistoryQuery, Order, OrderState
from tests.orders import processes
from tests.orders.file_keyring import VARIABLE, FileKeyring
from tests.orders.support import (
    NUMBER,
    desk_on,
    ended,
    face_check,
    name_check,
    opened_records,
    sandbox_environment,
    settled_sandbox,
)
from tests.waiting import until

S = OrderState
SOON = 0.01


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return Paths(tmp_path / "data", site_dir=tmp_path / "site")


@pytest.fixture
def _keyring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "keyring.json"))
    before = keyring.get_keyring()
    keyring.set_keyring(FileKeyring())
    yield
    keyring.set_keyring(before)


def quick() -> Settings:
    settings = Settings()
    settings.set("sending.duplicate_min", 0)
    settings.set("polling.first_s", 0.1)
    settings.set("polling.max_s", 0.1)
    return settings


def test_a_lock_belongs_to_one_and_ends_with_its_process(tmp_path: Path) -> None:
    mine, other = FileLock(tmp_path / "lock"), FileLock(tmp_path / "lock")
    assert mine.try_acquire() and mine.try_acquire() and mine.held
    assert not other.try_acquire() and not other.held
    mine.release()
    assert other.try_acquire()
    other.release()
    code = (
        "import sys; from pathlib import Path; from realme_desktop.config.lock import FileLock;"
        "lock = FileLock(Path(sys.argv[1])); print(lock.try_acquire(), flush=True); sys.stdin.read()"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path / "lock")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=processes.ROOT,
    )
    assert holder.stdout is not None and holder.stdout.readline().strip() == "True"
    assert not mine.try_acquire()
    holder.kill()
    holder.communicate()
    assert mine.try_acquire()
    mine.release()


def test_where_nothing_can_be_locked_nobody_is_kept_out(tmp_path: Path) -> None:
    presence = Presence(tmp_path / "missing")
    assert presence.become_keeper()
    with presence.opening():
        presence.claim("1")
    assert presence.guests() == (frozenset(), frozenset())
    presence.close()


@pytest.mark.usefixtures("_keyring")
def test_two_first_starts_at_once_make_one_data_key(paths: Paths) -> None:
    start = threading.Barrier(4)

    def first_start() -> bool:
        start.wait()
        _, records, folder, notices = _open_files(paths, None)
        records.close()
        assert notices == ()
        return folder is None

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(lambda _: first_start(), range(4)))


@pytest.mark.usefixtures("_keyring")
async def test_who_waits_too_long_for_another_start_is_told(
    paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths.ensure()
    opening = Presence.opening
    monkeypatch.setattr(Presence, "opening", lambda presence: opening(presence, within_s=0.0))
    lock = FileLock(paths.data_dir / "opening.lock")
    assert lock.try_acquire()
    with pytest.raises(BackstageError, match="Another program"):
        await open_backstage(paths, sandbox_environment("http://127.0.0.1:9/api"), Settings())
    lock.release()


@pytest.mark.usefixtures("_keyring")
async def test_a_second_console_looks_on_and_takes_over_when_the_first_is_gone(paths: Paths) -> None:
    with settled_sandbox(settle_s=1000) as sandbox:
        environment = sandbox_environment(sandbox.base)
        first = await open_backstage(paths, environment, quick(), look_every_s=SOON)
        waiting = await first.desk.submit(face_check())
        async with await open_backstage(paths, environment, quick(), look_every_s=SOON) as second:
            assert (first.duty, second.duty) == (Duty.KEEPER, Duty.ONLOOKER)
            assert second.recovered == () and second.desk.pending() == ()
            assert await second.desk.count(HistoryQuery()) == 1
            with pytest.raises(SubmissionRefused) as refused:
                await second.desk.submit(name_check())
            assert "没有发送" in refused.value.words.zh and "另一个控制台" in refused.value.words.zh
            for act in (second.desk.ask, second.desk.abandon):
                with pytest.raises(ActRefused):
                    await act(waiting.order_id)
            heard: list[tuple[Order, ...]] = []
            second.on_keeper(heard.append)
            await first.close()
            await until(lambda: heard)
            assert second.duty is Duty.KEEPER
            assert [order.order_id for order in heard[0]] == [waiting.order_id]
            assert (await second.desk.submit(name_check())).verdict is Verdict.MATCH
            before = len(sandbox.log)
            await until(lambda: len(sandbox.log) > before)  # it asks for what the first left
        assert set(sandbox.submissions().values()) == {1}


@pytest.mark.usefixtures("_keyring")
async def test_a_guest_takes_care_of_its_own_order_only(paths: Paths) -> None:
    with settled_sandbox(settle_s=1000) as sandbox:
        environment = sandbox_environment(sandbox.base)
        async with await open_backstage(paths, environment, quick(), look_every_s=1000) as keeper:
            kept = await keeper.desk.submit(face_check())
            async with await open_backstage(paths, environment, quick(), guest=True) as guest:
                assert (guest.duty, guest.recovered) == (Duty.GUEST, ())
                own = await guest.desk.submit(face_check())
                assert [order.order_id for order in guest.desk.pending()] == [own.order_id]
                assert [order.order_id for order in keeper.desk.pending()] == [kept.order_id]
                async with await open_backstage(paths, environment, quick(), guest=True) as other:
                    await other.desk.submit(name_check())


@pytest.mark.usefixtures("_keyring")
async def test_what_a_guest_leaves_is_taken_up_by_the_keeper(paths: Paths) -> None:
    with settled_sandbox(settle_s=0.3) as sandbox:
        environment = sandbox_environment(sandbox.base)
        async with await open_backstage(paths, environment, quick(), look_every_s=SOON) as keeper:
            async with await open_backstage(paths, environment, quick(), guest=True) as guest:
                left = await guest.desk.submit(face_check())
                done = await guest.desk.submit(name_check())
            await until(lambda: [order.order_id for order in keeper.desk.pending()] == [left.order_id])
            assert (await ended(keeper.desk, left)).verdict is Verdict.MATCH
            assert (await keeper.desk.order(done.order_id)).queries == 0
            await until(lambda: not list(paths.data_dir.glob("guest-*")))


@pytest.mark.usefixtures("_keyring")
async def test_a_keeper_that_starts_leaves_the_orders_of_a_guest_alone(paths: Paths) -> None:
    with settled_sandbox() as sandbox:
        environment = sandbox_environment(sandbox.base)
        async with await open_backstage(paths, environment, quick(), guest=True) as guest:
            sending = asyncio.create_task(guest.desk.submit(name_check("测试失联")))
            await until(lambda: any(order.state is S.SENDING for order in guest.desk.pending()))
            async with await open_backstage(paths, environment, quick(), look_every_s=SOON) as keeper:
                assert keeper.recovered == ()
                assert (await sending).problem == "unclear_timeout", "and not taken for lost"


def test_a_command_beside_a_console_sends_its_order_and_nothing_else(tmp_path: Path) -> None:
    """The command is a process of its own; the console is killed in the end, with its order open."""
    with settled_sandbox(settle_s=1000) as sandbox:
        processes.own_environment(tmp_path, sandbox.base)
        stored = processes.run(tmp_path, "credentials", "set", "own", stdin="TESTRA000401\n123456\n")
        assert stored.returncode == 0, stored.stderr
        fields = ("namecheck", "full_name=张三", f"id_number={NUMBER}", "--environment", "own", "--json")
        first = processes.run(tmp_path, "submit", *fields)
        assert first.returncode in (0, 1), first.stderr
        again = processes.run(tmp_path, "submit", *fields)
        assert again.returncode == 2, again.stderr
        assert json.loads(first.stdout)["order_id"] in again.stderr and "--again" in again.stderr
        assert processes.run(tmp_path, "submit", *fields, "--again").returncode == first.returncode
        assert sorted(sandbox.submissions().values()) == [1, 1]


async def test_an_onlooker_of_a_desk_does_nothing(tmp_path: Path) -> None:
    with settled_sandbox() as sandbox, opened_records(tmp_path) as records:
        async with desk_on(sandbox.base, records, folder=tmp_path, duty=Duty.ONLOOKER) as desk:
            with pytest.raises(SubmissionRefused):
                await desk.submit(name_check())
        assert sandbox.log == []
