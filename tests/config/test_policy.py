"""The deployer's policy: what it decides is in force, and a wrong or doubtful one loosens nothing."""

from __future__ import annotations

import os
import struct
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from realme_desktop.catalog.registry import SERVICES, by_segment, in_group
from realme_desktop.config.account import os_account
from realme_desktop.config.environments import EnvironmentKind, load_environments, save_environment
from realme_desktop.config.paths import Paths
from realme_desktop.config.policy import load_policy
from realme_desktop.config.policy_keys import POLICY_KEYS
from realme_desktop.config.problems import ConfigError
from realme_desktop.config.settings import SETTINGS, SettingRefused, Settings

posix = pytest.mark.skipif(os.name != "posix", reason="owners and modes are POSIX")
as_root = pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs another owner")

FULL = """
[settings]
retention.pictures_days = 7
report.pictures = false
[environments]
allowed = ["sandbox", "production"]
own = false
[environments.production]
base = "https://gateway.example/realme"
timeouts = { read = 45 }
[network]
proxy = "http://proxy.office.example:8080"
[thresholds]
default = 70
picturematch = 85
[services]
hidden = ["risk", 109]
[roles.compliance]
accounts = ["OFFICE\\\\li.na"]
[consent]
groups = ["face", "ocr"]
kinds = ["production", "sandbox"]
[purpose]
choices = ["贷款审批", "开户"]
"""


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    made = Paths(tmp_path / "data", site_dir=tmp_path / "site")
    made.ensure()
    made.site_dir.mkdir(mode=0o755)
    return made


def lay(paths: Paths, text: str) -> None:
    paths.policy.write_text(text, encoding="utf-8")
    paths.policy.chmod(0o644)


def test_without_a_file_only_what_is_built_in_holds(paths: Paths) -> None:
    policy = load_policy(paths)
    assert policy.trusted and policy.sees_everything and not policy.purposes
    assert policy.needs_consent(by_segment("picturematch"), EnvironmentKind.PRODUCTION)
    assert not policy.needs_consent(by_segment("picturematch"), EnvironmentKind.INTEGRATION)
    assert not policy.needs_consent(by_segment("namecheck"), EnvironmentKind.PRODUCTION)


def test_what_it_says_is_in_force_and_locked(paths: Paths) -> None:
    lay(paths, FULL)
    paths.settings.write_text("retention.pictures_days = 900\n", encoding="utf-8")
    paths.settings.chmod(0o600)
    settings = Settings.load(paths)
    assert settings.policy.trusted, settings.policy.problems
    assert settings.get("retention.pictures_days") == 7 and settings.is_locked("retention.pictures_days")
    assert settings.lock_reason("retention.pictures_days") is not None
    assert settings.lock_reason("language") is None
    with pytest.raises(SettingRefused):
        settings.set("report.pictures", True)
    found = load_environments(paths)
    assert [env.key for env in found] == ["sandbox", "production"]
    production = found.get("production")
    assert production.base == "https://gateway.example/realme"
    assert production.proxy == "http://proxy.office.example:8080"
    assert production.threshold_for("picturematch") == 85 and production.threshold_for("namecheck") == 70
    assert production.locked >= {"base", "proxy", "thresholds", "default_threshold", "timeouts"}
    assert not found.problems_of("production")
    assert found.get("sandbox").proxy == "none"  # nothing of ours goes through an office's proxy
    with pytest.raises(ConfigError):
        save_environment(paths, _own())


def _own():  # type: ignore[no-untyped-def]
    from dataclasses import replace

    from realme_desktop.config.environments import PRESETS

    return replace(PRESETS["production"], key="branch", base="https://other.example")


def test_services_by_role(paths: Paths) -> None:
    lay(paths, FULL)
    clerk, officer = load_policy(paths, "wang"), load_policy(paths, "Li.Na")
    aml = {service.segment for service in in_group("risk")}
    assert aml and not aml & clerk.visible
    assert aml <= officer.visible and officer.sees_everything
    assert {s.number for s in SERVICES if s.segment not in clerk.visible} >= {109}
    assert [s.segment for s in clerk.services()] == [
        s.segment for s in SERVICES if s.segment in clerk.visible
    ]


def test_the_operator_is_the_account_and_a_name(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LOGNAME", "USER", "USERNAME"):
        monkeypatch.setenv(name, "somebody-else")
    settings = Settings.load(paths)
    assert settings.operator == os_account() != "somebody-else"
    settings.set("operator", "张三")
    assert settings.operator == f"张三 ({os_account()})"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[settings]\nretention.picture_days = 7\n", 2),
        ("[settings]\nretention.pictures_days = -1\n", 2),
        ("[services]\nvisibel = ['risk']\n", 2),
        ("[services]\nvisible = ['nonsense']\n", 2),
        ("\n[thresholds]\nnothing = 7\n", 3),
        ("[thresholds]\ndefault = 101\n", 2),
        ("[environments.production]\nbase_url = 'https://a.example'\n", 2),
        ("[environments.production]\nlocked = true\n", 2),
        ("[environments]\nallowed = []\n", 2),
        ("[purpose]\nchoices = ['a', 'a']\n", 2),
        ("[roles.clerk]\nvisible = ['face']\n", 1),
        ("settings = 3\n", 1),
        ("[network]\nproxy = 'http://user:pw@proxy.example'\n", 2),
        ("[broken\n", 1),
        ("a = 'x'\n", 1),
    ],
)
def test_a_mistake_has_a_line_and_loosens_nothing(paths: Paths, text: str, line: int) -> None:
    lay(paths, text)
    settings, found = Settings.load(paths), load_environments(paths)
    assert not settings.policy.trusted
    assert settings.policy.problems[0].line == line
    for env in found:
        assert bool(found.problems_of(env.key)) == env.real
    for setting in SETTINGS:
        if setting.strict is not None:
            assert settings.get(setting.key) == setting.strict and settings.is_locked(setting.key)
            assert settings.lock_reason(setting.key) is not None


