"""Checking what the operator typed: each field by its kind, then the rules across fields."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

from realme_desktop.catalog.findings import Finding, Strength
from realme_desktop.catalog.kinds import KINDS
from realme_desktop.catalog.model import Field, Rule, RuleKind, Service
from realme_desktop.catalog.registry import COMMON_FIELDS
from realme_desktop.catalog.text import Text

__all__ = ["FormCheck", "check_field", "check_form", "demanded", "effective_kind", "wire_values"]

_ANY = "*"
_COMMON_NAMES = frozenset(field.name for field in COMMON_FIELDS)


@dataclass(frozen=True, slots=True)
class FormCheck:
    """`values` are canonical and without empty ones; pictures and packets are not among them."""

    values: dict[str, str]
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.strength is Strength.ERROR)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.strength is Strength.WARNING)

    @property
    def ok(self) -> bool:
        """Whether the order may be submitted; warnings do not stand in the way."""
        return not self.errors


def effective_kind(field: Field, values: Mapping[str, str]) -> str:
    """The kind that the field has now: 101's `video_pic` is a packet once `video_pic_flag` says so."""
    variant = field.variant
    if variant is not None and KINDS["choice"].parse(values.get(variant.by, "")) == variant.value:
        return variant.kind
    return field.kind


def check_field(
    field: Field, text: str, today: date, values: Mapping[str, str] | None = None
) -> tuple[str, tuple[Finding, ...]]:
    """The canonical text and what is wrong with it. Emptiness is not: `check_form` knows what is required.

    `values` are the other fields' texts, for what depends on them: a variant, or an account that is no card.
    """
    others = values or {}
    kind = KINDS[effective_kind(field, others)]
    canonical = kind.parse(text)
    if kind.name == "choice":
        canonical = _choice(field, canonical)
    if kind.name == "card" and _not_a_card(others):
        return canonical, _check_account(field, canonical)
    findings = kind.check(canonical, field, today)
    if field.lenient:
        findings = tuple(replace(finding, strength=Strength.WARNING) for finding in findings)
    return canonical, findings


def check_form(
    service: Service, values: Mapping[str, str], present: Collection[str], today: date
) -> FormCheck:
    """Check a whole form.

    `values` are texts by wire name; a name that is absent takes the field's default, an empty text does not.
    `present` names the picture and packet fields that hold something.
    """
    known = {field.name for field in service.fields}
    findings = [
        Finding(
            None,
            Strength.ERROR,
            Text("此服务没有字段 {name}。", "This service has no field {name}.").format(name=name),
            "unknown",
        )
        for name in sorted({*values, *present} - known - _COMMON_NAMES)
    ]
    texts = {
        field.name: values.get(field.name, field.default)
        for field in service.fields
        if not KINDS[field.kind].attached
    }
    for field in service.fields:
        if field.kind == "choice":  # first, since other fields depend on what is chosen
            texts[field.name] = _choice(field, KINDS["choice"].parse(texts[field.name]))
    canonical: dict[str, str] = {}
    for field in service.fields:
        if KINDS[field.kind].attached:
            if field.required and field.name not in present:
                findings.append(_missing(field))
            continue
        value, found = check_field(field, texts[field.name], today, texts)
        findings.extend(found)
        if value:
            canonical[field.name] = value
        elif field.required:
            findings.append(_missing(field))
    filled = {*canonical, *(name for name in present if name in known)}
    filled |= {field.name for field in service.fields if field.derived_from in filled}
    complained = {finding.field for finding in findings if finding.strength is Strength.ERROR}
    for rule in service.rules:
        finding = _check_rule(rule, filled, canonical)
        if finding is not None and (finding.field is None or finding.field not in complained):
            findings.append(finding)
    return FormCheck(canonical, tuple(findings))


