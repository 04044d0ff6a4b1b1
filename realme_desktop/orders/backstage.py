"""All that is behind the window, put together once: vault, records, desk. For console and commands alike.

Without a usable keyring there is no data key, so nothing may be kept beyond the session: the records then
lie in a throw-away file under a key that only this process knows, and `Backstage.notices` says so.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
import shutil
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from realme_desktop.catalog.text import Text
from realme_desktop.records.errors import RecordsError
from realme_desktop.records.model import Order
from realme_desktop.vault.errors import PassphraseNeeded, VaultError, VaultState

from .custody import Custody
from .desk import OrderDesk
from .listening import Listening
from .numbers import Clock
from .opening import KeyLost, open_kept
from .presence import Duty, Presence
from .tasks import report_failure

if TYPE_CHECKING:
    from realme_desktop.config.credentials import Credentials
    from realme_desktop.config.environments import Environment
    from realme_desktop.config.paths import Paths
    from realme_desktop.config.settings import Settings
    from realme_desktop.gateway.client import Client
    from realme_desktop.records.store import Records
    from realme_desktop.vault.vault import Vault

__all__ = ["Backstage", "BackstageError", "open_backstage"]

_log = logging.getLogger(__name__)
T = TypeVar("T")

_SESSION_PREFIX = "session-"
_SESSION_LEFTOVER_S = 2 * 24 * 3600
_LOOK_EVERY_S = 5.0  # whether the keeper is gone, or a guest that left an order


class BackstageError(Exception):
    """The parts can't be put together; `words` say why. Errors of the records come as they are."""

    def __init__(self, words: Text) -> None:
        super().__init__(words.en)
        self.words = words


