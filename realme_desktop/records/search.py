"""How the history is searched: any part of a name or a number, two Chinese characters included.

FTS5's own tokenizers cut at spaces (Chinese has none), and its trigram tokenizer finds nothing for two
characters. So text is cut into overlapping grams: two characters for Chinese and other scripts, four for
ASCII letters and digits (ten digits in pairs would make posting lists of half the history). The last grams
of a run are shorter, so that a query shorter than a gram is a prefix query and still finds the end of a name
or number. Tokens and queries are cut by the same function: they can't drift apart.

A long number is a token as a whole, too, behind its grams: who types or pastes all of it gets
those orders at once, however common its parts are (half of an order number is a date).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

__all__ = ["TOKENIZER", "fold", "make_tokenizer", "match_expression"]

TOKENIZER = "grams"

_ASCII_GRAM = 4
_OTHER_GRAM = 2
_WHOLE_FROM = 15  # an identity number of the old sort; not less, or eight digits of a birthday would be one
_WHOLE = "\x01"  # before a whole number; no letter or digit, so nobody's text holds it as a token
_FTS5_TOKENIZE_QUERY = 1  # apsw.FTS5_TOKENIZE_QUERY; apsw is not imported here to keep this module plain


_RUN = re.compile(r"[0-9a-z]+|(?:(?![0-9a-z])[^\W_])+")


def fold(text: str) -> str:
    """Full-width to half-width, one case, compatible forms made one."""
    return text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).casefold()


def _runs(folded: str) -> list[str]:
    """Stretches of ASCII letters and digits, and of other letters and digits; all else separates."""
    return _RUN.findall(folded)


def _size(run: str) -> int:
    return _ASCII_GRAM if run[0].isascii() else _OTHER_GRAM


def _document_grams(text: str) -> list[str]:
    grams: list[str] = []
    for run in _RUN.findall(fold(text)):
        size = _size(run)
        grams += [run[at : at + size] for at in range(len(run))]
        if _is_whole(run):
            grams.append(_WHOLE + run)
    return grams


def _query_grams(text: str) -> list[str]:
    """The full grams only; a run shorter than a gram is one token, meant as a prefix."""
    if text.startswith(_WHOLE):
        return [text]
    grams: list[str] = []
    for run in _runs(fold(text)):
        size = _size(run)
        grams.extend(run[at : at + size] for at in range(max(1, len(run) - size + 1)))
    return grams


def make_tokenizer(connection: object, args: list[str]) -> Callable[[bytes, int, str | None], list[str]]:
    """A factory in the shape that `apsw.Connection.register_fts5_tokenizer` wants."""

    def tokenize(utf8: bytes, flags: int, locale: str | None) -> list[str]:
        text = utf8.decode("utf-8", "replace")
        return _query_grams(text) if flags & _FTS5_TOKENIZE_QUERY else _document_grams(text)

    return tokenize


def match_expression(text: str, *, whole: bool = False) -> str | None:
    """What the operator typed as an FTS5 expression; None when there is nothing in it to look for.

    Words are joined by AND. A number typed with spaces, dashes or +86 is one number. With `whole` long
    numbers are looked for as a whole; then None also when there is none of that length.
    """
    folded = fold(text).strip()
    joined = "".join(
        char for char in folded.removeprefix("+86") if not char.isspace() and char not in "-‐‑–—"
    )
    if joined.isascii() and joined.removesuffix("x").isdigit():
        folded = joined
    runs = _runs(folded)
    if whole and not any(_is_whole(run) for run in runs):
        return None
    return " AND ".join(_term(run, whole=whole) for run in runs) or None


def _is_whole(run: str) -> bool:
    return len(run) >= _WHOLE_FROM and run[0].isascii()


def _term(run: str, *, whole: bool) -> str:
    if whole and _is_whole(run):
        return f'"{_WHOLE}{run}"'
    return f'"{run}"' if len(run) >= _size(run) else f'"{run}" *'
