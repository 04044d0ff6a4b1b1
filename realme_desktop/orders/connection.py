"""What a harmless query shows of the connection and the credentials, in words."""

from __future__ import annotations

from realme_desktop.catalog.text import Text
from realme_desktop.gateway.reply import CallStatus, Exchange, TransportProblem

from .model import ConnectionReport

__all__ = ["read_report"]

_WORKS = Text(
    "连接正常，RealMe 认可凭据和签名。没有发起验证，不会计费。",
    "The connection works; RealMe accepts the credentials and the signature. Nothing was charged.",
)
_SIGNATURE = Text(
    "已连上 RealMe，但签名未被接受（90102）。请核对 app_token、app_key 和环境中的签名设置。",
    "RealMe was reached but did not accept the signature (90102). Check app_token, app_key and the signing "
    "settings of the environment.",
)
_PERMISSION = Text(
    "已连上 RealMe，但此账号没有查询结果的权限（90103）。请核对 app_token，或联系汇付开通。",
    "RealMe was reached but this account may not query results (90103). Check app_token, or ask RealMe to "
    "open it.",
)
_THROTTLED = Text(
    "已连上 RealMe，但操作过于频繁（90105）。请稍后再测试。",
    "RealMe was reached but says there are too many calls (90105). Test again a little later.",
)
_REFUSED = Text(
    "已连上 RealMe，但测试查询被拒绝（{code}）。请核对凭据和环境设置。",
    "RealMe was reached but refused the test query ({code}). Check the credentials and the environment.",
)
_UNREADABLE = Text(
    "对方有应答（HTTP {status}），但不是 RealMe 的格式。请核对环境地址和代理。",
    "Something answered (HTTP {status}), but not in RealMe's form. Check the address and the proxy.",
)
_HINTS = {
    "90102": (
        Text(
            "重新输入 app_token 和 app_key：复制时最容易带入空格或换行。",
            "Enter app_token and app_key again: a blank or line break that was copied along is the most "
            "frequent cause.",
        ),
        Text(
            "确认这对凭据属于当前环境：联调和生产各有一对。",
            "Make sure that the pair belongs to this environment: integration and production each have "
            "their own.",
        ),
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
            "请 RealMe 或汇付为此账号开通结果查询和所需的服务，并提供服务编号。",
            "Ask RealMe to open the query of results and the services that you need, by their numbers.",
        ),
        Text(
            "重试不会改变结果；开通之后再测试。",
            "Trying again changes nothing before that.",
        ),
    ),
}
_TRANSPORT = {
    TransportProblem.CONNECT: Text(
        "无法连接：对方拒绝连接，或网络不通。请检查网络和环境地址。",
        "No connection: it was refused or there is no network. Check the network and the address.",
    ),
    TransportProblem.DNS: Text(
        "域名无法解析。请检查网络和环境地址。",
        "The server's name could not be resolved. Check the network and the address.",
    ),
    TransportProblem.TLS: Text(
        "安全连接未建立：证书未通过检查。若单位使用自有证书，请在环境中加入 CA 文件。",
        "No secure connection: the certificate was not accepted. If the company uses its own "
        "certificates, have its CA file added.",
    ),
    TransportProblem.PROXY: Text(
        "代理服务器没有接通。请检查环境中的代理设置。",
        "The proxy did not let the connection through. Check the proxy of the environment.",
    ),
    TransportProblem.TIMEOUT_CONNECT: Text(
        "连接超时。请检查网络、代理和环境地址。",
        "Connecting took too long. Check the network, the proxy and the address.",
    ),
    TransportProblem.TIMEOUT: Text(
        "已连上，但在规定时间内没有答复。请稍后再测试。",
        "Connected, but no reply came in time. Test again later.",
    ),
    TransportProblem.REDIRECT: Text(
        "对方要求转到另一个地址，程序没有跟随。请核对环境地址。",
        "The server pointed to another address; the program did not follow. Check the address.",
    ),
}
_BROKEN = Text(
    "连接在收到答复之前中断，或答复无法读懂。请稍后再测试，并核对环境地址。",
    "The connection broke or the reply could not be read. Test again later, and check the address.",
)


def read_report(exchange: Exchange) -> ConnectionReport:
    """A query for an order that can't exist should be answered "not found" (20011)."""
    reply = exchange.reply
    known = reply.call in (CallStatus.NOT_FOUND, CallStatus.QUERY_FAILED, CallStatus.ACCEPTED)
    if known or reply.return_code == "20012":
        words, ok = _WORKS, True
    else:
        ok = False
        if reply.transport is not None:
            words = _TRANSPORT.get(reply.transport, _BROKEN)
        elif reply.return_code:
            words = {"90102": _SIGNATURE, "90103": _PERMISSION, "90105": _THROTTLED}.get(
                reply.return_code, _REFUSED.format(code=reply.return_code)
            )
        else:
            words = _UNREADABLE.format(status=reply.http_status)
    return ConnectionReport(
        ok=ok,
        words=words,
        hints=() if ok else _HINTS.get(reply.return_code or "", ()),
        return_code=reply.return_code,
        http_status=reply.http_status,
        elapsed_ms=exchange.elapsed_ms,
    )
