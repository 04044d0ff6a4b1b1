"""The deployer's `policy.toml`: what is decided for all users of a computer, and can't be changed by them.

    [settings]
    retention.pictures_days = 30       # any setting that can be locked
    [services]
    hidden = ["risk"]                  # nobody sees AML …
    [roles.compliance]
    accounts = ["li.na"]               # … but who has this role
    [purpose]
    choices = ["贷款审批", "开户"]

Whatever stands in it is in force and locked; defaults that may be changed belong into `settings.toml` and
`environments.toml` of the site directory. With anything wrong in it, or with an owner or permissions that let
others write it, the policy is not believed to be what its author meant: nothing is sent to real environments,
and settings that protect somebody take their strictest value. What it does say rightly stays in force.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from realme_desktop.catalog.model import Choice, Field, Role, Service
from realme_desktop.catalog.registry import SERVICES
from realme_desktop.catalog.text import Text
from realme_desktop.config.account import os_account
from realme_desktop.config.environment import PRESETS, Environment, EnvironmentKind
from realme_desktop.config.environment_check import KEY
from realme_desktop.config.environment_tables import apply_table
from realme_desktop.config.ownership import of_deployer
from realme_desktop.config.paths import Paths
from realme_desktop.config.problems import ConfigProblem, line_of, read_toml

__all__ = ["PURPOSE", "Policy", "load_policy"]

PURPOSE = "purpose"
"""What the form calls the purpose, and findings about it. No wire name: it is never sent."""

_EVERYTHING = frozenset(service.segment for service in SERVICES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What is decided. `visible` are segments; `thresholds` by segment, `default_threshold` for the others;
    `environments` the tables of single environments, as in `environments.toml`. `file` is None without one.

    `problems` make it untrustworthy: see the module."""

    file: Path | None = None
    problems: tuple[ConfigProblem, ...] = ()
    settings: Mapping[str, Any] = field(default_factory=dict)
    environments: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    allowed_environments: frozenset[str] | None = None
    own_environments: bool = True
    proxy: str | None = None
    ca_file: Path | None = None
    default_threshold: float | None = None
    thresholds: Mapping[str, float] = field(default_factory=dict)
    visible: frozenset[str] = _EVERYTHING
    consent_groups: frozenset[str] = frozenset({"face"})
    consent_kinds: frozenset[str] = frozenset({"production"})
    purposes: tuple[str, ...] = ()
    purpose_required: bool = True

    @property
    def trusted(self) -> bool:
        """False where the file is not what its author can have meant."""
        return not self.problems

    def services(self) -> tuple[Service, ...]:
        """The visible services, in the catalog's sequence."""
        return tuple(service for service in SERVICES if service.segment in self.visible)

    def hides(self, segment: str) -> bool:
        """Whether this is a service that the operator is not to see."""
        return segment in _EVERYTHING - self.visible

    @property
    def readable(self) -> frozenset[str]:
        """Segments whose orders the history may show: those that are visible; none while it can't be known
        which ones the policy's author meant."""
        return self.visible if self.trusted or self.visible < _EVERYTHING else frozenset()

    @property
    def sees_everything(self) -> bool:
        """Whether the history needs no filter."""
        return self.readable >= _EVERYTHING

    def needs_consent(self, service: Service, kind: EnvironmentKind) -> bool:
        """Whether an order of this service needs the user's authorization. Services without the parameter
        never do: there is no place where RealMe would take it."""
        asked = service.group in self.consent_groups and kind.value in self.consent_kinds
        return asked and any(entry.role is Role.AUTHORIZATION for entry in service.fields)

    @property
    def needs_purpose(self) -> bool:
        return bool(self.purposes) and self.purpose_required

    def form_of(self, service: Service, kind: EnvironmentKind) -> Service:
        """The service as its form has to ask for it: with the authorization required where it is, and with
        the purpose, which is no wire parameter, as one more field."""
        fields = service.fields
        if self.needs_consent(service, kind):
            fields = tuple(
                replace(entry, required=True) if entry.role is Role.AUTHORIZATION else entry
                for entry in fields
            )
        if self.purposes:
            choices = tuple(Choice(purpose, Text(purpose, purpose)) for purpose in self.purposes)
            asked = Field(
                name=PURPOSE, role=Role.OTHER, kind="choice", label=_PURPOSE, help=_PURPOSE_HELP,
                required=self.purpose_required, choices=choices,
            )  # fmt: skip
            fields = (*fields, asked)
        return service if fields is service.fields else replace(service, fields=fields)

    def fixes_threshold(self, environment: Environment, segment: str) -> bool:
        """Whether nobody may set another threshold for an order."""
        decided = self.default_threshold is not None or segment in self.thresholds
        return environment.real and decided


