"""How somebody who waits for a result hears of it."""

from __future__ import annotations

from realme_desktop.catalog.text import Text

from .declaration import Setting

__all__ = ["SETTINGS"]

SETTINGS: tuple[Setting, ...] = (
    Setting(
        key="arrivals.desktop",
        type="bool",
        default=False,
        group="waiting",
        label=Text("桌面提醒", "Tell on the desktop"),
        help=Text(
            "等待的结果到达而窗口不在最前时，由操作系统的桌面提醒，只说有新结果，不提任何人、服务和结论；"
            "点击即打开该订单。窗口内的提示总是有的。",
            "When an awaited result arrives while another window is in front, the desktop of the operating "
            "system tells it: only that there is one, no person, service or verdict. A click opens the "
            "order. In the window it is told in any case.",
        ),
        strict=False,
    ),
)
