"""All that can go wrong with an order, in words: what happened, was anything sent or charged, what now.

An order's `problem` is a key of `PROBLEMS`. The keys are kept with the orders for years: never rename one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from realme_desktop.catalog.text import Text

__all__ = ["PROBLEMS", "Problem", "problem_words"]


@dataclass(frozen=True, slots=True)
class Problem:
    """`words`: what happened. `sent`: was anything sent, could it be charged. `what_now`: the next step."""

    words: Text
    sent: Text
    what_now: Text


_NOTHING_SENT = Text("订单没有发送，不会计费。", "Nothing was sent, so nothing is charged.")
_REFUSED = Text(
    "已发送，RealMe 没有受理；未受理的请求通常不计费。",
    "It was sent and RealMe did not take it. A call that is not taken is normally not charged.",
)
_PERHAPS = Text(
    "RealMe 可能已收到，也可能没有；若已收到则可能计费。程序不会自动重发。",
    "RealMe may have received it or not; if it did, it may be charged. It is never sent again by itself.",
)
_SENT_BEFORE = Text(
    "订单此前已发送；查询结果不会再次发起核验。",
    "The order was sent before. Asking for its result does not start another verification.",
)
_ASKED_BY_ITSELF = Text(
    "程序会用原订单号自动查询。也可以现在按“立即查询”。",
    "The program asks for it by its order number. You can also press “Ask now”.",
)
_ASKED_AGAIN = Text(
    "程序会稍后再查。也可以现在按“立即查询”。",
    "The program asks again later. You can also press “Ask now”.",
)
_NEW_ORDER = Text("请用这些内容新建一笔订单再提交。", "Make a new order with these values and submit it.")
_TO_ADMINISTRATOR = Text(
    "请让管理员检查设置中的环境，然后新建一笔订单。",
    "Have the environment in the settings checked, then make a new order.",
)


def _not_sent(zh: str, en: str, now: Text) -> Problem:
    return Problem(Text(zh, en), _NOTHING_SENT, now)


def _refused(zh: str, en: str, now: Text) -> Problem:
    return Problem(Text(zh, en), _REFUSED, now)


def _unclear(zh: str, en: str) -> Problem:
    return Problem(Text(zh, en), _PERHAPS, _ASKED_BY_ITSELF)


def _query(zh: str, en: str, now: Text = _ASKED_AGAIN) -> Problem:
    return Problem(Text(zh, en), _SENT_BEFORE, now)


PROBLEMS: Mapping[str, Problem] = {
    # Certainly not sent: the order ended before a byte of it could reach RealMe.
    "not_sent_connect": _not_sent(
        "无法连接 RealMe：对方拒绝连接，或网络不通。",
        "RealMe could not be reached: the connection was refused or there is no network.",
        Text(
            "请检查网络后，用这些内容新建一笔订单。",
            "Check the network, then make a new order with these values.",
        ),
    ),
    "not_sent_dns": _not_sent(
        "找不到 RealMe 的服务器：域名无法解析。",
        "RealMe's server was not found: its name could not be resolved.",
        Text(
            "请检查网络和环境地址，再新建一笔订单。",
            "Check the network and the address, then make a new order.",
        ),
    ),
    "not_sent_tls": _not_sent(
        "没有建立安全连接：对方的证书未通过检查，或加密协商失败。",
        "No secure connection: the server's certificate was not accepted, or the encryption was not agreed.",
        Text(
            "请不要绕过检查。若单位使用自有证书，请让管理员在环境中加入 CA 文件。",
            "Do not get around this check. If the company uses its own certificates, have its CA file added.",
        ),
    ),
    "not_sent_proxy": _not_sent(
        "代理服务器没有接通。",
        "The proxy did not let the connection through.",
        Text(
            "请检查环境中的代理设置，再新建一笔订单。",
            "Check the proxy of the environment, then make a new order.",
        ),
    ),
    "not_sent_timeout": _not_sent(
        "连接 RealMe 超时，连接没有建立。",
        "Connecting to RealMe took too long; no connection was made.",
        _NEW_ORDER,
    ),
    "not_sent_restart": _not_sent(
        "程序在发送之前结束，订单停在“已保存”。",
        "The program ended before this order was sent; it had only been saved.",
        _NEW_ORDER,
    ),
    "not_sent_records": _not_sent(
        "订单没能写入磁盘，因此没有发送。",
        "The order could not be written to the disk, so it was not sent.",
        Text(
            "请检查磁盘空间和权限，再新建一笔订单。",
            "Check the disk's space and permissions, then make a new order.",
        ),
    ),
    # RealMe said no to the call. Says nothing about the person.
    "refused_parameters": _refused(
        "RealMe 认为参数有误（90101）。这不是核验结果。",
        "RealMe found the parameters wrong (90101). This is not a verification result.",
        Text("请核对填写的内容，再新建一笔订单。", "Check what was typed, then make a new order."),
    ),
    "refused_signature": _refused(
        "RealMe 没有接受签名（90102）。这不是核验结果。",
        "RealMe did not accept the signature (90102). This is not a verification result.",
        Text(
            "请在“设置 → 凭据”中测试连接，它会说明该做什么；改正之前重新提交不会通过。",
            "Test the connection under Settings → Credentials, which tells what to do; until then another "
            "order meets the same answer.",
        ),
    ),
    "refused_permission": _refused(
        "此账号没有权限使用这项服务（90103）。这不是核验结果。",
        "This account may not use this service (90103). This is not a verification result.",
        Text(
            "请联系汇付开通这项服务，并提供服务编号；开通之前重新提交不会通过。",
            "Ask RealMe to open this service for the account, by its number; until then another order meets "
            "the same answer.",
        ),
    ),
    "refused_throttled": _refused(
        "操作过于频繁，RealMe 暂不受理。这不是核验结果。",
        "Too many calls; RealMe does not take more for the moment. This is not a verification result.",
        Text("请稍等片刻，再新建一笔订单。", "Wait a little, then make a new order."),
    ),
    "refused": _refused(
        "RealMe 没有受理这次请求。这不是核验结果。",
        "RealMe did not take this call. This is not a verification result.",
        Text(
            "请查看返回码和说明，改正后新建一笔订单。",
            "See the return code and its message, then make a new order.",
        ),
    ),
    # Perhaps sent: asked for by its number, never sent again by itself.
    "unclear_timeout": _unclear(
        "已开始发送，但在规定时间内没有收到 RealMe 的应答。",
        "Sending began, but RealMe's reply did not come in time.",
    ),
    "unclear_cut": _unclear(
        "连接在收到应答之前中断。",
        "The connection broke before the reply arrived.",
    ),
    "unclear_server": _unclear(
        "RealMe 或途中的网关报告服务器错误，没有给出结果。",
        "RealMe, or a gateway on the way, reported a server error instead of a result.",
    ),
    "unclear_unreadable": _unclear(
        "收到的应答无法读懂。",
        "The reply could not be read.",
    ),
    "unclear_redirect": _unclear(
        "对方要求转到另一个地址，程序没有跟随。",
        "The server pointed to another address; the program did not follow.",
    ),
    "unclear_too_large": _unclear(
        "应答过大，已停止接收。",
        "The reply was too large and was cut off.",
    ),
    "unclear_duplicate": _unclear(
        "RealMe 说这笔订单号已经收到过（90104）。",
        "RealMe says that it already has this order number (90104).",
    ),
    "unclear_foreign": _unclear(
        "收到的应答属于另一笔订单，未予采用。",
        "The reply belongs to another order and was not used.",
    ),
    "unclear_restart": _unclear(
        "程序在发送过程中结束，不知道 RealMe 是否收到。",
        "The program ended while this order was being sent; whether RealMe has it is not known.",
    ),
    # The question brought nothing. The order stays as it is.
    "query_offline": _query(
        "查询没有发出：无法连接 RealMe。",
        "The query could not be sent: RealMe was not reached.",
    ),
    "query_no_answer": _query(
        "查询没有得到可用的应答。",
        "The query brought no usable reply.",
    ),
    "query_failed": _query(
        "RealMe 没能完成查询（20010）。这不表示核验不一致。",
        "RealMe could not carry out the query (20010). This does not mean that the person does not match.",
    ),
    "query_not_found_yet": _query(
        "RealMe 暂时查不到这笔订单（20011），可能尚未入账。",
        "RealMe does not know this order yet (20011); it may still be on its way.",
    ),
    "query_not_found": _query(
        "RealMe 受理过这笔订单，现在却查不到（20011）。",
        "RealMe took this order but does not find it now (20011).",
        Text(
            "程序会继续查询。若一直如此，请凭流水号联系汇付。",
            "The program keeps asking. If it stays so, contact RealMe with the seq_id.",
        ),
    ),
    "query_throttled": _query(
        "查询过于频繁，RealMe 要求放慢。",
        "Too many queries; RealMe asks to slow down.",
    ),
    "query_signature": _query(
        "RealMe 没有接受查询的签名（90102）。",
        "RealMe did not accept the signature of the query (90102).",
        Text(
            "请核对凭据和环境中的签名设置，程序会继续查询。",
            "Check the credentials and the signing settings. The program keeps asking.",
        ),
    ),
    "query_permission": _query(
        "此账号没有权限查询结果（90103）。",
        "This account may not query results (90103).",
        Text("请联系汇付开通结果查询，程序会继续查询。", "Ask RealMe to open it. The program keeps asking."),
    ),
    "query_refused": _query(
        "RealMe 拒绝了这次查询。",
        "RealMe refused this query.",
    ),
    "query_foreign": _query(
        "查询得到的是另一笔订单的结果，未予采用。",
        "The query brought the result of another order, which was not used.",
    ),
    "query_credentials": _query(
        "没有取得凭据，无法查询。",
        "The credentials could not be read, so nothing could be asked.",
        Text(
            "请解锁系统密钥环，或在设置中重新填写凭据。",
            "Unlock the system keyring, or enter the credentials again in the settings.",
        ),
    ),
    "query_account": _query(
        "这笔订单是用另一个 app_token 发送的，没有用现在的凭据查询。",
        "This order was sent with another app_token, so it was not asked for with the present credentials.",
        Text(
            "请在设置中填回原来的凭据再查询，或凭订单号联系汇付。",
            "Enter the earlier credentials in the settings and ask again, or contact RealMe with the order "
            "number.",
        ),
    ),
    # Answered, and a notification of RealMe had a part in it.
    "notified_unconfirmed": Problem(
        Text(
            "此结果来自 RealMe 的通知，还没有用查询核对。",
            "This result came by RealMe's notification; a query has not confirmed it yet.",
        ),
        _SENT_BEFORE,
        Text(
            "程序会自动查询核对；如不一致，以查询结果为准。",
            "The program asks for it by itself; where the two differ, the query counts.",
        ),
    ),
    "notified_disputed": Problem(
        Text(
            "RealMe 的一条通知给出了与此不同的结果，正在查询核对。",
            "A notification of RealMe gave another result than this one; a query will tell which counts.",
        ),
        _SENT_BEFORE,
        Text("核对完成之前，请不要依据此结果办理。", "Don't act on this result before that."),
    ),
    "notified_differed": Problem(
        Text(
            "RealMe 的通知与查询给出过不同的结果，这里显示的是查询的结果。",
            "RealMe's notification and its query gave different results; this is the query's.",
        ),
        _SENT_BEFORE,
        Text(
            "办理之前请人工核对；如有疑问，请凭订单号联系汇付。",
            "Have a person look at it before it is used; if in doubt, contact RealMe with the order number.",
        ),
    ),
    # Ends that need a person.
    "unknown_to_realme": Problem(
        Text(
            "RealMe 没有这笔订单（20011），它没有被收到。",
            "RealMe does not have this order (20011): it was not received.",
        ),
        Text("RealMe 没有收到，不会计费。", "RealMe did not receive it, so nothing is charged."),
        Text(
            "可以放心地按“作为新订单重新发送”：表单会填好这些内容，提交后是一笔新订单。",
            "“Send again as a new order” is safe: it fills the form with these values for a new order.",
        ),
    ),
    "expired": Problem(
        Text(
            "等待结果的时间已超过上限，已停止查询。",
            "The result did not come in the time allowed; asking has stopped.",
        ),
        Text("订单已发送，可能已计费。", "The order was sent and may have been charged."),
        Text(
            "请按“立即查询”，或凭订单号联系汇付。",
            "Press “Ask now”, or contact RealMe with the order number.",
        ),
    ),
    "abandoned": Problem(
        Text("操作员已停止等待这笔订单。", "The operator stopped waiting for this order."),
        Text("订单已发送，可能已计费。", "The order was sent and may have been charged."),
        Text("仍可按“立即查询”查看结果。", "Its result can still be asked for with “Ask now”."),
    ),
    "withdrawn": Problem(
        Text("操作员在发送之前撤回了这笔订单。", "The operator withdrew this order before it was sent."),
        _NOTHING_SENT,
        Text("如有需要，请新建一笔订单。", "Make a new order if it is still wanted."),
    ),
}


_UNKNOWN = Text(
    "这笔订单的情况由另一版本的程序记录（{key}），本版本不认识。请查看原始报文和经过，或升级程序。",
    "What happened to this order was noted by another version of the program ({key}), which this one does "
    "not know. Look at the raw exchange and the course of the order, or update the program.",
)


def problem_words(key: str) -> Text:
    """All three sentences of a problem as one text; a key that this version doesn't know is told as such."""
    problem = PROBLEMS.get(key)
    if problem is None:
        return _UNKNOWN.format(key=key)
    parts = (problem.words, problem.sent, problem.what_now)
    return Text("".join(part.zh for part in parts), " ".join(part.en for part in parts))
