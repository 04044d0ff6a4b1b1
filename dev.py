#!/usr/bin/env python3
"""Everything a developer types, standard library only.

    python3 dev.py run [args]     open the console on the built-in sandbox
    python3 dev.py test [args]    run the tests (arguments go to pytest)
    python3 dev.py check          ruff, mypy, import-linter, pip check
    python3 dev.py audit [args]   known weaknesses and licences of what is locked, as far as can be asked
    python3 dev.py bench [args]   the figures, each a ratio measured in one run
    python3 dev.py soak [args]    kill and restart the program hundreds of times (--runs N, --seed S)
    python3 dev.py gallery [args] every service's result in its main states, as pictures (screenshots/gallery)
    python3 dev.py screenshots    every window and state as pictures (screenshots/scenes; --help, --check)
    python3 dev.py package [args] what is rolled out, in dist/ (--with heic,camera, --check, --twice, --help)
    python3 dev.py translate      refresh and compile the translations
    python3 dev.py lock           renew the locked dependencies

Each command does its own set-up: a virtual environment in .venv with the locked dependencies (hashes checked)
and, on Debian as root, the system packages. Elsewhere it says in one sentence what to install.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
SUPPORTED = ((3, 11), (3, 12), (3, 13))
UV = "uv==0.13.*"

# What Qt loads at run time, by the name of the shared library: it is the same on every distribution.
LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
}
TEST_PROGRAMS = {
    "gnome-keyring-daemon": "gnome-keyring",
    "dbus-run-session": "dbus",
    "Xvfb": "xvfb",
}


class Stop(Exception):
    """The command can't go on; the text tells the developer what to do."""


def say(text: str) -> None:
    print(f"dev: {text}", file=sys.stderr, flush=True)


def call(*command: str | Path, env: dict[str, str] | None = None) -> int:
    return subprocess.run([str(part) for part in command], cwd=ROOT, env=env, check=False).returncode


def must(*command: str | Path, env: dict[str, str] | None = None) -> None:
    if code := call(*command, env=env):
        raise Stop(f"`{' '.join(str(part) for part in command)}` ended with {code}; see its output above.")


# --- Python and its packages -------------------------------------------------------------------------------


def find_python() -> str:
    """This interpreter if it is of a supported version, else the first supported one on the PATH."""
    if sys.version_info[:2] in SUPPORTED:
        return sys.executable
    for major, minor in reversed(SUPPORTED):
        if found := shutil.which(f"python{major}.{minor}"):
            return found
    here = ".".join(str(part) for part in sys.version_info[:2])
    raise Stop(f"Python 3.11, 3.12 or 3.13 is needed, this is {here}: install one of them and try again.")


def venv_python(venv: Path = VENV) -> Path:
    return venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def make_venv(venv: Path = VENV) -> None:
    python = find_python()
    say(f"making a virtual environment in {venv.name}")
    if venv.exists():
        shutil.rmtree(venv)
    if call(python, "-m", "venv", venv) == 0:
        return
    shutil.rmtree(venv, ignore_errors=True)
    if is_debian_root():  # Debian splits venv from Python
        apt_install(["python3-venv"])
        must(python, "-m", "venv", venv)
        return
    raise Stop("Python's venv module is missing: on Debian and Ubuntu, `apt-get install python3-venv`.")


def ensure_packages(lock: str) -> Path:
    """The virtual environment with everything that `requirements/<lock>.txt` names. dev includes runtime."""
    python = venv_python()
    stamp = VENV / "locked"
    wanted = {name: hash_of(ROOT / "requirements" / f"{name}.txt") for name in ("runtime", "dev")}
    have = stamp.read_text().split() if stamp.exists() else []
    works = python.exists() and call(python, "-c", "pass") == 0
    if works and (have == ["dev", wanted["dev"]] or have == [lock, wanted[lock]]):
        return python
    if not works:
        make_venv()
    stamp.unlink(missing_ok=True)
    install_locked(python, [lock])
    stamp.write_text(f"{lock} {wanted[lock]}\n")
    return python


def install_locked(python: Path, locks: list[str]) -> None:
    say("installing the locked dependencies (once; a minute or two)")
    files = [part for lock in locks for part in ("-r", ROOT / "requirements" / f"{lock}.txt")]
    must(
        python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input",
        "--require-hashes", "--only-binary", ":all:", *files,
    )  # fmt: skip


