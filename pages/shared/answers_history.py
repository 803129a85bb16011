"""One thin cached call per question about the tiers at the last month ends."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pages.shared.answers import cached
from pages.shared.view import View

if TYPE_CHECKING:
    from core.metrics.histories.history import History
    from core.metrics.histories.history_members import Members


def history(view: View, *, frozen: bool) -> History:
    """The tiers at the last month ends; `frozen`: all cut by the amounts of the last one."""
    from core.metrics.histories.history import MONTHS
    from core.metrics.histories.history import history as compute
    from core.metrics.tiering.tiers import ranking_cuts

    asked = view.question

    def found() -> History:
        cuts = ranking_cuts(view.workspace, asked) if frozen else None
        return compute(view.workspace, asked, MONTHS, cuts)

    return cached(view, "history", (asked, frozen), found)


def members(view: View, found: History, month: date, tier: str, *, limit: int | None = 200) -> Members:
    """The customers of a tier at the end of a month."""
    from core.metrics.histories.history_members import history_members as compute

    asked, cuts = view.question, found.cut_values

    def made() -> Members:
        return compute(view.workspace, asked, month, tier, cuts, limit=limit)

    if limit is None:  # everybody, for a download: too large to be kept
        return made()
    return cached(view, "members", (asked, cuts, month, tier, limit), made)
