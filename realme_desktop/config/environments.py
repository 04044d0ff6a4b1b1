"""The environments of this workplace: built in ← laid down by whoever deploys ← changed by the operator.

`environments.toml` in the data directory and in the site directory have one form, a table an environment:

    [integration]
    signing_base = "https://realme.cloudpnr.com/api/realme"
    headers = { env = "test" }
    timeouts = { connect = 5, read = 60 }
    locked = ["base", "headers"]        # in the site file only; `true` locks all of it

    [branch]                            # one of your own
    kind = "production"
    title = { zh = "分行", en = "Branch" }
    base = "https://gateway.example/realme"

`locked = true` before the first table of the site file locks every environment, and admits no others. Secrets
have no place in either file. `signing` and `timeouts` are merged, other tables replaced as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from realme_desktop.catalog.text import Text
from realme_desktop.config.environment import (
    FIELDS,
    PRESETS,
    Environment,
    EnvironmentKind,
    SigningSettings,
    Timeouts,
)
from realme_desktop.config.environment_check import KEY, check_environment
from realme_desktop.config.environment_tables import apply_table, table_of
from realme_desktop.config.ownership import Guard, of_deployer, of_user
from realme_desktop.config.paths import Paths, write_private
from realme_desktop.config.policy import Policy, load_policy
from realme_desktop.config.problems import ConfigError, ConfigProblem, line_of, read_toml

__all__ = [
    "FIELDS",
    "PRESETS",
    "Environment",
    "EnvironmentKind",
    "Environments",
    "SigningSettings",
    "Timeouts",
    "check_environment",
    "delete_environment",
    "load_environments",
    "save_environment",
]

_NONE_LEFT = Text(
    "部署策略允许的环境都不存在，只能使用沙箱。请联系管理员改正 environments.allowed。",
    "None of the environments that the policy allows exists, so there is only the sandbox. Ask your "
    "administrator to correct environments.allowed.",
)
_LOCKED = Text(
    "此项已由部署者锁定，文件中的值未生效。",
    "This is locked by whoever deployed the console; the value here is not in force.",
)


@dataclass(frozen=True, slots=True)
class Environments:
    """All environments in the order in which they are offered, and what is wrong with the files."""

    all: tuple[Environment, ...]
    problems: tuple[ConfigProblem, ...] = ()

    def get(self, key: str) -> Environment:
        """KeyError if there is no such environment."""
        for env in self.all:
            if env.key == key:
                return env
        raise KeyError(key)

    def __contains__(self, key: object) -> bool:
        return any(env.key == key for env in self.all)

    def __iter__(self) -> Iterator[Environment]:
        return iter(self.all)

    def problems_of(self, key: str) -> tuple[ConfigProblem, ...]:
        """What is wrong with one environment. With problems it must not be sent to: what is in force may not
        be what somebody wrote. A file that can't be read may have spoken of any, but for the sandbox, where
        nothing is at stake."""
        everywhere = key in self and self.get(key).real
        return tuple(
            p
            for p in self.problems
            if not p.harmless and (p.key == key or p.key.startswith(f"{key}.") or (everywhere and not p.key))
        )


class _File:
    """One of the two files, read, with a memory of what is wrong in it."""

    def __init__(self, path: Path, guard: Guard) -> None:
        self.path = path
        self.tables, self.text, problems = read_toml(path, guard=guard)
        self.readable = not problems
        self.problems = list(problems)

    def complain(self, key: str, field: str, words: Text, *, harmless: bool = False) -> None:
        dotted = f"{key}.{field}" if field else key
        line = line_of(self.text, key, *field.split(".")) if field else line_of(self.text, key)
        self.problems.append(
            ConfigProblem(words=words, key=dotted, field=field, file=self.path, line=line, harmless=harmless)
        )

    def table(self, key: str) -> dict[str, Any]:
        table = self.tables.get(key)
        return table if isinstance(table, dict) else {}

    def keys(self) -> list[str]:
        """The environments that the file speaks of; whatever else stands there is complained about."""
        found = []
        for key, table in self.tables.items():
            if key == "locked":
                continue
            if not isinstance(table, dict):
                self.complain(
                    key,
                    "",
                    Text("此处只能是环境的表，如 [production]。", "Only tables of environments go here."),
                )
            elif not KEY.fullmatch(key):
                words = Text(
                    "环境名只能含小写字母、数字、- 和 _。",
                    "The key of an environment holds lower-case letters, digits, - and _ only.",
                )
                self.complain(key, "", words)
            else:
                found.append(key)
        return found


def load_environments(paths: Paths) -> Environments:
    """Read both files. Never raises for what is in them or whether they are there."""
    policy = load_policy(paths)
    site, mine = _site_file(paths), _File(paths.environments, of_user)
    all_locked = site.tables.get("locked") is True or not policy.own_environments
    if "locked" in mine.tables:
        mine.complain("locked", "", Text("只有部署者的文件可以锁定。", "Only the deployer's file can lock."))
    environments: list[Environment] = []
    checked: list[ConfigProblem] = []
    site_keys, my_keys = site.keys(), mine.keys()
    for key in dict.fromkeys((*PRESETS, *site_keys, *policy.environments, *my_keys)):
        if policy.allowed_environments is not None and key not in policy.allowed_environments:
            continue
        if all_locked and key not in PRESETS and key not in site_keys and key not in policy.environments:
            mine.complain(key, "", _LOCKED)
            continue
        below = _from_policy(_from_site(key, site, all_locked), policy)
        env = _from_operator(below, mine)
        environments.append(env)
        checked += (_placed(problem, key, mine, site) for problem in check_environment(env))
    if not environments:
        # The policy names none that there is: the sandbox, where nothing is at stake, and the reason.
        environments.append(PRESETS["sandbox"])
        checked.append(ConfigProblem(words=_NONE_LEFT, file=policy.file))
    return Environments(tuple(environments), (*policy.problems, *site.problems, *mine.problems, *checked))


def _site_file(paths: Paths) -> _File:
    return _File(paths.site_environments, of_deployer(moved=paths.moved))


def _from_site(key: str, site: _File, all_locked: bool) -> Environment:
    """Built in, with what the site file says."""
    table = site.table(key)
    env = PRESETS.get(key) or _blank(key)
    env = apply_table(env, table, lambda field, words: site.complain(key, field, words))
    locked = table.get("locked", False)
    if all_locked or locked is True:
        return replace(env, locked=frozenset(FIELDS))
    names = locked if isinstance(locked, list) else []
    if not isinstance(locked, bool | list) or any(name not in FIELDS for name in names):
        words = Text(
            "locked 应为 true 或项目名的列表。", "`locked` must be true or a list of names of entries."
        )
        site.complain(key, "locked", words)
    return replace(env, locked=frozenset(name for name in names if name in FIELDS))


def _from_policy(env: Environment, policy: Policy) -> Environment:
    """With what the policy says, which is locked. What it says wrongly it complains about itself."""
    table = policy.environments.get(env.key, {})
    changed = apply_table(env, table, lambda *_: None)
    locked = env.locked | (frozenset(table) & frozenset(FIELDS))
    changes: dict[str, Any] = {}
    if env.real:
        if policy.proxy is not None:
            changes["proxy"] = policy.proxy
        if policy.ca_file is not None:
            changes["ca_file"] = policy.ca_file
        if policy.default_threshold is not None:
            changes["default_threshold"] = policy.default_threshold
        if policy.thresholds:
            changes["thresholds"] = {**changed.thresholds, **policy.thresholds}
    return replace(changed, **changes, locked=locked | frozenset(changes))


def _from_operator(below: Environment, mine: _File) -> Environment:
    table = mine.table(below.key)
    if "locked" in table:
        mine.complain(
            below.key, "locked", Text("只有部署者的文件可以锁定。", "Only the deployer's file can lock.")
        )
    env = apply_table(below, table, lambda field, words: mine.complain(below.key, field, words))
    for name in below.locked:
        if getattr(env, name) != getattr(below, name):
            # A lock that came later than the operator's value: the deployer's value is in force, for certain.
            mine.complain(below.key, name, _LOCKED, harmless=True)
            env = replace(env, **{name: getattr(below, name)})
    return env


def _blank(key: str) -> Environment:
    """An environment of one's own before anything is said of it: treated as production, to be careful."""
    return Environment(key=key, title=Text(key, key), kind=EnvironmentKind.PRODUCTION)


