"""What is refused, in which words, and what a service's parameters must be on the wire."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping

from realme_desktop.catalog.model import Service
from realme_desktop.catalog.validate import check_form, wire_values

from .wire import Parameters

__all__ = ["SHANGHAI", "Refused", "check_common", "wrong_fields"]

SHANGHAI = datetime.timezone(datetime.timedelta(hours=8))
_MESSAGES = {
    "90101": "参数错误",
    "90102": "验证签名错误",
    "90103": "没有权限使用此接口",
    "90104": "重复请求",
    "90105": "操作过于频繁",
    "20010": "认证失败",
    "20011": "没有查询到该笔验证",
    "20012": "该笔正在验证中",
}


class Refused(Exception):
    """The call is refused with this code; `detail` goes behind RealMe's own words."""

    def __init__(self, code: str, detail: str = "", message: str = "", status: int = 400) -> None:
        super().__init__(code)
        self.code = code
        self.status = status
        words = message or _MESSAGES[code]
        self.message = f"{words}:{detail}" if detail else words


def wrong_fields(
    service: Service, values: Mapping[str, str], pictures: set[str], today: datetime.date
) -> set[str]:
    """Wire names (or codes of rules) that RealMe would not take. Stricter than the form, whose job is to
    forgive: nothing has a default here, and every value stands as the wire wants it."""
    texts = {entry.name: values.get(entry.name, "") for entry in service.fields}
    checked = check_form(service, texts, frozenset(pictures), today)
    wrong = {finding.field or finding.code for finding in checked.errors}
    if not wrong:
        canonical = wire_values(service, checked.values)
        wrong = {
            name
            for name, text in values.items()
            if canonical.get(name) != text and service.field(name).kind != "code_list"  # JSON may be spaced
        }
    for entry in service.fields:
        ruled = any(entry.name in group for rule in service.rules for group in rule.fields)
        if ruled and entry.derived_from in pictures and entry.name not in values:
            wrong.add(entry.name)  # errata 17: `image` comes with `file_suffix`
    return wrong


def check_common(params: Parameters) -> None:
    """`order_date` and `order_id` as they must be. Raises Refused."""
    date = params.get("order_date")
    try:
        datetime.datetime.strptime(date, "%Y%m%d").replace(tzinfo=SHANGHAI)
    except ValueError as error:
        raise Refused("90101", "order_date") from error
    if not re.fullmatch(r"[0-9]{8}", date):  # strptime takes 2026111 too
        raise Refused("90101", "order_date")
    if len(params.get("order_id")) > 32:
        raise Refused("90101", "order_id")
