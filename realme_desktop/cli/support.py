"""`support`: the report for whoever helps, to read before it is passed on."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from realme_desktop.catalog.text import Text

from .shared import NOT_ACCEPTED, OK, CommandError, language_of

__all__ = ["add_parser", "support"]


def add_parser(commands: Any, common: argparse.ArgumentParser) -> None:
    command = commands.add_parser(
        "support",
        parents=[common],
        help="print a report for whoever helps with this workplace",
        description="Versions, files, settings, problems and the newest lines of the log; no orders, no "
        "persons, no keys. Read it before you pass it on: nothing is sent by itself.",
    )
    command.add_argument("--output", type=Path, metavar="FILE", help="write it to a file instead")


def support(args: argparse.Namespace) -> int:
    from realme_desktop.config.environments import load_environments
    from realme_desktop.config.paths import Paths
    from realme_desktop.config.settings import Settings
    from realme_desktop.orders.support import support_report, write_report
    from realme_desktop.vault.vault import Vault

    paths = Paths(args.data_dir)
    settings = Settings.load(paths)
    report = support_report(paths, settings, load_environments(paths), vault=Vault())
    if args.output is None:
        print(report, end="")
        return OK
    try:
        write_report(args.output, report)
    except OSError as error:
        raise CommandError(_NOT_WRITTEN.format(reason=error.strerror), NOT_ACCEPTED) from error
    print(_WRITTEN.format(file=args.output).in_(language_of(args, settings)))
    return OK


_WRITTEN = Text(
    "报告已写入 {file}。请阅读后再转交；程序不会自行发送任何东西。",
    "The report is in {file}. Read it before you pass it on; the program sends nothing by itself.",
)
_NOT_WRITTEN = Text("报告没有写入：{reason}。", "The report was not written: {reason}.")
