"""The vault: app_token and app_key of each environment, and the data key, in the OS keyring and nowhere else.

All methods block, up to a few times `timeout`, and are meant for worker threads. Nothing read is kept: each
call asks the keyring. There are two exceptions. The session-only mode keeps all in memory and forgets it at
the end. And where a passphrase seals the data key, the sealing key (never the passphrase) is kept from the
unlocking on, so that the data key can be changed without asking again.
"""

from __future__ import annotations

import json
import secrets
import threading

from realme_desktop.catalog.text import Text
from realme_desktop.config.credentials import SANDBOX_CREDENTIALS, Credentials
from realme_desktop.vault.errors import (
    CredentialsMissing,
    CredentialsRefused,
    KeyringBroken,
    PassphraseNeeded,
    PassphraseRefused,
    VaultError,
    VaultState,
    WrongPassphrase,
)
from realme_desktop.vault.guarded import GuardedKeyring
from realme_desktop.vault.sealed import SHORTEST_PASSPHRASE, NotSealed, Sealed, Sealer, is_sealed, normal

__all__ = ["DATA_KEY_BYTES", "SANDBOX", "SERVICE", "Vault"]

SERVICE = "realme-desktop"
DATA_KEY_BYTES = 32

# Its credentials are public and built in: they never touch the keyring.
SANDBOX = "sandbox"

_DATA_KEY = "data-key"
_NEXT_KEY = "data-key.next"
# Windows' credential store holds about 1,280 characters.
_LONGEST_ENTRY = 1_200


