"""A digest by which a printed or copied result can be compared with the records later.

SHA-256 over the canonical facts: one JSON object, names sorted, no spaces, UTF-8. Of a masked document over
the masked facts: a digest over the full ones beside all the others would let the hidden digits of a number
be found by trying.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from realme_desktop.catalog.masking import HIDDEN, mask_values
from realme_desktop.catalog.registry import by_segment
from realme_desktop.records.model import Order, StoredPicture

__all__ = ["canonical_facts", "digest"]

_PLAIN = ("order_id", "order_date", "segment", "environment", "real", "operator", "created_at", "sent_at",
          "answered_at", "threshold", "seq_id", "http_status", "return_code", "return_message", "resp_code",
          "resp_info", "score", "problem", "queries", "linked_to")  # fmt: skip


def canonical_facts(order: Order, pictures: Mapping[str, StoredPicture], *, masked: bool) -> str:
    """What the digest is over. Pictures by their SHA-256, which tells nothing of them."""
    facts: dict[str, Any] = {name: getattr(order, name) for name in _PLAIN}
    if order.purpose is not None:  # orders of before there were purposes keep their digest
        facts["purpose"] = order.purpose
    facts["state"] = order.state.value
    facts["verdict"] = order.verdict.value if order.verdict else None
    facts["own_verdict"] = order.own_verdict.value if order.own_verdict else None
    facts["params"] = _values(order.segment, order.params, masked)
    facts["values"] = _values(order.segment, order.values, masked)
    facts["pictures"] = {name: picture.sha256 for name, picture in pictures.items()}
    return json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)


def _values(segment: str, values: Mapping[str, Any], masked: bool) -> dict[str, Any]:
    if not masked:
        return {str(name): value for name, value in values.items()}
    try:
        service = by_segment(segment)
    except KeyError:
        return {str(name): HIDDEN for name in values}
    return mask_values(service, values)


def digest(order: Order, pictures: Mapping[str, StoredPicture], *, masked: bool) -> str:
    """Lower-case hex."""
    text = canonical_facts(order, pictures, masked=masked)
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()
