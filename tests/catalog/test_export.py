"""The catalog as JSON and as the documentation's API chapter."""

from __future__ import annotations

import json

import pytest

from realme_desktop.catalog.export import as_json, as_markdown
from realme_desktop.catalog.registry import CHECKRESULT, GROUPS, SERVICES

from .reference import reference


def test_the_shape_and_the_order() -> None:
    listed = json.loads(json.dumps(as_json(), ensure_ascii=False))
    assert [entry["number"] for entry in listed] == [entry["number"] for entry in reference()["services"]]
    for entry in listed:
        assert {"number", "segment", "method", "path", "group", "title", "result", "result_path"} <= set(
            entry
        )
        assert {"fields", "rules", "returns"} <= set(entry)
        assert set(entry["title"]) == {"zh", "en"}
        assert entry["result"] in ("sync", "async", "either")
        assert entry["path"].startswith("/v")
        for field in entry["fields"]:
            assert {"name", "role", "kind", "required", "choices", "sensitivity"} <= set(field)
            assert all(set(choice) >= {"value", "label"} for choice in field["choices"])


def test_a_service_in_full() -> None:
    entry = next(entry for entry in as_json() if entry["number"] == 104)
    assert (entry["method"], entry["path"], entry["segment"]) == ("POST", "/v4/trade/namecheck", "namecheck")
    assert entry["title"]["zh"] == "身份证实名认证"
    channel = next(field for field in entry["fields"] if field["name"] == "source_channel")
    assert [choice["value"] for choice in channel["choices"]] == ["0", "1", "2"]
    assert [field["name"] for field in entry["returns"]] == ["resp_code", "resp_info"]


def test_rules_and_variants_are_there() -> None:
    by_number = {entry["number"]: entry for entry in as_json()}
    two = by_number[126]["rules"][1]
    assert (two["kind"], two["count"], two["strength"]) == ("at_least", 2, "error")
    assert by_number[102]["rules"][0]["when"] == {"field": "card_type", "values": ["C"]}
    picture = by_number[101]["fields"][2]
    assert picture["variant"] == {"by": "video_pic_flag", "value": "true", "kind": "packet"}
    suffix = next(field for field in by_number[109]["fields"] if field["name"] == "file_suffix")
    assert suffix["derived_from"] == "image"
    loans = next(field for field in by_number[127]["returns"] if field["name"] == "loanInfos")
    assert loans["items"][0]["name"] == "borrowType"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_api_chapter_names_everything(language: str) -> None:
    chapter = as_markdown("zh" if language == "zh" else "en")
    for service in (*SERVICES, CHECKRESULT):
        title = service.title.zh if language == "zh" else service.title.en
        assert f"### {service.number} · {title} · `{service.segment}`" in chapter
        assert f"{{base}}{service.path}`" in chapter
        for field in service.fields:
            assert f"| `{field.name}` |" in chapter
    for entry in GROUPS:
        assert f"## {entry.title.zh if language == 'zh' else entry.title.en}\n" in chapter
    for line in chapter.splitlines():
        if line.startswith("|"):
            assert line.endswith(" |")
    if language == "en":
        assert not any("\u4e00" <= char <= "\u9fff" for char in chapter.replace("汇付", ""))
