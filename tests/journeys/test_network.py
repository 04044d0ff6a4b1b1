"""A whole journey of the program, in a process of its own, and every address that it turned to.

`sys.addaudithook` sees each connect, bind and look-up of a name that Python makes. On Linux, where the
kernel lets us, the same journey runs a second time in a network namespace that has nothing but its own
loopback: what is not needed there can't be needed anywhere.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

JOURNEY = r"""
import json, os, sys
from pathlib import Path

seen = []

def hear(event, args):
    if event in ("socket.connect", "socket.bind", "socket.sendto"):
        address = args[1]
        seen.append([event, address if isinstance(address, str) else str(address[0])])
    elif event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"):
        seen.append([event, str(args[0])])
    elif event == "urllib.Request":
        seen.append([event, str(args[0])])

sys.addaudithook(hear)
folder = Path(sys.argv[1])
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["HTTPS_PROXY"] = os.environ["HTTP_PROXY"] = "http://user:hunter2@proxy.invalid:8080"

from realme_desktop import app, smoke  # noqa: E402

code = smoke.smoke_test(None) if sys.argv[2] == "window" else None
if code is None:
    from realme_desktop.__main__ import main

    code = main(["--data-dir", str(folder / "data"), "--environment", "sandbox", "submit", "namecheck",
                 "full_name=欧阳测试", "id_number=110101199003074477", "--json"])
(folder / "seen.json").write_text(json.dumps([code, seen]))
"""


def journey(folder: Path, how: str, *before: str) -> tuple[int, list[tuple[str, str]], str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    done = subprocess.run(
        [*before, sys.executable, "-c", JOURNEY, str(folder), how], env=environment, cwd=folder,
        capture_output=True, text=True, check=False, timeout=55,
    )  # fmt: skip
    said = done.stdout + done.stderr
    assert (folder / "seen.json").exists(), said
    code, seen = json.loads((folder / "seen.json").read_text())
    return code, [(event, address) for event, address in seen], said


def elsewhere(seen: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Whatever is neither this computer nor a socket of the session (keyring, screen), which are files."""
    return [
        (event, address)
        for event, address in seen
        if not address.startswith(("127.", "/", "\0", "@")) and address not in ("::1", "localhost", "")
    ]


def can_unshare() -> bool:
    if shutil.which("ip") is None:  # who would bring its loopback up
        return False
    try:
        return subprocess.run(["unshare", "-rn", "true"], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


@pytest.mark.parametrize("how", ["window", "command"])
def test_nothing_but_the_environment_is_spoken_to(how: str, tmp_path: Path) -> None:
    code, seen, said = journey(tmp_path, how)
    assert code == 0, said
    assert any(event == "socket.connect" and address == "127.0.0.1" for event, address in seen), seen
    assert elsewhere(seen) == []
    assert "hunter2" not in said
    for file in tmp_path.rglob("*.log"):
        assert "hunter2" not in file.read_text(encoding="utf-8")


@pytest.mark.skipif(not can_unshare(), reason="the kernel gives no network namespace")
def test_without_any_network_but_its_own_the_sandbox_works(tmp_path: Path) -> None:
    up = 'ip link set lo up 2>/dev/null || true; exec "$@"'
    code, seen, said = journey(tmp_path, "window", "unshare", "-rn", "bash", "-c", up, "bash")
    assert code == 0, said
    assert elsewhere(seen) == []
