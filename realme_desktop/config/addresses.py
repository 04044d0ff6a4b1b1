"""Which addresses may be talked to: https everywhere, plain http to this computer only."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from realme_desktop.catalog.text import Text

__all__ = [
    "base_problem",
    "host_of",
    "is_loopback",
    "listening_host_problem",
    "proxy_problem",
    "url_problem",
]


def host_of(url: str) -> str:
    """The host in lower case without brackets; empty if there is none or the URL is nonsense."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def is_loopback(host: str) -> bool:
    """This computer: `localhost`, 127.0.0.0/8 or ::1, literally. Nothing is resolved."""
    if host in ("localhost", "localhost."):
        return True
    import ipaddress

    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def url_problem(url: str) -> Text | None:
    """What is wrong with an http(s) address as such; None if it can be used."""
    if not url.isascii() or not url.isprintable() or any(c in url for c in ' "<>\\^`{|}'):
        return Text("地址中有不允许的字符。", "The address holds characters that an address can't have.")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return Text("这不是有效的地址。", "This is not a valid address.")
    if parts.scheme not in ("http", "https"):
        return Text("地址应以 https:// 开头。", "The address must start with https://.")
    if not parts.hostname or port == 0:
        return Text("地址缺少主机名。", "The address lacks a host name.")
    if "@" in parts.netloc:
        return Text("地址中不能有用户名或密码。", "The address must not hold a user name or a password.")
    return None


def base_problem(base: str) -> Text | None:
    """What is wrong with an address that signed requests go to; None if it is safe to use.

    Plain http is refused but to this computer: it would show persons and signatures to the network.
    """
    if problem := url_problem(base):
        return problem
    parts = urlsplit(base)
    if parts.query or parts.fragment or base.endswith(("?", "#")):
        return Text("地址中不能有 ? 或 #。", "The address must not hold ? or #.")
    if parts.scheme == "http" and not is_loopback(host_of(base)):
        return Text(
            "必须使用 https：http 会把个人信息明文传到网络上。",
            "It must be https: plain http would show personal data to the network.",
        )
    return None


def listening_host_problem(host: str) -> Text | None:
    """What is wrong with an address of this computer to listen at: an IP address or a name, no port."""
    if host and re.fullmatch(r"[0-9A-Za-z.-]+|[0-9A-Fa-f:.]+(%\w+)?", host, re.ASCII):
        return None
    return Text(
        "应为本机的 IP 地址或主机名，不带端口，如 127.0.0.1。",
        "It must be an IP address or a host name of this computer without a port, such as 127.0.0.1.",
    )


_PROXY_SCHEMES = ("http", "https", "socks5", "socks5h", "socks")


def proxy_problem(proxy: str) -> Text | None:
    """What is wrong with `system`, `none` or the address of a proxy; None if it can be used."""
    if proxy in ("system", "none"):
        return None
    try:
        parts = urlsplit(proxy if "://" in proxy else f"http://{proxy}")
        usable = parts.scheme in _PROXY_SCHEMES and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if usable and "@" in proxy:
        return Text(
            "代理地址中不能有用户名或密码：请在系统中设置该代理，并在此选择 system。",
            "The proxy's address must not hold a user name or a password: set that proxy in the system, and "
            "choose system here.",
        )
    if usable and proxy.isascii() and proxy.isprintable() and " " not in proxy:
        return None
    return Text(
        "代理应为 system、none，或 http、https、socks5 地址。",
        "The proxy must be system, none, or an http, https or socks5 address.",
    )
