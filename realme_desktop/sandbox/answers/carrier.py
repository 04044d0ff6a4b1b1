"""魔蝎: 115-121, 123, 124. A task waits for codes, runs for the settling time, and is done.

`result` is JSON text, as the carrier's data is likely to come (the document leaves it open).
"""

from __future__ import annotations

import base64
import functools
import io
import json
import uuid
from typing import Any

from realme_desktop.catalog.model import Role
from realme_desktop.sandbox.magic import WRONG_CODE, Effect, meaning

from . import carrier_data
from .inquiry import Answer, Derived, Inquiry, Task

__all__ = ["again", "bill", "channels", "code", "create", "report", "reset", "reset_input", "status"]

_NO_TASK = Answer(refused="没有这个任务")
_NOT_DONE = Answer(refused="任务尚未完成")
_NOT_WAITING = Answer(refused="任务没有在等待验证码")
_PHRASES = {
    "DOING": "正在采集数据",
    "DONE_SUCC": "任务已完成",
    "DONE_FAIL": "任务失败，运营商系统繁忙",
    "DONE_TIMEOUT": "任务超时",
}


def _result(inquiry: Inquiry, content: Any) -> Answer:
    if inquiry.effect is Effect.UNPARSABLE:
        return Answer({"result": "{phase=DONE, phase_status=DONE_SUCC, descri"})
    return Answer({"result": json.dumps(content, ensure_ascii=False)})


def _new_task(inquiry: Inquiry, wants: tuple[str, ...]) -> Answer:
    task_id = str(uuid.UUID(Derived(inquiry.order_id).hex("task")[:32]))
    task = Task(wants=wants)
    mobile_effect = _mobile_effect(inquiry)
    if mobile_effect is Effect.CAPTCHA_PICTURE:
        task.wants = ("img", *wants[1:])
    if mobile_effect is Effect.TASK_FAILS or inquiry.outcome() != "00":
        task.ends = "DONE_FAIL"
    elif mobile_effect is Effect.TASK_TIMES_OUT:
        task.ends = "DONE_TIMEOUT"
    inquiry.memory.tasks[task_id] = task
    return _result(inquiry, {"task_id": task_id})


def _mobile_effect(inquiry: Inquiry) -> Effect | None:
    """The magic of the mobile number, even where a name asks for something else too."""
    return meaning(Role.MOBILE, inquiry.by_role(Role.MOBILE))


def create(inquiry: Inquiry) -> Answer:
    """115."""
    return _new_task(inquiry, ("sms",))


def reset(inquiry: Inquiry) -> Answer:
    """120. A reset wants the new password too."""
    return _new_task(inquiry, ("sms", "pwd"))


def _task(inquiry: Inquiry) -> Task | None:
    """The task that is meant; None if there is none. A number of nobody's is a task that is done, so that
    old numbers and made-up ones work in a demo."""
    effect = meaning(Role.TASK_ID, inquiry.values["task_id"])
    if effect is Effect.TASK_UNKNOWN:
        return None
    known = inquiry.memory.tasks.get(inquiry.values["task_id"])
    if known is not None:
        return known
    match effect:
        case Effect.TASK_WAITS:
            return Task(wants=("sms",))
        case Effect.CAPTCHA_PICTURE:
            return Task(wants=("img",))
        case Effect.TASK_RUNS:
            return Task(wants=(), runs_for_ever=True)
        case Effect.TASK_FAILS:
            return Task(wants=(), ends="DONE_FAIL", given_at=0.0)
        case Effect.TASK_TIMES_OUT:
            return Task(wants=(), ends="DONE_TIMEOUT", given_at=0.0)
        case _:
            return Task(wants=(), given_at=0.0)


def _phase(inquiry: Inquiry, task: Task) -> str:
    if task.wants:
        return "WAIT_CODE"
    running = task.given_at is None or inquiry.now < task.given_at + inquiry.settle_s
    return "DOING" if task.runs_for_ever or running else task.ends


