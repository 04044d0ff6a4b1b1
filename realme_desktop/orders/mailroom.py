"""Where RealMe's notifications are dealt with: verified, given to the order they belong to, or kept.

unreadable, forged                      400, logged without values; nothing changes
keyring or records not to be had        503: RealMe is to try again
a result of an order of ours            the order is ANSWERED, and confirmed by one query
the same again                          nothing changes
another result than the one on record   disputed: a query tells which counts
no result in it                         the order is asked for soon
no order that could take it             kept as a `Notice` for the operator
"""

from __future__ import annotations

import asyncio
import functools
import json
import logging
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from realme_desktop.catalog.masking import HIDDEN
from realme_desktop.catalog.model import Role, Sensitivity, Service
from realme_desktop.catalog.registry import CHECKRESULT, COMMON_FIELDS, NOTIFICATION, SERVICES, by_segment
from realme_desktop.catalog.text import Text
from realme_desktop.gateway.listener import Receipt
from realme_desktop.gateway.notifications import (
    Notification,
    parse_notification,
    reply_for,
    reply_of,
    verify,
)
from realme_desktop.gateway.reply import Exchange, Reply
from realme_desktop.records.errors import RecordsError, StateConflict, UnknownOrder
from realme_desktop.records.model import Notice, Order, OrderState
from realme_desktop.vault.errors import VaultError

from .confirming import settle_confirmation, settle_notification
from .exchanges import kept_notification
from .line import Line, RunBlocking
from .settling import Patience

if TYPE_CHECKING:
    from realme_desktop.config.credentials import Credentials
    from realme_desktop.config.environments import Environment
    from realme_desktop.records.store import Records
    from realme_desktop.vault.vault import Vault

    from .ledger import Ledger

__all__ = ["REASONS", "Mailroom"]

_log = logging.getLogger(__name__)

REASONS = {
    "unknown_order": Text("本机没有这笔订单", "There is no such order on this computer"),
    "never_sent": Text("这笔订单从未发送", "This order was never sent"),
    "other_environment": Text("订单属于另一个环境", "The order belongs to another environment"),
    "other_seq_id": Text("流水号与订单的不同", "Its seq_id is not the order's"),
    "other_service": Text("本版本不认识订单的服务", "The order's service is not known to this version"),
}
"""Why no order took a notification: the keys are kept in the records, never rename one."""

_REFRESH_S = 5.0  # how old credentials are that may be to blame when a signature does not fit
_FORGET_S = 60.0
_TELL_EVERY_S = 60.0


