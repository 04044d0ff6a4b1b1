"""The colours of every scheme by name, and which of them are read upon which. Data only.

Verdict colours keep apart for eyes that confuse red and green: match and clear are bluish, mismatch and hit
are vermilion and crimson, and their lightness differs. They never stand alone: a sign and a word go with
them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

__all__ = ["COLOURS", "EDGES", "PAIRS", "SCHEMES", "Scheme"]

Scheme = Literal["light", "dark", "contrast-light", "contrast-dark"]

SCHEMES: tuple[Scheme, ...] = ("light", "dark", "contrast-light", "contrast-dark")

# name: one colour for each of SCHEMES; "<name>.soft" is the tinted ground on which the colour is read.
COLOURS: Mapping[str, tuple[str, str, str, str]] = {
    "window": ("#f3f5f8", "#14181e", "#ffffff", "#000000"),
    "surface": ("#ffffff", "#1c222a", "#ffffff", "#000000"),
    "raised": ("#fafbfc", "#232b35", "#f4f4f4", "#161616"),
    "line": ("#d8dee6", "#364150", "#5c5c5c", "#9a9a9a"),
    "line.strong": ("#717e8f", "#7e8ea3", "#000000", "#ffffff"),
    "text": ("#1a2330", "#e5eaf0", "#000000", "#ffffff"),
    "heading": ("#101824", "#f3f6fa", "#000000", "#ffffff"),
    "muted": ("#566273", "#a0adbd", "#2b2b2b", "#d6d6d6"),
    "muted.soft": ("#edf0f4", "#29323d", "#eeeeee", "#1f1f1f"),
    "disabled": ("#7a8492", "#7d8b9c", "#5e5e5e", "#a0a0a0"),
    "accent": ("#1c5fb8", "#86b6f7", "#00307a", "#9fd0ff"),
    "accent.soft": ("#e6effb", "#1c3350", "#e8f0ff", "#001d3d"),
    "accent.hover": ("#174f9a", "#a3c7f9", "#001c4d", "#c9e5ff"),
    "on.accent": ("#ffffff", "#0d1b2c", "#ffffff", "#000000"),
    "selection": ("#d5e5fa", "#24456e", "#c4dcff", "#003e7a"),
    "focus": ("#1c5fb8", "#86b6f7", "#00307a", "#ffe14d"),
    "match": ("#00665c", "#4fd0c0", "#005046", "#56f0dc"),
    "match.soft": ("#e0f4ee", "#12352e", "#e6fbf5", "#00251f"),
    "mismatch": ("#a63a00", "#ff9f70", "#8a2500", "#ffad85"),
    "mismatch.soft": ("#fdebe1", "#45230f", "#fff0e8", "#331300"),
    "partial": ("#7a5300", "#e6b94f", "#573b00", "#ffd24d"),
    "partial.soft": ("#fbf1d9", "#3b2e0e", "#fff6dd", "#2b1f00"),
    "hit": ("#8f1010", "#ff7d7d", "#7d0000", "#ff9494"),
    "hit.soft": ("#fbe4e4", "#4a1518", "#ffecec", "#380007"),
    "clear": ("#0c6270", "#62c9dc", "#00475a", "#7fe3f5"),
    "clear.soft": ("#e0f2f5", "#10343b", "#e6f7fb", "#00262e"),
    "data": ("#23509c", "#93b9f5", "#0b3380", "#aaccff"),
    "data.soft": ("#e7eefa", "#1b3050", "#edf2ff", "#001b3d"),
    "review": ("#5a409b", "#c0a9f5", "#42248f", "#d3c1ff"),
    "review.soft": ("#efeaf9", "#302450", "#f4f0ff", "#200a4d"),
    "pending": ("#4d5b6c", "#aebccd", "#2f3a47", "#cfdbe8"),
    "pending.soft": ("#ebeff4", "#2a3542", "#f0f3f7", "#18202a"),
    "error": ("#a51d2d", "#ff9a9f", "#8a0015", "#ffa3a8"),
    "error.soft": ("#fde9eb", "#481a20", "#ffeff1", "#380008"),
    "warning": ("#7a5300", "#e6b94f", "#573b00", "#ffd24d"),
    "warning.soft": ("#fbf1d9", "#3b2e0e", "#fff6dd", "#2b1f00"),
    "success": ("#00665c", "#4fd0c0", "#005046", "#56f0dc"),
    "success.soft": ("#e0f4ee", "#12352e", "#e6fbf5", "#00251f"),
    "info": ("#1c5fb8", "#86b6f7", "#00307a", "#9fd0ff"),
    "info.soft": ("#e6effb", "#1c3350", "#e8f0ff", "#001d3d"),
    "production": ("#ffffff", "#ffffff", "#ffffff", "#ffffff"),
    "production.soft": ("#b3162a", "#b81d31", "#9c0019", "#a3001c"),
    "integration": ("#7a5300", "#e6b94f", "#573b00", "#ffd24d"),
    "integration.soft": ("#fbf1d9", "#3b2e0e", "#fff6dd", "#2b1f00"),
    "sandbox": ("#0c6270", "#62c9dc", "#00475a", "#7fe3f5"),
    "sandbox.soft": ("#e0f2f5", "#10343b", "#e6f7fb", "#00262e"),
    "sandbox.stripe": ("#cfe9ee", "#17444d", "#d4eff5", "#003640"),
    "own": ("#54606f", "#aab7c6", "#343d49", "#ccd6e2"),
    "own.soft": ("#edf0f4", "#29323d", "#f0f3f7", "#1c2229"),
    # Upon pictures, whatever these show: a line has a dark edge, the rest is shaded (AARRGGBB).
    "over.line": ("#ffffff", "#ffffff", "#ffffff", "#ffffff"),
    "over.edge": ("#a0000000", "#a0000000", "#ff000000", "#ff000000"),
    "over.faint": ("#6effffff", "#6effffff", "#c0ffffff", "#c0ffffff"),
    "over.shade": ("#78000000", "#78000000", "#a0000000", "#a0000000"),
}

# Every pair of text and ground that the console uses; a test holds each at 4.5:1 or better, and at 7:1 in the
# schemes of high contrast.
PAIRS: tuple[tuple[str, str], ...] = (
    *((name[: -len(".soft")], name) for name in COLOURS if name.endswith(".soft")),
    *(
        (front, ground)
        for front in (
            "text", "heading", "muted", "accent", "match", "mismatch", "partial", "hit", "clear", "data",
            "review", "pending", "error", "warning", "success", "info",
        )
        for ground in ("surface", "window", "raised")
    ),
    ("on.accent", "accent"),
    ("on.accent", "accent.hover"),
    ("heading", "selection"),
    ("text", "selection"),
    ("text", "accent.soft"),
    ("text", "muted.soft"),
    ("text", "error.soft"),
    ("text", "warning.soft"),
    ("text", "info.soft"),
    ("text", "success.soft"),
    ("sandbox", "sandbox.stripe"),
)  # fmt: skip

# Edges of controls, marks in them and rings of focus, on what they stand on; a test holds each at 3:1 or
# better. A disabled word must still be found.
EDGES: tuple[tuple[str, str], ...] = tuple(
    (front, ground)
    for front in ("line.strong", "focus", "accent", "disabled")
    for ground in ("surface", "window", "raised")
)
