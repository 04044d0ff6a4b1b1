"""What a harmless query shows of the connection and the credentials, in words, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping

from realme_desktop.catalog.text import Text
from realme_desktop.gateway.reply import CallStatus, Exchange, TransportProblem

from .model import ConnectionReport

__all__ = ["read_report"]

_NOT_CHARGED = Text("测试没有发起核验，不会计费。", "The test verified nobody, and nothing is charged.")
_WORKS = Text(
    "连接正常，RealMe 认可凭据和签名。没有发起核验，不会计费。",
    "The connection works; RealMe accepts the credentials and the signature. Nothing was charged.",
)
_BY_CODE: Mapping[str, Text] = {
    "90101": Text(
        "已连上 RealMe，但它认为测试查询的参数有误（90101）。",
        "RealMe was reached but found the parameters of the test query wrong (90101).",
    ),
    "90102": Text(
        "已连上 RealMe，但签名未被接受（90102）：它算出的签名与程序的不同。",
        "RealMe was reached but did not accept the signature (90102): it computes another one.",
    ),
    "90103": Text(
        "已连上 RealMe，但此账号没有查询结果的权限（90103）。",
        "RealMe was reached but this account may not query results (90103).",
    ),
    "90104": Text(
        "已连上 RealMe，但它认为测试查询是重复请求（90104）。",
        "RealMe was reached but takes the test query for a repeated one (90104).",
    ),
    "90105": Text(
        "已连上 RealMe，但操作过于频繁（90105）。",
        "RealMe was reached but says there are too many calls (90105).",
    ),
    "90199": Text(
        "已连上 RealMe，但它以“未知原因”拒绝了测试查询（90199）。",
        "RealMe was reached but refused the test query for “an unknown reason” (90199).",
    ),
}
_REFUSED = Text(
    "已连上 RealMe，但测试查询被拒绝（{code}）。",
    "RealMe was reached but refused the test query ({code}).",
)
_UNREADABLE = Text(
    "对方有应答（HTTP {status}），但不是 RealMe 的格式。",
    "Something answered (HTTP {status}), but not in RealMe's form.",
)
_BY_TRANSPORT: Mapping[TransportProblem, Text] = {
    TransportProblem.CONNECT: Text(
        "无法连接：对方拒绝连接，或网络不通。", "No connection: it was refused or there is no network."
    ),
    TransportProblem.DNS: Text(
        "域名无法解析：找不到环境地址中的服务器。",
        "The server's name in the address could not be resolved.",
    ),
    TransportProblem.TLS: Text(
        "安全连接未建立：证书未通过检查，或加密协商失败。",
        "No secure connection: the certificate was not accepted, or the encryption was not agreed.",
    ),
    TransportProblem.PROXY: Text("代理服务器没有接通。", "The proxy did not let the connection through."),
    TransportProblem.TIMEOUT_CONNECT: Text("连接超时，没有连上。", "Connecting took too long."),
    TransportProblem.TIMEOUT: Text(
        "已连上，但在规定时间内没有应答。", "Connected, but no reply came in time."
    ),
    TransportProblem.REDIRECT: Text(
        "对方要求转到另一个地址，程序没有跟随。",
        "The server pointed to another address; the program did not follow.",
    ),
}
_BROKEN = Text(
    "连接在收到应答之前中断，或应答无法读懂。", "The connection broke or the reply could not be read."
)

_ENTER_AGAIN = Text(
    "重新输入 app_token 和 app_key：复制时最容易带入空格或换行。",
    "Enter app_token and app_key again: a blank or line break that was copied along is the most frequent "
    "cause.",
)
_RIGHT_PAIR = Text(
    "确认这对凭据属于当前环境：联调和生产各有一对。",
    "Make sure that the pair belongs to this environment: integration and production each have their own.",
)
_LATER = Text("过几分钟再测试一次。", "Test once more in a few minutes.")
_NETWORK = Text(
    "确认这台电脑能上网；单位要求使用 VPN 时先连上 VPN。",
    "Make sure that this computer is online, with the VPN if the company asks for one.",
)
_ADDRESS = Text(
    "核对环境的地址：应以 https:// 开头，由 RealMe 提供。",
    "Compare the address of the environment: RealMe gives it, and it begins with https://.",
)
_PROXY = Text(
    "单位使用代理时，请管理员在“设置 → 环境”中填写代理地址；自动配置脚本（PAC）不会读取。",
    "Where the company uses a proxy, have its address entered under Settings → Environments; automatic "
    "configuration (PAC) is not read.",
)
_FIREWALL = Text(
    "请管理员在防火墙中放行环境的地址。", "Have the address of the environment let through the firewall."
)
_LOGIN_PAGE = Text(
    "若网络有登录页面（宾馆、访客网络），先在浏览器中登录。",
    "Where the network has a login page (hotels, guests), log in with a browser first.",
)
_SUPPORT = Text(
    "仍不通过时，把“帮助 → 支持报告”和测试的时间交给管理员或汇付。",
    "If it still fails, give Help → Report for support and the time of the test to your administrator or to "
    "RealMe.",
)

_HINTS_BY_CODE: Mapping[str, tuple[Text, ...]] = {
    "90101": (_RIGHT_PAIR, _ADDRESS, _SUPPORT),
    "90102": (
        _ENTER_AGAIN,
        _RIGHT_PAIR,
        Text(
            "仍不通过时，请管理员核对环境中的签名设置（signing_base、signing）；见帮助“遇到问题时”。",
            "If it still fails, have your administrator compare the signing settings of the environment "
            "(signing_base, signing); see Troubleshooting in the help.",
        ),
    ),
    "90103": (
        Text(
            "确认 app_token 没有输错：写错的 app_token 也可能得到 90103。",
            "Make sure that the app_token is right: a wrong one may be answered 90103, too.",
        ),
        Text(
            "请汇付为此账号开通结果查询和所需的服务，并提供服务编号。",
            "Ask RealMe to open the query of results and the services that you need, by their numbers.",
        ),
        Text("开通之前重试不会改变结果；开通之后再测试。", "Trying again changes nothing before that."),
    ),
    "90104": (_LATER, _SUPPORT),
    "90105": (
        _LATER,
        Text(
            "经常如此时，请管理员调低“同时请求数”或“每秒请求数”，或向汇付申请提高限额。",
            "If it happens often, have fewer calls at once or in a second set, or ask RealMe for a higher "
            "limit.",
        ),
    ),
    "90199": (_LATER, _RIGHT_PAIR, _SUPPORT),
}
_HINTS_BY_TRANSPORT: Mapping[TransportProblem, tuple[Text, ...]] = {
    TransportProblem.CONNECT: (_NETWORK, _PROXY, _FIREWALL),
    TransportProblem.DNS: (_NETWORK, _ADDRESS, _PROXY),
    TransportProblem.TLS: (
        Text(
            "不要绕过检查。单位的网络若拆解加密连接（自有证书），请管理员在“设置 → 环境”中填写 CA 文件。",
            "Do not get around this check. Where the company's network opens encrypted connections with its "
            "own certificate, have its CA file entered under Settings → Environments.",
        ),
        Text("核对这台电脑的日期和时间。", "Check the date and time of this computer."),
        _ADDRESS,
    ),
    TransportProblem.PROXY: (
        _PROXY,
        Text(
            "确认代理允许访问环境的地址，以及是否需要密码。",
            "See whether the proxy lets this address through and asks for a password.",
        ),
    ),
    TransportProblem.TIMEOUT_CONNECT: (_NETWORK, _PROXY, _FIREWALL),
    TransportProblem.TIMEOUT: (_LATER, _NETWORK, _SUPPORT),
    TransportProblem.REDIRECT: (_ADDRESS, _LOGIN_PAGE),
}
_HINTS_UNREADABLE = (_ADDRESS, _LOGIN_PAGE, _PROXY)


def read_report(exchange: Exchange) -> ConnectionReport:
    """A query for an order that can't exist should be answered "not found" (20011)."""
    reply = exchange.reply
    code = reply.return_code
    hints: tuple[Text, ...] = ()
    known = reply.call in (CallStatus.NOT_FOUND, CallStatus.QUERY_FAILED, CallStatus.ACCEPTED)
    ok = known or code == "20012"
    if ok:
        words = _WORKS
    else:
        if reply.transport is not None:
            words = _BY_TRANSPORT.get(reply.transport, _BROKEN)
            hints = _HINTS_BY_TRANSPORT.get(reply.transport, (_LATER, _ADDRESS, _LOGIN_PAGE))
        elif code:
            words = _BY_CODE.get(code, _REFUSED.format(code=code))
            hints = _HINTS_BY_CODE.get(code, (_RIGHT_PAIR, _ADDRESS, _SUPPORT))
        else:
            words, hints = _UNREADABLE.format(status=reply.http_status), _HINTS_UNREADABLE
        words = Text(words.zh + _NOT_CHARGED.zh, f"{words.en} {_NOT_CHARGED.en}")
    return ConnectionReport(
        ok=ok,
        words=words,
        hints=hints,
        return_code=code,
        http_status=reply.http_status,
        elapsed_ms=exchange.elapsed_ms,
    )
