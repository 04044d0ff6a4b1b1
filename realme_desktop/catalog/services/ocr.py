"""证照识别 (OCR): what a document or a card says."""

from __future__ import annotations

from typing import Literal

from realme_desktop.catalog.model import (
    Arrival,
    Choice,
    Field,
    ResultField,
    Role,
    Sensitivity,
    Service,
    VerdictBasis,
)
from realme_desktop.catalog.services import common
from realme_desktop.catalog.text import Text

__all__ = ["SERVICES"]


def _read(
    name: str,
    label: Text,
    role: Role = Role.OTHER,
    sensitivity: Sensitivity = Sensitivity.PUBLIC,
    *,
    required: bool = True,
    stage: Literal["response", "result"] = "result",
) -> ResultField:
    return ResultField(
        name=name, label=label, role=role, sensitivity=sensitivity, required=required, stage=stage
    )


ID_CARD_OCR = Service(
    number=107,
    segment="idcardidentify",
    path="/v4/trade/idcardidentify",
    group="ocr",
    title=Text("身份证信息识别", "ID card recognition (OCR)"),
    summary=Text(
        "对客户提交的身份证照片上的“身份证号码”、“姓名”和“证件头像”进行识别。识别结果稍后返回。",
        "Reads number, name and portrait from a picture of an ID card. The result comes later.",
    ),
    initials="sfzxxsb",
    arrival=Arrival.ASYNC,
    fields=(
        common.picture(
            "id_pic",
            Role.ID_PICTURE,
            Text("身份证照", "ID card picture"),
            "document",
            help=Text(
                "证件的一面，四角完整、没有反光；是哪一面在“接口区分”中选择。",
                "One side of the card, with all corners and no glare; which one is said under side and "
                "background.",
            ),
        ),
        Field(
            name="interface_id",
            role=Role.SIDE,
            kind="choice",
            label=Text("接口区分", "Side and background"),
            required=True,
            choices=(
                Choice("01", Text("不带背景正面", "Front, card only")),
                Choice("02", Text("不带背景背面", "Back, card only")),
                Choice("03", Text("带背景正面", "Front, with background")),
                Choice("04", Text("带背景背面", "Back, with background")),
            ),
            default="01",
            help=Text(
                "图片里只有证件时选“不带背景”；证件周围还能看到桌面等时选“带背景”。默认 01。",
                "Card only: the card fills the picture, as from a scanner. With background: a table or the "
                "like shows around it. 01 unless changed.",
            ),
        ),
        common.SOURCE_CHANNEL,
        common.DEVICE,
        common.BACKGROUND_URL,
        common.AUTHORIZATION,
    ),
    returns=(
        _read("addr", Text("身份证地址", "Address"), Role.ADDRESS, Sensitivity.PERSONAL),
        _read("issue", Text("发证机构", "Issued by"), Role.ISSUER, Sensitivity.PERSONAL),
        _read("expirydate", Text("有效期", "Validity"), Role.VALIDITY),
        _read("id_number", Text("身份证号", "ID number"), Role.ID_NUMBER, Sensitivity.IDENTIFIER),
        _read("full_name", Text("姓名", "Name"), Role.FULL_NAME, Sensitivity.PERSONAL),
    ),
    basis=VerdictBasis.DATA,
    keywords=("OCR", "证件", "recognition"),
)

