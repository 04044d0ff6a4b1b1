"""A backup: the whole history in one file under a passphrase.

::

    BackupError (a RecordsError)
    ├── PassphraseRefused   too short
    ├── NotAllowed          by a setting
    ├── TargetRefused       the history itself was named as the file to write to
    ├── NotABackup          the file is something else
    ├── BackupDamaged       it is not whole
    ├── BackupNewer         a newer program made it
    └── WrongPassphrase     it can't be opened by this passphrase

The file is an encrypted SQLite database, page by page a copy of the history at one moment, and behind it one
page of JSON that tells how its key comes from the passphrase: scrypt with a salt of its own. Nobody needs the
keyring to open it. It is written under another name, read back, and renamed: a file of the name that was
asked for is a backup that works.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import secrets
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import apsw

from realme_desktop.catalog.text import Text
from realme_desktop.records import audit
from realme_desktop.records.acts import Act
from realme_desktop.records.database import copy_pages, keyed, translated
from realme_desktop.records.errors import RecordsError
from realme_desktop.records.files import replacing
from realme_desktop.records.schema import LATEST
from realme_desktop.records.search import TOKENIZER, make_tokenizer

if TYPE_CHECKING:
    from realme_desktop.records.store import Records

__all__ = [
    "SHORTEST_PASSPHRASE",
    "BackupDamaged",
    "BackupError",
    "BackupInfo",
    "BackupNewer",
    "Cancelled",
    "NotABackup",
    "NotAllowed",
    "PassphraseRefused",
    "TargetRefused",
    "WrongPassphrase",
    "inspect",
    "make_backup",
    "opened_backup",
    "refuse_own_file",
]

SHORTEST_PASSPHRASE = 10

_FORMAT = "realme-desktop backup"
_VERSION = 1
_PAGE = 4096
# 64 MB and about 0.2 s for each guess. Kept with the file, so that later files may ask for more.
_SCRYPT = {"n": 2**16, "r": 8, "p": 1}
_MOST_MEMORY = 1024 * 1024 * 1024
_READ = 1024 * 1024


class BackupError(RecordsError):
    pass


class PassphraseRefused(BackupError):
    def __init__(self) -> None:
        super().__init__(_TOO_SHORT.format(least=SHORTEST_PASSPHRASE))


class NotAllowed(BackupError):
    """By a setting, which the deployer may have locked."""

    def __init__(self) -> None:
        super().__init__(_NOT_ALLOWED)


class TargetRefused(BackupError):
    def __init__(self) -> None:
        super().__init__(_OWN_FILE)


class NotABackup(BackupError):
    def __init__(self) -> None:
        super().__init__(_NOT_ONE)


class BackupDamaged(BackupError):
    def __init__(self, detail: str = "") -> None:
        super().__init__(_NOT_WHOLE, detail)


class BackupNewer(BackupError):
    def __init__(self) -> None:
        super().__init__(_TOO_NEW)


class WrongPassphrase(BackupError):
    def __init__(self) -> None:
        super().__init__(_WRONG)


class Cancelled(Exception):
    """The operator stopped it; what was done so far is as the function that raises it says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupInfo:
    """What a backup says of itself without its passphrase. `made_at` in milliseconds; `head` is the end of
    its audit log."""

    made_at: int
    schema: int
    orders: int
    head: str
    pages: int
    salt: bytes
    scrypt: dict[str, int]
    sha256: str


# -- making -----------------------------------------------------------------------------------------------


