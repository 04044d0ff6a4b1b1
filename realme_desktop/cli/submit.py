"""`submit`: one order, through the same desk, records and keyring as the console."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import dataclasses
import getpass
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from realme_desktop.catalog.text import Language, Text

from .shared import (
    AGAINST,
    NO_ACCESS,
    NOT_ACCEPTED,
    OK,
    PENDING,
    REJECTED,
    REVIEW,
    UNCLEAR,
    CommandError,
    complain,
    environment_of,
    language_of,
    open_vault,
)

if TYPE_CHECKING:
    from realme_desktop.catalog.model import Service
    from realme_desktop.orders.backstage import Backstage
    from realme_desktop.orders.model import Draft
    from realme_desktop.records.model import Order

__all__ = ["submit"]


def submit(args: argparse.Namespace) -> int:
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
    language = language_of(args, settings)
    environment = environment_of(args, args.environment or str(settings.get("environment")))
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
            vault = await asyncio.to_thread(open_vault, args)
            backstage = await open_backstage(paths, environment, settings, vault=vault, guest=True)
        except (BackstageError, RecordsError) as error:
            raise CommandError(error.words, NO_ACCESS) from error
        stack.push_async_callback(backstage.close)
        for notice in (*backstage.notices, backstage.listening.problem):
            if notice is not None:
                complain(notice.in_(language))
        try:
            order = await _one_order(backstage, draft, args.wait, language)
        except RecordsError as error:  # sent, and on disk, which can't be read just now
            raise CommandError(error.words, UNCLEAR) from error
    code = _exit_code(order)
    if backstage.session_only and code in (PENDING, UNCLEAR):
        complain(_NOBODY_ASKS.format(order_id=order.order_id).in_(language))
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
        _, check = check_draft(draft, desk.environment, backstage.now(), backstage.settings.policy)
        for warning in check.warnings:
            complain(f"{warning.field}: {warning.message.in_(language)}")
        order = await desk.submit(draft)
    except DraftRefused as error:
        for finding in error.findings:
            complain(f"{finding.field or draft.segment}: {finding.message.in_(language)}")
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
        purpose=args.purpose,
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
