"""The pair with which RealMe knows its caller. Here, below gateway and vault, because both hand it on."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["SANDBOX_CREDENTIALS", "Credentials"]


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
