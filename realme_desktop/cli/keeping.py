"""Commands for what is kept: the audit log, backups, retention, the data key, a damaged or lost history."""

from __future__ import annotations

import argparse
import contextlib
import getpass
import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from realme_desktop.catalog.text import Text

from .shared import NO_ACCESS, NOT_ACCEPTED, OK, REVIEW, CommandError, complain, language_of, open_vault

if TYPE_CHECKING:
    from realme_desktop.config.paths import Paths
    from realme_desktop.orders.custody import Custody
    from realme_desktop.records.acts import Act
    from realme_desktop.records.audit import Head

__all__ = ["add_parsers", "audit", "backup", "history", "open_custody", "record", "restore", "retention"]

_PASSPHRASE = "The passphrase is asked for, or read as a line from standard input; never an argument."


def add_parsers(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser
) -> None:
    """The commands of this module, for the command line as a whole."""
    log = commands.add_parser(
        "audit",
        parents=[common],
        help="verify or export the audit log",
        description="`verify` names the first entry that was changed, removed or moved; with --head it also "
        "shows whether the end was cut off. `head` prints the end of the log, to be kept elsewhere. `export` "
        "writes the log as JSON lines; `verify --file` checks such a file.",
        epilog=f"exit code of verify: {OK} whole, {REVIEW} tampered with",
    )
    log.add_argument("act", choices=("verify", "head", "export"))
    log.add_argument("file", nargs="?", type=Path, metavar="FILE", help="to write to (head, export)")
    log.add_argument(
        "--head", action="append", default=[], metavar="HEAD", help="an exported head, or its file"
    )
    log.add_argument("--file", dest="exported", type=Path, metavar="FILE", help="an exported log (verify)")

    save = commands.add_parser(
        "backup",
        parents=[common],
        help="write the whole history to one encrypted file",
        description=_PASSPHRASE,
    )
    save.add_argument("file", type=Path, metavar="FILE")

    back = commands.add_parser(
        "restore",
        parents=[common],
        help="merge a backup into the history",
        description=f"Orders that are there already stay as they are. {_PASSPHRASE}",
    )
    back.add_argument("file", type=Path, metavar="FILE")

    going = commands.add_parser(
        "retention",
        parents=[common],
        help="remove what is kept no longer",
        description="Goes by the settings retention.*; an order without an end or on legal hold is never "
        "touched.",
    )
    going.add_argument("act", choices=("preview", "run"))

    whole = commands.add_parser(
        "history",
        parents=[common],
        help="check the file, change its key, rescue a damaged one, begin a new one",
        description="`check` reads the whole file. `change-key` puts it under a new data key. `rescue` saves "
        "what can be saved of a damaged file into a new one. `new` begins a new history where the old one "
        "can't be opened. The old file is kept under another name, whatever happens.",
        epilog=f"exit code of check: {OK} sound, {REVIEW} damaged",
    )
    whole.add_argument("act", choices=("check", "change-key", "rescue", "new"))


def audit(args: argparse.Namespace) -> int:
    if args.act == "verify":
        return _verify(args)
    with open_custody(args) as custody:
        if args.act == "head" and args.file is None:
            print(custody.head())
        elif args.act == "head":
            custody.export_head(args.file)
            print(_HEAD_WRITTEN.format(file=args.file).in_(language_of(args)))
        elif args.file is None:
            raise CommandError(_NEEDS_FILE, NOT_ACCEPTED)
        else:
            print(_EXPORTED.format(entries=custody.export_log(args.file)).in_(language_of(args)))
    return OK


def _verify(args: argparse.Namespace) -> int:
    heads = [_head(text) for text in args.head]
    if args.exported is not None:
        from realme_desktop.records.verify import verify_file

        with _complaining():
            found = verify_file(args.exported, heads)
    else:
        with open_custody(args) as custody:
            found = custody.verify(heads)
    print(found.words.in_(language_of(args)))
    return OK if found.whole else REVIEW


