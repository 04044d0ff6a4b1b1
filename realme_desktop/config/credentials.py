"""The pair with which RealMe knows its caller. Here, below gateway and vault, because both hand it on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from realme_desktop.catalog.text import Text
from realme_desktop.config.addresses import host_of, is_loopback

if TYPE_CHECKING:
    from realme_desktop.config.environment import Environment

__all__ = ["SANDBOX_CREDENTIALS", "Credentials", "misplaced"]


@dataclass(frozen=True, slots=True)
class Credentials:
    """`app_token` names the application, `app_key` signs for it. The key never shows in a repr or a log."""

    app_token: str
    app_key: str = field(repr=False)

    @property
    def account(self) -> str:
        """Tells one `app_token` from another without telling the token: kept with the orders sent by it."""
        import hashlib

        return hashlib.sha256(b"realme account " + self.app_token.encode("utf-8", "replace")).hexdigest()[:16]

    @property
    def complete(self) -> bool:
        return bool(self.app_token and self.app_key)


SANDBOX_CREDENTIALS = Credentials("TESTRA000401", "123456")
"""RealMe's own public test application: built in, not secret, and good for the sandbox only."""


def misplaced(environment: Environment, credentials: Credentials) -> Text | None:
    """Why these must not be used there; None if they may.

    The public pair belongs to the sandbox and to nothing else, and the sandbox gets no other: a key that can
    query anybody is not for trials. A stand-in of RealMe's on this computer may take either.
    """
    if not environment.real:
        return None if credentials == SANDBOX_CREDENTIALS else _NOT_FOR_TRIALS
    public = SANDBOX_CREDENTIALS.app_token
    if credentials.app_token == public and not is_loopback(host_of(environment.base)):
        return _PUBLIC.format(environment=environment.title, token=public)
    return None


_NOT_FOR_TRIALS = Text(
    "沙箱只接受内置的测试凭据：真实凭据不用于试验。没有发送任何请求。",
    "The sandbox takes the built-in test credentials only: real ones are not for trials. No request was "
    "sent.",
)
_PUBLIC = Text(
    "{token} 是公开的测试凭据，只能用于沙箱，不能用于“{environment}”。没有发送任何请求。"
    "请在设置的“凭据”中填写 RealMe 给您的 app_token 和 app_key。",
    "{token} is the public test application and good for the sandbox only, not for “{environment}”. No "
    "request was sent. Enter the app_token and app_key that RealMe gave you under Credentials in the "
    "settings.",
)
