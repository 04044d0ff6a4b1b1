"""Each magic input does what the help says of it."""

from __future__ import annotations

import json
import threading

import httpx
import pytest

from realme_desktop.catalog.model import Role
from realme_desktop.catalog.registry import SERVICES
from realme_desktop.sandbox.magic import MAGIC, Effect, effect_of
from realme_desktop.sandbox.server import Sandbox

from .caller import Caller, HandClock

NAME = {magic.effect: magic.trigger for magic in MAGIC if magic.role is Role.FULL_NAME}


def named(effect: Effect) -> dict[str, str]:
    return {"full_name": NAME[effect]}


def test_triggers_are_told_apart() -> None:
    assert len({(magic.role, magic.trigger) for magic in MAGIC}) == len(MAGIC)
    assert {magic.effect for magic in MAGIC} == set(Effect)
    for magic in MAGIC:
        for text in (magic.title, magic.sentence):
            assert text.zh
            assert text.en
            assert text.zh != text.en


@pytest.mark.parametrize("magic", MAGIC, ids=lambda magic: magic.trigger)
def test_triggers_work_where_they_are_said_to(magic: object) -> None:
    assert isinstance(magic, type(MAGIC[0]))
    roles = {"a": Role.MOBILE, "b": magic.role, "c": Role.AUTHORIZATION}
    assert effect_of({"a": "13912345678", "b": magic.trigger, "c": "x"}, roles) is magic.effect
    elsewhere = effect_of({"c": magic.trigger}, roles)
    assert elsewhere is (magic.effect if magic.anywhere else None)


def test_every_service_has_the_field_where_names_work_too() -> None:
    for service in SERVICES:
        assert service.field("authorization_info").role is Role.AUTHORIZATION


def test_the_authorization_comes_first() -> None:
    roles = {"full_name": Role.FULL_NAME, "mobile": Role.MOBILE, "note": Role.AUTHORIZATION}
    values = {"mobile": "13800000002", "full_name": NAME[Effect.SLOW], "note": NAME[Effect.MISMATCH]}
    assert effect_of(values, roles) is Effect.MISMATCH
    assert effect_of({**values, "note": ""}, roles) is Effect.SLOW


@pytest.mark.parametrize(
    "segment", ["staticfacecheck", "cardcheck", "mobilecheck", "namecheck", "idcardcheck"]
)
@pytest.mark.parametrize(("effect", "code"), [(Effect.MISMATCH, "01"), (Effect.EXCEPTION, "99")])
def test_results(caller: Caller, segment: str, effect: Effect, code: str) -> None:
    assert caller.result(segment, named(effect))["resp_code"] == code


def test_faces_take_them_from_the_authorization(caller: Caller) -> None:
    for effect, code in ((Effect.MISMATCH, "01"), (Effect.EXCEPTION, "99")):
        reply = caller.submit("picturematch", {"authorization_info": NAME[effect]}).json()
        assert reply["resp_code"] == code
    assert "mp_ssim" not in reply


@pytest.mark.parametrize("code", ["02", "03", "04", "05"])
def test_partial_matches(caller: Caller, code: str) -> None:
    effect = Effect[f"PARTIAL_{code}"]
    assert caller.result("mobilecheck", named(effect))["resp_code"] == code
    assert caller.result("namecheck", named(effect))["resp_code"] == "01"


def test_no_score(caller: Caller) -> None:
    assert "mp_ssim" in caller.result("staticfacecheck")
    result = caller.result("staticfacecheck", named(Effect.NO_SCORE))
    assert "mp_ssim" not in result
    assert result["resp_code"] == "00"


def test_aml(caller: Caller) -> None:
    def black(name: str) -> dict[str, object]:
        reply = caller.submit("antilaunderquery", {"full_name": name}).json()
        found: dict[str, object] = json.loads(reply["black_list_result"])
        return {**found, "pep": reply["pep_result"], "rows": found["blackLisCheckResult"]}

    clear = black("样晓明")
    assert (clear["blackSign"], clear["pep"]) == ("999", "")
    assert {row["hitResult"] for row in clear["rows"]} == {"N"}  # type: ignore[attr-defined]
    hit = black(NAME[Effect.AML_HIT])
    assert hit["rows"][0]["hitResult"] == "Y"  # type: ignore[index]
    assert hit["rows"][0]["value"] == NAME[Effect.AML_HIT]  # type: ignore[index]
    pep = black(NAME[Effect.AML_PEP])
    assert json.loads(str(pep["pep"]))["pepCheckResult"][0]["hitResult"] == "Y"
    assert black(NAME[Effect.AML_UNKNOWN])["blackSign"] == "777"


def test_unparsable_text(caller: Caller) -> None:
    reply = caller.submit("antilaunderquery", named(Effect.UNPARSABLE)).json()
    for text in (
        reply["black_list_result"],
        caller.submit("faceregister", {"person_name": NAME[Effect.UNPARSABLE]}).json()["face_set_resp"],
        caller.submit("getmoxiestatus", {"authorization_info": NAME[Effect.UNPARSABLE]}).json()["result"],
    ):
        with pytest.raises(ValueError, match="Expecting"):
            json.loads(text)


