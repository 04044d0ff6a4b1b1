"""What stands in the way of an order, on top of the form, with a link to each field."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from realme_desktop.catalog.findings import Finding
from realme_desktop.catalog.model import Service
from realme_desktop.ui.language import say
from realme_desktop.ui.theme import MEDIUM, SMALL, set_role, theme, theme_signals

__all__ = ["FindingsSummary", "Line"]

Line = tuple[str | None, str, str]  # wire name or None, label, sentence


class FindingsSummary(QLabel):
    """`chosen(wire name)` when a link is followed, by mouse or by Tab and Return.

    One label, made with the form: its place in the tab order is before the first field, and a part made later
    would have to be put there by force.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("summary")
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setContentsMargins(MEDIUM, SMALL, MEDIUM, SMALL)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self.linkActivated.connect(self.chosen)
        theme_signals().changed.connect(self._write)
        self._told: tuple[str, Sequence[Line], bool] = ("", (), False)
        self._findings: tuple[Finding, ...] = ()
        self.hide()

    @property
    def plain(self) -> str:
        title, lines, _ = self._told
        return "\n".join([title, *(_line(label, words) if label else words for _, label, words in lines)])

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Those that are told now."""
        return () if self.isHidden() else self._findings

    def tell_findings(self, service: Service, findings: Sequence[Finding]) -> None:
        """What was found, errors first; warnings are told only when nothing worse stands in the way."""
        self._findings = tuple(findings)
        errors = any(finding.is_error for finding in findings)
        if errors:
            title = self.tr("Nothing has been sent. Please put this right first:")
        else:
            title = self.tr("Nothing has been sent yet. Please look at this; you can send it anyway.")
        lines = []
        for finding in sorted(findings, key=lambda finding: not finding.is_error):
            if finding.is_error or not errors:
                label = say(service.field(finding.field).label) if finding.field is not None else ""
                lines.append((finding.field, label, say(finding.message)))
        self.tell(title, lines, error=errors)

    def tell(self, title: str, lines: Sequence[Line], *, error: bool) -> None:
        self._told = (title, tuple(lines), error)
        set_role(self, "banner.error" if error else "banner.warning")
        self._write()
        self.setAccessibleName(self.plain)
        self.show()

    def _write(self) -> None:
        title, lines, error = self._told
        if not title:
            return
        sign, tone = ("✗", "error") if error else ("⚠", "warning")
        colour, weight = theme().colour(tone).name(), QFont.Weight.DemiBold.value
        head = f"<p style='margin:0; color:{colour}; font-weight:{weight}'>{sign} {_safe(title)}</p>"
        ink = theme().colour("text").name()
        self.setText(head + "".join(_html(line, ink) for line in lines))


def _html(line: Line, ink: str) -> str:
    name, label, words = line
    style = f"margin:3px 0 0 0; color:{ink}"
    if name is None:
        return f"<p style='{style}'>{_safe(words)}</p>"
    link = f"<a href='{_safe(name)}' style='color:{ink}'>{_safe(label)}</a>"
    return f"<p style='{style}'>{_line(link, _safe(words))}</p>"


def _line(label: str, words: str) -> str:
    return QCoreApplication.translate("FindingsSummary", "{label}: {words}").format(label=label, words=words)


def _safe(text: str) -> str:
    from html import escape  # here: its table of 2,231 entities is nobody's need before the first paint

    return escape(text)
