"""Two habits of the platform that a start can do without. Import it after PySide6, before our own modules.

Figures: `python dev.py bench`, "first paint".
"""

from __future__ import annotations

import gc
import sys

import PySide6.QtCore  # noqa: F401 - brings in what is changed below

__all__: list[str] = []

# WORKAROUND PySide reads the source text of every module that is imported after it, to see whether it speaks
# of PySide6 and so may want a `__feature__`: a third of the time that our imports take. Nothing here uses
# features, so the answer may always be no.
# https://code.qt.io/cgit/pyside/pyside-setup.git/tree/sources/shiboken6/shibokenmodule/files.dir/shibokensupport/feature.py
_features = sys.modules.get("shibokensupport.feature")
if _features is not None and hasattr(_features, "_mod_uses_pyside"):
    setattr(_features, "_mod_uses_pyside", lambda module: False)  # noqa: B010 - no stub knows the name

# Imports make some ten thousand objects that live for ever; looking through them again after each 700 costs
# 5 % of the start, once after 20,000 still 4 ms, and neither frees anything. `collecting` takes over with the
# loop.
gc.set_threshold(200_000, 10, 10)
