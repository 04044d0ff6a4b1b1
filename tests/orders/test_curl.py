"""A copied command is run by a real shell, and the sandbox checks its signature as RealMe would."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from realme_desktop.catalog.registry import by_segment
from realme_desktop.config.environment import SigningSettings
from realme_desktop.orders.curl import as_curl
from realme_desktop.orders.model import Draft
from realme_desktop.records.exchanges import ExchangeKind, Parameter, StoredExchange
from realme_desktop.sandbox.server import Sandbox
from tests.orders import shell
from tests.orders.support import (
    NAME,
    NUMBER,
    desk_on,
    ended,
    face_check,
    opened_records,
    sandbox_environment,
    settled_sandbox,
)

SIGNINGS = [
    SigningSettings(),
    SigningSettings(url_encoding="rfc3986", scope="whole", hex_case="upper"),
    SigningSettings(url_encoding="none", pictures="md5"),
    SigningSettings(scope="whole", pictures="md5"),
]
ODD = """'it'\\''s 100% "a~b" *c* + $HOME `x` 样'"""


@shell.NEEDED
@pytest.mark.parametrize("signing", SIGNINGS, ids=lambda s: f"{s.url_encoding}-{s.scope}-{s.pictures}")
@pytest.mark.parametrize("prefix", [False, True], ids=["bare", "prefixed"])
async def test_a_submission_with_a_picture_is_signed_rightly(
    signing: SigningSettings, prefix: bool, tmp_path: Path
) -> None:
    service = by_segment("staticfacecheck")
    with Sandbox(settle_s=0, rate=None, signing=signing) as sandbox:
        environment = sandbox_environment(sandbox.base, signing=signing, picture_prefix=prefix)
        with opened_records(tmp_path) as records:
            async with desk_on(sandbox.base, records, folder=tmp_path, environment=environment) as desk:
                order = await desk.submit(face_check())
                raw = (await desk.exchanges(order.order_id))[0]
                picture = (await desk.pictures(order.order_id))["video_pic"].data
        assert raw.signature and order.return_code == "10001", order.raw_reply
        assert prefix == any(param.form.startswith("data:") for param in raw.params)
        command = as_curl(raw, service, masked=False, media_types={"video_pic": "image/jpeg"})
        (tmp_path / "video_pic.jpg").write_bytes(picture)
        again = await shell.reply_to(command, tmp_path)
        assert again["return_code"] == "90104", "the signature is right, and the order number is known"
        anew = await shell.reply_to(command, tmp_path, ORDER_ID="20261105000002")
        assert anew["return_code"] == order.return_code
        assert anew["order_id"] == "20261105000002"
        # What hardly anybody types shows that every character is encoded alike on both ways.
        odd = command.replace(f"full_name='{NAME}'", f"full_name={ODD}")
        assert odd != command
        told = await shell.reply_to(odd, tmp_path, ORDER_ID="20261105000003")
        assert told["return_code"] != "90102"


@shell.NEEDED
async def test_personal_values_are_left_to_be_filled_in(tmp_path: Path) -> None:
    with settled_sandbox() as sandbox, opened_records(tmp_path) as records:
        async with desk_on(sandbox.base, records, folder=tmp_path) as desk:
            order = await ended(desk, await desk.submit(face_check()))
            picture = (await desk.pictures(order.order_id))["video_pic"]
            submitted, *_, asked = await desk.exchanges(order.order_id)
        service = by_segment(order.segment)
        masked = as_curl(submitted, service)
        assert NAME not in masked and NUMBER not in masked and 'full_name="${FULL_NAME:?full_name}"' in masked
        code, out, err = await shell.run(masked, tmp_path, **shell.FILLED_IN)
        assert code != 0 and "full_name" in err and not out, "it says what is missing and sends nothing"
        (tmp_path / "video_pic.jpg").write_bytes(picture.data)
        known = {"FULL_NAME": NAME, "ID_NUMBER": NUMBER}
        assert (await shell.reply_to(masked, tmp_path, **known))["return_code"] == "90104"
        # A question may be asked again as it is.
        assert asked.kind is ExchangeKind.QUERY
        assert (await shell.reply_to(as_curl(asked, service), tmp_path))["mp_ssim"]
        wrong = await shell.reply_to(as_curl(asked, service), tmp_path, REALME_APP_KEY="654321")
        assert wrong["return_code"] == "90102"


@shell.NEEDED
async def test_a_secret_is_filled_in_by_whoever_knows_it(tmp_path: Path) -> None:
    draft = Draft(
        segment="getmoxietask",
        values={"mobile": "13800000000", "password": "246810", "full_name": NAME, "id_number": NUMBER},
    )
    with settled_sandbox() as sandbox, opened_records(tmp_path) as records:
        async with desk_on(sandbox.base, records, folder=tmp_path) as desk:
            order = await desk.submit(draft)
            (raw, *_) = await desk.exchanges(order.order_id)
        assert raw.signature is None, "over a password of six digits it would tell the password"
        command = as_curl(raw, by_segment("getmoxietask"), masked=False)
        assert "246810" not in command and "${PASSWORD:?password}" in command
        answer = await shell.reply_to(command, tmp_path, PASSWORD="2 4&6=8+10", ORDER_ID="2026110599")
        assert answer["return_code"] == order.return_code


@shell.NEEDED
async def test_nothing_in_a_value_steers_the_shell(tmp_path: Path) -> None:
    told = "';touch broken;'\x1b[2J$(touch broken)`touch broken`\u202e\n\r\\033 %s\n"
    raw = StoredExchange(
        kind=ExchangeKind.QUERY, at=0, method="GET", url="http://127.0.0.1:9/x;touch broken",
        params=(Parameter(name="a b; touch broken", text=told), Parameter(name="url", text="-o")),
        signed=(("", "GET';touch broken;'"), ("a b; touch broken", told), ("url", "-o")),
        headers={"X-'; touch broken": "';touch broken"}, signing=dataclasses.asdict(SigningSettings()),
    )  # fmt: skip
    command = as_curl(raw, None, masked=False)
    assert "\x1b" not in command and "\r" not in command
    probe = command[: command.index("curl --silent")] + "printf '%s' \"$value_0\""
    code, out, err = await shell.run(probe, tmp_path, **shell.FILLED_IN)
    assert (code, out, err) == (0, told, "")
    await shell.run(command, tmp_path, **shell.FILLED_IN)
    assert not (tmp_path / "broken").exists()


def test_a_notification_is_no_request_of_ours() -> None:
    with pytest.raises(ValueError, match="notification"):
        as_curl(StoredExchange(kind=ExchangeKind.NOTIFICATION, at=0), None)
