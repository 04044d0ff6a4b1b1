"""Which function answers which service."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from . import carrier, credit, documents, faces, identity, risk
from .inquiry import Answer, Inquiry

__all__ = ["ANSWERS"]

ANSWERS: Mapping[int, Callable[[Inquiry], Answer]] = {
    100: identity.face,
    101: identity.face,
    102: identity.card,
    103: identity.mobile,
    104: identity.name,
    105: faces.compare,
    106: identity.id_pictures,
    107: documents.id_card,
    108: documents.bank_card,
    109: faces.register,
    110: faces.retrieve,
    111: faces.hack,
    113: documents.licence,
    114: risk.aml,
    115: carrier.create,
    116: carrier.code,
    117: carrier.again,
    118: carrier.status,
    119: carrier.channels,
    120: carrier.reset,
    121: carrier.reset_input,
    122: credit.score,
    123: carrier.report,
    124: carrier.bill,
    125: credit.p2p,
    126: risk.antifraud,
    127: credit.loans,
}
"""By RealMe's number of the service."""
