"""Where the palette's entries come from: the declarations of the menus, the catalog and the settings, and the
records for the persons.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QTranslator

from realme_desktop.catalog import registry
from realme_desktop.records.model import HistoryQuery, Order
from realme_desktop.ui.language import say
from realme_desktop.ui.menus import ACTS
from realme_desktop.ui.nav import GROUP_ICONS
from realme_desktop.ui.resources import resource
from realme_desktop.ui.subject.subject import NOBODY, Subject, subject_of
from realme_desktop.ui.tasks import spawn
from realme_desktop.ui.widgets.moments import moment

from .entries import Entry, Sort

if TYPE_CHECKING:
    from realme_desktop.config.environments import Environment
    from realme_desktop.orders.desk import OrderDesk
    from realme_desktop.ui.shell import MainWindow

__all__ = ["Chinese", "actions", "environments", "looks", "persons", "recent_persons", "services", "settings"]

_LOOKED_AT = 200  # orders, newest first, whose persons are offered
_NOT_HERE = frozenset({"palette"})


class Chinese:
    """The Chinese of the window's words, whatever language it speaks."""

    def __init__(self) -> None:
        self._translator = QTranslator()
        self._translator.load(str(resource("translations/realme_desktop_zh.qm")))
        self._said = self._translator.translate

    def __call__(self, context: str, words: str) -> str:
        return self._said(context, words) or words


def services(window: MainWindow) -> Iterable[Entry]:
    favourites = window.nav.favourites.segments
    first = {segment: place for place, segment in enumerate(favourites)}
    for service in sorted(window.services, key=lambda one: first.get(one.segment, len(first))):
        group = registry.group(service.group)
        yield Entry(
            Sort.SERVICE,
            service.segment,
            say(service.title),
            partial(window.open_service, service.segment),
            zh=service.title.zh,
            en=service.title.en,
            detail=f"{service.number} · {say(group.title)}",
            drawing=GROUP_ICONS.get(service.group, "document"),
            exact=(str(service.number), service.segment),
            further=" ".join(
                (*service.keywords, service.initials, group.title.zh, group.title.en, group.initials,
                 service.summary.zh, service.summary.en)
            ),
        )  # fmt: skip


def actions(window: MainWindow, chinese: Chinese) -> Iterable[Entry]:
    for act in ACTS:
        if act.name in _NOT_HERE or not window.menus.action(act.name).isEnabled():
            continue
        yield Entry(
            Sort.ACTION,
            act.name,
            window.menus.action(act.name).text(),
            partial(window.menus.do, act.name),
            zh=chinese("MainWindow", act.words),
            en=act.words,
            hint=window.menus.keys(act.name),
            drawing=act.drawing,
        )


def settings(window: MainWindow) -> Iterable[Entry]:
    from realme_desktop.config.settings import GROUPS, SETTINGS

    for setting in SETTINGS:
        if setting.key == "environment":  # chosen on top of the window
            continue
        group = GROUPS[setting.group]
        yield Entry(
            Sort.SETTING,
            setting.key,
            say(setting.label),
            partial(window.setting_wanted.emit, setting.key),
            zh=setting.label.zh,
            en=setting.label.en,
            detail=say(group),
            drawing="settings",
            exact=(setting.key,),
            further=" ".join((group.zh, group.en, setting.help.zh, setting.help.en)),
        )


def looks(window: MainWindow) -> Iterable[Entry]:
    """Each choice of theme, language and motion: put in force by one Enter."""
    from realme_desktop.config.settings.declared import BY_KEY
    from realme_desktop.ui.appearance import Appearance

    for key in Appearance.SETTINGS:
        setting = BY_KEY[key]
        for choice in setting.choices:
            yield Entry(
                Sort.ACTION,
                f"{key}.{choice.value}",
                QCoreApplication.translate("Palette", "{setting}: {choice}").format(
                    setting=say(setting.label), choice=say(choice.label)
                ),
                partial(window.setting_chosen.emit, key, choice.value),
                zh=f"{setting.label.zh} {choice.label.zh}",
                en=f"{setting.label.en} {choice.label.en}",
                drawing="globe" if key == "language" else "theme",
                exact=(choice.value,),
            )


def environments(window: MainWindow, known: Iterable[Environment], current: str) -> Iterable[Entry]:
    words = QCoreApplication.translate("Palette", "Environment: {name}")
    for environment in known:
        if environment.key == current:
            continue
        yield Entry(
            Sort.ENVIRONMENT,
            environment.key,
            words.format(name=say(environment.title)),
            partial(window.environment_chosen.emit, environment.key),
            zh=f"环境 {environment.title.zh}",
            en=f"environment {environment.title.en}",
            drawing="globe",
            exact=(environment.key,),
        )


async def recent_persons(window: MainWindow, desk: OrderDesk) -> list[Entry]:
    """Whom the newest orders of this environment were about, each once."""
    query = HistoryQuery(environments=frozenset({desk.environment.key}))
    return persons(window, (await desk.page(query, None, _LOOKED_AT)).orders)


def persons(window: MainWindow, orders: Iterable[Order]) -> list[Entry]:
    """One entry for each person, by the newest order; masked."""
    seen: list[Subject] = []
    entries: list[Entry] = []
    for order in orders:
        subject = subject_of(order)
        if subject == NOBODY or any(subject.is_same_person(other) for other in seen):
            continue
        seen.append(subject)
        masked = [subject.masked(role) for role in subject.values]
        entries.append(
            Entry(
                Sort.PERSON,
                order.order_id,
                "  ".join(masked[:2]),
                partial(_take, window, order.order_id),
                zh=order.subject_name or "",
                detail=moment(order.created_at),
                drawing="person",
                exact=tuple(text.casefold() for text in subject.values.values()),
                further=" ".join(subject.values.values()),
            )
        )
    return entries


def _take(window: MainWindow, order_id: str) -> None:
    if window.person is not None:
        spawn(window, window.person.take_from(order_id), name="take a person in hand")
