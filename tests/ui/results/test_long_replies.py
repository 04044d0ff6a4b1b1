"""Replies of many thousands of entries: the loop goes on, the verdict stands at once, its reasons follow."""

from __future__ import annotations

import asyncio
import json
import time

from PySide6.QtWidgets import QWidget

from realme_desktop.catalog.model import Verdict
from realme_desktop.ui.results.outcome import reasons
from realme_desktop.ui.results.pane import ResultPane
from realme_desktop.ui.results.words import service_of
from tests.waiting import until

from .orders import NOW, order


async def test_a_long_list_of_hits_is_read_beside_the_loop() -> None:
    entries = [
        {"kind": "008", "value": f"某{at}", "hitResult": "Y" if at == 7 else "N"} for at in range(8_000)
    ]
    text = json.dumps({"blackSign": "001", "blackLisCheckResult": entries}, ensure_ascii=False)
    long = order(segment="antilaunderquery", verdict=Verdict.HIT, values={"black_list_result": text})
    pane = ResultPane(clock=lambda: NOW)
    pane.resize(472, 600)
    pane.show()
    pane.show_order(long)
    verdict = pane.findChild(QWidget, "verdict.title")
    assert verdict is not None and verdict.text() == "命中"
    assert pane.findChild(QWidget, "list.black_list_result") is None, "not read yet"
    await until(lambda: pane.findChild(QWidget, "list.black_list_result"), "the list is read")
    block = pane.findChild(QWidget, "verdict")
    assert block is not None
    await until(lambda: "1 项" in block.accessibleName(), "so is the reason")
    pane.show_order(long.__class__(**{name: getattr(long, name) for name in long.__slots__} | {"queries": 1}))
    again = pane.findChild(QWidget, "verdict")
    assert again is not None and "1 项" in again.accessibleName(), "a redraw asks nobody again"
    pane.hide()
    pane.deleteLater()
    await asyncio.sleep(0)


def test_a_verdict_is_told_in_a_few_lines() -> None:
    groups = [{"respCd": "000001", "respInfo": "成功", "groupId": str(at)} for at in range(20_000)]
    many = order(segment="faceregister", verdict=Verdict.DATA, values={"face_set_resp": groups})
    before = time.perf_counter()
    lines = reasons(many, service_of("faceregister"))
    assert len(lines) == 14 and "19988" in lines[12]
    assert time.perf_counter() - before < 5
