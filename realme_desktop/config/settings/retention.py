"""How long what is on this computer is kept."""

from __future__ import annotations

from realme_desktop.catalog.text import Text

from .declaration import Setting

__all__ = ["SETTINGS"]

SETTINGS: tuple[Setting, ...] = (
    Setting(
        key="retention.pictures_days",
        type="int",
        default=30,
        group="retention",
        label=Text("图片保留", "Keep pictures for"),
        help=Text(
            "结果得出后，图片和采集包保留这么多天，之后从本机彻底删除；结果仍保留。0 为一直保留。",
            "Pictures and packets are kept for this many days after the result, then erased from this "
            "computer; the result stays. 0: for ever.",
        ),
        minimum=0,
        maximum=36500,
        unit="d",
    ),
    Setting(
        key="retention.personal_days",
        type="int",
        default=0,
        group="retention",
        label=Text("个人信息保留", "Keep personal data for"),
        help=Text(
            "结果得出后，姓名、号码、返回内容和备注保留这么多天，之后彻底删除；服务、时间、结论和分值仍保留。"
            "0 为一直保留。",
            "Names, numbers, what was answered and notes are kept for this many days after the result, then "
            "erased; service, times, verdict and score stay. 0: for ever.",
        ),
        minimum=0,
        maximum=36500,
        unit="d",
    ),
    Setting(
        key="retention.orders_days",
        type="int",
        default=0,
        group="retention",
        label=Text("订单保留", "Keep orders for"),
        help=Text(
            "结果得出后，整笔订单保留这么多天，之后彻底删除，只在审计日志中留下记载。0 为一直保留。",
            "Whole orders are kept for this many days after the result, then erased; the audit log alone "
            "tells of them. 0: for ever.",
        ),
        minimum=0,
        maximum=36500,
        unit="d",
    ),
)
