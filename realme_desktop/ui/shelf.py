"""The forms that have been opened, each kept with what was typed into it; one of them is on show."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from realme_desktop.catalog import registry
from realme_desktop.catalog.model import Role, Service

from .forms.recent import RecentValues

if TYPE_CHECKING:
    from realme_desktop.config.environments import Environment

    from .forms.form import ServiceForm
    from .forms.holding import HeldForm

__all__ = ["FormFactory", "FormShelf"]

FormFactory = Callable[[Service, "Environment"], "ServiceForm"]


class FormShelf(QStackedWidget):
    """`make` makes the form of a service when it is first asked for. Another page may stand in the place of
    the form on show (`show_page`), of the first run, say."""

    submit_requested = Signal(object)  # a Draft
    value_revealed = Signal(str, str)  # order, what: a veiled value is seen in full

    def __init__(self, make: FormFactory, memory: QSettings | None, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("form")
        self._make = make
        self.recent = RecentValues(memory)
        self._forms: dict[str, ServiceForm] = {}
        self._environment: Environment | None = None
        self._segment = ""
        self.page: QWidget | None = None

    def of(self, segment: str) -> ServiceForm:
        """The form of this service. KeyError for a segment that the catalog does not have."""
        form = self._forms.get(segment)
        if form is None:
            assert self._environment is not None, "set_environment() first"
            form = self._make(registry.by_segment(segment), self._environment)
            form.recent = self.recent
            form.submit_requested.connect(lambda draft: self.recent.keep(form.service, draft.values))
            form.submit_requested.connect(self.submit_requested)
            form.revealed.connect(self.value_revealed)
            self._forms[segment] = form
            self.addWidget(form)
        return form

    def show_form(self, segment: str) -> ServiceForm:
        """Put the form of this service on show, now or as soon as no other page is."""
        form = self.of(segment)
        self._segment = segment
        if self.page is None:
            self.setCurrentWidget(form)
        return form

    def all(self) -> tuple[ServiceForm, ...]:
        """The forms that have been opened so far."""
        return tuple(self._forms.values())

    def on_show(self) -> ServiceForm | None:
        """None while something else takes its place."""
        return self._forms.get(self._segment) if self.page is None else None

    def show_page(self, page: QWidget | None) -> None:
        """Put `page` in the place of the form, or with None the form back."""
        old, self.page = self.page, page
        if page is not None:
            self.addWidget(page)
            self.setCurrentWidget(page)
        elif self._segment in self._forms:
            self.setCurrentWidget(self._forms[self._segment])
        if old is not None and old is not page:
            self.removeWidget(old)
            old.deleteLater()

    def free(self, segment: str) -> None:
        """The order of this form is on its way, or refused."""
        form = self._forms.get(segment)
        if form is not None:
            form.set_busy(False)

    def take(self) -> dict[str, HeldForm]:
        """No form is left; returns what was in them, for `put`."""
        held = {segment: form.hold() for segment, form in self._forms.items()}
        self.drop()
        return held

    def put(self, held: Mapping[str, HeldForm]) -> None:
        for segment, content in held.items():
            self.of(segment).put_back(content)

    def renew(self, segment: str) -> ServiceForm:
        """Make one form anew, with what is in it: in another language, say."""
        before = self._forms.pop(segment)
        held = before.hold()
        form = self.of(segment)
        if self.currentWidget() is before:
            self.setCurrentWidget(form)
        form.put_back(held)
        self.removeWidget(before)
        before.deleteLater()
        return form

    def drop(self) -> None:
        """Every form starts anew when it is opened again."""
        forms, self._forms = self._forms, {}
        for form in forms.values():
            self.removeWidget(form)
            form.deleteLater()

    def set_environment(self, current: Environment) -> bool:
        """Forms ask for what is needed in this environment. True when they start anew, between environments
        of different kinds: nobody sends what was typed for a trial to RealMe, or the other way round."""
        before, self._environment = self._environment, current
        if before is None:
            return False
        if before.kind is not current.kind:
            self.drop()
            return True
        for segment, form in self._forms.items():
            form.set_threshold(current.threshold_for(segment))
            form.set_default(Role.NOTIFY_URL, current.notify_url)
        return False
