"""RealMe's codes: what a return_code says of the call, what a resp_code says of the person.

The two are never to be confused: nothing in here turns a return_code into a verdict.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from realme_desktop.catalog.model import Service
from realme_desktop.catalog.registry import SERVICES
from realme_desktop.catalog.text import Text

__all__ = [
    "RESP_CODES",
    "RETURN_CODES",
    "CodeClass",
    "brief_meaning",
    "classify",
    "normal_resp_code",
    "normal_return_code",
    "resp_codes",
    "return_code_meaning",
]


class CodeClass(Enum):
    """What a return_code says about the call it answers."""

    SUCCESS = "success"
    FAILURE = "failure"
    PENDING = "pending"  # 20012, though it lies in the failure range (errata 13)
    NOT_FOUND = "not_found"  # 20011
    QUERY_FAILED = "query_failed"  # 20010: the query failed, not the person (errata 13)
    DUPLICATE = "duplicate"  # 90104
    THROTTLED = "throttled"  # 90105
    UNKNOWN = "unknown"


_SPECIAL: Mapping[str, CodeClass] = {
    "20010": CodeClass.QUERY_FAILED,
    "20011": CodeClass.NOT_FOUND,
    "20012": CodeClass.PENDING,
    "90104": CodeClass.DUPLICATE,
    "90105": CodeClass.THROTTLED,
}

_OK = Text("请求成功", "accepted")
_WAIT = Text("请求成功，需等待异步结果", "accepted, the result comes later")
_FAILED = Text("请求失败", "the request failed")

_COMMON: Mapping[str, Text] = {
    "90101": Text("参数错误", "Wrong parameters"),
    "90102": Text("验证签名错误", "The signature does not verify"),
    "90103": Text("没有权限使用此接口", "No permission to use this service"),
    "90104": Text("重复请求", "Repeated request"),
    "90105": Text("操作过于频繁", "Too many requests"),
    "90199": Text("未知原因，认证失败", "Failed for an unknown reason"),
}

_QUERY: Mapping[str, Text] = {
    "20000": Text("请求成功", "The query worked"),
    "20010": Text(
        "查询失败（“认证失败”指查询本身，不是对人的结论）",
        "The query failed, which says nothing about the person",
    ),
    "20011": Text("没有查询到该笔验证", "RealMe does not know this order"),
    "20012": Text("该笔正在验证中", "The verification is still in progress"),
}

# The outcomes that the reference names, by the last two digits; 111 and 127 have no table (errata 10).
_OUTCOMES: Mapping[int, Mapping[str, Text]] = {
    100: {"01": _WAIT, "10": _FAILED},
    101: {"01": _WAIT, "10": _FAILED},
    102: {"00": _OK, "01": _WAIT, "10": _FAILED},
    103: {"00": _OK, "10": _FAILED},
    104: {"00": _OK, "10": _FAILED},
    105: {"00": _OK, "10": _FAILED},
    106: {"01": _WAIT, "10": _FAILED},
    107: {"00": _OK, "10": _FAILED},
    108: {"00": _OK, "10": _FAILED},
    109: {"00": _OK, "10": _FAILED},
    110: {"01": _WAIT, "10": _FAILED},
    111: {"00": _OK, "10": _FAILED},
}
_FROM_113: Mapping[str, Text] = {"00": _OK, "01": _OK, "10": _FAILED}  # errata 11


def _return_codes() -> dict[str, Text]:
    codes = {**_COMMON, **_QUERY}
    for service in SERVICES:
        for ending, words in _OUTCOMES.get(service.number, _FROM_113).items():
            codes[f"{service.number}{ending}"] = _named(service, words)
    return codes


def _named(service: Service, words: Text) -> Text:
    return Text(f"{service.title.zh}：{words.zh}", f"{service.title.en}: {words.en}")


RETURN_CODES: Mapping[str, Text] = _return_codes()

RESP_CODES: Mapping[str, Text] = {
    "00": Text("一致", "Match"),
    "01": Text("不一致", "No match"),
    "99": Text("异常", "Exception"),
    "02": Text(
        "手机号身份证号验证一致，手机号姓名验证结果未知",
        "Mobile and ID number match; mobile and name unknown",
    ),
    "03": Text(
        "手机号身份证号验证不一致，手机号姓名验证结果未知",
        "Mobile and ID number do not match; mobile and name unknown",
    ),
    "04": Text(
        "手机号身份证号验证一致，手机号姓名验证不一致",
        "Mobile and ID number match; mobile and name do not",
    ),
    "05": Text(
        "手机号身份证号验证不一致，手机号姓名验证一致",
        "Mobile and ID number do not match; mobile and name do",
    ),
}

_NOBODY_COMPARED: Mapping[str, Text] = {
    "00": Text("成功", "Success"),
    "01": Text("失败", "Failure"),
    "99": RESP_CODES["99"],
}


def resp_codes(*, compared: bool) -> Mapping[str, Text]:
    """The meanings of `resp_code`. Where nobody was compared (a recognition, a search, a list) success is no
    match, and the words don't claim one."""
    return RESP_CODES if compared else _NOBODY_COMPARED


