"""Views of matches, lists, scores, loans and carrier data: what is there, what is masked, what keys do."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from shiboken6 import delete

from realme_desktop.catalog import registry
from realme_desktop.catalog.decoding.tabular import Cell, Column, Table, key_of, words_of
from realme_desktop.catalog.model import Role, VerdictBasis
from realme_desktop.catalog.text import Text
from realme_desktop.catalog.verdicts import judge
from realme_desktop.config.environment import EnvironmentKind
from realme_desktop.records.model import Order, OrderState
from realme_desktop.sandbox.answers import carrier_data
from realme_desktop.sandbox.answers.carrier import captcha
from realme_desktop.ui.environment_kinds import set_environment_kinds
from realme_desktop.ui.language import set_language
from realme_desktop.ui.results.data_table import DataModel, DataTable
from realme_desktop.ui.results.views import View, ViewContext, views_for
from realme_desktop.ui.results.views.captcha import CaptchaPicture, captcha_image
from realme_desktop.ui.widgets.buttons import CopyButton, RevealButton
from realme_desktop.ui.widgets.charts import ColumnChart
from realme_desktop.ui.widgets.fold import Fold
from realme_desktop.ui.widgets.marked_words import MarkedWords
from realme_desktop.ui.widgets.neutral_scale import NeutralScale
from realme_desktop.ui.widgets.searchable_tree import SearchableTree, found_paths
from realme_desktop.ui.widgets.steps import Steps
from realme_desktop.ui.widgets.timeline import Lane, Spot, Timeline, month_ticks
from tests.waiting import until

from .orders import order
from .test_anything import answers

WHO = {"full_name": "张三丰", "id_number": "310101199003071234", "mobile_no": "13800138000"}
MINE = frozenset({"matched", "screened", "scored", "loaned", "collected"})


def context_of(
    number: int, values: dict[str, Any], params: dict[str, str] | None = None, **more: Any
) -> ViewContext:
    service = registry.by_number(number)
    made = order(
        segment=service.segment,
        values=values,
        params=WHO if params is None else params,
        verdict=judge(service, values).verdict,
        **more,
    )
    return ViewContext(order=made, service=service)


@pytest.fixture
def shown() -> Iterator[Any]:
    """Builds the views of an answer in one box, and takes them apart afterwards."""
    set_language("zh")
    boxes: list[QWidget] = []

    def build(context: ViewContext) -> QWidget:
        made, failed = views_for(context)
        assert failed == ()
        box = QWidget()
        box.resize(560, 700)
        boxes.append(box)
        for view in made:
            view.widget.setParent(box)
            view.widget.resize(560, 700)
        box.views = made  # type: ignore[attr-defined]
        box.show()
        return box

    yield build
    for box in boxes:
        delete(box)


def views(box: QWidget) -> tuple[View, ...]:
    return box.views  # type: ignore[attr-defined, no-any-return]


def texts(box: QWidget) -> str:
    labels = [label.text() for label in box.findChildren(QLabel)]
    return "\n".join(labels + [words.text() for words in box.findChildren(MarkedWords)])


def find(box: QWidget, name: str, kind: type[QWidget] = QWidget) -> Any:
    found = box.findChildren(kind, name)
    assert len(found) == 1, f"{len(found)} are called {name}"
    return found[0]


# -- matches ------------------------------------------------------------------------------------------------


def test_103_tells_its_two_statements_apart(shown: Any) -> None:
    box = shown(context_of(103, {"resp_code": "04"}))
    by_id, by_name = find(box, "statement.id_number"), find(box, "statement.full_name")
    assert by_id.accessibleName() == "手机号与身份证号: 一致"
    assert by_name.accessibleName() == "手机号与姓名: 不一致"
    assert WHO["id_number"] not in texts(box), "masked until it is revealed"
    assert "三要素核验" in texts(box)


def test_a_mock_result_is_marked(shown: Any) -> None:
    params = {"full_name": "张三", "id_number": "810101", "acct_no": "6222020200112233"}
    box = shown(context_of(102, {"resp_code": "01"}, params, environment="integration", real=True))
    assert "8" in find(box, "mock").accessibleName()
    other = shown(context_of(102, {"resp_code": "01"}, params, environment="production", real=True))
    assert not other.findChildren(QWidget, "mock")


def test_an_environment_of_ones_own_may_be_a_mock_too(shown: Any) -> None:
    params = {"full_name": "张三", "id_number": "310101199003071234"}
    set_environment_kinds({"branch": EnvironmentKind.INTEGRATION, "gate": EnvironmentKind.PRODUCTION})
    try:
        box = shown(context_of(104, {"resp_code": "00"}, params, environment="branch", real=True))
        assert find(box, "mock")
        other = shown(context_of(104, {"resp_code": "00"}, params, environment="gate", real=True))
        assert not other.findChildren(QWidget, "mock")
    finally:
        set_environment_kinds({})


@pytest.mark.parametrize(("number", "name"), [(127, "loanInfos"), (110, "face_identify_list")])
def test_an_empty_list_after_an_exception_proves_nothing(number: int, name: str, shown: Any) -> None:
    box = shown(context_of(number, {"resp_code": "99", name: []}))
    kind = "loans" if number == 127 else "candidates"
    assert find(box, f"{kind}.nothing_told") and not box.findChildren(QWidget, f"{kind}.none")
    box = shown(context_of(number, {"resp_code": "00", name: []}))
    assert find(box, f"{kind}.none") and not box.findChildren(QWidget, f"{kind}.nothing_told")


def test_what_is_no_number_is_no_score(shown: Any) -> None:
    box = shown(context_of(126, {"resp_code": "00", "found": "1", "risk_score": "[{"}))
    assert "[{" in find(box, "score.unread").text()
    assert not box.findChildren(QWidget, "score.number")


def test_what_came_back_differently_is_told(shown: Any) -> None:
    box = shown(context_of(106, {"resp_code": "00", "full_name": "李四"}))
    assert find(box, "differs.full_name")
    assert "李四" not in texts(box)
    box.findChild(RevealButton, "fact.returned.full_name.reveal").click()
    assert "李四" in texts(box)


@pytest.mark.parametrize("number", [100, 101, 102, 103, 104, 106])
def test_each_match_has_its_view_and_105_has_another(number: int, shown: Any) -> None:
    assert find(shown(context_of(number, {"resp_code": "00"})), "view.match")
    assert not shown(context_of(105, {"resp_code": "00"})).findChildren(QWidget, "view.match")


# -- AML ----------------------------------------------------------------------------------------------------

ENTRY = {"fromSys": ["联合国"], "priorityLevel": "1", "kind": "008", "value": "张三封", "hitResult": "Y"}
HIT = {
    "blackSign": "001",
    "blackPriorityLevel": "1",
    "blackLisCheckResult": [ENTRY, {**ENTRY, "hitResult": "N"}],
}
CLEAR = {"blackSign": "999", "blackLisCheckResult": [{**ENTRY, "hitResult": "N"}]}


def test_a_hit_shows_what_was_asked_beside_what_matched(shown: Any) -> None:
    asked: list[tuple[str, bool]] = []
    raw: list[bool] = []
    context = context_of(114, {"black_list_result": json.dumps(HIT), "pep_result": ""})
    context.reveal = lambda name, revealed: asked.append((name, revealed))
    context.show_raw = lambda: raw.append(True)
    box = shown(context)
    assert views(box)[0].shows == {"black_list_result", "pep_result"}
    assert "命中 1 条" in texts(box) or "hit, entries: 1" in texts(box)
    for words in ("联合国", "008 姓名", "001"):
        assert words in texts(box)
    assert "张三丰" not in texts(box) and "张三封" not in texts(box)
    box.findChild(RevealButton, "fact.aml.entry.1.values.reveal").click()
    assert asked == [("aml.entry.1.values", True)]
    assert find(box, "aml.entry.1.asked", MarkedWords).pieces == (("张三", False), ("丰", True))
    assert find(box, "aml.entry.1.matched", MarkedWords).pieces == (("张三", False), ("封", True))
    find(box, "aml.raw", QPushButton).click()
    assert raw == [True]
    fold = find(box, "fold.aml", Fold)
    assert not fold.unfolded
    fold.unfold()
    assert find(box, "table.aml", DataTable).data_model.rowCount() == 2


def test_clear_shows_every_entry_at_once(shown: Any) -> None:
    box = shown(context_of(114, {"black_list_result": CLEAR, "pep_result": ""}))
    assert find(box, "fold.aml", Fold).unfolded
    assert not box.findChildren(QWidget, "aml.entry.1")


def test_what_needs_review_is_never_called_clear(shown: Any) -> None:
    for value in (
        {**CLEAR, "blackSign": "777"},
        "{blackSign=999",
        {"people": [{"name": "x"}]},
        json.dumps(CLEAR)[:-1],
    ):
        box = shown(context_of(114, {"black_list_result": value}))
        assert find(box, "list.black_list_result.why.0")
        state = find(box, "list.black_list_result.state", QLabel).text()
        assert "未命中" not in state and "no hit" not in state


# -- scores -------------------------------------------------------------------------------------------------


def test_a_score_stands_on_a_neutral_scale(shown: Any) -> None:
    risks = [{"riskCode": 1, "riskCodeValue": 3}, {"riskCode": "9999", "riskCodeValue": "1"}]
    box = shown(context_of(126, {"resp_code": "00", "found": "1", "risk_score": "87", "risk_info": risks}))
    scale = find(box, "neutral_scale", NeutralScale)
    assert (scale.value, scale.low, scale.high) == (87, 0, 100)
    table = find(box, "table.risk_info", DataTable)
    assert table.data_model.index(1, 1).data() == "未公布的代码"
    box.grab()


@pytest.mark.parametrize(
    ("number", "values"), [(111, {}), (122, {"credit_score": "n/a"}), (126, {"risk_score": None})]
)
def test_no_number_no_scale(number: int, values: dict[str, Any], shown: Any) -> None:
    box = shown(context_of(number, {"resp_code": "00", **values}))
    assert find(box, "view.score")
    assert not box.findChildren(NeutralScale)


# -- loans --------------------------------------------------------------------------------------------------


def loan(day: int, amount: int, repay: int, **more: Any) -> dict[str, Any]:
    return {
        "borrowType": 1, "borrowState": 2, "borrowAmount": amount, "contractDate": day * 86_400_000,
        "loanPeriod": 12, "repayState": repay, "arrearsAmount": 0, "companyCode": "B1", **more,
    }  # fmt: skip


LOANS = [loan(19000, 11, 1), loan(18000, -5, 9), loan(20000, 2, 5), loan(20500, 4, 1)]


def column_texts(table: DataTable, key: str) -> list[str]:
    model = table.data_model
    at = next(
        at
        for at in range(model.columnCount())
        if model.headerData(at, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole) == key
    )
    return [model.index(row, at).data() for row in range(model.rowCount())]


def test_loans_sort_by_keys_and_point_at_each_other(shown: Any) -> None:
    context = context_of(127, {"resp_code": "00", "loanInfos": LOANS})
    box = shown(context)
    table, timeline = find(box, "table.loanInfos", DataTable), find(box, "timeline.loans", Timeline)
    assert [lane.sign for lane in timeline.lanes] == ["!", "●", "✓"]
    table.setFocus()
    table.setCurrentIndex(table.data_model.index(0, 0))
    QTest.keyClick(table, Qt.Key.Key_Right)
    QTest.keyClick(table, Qt.Key.Key_Right)
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert column_texts(table, "borrowAmount") == [
        "[0.2, 0.3) 万元",
        "[2, 4) 万元",
        "[6, 8) 万元",
        "[20, 22) 万元",
    ]
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert column_texts(table, "borrowAmount")[0] == "[20, 22) 万元"
    assert context.remembered["sorted.loanInfos"] == (2, True)
    again = shown(context)
    assert column_texts(find(again, "table.loanInfos", DataTable), "borrowAmount")[0] == "[20, 22) 万元"
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert table.data_model.sorted_by is None

    timeline.setFocus(Qt.FocusReason.TabFocusReason)
    timeline.point(0)
    QTest.keyClick(timeline, Qt.Key.Key_End)
    assert timeline.spots[timeline.at].row == 3
    QTest.keyClick(timeline, Qt.Key.Key_Return)
    assert table.current_row() == 3
    table.choose_row(1)
    assert timeline.spots[timeline.at].row == 1
    table.copy_selection()
    assert "✓ 已还清" in QApplication.clipboard().text()
    box.grab()


def test_p2p_records_are_masked_and_their_count_compared(shown: Any) -> None:
    rows = [{"platform": "甲平台", "loan_date": "20260105"}]
    box = shown(context_of(125, {"resp_code": "00", "data_count": "2", "data": json.dumps(rows)}))
    assert find(box, "loans.remark.0") and find(box, "loans.undescribed")
    table = find(box, "table.data", DataTable)
    assert table.data_model.index(0, 0).data() == "******"
    box.findChild(RevealButton, "fact.data.reveal").click()
    assert find(box, "table.data", DataTable).data_model.index(0, 0).data() == "甲平台"


def test_no_records_and_what_is_no_list(shown: Any) -> None:
    assert find(shown(context_of(127, {"resp_code": "00", "loanInfos": []})), "loans.none")
    assert find(shown(context_of(127, {"resp_code": "00", "loanInfos": "{broken"})), "unreadable.loanInfos")
    assert not views(shown(context_of(127, {"resp_code": "99"})))


async def test_many_records_are_read_off_the_loop() -> None:
    rows = [loan(15000 + number % 5000, 2, 1) for number in range(3000)]
    context = context_of(127, {"resp_code": "00", "loanInfos": rows})
    made, failed = views_for(context)
    assert failed == ()
    widget = made[0].widget
    try:
        assert not widget.findChildren(DataTable), "not yet"
        await until(lambda: widget.findChildren(DataTable), "the table")
        assert widget.findChild(DataTable).data_model.rowCount() == 3000
        assert len(widget.findChild(Timeline).spots) == 500
    finally:
        delete(widget)


# -- carrier ------------------------------------------------------------------------------------------------

TASK = {"task_id": "8f1c-77", "mobile": "13800138000"}


async def test_a_task_that_waits_shows_its_picture_and_offers_its_number(shown: Any) -> None:
    offered: list[dict[Role, str]] = []
    status = {
        "phase": "LOGIN",
        "phase_status": "WAIT_CODE",
        "input": {"type": "img", "wait_seconds": 60, "value": captcha("x")},
    }
    context = context_of(118, {"result": json.dumps(status)}, TASK)
    context.use_in_new_check = lambda values: offered.append(dict(values))
    box = shown(context)
    steps = find(box, "steps", Steps)
    assert [mark.sign for mark in steps.marks] == ["✓", "!", "○", "○"]
    assert "图片验证码" in find(box, "carrier.headline").accessibleName()
    picture = find(box, "captcha", CaptchaPicture)
    await until(lambda: not picture.picture.pixmap().isNull(), "the captcha is shown")
    find(box, "carrier.use", QPushButton).click()
    assert offered == [{Role.TASK_ID: "8f1c-77"}]


def test_captchas_from_outside_are_bounded() -> None:
    assert captcha_image(captcha("x")) is not None
    svg = base64.b64encode(b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>").decode()
    ends = b"\xff\xff\x08\x02\x00\x00\x00\x00\x00\x00\x00"
    header = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\xff\xff\x00\x00" + ends
    for text in ("", "!!", svg, base64.b64encode(header).decode(), captcha("x")[:40]):
        assert captcha_image(text) is None
    picture = CaptchaPicture("!!")
    assert "117" in picture.words.text()
    delete(picture)


def test_bills_and_calls_are_tables_with_a_plot(shown: Any) -> None:
    raw = carrier_data.bill("13800138000", "20261101")
    box = shown(context_of(124, {"result": json.dumps(raw)}, TASK))
    for fold in box.findChildren(Fold):
        fold.unfold()
    charts = {chart.objectName(): chart for chart in box.findChildren(ColumnChart)}
    assert set(charts) == {"chart.bills", "chart.calls", "chart.smses"}
    assert len(charts["chart.bills"].bars) == 6
    calls = find(box, "table.result.calls", DataTable)
    assert "****" in "".join(column_texts(calls, "peer_number"))
    bills = find(box, "table.result.bills", DataTable)
    assert column_texts(bills, "base_fee") == ["58.00 元"] * 6


def test_a_report_has_a_fold_for_each_section(shown: Any) -> None:
    raw = carrier_data.report("13800138000", "20261101")
    box = shown(context_of(123, {"result": json.dumps(raw)}, TASK))
    folds = box.findChildren(Fold)
    assert len(folds) >= len(raw)
    assert [fold.unfolded for fold in folds][:4] == [True, True, True, False]
    for fold in folds:
        fold.unfold()
    assert find(box, "table.result.basic_check_items", DataTable)
    assert "13800138000" not in texts(box)


def test_what_nobody_described_is_a_tree_that_can_be_searched(shown: Any) -> None:
    context = context_of(123, {"result": {"odd": {"a": {"b": {"c": [{"secret": "张三丰"}, [1]]}}}}}, TASK)
    box = shown(context)
    (tree,) = box.findChildren(SearchableTree)
    tree.line.setText("张三")
    assert tree.found == 0, "what is masked is not searched"
    assert "张三" not in str(tree.tree.model().index(0, 1).data())
    box.findChild(RevealButton, f"fact.{tree.objectName().removeprefix('tree.')}.reveal").click()
    (tree,) = box.findChildren(SearchableTree)
    tree.line.setText("secret")
    assert tree.found == 1
    assert tree.tree.currentIndex().data() == "secret"
    tree.line.setText("nowhere")
    assert tree.found == 0


def test_an_unparsable_result_is_shown_as_it_came(shown: Any) -> None:
    box = shown(context_of(118, {"result": "{phase=DONE, descri"}, TASK))
    assert find(box, "unreadable.result")
    box.findChild(RevealButton, "fact.result.reveal").click()
    assert "{phase=DONE, descri" in texts(box)
    assert find(shown(context_of(118, {"result": ""}, TASK)), "carrier.none")


# -- anything -----------------------------------------------------------------------------------------------

VIEWED = [
    service
    for service in registry.SERVICES
    if service.basis in (VerdictBasis.AML, VerdictBasis.DATA, VerdictBasis.MOBILE) and service.group != "ocr"
] + [registry.by_number(102)]


@pytest.mark.parametrize("service", VIEWED, ids=lambda service: service.segment)
def test_no_answer_breaks_a_view(service: Any) -> None:
    set_language("en")

    @settings(max_examples=6)
    @given(answers(service.segment))
    def anything(values: dict[str, Any]) -> None:
        context = ViewContext(
            order=order(segment=service.segment, values=values, params=WHO, raw_reply="-"), service=service
        )
        made, failed = views_for(context)
        assert failed == ()
        for view in made:
            try:
                view.widget.resize(360, 500)
                for fold in view.widget.findChildren(Fold):
                    fold.unfold()
                for button in view.widget.findChildren(RevealButton):
                    button.click()
                for copy in view.widget.findChildren(CopyButton):
                    copy.click()
                for table in view.widget.findChildren(DataTable):
                    table.sort_next(0)
                view.widget.grab()
            finally:
                delete(view.widget)

    anything()


def test_nothing_is_viewed_before_there_is_an_answer() -> None:
    for service in registry.SERVICES:
        pending = ViewContext(order=_pending(service.segment), service=service)
        assert not [
            view for view in views_for(pending)[0] if view.widget.objectName().removeprefix("view.") in MINE
        ]


def _pending(segment: str) -> Order:
    return order(segment=segment, state=OrderState.PENDING, verdict=None, values={})


# -- the parts ----------------------------------------------------------------------------------------------


def test_the_data_model_keeps_qts_rules() -> None:
    columns = (Column("a", Text("甲", "A")), Column("b", Text("乙", "B"), numeric=True))
    values = [("x", 3), ("y", None), ("z", 10), ("w", "n/a")]
    table = Table(
        columns, tuple((Cell(words_of(a), key_of(a)), Cell(words_of(b), key_of(b))) for a, b in values)
    )
    model = DataModel(table)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    kept = [model.index(row, 0) for row in range(4)]
    model.sort(1)
    assert [model.index(row, 1).data() for row in range(4)] == ["3", "10", "n/a", ""]
    model.sort(1, Qt.SortOrder.DescendingOrder)
    assert [model.index(row, 1).data() for row in range(4)] == ["n/a", "10", "3", ""], (
        "what isn't there stays last"
    )
    model.sort(-1)
    assert [model.index(row, 0).data() for row in range(4)] == ["x", "y", "z", "w"]
    assert model.row_of(2) == 2 and model.row_of(99) == -1
    del tester, kept


@pytest.mark.parametrize(
    "days", [[18000], [18000, 18000, 18000], [0, 30000], [18000 + n for n in range(600)]]
)
def test_the_timeline_places_any_days(days: list[int]) -> None:
    timeline = Timeline()
    timeline.resize(500, 120)
    spots = [Spot(date.fromordinal(719163 + day), at % 2, f"#{at}", at) for at, day in enumerate(days)]
    timeline.set_spots((Lane("一", "!", "error"), Lane("二", "●", "success")), spots, "Loans")
    places = timeline.places()
    assert len(places) == min(len(days), 500)
    assert all(0 <= place.x() <= 500 for place in places)
    timeline.grab()
    QTest.mouseMove(timeline, QPoint(0, 0))
    QTest.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=places[-1].toPoint())
    assert timeline.at >= 0
    delete(timeline)


def test_ticks_of_months() -> None:
    assert [words for _, words in month_ticks(date(2025, 11, 5), date(2026, 3, 1), 8)] == [
        "2025-12",
        "2026-01",
        "2026-02",
        "2026-03",
    ]
    assert [words for _, words in month_ticks(date(2001, 5, 1), date(2026, 3, 1), 6)] == [
        "2005",
        "2010",
        "2015",
        "2020",
        "2025",
    ]
    assert month_ticks(date(2026, 1, 5), date(2026, 1, 20), 6) == []


def test_search_finds_names_and_values_and_never_hangs() -> None:
    value = {"a": [{"name": "Bob"}, {"name": "bobby", "x": 1}], "bob": None}
    assert found_paths(value, "BOB") == ([(0, 0, 0), (0, 1, 0), (1,)], True)
    assert found_paths(value, "name", values=False) == ([(0, 0, 0), (0, 1, 0)], True)
    assert found_paths(value, "  ") == ([], True)
    deep: Any = "end"
    for _ in range(5000):
        deep = [deep]
    assert found_paths(deep, "end")[0] == []
    assert not found_paths(["x"] * 4000, "x")[1]
