"""A caller of the sandbox that shares no code with the gateway: its signature is written from the formula."""

from __future__ import annotations

import base64
import hashlib
import hmac
import itertools
import ssl
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Any, Self

import httpx

from realme_desktop.catalog.model import Role, Service
from realme_desktop.catalog.registry import by_segment
from realme_desktop.sandbox.samples import PERSON_ONE, SAMPLES, sample_path
from realme_desktop.sandbox.server import Sandbox

TOKEN, KEY = "TESTRA000401", "123456"
DATE = "20261123"
_NO_TLS = ssl.SSLContext(
    ssl.PROTOCOL_TLS_CLIENT
)  # plain HTTP: reading the system's certificates takes longest
KEPT = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789*-_.")


def java_encoded(text: str) -> str:
    """java.net.URLEncoder, letter by letter."""
    return "".join(
        chr(byte) if byte in KEPT else "+" if byte == 0x20 else f"%{byte:02X}" for byte in text.encode()
    )


def formula(method: str, address: str, params: Mapping[str, str], key: str = KEY) -> str:
    text = method + address + java_encoded("".join(params[name] for name in sorted(params) if name != "sign"))
    return hmac.new(key.encode(), text.encode(), hashlib.sha256).hexdigest()


def encoded(params: Mapping[str, str]) -> bytes:
    return "&".join(f"{java_encoded(name)}={java_encoded(value)}" for name, value in params.items()).encode()


def picture(key: str) -> bytes:
    """The bytes of a sample picture."""
    return next(sample_path(sample).read_bytes() for sample in SAMPLES if sample.key == key)


def as_base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


_BY_ROLE: Mapping[Role, Callable[[], str]] = {
    Role.FULL_NAME: lambda: PERSON_ONE.name,
    Role.ID_NUMBER: lambda: PERSON_ONE.id_number,
    Role.MOBILE: lambda: PERSON_ONE.mobile,
    Role.BANK_CARD: lambda: PERSON_ONE.card,
    Role.FACE_PICTURE: lambda: as_base64(picture("face_one")),
    Role.ID_FRONT_PICTURE: lambda: as_base64(picture("id_front")),
    Role.ID_BACK_PICTURE: lambda: as_base64(picture("id_back")),
    Role.ID_PICTURE: lambda: as_base64(picture("id_front")),
    Role.CARD_PICTURE: lambda: as_base64(picture("bank_card")),
    Role.LICENCE_PICTURE: lambda: as_base64(picture("licence")),
    Role.PICTURE_SUFFIX: lambda: "jpg",
    Role.NOTIFY_URL: lambda: "https://console.invalid/notify",
    Role.FACE_GROUP: lambda: "demo",
    Role.PERSON_ID: lambda: "p-1",
    Role.PASSWORD: lambda: "654321",
    Role.TASK_ID: lambda: "some-old-task",
    Role.QUERY_DATE: lambda: "20261101",
}


def good_values(service: Service) -> dict[str, str]:
    """Wire values with which the service finds nothing wrong."""
    values: dict[str, str] = {}
    ruled = {name for rule in service.rules for group in rule.fields for name in group}
    for field in service.fields:
        if not (field.required or field.name in ruled) or field.role is Role.FILE_ID:
            continue
        if field.choices and field.kind == "choice":
            values[field.name] = field.default or field.choices[0].value
        elif field.name == "verify_code":
            values[field.name] = "135790"
        elif field.name == "verify_code_list":
            values[field.name] = '[{"type":"sms","value":"135790"},{"type":"pwd","value":"246810"}]'
        elif field.role in _BY_ROLE:
            values[field.name] = _BY_ROLE[field.role]()
    return values


class Caller:
    """Calls a sandbox; order numbers count up unless given."""

    def __init__(self, sandbox: Sandbox, *, token: str = TOKEN, key: str = KEY) -> None:
        self.sandbox = sandbox
        self.token, self.key = token, key
        self.http = httpx.Client(timeout=10, trust_env=False, verify=_NO_TLS)
        self._numbers = itertools.count(1)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.http.close()

    def next_id(self) -> str:
        return f"T{next(self._numbers):06}"

    def signed(self, method: str, address: str, values: Mapping[str, str], order_id: str) -> dict[str, str]:
        params = {**values, "order_date": DATE, "order_id": order_id, "app_token": self.token}
        return {**params, "sign": formula(method, address, params, self.key)}

    def post(self, address: str, body: bytes) -> httpx.Response:
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        return self.http.post(address, content=body, headers=headers)

    def submit(
        self, segment: str, changes: Mapping[str, str] | None = None, order_id: str = ""
    ) -> httpx.Response:
        """Good values with `changes`; an empty value leaves the parameter out."""
        service = by_segment(segment)
        values = {name: value for name, value in {**good_values(service), **(changes or {})}.items() if value}
        address = self.sandbox.base + service.path
        order_id = order_id or self.next_id()
        return self.post(address, encoded(self.signed("POST", address, values, order_id)))

    def query(
        self, order_id: str, *, seq_id: str = "", version: str = "v4", date: str = DATE
    ) -> httpx.Response:
        address = f"{self.sandbox.base}/{version}/checkresult"
        params = {"order_date": date, "order_id": order_id, "app_token": self.token}
        if seq_id:
            params["seq_id"] = seq_id
        params["sign"] = formula("GET", address, params, self.key)
        return self.http.get(f"{address}?{encoded(params).decode()}")

    def result(self, segment: str, changes: Mapping[str, str] | None = None) -> dict[str, Any]:
        """Submit, then ask; what checkresult says."""
        order_id = self.next_id()
        reply = self.submit(segment, changes, order_id)
        assert reply.status_code == 200, reply.text
        answer = self.query(order_id, seq_id=reply.json()["seq_id"])
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found


class HandClock:
    """A clock that stands still until it is moved."""

    def __init__(self, now: float = 1_795_000_000.0) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now
