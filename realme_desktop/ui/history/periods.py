"""The spans of time that the history is asked for by name. Days are Asia/Shanghai's, as RealMe's are."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from enum import Enum

from PySide6.QtCore import QCoreApplication

from realme_desktop.ui.widgets.moments import SHANGHAI

__all__ = ["Period", "day_bounds", "last_day", "period_words", "range_words"]


class Period(Enum):
    """The value is what is kept in a saved filter. A period moves with the calendar: "today" of tomorrow is
    tomorrow."""

    TODAY = "today"
    WEEK = "week"  # today and the six days before
    DAYS_30 = "days_30"
    MONTH = "month"  # of the calendar, up to today
    LAST_MONTH = "last_month"

    def bounds(self, now: float) -> tuple[int, int]:
        """(since, until) in milliseconds, `until` not included. `now` in seconds."""
        today = datetime.fromtimestamp(now, SHANGHAI).date()
        first = {
            Period.TODAY: today,
            Period.WEEK: today - timedelta(days=6),
            Period.DAYS_30: today - timedelta(days=29),
            Period.MONTH: today.replace(day=1),
            Period.LAST_MONTH: (today.replace(day=1) - timedelta(days=1)).replace(day=1),
        }[self]
        last = today.replace(day=1) - timedelta(days=1) if self is Period.LAST_MONTH else today
        return day_bounds(first, last)


def day_bounds(first: date, last: date) -> tuple[int, int]:
    """The milliseconds of these days, the last included: since, and until (not included)."""
    midnight = datetime.combine(first, time(), SHANGHAI)
    after = datetime.combine(last, time(), SHANGHAI) + timedelta(days=1)
    return int(midnight.timestamp() * 1000), int(after.timestamp() * 1000)


def last_day(until: int) -> date:
    """The last day before a bound that is not included."""
    return datetime.fromtimestamp((until - 1) / 1000, SHANGHAI).date()


def period_words(period: Period) -> str:
    if period is Period.TODAY:
        return QCoreApplication.translate("History", "Today")
    if period is Period.WEEK:
        return QCoreApplication.translate("History", "Last 7 days")
    if period is Period.DAYS_30:
        return QCoreApplication.translate("History", "Last 30 days")
    if period is Period.MONTH:
        return QCoreApplication.translate("History", "This month")
    return QCoreApplication.translate("History", "Last month")


def range_words(since: int | None, until: int | None) -> str:
    """`2026-11-01 – 2026-11-30`, open at either end."""
    first = datetime.fromtimestamp(since / 1000, SHANGHAI).date().isoformat() if since is not None else ""
    last = last_day(until).isoformat() if until is not None else ""
    if first == last:
        return first
    if not first:
        return QCoreApplication.translate("History", "until {day}").format(day=last)
    if not last:
        return QCoreApplication.translate("History", "from {day}").format(day=first)
    return f"{first} – {last}"
