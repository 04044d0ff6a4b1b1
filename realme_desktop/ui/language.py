"""The language of the console: Qt's translators for the chrome, `say` for words that come with the data."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, TypeAlias

from PySide6.QtCore import (
    QT_TRANSLATE_NOOP,
    QCoreApplication,
    QLibraryInfo,
    QLocale,
    QObject,
    QTranslator,
    Signal,
)

from .resources import resource

if TYPE_CHECKING:
    from realme_desktop.catalog.text import Text

__all__ = [
    "Said",
    "Sayable",
    "apply_language",
    "can_say_again",
    "language",
    "language_signals",
    "resolve",
    "say",
    "set_language",
    "spoken",
]

# Words that may have to be said again in another language: what only a text is stays as it is.
Sayable: TypeAlias = "str | Text | Callable[[], str]"

Code = Literal["zh", "en"]

_current: Code = "zh"
_translators: list[QTranslator] = []
_LOCALES = {"zh": QLocale(QLocale.Language.Chinese, QLocale.Country.China), "en": QLocale("en_GB")}

# Words of Qt's file dialog that Qt's own Chinese lacks. Named here, they come into our translation.
_LACKING = (
    QT_TRANSLATE_NOOP("QFileDialog", "&Look in:"),
    QT_TRANSLATE_NOOP("QFileDialog", "Files of &type:"),
    QT_TRANSLATE_NOOP("QAbstractFileIconProvider", "Drive"),
    QT_TRANSLATE_NOOP("QAbstractFileIconProvider", "File"),
    QT_TRANSLATE_NOOP("QAbstractFileIconProvider", "%1 File"),
    QT_TRANSLATE_NOOP("QAbstractFileIconProvider", "Folder"),
    QT_TRANSLATE_NOOP("QAbstractFileIconProvider", "Shortcut"),
    QT_TRANSLATE_NOOP("QAbstractFileIconProvider", "Unknown"),
)


class _LanguageSignals(QObject):
    changed = Signal(str)


_signals: _LanguageSignals | None = None


def language_signals() -> _LanguageSignals:
    """`.changed(code)` after a change of language; made on first use, after the application."""
    global _signals
    if _signals is None:
        _signals = _LanguageSignals()
    return _signals


def language() -> Code:
    return _current


def say(text: Text) -> str:
    """The words in the language of the console."""
    return text.zh if _current == "zh" else text.en


class Said(str):
    """A text that can be said again: wherever only a text is taken, it is one."""

    def __new__(cls, again: Text | Callable[[], str]) -> Said:
        made = super().__new__(cls, spoken(again))
        made.again = again
        return made

    again: Text | Callable[[], str]


def can_say_again(words: Sayable) -> bool:
    return isinstance(words, Said) or not isinstance(words, str)


def spoken(words: Sayable) -> str:
    """The words in the language of the console, as it is now."""
    if isinstance(words, Said):
        return spoken(words.again)
    if isinstance(words, str):
        return words
    return words() if callable(words) else say(words)


def resolve(choice: str) -> Code:
    """`system`, `zh` or `en` to a language: any Chinese system speaks Chinese, every other English."""
    if choice == "zh":
        return "zh"
    if choice == "en":
        return "en"
    names = QLocale.system().uiLanguages() or [QLocale.system().name()]
    return "zh" if names and names[0].lower().startswith("zh") else "en"


def set_language(code: Code) -> None:
    """Change what `say` answers, without touching the translators (tests, commands)."""
    global _current
    changed = code != _current
    _current = code
    if changed and _signals is not None:
        _signals.changed.emit(code)


def apply_language(app: QCoreApplication, choice: str) -> Code:
    """Install the translators for `system`, `zh` or `en`; widgets made afterwards speak it.

    A missing translation file leaves the English of the source; it is never an error at start.
    """
    code = resolve(choice)
    while _translators:
        app.removeTranslator(_translators.pop())
    QLocale.setDefault(_LOCALES[code])
    if code == "zh":
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        for path in (f"{folder}/qtbase_zh_CN.qm", str(resource("translations/realme_desktop_zh.qm"))):
            translator = QTranslator(app)
            if translator.load(path):
                app.installTranslator(translator)
                _translators.append(translator)
    set_language(code)
    return code
