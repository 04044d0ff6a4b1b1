"""Orders on pages: a PDF, or a printer. Every page says what it is, of which order, and whether it is real.

`order_pdf` is for one order, `report` for a selection. Both block, so: in a worker thread.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QFileDevice, QMarginsF, QRectF, QSaveFile, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QFont,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QTextDocument,
    QTransform,
)

from realme_desktop.catalog.text import Text
from realme_desktop.records.model import Order, StoredPicture
from realme_desktop.ui.widgets.moments import moment
from realme_desktop.ui.widgets.words import clean

from .document import FAMILIES, colour, list_document, order_document
from .facts import OrderFacts, facts_of

__all__ = ["MOST_ORDERS", "ReportFailed", "Sheets", "add_order", "order_pdf", "report"]

MOST_ORDERS = 2000  # in one report: some 40 MB and a minute
_MARGIN = 16.0  # millimetres
_DPI = 300
_HEAD, _FOOT = 13.0, 11.0  # millimetres above and below the text
_BAND = 7.5
_ROWS = 400  # orders in one table: a longer one is laid out too slowly


class ReportFailed(Exception):
    """The file could not be written; `words` say why. There is no half of it."""

    def __init__(self, words: Text) -> None:
        super().__init__(words.en)
        self.words = words


class Sheets:
    """Paints documents on the pages of a device: a `QPdfWriter`, or a printer."""

    def __init__(self, device: QPagedPaintDevice, *, operator: str, full: bool) -> None:
        self._device = device
        self._operator = operator
        self._full = full
        self._painter = QPainter()
        self._pages = 0
        self._made = moment(int(time.time() * 1000))
        self.begun = self._painter.begin(device)

    @property
    def device(self) -> QPagedPaintDevice:
        return self._device

    @property
    def pages(self) -> int:
        return self._pages

    def area(self, *, banded: bool) -> QSizeF:
        """The room for text on a page, in the device's pixels."""
        head = _HEAD + (_BAND if banded else 0)
        return QSizeF(self._width(), self._height() - self._mm(head + _FOOT))

    def add(self, document: QTextDocument, *, about: str, digest: str = "", band: str = "") -> None:
        """All pages of a document whose page size is `area`. `about` stands at the top of each, `digest` at
        the foot; `band` across the page, for what is not real."""
        area = self.area(banded=bool(band))
        count = max(1, document.pageCount())
        for number in range(count):
            if self._pages:
                self._device.newPage()
            self._pages += 1
            top = self._head(about, band)
            painter = self._painter
            painter.save()
            painter.setWorldTransform(QTransform.fromTranslate(0, top - number * area.height()), combine=True)
            shown = QRectF(0, number * area.height(), area.width(), area.height())
            painter.setClipRect(shown)
            context = QAbstractTextDocumentLayout.PaintContext()
            context.clip = shown
            context.palette.setColor(QPalette.ColorRole.Text, colour("text"))
            document.documentLayout().draw(painter, context)
            painter.restore()
            self._foot(number + 1, count, digest)

    def end(self) -> bool:
        return self._painter.end()

    def _mm(self, length: float) -> float:
        return length / 25.4 * self._painter.device().logicalDpiY()

    def _width(self) -> float:
        return float(self._painter.viewport().width())

    def _height(self) -> float:
        return float(self._painter.viewport().height())

    def _font(self, size: float) -> QFont:
        font = QFont()
        font.setFamilies(list(FAMILIES))
        font.setPointSizeF(size)
        font.setStyleStrategy(QFont.StyleStrategy.PreferNoShaping)
        return font

    def _head(self, about: str, band: str) -> float:
        """Returns where the text begins."""
        painter, width, row = self._painter, self._width(), self._mm(6)
        name = QCoreApplication.translate("Report", "RealMe Desktop · verification result")
        painter.setFont(self._font(8))
        painter.setPen(colour("muted"))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.drawText(QRectF(0, 0, width * 0.5, row), flags | Qt.AlignmentFlag.AlignLeft, name)
        painter.drawText(QRectF(width * 0.5, 0, width * 0.5, row), flags | Qt.AlignmentFlag.AlignRight, about)
        painter.fillRect(QRectF(0, row, width, self._mm(0.2)), colour("line.strong"))
        top = self._mm(_HEAD - 4)
        if band:
            place = QRectF(0, top, width, self._mm(_BAND - 1.5))
            painter.fillRect(place, colour("sandbox.soft"))
            painter.setFont(self._font(10))
            painter.setPen(colour("sandbox"))
            painter.drawText(place, flags | Qt.AlignmentFlag.AlignHCenter, f"◇  {band}  ◇")
            top += self._mm(_BAND)
        return top

    def _foot(self, number: int, count: int, digest: str) -> None:
        painter, width = self._painter, self._width()
        top = self._height() - self._mm(_FOOT - 3)
        painter.fillRect(QRectF(0, top, width, self._mm(0.2)), colour("line.strong"))
        painter.setFont(self._font(7))
        painter.setPen(colour("muted"))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        row = self._mm(3.6)
        if self._full:
            masked = QCoreApplication.translate("Report", "Holds personal data in full")
        else:
            masked = QCoreApplication.translate("Report", "Personal data masked")
        made = QCoreApplication.translate("Report", "Made {time} by {operator}").format(
            time=self._made, operator=clean(self._operator, 40)
        )
        page = QCoreApplication.translate("Report", "Page {number} of {count}").format(
            number=number, count=count
        )
        first, second = top + self._mm(0.8), top + self._mm(0.8) + row
        if digest:
            painter.drawText(
                QRectF(0, first, width, row), flags | Qt.AlignmentFlag.AlignLeft, f"SHA-256 {digest}"
            )
        painter.drawText(QRectF(0, first, width, row), flags | Qt.AlignmentFlag.AlignRight, page)
        painter.drawText(
            QRectF(0, second, width, row), flags | Qt.AlignmentFlag.AlignLeft, f"{made} (UTC+8)  ·  {masked}"
        )