BANK_CARD_OCR = Service(
    number=108,
    segment="bankcardidentify",
    path="/v3/trade/bankcardidentify",  # errata 6
    group="ocr",
    title=Text("银行卡信息识别", "Bank card recognition (OCR)"),
    summary=Text(
        "对客户提交的银行卡照片进行识别。识别结果稍后返回。",
        "Reads the number from a picture of a bank card. The result comes later.",
    ),
    initials="yhkxxsb",
    arrival=Arrival.ASYNC,
    fields=(
        common.picture(
            "bank_card_pic",
            Role.CARD_PICTURE,
            Text("银行卡照", "Bank card picture"),
            "card",
            help=Text("有卡号的一面。", "The side with the number."),
        ),
        Field(
            name="mer_bg_url",
            role=Role.NOTIFY_URL,
            kind="url",
            label=common.BACKGROUND_URL.label,
            required=True,  # errata 16: required here, optional nearly everywhere else
            help=Text(
                "此服务必填。默认取自当前环境设置的通知地址；本程序仍会主动查询结果。",
                "Required for this service. Taken from the notification address of the environment unless "
                "given here; the console still asks for the result by itself.",
            ),
        ),
        common.SOURCE_CHANNEL,
        common.DEVICE,
        common.AUTHORIZATION,
    ),
    returns=(
        _read("bank_card", Text("银行卡号", "Bank card number"), Role.BANK_CARD, Sensitivity.IDENTIFIER),
    ),
    basis=VerdictBasis.DATA,
    keywords=("OCR", "卡号", "recognition"),
)

LICENCE_OCR = Service(
    number=113,
    segment="licenseocr",
    path="/v5/trade/licenseocr",
    group="ocr",
    title=Text("营业执照信息识别", "Business licence recognition (OCR)"),
    summary=Text(
        "根据客户提交的营业执照图像，快速精准地识别其关键字段，包括单位名称、统一社会信用代码、类型、住所、"
        "法定代表人、注册资本、成立日期、营业期限、经营范围等。结果立即返回。",
        "Reads name, unified social credit code, type, address, legal representative, capital, dates and "
        "scope from a picture of a business licence. The result comes at once.",
    ),
    initials="yyzzxxsb",
    arrival=Arrival.SYNC,
    fields=(
        common.picture(
            "license_pic",
            Role.LICENCE_PICTURE,
            Text("营业执照图片", "Licence picture"),
            "document",  # errata 20: marked optional, but there is nothing to read without it
            help=Text(
                "整张执照，四角完整、文字清晰、没有反光。",
                "The whole licence with all corners, sharp and without glare.",
            ),
        ),
        common.suffix("img_suffix", Text("图片后缀", "Picture suffix"), "license_pic"),
        common.AUTHORIZATION,
    ),
    returns=tuple(
        _read(name, Text(zh, en), role, sensitivity, required=False, stage="response")
        for name, zh, en, role, sensitivity in (
            (
                "credit_code",
                "统一社会信用代码",
                "Unified social credit code",
                Role.CREDIT_CODE,
                Sensitivity.PUBLIC,
            ),
            ("reg_no", "注册号", "Registration number", Role.REGISTRATION_NUMBER, Sensitivity.PUBLIC),
            ("ent_name", "企业名称", "Company name", Role.COMPANY, Sensitivity.PUBLIC),
            ("ent_type", "企业类型", "Company type", Role.OTHER, Sensitivity.PUBLIC),
            ("address", "住所", "Registered address", Role.ADDRESS, Sensitivity.PERSONAL),
            ("fr_name", "法定代表人", "Legal representative", Role.FULL_NAME, Sensitivity.PERSONAL),
            ("reg_cap", "注册资本", "Registered capital", Role.OTHER, Sensitivity.PUBLIC),
            ("es_date", "成立日期（开业日期）", "Founded", Role.DATE, Sensitivity.PUBLIC),
            ("operate_scope", "经营范围", "Scope of business", Role.OTHER, Sensitivity.PUBLIC),
            ("open_range", "营业期限", "Term of business", Role.VALIDITY, Sensitivity.PUBLIC),
            ("serial_no", "证照编号", "Licence number", Role.OTHER, Sensitivity.PUBLIC),
            ("duty_no", "税务登记号", "Tax registration number", Role.OTHER, Sensitivity.PUBLIC),
            ("form", "组成形式", "Form of organisation", Role.OTHER, Sensitivity.PUBLIC),
            ("org_code", "组织机构代码", "Organisation code", Role.ORGANISATION_CODE, Sensitivity.PUBLIC),
        )
    ),
    basis=VerdictBasis.DATA,
    keywords=("OCR", "执照", "企业", "license", "company"),
)

SERVICES: tuple[Service, ...] = (ID_CARD_OCR, BANK_CARD_OCR, LICENCE_OCR)
