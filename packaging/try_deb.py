"""The .deb on a clean Debian 12: installed by apt, photographed, smoke-tested, upgraded, purged.

    sudo python3 packaging/try_deb.py dist/realme-desktop_….deb [--older OLDER.deb] [--picture FILE.png]

Needs root, debootstrap, Xvfb and a Debian mirror; where one is missing it says so and exits with 77. The
clean system is a folder, gone afterwards (`--keep` leaves it). `dev.py package --check` runs this.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

SKIPPED = 77
SUITE = "bookworm"
# Outside the homes nothing of these may be left by a purge; dpkg's and apt's own records say that it was
# there.
_RECORDS = (
    "var/lib/dpkg",
    "var/log",
    "var/cache",
    "var/lib/apt",
    "home",
    "root",
    "proc",
    "tmp",
    "sys",
    "dev",
)


# A Secret Service of one's own, unlocked; gone with the session bus.
UNLOCK = (
    'export XDG_RUNTIME_DIR=$(mktemp -d); printf "pw\\n" | '
    "gnome-keyring-daemon --unlock --components=secrets "
    ">/dev/null 2>&1;"
)


class Failed(Exception):
    pass


def say(text: str) -> None:
    print(f"try-deb: {text}", flush=True)


class Chroot:
    def __init__(self, root: Path) -> None:
        self.root = root

    def run(self, *command: str, check: bool = True, **env: str) -> subprocess.CompletedProcess[str]:
        """Run inside; the output is captured. `check`: Failed with the end of it unless the exit code is
        0."""
        clean = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root", "LANG": "C.UTF-8"}
        done = subprocess.run(
            ["chroot", str(self.root), *command], env=clean | {"DEBIAN_FRONTEND": "noninteractive"} | env,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
            timeout=900, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        if check and done.returncode:
            raise Failed(f"`{' '.join(command)}` ended with {done.returncode}:\n{done.stdout[-3000:]}")
        return done

    def user(self, script: str, *, check: bool = True) -> subprocess.CompletedProcess[str]:
        """A shell script as the clerk, with a Secret Service that is unlocked."""
        command = ("runuser", "-u", "clerk", "--", "dbus-run-session", "--", "sh", "-c", f"{UNLOCK} {script}")
        return self.run(*command, check=check, HOME="/home/clerk", USER="clerk", LANG="C.UTF-8")


@contextmanager
def clean_debian(folder: Path) -> Iterator[Chroot]:
    root = folder / "root"
    say(f"making a clean Debian ({SUITE}) in a folder")
    mirror = os.environ.get("DEBIAN_MIRROR", "http://deb.debian.org/debian")
    made = subprocess.run(
        ["debootstrap", "--variant=minbase", SUITE, str(root), mirror],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if made.returncode:
        say(f"skipped: no Debian could be fetched ({made.stdout.strip()[-200:]})")
        raise SystemExit(SKIPPED)
    for settings in (*Path("/etc/apt/apt.conf.d").glob("*proxy*"), Path("/etc/apt/apt.conf")):
        if settings.is_file():  # how this machine reaches a mirror
            shutil.copy(settings, root / "etc" / "apt" / "apt.conf.d")
    (root / "usr/sbin/policy-rc.d").write_text("#!/bin/sh\nexit 101\n")
    (root / "usr/sbin/policy-rc.d").chmod(0o755)
    mounted = []
    try:
        for kind, place in (("proc", "proc"), ("tmpfs", "dev/shm")):
            (root / place).mkdir(parents=True, exist_ok=True)
            subprocess.run(["mount", "-t", kind, kind, str(root / place)], check=True)
            mounted.append(root / place)
        yield Chroot(root)
    finally:
        for place in reversed(mounted):
            subprocess.run(["umount", "-l", str(place)], check=False)


@contextmanager
def screen() -> Iterator[str]:
    """A virtual screen; its socket is an abstract one too, so a program inside the folder finds it."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-ac"],
        pass_fds=[write], stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(write)
    try:
        with os.fdopen(read) as number:
            yield f":{number.readline().strip()}"
    finally:
        server.terminate()
        server.wait(10)


