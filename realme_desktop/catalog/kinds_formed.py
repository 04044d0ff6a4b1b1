"""Kinds whose values have a form of their own: dates, counts, addresses of machines."""

from __future__ import annotations

import re
from datetime import date

from realme_desktop.catalog import identifiers as ids
from realme_desktop.catalog.findings import Finding
from realme_desktop.catalog.kind import Kind, error, warning
from realme_desktop.catalog.masking import mask
from realme_desktop.catalog.model import Field, Role, Sensitivity
from realme_desktop.catalog.normal import compact, half_width, tidy

__all__ = ["DateKind", "ExpiryKind", "IpKind", "NumberKind", "UrlKind"]


class ExpiryKind(Kind):
    """A card's month and year, `mmyy` on the wire; on the card it is `08/27`."""

    name = "expiry"

    _FORM = re.compile(r"(0[1-9]|1[0-2])\d\d", re.ASCII)
    _MONTH_FIRST = re.compile(r"(\d{1,2})\D+(?:20)?(\d\d)", re.ASCII)
    _YEAR_FIRST = re.compile(r"20(\d\d)\D+(\d{1,2})\D?", re.ASCII)
    _LONG = re.compile(r"(0[1-9]|1[0-2])20(\d\d)", re.ASCII)
    _LONG_YEAR_FIRST = re.compile(r"20(\d\d)(0[1-9]|1[0-2])", re.ASCII)

    def parse(self, text: str) -> str:
        tidied = tidy(half_width(text))
        for form in (self._MONTH_FIRST, self._LONG):
            if match := form.fullmatch(tidied):
                return f"{int(match[1]):02d}{match[2]}"
        for form in (self._YEAR_FIRST, self._LONG_YEAR_FIRST):
            if match := form.fullmatch(tidied):
                return f"{int(match[2]):02d}{match[1]}"
        return "".join(tidied.split())

    def _check(self, value: str, field: Field, today: date) -> tuple[Finding, ...]:
        if not self._FORM.fullmatch(value):
            return (
                error(
                    field,
                    "expiry.form",
                    "有效期应为月和年，如 08/27，月份为 01 至 12。",
                    "Give month and year, such as 08/27; months are 01 to 12.",
                ),
            )
        if (2000 + int(value[2:]), int(value[:2])) < (today.year, today.month):
            return (warning(field, "expiry.past", "此卡已过有效期。", "This card has expired."),)
        return ()

    def display(self, value: str) -> str:
        return f"{value[:2]}/{value[2:]}" if self._FORM.fullmatch(value) else value


class DateKind(Kind):
    """A day, `YYYYMMDD` on the wire."""

    name = "date"

    _PARTED = re.compile(r"(\d{4})\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})(?:\D.*)?", re.ASCII | re.DOTALL)
    _FORM = re.compile(r"\d{8}", re.ASCII)

    def parse(self, text: str) -> str:
        tidied = tidy(half_width(text))
        if match := self._PARTED.fullmatch(tidied):
            return f"{match[1]}{int(match[2]):02d}{int(match[3]):02d}"
        return "".join(tidied.split())

    def _check(self, value: str, field: Field, today: date) -> tuple[Finding, ...]:
        day = self._day(value)
        if day is None:
            return (
                error(
                    field,
                    "date.form",
                    "请填写存在的日期，如 2026-01-31。",
                    "Give a date that exists, such as 2026-01-31.",
                ),
            )
        if day > today:
            return (warning(field, "date.future", "日期在今天之后。", "The date is in the future."),)
        return ()

    def _day(self, value: str) -> date | None:
        if not self._FORM.fullmatch(value):
            return None
        return ids.real_date(int(value[:4]), int(value[4:6]), int(value[6:]))

    def display(self, value: str) -> str:
        return f"{value[:4]}-{value[4:6]}-{value[6:]}" if self._day(value) else value

    def mask(self, value: str) -> str:
        return value


class NumberKind(Kind):
    """A whole number, one or more."""

    name = "number"

    _FORM = re.compile(r"\d{1,9}", re.ASCII)

    def parse(self, text: str) -> str:
        number = compact(text).replace(",", "") if "-" not in text else tidy(half_width(text))
        return str(int(number)) if self._FORM.fullmatch(number) else number

    def _check(self, value: str, field: Field, today: date) -> tuple[Finding, ...]:
        if not self._FORM.fullmatch(value) or int(value) < 1:
            return (
                error(field, "number.form", "请填写 1 或更大的整数。", "Give a whole number, 1 or more."),
            )
        return ()

    def mask(self, value: str) -> str:
        return value


class IpKind(Kind):
    name = "ip"

    def parse(self, text: str) -> str:
        return "".join(tidy(half_width(text)).replace("。", ".").split())

    def _check(self, value: str, field: Field, today: date) -> tuple[Finding, ...]:
        import ipaddress

        try:
            address = ipaddress.ip_address(value)
        except ValueError:
            return (
                error(
                    field,
                    "ip.form",
                    "请填写 IP 地址，如 203.0.113.7。",
                    "Give an IP address, such as 203.0.113.7.",
                ),
            )
        if not address.is_global:
            return (
                warning(
                    field,
                    "ip.private",
                    "这是内网或保留地址，不是客户的公网地址。",
                    "This is a private or reserved address, not the customer's public one.",
                ),
            )
        return ()

    def mask(self, value: str) -> str:
        return mask(value, Sensitivity.IDENTIFIER, Role.IP_ADDRESS)


class UrlKind(Kind):
    """An address that RealMe is to call."""

    name = "url"

    def parse(self, text: str) -> str:
        return "".join(tidy(half_width(text)).split())

    def _check(self, value: str, field: Field, today: date) -> tuple[Finding, ...]:
        host = _host(value)
        if not host:
            return (
                error(
                    field,
                    "url.form",
                    "地址应以 http:// 或 https:// 开头，并含主机名。",
                    "The address starts with http:// or https:// and names a host.",
                ),
            )
        if _unreachable(host):
            return (
                warning(
                    field,
                    "url.private",
                    "这是本机或内网地址，RealMe 无法从公网访问。",
                    "This is a loopback or private address: RealMe can't reach it from outside.",
                ),
            )
        return ()

    def mask(self, value: str) -> str:
        return value


def _host(url: str) -> str | None:
    """The host of a http(s) URL; None for everything that is none."""
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or port == 0:
        return None
    host = parts.hostname
    return host if host and host.strip(".") and not any(char in host for char in '<>"{}|\\^`') else None


def _unreachable(host: str) -> bool:
    import ipaddress

    name = host.rstrip(".").casefold()
    if name == "localhost" or name.endswith((".localhost", ".local", ".internal", ".lan")):
        return True
    try:
        return not ipaddress.ip_address(name).is_global
    except ValueError:
        return False
