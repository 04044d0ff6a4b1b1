"""Which proxy a request takes. httpx reads the same variables, but its constructor raises on half of what is
found in the field (`ALL_PROXY=socks://…`): so they are read here, and httpx is told."""

from __future__ import annotations

from realme_desktop.config.addresses import host_of, is_loopback

__all__ = ["ProxyTrouble", "normal_proxy", "proxy_for"]


class ProxyTrouble(Exception):
    """The proxy as it is set can't be used; nothing was sent. The text holds no address: there may be a
    password in it."""


def proxy_for(base: str, setting: str) -> str | None:
    """The proxy for requests to `base` by the environment's setting: a URL that httpx takes, or None.

    This computer is never reached through a proxy. Raises ProxyTrouble.
    """
    host = host_of(base)
    if setting == "none" or is_loopback(host):
        return None
    if setting != "system":
        return normal_proxy(setting)
    import urllib.request

    found = urllib.request.getproxies()  # the variables, else the registry or the system configuration
    scheme = base.partition(":")[0].lower()
    proxy = found.get(scheme) or found.get("all")
    if not proxy or urllib.request.proxy_bypass(host):
        return None
    return normal_proxy(proxy)


def normal_proxy(proxy: str) -> str:
    """The address in a form that httpx takes: `socks://` (as desktops write it) is `socks5://`, and without a
    scheme it is http. The host is resolved by the proxy in either case. Raises ProxyTrouble."""
    url = proxy.strip()
    scheme, mark, rest = url.partition("://")
    if not mark:
        scheme, rest = "http", url
    scheme = scheme.lower()
    if scheme == "socks":
        scheme = "socks5"
    if scheme not in ("http", "https", "socks5", "socks5h"):
        raise ProxyTrouble(f"a proxy of kind {scheme[:12]!r} can't be used")
    if not host_of(f"{scheme}://{rest}"):
        raise ProxyTrouble("the address of the proxy lacks a host")
    return f"{scheme}://{rest.rstrip('/')}"
