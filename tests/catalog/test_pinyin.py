"""Initials against pypinyin: of every service, and of every character of the settings."""

from __future__ import annotations

import pytest
from pypinyin import Style, pinyin

from realme_desktop.catalog.pinyin import initials
from realme_desktop.catalog.registry import SERVICES
from realme_desktop.config.settings import GROUPS, SETTINGS

TITLES = [service.title.zh for service in SERVICES]
LABELS = [*(setting.label.zh for setting in SETTINGS), *(title.zh for title in GROUPS.values())]


@pytest.mark.parametrize("text", [*TITLES, *LABELS])
def test_each_character_has_one_of_its_initials(text: str) -> None:
    for char in text:
        if "\u4e00" <= char <= "\u9fff":
            known = {
                one[0] for reading in pinyin(char, style=Style.NORMAL, heteronym=True) for one in reading
            }
            assert initials(char) in known, char


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("身份证", "sfz"),
        ("银行卡", "yhk"),
        ("重置密码", "czmm"),
        ("1:N 人脸", "1nrl"),
        ("OCR 识别", "ocrsb"),
        ("", ""),
        ("镕", ""),
    ],
)
def test_words(text: str, wanted: str) -> None:
    assert initials(text) == wanted
