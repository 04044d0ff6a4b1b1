"""What all tests share: how `async def` tests run, and a quiet Qt without a screen."""

from __future__ import annotations

import asyncio
import gc
import inspect
import os
import sys
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import hypothesis
import pytest

# Deterministic, and independent of the speed of a shared machine.
hypothesis.settings.register_profile(
    "suite", deadline=None, derandomize=True, max_examples=60, print_blob=True,
    suppress_health_check=[hypothesis.HealthCheck.too_slow, hypothesis.HealthCheck.function_scoped_fixture],
)  # fmt: skip
hypothesis.settings.register_profile(
    "deep", parent=hypothesis.settings.get_profile("suite"), max_examples=2000
)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "suite"))

TESTS = Path(__file__).parent
ON_QT = (TESTS / "ui", TESTS / "journeys")


def _needs_qt(item: pytest.Item) -> bool:
    return any(item.path.is_relative_to(folder) for folder in ON_QT)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        # Of several workers one takes a whole file; and there is one keyring on the bus.
        group = "keyring" if item.get_closest_marker("keyring") else str(item.path.relative_to(TESTS))
        item.add_marker(pytest.mark.xdist_group(group))
        if _needs_qt(item) and isinstance(item, pytest.Function) and "qapp" not in item.fixturenames:
            item.fixturenames.insert(0, "qapp")


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Run `async def` tests: on a qasync loop where the window is tested, else on a plain one."""
    function = pyfuncitem.obj
    if not inspect.iscoroutinefunction(function):
        return None
    names = pyfuncitem._fixtureinfo.argnames
    coroutine = function(**{name: pyfuncitem.funcargs[name] for name in names})
    if not _needs_qt(pyfuncitem):
        asyncio.run(coroutine)
        return True
    from PySide6.QtWidgets import QApplication

    from realme_desktop.ui.loop import new_event_loop

    QApplication.setQuitOnLastWindowClosed(False)  # as `loop.run` does: a closed window ends no loop
    with asyncio.Runner(loop_factory=new_event_loop) as runner:
        runner.run(coroutine)
    return True


@pytest.fixture(scope="session", autouse=True)
def _collect_on_this_thread_only() -> Iterator[None]:
    """As the program does (ui/collecting.py): a QObject collected on a worker thread takes all down."""
    gc.disable()
    yield
    gc.enable()


@pytest.fixture(autouse=True)
def _leave_nothing_behind(request: pytest.FixtureRequest) -> Iterator[None]:
    yield
    if _needs_qt(request.node):
        _forget_the_language()
        gc.collect()


def _forget_the_language() -> None:
    """Back to what an application starts with: no translator, and Chinese for the words of the data."""
    language = sys.modules.get("realme_desktop.ui.language")
    if language is not None:
        from PySide6.QtWidgets import QApplication

        app = QApplication.instance()
        assert app is not None
        language.apply_language(app, "en")
        language.set_language("zh")


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    return [sys.argv[0]]
