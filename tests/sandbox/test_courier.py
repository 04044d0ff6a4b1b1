"""The sandbox's own notifications, received by a server that shares no code with the listener."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl

import pytest

from realme_desktop.sandbox.courier import ATTEMPTS
from realme_desktop.sandbox.magic import MAGIC, Effect
from realme_desktop.sandbox.server import Sandbox

from .caller import KEY, Caller, HandClock, formula

NAME = {magic.effect: magic.trigger for magic in MAGIC if magic.anywhere}


class Post:
    """Takes notifications; `statuses` are answered one after the other, then 200."""

    def __init__(self) -> None:
        self.statuses: list[int] = []
        self.got: list[tuple[str, bytes]] = []
        self.arrived = threading.Semaphore(0)
        self.address = ""

    def wait(self, count: int = 1) -> None:
        for _ in range(count):
            assert self.arrived.acquire(timeout=20)

    def forms(self) -> list[dict[str, str]]:
        return [dict(parse_qsl(body.decode(), strict_parsing=True)) for _, body in self.got]


@contextmanager
def post_office() -> Iterator[Post]:
    post = Post()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            post.got.append((self.headers["Content-Type"], body))
            self.send_response(post.statuses.pop(0) if post.statuses else 200)
            self.send_header("Content-Length", "0")
            self.end_headers()
            post.arrived.release()

        def log_message(self, format: str, *args: object) -> None:
            return

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        post.address = f"http://127.0.0.1:{server.server_port}/n"
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield post
        finally:
            server.shutdown()
            thread.join()


def attempts(sandbox: Sandbox, count: int) -> list[str]:
    """The outcomes of the first `count` attempts, which the sandbox notes a moment after the answer."""
    pause = threading.Event()
    for _ in range(2000):
        if len(sandbox.notifications) >= count:
            break
        pause.wait(0.01)
    return [sent.outcome for sent in sandbox.notifications]


def order(caller: Caller, post: Post, **values: str) -> dict[str, str]:
    reply: dict[str, str] = caller.submit("staticfacecheck", {"mer_bg_url": post.address, **values}).json()
    return reply


def test_a_result_is_posted_as_a_signed_form() -> None:
    with post_office() as post, Sandbox(settle_s=0) as sandbox, Caller(sandbox) as caller:
        reply = order(caller, post)
        post.wait()
        assert post.got[0][0] == "application/x-www-form-urlencoded"
        (said,) = post.forms()
        assert said["sign"] == formula("POST", post.address, {k: v for k, v in said.items() if v}, KEY)
        asked = caller.query(order_id=reply["order_id"]).json()
        for name in ("seq_id", "order_id", "resp_code", "resp_info", "mp_ssim"):
            assert said[name] == str(asked[name])
        assert attempts(sandbox, 1) == ["200"]
        assert sandbox.notifications[0].order_id == reply["order_id"]


def test_as_json_lists_are_lists() -> None:
    with (
        post_office() as post,
        Sandbox(settle_s=0, notify_as="json") as sandbox,
        Caller(sandbox) as caller,
    ):
        caller.submit("faceretrieve", {"mer_bg_url": post.address})
        post.wait()
        content_type, body = post.got[0]
        assert content_type.startswith("application/json")
        said = json.loads(body)
        assert isinstance(said["face_identify_list"], list)
        texts = {k: v if isinstance(v, str) else json.dumps(v, ensure_ascii=False) for k, v in said.items()}
        assert said["sign"] == formula("POST", post.address, texts, KEY)


def test_it_waits_for_the_result() -> None:
    clock = HandClock()
    with post_office() as post, Sandbox(settle_s=500, clock=clock) as sandbox, Caller(sandbox) as caller:
        order(caller, post)
        assert sandbox.notifications == []
        clock.now += 501
        post.wait()


def test_what_is_not_taken_is_tried_again_and_given_up() -> None:
    with (
        post_office() as post,
        Sandbox(settle_s=0, notify_again_s=0.01) as sandbox,
        Caller(sandbox) as caller,
    ):
        post.statuses = [503, 302]
        order(caller, post)
        post.wait(3)
        assert attempts(sandbox, 3) == ["503", "302", "200"]
        post.statuses = [400] * 9
        order(caller, post)
        post.wait(ATTEMPTS)
        assert attempts(sandbox, 3 + ATTEMPTS)[3:] == ["400"] * ATTEMPTS


def test_nobody_there() -> None:
    with Sandbox(settle_s=0, notify_again_s=0.001) as sandbox, Caller(sandbox) as caller:
        caller.submit("staticfacecheck", {"mer_bg_url": "http://127.0.0.1:9/n"})
        assert attempts(sandbox, ATTEMPTS) == ["unreachable"] * ATTEMPTS


@pytest.mark.parametrize(
    "url",
    ["https://console.invalid/n", "http://192.0.2.1/n", "http://127.0.0.1.example/n", "http://0.0.0.0:9/n"],
)  # fmt: skip
def test_nothing_is_sent_to_another_computer(url: str) -> None:
    with post_office() as post, Sandbox(settle_s=0) as sandbox, Caller(sandbox) as caller:
        caller.submit("staticfacecheck", {"mer_bg_url": url})
        order(caller, post)
        post.wait()
        assert attempts(sandbox, 1) == ["200"], "only the one to this computer"


def test_what_is_answered_at_once_is_not_notified() -> None:
    with post_office() as post, Sandbox(settle_s=0) as sandbox, Caller(sandbox) as caller:
        caller.submit("cardcheck", {"mer_bg_url": post.address})
        reply = order(caller, post)
        post.wait()
        attempts(sandbox, 1)
        assert [sent.order_id for sent in sandbox.notifications] == [reply["order_id"]]


def test_magic() -> None:
    with (
        post_office() as post,
        Sandbox(settle_s=0, notify_again_s=0.001) as sandbox,
        Caller(sandbox) as caller,
    ):

        def said(effect: Effect, count: int = 1) -> tuple[dict[str, str], list[dict[str, str]]]:
            post.got.clear()
            reply = order(caller, post, full_name=NAME[effect])
            post.wait(count)
            return reply, post.forms()

        def signed(form: dict[str, str]) -> bool:
            return form["sign"] == formula("POST", post.address, form, KEY)

        reply, forms = said(Effect.NOTICE_TWICE, 2)
        assert forms[0] == forms[1] and signed(forms[0])
        reply, forms = said(Effect.NOTICE_FORGED)
        assert forms[0]["order_id"] == reply["order_id"] and not signed(forms[0])
        reply, forms = said(Effect.NOTICE_STRANGER)
        assert forms[0]["order_id"] not in (reply["order_id"], *sandbox.recorded()) and signed(forms[0])
        reply, forms = said(Effect.NOTICE_DIFFERS)
        assert signed(forms[0])
        assert (forms[0]["resp_code"], caller.query(order_id=reply["order_id"]).json()["resp_code"]) == (
            "01",
            "00",
        )


def test_stopping_gives_up_what_is_on_its_way() -> None:
    with post_office() as post:
        sandbox = Sandbox(settle_s=1000)
        sandbox.start()
        with Caller(sandbox) as caller:
            order(caller, post)
        sandbox.stop()
        assert sandbox.notifications == []
