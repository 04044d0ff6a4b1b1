"""The raw reply of an order, with known personal values masked."""

from __future__ import annotations

from realme_desktop.catalog.model import Service
from realme_desktop.records.model import Order

from .veil import Veil

__all__ = ["masked_raw"]


def masked_raw(order: Order, service: Service | None) -> str:
    return Veil(order, service).over(order.raw_reply or "")
