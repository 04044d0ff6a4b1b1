"""From RealMe's answer to a verdict.

Only where a result is due: whoever calls `judge` knows from the reply that there is one. What is unknown,
absent or can't be read is REVIEW, never a match and never clear.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Any

from realme_desktop.catalog import aml, loose
from realme_desktop.catalog.codes import RESP_CODES, normal_resp_code, normal_return_code, resp_codes
from realme_desktop.catalog.model import Arrival, Decoder, ResultField, Role, Service, Verdict, VerdictBasis
from realme_desktop.catalog.text import Text

__all__ = [
    "REGISTERED_CODES",
    "VERDICT_SIGNS",
    "VERDICT_WORDS",
    "Judgement",
    "compares",
    "judge",
    "own_verdict",
    "read_score",
    "score_of",
]

VERDICT_WORDS: Mapping[Verdict, Text] = {
    Verdict.MATCH: Text("一致", "Match"),
    Verdict.MISMATCH: Text("不一致", "No match"),
    Verdict.PARTIAL: Text("部分一致", "Partial match"),
    Verdict.HIT: Text("命中", "Hit"),
    Verdict.CLEAR: Text("未命中", "No hit"),
    Verdict.DATA: Text("已取得", "Data received"),
    Verdict.REVIEW: Text("需人工复核", "Needs review"),
}

VERDICT_SIGNS: Mapping[Verdict, str] = {
    Verdict.MATCH: "✓",
    Verdict.MISMATCH: "✗",
    Verdict.PARTIAL: "◐",
    Verdict.HIT: "!",
    Verdict.CLEAR: "○",
    Verdict.DATA: "i",
    Verdict.REVIEW: "?",
}

# Of `face_set_resp`: 000001 is the only code of the reference's example ("成功").
REGISTERED_CODES = frozenset({"000001"})


@dataclass(frozen=True, slots=True)
class Judgement:
    """`statements` are the single facts behind the verdict, each for a line of its own; `reason` says in one
    sentence why the verdict is what it is."""

    verdict: Verdict
    statements: tuple[Text, ...]
    reason: Text


def judge(service: Service, values: Mapping[str, Any]) -> Judgement:
    """The verdict on `values`, RealMe's answer as parsed (JSON text inside a field may still be text)."""
    return _JUDGES[service.basis](service, values)


def compares(service: Service) -> bool:
    """Whether the answer says "match" or "no match" of somebody."""
    return service.basis in (VerdictBasis.RESP_CODE, VerdictBasis.MOBILE)


def own_verdict(score: float | None, threshold: float | None) -> Verdict | None:
    """The operator's own verdict; None where there is no score or no threshold."""
    if score is None or threshold is None:
        return None
    return Verdict.MATCH if score >= threshold else Verdict.MISMATCH


def score_of(service: Service, values: Mapping[str, Any]) -> float | None:
    """`mp_ssim`, else the best candidate's score; None for none (never 0 for "none").

    Only of services whose score has RealMe's 0-100 scale, where a threshold means something: 111, 122 and 126
    have scales of their own.
    """
    if not service.scored:
        return None
    score = read_score(values.get("mp_ssim"))
    if score is not None:
        return score
    candidates = loose.unwrap(values.get("face_identify_list"))
    if isinstance(candidates, dict):
        candidates = [candidates]
    if not isinstance(candidates, list):
        return None
    scores = [read_score(entry.get("score")) for entry in candidates if isinstance(entry, dict)]
    return max((score for score in scores if score is not None), default=None)


