"""The recipes of the installers: the .deb as dpkg reads it, those of Windows and macOS by their form."""

from __future__ import annotations

import os
import plistlib
import re
import shutil
import stat
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from types import ModuleType

import pytest

from realme_desktop.config.environments import load_environments
from realme_desktop.config.paths import Paths
from realme_desktop.config.policy import load_policy
from realme_desktop.config.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
PACKAGING = ROOT / "packaging"
LINUX = PACKAGING / "linux"
Recipe = Callable[[str], ModuleType]
linux = pytest.mark.skipif(
    sys.platform != "linux" or shutil.which("dpkg-deb") is None, reason="needs dpkg-deb"
)


@pytest.fixture(scope="module")
def deb(recipe: Recipe, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A .deb around a folder with one small real program in it, made twice."""
    made = []
    version = recipe("versions").Version(public="0.2.0.dev3+gabc", commit="abc", epoch=1_700_000_000)
    for name in ("first", "second"):
        work = tmp_path_factory.mktemp(name)
        folder = work / "frozen" / "realme-desktop"
        (folder / "_internal").mkdir(parents=True)
        shutil.copy(shutil.which("true") or "/bin/true", folder / "realme-desktop")
        (folder / "_internal" / "data.txt").write_text("data")
        (folder / "_internal" / "link.txt").symlink_to("data.txt")
        (work / "icons").mkdir()
        (work / "icons" / "16x16.png").write_bytes(b"PNG")
        (work / "dist").mkdir()
        made.append(recipe("debian").build_deb(folder, ROOT, work, work / "dist", version))
    return made[0], made[1]


def fields(deb: Path) -> Mapping[str, str]:
    told = subprocess.run(["dpkg-deb", "-f", str(deb)], capture_output=True, text=True, check=True).stdout
    return dict(line.split(": ", 1) for line in told.splitlines() if line[:1].strip() and ": " in line)


def contents(deb: Path) -> Mapping[str, tarfile.TarInfo]:
    packed = subprocess.run(["dpkg-deb", "--fsys-tarfile", str(deb)], capture_output=True, check=True).stdout
    import io

    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        return {info.name.removeprefix("./"): info for info in archive.getmembers()}


@linux
def test_the_fields_of_the_deb(deb: tuple[Path, Path]) -> None:
    told = fields(deb[0])
    assert told["Package"] == "realme-desktop"
    assert told["Version"] == "0.2.0~dev3+gabc"
    assert told["Architecture"] in ("amd64", "arm64")
    assert re.match(r"libc6 \(>= 2\.\d+\), ", told["Depends"])
    assert "fonts-wqy-microhei | fonts-noto-cjk" in told["Depends"], "a Chinese font, of anybody's choice"
    assert "gnome-keyring | kwalletmanager" in told["Recommends"]
    assert int(told["Installed-Size"]) > 0
    assert deb[0].name == f"realme-desktop_0.2.0~dev3+gabc_{told['Architecture']}.deb"


@linux
def test_what_is_in_the_deb(deb: tuple[Path, Path]) -> None:
    inside = contents(deb[0])
    for name in (
        "usr/lib/realme-desktop/realme-desktop", "usr/bin/realme-desktop", "etc/realme-desktop/policy.toml",
        "usr/share/applications/realme-desktop.desktop", "usr/share/man/man1/realme-desktop.1.gz",
        "usr/share/man/zh_CN/man1/realme-desktop.1.gz", "usr/share/doc/realme-desktop/copyright",
        "usr/share/doc/realme-desktop/changelog.gz", "usr/share/doc/realme-desktop/examples/policy.toml",
        "usr/share/icons/hicolor/scalable/apps/realme-desktop.svg",
        "usr/share/icons/hicolor/16x16/apps/realme-desktop.png",
    ):  # fmt: skip
        assert name in inside, name
    assert inside["usr/bin/realme-desktop"].linkname == "../lib/realme-desktop/realme-desktop"
    assert {info.uid for info in inside.values()} == {0}, "everything is root's"
    assert not any(info.mode & 0o022 for info in inside.values() if not info.issym())
    assert {int(info.mtime) for info in inside.values()} == {1_700_000_000}


@linux
def test_the_policy_is_a_conffile_and_the_scripts_run(deb: tuple[Path, Path], tmp_path: Path) -> None:
    subprocess.run(["dpkg-deb", "-e", str(deb[0]), str(tmp_path / "control")], check=True)
    control = tmp_path / "control"
    assert (control / "conffiles").read_text() == "/etc/realme-desktop/policy.toml\n"
    for name in ("preinst", "prerm", "postrm"):
        assert (control / name).stat().st_mode & stat.S_IXUSR
        subprocess.run(["sh", "-n", str(control / name)], check=True)


@linux
def test_two_debs_of_the_same_are_the_same(deb: tuple[Path, Path]) -> None:
    assert deb[0].read_bytes() == deb[1].read_bytes()


def test_a_library_nobody_decided_about_stops_the_build(recipe: Recipe) -> None:
    packages_for = recipe("debian").packages_for
    depends, recommends = packages_for({"libssl.so.3", "libcups.so.2", "libc.so.6", "libX11.so.6"})
    assert depends == ["libssl3 (>= 3.0.0)", "libx11-6"]
    assert recommends == ["libcups2"]
    with pytest.raises(ValueError, match=r"libnew\.so\.1"):
        packages_for({"libnew.so.1"})


@linux
def test_a_running_program_is_not_replaced(tmp_path: Path) -> None:
    """The script itself, looking for a program in a place of ours."""
    program = tmp_path / "realme-desktop"
    shutil.copy(shutil.which("sleep") or "/bin/sleep", program)
    for name, act in (("preinst", "upgrade"), ("prerm", "upgrade"), ("prerm", "remove")):
        text = (LINUX / name).read_text(encoding="utf-8")
        text = text.replace("/usr/lib/realme-desktop/realme-desktop", str(program))
        script = tmp_path / name
        script.write_text(text, encoding="utf-8")
        command = ["sh", str(script), act, "0.2.0"]
        assert subprocess.run(command, capture_output=True, check=False).returncode == 0, "nothing runs"
        running = subprocess.Popen([str(program), "60"])
        try:
            refused = subprocess.run(command, capture_output=True, text=True, check=False)
            assert refused.returncode == 1
            assert str(running.pid) in refused.stderr
            assert "Nothing was changed" in refused.stderr
            assert "未做任何更改" in refused.stderr
            assert running.poll() is None, "it was left alone"
            closed = subprocess.run(
                command, capture_output=True, check=False, env=os.environ | {"REALME_DESKTOP_CLOSE": "1"}
            )
            assert running.wait(10) == -15 and closed.returncode == 0
        finally:
            running.kill()
            running.wait()


def test_the_purge_takes_the_presets() -> None:
    text = (LINUX / "postrm").read_text(encoding="utf-8")
    assert re.search(r"purge\) rm -rf /etc/realme-desktop ;;", text)
    assert "/home" not in text


def test_shell_scripts_can_be_read() -> None:
    scripts = [
        LINUX / "deploy.sh",
        LINUX / "tarball" / "realme-desktop",
        LINUX / "tarball" / "add-to-menu.sh",
    ]
    for script in (*scripts, PACKAGING / "macos" / "deploy.sh"):
        assert script.read_text(encoding="utf-8").startswith("#!/bin/sh\n")
        if shutil.which("sh"):
            subprocess.run(["sh", "-n", str(script)], check=True)
        assert os.name == "nt" or script.stat().st_mode & stat.S_IXUSR, script.name


def test_the_desktop_entry() -> None:
    lines = (LINUX / "realme-desktop.desktop").read_text(encoding="utf-8").splitlines()
    entry = dict(line.split("=", 1) for line in lines[1:])
    assert lines[0] == "[Desktop Entry]"
    assert entry["Type"] == "Application" and entry["Exec"] == "realme-desktop"
    assert entry["StartupWMClass"] == "realme-desktop", "the name that the program gives its windows"
    assert "MimeType" not in entry
    assert "Name[zh_CN]" in entry and entry["Categories"].endswith(";")


@pytest.mark.parametrize("page", ["realme-desktop.1", "realme-desktop.zh_CN.1"])
def test_the_manual_page(page: str) -> None:
    from realme_desktop import cli

    text = re.sub(r"\\f[BRI]", "", (LINUX / page).read_text(encoding="utf-8").replace("\\-", "-"))
    assert text.startswith(".TH REALME-DESKTOP 1 ")
    commands = next(a for a in cli.parser()._actions if a.dest == "command").choices
    assert commands is not None
    for name in commands:
        assert re.search(rf"\b{name}\b", text), f"{page} does not speak of {name}"


def test_the_empty_policy_decides_nothing_and_the_examples_are_right(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir(mode=0o755)
    (site / "policy.toml").write_bytes((LINUX / "policy.toml").read_bytes())
    paths = Paths(tmp_path / "data", site_dir=site)
    assert tomllib.loads((LINUX / "policy.toml").read_text(encoding="utf-8")) == {}
    assert load_policy(paths).trusted
    for name in ("policy.toml", "environments.toml", "settings.toml"):
        (site / name).write_bytes((PACKAGING / "presets" / name).read_bytes())
    policy = load_policy(paths)
    assert policy.problems == () and policy.purposes
    assert load_environments(paths).problems == ()
    settings = Settings.load(paths)
    assert settings.get("language") == "zh" and settings.problems == ()


# --- Windows -----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def setup() -> str:
    data = (PACKAGING / "windows" / "realme-desktop.iss").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf"), "Inno Setup reads UTF-8 by its mark"
    return data.decode("utf-8-sig")


def section(setup: str, name: str) -> list[str]:
    found = re.search(rf"^\[{name}\]\n(.*?)(?=^\[[A-Z]\w+\]$|\Z)", setup, re.MULTILINE | re.DOTALL)
    assert found, f"[{name}] is missing"
    return [line for line in found[1].splitlines() if line and not line.startswith(";")]


def test_the_setup_is_for_all_or_for_one(setup: str) -> None:
    told = dict(line.split("=", 1) for line in section(setup, "Setup"))
    assert re.fullmatch(r"\{\{[0-9A-F-]{36}\}", told["AppId"])
    assert told["AppId"][1:] in setup.split("[Code]")[1], "the code looks for the same program"
    assert told["PrivilegesRequiredOverridesAllowed"] == "dialog commandline"
    assert told["DefaultDirName"].startswith("{autopf}")
    assert told["ArchitecturesInstallIn64BitMode"] == told["ArchitecturesAllowed"] == "x64compatible"
    assert told["CloseApplications"] == "no", "PrepareToInstall does it, before anything is changed"


def test_the_setup_takes_presets_that_lie_beside_it(setup: str) -> None:
    presets = [line for line in section(setup, "Files") if r"{src}\presets" in line]
    names = {re.search(r"presets\\(\w+\.toml)", line)[1] for line in presets}  # type: ignore[index]
    assert names == {path.name for path in (PACKAGING / "presets").glob("*.toml")}
    for line in presets:
        assert "external" in line and "skipifsourcedoesntexist" in line and "IsAdminInstallMode" in line


def test_the_setup_is_given_all_its_defines(setup: str, recipe: Recipe, tmp_path: Path) -> None:
    version = recipe("versions").Version(public="0.2.0", commit="abc", epoch=0)
    given = {
        define.removeprefix("/D").split("=")[0]
        for define in recipe("windows_setup").defines(tmp_path, tmp_path, tmp_path, version)
    }
    own = set(re.findall(r"^#define (\w+)", setup, re.MULTILINE))
    used = set(re.findall(r"\{#(\w+)\}", setup))
    assert used <= given | own
    assert given <= used


def test_the_code_of_the_setup_is_balanced(setup: str) -> None:
    code = re.sub(r"\{[^{}]*?\}|'[^']*'", "", setup.split("[Code]")[1])
    begins = len(re.findall(r"\bbegin\b", code, re.IGNORECASE))
    ends = len(re.findall(r"\bend\b", code, re.IGNORECASE))
    assert begins == ends
    for name in ("InitializeSetup", "PrepareToInstall", "InitializeUninstall", "CurUninstallStepChanged"):
        assert name in code
    messages = {line.split("=")[0].split(".")[1] for line in section(setup, "CustomMessages")}
    used = set(re.findall(r"CustomMessage\('(\w+)'\)", setup)) | set(re.findall(r"\{cm:(\w+)\}", setup))
    assert used == messages


def test_the_program_holds_what_the_setup_looks_for(setup: str) -> None:
    mutex = re.search(r'#define RunningMutex "([^"]+)"', setup)
    assert mutex is not None
    start = (PACKAGING / "frozen" / "start.py").read_text(encoding="utf-8")
    assert mutex[1].replace("\\", "\\\\") in start


def test_the_history_is_kept_unless_asked(setup: str) -> None:
    code = setup.split("procedure CurUninstallStepChanged")[1]
    assert "MB_DEFBUTTON2" in code and "/REMOVEDATA" in code
    assert "{localappdata}\\realme-desktop" in setup


# --- macOS, archives ---------------------------------------------------------------------------------------


def test_the_entitlements(recipe: Recipe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = PACKAGING / "macos" / "entitlements.plist"
    told = plistlib.loads(file.read_bytes())
    assert told["com.apple.security.cs.disable-library-validation"] is True
    app = tmp_path / "RealMe Desktop.app"
    deep = app / "Contents" / "Frameworks" / "PySide6"
    deep.mkdir(parents=True)
    for library in (deep / "QtCore.abi3.so", app / "Contents" / "Frameworks" / "libssl.dylib"):
        library.write_bytes(b"")
    monkeypatch.setenv("REALME_CODESIGN_IDENTITY", "Developer ID Application: Somebody")
    commands = recipe("macos_image").signing_commands(app, file)
    assert [Path(command[-1]).name for command in commands] == [
        "QtCore.abi3.so", "libssl.dylib", "RealMe Desktop.app", "RealMe Desktop.app",
    ]  # fmt: skip
    assert all("--timestamp" in command and "runtime" in command for command in commands[:-1])
    assert "--verify" in commands[-1]
    image = recipe("macos_image").image_commands(app.parent, tmp_path / "x.dmg", "profile")
    assert [command[0] for command in image] == ["hdiutil", "codesign", "xcrun", "xcrun"]


def test_archives_of_the_same_are_the_same(recipe: Recipe, tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    (tree / "a").mkdir(parents=True)
    (tree / "a" / "two.txt").write_text("2")
    (tree / "one.txt").write_text("1")
    made: list[tuple[bytes, bytes]] = []
    for name in ("first", "second"):
        os.utime(tree / "one.txt", (len(made) + 5, len(made) + 5))
        recipe("tarball").packed(tree, tmp_path / f"{name}.tar.xz", 1_700_000_000)
        recipe("tarball").zipped(tree, tmp_path / f"{name}.zip", 1_700_000_000)
        made.append(((tmp_path / f"{name}.tar.xz").read_bytes(), (tmp_path / f"{name}.zip").read_bytes()))
    assert made[0] == made[1]
    with zipfile.ZipFile(tmp_path / "first.zip") as archive:
        assert archive.namelist() == ["tree/a/two.txt", "tree/one.txt"]


def test_what_differs_between_builds_is_named(recipe: Recipe, tmp_path: Path) -> None:
    first, second = tmp_path / "1", tmp_path / "2"
    for folder in (first, second):
        folder.mkdir()
        (folder / "same").write_text("x")
    differences = recipe("twice").differences
    assert differences(first, second) == []
    (second / "same").write_text("y")
    (first / "only").write_text("z")
    assert differences(first, second) == ["only: only in the first", "same: differs"]


def test_the_signing_hook_gets_each_file(
    recipe: Recipe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    signer_class = recipe("artefacts").Signer
    file = tmp_path / "x.deb"
    file.write_text("x")
    (tmp_path / "packaging").mkdir()
    monkeypatch.delenv("REALME_SIGN", raising=False)
    assert signer_class.configured(tmp_path).command == ()
    (tmp_path / "packaging" / "signing.toml").write_text('command = ["cp", "{file}", "{file}.sig"]\n')
    signer_class.configured(tmp_path).sign(file)
    assert (tmp_path / "x.deb.sig").read_text() == "x"
    sums = recipe("artefacts").write_sums(tmp_path).read_text()
    assert [line.split("  ")[1] for line in sums.splitlines()] == ["x.deb", "x.deb.sig"]
    monkeypatch.setenv("REALME_SIGN", "false")
    with pytest.raises(subprocess.CalledProcessError):
        signer_class.configured(tmp_path).sign(file)


# --- the forge ---------------------------------------------------------------------------------------------


def test_the_workflow_pins_what_it_uses() -> None:
    text = (ROOT / ".github" / "workflows" / "package.yml").read_text(encoding="utf-8")
    used = re.findall(r"uses: (\S+)", text)
    assert used
    for action in used:
        assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", action), f"{action} can be moved"
    for runner in ("ubuntu-", "windows-", "macos-"):
        assert runner in text
    assert "contents: read" in text and "pull_request_target" not in text
    assert text.count("dev.py package --commit") == 3
