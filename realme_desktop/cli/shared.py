"""What all commands share: exit codes, the end of a command in words, environment and language."""

from __future__ import annotations

import argparse
import getpass
import locale
import sys
from typing import TYPE_CHECKING

from realme_desktop.catalog.text import Language, Text

if TYPE_CHECKING:
    from realme_desktop.config.environments import Environment
    from realme_desktop.config.settings import Settings
    from realme_desktop.vault.vault import Vault

OK, AGAINST, NOT_ACCEPTED, REVIEW, PENDING, UNCLEAR, REJECTED, NO_ACCESS = range(8)
EXIT_CODES = {
    OK: "match, no hit, or data received",
    AGAINST: "mismatch, partial match, or hit",
    NOT_ACCEPTED: "wrong usage, or the input was refused; nothing was sent",
    REVIEW: "needs review: an exception, an unknown answer, or the score or a notification says otherwise",
    PENDING: "accepted, the result is still awaited (or waiting for it has ended)",
    UNCLEAR: "unclear whether RealMe has the order; never sent again, the next console asks for it",
    REJECTED: "refused by RealMe, or not sent",
    NO_ACCESS: "no credentials, no usable keyring, or the records can't be opened; nothing was sent",
}


class CommandError(Exception):
    """A command ends here, with words and an exit code."""

    def __init__(self, words: Text, code: int) -> None:
        super().__init__(words.en)
        self.words = words
        self.code = code


def environment_of(args: argparse.Namespace, name: str) -> Environment:
    from realme_desktop.config.environments import load_environments
    from realme_desktop.config.paths import Paths

    environments = load_environments(Paths(args.data_dir))
    for problem in environments.problems:
        complain(f"{problem.place}: {problem.words.in_(language_of(args))}")
    try:
        environment = environments.get(name)
    except KeyError:
        raise CommandError(_NO_ENVIRONMENT.format(name=name), NOT_ACCEPTED) from None
    if environments.problems_of(name):
        raise CommandError(_WRONG_ENVIRONMENT.format(name=name), NOT_ACCEPTED)
    return environment


def language_of(args: argparse.Namespace, settings: Settings | None = None) -> Language:
    """The argument's, else the settings', else the system's."""
    from realme_desktop.config.paths import Paths
    from realme_desktop.config.settings import Settings

    chosen = args.language or (settings or Settings.load(Paths(args.data_dir))).get("language")
    if chosen == "zh":
        return "zh"
    if chosen == "en":
        return "en"
    system = locale.getlocale()[0] or ""
    return "zh" if system.lower().startswith(("zh", "chinese")) else "en"


def open_vault(args: argparse.Namespace) -> Vault:
    """The keyring's keys. Where a passphrase seals the data key it is asked for on the terminal; without one
    the command ends: whoever runs commands unattended has to decide where a passphrase may lie about, not
    this program."""
    from realme_desktop.config.paths import Paths
    from realme_desktop.orders.entrance import Entrance
    from realme_desktop.vault.errors import VaultError
    from realme_desktop.vault.vault import Vault

    vault, entrance = Vault(), Entrance(Paths(args.data_dir).data_dir)
    if not entrance.closed(vault):
        return vault
    if not sys.stdin.isatty():
        raise CommandError(_NEEDS_PASSPHRASE, NO_ACCESS)
    try:
        entrance.unlock(vault, getpass.getpass("passphrase of the records: "))
    except VaultError as error:
        raise CommandError(error.words, NO_ACCESS) from error
    return vault


def complain(words: str) -> None:
    print(words, file=sys.stderr)


_WRONG_ENVIRONMENT = Text(
    "环境“{name}”的设置有误（见上），未使用；没有发送任何请求。",
    "The environment “{name}” is set up wrongly (see above) and was not used; no request was sent.",
)
_NEEDS_PASSPHRASE = Text(
    "本机记录由口令保护，此命令需要在终端中运行以输入口令；没有发送任何请求，什么都没有改动。",
    "The records on this computer are protected by a passphrase: run this command in a terminal, where it is "
    "asked for. No request was sent and nothing was changed.",
)
_NO_ENVIRONMENT = Text("没有名为 {name} 的环境。", "There is no environment called {name}.")
