"""How a result is copied as text for the case system: a template for all services, and one for each that
wants its own.

`templates.toml` in the data directory, above one of the same form in the site directory:

    default = \"\"\"...{order_id} {verdict}...\"\"\"

    [services]
    namecheck = \"\"\"...\"\"\"

A placeholder is a name in braces; `{{` and `}}` are braces. Nothing else in it means anything: a template
can't compute, call or look into anything.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping
from typing import Any

from realme_desktop.catalog.registry import SERVICES
from realme_desktop.catalog.text import Text
from realme_desktop.config.paths import Paths, write_private
from realme_desktop.config.problems import ConfigError, ConfigProblem, line_of, read_toml

__all__ = ["PLACEHOLDERS", "STANDARD", "Templates", "filled", "unknown_placeholders"]

PLACEHOLDERS: Mapping[str, Text] = {
    "order_id": Text("订单号", "order number"),
    "seq_id": Text("RealMe 流水号", "RealMe's seq_id"),
    "service": Text("服务名称", "title of the service"),
    "number": Text("服务编号", "number of the service"),
    "subject": Text("姓名和号码（遮盖）", "name and number (masked)"),
    "outcome": Text("核验结论，或订单状态", "the verdict, or the state of the order"),
    "reason": Text("结论的说明", "what the verdict rests on"),
    "score": Text("分值", "score"),
    "threshold": Text("生效的阈值", "threshold in force"),
    "own_verdict": Text("按阈值的结论", "verdict by the threshold"),
    "call": Text("调用状态", "whether the call worked"),
    "return_code": Text("返回码", "return_code"),
    "return_message": Text("返回信息", "return_message"),
    "resp_code": Text("应答码", "resp_code"),
    "resp_info": Text("应答信息", "resp_info"),
    "environment": Text("环境", "environment"),
    "operator": Text("操作员", "operator"),
    "created_at": Text("创建时间", "when the order was made"),
    "sent_at": Text("发送时间", "when it was sent"),
    "answered_at": Text("应答时间", "when it was answered"),
    "sent": Text("发送的全部内容，每项一行", "all that was sent, a line each"),
    "answer": Text("应答的全部内容，每项一行", "all that was answered, a line each"),
    "about": Text("订单号、时间、环境等，每项一行", "numbers, times, environment and so on, a line each"),
    "digest": Text("摘要（SHA-256）", "digest (SHA-256)"),
}
"""Besides these, `{sent.<name>}` and `{answer.<name>}` stand for one field by its wire name."""

STANDARD = "{service}\n{outcome}\n{reason}\n{about}\n{sent}\n{answer}\nSHA-256 {digest}"
_LONGEST = 4000
_BRACES = re.compile(r"\{\{|\}\}|\{([A-Za-z0-9_.]*)\}")
_FIELD = re.compile(r"(?:sent|answer)\.[A-Za-z0-9_]+")


def unknown_placeholders(template: str) -> tuple[str, ...]:
    """The names in braces that mean nothing."""
    names = (match[1] for match in _BRACES.finditer(template) if match[1] is not None)
    return tuple(
        dict.fromkeys(name for name in names if name not in PLACEHOLDERS and not _FIELD.fullmatch(name))
    )


def filled(template: str, values: Mapping[str, str]) -> str:
    """The template with its placeholders replaced, once: what a value holds is never looked at again. A
    field that the order does not have is "—", as is an empty value; a name that means nothing stays."""

    def value(match: re.Match[str]) -> str:
        name = match[1]
        if name is None:
            return match.group()[0]
        if name in PLACEHOLDERS or _FIELD.fullmatch(name):
            return values.get(name) or "—"
        return match.group()

    return _BRACES.sub(value, template)


class Templates:
    """The templates in force: the standard one ← site file ← the operator's file. What a file gets wrong is
    collected in `problems`."""

    def __init__(self, paths: Paths | None = None) -> None:
        self._paths = paths
        self._site: dict[str, str] = {}
        self._own: dict[str, str] = {}
        self._saving = threading.Lock()
        self.problems: tuple[ConfigProblem, ...] = ()

    @classmethod
    def load(cls, paths: Paths) -> Templates:
        """Read both files. Never raises for what is in them or whether they are there."""
        templates = cls(paths)
        problems: list[ConfigProblem] = []
        for name, into in ((paths.site_dir, templates._site), (paths.data_dir, templates._own)):
            file = name / "templates.toml"
            content, text, found = read_toml(file)
            problems += found
            for key, value, where in _entries(content):
                words = _problem(key, value)
                if words is None:
                    into[key] = value
                else:
                    line = line_of(text, *where)
                    problems.append(ConfigProblem(words=words, key=".".join(where), file=file, line=line))
        templates.problems = tuple(problems)
        return templates

    def of(self, segment: str) -> str:
        """The template for a service of this segment."""
        for source in (self._own, self._site):
            for key in (segment, ""):
                if key in source:
                    return source[key]
        return STANDARD

    def own(self, segment: str = "") -> str | None:
        """What the operator's file says for the service ("": for all), None for nothing."""
        return self._own.get(segment)

    def set(self, template: str | None, segment: str = "") -> None:
        """Change it for this run; None goes back to what would be in force without. ValueError with words for
        a template that is none: call `problem_with` first."""
        if template is None:
            self._own.pop(segment, None)
            return
        words = _problem(segment, template)
        if words is not None:
            raise ValueError(words.en)
        self._own[segment] = template

    def save(self) -> None:
        """Write the operator's file. `ConfigError` where the disk refuses."""
        assert self._paths is not None, "templates without a place can't be saved"
        lines = []
        if "" in self._own:
            lines.append(f"default = {_toml(self._own[''])}")
        services = {key: value for key, value in self._own.items() if key}
        if services:
            lines += ["", "[services]", *(f"{key} = {_toml(text)}" for key, text in sorted(services.items()))]
        with self._saving:
            try:
                write_private(
                    self._paths.data_dir / "templates.toml", ("\n".join(lines) + "\n").encode("utf-8")
                )
            except OSError as error:
                words = Text(
                    "文本模板未能保存（{reason}），原来的文件保持不变。",
                    "The templates could not be saved ({reason}); the file is as it was.",
                )
                raise ConfigError(words.format(reason=error.strerror or str(error))) from error

    @staticmethod
    def problem_with(template: str) -> Text | None:
        """Why this can't be a template; None if it can."""
        return _problem("", template)