def load_policy(paths: Paths, account: str | None = None) -> Policy:
    """Read the file. Never raises for what is in it or whether it is there. `account` is the one to look for
    in roles (None: the one of this process)."""
    file = paths.policy
    table, text, problems = read_toml(file, guard=of_deployer(moved=paths.moved))
    if not table and not problems:
        return Policy(file=file if text else None)
    reader = _Reader(file, text, list(problems))
    return reader.read(table, account or os_account())


class _Reader:
    def __init__(self, file: Path, text: str, problems: list[ConfigProblem]) -> None:
        self._file = file
        self._text = text
        self._problems = problems

    def _complain(self, path: tuple[str, ...], words: Text, **values: Text) -> None:
        line = line_of(self._text, *path)
        self._problems.append(
            ConfigProblem(words=words.format(key=".".join(path), **values), file=self._file, line=line)
        )

    def read(self, table: Mapping[str, Any], account: str) -> Policy:
        found = dict(self._checked(table))
        changes: dict[str, Any] = {name: found[path] for name, path in _SIMPLE.items() if path in found}
        for name in ("consent_groups", "consent_kinds", "allowed_environments"):
            if name in changes:
                changes[name] = frozenset(changes[name])
        if "purposes" in changes:
            changes["purposes"] = tuple(changes["purposes"])
        if "ca_file" in changes:
            changes["ca_file"] = Path(changes["ca_file"])
        thresholds = {path[1]: float(v) for path, v in found.items() if path[0] == "thresholds"}
        default = thresholds.pop("default", None)
        return Policy(
            file=self._file,
            settings=self._settings(table.get("settings", {})),
            environments=self._environments(table.get("environments", {})),
            default_threshold=default,
            thresholds=thresholds,
            visible=self._visible(found, account),
            problems=tuple(self._problems),
            **changes,
        )

    # -- single keys --------------------------------------------------------------------------------------

    def _checked(self, table: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], Any]]:
        """Every declared key that stands there rightly; all else is complained about."""
        from realme_desktop.config.policy_keys import key_of

        for path, value in _leaves(table):
            if path[0] == "settings" or (path[0] == "environments" and len(path) > 2):
                continue  # read as the tables that they are
            key = key_of(path)
            if key is None or (path[0] == "thresholds" and path[1] not in _EVERYTHING | {"default"}):
                self._complain(path, _UNKNOWN)
            elif words := key.check(value):
                self._complain(path, _WRONG, why=words)
            else:
                yield path, value
        for name, role in _tables(table.get("roles")).items():
            if "accounts" not in role:
                self._complain(("roles", name), _NO_ACCOUNTS)

    def _visible(self, found: Mapping[tuple[str, ...], Any], account: str) -> frozenset[str]:
        base: tuple[str, ...] = ("services",)
        for path, accounts in found.items():
            if path[0] == "roles" and path[2] == "accounts" and _is_among(account, accounts):
                base = path[:2]
                break
        shown = _segments(found.get((*base, "visible"), ["all"]))
        return shown - _segments(found.get((*base, "hidden"), []))

    # -- tables that have a declaration of their own ------------------------------------------------------

    def _settings(self, table: Any) -> dict[str, Any]:
        from realme_desktop.config.settings.declared import BY_KEY

        found: dict[str, Any] = {}
        if not isinstance(table, dict):
            self._complain(("settings",), _TABLE)
            return found
        for path, value in _leaves(table):
            key = ".".join(path)
            setting = BY_KEY.get(key)
            if setting is None or not setting.lockable:
                self._complain(("settings", *path), _UNKNOWN)
            elif words := setting.problem_with(value):
                self._complain(("settings", *path), _WRONG, why=words)
            else:
                found[key] = value
        return found

    def _environments(self, table: Any) -> dict[str, Mapping[str, Any]]:
        found: dict[str, Mapping[str, Any]] = {}
        for key, entries in _tables(table).items():
            if not KEY.fullmatch(key) or key in ("allowed", "own"):
                self._complain(("environments", key), _UNKNOWN)
                continue
            if "locked" in entries:  # all that stands here is
                self._complain(("environments", key, "locked"), _UNKNOWN)
            blank = Environment(key=key, title=Text(key, key), kind=EnvironmentKind.PRODUCTION)
            apply_table(PRESETS.get(key, blank), entries, partial(self._complain_entry, key))
            found[key] = entries
        return found

    def _complain_entry(self, key: str, entry: str, words: Text) -> None:
        self._complain(("environments", key, *entry.split(".")), _WRONG, why=words)


