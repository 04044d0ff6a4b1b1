"""Orders and pictures for the tests of the records."""

from __future__ import annotations

import hashlib
from typing import Any

from realme_desktop.records.model import Order, OrderState, StoredPicture

KEY = bytes(range(32))


def order(number: int = 1, **fields: Any) -> Order:
    given: dict[str, Any] = {
        "order_id": f"ORDER{number:08}",
        "order_date": "20261105",
        "segment": "namecheck",
        "environment": "sandbox",
        "real": False,
        "operator": "tester",
        "state": OrderState.QUEUED,
        "created_at": 1_000_000 + number,
        "updated_at": 1_000_000 + number,
    }
    return Order(**(given | fields))


def picture(name: str = "image", data: bytes = b"picture bytes") -> StoredPicture:
    return StoredPicture(
        name=name,
        data=data,
        media_type="image/jpeg",
        sha256=hashlib.sha256(data).hexdigest(),
        width=320,
        height=200,
    )
