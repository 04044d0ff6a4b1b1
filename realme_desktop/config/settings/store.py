"""The settings in force, and the files that they come from."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import Any

from realme_desktop.catalog.text import Text
from realme_desktop.config.account import os_account
from realme_desktop.config.ownership import of_deployer, of_user
from realme_desktop.config.paths import Paths, write_private
from realme_desktop.config.policy import Policy, load_policy
from realme_desktop.config.problems import ConfigError, ConfigProblem, line_of, read_toml

from .declaration import SettingValue
from .declared import BY_KEY, SETTINGS

__all__ = ["SettingRefused", "Settings"]


class SettingRefused(ValueError):
    """The value can't be taken (or the setting is locked); the setting stays as it was."""

    def __init__(self, key: str, words: Text) -> None:
        super().__init__(f"{key}: {words.en}")
        self.key = key
        self.words = words


class Settings:
    """The settings in force: built-in defaults ← site file ← the operator's file, and above all the policy.

    What a file gets wrong is collected in `problems` and the value below it stays in force. What is wrong
    with the policy is told by `policy` itself: what protects somebody is then at its strictest.
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
        self.policy = Policy()

    @classmethod
    def load(cls, paths: Paths) -> Settings:
        """Read both files. Never raises for what is in them or whether they are there."""
        settings = cls(paths)
        site, site_text, problems = read_toml(paths.site_settings, guard=of_deployer(moved=paths.moved))
        found = list(problems)
        locked = site.get("locked", [])
        given = _flatten({key: value for key, value in site.items() if key != "locked"})
        for key, value in given.items():
            if problem := _problem(key, value, paths.site_settings, site_text):
                found.append(problem)
            else:
                settings._defaults[key] = value
        if locked is True:
            settings._locked = frozenset(k for k in given if k in BY_KEY and BY_KEY[k].lockable)
        elif isinstance(locked, list) and all(isinstance(key, str) for key in locked):
            found += [
                _unknown_key(key, paths.site_settings, line_of(site_text, "locked"))
                for key in locked
                if key not in BY_KEY
            ]
            settings._locked = frozenset(k for k in locked if k in BY_KEY and BY_KEY[k].lockable)
        elif locked is not False:
            words = Text(
                "locked 应为 true 或设置名的列表。", "`locked` must be true or a list of names of settings."
            )
            line = line_of(site_text, "locked")
            found.append(ConfigProblem(words=words, key="locked", file=paths.site_settings, line=line))
        settings._obey(load_policy(paths))
        mine, text, problems = read_toml(paths.settings, guard=of_user)
        found += problems
        settings._readable = not problems
        for key, value in _flatten(mine).items():
            if problem := _problem(key, value, paths.settings, text):
                found.append(problem)
                if key not in BY_KEY:
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

    def _obey(self, policy: Policy) -> None:
        """Put what the policy says, and what follows from its not being believed, beyond anybody's reach."""
        decided = dict(policy.settings)
        if not policy.trusted:
            for setting in SETTINGS:
                if setting.strict is not None and setting.key not in decided:
                    decided[setting.key] = setting.strict
        self.policy = policy
        self._defaults |= decided
        self._locked |= frozenset(decided)

    def get(self, key: str) -> Any:
        """The value in force. An empty `operator` is the name of the system account. KeyError if unknown."""
        value = self._changed.get(key, self._defaults[key])
        if key == "operator" and not value:
            return os_account()
        return value

    @property
    def operator(self) -> str:
        """Who works here, as it is kept with each act: the name of the setting, and always the account of the
        operating system, which nobody types."""
        name, account = str(self.get("operator")), os_account()
        return name if name == account else f"{name} ({account})"

    def default(self, key: str) -> SettingValue:
        """What the setting is when the operator changes nothing: built in, or the site file's."""
        return self._defaults[key]

    def is_locked(self, key: str) -> bool:
        return key in self._locked

    def lock_reason(self, key: str) -> Text | None:
        """Why nobody can change it here; None if somebody can."""
        if key not in self._locked:
            return None
        if key in self.policy.settings:
            return _BY_POLICY
        return _BY_SITE if self.policy.trusted or BY_KEY[key].strict is None else _BY_BROKEN_POLICY

    def set(self, key: str, value: SettingValue) -> None:
        """Change a setting for this run; `save` keeps it. Raises SettingRefused."""
        setting = BY_KEY[key]
        if key in self._locked and value != self._defaults[key]:
            words = Text("此设置已由管理员锁定。", "This setting is locked by whoever deployed the console.")
            raise SettingRefused(key, words)
        if words_or_none := setting.problem_with(value):
            raise SettingRefused(key, words_or_none)
        if value == self._defaults[key]:
            self._changed.pop(key, None)
        else:
            self._changed[key] = value

    def reset(self, key: str) -> None:
        """Back to the default."""
        BY_KEY[key]
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


_BY_POLICY = Text(
    "由部署策略规定，不能更改。", "Decided by the policy of this computer; it can't be changed."
)
_BY_SITE = Text("由管理员锁定，不能更改。", "Locked by your administrator; it can't be changed.")
_BY_BROKEN_POLICY = Text(
    "部署策略有误，改正之前按最严格的值执行。",
    "The policy of this computer has a mistake; until it is put right the strictest value is in force.",
)


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
    if key not in BY_KEY:
        return _unknown_key(key, file, line)
    words = BY_KEY[key].problem_with(value)
    return ConfigProblem(words=words, key=key, file=file, line=line) if words else None


def _unknown_key(key: str, file: Any, line: int | None) -> ConfigProblem:
    words = Text("没有名为 {key} 的设置，已忽略。", "There is no setting called {key}; it is ignored.")
    return ConfigProblem(words=words.format(key=key), key=key, file=file, line=line)
