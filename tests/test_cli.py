"""The commands as processes: what they print, what they keep, how they end."""

from __future__ import annotations

import io
import json
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import keyring
import pytest

from realme_desktop import cli
from realme_desktop.__main__ import main
from realme_desktop.catalog.export import as_json
from realme_desktop.catalog.registry import SERVICES
from realme_desktop.orders.desk import OrderDesk
from realme_desktop.records.errors import RecordsUnavailable
from realme_desktop.sandbox.samples import PERSON_ONE
from realme_desktop.sandbox.server import Sandbox
from tests.orders import processes
from tests.orders.file_keyring import FileKeyring
from tests.orders.processes import own_environment, run
from tests.orders.support import sample

NAME, NUMBER = PERSON_ONE.name, PERSON_ONE.id_number
FAIL = "keyring.backends.fail.Keyring"


def _name_check(name: str = NAME) -> list[str]:
    return ["submit", "namecheck", f"full_name={name}", f"id_number={NUMBER}"]


# -- submit -----------------------------------------------------------------------------------------------


def test_one_order_in_the_sandbox_is_not_real_and_masked(tmp_path: Path) -> None:
    done = run(tmp_path, *_name_check(), "--environment", "sandbox")
    assert done.returncode == cli.OK, done.stderr
    assert done.stdout.startswith("*** NOT REAL / 非真实结果 ***")
    assert "✓ Match" in done.stdout
    assert NAME not in done.stdout and NUMBER not in done.stdout
    assert done.stderr == ""


def test_json_holds_the_order_and_the_exit_code(tmp_path: Path) -> None:
    done = run(tmp_path, *_name_check("测试不一致"), "--json")
    told = json.loads(done.stdout)
    assert done.returncode == told["exit_code"] == cli.AGAINST
    assert (told["state"], told["verdict"], told["resp_code"]) == ("answered", "mismatch", "01")
    assert (told["real"], told["note"]) == (False, "NOT REAL / 非真实结果")
    assert told["params"]["id_number"].startswith("110***")
    assert NUMBER not in done.stdout


def test_a_picture_is_named_by_its_file_and_a_late_result_waited_for(tmp_path: Path) -> None:
    fields = [f"full_name={NAME}", f"id_number={NUMBER}", f"video_pic=@{sample('face_one')}"]
    done = run(tmp_path, "submit", "100", *fields, "--threshold", "70", "--json")
    told = json.loads(done.stdout)
    assert done.returncode == cli.OK, done.stderr
    assert (told["score"], told["threshold"], told["own_verdict"]) == (100, 70, "match")
    left = run(tmp_path, "submit", "100", *fields, "--wait", "0", "--again", "--json")
    assert (left.returncode, json.loads(left.stdout)["state"]) == (cli.PENDING, "pending")


