"""Private folders, whole files, and addresses that may be talked to."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from realme_desktop.config.addresses import base_problem, is_loopback
from realme_desktop.config.credentials import SANDBOX_CREDENTIALS, Credentials
from realme_desktop.config.paths import Paths, private_folder, write_private

posix = pytest.mark.skipif(os.name != "posix", reason="modes of POSIX")


def test_everything_lies_in_the_data_directory(tmp_path: Path) -> None:
    paths = Paths(tmp_path / "d")
    for path in (paths.database, paths.environments, paths.settings, paths.log_dir):
        assert path.is_relative_to(tmp_path / "d")


def test_the_site_directory_can_be_moved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert Paths(tmp_path).site_dir.is_absolute()
    monkeypatch.setenv("REALME_DESKTOP_SITE_DIR", str(tmp_path / "site"))
    assert Paths(tmp_path).site_dir == tmp_path / "site"
    assert Paths(tmp_path, site_dir=tmp_path / "other").site_environments.parent == tmp_path / "other"


def test_the_platforms_directories(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    paths = Paths()
    assert paths.data_dir.name == "realme-desktop"
    assert not paths.data_dir.exists()


@posix
def test_folders_are_private(tmp_path: Path) -> None:
    paths = Paths(tmp_path / "a" / "b")
    previous = os.umask(0o000)
    try:
        paths.ensure()
    finally:
        os.umask(previous)
    assert paths.data_dir.stat().st_mode & 0o777 == 0o700
    assert paths.log_dir.stat().st_mode & 0o777 == 0o700
    paths.data_dir.chmod(0o755)
    paths.ensure()
    assert paths.data_dir.stat().st_mode & 0o777 == 0o700
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError):
        private_folder(tmp_path / "file")


@posix
def test_a_file_is_replaced_as_a_whole(tmp_path: Path) -> None:
    target = tmp_path / "d" / "settings.toml"
    write_private(target, b"one")
    write_private(target, b"two")
    assert target.read_bytes() == b"two"
    assert target.stat().st_mode & 0o777 == 0o600
    blocked = tmp_path / "d" / "blocked"
    blocked.mkdir()
    with pytest.raises(OSError):
        write_private(blocked, b"x")
    assert sorted(path.name for path in (tmp_path / "d").iterdir()) == ["blocked", "settings.toml"]


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.8.7", "::1", "localhost"])
def test_this_computer(host: str) -> None:
    assert is_loopback(host)
    assert base_problem(f"http://{f'[{host}]' if ':' in host else host}:8000/api") is None


@pytest.mark.parametrize(
    "host", ["127.1", "0x7f.0.0.1", "10.0.0.1", "localhost.evil.example", "0.0.0.0", "realme"]
)
def test_not_surely_this_computer(host: str) -> None:
    assert not is_loopback(host)
    assert base_problem(f"http://{host}/api") is not None
    assert base_problem(f"https://{host}/api") is None


@pytest.mark.parametrize(
    "base",
    ["http://127.0.0.1@evil.example/", "http://evil.example#127.0.0.1", "http://127.0.0.1\\@evil.example/",
     "http://127.0.0.1 .evil.example", "HTTPS://user@h/", "https://h/#", "https://h?", "https://h:0/", "https://[/"],
)  # fmt: skip
def test_tricks_with_addresses(base: str) -> None:
    assert base_problem(base) is not None


def test_credentials_hide_their_key() -> None:
    assert "123456" not in repr(SANDBOX_CREDENTIALS)
    assert SANDBOX_CREDENTIALS.complete
    assert not Credentials("token", "").complete
    assert Credentials("a", "b") == Credentials("a", "b")
