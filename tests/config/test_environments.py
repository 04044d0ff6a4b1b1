"""environments.toml, from what is built in to nonsense on a real disk."""

from __future__ import annotations

import os
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from realme_desktop.catalog.registry import by_segment
from realme_desktop.catalog.text import Text
from realme_desktop.config.environments import (
    FIELDS,
    PRESETS,
    Environment,
    EnvironmentKind,
    Environments,
    SigningSettings,
    Timeouts,
    check_environment,
    delete_environment,
    load_environments,
    save_environment,
)
from realme_desktop.config.paths import Paths
from realme_desktop.config.problems import ConfigError


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return Paths(tmp_path / "data", site_dir=tmp_path / "site")


def load(paths: Paths, mine: str = "", site: str = "") -> Environments:
    for path, text in ((paths.environments, mine), (paths.site_environments, site)):
        if text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return load_environments(paths)


def places(found: Environments) -> list[tuple[str, str, int | None]]:
    return [(p.key, p.file.parent.name if p.file else "", p.line) for p in found.problems]


def test_without_files_there_are_the_presets(paths: Paths) -> None:
    found = load(paths)
    assert [env.key for env in found] == ["sandbox", "integration", "production"]
    assert found.problems == ()
    assert found.get("production").base == "https://realme.cloudpnr.com/api/realme"
    assert found.get("integration").base == "https://mertest.cloudpnr.com/realme-api"
    assert found.get("integration").headers == {"env": "test"}
    assert found.get("production").headers == {}, "errata 2: never sent to production"
    assert [env.real for env in found] == [False, True, True]
    assert not paths.data_dir.exists(), "reading makes nothing"
    with pytest.raises(KeyError):
        found.get("nowhere")
    assert "sandbox" in found
    assert "nowhere" not in found


@pytest.mark.parametrize("key", PRESETS)
def test_presets_are_right(key: str) -> None:
    assert check_environment(PRESETS[key]) == ()


def test_thresholds_and_result_paths() -> None:
    env = replace(
        PRESETS["production"],
        thresholds={"picturematch": 75.0},
        result_paths={"idcardcheck": "/v3/checkresult"},
        default_threshold=55.0,
    )
    assert (env.threshold_for("picturematch"), env.threshold_for("namecheck")) == (75, 55)
    assert PRESETS["production"].threshold_for("namecheck") == 60
    assert env.result_path_for(by_segment("idcardcheck")) == "/v3/checkresult"
    assert env.result_path_for(by_segment("cardcheck")) == "/v4/checkresult"
    assert env.result_path_for(None) == "/v4/checkresult"


EVERYTHING = """
[integration]
title = "测试"
base = "https://gateway.example/realme/"
signing_base = "http://realme.internal/api"
headers = { env = "test", X-Branch = "7" }
signing = { url_encoding = "rfc3986", scope = "whole", hex_case = "upper", pictures = "md5" }
timeouts = { connect = 5, read = 60 }
proxy = "socks://10.0.0.1:1080"
ca_file = "CA"
notify_url = "https://bank.example/notify"
picture_prefix = true
result_paths = { idcardcheck = "/v3/checkresult" }
thresholds = { picturematch = 70 }
default_threshold = 65
notification_reply = "OK"

[branch]
kind = "production"
title = { zh = "分行", en = "Branch" }
base = "https://branch.example/realme"
"""


