"""Templates mean nothing but their placeholders, and a wrong one is told, never in force."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from realme_desktop.config.paths import Paths
from realme_desktop.config.templates import (
    PLACEHOLDERS,
    STANDARD,
    Templates,
    filled,
    unknown_placeholders,
)


def test_placeholders_are_replaced_once_and_nothing_else_means_anything() -> None:
    values = {"order_id": "{verdict} {{x}} {0.__class__}", "outcome": ""}
    told = filled("{order_id}|{outcome}|{{order_id}}|{order_id!r}|{sent.full_name}|{0}|%s|${seq_id}", values)
    assert told == "{verdict} {{x}} {0.__class__}|—|{order_id}|{order_id!r}|—|{0}|%s|$—"


@given(st.text(max_size=200))
def test_no_template_raises(template: str) -> None:
    filled(template, {})
    unknown_placeholders(template)


def test_the_service_s_own_goes_before_the_general_one_and_the_operator_s_before_the_site_s(
    tmp_path: Path,
) -> None:
    paths = Paths(tmp_path / "data", site_dir=tmp_path / "site")
    paths.ensure()
    paths.site_dir.mkdir()
    assert Templates.load(paths).of("namecheck") == STANDARD
    (paths.site_dir / "templates.toml").write_text(
        'default = "site {order_id}"\n[services]\nnamecheck = "site name"\n', encoding="utf-8"
    )
    templates = Templates.load(paths)
    assert (templates.of("namecheck"), templates.of("cardcheck")) == ("site name", "site {order_id}")
    templates.set('我的 "{order_id}"\n\\ \t第二行', "cardcheck")
    templates.save()
    again = Templates.load(paths)
    assert again.problems == () and again.of("cardcheck") == '我的 "{order_id}"\n\\ \t第二行'
    again.set(None, "cardcheck")
    again.save()
    assert Templates.load(paths).of("cardcheck") == "site {order_id}"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('default = "{nothing.like.this}"', "no such placeholders: {nothing.like.this}"),
        ("default = 5", "must be text"),
        ('default = " "', "not empty"),
        ('[services]\nnosuch = "x"', "no such service"),
        ('other = "x"', "no such service"),
        ('default = "', "not valid TOML"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(text: str, words: str, tmp_path: Path) -> None:
    paths = Paths(tmp_path / "data", site_dir=tmp_path / "site")
    paths.ensure()
    (paths.data_dir / "templates.toml").write_text(text, encoding="utf-8")
    templates = Templates.load(paths)
    (problem,) = templates.problems
    assert words in problem.words.en and problem.words.zh and problem.place
    assert templates.of("namecheck") == STANDARD
    if words != "not valid TOML" and "service" not in words:
        with pytest.raises(ValueError):
            templates.set("{nothing}" if "placeholder" in words else "")


def test_the_standard_template_is_one() -> None:
    assert unknown_placeholders(STANDARD) == ()
    assert all(words.zh and words.en for words in PLACEHOLDERS.values())


def test_the_guide_names_every_placeholder() -> None:
    guide = (Path(__file__).resolve().parents[2] / "docs" / "environments.md").read_text(encoding="utf-8")
    section = guide[guide.index("## `templates.toml`") :]
    assert [name for name in PLACEHOLDERS if f"`{{{name}}}`" not in section] == []
