"""`realme-desktop smoke-test`: does everything that was packaged work on this machine?

Prints a line for each part and fails if one of them does. Without a screen, in a temporary data directory, on
the built-in sandbox; of the operator's own data, settings and keyring nothing is read or written, but for the
name of the keyring.
"""

from __future__ import annotations

import os
import sys
import tempfile
from argparse import Namespace
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING

from realme_desktop import __version__

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QApplication

    from realme_desktop.app import Program
    from realme_desktop.records.model import Order, StoredPicture
    from realme_desktop.vault.vault import Vault

__all__ = ["PARTS", "smoke_test"]

PARTS = (
    "program",
    "window",
    "chinese",
    "keyring",
    "database",
    "sandbox",
    "order",
    "history",
    "pdf",
    "result",
)
"""The lines, in their order."""

_WITHIN_S = 60
_SERVICE = "staticfacecheck"  # a name, an ID number and a picture
_WORDS = "身份证核验结果"
_BOX = "\U000f0000"  # for private use: no font has a glyph for it
_SIDE = 48  # pixels


# By sys.platform: keyring's module, and what it needs to speak to the system.
_KEYRINGS = {
    "linux": ("SecretService", "secretstorage"),
    "win32": ("Windows", "win32ctypes.pywin32.win32cred"),
    "darwin": ("macOS", "keyring.backends.macOS.api"),
}


class _Failed(Exception):
    """A part does not work; the text says in what way."""


class _Report:
    """The lines, on standard output and in a file: a windowed program on Windows has no output."""

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self.failed: list[str] = []
        if file is not None:
            file.write_text("", encoding="utf-8")

    def line(self, part: str, words: str) -> None:
        text = f"{part:10} {words}"
        if sys.stdout is not None:
            print(text, flush=True)  # noqa: T201
        if self._file is not None:
            with self._file.open("a", encoding="utf-8") as file:
                file.write(text + "\n")

    async def part(self, name: str, work: Callable[[], Awaitable[str]]) -> None:
        """Whatever `work` raises is the result of the part; the others go on."""
        try:
            self.line(name, await work())
        except Exception as error:  # noqa: BLE001
            self.failed.append(name)
            told = str(error) if isinstance(error, _Failed) else f"{type(error).__name__}: {error}"
            self.line(name, f"FAILED: {told}")

    def end(self) -> int:
        words = f"not working: {', '.join(self.failed)}" if self.failed else "all parts work"
        self.line("result", words)
        return 1 if self.failed else 0


def smoke_test(arguments: Namespace | None = None) -> int:
    """Returns 0 when every part works, else 1. `arguments.report` and `.screenshot` are files to write, or
    None; whatever else the command line says is not heeded."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    report = _Report(getattr(arguments, "report", None))
    with tempfile.TemporaryDirectory(prefix="realme-desktop-smoke-", ignore_cleanup_errors=True) as folder:
        try:
            return _run(report, Path(folder), getattr(arguments, "screenshot", None))
        except Exception as error:  # noqa: BLE001 - a part that is missing altogether
            report.failed.append("start")
            report.line("start", f"FAILED: {type(error).__name__}: {error}")
            return report.end()


def _run(report: _Report, folder: Path, screenshot: Path | None) -> int:
    from realme_desktop.app import Program, first_paint, make_application
    from realme_desktop.config.paths import Paths

    app = make_application()
    # Presets of whoever deployed the console are left out: they might forbid the sandbox.
    program = Program(app, Paths(folder / "data", site_dir=folder / "site"), "sandbox", vault=_vault())
    program.show()
    first_paint(program.window)
    report.line("program", _about(app))
    report.line("window", f"{len(program.window.nav.shown())} services")
    from realme_desktop.ui.loop import run

    return run(lambda: _parts(report, program, folder, screenshot))


def _vault() -> Vault:
    from realme_desktop.vault.vault import Vault

    return Vault(session_only=True)


def _about(app: QApplication) -> str:
    from PySide6.QtCore import qVersion

    form = "packaged" if getattr(sys, "frozen", False) else "from source"
    python = ".".join(str(part) for part in sys.version_info[:3])
    return f"{__version__} {form}, Python {python}, Qt {qVersion()}, {app.platformName()}"


async def _parts(report: _Report, program: Program, folder: Path, screenshot: Path | None) -> int:
    import asyncio

    from realme_desktop.ui.tasks import in_thread, spawn

    living = spawn(program.console, program.live(), name="smoke test: the console")
    await asyncio.sleep(0)  # `live` begins to open the environment
    orders: list[Order] = []

    async def chinese() -> str:
        return _chinese()

    async def keyring() -> str:
        return await in_thread(_keyring)

    async def database() -> str:
        return await in_thread(_database, folder / "database")

    async def sandbox() -> str:
        return await in_thread(program._sandbox_base)

    async def order() -> str:
        async with asyncio.timeout(_WITHIN_S):
            orders.append(await _order(program))
        return _answered(orders[0])

    async def history() -> str:
        from realme_desktop.records.model import HistoryQuery

        kept = await (await program.console.ready()).desk.count(HistoryQuery())
        if kept != 1:
            raise _Failed(f"{kept} orders were kept of 1")
        return "1 order"

    async def pdf() -> str:
        if not orders:
            raise _Failed("there is no order to write")
        pictures = await (await program.console.ready()).desk.pictures(orders[0].order_id)
        return await in_thread(_pdf, folder / "order.pdf", orders[0], pictures)

    works = (chinese, keyring, database, sandbox, order, history, pdf)
    for work in works:
        await report.part(work.__name__, work)
    if screenshot is not None and not program.window.grab().save(str(screenshot)):
        report.failed.append("screenshot")
    program.window.close()
    await living
    return report.end()


def _keyring() -> str:
    """The keyring in use. A machine may have none, but what speaks to the platform's own has to be there."""
    from importlib import import_module

    from realme_desktop.vault.errors import NoKeyring
    from realme_desktop.vault.vault import Vault

    backend, speaker = _KEYRINGS.get(sys.platform, _KEYRINGS["linux"])
    import_module(speaker)
    own = import_module(f"keyring.backends.{backend}").Keyring.name
    try:
        return Vault().backend_name()
    except NoKeyring:
        return f"none on this machine: credentials are kept for a session only ({own} is supported)"