def test_everything_can_be_said(paths: Paths, tmp_path: Path) -> None:
    ca = tmp_path / "ca.pem"
    ca.write_text("x")
    found = load(paths, EVERYTHING.replace("CA", ca.as_posix()))
    assert found.problems == ()
    assert found.get("integration") == Environment(
        key="integration",
        title=Text("测试", "测试"),
        kind=EnvironmentKind.INTEGRATION,
        base="https://gateway.example/realme",
        signing_base="http://realme.internal/api",
        headers={"env": "test", "X-Branch": "7"},
        signing=SigningSettings(url_encoding="rfc3986", scope="whole", hex_case="upper", pictures="md5"),
        timeouts=Timeouts(connect=5, read=60, write=60),
        proxy="socks://10.0.0.1:1080",
        ca_file=ca,
        notify_url="https://bank.example/notify",
        picture_prefix=True,
        result_paths={"idcardcheck": "/v3/checkresult"},
        thresholds={"picturematch": 70.0},
        default_threshold=65.0,
        notification_reply="OK",
    )
    branch = found.get("branch")
    assert (branch.kind, branch.title.en, branch.real, branch.preset) == (
        EnvironmentKind.PRODUCTION, "Branch", True, False,
    )  # fmt: skip


def test_what_is_saved_loads_the_same(paths: Paths, tmp_path: Path) -> None:
    ca = tmp_path / "ca.pem"
    ca.write_text("x")
    first = load(paths, EVERYTHING.replace("CA", ca.as_posix()))
    saved = Paths(tmp_path / "other", site_dir=tmp_path / "none")
    for env in first:
        save_environment(saved, env)
    assert load_environments(saved) == first
    text = saved.environments.read_text(encoding="utf-8")
    assert "[production]" not in text, "what is built in is not written"
    assert "kind" not in tomllib.loads(text)["integration"]


@pytest.mark.skipif(os.name != "posix", reason="modes of POSIX")
def test_the_file_is_private(paths: Paths) -> None:
    save_environment(paths, replace(PRESETS["production"], proxy="none"))
    assert paths.environments.stat().st_mode & 0o777 == 0o600
    assert paths.data_dir.stat().st_mode & 0o777 == 0o700
    assert list(paths.data_dir.iterdir()) == [paths.environments]


def test_deleting(paths: Paths) -> None:
    load(paths, '[production]\nproxy = "none"\n[own]\nkind = "production"\nbase = "https://h"\n')
    delete_environment(paths, "own")
    assert "own" not in load_environments(paths)
    delete_environment(paths, "production")
    assert load_environments(paths).get("production") == PRESETS["production"]
    delete_environment(paths, "never-there")


def test_the_running_sandboxs_address_is_not_kept(paths: Paths) -> None:
    running = replace(PRESETS["sandbox"], base="http://127.0.0.1:40123/api/realme", default_threshold=70)
    save_environment(paths, running)
    again = load_environments(paths).get("sandbox")
    assert (again.base, again.default_threshold) == ("", 70)


# --- the deployer's file -----------------------------------------------------------------------------------


def test_the_site_file_is_below_the_operators(paths: Paths) -> None:
    found = load(
        paths,
        mine='[production]\nproxy = "none"\n[mine]\nkind = "integration"\nbase = "https://m"\n',
        site='[production]\nproxy = "http://p:1"\ndefault_threshold = 80\n'
        '[house]\nkind = "production"\nbase = "https://h"\n',
    )
    assert found.problems == ()
    production = found.get("production")
    assert (production.proxy, production.default_threshold) == ("none", 80)
    assert [env.key for env in found] == ["sandbox", "integration", "production", "house", "mine"]
    assert found.get("house").title == Text("house", "house")


def test_locked_fields_win(paths: Paths) -> None:
    found = load(
        paths,
        mine='[production]\nproxy = "none"\nbase = "https://evil.example"\nheaders = {}\n',
        site='[production]\nbase = "https://house.example"\nheaders = {}\nlocked = ["base", "headers"]\n',
    )
    production = found.get("production")
    assert (production.base, production.proxy) == ("https://house.example", "none")
    assert production.locked == {"base", "headers"}
    assert places(found) == [("production.base", "data", 3)]


