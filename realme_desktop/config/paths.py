"""Where the console keeps things. One function makes private folders, so that none is forgotten."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

__all__ = ["Paths", "private_folder", "write_private"]

APP = "realme-desktop"
SITE_DIR_VARIABLE = "REALME_DESKTOP_SITE_DIR"
POLICY = "policy.toml"


class Paths:
    """The files of one data directory, and the directory of whoever deployed the console.

    Without `data_dir` both follow the platform's custom. The site directory is only ever read. The variable
    `REALME_DESKTOP_SITE_DIR` moves it, unless there is a policy in the platform's own: who may set variables
    must not get round it. `moved`: the site directory is not the platform's.
    """

    __slots__ = ("data_dir", "moved", "site_dir")

    def __init__(self, data_dir: Path | str | None = None, *, site_dir: Path | str | None = None) -> None:
        self.data_dir = _absolute(data_dir) if data_dir is not None else _platform_data_dir()
        if site_dir is None:
            site_dir = os.environ.get(SITE_DIR_VARIABLE) or None
            if site_dir is not None and os.path.lexists(_platform_site_dir() / POLICY):
                site_dir = None
        self.moved = site_dir is not None
        self.site_dir = _absolute(site_dir) if site_dir is not None else _platform_site_dir()

    @property
    def database(self) -> Path:
        return self.data_dir / "records.db"

    @property
    def environments(self) -> Path:
        return self.data_dir / "environments.toml"

    @property
    def settings(self) -> Path:
        return self.data_dir / "settings.toml"

    @property
    def log_dir(self) -> Path:
        return self.data_dir / "logs"

    @property
    def site_environments(self) -> Path:
        return self.site_dir / "environments.toml"

    @property
    def site_settings(self) -> Path:
        return self.site_dir / "settings.toml"

    @property
    def policy(self) -> Path:
        return self.site_dir / POLICY

    def ensure(self) -> None:
        """Make the folders, for nobody but their owner, and take from others what an earlier run, another
        program or a copy left open to them. Raises OSError where the disk refuses."""
        private_folder(self.data_dir)
        private_folder(self.log_dir)
        if os.name == "posix":
            for folder in (self.data_dir, self.log_dir):
                for file in folder.iterdir():
                    _close_to_others(file)

    def __repr__(self) -> str:
        return f"Paths({str(self.data_dir)!r}, site_dir={str(self.site_dir)!r})"


def _absolute(path: Path | str) -> Path:
    return Path(path).expanduser().absolute()


def _platform_data_dir() -> Path:
    import platformdirs

    return platformdirs.user_data_path(APP, appauthor=False)


def _platform_site_dir() -> Path:
    """Where only an administrator writes, and no variable of a user's session leads elsewhere."""
    if sys.platform == "win32":
        return _program_data() / APP
    if sys.platform == "darwin":
        return Path("/Library/Application Support") / APP
    return Path("/etc") / APP  # where a .deb lays its conffiles; platformdirs would say /etc/xdg


def _program_data() -> Path:
    if sys.platform == "win32":
        import winreg

        where = r"SOFTWARE\Microsoft\Windows\CurrentVersion\Explorer\Shell Folders"
        try:
            with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, where) as key:
                return Path(str(winreg.QueryValueEx(key, "Common AppData")[0]))
        except OSError:
            pass
    return Path("C:/ProgramData")


def private_folder(path: Path) -> Path:
    """Make the folder (and its parents) with mode 0700; tighten it if it is there and is ours.

    A folder that belongs to somebody else stays as it is: `chmod` would fail, and using it is the caller's
    decision. On Windows a new folder gets an access list of its own: a profile is private, but
    `--data-dir` may lead anywhere.
    """
    made = sys.platform == "win32" and not path.exists()
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    if made:
        from realme_desktop.config.windows_acl import make_private

        make_private(path)
    if os.name == "posix":
        status = path.stat()
        if status.st_uid == os.geteuid() and status.st_mode & 0o077:
            path.chmod(0o700)
    return path


def _close_to_others(file: Path) -> None:
    try:
        status = file.lstat()
        if stat.S_ISREG(status.st_mode) and status.st_uid == os.geteuid() and status.st_mode & 0o077:
            file.chmod(0o600)
    except FileNotFoundError:  # gone meanwhile
        return


def write_private(path: Path, data: bytes) -> None:
    """Replace a file's content as a whole or not at all, readable by its owner only (0600).

    Raises OSError; then the old file is as it was. The temporary file lies beside the target, so that the
    rename never crosses a file system.
    """
    import tempfile  # here: the first paint writes nothing

    private_folder(path.parent)
    # A name of its own for each call: two threads may save at once, and the later rename wins as a whole.
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".new", dir=path.parent)  # mode 0600
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
