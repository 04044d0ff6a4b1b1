"""Where a scene is played: the real console on a sandbox, brought into one state after the other."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QWidget
from shiboken6 import isValid

from realme_desktop.catalog import registry
from realme_desktop.config.paths import Paths
from realme_desktop.records.model import Order
from realme_desktop.vault.vault import Vault
from tests.journeys.console import TYPED, Driver, console
from tests.waiting import until

__all__ = ["SETS", "Play", "Scene", "Set", "Stage", "staged"]

COMPACT = (1024, 700)
USUAL = (1280, 800)
LARGE = (1920, 1080)

_TURNS = 8  # of the loop, until layouts and what was queued behind them have come to rest


@dataclass(frozen=True, slots=True)
class Set:
    """How the console is started for some scenes. `conduct` goes to `tests.journeys.console.console`;
    `settings` are lines of settings.toml."""

    environment: str = "sandbox"
    settings: str = "[polling]\nfirst_s = 600\nmax_s = 600\n[sending]\nduplicate_min = 0\n"
    vault: Callable[[], Vault] = lambda: Vault(session_only=True)
    conduct: Mapping[str, Any] = field(default_factory=dict)


def _with_credentials() -> Vault:
    from realme_desktop.config.credentials import SANDBOX_CREDENTIALS

    vault = Vault(session_only=True)
    for environment in ("integration", "production"):
        vault.store(environment, SANDBOX_CREDENTIALS)
    return vault


_QUICK = {"connect": 0.5, "read": 0.3, "write": 0.5}

SETS: dict[str, Set] = {
    "sandbox": Set(conduct={"settle_s": 0.0}),
    "waiting": Set(conduct={"settle_s": 3600.0, "timeouts": _QUICK}),
    "arriving": Set(
        settings="[polling]\nfirst_s = 0.1\nmax_s = 0.2\n[sending]\nduplicate_min = 0\n",
        conduct={"settle_s": 0.3},
    ),
    "history": Set(conduct={"settle_s": 0.0}),
    "listening": Set(
        settings="[polling]\nfirst_s = 600\nmax_s = 600\n[sending]\nduplicate_min = 0\n"
        "[notification]\nlisten = true\nport = 0\n",
        conduct={"settle_s": 0.1},
    ),
    "slow": Set(
        settings="[sending]\nconcurrency = 1\nduplicate_min = 0\n",
        conduct={"slow_s": 2.0, "settle_s": 0.0},
    ),
    "careful": Set(
        settings="[reveal]\nreason = true\n[polling]\nfirst_s = 600\nmax_s = 600\n", conduct={"settle_s": 0.0}
    ),
    "first-run": Set(environment="integration", conduct={"app_token": "OFFICE0001", "app_key": "office-key"}),
    "integration": Set(environment="integration", vault=_with_credentials),
    "production": Set(environment="production", vault=_with_credentials),
    "misspelt": Set(environment="integration", vault=_with_credentials, conduct={"misspelt": True}),
    "passphrase": Set(settings="[lock]\nwithout_passphrase = false\n"),
}


@dataclass
class Stage(Driver):
    """A person at the console, with a quick hand: acts that the scenes share."""

    folder: Path = Path()
    language: str = "zh"
    played: bool = False

    @property
    def main(self) -> Any:
        return self.program.window

    async def settle(self) -> None:
        """Until nothing waits to be laid out, read or shown any more."""
        for _ in range(_TURNS):
            await asyncio.sleep(0)
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def open(self, segment: str, *, more: bool = False) -> Any:
        form = self.main.open_service(segment)
        if more:
            form.show_more()
        return form

    async def filled(self, segment: str, *, optional: bool = False, **texts: str) -> Any:
        """The form of this service as a clerk fills it; texts by wire name go before the usual ones."""
        form = self.open(segment)
        for one in registry.by_segment(segment).fields:
            wanted = one.required or optional or one.name in texts
            there = form.texts().get(one.name)  # from the person in hand
            if there and there == texts.get(one.name, TYPED.get(one.role)):
                continue
            if wanted and not one.generated and one.kind != "packet":
                await self.fill(form, one, texts.get(one.name))
        await self.settle()
        return form

    async def ordered(self, segment: str, **texts: str) -> Order:
        """Submit one; returns it as the result pane shows it, whatever came of it."""
        before = self.main.result.order
        (await self.filled(segment, **texts)).submit()
        await until(
            lambda: (now := self.main.result.order) is not None and now is not before,
            f"{segment}: an order",
            5,
        )
        await self.settle()
        return self.main.result.order

    async def checked(self, segment: str, **texts: str) -> Order:
        """Submit one and wait for its end."""
        await self.ordered(segment, **texts)
        return await self.final_order()

    async def waited_for(self, name: str, kind: type = QWidget) -> Any:
        """The visible window, pane or part of this object name, as soon as it is there."""

        def found() -> Any:
            roots = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
            for root in reversed(roots):
                if root.objectName() == name and isinstance(root, kind):
                    return root
            for root in reversed(roots):
                parts = [part for part in root.findChildren(kind, name) if part.isVisible()]
                if parts:
                    return parts[-1]
            return None

        return await until(found, f"{name} is in sight")

    async def fresh(self) -> None:
        """As after the start, with nobody in hand: what a scene before has opened is closed."""
        for widget in QApplication.topLevelWidgets():
            if isValid(widget) and widget is not self.main and widget.isVisible():
                widget.close()
        for name in ("tour.next", "palette.line"):
            for part in self.main.findChildren(QWidget, name):
                if part.isVisible():
                    self.key_at(part, Qt.Key.Key_Escape)
        if self.main.locked or (self.main.page() is not None and self.program.environment.real):
            return
        if self.main.frame.focused:
            self.main.menus.do("focus")
        self.main.menus.do("restore_layout")
        self.main.show_page(None)
        for banner in self.main.banners.banners():
            banner.dismiss()
        self.main.menus.do("next")
        for form in self.main.forms():
            form.reset()
        self.main.nav.search.clear()
        self.main.say("")
        await self.settle()
        await self.in_front(self.main)  # not every window system gives the focus back by itself

    def key_at(self, widget: QWidget, key: Qt.Key) -> None:
        from PySide6.QtTest import QTest

        QTest.keyClick(widget, key)

    async def put(self, line: QLineEdit, text: str) -> None:
        self.type(line, text)
        await self.settle()

    async def play(self, scene: Scene) -> QWidget:
        """Bring the scene about; returns what there is to be looked at."""
        if self.played:
            await self.fresh()
        self.played = True
        self.main.resize(*scene.size)
        await self.settle()
        shown = await scene.play(self)
        await self.settle()
        return shown or self.main

    async def in_front(self, shown: QWidget) -> None:
        """As if somebody had turned to it."""
        shown.window().activateWindow()
        await until(shown.window().isActiveWindow, "the window is in front", 5)

    async def dialog(self, name: str) -> QDialog:
        found = await self.waited_for(name, QDialog)
        await self.settle()
        return found


Play = Callable[[Stage], Awaitable[QWidget | None]]
"""Brings a fresh console into a state; returns what is to be looked at, None for the whole window."""


@dataclass(frozen=True, slots=True)
class Scene:
    """One picture. `name` is that of its file; `on` a key of `SETS`; `size` of the main window, in units that
    the scale multiplies. Scenes of one set follow each other in one console, in the order of the list."""

    name: str
    play: Play
    on: str = "sandbox"
    size: tuple[int, int] = USUAL


@asynccontextmanager
async def staged(
    on: str, folder: Path, *, language: str, theme: str, size: tuple[int, int] = USUAL
) -> AsyncIterator[Stage]:
    """A console for the scenes of one set, on a fresh profile in `folder`."""
    chosen = SETS[on]
    paths = Paths(folder / "data")
    paths.ensure()
    paths.settings.write_text(
        f'language = "{language}"\ntheme = "{theme}"\noperator = "王柜员"\n{chosen.settings}',
        encoding="utf-8",
    )
    async with console(
        folder / "data",
        environment=chosen.environment,
        vault=chosen.vault(),
        size=size,
        **chosen.conduct,
    ) as driver:
        stage = Stage(driver.program, driver.sandbox, folder, language)
        if on not in ("misspelt", "passphrase"):
            await driver.program.console.ready()
        await stage.settle()
        yield stage
        for widget in QApplication.topLevelWidgets():
            if widget is not stage.main and widget.isVisible():
                widget.close()
        await stage.settle()
        QGuiApplication.clipboard().clear()