def normal_return_code(code: object) -> str | None:
    """A return_code as five digits, be it text or number; None if there is none, odd text as it is."""
    if isinstance(code, bool) or not isinstance(code, str | int):
        return None
    return str(code).strip() or None if isinstance(code, str) else _digits(code, 5)


def normal_resp_code(code: object) -> str | None:
    """A resp_code as two digits; None if there is none. JSON numbers lose the leading zero: 0 is `00`."""
    if isinstance(code, bool) or not isinstance(code, str | int):
        return None
    return str(code).strip() or None if isinstance(code, str) else _digits(code, 2)


def _digits(number: int, width: int) -> str | None:
    # A number beyond any code is nobody's code; turning 5,000 digits into text would raise.
    return f"{number:0{width}d}" if 0 <= number < 1_000_000 else None


def classify(code: str | None, service: Service | None = None) -> CodeClass:
    """What `code` says of the call, by the general rule; never a statement about the person.

    The rule: five digits; 1-8 first are of one interface, last two 00-09 success and 10-99 failure; 9 first
    are common, 90000-90009 success and 90100-91099 failure. `service` changes nothing so far: whether a
    success still has to be waited for comes from the service's own entry (errata 12), and the answer to a
    query may carry the code of the original interface, so the prefix need not fit.
    """
    text = normal_return_code(code)
    if text is None or len(text) != 5 or not (text.isascii() and text.isdigit()):
        return CodeClass.UNKNOWN
    special = _SPECIAL.get(text)
    if special is not None:
        return special
    if text[0] in "12345678":
        return CodeClass.SUCCESS if text[3] == "0" else CodeClass.FAILURE
    if "90000" <= text <= "90009":
        return CodeClass.SUCCESS
    if "90100" <= text <= "91099":
        return CodeClass.FAILURE
    return CodeClass.UNKNOWN


def brief_meaning(code: str | None) -> Text:
    """The code in words, without the name of the service: for a place that names it already."""
    text = normal_return_code(code)
    if text is not None and text not in {**_COMMON, **_QUERY}:
        for service in SERVICES:
            if text.startswith(str(service.number)) and text in RETURN_CODES:
                return _OUTCOMES.get(service.number, _FROM_113)[text[-2:]]
    return return_code_meaning(code)


def return_code_meaning(code: str | None) -> Text:
    """The code in words: RealMe's own where the reference has them, else by the general rule."""
    text = normal_return_code(code)
    if text is None:
        return Text("没有返回码", "No return code")
    known = RETURN_CODES.get(text)
    if known is not None:
        return known
    words = {
        CodeClass.SUCCESS: _OK,
        CodeClass.FAILURE: _FAILED,
    }.get(classify(text))
    if words is None:
        return Text(f"未知返回码 {text}", f"Unknown return code {text}")
    for service in SERVICES:
        if text.startswith(str(service.number)):
            return _named(service, words)
    return Text(f"{words.zh}({text})", f"{words.en[0].upper()}{words.en[1:]} ({text})")