class Mailroom:
    """Belongs to one desk and its loop. `receive` is what a listener calls."""

    def __init__(
        self,
        *,
        environment: Environment,
        ledger: Ledger,
        records: Records,
        vault: Vault,
        line: Line,
        run: RunBlocking,
        patience: Patience,
    ) -> None:
        self._environment = environment
        self._ledger = ledger
        self._records = records
        self._vault = vault
        self._line = line
        self._run = run
        self._patience = patience
        self._keys: dict[str, tuple[float, Credentials | VaultError]] = {}
        # What an answered order is and what becomes of it must not be changed by two at once: the state alone
        # does not tell them of each other.
        self._one_at_a_time = asyncio.Lock()
        self._hastened: set[str] = set()
        self._callbacks: list[Callable[[Notice], None]] = []
        self._refused = 0
        self._told_at: float | None = None
        self._closed = False

    def close(self) -> None:
        """From now on RealMe is told to try again later."""
        self._closed = True

    async def receive(self, body: bytes, content_type: str) -> Receipt:
        """Deal with what arrived. Raises nothing that a sender could cause."""
        if self._closed:
            return Receipt(503)
        notification = await self._run(parse_notification, body, content_type)
        if notification is None:
            return self._refuse("not readable")
        try:
            order = await self._order(notification.order_id)
            key = self._environment.key if order is None else order.environment
            genuine = await self._is_genuine(notification, order, key)
            if genuine is None:
                _log.warning("a notification of an order of another app_token can't be verified now")
                return Receipt(503)
            if not genuine:
                return self._refuse("not signed by RealMe")
            await self._deal_with(notification, order)
        except (VaultError, RecordsError) as error:
            _log.warning("a notification could not be taken and is expected again: %s", error)
            return Receipt(503)
        return Receipt(200, reply_for(self._environment, notification.order_id))

    async def notices(self) -> tuple[Notice, ...]:
        """What no order could take, newest first."""
        return await self._run(self._records.notices)

    def subscribe(self, callback: Callable[[Notice], None]) -> Callable[[], None]:
        """`callback(notice)` after a new one was kept, on the loop's thread; returns how to stop it."""
        self._callbacks.append(callback)

        def stop() -> None:
            if callback in self._callbacks:
                self._callbacks.remove(callback)

        return stop

    async def confirm(self, order_id: str, service: Service, exchange: Exchange | None) -> Order:
        """What a query says of an order that is answered already; returns it as it then is on disk."""
        async with self._one_at_a_time:
            order = await self._ledger.get(order_id)
            reply = exchange.reply if exchange is not None else None
            step = settle_confirmation(order, service, reply, self._ledger.now(), self._patience)
            if step is None:
                return order
            return await self._ledger.apply(order, step, exchange, queries=order.queries + 1)

    # -- whose it is --------------------------------------------------------------------------------------

    async def _order(self, order_id: str) -> Order | None:
        try:
            return await self._ledger.get(order_id)
        except UnknownOrder:
            return None

    async def _is_genuine(self, notification: Notification, order: Order | None, key: str) -> bool | None:
        """Signed with the key of the order's own environment: the sandbox's is known to everybody. None if it
        was sent with credentials that are not there now."""
        addresses = dict.fromkeys((_address_of(order), self._environment.notify_url))
        credentials = await self._credentials(key, older_than=float("inf"))
        if await self._run(_verified, notification, addresses, credentials, self._environment):
            return True
        fresh = await self._credentials(key, older_than=_REFRESH_S)
        if fresh != credentials and await self._run(
            _verified, notification, addresses, fresh, self._environment
        ):
            return True
        return None if order is not None and order.account not in (None, fresh.account) else False

    async def _credentials(self, key: str, *, older_than: float) -> Credentials:
        """From the keyring at most every few seconds, whoever knocks how often."""
        now = asyncio.get_running_loop().time()
        if key == self._environment.key and older_than == float("inf"):
            known = self._line.known()
            if known is not None:
                return known
        at, held = self._keys.get(key, (0.0, None))
        limit = _REFRESH_S if isinstance(held, VaultError) else older_than
        if held is None or now - at > limit:
            try:
                held = await self._run(self._vault.credentials, key)
            except VaultError as error:
                held = error
            self._keys[key] = (now, held)
            asyncio.get_running_loop().call_later(_FORGET_S, self._forget, key, now)
        if isinstance(held, VaultError):
            raise held
        return held

    def _forget(self, key: str, read_at: float) -> None:
        """A key is in memory only while notifications come."""
        if self._keys.get(key, (0.0, None))[0] == read_at:
            del self._keys[key]

    # -- what it changes ----------------------------------------------------------------------------------

    async def _deal_with(self, notification: Notification, order: Order | None) -> None:
        service = _service_of(order)
        reply = _without_secrets(reply_of(notification, service))
        if reason := self._not_for(order, service, notification):
            await self._keep(notification, reply, reason)
            return
        assert order is not None and service is not None, "_not_for() has seen to that"
        raw = kept_notification(reply, at=self._ledger.now(), url=_address_of(order))
        async with self._one_at_a_time:
            while True:
                order = await self._ledger.get(order.order_id)
                step = settle_notification(order, service, reply, self._ledger.now())
                if step is None:
                    break
                try:
                    order = await self._ledger.apply(order, step, None, notification=raw)
                except StateConflict:
                    continue  # it went on meanwhile
                _log.info("order %s: %s by RealMe's notification", order.order_id, step.cause.value)
                return
        if not order.state.final and order.order_id not in self._hastened:
            # Not a result, but a sign that there may be one. Once: the same may be sent a thousand times.
            self._hastened.add(order.order_id)
            self._ledger.soon(order.order_id)

    def _not_for(
        self, order: Order | None, service: Service | None, notification: Notification
    ) -> str | None:
        if order is None:
            return "unknown_order"
        if order.state in (OrderState.DRAFTED, OrderState.QUEUED):
            return "never_sent"
        if order.environment != self._environment.key:
            return "other_environment"
        if service is None:
            return "other_service"
        if order.seq_id and notification.seq_id and order.seq_id != notification.seq_id:
            return "other_seq_id"
        return None

    async def _keep(self, notification: Notification, reply: Reply, reason: str) -> None:
        notice = Notice(
            received_at=self._ledger.now(),
            environment=self._environment.key,
            order_id=notification.order_id,
            seq_id=notification.seq_id,
            return_code=notification.return_code,
            reason=reason,
            evidence=json.dumps(dict(reply.values), ensure_ascii=False),
        )
        if not await self._run(self._records.keep_notice, notice):
            return
        _log.warning("a notification was kept: %s", reason)
        loop = asyncio.get_running_loop()
        for callback in tuple(self._callbacks):
            loop.call_soon(callback, notice)

    def _refuse(self, why: str) -> Receipt:
        """Told in the log now and then, not once per attempt: it is others who decide how many there are."""
        self._refused += 1
        now = asyncio.get_running_loop().time()
        if self._told_at is None or now - self._told_at >= _TELL_EVERY_S:
            _log.warning("%d notification(s) refused, the last one because it is %s", self._refused, why)
            self._refused, self._told_at = 0, now
        return Receipt(400)