def test_what_is_right_in_a_wrong_policy_stays_in_force(paths: Paths) -> None:
    lay(paths, FULL + "\n[nonsense]\na = 1\n")
    settings = Settings.load(paths)
    assert not settings.policy.trusted
    assert settings.get("retention.pictures_days") == 7
    assert not {service.segment for service in in_group("risk")} & settings.policy.visible
    assert settings.policy.purposes == ("贷款审批", "开户")


@posix
@pytest.mark.parametrize("mode", [0o666, 0o646, 0o602])
def test_a_policy_that_others_can_write_is_refused(paths: Paths, mode: int) -> None:
    lay(paths, "[services]\nvisible = ['all']\n")
    paths.policy.chmod(mode)
    refused(paths)


@posix
def test_a_policy_in_a_folder_that_others_can_write_is_refused(paths: Paths) -> None:
    lay(paths, "[services]\nvisible = ['all']\n")
    paths.site_dir.chmod(0o777)
    refused(paths)


@pytest.mark.skipif(sys.platform != "linux", reason="access lists as Linux keeps them")
def test_a_policy_that_an_access_list_lets_others_write_is_refused(paths: Paths) -> None:
    """Owner, group and mode look like the administrator's alone."""
    lay(paths, "[services]\nvisible = ['all']\n")
    read, write, nobody = 4, 6, 0xFFFFFFFF
    entries = [
        (1, write, nobody),
        (2, write, 65534),
        (4, read, nobody),
        (16, write, nobody),
        (32, read, nobody),
    ]
    access = struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *entry) for entry in entries)
    try:
        os.setxattr(paths.policy, "system.posix_acl_access", access)
    except OSError:
        pytest.skip("this file system keeps no access lists")
    assert paths.policy.stat().st_mode & 0o777 == 0o664
    refused(paths)


@as_root
def test_a_policy_of_another_account_is_refused(paths: Paths) -> None:
    lay(paths, "[services]\nvisible = ['all']\n")
    os.chown(paths.policy, 65534, 65534)
    words = refused(paths)
    assert "nobody" in words or "65534" in words


@as_root
def test_files_of_environments_and_settings_of_another_account_are_refused(paths: Paths) -> None:
    for file in (paths.environments, paths.settings, paths.site_environments, paths.site_settings):
        table = "[production]\nbase = 'https://evil.example'\n" if "environments" in file.name else "x = 1\n"
        file.write_text(table, encoding="utf-8")
        for owner, mode in ((65534, 0o600), (0, 0o666)):
            os.chown(file, owner, owner)
            file.chmod(mode)
            settings, found = Settings.load(paths), load_environments(paths)
            assert found.get("production").base != "https://evil.example"
            problems = settings.problems if "settings" in file.name else found.problems_of("production")
            assert [problem.file for problem in problems] == [file]
        file.unlink()


def refused(paths: Paths) -> str:
    settings, found = Settings.load(paths), load_environments(paths)
    assert not settings.policy.trusted and found.problems_of("production")
    assert not found.problems_of("sandbox")
    return settings.policy.problems[0].words.en


def test_no_variable_leads_past_the_policy(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from realme_desktop.config import paths as module

    official, other = tmp_path / "official", tmp_path / "other"
    official.mkdir()
    monkeypatch.setattr(module, "_platform_site_dir", lambda: official)
    monkeypatch.setenv("REALME_DESKTOP_SITE_DIR", str(other))
    assert Paths(tmp_path).site_dir == other
    (official / "policy.toml").write_text("")
    assert Paths(tmp_path).policy == official / "policy.toml"


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    [part for key in POLICY_KEYS for part in key.path.split(".")] + ["settings", "x"]
                ),
                inner,
                max_size=4,
            )
        ),
        max_leaves=12,
    )
)
def test_whatever_it_holds_it_never_raises(tmp_path_factory: pytest.TempPathFactory, value: object) -> None:
    import tomli_w

    if not isinstance(value, dict):
        value = {"services": value}
    folder = tmp_path_factory.mktemp("site")
    try:
        text = tomli_w.dumps(value)
    except TypeError:  # TOML has no null
        return
    paths = Paths(folder / "data", site_dir=folder)
    lay(paths, text)
    Settings.load(paths)
    load_environments(paths)


def test_every_key_is_declared_with_words() -> None:
    seen = set()
    for key in POLICY_KEYS:
        assert key.path not in seen and key.help.zh.endswith("。") and key.help.en.endswith(".")
        seen.add(key.path)
        assert key.check(object()) is not None