def _python_with_qt() -> str | None:
    root = Path(__file__).resolve().parent.parent
    for python in (sys.executable, *(str(root / venv / "bin/python") for venv in (".venv-package", ".venv"))):
        if (
            Path(python).exists()
            and not subprocess.run([python, "-c", "import PySide6"], stderr=subprocess.DEVNULL).returncode
        ):
            return python
    return None


def photograph(display: str, picture: Path) -> None:
    """The whole screen, by Qt in a process of its own."""
    python = _python_with_qt()
    if python is None:
        say("skipped: no picture of the screen, PySide6 is not here (`python3 dev.py package` brings it)")
        return
    script = (
        "import sys; from PySide6.QtGui import QGuiApplication as A; a = A(sys.argv); "
        "sys.exit(not a.primaryScreen().grabWindow(0).save(sys.argv[1]))"
    )
    env = os.environ | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    subprocess.run([python, "-c", script, str(picture)], env=env, check=True, timeout=60)


def everything(root: Path) -> set[str]:
    """All paths but those that record that something was installed."""
    found = set()
    for folder, names, files in os.walk(root):
        inside = Path(folder).relative_to(root).as_posix()
        names[:] = [name for name in names if f"{inside}/{name}".removeprefix("./") not in _RECORDS]
        found.update(f"{inside}/{name}".removeprefix("./") for name in (*names, *files))
    return found


def try_deb(chroot: Chroot, deb: Path, older: Path | None, picture: Path) -> None:
    root = chroot.root
    chroot.run("apt-get", "update", "-qq")
    chroot.run("useradd", "-m", "clerk")
    for name in ("python3", "qmake6"):
        if (root / "usr/bin" / name).exists():
            raise Failed(f"{name} is there: this is no clean system")
    # What the package asks for comes first, so that afterwards only the package itself makes a difference.
    first = older or deb
    for package in {first, deb}:
        shutil.copy(package, root / "tmp" / package.name)
    say("installing what the package depends on and recommends")
    planned = chroot.run("apt-get", "install", "-y", "-s", f"/tmp/{first.name}").stdout
    others = [line.split()[1] for line in planned.splitlines() if line.startswith("Inst ")]
    others = [name for name in others if name != "realme-desktop"]
    chroot.run("apt-get", "install", "-y", "--no-install-recommends", *others, "dbus")
    before = everything(root)
    say(f"apt-get install ./{first.name}")
    chroot.run("apt-get", "install", "-y", f"/tmp/{first.name}")
    say(chroot.run("realme-desktop", "--version").stdout.strip())
    smoke = chroot.user("realme-desktop smoke-test")
    for line in smoke.stdout.splitlines():
        say(f"    {line}")
    find = "find /usr/lib/realme-desktop -name '*.so*' -type f -exec ldd {} + | grep 'not found' || true"
    missing = chroot.run("sh", "-c", find).stdout
    lacking = sorted({line.split()[0] for line in missing.splitlines()})
    say(f"libraries that only recommended packages have: {', '.join(lacking) or 'none are missing'}")
    say("a preset of the deployer: the language")
    preset = root / "etc" / "realme-desktop" / "settings.toml"
    preset.write_text('language = "zh"\n', encoding="utf-8")
    say("starting it on a screen (Xvfb)")
    start_on_a_screen(chroot, picture)
    say("an order for the history")
    chroot.user(f"realme-desktop submit namecheck {SUBJECT} --wait 60")
    count = orders(chroot)
    if count < 1:
        raise Failed("the order is not in the history")
    if older is not None:
        upgrade(chroot, older, deb, count)
    say("apt-get purge")
    chroot.run("apt-get", "purge", "-y", "realme-desktop")
    left = sorted(everything(root) - before)
    if left:
        raise Failed(f"left by the purge: {', '.join(left[:20])}")
    if not (root / "home/clerk/.local/share/realme-desktop/records.db").is_file():
        raise Failed("the purge took the history of the user")
    say("nothing is left outside the home; the history is still there")


SUBJECT = "full_name=张三 id_number=11010519491231002X"