def _entries(content: Mapping[str, Any]) -> list[tuple[str, Any, tuple[str, ...]]]:
    found: list[tuple[str, Any, tuple[str, ...]]] = []
    for key, value in content.items():
        if key == "default":
            found.append(("", value, ("default",)))
        elif key == "services" and isinstance(value, dict):
            found += [(segment, text, ("services", segment)) for segment, text in value.items()]
        else:
            found.append((f"?{key}", value, (key,)))
    return found


def _problem(key: str, value: object) -> Text | None:
    if key and key not in {service.segment for service in SERVICES}:
        return Text("没有这个服务：{key}。", "There is no such service: {key}.").format(key=key.lstrip("?"))
    if not isinstance(value, str):
        return Text("模板必须是文字。", "A template must be text.")
    if not value.strip() or len(value) > _LONGEST:
        return Text(
            "模板不能为空，最多 {most} 个字符。", "A template is not empty and has at most {most} characters."
        ).format(most=_LONGEST)
    if unknown := unknown_placeholders(value):
        return Text("没有这样的占位符：{names}。", "There are no such placeholders: {names}.").format(
            names=", ".join(f"{{{name}}}" for name in unknown)
        )
    return None


def _toml(text: str) -> str:
    """A basic string on one line: everything that could end or steer it is escaped."""
    escapes = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
    return (
        '"'
        + "".join(
            escapes.get(char) or (char if char >= " " and char != "\x7f" else f"\\u{ord(char):04X}")
            for char in text
        )
        + '"'
    )
