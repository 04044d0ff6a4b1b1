"""What a deployer's `policy.toml` can say, declared once: for reading it and for its documentation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from realme_desktop.catalog.registry import GROUPS, SERVICES
from realme_desktop.catalog.text import Text
from realme_desktop.config.addresses import proxy_problem
from realme_desktop.config.environment_check import KEY

__all__ = ["KINDS", "POLICY_KEYS", "PolicyKey", "key_of"]

KINDS = ("sandbox", "integration", "production")
_NAMES = frozenset({"all", *(group.key for group in GROUPS), *(service.segment for service in SERVICES),
                    *(str(service.number) for service in SERVICES)})  # fmt: skip
_LONGEST_TEXT = 80
_MOST_TEXTS = 100

Check = Callable[[Any], "Text | None"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyKey:
    """One key. `path` is dotted; a part in capitals stands for a name of the deployer's choice. `form` says
    what may stand there, `default` what holds where the key is absent. `check` says what is wrong with a
    value, None for nothing."""

    path: str
    form: str
    default: str
    help: Text
    check: Check

    def fits(self, path: tuple[str, ...]) -> bool:
        wanted = self.path.split(".")
        return len(wanted) == len(path) and all(
            part.isupper() or part == given for part, given in zip(wanted, path, strict=True)
        )


def key_of(path: tuple[str, ...]) -> PolicyKey | None:
    for key in POLICY_KEYS:
        if key.fits(path):
            return key
    return None


def _flag(value: Any) -> Text | None:
    return None if isinstance(value, bool) else Text("只能是 true 或 false。", "It must be true or false.")


def _texts(value: Any) -> Text | None:
    fine = (
        isinstance(value, list)
        and 0 < len(value) <= _MOST_TEXTS
        and all(_is_label(entry) for entry in value)
        and len(set(value)) == len(value)
    )
    return None if fine else _TEXTS


def _is_label(value: Any) -> bool:
    fine = isinstance(value, str) and bool(value.strip()) and len(value) <= _LONGEST_TEXT
    return fine and value.isprintable()


_TEXTS = Text(
    "应为 1 到 100 个互不相同的文字的列表，每个最多 80 个字符。",
    "It must be a list of 1 to 100 different texts of at most 80 characters each.",
)


def _members(allowed: frozenset[str], *, empty: bool = True) -> Check:
    words = Text(
        "应为名称的列表，每个是 {allowed} 之一。", "It must be a list of names, each one of: {allowed}."
    )

    def check(value: Any) -> Text | None:
        if isinstance(value, list) and (value or empty) and all(_is_in(entry, allowed) for entry in value):
            return None
        return words.format(allowed=", ".join(sorted(allowed)))

    return check


def _is_in(entry: Any, allowed: frozenset[str]) -> bool:
    return isinstance(entry, str | int) and not isinstance(entry, bool) and str(entry) in allowed


def _services(value: Any) -> Text | None:
    if isinstance(value, list) and all(_is_in(entry, _NAMES) for entry in value):
        return None
    return Text(
        "应为列表，每项是服务组、服务编号、服务路径名或 all。",
        "It must be a list of groups, numbers or segments of services, or all.",
    )


def _environment_keys(value: Any) -> Text | None:
    if isinstance(value, list) and value and all(isinstance(v, str) and KEY.fullmatch(v) for v in value):
        return None
    return Text("应为环境名的列表，不能为空。", "It must be a list of keys of environments, and not empty.")


def _score(value: Any) -> Text | None:
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 100:
        return None
    return Text("必须是 0 到 100 的数字。", "It must be a number from 0 to 100.")


def _proxy(value: Any) -> Text | None:
    return proxy_problem(value) if isinstance(value, str) else Text("必须是文字。", "It must be text.")


def _path(value: Any) -> Text | None:
    if isinstance(value, str) and value:
        return None
    return Text("应为文件的完整路径。", "It must be the full path of a file.")


_GROUP_NAMES = frozenset(group.key for group in GROUPS)

POLICY_KEYS: tuple[PolicyKey, ...] = (
    PolicyKey(
        path="environments.allowed",
        form="list of keys",
        default="all",
        help=Text("只提供这些环境。", "Only these environments are offered."),
        check=_environment_keys,
    ),
    PolicyKey(
        path="environments.own",
        form="true or false",
        default="`true`",
        help=Text(
            "false：操作员不能更改任何环境，也不能增加环境。",
            "false: the operator can change nothing of any environment, and add none.",
        ),
        check=_flag,
    ),
    PolicyKey(
        path="network.proxy",
        form="`system`, `none` or URL",
        default="the environment's",
        help=Text(
            "除沙箱外所有环境的代理，不能更改。",
            "The proxy of every environment but the sandbox; can't be changed.",
        ),
        check=_proxy,
    ),
    PolicyKey(
        path="network.ca_file",
        form="full path",
        default="the environment's",
        help=Text(
            "除沙箱外所有环境额外信任的 CA 文件（PEM），不能更改。",
            "PEM file of a certificate authority that every environment but the sandbox trusts in addition; "
            "can't be changed.",
        ),
        check=_path,
    ),
    PolicyKey(
        path="thresholds.default",
        form="number 0-100",
        default="the environment's",
        help=Text(
            "除沙箱外所有环境的默认阈值；操作员不能为单笔订单另设。",
            "The threshold of every environment but the sandbox; no other can be set for an order.",
        ),
        check=_score,
    ),
    PolicyKey(
        path="thresholds.SEGMENT",
        form="number 0-100",
        default="the environment's",
        help=Text(
            "单项服务的阈值，按服务路径名；操作员不能为单笔订单另设。",
            "The threshold of one service, by segment; no other can be set for an order.",
        ),
        check=_score,
    ),
    PolicyKey(
        path="services.visible",
        form="list of groups, numbers or segments",
        default='`["all"]`',
        help=Text(
            "只有这些服务可见、可发送，历史中也只显示它们的订单。",
            "Only these services are shown and can be sent; the history shows their orders only.",
        ),
        check=_services,
    ),
    PolicyKey(
        path="services.hidden",
        form="list of groups, numbers or segments",
        default="`[]`",
        help=Text("从可见的服务中去掉这些。", "Of the visible services these are left out."),
        check=_services,
    ),
    PolicyKey(
        path="roles.NAME.accounts",
        form="list of accounts",
        default="none, required",
        help=Text(
            "属于此角色的系统账户。按文件中的顺序，第一个包含当前账户的角色有效，"
            "它的 visible 和 hidden 代替 services 中的。",
            "The accounts of the operating system that have this role. The first role that names the account "
            "counts, and its `visible` and `hidden` take the place of those under `services`.",
        ),
        check=_texts,
    ),
    PolicyKey(
        path="roles.NAME.visible",
        form="list of groups, numbers or segments",
        default='`["all"]`',
        help=Text("此角色可见的服务。", "The services that this role sees."),
        check=_services,
    ),
    PolicyKey(
        path="roles.NAME.hidden",
        form="list of groups, numbers or segments",
        default="`[]`",
        help=Text("此角色看不到的服务。", "The services that this role does not see."),
        check=_services,
    ),
    PolicyKey(
        path="consent.groups",
        form="list of groups",
        default='`["face"]`',
        help=Text(
            "这些服务组的订单必须填写用户授权标识（authorization_info），凡服务有此参数的；否则不发送。",
            "Orders of these groups need the user's authorization (authorization_info), where the service "
            "has this parameter; nothing is sent without.",
        ),
        check=_members(_GROUP_NAMES),
    ),
    PolicyKey(
        path="consent.kinds",
        form="list of `sandbox`, `integration`, `production`",
        default='`["production"]`',
        help=Text("在哪几种环境中必须填写。", "In which kinds of environments it is needed."),
        check=_members(frozenset(KINDS)),
    ),
    PolicyKey(
        path="purpose.choices",
        form="list of texts",
        default="none: no purpose is asked for",
        help=Text(
            "每笔订单的用途从这些中选择，与订单一起保存。",
            "The purpose of each order is chosen from these, and kept with it.",
        ),
        check=_texts,
    ),
    PolicyKey(
        path="purpose.required",
        form="true or false",
        default="`true`",
        help=Text("没有选择用途的订单不发送。", "An order without a purpose is not sent."),
        check=_flag,
    ),
)
"""Beside these there are `settings.<key>` for each lockable setting, and `environments.<key>.<entry>`."""
