"""What of docs/ is written by the program itself. To write all of it anew:

python -m tests.docs.pages
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from realme_desktop.catalog.chapters import group_page, page_name, services_page
from realme_desktop.catalog.export import as_markdown
from realme_desktop.catalog.registry import GROUPS as SERVICE_GROUPS
from realme_desktop.catalog.text import Language
from realme_desktop.config.environments import PRESETS
from realme_desktop.config.policy_keys import POLICY_KEYS
from realme_desktop.config.settings import GROUPS, SETTINGS, Setting

DOCS = Path(__file__).resolve().parents[2] / "docs"
ENVIRONMENTS = DOCS / "environments.md"
POLICY = DOCS / "policy.md"
API: Mapping[Language, Path] = {"zh": DOCS / "api.zh.md", "en": DOCS / "api.en.md"}


def whole_pages() -> Iterator[tuple[Path, str]]:
    """Every page that the catalog makes as a whole, as it should be."""
    for language, path in API.items():
        yield path, as_markdown(language)
        yield DOCS / f"services.{language}.md", services_page(language)
        for group in SERVICE_GROUPS:
            yield DOCS / f"{page_name(group)}.{language}.md", group_page(group, language)


def toml(value: object) -> str:
    """A value as it stands in a TOML file; JSON writes texts, numbers and booleans the same way."""
    return json.dumps(value, ensure_ascii=False)


def _allowed(setting: Setting) -> str:
    if setting.type == "choice":
        return ", ".join(f"`{choice.value}`" for choice in setting.choices)
    if setting.minimum is None or setting.maximum is None:
        return "up to 200 characters" if setting.type == "text" else ""
    return f"{setting.minimum:g} to {setting.maximum:g} {setting.unit}".rstrip()


def settings_table() -> str:
    rows = ["| key | type | default | allowed | what it does | 说明 |", "|---|---|---|---|---|---|"]
    for group in GROUPS:
        for setting in SETTINGS:
            if setting.group == group:
                rows.append(
                    f"| `{setting.key}` | {setting.type} | `{toml(setting.default)}` | {_allowed(setting)} "
                    f"| {setting.label.en}. {setting.help.en} | {setting.label.zh}。{setting.help.zh} |"
                )
    return "\n".join(rows)


def presets_table() -> str:
    rows = ["| key | 名称 | title | `base` | other entries |", "|---|---|---|---|---|"]
    for env in PRESETS.values():
        base = f"`{env.base}`" if env.base else "filled in when the built-in sandbox starts"
        others = [f'`headers = {{ {name} = "{value}" }}`' for name, value in env.headers.items()]
        if env.proxy != "system":
            others.append(f"`proxy = {toml(env.proxy)}`")
        if env.notify_url:
            others.append(f"`notify_url = {toml(env.notify_url)}`")
        rows.append(
            f"| `{env.key}` | {env.title.zh} | {env.title.en} | {base} | {', '.join(others) or 'none'} |"
        )
    return "\n".join(rows)


def policy_table() -> str:
    rows = ["| key | form | without it | what it does | 说明 |", "|---|---|---|---|---|"]
    for key in POLICY_KEYS:
        rows.append(f"| `{key.path}` | {key.form} | {key.default} | {key.help.en} | {key.help.zh} |")
    return "\n".join(rows)


def lockable_table() -> str:
    rows = ["| setting | type | allowed | strict | what it is | 说明 |", "|---|---|---|---|---|---|"]
    for group in GROUPS:
        for setting in SETTINGS:
            if setting.group == group and setting.lockable:
                strict = "" if setting.strict is None else f"`{toml(setting.strict)}`"
                rows.append(
                    f"| `{setting.key}` | {setting.type} | {_allowed(setting)} | {strict} "
                    f"| {setting.label.en} | {setting.label.zh} |"
                )
    return "\n".join(rows)


TABLES: Mapping[Path, Mapping[str, Callable[[], str]]] = {
    ENVIRONMENTS: {"settings": settings_table, "presets": presets_table},
    POLICY: {"policy": policy_table, "lockable": lockable_table},
}


def written(path: Path) -> str:
    """The page with its generated tables as they should be."""
    page = path.read_text(encoding="utf-8")
    for key, table in TABLES[path].items():
        found = re.search(rf"(<!-- {key}: .*?-->\n).*?(<!-- /{key} -->)", page, flags=re.DOTALL)
        assert found is not None, f"{path.name} lacks the marks of the table {key!r}"
        page = f"{page[: found.start()]}{found[1]}{table()}\n{found[2]}{page[found.end() :]}"
    return page


if __name__ == "__main__":
    for path, text in whole_pages():
        path.write_text(text, encoding="utf-8")
    for path in TABLES:
        path.write_text(written(path), encoding="utf-8")