def _verified(
    notification: Notification, addresses: dict[str, None], credentials: Credentials, environment: Environment
) -> bool:
    """In a worker thread: a notification may hold a megabyte, and there is more than one likely formula."""
    return any(
        verify(notification, address=address, app_key=credentials.app_key, settings=environment.signing)
        for address in addresses
    )


def _service_of(order: Order | None) -> Service | None:
    try:
        return by_segment(order.segment) if order is not None else None
    except KeyError:  # an order of another version's history
        return None


def _address_of(order: Order | None) -> str:
    """The `mer_bg_url` that the order was sent with."""
    service = _service_of(order)
    if order is None or service is None:
        return ""
    names = (field.name for field in service.fields if field.role is Role.NOTIFY_URL)
    return next((order.params[name] for name in names if name in order.params), "")


def _without_secrets(reply: Reply) -> Reply:
    """What must not be kept is not kept, though no page of RealMe says that a notification holds any."""
    values = {name: _masked(name, value) for name, value in reply.values.items()}
    if values == dict(reply.values):
        return reply
    return replace(reply, values=values, raw=json.dumps(values, ensure_ascii=False))


def _masked(name: str, value: Any) -> Any:
    if name in _secret_names():
        return HIDDEN if value not in (None, "") else value
    if isinstance(value, dict):
        return {key: _masked(key, item) for key, item in value.items()}
    if isinstance(value, list):
        return [_masked("", item) for item in value]
    return value


@functools.cache
def _secret_names() -> frozenset[str]:
    services = (*SERVICES, CHECKRESULT)
    asked = [field for service in services for field in service.fields] + list(COMMON_FIELDS)
    told = [field for service in services for field in service.returns] + list(NOTIFICATION)
    names = {field.name for field in asked if field.sensitivity is Sensitivity.SECRET}
    names |= {field.name for field in told if field.sensitivity is Sensitivity.SECRET}
    return frozenset(names | {"app_key"})
