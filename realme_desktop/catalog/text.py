"""Words that belong to the data: a sentence in each language of the console."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Language = Literal["zh", "en"]

__all__ = ["Language", "Text"]


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence or label, in Chinese and in English.

    The Chinese of a service or a field is RealMe's own wording. Either may hold `str.format` placeholders,
    the same in both languages; `format` fills them.
    """

    zh: str
    en: str

    def in_(self, language: Language) -> str:
        return self.zh if language == "zh" else self.en

    def format(self, **values: Any) -> Text:
        """Fill the placeholders in both languages; a `Text` among the values likewise."""
        zh = {key: value.zh if isinstance(value, Text) else value for key, value in values.items()}
        en = {key: value.en if isinstance(value, Text) else value for key, value in values.items()}
        return Text(self.zh.format(**zh), self.en.format(**en))
