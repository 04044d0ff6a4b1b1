"""Speaking to RealMe: one request, one `Exchange`, whatever the network does."""

from __future__ import annotations

import asyncio
import base64
import binascii
import hashlib
import logging
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx

from realme_desktop.catalog.model import Sensitivity, Service
from realme_desktop.config.addresses import base_problem
from realme_desktop.config.credentials import Credentials
from realme_desktop.config.environment import Environment
from realme_desktop.gateway.bodies import MAX_BODY, Body, read_body
from realme_desktop.gateway.forms import EncodedForm, encode_form, is_base64
from realme_desktop.gateway.loading import as_text
from realme_desktop.gateway.proxies import ProxyTrouble, proxy_for
from realme_desktop.gateway.replies import kept_headers, read_reply
from realme_desktop.gateway.reply import CallStatus, Exchange, Reply, SentRequest, TransportProblem
from realme_desktop.gateway.scrubbing import private_texts, scrubbed
from realme_desktop.gateway.signing import signature
from realme_desktop.gateway.telling import FORM_TYPE, Telling, own_headers
from realme_desktop.gateway.tls import ssl_context as shared_ssl_context
from realme_desktop.gateway.trouble import Progress, problem_of

__all__ = ["Client", "picture_text"]

# httpx logs every full URL at INFO, and a query's URL carries its signature; httpcore logs headers at DEBUG.
for _name in ("httpx", "httpcore"):
    logging.getLogger(_name).setLevel(logging.WARNING)

_log = logging.getLogger(__name__)

