"""One order, or a list of orders, as a text document to be painted on pages. Built by cursor from plain text:
nothing of what RealMe sent is ever read as HTML. May be built in a worker thread."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import QCoreApplication, QSizeF, Qt, QUrl
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QImage,
    QPaintDevice,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextImageFormat,
    QTextLength,
    QTextOption,
    QTextTableCellFormat,
    QTextTableFormat,
)

from realme_desktop.records.model import StoredPicture
from realme_desktop.ui.results.words import subject_words
from realme_desktop.ui.theme import Theme
from realme_desktop.ui.widgets.moments import moment

from .facts import Fact, OrderFacts, Table

__all__ = ["FAMILIES", "colour", "list_document", "order_document"]

# What is searched for in the PDF must be found there: the systems' own fonts and WenQuanYi's map each glyph
# to its character, Noto's do not for all. Without shaping "fi" stays two letters. And nothing is bold: where
# a font has no bold face, Qt prints each word twice.
FAMILIES = ("Segoe UI", "Helvetica Neue", "Noto Sans", "DejaVu Sans", "Microsoft YaHei", "PingFang SC",
            "WenQuanYi Micro Hei", "Source Han Sans SC", "Noto Sans CJK SC", "sans-serif")  # fmt: skip
_SIZE = 9.5  # points
_PICTURE = 165  # height of a picture in pixels of 96 to the inch: 44 mm
_LONGEST_WHOLE = 300  # characters of a cell that a page's end must not cut through
_SHORT = 24  # characters that fit into half a row
_SCALED = 900  # longest side of a picture in the file
_PAPER = Theme("light")


def colour(name: str) -> QColor:
    """Paper is light, whatever the screen is."""
    return _PAPER.colour(name)


class _Writer:
    def __init__(self, device: QPaintDevice, page: QSizeF) -> None:
        self.document = QTextDocument()
        self.document.setUndoRedoEnabled(False)
        self.document.documentLayout().setPaintDevice(device)
        font = QFont()
        font.setFamilies(list(FAMILIES))
        font.setPointSizeF(_SIZE)
        self.document.setDefaultFont(font)
        self.document.setDocumentMargin(0)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document.setDefaultTextOption(option)
        self.document.setPageSize(page)
        self.cursor = QTextCursor(self.document)
        self.cursor.beginEditBlock()  # laid out once, at the end
        self._first = True

    def done(self) -> QTextDocument:
        self.cursor.endEditBlock()
        return self.document

    def shape(self, *, size: float = _SIZE, tone: str = "text") -> QTextCharFormat:
        shape = QTextCharFormat()
        shape.setFontFamilies(list(FAMILIES))
        shape.setFontPointSize(size)
        shape.setFontStyleStrategy(QFont.StyleStrategy.PreferNoShaping)
        shape.setForeground(QBrush(colour(tone)))
        return shape

    def line(
        self, text: str, *, size: float = _SIZE, tone: str = "text", above: float = 0,
        below: float = 0, together: bool = False,
    ) -> None:  # fmt: skip
        """A paragraph; `together` keeps it with the next one on a page as far as Qt does."""
        block = QTextBlockFormat()
        block.setTopMargin(above)
        block.setBottomMargin(below)
        if together:
            block.setNonBreakableLines(True)
        shape = self.shape(size=size, tone=tone)
        if self._first:
            self.cursor.setBlockFormat(block)
            self._first = False
        else:
            self.cursor.insertBlock(block)
        self.cursor.insertText(text, shape)

    def heading(self, text: str) -> None:
        self.line(text, size=_SIZE + 2, tone="heading", above=9, below=2, together=True)

    def table(
        self,
        rows: Sequence[Sequence[tuple[str, QTextCharFormat]]],
        widths: Sequence[float],
        *,
        lines: bool = False,
        header: bool = False,
        ground: str | None = None,
    ) -> None:
        """`widths` in per cent."""
        if not rows:
            return
        shape = QTextTableFormat()
        shape.setBorder(0)
        shape.setCellPadding(1.6)
        shape.setCellSpacing(0)
        shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        shape.setColumnWidthConstraints(
            [QTextLength(QTextLength.Type.PercentageLength, width) for width in widths]
        )
        if header:
            shape.setHeaderRowCount(1)
        table = self.cursor.insertTable(len(rows), len(widths), shape)
        for at, row in enumerate(rows):
            for column, (text, look) in enumerate(row[: len(widths)]):
                cell = table.cellAt(at, column)
                if lines or ground:
                    how = QTextTableCellFormat()
                    if lines:
                        how.setBottomBorder(0.5)
                        how.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
                        how.setBottomBorderBrush(QBrush(colour("line")))
                    if ground:
                        how.setBackground(QBrush(colour(ground)))
                        how.setPadding(7)
                    cell.setFormat(how)
                place = cell.firstCursorPosition()
                if len(text) <= _LONGEST_WHOLE:
                    place.setBlockFormat(_whole())
                place.insertText(text, look)
        self.cursor.movePosition(QTextCursor.MoveOperation.End)
        self._first = False

    def facts(self, facts: Sequence[Fact]) -> None:
        """Labels and values in their order, two pairs in a row where both are short."""
        for short, run in groupby(facts, key=_is_short):
            lay = self._short if short else self._long
            lay(list(run))

    def _short(self, facts: Sequence[Fact]) -> None:
        muted, plain = self.shape(tone="muted"), self.shape()
        rows: list[list[tuple[str, QTextCharFormat]]] = []
        for first in range(0, len(facts), 2):
            pair = facts[first : first + 2]
            cells = [cell for fact in pair for cell in ((fact.label, muted), (fact.value, plain))]
            rows.append(cells + [("", plain)] * (4 - len(cells)))
        self.table(rows, (17, 33, 17, 33), lines=True)

    def _long(self, facts: Sequence[Fact]) -> None:
        muted, plain = self.shape(tone="muted"), self.shape()
        self.table([[(f.label, muted), (f.value, plain)] for f in facts], (17, 83), lines=True)

    def pictures(self, pictures: Sequence[tuple[str, StoredPicture]]) -> None:
        muted = self.shape(size=_SIZE - 1.5, tone="muted")
        shown = [(label, picture, _image(picture)) for label, picture in pictures]
        row = [entry for entry in shown if entry[2] is not None]
        for start in range(0, len(row), 3):
            three = row[start : start + 3]
            shape = QTextTableFormat()
            shape.setBorder(0)
            shape.setCellPadding(2)
            shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
            shape.setColumnWidthConstraints(
                [QTextLength(QTextLength.Type.PercentageLength, 33.3)] * len(three)
                if len(three) == 3
                else [QTextLength(QTextLength.Type.PercentageLength, 100 / len(three))] * len(three)
            )
            table = self.cursor.insertTable(1, len(three), shape)
            for column, (label, picture, image) in enumerate(three):
                assert image is not None
                name = f"picture:{start + column}"
                self.document.addResource(QTextDocument.ResourceType.ImageResource, QUrl(name), image)
                look = QTextImageFormat()
                look.setName(name)
                height = float(_PICTURE)
                width = height * image.width() / max(1, image.height())
                widest = 560.0 / len(three)
                if width > widest:
                    width, height = widest, widest * image.height() / max(1, image.width())
                look.setWidth(width)
                look.setHeight(height)
                cell = table.cellAt(0, column).firstCursorPosition()
                cell.insertImage(look)
                cell.insertText("\n" + _picture_words(label, picture), muted)
            self.cursor.movePosition(QTextCursor.MoveOperation.End)

    def data(self, table: Table) -> None:
        head = self.shape(size=_SIZE - 1, tone="muted")
        plain = self.shape(size=_SIZE - 1)
        self.line(table.label, above=5, below=1, together=True)
        if not table.rows:
            self.line(QCoreApplication.translate("Report", "The list is empty."), tone="muted")
            return
        count = max(1, len(table.columns))
        rows = [[(column, head) for column in table.columns]]
        rows += [[(cell, plain) for cell in row] for row in table.rows]
        self.table(rows, [100 / count] * count, lines=True, header=True)
        if table.more:
            words = QCoreApplication.translate("Report", "Further lines, not printed: {count}")
            self.line(words.format(count=table.more), tone="muted")


def order_document(
    facts: OrderFacts, device: QPaintDevice, page: QSizeF, *, pictures: bool = False
) -> QTextDocument:
    """`page` is the size of the text area in the device's pixels. `pictures`: show them, too; their digests
    are told in any case."""
    translate = QCoreApplication.translate
    writer = _Writer(device, page)
    writer.line(facts.title, size=16, tone="heading")
    if facts.subject:
        writer.line(facts.subject, size=11, tone="text", below=5)
    big = writer.shape(size=17, tone=facts.tone)
    said = [f"{facts.sign}  {facts.outcome}"]
    writer.table([[(said[0], big)]], (100,), ground=f"{facts.tone}.soft")
    for text in facts.lines:
        writer.line(text, above=2)
    _scores(writer, facts)
    writer.heading(translate("Report", "Evidence"))
    writer.facts(facts.about)
    if facts.sent:
        writer.heading(translate("Result", "Sent to RealMe"))
        writer.facts(facts.sent)
    if facts.answer:
        writer.heading(translate("Result", "Answer of RealMe"))
        writer.facts([entry for entry in facts.answer if isinstance(entry, Fact)])
        for entry in facts.answer:
            if isinstance(entry, Table):
                writer.data(entry)
    if facts.pictures:
        writer.heading(translate("Report", "Pictures sent"))
        if pictures:
            writer.pictures(facts.pictures)
        small = writer.shape(size=_SIZE - 1)
        muted = writer.shape(size=_SIZE - 1, tone="muted")
        rows = [[(label, muted), (f"SHA-256 {picture.sha256}", small)] for label, picture in facts.pictures]
        writer.table(rows, (22, 78), lines=True)
    return writer.done()


def _scores(writer: _Writer, facts: OrderFacts) -> None:
    translate = QCoreApplication.translate
    pairs = []
    if facts.score:
        pairs.append(Fact("score", translate("Result", "Score"), facts.score))
    if facts.threshold:
        pairs.append(Fact("threshold", translate("Result", "Threshold in force"), facts.threshold))
    if facts.own:
        pairs.append(Fact("own", translate("Report", "By this threshold"), facts.own))
    if pairs:
        writer.heading(translate("Result", "Score"))
        writer.facts(pairs)


def list_document(
    orders: Sequence[OrderFacts],
    device: QPaintDevice,
    page: QSizeF,
    *,
    title: str = "",
    notes: str = "",
    counted: Sequence[OrderFacts] = (),
) -> QTextDocument:
    """Orders as a table; with a `title` it is the first part of a report, which tells how many of the
    `counted` there are of each outcome. `notes` say by which conditions they were chosen."""
    translate = QCoreApplication.translate
    writer = _Writer(device, page)
    head = writer.shape(size=_SIZE - 1, tone="muted")
    plain = writer.shape(size=_SIZE - 1)
    if title:
        writer.line(title, size=16, tone="heading")
        if notes:
            writer.line(notes, tone="muted", above=2)
        outcomes = Counter((facts.sign, facts.outcome, facts.tone) for facts in counted)
        writer.heading(translate("Report", "Orders: {count}").format(count=len(counted)))
        rows = [
            [(f"{sign}  {outcome}", writer.shape(tone=tone)), (str(count), writer.shape())]
            for (sign, outcome, tone), count in outcomes.most_common()
        ]
        writer.table(rows, (45, 55), lines=True)
        writer.line("", size=4)
    columns = (
        translate("Report", "Made at"), translate("Report", "Order number"), translate("Report", "Service"),
        translate("Report", "Subject"), translate("Report", "Outcome"), translate("Report", "Score"),
    )  # fmt: skip
    table = [[(column, head) for column in columns]]
    for facts in orders:
        mark = "◇ " if facts.not_real else ""
        subject = facts.subject if facts.full else subject_words(facts.order)
        table.append(
            [
                (moment(facts.order.created_at), plain),
                (facts.order.order_id, plain),
                (facts.title, plain),
                (subject, plain),
                (
                    f"{mark}{facts.sign} {facts.outcome}",
                    writer.shape(size=_SIZE - 1, tone=facts.tone),
                ),
                (facts.score, plain),
            ]
        )
    writer.table(table, (13, 27, 20, 20, 14, 6), lines=True, header=True)
    return writer.done()


def _is_short(fact: Fact) -> bool:
    return len(fact.value) <= _SHORT and len(fact.label) <= _SHORT


def _whole() -> QTextBlockFormat:
    block = QTextBlockFormat()
    block.setNonBreakableLines(True)
    return block


def _image(picture: StoredPicture) -> QImage | None:
    if not picture.media_type.startswith("image/"):
        return None
    image = QImage.fromData(picture.data)
    if image.isNull():
        return None
    if max(image.width(), image.height()) > _SCALED:
        image = image.scaled(
            _SCALED, _SCALED, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
    return image


def _picture_words(label: str, picture: StoredPicture) -> str:
    size = f"{picture.width} × {picture.height}" if picture.width and picture.height else ""
    return "  ".join(part for part in (label, size) if part)