def _status(inquiry: Inquiry, task: Task) -> dict[str, Any]:
    phase = _phase(inquiry, task)
    told: dict[str, Any] = {
        "phase": "LOGIN" if phase == "WAIT_CODE" else "CRAWL" if phase == "DOING" else "DONE",
        "phase_type": "LOGIN" if phase == "WAIT_CODE" else "DATA",
        "phase_status": phase,
        "description": _PHRASES.get(phase, ""),
        "finished": phase.startswith("DONE"),
        "can_leave": phase != "WAIT_CODE",
        "error_code": {"DONE_FAIL": 2, "DONE_TIMEOUT": 3}.get(phase, 0),
    }
    if phase == "WAIT_CODE":
        kind = task.wants[0]
        told["description"] = {"img": "请输入图片验证码", "sms": "请输入短信验证码", "pwd": "请输入新密码"}[
            kind
        ]
        if task.wrong:
            told.update(description="验证码错误，请重新输入", error_code=1)
        value = captcha(inquiry.values["task_id"]) if kind == "img" else ""
        told["input"] = {"type": kind, "wait_seconds": 60, "value": value}
    return told


def _give(inquiry: Inquiry, task: Task, given: list[tuple[str, str]]) -> Answer:
    """Hand in codes; the first wrong one stops the rest."""
    task.wrong = any(value == WRONG_CODE for kind, value in given if kind != "pwd")
    if not task.wrong:
        kinds = {kind for kind, _ in given}
        task.wants = tuple(kind for kind in task.wants if kind not in kinds)
        if not task.wants:
            task.given_at = inquiry.now
    return _result(inquiry, _status(inquiry, task))


def code(inquiry: Inquiry) -> Answer:
    """116."""
    task = _task(inquiry)
    if task is None:
        return _NO_TASK
    if not task.wants:
        return _NOT_WAITING if inquiry.values["task_id"] in inquiry.memory.tasks else status(inquiry)
    return _give(inquiry, task, [(task.wants[0], inquiry.values["verify_code"])])


def reset_input(inquiry: Inquiry) -> Answer:
    """121."""
    task = _task(inquiry)
    if task is None:
        return _NO_TASK
    if not task.wants:
        return _NOT_WAITING if inquiry.values["task_id"] in inquiry.memory.tasks else status(inquiry)
    rows = json.loads(inquiry.values["verify_code_list"])
    return _give(inquiry, task, [(str(row["type"]), str(row["value"])) for row in rows])


def again(inquiry: Inquiry) -> Answer:
    """117: another code, of the kind that is wished for."""
    task = _task(inquiry)
    if task is None:
        return _NO_TASK
    if task.wants:
        task.wants = (inquiry.values["message_type"], *task.wants[1:])
        task.wrong = False
    return _result(inquiry, _status(inquiry, task))


def status(inquiry: Inquiry) -> Answer:
    """118."""
    task = _task(inquiry)
    return _NO_TASK if task is None else _result(inquiry, _status(inquiry, task))


def channels(inquiry: Inquiry) -> Answer:
    """119."""
    return _result(inquiry, carrier_data.channels(inquiry.by_role(Role.MOBILE)))


def _done(inquiry: Inquiry) -> Answer | None:
    task = _task(inquiry)
    if task is None:
        return _NO_TASK
    return None if _phase(inquiry, task) == "DONE_SUCC" else _NOT_DONE


def report(inquiry: Inquiry) -> Answer:
    """123."""
    return _done(inquiry) or _result(
        inquiry, carrier_data.report(inquiry.by_role(Role.MOBILE), inquiry.order_date)
    )


def bill(inquiry: Inquiry) -> Answer:
    """124."""
    return _done(inquiry) or _result(
        inquiry, carrier_data.bill(inquiry.by_role(Role.MOBILE), inquiry.order_date)
    )


@functools.lru_cache(maxsize=64)
def captcha(task_id: str) -> str:
    """A PNG with four characters, as BASE64. Any code but the wrong one is accepted."""
    from PIL import Image, ImageDraw, ImageFont

    word = "".join(Derived(task_id).pick(str(at), "ACEFHKMNPRTWXY34679") for at in range(4))
    image = Image.new("RGB", (160, 60), (238, 242, 246))
    draw = ImageDraw.Draw(image)
    for at in range(6):
        y = Derived(task_id).number(f"line {at}", 4, 56)
        draw.line([(0, y), (160, 60 - y)], fill=(190, 205, 220), width=2)
    draw.text((80, 30), " ".join(word), font=ImageFont.load_default(34), fill=(40, 70, 110), anchor="mm")
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return base64.b64encode(buffer.getvalue()).decode("ascii")
