"""Reading a response's body within a bound, however it is compressed.

httpx decompresses chunk by chunk without a bound: 64 KB of a gzip bomb become 64 MB before anyone can count.
So the raw bytes are taken, and decompressed here by at most what is still allowed.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import httpx

__all__ = ["MAX_BODY", "Body", "read_body"]

MAX_BODY = 20 * 1024 * 1024


class Body:
    """What has arrived so far. `too_large` and `unreadable` end the reading."""

    def __init__(self, limit: int, encoding: str = "") -> None:
        self._limit = limit
        self._parts: list[bytes] = []
        self._size = 0
        self._raw_size = 0
        self.too_large = False
        self.unreadable = ""
        self._inflater = None
        match encoding.strip().lower():
            case "" | "identity":
                pass
            case "gzip" | "x-gzip":
                self._inflater = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
            case "deflate":
                self._inflater = zlib.decompressobj()
            case _:
                self.unreadable = "the body is compressed in a way that was not asked for"

    def ended(self) -> bool:
        return self.too_large or bool(self.unreadable)

    @property
    def data(self) -> bytes:
        return b"".join(self._parts)

    def beginning(self, size: int) -> bytes:
        """The first bytes only: of a body that was too large, the rest is of no use to anyone."""
        found = b""
        for part in self._parts:
            found += part[: size - len(found)]
            if len(found) >= size:
                break
        return found

    def take(self, chunk: bytes) -> None:
        self._raw_size += len(chunk)
        if self._raw_size > self._limit:
            self.too_large = True
            return
        if self._inflater is not None:
            try:
                chunk = self._inflater.decompress(chunk, self._limit - self._size + 1)
            except zlib.error:
                self.unreadable = "the compressed body is damaged"
                return
        self._size += len(chunk)
        if self._size > self._limit:
            self.too_large = True
            return
        self._parts.append(chunk)

    def finish(self) -> None:
        if self._inflater is not None and not self.ended() and not self._inflater.eof:
            self.unreadable = "the compressed body ends too early"


async def read_body(response: httpx.Response, body: Body) -> None:
    """Read the rest of a streamed response into `body`, until it ends or is too much."""
    announced = response.headers.get("content-length", "")
    if announced.isascii() and announced.isdigit() and (len(announced) > 12 or int(announced) > MAX_BODY):
        body.too_large = True
    if body.ended():
        return
    async for chunk in response.aiter_raw():
        body.take(chunk)
        if body.ended():
            return
    body.finish()
