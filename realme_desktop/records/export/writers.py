"""The formats of an export. Each writer is given rows of values and writes them to a binary file at once:
nothing of an export is kept in memory, and nothing is written anywhere else (openpyxl puts every sheet into a
file of its own in the system's temporary folder first, in the clear)."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterable, Sequence
from enum import Enum
from operator import itemgetter
from typing import Any, BinaryIO, Protocol
from xml.sax.saxutils import escape

from realme_desktop.catalog.text import Language
from realme_desktop.records.export.columns import Column, Kind

__all__ = ["Format", "Writer", "writer_for"]


class Format(Enum):
    CSV = "csv"
    XLSX = "xlsx"
    JSON_LINES = "jsonl"

    @property
    def suffix(self) -> str:
        return f".{self.value}"


class Writer(Protocol):
    """`times` is the SQL that makes of a column of milliseconds what this format writes of it. Some orders
    at a time are written, given by their columns."""

    times: str

    def write(self, columns: Sequence[Sequence[Any]]) -> None: ...

    def finish(self) -> None: ...

    def abandon(self) -> None:
        """Let go of the file, whatever is in it."""


def writer_for(form: Format, file: BinaryIO, columns: Sequence[Column], language: Language) -> Writer:
    makers: dict[Format, Callable[[BinaryIO, Sequence[Column], Language], Writer]] = {
        Format.CSV: _Csv,
        Format.XLSX: _Xlsx,
        Format.JSON_LINES: _JsonLines,
    }
    return makers[form](file, columns, language)


_SHANGHAI = 8 * 3600  # seconds; no summer time since 1991


class _Csv:
    """UTF-8 with a byte order mark, as Excel wants it; every text that a spreadsheet would take for a formula
    is marked as text by an apostrophe in front (OWASP, CSV injection)."""

    times = f"datetime({{}} / 1000 + {_SHANGHAI}, 'unixepoch')"

    def __init__(self, file: BinaryIO, columns: Sequence[Column], language: Language) -> None:
        self._file = file
        self._plain_rows([[column.title.in_(language) for column in columns]], mark="\ufeff")
        self._plain = [column.kind is Kind.TEXT and column.words is None for column in columns]

    def write(self, columns: Sequence[Sequence[Any]]) -> None:
        safe = [
            _as_text(column) if plain else column for column, plain in zip(columns, self._plain, strict=True)
        ]
        self._plain_rows(zip(*safe, strict=True))

    def _plain_rows(self, rows: Iterable[Sequence[Any]], mark: str = "") -> None:
        text = io.StringIO(newline="")  # the rows of a call are encoded at once
        text.write(mark)
        csv.writer(text).writerows(rows)
        self._file.write(text.getvalue().encode("utf-8", "backslashreplace"))

    def finish(self) -> None:
        self._file.flush()

    def abandon(self) -> None:
        pass


def _as_text(column: Sequence[str | None]) -> Sequence[str | None]:
    if _FORMULA.isdisjoint(map(_FRONT, filter(None, column))):  # as nearly always
        return column
    return [f"'{value}" if value and value[0] in _FORMULA else value for value in column]


_FRONT = itemgetter(0)
# Also what some spreadsheets take away in front of it: blanks, control characters, marks without width.
_FORMULA = frozenset("=+-@＝＋－＠|\x7f\x85\xa0\u2028\u2029\u202f\u205f\u2060\u3000\ufeff").union(
    map(chr, (*range(0x21), *range(0x2000, 0x2010)))
)


class _JsonLines:
    """An object a line, by the names that the catalog and the wire use; times as ISO 8601 of Shanghai."""

    times = f"replace(datetime({{}} / 1000 + {_SHANGHAI}, 'unixepoch'), ' ', 'T') || '+08:00'"

    def __init__(self, file: BinaryIO, columns: Sequence[Column], language: Language) -> None:
        self._file = file
        self._keys = [column.key for column in columns]
        self._parsed = [at for at, column in enumerate(columns) if column.structure or column.key == "tags"]

    def write(self, columns: Sequence[Sequence[Any]]) -> None:
        lines = []
        for row in zip(*columns, strict=True):
            values = list(row)
            for at in self._parsed:
                if values[at] is not None:
                    values[at] = json.loads(values[at])
            lines.append(json.dumps(dict(zip(self._keys, values, strict=True)), ensure_ascii=False))
        lines.append("")
        self._file.write("\n".join(lines).encode("utf-8", "backslashreplace"))

    def finish(self) -> None:
        self._file.flush()

    def abandon(self) -> None:
        pass


_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # for XML
_LONGEST = 32_767  # characters of a cell
_ROWS = 1_000_000  # of a sheet, of the 1,048,576 that there may be
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class _Xlsx:
    """A workbook, written as it goes. Texts are inline strings, never formulas; numbers that identify
    something are texts; times are real dates. After a million rows there is another sheet."""

    # Days since 1899-12-30, as spreadsheets count.
    times = f"(({{}} / 1000 + {_SHANGHAI}) / 86400.0 + 25569)"

    def __init__(self, file: BinaryIO, columns: Sequence[Column], language: Language) -> None:
        self._zip = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1)
        self._columns = columns
        self._heads = [column.title.in_(language) for column in columns]
        self._sheets = 0
        self._rows = 0
        self._sheet: Any = None
        self._begin()

    def _begin(self) -> None:
        self._sheets += 1
        self._rows = 1
        self._sheet = self._zip.open(f"xl/worksheets/sheet{self._sheets}.xml", "w", force_zip64=True)
        widths = "".join(
            f'<col min="{at}" max="{at}" width="{20 if column.kind is Kind.TIME else 16}" customWidth="1"/>'
            for at, column in enumerate(self._columns, 1)
        )
        heads = "".join(f'<c t="inlineStr" s="3"><is><t>{escape(head)}</t></is></c>' for head in self._heads)
        self._sheet.write(
            f'{_XML}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
            '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
            "</sheetView></sheetViews>"
            f"<cols>{widths}</cols><sheetData><row>{heads}</row>".encode()
        )

    def _end(self) -> None:
        self._sheet.write(b"</sheetData></worksheet>")
        self._sheet.close()

    def write(self, columns: Sequence[Sequence[Any]]) -> None:
        kinds = [column.kind for column in self._columns]
        part: list[str] = []
        for row in zip(*columns, strict=True):
            if self._rows == _ROWS:
                self._sheet.write("".join(part).encode())
                part.clear()
                self._end()
                self._begin()
            cells = [_cell(kind, value) for kind, value in zip(kinds, row, strict=True)]
            part.append(f"<row>{''.join(cells)}</row>")
            self._rows += 1
        self._sheet.write("".join(part).encode())

    def finish(self) -> None:
        self._end()
        numbers = range(1, self._sheets + 1)
        for name, content in (
            ("[Content_Types].xml", _types(numbers)),
            ("_rels/.rels", _relations([("rId1", "officeDocument", "xl/workbook.xml")])),
            (
                "xl/_rels/workbook.xml.rels",
                _relations(
                    [
                        *(
                            (f"rId{number}", "worksheet", f"worksheets/sheet{number}.xml")
                            for number in numbers
                        ),
                        (f"rId{self._sheets + 1}", "styles", "styles.xml"),
                    ]
                ),
            ),
            ("xl/workbook.xml", _workbook(numbers)),
            ("xl/styles.xml", _STYLES),
        ):
            self._zip.writestr(name, content)
        self._zip.close()

    def abandon(self) -> None:
        with contextlib.suppress(OSError, ValueError):
            self._sheet.close()
        self._zip.fp = None  # so that it writes no directory when it goes


def _cell(kind: Kind, value: Any) -> str:
    if value is None or value == "":
        return "<c/>"
    if kind is Kind.TIME:
        return f'<c s="2"><v>{value!r}</v></c>'
    if kind is Kind.NUMBER:
        return f"<c><v>{value!r}</v></c>"
    text = escape(_UNFIT.sub("\ufffd", value[:_LONGEST]).replace("\r", "\n"))
    return f'<c t="inlineStr" s="1"><is><t xml:space="preserve">{text}</t></is></c>'


_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
# Cell styles: 0 plain, 1 text, 2 date and time, 3 heading.
_STYLES = (
    f'{_XML}<styleSheet xmlns="{_MAIN}">'
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>'
    '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)


def _types(numbers: Iterable[int]) -> str:
    sheets = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{_SHEET_TYPE}.worksheet+xml"/>'
        for number in numbers
    )
    return (
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEET_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_SHEET_TYPE}.styles+xml"/>{sheets}</Types>'
    )


def _relations(parts: Iterable[tuple[str, str, str]]) -> str:
    inside = "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for name, kind, target in parts
    )
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'


def _workbook(numbers: Iterable[int]) -> str:
    sheets = "".join(
        f'<sheet name="Orders{"" if number == 1 else f" {number}"}" sheetId="{number}" r:id="rId{number}"/>'
        for number in numbers
    )
    return f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{sheets}</sheets></workbook>'
