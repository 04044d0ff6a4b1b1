"""The life of a 魔蝎 task."""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from PIL import Image

from realme_desktop.sandbox.magic import WRONG_CODE
from realme_desktop.sandbox.server import Sandbox

from .caller import Caller, HandClock


class Tasks:
    def __init__(self, caller: Caller, clock: HandClock) -> None:
        self.caller, self.clock = caller, clock

    def ask(self, segment: str, **values: str) -> dict[str, Any]:
        reply = self.caller.submit(segment, values)
        assert reply.status_code == 200, reply.text
        found: dict[str, Any] = json.loads(reply.json()["result"])
        return found

    def refused(self, segment: str, **values: str) -> str:
        reply = self.caller.submit(segment, values)
        assert reply.status_code == 400
        return str(reply.json()["return_code"])


@contextmanager
def tasks() -> Iterator[Tasks]:
    clock = HandClock()
    with Sandbox(settle_s=3, rate=None, clock=clock) as sandbox, Caller(sandbox) as caller:
        yield Tasks(caller, clock)


def test_a_collection_from_start_to_end() -> None:
    with tasks() as t:
        task = t.ask("getmoxietask")["task_id"]
        waiting = t.ask("getmoxiestatus", task_id=task)
        assert waiting["phase_status"] == "WAIT_CODE"
        assert waiting["input"] == {"type": "sms", "wait_seconds": 60, "value": ""}
        assert t.refused("getmoxiereport", task_id=task) == "12310"
        wrong = t.ask("getmoxieinput", task_id=task, verify_code=WRONG_CODE)
        assert (wrong["phase_status"], wrong["error_code"]) == ("WAIT_CODE", 1)
        assert t.ask("getmoxieverifycode", task_id=task, message_type="sms")["error_code"] == 0
        running = t.ask("getmoxieinput", task_id=task, verify_code="135790")
        assert (running["phase_status"], running["finished"]) == ("DOING", False)
        assert t.refused("getmoxieinput", task_id=task) == "11610"
        assert t.refused("getmoxiedata", task_id=task) == "12410"
        t.clock.now += 4
        done = t.ask("getmoxiestatus", task_id=task)
        assert (done["phase_status"], done["finished"]) == ("DONE_SUCC", True)
        report = t.ask("getmoxiereport", task_id=task, mobile="13900000000")
        assert report["cell_phone"]["mobile"] == "13900000000"
        bill = t.ask("getmoxiedata", task_id=task)
        assert [row["bill_month"] for row in bill["bills"]][:2] == ["2026-10", "2026-09"]
        assert all(row["total_size"] == len(row["items"]) for row in bill["calls"])


def test_a_picture_code() -> None:
    with tasks() as t:
        task = t.ask("getmoxietask", mobile="13800000001")["task_id"]
        wanted = t.ask("getmoxiestatus", task_id=task)["input"]
        assert wanted["type"] == "img"
        with Image.open(io.BytesIO(base64.b64decode(wanted["value"]))) as image:
            assert image.format == "PNG"
        assert t.ask("getmoxieverifycode", task_id=task, message_type="sms")["input"]["type"] == "sms"


def test_a_reset_wants_a_code_and_a_password() -> None:
    with tasks() as t:
        task = t.ask("getmoxieresettask")["task_id"]
        code = json.dumps([{"type": "sms", "value": "135790"}])
        assert t.ask("getmoxieresetinput", task_id=task, verify_code_list=code)["input"]["type"] == "pwd"
        password = json.dumps([{"type": "pwd", "value": WRONG_CODE}])
        assert t.ask("getmoxieresetinput", task_id=task, verify_code_list=password)["phase_status"] == "DOING"
        t.clock.now += 4
        assert t.ask("getmoxiestatus", task_id=task)["phase_status"] == "DONE_SUCC"
        assert t.refused("getmoxieresetinput", task_id=task) == "12110"


@pytest.mark.parametrize(
    ("mobile", "end"),
    [("13800000002", "DONE_FAIL"), ("13800000003", "DONE_TIMEOUT"), ("13912345678", "DONE_SUCC")],
)
def test_ends(mobile: str, end: str) -> None:
    with tasks() as t:
        task = t.ask("getmoxietask", mobile=mobile)["task_id"]
        t.ask("getmoxieinput", task_id=task)
        t.clock.now += 4
        assert t.ask("getmoxiestatus", task_id=task)["phase_status"] == end


@pytest.mark.parametrize(
    ("task", "phase"),
    [
        ("sandbox-wait-sms", "WAIT_CODE"),
        ("sandbox-wait-img", "WAIT_CODE"),
        ("sandbox-doing", "DOING"),
        ("sandbox-fail", "DONE_FAIL"),
        ("sandbox-timeout", "DONE_TIMEOUT"),
        ("an-old-number", "DONE_SUCC"),
    ],
)
def test_task_numbers_with_a_meaning(task: str, phase: str) -> None:
    with tasks() as t:
        assert t.ask("getmoxiestatus", task_id=task)["phase_status"] == phase
        if phase == "DONE_SUCC":
            assert t.ask("getmoxiereport", task_id=task)["user_basic"]
        else:
            assert t.refused("getmoxiereport", task_id=task) == "12310"


def test_an_unknown_task() -> None:
    with tasks() as t:
        for segment, code in (
            ("getmoxieinput", "11610"),
            ("getmoxieverifycode", "11710"),
            ("getmoxiestatus", "11810"),
            ("getmoxieresetinput", "12110"),
            ("getmoxiereport", "12310"),
            ("getmoxiedata", "12410"),
        ):
            assert t.refused(segment, task_id="sandbox-unknown") == code


def test_a_magic_number_says_nothing_of_an_old_task() -> None:
    with tasks() as t:
        assert t.ask("getmoxiereport", task_id="an-old-number", mobile="13800000001")["user_basic"]
        assert t.refused("getmoxiereport", task_id="sandbox-fail", mobile="13800000001") == "12310"


def test_channels() -> None:
    with tasks() as t:
        found = t.ask("getmoxiemobile", mobile="13800000000")
        assert (found["carrier"], found["mobile"]) == ("CHINA_MOBILE", "13800000000")
        assert found["channels"]
