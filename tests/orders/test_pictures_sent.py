"""The bytes of pictures that reach RealMe: taken off the line between a real desk and the sandbox."""

from __future__ import annotations

import asyncio
import base64
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from PIL import Image, ImageCms

from realme_desktop.config.settings import Settings
from realme_desktop.imaging.budget import base64_length, budget_for
from realme_desktop.imaging.edits import Box, Edited, Edits
from realme_desktop.imaging.recognise import clean_jpeg
from realme_desktop.orders.model import Draft, PictureSource
from realme_desktop.records.model import OrderState
from tests.imaging.files import PHONE_HEIC, encoded, far_apart, opened, quarters, scene
from tests.orders.support import desk_on, opened_records, settled_sandbox


@asynccontextmanager
async def tapped(port: int) -> AsyncIterator[tuple[int, bytearray]]:
    """A port that leads to `port`, and all that was sent through it."""
    sent = bytearray()

    calls: set[asyncio.Task[None] | None] = set()

    async def pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, log: bytearray | None) -> None:
        while data := await reader.read(65536):
            if log is not None:
                log += data
            writer.write(data)
            await writer.drain()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        calls.add(asyncio.current_task())
        there, back = await asyncio.open_connection("127.0.0.1", port)
        try:
            await asyncio.gather(pump(reader, back, sent), pump(there, writer, None))
        except asyncio.CancelledError:
            pass  # the test is over
        finally:
            for end in (back, writer):
                end.close()
                with contextlib.suppress(ConnectionError):
                    await end.wait_closed()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1], sent
    finally:
        server.close()
        for call in calls:
            if call is not None:
                call.cancel()
        await asyncio.gather(*(call for call in calls if call is not None), return_exceptions=True)


async def received(tmp_path: Path, first: PictureSource, second: PictureSource) -> tuple[bytes, bytes]:
    """What arrives of two pictures that are compared with each other."""
    with settled_sandbox() as sandbox, opened_records(tmp_path) as records:
        async with tapped(sandbox.port) as (port, sent):
            path = urlsplit(sandbox.base).path
            async with desk_on(f"http://127.0.0.1:{port}{path}", records, folder=tmp_path) as desk:
                order = await desk.submit(
                    Draft(
                        segment="picturematch",
                        values={"image1_type": "1", "image2_type": "1"},
                        sources={"image1": first, "image2": second},
                    )
                )
                assert order.state is OrderState.ANSWERED
                kept = {name: stored.data for name, stored in (await desk.pictures(order.order_id)).items()}
            (body,) = (part for part in bytes(sent).split(b"\r\n\r\n") if b"image1=" in part)
            fields = parse_qs(body.decode("ascii"), strict_parsing=True)
    arrived = base64.b64decode(fields["image1"][0]), base64.b64decode(fields["image2"][0])
    assert arrived == (kept["image1"], kept["image2"])
    return arrived


def looked_over(data: bytes, expected: Image.Image, most: float = 6) -> None:
    """Decodable, clean, within the budget of its kind, upright and close to what it was made of."""
    budget = budget_for("face", Settings())
    sent = opened(data)
    assert (sent.format, sent.mode) == ("JPEG", "RGB")
    assert clean_jpeg(data)
    assert b"SECRETMAKER" not in data
    assert not sent.getexif()
    assert {"comment", "xmp", "icc_profile"}.isdisjoint(sent.info)
    assert max(sent.size) <= budget.max_side
    assert base64_length(len(data)) <= budget.max_base64_bytes
    wanted = expected.convert("RGB").resize(sent.size, Image.Resampling.LANCZOS)
    assert sent.width / sent.height == pytest.approx(expected.width / expected.height, rel=0.01)
    assert far_apart(sent, wanted) < most


def phone(picture: Image.Image) -> bytes:
    """Lying on its side, with maker, GPS, comment, XMP and colour profile."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "SECRETMAKER"
    exif[0x8825] = {1: "N", 2: (31.0, 14.0, 0.0)}
    return encoded(
        picture.transpose(Image.Transpose.ROTATE_90), quality=92, progressive=True, exif=exif,
        comment=b"SECRETMAKER", xmp=b"<x>SECRETMAKER</x>",
        icc_profile=ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(),
    )  # fmt: skip


async def test_phone_pictures_arrive_upright_and_clean(tmp_path: Path) -> None:
    pytest.importorskip("pi_heif")
    seen = scene(3000, 2000)
    path = tmp_path / "IMG_0001.HEIC.exe"
    data = phone(seen)
    path.write_bytes(data)
    one, two = await received(tmp_path, path, PHONE_HEIC)
    looked_over(one, seen)
    assert opened(one).size == (1600, 1067)
    looked_over(two, quarters())
    assert path.read_bytes() == data  # the original is as it was


async def test_scans_and_edits_arrive_as_shown(tmp_path: Path) -> None:
    seen = scene(1800, 1200, seed=7)
    pages = encoded(
        Image.new("CMYK", (500, 400)), "TIFF", save_all=True, append_images=[seen.convert("CMYK")]
    )
    crop = Box(0.25, 0.25, 0.75, 0.75)
    edited = Edited(phone(seen), Edits(quarter_turns=1, crop=crop))
    one, two = await received(tmp_path, Edited(pages, Edits(page=1)), edited)
    looked_over(one, seen, most=8)
    looked_over(two, seen.transpose(Image.Transpose.ROTATE_270).crop((300, 450, 900, 1350)))


async def test_a_compliant_picture_arrives_bit_for_bit(tmp_path: Path) -> None:
    first, second = encoded(scene(900, 700)), encoded(scene(700, 900, seed=3), progressive=True)
    assert await received(tmp_path, first, second) == (first, second)
