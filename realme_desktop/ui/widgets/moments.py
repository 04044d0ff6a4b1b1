"""Moments and spans as an operator reads them. RealMe's day is Asia/Shanghai's, and so is the console's."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from PySide6.QtCore import QCoreApplication

__all__ = ["SHANGHAI", "age", "clock_time", "moment"]

# A fixed offset on purpose: China has kept no summer time since 1991, and Windows has no zone database.
SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")


def moment(at: int | None) -> str:
    """Milliseconds since the epoch as `2026-11-23 20:11:25` in Asia/Shanghai; empty for none."""
    if at is None:
        return ""
    try:
        return datetime.fromtimestamp(at / 1000, SHANGHAI).strftime("%Y-%m-%d %H:%M:%S")
    except (OverflowError, OSError, ValueError):
        return str(at)


def clock_time(at: int | None, now: float) -> str:
    """As `moment`, but shorter: only the time of today, the date of another year. `now` in seconds."""
    full = moment(at)
    today = moment(int(now * 1000))
    if len(full) != 19:
        return full
    if full[:10] == today[:10]:
        return full[11:]
    return full[5:16] if full[:4] == today[:4] else full[:10]


def age(seconds: float) -> str:
    """A span in the two coarsest units that matter: `8 s`, `3 min 20 s`, `2 h 5 min`, `3 d 4 h`."""
    whole = max(0, int(seconds))
    if whole < 60:
        return QCoreApplication.translate("Moments", "{seconds} s").format(seconds=whole)
    minutes, rest = divmod(whole, 60)
    if minutes < 60:
        return QCoreApplication.translate("Moments", "{minutes} min {seconds} s").format(
            minutes=minutes, seconds=rest
        )
    hours, minutes = divmod(minutes, 60)
    if hours < 48:
        return QCoreApplication.translate("Moments", "{hours} h {minutes} min").format(
            hours=hours, minutes=minutes
        )
    days, hours = divmod(hours, 24)
    return QCoreApplication.translate("Moments", "{days} d {hours} h").format(days=days, hours=hours)
