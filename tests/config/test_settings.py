"""The settings: every declaration, and both files on a real disk."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Any

import pytest

from realme_desktop.config.paths import Paths
from realme_desktop.config.problems import ConfigError, line_of
from realme_desktop.config.settings import GROUPS, SETTINGS, Setting, SettingRefused, Settings


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return Paths(tmp_path / "data", site_dir=tmp_path / "site")


def load(paths: Paths, mine: str = "", site: str = "") -> Settings:
    for path, text in ((paths.settings, mine), (paths.site_settings, site)):
        if text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return Settings.load(paths)


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.key)
def test_each_declaration_is_whole(setting: Setting) -> None:
    assert setting.problem_with(setting.default) is None
    assert setting.group in GROUPS
    for text in (setting.label, setting.help, *(choice.label for choice in setting.choices)):
        assert text.zh
        assert text.en
        assert "!" not in text.en
    assert setting.help.zh.endswith("。")
    assert setting.help.en.endswith(".")
    assert bool(setting.choices) == (setting.type == "choice")
    if setting.type in ("int", "float"):
        assert setting.minimum is not None
        assert setting.maximum is not None
        for beyond in (setting.minimum - 1, setting.maximum + 1, "1", True, None, float("nan")):
            assert setting.problem_with(
                int(beyond) if beyond == beyond and isinstance(beyond, float) else beyond
            )
    else:
        for wrong in (1, None, [], "\0"):
            assert setting.problem_with(wrong) is not None


def test_keys_are_unique_and_can_stand_in_one_file() -> None:
    keys = [setting.key for setting in SETTINGS]
    assert len(set(keys)) == len(keys)
    tables = {key.partition(".")[0] for key in keys if "." in key}
    assert tables.isdisjoint(keys)


def test_defaults_without_files(paths: Paths) -> None:
    settings = load(paths)
    assert settings.problems == ()
    assert (settings.get("language"), settings.get("environment")) == ("system", "sandbox")
    assert (settings.get("picture.budget_kb"), settings.get("polling.max_s")) == (1024, 60)
    assert settings.get("operator"), "the system account"
    with pytest.raises(KeyError):
        settings.get("nothing")
    assert not paths.data_dir.exists()


def test_what_is_saved_loads_the_same(paths: Paths) -> None:
    settings = load(paths)
    settings.set("language", "zh")
    settings.set("picture.budget_kb", 2048)
    settings.set("polling.first_s", 3)
    settings.set("operator", "王芳")
    settings.save()
    again = Settings.load(paths)
    assert again.problems == ()
    assert [again.get(key) for key in ("language", "picture.budget_kb", "polling.first_s", "operator")] == [
        "zh", 2048, 3, "王芳",
    ]  # fmt: skip
    again.reset("picture.budget_kb")
    again.set("language", "system")
    again.save()
    assert tomllib.loads(paths.settings.read_text(encoding="utf-8")) == {
        "operator": "王芳",
        "polling": {"first_s": 3},
    }
    if os.name == "posix":
        assert paths.settings.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("language", "fr"),
        ("picture.budget_kb", 1),
        ("picture.budget_kb", 2.5),
        ("operator", "a\nb"),
        ("operator", 5),
    ],
)
def test_a_wrong_value_is_refused_in_words(paths: Paths, key: str, value: Any) -> None:
    settings = load(paths)
    before = settings.get(key)
    with pytest.raises(SettingRefused) as caught:
        settings.set(key, value)
    assert caught.value.words.zh
    assert settings.get(key) == before


def test_the_site_file_gives_defaults_and_locks(paths: Paths) -> None:
    settings = load(
        paths,
        mine='language = "en"\n[picture]\nbudget_kb = 500\n',
        site='locked = ["picture.budget_kb"]\nlanguage = "zh"\n[picture]\nbudget_kb = 2000\n',
    )
    assert (settings.get("language"), settings.default("language")) == ("en", "zh")
    assert settings.get("picture.budget_kb") == 2000
    assert settings.is_locked("picture.budget_kb")
    assert not settings.is_locked("language")
    (problem,) = settings.problems
    assert (problem.key, problem.line, problem.file) == ("picture.budget_kb", 3, paths.settings)
    with pytest.raises(SettingRefused):
        settings.set("picture.budget_kb", 500)
    settings.set("picture.budget_kb", 2000)
    settings.reset("language")
    assert settings.get("language") == "zh"


def test_locked_true_locks_what_the_file_gives(paths: Paths) -> None:
    settings = load(paths, site='locked = true\nlanguage = "zh"\n')
    assert settings.is_locked("language")
    assert not settings.is_locked("theme")


@pytest.mark.parametrize(
    ("text", "key", "line"),
    [
        ('# c\nlanguage = "fr"\n', "language", 2),
        ("[picture]\n\nbudget_kb = true\n", "picture.budget_kb", 3),
        ("colour = 1\n", "colour", 1), ("[polling]\nx = 1\n", "polling.x", 2),
        ("picture = 5\n", "picture", 1),
        ("polling.first_s = nan\n", "polling.first_s", 1), ('"language" = 7\n', "language", 1),
    ],
)  # fmt: skip
def test_mistakes_are_told_with_their_line_and_change_nothing(
    paths: Paths, text: str, key: str, line: int
) -> None:
    settings = load(paths, mine=text)
    (problem,) = settings.problems
    assert (problem.key, problem.line) == (key, line)
    assert settings.get("language") == "system"
    settings.set("picture.budget_kb", 512)
    settings.save()
    assert Settings.load(paths).get("picture.budget_kb") == 512


@pytest.mark.parametrize("locked", ["5", '"language"', '["nothing"]', "[1]"])
def test_a_wrong_lock_is_told(paths: Paths, locked: str) -> None:
    settings = load(paths, site=f"locked = {locked}\n")
    assert len(settings.problems) == 1
    assert not any(settings.is_locked(setting.key) for setting in SETTINGS)


def test_a_file_that_cannot_be_read_is_left_alone(paths: Paths) -> None:
    settings = load(paths, mine="language = \n")
    assert settings.problems[0].line == 1
    settings.set("language", "en")
    with pytest.raises(ConfigError):
        settings.save()
    assert settings.get("language") == "en", "for this run"
    assert paths.settings.read_text() == "language = \n"


def test_a_disk_that_refuses_is_told_in_words(paths: Paths) -> None:
    paths.data_dir.parent.mkdir(exist_ok=True)
    paths.data_dir.write_text("a file in the folder's place")
    settings = Settings.load(paths)
    settings.set("language", "en")
    with pytest.raises(ConfigError) as caught:
        settings.save()
    assert caught.value.words.en.startswith("The settings were not saved")


def test_without_paths_nothing_is_kept() -> None:
    settings = Settings()
    settings.set("theme", "dark")
    settings.save()
    assert settings.get("theme") == "dark"


def test_lines_are_found_in_every_spelling() -> None:
    text = 'a = 1\n[t]\nb.c = 2\n"d e" = 3\n[t.u] # here\nx = 1\n[[list]]\ny = 1\n'
    assert line_of(text, "a") == 1
    assert line_of(text, "t", "b", "c") == 3
    assert line_of(text, "t", "d e") == 4
    assert line_of(text, "t", "u", "x") == 6
    assert line_of(text, "t", "u", "missing") == 5
    assert line_of(text, "nowhere") is None


@pytest.mark.parametrize(
    ("key", "good", "bad"),
    [
        ("notification.host", ("127.0.0.1", "::1", "0.0.0.0", "gate-1.example"), ("", "a b", "h:1]", "x/y")),
        ("notification.public_url", ("", "https://office.example/n?x=1"), ("office.example", "ftp://x", "https://")),
    ],
)  # fmt: skip
def test_addresses_of_the_listener(key: str, good: tuple[str, ...], bad: tuple[str, ...]) -> None:
    settings = Settings()
    for value in good:
        settings.set(key, value)
        assert settings.get(key) == value
    for value in bad:
        with pytest.raises(SettingRefused):
            settings.set(key, value)
