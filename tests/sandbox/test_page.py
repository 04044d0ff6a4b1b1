"""docs/sandbox.md lists every magic input and sample. To write the tables anew:

python -m tests.sandbox.test_page
"""

from __future__ import annotations

import re
from pathlib import Path

from realme_desktop.catalog.model import Role
from realme_desktop.catalog.text import Language
from realme_desktop.sandbox.magic import MAGIC, Magic
from realme_desktop.sandbox.samples import PERSON_ONE, PERSON_TWO, SAMPLES

PAGE = Path(__file__).resolve().parents[2] / "docs" / "sandbox.md"
WHERE = {
    Role.FULL_NAME: ("姓名", "name"),
    Role.MOBILE: ("手机号", "mobile"),
    Role.TASK_ID: ("任务号", "task_id"),
}


def _row(magic: Magic, language: Language) -> str:
    where = WHERE[magic.role][language == "en"]
    return f"| `{magic.trigger}` | {where} | {magic.title.in_(language)} | {magic.sentence.in_(language)} |"


def magic_tables() -> str:
    chinese = [
        "| 输入 | 在哪里 | 效果 | 说明 |",
        "|---|---|---|---|",
        *(_row(magic, "zh") for magic in MAGIC),
    ]
    english = [
        "| type | where | effect | what happens |",
        "|---|---|---|---|",
        *(_row(magic, "en") for magic in MAGIC),
    ]
    return "\n".join([*english, "", *chinese])


def sample_table() -> str:
    rows = [f"| `{sample.file}` | {sample.title.zh} | {sample.title.en} |" for sample in SAMPLES]
    people = [
        f"- {person.name}, {person.id_number}, mobile {person.mobile}, card {person.card}"
        for person in (PERSON_ONE, PERSON_TWO)
    ]
    return "\n".join(["| file | 图片 | picture |", "|---|---|---|", *rows, "", *people])


def written(page: str) -> str:
    for key, text in (("magic", magic_tables()), ("samples", sample_table())):
        pattern = rf"(<!-- {key}: .*?-->\n).*?(<!-- /{key} -->)"
        page = re.sub(
            pattern, lambda found, text=text: f"{found[1]}{text}\n{found[2]}", page, flags=re.DOTALL
        )
    return page


def test_the_page_lists_every_magic_input_and_sample() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page == written(page), "run python -m tests.sandbox.test_page"
    for magic in MAGIC:
        assert f"`{magic.trigger}`" in page


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
