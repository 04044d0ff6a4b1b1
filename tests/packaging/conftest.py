"""packaging/ is a folder of scripts, not a package: its modules import each other by their names alone."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def recipe() -> Callable[[str], ModuleType]:
    """`recipe("contents")` is the module packaging/contents.py. The folder is on the path while it is
    read."""

    def load(name: str) -> ModuleType:
        sys.path.insert(0, str(ROOT / "packaging"))
        try:
            return importlib.import_module(name)
        finally:
            sys.path.remove(str(ROOT / "packaging"))

    return load