class Vault:
    """Keys by environment (its `key`), and the data key of the records. Thread-safe.

    `service` is the name under which the keyring files its entries.
    """

    def __init__(self, *, timeout: float = 5.0, session_only: bool = False, service: str = SERVICE) -> None:
        self.session_only = session_only
        self._keyring = GuardedKeyring(service, timeout)
        self._session: dict[str, str] = {}
        self._creating = threading.Lock()
        self._candidate: str | None = None
        self._next: str | None = None
        self._sealer: Sealer | None = None
        self._known: Sealed | None = None  # the data key's entry, as this program last saw it

    def backend_name(self) -> str:
        """The keyring in use, as it calls itself (for example "SecretService Keyring"), or "session"."""
        return "session" if self.session_only else self._keyring.name()

    # -- credentials --------------------------------------------------------------------------------------

    def credentials_state(self, env_key: str) -> VaultState:
        """What is there for the environment. Never raises a `VaultError`."""
        try:
            self.credentials(env_key)
        except VaultError as error:
            return error.state
        return VaultState.SESSION if self.session_only and env_key != SANDBOX else VaultState.FOUND

    def credentials(self, env_key: str) -> Credentials:
        """Raises `CredentialsMissing`, `NoKeyring`, `KeyringLocked`, `KeyringTimeout` or `KeyringBroken`."""
        if env_key == SANDBOX:
            return SANDBOX_CREDENTIALS
        text = self._get(_username(env_key))
        if text is None:
            raise CredentialsMissing(env_key)
        return _parse(env_key, text)

    def store(self, env_key: str, credentials: Credentials) -> None:
        """Store, replacing what was there, and read back to prove it. `CredentialsRefused` if they can't
        be.
        """
        if env_key == SANDBOX:
            raise CredentialsRefused(_SANDBOX_FIXED)
        if not credentials.complete:
            raise CredentialsRefused(_EMPTY)
        text = json.dumps(
            {"environment": env_key, "app_token": credentials.app_token, "app_key": credentials.app_key},
            ensure_ascii=False,
        )
        if len(text) > _LONGEST_ENTRY:
            raise CredentialsRefused(_TOO_LONG.format(length=len(text), most=_LONGEST_ENTRY))
        self._set(_username(env_key), text)
        if self._get(_username(env_key)) != text:
            raise KeyringBroken(_NOT_KEPT)

    def delete(self, env_key: str) -> None:
        """Remove the environment's credentials; it is no error if there are none."""
        if self.session_only or env_key != SANDBOX:
            self._remove(_username(env_key))

    # -- the data key -------------------------------------------------------------------------------------

    def existing_data_key(self) -> bytes | None:
        """The data key if there is one. `KeyringBroken` if the entry is there and is no key,
        `PassphraseNeeded` if it is sealed."""
        text = self._get(_DATA_KEY)
        return None if text is None else self._opened(text)

    def data_key(self) -> bytes:
        """The data key (32 bytes), made on first use and read back to prove that it was kept.

        An entry that can't be read is never overwritten: it may yet be repaired, and without it the records
        are lost. Whether a key may be made while records exist already is for the caller to ask, by
        `existing_data_key`.
        """
        with self._creating:
            found = self.existing_data_key()
            if found is not None:
                return found
            # The same candidate for every attempt: a call that timed out may still be carried out later, and
            # must not replace a key that came into use meanwhile.
            self._candidate = self._candidate or secrets.token_hex(DATA_KEY_BYTES)
            self._set(_DATA_KEY, self._candidate)
            kept = self.existing_data_key()
            if kept is None:
                raise KeyringBroken(_NOT_KEPT)
            self._candidate = None
            return kept

    def propose_data_key(self) -> bytes:
        """A new data key, kept beside the one in use and read back: the first step of changing it. Nothing is
        lost by never taking the next one."""
        with self._creating:
            # As above: a late call of an attempt that timed out must not replace the key of a later one.
            self._next = self._next or secrets.token_hex(DATA_KEY_BYTES)
            key = bytes.fromhex(self._next)
            self._put(_NEXT_KEY, key)
            return key

    def next_data_key(self) -> bytes | None:
        """The key that was proposed last, if any: after an interrupted change the records may be under it."""
        text = self._get(_NEXT_KEY)
        return None if text is None else self._opened(text)

    def confirm_data_key(self, key: bytes) -> None:
        """The records are under this key now; it takes the place of the one before. What was proposed stays
        where it is, being the same: nothing is removed that a late call might hit."""
        with self._creating:
            self._put(_DATA_KEY, key)
            self._next = None

    # -- the passphrase -----------------------------------------------------------------------------------

    @property
    def protected(self) -> bool:
        """A passphrase seals the data key, as far as this program has seen. Asks nobody."""
        return self._known is not None

    def is_sealed(self) -> bool:
        """Whether a passphrase seals the data key now. Asks the keyring."""
        text = self._get(_DATA_KEY)
        return text is not None and is_sealed(text)

    def unlock(self, passphrase: str, key: bytes | None = None) -> bytes:
        """The data key, by the passphrase; from now on the other methods have it. `WrongPassphrase`.

        With `key`, the data key of the records that are open, an entry that was put in the place of the
        sealed one opens nothing, and a keyring that can't be asked keeps nobody out: the entry as it was seen
        last is good, too.
        """
        if self._known is not None and key is not None:
            sealer = Sealer.of(passphrase, self._known)
            if sealer.open(self._known) == key:
                return key
        text = self._get(_DATA_KEY)
        if text is None:
            raise KeyringBroken(_KEY_GARBLED, "the sealed data key is gone")
        if not is_sealed(text):  # somebody who has the passphrase took it off
            found = _parse_key(text)
            if key is not None and found != key:
                raise KeyringBroken(_KEY_GARBLED, "another data key")
            return found
        sealed = _parse_sealed(text)
        sealer = Sealer.of(passphrase, sealed)
        opened = sealer.open(sealed)
        if opened is None or (key is not None and opened != key):
            raise WrongPassphrase
        self._sealer, self._known = sealer, sealed
        self._seal_leftover(sealer)
        return opened

    def _seal_leftover(self, sealer: Sealer) -> None:
        """The second key is as secret as the first; whoever set the passphrase may have been killed between
        the two."""
        text = self._get(_NEXT_KEY)
        if text is not None and not is_sealed(text):
            self._write(_NEXT_KEY, str(sealer.seal(_parse_key(text))))

    def protect(self, passphrase: str, key: bytes) -> None:
        """Seal the data key of the records, `key`, under a passphrase, in place of the one before if any.
        `PassphraseRefused` for one that is too short. Killed in between, the old or the new one is good."""
        if len(normal(passphrase)) < SHORTEST_PASSPHRASE:
            raise PassphraseRefused(_SHORT_PASSPHRASE.format(least=SHORTEST_PASSPHRASE))
        sealer = Sealer(passphrase)
        with self._creating:
            sealed = sealer.seal(key)
            self._write(_DATA_KEY, str(sealed))
            self._sealer, self._known = sealer, sealed
            self._replace_next(str(sealer.seal(key)))

    def unprotect(self, key: bytes) -> None:
        """Take the passphrase off: the keyring holds the data key as it is."""
        with self._creating:
            self._write(_DATA_KEY, key.hex())
            self._sealer = self._known = None
            self._replace_next(key.hex())

    def forget_passphrase(self) -> str | None:
        """A person's decision where the passphrase is lost: the sealed key goes to an entry of its own, which
        is returned, so that a new key can be made. Nothing is deleted but what is kept there. None if nothing
        is sealed."""
        with self._creating:
            text = self._get(_DATA_KEY)
            if text is None or not is_sealed(text):
                return None
            name = f"{_DATA_KEY}.kept-{secrets.token_hex(4)}"
            self._write(name, text)
            self._remove(_DATA_KEY)
            self._remove(_NEXT_KEY)
            self._sealer = self._known = None
            self._candidate = self._next = None
            return name

    def _replace_next(self, text: str) -> None:
        """What was proposed last is of no use any more; it must not stay as it was."""
        self._next = None
        if self._get(_NEXT_KEY) is not None:
            self._write(_NEXT_KEY, text)

    def _opened(self, text: str) -> bytes:
        if not is_sealed(text):
            return _parse_key(text)
        sealed = _parse_sealed(text)
        key = self._sealer.open(sealed) if self._sealer is not None else None
        if key is None:
            raise PassphraseNeeded
        return key

    def _put(self, username: str, key: bytes) -> None:
        """Keep a key the way the data key is kept now: another program may have set a passphrase, or another
        one, since this one was started."""
        text = self._get(_DATA_KEY)
        if text is None or not is_sealed(text):
            self._write(username, key.hex())
            return
        if self._sealer is None or self._sealer.open(_parse_sealed(text)) is None:
            raise PassphraseNeeded
        sealed = self._sealer.seal(key)
        self._write(username, str(sealed))
        if username == _DATA_KEY:
            self._known = sealed

    # -- where it is kept ---------------------------------------------------------------------------------

    def _get(self, username: str) -> str | None:
        return self._session.get(username) if self.session_only else self._keyring.get(username)

    def _write(self, username: str, text: str) -> None:
        """Keep it, and read it back to prove it."""
        self._set(username, text)
        if self._get(username) != text:
            raise KeyringBroken(_NOT_KEPT)

    def _remove(self, username: str) -> None:
        if self.session_only:
            self._session.pop(username, None)
        else:
            self._keyring.delete(username)

    def _set(self, username: str, text: str) -> None:
        if self.session_only:
            self._session[username] = text
        else:
            self._keyring.set(username, text)


