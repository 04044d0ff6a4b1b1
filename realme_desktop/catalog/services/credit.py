"""信用: scores, P2P and loan records."""

from __future__ import annotations

from realme_desktop.catalog.model import (
    Arrival,
    Decoder,
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

_ID_NUMBER = Text("身份证号", "ID number")

MAGIC_MIRROR = Service(
    number=122,
    segment="getmagicmirror",
    path="/v5/trade/getmagicmirror",
    group="credit",
    title=Text("获取魔镜信审评分", "Magic Mirror credit score"),
    summary=Text(
        "根据用户的姓名、身份证号码、手机号信息，得到信用评分。结果立即返回。",
        "Fetches a credit score by name, ID number and mobile number. The result comes at once.",
    ),
    initials="hqmjxspf",
    arrival=Arrival.SYNC,
    fields=(
        common.full_name(Text("姓名", "Name")),
        common.mobile("mobile", Text("手机号", "Mobile number")),
        common.id_number(Text("身份证号码", "ID number")),
        common.AUTHORIZATION,
    ),
    returns=(
        common.service_code(),
        common.resp_info(Text("返回描述", "Description")),
        ResultField(
            name="credit_score",
            label=Text("信用评分", "Credit score"),
            role=Role.SCORE,
            decoder=Decoder.SCORE,
        ),
    ),
    basis=VerdictBasis.DATA,
    keywords=("moxie", "score", "评分"),
)

YY_FINANCE = Service(
    number=125,
    segment="getyyfinanceinfo",
    path="/v5/trade/getyyfinanceinfo",
    group="credit",
    title=Text("yy金融查询p2p金融信息", "yy Finance: P2P records"),
    summary=Text(
        "根据用户的身份证号码和查询日期信息，立即返回 P2P 的金融信息。",
        "Fetches a person's P2P finance records by ID number and date. The result comes at once.",
    ),
    initials="yyjrcxp2pjrxx",
    arrival=Arrival.SYNC,
    fields=(
        common.id_number(_ID_NUMBER),
        Field(
            name="query_date",
            role=Role.QUERY_DATE,
            kind="date",
            label=Text("查询日期", "Date of query"),
            required=True,
            help=Text("年月日，如 2026-01-31。", "Year, month, day, such as 2026-01-31."),
        ),
        common.AUTHORIZATION,
    ),
    returns=(
        common.service_code(required=True),
        common.resp_info(Text("结果描述", "Description of the result"), required=True),
        ResultField(name="data_count", label=Text("信息件数", "Number of records"), role=Role.COUNT),
        ResultField(
            name="data",
            label=Text("yy金融信息", "yy Finance records"),
            sensitivity=Sensitivity.PERSONAL,
            decoder=Decoder.JSON,
        ),
    ),
    basis=VerdictBasis.DATA,
    keywords=("p2p", "借贷", "finance"),
)

LOAN_INFO = Service(
    number=127,
    segment="getloaninfo",
    path="/v5/trade/getloaninfo",
    group="credit",
    title=Text("91征信查询", "91 Credit: loan records"),
    summary=Text(
        "根据姓名和身份证号，获取征信信息。查询结果稍后返回。",
        "Fetches a person's loan records by name and ID number. The result comes later.",
    ),
    initials="91zxcx",
    arrival=Arrival.ASYNC,
    fields=(
        # errata 23: both are marked optional, yet the query is made by both.
        common.id_number(_ID_NUMBER),
        common.full_name(Text("姓名", "Name")),
        common.BACKGROUND_URL,
        common.AUTHORIZATION,
    ),
    returns=(
        common.service_code(required=True),
        common.resp_info(Text("结果描述", "Description of the result"), required=True),
        ResultField(name="trx_no", label=Text("交易代码", "Transaction number")),
        ResultField(name="trxNo", label=Text("交易代码", "Transaction number"), stage="result"),
        ResultField(
            name="loanInfos",
            label=Text("征信信息结果集", "Loan records"),
            sensitivity=Sensitivity.PERSONAL,
            decoder=Decoder.LOAN_INFOS,
            stage="result",
            items=tuple(
                ResultField(name=name, label=Text(zh, en), stage="result")
                for name, zh, en in (
                    ("borrowType", "借款类型", "Type of loan"),
                    ("borrowState", "借款状态", "State of loan"),
                    ("borrowAmount", "合同金额", "Contract amount"),
                    ("contractDate", "合同日期", "Contract date"),
                    ("loanPeriod", "批贷期数", "Instalments"),
                    ("repayState", "还款状态", "Repayment"),
                    ("arrearsAmount", "欠款金额", "Arrears"),
                    ("companyCode", "公司对应码", "Company code"),
                )
            ),
        ),
    ),
    basis=VerdictBasis.DATA,
    keywords=("征信", "贷款", "借款", "credit bureau", "loan"),
)

SERVICES: tuple[Service, ...] = (MAGIC_MIRROR, YY_FINANCE, LOAN_INFO)