class Backstage:
    """`notices` are for the operator to see at the start; `recovered` are the orders of an earlier run that
    were taken up. `session_only`: nothing outlives this process. `listening` is the endpoint for RealMe's
    notifications; it runs while the desk is open and the settings want it."""

    def __init__(
        self,
        *,
        paths: Paths,
        settings: Settings,
        vault: Vault,
        records: Records,
        executor: Executor,
        own_executor: bool,
        session_folder: Path | None,
        notices: tuple[Text, ...],
        clock: Clock,
        presence: Presence | None,
        duty: Duty,
        look_every_s: float,
    ) -> None:
        self.paths = paths
        self.settings = settings
        self.vault = vault
        self.records = records
        self.executor = executor
        self.notices = notices
        self.recovered: tuple[Order, ...] = ()
        self.custody = Custody(
            records=records, vault=vault, settings=settings, folder=paths.data_dir, clock=clock
        )
        self.entrance = self.custody.entrance
        self.listening = Listening(settings)
        self._desk: OrderDesk | None = None
        self._own_executor = own_executor
        self._session_folder = session_folder
        self._clock = clock
        self._presence = presence
        self._duty = duty
        self._look_every_s = look_every_s
        self._looking: asyncio.Task[None] | None = None
        self._purging: asyncio.Task[None] | None = None
        self._closing = threading.Event()
        self._changing = asyncio.Lock()
        self._callbacks: list[Callable[[tuple[Order, ...]], None]] = []

    @property
    def desk(self) -> OrderDesk:
        assert self._desk is not None, "open_backstage() opens a desk before anybody gets the backstage"
        return self._desk

    @property
    def duty(self) -> Duty:
        """What this program does on its data directory: see `presence`."""
        return self._duty

    def on_keeper(self, callback: Callable[[tuple[Order, ...]], None]) -> None:
        """`callback(recovered)` on the loop's thread when an onlooker has become the keeper."""
        self._callbacks.append(callback)

    @property
    def session_only(self) -> bool:
        return self._session_folder is not None

    @property
    def key_lost(self) -> bool:
        """There are records on this computer that can't be opened because the keyring has lost their key."""
        return _KEY_LOST in self.notices

    def now(self) -> float:
        """Seconds since the Unix epoch by the clock that the desk goes by."""
        return self._clock()

    async def change_environment(self, environment: Environment) -> OrderDesk:
        """Close the desk and open one for another environment, on the same records and vault.

        Subscribers of the old desk have to subscribe anew.
        """
        async with self._changing:
            return await self._open_desk(environment)

    async def _open_desk(self, environment: Environment) -> OrderDesk:
        await self.listening.stop()
        if self._desk is not None:
            await self._desk.close()
        if self._duty is Duty.KEEPER:  # what is heard must be written, which is the keeper's to do
            await _run(self.executor, self.listening.prepare)
            environment = await self.listening.start(environment)
        self._desk = OrderDesk(
            environment=environment,
            settings=self.settings,
            paths=self.paths,
            vault=self.vault,
            records=self.records,
            client_factory=_client,
            clock=self._clock,
            executor=self.executor,
            presence=self._presence,
            duty=self._duty,
        )
        self.recovered = await self._desk.start()
        self.listening.open(self._desk.mail.receive)
        if self._purging is None and self._duty is Duty.KEEPER and not self.session_only:
            self._purging = asyncio.get_running_loop().create_task(self._purge())
            self._purging.add_done_callback(report_failure)
        if self._looking is None and self._presence is not None and self._duty is not Duty.GUEST:
            self._looking = asyncio.get_running_loop().create_task(self._look(self._presence))
            self._looking.add_done_callback(report_failure)
        return self._desk

    async def _purge(self) -> None:
        """What is kept no longer goes at the start, beside everything else."""
        try:
            await _run(self.executor, self.custody.purge, by_itself=True, cancelled=self._closing.is_set)
        except RecordsError as error:  # the next start makes up for it
            _log.warning("retention: %s", error)

    async def _look(self, presence: Presence) -> None:
        """An onlooker takes the place of a keeper that is gone; the keeper takes up what guests have left."""
        while True:
            await asyncio.sleep(self._look_every_s)
            async with self._changing:
                try:
                    if self._duty is Duty.KEEPER:
                        await self._take_up_after_guests(presence)
                    elif await _run(self.executor, presence.become_keeper):
                        await self._become_keeper(presence)
                except RecordsError as error:
                    _log.warning("looking after other programs' orders: %s", error)

    async def _take_up_after_guests(self, presence: Presence) -> None:
        _, gone = await _run(self.executor, presence.guests)
        for order_id in gone:
            await self.desk.take_up(order_id)
            await _run(self.executor, presence.forget, order_id)

    async def _become_keeper(self, presence: Presence) -> None:
        # A new desk in the place of the onlooker's: the listener belongs to it, too.
        self._duty = Duty.KEEPER
        try:
            await self._open_desk(self.desk.environment)
        except RecordsError:  # tried again, by this program or another
            self._duty = Duty.ONLOOKER
            await _run(self.executor, presence.resign)
            raise
        _log.info("the other console is gone; this one works on")
        for callback in tuple(self._callbacks):
            callback(self.recovered)

    async def close(self) -> None:
        """Let orders on their way end within moments, then close the files. Idempotent."""
        self._closing.set()
        if self._purging is not None:
            await asyncio.gather(self._purging, return_exceptions=True)
        if self._looking is not None:
            self._looking.cancel()
            await asyncio.gather(self._looking, return_exceptions=True)
        await self.listening.stop()
        if self._desk is not None:
            await self._desk.close()
        await _run(self.executor, self.records.close)
        if self._presence is not None:
            await _run(self.executor, self._presence.close)
        if self._session_folder is not None:
            await _run(self.executor, shutil.rmtree, self._session_folder, ignore_errors=True)
        if self._own_executor:
            self.executor.shutdown(wait=False, cancel_futures=True)

    async def __aenter__(self) -> Backstage:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()


async def open_backstage(
    paths: Paths,
    environment: Environment,
    settings: Settings,
    *,
    vault: Vault | None = None,
    executor: Executor | None = None,
    clock: Clock = time.time,
    guest: bool = False,
    look_every_s: float = _LOOK_EVERY_S,
) -> Backstage:
    """Open vault and records, take up the orders of an earlier run, and start the desk.

    Blocking work goes to `executor` (a pool of four of its own, if None). Raises `RecordsError`
    (WrongKey, RecordsDamaged, RecordsNewer, RecordsUnavailable), `BackstageError`, and `PassphraseNeeded`
    while the vault was not unlocked (`Entrance`), each with words.

    A `guest` takes care of its own orders only. Of others the first becomes the keeper of the data directory,
    and each further one an onlooker (`Backstage.duty`).
    """
    own_executor = executor is None
    pool = executor or ThreadPoolExecutor(4, thread_name_prefix="backstage")
    try:
        opened, records, folder, notices = await _run(pool, _open_files, paths, vault)
        presence, duty = None, Duty.KEEPER
        if folder is None:  # a throw-away file is nobody else's
            presence = Presence(paths.data_dir)
            if guest:
                duty = Duty.GUEST
            elif not await _run(pool, presence.become_keeper):
                duty = Duty.ONLOOKER
        backstage = Backstage(
            paths=paths,
            settings=settings,
            vault=opened,
            records=records,
            executor=pool,
            own_executor=own_executor,
            session_folder=folder,
            notices=notices,
            clock=clock,
            presence=presence,
            duty=duty,
            look_every_s=look_every_s,
        )
        try:
            await backstage.change_environment(environment)
        except BaseException:
            await backstage.close()
            raise
    except BaseException:
        if own_executor:
            pool.shutdown(wait=False, cancel_futures=True)
        raise
    return backstage


