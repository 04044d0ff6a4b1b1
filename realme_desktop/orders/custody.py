"""What is done with the records as a whole: the audit log, retention, backups, the data key.

One for each `Backstage`. Each method blocks and belongs in a worker thread, and raises `RecordsError`,
`VaultError` or OSError, unless it says otherwise; `words_of` puts any of them into words.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from realme_desktop.catalog.text import Text
from realme_desktop.records import audit, retention
from realme_desktop.records.acts import Act
from realme_desktop.records.audit import Entry, Head, Progress
from realme_desktop.records.errors import RecordsError, RecordsUnavailable, UnknownOrder
from realme_desktop.records.retention import Due, Purged, Rules
from realme_desktop.vault.errors import PassphraseRefused, VaultError

from .admission import admit_export, sees, within
from .entrance import Entrance
from .numbers import Clock
from .presence import Presence

if TYPE_CHECKING:
    from realme_desktop.config.settings import Settings
    from realme_desktop.records.backup import BackupInfo
    from realme_desktop.records.model import HistoryQuery
    from realme_desktop.records.restore import Restored
    from realme_desktop.records.store import Records
    from realme_desktop.records.verify import Verification
    from realme_desktop.vault.vault import Vault

__all__ = ["Custody", "words_of"]

_log = logging.getLogger(__name__)

Cancelled = Callable[[], bool]


def _never() -> bool:
    return False


def _bare(entry: Entry) -> Entry:
    return replace(entry, order_id=None, detail={})


class Custody:
    def __init__(
        self,
        *,
        records: Records,
        vault: Vault,
        settings: Settings,
        folder: Path,
        clock: Clock = time.time,
    ) -> None:
        """`folder` is the data directory: while the file is replaced no other program may open it."""
        self.records = records
        self._presence = Presence(folder)
        self._vault = vault
        self._settings = settings
        self._clock = clock
        self.entrance = Entrance(folder, clock)

    @property
    def operator(self) -> str:
        return self._settings.operator

    def now(self) -> int:
        """Milliseconds since the Unix epoch."""
        return int(self._clock() * 1000)

    # -- the audit log ------------------------------------------------------------------------------------

    def record(self, act: Act, *, order_id: str | None = None, **detail: str | int | float | bool) -> None:
        """As `OrderDesk.record_act`, where no desk is open."""
        self.records.audit(act, operator=self.operator, at=self.now(), order_id=order_id, detail=detail)

    def audit_page(
        self,
        *,
        before: int | None = None,
        limit: int = 100,
        order_id: str | None = None,
        acts: frozenset[Act] = frozenset(),
    ) -> tuple[Entry, ...]:
        """Entries of lower numbers than `before`, newest first. Of an order that the operator is not to see
        the entry is there, for the chain, without its number and details."""
        found = self.records.look(
            partial(audit.page, before=before, limit=limit, order_id=order_id, acts=acts)
        )
        if self._settings.policy.sees_everything:
            return found
        return tuple(entry if self._sees(entry) else _bare(entry) for entry in found)

    def _sees(self, entry: Entry) -> bool:
        """Whether it may be told what this entry is about. Orders that retention has removed are not asked
        for any more: then what the entry says counts."""
        if entry.order_id is None:
            return True
        try:
            return sees(self.records.get(entry.order_id), self._settings.policy)
        except UnknownOrder:
            return entry.detail.get("segment") in self._settings.policy.readable

    def verify(self, heads: Iterable[Head] = (), progress: Progress | None = None) -> Verification:
        from realme_desktop.records.verify import verify

        return verify(self.records, heads, progress)

    def head(self) -> Head:
        """The end of the audit log, to be kept elsewhere. That it was taken is an entry after it."""
        found = self.records.look(audit.head)
        assert found is not None, "the log begins with the file"
        self.record(Act.HEAD_EXPORTED, number=found.number)
        return found

    def export_head(self, path: Path) -> Head:
        """`head`, in a file. Raises OSError, `TargetRefused`."""
        from realme_desktop.records.backup import refuse_own_file
        from realme_desktop.records.files import replacing

        refuse_own_file(self.records, path)
        found = self.head()
        with replacing(path) as temporary:
            temporary.write_text(f"{found}\n", "utf-8")
        return found

    def export_log(self, path: Path, progress: Progress | None = None) -> int:
        """The log as JSON lines; returns how many entries."""
        from realme_desktop.records.backup import refuse_own_file
        from realme_desktop.records.verify import export_log

        refuse_own_file(self.records, path)
        count = export_log(self.records, path, progress)
        self.record(Act.EXPORTED, what="audit", rows=count)
        return count

    def may_export(self, query: HistoryQuery, *, masked: bool) -> HistoryQuery:
        """What of the query may go into a file. Raises `ExportRefused` where nothing may."""
        admit_export(self._settings, masked=masked)
        return within(query, self._settings.policy)

    # -- retention ----------------------------------------------------------------------------------------

    @property
    def rules(self) -> Rules:
        """What the settings say now."""
        names = ("pictures_days", "personal_days", "orders_days")
        return Rules(**{name: int(self._settings.get(f"retention.{name}")) for name in names})

    def preview(self) -> Due:
        """What `purge` would remove now."""
        return retention.preview(self.records, self.rules, self.now())

    def purge(
        self,
        *,
        by_itself: bool = False,
        progress: Progress | None = None,
        cancelled: Cancelled = _never,
    ) -> Purged:
        """Remove what is due. `by_itself`: the program's own run at its start; it waits while the policy,
        which may want more to be kept, can't be believed."""
        if by_itself and not self._settings.policy.trusted:
            _log.warning("retention waits until the policy is put right")
            return Purged()
        return retention.purge(
            self.records, self.rules, self.now(), operator="" if by_itself else self.operator,
            progress=progress, cancelled=cancelled,
        )  # fmt: skip

    def delete(self, order_ids: Iterable[str]) -> list[str]:
        """Remove whole orders; those without an end or on legal hold stay. Returns the numbers of those that
        went."""
        work = partial(
            retention.delete_orders, order_ids=list(order_ids), operator=self.operator, at=self.now()
        )
        removed = self.records.write(work)
        retention.erase(self.records)
        return removed

    # -- backups ------------------------------------------------------------------------------------------

    def back_up(
        self, path: Path, passphrase: str, progress: Progress | None = None, cancelled: Cancelled = _never
    ) -> BackupInfo:
        """See `records.backup.make_backup`."""
        from realme_desktop.records.backup import NotAllowed, make_backup

        if not self._settings.get("backup.allowed"):
            raise NotAllowed
        return make_backup(
            self.records, path, passphrase, operator=self.operator, at=self.now(), progress=progress,
            cancelled=cancelled,
        )  # fmt: skip

    def restore(
        self, path: Path, passphrase: str, progress: Progress | None = None, cancelled: Cancelled = _never
    ) -> Restored:
        """See `records.restore.restore`. The desk takes up `Restored.unfinished` (`OrderDesk.take_up`)."""
        from realme_desktop.records.restore import restore

        return restore(
            self.records, path, passphrase, operator=self.operator, at=self.now(), progress=progress,
            cancelled=cancelled,
        )  # fmt: skip

    # -- is it sound --------------------------------------------------------------------------------------

    def check(self) -> tuple[str, ...]:
        """What is wrong with the file, for a log; empty if it is sound. Reads all of it. A damaged one: see
        `opening.rescue_history`."""
        from realme_desktop.records.rescue import problems

        with self.records.aside() as connection:
            return problems(connection)

    # -- the data key -------------------------------------------------------------------------------------

    @property
    def can_change_key(self) -> bool:
        """Not in a session-only run, whose key nobody keeps."""
        return not self._vault.session_only

    def change_key(self, progress: Progress | None = None) -> None:
        """A new data key for the file, in its place. Nobody else may have the data directory open
        (`RecordsUnavailable`); this program's own reading and writing waits. Killed at any moment, the next
        start opens the file by whichever of the two keys it is under."""
        try:
            with self._presence.opening():
                self._change_key(progress)
        except TimeoutError as error:
            raise RecordsUnavailable("locked") from error

    def _change_key(self, progress: Progress | None) -> None:
        from realme_desktop.records.rekey import change_key

        new = self._vault.propose_data_key()

        def work(path: Path, old: bytes) -> bytes:
            change_key(path, old, new, progress)
            return new

        self.records.alone(work)
        try:
            self._vault.confirm_data_key(new)
        except VaultError as error:  # the keyring has it already, as the next one: the next start confirms it
            _log.warning("the new data key is not confirmed yet: %s", error)
        self.record(Act.KEY_CHANGED)

    # -- the passphrase -----------------------------------------------------------------------------------

    @property
    def protected(self) -> bool:
        """A passphrase seals the data key."""
        return self._vault.protected

    def set_passphrase(self, new: str, *, old: str = "") -> None:
        """Seal the data key under `new`, in place of `old` if there is one already; `new` = "" takes the
        passphrase off, where that is allowed. `WrongPassphrase` (counted) for `old`, `PassphraseRefused` for
        `new`; then all is as it was. Killed in between, the one or the other is good."""
        had, key = self.protected, self.records.data_key
        if had:
            self.entrance.unlock(self._vault, old, key)
        if not new and not self._settings.get("lock.without_passphrase"):
            raise PassphraseRefused(_COMPULSORY)
        try:
            with self._presence.opening():
                if new:
                    self._vault.protect(new, key)
                elif had:
                    self._vault.unprotect(key)
        except TimeoutError as error:
            raise RecordsUnavailable("locked") from error
        what = ("changed" if had else "set") if new else "removed"
        self.record(Act.PASSPHRASE_CHANGED, what=what)

    def unlock(self, passphrase: str) -> None:
        """Whoever is at the locked window knows the passphrase, or `WrongPassphrase`. With none set it is
        enough to be logged in. Written into the audit log either way."""
        try:
            if self.protected:
                self.entrance.unlock(self._vault, passphrase, self.records.data_key)
        finally:
            self.entrance.record(self)
        try:
            self.record(Act.UNLOCKED)
        except RecordsError as error:  # a full disk is no reason to keep out who may come in
            _log.warning("the unlocking is not in the audit log: %s", error)


def words_of(error: Exception) -> Text:
    """What went wrong, for the operator. TypeError for what no method of `Custody` is meant to raise."""
    if isinstance(error, RecordsError | VaultError):
        return error.words
    if isinstance(error, OSError):
        return _DISK.format(reason=error.strerror or type(error).__name__)
    if isinstance(error, ValueError):
        return _NOT_READ
    raise TypeError(f"no words for {type(error).__name__}") from error


_COMPULSORY = Text(
    "部署者规定必须设置口令，不能取消；没有改动。",
    "Whoever deployed the console demands a passphrase, so it can't be taken off. Nothing was changed.",
)
_DISK = Text(
    "文件无法读写：{reason}。没有留下不完整的文件。请检查位置、权限和剩余空间后再试。",
    "The file can't be read or written: {reason}. No incomplete file was left. Check the place, its "
    "permissions and the free space, then try again.",
)
_NOT_READ = Text(
    "这个文件不是所需的格式，没有改动任何内容。",
    "This file is not of the kind that is needed. Nothing was changed.",
)