def read_score(value: Any) -> float | None:
    """A score of 0 to 100, be it number or text; None for everything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        score = float(value.strip().removesuffix("%")) if isinstance(value, str) else float(value)
    except (ValueError, OverflowError):
        return None
    return score if isfinite(score) and 0 <= score <= 100 else None


# -- one judge for each basis -------------------------------------------------------------------------------

_SIMPLE: Mapping[str, Verdict] = {"00": Verdict.MATCH, "01": Verdict.MISMATCH, "99": Verdict.REVIEW}

_ID_AGREES = Text("手机号与身份证号一致", "Mobile number and ID number match")
_ID_DIFFERS = Text("手机号与身份证号不一致", "Mobile number and ID number do not match")
_NAME_AGREES = Text("手机号与姓名一致", "Mobile number and name match")
_NAME_DIFFERS = Text("手机号与姓名不一致", "Mobile number and name do not match")
_NAME_UNKNOWN = Text("手机号与姓名是否一致：未知", "Mobile number and name: unknown")

# 103 makes two statements. PARTIAL where at least one of them is a match but not both; 03 knows of one only,
# and that one is a mismatch.
_MOBILE: Mapping[str, tuple[Verdict, tuple[Text, ...]]] = {
    "02": (Verdict.PARTIAL, (_ID_AGREES, _NAME_UNKNOWN)),
    "03": (Verdict.MISMATCH, (_ID_DIFFERS, _NAME_UNKNOWN)),
    "04": (Verdict.PARTIAL, (_ID_AGREES, _NAME_DIFFERS)),
    "05": (Verdict.PARTIAL, (_ID_DIFFERS, _NAME_AGREES)),
}


def _code_reason(code: str, *, compared: bool = False) -> Text:
    words = resp_codes(compared=compared).get(code, RESP_CODES[code])
    return Text("RealMe 的结果：{words}（代码 {code}）", "RealMe's result: {words} (code {code})").format(
        code=code, words=words
    )


def _no_code() -> Judgement:
    return _review(Text("应答中没有核验结果代码。", "The answer holds no result code."))


def _unknown_code(code: str) -> Judgement:
    return _review(Text("未知的核验结果代码 {code}。", "Unknown result code {code}.").format(code=code[:20]))


def _review(reason: Text, statements: tuple[Text, ...] = ()) -> Judgement:
    return Judgement(Verdict.REVIEW, statements, reason)


def _by_resp_code(service: Service, values: Mapping[str, Any]) -> Judgement:
    code = normal_resp_code(values.get("resp_code"))
    if code is None:
        return _no_code()
    verdict = _SIMPLE.get(code)
    if verdict is None:
        return _unknown_code(code)
    return Judgement(verdict, (), _code_reason(code, compared=True))


def _by_mobile(service: Service, values: Mapping[str, Any]) -> Judgement:
    code = normal_resp_code(values.get("resp_code"))
    if code is not None and code in _MOBILE:
        verdict, statements = _MOBILE[code]
        return Judgement(verdict, statements, _code_reason(code, compared=True))
    return _by_resp_code(service, values)


def _by_aml(service: Service, values: Mapping[str, Any]) -> Judgement:
    black = aml.summarise(values.get("black_list_result"))
    pep = aml.summarise(values.get("pep_result"))
    statements = (_aml_words(_BLACK_LIST, black), _aml_words(_PEP, pep))
    if aml.AmlState.HIT in (black.state, pep.state):
        return Judgement(
            Verdict.HIT, statements, Text("名单中有命中的记录。", "At least one list entry is a hit.")
        )
    if pep.state is aml.AmlState.UNKNOWN or black.state is aml.AmlState.UNKNOWN:
        return _review(
            Text(
                "应答中有无法识别的内容，不能认定为未命中。",
                "Part of the answer is not understood: it can't be taken for clear.",
            ),
            statements,
        )
    if black.state is aml.AmlState.EMPTY:
        return _review(
            Text(
                "应答中没有黑名单结果，不能认定为未命中。",
                "The answer holds no blacklist result: it can't be taken for clear.",
            ),
            statements,
        )
    code = normal_resp_code(values.get("resp_code"))
    if code is not None and code != "00":
        return _review(_code_reason(code), statements) if code in RESP_CODES else _unknown_code(code)
    if pep.state is aml.AmlState.EMPTY:
        reason = Text(
            "黑名单未命中；PEP 名单没有返回内容。",
            "The blacklist has no hit; nothing came for the PEP list.",
        )
    else:
        reason = Text("所有名单均未命中。", "None of the lists has a hit.")
    return Judgement(Verdict.CLEAR, statements, reason)


_BLACK_LIST = Text("黑名单", "Blacklist")
_PEP = Text("PEP", "PEP")


def _aml_words(which: Text, summary: aml.AmlSummary) -> Text:
    words = {
        aml.AmlState.EMPTY: Text("{which}：无内容", "{which}: empty"),
        aml.AmlState.CLEAR: Text("{which}：未命中", "{which}: no hit"),
        aml.AmlState.HIT: Text("{which}：命中 {hits} 项", "{which}: hits {hits}"),
        aml.AmlState.UNKNOWN: Text("{which}：需人工复核", "{which}: needs review"),
    }[summary.state]
    return words.format(which=which, hits=summary.hits)


def _by_data(service: Service, values: Mapping[str, Any]) -> Judgement:
    """Facts without a judgement. resp_code, where there is one, only says whether there are any."""
    code = normal_resp_code(values.get("resp_code"))
    if code is not None and code not in RESP_CODES:
        return _unknown_code(code)
    if code is not None and code != "00":
        return _review(_code_reason(code))
    if code is None and _code_is_due(service):
        return _no_code()
    data = [field for field in service.returns if field.role not in _ABOUT and field.name not in _TRX]
    if any(_filled(values.get(field.name)) for field in data):
        return Judgement(Verdict.DATA, (), Text("应答中有数据。", "The answer holds data."))
    if any(field.name in values and _may_be_empty(field) for field in data):
        return Judgement(Verdict.DATA, (), Text("没有查到记录。", "There are no records."))
    return _review(Text("应答中没有可用的数据。", "The answer holds none of the data asked for."))


_ABOUT = frozenset({Role.RESULT_CODE, Role.RESULT_TEXT})
_TRX = frozenset({"trx_no", "trxNo"})  # the channel's number of the query (errata 23): no fact about anybody


def _code_is_due(service: Service) -> bool:
    """Whether the table that describes the final answer demands a resp_code."""
    final = "result" if service.arrival is Arrival.ASYNC else "response"
    return any(
        field.name == "resp_code" and field.required and field.stage in (final, "both")
        for field in service.returns
    )


def _may_be_empty(field: ResultField) -> bool:
    """An empty list of records is an answer; an empty OCR field is none."""
    return field.decoder in (Decoder.LOAN_INFOS, Decoder.JSON) or field.role is Role.COUNT


def _filled(value: Any) -> bool:
    if isinstance(value, str):
        return bool(value.strip()) and value.strip() not in ("{}", "[]", "null")
    return value is not None and value != {} and value != []


def _by_register(service: Service, values: Mapping[str, Any]) -> Judgement:
    """109: the reference's own sample omits `face_set_resp`, so its absence after a success is no fault."""
    code = normal_resp_code(values.get("resp_code"))
    if code is not None and code != "00":
        return _review(_code_reason(code)) if code in RESP_CODES else _unknown_code(code)
    value = values.get("face_set_resp")
    if not _filled(value):
        if code is None and normal_return_code(values.get("return_code")) == "20000":
            return _no_code()  # only the query has succeeded
        return Judgement(
            Verdict.DATA,
            (),
            Text(
                "RealMe 接受了注册，没有返回各组的明细。",
                "RealMe accepted the registration and gave no details.",
            ),
        )
    opened = loose.unwrap(value)
    rows = [opened] if isinstance(opened, dict) else opened
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        return _review(Text("注册明细无法识别。", "The details of the registration can't be read."))
    statements = tuple(_registration(row) for row in rows)
    if all(str(row.get("respCd", "")).strip() in REGISTERED_CODES for row in rows):
        return Judgement(
            Verdict.DATA, statements, Text("人脸已注册到所有组。", "The face is registered in every group.")
        )
    return _review(
        Text("至少一个组的注册没有成功。", "At least one group did not report success."), statements
    )