def _head(text: str) -> Head:
    from realme_desktop.records.audit import Head

    with contextlib.suppress(ValueError):
        return Head.parse(text)
    try:
        return Head.parse(Path(text).read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise CommandError(_NO_HEAD.format(text=text), NOT_ACCEPTED) from error


def backup(args: argparse.Namespace) -> int:
    passphrase = _passphrase(args, twice=True)
    with open_custody(args) as custody:
        info = custody.back_up(args.file, passphrase, _progress())
    print(_BACKED_UP.format(orders=info.orders, file=args.file).in_(language_of(args)))
    return OK


def restore(args: argparse.Namespace) -> int:
    passphrase = _passphrase(args)
    with open_custody(args) as custody:
        done = custody.restore(args.file, passphrase, _progress())
    words = _RESTORED.format(added=done.added, ended=done.ended, present=done.present)
    print(words.in_(language_of(args)))
    if done.unfinished:
        print(_UNFINISHED.format(number=len(done.unfinished)).in_(language_of(args)))
    return OK


def retention(args: argparse.Namespace) -> int:
    from realme_desktop.records.retention import Kind

    language = language_of(args)
    with open_custody(args) as custody:
        if args.act == "preview":
            due = custody.preview()
            numbers, pictures, size = due.orders, due.pictures, due.bytes
            told = {
                "orders": {kind.value: numbers[kind] for kind in Kind},
                "held": {kind.value: due.held[kind] for kind in Kind},
                "notices": due.notices, "pictures": pictures, "bytes": size,
            }  # fmt: skip
            print(json.dumps(told))
            return OK
        done = custody.purge(progress=_progress())
    for kind in Kind:
        print(f"{kind.words.in_(language)}: {done.orders[kind]}")
    if not done.settled:
        complain(_NOT_SETTLED.in_(language))
    return OK


def history(args: argparse.Namespace) -> int:
    if args.act in ("check", "change-key"):
        with open_custody(args) as custody:
            if args.act == "change-key":
                custody.change_key(_progress())
                print(_KEY_CHANGED.in_(language_of(args)))
                return OK
            found = custody.check()
        for line in found:
            complain(line)
        print((_DAMAGED if found else _SOUND).in_(language_of(args)))
        return REVIEW if found else OK
    from realme_desktop.orders.opening import new_history, rescue_history

    paths = _paths(args)
    kept: Path | None
    with _complaining():
        if args.act == "new":
            from realme_desktop.vault.vault import Vault

            kept = new_history(paths)
            words = _NOTHING_THERE if kept is None else _NEW.format(file=kept)
            entry = Vault().forget_passphrase()
            if entry is not None:
                complain(_SEALED_KEPT.format(entry=entry).in_(language_of(args)))
        else:
            from realme_desktop.config.settings import Settings

            vault = open_vault(args)
            operator = Settings.load(paths).operator
            done, kept = rescue_history(
                paths, vault, operator=operator, at=int(time.time() * 1000), progress=_progress()
            )
            words = _RESCUED.format(orders=done.orders, partly=done.partly, lost=done.lost, file=kept)
    print(words.in_(language_of(args)))
    return OK


# -- shared -----------------------------------------------------------------------------------------------


def _paths(args: argparse.Namespace) -> Paths:
    from realme_desktop.config.paths import Paths

    return Paths(args.data_dir)


def record(args: argparse.Namespace, act: Act, **detail: str) -> None:
    """Write into the audit log what another command has done, if there is one. That it could not be written
    is said; what was done stays done."""
    if _paths(args).database.exists():
        try:
            with open_custody(args) as custody:
                custody.record(act, **detail)
        except CommandError as error:
            complain(_NOT_RECORDED.format(reason=error.words.in_(language_of(args))).in_(language_of(args)))


@contextlib.contextmanager
def open_custody(args: argparse.Namespace) -> Iterator[Custody]:
    """The records that are there, without a desk: nothing is sent or asked for. A history is never begun
    here, but for a restore."""
    from realme_desktop.config.settings import Settings
    from realme_desktop.orders.custody import Custody
    from realme_desktop.orders.opening import open_kept
    from realme_desktop.orders.presence import Presence

    paths = _paths(args)
    if args.command != "restore" and not paths.database.exists():
        raise CommandError(_NOTHING_THERE, NO_ACCESS)
    vault = open_vault(args)
    with _complaining():
        paths.ensure()
        with Presence(paths.data_dir).opening():
            records = open_kept(paths.database, vault)
        custody = Custody(records=records, vault=vault, settings=Settings.load(paths), folder=paths.data_dir)
        try:
            custody.entrance.record(custody)
            yield custody
        finally:
            records.close()


@contextlib.contextmanager
def _complaining() -> Iterator[None]:
    from realme_desktop.orders.custody import words_of
    from realme_desktop.orders.opening import KeyLost
    from realme_desktop.records.backup import BackupError
    from realme_desktop.records.errors import RecordsError
    from realme_desktop.vault.errors import VaultError

    def end(error: Exception, code: int) -> NoReturn:
        raise CommandError(words_of(error), code) from error

    try:
        yield
    except KeyLost as error:
        raise CommandError(_KEY_LOST, NO_ACCESS) from error
    except TimeoutError as error:
        raise CommandError(_BEING_OPENED, NO_ACCESS) from error
    except (BackupError, ValueError) as error:
        end(error, NOT_ACCEPTED)
    except (RecordsError, VaultError) as error:
        end(error, NO_ACCESS)
    except OSError as error:
        end(error, NOT_ACCEPTED)


def _passphrase(args: argparse.Namespace, *, twice: bool = False) -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass.getpass("passphrase: ")
    if twice and getpass.getpass("once more: ") != first:
        raise CommandError(_DIFFERENT, NOT_ACCEPTED)
    return first


def _progress() -> Callable[[int, int], None] | None:
    """A percentage on a terminal; nothing where the output is read by a program."""
    if not sys.stderr.isatty():
        return None

    def tell(done: int, of: int) -> None:
        end = "\n" if of and done >= of else ""
        print(f"\r{100 * done // max(1, of):3} %", end=end, file=sys.stderr, flush=True)

    return tell


_NOT_RECORDED = Text(
    "已完成，但没能记入审计日志：{reason}", "Done, but it could not be written into the audit log: {reason}"
)
_NOTHING_THERE = Text("这个数据目录中没有历史记录。", "There is no history in this data folder.")
_SEALED_KEPT = Text(
    "旧记录的密钥仍由原口令保护，保存在密钥环的“{entry}”中；想起口令后可请管理员恢复。",
    "The key of the old records stays sealed under its passphrase, in the keyring's entry “{entry}”: should "
    "the passphrase come back to mind, an administrator can put it back.",
)
_NEEDS_FILE = Text("请给出要写入的文件。", "Name the file to write to.")
_NO_HEAD = Text(
    "“{text}”不是审计日志的链头，也不是存有链头的文件。",
    "“{text}” is neither the head of an audit log nor a file that holds one.",
)
_HEAD_WRITTEN = Text(
    "审计日志的链头已写入 {file}。请保存在另一台电脑或纸上。",
    "The head of the audit log is in {file}. Keep it on another computer, or on paper.",
)
_EXPORTED = Text("已导出审计日志，共 {entries} 条。", "The audit log was exported. Entries: {entries}.")
_BACKED_UP = Text(
    "已备份 {orders} 笔订单到 {file}，并已读回核对。没有口令，谁也打不开它。",
    "Orders in {file}: {orders}. It was read back. Without the passphrase nobody can open it.",
)
_RESTORED = Text(
    "已恢复 {added} 笔订单，{ended} 笔补上了结果，{present} 笔原已存在、未改动。",
    "Orders that came back: {added}; given their outcome: {ended}; here already and left as they are: "
    "{present}.",
)
_UNFINISHED = Text(
    "其中 {number} 笔还没有结果：下次启动控制台时会用原订单号查询，不会重发。",
    "Without a result yet: {number}. The next console asks for such an order by its number and never sends "
    "it again.",
)
_NOT_SETTLED = Text(
    "另一个程序正在读取记录，被清除的内容还留在日志文件中，下次运行时清除。",
    "Another program was reading: what was removed is still in the write-ahead log, and goes at the "
    "next run.",
)
_KEY_CHANGED = Text(
    "数据密钥已更换，历史记录已改用新密钥加密。以前的备份不受影响（它们用各自的口令）。",
    "The data key was changed; the history is under the new one. Earlier backups are not affected: they "
    "have their passphrases.",
)
_SOUND = Text("历史记录的文件完好。", "The file of the history is sound.")
_DAMAGED = Text(
    "历史记录的文件已损坏（见上）。请关闭控制台后运行 history rescue，把能读出的内容存入新文件；"
    "旧文件会保留。",
    "The file of the history is damaged (see above). Close the console and run `history rescue`: what can be "
    "read is saved into a new file, the old one is kept.",
)
_NEW = Text(
    "原来的历史记录保留为 {file}。下次启动时建立新的历史；有备份时可用 restore 恢复。",
    "The earlier history is kept as {file}. The next start begins a new one; `restore` brings back a backup.",
)
_RESCUED = Text(
    "已抢救 {orders} 笔订单（其中 {partly} 笔不完整），{lost} 笔无法读出。损坏的文件保留为 {file}。"
    "有备份时可再用 restore 补全。",
    "Orders saved: {orders} (in part: {partly}); not readable: {lost}. The damaged file is kept as {file}. "
    "If there is a backup, `restore` adds what is missing.",
)
_KEY_LOST = Text(
    "密钥环中没有这份历史记录的数据密钥，没有它谁也打不开；文件原样保留。可以恢复原来的密钥环；"
    "或运行 history new 建立新的历史，再用 restore 从备份恢复。",
    "The keyring does not hold the data key of this history, and without it nobody can open the file; it is "
    "kept as it is. Restore the keyring it was made with; or run `history new` to begin a new history, and "
    "`restore` to bring back a backup.",
)
_BEING_OPENED = Text(
    "另一个程序正在打开同一数据目录。请稍后再试。",
    "Another program is opening the same data folder. Try again later.",
)
_DIFFERENT = Text(
    "两次输入的口令不同，没有写入任何文件。", "The two passphrases differ. No file was written."
)
