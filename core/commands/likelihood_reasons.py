"""Why each likelihood is what it is, in words, beside the customers of a forecast."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from core.text.likelihood_sentences import habit
from core.text.words import Words

if TYPE_CHECKING:
    from core.metrics.results import CustomerTable
    from core.store.forecasts import SavedForecast
    from core.store.workspace import Workspace


def with_reasons(found: CustomerTable, workspace: Workspace, made: SavedForecast, words: Words) -> CustomerTable:
    """The customers with a column more, `reason`: "usual gap 24 days, silent for 61 days, bought on 5 days so far".

    Where the order says little that stands behind each, since a file is passed on without what was said beside it.
    """
    from core.store.forecasts import habits_of

    doubt = "" if made.quality.tells_apart else words("; the forecast hardly tells customers apart")
    reasons = {who: habit(words, *seen) + doubt for who, seen in habits_of(workspace, made.forecast_id).items()}
    return replace(found, table=found.table.assign(reason=found.table["customer_id"].map(reasons)))
