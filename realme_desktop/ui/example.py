"""An example in the form on show: the quickest way to a first result, in the sandbox and nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from realme_desktop.config.environment import Environment

    from .shell import MainWindow

__all__ = ["Example"]


class Example(QObject):
    """One for a window. `follow()` when the environment is another one."""

    def __init__(self, window: MainWindow, environment: Callable[[], Environment]) -> None:
        super().__init__(window)
        self._window = window
        self._environment = environment
        window.menus.when("example", self.fill)
        window.filled.connect(self.follow)

    def follow(self) -> None:
        """Offer it where no result stands."""
        if self._window.result is not None:
            self._window.result.offer_example(None if self._environment().real else self.fill)

    def fill(self) -> None:
        """Put the sandbox's own person and pictures into an empty form; what somebody typed stays."""
        form = self._window.form()
        if self._environment().real:
            self._window.say(lambda: self.tr("Examples are for the sandbox: nothing was filled in."))
            return
        if form is None:
            return
        if not form.is_empty:
            self._window.say(lambda: self.tr("The form holds something already: nothing was filled in."))
            form.focus_missing()
            return
        from realme_desktop.catalog.model import Role
        from realme_desktop.sandbox.magic import DEMO_GROUP
        from realme_desktop.sandbox.samples import SAMPLES, SUBJECT, sample_path

        known = {**SUBJECT, Role.FACE_GROUP: DEMO_GROUP}
        fields = form.service.fields
        form.set_texts({field.name: known[field.role] for field in fields if field.role in known})
        used: set[str] = set()
        for field in fields:
            fitting = [one for one in SAMPLES if field.role in one.roles and one.key not in used]
            if field.kind == "picture" and field.required and fitting:
                used.add(fitting[0].key)
                form.set_picture(field.name, sample_path(fitting[0]))
        form.focus_missing()
        self._window.say(
            lambda: self.tr("An example is filled in; nobody real is concerned. Nothing is sent yet.")
        )
