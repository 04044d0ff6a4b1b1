"""One TLS context per CA file, shared: loading the certificates takes tens of milliseconds."""

from __future__ import annotations

import ssl
from functools import lru_cache
from pathlib import Path

__all__ = ["ssl_context"]


@lru_cache(maxsize=8)
def _context(ca_file: Path | None, stamp: tuple[int, int] | None) -> ssl.SSLContext:
    import certifi

    # Verification and host name check are on, as in `create_default_context`; but that one has the keys of each
    # connection written into the file that SSLKEYLOGFILE names.
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_default_certs(ssl.Purpose.SERVER_AUTH)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_verify_locations(certifi.where())  # where the system has none that OpenSSL finds
    if ca_file is not None:
        context.load_verify_locations(ca_file)
    return context


def ssl_context(ca_file: Path | None = None) -> ssl.SSLContext:
    """A context that always verifies, TLS 1.2 or newer, with `ca_file` trusted in addition. Slow at first:
    call it in a thread. Raises OSError (ssl.SSLError is one) when the file can't be read or holds nothing.
    """
    if ca_file is None:
        return _context(None, None)
    status = ca_file.stat()  # a renewed file makes a new context
    return _context(ca_file, (status.st_mtime_ns, status.st_size))
