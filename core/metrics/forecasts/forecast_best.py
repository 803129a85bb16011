"""Of whom a forecast expects the most revenue."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.metrics.cached import one_reading
from core.metrics.customers import customers
from core.store.forecasts import expected_of

if TYPE_CHECKING:
    from core.metrics.question import Question
    from core.settings import RfmRules
    from core.store.forecasts import Expected, SavedForecast
    from core.store.workspace import Workspace


@dataclass(frozen=True)
class BestExpected:
    """One customer and what the forecast says of it; `name` None where none is known."""

    customer_id: str
    name: str | None
    expected: Expected


@one_reading
def most_expected(
    workspace: Workspace, question: Question, rules: RfmRules, found: SavedForecast, most: int
) -> tuple[BestExpected, ...]:
    """The customers that the question chooses with the most expected revenue of the forecast that stands for it.

    At most `most`, ties by customer id; who has no forecast is left out. Errors: those of `customers`.
    """
    known = ('"expected_revenue" is not null', dict[str, object]())
    table = customers(workspace, question, rules, where=known, order_by="expected_revenue", limit=most).table
    best = []
    for customer_id, name in zip(table["customer_id"], table["customer_name"], strict=True):
        expected = expected_of(workspace, found.forecast_id, customer_id)
        if expected is not None:
            best.append(BestExpected(customer_id, name if isinstance(name, str) else None, expected))
    return tuple(best)
