"""`realme-desktop export`: orders of the history written to a file."""

from __future__ import annotations

import argparse
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING

from realme_desktop.catalog.text import Text

from .keeping import open_custody
from .shared import NOT_ACCEPTED, OK, CommandError, language_of

if TYPE_CHECKING:
    from realme_desktop.records.model import HistoryQuery

__all__ = ["add_parser", "export"]

_FORMATS = ("csv", "xlsx", "jsonl")
_SHANGHAI = timezone(timedelta(hours=8))


def add_parser(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser
) -> None:
    command = commands.add_parser(
        "export",
        parents=[common],
        help="write orders of the history to a file",
        description="The format follows from the file's name: .csv, .xlsx or .jsonl. Values are masked as on "
        "the screen; --unmasked writes them in full and takes a --reason, which goes into the audit log.",
    )
    command.add_argument("file", type=Path, metavar="FILE")
    command.add_argument("--text", default="", help="name, ID number, mobile, card, order number, note")
    command.add_argument("--service", action="append", default=[], metavar="SEGMENT", help="e.g. namecheck")
    command.add_argument("--since", type=_day, metavar="DAY", help="YYYY-MM-DD, Asia/Shanghai")
    command.add_argument("--until", type=_day, metavar="DAY", help="the last day")
    command.add_argument("--columns", metavar="NAME,…", help="default: those that the window offers first")
    command.add_argument("--unmasked", action="store_true", help="full values; needs --reason")
    command.add_argument("--reason", default="", metavar="TEXT")


def export(args: argparse.Namespace) -> int:
    from realme_desktop.records.export.columns import COLUMNS, DEFAULT
    from realme_desktop.records.export.problems import ExportError
    from realme_desktop.records.export.run import export as run
    from realme_desktop.records.export.writers import Format

    ending = args.file.suffix.lower().removeprefix(".")
    if ending not in _FORMATS:
        raise CommandError(_NO_FORMAT, NOT_ACCEPTED)
    columns = DEFAULT if args.columns is None else tuple(name.strip() for name in args.columns.split(","))
    if unknown := [name for name in columns if name not in COLUMNS]:
        raise CommandError(_NO_COLUMN.format(name=unknown[0], known=", ".join(COLUMNS)), NOT_ACCEPTED)
    language = language_of(args)
    with open_custody(args) as custody:
        try:
            made = run(
                custody.records,
                custody.may_export(_query(args), masked=not args.unmasked),
                args.file,
                Format(ending),
                operator=custody.operator,
                at=custody.now(),
                columns=columns,
                masked=not args.unmasked,
                reason=args.reason,
                language=language,
            )
        except ExportError as error:
            raise CommandError(error.words, NOT_ACCEPTED) from error
    print(_DONE.format(count=made.count, file=made.path).in_(language))
    return OK


def _query(args: argparse.Namespace) -> HistoryQuery:
    from realme_desktop.records.model import HistoryQuery

    return HistoryQuery(
        text=args.text,
        segments=frozenset(args.service),
        since=None if args.since is None else _moment(args.since),
        until=None if args.until is None else _moment(args.until + timedelta(days=1)),
    )


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _moment(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=_SHANGHAI).timestamp() * 1000)


_NO_FORMAT = Text(
    "文件名须以 .csv、.xlsx 或 .jsonl 结尾。没有生成文件。",
    "The file's name must end in .csv, .xlsx or .jsonl. No file was made.",
)
_NO_COLUMN = Text(
    "没有名为 {name} 的列。可用的列：{known}。没有生成文件。",
    "There is no column called {name}. There are: {known}. No file was made.",
)
_DONE = Text("已导出 {count} 笔订单：{file}", "Orders exported: {count}. {file}")
