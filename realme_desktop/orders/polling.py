"""How long to wait before RealMe is asked again."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["OBEY_S", "Backoff"]

OBEY_S = 600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Backoff:
    """Waits grow from `first_s` by `factor` up to `max_s`, each spread by ± `spread` so that many orders that
    were taken up together don't stay together.

    A `Retry-After` of RealMe is obeyed even beyond `max_s`, but not beyond `obey_s`: a wrong header must not
    silence an order for days.
    """

    first_s: float = 2.0
    max_s: float = 60.0
    factor: float = 1.6
    spread: float = 0.1
    obey_s: float = OBEY_S

    def delay(self, queries: int, *, chance: float = 0.5, retry_after: float | None = None) -> float:
        """Seconds until the query after `queries` of them; `chance` in [0, 1) places it in the spread."""
        # The power overflows a float beyond some thousand queries; the cap is reached long before.
        steps = min(max(queries, 0), 64)
        bare = min(self.first_s * self.factor**steps, self.max_s)
        spread = bare * (1 + self.spread * (2 * chance - 1))
        if retry_after is not None and retry_after > 0:
            return max(spread, min(retry_after, self.obey_s))
        return spread
