"""How orders are sent and asked for."""

from __future__ import annotations

from realme_desktop.catalog.text import Text

from .declaration import Setting

__all__ = ["SETTINGS"]

SETTINGS: tuple[Setting, ...] = (
    Setting(
        key="polling.first_s",
        type="float",
        default=2.0,
        group="sending",
        label=Text("首次查询间隔", "First query after"),
        help=Text(
            "订单被接受后，多久第一次查询结果。",
            "How long after an order was accepted its result is first asked for.",
        ),
        minimum=0.1,
        maximum=600,
        unit="s",
    ),
    Setting(
        key="polling.max_s",
        type="float",
        default=60.0,
        group="sending",
        label=Text("最长查询间隔", "Longest wait between queries"),
        help=Text(
            "查询间隔逐渐加长，但不超过此值。", "The wait between queries grows, but never beyond this."
        ),
        minimum=0.1,
        maximum=3600,
        unit="s",
    ),
    Setting(
        key="polling.expire_h",
        type="float",
        default=24.0,
        group="sending",
        label=Text("停止查询", "Stop asking after"),
        help=Text(
            "超过此时间仍无结果的订单不再查询，并列为需要关注。",
            "An order without a result for this long is asked for no more, and needs attention.",
        ),
        minimum=0.01,
        maximum=720,
        unit="h",
    ),
    Setting(
        key="sending.concurrency",
        type="int",
        default=4,
        group="sending",
        label=Text("同时请求数", "Requests at a time"),
        help=Text(
            "同时发往 RealMe 的请求最多几个。", "How many requests may be on their way to RealMe at once."
        ),
        minimum=1,
        maximum=32,
    ),
    Setting(
        key="sending.per_second",
        type="float",
        default=10.0,
        group="sending",
        label=Text("每秒请求数", "Requests a second"),
        help=Text(
            "平均每秒最多发往 RealMe 几个请求，发送和查询都算。0 为不限。环境可另设自己的值。",
            "How many requests a second go to RealMe on average at most, sent orders and queries alike. "
            "0: no limit. An environment may have its own.",
        ),
        minimum=0,
        maximum=1000,
    ),
    Setting(
        key="sending.duplicate_min",
        type="float",
        default=10.0,
        group="sending",
        label=Text("重复提交提醒", "Ask about repetitions within"),
        help=Text(
            "在此时间内再次提交相同的服务、人员和图片时，先显示之前的订单并询问。0 为不提醒。",
            "When the same service, subject and pictures are submitted again within this time, the earlier "
            "order is shown and you are asked first. 0: never.",
        ),
        minimum=0,
        maximum=1440,
        unit="min",
    ),
)