def ensure_package_venv(extras: list[str]) -> Path:
    """An environment of its own for each choice of extras: what lies in it gets into what is packaged."""
    venv = ROOT / "-".join([".venv-package", *extras])
    python, stamp = venv_python(venv), venv / "locked"
    locks = ["package", *(f"extra-{extra}" for extra in extras)]
    for name in locks:
        if not (ROOT / "requirements" / f"{name}.txt").exists():
            raise Stop(f"{name.removeprefix('extra-')} is no extra: there are heic and camera.")
    wanted = " ".join(hash_of(ROOT / "requirements" / f"{name}.txt") for name in locks)
    works = python.exists() and call(python, "-c", "pass") == 0
    if works and stamp.exists() and stamp.read_text() == wanted:
        return python
    make_venv(venv)
    install_locked(python, locks)
    stamp.write_text(wanted)
    return python


def hash_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


# --- the system's packages ---------------------------------------------------------------------------------


def is_debian_root() -> bool:
    return shutil.which("apt-get") is not None and hasattr(os, "geteuid") and os.geteuid() == 0


def apt_install(packages: list[str]) -> None:
    say(f"installing system packages: {' '.join(packages)}")
    env = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    must("apt-get", "update", "-qq", env=env)
    must("apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages, env=env)


def has_library(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def has_chinese_font() -> bool:
    lister = shutil.which("fc-list")
    if lister is None:
        return False
    found = subprocess.run([lister, ":lang=zh-cn", "family"], capture_output=True, text=True, check=False)
    return bool(found.stdout.strip())


def ensure_system(*, testing: bool) -> None:
    if platform.system() != "Linux":
        return
    missing = [package for library, package in LIBRARIES.items() if not has_library(library)]
    if testing:
        missing += [package for program, package in TEST_PROGRAMS.items() if shutil.which(program) is None]
    if not has_chinese_font():
        missing += ["fontconfig", "fonts-wqy-microhei"]
    if not missing:
        return
    if is_debian_root():
        apt_install(missing)
        return
    if shutil.which("apt-get"):
        raise Stop(f"system packages are missing; as root: `apt-get install {' '.join(missing)}`.")
    raise Stop(
        "system libraries are missing; install what your distribution calls these Debian packages: "
        + ", ".join(missing)
    )


# --- commands ----------------------------------------------------------------------------------------------


def environment() -> dict[str, str]:
    env = dict(os.environ)
    env["PYTHONPATH"] = str(ROOT)
    env.setdefault("PYTHONUTF8", "1")
    return env


def run(arguments: list[str]) -> int:
    ensure_system(testing=False)
    python = ensure_packages("runtime")
    windowless = arguments[:1] and arguments[0] in {
        "sandbox",
        "catalog",
        "credentials",
        "submit",
        "smoke-test",
        "support",
    }
    screen = any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
    if platform.system() == "Linux" and not screen and not windowless:
        raise Stop(
            "no screen was found: start this from a desktop, or under `xvfb-run -a python3 dev.py run`."
        )
    if not windowless and not any(argument.startswith("--environment") for argument in arguments):
        arguments = ["--environment", "sandbox", *arguments]
    return call(python, "-m", "realme_desktop", *arguments, env=environment())


def test(arguments: list[str]) -> int:
    ensure_system(testing=True)
    python = ensure_packages("dev")
    env = environment()
    env.setdefault("QT_QPA_PLATFORM", "offscreen")
    # All of them on all processors; a chosen few start sooner in this process.
    arguments = arguments or ["-n", "auto", "--dist", "loadgroup"]
    command = [str(python), "-X", "faulthandler", "-m", "pytest", *arguments]
    if platform.system() != "Linux":
        return call(*command, env=env)
    if not (shutil.which("dbus-run-session") and shutil.which("gnome-keyring-daemon")):
        return call(*command, env=env)
    # A real Secret Service of our own, on a private bus, with an unlocked keyring that is gone afterwards.
    with tempfile.TemporaryDirectory(prefix="realme-test-") as folder:
        for name in ("XDG_RUNTIME_DIR", "XDG_DATA_HOME"):
            private = Path(folder, name.lower())
            private.mkdir(mode=0o700)
            env[name] = str(private)
        env["REALME_REQUIRE_KEYRING"] = "1"
        unlock = (
            'printf "pw\\n" | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; exec "$@"'
        )
        return call("dbus-run-session", "--", "bash", "-c", unlock, "bash", *command, env=env)


def check(arguments: list[str]) -> int:
    python = ensure_packages("dev")
    tools = {
        "ruff check": ["-m", "ruff", "check", "."],
        "ruff format": ["-m", "ruff", "format", "--check", "."],
        "mypy": ["-m", "mypy"],
        "import-linter": ["-c", "from importlinter.cli import lint_imports_command as c; c()"],
        "pip check": ["-m", "pip", "--disable-pip-version-check", "check"],
    }
    failed = []
    for name, command in tools.items():
        say(name)
        if call(python, *command, env=environment()):
            failed.append(name)
    if failed:
        raise Stop(f"did not pass: {', '.join(failed)}.")
    return 0


def audit(arguments: list[str]) -> int:
    """Apart from `check`: it asks somebody else, and what it says changes without a change here."""
    python = ensure_packages("dev")
    return call(python, "-m", "tools.audit", *arguments, env=environment())


def bench(arguments: list[str]) -> int:
    ensure_system(testing=True)
    python = ensure_packages("dev")
    return call(python, "-m", "bench", *arguments, env=environment())


def soak(arguments: list[str]) -> int:
    """A short seeded stretch of it is among the tests (tests/faults)."""
    python = ensure_packages("dev")
    return call(python, "-m", "tests.faults.soak", *arguments, env=environment())


def pictures(module: str, arguments: list[str]) -> int:
    ensure_system(testing=False)
    return call(ensure_packages("dev"), "-m", module, *arguments, env=environment())


def package(arguments: list[str]) -> int:
    """Everything about it is in packaging/ and docs/packaging.md."""
    extras: list[str] = []
    for place, argument in enumerate(arguments):
        if argument == "--with" and arguments[place + 1 :]:
            extras = sorted({name for name in arguments[place + 1].split(",") if name})
        elif argument.startswith("--with="):
            extras = sorted({name for name in argument.removeprefix("--with=").split(",") if name})
    ensure_system(testing=False)
    programs = {"objdump": "binutils", "dpkg-deb": "dpkg", "xz": "xz-utils"}
    if platform.system() == "Linux" and (missing := [name for name in programs if not shutil.which(name)]):
        names = [programs[name] for name in missing]
        if not is_debian_root():
            raise Stop(f"{', '.join(missing)} is missing: as root, `apt-get install {' '.join(names)}`.")
        apt_install(names)
    return call(ensure_package_venv(extras), ROOT / "packaging" / "build.py", *arguments)


def translate(arguments: list[str]) -> int:
    """Collect the strings of ui/ into the .ts file and compile it. A test fails on a missing translation."""
    python = ensure_packages("dev")
    tools = python.parent
    source = [*sorted((ROOT / "realme_desktop" / "ui").rglob("*.py")), ROOT / "realme_desktop" / "app.py"]
    ts = ROOT / "resources" / "translations" / "realme_desktop_zh.ts"
    names = [path.relative_to(ROOT) for path in source]
    must(
        tools / "pyside6-lupdate", "-no-obsolete", "-locations", "none", "-source-language", "en_US",
        "-target-language", "zh_CN", *names, "-ts", ts,
    )  # fmt: skip
    # Put in place at once: a console that runs has the old file mapped, and dies of one that is cut short.
    made = ts.with_suffix(".qm.new")
    must(tools / "pyside6-lrelease", "-silent", ts, "-qm", made)
    made.replace(ts.with_suffix(".qm"))
    return 0


def lock(arguments: list[str]) -> int:
    """Resolve pyproject.toml for every supported Python and platform at once, with hashes and no address."""
    ensure_packages("runtime")
    tool = ROOT / ".venv-lock"
    binary = tool / ("Scripts/uv.exe" if os.name == "nt" else "bin/uv")
    if not binary.exists():
        must(find_python(), "-m", "venv", tool)
        must(binary.parent / "python", "-m", "pip", "install", "--quiet", UV)
    common = [
        binary, "pip", "compile", "--quiet", "--universal", "--python-version", "3.11", "--generate-hashes",
        "--no-emit-index-url", "--no-emit-find-links", "--no-header", "pyproject.toml", *arguments,
    ]  # fmt: skip
    must(*common, "-o", "requirements/runtime.txt")
    must(*common, "--group", "dev", "-o", "requirements/dev.txt")
    must(*common, "--group", "package", "-o", "requirements/package.txt")
    for extra in ("heic", "camera"):
        must(
            *common,
            "--extra",
            extra,
            "-c",
            "requirements/package.txt",
            "-o",
            f"requirements/extra-{extra}.txt",
        )
    return 0


COMMANDS = {
    "run": run,
    "test": test,
    "check": check,
    "audit": audit,
    "bench": bench,
    "soak": soak,
    "gallery": partial(pictures, "tests.ui.results.gallery"),
    "screenshots": partial(pictures, "tests.ui.scenes"),
    "package": package,
    "translate": translate,
    "lock": lock,
}


def main() -> int:
    if len(sys.argv) < 2 or sys.argv[1] not in COMMANDS:
        print(__doc__)
        return 2
    try:
        return COMMANDS[sys.argv[1]](sys.argv[2:])
    except Stop as stop:
        say(str(stop))
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
