"""What a service is: the vocabulary in which RealMe's offer is written down.

Everything here is a frozen value. Adding a service means adding data in `services/`; if it would take code
in `ui/`, the vocabulary lacks a word, and the word belongs here.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Literal

from .text import Text

__all__ = [
    "Arrival",
    "Choice",
    "Decoder",
    "Field",
    "Group",
    "ResultField",
    "Role",
    "Rule",
    "RuleKind",
    "Sensitivity",
    "Service",
    "Variant",
    "Verdict",
    "VerdictBasis",
]


class Sensitivity(Enum):
    """How a value is treated by screen, log, clipboard, notification, export and file.

    ========== ============================ ============= =========== =======================
    class      example                      masked        in logs     kept in the history
    ========== ============================ ============= =========== =======================
    PUBLIC     a choice, a result code      no            yes         yes
    PERSONAL   a name, an address           yes           no          yes (encrypted)
    IDENTIFIER ID number, mobile, card      yes           no          yes (encrypted)
    BIOMETRIC  a picture                    blurred       no          yes (encrypted)
    SECRET     password, one-time code      all of it     no          never
    ========== ============================ ============= =========== =======================
    """

    PUBLIC = "public"
    PERSONAL = "personal"
    IDENTIFIER = "identifier"
    BIOMETRIC = "biometric"
    SECRET = "secret"

    @property
    def masked(self) -> bool:
        return self is not Sensitivity.PUBLIC

    @property
    def stored(self) -> bool:
        return self is not Sensitivity.SECRET


class Role(Enum):
    """What a field means, whatever it is called on the wire (errata 24)."""

    FULL_NAME = "full_name"
    ID_NUMBER = "id_number"
    MOBILE = "mobile"
    BANK_CARD = "bank_card"
    FACE_PICTURE = "face_picture"
    ID_FRONT_PICTURE = "id_front_picture"
    ID_BACK_PICTURE = "id_back_picture"
    ID_PICTURE = "id_picture"
    CARD_PICTURE = "card_picture"
    LICENCE_PICTURE = "licence_picture"
    PICTURE_SUFFIX = "picture_suffix"
    PICTURE_TYPE = "picture_type"
    FILE_ID = "file_id"
    ACCOUNT_TYPE = "account_type"
    CARD_TYPE = "card_type"
    CARD_EXPIRY = "card_expiry"
    CARD_CVV2 = "card_cvv2"
    BANK = "bank"
    DEVICE = "device"
    IDFA = "idfa"
    IP_ADDRESS = "ip_address"
    CHANNEL = "channel"
    NOTIFY_URL = "notify_url"
    AUTHORIZATION = "authorization"
    FACE_GROUP = "face_group"
    PERSON_ID = "person_id"
    COUNT = "count"
    TASK_ID = "task_id"
    PASSWORD = "password"
    VERIFY_CODE = "verify_code"
    MESSAGE_TYPE = "message_type"
    SIDE = "side"
    QUERY_DATE = "query_date"
    SEQ_ID = "seq_id"
    SCORE = "score"
    RESULT_CODE = "result_code"
    RESULT_TEXT = "result_text"
    ADDRESS = "address"
    ISSUER = "issuer"
    VALIDITY = "validity"
    COMPANY = "company"
    CREDIT_CODE = "credit_code"
    ORGANISATION_CODE = "organisation_code"
    REGISTRATION_NUMBER = "registration_number"
    DATE = "date"
    OTHER = "other"


class Verdict(Enum):
    """What RealMe found out about the person or the document. Never the status of the call.

    REVIEW stands for everything that a human has to look at: 99 异常, an unknown code, an answer that can't
    be parsed. DATA is an answer that carries facts and no judgement (OCR, a score, a report).
    """

    MATCH = "match"
    MISMATCH = "mismatch"
    PARTIAL = "partial"
    HIT = "hit"
    CLEAR = "clear"
    DATA = "data"
    REVIEW = "review"


class Arrival(Enum):
    """How the result of a service arrives (errata 12: the service's own entry decides)."""

    SYNC = "sync"
    ASYNC = "async"
    EITHER = "either"


class VerdictBasis(Enum):
    """Which rule turns a reply into a `Verdict` (`verdicts.py`)."""

    RESP_CODE = "resp_code"
    MOBILE = "mobile"
    AML = "aml"
    DATA = "data"
    REGISTER = "register"
    CANDIDATES = "candidates"


class Decoder(Enum):
    """Which decoder turns a response value into something to read (`decoders.py`)."""

    PLAIN = "plain"
    RESP_CODE = "resp_code"
    SCORE = "score"
    JSON = "json"
    AML_BLACK_LIST = "aml_black_list"
    AML_PEP = "aml_pep"
    FACE_SET = "face_set"
    FACE_CANDIDATES = "face_candidates"
    FILE_LIST = "file_list"
    LOAN_INFOS = "loan_infos"
    MOXIE = "moxie"
    FOUND = "found"
    RISK_INFO = "risk_info"


@dataclass(frozen=True, slots=True)
class Group:
    """A heading of the navigation."""

    key: str
    title: Text
    initials: str  # pinyin initials of the Chinese title, lower case


@dataclass(frozen=True, slots=True)
class Choice:
    """One value that RealMe allows, and what it means."""

    value: str
    label: Text


@dataclass(frozen=True, slots=True)
class Variant:
    """Another kind for a field, taken when another field has a certain value.

    101: `video_pic` is an SDK packet when `video_pic_flag` is `true`.
    """

    by: str  # wire name of the deciding field
    value: str
    kind: str


@dataclass(frozen=True, slots=True)
class Field:
    """One request parameter of a service.

    `name` is the wire name, exactly. `kind` names an entry of `kinds.KINDS`, which owns parse, check, wire
    form and display form. `generated` fields are filled by the program (`source_channel`, the suffix of a
    prepared picture) and stand out of the way in the form. `derived_from` names the picture field whose
    prepared format fills this one.
    """

    name: str
    role: Role
    kind: str
    label: Text
    required: bool = False
    sensitivity: Sensitivity = Sensitivity.PUBLIC
    choices: tuple[Choice, ...] = ()
    help: Text | None = None
    default: str = ""
    generated: bool = False
    derived_from: str | None = None
    variant: Variant | None = None
    picture: Literal["document", "face", "card"] | None = None  # which budget and limits (imaging)
    max_length: int | None = None
    lenient: bool = False  # the kind's checks only warn: the value may be of another sort (114: any document)


class RuleKind(Enum):
    """Rules across fields. `Rule.fields` is a tuple of groups; a group is filled when any of its fields is.

    ALL            every group must be filled
    AT_LEAST       at least `count` groups must be filled
    REQUIRED_WHEN  all groups must be filled when field `when[0]` has one of the values `when[1]`
                   (`*` among them stands for any value)
    EITHER_OR      each group is a full alternative (all its fields); exactly one must be complete
    """

    ALL = "all"
    AT_LEAST = "at_least"
    REQUIRED_WHEN = "required_when"
    EITHER_OR = "either_or"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule across fields, with the sentence that tells of it; see `RuleKind`."""

    kind: RuleKind
    fields: tuple[tuple[str, ...], ...]
    message: Text
    count: int = 0
    when: tuple[str, tuple[str, ...]] | None = None
    source: str = ""  # where the rule comes from, e.g. "errata 22"
    advisory: bool = False  # broken, it only warns: RealMe may well accept the order


@dataclass(frozen=True, slots=True)
class ResultField:
    """One field of an answer. `stage` tells where the reference lists it (`both`: in the response and in the
    asynchronous result); `required` repeats the reference, yet to the parser every one is optional
    (errata 14).

    The sensitivity of a field that holds a structure is that of its raw text; `items` have their own.
    """

    name: str
    label: Text
    role: Role = Role.OTHER
    sensitivity: Sensitivity = Sensitivity.PUBLIC
    decoder: Decoder = Decoder.PLAIN
    required: bool = False
    stage: Literal["response", "result", "both"] = "response"
    items: tuple[ResultField, ...] = ()  # for lists of objects


@dataclass(frozen=True, slots=True)
class Service:
    """One verification service (or checkresult, number 200).

    `path` and `result_path` start with `/` and follow the environment's base. `number` is RealMe's own.
    `segment` is the last part of the path and the service's name everywhere in the console.
    """

    number: int
    segment: str
    path: str
    group: str
    title: Text
    summary: Text
    initials: str  # pinyin initials of the Chinese title, lower case, for the search box
    arrival: Arrival
    fields: tuple[Field, ...]
    returns: tuple[ResultField, ...]
    rules: tuple[Rule, ...] = ()
    method: Literal["GET", "POST"] = "POST"
    result_path: str = "/v4/checkresult"
    basis: VerdictBasis = VerdictBasis.RESP_CODE
    scored: bool = False  # may carry mp_ssim (or candidate scores), so a threshold applies
    keywords: tuple[str, ...] = ()
    note: Text | None = None  # a standing remark shown in the form

    def field(self, name: str) -> Field:
        """The field of this wire name; KeyError if the service has none."""
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(name)
