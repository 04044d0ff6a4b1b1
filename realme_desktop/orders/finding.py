"""The history as the desk tells of it: lists, counts, statistics, kept filters, exports."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from realme_desktop.records import filters
from realme_desktop.records.filters import SavedFilter
from realme_desktop.records.model import Cursor, HistoryQuery, Outline, Page, Statistics

from .admission import admit_export, sees, within

if TYPE_CHECKING:
    from realme_desktop.catalog.text import Language
    from realme_desktop.config.settings import Settings
    from realme_desktop.records.export.run import Exported
    from realme_desktop.records.export.writers import Format
    from realme_desktop.records.store import Records

    from .ledger import Ledger

__all__ = ["Finding"]

T = TypeVar("T")


class Finding:
    """A part of `OrderDesk`: nothing here changes an order. See the methods of `Records` of the same name."""

    _records: Records
    _ledger: Ledger
    _settings: Settings

    if TYPE_CHECKING:

        @property
        def operator(self) -> str: ...

        async def _run(self, function: Callable[..., T], /, *args: Any, **kwargs: Any) -> T: ...

    async def _search(self, function: Callable[..., T], /, *args: Any, **kwargs: Any) -> T:
        """Cancelled, it ends in its thread, too: whoever types on does not wait behind what was typed."""
        from realme_desktop.records.reading import Stop

        stop = Stop()
        try:
            return await self._run(function, *args, stop=stop, **kwargs)
        except asyncio.CancelledError:
            stop.now()
            raise

    def _within(self, query: HistoryQuery) -> HistoryQuery:
        return within(query, self._settings.policy)

    async def page(
        self,
        query: HistoryQuery,
        after: Cursor | None = None,
        limit: int = 100,
        *,
        before: Cursor | None = None,
    ) -> Page:
        return await self._search(self._records.page, self._within(query), after, limit, before=before)

    async def count(self, query: HistoryQuery) -> int:
        return await self._search(self._records.count, self._within(query))

    async def outline(self, query: HistoryQuery, step: int = 1000) -> Outline:
        """How many orders the query finds, and where every `step`-th of them is."""
        return await self._search(self._records.outline, self._within(query), step)

    async def statistics(self, query: HistoryQuery) -> Statistics:
        """What the query finds, in figures."""
        return await self._search(self._records.statistics, self._within(query))

    async def operators(self) -> tuple[str, ...]:
        """Everybody who made an order that is here."""
        return await self._run(self._records.operators)

    async def filters(self) -> tuple[SavedFilter, ...]:
        """The filters that were given a name, by name."""
        return await self._run(self._records.look, filters.kept_filters)

    async def keep_filter(self, saved: SavedFilter) -> None:
        """Keep it, in place of the one of that name. `ValueError` for a name that is empty or too long."""
        await self._run(self._records.write, partial(filters.keep_filter, saved=saved))

    async def forget_filter(self, name: str) -> None:
        await self._run(self._records.write, partial(filters.forget_filter, name=name))

    def check_export(self, *, masked: bool) -> None:
        """Whether orders may be written to a file, of whatever form. Raises `ExportRefused`."""
        admit_export(self._settings, masked=masked)

    async def report_target(self, path: Path) -> Path:
        """`path` as that of a PDF, if one may be written there. Raises `ExportRefused`."""
        from realme_desktop.records.export.target import checked_target

        return await self._run(checked_target, path, ".pdf", self._records.path.parent)

    async def export(
        self,
        what: HistoryQuery | Sequence[str],
        path: Path,
        form: Format,
        *,
        columns: Sequence[str],
        masked: bool = True,
        reason: str = "",
        language: Language = "zh",
        progress: Callable[[int, int], None] = lambda done, of: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Exported:
        """See `records.export.run.export`. `progress` and `cancelled` are called in another thread."""
        self.check_export(masked=masked)
        if isinstance(what, HistoryQuery):
            what = self._within(what)
        elif not (policy := self._settings.policy).sees_everything:
            what = [key for key in what if sees(await self._ledger.get(key), policy)]
        return await self._run(
            _export,
            self._records,
            what,
            path,
            form,
            operator=self.operator,
            at=self._ledger.now(),
            columns=columns,
            masked=masked,
            reason=reason,
            language=language,
            progress=progress,
            cancelled=cancelled,
        )


def _export(*given: Any, **more: Any) -> Exported:
    from realme_desktop.records.export.run import export  # zipfile and the like, only when they are needed

    return export(*given, **more)
