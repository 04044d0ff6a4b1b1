"""The pages in docs/ say what the program does: names, keys and codes in them are compared with the code."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from urllib.parse import unquote

import pytest

from realme_desktop.catalog.registry import SERVICES, by_segment
from realme_desktop.catalog.text import Language
from realme_desktop.catalog.verdicts import VERDICT_SIGNS, VERDICT_WORDS
from realme_desktop.cli import EXIT_CODES
from realme_desktop.config.environments import (
    FIELDS,
    Environment,
    EnvironmentKind,
    SigningSettings,
    Timeouts,
    load_environments,
)
from realme_desktop.config.paths import SITE_DIR_VARIABLE, Paths
from realme_desktop.config.settings import SETTINGS, Settings
from realme_desktop.config.templates import Templates
from realme_desktop.orders.drafting import check_draft
from realme_desktop.orders.model import Draft
from tests.docs.pages import DOCS, ENVIRONMENTS, POLICY, TABLES, toml, whole_pages, written

RENEW = "run python -m tests.docs.pages"
ROOT = DOCS.parent
PAGES = [ROOT / "README.md", *sorted(DOCS.glob("*.md"))]
GUIDES = {"zh": DOCS / "user-guide.zh.md", "en": DOCS / "user-guide.en.md"}
LANGUAGES: tuple[Language, ...] = ("zh", "en")


def read(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def table_rows(page: str) -> Iterator[list[str]]:
    """The cells of every line of every table, trimmed."""
    for line in page.splitlines():
        if line.startswith("| "):
            yield [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]


def code_blocks(page: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", page, flags=re.DOTALL | re.MULTILINE)


# -- what is generated ------------------------------------------------------------------------------------


def test_the_pages_of_the_catalog_are_current() -> None:
    made = dict(whole_pages())
    for path, text in made.items():
        assert path.is_file() and read(path) == text, f"{path.name}: {RENEW}"
    assert {path for path in DOCS.glob("services*.md")} <= set(made), "a page of a group that there is not"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_service_is_explained_on_the_page_of_its_group(language: Language) -> None:
    for service in SERVICES:
        page = read(DOCS / f"services-{service.group}.{language}.md")
        assert f"## {service.number} {service.title.in_(language)}" in page
        for field in service.fields:
            assert field.generated or f"| {field.label.in_(language)}" in page, field.name


def test_the_generated_tables_are_current() -> None:
    for path in TABLES:
        assert read(path) == written(path), RENEW
    page = read(ENVIRONMENTS)
    for setting in SETTINGS:
        assert f"| `{setting.key}` |" in page


# -- environments.md --------------------------------------------------------------------------------------


def _defaults() -> dict[str, object]:
    """Every key that a table of `environments.toml` may have, with the default of an environment of one's
    own; None where the page says it in words."""
    bare = Environment(key="x", title=None, kind=EnvironmentKind.PRODUCTION)  # type: ignore[arg-type]
    found = {name: getattr(bare, name) for name in FIELDS}
    found |= {"title": None, "kind": None, "base": None, "ca_file": None, "signing": None, "timeouts": None}
    for model, name in ((SigningSettings, "signing"), (Timeouts, "timeouts")):
        found |= {f"{name}.{field.name}": field.default for field in fields(model)}
    return found | {"locked": None}


def test_every_key_of_an_environment_is_in_the_page_with_its_default() -> None:
    page = read(ENVIRONMENTS)
    section = page[page.index("\n## `environments.toml`") : page.index("\n## Locking")]
    told = {row[0].strip("`"): row for row in table_rows(section) if row[0].startswith("`")}
    assert told.keys() == _defaults().keys()
    for name, default in _defaults().items():
        assert len(told[name]) == 4 and all(told[name]), name
        if default == {}:
            assert told[name][2] == "`{}`"
        elif default is not None:
            assert tomllib.loads(f"x = {told[name][2].strip('`')}")["x"] == default, name


def test_the_page_names_the_places_and_the_signing_choices() -> None:
    from realme_desktop.config.environment_check import SIGNING_CHOICES

    page = read(ENVIRONMENTS)
    assert SITE_DIR_VARIABLE in page
    for name, choices in SIGNING_CHOICES.items():
        row = next(row for row in table_rows(page) if row[0] == f"`signing.{name}`")
        assert [choice.strip("` ") for choice in row[1].split(",")] == list(choices)
        others = [choice for choice in choices if choice != getattr(SigningSettings(), name)]
        for choice in others:
            assert f"`signing.{name}` = `{choice}`" in page, "the 90102 table tells when to use it"


def test_the_examples_can_be_used_as_they_are(tmp_path: Path) -> None:
    """Each as a site file; only the CA file has to be one that is here."""
    ca_file = tmp_path / "office-ca.pem"
    ca_file.touch()
    seen = 0
    for number, example in enumerate(code_blocks(read(ENVIRONMENTS), "toml")):
        site = tmp_path / f"site-{number}"
        site.mkdir()
        file = "environments.toml"
        if "[picture]" in example:
            file = "settings.toml"
        elif "[services]" in example:
            file = "templates.toml"
        text = re.sub(r'ca_file = ".*?"', lambda _: f"ca_file = {toml(ca_file.as_posix())}", example)
        (site / file).write_text(text, encoding="utf-8")
        paths = Paths(tmp_path / f"data-{number}", site_dir=site)
        environments = load_environments(paths)
        assert not environments.problems and not Settings.load(paths).problems
        assert not Templates.load(paths).problems
        if example.startswith("locked = true"):
            assert all(env.locked == frozenset(FIELDS) for env in environments)
            assert environments.get("production").threshold_for("picturematch") == 70
        seen += 1
    assert seen == 4


def test_the_example_of_a_policy_can_be_used_as_it_is(tmp_path: Path) -> None:
    (example,) = code_blocks(read(POLICY), "toml")
    paths = Paths(tmp_path / "data", site_dir=tmp_path / "site")
    paths.site_dir.mkdir(mode=0o755)
    paths.policy.write_text(example, encoding="utf-8")
    paths.policy.chmod(0o644)
    policy = Settings.load(paths).policy
    assert policy.problems == () and policy.purposes and not load_environments(paths).problems


# -- the user guides --------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_guide_has_every_verdict_and_exit_code(language: Language) -> None:
    rows = list(table_rows(read(GUIDES[language])))
    firsts = [row[0] for row in rows]
    for verdict, words in VERDICT_WORDS.items():
        assert f"{VERDICT_SIGNS[verdict]} {words.in_(language)}" in firsts
    for code in EXIT_CODES:
        assert str(code) in firsts


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_guide_names_the_services_with_a_score(language: Language) -> None:
    scored = [str(service.number) for service in SERVICES if service.scored]
    listed = re.search(r"^(\d{3}(?:[、, ]|and)+)+\d{3}", read(GUIDES[language]), flags=re.MULTILINE)
    assert listed is not None
    assert re.findall(r"\d{3}", listed[0]) == scored


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_submit_examples_fit_the_catalog(language: Language) -> None:
    from realme_desktop.config.environments import PRESETS

    examples = re.findall(r"^realme-desktop submit (.+)$", read(GUIDES[language]), flags=re.MULTILINE)
    assert len(examples) == 2
    for example in examples:
        segment, *rest = example.split()
        pairs = dict(word.split("=", 1) for word in rest if "=" in word)
        files = {name: Path(text[1:]) for name, text in pairs.items() if text.startswith("@")}
        values = {name: text for name, text in pairs.items() if name not in files}
        draft = Draft(segment=by_segment(segment).segment, values=values, sources=files)
        check_draft(draft, PRESETS["sandbox"], at=1_700_000_000)


def test_the_guides_have_the_same_chapters_and_tables() -> None:
    def shape(page: str) -> list[str]:
        heads = [line.split()[0] for line in page.splitlines() if line.startswith("#")]
        return [*heads, *(str(len(row)) for row in table_rows(page))]

    assert shape(read(GUIDES["zh"])) == shape(read(GUIDES["en"]))


def test_chinese_is_written_with_chinese_punctuation() -> None:
    """A comma, semicolon, question or exclamation mark after a Chinese character is full-width."""
    text = re.sub(r"`[^`]*`|^```.*?^```", "", read(GUIDES["zh"]), flags=re.DOTALL | re.MULTILINE)
    assert re.findall(r"[\u4e00-\u9fff][,;:?!.]", text) == []


# -- links ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_relative_links_resolve(page: Path) -> None:
    text = re.sub(r"^```.*?^```", "", read(page), flags=re.DOTALL | re.MULTILINE)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        found = (page.parent / unquote(path)) if path else page
        assert found.exists(), f"{page.name} links to {target}"
        if anchor:
            heads = re.findall(r"^#+ (.+)$", read(found), flags=re.MULTILINE)
            slugs = {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}
            assert anchor in slugs, f"{page.name} links to {target}"
