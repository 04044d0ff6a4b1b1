"""Fields that many services share, written once.

Chinese labels are RealMe's own words; where the document's wording is a sentence, its noun is the label and
the rest is the help.
"""

from __future__ import annotations

from typing import Literal

from realme_desktop.catalog.model import (
    Choice,
    Decoder,
    Field,
    ResultField,
    Role,
    Sensitivity,
    Variant,
)
from realme_desktop.catalog.text import Text

__all__ = [
    "AUTHORIZATION",
    "BACKGROUND_URL",
    "DEVICE",
    "SOURCE_CHANNEL",
    "TASK_ID",
    "full_name",
    "id_number",
    "mobile",
    "moxie_result",
    "picture",
    "resp_code",
    "resp_info",
    "service_code",
    "suffix",
]

SOURCE_CHANNEL = Field(
    name="source_channel",
    role=Role.CHANNEL,
    kind="choice",
    label=Text("来源渠道", "Source channel"),
    required=True,
    choices=(
        Choice("0", Text("PC", "PC")),
        Choice("1", Text("Android", "Android")),
        Choice("2", Text("iOS", "iOS")),
    ),
    help=Text("本程序在电脑上运行，固定为 PC。", "This program runs on a computer: always PC."),
    default="0",
    generated=True,
)

DEVICE = Field(
    name="imei",
    role=Role.DEVICE,
    kind="imei",
    label=Text("设备号", "Device number"),
    sensitivity=Sensitivity.IDENTIFIER,
    help=Text(
        "客户手机的 IMEI，15 位数字。在电脑上办理时留空。",
        "The IMEI of the customer's phone, 15 digits. Leave it empty at a computer.",
    ),
)

BACKGROUND_URL = Field(
    name="mer_bg_url",
    role=Role.NOTIFY_URL,
    kind="url",
    label=Text("异步通知回调地址", "Notification address"),
    help=Text(
        "RealMe 把结果推送到的地址，以 http:// 或 https:// 开头。留空时由本程序主动查询结果。",
        "Where RealMe posts the result, starting with http:// or https://. Left empty, the console asks for "
        "the result by itself.",
    ),
)

AUTHORIZATION = Field(
    name="authorization_info",
    role=Role.AUTHORIZATION,
    kind="text",
    label=Text("用户授权标识", "Customer's consent reference"),
    sensitivity=Sensitivity.PERSONAL,
    help=Text(
        "客户同意本次核验的依据编号，例如授权书编号。",
        "Your reference for the customer's consent to this check, such as the number of the signed form.",
    ),
)

_FULL_NAME = Text("用户姓名", "Full name")
_ID_NUMBER = Text("客户身份证号", "ID number")
_MOBILE = Text("客户手机号", "Mobile number")
_RESULT = Text("认证结果", "Verification result")
_DESCRIPTION = Text("核验结果说明", "Description of the result")

TASK_ID = Field(
    name="task_id",
    role=Role.TASK_ID,
    kind="text",
    label=Text("TaskID", "TaskID"),
    required=True,
    help=Text(
        "创建任务时返回的 TaskID，在创建任务的结果里可以找到。",
        "The TaskID from the answer to the order that created the task.",
    ),
)


def full_name(
    label: Text = _FULL_NAME,
    *,
    required: bool = True,
    name: str = "full_name",
    lenient: bool = False,
    help: Text | None = None,
) -> Field:
    return Field(
        name=name,
        role=Role.FULL_NAME,
        kind="name",
        label=label,
        required=required,
        sensitivity=Sensitivity.PERSONAL,
        lenient=lenient,
        help=help or Text("与证件上的姓名一致。", "Exactly as on the identity document."),
    )


def id_number(
    label: Text = _ID_NUMBER,
    *,
    required: bool = True,
    lenient: bool = False,
    help: Text | None = None,
) -> Field:
    return Field(
        name="id_number",
        role=Role.ID_NUMBER,
        kind="id_number",
        label=label,
        required=required,
        sensitivity=Sensitivity.IDENTIFIER,
        lenient=lenient,
        help=help
        or Text(
            "18 位居民身份证号，最后一位可以是 X。",
            "The 18-character resident ID number; the last may be an X.",
        ),
    )


def mobile(name: str, label: Text = _MOBILE, *, required: bool = True) -> Field:
    return Field(
        name=name,
        role=Role.MOBILE,
        kind="mobile",
        label=label,
        required=required,
        sensitivity=Sensitivity.IDENTIFIER,
        help=Text(
            "11 位手机号，可以带空格、短横或 +86。",
            "11 digits; spaces, dashes and +86 are fine.",
        ),
    )


def picture(
    name: str,
    role: Role,
    label: Text,
    shape: Literal["document", "face", "card"],
    *,
    required: bool = True,
    variant: Variant | None = None,
    help: Text | None = None,
) -> Field:
    return Field(
        name=name,
        role=role,
        kind="picture",
        label=label,
        required=required,
        sensitivity=Sensitivity.BIOMETRIC,
        help=help,
        variant=variant,
        picture=shape,
    )


def suffix(name: str, label: Text, derived_from: str) -> Field:
    """The suffix of a picture: known once the picture is prepared, never asked of the operator."""
    return Field(
        name=name,
        role=Role.PICTURE_SUFFIX,
        kind="text",
        label=label,
        help=Text("由所选图片自动得出。", "Taken from the picture by itself."),
        generated=True,
        derived_from=derived_from,
    )


def resp_code(
    label: Text = _RESULT,
    *,
    required: bool = False,
    stage: Literal["response", "result", "both"] = "response",
) -> ResultField:
    return ResultField(
        name="resp_code",
        label=label,
        role=Role.RESULT_CODE,
        decoder=Decoder.RESP_CODE,
        required=required,
        stage=stage,
    )


def service_code(*, required: bool = False) -> ResultField:
    """The `resp_code` that a service calls 返回代码. Its values are not documented, so it is shown as it is:
    the words of the verification codes ("一致") would claim a match where nobody was compared."""
    return ResultField(
        name="resp_code", label=Text("返回代码", "Code"), role=Role.RESULT_CODE, required=required
    )


def resp_info(
    label: Text = _DESCRIPTION,
    *,
    required: bool = False,
    stage: Literal["response", "result", "both"] = "response",
) -> ResultField:
    return ResultField(name="resp_info", label=label, role=Role.RESULT_TEXT, required=required, stage=stage)


def moxie_result() -> ResultField:
    return ResultField(
        name="result",
        label=Text("操作结果", "Outcome"),
        sensitivity=Sensitivity.PERSONAL,
        decoder=Decoder.MOXIE,
        required=True,
    )
