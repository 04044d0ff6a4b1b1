"""What is wrong with a file of settings, in words and with its place. Never an exception at start-up."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from realme_desktop.catalog.text import Text

if TYPE_CHECKING:
    from realme_desktop.config.ownership import Guard

__all__ = ["ConfigError", "ConfigProblem", "line_of", "read_toml"]

MAX_BYTES = 1 << 20  # no settings file of ours comes near; protects from a file that isn't one


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfigProblem:
    """One thing wrong. `key` is dotted (`integration.base`); `field` the part after the environment, so that
    a form can put the words beside its input; `file` and `line` (from 1) where it stands, if it stands in a
    file."""

    words: Text
    key: str = ""
    field: str = ""
    file: Path | None = None
    line: int | None = None
    harmless: bool = False  # what is in force is certain all the same: told, and nothing is held back

    @property
    def place(self) -> str:
        """`environments.toml:12`, for a list; empty without a file."""
        if self.file is None:
            return ""
        return f"{self.file}:{self.line}" if self.line else str(self.file)


class ConfigError(Exception):
    """A file of settings can't be written; `words` say why and what is left as it was."""

    def __init__(self, words: Text) -> None:
        super().__init__(words.en)
        self.words = words


_SYNTAX_PLACE = re.compile(r"\(at (?:line (\d+), column \d+|end of document)\)\s*$")


def read_toml(
    path: Path, *, guard: Guard | None = None
) -> tuple[Mapping[str, Any], str, tuple[ConfigProblem, ...]]:
    """The file's content, its text (for `line_of`) and what is wrong with it; empty if it isn't there.

    `guard` is asked of the open file whether it may be believed; what is read then is that very file."""
    try:
        with path.open("rb") as file:
            words = guard(path, file.fileno()) if guard is not None else None
            if words is not None:
                return {}, "", (ConfigProblem(words=words, file=path),)
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        return {}, "", ()
    except (OSError, ValueError) as error:
        reason = os.strerror(error.errno) if isinstance(error, OSError) and error.errno else str(error)
        words = Text(
            "无法读取此文件（{reason}），其中的设置未生效。",
            "This file can't be read ({reason}); nothing in it is in force.",
        )
        return {}, "", (ConfigProblem(words=words.format(reason=reason), file=path),)
    if len(data) > MAX_BYTES:
        words = Text(
            "此文件过大，不像是设置文件，未读取。", "This file is too large for settings; it is not read."
        )
        return {}, "", (ConfigProblem(words=words, file=path),)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line: int | None = data[: error.start].count(b"\n") + 1
        words = Text(
            "此文件不是 UTF-8 文本，其中的设置未生效。",
            "This file is not UTF-8 text; nothing in it is in force.",
        )
        return {}, "", (ConfigProblem(words=words, file=path, line=line),)
    import tomllib  # 5 ms, and most workplaces have no such file

    try:
        return tomllib.loads(text), text, ()
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        place = _SYNTAX_PLACE.search(str(error))
        line = int(place[1]) if place and place[1] else None
        reason = _SYNTAX_PLACE.sub("", str(error)).strip()
        words = Text(
            "文件格式有误（{reason}），其中的设置未生效。",
            "The file is not valid TOML ({reason}); nothing in it is in force.",
        )
        return {}, text, (ConfigProblem(words=words.format(reason=reason), file=path, line=line),)


_HEADER = re.compile(r"^\s*\[\[?\s*(.+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"^\s*((?:[\w-]+|\"[^\"]*\"|'[^']*')(?:\s*\.\s*(?:[\w-]+|\"[^\"]*\"|'[^']*'))*)\s*=")


def line_of(text: str, *path: str) -> int | None:
    """The line (from 1) of a key in a TOML text, or of the nearest table around it.

    tomllib tells no places; this reads headers and keys only, which suffices to lead a person there.
    """
    wanted = list(path)
    table: list[str] = []
    best: tuple[int, int] | None = None
    for number, line in enumerate(text.splitlines(), 1):
        if header := _HEADER.match(line):
            table = _parts(header[1])
            found = table
        elif key := _KEY.match(line):
            found = table + _parts(key[1])
        else:
            continue
        depth = len(found)
        if found == wanted[:depth] and (best is None or depth > best[0]):
            best = (depth, number)
    return best[1] if best else None


def _parts(dotted: str) -> list[str]:
    return [part.strip().strip("\"'") for part in re.findall(r"\"[^\"]*\"|'[^']*'|[^.]+", dotted)]
