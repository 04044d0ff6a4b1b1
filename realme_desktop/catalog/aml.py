"""What an AML answer (114) says. Unknown never means clear.

The only public evidence is the API document's no-hit sample: `blackSign` 999, every `hitResult` N, `kind`
008. So a `hitResult` other than N is a hit; a `blackSign` or a `kind` that is not known needs a human, and so
does whatever can't be read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from realme_desktop.catalog import loose, meanings

__all__ = ["NO_HIT_SIGNS", "AmlState", "AmlSummary", "entries", "known_kind", "lookup", "summarise"]

NO_HIT_SIGNS = frozenset({"999"})
_CHECKS = ("blackLisCheckResult", "blackListCheckResult")  # misspelt as RealMe does, and as it should be


class AmlState(Enum):
    EMPTY = "empty"  # nothing there at all: null, blank, {} or []
    CLEAR = "clear"
    HIT = "hit"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class AmlSummary:
    state: AmlState
    hits: int = 0
    entries: int = 0
    sign: str | None = None


def lookup(mapping: Mapping[str, Any], *names: str) -> Any:
    """The value of the first of these keys that is there, upper and lower case alike; None if none is."""
    wanted = [name.casefold() for name in names]
    found = {str(key).casefold(): value for key, value in mapping.items()}
    for name in wanted:
        if name in found:
            return found[name]
    return None


def entries(opened: Any, *, close: bool = True) -> list[Any]:
    """The list entries of an opened answer: those under the known keys, else the list itself."""
    if isinstance(opened, list):
        return opened
    if isinstance(opened, dict):
        checks = lookup(opened, *_CHECKS)
        inner = loose.unwrap(checks, close=close)
        if isinstance(inner, list):
            return inner
        if isinstance(inner, dict):
            return [inner]
    return []


def summarise(value: Any) -> AmlSummary:
    """Judge one of the two results, however it is wrapped."""
    if value is None or (isinstance(value, str) and not value.strip()) or value in ({}, []):
        return AmlSummary(AmlState.EMPTY)
    opened = loose.unwrap(value, close=False)
    cut = opened is loose.NOTHING  # perhaps in the middle: what is left may show a hit, but never "clear"
    if cut:
        opened = loose.unwrap(value)
    if opened is loose.NOTHING:
        return AmlSummary(AmlState.UNKNOWN)
    if opened in ({}, []):
        return AmlSummary(AmlState.UNKNOWN if cut else AmlState.EMPTY)
    results = list(_hit_results(opened))
    hits = sum(1 for result in results if _is_hit(result))
    sign = lookup(opened, "blackSign") if isinstance(opened, dict) else None
    sign_text = str(sign).strip() if isinstance(sign, str | int) and not isinstance(sign, bool) else None
    listed = entries(opened, close=False)
    if hits:
        return AmlSummary(AmlState.HIT, hits, len(listed), sign_text)
    clear = (
        not cut
        and sign_text in NO_HIT_SIGNS
        and bool(listed)
        and all(_is_clear(result) for result in results)
        and all(
            isinstance(entry, dict) and _is_clear(lookup(entry, "hitResult")) and known_kind(entry)
            for entry in listed
        )
    )
    return AmlSummary(AmlState.CLEAR if clear else AmlState.UNKNOWN, 0, len(listed), sign_text)


def _hit_results(opened: Any) -> Iterator[Any]:
    """Every `hitResult` at any depth. Iterative: an answer may be nested deeper than Python's stack."""
    stack = [opened]
    while stack:
        value = stack.pop()
        if isinstance(value, dict):
            for key, inner in value.items():
                if str(key).casefold() == "hitresult":
                    yield inner
                else:
                    stack.append(loose.structure(inner))  # a list may be text within the text
        elif isinstance(value, list):
            stack.extend(loose.structure(inner) for inner in value)


def known_kind(entry: Mapping[str, Any]) -> bool:
    """Whether the meaning of what an entry was compared by is published."""
    kind = lookup(entry, "kind")
    return isinstance(kind, str) and kind.strip() in meanings.AML_KIND


def _is_clear(result: Any) -> bool:
    return isinstance(result, str) and result.strip().upper() == "N"


def _is_hit(result: Any) -> bool:
    """Anything said that is not N. Nothing said (null, blank) is no hit, and not clear either."""
    if result is None or (isinstance(result, str) and not result.strip()):
        return False
    return not _is_clear(result)
