"""What the desk raises.

DeskError                   .words: what happened, sent or not, what now
 ├─ DraftRefused            the form is not in order; .findings, field by field. Nothing on disk, nothing sent
 ├─ SubmissionRefused       no credentials, disk full, …; nothing sent
 │   └─ NoCredentials       the vault had none; .state tells why
 ├─ DuplicateSuspected      the same was submitted a short while ago; .earlier. Nothing on disk, nothing sent
 ├─ ActRefused              this can't be done to an order in its present state
 └─ OutcomeNotSaved         it was sent, but the reply couldn't be written down: the order stays on disk
                            as "may have been sent" and is asked for later
"""

from __future__ import annotations

from collections.abc import Sequence

from realme_desktop.catalog.findings import Finding
from realme_desktop.catalog.text import Text
from realme_desktop.records.model import Order

__all__ = [
    "ANOTHER_CONSOLE",
    "BEING_SENT",
    "CLOSING",
    "HAS_ENDED",
    "NOTHING_TO_ASK",
    "NOT_ADMITTED",
    "OTHER_ACCOUNT",
    "OTHER_ENVIRONMENT",
    "POLICY_BROKEN",
    "ActRefused",
    "DeskError",
    "DraftRefused",
    "DuplicateSuspected",
    "NoCredentials",
    "OutcomeNotSaved",
    "SubmissionRefused",
]

_NOTHING_SENT = Text("订单没有发送，不会计费。", "Nothing was sent, so nothing is charged.")


class DeskError(Exception):
    """The root; `words` can be shown as they are."""

    def __init__(self, words: Text) -> None:
        super().__init__(words.en)
        self.words = words


class DraftRefused(DeskError):
    """The form has errors. `findings` holds errors only; warnings never stop an order."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        zh = "；".join(finding.message.zh.rstrip("。") for finding in self.findings)
        en = "; ".join(finding.message.en.rstrip(".") for finding in self.findings)
        super().__init__(Text(f"{zh}。{_NOTHING_SENT.zh}", f"{en}. {_NOTHING_SENT.en}"))


class SubmissionRefused(DeskError):
    """The form is in order but the order can't be taken on now. Says itself that nothing was sent."""

    def __init__(self, words: Text) -> None:
        super().__init__(Text(f"{words.zh}{_NOTHING_SENT.zh}", f"{words.en} {_NOTHING_SENT.en}"))


class NoCredentials(SubmissionRefused):
    """The vault gave no credentials: missing, locked, no keyring, no answer. Its own words say already that
    nothing was sent."""

    def __init__(self, words: Text) -> None:
        DeskError.__init__(self, words)


class DuplicateSuspected(DeskError):
    """An order of the same service, subject and pictures was made within the window. A question, not an end:
    submit the draft again with `confirmed_duplicate_of` once the operator has seen `earlier`."""

    def __init__(self, earlier: Order) -> None:
        super().__init__(
            Text(
                f"不久前已提交过内容相同的订单 {earlier.order_id}。{_NOTHING_SENT.zh}",
                f"An order of the same content, {earlier.order_id}, was submitted a short while ago. "
                f"{_NOTHING_SENT.en}",
            )
        )
        self.earlier = earlier


class ActRefused(DeskError):
    """The act does not fit the order's present state; nothing was changed."""


class OutcomeNotSaved(DeskError):
    """Sent, answered or not, and the disk refused to keep the outcome."""

    def __init__(self, order_id: str, words: Text) -> None:
        super().__init__(
            Text(
                f"订单 {order_id} 已发送，但结果没能写入磁盘：{words.zh}程序会稍后用原订单号查询，不会重发。",
                f"Order {order_id} was sent, but its outcome could not be written down: {words.en} "
                "It is asked for later by its number and never sent again.",
            )
        )
        self.order_id = order_id


POLICY_BROKEN = Text(
    "这台电脑的部署策略有误，改正之前不向真实环境发送：{words}",
    "The policy of this computer has a mistake, and nothing is sent to real environments until it is put "
    "right: {words}",
)
NOT_ADMITTED = Text(
    "部署策略不允许您发送此服务的订单，或不允许使用此环境。如有需要，请联系管理员。",
    "The policy of this computer does not let you send orders of this service, or use this environment. If "
    "you need to, ask your administrator.",
)
CLOSING = Text("程序正在退出。", "The program is closing.")
ANOTHER_CONSOLE = Text(
    "另一个控制台正在使用同一数据目录，由它发送和查询；这里只能查看历史。关闭那个控制台后，这里会自动接手。",
    "Another console works on the same data folder: it sends and asks, here you can look at the history. "
    "This one takes over by itself when the other is closed.",
)
OTHER_ENVIRONMENT = Text(
    "这笔订单属于另一个环境，请切换到该环境再查询。",
    "This order belongs to another environment. Change to that environment to ask for it.",
)
OTHER_ACCOUNT = Text(
    "这笔订单是用另一个 app_token 发送的，用现在的凭据查不到它的结果。请在设置中填回原来的凭据再查询。",
    "This order was sent with another app_token; the present credentials can't ask for it. Enter the earlier "
    "ones in the settings to ask.",
)
NOTHING_TO_ASK = Text(
    "这笔订单没有被 RealMe 受理，没有可查询的结果。",
    "RealMe did not take this order, so there is no result to ask for.",
)
BEING_SENT = Text(
    "订单正在发送，已不能撤回。收到应答后可以停止等待。",
    "The order is being sent and can no longer be withdrawn. You can stop waiting once there is a reply.",
)
HAS_ENDED = Text("这笔订单已经结束，无需撤回。", "This order has ended; there is nothing to withdraw.")
