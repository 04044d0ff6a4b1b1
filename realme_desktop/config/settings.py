"""The console's settings: declared once, as data, for the settings pages, the documentation and the files.

`settings.toml` in the data directory holds what the operator changed. A file of the same form in the site
directory, laid down by whoever deploys the console, gives other defaults;
`locked = ["picture.budget_kb"]` (or `locked = true`) in it fixes them.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from realme_desktop.catalog.model import Choice
from realme_desktop.catalog.pictures import PICTURE_LIMITS
from realme_desktop.catalog.text import Text
from realme_desktop.config.addresses import listening_host_problem, url_problem
from realme_desktop.config.paths import Paths, write_private
from realme_desktop.config.problems import ConfigError, ConfigProblem, line_of, read_toml

__all__ = ["GROUPS", "SETTINGS", "Setting", "SettingRefused", "SettingValue", "Settings"]

SettingValue = str | int | float | bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One setting. `minimum` and `maximum` are included; `unit` is shown behind the number; `check` says what
    is wrong with a text, None for nothing."""

    key: str
    type: Literal["choice", "int", "float", "text", "bool"]
    default: SettingValue
    group: str
    label: Text
    help: Text
    minimum: float | None = None
    maximum: float | None = None
    choices: tuple[Choice, ...] = ()
    unit: str = ""
    check: Callable[[str], Text | None] | None = None
    lockable: bool = True

    def problem_with(self, value: object) -> Text | None:
        """Why this can't be the setting's value; None if it can."""
        if self.type == "choice":
            if value in [choice.value for choice in self.choices]:
                return None
            allowed = ", ".join(choice.value for choice in self.choices)
            return Text("只能是以下之一：{allowed}。", "It must be one of: {allowed}.").format(
                allowed=allowed
            )
        if self.type == "bool":
            return (
                None
                if isinstance(value, bool)
                else Text("只能是 true 或 false。", "It must be true or false.")
            )
        if self.type == "text":
            if not isinstance(value, str):
                return Text("必须是文字。", "It must be text.")
            if len(value) > 200 or not value.isprintable():
                return Text("最多 200 个字符，且不含换行。", "At most 200 characters, without line breaks.")
            return self.check(value) if self.check is not None else None
        if isinstance(value, bool) or not isinstance(value, int | float):
            return Text("必须是数字。", "It must be a number.")
        if self.type == "int" and not isinstance(value, int):
            return Text("必须是整数。", "It must be a whole number.")
        low = self.minimum is None or value >= self.minimum
        high = self.maximum is None or value <= self.maximum
        if low and high:  # NaN is neither
            return None
        return Text("必须在 {low} 到 {high} 之间。", "It must be between {low} and {high}.").format(
            low=f"{self.minimum:g}" if self.minimum is not None else "−∞",
            high=f"{self.maximum:g}" if self.maximum is not None else "∞",
        )


GROUPS: Mapping[str, Text] = {
    "general": Text("通用", "General"),
    "pictures": Text("图片", "Pictures"),
    "sending": Text("发送与查询", "Sending and asking"),
    "notification": Text("结果通知", "Notifications"),
    "report": Text("结果输出", "Results that are passed on"),
    "retention": Text("保留期限", "Retention"),
}


def _public_url_problem(url: str) -> Text | None:
    return url_problem(url) if url else None