def _chinese() -> str:
    """Each character looks like itself: not like the box of a missing glyph, nor like another one."""
    box = _pixels(_drawn(_BOX))
    blank = _pixels(_drawn(" "))
    if box == blank:
        raise _Failed("no text is drawn at all")
    seen = {}
    for character in _WORDS:
        pixels = _pixels(_drawn(character))
        if pixels in (box, blank):
            raise _Failed(f"{character} is drawn as an empty box: install a Chinese font")
        seen[pixels] = character
    if len(seen) != len(_WORDS):
        raise _Failed("different characters look the same: install a Chinese font")
    return f"{_WORDS} is drawn, in {_family()}"


def _drawn(text: str) -> QImage:
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtWidgets import QApplication

    image = QImage(_SIDE, _SIDE, QImage.Format.Format_Grayscale8)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    font = QApplication.font()
    font.setPixelSize(_SIDE * 2 // 3)
    painter.setFont(font)
    painter.drawText(image.rect(), Qt.AlignmentFlag.AlignCenter, text)
    painter.end()
    return image


def _pixels(image: QImage) -> bytes:
    return bytes(image.constBits())


def _family() -> str:
    """The font that the characters are taken from, which need not be the one that was asked for."""
    from PySide6.QtGui import QTextLayout
    from PySide6.QtWidgets import QApplication

    layout = QTextLayout(_WORDS, QApplication.font())
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    runs = layout.glyphRuns()
    return runs[0].rawFont().familyName() if runs else "an unnamed font"


def _database(folder: Path) -> str:
    """Make an encrypted file, and see that it is one: nothing to read without the key, or by another."""
    from realme_desktop.records.errors import WrongKey
    from realme_desktop.records.store import Records

    folder.mkdir()
    path = folder / "records.db"
    key = os.urandom(32)
    Records.open(path, key).close()
    if path.read_bytes()[:15] == b"SQLite format 3":
        raise _Failed("the file is not encrypted")
    try:
        Records.open(path, os.urandom(32)).close()
    except WrongKey:
        Records.open(path, key).close()
        return "encrypted, opened by its key only"
    raise _Failed("another key opens the file")


async def _order(program: Program) -> Order:
    """Fill the form, put a picture in, submit; the answer comes over HTTP from the sandbox."""
    import asyncio

    from realme_desktop.sandbox.samples import SAMPLES, SUBJECT, sample_path

    backstage = await program.console.ready()
    form = program.window.open_service(_SERVICE)
    fields = form.service.fields
    form.set_texts({field.name: SUBJECT[field.role] for field in fields if field.role in SUBJECT})
    for field in fields:
        if field.kind == "picture":
            form.set_picture(field.name, sample_path(next(s for s in SAMPLES if field.role in s.roles)))
    ended: asyncio.Future[Order] = asyncio.get_running_loop().create_future()

    def watch(order: Order) -> None:
        if order.state.final and not ended.done():
            ended.set_result(order)

    stop = backstage.desk.subscribe(watch)
    try:
        program.window.submit()
        return await ended
    finally:
        stop()


def _answered(order: Order) -> str:
    from realme_desktop.catalog import registry
    from realme_desktop.records.model import OrderState

    number = registry.by_segment(order.segment).number
    verdict = order.verdict.value if order.verdict else "no verdict"
    told = f"{number} with a picture: {order.state.value}, {verdict}"
    if order.state is not OrderState.ANSWERED or order.verdict is None:
        raise _Failed(told)
    return told


def _pdf(path: Path, order: Order, pictures: dict[str, StoredPicture]) -> str:
    from realme_desktop.ui.reports.facts import facts_of
    from realme_desktop.ui.reports.pdf import order_pdf

    pages = order_pdf(path, facts_of(order, pictures), operator="smoke test", pictures=True)
    content = path.read_bytes()
    if not (content.startswith(b"%PDF-") and b"/FontFile" in content and pages):
        raise _Failed(f"{len(content)} bytes, {pages} pages, without an embedded font")
    return f"{pages} page(s), {len(content) // 1024} KB"
