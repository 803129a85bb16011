"""The calls behind the care plan."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pages.shared.answers import cached
from pages.shared.tables import PAGE_ROWS
from pages.shared.view import View

if TYPE_CHECKING:
    from datetime import date

    from core.metrics.caring.care import CarePlan
    from core.store.contacts import Note


def plan(view: View, days: int, salesperson: str | None, *, everybody: bool, limit: int | None = PAGE_ROWS) -> CarePlan:
    """Who is due in so many days, of everybody or of one salesperson; `everybody`: also all never contacted."""
    from core.metrics.caring.care import MOST_NEW, care_plan

    asked, rules = view.question, view.settings.rfm
    most_new = None if everybody else MOST_NEW

    def found() -> CarePlan:
        return care_plan(
            view.workspace, asked, rules, days=days, salesperson=salesperson, most_new=most_new, limit=limit
        )

    if limit is None:  # everybody, for a download: too large to be kept
        return found()
    return cached(view, "care", (asked, rules, days, salesperson, everybody), found)


def notes(view: View, ids: Sequence[str] | None = None) -> tuple[Note, ...]:
    """The latest contacts noted by hand, of everybody or of one customer."""
    from core.store.contacts import notes as noted

    key = None if ids is None else tuple(ids)
    return cached(view, "contact_notes", (key,), lambda: noted(view.workspace, key))


def latest_day(view: View, today: date) -> date:
    """The last day that a contact can have."""
    from core.store.contacts import latest_day as latest

    return cached(view, "contact_day", (today,), lambda: latest(view.workspace, today))
