"""What the sandbox can be asked to do. Pure data, light to import; `magic.py` says by which inputs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from realme_desktop.catalog.model import Role
from realme_desktop.catalog.text import Text

__all__ = ["DEMO_GROUP", "WRONG_CODE", "Effect", "Magic"]

DEMO_GROUP = "demo"
"""A 1:N group that holds the two sample faces from the start."""

WRONG_CODE = "000000"
"""The verification code that the sandbox calls wrong."""


class Effect(Enum):
    """What the sandbox does. The first block changes the result, the second the result's arrival, the third
    what becomes of the connection, the fourth refuses the call, the fifth changes the notification."""

    MISMATCH = "mismatch"
    EXCEPTION = "exception"
    PARTIAL_02 = "partial_02"
    PARTIAL_03 = "partial_03"
    PARTIAL_04 = "partial_04"
    PARTIAL_05 = "partial_05"
    NO_SCORE = "no_score"
    AML_HIT = "aml_hit"
    AML_PEP = "aml_pep"
    AML_UNKNOWN = "aml_unknown"
    UNPARSABLE = "unparsable"
    VERBATIM = "verbatim"

    LONG_PENDING = "long_pending"
    NEVER_ENDING = "never_ending"
    FORGOTTEN = "forgotten"
    QUERY_FAILS = "query_fails"

    NO_REPLY = "no_reply"
    DROPPED = "dropped"
    DROPPED_BEFORE = "dropped_before"
    BAD_GATEWAY = "bad_gateway"
    BROKEN_JSON = "broken_json"
    SLOW = "slow"

    CALL_FAILS = "call_fails"
    NO_PERMISSION = "no_permission"
    DUPLICATE = "duplicate"
    THROTTLED = "throttled"

    NOTICE_TWICE = "notice_twice"
    NOTICE_FORGED = "notice_forged"
    NOTICE_STRANGER = "notice_stranger"
    NOTICE_DIFFERS = "notice_differs"

    CAPTCHA_PICTURE = "captcha_picture"
    TASK_WAITS = "task_waits"
    TASK_RUNS = "task_runs"
    TASK_FAILS = "task_fails"
    TASK_TIMES_OUT = "task_times_out"
    TASK_UNKNOWN = "task_unknown"


@dataclass(frozen=True, slots=True)
class Magic:
    """`trigger` typed into the field with this `role`. A name also works in `authorization_info`, the one
    field that every service has."""

    trigger: str
    role: Role
    effect: Effect
    title: Text
    sentence: Text

    @property
    def anywhere(self) -> bool:
        """Whether it works in `authorization_info` too."""
        return self.role is Role.FULL_NAME
