"""One request's way through the sandbox: recognised, verified, checked, answered, logged.

Order of the checks: path, parameters that every call needs, app_token (90103 when it is nobody's, so that
a wrong token and a wrong key can be told apart), signature (90102), rate (90105), the service's own
parameters (90101), repetition (90104). Only then does a magic input take effect.
"""

from __future__ import annotations

import asyncio
import datetime
import hmac
import json
import math
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, field
from typing import Any, Literal

from aiohttp import web

from realme_desktop.catalog.model import Role, Service
from realme_desktop.catalog.registry import CHECKRESULT, SERVICES
from realme_desktop.catalog.validate import effective_kind
from realme_desktop.config.environment import SigningSettings
from realme_desktop.gateway.signing import signature

from .answers.inquiry import Answer, Inquiry, Memory
from .answers.table import ANSWERS
from .checks import SHANGHAI, Refused, check_common, wrong_fields
from .courier import Courier
from .ledger import Ledger, LoggedRequest, Meter, Recorded, seq_id_of
from .magic import Effect, effect_of
from .wire import BadParameters, BadSignature, Parameters, decode_picture, read_parameters

__all__ = ["BASE_PATH", "Conduct", "Reception"]

BASE_PATH = "/api/realme"
MAX_BODY = 32 * 1024 * 1024
_REFUSALS = {
    Effect.NO_PERMISSION: "90103",
    Effect.DUPLICATE: "90104",
    Effect.THROTTLED: "90105",
}
_BAD_GATEWAY = (
    "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1>"
    "</center>\r\n<hr><center>sandbox</center>\r\n</body>\r\n</html>\r\n"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Conduct:
    """How the sandbox behaves. Times in seconds. When `signing_base` is set, it counts as signed instead of
    the requested base, as behind a gateway that rewrites paths."""

    app_token: str
    app_key: str = field(repr=False)
    settle_s: float
    long_s: float
    slow_s: float
    rate: float | None
    signing: SigningSettings
    signing_base: str
    notify_as: Literal["form", "json"]
    notify_again_s: float
    clock: Callable[[], float]


def _routes() -> dict[tuple[str, str], Service]:
    routes: dict[tuple[str, str], Service] = {
        (service.method, BASE_PATH + service.path): service for service in SERVICES
    }
    for path in ("/v3/checkresult", "/v4/checkresult"):  # errata 6
        routes["GET", BASE_PATH + path] = CHECKRESULT
    return routes


class Reception:
    def __init__(
        self,
        conduct: Conduct,
        ledger: Ledger,
        worker: Executor,
        closing: asyncio.Event,
        courier: Courier,
    ) -> None:
        self._conduct = conduct
        self._ledger = ledger
        self._worker = worker
        self._closing = closing
        self._courier = courier
        self._meter = Meter(conduct.rate)
        self._memory = Memory()
        self._routes = _routes()

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Any request. What goes wrong in here is answered 400 in RealMe's shape."""
        path, _, query = request.raw_path.partition("?")
        call = _Call(request.method, path)
        try:
            service = self._routes.get((request.method, path))
            if service is None:
                raise Refused("90101", "没有这个接口", status=404)
            call.segment = service.segment
            raw = await self._raw_parameters(request, query)
            now = self._conduct.clock()
            params = self._verified(request, service, path, raw, call, now)
            if service is CHECKRESULT:
                return self._reply(call, self._result(params, now))
            call.submitted = True
            return await self._submission(request, service, params, call, now)
        except Refused as refusal:
            body = {"return_code": refusal.code, "return_message": refusal.message}
            return self._reply(call, body, status=refusal.status)
        except ConnectionError:  # hung up in the middle of the request, which so never arrived
            return _abort(request)

    async def _raw_parameters(self, request: web.Request, query: str) -> bytes:
        if request.method == "GET":
            return query.encode("ascii", "replace")
        if query:
            raise Refused("90101", "参数应在表单中")
        if request.content_type != "application/x-www-form-urlencoded":
            raise Refused("90101", "应为表单")
        try:
            return await request.read()
        except web.HTTPRequestEntityTooLarge as error:
            raise Refused("90101", "请求过大") from error

    def _verified(
        self, request: web.Request, service: Service, path: str, raw: bytes, call: _Call, now: float
    ) -> Parameters:
        conduct = self._conduct
        try:
            params = read_parameters(raw, service)
        except BadParameters as error:
            raise Refused("90101", str(error)) from error
        except BadSignature as error:
            raise Refused("90102") from error
        missing = [name for name in ("order_date", "order_id", "app_token", "sign") if not params.get(name)]
        if missing:
            raise Refused("90101", ",".join(missing))
        if len(params.get("order_id")) <= 32:  # else not worth keeping
            call.order_id = params.get("order_id")
        if params.get("app_token") != conduct.app_token:
            raise Refused("90103")
        base = conduct.signing_base or f"http://{request.host}{BASE_PATH}"
        expected = signature(
            request.method,
            base + path.removeprefix(BASE_PATH),
            params.values,
            conduct.app_key,
            conduct.signing,
            [entry.name for entry in service.fields if entry.kind in ("picture", "packet")],
        )
        if not hmac.compare_digest(expected.encode(), params.get("sign").encode()):
            raise Refused("90102")
        if not self._meter.admits(now):
            raise Refused("90105")
        check_common(params)
        return params

    # -- submission ------------------------------------------------------------------------------------

    def _inquiry(self, service: Service, params: Parameters, now: float) -> Inquiry:
        own = params.own(service)
        kinds = {name: effective_kind(service.field(name), own) for name in own}
        pictures = {name for name, kind in kinds.items() if kind in ("picture", "packet")}
        values = {name: text for name, text in own.items() if name not in pictures}
        wrong = wrong_fields(service, values, pictures, datetime.datetime.fromtimestamp(now, SHANGHAI).date())
        if wrong:
            raise Refused("90101", ",".join(sorted(wrong)))
        try:
            data = {name: decode_picture(service.field(name), own[name]) for name in pictures}
        except BadParameters as error:
            raise Refused("90101", str(error)) from error
        return Inquiry(
            service=service,
            order_date=params.get("order_date"),
            order_id=params.get("order_id"),
            values=values,
            pictures=data,
            packets=frozenset(name for name in pictures if kinds[name] == "packet"),
            effect=effect_of(values, {entry.name: entry.role for entry in service.fields}),
            now=now,
            settle_s=self._conduct.settle_s,
            memory=self._memory,
        )

    async def _submission(
        self, request: web.Request, service: Service, params: Parameters, call: _Call, now: float
    ) -> web.StreamResponse:
        inquiry = self._inquiry(service, params, now)
        order_id, effect = inquiry.order_id, inquiry.effect
        if not self._ledger.reserve(order_id):
            raise Refused("90104")
        try:
            if effect is Effect.DROPPED_BEFORE:
                return self._cut(request, call)
            if effect in _REFUSALS:
                raise Refused(_REFUSALS[effect])
            if effect is Effect.CALL_FAILS:
                raise Refused(f"{service.number}10", message="请求失败")
            loop = asyncio.get_running_loop()
            answer = await loop.run_in_executor(self._worker, ANSWERS[service.number], inquiry)
            if answer.refused:
                raise Refused(f"{service.number}10", message=f"请求失败,{answer.refused}")
            order = self._record(inquiry, answer, now)
        finally:
            self._ledger.release(order_id)
        call.recorded = True
        body = self._accepted(service, answer, order, now)
        return await self._deliver(request, call, body, effect, answer.verbatim)

    def _record(self, inquiry: Inquiry, answer: Answer, now: float) -> Recorded:
        wait = self._conduct.settle_s if answer.waits else 0.0
        if answer.waits and inquiry.effect is Effect.LONG_PENDING:
            wait = self._conduct.long_s
        elif answer.waits and inquiry.effect is Effect.NEVER_ENDING:
            wait = math.inf
        fields = dict(answer.fields)
        authorization = inquiry.by_role(Role.AUTHORIZATION)
        if authorization:
            fields["authorization_info"] = authorization
        order = Recorded(
            order_id=inquiry.order_id,
            order_date=inquiry.order_date,
            segment=inquiry.service.segment,
            seq_id=seq_id_of(inquiry.order_date, inquiry.order_id),
            ready_at=now + wait,
            fields=fields,
            notify_url=inquiry.by_role(Role.NOTIFY_URL),
            forgotten=inquiry.effect is Effect.FORGOTTEN,
            query_fails=inquiry.effect is Effect.QUERY_FAILS,
        )
        self._ledger.record(order)
        if answer.waits:
            self._courier.announce(order, inquiry.effect)
        return order

    def _common(self, now: float, seq_id: str, order_date: str, order_id: str) -> dict[str, Any]:
        today = datetime.datetime.fromtimestamp(now, SHANGHAI)
        return {
            "realme_date": f"{today:%Y%m%d}",
            "seq_id": seq_id,
            "order_date": order_date,
            "order_id": order_id,
        }

    def _accepted(self, service: Service, answer: Answer, order: Recorded, now: float) -> dict[str, Any]:
        number = service.number
        # The last two digits say little (errata 11 and 12): these are the ones of the samples.
        ending = (
            "01"
            if number in (100, 101, 106, 110, 113, 114, 127) or (number == 102 and answer.waits)
            else "00"
        )
        awaits = answer.waits and ending == "01" and number not in (110, 127)
        return {
            "return_code": f"{number}{ending}",
            "return_message": "请求成功,需等待异步结果" if awaits else "成功",
            **self._common(now, order.seq_id, order.order_date, order.order_id),
            **(answer.response if answer.waits else answer.fields),
        }

    async def _deliver(
        self, request: web.Request, call: _Call, body: Mapping[str, Any], effect: Effect | None, verbatim: str
    ) -> web.StreamResponse:
        match effect:
            case Effect.DROPPED:
                return self._cut(request, call)
            case Effect.NO_REPLY:
                self._note(call, "held")
                while request.transport is not None and not await self._closed_within(0.5):
                    pass
                return _abort(request)
            case Effect.BAD_GATEWAY:
                self._note(call, "502")
                return web.Response(status=502, text=_BAD_GATEWAY, content_type="text/html")
            case Effect.BROKEN_JSON:
                self._note(call, "broken")
                text = json.dumps(body, ensure_ascii=False)
                return web.Response(text=text[: len(text) // 2], content_type="application/json")
            case Effect.SLOW:
                await self._closed_within(self._conduct.slow_s)
        if verbatim:
            self._note(call, str(body["return_code"]))
            text = json.dumps({**body, verbatim: "\0"}, ensure_ascii=False)
            text = text.replace(json.dumps("\0"), f'"{body[verbatim]}"')
            return web.Response(text=text, content_type="application/json")
        return self._reply(call, body)

    # -- query -----------------------------------------------------------------------------------------

    def _result(self, params: Parameters, now: float) -> dict[str, Any]:
        date, order_id = params.get("order_date"), params.get("order_id")
        order = self._ledger.find(params.get("seq_id"), order_id, date)
        if order is None:
            raise Refused("20011")
        if order.query_fails:
            raise Refused("20010")
        if now < order.ready_at:
            raise Refused("20012")
        return {
            "return_code": "20000",
            "return_message": "成功",
            **self._common(now, order.seq_id, date, order_id),
            **order.fields,
        }

    # -- the end of a call -----------------------------------------------------------------------------

    async def _closed_within(self, seconds: float) -> bool:
        """Wait that long, or until the sandbox stops; True if it stops."""
        try:
            await asyncio.wait_for(self._closing.wait(), seconds)
        except TimeoutError:
            return False
        return True

    def _note(self, call: _Call, outcome: str) -> None:
        self._ledger.log.append(
            LoggedRequest(
                at=self._conduct.clock(),
                method=call.method,
                path=call.path,
                segment=call.segment,
                order_id=call.order_id,
                outcome=outcome,
                recorded=call.recorded,
                submitted=call.submitted,
            )
        )

    def _reply(self, call: _Call, body: Mapping[str, Any], status: int = 200) -> web.Response:
        self._note(call, str(body["return_code"]))
        headers = {"Retry-After": "1"} if body["return_code"] == "90105" else None
        return web.Response(
            status=status,
            body=json.dumps(body, ensure_ascii=False).encode(),
            content_type="application/json",
            charset="utf-8",
            headers=headers,
        )

    def _cut(self, request: web.Request, call: _Call) -> web.StreamResponse:
        self._note(call, "cut")
        return _abort(request)


@dataclass(slots=True)
class _Call:
    """What the log will say of a request."""

    method: str
    path: str
    segment: str = ""
    order_id: str = ""
    recorded: bool = False
    submitted: bool = False


def _abort(request: web.Request) -> web.StreamResponse:
    """Close the socket without a reply. What is returned never leaves: there is no connection any more."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