_ENCODED_IN_A_THREAD = 1024 * 1024  # of picture bytes: 5 ms; below, a thread costs more than it saves
_PARSED_IN_A_THREAD = 64 * 1024  # of a reply
_EVIDENCE = 64 * 1024  # of a body that can't be used


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A request ready to go; `form` is its body, of a GET its query. `texts` and `pictures` are what of it
    no reply may bring into the records."""

    sent: SentRequest
    form: bytes = field(repr=False)
    texts: tuple[str, ...] = field(repr=False)
    pictures: tuple[bytes, ...] = field(repr=False)


class Client:
    """RealMe as seen from one environment with one pair of credentials.

    Nothing is ever sent twice, and no redirect is followed. Trouble on the way is told by the reply
    (`reply.transport`), never raised; only cancellation passes through. Belongs to one event loop.
    `ssl_context` and `transport` replace the client's own, for tests.
    """

    def __init__(
        self,
        *,
        environment: Environment,
        credentials: Credentials,
        ssl_context: ssl.SSLContext | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        if not credentials.complete:
            raise ValueError("the credentials are not complete")
        self.environment = environment
        self._credentials = credentials
        self._account = credentials.account
        self._ssl_context = ssl_context
        self._transport = transport
        self._wire: httpx.AsyncBaseTransport | None = None
        self._addresses: dict[str, httpx.URL] = {}
        self._headers = httpx.Headers(own_headers(environment) | {"Connection": "keep-alive"})
        limits = environment.timeouts
        self._timeout = httpx.Timeout(
            connect=limits.connect, read=limits.read, write=limits.write, pool=limits.total
        ).as_dict()
        self._proxied = False
        self._refused = base_problem(environment.base)
        self._opening = asyncio.Lock()

    @property
    def account(self) -> str:
        """Which credentials these are, without telling them."""
        return self._account

    async def submit(
        self,
        service: Service,
        *,
        order_date: str,
        order_id: str,
        params: Mapping[str, str],
        pictures: Mapping[str, bytes] | None = None,
    ) -> Exchange:
        """Submit an order. `pictures` are the bytes of picture files and SDK packets, by wire name."""
        pictures = pictures or {}
        size = sum(len(data) for data in pictures.values())
        arguments = (service.method, service.path, service, order_date, order_id, params, pictures)
        if size > _ENCODED_IN_A_THREAD:
            prepared = await asyncio.to_thread(self._prepare, *arguments)
        else:
            prepared = self._prepare(*arguments)
        return await self._exchange(service, prepared, query=False, order_id=order_id, seq_id=None)

    async def check_result(
        self, service: Service | None, *, order_date: str, order_id: str, seq_id: str | None = None
    ) -> Exchange:
        """Ask for the result of an order: by RealMe's `seq_id`, or without one by the original `order_id` and
        `order_date` (errata 27). `service` is the order's, which decides where to ask (errata 6)."""
        path = self.environment.result_path_for(service)
        params = {"seq_id": seq_id} if seq_id else {}
        prepared = self._prepare("GET", path, None, order_date, order_id, params, {})
        return await self._exchange(service, prepared, query=True, order_id=order_id, seq_id=seq_id)

    async def aclose(self) -> None:
        """Close the connections. The client can't be used afterwards."""
        if self._wire is not None:
            await self._wire.aclose()

    # --- before ------------------------------------------------------------------------------------------

    def _prepare(
        self,
        method: str,
        path: str,
        service: Service | None,
        order_date: str,
        order_id: str,
        params: Mapping[str, str],
        pictures: Mapping[str, bytes],
    ) -> _Prepared:
        """Build, encode and sign a request. Touches nothing shared, so it may run in a thread."""
        environment = self.environment
        everything: dict[str, str | bytes] = {name: value for name, value in params.items() if value}
        for name, data in pictures.items():
            if data:
                everything[name] = picture_text(data, prefix=environment.picture_prefix)
        everything |= {
            "order_date": order_date,
            "order_id": order_id,
            "app_token": self._credentials.app_token,
        }
        everything.pop("sign", None)
        form: EncodedForm = encode_form(everything)
        address = environment.base.rstrip("/") + path
        secret = _secret_names(service)
        telling = Telling(environment, everything, pictures, secret)
        sign = signature(
            method,
            environment.signed_base.rstrip("/") + path,
            everything,
            self._credentials.app_key,
            environment.signing,
            form=form,
            told=telling.signed,
        )
        shown = {
            name: value if isinstance(value, str) else _described(pictures[name])
            for name, value in everything.items()
            if name not in secret
        }
        texts = [text for name in secret for text in private_texts(str(everything.get(name, "")))]
        private = (*texts, sign)
        sent_pictures = tuple(value for value in everything.values() if isinstance(value, bytes))
        sent = SentRequest(
            method=method,
            url=address,
            params={**shown, "sign": sign},
            query=service is None,
            **telling.facts(method, sign),
        )
        return _Prepared(sent, form.signed(sign), private, sent_pictures)

    async def _open(self) -> httpx.AsyncBaseTransport:
        """httpx's transport, made once. Raises ProxyTrouble, OSError, ValueError, ImportError.

        Without the `httpx.AsyncClient` around it: nothing here follows a redirect, keeps a cookie, reads the
        surroundings or writes an address into a log, and a query costs a third less.
        """
        if self._wire is None:
            async with self._opening:
                if self._wire is None:
                    self._wire = self._transport or await self._new_transport()
        return self._wire

    async def _new_transport(self) -> httpx.AsyncBaseTransport:
        environment = self.environment
        proxy = await asyncio.to_thread(_look_ahead, environment)
        self._proxied = proxy is not None
        secure = environment.base.startswith("https:") or (proxy or "").startswith("https:")
        context = self._ssl_context
        if context is None and secure:
            context = await asyncio.to_thread(shared_ssl_context, environment.ca_file)
        if context is None:  # for plain http to this computer: trusts nobody, and costs nothing to make
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        try:
            proxied = (
                httpx.Proxy(proxy, ssl_context=context if proxy.startswith("https:") else None)
                if proxy
                else None
            )
            return httpx.AsyncHTTPTransport(
                verify=context,
                trust_env=False,
                proxy=proxied,
                limits=httpx.Limits(max_connections=64, max_keepalive_connections=32, keepalive_expiry=5.0),
            )
        except (ValueError, ImportError, httpx.InvalidURL) as error:
            if proxy:
                raise ProxyTrouble("the proxy can't be used as it is set") from error
            raise

    # --- there and back ----------------------------------------------------------------------------------

    async def _exchange(
        self,
        service: Service | None,
        prepared: _Prepared,
        *,
        query: bool,
        order_id: str,
        seq_id: str | None,
    ) -> Exchange:
        started = time.perf_counter()
        reply = await self._ask(service, prepared, query=query, order_id=order_id, seq_id=seq_id)
        if len(reply.raw) > _PARSED_IN_A_THREAD:
            reply = await asyncio.to_thread(scrubbed, reply, prepared.texts, prepared.pictures)
        else:
            reply = scrubbed(reply, prepared.texts, prepared.pictures)
        elapsed_ms = (time.perf_counter() - started) * 1000
        _log.info(
            "%s %s: %s%s, HTTP %s, return_code %s, %.0f ms%s",
            prepared.sent.method,
            prepared.sent.url.rpartition("/")[2],
            reply.call.value,
            f" ({reply.transport.value})" if reply.transport else "",
            reply.http_status,
            reply.return_code,
            elapsed_ms,
            f": {reply.detail}" if reply.detail else "",
        )
        return Exchange(request=prepared.sent, reply=reply, elapsed_ms=elapsed_ms)

    async def _ask(
        self, service: Service | None, prepared: _Prepared, *, query: bool, order_id: str, seq_id: str | None
    ) -> Reply:
        if self._refused is not None:
            return _unclear(TransportProblem.CONNECT, f"the address is refused: {self._refused.en}")
        try:
            wire = await self._open()
        except ProxyTrouble as trouble:
            return _unclear(TransportProblem.PROXY, str(trouble))
        except OSError as error:  # ssl.SSLError too
            return _unclear(TransportProblem.TLS, f"the CA file can't be used: {type(error).__name__}")
        except ValueError as error:
            return _unclear(TransportProblem.CONNECT, f"the settings can't be used: {type(error).__name__}")
        progress = Progress(proxied=self._proxied)
        body = Body(MAX_BODY)
        response: httpx.Response | None = None
        try:
            async with asyncio.timeout(self.environment.timeouts.total):
                response = await wire.handle_async_request(self._request(prepared, progress))
                try:
                    body = Body(MAX_BODY, response.headers.get("content-encoding", ""))
                    if not 300 <= response.status_code < 400:
                        await read_body(response, body)
                finally:
                    await response.aclose()
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, OSError, ValueError) as error:
            transport, detail = problem_of(error, progress)
            return _unclear(transport, detail, response, body)
        status, headers = response.status_code, _headers(response)
        if 300 <= status < 400:
            return _unclear(TransportProblem.REDIRECT, f"HTTP {status}: not followed", response, body)
        if body.too_large:
            return _unclear(TransportProblem.TOO_LARGE, f"more than {MAX_BODY} bytes", response, body)
        if body.unreadable:
            return _unclear(TransportProblem.PROTOCOL, body.unreadable, response, body)

        def read(data: bytes) -> Reply:
            return read_reply(service, data, status, headers, query=query, order_id=order_id, seq_id=seq_id)

        data = body.data
        return await asyncio.to_thread(read, data) if len(data) > _PARSED_IN_A_THREAD else read(data)

    def _request(self, prepared: _Prepared, progress: Progress) -> httpx.Request:
        extensions: dict[str, Any] = {"timeout": self._timeout}
        method, url = prepared.sent.method, prepared.sent.url
        if progress.proxied:
            extensions["trace"] = progress.trace
        if method != "GET":
            headers = self._headers.copy()
            headers["Content-Type"] = FORM_TYPE
            return httpx.Request(method, url, content=prepared.form, headers=headers, extensions=extensions)
        if progress.proxied:  # a proxy wants the whole address, query and all
            address = httpx.URL(f"{url}?{prepared.form.decode('ascii')}")
        else:
            address = self._address(url)
            extensions["target"] = address.raw_path + b"?" + prepared.form
        return httpx.Request(method, address, headers=self._headers, extensions=extensions)

    def _address(self, url: str) -> httpx.URL:
        """Taken apart once: with a query of its own each time, that costs more than the signature."""
        if (address := self._addresses.get(url)) is None:
            address = self._addresses[url] = httpx.URL(url)
        return address


