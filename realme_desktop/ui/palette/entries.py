"""What the palette lists, and how well it fits what was typed. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import IntEnum

from realme_desktop.catalog.pinyin import initials

__all__ = ["Entry", "Sort", "found", "words_of"]

_MOST = 40


class Sort(IntEnum):
    """What an entry is. Among entries that fit equally well, in this sequence."""

    PERSON = 0
    SERVICE = 1
    ACTION = 2
    SETTING = 3
    ENVIRONMENT = 4


@dataclass(frozen=True, slots=True)
class Entry:
    """`zh` and `en` are searched whatever the language; `title` and `detail` are shown. `exact` are words
    that count only as a whole or from their beginning (numbers, paths), `further` what is searched last.
    `hint` stands at the right: the keys."""

    sort: Sort
    key: str
    title: str
    act: Callable[[], object]
    zh: str = ""
    en: str = ""
    detail: str = ""
    hint: str = ""
    drawing: str = "document"
    exact: tuple[str, ...] = ()
    further: str = ""

    def rank(self, word: str) -> int | None:
        """How well one casefolded word fits: 0 is best, None not at all."""
        titles = (self.zh.casefold(), self.en.casefold())
        letters = initials(self.zh)
        if word in self.exact or word in titles:
            return 0
        if any(title.startswith(word) for title in titles if title) or letters.startswith(word):
            return 1
        if any(one.startswith(word) for one in self.exact):
            return 2
        if any(f" {word}" in title for title in titles):
            return 2
        if any(word in title for title in titles):
            return 3
        if len(word) > 1 and word in letters:
            return 4
        if word in self.further.casefold():
            return 6
        return None


def words_of(query: str) -> list[str]:
    return query.casefold().replace("\u3000", " ").split()


def found(query: str, entries: Iterable[Entry]) -> list[Entry]:
    """The entries that fit every word, best first; without a word all of them as they come."""
    words = words_of(query)
    if not words:
        return list(entries)[:_MOST]
    ranked: list[tuple[int, int, int, Entry]] = []
    for place, entry in enumerate(entries):
        ranks = [entry.rank(word) for word in words]
        if all(rank is not None for rank in ranks):
            ranked.append((sum(rank or 0 for rank in ranks), entry.sort, place, entry))
    ranked.sort(key=lambda one: one[:3])
    return [entry for *_, entry in ranked[:_MOST]]
