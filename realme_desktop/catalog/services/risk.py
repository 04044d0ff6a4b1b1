"""反洗钱与反欺诈: lists of people to beware of, and the odds of fraud."""

from __future__ import annotations

from realme_desktop.catalog.model import (
    Arrival,
    Decoder,
    Field,
    ResultField,
    Role,
    Rule,
    RuleKind,
    Sensitivity,
    Service,
    VerdictBasis,
)
from realme_desktop.catalog.services import common
from realme_desktop.catalog.text import Text

__all__ = ["SERVICES"]

_CARD_NUMBER = Field(
    name="card_no",
    role=Role.BANK_CARD,
    kind="card",
    label=Text("银行卡号", "Bank card number"),
    sensitivity=Sensitivity.IDENTIFIER,
    help=Text("12 至 19 位卡号，可以带空格。", "12 to 19 digits; spaces are fine."),
)

ANTI_LAUNDER_QUERY = Service(
    number=114,
    segment="antilaunderquery",
    path="/v5/trade/antilaunderquery",
    group="risk",
    title=Text("反洗钱高风险客户名单查询", "AML high-risk customer list query"),
    summary=Text(
        "根据用户的基本信息查询，返回符合条件的疑似敏感人物或黑名单详细信息。结果立即返回。",
        "Looks a person or company up in lists of politically exposed persons and in blacklists. The result "
        "comes at once.",
    ),
    initials="fxqgfxkhmdcx",
    arrival=Arrival.SYNC,
    fields=(
        common.full_name(
            Text("查询对象的姓名", "Name of the person or company"),
            required=False,
            lenient=True,
            help=Text(
                "个人用户的姓名或者企业名称。用户姓名和证件号，必须输入一个。",
                "A person's name or a company's. Either the name or the ID number must be given.",
            ),
        ),
        common.id_number(
            Text("唯一识别证件号码", "Identity document number"),
            required=False,
            lenient=True,
            help=Text(
                "用户或者企业所在国家颁发的证件号码：身份证、护照、统一社会信用代码等。",
                "Of a document issued by the country of the person or company: ID card, passport, unified "
                "social credit code and the like.",
            ),
        ),
        common.mobile("mobile_no", Text("手机号码", "Mobile number"), required=False),
        _CARD_NUMBER,
        common.AUTHORIZATION,
    ),
    returns=(
        ResultField(
            name="pep_result",
            label=Text("PEP个人结果", "PEP result"),
            sensitivity=Sensitivity.PERSONAL,
            decoder=Decoder.AML_PEP,
        ),
        ResultField(
            name="black_list_result",
            label=Text("黑名单结果", "Blacklist result"),
            sensitivity=Sensitivity.PERSONAL,
            decoder=Decoder.AML_BLACK_LIST,
        ),
    ),
    rules=(
        Rule(
            kind=RuleKind.AT_LEAST,
            fields=(("full_name",), ("id_number",)),
            count=1,
            message=Text(
                "用户姓名和证件号，必须输入一个。",
                "Either the name or the identity document number must be given.",
            ),
            source="errata 21",
        ),
    ),
    basis=VerdictBasis.AML,
    keywords=("AML", "PEP", "黑名单", "制裁", "名单", "anti-money laundering", "sanctions"),
)

ANTI_FRAUD_QUERY = Service(
    number=126,
    segment="antifraudquery",
    path="/v5/trade/antifraudquery",
    group="risk",
    title=Text("腾讯反欺诈信息分值查询", "Tencent anti-fraud score"),
    summary=Text(
        "根据姓名，以及至少两项基本项（身份证号、手机号、银行卡号、用户请求来源IP、国际移动用户设备识别码、"
        "ios系统广告标示符），获取反欺诈信息。",
        "Estimates the risk of fraud from the name and at least two of ID number, mobile number, card "
        "number, IP address, and IMEI or IDFA.",
    ),
    initials="txfqzxxfzcx",
    arrival=Arrival.SYNC,
    fields=(
        common.id_number(Text("身份证号", "ID number"), required=False),
        common.full_name(Text("姓名", "Name"), required=False),
        common.mobile("mobile_no", Text("手机号", "Mobile number"), required=False),
        _CARD_NUMBER,
        Field(
            name="user_ip",
            role=Role.IP_ADDRESS,
            kind="ip",
            label=Text("用户请求来源IP", "Customer's IP address"),
            sensitivity=Sensitivity.IDENTIFIER,
            help=Text("客户发起申请时的公网 IP 地址。", "The public address that the customer applied from."),
        ),
        Field(
            name="imei",
            role=Role.DEVICE,
            kind="imei",
            label=Text("国际移动用户设备识别码", "IMEI"),
            sensitivity=Sensitivity.IDENTIFIER,
            help=Text(
                "安卓手机的 IMEI。与 IDFA 合计为一项。", "Of an Android phone. Counts as one with the IDFA."
            ),
        ),
        Field(
            name="idfa",
            role=Role.IDFA,
            kind="text",
            label=Text("ios系统广告标示符", "IDFA"),
            sensitivity=Sensitivity.IDENTIFIER,
            help=Text("苹果手机的 IDFA。与 IMEI 合计为一项。", "Of an iPhone. Counts as one with the IMEI."),
        ),
        common.AUTHORIZATION,
    ),
    returns=(
        common.service_code(required=True),
        common.resp_info(Text("结果描述", "Description of the result"), required=True),
        ResultField(
            name="found", label=Text("该条记录能否查到", "Record found"), decoder=Decoder.FOUND, required=True
        ),
        ResultField(
            name="id_found",
            label=Text("该条记录中的身份证能否查到", "ID number found"),
            decoder=Decoder.FOUND,
            required=True,
        ),
        ResultField(
            name="risk_score",
            label=Text("欺诈风险分值", "Risk score"),
            role=Role.SCORE,
            decoder=Decoder.SCORE,
        ),
        ResultField(
            name="risk_info",
            label=Text("欺诈风险信息结果集", "Risk findings"),
            sensitivity=Sensitivity.PERSONAL,
            decoder=Decoder.RISK_INFO,
            items=(
                ResultField(name="riskCode", label=Text("风险码", "Risk")),
                ResultField(name="riskCodeValue", label=Text("风险等级", "Level")),
            ),
        ),
    ),
    rules=(
        Rule(
            kind=RuleKind.ALL,
            fields=(("full_name",),),
            message=Text("必须填写姓名。", "The name must be given."),
            source="errata 22",
        ),
        Rule(
            kind=RuleKind.AT_LEAST,
            fields=(("id_number",), ("mobile_no",), ("card_no",), ("user_ip",), ("imei", "idfa")),
            count=2,
            message=Text(
                "身份证号、手机号、银行卡号、IP、IMEI 或 IDFA 中至少填写两项（IMEI 与 IDFA 合计为一项）。",
                "At least two of ID number, mobile number, card number, IP address, and IMEI or IDFA must be "
                "given (IMEI and IDFA count as one).",
            ),
            source="errata 22",
        ),
    ),
    basis=VerdictBasis.DATA,
    keywords=("天御", "反欺诈", "fraud", "tencent", "风险"),
)

SERVICES: tuple[Service, ...] = (ANTI_LAUNDER_QUERY, ANTI_FRAUD_QUERY)
