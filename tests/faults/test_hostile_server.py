"""A server that means no good, seen from the desk: each order ends in a defined state, with words for a
person, and is sent once. What the client itself makes of such replies is tested in tests/gateway."""

from __future__ import annotations

import asyncio
import dataclasses
import gzip
import itertools
import json
import socket
import struct
import tracemalloc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from realme_desktop.catalog.model import Verdict
from realme_desktop.config.environment import Timeouts
from realme_desktop.gateway.bodies import MAX_BODY
from realme_desktop.orders.desk import OrderDesk
from realme_desktop.orders.polling import Backoff
from realme_desktop.orders.problems import PROBLEMS
from realme_desktop.records.model import Order, OrderState
from realme_desktop.records.store import Records
from tests.gateway.loopback import CERTIFICATES, Answer, Loopback, Seen, http, loopback, says
from tests.orders.support import Clock, desk_on, name_check, opened_records, sandbox_environment

S = OrderState
IMPATIENT = Timeouts(connect=2, read=0.3, write=2)
BY_HAND = Backoff(first_s=3600, max_s=3600)  # nothing is asked unless a test asks
MATCH = {"return_code": "10400", "return_message": "成功", "resp_code": "00", "resp_info": "一致"}
JSON = "Content-Type: application/json"
MEGABYTE = 1024 * 1024


async def silent(_: Seen, __: asyncio.StreamWriter) -> None:
    await asyncio.Event().wait()


async def reset_in_the_middle(_: Seen, writer: asyncio.StreamWriter) -> None:
    writer.write(http(json.dumps(MATCH))[:-20])
    await writer.drain()
    raw = writer.get_extra_info("socket")
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


