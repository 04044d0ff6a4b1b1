"""The pages of the raw exchange as texts: built from what is kept, masked or in full."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from realme_desktop.catalog.masking import HIDDEN, mask
from realme_desktop.catalog.model import Field, Service
from realme_desktop.catalog.registry import COMMON_FIELDS
from realme_desktop.records.exchanges import ExchangeKind, Parameter, StoredExchange
from realme_desktop.records.model import Order
from realme_desktop.ui.widgets.moments import moment
from realme_desktop.ui.widgets.words import clean

from .veil import Veil

__all__ = [
    "RAW_SEEN",
    "Page",
    "heading_words",
    "reply_page",
    "request_page",
    "signed_page",
    "timing_words",
]

RAW_SEEN = 60_000  # characters of a text on screen; copying gives all of it
_MASKED_WHOLE = 2_000_000  # of a longer text copying gives the beginning, until it is shown in full


@dataclass(frozen=True, slots=True)
class Page:
    """`text` is for the screen, which shows its first `RAW_SEEN` characters; `whole` for the clipboard."""

    text: str
    whole: Callable[[], str]
    head: str = ""
    foot: str = ""


def kind_words(kind: ExchangeKind) -> str:
    if kind is ExchangeKind.SUBMIT:
        return QCoreApplication.translate("Exchange", "Submission")
    if kind is ExchangeKind.QUERY:
        return QCoreApplication.translate("Exchange", "Query")
    return QCoreApplication.translate("Exchange", "Notification")


def heading_words(number: int, exchange: StoredExchange) -> str:
    """One line for the list of exchanges."""
    parts = [f"{number}  {kind_words(exchange.kind)}", moment(exchange.at)[11:]]
    if exchange.status is not None:
        parts.append(f"HTTP {exchange.status}")
    elif exchange.transport:
        parts.append(QCoreApplication.translate("Exchange", "no reply"))
    return "  ".join(part for part in parts if part)


def timing_words(exchange: StoredExchange | None, order: Order) -> str:
    """When it began, how long it took, what came back."""
    if exchange is None:
        parts = [QCoreApplication.translate("Exchange", "The reply as the order keeps it")]
        if order.http_status is not None:
            parts.append(f"HTTP {order.http_status}")
        return "  ·  ".join(parts)
    stamp = moment(exchange.at)
    parts = [f"{stamp}.{exchange.at % 1000:03}" if len(stamp) == 19 else stamp]
    if exchange.elapsed_ms is not None:
        took = QCoreApplication.translate("Exchange", "took {ms} ms").format(ms=f"{exchange.elapsed_ms:.0f}")
        parts.append(took)
    if exchange.status is not None:
        parts.append(f"HTTP {exchange.status}")
    if exchange.transport:
        failed = QCoreApplication.translate("Exchange", "no usable reply ({reason})")
        parts.append(failed.format(reason=exchange.transport))
    return "  ·  ".join(parts)


def reply_page(exchange: StoredExchange | None, order: Order, service: Service | None, *, full: bool) -> Page:
    """The body as it came. Kept with the exchange is its beginning; the reply that the order came by is kept
    whole."""
    raw = exchange.body if exchange is not None else order.raw_reply or ""
    whole_size = exchange.body_size if exchange is not None else len(raw)
    held = order.raw_reply or ""
    if whole_size > len(raw) and len(held) == whole_size and held.startswith(raw):
        raw = held
    lines = []
    if exchange is not None:
        lines += [f"{name}: {value}" for name, value in exchange.reply_headers.items()]
    foot = ""
    if whole_size > len(raw):
        foot = QCoreApplication.translate(
            "Exchange", "Of this reply of {size} characters the first {kept} were kept."
        ).format(size=whole_size, kept=len(raw))
    head = clean("\n".join(lines))
    if exchange is not None and exchange.detail:
        head = clean("\n".join([*lines, exchange.detail]))
    if full:
        return Page(raw, lambda: raw, head, foot)
    veil = Veil(order, service)
    # A little more than is shown, so that nothing is cut in the middle and then not known any more.
    seen = veil.over(raw[: RAW_SEEN + 1000])
    if len(raw) > _MASKED_WHOLE:
        more = QCoreApplication.translate(
            "Exchange", "Masked, it is copied up to {count} characters; shown in full, all of it."
        ).format(count=_MASKED_WHOLE)
        foot = f"{foot}\n{more}" if foot else more
    longer = len(raw) > RAW_SEEN + 1000
    return Page(seen, (lambda: veil.over(raw[:_MASKED_WHOLE])) if longer else (lambda: seen), head, foot)


def request_page(exchange: StoredExchange, service: Service | None, *, full: bool) -> Page:
    """Method, address, headers and parameters in the order in which they were sent."""
    known = _fields(service)
    lines = [f"{exchange.method} {exchange.url}"]
    for name, value in exchange.headers.items():
        lines.append(f"{name}: {value if value is not None else HIDDEN}")
    lines.append("")
    lines += [f"{param.name} = {_shown(param, known, full)}" for param in exchange.params]
    if exchange.signature:
        lines.append(f"sign = {exchange.signature}")
    text = "\n".join(lines)
    foot = QCoreApplication.translate(
        "Exchange",
        "Before encoding. app_token, app_key and secrets are never kept; pictures by their digest.",
    )
    return Page(text, lambda: text, "", foot)


def signed_page(exchange: StoredExchange, service: Service | None, *, full: bool) -> Page:
    """The text that was signed, what is not kept or not shown as `⟦name⟧`; the formula and the signature."""
    known = _fields(service)
    pieces = []
    for name, piece in exchange.signed:
        field = known.get(name)
        hidden = not full and field is not None and field.sensitivity.masked
        pieces.append(f"⟦{name}⟧" if piece is None or hidden else piece)
    text = "".join(pieces)
    settings = "  ".join(f"{name}={value}" for name, value in exchange.signing.items())
    formula = QCoreApplication.translate(
        "Exchange", "sign = HMAC-SHA256-HEX(this text, app_key). Method, address, then the values by name."
    )
    if exchange.signature:
        sign = f"sign = {exchange.signature}"
    else:
        sign = QCoreApplication.translate(
            "Exchange",
            "The signature is not kept: a secret value went into it, and could be found by trying.",
        )
    return Page(text, lambda: text, f"{formula}\n{settings}", sign)


def _shown(param: Parameter, known: dict[str, Field], full: bool) -> str:
    if param.is_file:
        how = QCoreApplication.translate("Exchange", "{size} bytes, SHA-256 {sha256}").format(
            size=param.size, sha256=param.sha256
        )
        form = (
            "BASE64" if param.form == "base64" else f"{param.form} BASE64" if "base64," in param.form else ""
        )
        return "  ".join(part for part in (form, how) if part)
    if param.text is None:
        return QCoreApplication.translate("Exchange", "{hidden} (not kept)").format(hidden=HIDDEN)
    field = known.get(param.name)
    if full or field is None:
        return param.text
    return mask(param.text, field.sensitivity, field.role)


def _fields(service: Service | None) -> dict[str, Field]:
    fields = (*COMMON_FIELDS, *(service.fields if service is not None else ()))
    return {field.name: field for field in fields}
