"""One TLS context per CA file, shared: loading the certificates takes tens of milliseconds."""

from __future__ import annotations

import contextlib
import ssl
import sys
from functools import lru_cache
from pathlib import Path

__all__ = ["ssl_context"]


@lru_cache(maxsize=8)
def _context(ca_file: Path | None, stamp: tuple[int, int] | None) -> ssl.SSLContext:
    import certifi

    # Verification and host name check are on, as in `create_default_context`. But that one writes the keys of
    # each connection into the file that SSLKEYLOGFILE names, and believes what SSL_CERT_FILE names: no
    # variable of somebody's session decides what a deployer has decided.
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    _trust_the_system(context)
    context.load_verify_locations(certifi.where())  # where the system has none that OpenSSL finds
    if ca_file is not None:
        context.load_verify_locations(ca_file)
    return context


def _trust_the_system(context: ssl.SSLContext) -> None:
    """The certificate authorities of the system, from the places that are built in."""
    if sys.platform == "win32":
        for store in ("CA", "ROOT"):
            found = bytearray()
            with contextlib.suppress(PermissionError):
                for certificate, encoding, trusted in ssl.enum_certificates(store):
                    if encoding == "x509_asn" and (trusted is True or _SERVERS in trusted):
                        found += certificate
            if found:
                context.load_verify_locations(cadata=bytes(found))
        return
    places = ssl.get_default_verify_paths()
    if Path(places.openssl_cafile).is_file():
        context.load_verify_locations(cafile=places.openssl_cafile)
    if Path(places.openssl_capath).is_dir():
        context.load_verify_locations(capath=places.openssl_capath)


_SERVERS = ssl.Purpose.SERVER_AUTH.oid


def ssl_context(ca_file: Path | None = None) -> ssl.SSLContext:
    """A context that always verifies, TLS 1.2 or newer, with `ca_file` trusted in addition. Slow at first:
    call it in a thread. Raises OSError (ssl.SSLError is one) when the file can't be read or holds nothing.
    """
    if ca_file is None:
        return _context(None, None)
    status = ca_file.stat()  # a renewed file makes a new context
    return _context(ca_file, (status.st_mtime_ns, status.st_size))
