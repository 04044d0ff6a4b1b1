"""Tooltips of texts from elsewhere. Qt guesses whether a tooltip is rich text: what a server wrote must not
become a link, a picture from the disk or a heading."""

from __future__ import annotations

__all__ = ["plain_tip"]


def plain_tip(words: str) -> str:
    """The words as a tooltip that shows them as they are."""
    if "<" not in words:
        return words
    from html import escape  # here: its table of 2,231 entities is nobody's need before the first paint

    return "<span>" + escape(words).replace("\n", "<br>") + "</span>"
