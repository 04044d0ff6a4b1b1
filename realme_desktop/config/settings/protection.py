"""What may be seen and for how long: masking, reveals, the clipboard, the screen, the lock."""

from __future__ import annotations

from realme_desktop.catalog.text import Text

from .declaration import Setting

__all__ = ["SETTINGS"]

SETTINGS: tuple[Setting, ...] = (
    Setting(
        key="masking.forms",
        type="bool",
        default=True,
        group="protection",
        label=Text("提交后遮盖表单", "Mask forms after submission"),
        help=Text(
            "订单提交后，表单中的敏感内容显示为遮盖后的样子，图片模糊；输入即可重填，也可逐项显示后修改。",
            "Once an order is taken, sensitive values in its form are masked and pictures blurred. Typing "
            "replaces a value; a value that is shown in full can be corrected.",
        ),
        strict=True,
    ),
    Setting(
        key="forms.recent",
        type="bool",
        default=True,
        group="protection",
        label=Text("记住填过的内容", "Remember what was filled in"),
        help=Text(
            "在人脸组、银行标识、通知地址等与人员无关的栏中按 ↓ 可选用以前填过的内容；姓名、号码等从不记住。"
            "关闭时，已记住的内容立即删除。",
            "In fields about nobody (face group, bank identifier, notification address) Down offers what "
            "was filled in before; names, numbers and the like are never remembered. Switched off, what "
            "was remembered is deleted at once.",
        ),
        strict=False,
    ),
    Setting(
        key="reveal.allowed",
        type="bool",
        default=True,
        group="protection",
        label=Text("允许显示完整内容", "Values may be shown in full"),
        help=Text(
            "允许逐项显示、复制和输出未遮盖的内容，每次都记入审计日志。关闭后一律遮盖。",
            "Values may be shown, copied and passed on in full, one by one; each time is written into the "
            "audit log. When off everything stays masked.",
        ),
        strict=False,
    ),
    Setting(
        key="reveal.seconds",
        type="int",
        default=30,
        group="protection",
        label=Text("显示多久", "Show for"),
        help=Text("完整内容显示这么久后自动重新遮盖。", "A value shown in full masks itself after this."),
        minimum=3,
        maximum=600,
        unit="s",
        strict=10,
    ),
    Setting(
        key="reveal.reason",
        type="bool",
        default=False,
        group="protection",
        label=Text("显示须写明原因", "Showing needs a reason"),
        help=Text(
            "显示完整内容前必须填写原因，原因记入审计日志。",
            "Before a value is shown in full a reason must be given; it is written into the audit log.",
        ),
        strict=True,
    ),
    Setting(
        key="clipboard.clear_s",
        type="int",
        default=30,
        group="protection",
        label=Text("清除剪贴板", "Clear the clipboard after"),
        help=Text(
            "未遮盖地复制的内容过这么久后从剪贴板清除，锁定和退出时立即清除；其间被别的内容取代则不动。",
            "What was copied in full is taken off the clipboard after this, and at once when the console "
            "locks or ends, unless something else was copied meanwhile.",
        ),
        minimum=5,
        maximum=600,
        unit="s",
        strict=10,
    ),
    Setting(
        key="screen.protected",
        type="bool",
        default=False,
        group="protection",
        label=Text("阻止截屏", "Keep out of screen captures"),
        help=Text(
            "窗口在截屏、录屏和远程会议中显示为空白。仅 Windows 10（2004 起）和 macOS 提供；"
            "其他系统上此项不起作用。",
            "The windows are blank in screenshots, recordings and shared screens. Only Windows 10 (since "
            "2004) and macOS offer it; elsewhere this has no effect.",
        ),
        strict=True,
    ),
    Setting(
        key="lock.after_min",
        type="float",
        default=10.0,
        group="protection",
        label=Text("空闲锁定", "Lock when idle for"),
        help=Text(
            "这么久没有键盘和鼠标操作就锁定。0 为不因空闲锁定。",
            "The console locks itself when keyboard and mouse were not used for this long. 0: never.",
        ),
        minimum=0,
        maximum=1440,
        unit="min",
        strict=5.0,
    ),
    Setting(
        key="lock.with_system",
        type="bool",
        default=True,
        group="protection",
        label=Text("随系统锁定", "Lock with the system"),
        help=Text(
            "操作系统锁屏、切换用户或休眠时同时锁定。",
            "The console locks when the computer is locked, changes to another user or goes to sleep.",
        ),
        strict=True,
    ),
    Setting(
        key="lock.without_passphrase",
        type="bool",
        default=True,
        group="protection",
        label=Text("可不设口令", "Works without a passphrase"),
        help=Text(
            "没有设置口令时，凭已登录的系统账户即可打开和解锁。关闭后必须先设置口令。",
            "Without a passphrase the account that is logged in suffices to open and unlock the console. "
            "When off a passphrase must be set first.",
        ),
    ),
)
