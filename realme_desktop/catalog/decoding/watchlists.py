"""An AML answer (114) entry by entry: what was found, where, and beside what was asked.

Nothing in here makes an answer clear: whether it is, only `verdicts.judge` says, from `aml.summarise`. An
entry that can't be understood is one for review.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum
from typing import Any

from realme_desktop.catalog import aml, loose, meanings
from realme_desktop.catalog.model import Role, Sensitivity, Service
from realme_desktop.catalog.text import Text

from .cells import cell
from .shapes import UNKNOWN, Mask

__all__ = ["Entry", "Finding", "Likeness", "Span", "WatchList", "differences", "likeness", "read"]

_MOST_ENTRIES = 5_000
_MOST_COMPARED = 200  # characters of a value that are compared one by one
_DEEPEST = 200_000  # values looked at in search of entries


class Finding(Enum):
    HIT = "hit"
    CLEAR = "clear"
    REVIEW = "review"


class Likeness(Enum):
    """How a matched value stands to what was asked of the same kind."""

    SAME = "same"
    FORM = "form"  # the same but for width, case or spaces
    DIFFERENT = "different"
    UNASKED = "unasked"  # nothing of that kind was asked, or the kind is not known


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list. `result`, `source`, `priority`, `kind` and `value` are as RealMe sent them, as
    text; `others` are the keys that nobody described. `asked` is what was asked of the same kind."""

    finding: Finding
    which: Text
    result: str
    source: str
    priority: str
    kind: str
    kind_words: Text | None
    value: str
    mask: Mask
    asked: str | None
    likeness: Likeness
    list_name: str = ""  # where the entry itself names its list
    others: tuple[tuple[str, str], ...] = ()

    @property
    def title(self) -> Text:
        """The list that it stands in, with the name that RealMe gives it."""
        if not self.list_name:
            return self.which
        return Text(f"{self.which.zh}：{self.list_name}", f"{self.which.en}: {self.list_name}")


@dataclass(frozen=True, slots=True)
class WatchList:
    """One of the two results. `why` tells what of it needs review. `raw` is the text of what can't be read;
    `rest` the structure of which no entry could be made, None where there is none."""

    key: str  # the wire name of its field
    which: Text
    state: aml.AmlState
    sign: str | None
    priority: str
    entries: tuple[Entry, ...]
    others: tuple[tuple[str, str], ...] = ()
    why: tuple[Text, ...] = ()
    raw: str | None = None
    rest: Any = None
    left_out: int = 0

    @property
    def sign_known(self) -> bool:
        return self.sign in aml.NO_HIT_SIGNS


_LISTS = (
    ("black_list_result", Text("黑名单", "Blacklist")),
    ("pep_result", Text("PEP 名单", "PEP list")),
)
_KIND_ROLES: Mapping[str, Role] = {"008": Role.FULL_NAME}  # all that the reference's sample shows
_ASKED = (Role.FULL_NAME, Role.ID_NUMBER, Role.MOBILE, Role.BANK_CARD)
_LIST_NAMES = ("listName", "list_name", "listType")  # not documented; a name of a list is nobody's secret
_ENTRY_KEYS = ("fromSys", "priorityLevel", "kind", "value", "hitResult")
_CHECKS = ("blackLisCheckResult", "blackListCheckResult", "pepCheckResult")
_PRIORITIES = ("blackPriorityLevel", "pepPriorityLevel")
_HEAD = ("blackSign", *_PRIORITIES)


def read(
    service: Service, values: Mapping[str, Any], params: Mapping[str, str]
) -> tuple[WatchList, WatchList]:
    """Blacklist and PEP list of an answer, hits first in each."""
    asked = {
        field.role: params[field.name]
        for field in service.fields
        if field.role in _ASKED and params.get(field.name)
    }
    black, pep = (_read(key, which, values.get(key), asked) for key, which in _LISTS)
    return black, pep


