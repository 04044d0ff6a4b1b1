"""What can go wrong with the vault, in words.

::

    VaultError
    ├── NoKeyring            this computer has no keyring that keeps secrets
    ├── KeyringLocked        it is locked, and was not unlocked
    ├── KeyringTimeout       it did not answer in time
    ├── KeyringDenied        it does not let this program in
    ├── CredentialsMissing   it holds nothing for this environment
    ├── KeyringBroken        what it holds, or how it answers, makes no sense
    ├── PassphraseNeeded     the data key is sealed, and nobody has given the passphrase yet
    ├── WrongPassphrase      it opens nothing; it may have to wait before the next try
    ├── PassphraseRefused    this passphrase can't be used
    └── CredentialsRefused   these credentials can't be stored

This module is light: the window may import it. `str()` of an error is for the log and never holds a secret.
"""

from __future__ import annotations

import math
from enum import Enum

from realme_desktop.catalog.text import Text

__all__ = [
    "CredentialsMissing",
    "CredentialsRefused",
    "KeyringBroken",
    "KeyringDenied",
    "KeyringLocked",
    "KeyringTimeout",
    "NoKeyring",
    "PassphraseNeeded",
    "PassphraseRefused",
    "VaultError",
    "VaultState",
    "WrongPassphrase",
]


class VaultState(Enum):
    """What the vault holds for an environment, or why it can't tell."""

    FOUND = "found"
    MISSING = "missing"
    LOCKED = "locked"
    NO_KEYRING = "no_keyring"
    TIMEOUT = "timeout"
    DENIED = "denied"
    BROKEN = "broken"
    SESSION = "session"  # held in memory until the program ends

    @property
    def words(self) -> Text:
        return _STATES[self]


class VaultError(Exception):
    """`words` are for the operator."""

    state: VaultState = VaultState.BROKEN

    def __init__(self, words: Text, detail: str = "") -> None:
        super().__init__(detail or words.en)
        self.words = words


class NoKeyring(VaultError):
    state = VaultState.NO_KEYRING

    def __init__(self, detail: str = "") -> None:
        super().__init__(_NO_KEYRING, detail)


class KeyringLocked(VaultError):
    state = VaultState.LOCKED

    def __init__(self, detail: str = "") -> None:
        super().__init__(_LOCKED, detail)


class KeyringTimeout(VaultError):
    state = VaultState.TIMEOUT

    def __init__(self, seconds: float) -> None:
        super().__init__(_TIMEOUT.format(seconds=f"{seconds:g}"))


class CredentialsMissing(VaultError):
    state = VaultState.MISSING

    def __init__(self, env_key: str) -> None:
        super().__init__(_MISSING.format(environment=env_key))


class KeyringDenied(VaultError):
    """It is there and open, and does not let this program at its entries."""

    state = VaultState.DENIED

    def __init__(self, detail: str = "") -> None:
        super().__init__(_DENIED, detail)


class KeyringBroken(VaultError):
    state = VaultState.BROKEN

    def __init__(self, words: Text | None = None, detail: str = "") -> None:
        super().__init__(words or _BROKEN, detail)


class PassphraseNeeded(VaultError):
    state = VaultState.LOCKED

    def __init__(self) -> None:
        super().__init__(_PASSPHRASE_NEEDED)


class WrongPassphrase(VaultError):
    """`wait_s`: how long the next try has to wait; `tried` is False where this one came too early, and was
    not even looked at."""

    state = VaultState.LOCKED

    def __init__(self, wait_s: float = 0.0, *, tried: bool = True) -> None:
        words = _WRONG_PASSPHRASE if tried else _TOO_EARLY
        if tried and wait_s > 0:
            words = _WRONG_AND_WAIT
        super().__init__(words.format(seconds=math.ceil(wait_s)))
        self.wait_s = wait_s
        self.tried = tried


class PassphraseRefused(VaultError):
    """The words tell why; everything is as it was."""


class CredentialsRefused(VaultError):
    """The words tell why; nothing was stored."""


