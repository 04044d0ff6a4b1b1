"""Results as text and PDF: what is in them, what is not, and that nothing from outside steers them."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from realme_desktop.catalog.model import Verdict
from realme_desktop.catalog.registry import SERVICES
from realme_desktop.config.templates import PLACEHOLDERS, STANDARD
from realme_desktop.orders.digest import canonical_facts, digest
from realme_desktop.records.model import OrderState, StoredPicture
from realme_desktop.sandbox.samples import SAMPLES, sample_path
from realme_desktop.ui.language import apply_language
from realme_desktop.ui.reports.dialog import ReportDialog
from realme_desktop.ui.reports.facts import facts_of
from realme_desktop.ui.reports.pdf import ReportFailed, Sheets, add_order, order_pdf, report
from realme_desktop.ui.reports.text import as_text
from tests.ui.results.orders import compared, order, unfinished

NAME, NUMBER = "张三丰", "310101199003071234"
HOSTILE = "<b>x</b><script>alert(1)</script>\u202egnp.exe\x00\x1b[31m\u2028<img src='file:///etc/passwd'>"


def picture(name: str, key: str) -> StoredPicture:
    data = next(sample_path(sample) for sample in SAMPLES if sample.key == key).read_bytes()
    sha256 = hashlib.sha256(data).hexdigest()
    return StoredPicture(name=name, data=data, media_type="image/jpeg", sha256=sha256, width=800, height=800)


PICTURES = {"image1": picture("image1", "face_one"), "image2": picture("image2", "face_two")}


def read(path: Path) -> list[str]:
    return [page.extract_text() for page in PdfReader(path).pages]


@pytest.fixture(autouse=True)
def chinese(qapp: QApplication) -> None:
    apply_language(qapp, "zh")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_normal_order_is_one_page_and_is_found_in_it(
    language: str, qapp: QApplication, tmp_path: Path
) -> None:
    apply_language(qapp, language)
    made = order()
    path = tmp_path / "order.pdf"
    assert order_pdf(path, facts_of(made, {}, full=True), operator="王柜员") == 1
    (text,) = read(path)
    for wanted in (made.order_id, made.seq_id, NAME, NUMBER, "王柜员", digest(made, {}, masked=False)):
        assert wanted in text
    assert ("一致" if language == "zh" else "Match") in text
    assert ("非真实结果" if language == "zh" else "Sandbox") in text
    assert path.stat().st_mode & 0o077 == 0


def test_masked_by_default_and_the_digest_tells_nothing_of_what_is_hidden(tmp_path: Path) -> None:
    made = order()
    order_pdf(tmp_path / "masked.pdf", facts_of(made, {}), operator="o")
    (text,) = read(tmp_path / "masked.pdf")
    assert NAME not in text and NUMBER not in text and "310***********1234" in text
    masked = canonical_facts(made, {}, masked=True)
    assert NAME not in masked and NUMBER not in masked
    assert digest(made, {}, masked=True) in text
    assert digest(made, {}, masked=True) == digest(made, {}, masked=True) != digest(made, {}, masked=False)
    assert digest(order(resp_info="?"), {}, masked=True) != digest(made, {}, masked=True)


def test_a_comparison_has_its_pictures_only_when_wanted(tmp_path: Path) -> None:
    facts = facts_of(compared(), PICTURES)
    assert order_pdf(tmp_path / "with.pdf", facts, operator="o", pictures=True) == 1
    assert order_pdf(tmp_path / "without.pdf", facts, operator="o") == 1
    found = [len(list(PdfReader(tmp_path / name).pages[0].images)) for name in ("with.pdf", "without.pdf")]
    assert found == [2, 0]
    text = read(tmp_path / "without.pdf")[0]
    assert PICTURES["image1"].sha256 in text and "87.5" in text and "60" in text


def test_every_page_says_that_it_is_not_real_and_of_which_order(tmp_path: Path) -> None:
    rows = [{"borrowType": "1", "companyCode": f"P{number}", "loanPeriod": 12} for number in range(150)]
    values = {"resp_code": "00", "loanInfos": rows}
    made = order(segment="getloaninfo", values=values, verdict=Verdict.DATA)
    assert order_pdf(tmp_path / "long.pdf", facts_of(made, {}, full=True), operator="o") > 2
    pages = read(tmp_path / "long.pdf")
    assert all("非真实结果" in page and made.order_id in page for page in pages)
    assert "P149" in pages[-1]
    real = facts_of(order(real=True, environment="production"), {})
    order_pdf(tmp_path / "real.pdf", real, operator="o")
    assert "非真实" not in read(tmp_path / "real.pdf")[0]


@pytest.mark.parametrize("state", [state for state in OrderState if state.final])
def test_an_order_without_a_verdict_says_what_it_is(state: OrderState, tmp_path: Path) -> None:
    facts = facts_of(unfinished(state), {})
    assert facts.outcome and facts.sign
    assert facts.outcome in as_text(facts, STANDARD)
    order_pdf(tmp_path / "x.pdf", facts, operator="o")
    assert facts.order.order_id in read(tmp_path / "x.pdf")[0]


def test_what_realme_sends_is_text(tmp_path: Path) -> None:
    made = order(
        operator=HOSTILE, resp_info=HOSTILE, return_message=HOSTILE,
        values={"resp_info": HOSTILE, HOSTILE: [HOSTILE, {"a": HOSTILE}], "y": "y" * 50_000},
        params={"full_name": HOSTILE},
    )  # fmt: skip
    facts = facts_of(made, {}, full=True)
    order_pdf(tmp_path / "x.pdf", facts, operator=HOSTILE)
    text = "".join(read(tmp_path / "x.pdf"))
    assert "<b>x</b><script>alert(1)" in text.replace("\n", "").replace("\t", " ")
    assert not [*(PdfReader(tmp_path / "x.pdf").pages[0].get("/Annots") or ())], "no links, nothing to click"
    template = "\n".join(f"{{{name}}}" for name in PLACEHOLDERS)
    copied = as_text(facts, template)
    assert "\u202e" not in copied and "\x00" not in copied and "\x1b" not in copied
    assert "<b>x</b>" in copied


def test_the_text_follows_the_template_and_is_masked() -> None:
    made = order()
    text = as_text(facts_of(made, {}), STANDARD)
    assert text.startswith("◇") and NAME not in text and NUMBER not in text and made.order_id in text
    assert NAME in as_text(facts_of(made, {}, full=True), STANDARD)
    real = facts_of(order(real=True), {}, full=True)
    assert as_text(real, "{order_id};{sent.id_number};{answer.resp_code};{score}") == (
        f"{real.order.order_id};{NUMBER};一致（00）;—"
    )


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=40)
@given(st.sampled_from(SERVICES), st.dictionaries(st.text(max_size=8), _VALUES, max_size=4), st.booleans())
def test_no_answer_breaks_text_or_digest(service, values, full) -> None:
    names = [field.name for field in service.returns]
    values |= dict(zip(names, [json.dumps(value) for value in values.values()], strict=False))
    facts = facts_of(order(segment=service.segment, values=values), {}, full=full)
    assert len(facts.digest) == 64
    assert as_text(facts, STANDARD)


def test_a_report_has_an_overview_and_each_order(tmp_path: Path) -> None:
    orders = [order(number) for number in range(1, 31)] + [compared(score=10)]
    done: list[int] = []
    path = tmp_path / "report.pdf"
    count = report(
        path,
        orders,
        lambda _: {},
        operator="o",
        conditions="2026-11",
        progress=done.append,
    )
    assert count == 31 and done == list(range(1, 32))
    pages = read(path)
    assert "2026-11" in pages[0] and "31" in pages[0]
    assert all("非真实结果" in page for page in pages)
    whole = "".join(pages)
    assert NAME not in whole
    assert all(any(each.order_id in page.replace("\n", "") for page in pages) for each in orders)
    brief = report(tmp_path / "brief.pdf", orders, lambda _: {}, operator="o", details=False)
    assert brief == 31 and len(read(tmp_path / "brief.pdf")) < 4
    assert report(tmp_path / "none.pdf", [], lambda _: {}, operator="o") == 0


def test_cancelled_or_failed_it_leaves_nothing_behind(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    assert report(path, [order()], lambda _: {}, operator="o", cancelled=lambda: True) == -1
    assert list(tmp_path.iterdir()) == []
    path.write_bytes(b"before")

    def fails(_: str) -> dict[str, StoredPicture]:
        raise RuntimeError("the disk")

    with pytest.raises(RuntimeError):
        report(path, [order()], fails, operator="o")
    assert path.read_bytes() == b"before" and list(tmp_path.iterdir()) == [path]
    with pytest.raises(ReportFailed) as failed:
        order_pdf(tmp_path / "no" / "such" / "x.pdf", facts_of(order(), {}), operator="o")
    assert failed.value.words.zh and "could not be saved" in failed.value.words.en


def test_a_printer_gets_the_same_pages(tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    sheets = Sheets(printer, operator="o", full=False)
    assert sheets.begun
    add_order(sheets, facts_of(compared(), PICTURES), pictures=True)
    assert sheets.end() and sheets.pages == 1
    (text,) = read(tmp_path / "printed.pdf")
    assert compared().order_id in text and "一致" in text


def test_the_dialog_gives_pictures_only_where_they_are_allowed_and_asks_before_it_replaces(
    qtbot: QtBot, tmp_path: Path
) -> None:
    for allowed in (True, False):
        dialog = ReportDialog(facts_of(compared(), PICTURES), folder=tmp_path, pictures_allowed=allowed)
        qtbot.addWidget(dialog)
        dialog._pictures.setChecked(True)
        assert dialog.pictures is allowed and dialog.full is False
    wanted: list[Path] = []
    dialog.save_wanted.connect(wanted.append)
    path = Path(dialog._path.text())
    assert path.parent == tmp_path and "张" not in path.name
    path.write_bytes(b"x")
    dialog._save_now()
    assert wanted == [] and dialog.message.text()
    dialog._save_now()
    assert wanted == [path]
    dialog._path.setText("")
    dialog._save_now()
    assert wanted == [path]
