"""How well an entry of the palette fits what was typed."""

from __future__ import annotations

from realme_desktop.ui.palette.entries import Entry, Sort, found


def entry(key: str, zh: str, en: str, sort: Sort = Sort.ACTION, **more: object) -> Entry:
    return Entry(sort, key, zh, bool, zh=zh, en=en, **more)  # type: ignore[arg-type]


ENTRIES = [
    entry("name", "身份证实名认证", "Name and ID number check", Sort.SERVICE, exact=("104", "namecheck")),
    entry("theme", "外观", "Appearance", Sort.SETTING, exact=("theme",), further="dark light"),
    entry("next", "下一位", "Next person"),
    entry("history", "历史", "History"),
]


def keys(query: str) -> list[str]:
    return [one.key for one in found(query, ENTRIES)]


def test_both_languages_initials_and_numbers() -> None:
    for query in ("身份", "name", "sfz", "104", "namech", "number check", "smrz"):
        assert keys(query)[:1] == ["name"], query
    assert keys("外观") == ["theme"] == keys("wg") == keys("appear") == keys("dark")
    assert keys("xyw") == ["next"] == keys("person next")
    assert keys("zzz") == []


def test_nothing_typed_lists_them_as_they_come() -> None:
    assert keys("  ") == [one.key for one in ENTRIES]


def test_every_word_has_to_fit() -> None:
    assert keys("history dark") == []
