"""What is done with orders at the window: taking one from its form, following it into the result pane,
showing one that is kept, asking for its result, filling a form from it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from realme_desktop.catalog.text import Text

from .outcomes import NotOpened, OtherEnvironment, Refused, outcome_words
from .repetition import Repetition
from .tasks import spawn, words_of
from .withdrawal import Withdrawal

if TYPE_CHECKING:
    from realme_desktop.catalog.findings import Finding
    from realme_desktop.config.settings import Settings
    from realme_desktop.orders.backstage import Backstage
    from realme_desktop.orders.model import Draft, Phase
    from realme_desktop.orders.refusals import DuplicateSuspected
    from realme_desktop.records.model import Order, StoredPicture

    from .shell import MainWindow

__all__ = ["OrderActs"]


class OrderActs(QObject):
    """One for a window. `ready()` waits for the backstage of the environment in force and raises what opening
    it raised; `opened()`: whether there is nothing to wait for. `environment()` is the key of the one in
    force. `open_credentials(key)`: where they are entered.

    What stands in the result pane changes hands by turns: news of what stood there before come too late.
    """

    def __init__(
        self,
        window: MainWindow,
        settings: Settings,
        *,
        ready: Callable[[], Awaitable[Backstage]],
        opened: Callable[[], bool],
        environment: Callable[[], str],
        backstage: Callable[[], Backstage | None],
        open_credentials: Callable[[str], object],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self._ready = ready
        self._opened = opened
        self._environment = environment
        self._open_credentials = open_credentials
        self._submitting: set[str] = set()
        self._turn = 0
        self._repetition = Repetition(window, self.submit)
        self._withdrawal = Withdrawal(window, backstage)
        window.submit_requested.connect(self.submit)
        window.result_left.connect(self.leave_result)
        window.order_opened.connect(lambda order_id: spawn(self, self.show_order(order_id)))
        window.ask_requested.connect(lambda order_id: spawn(self, self.ask(order_id)))
        window.new_order_requested.connect(lambda order_id: spawn(self, self.new_order(order_id)))

    @property
    def submitting(self) -> bool:
        """An order is on its way from a form to the desk."""
        return bool(self._submitting)

    def submit(self, draft: Draft) -> None:
        """Take one order from the form. One press, one order: while it is on its way the form is busy."""
        if draft.segment in self._submitting:
            return
        self._submitting.add(draft.segment)
        task = spawn(self, self._submit(draft, self._environment()), name=f"submit {draft.segment}")
        self._withdrawal.watch(draft.segment, task)

    async def _submit(self, draft: Draft, environment: str) -> None:
        from realme_desktop.orders.refusals import (
            DeskError,
            DraftRefused,
            DuplicateSuspected,
            OutcomeNotSaved,
        )

        self._repetition.forget()
        self._window.fill()
        result = self._window.result
        assert result is not None
        turn, taken = self._new_turn(), False

        def on_phase(phase: Phase) -> None:
            self._window.say(phase.words)
            if turn == self._turn and not self._window.locked:
                result.show_phase(phase)

        try:
            if not self._opened():
                waiting = self.tr(
                    "The records are still being opened. The order is sent as soon as they are."
                )
                self._window.say(waiting)
                result.show_phase(waiting)
            try:
                backstage = await self._ready()
            except Exception as error:
                raise NotOpened(error) from error
            if environment != self._environment():
                raise OtherEnvironment
            order = await backstage.desk.submit(draft, on_phase=on_phase)
            taken = True
            self._window.curtain.afterwards(partial(self._taken, turn, draft, order))
        except DraftRefused as error:
            self._window.curtain.afterwards(partial(self._show_findings, turn, draft.segment, error.findings))
        except DuplicateSuspected as error:
            self._window.curtain.afterwards(partial(self._ask_about, turn, draft, error))
        except (DeskError, Refused) as error:
            self._window.curtain.afterwards(partial(self._refused, turn, error.words))
            if type(error).__name__ == "NoCredentials":
                banner = self._window.tell(error.words, "error", key="credentials")
                banner.offer(lambda: self.tr("Credentials"), lambda: self._open_credentials(environment))
            elif isinstance(error, OutcomeNotSaved):
                self._window.tell(error.words, "error")
        finally:
            self._submitting.discard(draft.segment)
            self._window.curtain.afterwards(partial(self._free, draft.segment, taken=taken))

    def _free(self, segment: str, *, taken: bool) -> None:
        for form in self._window.forms():
            if form.service.segment == segment and not taken:
                form.person.disown()
        self._window.form_area.free(segment)

    def _taken(self, turn: int, draft: Draft, order: Order) -> None:
        self._window.say(partial(outcome_words, order))
        if self._settings.get("masking.forms"):
            self._window.form_of(draft.segment).veil(order.order_id, draft)
        if turn == self._turn:
            spawn(self, self._show_taken(turn, order), name="show the order")

    async def _show_taken(self, turn: int, order: Order) -> None:
        pictures = await (await self._ready()).desk.pictures(order.order_id)
        if turn == self._turn and self._window.result is not None and not self._window.locked:
            self._window.result.show_order(order, pictures)

    def _show_findings(self, turn: int, segment: str, findings: Sequence[Finding]) -> None:
        self._window.form_of(segment).show_findings(findings)
        self._window.say(lambda: self.tr("Nothing was sent: the form is not in order yet."))
        if turn == self._turn and self._window.result is not None:
            self._window.result.clear()

    def _ask_about(self, turn: int, draft: Draft, suspected: DuplicateSuspected) -> None:
        self._window.say(suspected.words)
        if turn == self._turn and self._window.result is not None:
            self._window.result.clear()
        self._repetition.ask(draft, suspected.earlier)

    def _refused(self, turn: int, words: Text) -> None:
        self._window.say(words)
        if turn == self._turn and self._window.result is not None:
            self._window.result.show_problem(words)

    def leave_result(self) -> None:
        """What stands in the result pane is over."""
        self._new_turn()
        self._repetition.forget()
        if self._window.result is not None:
            self._window.result.clear()

    def _new_turn(self) -> int:
        self._turn += 1
        return self._turn

    async def show_order(self, order_id: str) -> None:
        """Put a kept order into the result pane."""
        turn = self._new_turn()
        desk = (await self._ready()).desk
        order, pictures = await desk.order(order_id), await desk.pictures(order_id)
        if turn == self._turn and self._window.result is not None:
            result = self._window.result
            self._window.curtain.afterwards(lambda: result.show_order(order, pictures))

    async def ask(self, order_id: str) -> None:
        """Ask RealMe for the result now."""
        desk = (await self._ready()).desk
        self._window.say(self.tr("Asking RealMe for the result of order {order}").format(order=order_id))
        try:
            order = await desk.ask(order_id)
        except Exception as error:
            self._window.say(words_of(error))
            raise
        self._window.say(partial(outcome_words, order))

    async def new_order(self, order_id: str) -> None:
        """Fill the form of an order's service with its values and pictures; nothing is sent."""
        desk = (await self._ready()).desk
        order, pictures = await desk.order(order_id), await desk.pictures(order_id)
        self._window.curtain.afterwards(partial(self._fill_in, order, pictures))

    def _fill_in(self, order: Order, pictures: Mapping[str, StoredPicture]) -> None:
        order_id = order.order_id
        form = self._window.open_service(order.segment)
        form.set_texts(order.params, linked_to=order_id)
        fields = {field.name for field in form.service.fields}
        for name, picture in pictures.items():
            if name in fields:
                form.set_picture(name, picture.data)
        if self._settings.get("masking.forms"):
            form.veil(order_id)
        self._window.say(
            self.tr("The form holds the values of order {order}. Nothing is sent yet.").format(order=order_id)
        )

    def changed(self, order: Order) -> None:
        """An order changed on disk."""
        if self._window.locked:  # all is read again when it is not
            return
        result = self._window.result
        if result is not None and result.order is not None and result.order.order_id == order.order_id:
            result.show_order(order)
        if order.state.final and order.segment not in self._submitting:
            self._window.say(partial(outcome_words, order))
