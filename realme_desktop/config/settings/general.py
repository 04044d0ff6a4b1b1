"""The console as a whole."""

from __future__ import annotations

from realme_desktop.catalog.model import Choice
from realme_desktop.catalog.text import Text

from .declaration import Setting

__all__ = ["SETTINGS"]

SETTINGS: tuple[Setting, ...] = (
    Setting(
        key="language",
        type="choice",
        default="system",
        group="general",
        label=Text("语言", "Language"),
        help=Text(
            "界面语言。更改后立即生效，已填写的内容不受影响。",
            "The language of the console. A change applies at once; what is filled in stays.",
        ),
        choices=(
            Choice("system", Text("跟随系统", "As the system")),
            Choice("zh", Text("中文", "Chinese")),
            Choice("en", Text("英文", "English")),
        ),
    ),
    Setting(
        key="theme",
        type="choice",
        default="system",
        group="general",
        label=Text("外观", "Appearance"),
        help=Text(
            "主题：浅色、深色、高对比度，或跟随系统（也跟随系统的高对比度）。",
            "The theme: light, dark, high contrast, or as the system has it, its high contrast included.",
        ),
        choices=(
            Choice("system", Text("跟随系统", "As the system")),
            Choice("light", Text("浅色", "Light")),
            Choice("dark", Text("深色", "Dark")),
            Choice("contrast-light", Text("高对比度，浅色", "High contrast, light")),
            Choice("contrast-dark", Text("高对比度，深色", "High contrast, dark")),
        ),
    ),
    Setting(
        key="motion",
        type="choice",
        default="system",
        group="general",
        label=Text("动态效果", "Motion"),
        help=Text(
            "减少时，菜单和提示不再渐现，进度条不再来回移动，光标不再闪烁。",
            "Reduced: menus and tips don't fade in, bars of unknown length stand still, and the cursor does "
            "not blink.",
        ),
        choices=(
            Choice("system", Text("跟随系统", "As the system")),
            Choice("reduced", Text("减少", "Reduced")),
        ),
    ),
    Setting(
        key="environment",
        type="text",
        default="sandbox",
        group="general",
        label=Text("环境", "Environment"),
        help=Text(
            "启动时使用的环境，即上次所用的环境。",
            "The environment to start with: the one that was used last.",
        ),
    ),
    Setting(
        key="operator",
        type="text",
        default="",
        group="general",
        label=Text("操作员", "Operator"),
        help=Text(
            "与每笔订单一起保存的姓名。留空则使用系统账户名。",
            "The name kept with each order. Empty: the name of the system account.",
        ),
    ),
)
