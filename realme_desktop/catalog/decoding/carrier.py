"""What 魔蝎 (115-121, 123, 124) answers: a task, how far it is, channels, bills and calls, a report.

`result` may be an object, JSON text or plain text; which of these answers it is, its keys tell, not the
service.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Any

from realme_desktop.catalog import aml, loose, meanings
from realme_desktop.catalog.text import Text

from .carrier_words import label_of
from .cells import cell
from .dates import month_of
from .sections import Fact, Month, Section, sections_of, tabulate
from .shapes import OPEN
from .tabular import Table, key_of, words_of

__all__ = ["Answer", "Progress", "Step", "StepState", "Wanted", "captcha", "read"]

_MOST_CAPTCHA = 2_000_000  # characters of BASE64


class StepState(Enum):
    DONE = "done"
    CURRENT = "current"
    WAITING = "waiting"  # for somebody to type something
    FAILED = "failed"
    TODO = "todo"

    @property
    def sign(self) -> str:
        return _STEP_SIGNS[self]


_STEP_SIGNS: Mapping[StepState, str] = {
    StepState.DONE: "✓",
    StepState.CURRENT: "●",
    StepState.WAITING: "!",
    StepState.FAILED: "×",
    StepState.TODO: "○",
}


@dataclass(frozen=True, slots=True)
class Step:
    label: Text
    state: StepState


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the task waits for. `kind` is img, sms or pwd, else what RealMe wrote; `picture` BASE64 text,
    empty for none; `wait_seconds` None where RealMe names no time."""

    kind: str
    words: Text
    picture: str = ""
    wait_seconds: int | None = None
    value: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """`headline` is where the task stands, in words; `known` whether its state is a published one."""

    steps: tuple[Step, ...]
    headline: Text
    known: bool
    wanted: Wanted | None = None
    finished: bool = False
    failed: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """Exactly what there is of these is filled: `progress` of a task, `facts`, `channels`, `sections`. `text`
    is a result in plain words, `tree` one that could not be put into anything else."""

    task_id: str = ""
    progress: Progress | None = None
    facts: tuple[Fact, ...] = ()
    channels: Table | None = None
    sections: tuple[Section, ...] = ()
    text: str = ""
    tree: Any = None
    broken: bool = False  # looked like JSON and is none


def read(value: Any) -> Answer:
    """The `result` of one of the 魔蝎 services."""
    if value is None or value in ({}, []) or (isinstance(value, str) and not value.strip()):
        return Answer()
    opened = loose.unwrap(value)
    if opened is loose.NOTHING:
        text = cell(value)
        return Answer(text=text, broken=text.lstrip()[:1] in ("{", "["))
    if isinstance(opened, list):
        return _list(opened)
    keys = {str(key).casefold() for key in opened}
    task_id = cell(aml.lookup(opened, "task_id", "taskid")).strip()
    if keys & _STATUS_KEYS:
        return _status(opened, task_id)
    channels = aml.lookup(opened, "channels")
    if isinstance(channels, list) and channels and all(isinstance(entry, dict) for entry in channels):
        table, _ = tabulate(channels, _CHANNEL_ORDER)
        if table is not None:
            rest = {key: inner for key, inner in opened.items() if str(key).casefold() != "channels"}
            facts, sections = sections_of(rest)
            return Answer(task_id, facts=facts, channels=table, sections=sections)
    if task_id and keys <= _TASK_KEYS:
        return Answer(task_id, progress=_CREATED, facts=sections_of(opened)[0])
    if keys & _RAW_KEYS:
        return _bill(opened, task_id)
    facts, sections = sections_of(opened)
    return Answer(task_id, facts=facts, sections=sections)


def _list(opened: Sequence[Any]) -> Answer:
    if all(isinstance(entry, dict) for entry in opened):
        _, sections = sections_of({"items": list(opened)})
        return Answer(sections=sections)
    return Answer(tree=opened)


_STATUS_KEYS = frozenset({"phase", "phase_status"})
_TASK_KEYS = frozenset(
    {"task_id", "taskid", "description", "error_code", "success", "status", "code", "message", "msg"}
)
_RAW_KEYS = frozenset({"bills", "calls", "smses", "nets", "recharges"})
_CHANNEL_ORDER = ("channel", "channel_name", "real_name_required", "login_sms_required", "reset_pwd_sms")


