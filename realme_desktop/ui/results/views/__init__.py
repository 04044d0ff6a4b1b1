"""Which view shows the answer of a service.

A view is the part of a result that only this kind of answer deserves: two faces side by side, recognised
fields beside their picture, a table of loans. It is picked by what the catalog says of the service (its
decoders, its basis, its roles), never by its number. Everything else — verdict, call status, evidence, the
fields that no view shows, the raw exchange — is the frame's (`ui/results/pane.py`), the same for all.

A view is built from a `ViewContext` and never touches the desk. What it raises is caught here: the frame then
shows every field in its plain form and says so. The modules are imported when an order needs them, so the
window's start pays for none.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from PySide6.QtWidgets import QWidget

from realme_desktop.catalog.model import Decoder, Role, Service, Verdict, VerdictBasis
from realme_desktop.records.exchanges import StoredExchange
from realme_desktop.records.model import Event, Order, OrderState, StoredPicture

__all__ = ["LONG_REPLY", "Place", "View", "ViewContext", "decodes", "views_for"]

_log = logging.getLogger(__name__)

LONG_REPLY = 200_000  # characters of a reply from which on it is read and judged on a worker thread


def _ignore(*_: object) -> None:
    """For a context without a pane around it: nobody is told."""


def _no_exchanges(then: Callable[[tuple[StoredExchange, ...]], None]) -> None:
    then(())


def _no_events(then: Callable[[tuple[Event, ...]], None]) -> None:
    then(())


@dataclass(kw_only=True)
class ViewContext:
    """What a view may know and do.

    `revealed` holds the names of the values of this order that are shown in full; a view adds and removes its
    own (`fact.<name>` without the prefix) and calls `reveal(name, shown)`, so that the reveal is kept in the
    audit trail. `remembered` outlives a redraw of the same order: a moved threshold, a sorted column, a
    search text. `pictures` are those sent with the order, by wire name. `use_in_new_check(values)` offers to
    put values, by what they mean, into the form of another service. `known_picture(group, person, then)`
    gives the picture under which a face was registered from this console to `then` (later, or never; None for
    none). `show_raw()` unfolds the raw exchange; `exchanges(then)` gives what was said and heard to `then`,
    later; `events(then)` the steps of its life. `copy(text, in_full)` puts a text on the clipboard,
    `copied(what, in_full)` tells the audit trail that something of it was copied.
    """

    order: Order
    service: Service | None
    pictures: Mapping[str, StoredPicture] = field(default_factory=dict)
    revealed: set[str] = field(default_factory=set)
    remembered: dict[str, Any] = field(default_factory=dict)
    reveal: Callable[[str, bool], None] = _ignore
    copy: Callable[[str, bool], None] = _ignore
    use_in_new_check: Callable[[Mapping[Role, str]], None] = _ignore
    known_picture: Callable[[str, str, Callable[[StoredPicture | None], None]], None] = _ignore
    show_raw: Callable[[], None] = _ignore
    exchanges: Callable[[Callable[[tuple[StoredExchange, ...]], None]], None] = _no_exchanges
    events: Callable[[Callable[[tuple[Event, ...]], None]], None] = _no_events
    copied: Callable[[str, bool], None] = _ignore

    @property
    def values(self) -> Mapping[str, Any]:
        """The answer as parsed; nothing dropped."""
        return self.order.values

    @property
    def answered(self) -> bool:
        return self.order.state is OrderState.ANSWERED

    @property
    def verdict(self) -> Verdict | None:
        return self.order.verdict


class Place(Enum):
    """Where the frame puts a view: across the pane right below the verdict (tables, pictures), or in the
    column under the verdict (statements, a scale)."""

    WIDE = "wide"
    COLUMN = "column"


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """`shows` are the names of the answer's fields that this view shows completely: the frame lists the
    others. A widget with `set_room(width)` is told beforehand how wide it will be. A view with `scored` shows
    score and threshold itself: the frame leaves its own scale out; one with `pictured` shows the pictures
    that were sent."""

    widget: QWidget
    shows: frozenset[str] = frozenset()
    place: Place = Place.WIDE
    scored: bool = False
    pictured: bool = False
    title: str = ""  # a heading over it, already in the operator's language; empty for none


def decodes(service: Service, *decoders: Decoder) -> bool:
    """Whether a field of the service's answer has one of these decoders."""
    return any(field.decoder in decoders for field in service.returns)


