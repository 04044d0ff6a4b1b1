"""What a server says back of what it was told in confidence goes no further."""

from __future__ import annotations

import base64
import json
import random
from html import escape
from urllib.parse import quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from realme_desktop.gateway.replies import read_reply
from realme_desktop.gateway.reply import Reply
from realme_desktop.gateway.scrubbing import private_texts, scrubbed

PICTURE = base64.b64encode(b"\xff\xd8\xff" + random.Random(1).randbytes(60_000))
SIGN = "0123456789abcdef" * 4


def reply_of(body: str) -> Reply:
    return read_reply(None, body.encode(), 500, {}, query=False)


@pytest.mark.parametrize("secret", ["Pq7zKsecretW9", "密码 pass", 'a"b\\c&d<e>', "654321"])
@pytest.mark.parametrize("write", [str, json.dumps, quote_plus, escape])
def test_a_secret_is_found_however_it_is_written(secret: str, write: object) -> None:
    assert callable(write)
    reply = scrubbed(reply_of(f"<p>password={write(secret)}&amp;sign={SIGN}</p>"), (secret, SIGN))
    assert write(secret).strip('"') not in reply.raw and SIGN not in reply.raw
    assert reply.raw.startswith("<p>password=")


def test_a_secret_is_found_in_the_values_too() -> None:
    body = {"return_code": "90101", "return_message": "bad Pq7z!", "x": {"Pq7z!": ["Pq7z!", 1, None]}}
    reply = scrubbed(reply_of(json.dumps(body)), ("Pq7z!",))
    assert "Pq7z!" not in repr((reply.raw, reply.values, reply.return_message))
    assert reply.values["return_code"] == reply.return_code == "90101"


def test_codes_of_a_list_go_one_by_one() -> None:
    listed = '[{"type": "sms", "value": "135790"}]'
    assert private_texts(listed) == (listed, "135790")
    assert private_texts("[not a list") == ("[not a list",)
    reply = scrubbed(reply_of('{"x": 135790, "y": "code 135790 is wrong"}'), private_texts(listed))
    assert "135790" not in repr((reply.raw, reply.values))


def test_a_short_code_within_a_number_is_no_code() -> None:
    reply = reply_of('{"return_code": "10400", "order_id": "20260921135790", "seq_id": "1357"}')
    assert scrubbed(reply, ("135790", "260", "0921")) is reply
    kept = scrubbed(reply, ("1357",))
    assert kept.values["seq_id"] == kept.seq_id == "1357"


@pytest.mark.parametrize("part", [len(PICTURE), 20_000])
@pytest.mark.parametrize("encoded", [False, True])
def test_a_picture_said_back_in_part_or_as_a_whole_is_cut_out(part: int, encoded: bool) -> None:
    echo = PICTURE.decode()[:part]
    body = f"<html>image={quote_plus(echo) if encoded else echo}</html>"
    reply = scrubbed(reply_of(body), (), (PICTURE,))
    assert len(reply.raw) < 100 and reply.raw.startswith("<html>image=")
    prefixed = scrubbed(reply_of(body), (), (b"data:image/jpeg;base64," + PICTURE,))
    assert prefixed.raw == reply.raw


def test_another_picture_that_begins_alike_stays() -> None:
    other = PICTURE[:1000] + base64.b64encode(random.Random(2).randbytes(20_000))
    reply = reply_of(json.dumps({"result": other.decode()}))
    assert scrubbed(reply, (SIGN,), (PICTURE,)) is reply


@given(st.text(max_size=200), st.lists(st.text(max_size=12), max_size=3))
def test_whatever_the_texts_nothing_is_raised(body: str, texts: list[str]) -> None:
    reply = scrubbed(reply_of(body), tuple(texts), (b"", b"QUJD"))
    assert isinstance(reply.raw, str)
