"""The commands that need no window. Whoever sets up a workplace, or a script, drives the same desk, records
and keyring with them as the window does.

Light to import: what a command needs is imported when it runs.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import dataclasses
import getpass
import json
import locale
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from realme_desktop import __version__
from realme_desktop.catalog.text import Language, Text

if TYPE_CHECKING:
    from realme_desktop.catalog.model import Service
    from realme_desktop.config.environments import Environment
    from realme_desktop.config.settings import Settings
    from realme_desktop.orders.backstage import Backstage
    from realme_desktop.orders.model import Draft
    from realme_desktop.records.model import Order

__all__ = ["EXIT_CODES", "parser", "prepare_streams", "run"]

OK, AGAINST, NOT_ACCEPTED, REVIEW, PENDING, UNCLEAR, REJECTED, NO_ACCESS = range(8)
EXIT_CODES = {
    OK: "match, no hit, or data received",
    AGAINST: "mismatch, partial match, or hit",
    NOT_ACCEPTED: "wrong usage, or the input was refused; nothing was sent",
    REVIEW: "needs review: an exception, an unknown answer, or the score or a notification says otherwise",
    PENDING: "accepted, the result is still awaited (or waiting for it has ended)",
    UNCLEAR: "unclear whether RealMe has the order; never sent again, the next console asks for it",
    REJECTED: "refused by RealMe, or not sent",
    NO_ACCESS: "no credentials, no usable keyring, or the records can't be opened; nothing was sent",
}
_INTERRUPTED = 130
_FAULT = 70  # never Python's own 1, which would read as a mismatch


class CommandError(Exception):
    """A command ends here, with words and an exit code."""

    def __init__(self, words: Text, code: int) -> None:
        super().__init__(words.en)
        self.words = words
        self.code = code


def prepare_streams() -> None:
    """UTF-8 whatever the terminal claims, and never an exception for a character that can't be shown."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)  # a frozen windowed program has no streams
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def parser() -> argparse.ArgumentParser:
    """The whole command line. `args.command` is None for the console."""
    common = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument("--data-dir", type=Path, metavar="DIR", help="where everything is kept")
    common.add_argument("--environment", metavar="NAME", help="sandbox, integration, production or your own")
    common.add_argument("--language", choices=("zh", "en"), help="default: the settings', then the system's")
    top = argparse.ArgumentParser(
        prog="realme-desktop",
        parents=[common],
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
    submit.add_argument("--json", action="store_true", help="print JSON")

    commands.add_parser("smoke-test", parents=[common], help="check that everything works here, offscreen")
    return top


def run(args: argparse.Namespace) -> int:
    """Run a command that needs no window; returns the exit code."""
    commands = {"catalog": _catalog, "credentials": _credentials, "sandbox": _sandbox, "submit": _submit}
    try:
        return commands[args.command](args)
    except CommandError as error:
        _complain(error.words.in_(_language(args)))
        return error.code
    except KeyboardInterrupt:
        _complain(_STOPPED.in_(_language(args)))
        return _INTERRUPTED
    except BrokenPipeError:  # `| head` has seen enough
        sys.stdout = None
        return OK
    except Exception as error:  # noqa: BLE001 - said in words; its text may hold personal data
        frame = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{type(error).__name__}, {Path(frame.filename).name}:{frame.lineno}"
        _complain(_FAILED.format(place=place).in_(_language(args)))
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


# -- catalog ----------------------------------------------------------------------------------------------


def _catalog(args: argparse.Namespace) -> int:
    from realme_desktop.catalog import export

    if args.json:
        print(json.dumps(export.as_json(), ensure_ascii=False, indent=2))
    elif args.markdown:
        print(export.as_markdown(_language(args)))
    else:
        from realme_desktop.catalog.registry import GROUPS, in_group

        language = _language(args)
        for group in GROUPS:
            print(group.title.in_(language))
            for service in in_group(group.key):
                print(f"  {service.number}  {service.segment:<20} {service.title.in_(language)}")
                names = ", ".join(
                    f.name + ("*" if f.required else "") for f in service.fields if not f.generated
                )
                print(f"       {names}")
    return OK


# -- credentials ------------------------------------------------------------------------------------------


def _credentials(args: argparse.Namespace) -> int:
    from realme_desktop.config.credentials import Credentials
    from realme_desktop.vault.errors import CredentialsRefused, VaultError, VaultState
    from realme_desktop.vault.vault import Vault

    language = _language(args)
    environment = _environment(args, args.name)
    vault = Vault()
    name = environment.title.in_(language)
    try:
        if args.act == "set":
            if sys.stdin.isatty():
                token, key = input("app_token: ").strip(), getpass.getpass("app_key: ").strip()
            else:
                token, key = (sys.stdin.readline().strip() for _ in range(2))
            vault.store(environment.key, Credentials(token, key))
            print(_SET.format(name=name, keyring=vault.backend_name()).in_(language))
        elif args.act == "delete":
            vault.delete(environment.key)
            print(_DELETED.format(name=name).in_(language))
        else:
            state = vault.credentials_state(environment.key)
            print(f"{environment.key} ({name}): {state.words.in_(language)}")
            return OK if state in (VaultState.FOUND, VaultState.SESSION) else NO_ACCESS
    except CredentialsRefused as error:
        raise CommandError(error.words, NOT_ACCEPTED) from error
    except VaultError as error:
        raise CommandError(error.words, NO_ACCESS) from error
    return OK


_SET = Text(
    "“{name}”的凭据已保存在系统密钥环（{keyring}）中。",
    "The credentials of “{name}” are kept in the system keyring ({keyring}).",
)
_DELETED = Text(
    "系统密钥环中不再有“{name}”的凭据。",
    "The system keyring holds no credentials for “{name}” any more.",
)


# -- sandbox ----------------------------------------------------------------------------------------------


def _sandbox(args: argparse.Namespace) -> int:
    from realme_desktop.config.credentials import SANDBOX_CREDENTIALS
    from realme_desktop.sandbox.server import Sandbox, run_forever

    def tell(sandbox: Sandbox) -> None:
        print(_SANDBOX.in_(_language(args)))
        print(f"base       {sandbox.base}")
        print(f"app_token  {SANDBOX_CREDENTIALS.app_token}")
        print(f"app_key    {SANDBOX_CREDENTIALS.app_key}", flush=True)

    try:
        run_forever(port=args.port, settle_s=args.settle, ready=tell)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise CommandError(_NO_PORT.format(port=args.port, reason=reason), NOT_ACCEPTED) from error
    return OK


_SANDBOX = Text(
    "沙箱正在运行；它的结果都不是真实结果。按 Ctrl+C 停止。",
    "The sandbox is running. None of its results are real. Ctrl+C stops it.",
)
_NO_PORT = Text("端口 {port} 无法使用：{reason}。", "Port {port} can't be used: {reason}.")


# -- submit -----------------------------------------------------------------------------------------------


def _submit(args: argparse.Namespace) -> int:
    return asyncio.run(_submit_async(args))


async def _submit_async(args: argparse.Namespace) -> int:
    from realme_desktop.config.environments import EnvironmentKind
    from realme_desktop.config.paths import Paths
    from realme_desktop.config.settings import Settings
    from realme_desktop.orders import report
    from realme_desktop.orders.backstage import BackstageError, open_backstage
    from realme_desktop.records.errors import RecordsError

    paths = Paths(args.data_dir)
    settings = Settings.load(paths)
    language = _language(args, settings)
    environment = _environment(args, args.environment or str(settings.get("environment")))
    service = _service(args.segment)
    draft = _draft(args, service)
    async with contextlib.AsyncExitStack() as stack:
        if environment.kind is EnvironmentKind.SANDBOX and not environment.base:
            from realme_desktop.sandbox.server import Sandbox

            sandbox = Sandbox(settle_s=1.0)
            await asyncio.to_thread(sandbox.start)
            stack.push_async_callback(asyncio.to_thread, sandbox.stop)
            environment = dataclasses.replace(environment, base=sandbox.base)
        try:
            backstage = await open_backstage(paths, environment, settings, guest=True)
        except (BackstageError, RecordsError) as error:
            raise CommandError(error.words, NO_ACCESS) from error
        stack.push_async_callback(backstage.close)
        for notice in (*backstage.notices, backstage.listening.problem):
            if notice is not None:
                _complain(notice.in_(language))
        try:
            order = await _one_order(backstage, draft, args.wait, language)
        except RecordsError as error:  # sent, and on disk, which can't be read just now
            raise CommandError(error.words, UNCLEAR) from error
    code = _exit_code(order)
    if backstage.session_only and code in (PENDING, UNCLEAR):
        _complain(_NOBODY_ASKS.format(order_id=order.order_id).in_(language))
    told = {**report.as_json(order, service), "exit_code": code}
    try:
        if args.json:
            print(json.dumps(told, ensure_ascii=False, indent=2), flush=True)
        else:
            print("\n".join(report.as_lines(order, service, language)), flush=True)
    except BrokenPipeError:  # who reads no further still gets the exit code of the verdict
        sys.stdout = None
    return code


async def _one_order(backstage: Backstage, draft: Draft, wait_s: float, language: Language) -> Order:
    """Submit, then wait for the end or for `wait_s` seconds; the order as it is on disk."""
    from realme_desktop.orders.confirming import to_confirm
    from realme_desktop.orders.drafting import check_draft
    from realme_desktop.orders.refusals import (
        DraftRefused,
        DuplicateSuspected,
        NoCredentials,
        OutcomeNotSaved,
        SubmissionRefused,
    )

    desk = backstage.desk
    try:
        _, check = check_draft(draft, desk.environment, backstage.now())
        for warning in check.warnings:
            _complain(f"{warning.field}: {warning.message.in_(language)}")
        order = await desk.submit(draft)
    except DraftRefused as error:
        for finding in error.findings:
            _complain(f"{finding.field or draft.segment}: {finding.message.in_(language)}")
        raise CommandError(_NOTHING_SENT, NOT_ACCEPTED) from error
    except DuplicateSuspected as error:
        raise CommandError(_repetition(error.earlier, language), NOT_ACCEPTED) from error
    except NoCredentials as error:
        raise CommandError(error.words, NO_ACCESS) from error
    except SubmissionRefused as error:
        raise CommandError(error.words, REJECTED) from error
    except OutcomeNotSaved as error:
        raise CommandError(error.words, UNCLEAR) from error
    ended = asyncio.Event()

    def over(order: Order) -> bool:
        return order.state.final and not to_confirm(order)

    def watch(changed: Order) -> None:
        if changed.order_id == order.order_id and over(changed):
            ended.set()

    stop = desk.subscribe(watch)
    try:
        order = await desk.order(order.order_id)
        if not over(order) and wait_s > 0:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(wait_s):
                    await ended.wait()
            order = await desk.order(order.order_id)
    finally:
        stop()
    return order


def _repetition(earlier: Order, language: Language) -> Text:
    """The earlier order, without a word of whom it is about."""
    from datetime import datetime

    from realme_desktop.catalog.verdicts import VERDICT_SIGNS, VERDICT_WORDS

    outcome = earlier.state.value
    if earlier.verdict is not None:
        outcome += f", {VERDICT_SIGNS[earlier.verdict]} {VERDICT_WORDS[earlier.verdict].in_(language)}"
    at = datetime.fromtimestamp(earlier.created_at / 1000).astimezone()
    return _REPETITION.format(order_id=earlier.order_id, at=f"{at:%Y-%m-%d %H:%M:%S}", outcome=outcome)


def _draft(args: argparse.Namespace, service: Service) -> Draft:
    from realme_desktop.catalog.validate import effective_kind
    from realme_desktop.orders.model import Draft, PictureSource

    values: dict[str, str] = {}
    for field in args.fields:
        name, equals, value = field.partition("=")
        if not equals or not name:
            raise CommandError(_NOT_A_FIELD.format(text=name), NOT_ACCEPTED)
        values[name] = _prompted(name) if value == "?" else value
    sources: dict[str, PictureSource] = {}
    for entry in service.fields:
        takes_file = effective_kind(entry, values) in ("picture", "packet")
        if takes_file and (value := values.pop(entry.name, "")):
            if not value.startswith("@"):
                raise CommandError(_NEEDS_FILE.format(name=entry.name), NOT_ACCEPTED)
            sources[entry.name] = Path(value[1:])
    return Draft(
        segment=service.segment,
        values=values,
        sources=sources,
        threshold=args.threshold,
        again=args.again,
    )


def _prompted(name: str) -> str:
    return getpass.getpass(f"{name}: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\r\n")


def _service(name: str) -> Service:
    from realme_desktop.catalog.registry import by_number, by_segment

    with contextlib.suppress(KeyError):
        service = by_number(int(name)) if name.isascii() and name.isdigit() else by_segment(name)
        if service.number != 200:
            return service
    raise CommandError(_NO_SERVICE.format(name=name), NOT_ACCEPTED)


def _exit_code(order: Order) -> int:
    from realme_desktop.catalog.model import Verdict
    from realme_desktop.records.model import OrderState

    if order.state is OrderState.UNCLEAR:
        return UNCLEAR
    if order.state is OrderState.REJECTED:
        return REJECTED
    if order.state is not OrderState.ANSWERED:
        return PENDING
    disagree = order.own_verdict is not None and order.verdict in (Verdict.MATCH, Verdict.MISMATCH)
    if order.verdict in (None, Verdict.REVIEW) or (disagree and order.own_verdict is not order.verdict):
        return REVIEW
    if order.problem in ("notified_disputed", "notified_differed"):
        return REVIEW
    return OK if order.verdict in (Verdict.MATCH, Verdict.CLEAR, Verdict.DATA) else AGAINST


_REPETITION = Text(
    "{at} 已提交过内容相同的订单 {order_id}（{outcome}）。这次没有发送，不会计费。"
    "确实要再次提交，请加上 --again。",
    "The same was submitted at {at} as order {order_id} ({outcome}). Nothing was sent now, so nothing is "
    "charged. To submit it again, add --again.",
)
_NOBODY_ASKS = Text(
    "本次为“仅本次会话”，什么都不保存：程序结束后不会再有人查询订单 {order_id} 的结果。"
    "请记下订单号，凭它联系汇付。",
    "This was a session-only run, which keeps nothing: nobody asks for the result of order {order_id} any "
    "more. Note its number; RealMe can be asked with it.",
)
_NOTHING_SENT = Text("订单没有发送，不会计费。", "Nothing was sent, so nothing is charged.")
_NOT_A_FIELD = Text("“{text}”不是 name=value 的形式。", "“{text}” is not of the form name=value.")
_NEEDS_FILE = Text("{name} 需要文件，请写成 {name}=@文件。", "{name} takes a file: write {name}=@FILE.")
_NO_SERVICE = Text(
    "没有名为 {name} 的服务。用 catalog 查看全部服务。",
    "There is no service called {name}. `catalog` lists them.",
)
_WRONG_ENVIRONMENT = Text(
    "环境“{name}”的设置有误（见上），未使用；没有发送任何请求。",
    "The environment “{name}” is set up wrongly (see above) and was not used; no request was sent.",
)
_NO_ENVIRONMENT = Text("没有名为 {name} 的环境。", "There is no environment called {name}.")


# -- shared -----------------------------------------------------------------------------------------------


def _environment(args: argparse.Namespace, name: str) -> Environment:
    from realme_desktop.config.environments import load_environments
    from realme_desktop.config.paths import Paths

    environments = load_environments(Paths(args.data_dir))
    for problem in environments.problems:
        _complain(f"{problem.place}: {problem.words.in_(_language(args))}")
    try:
        environment = environments.get(name)
    except KeyError:
        raise CommandError(_NO_ENVIRONMENT.format(name=name), NOT_ACCEPTED) from None
    if environments.problems_of(name):
        raise CommandError(_WRONG_ENVIRONMENT.format(name=name), NOT_ACCEPTED)
    return environment


def _language(args: argparse.Namespace, settings: Settings | None = None) -> Language:
    """The argument's, else the settings', else the system's."""
    from realme_desktop.config.paths import Paths
    from realme_desktop.config.settings import Settings

    chosen = args.language or (settings or Settings.load(Paths(args.data_dir))).get("language")
    if chosen == "zh":
        return "zh"
    if chosen == "en":
        return "en"
    system = locale.getlocale()[0] or ""
    return "zh" if system.lower().startswith(("zh", "chinese")) else "en"


def _complain(words: str) -> None:
    print(words, file=sys.stderr)