def orders(chroot: Chroot) -> int:
    """How many orders the history of the clerk holds."""
    told = chroot.user("realme-desktop export /home/clerk/all.jsonl >&2 && wc -l < /home/clerk/all.jsonl")
    (chroot.root / "home/clerk/all.jsonl").unlink()
    return int(told.stdout.split()[-1])


def start_on_a_screen(chroot: Chroot, picture: Path, *, meanwhile: Callable[[], None] | None = None) -> None:
    with screen() as display:
        command = f"{UNLOCK} DISPLAY={display} exec realme-desktop"
        session = ["runuser", "-u", "clerk", "--", "dbus-run-session", "--", "sh", "-c", command]
        env = {"PATH": "/usr/bin:/bin:/usr/sbin", "HOME": "/home/clerk", "LANG": "C.UTF-8"}
        program = subprocess.Popen(
            ["chroot", str(chroot.root), *session], env=env | {"QT_QPA_PLATFORM": "xcb"},
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        try:
            time.sleep(6)
            if program.poll() is not None:
                raise Failed(f"the console ended by itself: {program.communicate()[0][-2000:]}")
            photograph(display, picture)
            if meanwhile is not None:
                meanwhile()
        finally:
            chroot.run("sh", "-c", "for e in /proc/[0-9]*/exe; do case $(readlink $e) in *realme-desktop*) "
                       "p=${e#/proc/}; kill -TERM ${p%/exe};; esac; done", check=False)  # fmt: skip
            try:
                program.wait(30)
            except subprocess.TimeoutExpired:
                program.kill()
                raise Failed("the console did not end within 30 s of SIGTERM") from None


def upgrade(chroot: Chroot, older: Path, deb: Path, count: int) -> None:
    said = chroot.run("realme-desktop", "--version").stdout.strip()

    def while_it_runs() -> None:
        refused = chroot.run("apt-get", "install", "-y", f"/tmp/{deb.name}", check=False)
        if refused.returncode == 0 or "RealMe Desktop is running" not in refused.stdout:
            raise Failed(f"installing over a running program was not refused:\n{refused.stdout[-1500:]}")
        now = chroot.run("realme-desktop", "--version").stdout.strip()
        if now != said:
            raise Failed(f"refused, and yet {said} became {now}")
        say("installing over a running program: refused in words, nothing changed")

    start_on_a_screen(chroot, chroot.root / "tmp" / "running.png", meanwhile=while_it_runs)
    say(f"upgrading {older.name} to {deb.name}")
    chroot.run("apt-get", "install", "-y", f"/tmp/{deb.name}")
    now = chroot.run("realme-desktop", "--version").stdout.strip()
    if now == said:
        raise Failed(f"still {now}")
    say(f"{said} became {now}")
    if orders(chroot) != count:
        raise Failed("the history is another than before the upgrade")
    say(f"the history is kept: {count} order(s)")


def main() -> int:
    parser = argparse.ArgumentParser(prog="try_deb.py", description=__doc__)
    parser.add_argument("deb", type=Path)
    parser.add_argument("--older", type=Path, help="a .deb of a lower version, to upgrade from")
    parser.add_argument("--picture", type=Path, default=Path("screenshots/deb.png"))
    parser.add_argument("--keep", action="store_true")
    arguments = parser.parse_args()
    missing = [name for name in ("debootstrap", "Xvfb", "chroot") if shutil.which(name) is None]
    if missing or os.geteuid() != 0:
        say(f"skipped: {', '.join(missing)} missing" if missing else "skipped: this needs root")
        return SKIPPED
    arguments.picture.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="realme-clean-debian-", dir=os.environ.get("TMPDIR", "/var/tmp")))
    folder.chmod(0o755)
    started = time.monotonic()
    try:
        with clean_debian(folder) as chroot:
            try_deb(chroot, arguments.deb.resolve(), arguments.older, arguments.picture.resolve())
    except Failed as failed:
        say(f"FAILED: {failed}")
        return 1
    finally:
        if not arguments.keep:
            shutil.rmtree(folder, ignore_errors=True)
    say(f"all of it works ({time.monotonic() - started:.0f} s); the screen is in {arguments.picture}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
