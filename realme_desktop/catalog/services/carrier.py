"""运营商 (魔蝎): a customer's own carrier records, fetched with the customer's help."""

from __future__ import annotations

from realme_desktop.catalog.model import (
    Arrival,
    Choice,
    Field,
    Role,
    Sensitivity,
    Service,
    VerdictBasis,
)
from realme_desktop.catalog.services import common
from realme_desktop.catalog.text import Text

__all__ = ["SERVICES"]

_KEYWORDS = ("moxie", "carrier", "运营商")
_RESERVED_NAME = common.full_name(
    Text("预留姓名", "Name kept by the carrier"),
    help=Text("在运营商处登记的姓名。", "As registered with the carrier."),
)
_RESERVED_ID = common.id_number(Text("预留身份证", "ID number kept by the carrier"))
_MOBILE = common.mobile("mobile", Text("手机号码", "Mobile number"))


def _service(
    number: int,
    segment: str,
    title: Text,
    summary: Text,
    initials: str,
    fields: tuple[Field, ...],
    keywords: tuple[str, ...] = (),
) -> Service:
    return Service(
        number=number,
        segment=segment,
        path=f"/v5/trade/{segment}",
        group="carrier",
        title=title,
        summary=summary,
        initials=initials,
        arrival=Arrival.SYNC,
        fields=(*fields, common.AUTHORIZATION),
        returns=(common.moxie_result(),),
        basis=VerdictBasis.DATA,
        keywords=_KEYWORDS + keywords,
    )