_SIMPLE: Mapping[str, tuple[str, ...]] = {
    "allowed_environments": ("environments", "allowed"),
    "own_environments": ("environments", "own"),
    "proxy": ("network", "proxy"),
    "ca_file": ("network", "ca_file"),
    "consent_groups": ("consent", "groups"),
    "consent_kinds": ("consent", "kinds"),
    "purposes": ("purpose", "choices"),
    "purpose_required": ("purpose", "required"),
}


def _leaves(table: Mapping[str, Any], above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    for key, value in table.items():
        if isinstance(value, dict) and value:
            yield from _leaves(value, (*above, key))
        else:
            yield (*above, key), value


def _tables(value: Any) -> dict[str, dict[str, Any]]:
    if not isinstance(value, dict):
        return {}
    return {key: entry for key, entry in value.items() if isinstance(entry, dict)}


def _is_among(account: str, accounts: list[str]) -> bool:
    """Windows says OFFICE\\name in some places and name in others; neither minds the case."""
    plain = account.casefold().rpartition("\\")[2]
    return any(plain == name.casefold().rpartition("\\")[2] for name in accounts)


def _segments(names: list[Any]) -> frozenset[str]:
    wanted = {str(name) for name in names}
    return frozenset(
        service.segment
        for service in SERVICES
        if wanted & {"all", service.group, service.segment, str(service.number)}
    )


_PURPOSE = Text("用途", "Purpose")
_PURPOSE_HELP = Text(
    "这笔订单的用途，与订单一起保存，不发送给 RealMe。",
    "What the order is for. It is kept with the order and not sent to RealMe.",
)
_UNKNOWN = Text(
    "部署策略中没有 {key} 这一项。在改正之前，不向真实环境发送任何请求。",
    "A policy has no key {key}. Until this is put right nothing is sent to real environments.",
)
_WRONG = Text(
    "部署策略的 {key}：{why}在改正之前，不向真实环境发送任何请求。",
    "{key} in the policy: {why} Until this is put right nothing is sent to real environments.",
)
_TABLE = Text(
    "部署策略的 {key} 必须是一个表。在改正之前，不向真实环境发送任何请求。",
    "{key} in the policy must be a table. Until this is put right nothing is sent to real environments.",
)
_NO_ACCOUNTS = Text(
    "部署策略的角色 {key} 缺少 accounts。在改正之前，不向真实环境发送任何请求。",
    "The role {key} of the policy lacks `accounts`. Until this is put right nothing is sent to real "
    "environments.",
)
