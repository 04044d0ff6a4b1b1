"""身份核验: name, ID number and mobile number against the authorities and the carriers."""

from __future__ import annotations

from realme_desktop.catalog.model import Arrival, Role, Rule, RuleKind, Service, VerdictBasis
from realme_desktop.catalog.services import common
from realme_desktop.catalog.text import Text

__all__ = ["SERVICES"]

MOBILE_CHECK = Service(
    number=103,
    segment="mobilecheck",
    path="/v4/trade/mobilecheck",
    group="identity",
    title=Text("手机号实名认证", "Mobile number check"),
    summary=Text(
        "通过姓名、身份证号和手机号与运营商系统进行数据一致性比对，完成实名验证。结果立即返回。",
        "Compares name, ID number and mobile number with the carrier's records. The result comes at once.",
    ),
    initials="sjhsmrz",
    arrival=Arrival.SYNC,
    fields=(
        common.full_name(required=False),
        common.id_number(required=False),
        common.mobile("mobile_no"),
        common.SOURCE_CHANNEL,
        common.DEVICE,
        common.AUTHORIZATION,
    ),
    returns=(
        common.resp_code(),
        common.resp_info(),
    ),
    rules=(
        Rule(
            kind=RuleKind.AT_LEAST,
            fields=(("full_name",), ("id_number",)),
            count=1,
            message=Text(
                "姓名和身份证号都没有填，手机号没有可比对的内容。",
                "Neither name nor ID number is given: there is nothing to compare the mobile number with.",
            ),
            source="103",
            advisory=True,
        ),
    ),
    basis=VerdictBasis.MOBILE,
    keywords=("三要素", "运营商", "手机实名", "phone", "carrier"),
)

NAME_CHECK = Service(
    number=104,
    segment="namecheck",
    path="/v4/trade/namecheck",
    group="identity",
    title=Text("身份证实名认证", "Name and ID number check"),
    summary=Text(
        "通过采集姓名和身份证号信息，与公安系统进行数据一致性比对，完成身份验证。结果立即返回。",
        "Compares name and ID number with the public security records. The result comes at once.",
    ),
    initials="sfzsmrz",
    arrival=Arrival.SYNC,
    fields=(
        common.full_name(),
        common.id_number(),
        common.SOURCE_CHANNEL,
        common.DEVICE,
        common.AUTHORIZATION,
    ),
    returns=(
        common.resp_code(),
        common.resp_info(),
    ),
    keywords=("二要素", "实名", "姓名", "公安", "identity card"),
)

ID_CARD_CHECK = Service(
    number=106,
    segment="idcardcheck",
    path="/v3/trade/idcardcheck",  # errata 6: the trade path is v3; the result path stays v4 unless set
    group="identity",
    title=Text("身份证照片实名认证", "ID card picture check"),
    summary=Text(
        "通过采集身份证正反面图片，与公安系统进行数据一致性比对，完成身份验证。验证结果稍后返回。",
        "Compares pictures of both sides of the ID card with the public security records. The result comes "
        "later.",
    ),
    initials="sfzzpsmrz",
    arrival=Arrival.ASYNC,
    fields=(
        common.full_name(required=False),
        common.id_number(required=False),
        common.picture(
            "id_front_pic",
            Role.ID_FRONT_PICTURE,
            Text("身份证人像面", "ID card, portrait side"),
            "document",
            help=Text("有照片和姓名的一面。", "The side with the portrait and the name."),
        ),
        common.picture(
            "id_negative_pic",
            Role.ID_BACK_PICTURE,
            Text("身份证国徽面", "ID card, emblem side"),
            "document",
            help=Text("有国徽和有效期的一面。", "The side with the national emblem and the validity."),
        ),
        common.SOURCE_CHANNEL,
        common.DEVICE,
        common.BACKGROUND_URL,
        common.AUTHORIZATION,
    ),
    returns=(),
    scored=True,
    keywords=("正反面", "人像面", "国徽面", "公安", "photo"),
)

SERVICES: tuple[Service, ...] = (MOBILE_CHECK, NAME_CHECK, ID_CARD_CHECK)
