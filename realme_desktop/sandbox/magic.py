"""Magic inputs: what to type so that the sandbox answers in a certain way, as payment test cards do.

Pure data, light to import: the help lists it, `docs/sandbox.md` is checked against it, and `effect_of` is
what the sandbox itself asks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from realme_desktop.catalog.model import Role
from realme_desktop.catalog.text import Text

from .effects import DEMO_GROUP, WRONG_CODE, Effect, Magic

__all__ = ["DEMO_GROUP", "MAGIC", "WRONG_CODE", "Effect", "Magic", "effect_of", "meaning"]


def _name(trigger: str, effect: Effect, title: Text, sentence: Text) -> Magic:
    return Magic(trigger, Role.FULL_NAME, effect, title, sentence)


_RESULTS = (
    _name(
        "测试不一致",
        Effect.MISMATCH,
        Text("不一致", "Mismatch"),
        Text("核验结果为 01，不论证件号码。", "The result is 01, whatever the ID number."),
    ),
    _name(
        "测试异常",
        Effect.EXCEPTION,
        Text("异常", "Exception"),
        Text(
            "核验结果为 99：既不是一致，也不是不一致。", "The result is 99: neither a match nor a mismatch."
        ),
    ),
    _name(
        "测试部分二",
        Effect.PARTIAL_02,
        Text("部分一致 02", "Partial match 02"),
        Text(
            "手机号实名认证：手机号与身份证号一致，姓名未知。其他服务为 01。",
            "Mobile check: number and ID number agree, the name is unknown. Other services answer 01.",
        ),
    ),
    _name(
        "测试部分三",
        Effect.PARTIAL_03,
        Text("部分一致 03", "Partial match 03"),
        Text(
            "手机号实名认证：手机号与身份证号不一致，姓名未知。其他服务为 01。",
            "Mobile check: number and ID number disagree, the name is unknown. Other services answer 01.",
        ),
    ),
    _name(
        "测试部分四",
        Effect.PARTIAL_04,
        Text("部分一致 04", "Partial match 04"),
        Text(
            "手机号实名认证：手机号与身份证号一致，姓名不一致。其他服务为 01。",
            "Mobile check: number and ID number agree, the name does not. Other services answer 01.",
        ),
    ),
    _name(
        "测试部分五",
        Effect.PARTIAL_05,
        Text("部分一致 05", "Partial match 05"),
        Text(
            "手机号实名认证：手机号与身份证号不一致，姓名一致。其他服务为 01。",
            "Mobile check: number and ID number disagree, the name agrees. Other services answer 01.",
        ),
    ),
    _name(
        "测试无分",
        Effect.NO_SCORE,
        Text("没有分值", "No score"),
        Text("结果照常，但不带比对分值。", "The result as usual, without a score."),
    ),
    _name(
        "测试命中",
        Effect.AML_HIT,
        Text("黑名单命中", "Blacklist hit"),
        Text("反洗钱名单：黑名单中有命中。", "AML: entries of the blacklist match."),
    ),
    _name(
        "测试政要",
        Effect.AML_PEP,
        Text("政要命中", "PEP hit"),
        Text("反洗钱名单：命中政治公众人物（PEP）。", "AML: a politically exposed person matches."),
    ),
    _name(
        "测试未知",
        Effect.AML_UNKNOWN,
        Text("未知标志", "Unknown sign"),
        Text(
            "反洗钱名单：没有命中，但 blackSign 是未公布的值，须人工复核。",
            "AML: no hit, but a blackSign that nobody documents. A person has to look.",
        ),
    ),
    _name(
        "测试难解",
        Effect.UNPARSABLE,
        Text("无法解析", "Unparsable"),
        Text(
            "应答字段里的文本（反洗钱名单、人脸注册、魔蝎）不是 JSON；反洗钱须人工复核。",
            "Text that should be JSON (AML, face registration, 魔蝎) is none. For AML a person has to look.",
        ),
    ),
    _name(
        "测试原样",
        Effect.VERBATIM,
        Text("文档原样", "As in the document"),
        Text(
            "如接口文档的示例：反洗钱名单的引号没有转义，人脸注册缺少右括号，都不是合法的 JSON。",
            "As in RealMe's document: unescaped quotes (AML), no closing bracket (face registration).",
        ),
    ),
)

_ARRIVALS = (
    _name(
        "测试久等",
        Effect.LONG_PENDING,
        Text("久等", "Long pending"),
        Text(
            "异步结果约 60 秒后才出来。同步服务不受影响。",
            "The result takes about 60 seconds. Services that answer at once do so.",
        ),
    ),
    _name(
        "测试无果",
        Effect.NEVER_ENDING,
        Text("一直验证中", "Never-ending"),
        Text(
            "查询总是回答 20012 正在验证中。同步服务不受影响。",
            "Queries answer 20012 for ever. Services that answer at once do so.",
        ),
    ),
    _name(
        "测试遗忘",
        Effect.FORGOTTEN,
        Text("查无此单", "Forgotten"),
        Text(
            "订单被受理，查询却回答 20011 没有查询到该笔验证。",
            "The order is accepted, yet queries answer 20011, not found.",
        ),
    ),
    _name(
        "测试查询失败",
        Effect.QUERY_FAILS,
        Text("查询失败", "Query fails"),
        Text(
            "订单被受理，查询回答 20010：失败的是查询，不是当事人。",
            "The order is accepted, queries answer 20010: the query failed, not the person.",
        ),
    ),
)

_CONNECTIONS = (
    _name(
        "测试失联",
        Effect.NO_REPLY,
        Text("受理后无应答", "Accepted, no reply"),
        Text(
            "订单已受理，应答一直不来，直到超时。之后可以查询到。",
            "The order is accepted and no reply comes until the time is out. A query finds it afterwards.",
        ),
    ),
    _name(
        "测试断线",
        Effect.DROPPED,
        Text("受理后断线", "Accepted, connection cut"),
        Text(
            "订单已受理，随即断开连接。之后可以查询到。",
            "The order is accepted and the connection is cut. A query finds it afterwards.",
        ),
    ),
    _name(
        "测试未达",
        Effect.DROPPED_BEFORE,
        Text("受理前断线", "Cut before acceptance"),
        Text(
            "受理之前断开连接。查询回答 20011。",
            "The connection is cut before the order is accepted. A query answers 20011.",
        ),
    ),
    _name(
        "测试网关",
        Effect.BAD_GATEWAY,
        Text("网关错误 502", "Bad gateway 502"),
        Text(
            "订单已受理，应答却是网关的 502 网页。之后可以查询到。",
            "The order is accepted, the reply is a gateway's 502 page. A query finds it afterwards.",
        ),
    ),
    _name(
        "测试乱码",
        Effect.BROKEN_JSON,
        Text("应答损坏", "Broken JSON"),
        Text(
            "订单已受理，应答的 JSON 在中间截断。之后可以查询到。",
            "The order is accepted, the JSON of the reply ends in its middle. A query finds it afterwards.",
        ),
    ),
    _name(
        "测试迟复",
        Effect.SLOW,
        Text("应答迟缓", "Slow reply"),
        Text("几秒之后才应答。", "The reply takes a few seconds."),
    ),
)

_REFUSALS = (
    _name(
        "测试失败",
        Effect.CALL_FAILS,
        Text("请求失败", "The call fails"),
        Text(
            "返回该接口自己的失败码（如 10410）。",
            "Answers the service's own code of failure, such as 10410.",
        ),
    ),
    _name(
        "测试无权",
        Effect.NO_PERMISSION,
        Text("没有权限 90103", "No permission 90103"),
        Text("返回 90103 没有权限使用此接口。", "Answers 90103: not allowed to use this service."),
    ),
    _name(
        "测试重复",
        Effect.DUPLICATE,
        Text("重复请求 90104", "Repeated 90104"),
        Text(
            "返回 90104 重复请求。之后查询回答 20011。",
            "Answers 90104: repeated request. A query answers 20011 afterwards.",
        ),
    ),
    _name(
        "测试限流",
        Effect.THROTTLED,
        Text("操作过于频繁 90105", "Too often 90105"),
        Text("返回 90105 操作过于频繁。", "Answers 90105: too often."),
    ),
)

_NOTIFICATIONS = (
    _name(
        "测试通知重复",
        Effect.NOTICE_TWICE,
        Text("通知重复", "Notified twice"),
        Text(
            "异步结果的通知发送两次。只在开启“接收结果通知”时有效。",
            "The notification of the result comes twice. Only while notifications are received.",
        ),
    ),
    _name(
        "测试通知伪造",
        Effect.NOTICE_FORGED,
        Text("通知伪造", "Forged notification"),
        Text(
            "通知用错误的密钥签名，必须被拒绝；结果要查询才能得到。",
            "The notification is signed with a wrong key and must be refused; a query brings the result.",
        ),
    ),
    _name(
        "测试通知他单",
        Effect.NOTICE_STRANGER,
        Text("他人订单的通知", "Somebody else's notification"),
        Text(
            "签名正确的通知，订单号却不是本机的；结果要查询才能得到。",
            "A rightly signed notification of an order that is not ours; a query brings the result.",
        ),
    ),
    _name(
        "测试通知不符",
        Effect.NOTICE_DIFFERS,
        Text("通知与查询不符", "Notification and query differ"),
        Text(
            "通知的核验结果与查询相反，以查询为准。",
            "The notification says the opposite of the query; the query counts.",
        ),
    ),
)

_OTHERS = (
    Magic(
        "13800000001",
        Role.MOBILE,
        Effect.CAPTCHA_PICTURE,
        Text("图片验证码", "Picture code"),
        Text(
            "魔蝎任务等待图片验证码，而不是短信。", "The 魔蝎 task waits for a picture code, not for an SMS."
        ),
    ),
    Magic(
        "13800000002",
        Role.MOBILE,
        Effect.TASK_FAILS,
        Text("采集失败", "Collection fails"),
        Text("魔蝎任务在输入验证码后失败。", "The 魔蝎 task fails once the code is there."),
    ),
    Magic(
        "13800000003",
        Role.MOBILE,
        Effect.TASK_TIMES_OUT,
        Text("采集超时", "Collection times out"),
        Text("魔蝎任务在输入验证码后超时。", "The 魔蝎 task times out once the code is there."),
    ),
    Magic(
        "sandbox-wait-sms",
        Role.TASK_ID,
        Effect.TASK_WAITS,
        Text("等待短信验证码", "Waits for an SMS code"),
        Text("该任务总在等待短信验证码。", "This task always waits for an SMS code."),
    ),
    Magic(
        "sandbox-wait-img",
        Role.TASK_ID,
        Effect.CAPTCHA_PICTURE,
        Text("等待图片验证码", "Waits for a picture code"),
        Text("该任务总在等待图片验证码。", "This task always waits for a picture code."),
    ),
    Magic(
        "sandbox-doing",
        Role.TASK_ID,
        Effect.TASK_RUNS,
        Text("任务执行中", "Runs"),
        Text("该任务总在执行中。", "This task always runs."),
    ),
    Magic(
        "sandbox-fail",
        Role.TASK_ID,
        Effect.TASK_FAILS,
        Text("任务失败", "Failed"),
        Text("该任务已经失败。", "This task has failed."),
    ),
    Magic(
        "sandbox-timeout",
        Role.TASK_ID,
        Effect.TASK_TIMES_OUT,
        Text("任务超时", "Timed out"),
        Text("该任务已经超时。", "This task has timed out."),
    ),
    Magic(
        "sandbox-unknown",
        Role.TASK_ID,
        Effect.TASK_UNKNOWN,
        Text("没有这个任务", "Unknown task"),
        Text(
            "返回失败：没有这个任务。其他任意任务号视为已完成的任务。",
            "Fails: no such task. Any other number that the sandbox did not give counts as a task done.",
        ),
    ),
)

MAGIC: tuple[Magic, ...] = (*_RESULTS, *_ARRIVALS, *_CONNECTIONS, *_REFUSALS, *_NOTIFICATIONS, *_OTHERS)

_BY_NAME = {magic.trigger: magic.effect for magic in MAGIC if magic.anywhere}
_BY_ROLE = {(magic.role, magic.trigger): magic.effect for magic in MAGIC}


def effect_of(values: Mapping[str, str], roles: Mapping[str, Role]) -> Effect | None:
    """The effect that these wire values ask for. `roles` tells each field's role by wire name.

    `authorization_info` is asked first, then the name, then the rest.
    """
    for name, value in _by_weight(values, roles):
        role = roles.get(name)
        if role is Role.AUTHORIZATION:
            effect = _BY_NAME.get(value.strip())
        elif role is None:
            effect = None
        else:
            effect = meaning(role, value)
        if effect is not None:
            return effect
    return None


def meaning(role: Role, value: str) -> Effect | None:
    """What this value means in a field of this role, whatever else is asked for."""
    return _BY_ROLE.get((role, value.strip()))


def _by_weight(values: Mapping[str, str], roles: Mapping[str, Role]) -> Iterable[tuple[str, str]]:
    order = (Role.AUTHORIZATION, Role.FULL_NAME)

    def weight(item: tuple[str, str]) -> int:
        role = roles.get(item[0])
        return order.index(role) if role in order else len(order)

    return sorted(values.items(), key=weight)
