"""The listener for the results that RealMe posts."""

from __future__ import annotations

from realme_desktop.catalog.text import Text
from realme_desktop.config.addresses import listening_host_problem, url_problem

from .declaration import Setting

__all__ = ["SETTINGS"]


def _public_url_problem(url: str) -> Text | None:
    return url_problem(url) if url else None


SETTINGS: tuple[Setting, ...] = (
    Setting(
        key="notification.listen",
        type="bool",
        default=False,
        group="notification",
        label=Text("接收结果通知", "Receive notifications"),
        help=Text(
            "在本机等待 RealMe 推送核验结果，收到后不再定时查询该订单。"
            "关闭时由程序主动查询，结果一样能取得。",
            "Wait on this computer for the results that RealMe posts; an order whose result came so is not "
            "asked for any more. When off, the program asks for every result by itself.",
        ),
    ),
    Setting(
        key="notification.host",
        type="text",
        default="127.0.0.1",
        group="notification",
        label=Text("监听地址", "Listen at"),
        help=Text(
            "只在反向代理不在本机时改动。这里收的是明文 HTTP，加密由反向代理负责。",
            "Change it only if the reverse proxy runs on another computer. What arrives here is plain HTTP; "
            "the reverse proxy does the encryption.",
        ),
        check=listening_host_problem,
    ),
    Setting(
        key="notification.port",
        type="int",
        default=8640,
        group="notification",
        label=Text("监听端口", "Port"),
        help=Text(
            "反向代理把通知转到这个端口的 /realme/notification。0 表示任取一个空闲端口，只适合沙箱。",
            "The reverse proxy passes notifications on to /realme/notification at this port. 0 takes any "
            "free one, which suits the sandbox only.",
        ),
        minimum=0,
        maximum=65535,
    ),
    Setting(
        key="notification.public_url",
        type="text",
        default="",
        group="notification",
        label=Text("对外地址", "Public address"),
        help=Text(
            "RealMe 从公网访问的完整地址，接收通知时填入每笔订单的 mer_bg_url。留空则用环境中的通知地址。",
            "The full address at which RealMe reaches the listener. It goes into mer_bg_url of each order "
            "while notifications are received. Empty: the environment's notification address.",
        ),
        check=_public_url_problem,
    ),
)
