"""The sandbox starts, stops and leaves nothing behind."""

from __future__ import annotations

import gc
import os
import signal
import socket
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from realme_desktop.sandbox.server import Sandbox

from .caller import Caller

ROOT = Path(__file__).resolve().parents[2]


def _threads() -> set[str]:
    return {thread.name for thread in threading.enumerate() if thread.name.startswith("sandbox")}


def test_start_and_stop_leave_nothing() -> None:
    for _ in range(5):
        sandbox = Sandbox()
        sandbox.start()
        sandbox.start()
        with Caller(sandbox) as caller:
            assert caller.submit("namecheck").status_code == 200
            port = sandbox.port
            sandbox.stop()
            with pytest.raises(httpx.ConnectError):
                caller.http.get(f"http://127.0.0.1:{port}/")
        sandbox.stop()
        assert not sandbox.running
    assert not _threads()
    gc.collect()  # a socket or loop left open would warn here, and a warning is an error


def test_the_base_is_known_only_while_it_runs() -> None:
    sandbox = Sandbox()
    with pytest.raises(RuntimeError, match="not running"):
        _ = sandbox.base
    with sandbox:
        assert sandbox.base == f"http://127.0.0.1:{sandbox.port}/api/realme"
    with pytest.raises(RuntimeError, match="not running"):
        _ = sandbox.base


def test_a_second_start_begins_anew() -> None:
    sandbox = Sandbox()
    for _ in range(2):
        with sandbox, Caller(sandbox) as caller:
            assert caller.submit("namecheck", order_id="A").json()["return_code"] == "10400"
    assert len(sandbox.log) == 1, "the log can be read after the stop"


def test_a_taken_port_is_an_error() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        sandbox = Sandbox(port=taken.getsockname()[1])
        with pytest.raises(OSError, match="address"):
            sandbox.start()
        assert not sandbox.running
    assert not _threads()


def test_a_wished_port_is_taken() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with Sandbox(port=port) as sandbox:
        assert sandbox.port == port


def test_many_callers_at_once() -> None:
    with Sandbox(rate=None) as sandbox, Caller(sandbox) as caller, ThreadPoolExecutor(8) as pool:
        replies = list(pool.map(lambda at: caller.submit("namecheck", order_id=f"O{at % 20}"), range(60)))
        codes = [reply.json()["return_code"] for reply in replies]
        assert (codes.count("10400"), codes.count("90104")) == (20, 40)
        assert set(sandbox.submissions().values()) == {3}
        assert len(sandbox.recorded()) == 20


def test_two_sandboxes_know_nothing_of_each_other() -> None:
    with Sandbox() as one, Sandbox() as other, Caller(one) as first, Caller(other) as second:
        first.submit("namecheck", order_id="A")
        assert second.query("A").json()["return_code"] == "20011"


@pytest.mark.skipif(sys.platform == "win32", reason="signals of another process are POSIX")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_cleanly_on_a_signal(number: signal.Signals) -> None:
    program = (
        "from realme_desktop.sandbox.server import run_forever\n"
        "run_forever(settle_s=0, ready=lambda sandbox: print(sandbox.base, flush=True))\n"
        "print('ended', flush=True)\n"
    )
    command = [sys.executable, "-W", "error", "-c", program]
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        base = process.stdout.readline().strip()
        assert httpx.get(base + "/v4/checkresult", trust_env=False).json()["return_code"] == "90101"
        process.send_signal(number)
        out, err = process.communicate(timeout=20)
    assert (process.returncode, out.strip(), err) == (0, "ended", "")


def test_light_modules_stay_light() -> None:
    """The help and the picture picker import these before the first paint."""
    program = (
        "import sys\n"
        "import realme_desktop.sandbox.magic, realme_desktop.sandbox.samples\n"
        "heavy = {'aiohttp', 'PIL', 'asyncio', 'httpx', 'stdnum'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True, timeout=30)
