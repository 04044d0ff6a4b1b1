"""Keeps the person in hand: takes whom a form was submitted about, fills the forms that are opened, gathers
the checks so far. In memory only; what is kept of a check is the records'.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from realme_desktop.catalog.model import Role
from realme_desktop.records.model import HistoryQuery, Order
from realme_desktop.ui.tasks import spawn
from realme_desktop.ui.widgets.revealing import reason_given

from .subject import NOBODY, PICTURE_ROLES, TEXT_ROLES, Subject, subject_of

if TYPE_CHECKING:
    from realme_desktop.orders.desk import OrderDesk
    from realme_desktop.orders.model import Draft, PictureSource
    from realme_desktop.ui.forms.form import ServiceForm
    from realme_desktop.ui.shell import MainWindow

    from .bar import SubjectBar

__all__ = ["PersonInHand"]

_NUMBERS = (Role.ID_NUMBER, Role.MOBILE, Role.BANK_CARD)
_LOOKED_AT = 60  # orders of one number that are looked through for the newest of each service
_ROLES = (*TEXT_ROLES, *PICTURE_ROLES)


class PersonInHand(QObject):
    """One for a window. The bar appears with the first person, or when it is asked for."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._desk: OrderDesk | None = None
        self._unsubscribe: Callable[[], None] | None = None
        self._source: str | None = None  # the order that the person was taken from
        self._shown: set[Role] = set()
        self.subject = NOBODY
        self._bar: SubjectBar | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._look)
        window.submit_requested.connect(self._submitted)
        window.service_opened.connect(self._opened)
        window.menus.when("next", self.next_person)
        window.menus.when("person", self.focus)
        window.put_away.append(self.put_away)

    @property
    def bar(self) -> SubjectBar:
        """Made with the first person."""
        if self._bar is None:
            from .bar import SubjectBar

            window = self._window
            bar = self._bar = SubjectBar(window, clear_tip=lambda: window.menus.tip("next"))
            bar.hide()
            window.frame.person_place.hold(bar)
            bar.changed.connect(self._edited)
            bar.left.connect(window.focus_form)
            bar.cleared.connect(self.next_person)
            bar.pictures_dropped.connect(self._drop_pictures)
            bar.order_opened.connect(window.order_opened)
            bar.revealed.connect(self._reveal)
        return self._bar

    # -- whose turn it is ---------------------------------------------------------------------------------

    def put(self, subject: Subject, *, source: str | None = None) -> None:
        """Take this person in hand, in place of whoever was. `source` is the order that tells of them."""
        if not subject.is_same_person(self.subject):
            self.bar.checks.show_orders(())
        self.subject = subject
        self._source = source
        self._shown.clear()
        self.bar.show_subject(subject)
        if subject:
            self.bar.show()
        for form in self._window.forms():
            self._lend(form)
        self._look()

    def next_person(self) -> None:
        """Nobody in hand; every form keeps its settings and nothing of the person."""
        self._forget()
        for form in self._window.forms():
            form.next_person()
        self._window.result_left.emit()
        self._window.focus_form()
        self._window.say(lambda: self.tr("Next person. The settings of the forms were kept."))

    def clear(self) -> None:
        """Nobody in hand, and nothing of the person in any form. What was typed and not submitted stays."""
        self._forget()
        for form in self._window.forms():
            if not form.busy:  # its order is on its way, or comes back to be corrected
                self._lend(form)

    def _forget(self) -> None:
        self.subject = NOBODY
        self._source = None
        self._shown.clear()
        if self._bar is None:
            return
        self.bar.show_subject(NOBODY)
        self.bar.checks.show_orders(())
        if not self.bar.isAncestorOf(QApplication.focusWidget() or self._window):
            self.bar.hide()

    def put_away(self) -> None:
        """The window is locked. Whoever unlocks it may have another person before them."""
        self.clear()
        if self._bar is not None:
            self._bar.hide()

    def focus(self) -> None:
        self._window.frame.show_pane("person")
        self.bar.show()
        self.bar.focus()

    async def take_from(self, order_id: str) -> None:
        """Whoever this order was about, with the pictures that were sent."""
        assert self._desk is not None
        order = await self._desk.order(order_id)
        subject = subject_of(order)
        pictures = await self._desk.pictures(order_id)
        from realme_desktop.catalog import registry

        found: dict[Role, PictureSource] = {}
        for field in registry.by_segment(order.segment).fields:
            if field.role in PICTURE_ROLES and field.kind == "picture" and field.name in pictures:
                found.setdefault(field.role, pictures[field.name].data)
        if self._window.locked:  # meanwhile; nobody is in hand then
            return
        self.put(Subject(subject.values, found), source=order_id)
        form = self._window.form()
        if form is not None:
            form.focus_missing()

    def _edited(self, role: Role, text: str) -> None:
        self.put(self.subject.with_text(role, text), source=self._source)

    def _drop_pictures(self) -> None:
        self.put(Subject(self.subject.values), source=self._source)
        self._window.focus_form()

    # -- forms --------------------------------------------------------------------------------------------

    def _submitted(self, draft: Draft) -> None:
        form = self._window.form_of(draft.segment)
        here = Subject(form.person.values(TEXT_ROLES), form.person.pictures(PICTURE_ROLES))
        if not here:
            return
        same = here.is_same_person(self.subject)
        if self.subject and not same and not here.values.keys() & self.subject.values.keys():
            return  # nothing to tell by whether it is the same person
        subject = self.subject.joined(here) if same else here
        form.person.own(subject.values, subject.pictures)
        if subject != self.subject:
            self.put(subject, source=self._source if same else None)

    def _opened(self, segment: str) -> None:
        form = self._window.form_of(segment)
        if not self.subject or not self._lend(form):
            return
        focus = QApplication.focusWidget()
        if focus is not None and form.isAncestorOf(focus):
            form.focus_missing()

    def _lend(self, form: ServiceForm) -> bool:
        filled = form.person.lend(self.subject.values, self.subject.pictures, _ROLES)
        if self._source is not None:
            for role in self.subject.values:
                if filled:
                    self._reveal(role)
        return bool(filled)

    # -- the records --------------------------------------------------------------------------------------

    def attach(self, desk: OrderDesk) -> None:
        """The orders of this desk from now on. Nobody is carried from a trial into the real thing."""
        before, self._desk = self._desk, desk
        if self._unsubscribe is not None:
            self._unsubscribe()
        self._unsubscribe = desk.subscribe(self._changed)
        if before is not None and before.environment.real != desk.environment.real:
            self.clear()
        self._look()

    def _changed(self, order: Order) -> None:
        if self.subject and subject_of(order).is_same_person(self.subject):
            self._later.start()

    def _look(self) -> None:
        if self.subject and self._desk is not None:
            spawn(self, self._gather(self._desk, self.subject), name="checks of the person in hand")

    async def _gather(self, desk: OrderDesk, subject: Subject) -> None:
        """The newest check of each service, newest first. Found by numbers: a name alone is nobody's."""
        found: dict[str, Order] = {}
        for role in _NUMBERS:
            number = subject.text(role)
            if not number:
                continue
            query = HistoryQuery(text=number, environments=frozenset({desk.environment.key}))
            for order in (await desk.page(query, None, _LOOKED_AT)).orders:
                if subject_of(order).is_same_person(Subject(_without_name(subject))):
                    found.setdefault(order.order_id, order)
        newest: dict[str, Order] = {}
        for order in sorted(found.values(), key=lambda order: order.created_at, reverse=True):
            newest.setdefault(order.segment, order)
        if desk is self._desk and subject == self.subject:
            self.bar.checks.show_orders(tuple(newest.values()))

    def _reveal(self, role: Role) -> None:
        """What was taken from the records is seen in full: the audit log hears of it, once."""
        if self._source is None or role in self._shown or self._desk is None:
            return
        self._shown.add(role)
        told = {"field": f"person.{role.value}"}
        if reason := reason_given():
            told["reason"] = reason
        spawn(self, self._record_reveal(self._desk, self._source, told), name="record a reveal")

    async def _record_reveal(self, desk: OrderDesk, order_id: str, told: dict[str, str]) -> None:
        from realme_desktop.records.acts import Act

        await desk.record_act(Act.REVEALED, order_id=order_id, **told)


def _without_name(subject: Subject) -> dict[Role, str]:
    """A wrong name that was checked against the number is one of its checks, too."""
    return {role: text for role, text in subject.values.items() if role is not Role.FULL_NAME}