def test_a_locked_environment_and_a_locked_file(paths: Paths) -> None:
    found = load(
        paths,
        mine='[production]\nproxy = "none"\n[integration]\nproxy = "none"\n',
        site="[production]\nlocked = true\n",
    )
    assert found.get("production").proxy == "system"
    assert found.get("production").locked == frozenset(FIELDS)
    assert found.get("integration").proxy == "none"
    everything = load(
        paths,
        mine='[integration]\nproxy = "none"\n[own]\nbase = "https://own"\nkind = "production"\n',
        site='locked = true\n[house]\nkind = "production"\nbase = "https://h"\n',
    )
    assert "own" not in everything
    assert everything.get("integration").proxy == "system"
    assert all(env.locked == frozenset(FIELDS) for env in everything)
    with pytest.raises(ConfigError):
        save_environment(paths, replace(PRESETS["production"], key="own2"))


def test_saving_does_not_write_what_is_locked(paths: Paths) -> None:
    found = load(paths, site='[production]\nbase = "https://house.example"\nlocked = ["base"]\n')
    save_environment(paths, replace(found.get("production"), base="https://evil.example", proxy="none"))
    again = load_environments(paths)
    assert again.problems == ()
    assert (again.get("production").base, again.get("production").proxy) == ("https://house.example", "none")


def test_what_the_site_file_sets_can_be_unset(paths: Paths, tmp_path: Path) -> None:
    ca = tmp_path / "ca.pem"
    ca.write_text("x")
    found = load(paths, site=f'[production]\nca_file = "{ca.as_posix()}"\nheaders = {{ a = "1" }}\n')
    save_environment(paths, replace(found.get("production"), ca_file=None, headers={}))
    again = load_environments(paths).get("production")
    assert (again.ca_file, again.headers) == (None, {})


def test_the_operator_cannot_lock(paths: Paths) -> None:
    found = load(paths, mine='locked = true\n[production]\nlocked = ["base"]\n')
    assert found.get("production").locked == frozenset()
    assert [key for key, _, _ in places(found)] == ["locked", "production.locked"]


