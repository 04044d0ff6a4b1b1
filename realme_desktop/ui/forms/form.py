"""A form generated from a service of the catalog."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from realme_desktop.catalog.findings import Finding
from realme_desktop.catalog.model import Role, Service
from realme_desktop.ui.language import say

from .attention import Attention
from .checking import FormChecker
from .fields import FormFields, Held
from .holding import HeldForm
from .inputs import FieldLook, Making, today_at_realme
from .panel import Panel
from .patience import Patience
from .personal import PersonFields
from .previews import looking_with, pictures_of
from .recognised import Recognised, Taken
from .row import FieldRow
from .samples import Sample, samples_for
from .stepping import SteppingFrame
from .veil import FormVeil

if TYPE_CHECKING:
    from realme_desktop.orders.model import Draft, PictureSource
    from realme_desktop.ui.widgets.file_picker import FilePicker, Folders

__all__ = ["Sample", "ServiceForm"]


class ServiceForm(SteppingFrame):
    """One form for one service; knows the catalog's `Service` and nothing else about it.

    `submit_requested(Draft)` comes once for each press, after the form is found free of errors, and with the
    form already busy: whoever takes the draft calls `set_busy(False)` when the order is on its way or
    refused. Nothing is emptied by submitting.

    `prepare_preview(field, source)` is awaited for each picture (`previews.looking_with(settings)`).
    `samples` are offered in the sandbox only. `defaults` fill required fields by their role.
    """

    submit_requested = Signal(object)
    edited = Signal()
    revealed = Signal(str, str)  # order, what: a veiled value of it is seen in full again

    def __init__(
        self,
        service: Service,
        parent: QWidget | None = None,
        *,
        prepare_preview: FieldLook | None = None,
        samples: Sequence[Sample] = (),
        threshold: float = 60.0,
        defaults: Mapping[Role, str] | None = None,
        today: Callable[[], date] = today_at_realme,
        folders: Folders | None = None,
    ) -> None:
        super().__init__(service, parent)
        self.service = service
        self.setObjectName(f"form.{service.segment}")
        self.setAccessibleName(say(service.title))
        self._busy = self._warned = self._filling = False
        self._linked_to: str | None = None
        self._undo: Held | None = None
        look = prepare_preview or looking_with()
        self.pictures = pictures_of(service, look, folders, self)
        making = Making(look, samples_for(samples), today, self.pictures)
        self._fields = FormFields(service, making, defaults or {}, self)
        self._checker = FormChecker(service, self._fields, today, self)
        self._recognised = Recognised(service, self._fields, self)
        self.person = PersonFields(service, self._fields, self._recognised, self)
        self._veil = FormVeil(self._fields, self)
        self._veil.revealed.connect(self.revealed)
        self._attention = Attention(self._row_of, self._moved, self)
        others = (self._recognised, self.person)
        self._checker.further = lambda: [
            found for part in (*others, self._patience) for found in part.findings()
        ]
        self._checker.describe(self._fields.build(self._fields.front, self._panel, self._columns))
        if self._fields.folded:
            self._offer_more(self._fill_folded)
            self._name_more()
        self._close(scored=service.scored, threshold=threshold)
        self._patience = Patience(self.pictures, self._footer, self)
        self._footer.name_submit(busy=False, anyway=False)
        self._connect()

    def _connect(self) -> None:
        self._fields.edited.connect(self._field_edited)
        self._recognised.confirmed.connect(self._checker.edited)
        self.person.filled.connect(self._filled_in)
        self._patience.over.connect(self.submit)
        self._checker.changed.connect(self._follow_findings)
        self._summary.chosen.connect(self.focus_field)
        self._footer.submit_pressed.connect(self.submit)
        self._footer.reset_pressed.connect(self._reset_pressed)
        if self._footer.threshold is not None:
            self._footer.threshold.valueChanged.connect(lambda _: self.edited.emit())

    def _fill_folded(self, panel: Panel) -> Sequence[FieldRow]:
        rows = self._fields.build(self._fields.folded, panel, self._columns)
        self._checker.describe(rows)
        self._recognised.mark(rows)
        self._veil.cover(rows)
        return rows

    # What the form holds

    def texts(self) -> dict[str, str]:
        """Every text as typed, by wire name, empty ones too."""
        return self._fields.texts()

    def sources(self) -> dict[str, PictureSource]:
        return self._fields.sources()

    def draft(self) -> Draft:
        from realme_desktop.config.policy import PURPOSE
        from realme_desktop.orders.model import Draft

        values = {name: text for name, text in self.texts().items() if text.strip()}
        return Draft(
            segment=self.service.segment,
            purpose=values.pop(PURPOSE, ""),
            values=values,
            sources=self._fields.outgoing(),
            threshold=self._footer.chosen_threshold(),
            linked_to=self._linked_to,
        )

    def set_texts(self, values: Mapping[str, str], *, linked_to: str | None = None) -> None:
        """A new form with these texts: a field that is not named gets its default, and pictures are taken out
        (put them in afterwards), so that nothing of the person before is left."""
        self._filling = True
        self._fields.empty_sources()
        self._fields.put(values)
        self._filling = False
        self._linked_to = linked_to
        self._start_over()

    def take_recognised(self, values: Mapping[Role, str], *, linked_to: str | None = None) -> Taken:
        """Values of another order's answer, by what they mean: they fill what is empty, never what somebody
        typed, and wait for the operator's confirmation."""
        taken = self._recognised.take(values)
        if taken.filled:
            self._linked_to = self._linked_to or linked_to
            self._filled_in(taken.filled)
        return taken

    def _filled_in(self, names: Sequence[str]) -> None:
        """Something else than the operator's hand put values into these fields."""
        texts = self.texts()
        if any(field.name in names and texts.get(field.name) for field in self._fields.folded):
            self.show_more()
        for name in names:
            if name in texts:
                self._checker.left(name)
        self._changed()

    def next_person(self) -> None:
        """Empty what is about a person; choices, threshold and whatever else is about nobody stay."""
        self.set_texts(self.person.settings())

    @property
    def unconfirmed(self) -> tuple[str, ...]:
        """Wire names of the values that were recognised and not confirmed."""
        return self._recognised.names

    def set_picture(self, name: str, source: PictureSource | None) -> None:
        """Put a picture or packet into a field, or take it out; KeyError if there is no such field."""
        self._fields.put_source(name, source)
        self._field_edited(name)

    def picture(self, name: str) -> FilePicker:
        """The picker in force of a picture or packet field."""
        found = self._fields.rows[name].input
        return getattr(found, "page", found)

    def reset(self) -> None:
        """Empty the form: defaults, no pictures, the environment's threshold."""
        self.set_texts({})
        self._footer.restore_threshold()

    def set_threshold(self, threshold: float) -> None:
        """The environment's threshold for this service; one that the operator chose stays."""
        self._footer.set_environment_threshold(threshold)

    def fix_threshold(self) -> None:
        """Nobody may set another threshold than the environment's."""
        self._footer.fix_threshold()

    def set_default(self, role: Role, text: str) -> None:
        """What required fields of a role hold by themselves: the environment's notification address, say."""
        self._fields.put_default(role, text)

    def veil(self, order_id: str, sent: Draft | None = None) -> None:
        """An order took what is here: mask it, but for what is not as it was `sent` any more."""
        self._veil.put_on(order_id, lambda name: sent is None or self._fields.is_as_sent(name, sent))

    def hold(self) -> HeldForm:
        """All that is in the form, for `put_back` into another one of the same service."""
        return HeldForm(
            self._held(), busy=self._busy, undo=self._undo, lent=self.person.held(),
            unfolded=self._folded_panel is not None,
            told=self._summary.findings, rows=self._checker.telling(),
        )  # fmt: skip

    def put_back(self, held: HeldForm) -> None:
        if held.unfolded:
            self.show_more()
        self._bring_back(held.content)
        self.person.put_back(held.lent)
        self._undo = held.undo
        self._footer.name_reset(held.undo is not None)
        self.set_busy(held.busy)
        if held.told:
            self.show_findings(self._checker.findings() or held.told, lead=False)
        for name in held.rows:
            self._checker.left(name)

    @property
    def at_work(self) -> bool:
        """A picture is being taken over, or worked on: what is there can't be held yet."""
        return self._fields.waiting or (self.pictures is not None and self.pictures.at_work)

    def _held(self) -> Held:
        threshold = self._footer.chosen_threshold()
        return (
            self.texts(), self._fields.sources(), threshold, self._linked_to, self.unconfirmed,
            dict(self._veil.orders),
        )  # fmt: skip

    def _bring_back(self, held: Held) -> None:
        texts, sources, threshold, linked_to, unconfirmed, veiled = held
        self.set_texts(texts, linked_to=linked_to)
        for name, source in sources.items():
            self._fields.put_source(name, source)
        self._footer.restore_threshold(threshold)
        self._recognised.restore(unconfirmed)
        self._veil.put_back(veiled)

    @property
    def is_empty(self) -> bool:
        """Nobody has put anything into this form."""
        typed = any(
            text.strip() not in ("", self._fields.default(self.service.field(name)))
            for name, text in self.texts().items()
        )
        return not typed and not self.sources()

    def _start_over(self) -> None:
        self._recognised.forget()
        self.person.forget()
        self._veil.forget()
        self._checker.forget()
        self._hide_summary()
        self._name_more()
        self._undo = None
        self._footer.name_reset(False)
        self.edited.emit()

    def _reset_pressed(self) -> None:
        if self._undo is not None:
            self._bring_back(self._undo)
        else:
            undo = None if self.is_empty else self._held()
            self.reset()
            self._undo = undo
            self._footer.name_reset(undo is not None)
        self.focus_first()

    # Following the operator

    def _field_edited(self, name: str) -> None:
        if self._filling:
            return
        self._recognised.edited(name)
        self._checker.edited(name)
        self._changed()

    def _changed(self) -> None:
        self._undo = None
        self._patience.give_up()
        self._footer.name_reset(False)
        if self._warned:
            self._warned = False
            self._footer.name_submit(busy=self._busy, anyway=False)
        self._name_more()
        self.edited.emit()

    def _name_more(self) -> None:
        if self._more is None:
            return
        count, filled = len(self._fields.folded), self._fields.filled_out_of_sight()
        words = self.tr("More ({n}), {filled} filled in") if filled else self.tr("More ({n})")
        words = words.format(n=count, filled=filled)
        if words != self._more.handle.text():
            self._more.handle.setText(words)
            self._more.handle.setAccessibleName(words)

    def show_more(self, shown: bool = True) -> None:
        """Unfold the optional fields, or fold them away."""
        if self._more is not None:
            self._more.unfold(shown)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._attention.begin()

    def hideEvent(self, event: QHideEvent) -> None:
        self._attention.end()
        super().hideEvent(event)

    def _moved(self, before: FieldRow | None, after: FieldRow | None) -> None:
        if before is not None:
            self._checker.left(before.field.name)
        self._footer.show_help(after.help if after is not None else "")

    # Submitting

    @property
    def busy(self) -> bool:
        return self._busy

    def set_busy(self, busy: bool) -> None:
        """While an order of this form is on its way, no second one can be sent from it."""
        self._busy = busy
        if busy and self._footer.submit.hasFocus():
            self.focus_first()  # a disabled button would pass the focus on to wherever
        self._footer.name_submit(busy=busy, anyway=self._warned)

    def submit(self) -> None:
        """What the submit button does: check, tell, or hand out the draft. Warnings are told once; the next
        press, if nothing was edited in between, sends anyway. Pictures that are still being looked at are
        waited for."""
        if self._busy or self._composing() or self._patience.begin():
            return
        findings = self._checker.findings()
        errors = [finding for finding in findings if finding.is_error]
        if errors or (findings and not self._warned):
            self.show_findings(findings)
            return
        self._hide_summary()
        self._checker.follow = False
        self._recognised.confirm_all()  # it was asked about
        self.set_busy(True)
        self.submit_requested.emit(self.draft())

    def show_findings(self, findings: Sequence[Finding], *, lead: bool = True) -> None:
        """Tell findings, the form's own or those of whoever refused the draft: on top and at their fields;
        and `lead` the operator to the first of them."""
        if not findings:
            return
        self._checker.follow = True
        errors = [finding for finding in findings if finding.is_error]
        names = {finding.field for finding in findings}
        if any(field.name in names for field in self._fields.folded):
            self.show_more()
        self._checker.tell(findings)
        self._summary.tell_findings(self.service, findings)
        self._warned = not errors
        self._footer.name_submit(busy=self._busy, anyway=self._warned)
        if not lead:
            return
        if errors:
            name = next((finding.field for finding in errors if finding.field is not None), None)
            if name is not None:
                self.focus_field(name)
        elif not self._busy:
            self._footer.submit.setFocus(Qt.FocusReason.OtherFocusReason)
        summary = self._summary
        QTimer.singleShot(0, summary, lambda: self._show_part(summary) if summary.isVisible() else None)

    def _follow_findings(self) -> None:
        """The summary shrinks while the operator mends, and goes away at the end."""
        findings = self._checker.findings()
        if findings:
            self._summary.tell_findings(self.service, findings)
        else:
            self._hide_summary()
            self._checker.follow = False

    def _hide_summary(self) -> None:
        self._warned = False
        self._footer.name_submit(busy=self._busy, anyway=False)
        self._summary.hide()

    @property
    def summary(self) -> str:
        """What stands on top of the form, as plain text; empty for nothing."""
        return "" if self._summary.isHidden() else self._summary.plain