SETTINGS: tuple[Setting, ...] = (
    Setting(
        key="language",
        type="choice",
        default="system",
        group="general",
        label=Text("语言", "Language"),
        help=Text("界面语言。", "The language of the console."),
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
        help=Text("浅色、深色，或跟随系统。", "Light, dark, or as the system has it."),
        choices=(
            Choice("system", Text("跟随系统", "As the system")),
            Choice("light", Text("浅色", "Light")),
            Choice("dark", Text("深色", "Dark")),
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
    Setting(
        key="picture.budget_kb",
        type="int",
        default=1024,
        group="pictures",
        label=Text("图片大小目标", "Size to aim for"),
        help=Text(
            "图片转换后的大小（BASE64）不超过此值；达不到时给出提示。",
            "A picture is converted to at most this size (as BASE64); you are warned when that fails.",
        ),
        minimum=64,
        maximum=8192,
        unit="KB",
    ),
    Setting(
        key="picture.refuse_kb",
        type="int",
        default=3072,
        group="pictures",
        label=Text("图片大小上限", "Largest size"),
        help=Text(
            "转换后仍超过此值（BASE64）的图片不发送。",
            "A picture still larger than this (as BASE64) after conversion is not sent.",
        ),
        minimum=64,
        maximum=16384,
        unit="KB",
    ),
    Setting(
        key="picture.document_side",
        type="int",
        default=PICTURE_LIMITS["document"].max_side,
        group="pictures",
        label=Text("证件、执照图片尺寸", "Documents: longest side"),
        help=Text(
            "身份证、营业执照等图片的长边超过此像素数时缩小到此值；从不放大。",
            "Pictures of ID cards and licences with a longer side are scaled down to this; none is enlarged.",
        ),
        minimum=600,
        maximum=6000,
        unit="px",
    ),
    Setting(
        key="picture.face_side",
        type="int",
        default=PICTURE_LIMITS["face"].max_side,
        group="pictures",
        label=Text("人脸图片尺寸", "Faces: longest side"),
        help=Text(
            "人脸图片的长边超过此像素数时缩小到此值；从不放大。",
            "Pictures of faces with a longer side are scaled down to this; none is enlarged.",
        ),
        minimum=600,
        maximum=6000,
        unit="px",
    ),
    Setting(
        key="picture.card_side",
        type="int",
        default=PICTURE_LIMITS["card"].max_side,
        group="pictures",
        label=Text("银行卡图片尺寸", "Bank cards: longest side"),
        help=Text(
            "银行卡图片的长边超过此像素数时缩小到此值；从不放大。",
            "Pictures of bank cards with a longer side are scaled down to this; none is enlarged.",
        ),
        minimum=600,
        maximum=6000,
        unit="px",
    ),
    Setting(
        key="picture.max_megapixels",
        type="int",
        default=100,
        group="pictures",
        label=Text("像素上限", "Most pixels"),
        help=Text(
            "像素数超过此值的图片不打开，以免占满内存：每百万像素最多占用 8.5 MB。",
            "A picture with more pixels than this is not opened, so that it can't fill the memory: each "
            "megapixel takes up to 8.5 MB.",
        ),
        minimum=1,
        maximum=500,
        unit="MP",
    ),
    Setting(
        key="picture.scan_folder",
        type="text",
        default="",
        group="pictures",
        label=Text("扫描文件夹", "Folder of new scans"),
        help=Text(
            "填写后，此文件夹中新出现的文件会在空的图片字段上提供选用，不会自动填入。留空为不监视。",
            "New files in this folder are offered at an empty picture field; none is taken by itself. Empty: "
            "no folder is watched.",
        ),
    ),
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
    Setting(
        key="notification.listen",
        type="bool",
        default=False,
        group="notification",
        label=Text("接收结果通知", "Receive notifications"),
        help=Text(
            "在本机等待 RealMe 推送验证结果，收到后不再轮询该订单。关闭时由程序主动查询，结果一样能取得。",
            "Wait on this computer for the results that RealMe posts; an order whose result came so is not "
            "polled any more. When off, the program asks for every result by itself.",
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
    Setting(
        key="report.pictures",
        type="bool",
        default=True,
        group="report",
        label=Text("允许输出图片", "Pictures may be passed on"),
        help=Text(
            "允许在 PDF 和打印件中包含订单的图片；每次仍须勾选。关闭后只列出图片的摘要。",
            "PDFs and prints may hold the pictures of an order, where somebody ticks it. When off they hold "
            "only the digests of the pictures.",
        ),
    ),
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
            "结果得出后，姓名、号码、返回内容和备注保留这么多天，之后彻底删除；服务、时间、结论和分数仍保留。"
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

_BY_KEY = {setting.key: setting for setting in SETTINGS}


class SettingRefused(ValueError):
    """The value can't be taken (or the setting is locked); the setting stays as it was."""

    def __init__(self, key: str, words: Text) -> None:
        super().__init__(f"{key}: {words.en}")
        self.key = key
        self.words = words


class Settings:
    """The settings in force: built-in defaults ← site file ← the operator's file.

    What a file gets wrong is collected in `problems` and the value below it stays in force.
    """

    def __init__(self, paths: Paths | None = None) -> None:
        self._paths = paths
        self._defaults: dict[str, SettingValue] = {s.key: s.default for s in SETTINGS}
        self._changed: dict[str, SettingValue] = {}
        self._locked: frozenset[str] = frozenset()
        self._unknown: dict[str, Any] = {}
        self._readable = True
        self._saving = threading.Lock()
        self.problems: tuple[ConfigProblem, ...] = ()

    @classmethod
    def load(cls, paths: Paths) -> Settings:
        """Read both files. Never raises for what is in them or whether they are there."""
        settings = cls(paths)
        site, site_text, problems = read_toml(paths.site_settings)
        found = list(problems)
        locked = site.get("locked", [])
        given = _flatten({key: value for key, value in site.items() if key != "locked"})
        for key, value in given.items():
            if problem := _problem(key, value, paths.site_settings, site_text):
                found.append(problem)
            else:
                settings._defaults[key] = value
        if locked is True:
            settings._locked = frozenset(k for k in given if k in _BY_KEY and _BY_KEY[k].lockable)
        elif isinstance(locked, list) and all(isinstance(key, str) for key in locked):
            found += [
                _unknown_key(key, paths.site_settings, line_of(site_text, "locked"))
                for key in locked
                if key not in _BY_KEY
            ]
            settings._locked = frozenset(k for k in locked if k in _BY_KEY and _BY_KEY[k].lockable)
        elif locked is not False:
            words = Text(
                "locked 应为 true 或设置名的列表。", "`locked` must be true or a list of names of settings."
            )
            line = line_of(site_text, "locked")
            found.append(ConfigProblem(words=words, key="locked", file=paths.site_settings, line=line))
        mine, text, problems = read_toml(paths.settings)
        found += problems
        settings._readable = not problems
        for key, value in _flatten(mine).items():
            if problem := _problem(key, value, paths.settings, text):
                found.append(problem)
                if key not in _BY_KEY:
                    settings._unknown[key] = value
            elif key not in settings._locked:
                settings._changed[key] = value
            elif value != settings._defaults[key]:
                words = Text(
                    "此设置已由部署者锁定，文件中的值未生效。",
                    "This setting is locked by whoever deployed the console; the value here is not in force.",
                )
                line = line_of(text, *key.split("."))
                found.append(ConfigProblem(words=words, key=key, file=paths.settings, line=line))
        settings.problems = tuple(found)
        return settings

    def get(self, key: str) -> Any:
        """The value in force. An empty `operator` is the name of the system account. KeyError if unknown."""
        value = self._changed.get(key, self._defaults[key])
        if key == "operator" and not value:
            return _account()
        return value

    def default(self, key: str) -> SettingValue:
        """What the setting is when the operator changes nothing: built in, or the site file's."""
        return self._defaults[key]

    def is_locked(self, key: str) -> bool:
        return key in self._locked

    def set(self, key: str, value: SettingValue) -> None:
        """Change a setting for this run; `save` keeps it. Raises SettingRefused."""
        setting = _BY_KEY[key]
        if key in self._locked and value != self._defaults[key]:
            words = Text("此设置已由部署者锁定。", "This setting is locked by whoever deployed the console.")
            raise SettingRefused(key, words)
        if words_or_none := setting.problem_with(value):
            raise SettingRefused(key, words_or_none)
        if value == self._defaults[key]:
            self._changed.pop(key, None)
        else:
            self._changed[key] = value

    def reset(self, key: str) -> None:
        """Back to the default."""
        _BY_KEY[key]
        self._changed.pop(key, None)

    def save(self) -> None:
        """Write what differs from the defaults. Raises ConfigError, with words; the old file then stays."""
        if self._paths is None:
            return
        path = self._paths.settings
        if not self._readable:
            words = Text(
                "设置未保存：{path} 有误，为免覆盖其内容未改动它。请修正或移走该文件后重试。",
                "The settings were not saved: {path} can't be read, and was left as it is. "
                "Correct it or move it away, then try again.",
            )
            raise ConfigError(words.format(path=path))
        import tomli_w

        try:
            with self._saving:  # two changes in a row: the later state must not be overwritten by the earlier
                document = _nest(self._unknown | self._changed)
                write_private(path, tomli_w.dumps(document).encode())
        except OSError as error:
            words = Text("设置未保存：{reason}。", "The settings were not saved: {reason}.")
            raise ConfigError(words.format(reason=error.strerror or str(error))) from error


def _account() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # an account without a name, as in some containers
        return "unknown"


def _flatten(table: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for key, value in table.items():
        if isinstance(value, dict):
            flat |= _flatten(value, f"{prefix}{key}.")
        else:
            flat[f"{prefix}{key}"] = value
    return flat


def _nest(flat: Mapping[str, Any]) -> dict[str, Any]:
    document: dict[str, Any] = {}
    for dotted, value in sorted(flat.items()):
        *tables, last = dotted.split(".")
        table = document
        for name in tables:
            if not isinstance(table.get(name), dict):
                table[name] = {}
            table = table[name]
        table[last] = value
    return document


def _problem(key: str, value: object, file: Any, text: str) -> ConfigProblem | None:
    line = line_of(text, *key.split("."))
    if key not in _BY_KEY:
        return _unknown_key(key, file, line)
    words = _BY_KEY[key].problem_with(value)
    return ConfigProblem(words=words, key=key, file=file, line=line) if words else None


def _unknown_key(key: str, file: Any, line: int | None) -> ConfigProblem:
    words = Text("没有名为 {key} 的设置，已忽略。", "There is no setting called {key}; it is ignored.")
    return ConfigProblem(words=words.format(key=key), key=key, file=file, line=line)