def _registration(row: Mapping[str, Any]) -> Text:
    return Text("组 {group}：{info}（{code}）", "Group {group}: {info} ({code})").format(
        group=str(row.get("groupId", "?"))[:60],
        info=str(row.get("respInfo", "?"))[:200],
        code=str(row.get("respCd", "?"))[:20],
    )


def _by_candidates(service: Service, values: Mapping[str, Any]) -> Judgement:
    """110: the most similar faces are facts, whatever their score; the operator's threshold judges them."""
    code = normal_resp_code(values.get("resp_code"))
    if code == "01":
        return Judgement(Verdict.MISMATCH, (), _code_reason(code))
    if code is not None and code != "00":
        return _review(_code_reason(code)) if code in RESP_CODES else _unknown_code(code)
    opened = loose.unwrap(values.get("face_identify_list"))
    people = [opened] if isinstance(opened, dict) and opened else opened
    if not isinstance(people, list):
        return _review(
            Text("应答中没有可识别的相似用户列表。", "The answer holds no readable list of people.")
        )
    reason = Text("相似用户 {count} 个。", "Similar people found: {count}.").format(count=len(people))
    return Judgement(Verdict.DATA, (), reason)


_JUDGES: Mapping[VerdictBasis, Callable[[Service, Mapping[str, Any]], Judgement]] = {
    VerdictBasis.RESP_CODE: _by_resp_code,
    VerdictBasis.MOBILE: _by_mobile,
    VerdictBasis.AML: _by_aml,
    VerdictBasis.DATA: _by_data,
    VerdictBasis.REGISTER: _by_register,
    VerdictBasis.CANDIDATES: _by_candidates,
}
