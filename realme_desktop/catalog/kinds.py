"""Kinds of fields: each owns parse → check → wire form → display form → masked form.

`parse` forgives: full-width characters, spaces and dashes, lower-case x, +86, pasted dates. `check` then
finds errors only where the value is certainly wrong, and warnings for everything else. There is exactly one
widget for each kind in `ui/forms`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from realme_desktop.catalog import codelist, kinds_formed, kinds_identifiers
from realme_desktop.catalog.findings import Finding
from realme_desktop.catalog.kind import Kind, error, warning
from realme_desktop.catalog.masking import HIDDEN, mask
from realme_desktop.catalog.model import Field, Role, Sensitivity
from realme_desktop.catalog.normal import compact, half_width, tidy

__all__ = ["KINDS", "Kind"]


class TextKind(Kind):
    """Codes and references; none of them is prose, so full-width characters are slips of the input method."""

    name = "text"

    def parse(self, text: str) -> str:
        return tidy(half_width(text))


def _is_cjk(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff" or char >= "\U00020000"


def _sticks(char: str) -> bool:
    return char == "·" or _is_cjk(char)


def _dot_names(name: str) -> str:
    """卡米力.买买提 → 卡米力·买买提: a full stop between Chinese characters stands for the middle dot."""
    parts = name.split(".")
    joined = parts[0]
    for part in parts[1:]:
        between = joined and part and _is_cjk(joined[-1]) and _is_cjk(part[0])
        joined += f"·{part}" if between else f".{part}"
    return joined


class NameKind(Kind):
    """A person's or a company's name. Brackets stay: companies are registered with full-width ones."""

    name = "name"

    _DOTS = str.maketrans(dict.fromkeys("•・･‧∙⋅．", "·"))

    def parse(self, text: str) -> str:
        kept = "".join(half_width(char) if char.isalnum() or char.isspace() else char for char in text)
        words = tidy(kept).split()
        if any(_is_cjk(char) for word in words for char in word):
            words = [word.translate(self._DOTS) for word in words]
        name = ""
        for word in words:  # 张 三 → 张三, yet John Smith keeps its space
            close = not name or (_sticks(name[-1]) and _sticks(word[0]))
            name += word if close else f" {word}"
        return _dot_names(name)

    def _check(self, value: str, field: Field, today: date) -> tuple[Finding, ...]:
        if len(value) < 2:
            return (warning(field, "name.short", "姓名只有一个字。", "The name has only one character."),)
        if not field.lenient and any(char.isdigit() for char in value):
            return (warning(field, "name.digits", "姓名中有数字。", "The name contains digits."),)
        if len(value) > 100:
            return (warning(field, "name.long", "姓名超过 100 个字。", "The name has over 100 characters."),)
        return ()

    def mask(self, value: str) -> str:
        return mask(value, Sensitivity.PERSONAL, Role.FULL_NAME)


class ChoiceKind(Kind):
    name = "choice"

    def parse(self, text: str) -> str:
        return tidy(half_width(text))

    def _check(self, value: str, field: Field, today: date) -> tuple[Finding, ...]:
        if any(choice.value == value for choice in field.choices):
            return ()
        allowed = ", ".join(choice.value for choice in field.choices)
        return (error(field, "choice", f"只能是：{allowed}。", f"Must be one of: {allowed}."),)

    def mask(self, value: str) -> str:
        return value


class SecretKind(Kind):
    """Typed once, sent once, never kept. Inner characters are the customer's business."""

    name = "secret"

    def parse(self, text: str) -> str:
        return text.strip()

    def display(self, value: str) -> str:
        return value

    def mask(self, value: str) -> str:
        return HIDDEN if value else ""


class CipherKind(SecretKind):
    """Errata 28: nothing but a ready cipher text, since no encryption is documented."""

    name = "cipher"

    def parse(self, text: str) -> str:
        return "".join(tidy(text).split())

    def _check(self, value: str, field: Field, today: date) -> tuple[Finding, ...]:
        plain = compact(value)
        if plain.isdigit() and len(plain) <= 6:
            return (
                error(
                    field,
                    "cipher.plain",
                    "这看起来是明文。此处只能填写加密后的密文，本程序不会发送明文。",
                    "This looks like plain digits. Only a ready cipher text is taken: nothing is ever "
                    "sent in the clear.",
                ),
            )
        if len(value) < 16:
            return (warning(field, "cipher.short", "密文很短，请核对。", "Very short for a cipher text."),)
        return ()


class PictureKind(Kind):
    """Held beside the texts; what it shows and weighs is checked by `imaging`."""

    name = "picture"
    attached = True

    def parse(self, text: str) -> str:
        return text.strip()

    def mask(self, value: str) -> str:
        return HIDDEN if value else ""


class PacketKind(PictureKind):
    """An SDK packet: an opaque file, sent as it is."""

    name = "packet"


class CodeListKind(SecretKind):
    """121: `[{"type": "sms", "value": "123456"}]`."""

    name = "code_list"

    def parse(self, text: str) -> str:
        return codelist.normal(tidy(text))

    def _check(self, value: str, field: Field, today: date) -> tuple[Finding, ...]:
        rows = codelist.read(value)
        if rows is None:
            return (
                error(field, "code_list.form", "验证码集合无法识别。", "The list of codes can't be read."),
            )
        if not rows:
            return (error(field, "code_list.empty", "请至少填写一项。", "Give at least one code."),)
        labels = {choice.value: choice.label for choice in field.choices}
        findings: list[Finding] = []
        for code_type, code in rows:
            label = labels.get(code_type)
            if label is None:
                allowed = ", ".join(labels)
                findings.append(
                    error(
                        field, "code_list.type", f"类型只能是：{allowed}。", f"Kinds must be of: {allowed}."
                    )
                )
            elif not code:
                findings.append(
                    error(
                        field, "code_list.value", f"请填写{label.zh}。", f"Nothing is given for: {label.en}."
                    )
                )
        if not findings and len({code_type for code_type, _ in rows}) < len(rows):
            findings.append(
                warning(field, "code_list.twice", "同一类型填写了两次。", "One kind is given twice.")
            )
        return tuple(findings)


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        kind.name: kind
        for kind in (
            TextKind(),
            NameKind(),
            kinds_identifiers.IdNumberKind(),
            kinds_identifiers.MobileKind(),
            kinds_identifiers.CardKind(),
            ChoiceKind(),
            kinds_formed.DateKind(),
            kinds_formed.ExpiryKind(),
            SecretKind(),
            CipherKind(),
            kinds_formed.UrlKind(),
            kinds_formed.NumberKind(),
            kinds_formed.IpKind(),
            kinds_identifiers.ImeiKind(),
            CodeListKind(),
            PictureKind(),
            PacketKind(),
        )
    }
)