async def endless_header(_: Seen, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nX: ")
    while True:
        writer.write(b"x" * 65_536)
        await writer.drain()


async def hundred_megabytes(_: Seen, writer: asyncio.StreamWriter) -> None:
    """Well-formed JSON that says "match" at its end, a megabyte at a time."""
    writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    begin, end = b'{"padding":"', b'",' + json.dumps(MATCH).encode()[1:]
    for part in itertools.chain([begin], itertools.repeat(b"x" * MEGABYTE, 100), [end]):
        writer.write(b"%x\r\n" % len(part) + part + b"\r\n")
        await writer.drain()
    writer.write(b"0\r\n\r\n")


async def gzip_bomb(_: Seen, writer: asyncio.StreamWriter) -> None:
    global _bomb
    _bomb = _bomb or gzip.compress(b" " * (120 * MEGABYTE), 9)
    writer.write(http(_bomb, "200 OK", JSON, "Content-Encoding: gzip"))
    await writer.drain()


_bomb = b""

UNREADABLE = "unclear_unreadable"
HOSTILE: dict[str, tuple[Answer, str]] = {
    "no answer": (silent, "unclear_timeout"),
    "hangs up": (says(), "unclear_cut"),
    "reset in the middle of the reply": (reset_in_the_middle, "unclear_cut"),
    "endless header": (endless_header, UNREADABLE),
    "100 MB": (hundred_megabytes, "unclear_too_large"),
    "gzip bomb": (gzip_bomb, "unclear_too_large"),
    "a page instead of a reply": (
        says(http("<html>请登录</html>", "200 OK", "Content-Type: text/html")),
        UNREADABLE,
    ),
    "truncated JSON": (says(http(json.dumps(MATCH)[:-9], "200 OK", JSON)), UNREADABLE),
    "two return codes": (
        says(http('{"return_code":"10410",' + json.dumps(MATCH)[1:], "200 OK", JSON)),
        UNREADABLE,
    ),
    "two verdicts": (says(http(json.dumps(MATCH)[:-1] + ',"resp_code":"01"}', "200 OK", JSON)), UNREADABLE),
    "no JSON object": (says(http("[]", "200 OK", JSON)), UNREADABLE),
    "not HTTP": (says(b"SSH-2.0-OpenSSH_9.2\r\n\r\n"), UNREADABLE),
    "someone else's order": (says(http(json.dumps(MATCH | {"order_id": "1" * 30}))), "unclear_foreign"),
    "404": (says(http("nothing here", "404 Not Found")), UNREADABLE),
    "500": (says(http("", "500 Internal Server Error")), "unclear_server"),
    "502": (says(http("<h1>502</h1>", "502 Bad Gateway", "Content-Type: text/html")), "unclear_server"),
    "503": (says(http("", "503 Service Unavailable")), "unclear_server"),
    "success with 500": (
        says(http(json.dumps(MATCH), "500 Internal Server Error", JSON)),
        "unclear_server",
    ),
    "304": (says(b"HTTP/1.1 304 Not Modified\r\n\r\n"), "unclear_redirect"),
}


def in_words(order: Order) -> None:
    """What happened, was it sent, what now: each a sentence, in both languages."""
    assert order.problem is not None
    problem = PROBLEMS[order.problem]
    for text in (problem.words, problem.sent, problem.what_now):
        assert text.zh.endswith("。"), text
        assert text.en.endswith((".", "”.")), text


def sent(server: Loopback) -> int:
    return sum(seen.method == "POST" for seen in server.seen)


@asynccontextmanager
async def against(
    answer: Answer, folder: Path, *, to_queries: bool = True, clock: Clock | None = None, **changes: Any
) -> AsyncIterator[tuple[OrderDesk, Loopback, Records, list[Answer]]]:
    """A desk on a server that answers so. What is put into the list answers queries instead."""
    queries: list[Answer] = [answer] if to_queries else [not_found]

    async def by_method(seen: Seen, writer: asyncio.StreamWriter) -> None:
        await (answer if seen.method == "POST" else queries[-1])(seen, writer)

    tls = changes.pop("tls", None)
    async with loopback(by_method, tls=tls) as server:
        environment = dataclasses.replace(sandbox_environment(server.base), timeouts=IMPATIENT, **changes)
        with opened_records(folder) as records:
            async with desk_on(
                server.base, records, folder=folder, environment=environment, backoff=BY_HAND, clock=clock
            ) as desk:
                yield desk, server, records, queries


async def honest(seen: Seen, writer: asyncio.StreamWriter) -> None:
    reply = {
        "return_code": "20000", "seq_id": "S1", "order_id": seen.params["order_id"],
        "order_date": seen.params["order_date"], "resp_code": "00", "resp_info": "一致",
    }  # fmt: skip
    writer.write(http(json.dumps(reply), "200 OK", JSON))


not_found = says(http('{"return_code":"20011"}', "400 Bad Request", JSON))


@pytest.mark.parametrize("what", HOSTILE)
async def test_an_order_stays_unclear_until_somebody_honest_answers(what: str, tmp_path: Path) -> None:
    answer, problem = HOSTILE[what]
    async with against(answer, tmp_path) as (desk, server, records, queries):
        order = await desk.submit(name_check())
        assert (order.state, order.problem) == (S.UNCLEAR, problem)
        assert (order.verdict, order.values, order.answered_at) == (None, {}, None)
        in_words(order)
        asked = await desk.ask(order.order_id)
        assert asked.state is S.UNCLEAR
        assert asked.problem is not None
        assert asked.problem.startswith("query_")
        in_words(asked)
        queries.append(honest)
        final = await desk.ask(order.order_id)
        assert (final.state, final.verdict, final.problem) == (S.ANSWERED, Verdict.MATCH, None)
        assert sent(server) == 1
        kept = [*(event.evidence or "" for event in records.events(order.order_id)), asked.raw_reply or ""]
        assert max(map(len, kept)) < 256 * 1024, "evidence has its bounds too"


async def test_an_order_that_realme_never_had_may_be_made_again_after_the_grace_time(tmp_path: Path) -> None:
    clock = Clock()
    async with against(silent, tmp_path, to_queries=False, clock=clock) as (desk, server, _, _):
        order = await desk.submit(name_check())
        early = await desk.ask(order.order_id)
        assert (early.state, early.problem) == (S.UNCLEAR, "query_not_found_yet")
        clock.at += 3600
        late = await desk.ask(order.order_id)
        assert (late.state, late.problem) == (S.REJECTED, "unknown_to_realme")
        in_words(late)
        assert sent(server) == 1


READABLE = {
    "wrong Content-Type": http(json.dumps(MATCH), "200 OK", "Content-Type: image/png"),
    "no Content-Type": http(json.dumps(MATCH)),
    "return_code as a number": http(json.dumps(MATCH | {"return_code": 10400}), "200 OK", JSON),
    "the same key twice with one value": http('{"return_code":"10400",' + json.dumps(MATCH)[1:]),
    "GBK that says so": http(
        json.dumps(MATCH, ensure_ascii=False).encode("gbk"), "200 OK", "Content-Type: text/plain; charset=GBK"
    ),
}


@pytest.mark.parametrize("what", READABLE)
async def test_what_is_odd_but_plain_is_an_answer(what: str, tmp_path: Path) -> None:
    async with against(says(READABLE[what]), tmp_path) as (desk, server, _, _):
        order = await desk.submit(name_check())
        assert (order.state, order.verdict, order.resp_info) == (S.ANSWERED, Verdict.MATCH, "一致")
        assert sent(server) == 1


@pytest.mark.parametrize(
    "status", ["301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"]
)
async def test_a_redirect_takes_no_signature_anywhere(status: str, tmp_path: Path) -> None:
    async with loopback(honest) as elsewhere:
        away = says(http("", status, f"Location: {elsewhere.base}/realme/v1/namecheck"))
        async with against(away, tmp_path) as (desk, server, _, _):
            order = await desk.submit(name_check())
            assert (order.state, order.problem) == (S.UNCLEAR, "unclear_redirect")
            in_words(order)
            asked = await desk.ask(order.order_id)  # the signature of a query stands in its address
            assert asked.state is S.UNCLEAR
            assert sent(server) == 1
        assert elsewhere.connections == 0


async def test_a_gateway_that_says_too_many_refuses(tmp_path: Path) -> None:
    busy = says(http("slow down", "429 Too Many Requests", "Retry-After: 30"))
    async with against(busy, tmp_path) as (desk, server, _, _):
        order = await desk.submit(name_check())
        assert (order.state, order.problem) == (S.REJECTED, "refused_throttled")
        in_words(order)
        assert sent(server) == 1


@pytest.mark.parametrize(("certificate", "trusted"), [("good.pem", False), ("other.pem", True)])
async def test_behind_a_certificate_that_does_not_fit_nothing_is_sent(
    certificate: str, trusted: bool, tmp_path: Path
) -> None:
    """Of an unknown authority; of another host."""
    ca_file = CERTIFICATES / "ca.pem" if trusted else None
    async with against(honest, tmp_path, tls=certificate, ca_file=ca_file) as (desk, server, _, _):
        order = await desk.submit(name_check())
        assert (order.state, order.problem, order.sent_at) == (S.REJECTED, "not_sent_tls", None)
        in_words(order)
        assert server.seen == []


@pytest.mark.parametrize("what", ["100 MB", "gzip bomb", "endless header"])
async def test_memory_stays_bounded(what: str, tmp_path: Path) -> None:
    async with against(HOSTILE[what][0], tmp_path) as (desk, _, _, _):
        await desk.submit(name_check())  # what is imported and made once is not what is measured
        tracemalloc.start()
        try:
            order = await desk.submit(name_check(number="110105199003070011"))
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        assert order.state is S.UNCLEAR
        assert peak < 3 * MAX_BODY