async def _run(executor: Executor, function: Callable[..., T], /, *args: Any, **kwargs: Any) -> T:
    return await asyncio.get_running_loop().run_in_executor(executor, partial(function, *args, **kwargs))


def _client(environment: Environment, credentials: Credentials) -> Client:
    from realme_desktop.gateway.client import Client

    return Client(environment=environment, credentials=credentials)


def _open_files(paths: Paths, given: Vault | None) -> tuple[Vault, Records, Path | None, tuple[Text, ...]]:
    """Blocks, so in a worker thread. Vault, records, the folder of a throw-away file if any, notices."""
    from realme_desktop.vault.vault import Vault

    try:
        paths.ensure()
    except OSError as error:
        raise BackstageError(
            _NO_FOLDER.format(folder=paths.data_dir, reason=error.strerror or str(error))
        ) from error
    _sweep(paths.data_dir)
    vault = given or Vault()
    if vault.session_only:
        return vault, *_throw_away(paths), (_SESSION_ONLY,)
    try:
        with Presence(paths.data_dir).opening():
            return _open_kept(paths, vault)
    except TimeoutError:
        raise BackstageError(_BEING_OPENED) from None


def _open_kept(paths: Paths, vault: Vault) -> tuple[Vault, Records, Path | None, tuple[Text, ...]]:
    """One program at a time, so that two first starts make one data key."""
    from realme_desktop.vault.vault import Vault

    try:
        return vault, open_kept(paths.database, vault), None, ()
    except KeyLost:  # a new key for old records would only hide that the old one is gone
        return Vault(session_only=True), *_throw_away(paths), (_KEY_LOST, _SESSION_ONLY)
    except PassphraseNeeded:
        raise
    except VaultError as error:
        return Vault(session_only=True), *_throw_away(paths), (_keyring_notice(error), _SESSION_ONLY)


def _throw_away(paths: Paths) -> tuple[Records, Path]:
    from realme_desktop.records.store import Records

    folder = Path(tempfile.mkdtemp(prefix=_SESSION_PREFIX, dir=paths.data_dir))
    return Records.open(folder / "records.db", secrets.token_bytes(32)), folder


def _sweep(data_dir: Path) -> None:
    """Remove what a session that was killed left behind. Nobody has its key, so nothing readable is lost;
    the age keeps a session that runs now out of it."""
    limit = time.time() - _SESSION_LEFTOVER_S
    for folder in data_dir.glob(f"{_SESSION_PREFIX}*"):
        try:
            if max(entry.stat().st_mtime for entry in (folder, *folder.iterdir())) < limit:
                shutil.rmtree(folder)
        except OSError as error:
            _log.info("leftover %s stays: %s", folder.name, error)


def _keyring_notice(error: VaultError) -> Text:
    return _NOTICES.get(error.state, error.words)


_NOTICES = {
    VaultState.NO_KEYRING: Text(
        "这台电脑上没有可用的系统密钥环。", "This computer has no system keyring that can be used."
    ),
    VaultState.LOCKED: Text(
        "系统密钥环已锁定，没有解锁。", "The system keyring is locked and was not unlocked."
    ),
    VaultState.TIMEOUT: Text("系统密钥环没有回应。", "The system keyring does not answer."),
}
_SESSION_ONLY = Text(
    "本次为“仅本次会话”：凭据和订单记录只保留到退出程序为止，以前的记录不显示也不改动。",
    "This is a session-only run: credentials and orders are kept until the program ends; earlier records "
    "are neither shown nor changed.",
)
_KEY_LOST = Text(
    "密钥环中没有本机记录的数据密钥，以前的记录打不开；文件原样保留。请恢复原来的密钥环后重新启动。",
    "The keyring does not hold the data key of the records on this computer, so they can't be opened; the "
    "file is kept as it is. Restore the keyring they were made with, then start again.",
)
_BEING_OPENED = Text(
    "另一个程序正在打开同一数据目录，迟迟没有完成。没有发送任何请求。请关闭它，或稍后再启动。",
    "Another program is opening the same data folder and does not finish. No request was sent. Close it, or "
    "start again later.",
)
_NO_FOLDER = Text(
    "数据目录 {folder} 无法使用：{reason}。没有发送任何请求。请检查目录和权限，或用 --data-dir 指定别处。",
    "The data folder {folder} can't be used: {reason}. No request was sent. Check the folder and its "
    "permissions, or name another with --data-dir.",
)