# -- a task and how far it is -------------------------------------------------------------------------------

_CREATE = Text("创建任务", "Task made")
_CODES = Text("登录验证", "Log-in and codes")
_COLLECT = Text("采集数据", "Collecting")
_END = Text("完成", "Done")


def _steps(*states: StepState) -> tuple[Step, ...]:
    return tuple(
        Step(label, state) for label, state in zip((_CREATE, _CODES, _COLLECT, _END), states, strict=True)
    )


_S = StepState
_CREATED = Progress(
    _steps(_S.DONE, _S.CURRENT, _S.TODO, _S.TODO),
    Text("任务已创建。接下来查询执行状态（118）。", "The task is made. Ask for its status (118) next."),
    known=True,
)
_WANTED_WORDS: Mapping[str, Text] = {
    "img": Text("等待输入图片验证码", "Waiting for the characters in the picture"),
    "sms": Text("等待输入短信验证码", "Waiting for the code in the text message"),
    "pwd": Text("等待输入新服务密码", "Waiting for the new service password"),
}


def _status(opened: Mapping[str, Any], task_id: str) -> Answer:
    said = cell(aml.lookup(opened, "phase_status")).strip()
    state = said.upper()
    wanted = _wanted(aml.lookup(opened, "input")) if state == "WAIT_CODE" else None
    shown = {key: inner for key, inner in opened.items() if not (wanted and str(key).casefold() == "input")}
    facts, sections = sections_of(shown)
    facts = tuple(_status_fact(item) for item in facts)
    progress = _progress(opened, state, said, wanted)
    return Answer(task_id, progress=progress, facts=facts, sections=sections)


def _status_fact(item: Fact) -> Fact:
    if item.key.casefold() != "phase_status":
        return item
    known = meanings.MOXIE_PHASE_STATUS.get(item.text.zh.strip().upper())
    if known is None:
        return item
    code = item.text.zh.strip()
    return Fact(item.key, item.label, Text(f"{code} {known.zh}", f"{code} {known.en}"), item.mask)


def _progress(opened: Mapping[str, Any], state: str, said: str, wanted: Wanted | None) -> Progress:
    if state == "WAIT_CODE":
        words = wanted.words if wanted is not None else Text("等待输入验证码", "Waiting for a code")
        return Progress(_steps(_S.DONE, _S.WAITING, _S.TODO, _S.TODO), words, True, wanted)
    if state == "DOING":
        login = cell(aml.lookup(opened, "phase")).strip().upper() == "LOGIN"
        steps = (_S.DONE, _S.CURRENT, _S.TODO, _S.TODO) if login else (_S.DONE, _S.DONE, _S.CURRENT, _S.TODO)
        doing = Text("正在登录", "Logging in") if login else Text("正在采集数据", "Collecting the data")
        return Progress(_steps(*steps), doing, True)
    if state == "DONE_SUCC":
        words = Text(
            "采集完成，可以取报告（123）和账单（124）。",
            "Done: the report (123) and the bills (124) can be fetched.",
        )
        return Progress(_steps(*(_S.DONE,) * 4), words, True, finished=True)
    if state in ("DONE_FAIL", "DONE_TIMEOUT"):
        words = meanings.MOXIE_PHASE_STATUS[state]
        told = Text(
            f"任务{words.zh}，没有数据。需要时重新创建任务。",
            f"The task {_ENDED[state]}: there are no data. Make a new task if needed.",
        )
        return Progress(
            _steps(_S.DONE, *_where_it_failed(opened), _S.FAILED), told, True, finished=True, failed=True
        )
    shown = said[:40] or cell(aml.lookup(opened, "phase")).strip()[:40] or "—"
    words = Text(f"状态“{shown}”的含义没有公布。", f"State “{shown}”: its meaning is not published.")
    return Progress((), words, False)


_ENDED = {"DONE_FAIL": "failed", "DONE_TIMEOUT": "timed out"}


def _where_it_failed(opened: Mapping[str, Any]) -> tuple[StepState, StepState]:
    if "LOGIN" in cell(aml.lookup(opened, "phase_type")).upper():
        return _S.FAILED, _S.TODO
    return _S.DONE, _S.FAILED