def _look_ahead(environment: Environment) -> str | None:
    """What the first request would otherwise do on the loop: the system's proxy, and httpx's own imports."""
    import importlib

    for module in ("httpcore", "anyio._backends._asyncio"):
        importlib.import_module(module)
    return proxy_for(environment.base, environment.proxy)


def _unclear(
    transport: TransportProblem, detail: str, response: httpx.Response | None = None, body: Body | None = None
) -> Reply:
    if response is None:
        return Reply(call=CallStatus.UNCLEAR, transport=transport, detail=detail)
    data = body.beginning(_EVIDENCE) if body is not None else b""
    return Reply(
        call=CallStatus.UNCLEAR,
        transport=transport,
        detail=detail,
        http_status=response.status_code,
        headers=kept_headers(_headers(response)),
        raw=as_text(data, response.headers.get("content-type", "")),
    )


def _headers(response: httpx.Response) -> dict[str, str]:
    return dict(response.headers.items())


def _secret_names(service: Service | None) -> frozenset[str]:
    fields = service.fields if service is not None else ()
    return frozenset(field.name for field in fields if field.sensitivity is Sensitivity.SECRET)


def _described(data: bytes) -> str:
    return f"sha256:{hashlib.sha256(data).hexdigest()} ({len(data)} bytes)"


def picture_text(data: bytes, *, prefix: bool = False) -> bytes:
    """A picture or SDK packet as it travels: BASE64 without line breaks.

    A packet that is BASE64 text already (as the SDK hands it to an app) travels as it is. `prefix` puts
    `data:image/jpeg;base64,` (or png) in front of a picture, never of a packet.
    """
    kind = _media_type(data)
    if kind is None:
        text = b"".join(data.split())
        if len(text) % 4 == 0 and is_base64(text) and _decodes(text):
            return text
        return base64.b64encode(data)
    head = b"data:" + kind + b";base64," if prefix else b""
    return head + base64.b64encode(data)


def _media_type(data: bytes) -> bytes | None:
    if data.startswith(b"\xff\xd8\xff"):
        return b"image/jpeg"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return b"image/png"
    return None


def _decodes(text: bytes) -> bool:
    try:
        base64.b64decode(text, validate=True)
    except binascii.Error:
        return False
    return True