Builder = Callable[[ViewContext], View | None]
"""Gives None where it has nothing to show for this order (no answer yet, an answer of another shape)."""


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    fits: Callable[[Service], bool]
    build: Builder


_PRINTED = (Role.FULL_NAME, Role.ID_NUMBER, Role.BANK_CARD, Role.CREDIT_CODE)  # what documents carry


def _reads_pictures(service: Service) -> bool:
    """OCR: facts without a verdict, of what is printed in a picture."""
    return (
        service.basis is VerdictBasis.DATA
        and any(field.picture is not None for field in service.fields)
        and any(field.role in _PRINTED for field in service.returns)
    )


def _compares_faces(service: Service) -> bool:
    return service.scored and service.basis is VerdictBasis.RESP_CODE


def _faces(context: ViewContext) -> View | None:
    from .faces import build

    return build(context)


def _recognised(context: ViewContext) -> View | None:
    from .recognised import build

    return build(context)


def _registered(context: ViewContext) -> View | None:
    from .registered import build

    return build(context)


def _candidates(context: ViewContext) -> View | None:
    from .candidates import build

    return build(context)


def _matches(service: Service) -> bool:
    """Whether something that was typed is compared (100-104, 106): not two pictures with each other (105)."""
    compared = (Role.FULL_NAME, Role.ID_NUMBER, Role.MOBILE, Role.BANK_CARD)
    return service.basis in (VerdictBasis.RESP_CODE, VerdictBasis.MOBILE) and any(
        field.role in compared for field in service.fields
    )


def _has_own_score(service: Service) -> bool:
    return not service.scored and decodes(service, Decoder.SCORE)


def _lists_records(service: Service) -> bool:
    counted = any(field.role is Role.COUNT for field in service.returns)
    return decodes(service, Decoder.LOAN_INFOS) or (counted and decodes(service, Decoder.JSON))


def _matched(context: ViewContext) -> View | None:
    from .matched import build

    return build(context)


def _screened(context: ViewContext) -> View | None:
    from .screened import build

    return build(context)


def _scored(context: ViewContext) -> View | None:
    from .scored import build

    return build(context)


def _loaned(context: ViewContext) -> View | None:
    from .loaned import build

    return build(context)


def _collected(context: ViewContext) -> View | None:
    from .collected import build

    return build(context)


# In the order in which they stand in the pane. Each builder imports its module when an order needs it.
_ENTRIES: tuple[_Entry, ...] = (
    _Entry("faces", _compares_faces, _faces),
    _Entry("recognised", _reads_pictures, _recognised),
    _Entry("registered", lambda service: decodes(service, Decoder.FACE_SET), _registered),
    _Entry("candidates", lambda service: service.basis is VerdictBasis.CANDIDATES, _candidates),
    _Entry("matched", _matches, _matched),
    _Entry("screened", lambda service: decodes(service, Decoder.AML_BLACK_LIST, Decoder.AML_PEP), _screened),
    _Entry("scored", _has_own_score, _scored),
    _Entry("loaned", _lists_records, _loaned),
    _Entry("collected", lambda service: decodes(service, Decoder.MOXIE), _collected),
)


def _trail(error: BaseException) -> str:
    """Kind of error and the lines it went through. Not its words: they may quote what RealMe answered."""
    lines: list[str] = []
    step = error.__traceback__
    while step is not None:
        code = step.tb_frame.f_code
        lines.append(f"{code.co_filename.rpartition('realme_desktop')[2]}:{step.tb_lineno}")
        step = step.tb_next
    return f"{type(error).__name__} at {' > '.join(lines[-8:])}"


def views_for(context: ViewContext) -> tuple[tuple[View, ...], tuple[str, ...]]:
    """The views of this order's service, and the names of those that failed (logged; the frame says so)."""
    service = context.service
    if service is None:
        return (), ()
    made: list[View] = []
    failed: list[str] = []
    for entry in _ENTRIES:
        try:
            view = entry.build(context) if entry.fits(service) else None
        except Exception as error:  # noqa: BLE001 - whatever RealMe sent, the frame and the raw exchange appear
            _log.error("the view %s of service %s failed: %s", entry.name, service.number, _trail(error))
            failed.append(entry.name)
            continue
        if view is not None:
            made.append(view)
    return tuple(made), tuple(failed)
