"""All settings, in the order in which they are shown; each group has a module of its own."""

from __future__ import annotations

from collections.abc import Mapping

from realme_desktop.catalog.text import Text

from . import general, notification, passing_on, pictures, protection, retention, sending, waiting
from .declaration import Setting

__all__ = ["BY_KEY", "GROUPS", "SETTINGS"]

GROUPS: Mapping[str, Text] = {
    "general": Text("通用", "General"),
    "pictures": Text("图片", "Pictures"),
    "sending": Text("发送与查询", "Sending and asking"),
    "waiting": Text("到达提醒", "When a result arrives"),
    "notification": Text("结果通知", "Notifications"),
    "protection": Text("隐私与锁定", "Privacy and lock"),
    "report": Text("结果输出", "Results that are passed on"),
    "retention": Text("保留期限", "Retention"),
}

SETTINGS: tuple[Setting, ...] = (
    *general.SETTINGS,
    *pictures.SETTINGS,
    *sending.SETTINGS,
    *waiting.SETTINGS,
    *notification.SETTINGS,
    *protection.SETTINGS,
    *passing_on.SETTINGS,
    *retention.SETTINGS,
)

BY_KEY: Mapping[str, Setting] = {setting.key: setting for setting in SETTINGS}
