"""银行卡: does the card belong to the person?"""

from __future__ import annotations

from realme_desktop.catalog.model import (
    Arrival,
    Choice,
    Field,
    ResultField,
    Role,
    Rule,
    RuleKind,
    Sensitivity,
    Service,
)
from realme_desktop.catalog.services import common
from realme_desktop.catalog.text import Text

__all__ = ["SERVICES"]

CARD_CHECK = Service(
    number=102,
    segment="cardcheck",
    path="/v4/trade/cardcheck",
    group="bank",
    title=Text("银行卡实名认证", "Bank card check"),
    summary=Text(
        "支持银行卡号、姓名、身份证号和手机号四要素验证；银行卡号、姓名和身份证三要素验证；"
        "银行卡号、姓名二要素验证。结果可能立即返回，也可能稍后返回。",
        "Checks that card and name belong together; with the ID number, and with the mobile number, too. The "
        "result comes at once or later, depending on the bank.",
    ),
    initials="yhksmrz",
    arrival=Arrival.EITHER,
    fields=(
        common.full_name(),
        common.id_number(
            required=False,
            help=Text(
                "填写后为三要素验证；联调环境的结果只取决于它的第一位。",
                "With it, three things are compared. Integration looks at its first digit only.",
            ),
        ),
        common.mobile("mobile_no", required=False),
        Field(
            name="acct_no",
            role=Role.BANK_CARD,
            kind="card",
            label=Text("客户银行卡", "Bank card number"),
            required=True,
            sensitivity=Sensitivity.IDENTIFIER,
            help=Text("12 至 19 位卡号，可以带空格。", "12 to 19 digits; spaces are fine."),
        ),
        Field(
            name="acct_type",
            role=Role.ACCOUNT_TYPE,
            kind="choice",
            label=Text("账户类型", "Account type"),
            choices=(
                Choice("E", Text("对公", "Corporate")),
                Choice("P", Text("对私", "Personal")),
            ),
            help=Text(
                "卡属于个人选“对私”，属于单位选“对公”。不清楚时留空。",
                "Personal: the card of a person; corporate: of a company. Leave it empty if you don't know.",
            ),
        ),
        Field(
            name="card_type",
            role=Role.CARD_TYPE,
            kind="choice",
            label=Text("卡类型", "Card type"),
            choices=(
                Choice("D", Text("借记卡", "Debit card")),
                Choice("C", Text("信用卡", "Credit card")),
                Choice("P", Text("存折", "Passbook")),
                Choice("V", Text("虚拟账户", "Virtual account")),
                Choice("Y", Text("预付费卡", "Prepaid card")),
                Choice("Z", Text("借贷合一卡", "Combined debit and credit card")),
            ),
            help=Text(
                "不清楚时留空。选“信用卡”时，还须填写有效期。",
                "Leave it empty if you don't know. A credit card needs its expiry date, too.",
            ),
        ),
        Field(
            name="valid_date",
            role=Role.CARD_EXPIRY,
            kind="expiry",
            label=Text("有效期", "Valid until"),
            sensitivity=Sensitivity.PERSONAL,
            help=Text(
                "卡面上的月和年，如 08/27。信用卡必填。", "Month and year as on the card, such as 08/27."
            ),
        ),
        Field(
            name="cvv2",
            role=Role.CARD_CVV2,
            kind="cipher",
            label=Text("CVV2（密文）", "CVV2 (cipher text)"),
            sensitivity=Sensitivity.SECRET,
            help=Text(
                "只接受已加密的密文：RealMe 没有公开加密方式，本程序不会发送明文，也不会保存。",
                "Only a ready cipher text: RealMe has not published the encryption. The console never sends "
                "the plain digits and keeps nothing of this field.",
            ),
        ),
        Field(
            name="bank_identity",
            role=Role.BANK,
            kind="text",
            label=Text("银行标识", "Bank identifier"),
            help=Text(
                "RealMe 没有公布取值；没有向您提供时留空。",
                "RealMe has not published its values: leave it empty unless you were given one.",
            ),
        ),
        common.SOURCE_CHANNEL,
        common.DEVICE,
        common.BACKGROUND_URL,
        common.AUTHORIZATION,
    ),
    returns=(
        common.resp_code(stage="both"),
        common.resp_info(stage="both"),
        ResultField(
            name="full_name",
            label=Text("姓名", "Name"),
            role=Role.FULL_NAME,
            sensitivity=Sensitivity.PERSONAL,
            required=True,
            stage="result",
        ),
    ),
    rules=(
        Rule(
            kind=RuleKind.REQUIRED_WHEN,
            fields=(("valid_date",),),
            when=("card_type", ("C",)),
            message=Text("信用卡必须填写有效期。", "A credit card needs its expiry date."),
            source="102 valid_date",
        ),
        Rule(
            # errata 28: the table wants it, but nobody outside RealMe knows how to encrypt it.
            kind=RuleKind.REQUIRED_WHEN,
            fields=(("cvv2",),),
            when=("card_type", ("C",)),
            message=Text(
                "RealMe 要求信用卡提供加密后的 CVV2；不填写时，RealMe 可能拒绝。",
                "RealMe asks for the encrypted CVV2 of a credit card; without it, RealMe may refuse.",
            ),
            source="errata 28",
            advisory=True,
        ),
        Rule(
            kind=RuleKind.REQUIRED_WHEN,
            fields=(("id_number",),),
            when=("mobile_no", ("*",)),
            message=Text(
                "填写手机号时（四要素验证）还应填写身份证号。",
                "With a mobile number (four elements), the ID number should be given too.",
            ),
            source="102",
            advisory=True,
        ),
    ),
    keywords=("四要素", "三要素", "二要素", "储蓄卡", "信用卡", "account"),
)

SERVICES: tuple[Service, ...] = (CARD_CHECK,)
