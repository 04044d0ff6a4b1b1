"""`dev.py package --check`: does what was built work, and is it within its budget?"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from artefacts import DIGESTS
from artefacts import digests as digests_of
from versions import Version

__all__ = ["check"]

ROOT = Path(__file__).resolve().parent.parent
_SKIPPED = 77


def check(dist: Path, version: Version, *, timed: bool = True) -> int:
    """Returns the exit code: 0 when everything that could be tried works. `timed`: first paint as well, which
    wants a machine to itself."""
    folder = dist / "realme-desktop"
    program = folder / ("realme-desktop.exe" if sys.platform == "win32" else "realme-desktop")
    problems = [*smoke(program, version), *digests(folder), *wheel(dist), *budget(dist, timed=timed)]
    if sys.platform == "linux" and not problems:
        for deb in sorted(dist.glob("*.deb")):
            code = subprocess.run(
                [sys.executable, str(ROOT / "packaging" / "try_deb.py"), str(deb)]
            ).returncode
            if code not in (0, _SKIPPED):
                problems.append(f"{deb.name} does not work on a clean Debian")
    for problem in problems:
        print(f"package: {problem}", file=sys.stderr)
    print(f"package: {'NOT right' if problems else 'checked'}", file=sys.stderr)
    return 1 if problems else 0


def smoke(program: Path, version: Version) -> list[str]:
    """The frozen smoke test; its lines come by a file, since a program of Windows' desktop has no output."""
    report = program.parent.parent / "smoke-test.txt"
    picture = program.parent.parent / "smoke-test.png"
    command = [str(program), "smoke-test", "--report", str(report), "--screenshot", str(picture)]
    code = subprocess.run(command, stdout=subprocess.DEVNULL, check=False, timeout=180).returncode
    lines = report.read_text(encoding="utf-8") if report.is_file() else "no line at all\n"
    print(lines, end="")
    problems = [] if code == 0 else [f"the smoke test ended with {code}"]
    if f" {version.public} packaged" not in lines:
        problems.append(f"the program does not call itself {version.public}")
    return problems


def wheel(dist: Path) -> list[str]:
    """The wheel by pip in an environment with nothing else in it, the dependencies as locked."""
    built = sorted(dist.glob("*.whl"))
    if not built:
        return []
    with tempfile.TemporaryDirectory(prefix="realme-wheel-") as folder:
        venv = Path(folder, "venv")
        subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True)
        scripts = venv / ("Scripts" if sys.platform == "win32" else "bin")
        install = [str(scripts / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        locked = ["--require-hashes", "--only-binary", ":all:", "-r", str(ROOT / "requirements/runtime.txt")]
        if subprocess.run([*install, *locked], check=False, capture_output=True).returncode:
            print("package: skipped: the wheel was not tried, its dependencies could not be fetched")
            return []
        subprocess.run([*install, "--no-deps", *map(str, built)], check=True)
        command = [str(scripts / "realme-desktop"), "smoke-test"]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder, timeout=180)
        print(f"package: the wheel in an environment of its own: {done.stdout.strip().splitlines()[-1:]}")
        return [] if done.returncode == 0 else [f"the wheel does not work:\n{done.stdout}{done.stderr}"]


def digests(folder: Path) -> list[str]:
    told = (folder / DIGESTS).read_text(encoding="utf-8")
    return [] if told == digests_of(folder, (DIGESTS,)) else [f"{DIGESTS} is not what is in the folder"]


def budget(dist: Path, *, timed: bool) -> list[str]:
    sys.path.insert(0, str(ROOT))
    from bench.packaged import packaged, sizes

    problems = []
    for figure in packaged(dist) if timed else sizes(dist):
        print(figure, flush=True)
        if not figure.holds:
            problems.append(f"{figure.name} misses its target")
    return problems
