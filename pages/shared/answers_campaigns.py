"""The cached calls about campaigns. Lists are no part of the data version: they are read anew, and are in the key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pages.shared.answers import cached
from pages.shared.view import View

if TYPE_CHECKING:
    from datetime import date

    from core.targets.lists import TargetList
    from core.targets.outcome import Outcome
    from core.targets.saved import SavedList


def outcome(view: View, saved: SavedList) -> Outcome:
    """What came of a list; asking it may write the verdict."""
    from core.targets.verdicts import outcome as compute

    asked = (saved.list_id, saved.revision, saved.verdict, view.question.as_of)
    return cached(view, "outcome", asked, lambda: compute(view.workspace, saved.list_id, view.question.as_of))


def usual_rate(view: View, found: TargetList, days: int) -> float:
    """The share of these names that bought in so many days up to the day of the list."""
    from core.targets.outcome import bought_before

    limits = (str(found.choice), found.besides, found.rows)
    asked = (found.question, found.rfm_rules, tuple(map(str, found.rules)), limits, days)
    return cached(view, "usual_rate", asked, lambda: bought_before(view.workspace, found, days))


def known(view: View, as_of: date | None = None) -> date:
    """Up to which day something is known, seen from the month of a list, else from the chosen or the newest month."""
    from core.metrics.period import known_until

    month = view.question.as_of if as_of is None else f"{as_of:%Y-%m}"
    return cached(view, "known_until", (month,), lambda: known_until(view.workspace, month))