SERVICES: tuple[Service, ...] = (
    _service(
        115,
        "getmoxietask",
        Text("魔蝎创建运营商采集任务", "Moxie: start carrier data collection"),
        Text(
            "创建运营商采集任务。创建结果立即返回。",
            "Starts a task that collects the customer's carrier records. The TaskID comes at once.",
        ),
        "mxcjyyscjrw",
        (
            _MOBILE,
            Field(
                name="password",
                role=Role.PASSWORD,
                kind="secret",
                label=Text("服务密码", "Carrier service password"),
                required=True,
                sensitivity=Sensitivity.SECRET,
                help=Text(
                    "运营商的服务密码，由客户本人提供。本程序不会保存。",
                    "The customer's service password with the carrier, given by the customer. Never kept.",
                ),
            ),
            _RESERVED_NAME,
            _RESERVED_ID,
            Field(
                name="mer_bg_url",
                role=Role.NOTIFY_URL,
                kind="url",
                label=common.BACKGROUND_URL.label,
                required=True,
                help=Text(
                    "此服务必填。默认取自当前环境设置的通知地址。",
                    "Required for this service. Taken from the notification address of the environment "
                    "unless given here.",
                ),
            ),
        ),
        ("task", "采集"),
    ),
    _service(
        116,
        "getmoxieinput",
        Text("魔蝎输入图片/短信验证码", "Moxie: enter picture or SMS code"),
        Text(
            "输入图片/短信验证码。结果立即返回。",
            "Hands in the code that the carrier sent to the customer. The answer comes at once.",
        ),
        "mxsrtpdxyzm",
        (
            common.TASK_ID,
            Field(
                name="verify_code",
                role=Role.VERIFY_CODE,
                kind="text",  # not `secret`: a captcha must be seen while it is typed
                label=Text("验证码", "Code"),
                required=True,
                sensitivity=Sensitivity.SECRET,
                help=Text(
                    "客户收到的短信验证码，或图片上的字符。本程序不会保存。",
                    "The code in the text message, or the characters in the picture. Never kept.",
                ),
            ),
        ),
        ("captcha", "sms"),
    ),
    _service(
        117,
        "getmoxieverifycode",
        Text("魔蝎再次获取图片/短信验证码", "Moxie: get picture or SMS code again"),
        Text(
            "再次获取图片/短信验证码。结果立即返回。",
            "Has the carrier send another code. The answer comes at once.",
        ),
        "mxzchqtpdxyzm",
        (
            common.TASK_ID,
            Field(
                name="message_type",
                role=Role.MESSAGE_TYPE,
                kind="choice",
                label=Text("验证码类型", "Kind of code"),
                required=True,
                choices=(
                    Choice("img", Text("图片", "Picture")),
                    Choice("sms", Text("短信", "Text message")),
                ),
                help=Text(
                    "按任务状态（118）正在等待的那一种选择。",
                    "The one that the task is waiting for, as its status (118) tells.",
                ),
                default="sms",
            ),
        ),
        ("captcha", "sms"),
    ),
    _service(
        118,
        "getmoxiestatus",
        Text("魔蝎获取运营商采集任务执行状态", "Moxie: collection task status"),
        Text(
            "获取运营商采集任务执行状态。结果立即返回。",
            "Tells how far a task is and what it is waiting for. The answer comes at once.",
        ),
        "mxhqyyscjrwzxzt",
        (common.TASK_ID,),
        ("status", "进度"),
    ),
    _service(
        119,
        "getmoxiemobile",
        Text("魔蝎获取手机号码通道信息", "Moxie: carrier channels of a number"),
        Text(
            "查询手机相关信息。结果立即返回。",
            "Tells the carrier of a mobile number and what its channels ask for. The answer comes at once.",
        ),
        "mxhqsjhmtdxx",
        (_MOBILE,),
        ("channel", "通道"),
    ),
    _service(
        120,
        "getmoxieresettask",  # errata 5
        Text("魔蝎创建运营商重置密码任务", "Moxie: start service password reset"),
        Text(
            "创建运营商重置密码任务。创建结果立即返回。",
            "Starts a task that sets a new service password with the carrier. The TaskID comes at once.",
        ),
        "mxcjyysczmmrw",
        (_MOBILE, _RESERVED_NAME, _RESERVED_ID),
        ("reset", "重置"),
    ),
    _service(
        121,
        "getmoxieresetinput",
        Text("魔蝎输入图片/短信/新服务密码", "Moxie: enter codes and the new service password"),
        Text(
            "输入图片验证码/短信/新服务密码。结果立即返回。",
            "Hands in the codes and the new service password of a reset task. The answer comes at once.",
        ),
        "mxsrtpdxxfwmm",
        (
            common.TASK_ID,
            Field(
                name="verify_code_list",
                role=Role.VERIFY_CODE,
                kind="code_list",
                label=Text("验证码集合", "Codes"),
                required=True,
                sensitivity=Sensitivity.SECRET,
                choices=(  # errata 25: the title names the picture code, the list does not
                    Choice("img", Text("图片验证码", "Picture code")),
                    Choice("sms", Text("短信验证码", "SMS code")),
                    Choice("pwd", Text("新密码", "New password")),
                ),
                help=Text(
                    "任务要求的每一项各占一行。本程序不会保存。",
                    "One row for each thing that the task asks for. Never kept.",
                ),
            ),
        ),
        ("reset", "重置", "password"),
    ),
    _service(
        123,
        "getmoxiereport",
        Text("魔蝎获取报告通知", "Moxie: carrier report"),
        Text(
            "获得报告通知（加工后数据）。结果立即返回。",
            "Fetches the report made from the collected records. The answer comes at once.",
        ),
        "mxhqbgtz",
        (common.TASK_ID, common.mobile("mobile", Text("手机号", "Mobile number"))),
        ("report", "报告"),
    ),
    _service(
        124,
        "getmoxiedata",
        Text("魔蝎获取账单通知(原始数据)", "Moxie: bills and calls (raw data)"),
        Text(
            "获得原始数据。结果立即返回。",
            "Fetches the collected records themselves. The answer comes at once.",
        ),
        "mxhqzdtzyssj",
        (common.TASK_ID, common.mobile("mobile", Text("手机号", "Mobile number"))),
        ("bill", "账单", "通话"),
    ),
)