def _username(env_key: str) -> str:
    return f"credentials.{env_key}"


def _parse(env_key: str, text: str) -> Credentials:
    try:
        entry = json.loads(text)
    except (ValueError, RecursionError):
        entry = None
    if not isinstance(entry, dict):
        raise KeyringBroken(_GARBLED.format(environment=env_key), "not a JSON object")
    token, key = entry.get("app_token"), entry.get("app_key")
    if not isinstance(token, str) or not isinstance(key, str) or not token or not key:
        raise KeyringBroken(_GARBLED.format(environment=env_key), "app_token or app_key missing")
    if entry.get("environment") != env_key:
        raise KeyringBroken(_SWAPPED.format(environment=env_key), "entry of another environment")
    return Credentials(app_token=token, app_key=key)


def _parse_key(text: str) -> bytes:
    try:
        key = bytes.fromhex(text)
    except ValueError:
        key = b""
    if len(key) != DATA_KEY_BYTES:
        raise KeyringBroken(_KEY_GARBLED, "data key is not 64 hexadecimal digits")
    return key


def _parse_sealed(text: str) -> Sealed:
    try:
        return Sealed.parse(text)
    except NotSealed:
        raise KeyringBroken(_KEY_GARBLED, "the sealed data key makes no sense") from None


_GARBLED = Text(
    "密钥环中环境“{environment}”的凭据无法识别，可能被其他程序改动过；没有发送任何请求。"
    "请在设置的“凭据”中重新填写。",
    "What the keyring holds for the environment “{environment}” can't be read; another program may have "
    "changed it. "
    "No request was sent. Enter the credentials again under Credentials in the settings.",
)
_SWAPPED = Text(
    "密钥环中环境“{environment}”的凭据属于另一个环境，可能被调换过；没有发送任何请求。"
    "请在设置的“凭据”中重新填写。",
    "What the keyring holds for the environment “{environment}” belongs to another environment; it may "
    "have been "
    "swapped. No request was sent. Enter the credentials again under Credentials in the settings.",
)
_KEY_GARBLED = Text(
    "密钥环中的数据密钥无法识别，本机记录打不开；密钥和记录都原样保留，没有发送任何请求。"
    "请恢复密钥环的备份，或联系管理员。",
    "The data key in the keyring can't be read, so the records on this computer can't be opened. Key "
    "and records are "
    "left as they are; no request was sent. Restore the keyring from a backup, or ask your administrator.",
)
_NOT_KEPT = Text(
    "系统密钥环没有保存刚才写入的内容；没有发送任何请求。请重新登录系统后再试，或改用“仅本次会话”。",
    "The system keyring did not keep what was just stored; no request was sent. Log in to the computer "
    "again and "
    "retry, or use the session-only mode.",
)
_SHORT_PASSPHRASE = Text(
    "口令太短，至少要 {least} 个字符；没有改动。",
    "The passphrase is too short: at least {least} characters are needed. Nothing was changed.",
)
_TOO_LONG = Text(
    "凭据太长（{length} 个字符，最多 {most} 个），密钥环可能装不下，没有保存。请检查是否粘贴了多余的内容。",
    "The credentials are too long ({length} characters, at most {most}) for a keyring and were not "
    "stored. See "
    "whether something else was pasted along.",
)
_EMPTY = Text(
    "app_token 和 app_key 都要填写；没有保存。",
    "Both app_token and app_key are needed; nothing was stored.",
)
_SANDBOX_FIXED = Text(
    "沙箱使用内置的测试凭据，无需也不能另行保存。",
    "The sandbox uses built-in test credentials; none need to be stored, and none can be.",
)