def _read(key: str, which: Text, value: Any, asked: Mapping[Role, str]) -> WatchList:
    summary = aml.summarise(value)
    opened = loose.unwrap(value)
    if summary.state is aml.AmlState.EMPTY:
        return WatchList(key, which, summary.state, None, "", ())
    if opened is loose.NOTHING:
        why = (Text("内容无法识别，以下为原文。", "It can't be read; this is the text as it came."),)
        return WatchList(key, which, summary.state, None, "", (), why=why, raw=cell(value))
    found = list(_found(opened))
    entries = [_entry(entry, which, asked) for entry in found[:_MOST_ENTRIES]]
    entries.sort(key=lambda entry: _ORDER[entry.finding])
    head: dict[str, Any] = opened if isinstance(opened, dict) else {}
    others = tuple(
        (str(name), cell(inner))
        for name, inner in head.items()
        if str(name).casefold() not in _KNOWN_HEAD
        and not (isinstance(inner, dict | list) and inner and found)
    )
    return WatchList(
        key,
        which,
        summary.state,
        summary.sign,
        cell(aml.lookup(head, *_PRIORITIES)),
        tuple(entries),
        others=() if not found else others,
        why=_why(summary, value, opened, entries, key),
        rest=None if found else opened,
        left_out=max(0, len(found) - _MOST_ENTRIES),
    )


_ORDER: Mapping[Finding, int] = {Finding.HIT: 0, Finding.REVIEW: 1, Finding.CLEAR: 2}
_KNOWN_HEAD = frozenset(name.casefold() for name in (*_HEAD, *_CHECKS))


def _why(
    summary: aml.AmlSummary, value: Any, opened: Any, entries: list[Entry], key: str
) -> tuple[Text, ...]:
    """What keeps this list from being clear, in words; nothing for a hit that is understood, or for clear."""
    if summary.state is aml.AmlState.CLEAR:
        return ()
    said: list[Text] = []
    if isinstance(value, str) and loose.unwrap(value, close=False) is loose.NOTHING:
        said.append(
            Text(
                "文本不完整（缺少右括号），可能还有内容没有收到。",
                "The text is incomplete (a closing bracket is missing): more may have been cut off.",
            )
        )
    sign = summary.sign
    black = key == _LISTS[0][0]
    if summary.state is aml.AmlState.HIT:
        return tuple(said)
    if sign is None and black:
        said.append(Text("没有 blackSign。", "There is no blackSign."))
    elif sign is not None and sign not in aml.NO_HIT_SIGNS:
        shown = sign[:40]
        said.append(
            Text(
                f"黑名单标志（blackSign）为“{shown}”，含义没有公布。",
                f"The blacklist sign (blackSign) is “{shown}”, whose meaning is not published.",
            )
        )
    missed = [entry for entry in entries if entry.finding is Finding.REVIEW and entry.result.upper() == "N"]
    kinds = "、".join(dict.fromkeys(entry.kind[:20] or "—" for entry in missed[:8]))
    if missed:
        said.append(Text(f"类别 {kinds} 的含义没有公布。", f"The meaning of kind {kinds} is not published."))
    unsure = sum(1 for entry in entries if entry.finding is Finding.REVIEW) - len(missed)
    if unsure:
        said.append(
            Text(f"有 {unsure} 条的命中结果无法识别。", f"Entries whose result is not understood: {unsure}.")
        )
    if not entries:
        said.append(Text("没有可识别的名单条目。", "No entry of a list can be made out."))
    if not said:
        said.append(Text("结构与公布的示例不同。", "It is not made like the published example."))
    return tuple(said)


def _found(opened: Any) -> Iterator[Any]:
    """Every entry: what lies in the known lists, and any object with a hitResult at any depth."""
    known = [loose.structure(entry) for entry in _known_list(opened) or []]
    yield from known
    done = {id(entry) for entry in known}
    lists = {name.casefold() for name in _CHECKS} if known else set()
    rest = (
        {name: inner for name, inner in opened.items() if str(name).casefold() not in lists}
        if isinstance(opened, dict)
        else []
    )
    stack: list[Any] = [rest, *reversed(known)]
    looked = 0
    while stack and looked < _DEEPEST:
        looked += 1
        value = stack.pop()
        if isinstance(value, dict):
            if id(value) not in done and any(str(name).casefold() == "hitresult" for name in value):
                yield value
            inner = [deep for name, deep in value.items() if str(name).casefold() != "hitresult"]
            stack.extend(reversed([loose.structure(deep) for deep in inner]))
        elif isinstance(value, list):
            stack.extend(reversed([loose.structure(inner) for inner in value]))