# --- what is wrong, in words -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("entry", "field"),
    [
        ('base = "http://realme.example"', "base"), ('base = ""', "base"), ('base = "realme"', "base"),
        ('base = "https://h/?a=1"', "base"), ('base = "https://u:p@h/"', "base"), ("base = 5", "base"),
        ('base = "https://h:99999/"', "base"), ('base = "https://"', "base"),
        ('base = "https://中文.example"', "base"),
        ('signing_base = "nonsense"', "signing_base"), ('notify_url = "mailto:x"', "notify_url"),
        ("headers = 5", "headers"), ('headers = { "a b" = "1" }', "headers.a b"),
        ('headers = { Host = "h" }', "headers.Host"),
        ('headers = { Content-Length = "1" }', "headers.Content-Length"),
        ('headers = { x = "a\\nb" }', "headers.x"), ('headers = { x = "中" }', "headers.x"),
        ("headers = { x = 1 }", "headers.x"), ('headers = { X-App-Key = "k" }', "headers.X-App-Key"),
        ('headers = { Authorization = "k" }', "headers.Authorization"),
        ('signing = { url_encoding = "php" }', "signing.url_encoding"),
        ('signing = { x = "1" }', "signing.x"),
        ('signing = "java"', "signing"), ("timeouts = { read = 0 }", "timeouts.read"),
        ("timeouts = { read = -1 }", "timeouts.read"), ("timeouts = { read = nan }", "timeouts.read"),
        ('timeouts = { read = "1" }', "timeouts.read"), ("timeouts = { connect = true }", "timeouts.connect"),
        ("timeouts = { connect = 1e9 }", "timeouts.connect"), ("timeouts = { total = 1 }", "timeouts.total"),
        ('proxy = "ftp://p"', "proxy"), ('proxy = ""', "proxy"), ('proxy = "http://u:secret@p:1"', "proxy"),
        ('ca_file = "relative.pem"', "ca_file"), ('ca_file = "/nowhere/ca.pem"', "ca_file"),
        ("picture_prefix = 1", "picture_prefix"),
        ('result_paths = { idcardcheck = "v3" }', "result_paths.idcardcheck"),
        ('result_paths = { idcardcheck = "/../x" }', "result_paths.idcardcheck"),
        ("thresholds = { picturematch = 101 }", "thresholds.picturematch"),
        ('thresholds = { picturematch = "x" }', "thresholds.picturematch"),
        ("default_threshold = -1", "default_threshold"),
        ("default_threshold = inf", "default_threshold"), ("default_threshold = true", "default_threshold"),
        ('notification_reply = "a\\u0000"', "notification_reply"), ('kind = "sandbox"', "kind"),
        ('kind = "x"', "kind"),
        ('title = ""', "title"), ("title = {}", "title"), ('title = { fr = "x" }', "title.fr"),
        ("title = 1", "title"),
        ('app_key = "123456"', "app_key"), ('app_token = "T"', "app_token"), ('APP-KEY = "1"', "APP-KEY"),
        ('colour = "red"', "colour"), ("locked = true", "locked"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("key", ["production", "own"])
def test_each_mistake_is_told_with_its_place(paths: Paths, entry: str, field: str, key: str) -> None:
    if key == "own":
        valid = {"base": 'base = "https://h"', "kind": 'kind = "production"'}
        head = "\n".join(line for name, line in valid.items() if not entry.startswith(f"{name} "))
    else:
        head = "# nothing"
    text = f"# a comment\n[{key}]\n{head}\n{entry}\n"
    if key == "production" and field == "kind" and "x" not in entry:
        text = text.replace("sandbox", "integration")
    found = load(paths, text)
    problems = [p for p in found.problems_of(key) if p.field == field]
    assert problems, found.problems
    line = text.count("\n", 0, text.index(entry.partition("=")[0])) + 1
    assert problems[0].line == line or field in ("kind",)
    assert problems[0].file == paths.environments
    assert problems[0].place.endswith(f"environments.toml:{problems[0].line}")
    assert problems[0].words.zh
    assert problems[0].words.en
    assert "123456" not in problems[0].words.en + problems[0].words.zh


def test_secrets_are_not_taken_along(paths: Paths) -> None:
    found = load(
        paths, '[production]\napp_key = "hunter2"\nheaders = { Authorization = "hunter2", ok = "1" }\n'
    )
    assert "hunter2" not in repr(found)
    assert found.get("production").headers == {"ok": "1"}


def test_an_environment_without_a_kind_is_treated_as_production(paths: Paths) -> None:
    assert load(paths, '[own]\nbase = "https://h"\n').get("own").kind is EnvironmentKind.PRODUCTION


@pytest.mark.parametrize(
    "text",
    [
        "[production", "a = = b", "[production]\nbase = 'x", "\x00", "production = 5\n",
        "[[production]]\nbase = 'x'\n",
        '["Bad Key"]\nbase = "https://h"\n', "[production.base]\nx = 1\n", "[production]\n[production]\n",
        "a = " + "[" * 5000 + "]" * 5000, "x = 99999999999999999999999999\n",
        "[production]\ntimeouts.read = 9e999\n",
    ],
)  # fmt: skip
def test_nonsense_leaves_the_presets(paths: Paths, text: str) -> None:
    for kind in ("mine", "site"):
        fresh = Paths(paths.data_dir / kind, site_dir=paths.site_dir / kind)
        found = load(fresh, **{kind: text})
        assert found.problems
        assert {env.key for env in found} == set(PRESETS)
        assert found.get("production").base == PRESETS["production"].base


def test_a_syntax_error_is_told_with_its_line(paths: Paths) -> None:
    (problem,) = load(paths, '[production]\nproxy = "none"\nbase = https\n').problems
    assert problem.line == 3
    assert problem.file == paths.environments


@pytest.mark.parametrize("where", ["mine", "site"])
def test_a_file_that_cannot_be_read_may_have_spoken_of_every_real_environment(
    paths: Paths, where: str
) -> None:
    broken = '[production]\nbase = "https://gateway.example/realme"\n[oops'
    environments = load(paths, **{where: broken})
    assert environments.problems_of("production") and environments.problems_of("integration")
    assert not environments.problems_of("sandbox")


def test_a_file_that_is_no_text(paths: Paths) -> None:
    paths.data_dir.mkdir(parents=True)
    paths.environments.write_bytes(b"[production]\n# \xff\xfe\n")
    (problem,) = load_environments(paths).problems
    assert problem.line == 2
    paths.environments.write_bytes(b"\xef\xbb\xbf[production]\r\nproxy = 'none'\r\n")  # Notepad's
    assert load_environments(paths).get("production").proxy == "none"
    paths.environments.write_bytes(b"#" * 3_000_000)
    assert len(load_environments(paths).problems) == 1


def test_a_folder_where_the_file_should_be(paths: Paths) -> None:
    paths.environments.mkdir(parents=True)
    assert len(load_environments(paths).problems) == 1
    with pytest.raises(ConfigError):
        save_environment(paths, replace(PRESETS["production"], proxy="none"))


def test_a_file_that_cannot_be_read_is_not_overwritten(paths: Paths) -> None:
    load(paths, "[production")
    with pytest.raises(ConfigError) as caught:
        save_environment(paths, replace(PRESETS["production"], proxy="none"))
    assert str(paths.environments) in caught.value.words.zh
    assert paths.environments.read_text() == "[production"


def test_what_is_wrong_is_not_saved(paths: Paths) -> None:
    with pytest.raises(ConfigError):
        save_environment(paths, replace(PRESETS["production"], base="http://realme.example"))
    assert not paths.environments.exists()


def test_a_sandbox_is_on_this_computer_only() -> None:
    assert check_environment(replace(PRESETS["sandbox"], base="http://127.0.0.1:8000/api")) == ()
    (problem,) = check_environment(replace(PRESETS["sandbox"], base="https://realme.cloudpnr.com/api"))
    assert problem.field == "base"


toml_values = st.recursive(
    st.booleans() | st.integers(-(2**60), 2**60) | st.floats() | st.text("abc:/ htps.中\"'", max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text("abz_-", min_size=1, max_size=6), inner, max_size=3)
    ),
    max_leaves=5,
)


@given(
    table=st.dictionaries(st.sampled_from([*FIELDS, "locked", "app_key", "x"]), toml_values, max_size=6),
    site=st.dictionaries(st.sampled_from([*FIELDS, "locked", "app_key", "x"]), toml_values, max_size=3),
    key=st.sampled_from(["production", "own", "sandbox"]),
)
def test_any_toml_loads(tmp_path_factory: pytest.TempPathFactory, table: Any, site: Any, key: str) -> None:
    import tomli_w

    folder = tmp_path_factory.mktemp("any")
    paths = Paths(folder / "data", site_dir=folder / "site")
    found = load(paths, tomli_w.dumps({key: table}), tomli_w.dumps({key: site}))
    env = found.get(key)
    assert (check_environment(env) == ()) or found.problems_of(key)
    if not found.problems:
        save_environment(paths, env)
        assert load_environments(paths).get(key) == env or env.kind is EnvironmentKind.SANDBOX


def test_a_lock_that_comes_after_the_operators_value_is_told_and_holds_nothing_back(paths: Paths) -> None:
    found = load(
        paths,
        mine='[production]\nproxy = "none"\n',
        site='[production]\nproxy = "http://proxy.example:3128"\nlocked = ["proxy"]\n',
    )
    assert found.get("production").proxy == "http://proxy.example:3128"
    assert places(found) == [("production.proxy", "data", 2)]
    assert found.problems_of("production") == ()
