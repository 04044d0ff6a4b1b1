"""A report for whoever helps with this workplace: what runs here, how it is set up, what went wrong lately.

Plain text, for the operator to read before anybody else does. It holds no order, no person, no key and no
address of a person; what slips through is taken out by class and by pattern. Nothing is sent anywhere.
"""

from __future__ import annotations

import os
import platform
import stat
import sys
import time
from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from realme_desktop import __version__
from realme_desktop.config.logs import latest_lines
from realme_desktop.config.redaction import redacted
from realme_desktop.config.settings import SETTINGS
from realme_desktop.vault.errors import VaultError

if TYPE_CHECKING:
    from realme_desktop.config.environments import Environments
    from realme_desktop.config.paths import Paths
    from realme_desktop.config.problems import ConfigProblem
    from realme_desktop.config.settings import Settings
    from realme_desktop.vault.vault import Vault

    from .backstage import Backstage

__all__ = ["support_report", "write_report"]

_LIBRARIES = ("PySide6-Essentials", "qasync", "httpx", "keyring", "Pillow", "apsw-sqlite3mc", "aiohttp")
_LINES = 300


def support_report(
    paths: Paths,
    settings: Settings,
    environments: Environments,
    *,
    vault: Vault | None = None,
    backstage: Backstage | None = None,
    now: float | None = None,
) -> str:
    """Blocks: reads the log, asks the keyring. Never raises for what it finds."""
    parts = (
        ("program", _program(now)),
        ("files", _files(paths)),
        ("policy", _policy(settings)),
        ("settings that differ from what is built in", _settings(settings)),
        ("environments", _environments(environments)),
        ("problems of the files", _problems((*settings.problems, *environments.problems))),
        ("keyring", _keyring(vault, environments)),
        ("records", _records(backstage)),
        (f"log, newest {_LINES} lines", iter(latest_lines(paths.log_dir, _LINES))),
    )
    text = "RealMe Desktop: report for support\n"
    for title, lines in parts:
        told = "\n".join(redacted(line) for line in lines) or "-"
        text += f"\n== {title}\n{told}\n"
    return text.replace(str(Path.home()), "~")


def _program(now: float | None) -> Iterator[str]:
    yield f"made at: {time.strftime('%Y-%m-%dT%H:%M:%S%z', time.localtime(now))}"
    yield f"version: {__version__}{' (packed)' if getattr(sys, 'frozen', False) else ''}"
    yield f"python: {platform.python_version()}, {platform.python_implementation()}"
    yield f"system: {platform.system()} {platform.release()} {platform.machine()}"
    for name in _LIBRARIES:
        try:
            yield f"{name}: {version(name)}"
        except PackageNotFoundError:
            yield f"{name}: not found"
    for name in ("QT_QPA_PLATFORM", "XDG_SESSION_TYPE", "LANG"):
        if name in os.environ:
            yield f"{name}: {os.environ[name]}"


def _files(paths: Paths) -> Iterator[str]:
    yield f"data folder: {paths.data_dir}"
    yield f"site folder: {paths.site_dir}{' (moved)' if paths.moved else ''}"
    try:
        found = sorted(paths.data_dir.iterdir())
    except OSError as error:
        yield f"not readable: {error.strerror}"
        return
    for file in found:
        try:
            state = file.lstat()
        except OSError:
            continue
        yield f"{stat.filemode(state.st_mode)} {state.st_size:>12} {file.name}"


def _policy(settings: Settings) -> Iterator[str]:
    policy = settings.policy
    yield f"file: {policy.file or 'none'}"
    yield f"trusted: {policy.trusted}"
    yield f"services to be seen: {len(policy.visible)}, purposes: {len(policy.purposes)}"
    yield from _problems(policy.problems)


def _settings(settings: Settings) -> Iterator[str]:
    for setting in SETTINGS:
        value = settings.get(setting.key)
        locked = " (locked)" if settings.is_locked(setting.key) else ""
        if setting.key != "operator" and (value != setting.default or locked):
            told = "set" if setting.type == "text" else value  # whatever somebody typed stays here
            yield f"{setting.key}: {told}{locked}"


def _environments(environments: Environments) -> Iterator[str]:
    for env in environments:
        proxy = env.proxy if env.proxy in ("system", "none") else "an address"
        signed = "another address" if env.signing_base else "the same"
        yield (
            f"{env.key}: {env.kind.value}, base {env.base or '-'}, signed {signed}, proxy {proxy}, "
            f"ca_file {'yes' if env.ca_file else 'no'}, locked {len(env.locked)}"
        )


def _problems(problems: Iterable[ConfigProblem]) -> Iterator[str]:
    for problem in problems:
        yield f"{problem.place or '-'}: {problem.words.en}"


def _keyring(vault: Vault | None, environments: Environments) -> Iterator[str]:
    if vault is None:
        yield "not opened"
        return
    try:
        yield f"backend: {vault.backend_name()}"
    except VaultError as error:
        yield f"backend: {error.state.value}"
    for env in environments:
        yield f"credentials of {env.key}: {vault.credentials_state(env.key).value}"


def _records(backstage: Backstage | None) -> Iterator[str]:
    if backstage is None:
        yield "not opened"
        return
    from realme_desktop.records.model import HistoryQuery
    from realme_desktop.records.schema import LATEST

    yield f"schema: {LATEST}, for this session only: {backstage.session_only}, duty: {backstage.duty.value}"
    yield f"orders: {backstage.records.count(HistoryQuery())}"
    desk = backstage.desk
    yield f"environment: {desk.environment.key}, awaited: {desk.awaited}, attention: {desk.needing_attention}"
    if backstage.listening.problem is not None:
        yield f"listener: {backstage.listening.problem.en}"


def write_report(path: Path, text: str) -> None:
    """A new file for its owner only, in place of one of that name. OSError."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    if os.name == "posix":
        os.fchmod(descriptor, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)
