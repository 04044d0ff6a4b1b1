"""A key sealed under a passphrase, as the text that a keyring keeps.

The passphrase is stretched by scrypt (RFC 7914) with a salt of its own into a sealing key; each sealing takes
a fresh nonce, from which HMAC-SHA256 under that key makes a pad as long as the sealed key and, over all that
is kept, a tag. A wrong passphrase and a changed text are the same to whoever opens it: the tag does not fit.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
import unicodedata
from dataclasses import dataclass
from typing import Any

__all__ = ["KEY_BYTES", "SHORTEST_PASSPHRASE", "NotSealed", "Sealed", "Sealer", "is_sealed", "normal"]

KEY_BYTES = 32
SHORTEST_PASSPHRASE = 10

_FORMAT = "realme-desktop sealed 1"
# 128 MB and about half a second for each guess. Kept with the text, so that later ones may ask for more.
_SCRYPT = {"n": 2**17, "r": 8, "p": 1}
_MOST_MEMORY = 1024 * 1024 * 1024


class NotSealed(ValueError):
    """The text is none that a `Sealer` made."""


def is_sealed(text: str) -> bool:
    """Whether the text claims to be one: what it holds is seen when it is opened."""
    return text.lstrip().startswith("{")


@dataclass(frozen=True, slots=True)
class Sealed:
    salt: bytes
    scrypt: tuple[int, int, int]  # n, r, p
    nonce: bytes
    box: bytes
    tag: bytes

    @classmethod
    def parse(cls, text: str) -> Sealed:
        """`NotSealed` if it makes no sense, or would stop the computer."""
        try:
            told: Any = json.loads(text)
            if told["format"] != _FORMAT:
                raise NotSealed
            n, r, p = (int(told["scrypt"][name]) for name in ("n", "r", "p"))
            found = cls(
                bytes.fromhex(told["salt"]), (n, r, p), bytes.fromhex(told["nonce"]),
                bytes.fromhex(told["box"]), bytes.fromhex(told["tag"]),
            )  # fmt: skip
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise NotSealed from error
        sound = (
            n >= 2
            and n & (n - 1) == 0
            and r >= 1
            and 1 <= p <= 16
            and 128 * n * r <= _MOST_MEMORY
            and len(found.salt) >= 16
            and len(found.nonce) >= 16
            and len(found.box) == KEY_BYTES
        )
        if not sound:
            raise NotSealed
        return found

    def __str__(self) -> str:
        n, r, p = self.scrypt
        return json.dumps(
            {
                "format": _FORMAT, "salt": self.salt.hex(), "scrypt": {"n": n, "r": r, "p": p},
                "nonce": self.nonce.hex(), "box": self.box.hex(), "tag": self.tag.hex(),
            }
        )  # fmt: skip

    def __repr__(self) -> str:
        return "<a sealed key>"


class Sealer:
    """What a passphrase comes to with one salt. Making one takes half a second and 128 MB; it never keeps the
    passphrase itself. `scrypt` is for tests."""

    __slots__ = ("_key", "salt", "scrypt")

    def __init__(
        self, passphrase: str, salt: bytes | None = None, scrypt: tuple[int, int, int] | None = None
    ) -> None:
        self.salt = salt if salt is not None else secrets.token_bytes(16)
        self.scrypt = scrypt or (_SCRYPT["n"], _SCRYPT["r"], _SCRYPT["p"])
        n, r, p = self.scrypt
        self._key = hashlib.scrypt(
            normal(passphrase).encode("utf-8", "surrogatepass"), salt=self.salt, n=n, r=r, p=p,
            maxmem=128 * n * r * 2 + 32 * 1024 * 1024, dklen=KEY_BYTES,
        )  # fmt: skip

    @classmethod
    def of(cls, passphrase: str, sealed: Sealed) -> Sealer:
        return cls(passphrase, sealed.salt, sealed.scrypt)

    def seal(self, key: bytes) -> Sealed:
        if len(key) != KEY_BYTES:
            raise ValueError("not a data key")
        nonce = secrets.token_bytes(16)
        box = bytes(a ^ b for a, b in zip(key, self._pad(nonce), strict=True))
        return Sealed(self.salt, self.scrypt, nonce, box, self._tag(nonce, box))

    def open(self, sealed: Sealed) -> bytes | None:
        """The key; None if it was sealed under something else, or changed since."""
        if sealed.salt != self.salt or sealed.scrypt != self.scrypt:
            return None
        if not hmac.compare_digest(sealed.tag, self._tag(sealed.nonce, sealed.box)):
            return None
        return bytes(a ^ b for a, b in zip(sealed.box, self._pad(sealed.nonce), strict=True))

    def _pad(self, nonce: bytes) -> bytes:
        return hmac.digest(self._key, b"pad" + nonce, "sha256")

    def _tag(self, nonce: bytes, box: bytes) -> bytes:
        told = b"tag" + repr(self.scrypt).encode() + self.salt + nonce + box
        return hmac.digest(self._key, told, "sha256")

    def __repr__(self) -> str:
        return "<a sealing key>"


def normal(passphrase: str) -> str:
    """The same passphrase typed with another input method is the same."""
    return unicodedata.normalize("NFKC", passphrase).strip()
