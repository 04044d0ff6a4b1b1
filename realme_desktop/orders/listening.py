"""The listener for RealMe's notifications, as the settings want it, for one desk after the other."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING

from realme_desktop.catalog.text import Text
from realme_desktop.gateway.listener import Listener, ListenerFailed, Receipt, Receive

if TYPE_CHECKING:
    from realme_desktop.config.environments import Environment
    from realme_desktop.config.settings import Settings

__all__ = ["Listening"]


class Listening:
    """`words` tell what is, `problem` what keeps it from listening; both None when it is not wanted.

    A listener that can't be had costs no order its result: each is asked for anyway.
    """

    def __init__(self, settings: Settings) -> None:
        self.words: Text | None = None
        self.problem: Text | None = None
        self._settings = settings
        self._listener: Listener | None = None
        self._receive: Receive | None = None

    @property
    def wanted(self) -> bool:
        return bool(self._settings.get("notification.listen"))

    @property
    def address(self) -> str | None:
        """Where this computer reaches the listener; None when it doesn't run."""
        return self._listener.address if self._listener is not None else None

    def prepare(self) -> None:
        """For a worker thread: what a listener needs takes a while to import."""
        if self.wanted:
            import_module("aiohttp.web")

    async def start(self, environment: Environment) -> Environment:
        """Listen, if the settings want it; returns the environment as its orders are to see it, with the
        address that RealMe is to be told. Until `open`, whoever comes is told to come again."""
        await self.stop()
        if not self.wanted:
            return environment
        listener = Listener(
            host=str(self._settings.get("notification.host")),
            port=int(self._settings.get("notification.port")),
            receive=self._pass_on,
        )
        try:
            await listener.start()
        except ListenerFailed as failed:
            self.problem = _PROBLEM.format(reason=failed.words)
            return environment
        self._listener = listener
        environment = replace(environment, notify_url=self._told(environment, listener.address))
        words = _LISTENING if environment.notify_url else _NOT_REACHABLE
        self.words = words.format(address=listener.address)
        return environment

    def open(self, receive: Receive) -> None:
        """From now on notifications are handed to `receive`."""
        self._receive = receive

    async def stop(self) -> None:
        """No more notifications; those in hand are dealt with. Idempotent."""
        listener, self._listener = self._listener, None
        self.words = self.problem = None
        if listener is not None:
            await listener.stop()
        self._receive = None

    def _told(self, environment: Environment, address: str) -> str:
        """What goes into `mer_bg_url`. The sandbox notifies this computer only; whoever deployed the console
        may have fixed the address."""
        if not environment.real:
            return address
        if "notify_url" in environment.locked and environment.notify_url:
            return environment.notify_url
        return str(self._settings.get("notification.public_url")) or environment.notify_url

    async def _pass_on(self, body: bytes, content_type: str) -> Receipt:
        return await self._receive(body, content_type) if self._receive is not None else Receipt(503)


_LISTENING = Text(
    "正在接收 RealMe 的结果通知：{address}",
    "Receiving RealMe's notifications at {address}",
)
_NOT_REACHABLE = Text(
    "正在 {address} 等待结果通知，但没有设置对外地址，订单不会带 mer_bg_url，RealMe 也就不会通知。",
    "Waiting for notifications at {address}, but without a public address: orders carry no mer_bg_url, so "
    "RealMe sends none.",
)
_PROBLEM = Text(
    "没有接收结果通知：{reason}订单照常发送，结果由程序主动查询。",
    "Notifications are not received. {reason} Orders are sent as usual; the program asks for their results.",
)