def demanded(service: Service, values: Mapping[str, str]) -> frozenset[str]:
    """Wire names to be marked as required at this moment; `values` are texts as typed.

    Those marked in the catalog, those of ALL rules, and those whose REQUIRED_WHEN holds now. A rule that
    leaves a choice of fields (two of five, one or the other) marks none.
    """
    names = {field.name for field in service.fields if field.required}
    for rule in service.rules:
        if rule.advisory or (rule.kind is RuleKind.REQUIRED_WHEN and not _active(rule, service, values)):
            continue
        if rule.kind in (RuleKind.ALL, RuleKind.REQUIRED_WHEN):
            names |= {group[0] for group in rule.fields if len(group) == 1}
    return frozenset(names)


def wire_values(service: Service, values: Mapping[str, str]) -> dict[str, str]:
    """Canonical values in the form that RealMe wants, by wire name; empty ones are left out."""
    wire: dict[str, str] = {}
    for field in service.fields:
        value = values.get(field.name, "")
        if value and not KINDS[field.kind].attached:
            wire[field.name] = KINDS[field.kind].wire(value)
    return wire


def _missing(field: Field) -> Finding:
    verb = (
        Text("请选择{label}。", "Please choose: {label}.")
        if KINDS[field.kind].attached or field.kind == "choice"
        else Text("请填写{label}。", "Please fill in: {label}.")
    )
    return Finding(field.name, Strength.ERROR, verb.format(label=field.label), "required")


def _choice(field: Field, text: str) -> str:
    """A choice's value for its value or label in either language, upper and lower case alike."""
    folded = text.casefold()
    for choice in field.choices:
        if folded in (choice.value.casefold(), choice.label.zh.casefold(), choice.label.en.casefold()):
            return choice.value
    return text


def _not_a_card(values: Mapping[str, str]) -> bool:
    """A corporate account (E) or a passbook (P) need not have a card's number."""
    return (
        values.get("acct_type", "").strip().upper() == "E"
        or values.get("card_type", "").strip().upper() == "P"
    )


def _check_account(field: Field, value: str) -> tuple[Finding, ...]:
    if not value or (value.isascii() and value.isalnum() and len(value) >= 5):
        return ()
    message = Text(
        "账号一般由数字或字母组成，至少 5 位，请核对。",
        "An account number usually has digits or letters, 5 at least: please compare it.",
    )
    return (Finding(field.name, Strength.WARNING, message, "card.account"),)


def _active(rule: Rule, service: Service, values: Mapping[str, str]) -> bool:
    if rule.when is None:
        return True
    name, wanted = rule.when
    field = service.field(name)
    value = KINDS[field.kind].parse(values.get(name, field.default))
    if field.kind == "choice":
        value = _choice(field, value)
    return _wanted(value, wanted)


def _wanted(value: str, wanted: tuple[str, ...]) -> bool:
    return value in wanted or (bool(value) and _ANY in wanted)


def _check_rule(rule: Rule, filled: Collection[str], canonical: Mapping[str, str]) -> Finding | None:
    """One finding at most. It stands at a field where exactly one field would put it right."""
    if rule.kind is RuleKind.EITHER_OR:
        complete = [group for group in rule.fields if all(name in filled for name in group)]
        started = [group for group in rule.fields if any(name in filled for name in group)]
        broken = len(complete) != 1 or len(started) != 1
        return _finding(rule, None) if broken else None
    missing = [group for group in rule.fields if not any(name in filled for name in group)]
    if rule.kind is RuleKind.AT_LEAST:
        return _finding(rule, None) if len(rule.fields) - len(missing) < rule.count else None
    if rule.kind is RuleKind.REQUIRED_WHEN and rule.when is not None:
        name, wanted = rule.when
        if not _wanted(canonical.get(name, ""), wanted):
            return None
    if not missing:
        return None
    at = missing[0][0] if len(missing) == 1 and len(missing[0]) == 1 else None
    return _finding(rule, at)


def _finding(rule: Rule, at: str | None) -> Finding:
    strength = Strength.WARNING if rule.advisory else Strength.ERROR
    return Finding(at, strength, rule.message, f"rule.{rule.kind.value}")
