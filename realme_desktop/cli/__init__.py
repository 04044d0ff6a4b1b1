"""The commands that need no window. Whoever sets up a workplace, or a script, drives the same desk, records
and keyring with them as the window does.

Light to import: what a command needs is imported when it runs.
"""

from __future__ import annotations

import argparse
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

from realme_desktop import __version__
from realme_desktop.catalog.text import Text

from . import exporting, keeping, setup, support
from .shared import (
    AGAINST,
    EXIT_CODES,
    NO_ACCESS,
    NOT_ACCEPTED,
    OK,
    PENDING,
    REJECTED,
    REVIEW,
    UNCLEAR,
    CommandError,
    complain,
    language_of,
)
from .submit import submit

__all__ = [
    "AGAINST",
    "EXIT_CODES",
    "NOT_ACCEPTED",
    "NO_ACCESS",
    "OK",
    "PENDING",
    "REJECTED",
    "REVIEW",
    "UNCLEAR",
    "parser",
    "prepare_streams",
    "run",
]

_INTERRUPTED = 130
_FAULT = 70  # never Python's own 1, which would read as a mismatch

_COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "catalog": setup.catalog,
    "credentials": setup.credentials,
    "sandbox": setup.sandbox,
    "submit": submit,
    "audit": keeping.audit,
    "backup": keeping.backup,
    "restore": keeping.restore,
    "retention": keeping.retention,
    "history": keeping.history,
    "export": exporting.export,
    "support": support.support,
}


def prepare_streams() -> None:
    """UTF-8 whatever the terminal claims, and never an exception for a character that can't be shown."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)  # a frozen windowed program has no streams
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def parser() -> argparse.ArgumentParser:
    """The whole command line. `args.command` is None for the console."""
    common = _common()
    top = argparse.ArgumentParser(
        prog="realme-desktop",
        parents=[_common()],
        description="Desktop console for identity verification through RealMe (聚合鉴权). "
        "Without a command the console opens.",
    )
    top.add_argument("--theme", choices=("system", "light", "dark"), help="for this run of the console")
    top.add_argument("--version", action="version", version=f"realme-desktop {__version__}")
    top.set_defaults(data_dir=None, environment=None, language=None)
    commands = top.add_subparsers(dest="command", metavar="COMMAND")

    catalog = commands.add_parser("catalog", parents=[common], help="print the services and their fields")
    form = catalog.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="as JSON")
    form.add_argument("--markdown", action="store_true", help="as Markdown")

    credentials = commands.add_parser(
        "credentials",
        parents=[common],
        help="app_token and app_key in the system keyring",
        description="`set` asks for app_token and app_key, or reads them as two lines from standard input. "
        "They are never taken from an argument.",
    )
    credentials.add_argument("act", choices=("set", "status", "delete"))
    credentials.add_argument("name", metavar="ENVIRONMENT")

    sandbox = commands.add_parser("sandbox", parents=[common], help="run the sandbox alone")
    sandbox.add_argument("--port", type=int, default=0, help="default: any free one")
    sandbox.add_argument(
        "--settle", type=float, default=3.0, metavar="SECONDS", help="until results are final"
    )

    codes = "\n".join(f"  {code}  {words}" for code, words in EXIT_CODES.items())
    submit = commands.add_parser(
        "submit",
        parents=[common],
        help="submit one order and wait for its result",
        description="Submits one order through the same desk, records and keyring as the console. A field "
        "that takes a picture or a file is given as name=@FILE; name=? asks for the value, so that passwords "
        "and codes need not stand in the command line. Sensitive values are masked in the output.",
        epilog=f"exit code:\n{codes}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    submit.add_argument("segment", metavar="SEGMENT", help="e.g. namecheck, or the service's number")
    submit.add_argument("fields", nargs="*", metavar="name=value", help="see `catalog`")
    submit.add_argument(
        "--wait", type=float, default=30.0, metavar="SECONDS", help="for a result (default 30)"
    )
    submit.add_argument("--threshold", type=float, metavar="0-100", help="default: the environment's")
    submit.add_argument(
        "--again", action="store_true", help="even if the same was submitted a short while ago"
    )
    submit.add_argument(
        "--purpose", default="", metavar="TEXT", help="what it is for, of the deployer's list"
    )
    submit.add_argument("--json", action="store_true", help="print JSON")

    keeping.add_parsers(commands, common)
    exporting.add_parser(commands, common)
    support.add_parser(commands, common)
    smoke = commands.add_parser(
        "smoke-test", parents=[common], help="check that everything works here, offscreen"
    )
    smoke.add_argument("--report", type=Path, metavar="FILE", help="write the lines to a file as well")
    smoke.add_argument("--screenshot", type=Path, metavar="FILE", help="write a picture of the window (PNG)")
    return top


def _common() -> argparse.ArgumentParser:
    """What may stand before a command and after it. One object for each place: `set_defaults` reaches into
    the actions that it finds, and a command's own default would undo what stands before it."""
    common = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument("--data-dir", type=Path, metavar="DIR", help="where everything is kept")
    common.add_argument("--environment", metavar="NAME", help="sandbox, integration, production or your own")
    common.add_argument("--language", choices=("zh", "en"), help="default: the settings', then the system's")
    return common


def run(args: argparse.Namespace) -> int:
    """Run a command that needs no window; returns the exit code."""
    try:
        return _COMMANDS[args.command](args)
    except CommandError as error:
        complain(error.words.in_(language_of(args)))
        return error.code
    except KeyboardInterrupt:
        complain(_STOPPED.in_(language_of(args)))
        return _INTERRUPTED
    except BrokenPipeError:  # `| head` has seen enough
        sys.stdout = None
        return OK
    except Exception as error:  # noqa: BLE001 - said in words; its text may hold personal data
        frame = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{type(error).__name__}, {Path(frame.filename).name}:{frame.lineno}"
        complain(_FAILED.format(place=place).in_(language_of(args)))
        return _FAULT


_STOPPED = Text(
    "已中断。已保存的订单不会丢失；可能已发送的订单会在下次启动时用原订单号查询，不会重发。",
    "Interrupted. What was saved is not lost; an order that may have been sent is asked for by its number at "
    "the next start, and never sent again.",
)


_FAILED = Text(
    "程序出错（{place}）。已保存的订单不会丢失；可能已发送的订单会在下次启动时用原订单号查询，不会重发。",
    "The program failed ({place}). What was saved is not lost; an order that may have been sent is asked for "
    "by its number at the next start, and never sent again.",
)
