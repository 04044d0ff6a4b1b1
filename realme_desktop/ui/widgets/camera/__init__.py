"""Taking a photo: a live picture with a guide frame, a countdown, and another try."""

from __future__ import annotations

import functools
from importlib.util import find_spec

__all__ = ["present"]


@functools.cache
def present() -> bool:
    """Whether Qt's multimedia part is installed (the extra `camera`). Nothing of it is imported: that costs
    time, and fails where the system lacks a sound library."""
    return find_spec("PySide6.QtMultimedia") is not None