def test_replies_as_in_the_document(caller: Caller) -> None:
    reply = caller.submit("antilaunderquery", named(Effect.VERBATIM))
    assert '"black_list_result": "{"blackSign":"999"' in reply.text
    with pytest.raises(ValueError, match="delimiter"):
        reply.json()
    faces = caller.submit("faceregister", {"person_name": NAME[Effect.VERBATIM]}).json()["face_set_resp"]
    assert faces.startswith("[{")
    assert not faces.endswith("]")


def test_pending_for_long_and_for_ever() -> None:
    clock = HandClock()
    with Sandbox(settle_s=0, clock=clock) as sandbox, Caller(sandbox) as caller:
        caller.submit("staticfacecheck", named(Effect.LONG_PENDING), "LONG")
        caller.submit("staticfacecheck", named(Effect.NEVER_ENDING), "EVER")
        clock.now += 59
        assert [caller.query(which).json()["return_code"] for which in ("LONG", "EVER")] == ["20012", "20012"]
        clock.now += 2
        assert [caller.query(which).json()["return_code"] for which in ("LONG", "EVER")] == ["20000", "20012"]
        clock.now += 10**9
        assert caller.query("EVER").json()["return_code"] == "20012"
        # What answers at once is not held up.
        assert caller.submit("namecheck", named(Effect.NEVER_ENDING)).json()["resp_code"] == "00"


@pytest.mark.parametrize(("effect", "code"), [(Effect.FORGOTTEN, "20011"), (Effect.QUERY_FAILS, "20010")])
def test_queries_that_fail(caller: Caller, effect: Effect, code: str) -> None:
    order_id = caller.next_id()
    assert caller.submit("staticfacecheck", named(effect), order_id).status_code == 200
    assert caller.query(order_id).json()["return_code"] == code


@pytest.mark.parametrize("segment", ["namecheck", "staticfacecheck"])
def test_a_cut_connection(caller: Caller, segment: str) -> None:
    order_id = caller.next_id()
    with pytest.raises(httpx.TransportError):
        caller.submit(segment, named(Effect.DROPPED), order_id)
    assert caller.query(order_id).json()["resp_code"] == "00"
    never = caller.next_id()
    with pytest.raises(httpx.TransportError):
        caller.submit(segment, named(Effect.DROPPED_BEFORE), never)
    assert caller.query(never).json()["return_code"] == "20011"
    assert [entry.outcome for entry in caller.sandbox.log if entry.submitted][-2:] == ["cut", "cut"]
    assert caller.sandbox.submissions()[never] == 1


def test_no_reply_until_the_caller_gives_up(caller: Caller) -> None:
    with Caller(caller.sandbox) as impatient:
        impatient.http.timeout = httpx.Timeout(5, read=0.1)
        with pytest.raises(httpx.ReadTimeout):
            impatient.submit("namecheck", named(Effect.NO_REPLY), "HELD")
    assert caller.query("HELD").json()["resp_code"] == "00"


def test_no_reply_until_the_sandbox_stops() -> None:
    seen: list[BaseException] = []

    def wait(caller: Caller) -> None:
        try:
            caller.submit("namecheck", named(Effect.NO_REPLY), "HELD")
        except httpx.TransportError as error:
            seen.append(error)

    sandbox = Sandbox()
    with sandbox, Caller(sandbox) as caller:
        waiting = threading.Thread(target=wait, args=(caller,))
        waiting.start()
        while "HELD" not in sandbox.recorded():
            caller.query("another")  # turns the server's loop; no sleep needed
        sandbox.stop()
        waiting.join(10)
        assert not waiting.is_alive()
    assert len(seen) == 1


def test_a_gateway_s_page(caller: Caller) -> None:
    order_id = caller.next_id()
    reply = caller.submit("namecheck", named(Effect.BAD_GATEWAY), order_id)
    assert reply.status_code == 502
    assert reply.headers["content-type"].startswith("text/html")
    assert caller.query(order_id).json()["resp_code"] == "00"


def test_broken_json(caller: Caller) -> None:
    order_id = caller.next_id()
    reply = caller.submit("namecheck", named(Effect.BROKEN_JSON), order_id)
    assert reply.status_code == 200
    with pytest.raises(ValueError, match=r"Expecting|Unterminated"):
        reply.json()
    assert caller.query(order_id).json()["resp_code"] == "00"


def test_a_slow_reply() -> None:
    with Sandbox(slow_s=0.2) as sandbox, Caller(sandbox) as caller:
        reply = caller.submit("namecheck", named(Effect.SLOW))
    assert reply.elapsed.total_seconds() >= 0.2
    assert reply.json()["resp_code"] == "00"


@pytest.mark.parametrize(
    ("effect", "code"),
    [
        (Effect.NO_PERMISSION, "90103"),
        (Effect.DUPLICATE, "90104"),
        (Effect.THROTTLED, "90105"),
        (Effect.CALL_FAILS, "{}10"),
    ],
)
def test_refusals_leave_nothing_behind(caller: Caller, effect: Effect, code: str) -> None:
    for segment, number in (("namecheck", 104), ("getmoxiemobile", 119)):
        order_id = caller.next_id()
        field = "full_name" if number == 104 else "authorization_info"
        reply = caller.submit(segment, {field: NAME[effect]}, order_id)
        assert (reply.status_code, reply.json()["return_code"]) == (400, code.format(number))
        assert ("Retry-After" in reply.headers) == (effect is Effect.THROTTLED)
        assert caller.query(order_id).json()["return_code"] == "20011"
        assert order_id not in caller.sandbox.recorded()
