"""The gateway's own client against the sandbox: two readings of one reference meet."""

from __future__ import annotations

import base64
import dataclasses

import pytest

from realme_desktop.catalog.model import Arrival, Service, Verdict
from realme_desktop.catalog.registry import SERVICES, by_segment
from realme_desktop.catalog.verdicts import judge
from realme_desktop.config.credentials import SANDBOX_CREDENTIALS
from realme_desktop.config.environment import PRESETS, SigningSettings
from realme_desktop.gateway.client import Client
from realme_desktop.gateway.reply import CallStatus, Exchange
from realme_desktop.sandbox.magic import MAGIC, Effect
from realme_desktop.sandbox.server import Sandbox

from .caller import DATE, good_values

NAME = {magic.effect: magic.trigger for magic in MAGIC if magic.anywhere}


def _client(sandbox: Sandbox, signing: SigningSettings | None = None) -> Client:
    environment = dataclasses.replace(
        PRESETS["sandbox"], base=sandbox.base, signing=signing or SigningSettings()
    )
    return Client(environment=environment, credentials=SANDBOX_CREDENTIALS)


async def _submit(client: Client, service: Service, order_id: str, authorization: str = "") -> Exchange:
    values = {**good_values(service), "authorization_info": authorization}
    attached = {field.name for field in service.fields if field.kind == "picture"}
    return await client.submit(
        service,
        order_date=DATE,
        order_id=order_id,
        params={name: value for name, value in values.items() if name not in attached},
        pictures={name: base64.b64decode(values[name]) for name in attached & set(values)},
    )


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.segment)
async def test_each_service(service: Service) -> None:
    with Sandbox(settle_s=0, rate=None) as sandbox:
        client = _client(sandbox)
        try:
            exchange = await _submit(client, service, "A")
            reply = exchange.reply
            assert reply.call is CallStatus.ACCEPTED, reply
            assert reply.pending == (service.arrival is Arrival.ASYNC)
            asked = await client.check_result(service, order_date=DATE, order_id="A", seq_id=reply.seq_id)
            assert asked.reply.call is CallStatus.ACCEPTED
            assert not asked.reply.pending
            final = asked.reply if reply.pending else reply
            assert judge(service, final.values).verdict in (Verdict.MATCH, Verdict.DATA, Verdict.CLEAR)
        finally:
            await client.aclose()


@pytest.mark.parametrize(
    ("effect", "call"),
    [
        (Effect.DROPPED, CallStatus.UNCLEAR),
        (Effect.DROPPED_BEFORE, CallStatus.UNCLEAR),
        (Effect.BAD_GATEWAY, CallStatus.UNCLEAR),
        (Effect.BROKEN_JSON, CallStatus.UNCLEAR),
        (Effect.DUPLICATE, CallStatus.UNCLEAR),
        (Effect.NO_PERMISSION, CallStatus.REJECTED),
        (Effect.THROTTLED, CallStatus.REJECTED),
        (Effect.CALL_FAILS, CallStatus.REJECTED),
        (Effect.SLOW, CallStatus.ACCEPTED),
    ],
)
async def test_magic(effect: Effect, call: CallStatus) -> None:
    with Sandbox(slow_s=0.01) as sandbox:
        client = _client(sandbox)
        try:
            exchange = await _submit(client, by_segment("namecheck"), "A", NAME[effect])
            assert exchange.reply.call is call, exchange.reply
            assert sandbox.submissions()["A"] == 1
        finally:
            await client.aclose()


@pytest.mark.parametrize(
    "signing",
    [
        SigningSettings(url_encoding="rfc3986"),
        SigningSettings(url_encoding="none", scope="whole"),
        SigningSettings(scope="whole", hex_case="upper"),
        SigningSettings(pictures="md5"),
    ],
)
async def test_the_settings_of_the_signature_fit_on_both_sides(signing: SigningSettings) -> None:
    with Sandbox(signing=signing) as sandbox:
        same, other = _client(sandbox, signing), _client(sandbox)
        try:
            service = by_segment("picturematch")
            assert (await _submit(same, service, "A", "a b~*")).reply.call is CallStatus.ACCEPTED
            assert (await _submit(other, service, "B", "a b~*")).reply.return_code == "90102"
        finally:
            await same.aclose()
            await other.aclose()