@pytest.mark.parametrize(
    ("name", "code"),
    [("测试异常", cli.REVIEW), ("测试未达", cli.UNCLEAR), ("测试无权", cli.REJECTED)],
)
def test_the_exit_code_tells_how_it_ended(name: str, code: int, tmp_path: Path) -> None:
    done = run(tmp_path, *_name_check(name), "--wait", "0")
    assert done.returncode == code, done.stdout + done.stderr
    if code != cli.REVIEW:
        assert "sent" in done.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ["submit", "nonsense"],
        ["submit", "checkresult"],
        ["submit", "namecheck", f"full_name={NAME}"],
        ["submit", "namecheck", "full_name"],
        ["submit", "namecheck", f"full_name={NAME}", f"id_number={NUMBER}", "extra=1"],
        ["submit", "defensehack", "video_pic=face.jpg"],
        ["submit", "defensehack", "video_pic=@/nowhere/face.jpg"],
        [*_name_check(), "--environment", "nowhere"],
        ["credentials", "status", "nowhere"],
    ],
)
def test_what_is_not_in_order_is_refused_in_words(
    arguments: list[str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(processes.VARIABLE, str(tmp_path / "keyring.json"))
    before = keyring.get_keyring()
    keyring.set_keyring(FileKeyring())
    try:
        code = main([*arguments, "--data-dir", str(tmp_path / "data"), "--language", "en"])
    finally:
        keyring.set_keyring(before)
    out, errors = capsys.readouterr()
    assert code == cli.NOT_ACCEPTED, out + errors
    assert out == ""
    assert errors.strip().endswith(".")


def test_a_secret_can_be_asked_for_instead_of_standing_in_the_command_line(tmp_path: Path) -> None:
    fields = ["mobile=13800000000", f"full_name={NAME}", f"id_number={NUMBER}", "password=?"]
    done = run(tmp_path, "submit", "getmoxietask", *fields, "--json", stdin="not-to-be-seen\n")
    assert done.returncode == cli.OK, done.stderr
    assert "password" not in json.loads(done.stdout)["params"]
    assert "not-to-be-seen" not in done.stdout


def test_without_a_keyring_the_sandbox_works_and_others_have_no_credentials(tmp_path: Path) -> None:
    done = run(tmp_path, *_name_check(), "--environment", "sandbox", keyring=FAIL)
    assert done.returncode == cli.OK
    assert "no system keyring" in done.stderr and "session-only" in done.stderr
    own_environment(tmp_path, "http://127.0.0.1:9/api/realme")
    done = run(tmp_path, *_name_check(), "--environment", "own", keyring=FAIL)
    assert done.returncode == cli.NO_ACCESS
    assert "no request was sent" in done.stderr


def _in_process(folder: Path, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setenv(processes.VARIABLE, str(folder / "keyring.json"))
    before = keyring.get_keyring()
    keyring.set_keyring(FileKeyring())
    try:
        return main([*arguments, "--data-dir", str(folder / "data"), "--language", "en"])
    finally:
        keyring.set_keyring(before)


class _NobodyReads(io.StringIO):
    def write(self, text: str) -> int:
        raise BrokenPipeError


def test_whoever_stops_reading_still_gets_the_exit_code_of_the_verdict(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", _NobodyReads())
        code = _in_process(tmp_path, monkeypatch, *_name_check("测试不一致"))
    assert code == cli.AGAINST


def test_a_fault_of_the_program_never_reads_as_a_verdict(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async def fault(*_: object, **__: object) -> None:
        raise ZeroDivisionError(NUMBER)

    monkeypatch.setattr(OrderDesk, "order", fault)
    assert _in_process(tmp_path, monkeypatch, *_name_check()) not in cli.EXIT_CODES
    told = capsys.readouterr().err
    assert "ZeroDivisionError" in told and "never sent again" in told
    assert NUMBER not in told and "Traceback" not in told


def test_records_that_fail_after_sending_leave_it_unclear(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async def gone(*_: object, **__: object) -> None:
        raise RecordsUnavailable("io")

    monkeypatch.setattr(OrderDesk, "order", gone)
    assert _in_process(tmp_path, monkeypatch, *_name_check()) == cli.UNCLEAR
    assert "disk" in capsys.readouterr().err


# -- credentials ------------------------------------------------------------------------------------------


def test_credentials_are_set_used_and_deleted(tmp_path: Path) -> None:
    with Sandbox(app_token="OURS", app_key="our-key") as sandbox:
        own_environment(tmp_path, sandbox.base)
        assert run(tmp_path, "credentials", "status", "own").returncode == cli.NO_ACCESS
        missing = run(tmp_path, *_name_check(), "--environment", "own")
        assert missing.returncode == cli.NO_ACCESS
        assert sandbox.log == []
        done = run(tmp_path, "credentials", "set", "own", stdin="OURS\nour-key\n")
        assert done.returncode == cli.OK, done.stderr
        assert "our-key" not in done.stdout + done.stderr
        assert run(tmp_path, "credentials", "status", "own").returncode == cli.OK
        sent = run(tmp_path, *_name_check(), "--environment", "own")
        assert sent.returncode == cli.OK, sent.stdout + sent.stderr
        assert "NOT REAL" not in sent.stdout  # an environment of one's own is not the sandbox
        assert run(tmp_path, "credentials", "delete", "own").returncode == cli.OK
        assert run(tmp_path, "credentials", "status", "own").returncode == cli.NO_ACCESS
        assert len(sandbox.submissions()) == 1
    for file in (tmp_path / "data").rglob("*"):
        assert file.is_dir() or b"our-key" not in file.read_bytes(), file


def test_half_a_pair_and_the_sandboxes_own_are_not_stored(tmp_path: Path) -> None:
    assert run(tmp_path, "credentials", "set", "production", stdin="TOKEN\n").returncode == cli.NOT_ACCEPTED
    assert run(tmp_path, "credentials", "set", "sandbox", stdin="A\nB\n").returncode == cli.NOT_ACCEPTED
    assert run(tmp_path, "credentials", "set", "integration", "A", "B").returncode == cli.NOT_ACCEPTED
    assert not (tmp_path / "keyring.json").exists()


def test_an_environment_with_mistakes_is_not_used(tmp_path: Path) -> None:
    own_environment(tmp_path, "http://realme.example/api")  # plain http, and not this computer
    done = run(tmp_path, *_name_check(), "--environment", "own")
    assert done.returncode == cli.NOT_ACCEPTED
    assert "environments.toml:" in done.stderr and "no request was sent" in done.stderr


# -- catalog, sandbox, help -------------------------------------------------------------------------------


def test_the_catalog_is_printed_whole(tmp_path: Path) -> None:
    done = run(tmp_path, "catalog", "--json")
    assert json.loads(done.stdout) == json.loads(json.dumps(as_json()))
    plain = run(tmp_path, "catalog")
    markdown = run(tmp_path, "catalog", "--markdown")
    for service in SERVICES:
        assert service.segment in plain.stdout and service.title.en in plain.stdout
        assert service.segment in markdown.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_sandbox_runs_until_it_is_stopped(number: signal.Signals, tmp_path: Path) -> None:
    process = processes.start(tmp_path, ["sandbox", "--settle", "0"])
    try:
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(4)]
        base = lines[1].split()[1]
        assert "None of its results are real" in lines[0] and "TESTRA000401" in lines[2]
        with pytest.raises(urllib.error.HTTPError) as answer:
            urllib.request.urlopen(f"{base}/v4/checkresult", timeout=10)
        assert b"return_code" in answer.value.read()
        answer.value.close()
        process.send_signal(number)
        _, errors = process.communicate(timeout=20)
    finally:
        process.kill()
        process.communicate()
    assert process.returncode == cli.OK
    assert errors == ""


def test_the_port_that_is_taken_is_told(tmp_path: Path) -> None:
    with Sandbox() as sandbox:
        done = run(tmp_path, "sandbox", "--port", str(sandbox.port))
    assert done.returncode == cli.NOT_ACCEPTED
    assert str(sandbox.port) in done.stderr


def test_help_and_version_need_nothing_heavy() -> None:
    code = (
        "import sys\nfrom realme_desktop import cli\ncli.parser()\n"
        "heavy = {'httpx','PIL','keyring','apsw','aiohttp','PySide6','qasync'} & set(sys.modules)\n"
        "print(heavy or 'light')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=processes.ROOT
    )
    assert done.stdout.strip() == "light"


def test_help_lists_the_exit_codes(tmp_path: Path) -> None:
    done = run(tmp_path, "submit", "--help")
    assert done.returncode == 0
    for code, words in cli.EXIT_CODES.items():
        assert f"{code}  {words}" in done.stdout


@pytest.mark.parametrize("encoding", ["ascii", "gbk"])
def test_output_survives_any_terminal(encoding: str, tmp_path: Path) -> None:
    variables = {**processes.environment_variables(tmp_path), "PYTHONIOENCODING": encoding}
    done = subprocess.run(
        processes.command(tmp_path, "catalog"), capture_output=True, env=variables, cwd=processes.ROOT
    )
    assert done.returncode == 0
    assert "namecheck" in done.stdout.decode("utf-8")


@pytest.mark.parametrize("before", [True, False])
def test_where_everything_is_kept_may_be_said_before_the_command_or_after(
    before: bool, tmp_path: Path
) -> None:
    from realme_desktop.cli import parser

    given = ["--data-dir", str(tmp_path), "--environment", "sandbox"]
    arguments = [*given, "sandbox"] if before else ["sandbox", *given]
    args = parser().parse_args(arguments)
    assert (args.data_dir, args.environment, args.language) == (tmp_path, "sandbox", None)
