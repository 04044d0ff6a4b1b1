"""The OS keyring behind a time limit.

A D-Bus call to a keyring can hang for ever: behind an unlock prompt that nobody sees, or on a dead daemon.
So each call runs in a daemon thread of its own, which neither occupies a worker thread nor keeps the program
from quitting.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeout
from typing import TYPE_CHECKING, TypeVar

from realme_desktop.vault.errors import (
    KeyringBroken,
    KeyringDenied,
    KeyringLocked,
    KeyringTimeout,
    NoKeyring,
    VaultError,
)

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

__all__ = ["GuardedKeyring"]

T = TypeVar("T")

_MOST_HANGING = 4


class GuardedKeyring:
    """get, set and delete of one service in the OS keyring; each raises a `VaultError` and ends within
    `timeout` seconds (twice that, if earlier calls still hang)."""

    def __init__(self, service: str, timeout: float) -> None:
        self._service = service
        self._timeout = timeout
        self._slots = threading.BoundedSemaphore(_MOST_HANGING)

    def get(self, username: str) -> str | None:
        return self._call(lambda: _backend().get_password(self._service, username))

    def set(self, username: str, value: str) -> None:
        self._call(lambda: _backend().set_password(self._service, username, value))

    def delete(self, username: str) -> None:
        """Missing is as good as deleted."""

        def remove() -> None:
            from keyring.errors import PasswordDeleteError

            backend = _backend()
            try:
                backend.delete_password(self._service, username)
            except PasswordDeleteError:
                # Backends raise it for "not there" and for "may not" alike.
                if backend.get_password(self._service, username) is not None:
                    raise

        self._call(remove)

    def name(self) -> str:
        return self._call(lambda: str(_backend().name))

    def _call(self, work: Callable[[], T]) -> T:
        if not self._slots.acquire(timeout=self._timeout):
            raise KeyringTimeout(self._timeout)
        future: Future[T] = Future()

        def run() -> None:
            try:
                future.set_result(work())
            except BaseException as error:  # noqa: BLE001 - raised again in the thread that waits
                future.set_exception(error)
            finally:
                self._slots.release()

        threading.Thread(target=run, name="keyring", daemon=True).start()
        try:
            return future.result(self._timeout)
        except FutureTimeout as error:
            if future.done():
                raise _translated(error) from error
            raise KeyringTimeout(self._timeout) from None
        except VaultError:
            raise
        except Exception as error:
            raise _translated(error) from error


def _backend() -> KeyringBackend:
    """The keyring to use; `NoKeyring` for those that keep nothing, or keep it readable in a file."""
    import keyring
    from keyring.backends.chainer import ChainerBackend

    backend = keyring.get_keyring()
    candidates = list(backend.backends) if isinstance(backend, ChainerBackend) else [backend]
    for candidate in candidates:
        module = type(candidate).__module__
        if module not in ("keyring.backends.fail", "keyring.backends.null") and not module.startswith(
            "keyrings.alt"
        ):
            return candidate
    raise NoKeyring(type(backend).__module__)


def _translated(error: Exception) -> VaultError:
    """A backend's exception as ours. Only its type goes into the log: its text may quote what was stored."""
    from keyring import errors

    kind = f"{type(error).__module__}.{type(error).__qualname__}"
    if isinstance(error, errors.NoKeyringError):
        return NoKeyring(kind)
    if isinstance(error, errors.KeyringLocked | errors.InitError):
        return KeyringLocked(kind)
    # The Secret Service backend lets the exceptions of its own library through.
    secret = sys.modules.get("secretstorage.exceptions")
    if secret is not None:
        if isinstance(error, secret.SecretServiceNotAvailableException):
            return NoKeyring(kind)
        if isinstance(error, secret.LockedException | secret.PromptDismissedException):
            return KeyringLocked(kind)
    if _says_denied(error):
        return KeyringDenied(kind)
    return KeyringBroken(detail=kind)


_ACCESS_DENIED = 5  # of Windows


def _says_denied(error: BaseException | None) -> bool:
    """Each system in its own words: an OSError, a code of Windows, the name of a D-Bus error. Backends wrap
    them in errors of their own."""
    for _ in range(5):
        if error is None:
            return False
        name = str(getattr(error, "name", "") or getattr(error, "_dbus_error_name", ""))
        if isinstance(error, PermissionError) or getattr(error, "winerror", None) == _ACCESS_DENIED:
            return True
        if name.endswith(".AccessDenied"):
            return True
        error = error.__cause__ or error.__context__
    return False
