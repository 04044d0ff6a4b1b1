"""How results are fetched: checkresult (200), the notification, and the fields common to all calls."""

from __future__ import annotations

from typing import Literal

from realme_desktop.catalog.model import (
    Arrival,
    Decoder,
    Field,
    ResultField,
    Role,
    Sensitivity,
    Service,
)
from realme_desktop.catalog.services import common
from realme_desktop.catalog.text import Text

__all__ = ["CHECKRESULT", "COMMON_FIELDS", "COMMON_RETURNS", "NOTIFICATION"]

COMMON_FIELDS: tuple[Field, ...] = (
    Field(
        name="order_date",
        role=Role.OTHER,
        kind="date",
        label=Text("请求日期", "Order date"),
        required=True,
        generated=True,
        help=Text("北京时间的当天日期，自动填写。", "Today's date in Shanghai; filled in by itself."),
    ),
    Field(
        name="order_id",
        role=Role.OTHER,
        kind="text",
        label=Text("订单号", "Order number"),
        required=True,
        generated=True,
        max_length=32,
        help=Text("每次请求都不同，自动生成。", "Different for each order; made by itself."),
    ),
    Field(
        name="app_token",
        role=Role.OTHER,
        kind="text",
        label=Text("用户标识", "App token"),
        required=True,
        generated=True,
        help=Text("由 RealMe 分配。", "Given by RealMe."),
    ),
    Field(
        name="sign",
        role=Role.OTHER,
        kind="text",
        label=Text("签名", "Signature"),
        required=True,
        sensitivity=Sensitivity.SECRET,
        generated=True,
    ),
)

COMMON_RETURNS: tuple[ResultField, ...] = (
    ResultField(
        name="return_code",
        label=Text("返回结果代码", "Return code"),
        role=Role.RESULT_CODE,
        required=True,
    ),
    ResultField(
        name="return_message",
        label=Text("返回结果描述", "Return message"),
        role=Role.RESULT_TEXT,
    ),
    ResultField(name="realme_date", label=Text("RealMe 日期", "RealMe's date"), required=True),
    ResultField(name="seq_id", label=Text("RealMe 流水号", "RealMe serial number"), role=Role.SEQ_ID),
    ResultField(name="order_date", label=Text("请求日期", "Order date"), required=True),
    ResultField(name="order_id", label=Text("订单号", "Order number"), required=True),
)


def _item(
    name: str,
    label: Text,
    role: Role = Role.OTHER,
    sensitivity: Sensitivity = Sensitivity.PUBLIC,
    decoder: Decoder = Decoder.PLAIN,
) -> ResultField:
    return ResultField(
        name=name, label=label, role=role, sensitivity=sensitivity, decoder=decoder, required=True
    )


_VERIFICATION: tuple[ResultField, ...] = (
    common.resp_code(Text("认证结果代码", "Verification result")),
    common.resp_info(Text("应答信息", "Description of the result")),
    ResultField(
        name="mp_ssim",
        label=Text("比对分值", "Similarity score"),
        role=Role.SCORE,
        decoder=Decoder.SCORE,
    ),
    ResultField(
        name="full_name",
        label=Text("姓名", "Name"),
        role=Role.FULL_NAME,
        sensitivity=Sensitivity.PERSONAL,
    ),
    ResultField(
        name="id_number",
        label=Text("身份证号", "ID number"),
        role=Role.ID_NUMBER,
        sensitivity=Sensitivity.IDENTIFIER,
    ),
    ResultField(
        name="file_list",
        label=Text("文件列表", "Files"),
        sensitivity=Sensitivity.IDENTIFIER,
        decoder=Decoder.FILE_LIST,
        items=(
            _item("file_id", Text("图片 id", "Picture ID"), Role.FILE_ID, Sensitivity.IDENTIFIER),
            _item("file_type", Text("图片类型", "Kind of picture")),
            _item("file_source", Text("图片来源", "Kept at")),
        ),
    ),
    ResultField(
        name="face_identify_list",
        label=Text("相似用户列表", "Similar people"),
        sensitivity=Sensitivity.PERSONAL,
        decoder=Decoder.FACE_CANDIDATES,
        items=(
            _item("personId", Text("图片 id", "Person ID"), Role.PERSON_ID, Sensitivity.IDENTIFIER),
            _item("fileId", Text("jfile的文件 ID", "jfile file ID"), Role.FILE_ID, Sensitivity.IDENTIFIER),
            _item("personName", Text("姓名", "Name"), Role.FULL_NAME, Sensitivity.PERSONAL),
            _item("score", Text("相似度评分", "Similarity score"), Role.SCORE, decoder=Decoder.SCORE),
        ),
    ),
)

_AUTHORIZATION = ResultField(
    name="authorization_info",
    label=Text("用户授权标识", "Customer's consent reference"),
    role=Role.AUTHORIZATION,
    sensitivity=Sensitivity.PERSONAL,
)

_METHOD: Literal["GET"] = "GET"  # errata 4: heading and Python say GET, curl and Java POST

CHECKRESULT = Service(
    number=200,
    segment="checkresult",
    path="/v4/checkresult",
    group="result",
    title=Text("获取验证结果", "Fetch a result"),
    summary=Text(
        "用于查询认证结果：以 RealMe 流水号 seq_id 查询，或以原认证请求的 order_id 查询。",
        "Asks for the result of an order: by RealMe's serial number seq_id, or by the original order_id.",
    ),
    initials="hqyzjg",
    arrival=Arrival.SYNC,
    fields=(
        Field(
            name="seq_id",
            role=Role.SEQ_ID,
            kind="text",
            label=Text("RealMe 返回的流水号", "RealMe serial number"),
            help=Text(
                "若当时未收到 RealMe 应答，请留空，并使用原请求的订单号和日期。",
                "Left empty when RealMe's answer never came: the original order number and date are used.",
            ),
        ),
    ),
    returns=(*_VERIFICATION, _AUTHORIZATION),
    method=_METHOD,
    scored=True,
    keywords=("结果", "查询", "query", "result"),
)

NOTIFICATION: tuple[ResultField, ...] = (
    ResultField(
        name="seq_id",
        label=Text("RealMe 流水号", "RealMe serial number"),
        role=Role.SEQ_ID,
        required=True,
    ),
    ResultField(name="order_id", label=Text("商户订单号", "Order number"), required=True),
    ResultField(
        name="return_code",
        label=Text("返回结果代码", "Return code"),
        role=Role.RESULT_CODE,
        required=True,
    ),
    ResultField(name="return_message", label=Text("返回结果描述", "Return message"), role=Role.RESULT_TEXT),
    *_VERIFICATION[:6],
    ResultField(
        name="sign",
        label=Text("签名", "Signature"),
        sensitivity=Sensitivity.SECRET,
        required=True,
    ),
    _VERIFICATION[6],
)
