"""The second net of the log: whatever a mistake lets through is taken out before it is written."""

from __future__ import annotations

import base64
import json
import logging
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from realme_desktop.config.logs import LOG, JsonLines, Redaction, latest_lines, start_log
from realme_desktop.config.paths import Paths
from realme_desktop.config.redaction import GONE, redacted, told_error

posix = pytest.mark.skipif(os.name != "posix", reason="modes and limits are POSIX")

SECRETS = {
    "name": "欧阳娜娜",
    "id": "110101199003074477",
    "mobile": "13812345678",
    "card": "6222020200112233445",
    "key": "9f86d081884c7d659a2feaa0c55ad015",
    "picture": base64.b64encode(bytes(range(256))).decode(),
}


@pytest.fixture
def log(tmp_path: Path) -> Iterator[tuple[logging.Logger, Path]]:
    root, level = logging.getLogger(), logging.getLogger().level
    paths = Paths(tmp_path / "data")
    handler = start_log(paths)
    assert handler is not None
    try:
        yield logging.getLogger("realme_desktop.tests"), paths.log_dir / LOG
    finally:
        root.removeHandler(handler)
        root.setLevel(level)
        handler.close()


def test_seeded_secrets_do_not_reach_the_file(log: tuple[logging.Logger, Path]) -> None:
    logger, file = log
    for value in SECRETS.values():
        logger.info("a value %s in the middle", value)
        logger.warning(f"glued:{value}!")
        logger.info("a structure %r", {"full_name": value, "deep": [value]})
    logger.info("GET https://user:hunter2@proxy.example/realme?sign=abc&id_number=1 sent")
    logger.info('full_name=Wang mobile: "555" app_key=\'se"cret\' sign=ABCDEF')
    logger.info("%d arguments are missing %s", 1)
    try:
        try:
            int(SECRETS["id"] + SECRETS["name"])
        except ValueError as error:
            raise KeyError(SECRETS["name"]) from error
    except KeyError:
        logger.exception("order %s failed", "2" * 30)
    written = file.read_text(encoding="utf-8")
    for secret in (*SECRETS.values(), "hunter2", "Wang", "555", 'se"cret', "ABCDEF", "sign=abc"):
        assert secret not in written
    entries = [json.loads(line) for line in written.splitlines()]
    assert {"at", "level", "from", "says"} <= set(entries[0])
    last = entries[-1]
    assert "2" * 30 in last["says"]  # what an order is called may be told
    assert last["error"][-1] == "builtins.ValueError" and "builtins.KeyError" in last["error"]
    assert not any(str(Path(__file__).parent) in line for line in last["error"])


@posix
def test_the_file_is_its_owners_and_rotates(log: tuple[logging.Logger, Path]) -> None:
    logger, file = log
    line = "x " * 500
    for _ in range(1100):
        logger.info(line)
    files = sorted(file.parent.iterdir())
    assert [path.name for path in files] == [LOG, f"{LOG}.1"]
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in files)
    assert len(latest_lines(file.parent, 500)) == 500


@given(st.sampled_from(sorted(SECRETS)), st.text(max_size=20), st.text(max_size=20))
def test_whatever_stands_around_it(key: str, before: str, after: str) -> None:
    # A digit or letter right beside it makes another number of it.
    text = f"{before} {SECRETS[key]} {after}"
    assert SECRETS[key] not in redacted(text)


@given(st.text(max_size=200))
def test_redaction_never_fails_and_is_stable(text: str) -> None:
    once = redacted(text)
    assert redacted(once) == once


@pytest.mark.parametrize("spelt", [json.dumps, quote, ascii, lambda name: repr(name.encode())])
def test_a_name_in_another_spelling(spelt: Callable[[str], str]) -> None:
    name = SECRETS["name"]
    told = spelt(name)
    rest = redacted(f"could not read [{told}] at all")
    assert rest.startswith("could not read [") and rest.endswith("] at all") and GONE in rest
    assert told.strip("b'\"") not in rest and redacted(json.dumps(told)).count("\\") <= 2


def test_what_we_do_write_stays_readable() -> None:
    for text in (
        "POST namecheck: accepted, HTTP 200, return_code 90000, 35 ms",
        "order 202611050930001230000123456789 was not taken up in full: database is locked",
        "environment production, 3 orders, 0x1f, 2026-11-05T09:30:00",
        "keyring.backends.SecretService.Keyring",
    ):
        assert redacted(text) == text
    assert GONE in redacted("id_number=1")


def test_foreign_words_of_an_error_are_left_out() -> None:
    from realme_desktop.records.errors import RecordsUnavailable

    assert "hello" not in told_error(RuntimeError("hello"))
    assert told_error(RecordsUnavailable("locked")).startswith("realme_desktop.records.errors.")


def test_the_filter_leaves_nothing_for_other_formatters() -> None:
    record = logging.LogRecord("n", logging.INFO, "p", 1, "of %s", (SECRETS["name"],), None)
    assert Redaction().filter(record)
    assert record.args is None and SECRETS["name"] not in JsonLines().format(record)


@posix
def test_a_hardened_process_leaves_no_core_and_private_files(tmp_path: Path) -> None:
    code = """
import os, resource, sys
from realme_desktop.config.logs import tell_errors_redacted
from realme_desktop.config.process import harden
undone = harden(); tell_errors_redacted()
open("made", "w").write("x")
assert resource.getrlimit(resource.RLIMIT_CORE)[0] == 0
if sys.platform == "linux":
    import ctypes
    assert ctypes.CDLL(None).prctl(3, 0, 0, 0, 0) == 0, "PR_GET_DUMPABLE"
    assert undone == ()
if sys.argv[1] == "raise":
    raise ValueError("110101199003074477")
os.abort()
"""
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    for way in ("raise", "abort"):
        done = subprocess.run(
            [sys.executable, "-c", code, way],
            cwd=tmp_path,
            env=env,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode != 0 and "110101199003074477" not in done.stdout + done.stderr
        assert "AssertionError" not in done.stderr, done.stderr
        assert (tmp_path / "made").stat().st_mode & 0o777 == 0o600
        assert [path.name for path in tmp_path.iterdir()] == ["made"], "no core file"
    assert (
        "ValueError"
        in subprocess.run(
            [sys.executable, "-c", code, "raise"],
            cwd=tmp_path,
            env=env,
            capture_output=True,
            text=True,
            check=False,
        ).stderr
    )
