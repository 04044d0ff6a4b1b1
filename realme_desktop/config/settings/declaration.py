"""What a setting is: the words, the bounds and the check that everything about it comes from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from realme_desktop.catalog.model import Choice
from realme_desktop.catalog.text import Text

__all__ = ["Setting", "SettingValue"]

SettingValue = str | int | float | bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One setting. `minimum` and `maximum` are included; `unit` is shown behind the number; `check` says what
    is wrong with a text, None for nothing. `strict` is the value that gives nothing away: in force and fixed
    while the deployer's policy can't be trusted (None: the setting protects nobody). `folder`: the text is
    the path of one, to be chosen in a dialog."""

    key: str
    type: Literal["choice", "int", "float", "text", "bool"]
    default: SettingValue
    group: str
    label: Text
    help: Text
    minimum: float | None = None
    maximum: float | None = None
    choices: tuple[Choice, ...] = ()
    unit: str = ""
    folder: bool = False
    check: Callable[[str], Text | None] | None = None
    lockable: bool = True
    strict: SettingValue | None = None

    def problem_with(self, value: object) -> Text | None:
        """Why this can't be the setting's value; None if it can."""
        if self.type == "choice":
            if value in [choice.value for choice in self.choices]:
                return None
            allowed = ", ".join(choice.value for choice in self.choices)
            return Text("只能是以下之一：{allowed}。", "It must be one of: {allowed}.").format(
                allowed=allowed
            )
        if self.type == "bool":
            return (
                None
                if isinstance(value, bool)
                else Text("只能是 true 或 false。", "It must be true or false.")
            )
        if self.type == "text":
            if not isinstance(value, str):
                return Text("必须是文字。", "It must be text.")
            if len(value) > 200 or not value.isprintable():
                return Text("最多 200 个字符，且不含换行。", "At most 200 characters, without line breaks.")
            return self.check(value) if self.check is not None else None
        if isinstance(value, bool) or not isinstance(value, int | float):
            return Text("必须是数字。", "It must be a number.")
        if self.type == "int" and not isinstance(value, int):
            return Text("必须是整数。", "It must be a whole number.")
        low = self.minimum is None or value >= self.minimum
        high = self.maximum is None or value <= self.maximum
        if low and high:  # NaN is neither
            return None
        return Text("必须在 {low} 到 {high} 之间。", "It must be between {low} and {high}.").format(
            low=f"{self.minimum:g}" if self.minimum is not None else "−∞",
            high=f"{self.maximum:g}" if self.maximum is not None else "∞",
        )