def make_backup(
    records: Records,
    path: Path,
    passphrase: str,
    *,
    operator: str,
    at: int,
    progress: audit.Progress | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> BackupInfo:
    """Write the history as it is at this moment to `path`, replacing a file of that name; work goes on
    meanwhile. `progress` counts pages: written, then read back.

    Raises `PassphraseRefused`, `RecordsError`, OSError (the target's disk) or `Cancelled`; nothing is left.
    """
    refuse_own_file(records, path)
    if len(_normal(passphrase)) < SHORTEST_PASSPHRASE:
        raise PassphraseRefused
    salt = secrets.token_bytes(16)
    key = _key(passphrase, salt, _SCRYPT)

    def tell(done: int, of: int) -> None:
        if cancelled():
            raise Cancelled
        if progress is not None:
            progress(done, of)

    with replacing(path) as temporary:
        with records.aside() as source, keyed(temporary, key) as target:
            source.execute("BEGIN")  # one moment, whatever is written meanwhile
            orders = int(source.execute("SELECT count(*) FROM orders").get)
            head = audit.head(source)
            copy_pages(source, target, lambda done, of: tell(done, 2 * of))
            # A single file: the copy must not ask for a WAL beside it.
            with translated():
                target.pragma("journal_mode", "delete")
                pages, schema = int(target.pragma("page_count")), int(target.pragma("user_version"))
        info = BackupInfo(
            made_at=at, schema=schema, orders=orders, head=str(head or ""), pages=pages, salt=salt,
            scrypt=dict(_SCRYPT), sha256=_sha256(temporary, pages),
        )  # fmt: skip
        with temporary.open("ab") as file:
            file.write(_trailer(info))
        _read_back(temporary, passphrase, info, lambda done: tell(pages + done, 2 * pages))
    entries = head.number if head is not None else 0
    detail: audit.Detail = {"orders": orders, "entries": entries, "file_sha256": info.sha256}
    records.audit(Act.BACKUP_MADE, operator=operator, at=at, detail=detail)
    return info


def refuse_own_file(records: Records, path: Path) -> None:
    """`TargetRefused` if writing to `path` would replace a history: this one, or that of another console."""
    own, target = records.path.resolve(), path.resolve()
    # That of a session lies in a folder of its own, within that of the kept history.
    beside = target.parent in (own.parent, own.parent.parent)
    named = target.name in [own.name + suffix for suffix in ("", "-wal", "-shm", "-journal")]
    in_use = target.with_name(target.name + "-wal").exists()
    if (named and (beside or target.exists())) or in_use:
        raise TargetRefused


def _read_back(path: Path, passphrase: str, info: BackupInfo, tell: Callable[[int], object]) -> None:
    """By the way that a restore takes, from the passphrase on."""
    with opened_backup(path, passphrase) as (found, connection), translated():
        connection.set_progress_handler(lambda: bool(tell(0)), 200_000)
        if connection.pragma("integrity_check") != "ok":
            raise BackupDamaged("integrity_check")
        connection.set_progress_handler(None)
        if found != info or int(connection.execute("SELECT count(*) FROM orders").get) != info.orders:
            raise BackupDamaged("not what was written")
    tell(info.pages)


def _trailer(info: BackupInfo) -> bytes:
    told = {
        "format": _FORMAT, "version": _VERSION, "made_at": info.made_at, "schema": info.schema,
        "orders": info.orders, "head": info.head, "pages": info.pages, "sha256": info.sha256,
        "salt": info.salt.hex(), "scrypt": info.scrypt,
    }  # fmt: skip
    return json.dumps(told).encode().ljust(_PAGE - 1) + b"\n"


# -- opening ----------------------------------------------------------------------------------------------


def inspect(path: Path) -> BackupInfo:
    """What the file says of itself. `NotABackup`, `BackupNewer`, `BackupDamaged`; OSError."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - _PAGE))
        last = file.read()
    try:
        told = json.loads(last)
        if told["format"] != _FORMAT:
            raise NotABackup
        if told["version"] > _VERSION:
            raise BackupNewer
        info = BackupInfo(
            made_at=int(told["made_at"]), schema=int(told["schema"]), orders=int(told["orders"]),
            head=str(told["head"]), pages=int(told["pages"]), sha256=str(told["sha256"]),
            salt=bytes.fromhex(told["salt"]), scrypt={name: int(told["scrypt"][name]) for name in _SCRYPT},
        )  # fmt: skip
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise NotABackup from error
    if info.schema > LATEST:
        raise BackupNewer
    if size != (info.pages + 1) * _PAGE:
        raise BackupDamaged("size")
    return info


@contextlib.contextmanager
def opened_backup(path: Path, passphrase: str) -> Iterator[tuple[BackupInfo, apsw.Connection]]:
    """The backup, to be read; the file is not touched. Its schema may be an older one."""
    info = inspect(path)
    if _sha256(path, info.pages) != info.sha256:
        raise BackupDamaged("sha256")
    try:
        key = _key(passphrase, info.salt, info.scrypt)
    except (ValueError, OverflowError) as error:
        raise BackupDamaged("scrypt") from error
    address = f"{path.absolute().as_uri()}?immutable=1"
    with keyed(address, key, flags=apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI) as connection:
        try:
            with translated():
                connection.pragma("temp_store", "memory")
                connection.pragma("user_version")
                connection.register_fts5_tokenizer(TOKENIZER, make_tokenizer)
        except RecordsError as error:  # the bytes are right, so it is the key
            raise WrongPassphrase from error
        yield info, connection


def _key(passphrase: str, salt: bytes, scrypt: dict[str, int]) -> bytes:
    memory = 128 * scrypt["n"] * scrypt["r"]
    if memory > _MOST_MEMORY or scrypt["p"] > 16:  # a forged file must not stop the computer
        raise ValueError("scrypt parameters")
    return hashlib.scrypt(
        _normal(passphrase).encode("utf-8", "surrogatepass"), salt=salt, n=scrypt["n"], r=scrypt["r"],
        p=scrypt["p"], maxmem=memory + 32 * 1024 * 1024, dklen=32,
    )  # fmt: skip


def _normal(passphrase: str) -> str:
    """The same passphrase typed with another input method is the same."""
    return unicodedata.normalize("NFKC", passphrase).strip()


def _sha256(path: Path, pages: int) -> str:
    whole: Any = hashlib.sha256()
    left = pages * _PAGE
    with path.open("rb") as file:
        while left > 0 and (part := file.read(min(_READ, left))):
            whole.update(part)
            left -= len(part)
    return str(whole.hexdigest())


_TOO_SHORT = Text(
    "口令太短，至少要 {least} 个字符；没有写入任何文件。",
    "The passphrase is too short: at least {least} characters are needed. No file was written.",
)
_NOT_ALLOWED = Text(
    "设置或部署策略不允许制作备份；没有写入任何文件。",
    "The settings or the policy of this computer do not let backups be made; nothing was written.",
)
_OWN_FILE = Text(
    "这是一份历史记录的文件，不能写到这里；没有改动任何内容。请另选文件名。",
    "This is the file of a history, so nothing was written to it. Choose another name.",
)
_NOT_ONE = Text(
    "这不是本程序的备份文件。没有改动任何内容。请选择由“备份”生成的文件。",
    "This is not a backup of this program. Nothing was changed. Choose a file that was made by “Backup”.",
)
_NOT_WHOLE = Text(
    "备份文件不完整或已损坏。没有改动任何内容。请换一份备份，或重新从原处复制这个文件。",
    "The backup is not whole or is damaged. Nothing was changed. Take another backup, or copy this file "
    "again from where it came from.",
)
_TOO_NEW = Text(
    "这份备份由更新版本的程序写成，本程序不能读取。没有改动任何内容。请先升级本程序。",
    "This backup was made by a newer version of this program and can't be read by this one. Nothing was "
    "changed. Update this program first.",
)
_WRONG = Text(
    "口令不对，备份打不开。没有改动任何内容。请核对口令（区分大小写）后再试；忘记的口令无法找回。",
    "The passphrase is not the one of this backup. Nothing was changed. Check it (case matters) and try "
    "again; a forgotten passphrase can't be recovered.",
)