def _wanted(value: Any) -> Wanted | None:
    opened = loose.unwrap(value)
    if not isinstance(opened, dict):
        return None
    kind = cell(aml.lookup(opened, "type")).strip()
    short = kind.casefold()
    words = _WANTED_WORDS.get(short)
    rank, seconds, _ = key_of(aml.lookup(opened, "wait_seconds"))
    value = aml.lookup(opened, "value")
    return Wanted(
        kind=short if words is not None else kind,
        words=words
        or Text(
            f"等待输入“{kind[:40] or '—'}”（含义没有公布）",
            f"Waiting for “{kind[:40] or '—'}” (its meaning is not published)",
        ),
        picture=value if short == "img" and isinstance(value, str) else "",
        wait_seconds=int(seconds) if rank == 0 and 0 < seconds < 86_400 else None,
        value="" if short == "img" and isinstance(value, str) else cell(value),
    )


_PREFIX = re.compile(r"data:image/[\w.+-]+;base64,", re.ASCII)


def captcha(text: str) -> bytes | None:
    """The bytes of a captcha picture; None for what is no BASE64 and for what is far too long. Blocking: up
    to 1.5 MB are decoded."""
    if not text or len(text) > _MOST_CAPTCHA:
        return None
    found = _PREFIX.match(text.lstrip())
    body = text.lstrip()[found.end() :] if found else text
    compact = "".join(body.split()).replace("-", "+").replace("_", "/")
    try:
        return base64.b64decode(compact + "=" * (-len(compact) % 4), validate=True) or None
    except (binascii.Error, ValueError):
        return None


# -- bills and calls ----------------------------------------------------------------------------------------

_MONTHLY_LISTS: Mapping[str, tuple[str, ...]] = {
    "calls": ("time", "peer_number", "dial_type", "duration", "location"),
    "smses": ("time", "peer_number", "send_type"),
    "nets": ("time", "duration", "subflow", "location"),
    "packages": ("item", "total", "used", "unit"),
    "families": ("long_number", "short_number", "member_type"),
}


def _bill(opened: Mapping[str, Any], task_id: str) -> Answer:
    """Raw data: monthly lists are laid out flat, with the totals of each month to plot."""
    plain: dict[str, Any] = {}
    made: list[Section] = []
    facts: list[Fact] = []
    for key, value in opened.items():
        name = str(key)
        flat = _flattened(value) if name in _MONTHLY_LISTS else None
        if flat is None:
            plain = {name: value}
            more, sections = sections_of(plain)
            facts.extend(more)
            made.extend(sections)
            continue
        months, items = flat
        if not items:
            facts.append(Fact(name, label_of(name), _none(months), OPEN))
            continue
        table, left = tabulate(items, ("bill_month", *_MONTHLY_LISTS[name]))
        plot, bars = _counted(name, items)
        made.append(
            Section(
                (name,),
                label_of(name),
                table=table,
                tree=None if table else value,
                plot=plot,
                months=bars,
                left_out=left,
            )
        )
    return Answer(task_id, facts=tuple(facts), sections=tuple(made))


def _none(months: int) -> Text:
    return Text(f"{months} 个月，无记录", f"{months} months, none") if months else Text("无记录", "none")


def _flattened(value: Any) -> tuple[int, list[dict[str, Any]]] | None:
    """`[{bill_month, total_size, items}]` as flat items with the month of their group; None for others."""
    if not isinstance(value, list) or not all(isinstance(group, dict) for group in value):
        return None
    flat: list[dict[str, Any]] = []
    for group in value:
        items = group.get("items")
        if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
            return None
        above = {str(key): inner for key, inner in group.items() if key not in ("items", "total_size")}
        if any(isinstance(inner, dict | list) for inner in above.values()):
            return None
        for item in items:
            if any(isinstance(inner, dict | list) for inner in item.values()):
                return None
            flat.append(above | {str(key): inner for key, inner in item.items()})
    return len(value), flat


def _counted(name: str, items: Sequence[Mapping[str, Any]]) -> tuple[Text | None, tuple[Month, ...]]:
    """Entries by month: of the group, else of the item's own time."""
    sums: dict[str, int] = {}
    for item in items:
        month = month_of(item.get("bill_month")) or month_of(item.get("time"))
        if month is not None:
            sums[month] = sums.get(month, 0) + 1
    if len(sums) < 2:
        return None, ()
    title = label_of(name)
    bars = tuple(Month(month, Decimal(count), words_of(count)) for month, count in sorted(sums.items()))
    return Text(f"每月{title.zh}（条）", f"{title.en} by month"), bars