def _placed(problem: ConfigProblem, key: str, mine: _File, site: _File) -> ConfigProblem:
    """The problem with the place in the file that last spoke of its field."""
    first = problem.field.partition(".")[0]
    for file in (mine, site):
        if first in file.table(key) or (key in file.tables and key not in PRESETS):
            line = line_of(file.text, key, *problem.field.split("."))
            return replace(problem, file=file.path, line=line)
    return problem


def save_environment(paths: Paths, env: Environment) -> None:
    """Keep an environment in the operator's file: what differs from what is built in and from the site file.

    Locked entries and the address of the sandbox (it changes with each start) are not written. Comments of
    the file are lost. Raises ConfigError, with words; the old file then stays.
    """
    if problems := check_environment(env):
        raise ConfigError(problems[0].words)
    policy, site = load_policy(paths), _site_file(paths)
    all_locked = site.tables.get("locked") is True or not policy.own_environments
    below = _from_policy(_from_site(env.key, site, all_locked), policy)
    given = bool(site.table(env.key)) or env.key in policy.environments
    excluded = policy.allowed_environments is not None and env.key not in policy.allowed_environments
    if excluded or (all_locked and env.key not in PRESETS and not given):
        raise ConfigError(
            Text("管理员不允许增加环境。", "Whoever deployed the console admits no other environments.")
        )
    known = env.preset or given
    table = table_of(env, below if known else None)
    dropped = below.locked | (
        {"base", "signing_base"} if env.kind is EnvironmentKind.SANDBOX else frozenset()
    )
    _change(paths, env.key, {name: value for name, value in table.items() if name not in dropped})


def delete_environment(paths: Paths, key: str) -> None:
    """Forget what the operator's file says of an environment: one of their own is gone, a built-in one
    is as it was. Raises ConfigError."""
    _change(paths, key, {})


def _change(paths: Paths, key: str, table: Mapping[str, Any]) -> None:
    import tomli_w

    mine = _File(paths.environments, of_user)
    if not mine.readable:
        words = Text(
            "未保存：{path} 有误，为免覆盖其内容未改动它。请修正或移走该文件后重试。",
            "Not saved: {path} can't be read, and was left as it is. "
            "Correct it or move it away, then try again.",
        )
        raise ConfigError(words.format(path=paths.environments))
    tables = {name: value for name, value in mine.tables.items() if name != key}
    if table:
        tables[key] = dict(table)
    try:
        write_private(paths.environments, tomli_w.dumps(tables).encode())
    except OSError as error:
        words = Text("未保存：{reason}。", "Not saved: {reason}.")
        raise ConfigError(words.format(reason=error.strerror or str(error))) from error