def _known_list(opened: Any) -> list[Any] | None:
    if isinstance(opened, list):
        return opened
    inner = loose.unwrap(aml.lookup(opened, *_CHECKS)) if isinstance(opened, dict) else loose.NOTHING
    if isinstance(inner, dict):
        return [inner]
    return inner if isinstance(inner, list) else None


def _entry(entry: Any, which: Text, asked: Mapping[Role, str]) -> Entry:
    if not isinstance(entry, dict):
        return Entry(
            Finding.REVIEW, which, "", "", "", "", None, cell(entry), UNKNOWN, None, Likeness.UNASKED
        )
    result = aml.lookup(entry, "hitResult")
    kind = cell(aml.lookup(entry, "kind")).strip()
    value = cell(aml.lookup(entry, "value"))
    role = _KIND_ROLES.get(kind)
    same = _asked_alike(value, role, asked)
    list_key = next((name for name in _LIST_NAMES if isinstance(aml.lookup(entry, name), str)), "")
    known = {name.casefold() for name in (*_ENTRY_KEYS, list_key)}
    return Entry(
        finding=_finding(result, aml.known_kind(entry)),
        which=which,
        result=cell(result).strip(),
        source=_source(aml.lookup(entry, "fromSys")),
        priority=cell(aml.lookup(entry, "priorityLevel")),
        kind=kind,
        kind_words=meanings.AML_KIND.get(kind),
        value=value,
        mask=_mask(role or same),
        asked=asked.get(role or same) if role or same else None,  # type: ignore[arg-type]
        likeness=likeness(asked.get(role or same), value) if role or same else Likeness.UNASKED,  # type: ignore[arg-type]
        list_name=cell(aml.lookup(entry, list_key)).strip() if list_key else "",
        others=tuple(
            (str(name), cell(inner)) for name, inner in entry.items() if str(name).casefold() not in known
        ),
    )


def _finding(result: Any, kind_known: bool) -> Finding:
    """A miss by something that nobody knows is none to rely on: who looks at it decides."""
    if result is None or (isinstance(result, str) and not result.strip()):
        return Finding.REVIEW
    if isinstance(result, str) and result.strip().upper() == "N":
        return Finding.CLEAR if kind_known else Finding.REVIEW
    return Finding.HIT


def _source(value: Any) -> str:
    """`fromSys` is a list in the reference's sample; an empty one names no source."""
    if isinstance(value, list):
        return "；".join(cell(item) for item in value)
    return cell(value)


def _asked_alike(value: str, role: Role | None, asked: Mapping[Role, str]) -> Role | None:
    """Of a kind that is not published: what was asked with the same value, None where nothing was."""
    if role is not None or not value.strip():
        return None
    return next((which for which, text in asked.items() if likeness(text, value) in _ALIKE), None)


_ALIKE = (Likeness.SAME, Likeness.FORM)


def _mask(role: Role | None) -> Mask:
    if role is Role.FULL_NAME:
        return (Sensitivity.PERSONAL, role)
    return UNKNOWN if role is None else (Sensitivity.IDENTIFIER, role)


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def likeness(asked: str | None, matched: str) -> Likeness:
    if not asked or not matched.strip():
        return Likeness.UNASKED
    if asked.strip() == matched.strip():
        return Likeness.SAME
    return Likeness.FORM if _folded(asked) == _folded(matched) else Likeness.DIFFERENT


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a text; `differs` where the other text has something else."""

    text: str
    differs: bool


def differences(asked: str, matched: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Both texts in pieces, what differs marked. Too long texts are one piece each."""
    if max(len(asked), len(matched)) > _MOST_COMPARED:
        differs = asked != matched
        return (Span(asked, differs),), (Span(matched, differs),)
    left: list[Span] = []
    right: list[Span] = []
    for act, i1, i2, j1, j2 in SequenceMatcher(None, asked, matched, autojunk=False).get_opcodes():
        if i2 > i1:
            left.append(Span(asked[i1:i2], act != "equal"))
        if j2 > j1:
            right.append(Span(matched[j1:j2], act != "equal"))
    return tuple(left), tuple(right)
