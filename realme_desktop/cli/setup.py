"""Commands for whoever sets up a workplace: the catalog, credentials, the sandbox."""

from __future__ import annotations

import argparse
import getpass
import json
import sys

from realme_desktop.catalog.text import Text

from .keeping import record
from .shared import NO_ACCESS, NOT_ACCEPTED, OK, CommandError, environment_of, language_of

__all__ = ["catalog", "credentials", "sandbox"]


def catalog(args: argparse.Namespace) -> int:
    from realme_desktop.catalog import export

    if args.json:
        print(json.dumps(export.as_json(), ensure_ascii=False, indent=2))
    elif args.markdown:
        print(export.as_markdown(language_of(args)))
    else:
        from realme_desktop.catalog.registry import GROUPS, in_group

        language = language_of(args)
        for group in GROUPS:
            print(group.title.in_(language))
            for service in in_group(group.key):
                print(f"  {service.number}  {service.segment:<20} {service.title.in_(language)}")
                names = ", ".join(
                    f.name + ("*" if f.required else "") for f in service.fields if not f.generated
                )
                print(f"       {names}")
    return OK


def credentials(args: argparse.Namespace) -> int:
    from realme_desktop.config.credentials import Credentials, misplaced
    from realme_desktop.records.acts import Act
    from realme_desktop.vault.errors import CredentialsRefused, VaultError, VaultState
    from realme_desktop.vault.vault import Vault

    language = language_of(args)
    environment = environment_of(args, args.name)
    vault = Vault()
    name = environment.title.in_(language)
    try:
        if args.act == "set":
            if sys.stdin.isatty():
                token, key = input("app_token: ").strip(), getpass.getpass("app_key: ").strip()
            else:
                token, key = (sys.stdin.readline().strip() for _ in range(2))
            given = Credentials(token, key)
            if environment.real and (words := misplaced(environment, given)):
                raise CredentialsRefused(words)
            vault.store(environment.key, given)
            record(args, Act.CREDENTIALS_CHANGED, environment=environment.key, change="stored")
            print(_SET.format(name=name, keyring=vault.backend_name()).in_(language))
        elif args.act == "delete":
            vault.delete(environment.key)
            record(args, Act.CREDENTIALS_CHANGED, environment=environment.key, change="removed")
            print(_DELETED.format(name=name).in_(language))
        else:
            state = vault.credentials_state(environment.key)
            print(f"{environment.key} ({name}): {state.words.in_(language)}")
            return OK if state in (VaultState.FOUND, VaultState.SESSION) else NO_ACCESS
    except CredentialsRefused as error:
        raise CommandError(error.words, NOT_ACCEPTED) from error
    except VaultError as error:
        raise CommandError(error.words, NO_ACCESS) from error
    return OK


_SET = Text(
    "“{name}”的凭据已保存在系统密钥环（{keyring}）中。",
    "The credentials of “{name}” are kept in the system keyring ({keyring}).",
)
_DELETED = Text(
    "系统密钥环中不再有“{name}”的凭据。",
    "The system keyring holds no credentials for “{name}” any more.",
)


def sandbox(args: argparse.Namespace) -> int:
    from realme_desktop.config.credentials import SANDBOX_CREDENTIALS
    from realme_desktop.sandbox.server import Sandbox, run_forever

    def tell(sandbox: Sandbox) -> None:
        print(_SANDBOX.in_(language_of(args)))
        print(f"base       {sandbox.base}")
        print(f"app_token  {SANDBOX_CREDENTIALS.app_token}")
        print(f"app_key    {SANDBOX_CREDENTIALS.app_key}", flush=True)

    try:
        run_forever(port=args.port, settle_s=args.settle, ready=tell)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise CommandError(_NO_PORT.format(port=args.port, reason=reason), NOT_ACCEPTED) from error
    return OK


_SANDBOX = Text(
    "沙箱正在运行；它的结果都不是真实结果。按 Ctrl+C 停止。",
    "The sandbox is running. None of its results are real. Ctrl+C stops it.",
)
_NO_PORT = Text("端口 {port} 无法使用：{reason}。", "Port {port} can't be used: {reason}.")