_NO_KEYRING = Text(
    "这台电脑上没有可用的系统密钥环，密钥无法保存或读取；没有发送任何请求。"
    "请启用系统密钥环（Linux 上如 GNOME Keyring 或 KWallet），或改用“仅本次会话”。",
    "This computer has no system keyring in which keys could be kept; no request was sent. "
    "Set one up (on Linux for example GNOME Keyring or KWallet), or use the session-only mode.",
)
_LOCKED = Text(
    "系统密钥环已锁定，没有解锁；没有发送任何请求。请解锁密钥环（通常用登录密码）后再试，"
    "或改用“仅本次会话”。",
    "The system keyring is locked and was not unlocked; no request was sent. Unlock it (usually with "
    "your login "
    "password) and try again, or use the session-only mode.",
)
_TIMEOUT = Text(
    "系统密钥环在 {seconds} 秒内没有回应；没有发送任何请求。请查看是否有等待输入密码的窗口，处理后再试，"
    "或改用“仅本次会话”。",
    "The system keyring did not answer within {seconds} seconds; no request was sent. See whether a "
    "window is waiting "
    "for a password, then try again, or use the session-only mode.",
)
_MISSING = Text(
    "密钥环中没有环境“{environment}”的凭据；没有发送任何请求。请在设置的“凭据”中填写 app_token 和 app_key。",
    "The keyring holds no credentials for the environment “{environment}”; no request was sent. "
    "Enter app_token and app_key under Credentials in the settings.",
)
_PASSPHRASE_NEEDED = Text(
    "本机记录由口令保护，需要先输入口令；没有发送任何请求。",
    "The records on this computer are protected by a passphrase, which must be given first; no request was "
    "sent.",
)
_WRONG_PASSPHRASE = Text(
    "口令不对；没有发送任何请求，记录没有改动。请再试一次。",
    "The passphrase is wrong; no request was sent and the records are as they were. Try again.",
)
_WRONG_AND_WAIT = Text(
    "口令不对；没有发送任何请求，记录没有改动。{seconds} 秒后可以再试。",
    "The passphrase is wrong; no request was sent and the records are as they were. Try again in {seconds} "
    "s.",
)
_TOO_EARLY = Text(
    "口令多次输错，{seconds} 秒后才能再试；这次没有核对，没有发送任何请求。",
    "After several wrong passphrases the next try is taken in {seconds} s. This one was not looked at; no "
    "request was sent.",
)
_DENIED = Text(
    "系统密钥环拒绝了本程序的访问，密钥无法保存或读取；没有发送任何请求。"
    "请在密钥环的管理程序中允许本程序访问后再试，或联系管理员；也可改用“仅本次会话”。",
    "The system keyring denied this program access, so keys can't be stored or read; no request was sent. "
    "Allow the program in the keyring's own manager and try again, or ask your administrator; or use the "
    "session-only mode.",
)
_BROKEN = Text(
    "系统密钥环报告错误，密钥无法保存或读取；没有发送任何请求。请重新登录系统后再试，或联系管理员。",
    "The system keyring reported an error, so keys can't be stored or read; no request was sent. Log in "
    "to the "
    "computer again and retry, or ask your administrator.",
)

_STATES: dict[VaultState, Text] = {
    VaultState.FOUND: Text("已保存在系统密钥环中", "Kept in the system keyring"),
    VaultState.MISSING: Text("尚未填写", "Not entered yet"),
    VaultState.LOCKED: Text("系统密钥环已锁定", "The system keyring is locked"),
    VaultState.NO_KEYRING: Text("没有可用的系统密钥环", "There is no system keyring"),
    VaultState.TIMEOUT: Text("系统密钥环没有回应", "The system keyring does not answer"),
    VaultState.DENIED: Text("系统密钥环拒绝访问", "The system keyring denies access"),
    VaultState.BROKEN: Text("密钥环中的内容无法识别", "What the keyring holds can't be read"),
    VaultState.SESSION: Text("仅保存在本次会话中", "Kept for this session only"),
}
