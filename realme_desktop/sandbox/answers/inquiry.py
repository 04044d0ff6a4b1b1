"""What an answering function gets and gives."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from realme_desktop.catalog.model import Role, Service
from realme_desktop.sandbox.likeness import Recogniser, Sketch, Undecodable, sketch
from realme_desktop.sandbox.magic import Effect

__all__ = ["Answer", "Derived", "Inquiry", "Memory", "RegisteredFace", "Task"]

T = TypeVar("T")

_RESP_INFO = {
    "00": "认证通过",
    "01": "认证不一致",
    "02": "手机号身份证号验证一致,手机号姓名验证结果未知",
    "03": "手机号身份证号验证不一致,手机号姓名验证结果未知",
    "04": "手机号身份证号验证一致,手机号姓名验证不一致",
    "05": "手机号身份证号验证不一致,手机号姓名验证一致",
    "99": "认证异常",
}


class Derived:
    """Values that look like chance and depend on nothing but the seed."""

    def __init__(self, *seed: str) -> None:
        self._seed = "|".join(seed)

    def number(self, label: str, low: int, high: int) -> int:
        """From `low` to `high`, both included."""
        digest = hashlib.sha256(f"{self._seed}|{label}".encode()).digest()
        return low + int.from_bytes(digest[:8], "big") % (high - low + 1)

    def pick(self, label: str, choices: Sequence[T]) -> T:
        return choices[self.number(label, 0, len(choices) - 1)]

    def digits(self, label: str, count: int) -> str:
        return str(self.number(label, 0, 10**count - 1)).zfill(count)

    def hex(self, label: str) -> str:
        return hashlib.sha256(f"{self._seed}|{label}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Answer:
    """`fields` are the result. With `waits` they come by checkresult, and `response` is all that the call
    itself answers beside the common fields. `refused` is the message of a call that fails with the service's
    own code; nothing is recorded then. `verbatim` names a field whose JSON text is not escaped in the reply.
    """

    fields: Mapping[str, Any] = field(default_factory=dict)
    waits: bool = False
    response: Mapping[str, Any] = field(default_factory=dict)
    refused: str = ""
    verbatim: str = ""


@dataclass(frozen=True, slots=True)
class RegisteredFace:
    person_id: str
    name: str
    file_id: str
    picture: Sketch


@dataclass(slots=True)
class Task:
    """A 魔蝎 task. `wants` are the kinds of code it still waits for; `given_at` when the last one came."""

    wants: tuple[str, ...]
    ends: str = "DONE_SUCC"
    given_at: float | None = None
    wrong: bool = False
    runs_for_ever: bool = False


@dataclass(slots=True)
class Memory:
    """What the sandbox remembers between calls. Used by one worker thread only."""

    groups: dict[str, list[RegisteredFace]] = field(default_factory=dict)
    files: dict[str, Sketch] = field(default_factory=dict)
    tasks: dict[str, Task] = field(default_factory=dict)
    recogniser: Recogniser = field(default_factory=Recogniser)


@dataclass(frozen=True, slots=True)
class Inquiry:
    """`values` are wire values without pictures and packets, which are in `pictures`, decoded."""

    service: Service
    order_date: str
    order_id: str
    values: Mapping[str, str]
    pictures: Mapping[str, bytes]
    packets: frozenset[str]
    effect: Effect | None
    now: float
    settle_s: float
    memory: Memory

    def by_role(self, role: Role) -> str:
        """The value of the field with this role, or an empty text."""
        for entry in self.service.fields:
            if entry.role is role and entry.name in self.values:
                return self.values[entry.name]
        return ""

    @property
    def name(self) -> str:
        return self.by_role(Role.FULL_NAME)

    @property
    def id_number(self) -> str:
        return self.by_role(Role.ID_NUMBER)

    @property
    def person(self) -> Derived:
        """Derived from who is asked about, not from the order: asking again gives the same."""
        return Derived(self.name, self.id_number, self.by_role(Role.MOBILE), self.by_role(Role.BANK_CARD))

    def sketch(self, name: str) -> Sketch:
        """Raises Undecodable, for a packet too: its encryption is the SDK's own."""
        if name in self.packets:
            raise Undecodable("packet")
        return sketch(self.pictures[name])

    def outcome(self) -> str:
        """The resp_code of a match service: what the magic input asks for, else RealMe's own mock logic."""
        effect = self.effect
        if effect is Effect.EXCEPTION:
            return "99"
        if effect is Effect.MISMATCH:
            return "01"
        if effect is not None and effect.name.startswith("PARTIAL_"):
            return effect.name[-2:] if self.service.number == 103 else "01"
        first = self.id_number[:1]
        if first in ("8", "9"):
            return "01"
        return "99" if first == "0" else "00"

    def scored(self, score: int | None) -> dict[str, str]:
        """`mp_ssim`, unless there is none."""
        return {} if score is None or self.effect is Effect.NO_SCORE else {"mp_ssim": str(score)}


def resp(code: str, info: str = "") -> dict[str, str]:
    return {"resp_code": code, "resp_info": info or _RESP_INFO[code]}