def add_order(sheets: Sheets, facts: OrderFacts, *, pictures: bool) -> None:
    """The pages of one order."""
    area = sheets.area(banded=bool(facts.not_real))
    document = order_document(facts, sheets.device, area, pictures=pictures)
    sheets.add(document, about=facts.order.order_id, digest=facts.digest, band=facts.not_real)


def order_pdf(path: Path, facts: OrderFacts, *, operator: str, pictures: bool = False) -> int:
    """Write one order; returns the number of pages. Raises `ReportFailed`; then nothing is left behind."""
    return _written(
        path,
        facts.order.order_id,
        lambda sheets: add_order(sheets, facts, pictures=pictures),
        operator,
        facts.full,
    )


def report(
    path: Path,
    orders: Iterable[Order],
    pictures_of: Callable[[str], Mapping[str, StoredPicture]],
    *,
    operator: str,
    full: bool = False,
    pictures: bool = False,
    details: bool = True,
    conditions: str = "",
    progress: Callable[[int], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> int:
    """Write a selection of orders (the first `MOST_ORDERS`): an overview, then each by itself with `details`.

    `pictures_of(order_id)` as `Records.pictures`; `conditions` tell how they were selected; `progress` is
    told how many orders are done. Returns the number of orders, -1 when `cancelled`. Raises `ReportFailed`;
    then, or cancelled, nothing is left behind.
    """
    done = 0

    def write(sheets: Sheets) -> bool:
        nonlocal done
        chosen = []
        for order in orders:
            if cancelled():
                return False
            chosen.append(facts_of(order, pictures_of(order.order_id), full=full))
            if len(chosen) == MOST_ORDERS:
                break
        if not _overview(sheets, chosen, conditions):
            return False
        for facts in chosen if details else ():
            if cancelled():
                return False
            add_order(sheets, facts, pictures=pictures)
            done += 1
            if progress is not None:
                progress(done)
        done = len(chosen)
        return True

    title = QCoreApplication.translate("Report", "Report on verification results")
    pages = _written(path, title, write, operator, full)
    return done if pages else -1


def _overview(sheets: Sheets, chosen: Sequence[OrderFacts], conditions: str) -> bool:
    title = QCoreApplication.translate("Report", "Report on verification results")
    unreal = next((facts.not_real for facts in chosen if facts.not_real), "")
    if unreal and any(not facts.not_real for facts in chosen):
        unreal = QCoreApplication.translate("Report", "Some of these are not real results: those with ◇")
    area = sheets.area(banded=bool(unreal))
    for start in range(0, max(1, len(chosen)), _ROWS):
        part = chosen[start : start + _ROWS]
        first = start == 0
        document = list_document(
            part,
            sheets.device,
            area,
            title=title if first else "",
            notes=clean(conditions, 500) if first else "",
            counted=chosen if first else (),
        )
        sheets.add(document, about=title, band=unreal)
    return True


def _written(
    path: Path, title: str, write: Callable[[Sheets], bool | None], operator: str, full: bool
) -> int:
    file = QSaveFile(str(path))
    if not file.open(QSaveFile.OpenModeFlag.WriteOnly):
        raise ReportFailed(_failed(file.errorString()))
    file.setPermissions(QFileDevice.Permission.ReadOwner | QFileDevice.Permission.WriteOwner)
    writer = QPdfWriter(file)
    writer.setResolution(_DPI)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(_MARGIN, _MARGIN, _MARGIN, _MARGIN), QPageLayout.Unit.Millimeter)
    writer.setTitle(title)
    writer.setCreator("RealMe Desktop")
    sheets = Sheets(writer, operator=operator, full=full)
    if not sheets.begun:
        file.cancelWriting()
        raise ReportFailed(_failed(file.errorString()))
    try:
        kept = write(sheets) is not False
    except BaseException:
        sheets.end()
        file.cancelWriting()
        raise
    sheets.end()
    if not kept:
        file.cancelWriting()
        file.commit()
        return 0
    if not file.commit():
        raise ReportFailed(_failed(file.errorString()))
    return sheets.pages


def _failed(reason: str) -> Text:
    return Text(
        "PDF 未能保存（{reason}）。没有留下不完整的文件。请换一个文件夹再试。",
        "The PDF could not be saved ({reason}). No incomplete file is left. Try another folder.",
    ).format(reason=reason)
