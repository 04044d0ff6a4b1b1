"""Kinds whose values identify somebody or something: ID number, mobile number, card, device."""

from __future__ import annotations

import re
from datetime import date

from realme_desktop.catalog import identifiers as ids
from realme_desktop.catalog.findings import Finding
from realme_desktop.catalog.kind import Kind, error, warning
from realme_desktop.catalog.masking import mask
from realme_desktop.catalog.model import Field, Role, Sensitivity
from realme_desktop.catalog.normal import compact

__all__ = ["CardKind", "IdNumberKind", "ImeiKind", "MobileKind"]


class IdNumberKind(Kind):
    """居民身份证 (GB 11643), 居住证 and 永久居留身份证; of a lenient field, any identity document."""

    name = "id_number"

    _FORM = re.compile(r"\d{17}[\dX]|\d{15}", re.ASCII)

    def parse(self, text: str) -> str:
        return compact(text).upper()

    def _check(self, value: str, field: Field, today: date) -> tuple[Finding, ...]:
        if field.lenient and (not self._FORM.fullmatch(value) or ids.uscc_ok(value)):
            return self._check_other(value, field)
        if not self._FORM.fullmatch(value):
            return (
                error(
                    field,
                    "id_number.form",
                    "身份证号应为 18 位数字（最后一位可以是 X）或 15 位数字。",
                    "An ID number has 18 digits (the last may be an X) or 15 digits.",
                ),
            )
        findings = []
        if len(value) == 15:
            findings.append(
                warning(
                    field,
                    "id_number.legacy",
                    "这是 15 位旧身份证号，RealMe 可能拒绝。",
                    "This is a 15-digit legacy number; RealMe may refuse it.",
                )
            )
        elif not ids.id_check_character_ok(value):
            findings.append(
                warning(
                    field,
                    "id_number.check_digit",
                    "最后一位校验码不符，请核对号码。",
                    "The check character at the end does not fit: please compare the number.",
                )
            )
        born = ids.birth_date(value)
        if born is None or born > today or born.year < 1850:
            findings.append(
                warning(
                    field,
                    "id_number.birth_date",
                    "号码中的出生日期不可能存在。",
                    "The birth date within the number is impossible.",
                )
            )
        if not ids.known_province(value):
            findings.append(
                warning(
                    field,
                    "id_number.province",
                    "号码开头的省份代码未知。",
                    "The province at the start of the number is unknown.",
                )
            )
        return tuple(findings)

    def _check_other(self, value: str, field: Field) -> tuple[Finding, ...]:
        if len(value) == 18 and value.isascii() and value.isalnum() and not ids.uscc_ok(value):
            return (
                warning(
                    field,
                    "id_number.uscc",
                    "若为统一社会信用代码，校验码不符，请核对。",
                    "As a unified social credit code its check character does not fit: please compare it.",
                ),
            )
        if len(value) < 5:
            return (
                warning(
                    field, "id_number.short", "证件号码很短，请核对。", "Very short for a document number."
                ),
            )
        return ()

    def display(self, value: str) -> str:
        return (
            f"{value[:6]} {value[6:14]} {value[14:]}"
            if self._FORM.fullmatch(value) and len(value) == 18
            else value
        )

    def mask(self, value: str) -> str:
        return mask(value, Sensitivity.IDENTIFIER, Role.ID_NUMBER)


class MobileKind(Kind):
    name = "mobile"

    _FORM = re.compile(r"1[3-9]\d{9}", re.ASCII)
    _COUNTRY = re.compile(r"(?:\+|00)?86(?=1\d{10}$)", re.ASCII)

    def parse(self, text: str) -> str:
        number = compact(text).replace("(", "").replace(")", "").replace(".", "")
        return self._COUNTRY.sub("", number, count=1) if not self._FORM.fullmatch(number) else number

    def _check(self, value: str, field: Field, today: date) -> tuple[Finding, ...]:
        if not self._FORM.fullmatch(value):
            return (
                error(
                    field,
                    "mobile.form",
                    "手机号应为 11 位数字，以 13 至 19 开头。",
                    "A mobile number has 11 digits and starts with 13 to 19.",
                ),
            )
        if not ids.mobile_prefix_assigned(value):
            prefix = value[:3]
            return (
                warning(
                    field,
                    "mobile.prefix",
                    f"号段 {prefix} 尚未启用，请核对号码。",
                    f"Numbers with {prefix} are not in use: please compare the number.",
                ),
            )
        return ()

    def display(self, value: str) -> str:
        return f"{value[:3]} {value[3:7]} {value[7:]}" if self._FORM.fullmatch(value) else value

    def mask(self, value: str) -> str:
        return mask(value, Sensitivity.IDENTIFIER, Role.MOBILE)


class CardKind(Kind):
    """A bank card (ISO 7812). What is no card, an account or a passbook, is `validate`'s to say."""

    name = "card"

    _FORM = re.compile(r"\d{12,19}", re.ASCII)

    def parse(self, text: str) -> str:
        return compact(text).upper()

    def _check(self, value: str, field: Field, today: date) -> tuple[Finding, ...]:
        if not self._FORM.fullmatch(value):
            return (
                error(
                    field, "card.form", "银行卡号应为 12 至 19 位数字。", "A card number has 12 to 19 digits."
                ),
            )
        if not ids.luhn_ok(value):
            return (
                warning(
                    field,
                    "card.check_digit",
                    "最后一位校验码不符，请核对卡号。",
                    "The check digit at the end does not fit: please compare the number.",
                ),
            )
        return ()

    def display(self, value: str) -> str:
        if not self._FORM.fullmatch(value):
            return value
        return " ".join(value[start : start + 4] for start in range(0, len(value), 4))

    def mask(self, value: str) -> str:
        return mask(value, Sensitivity.IDENTIFIER, Role.BANK_CARD)


class ImeiKind(Kind):
    """An IMEI; since some fields call it just 设备号, it is never refused."""

    name = "imei"

    _FORM = re.compile(r"\d{14}|\d{16}", re.ASCII)  # without check digit, or with the software version

    def parse(self, text: str) -> str:
        return compact(text).replace("/", "").upper()

    def _check(self, value: str, field: Field, today: date) -> tuple[Finding, ...]:
        if self._FORM.fullmatch(value):
            return ()
        if len(value) == 15 and value.isascii() and value.isdigit() and ids.luhn_ok(value):
            return ()
        return (
            warning(
                field,
                "imei.check_digit",
                "不是有效的 IMEI（15 位数字，最后一位是校验码），请核对。",
                "Not a valid IMEI (15 digits, the last a check digit): please compare it.",
            ),
        )

    def mask(self, value: str) -> str:
        return mask(value, Sensitivity.IDENTIFIER, Role.DEVICE)
