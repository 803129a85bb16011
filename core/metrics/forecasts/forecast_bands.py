"""The customers of a forecast by tenths of their likelihood: how many, and what they will probably bring."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from core.metrics.cached import one_reading
from core.metrics.customer_values import filled
from core.metrics.results import Statement
from core.metrics.tiering.tiers import tiers_table

if TYPE_CHECKING:
    from core.metrics.question import Question
    from core.store.forecasts import SavedForecast
    from core.store.workspace import Workspace

TENTHS = 10


@dataclass(frozen=True)
class Band:
    """Customers with a likelihood from `low` to under `high` (the last one: to 1)."""

    low: float
    high: float
    customers: int
    buyers: float
    orders: float
    revenue: Decimal
    profit: Decimal | None

    @property
    def code(self) -> str:
        """What stands behind its part of a chart: "0.3"."""
        return f"{self.low:.1f}"


@dataclass(frozen=True)
class Bands:
    """All bands that occur, the likeliest first, of the customers that the question's filters choose."""

    bands: tuple[Band, ...]
    statements: tuple[Statement, ...] = ()

    @property
    def customers(self) -> int:
        """All of them together."""
        return sum(band.customers for band in self.bands)

    @property
    def buyers(self) -> float:
        """How many of them will probably buy."""
        return sum(band.buyers for band in self.bands)

    @property
    def orders(self) -> float:
        """On how many days, all customers together."""
        return sum(band.orders for band in self.bands)

    @property
    def revenue(self) -> Decimal:
        """Expected of all of them."""
        return sum((band.revenue for band in self.bands), Decimal(0))

    @property
    def profit(self) -> Decimal | None:
        """Expected of all of them; None where no cost is known."""
        known = [band.profit for band in self.bands if band.profit is not None]
        return sum(known, Decimal(0)) if known else None


@one_reading
def forecast_bands(workspace: Workspace, question: Question, found: SavedForecast) -> Bands:
    """The bands of a forecast among the known customers whom the question's filters choose."""
    sql = filled(Path(__file__).with_suffix(".sql"), {"people": tiers_table(workspace, question)})
    values: dict[str, object] = {"forecast_id": found.forecast_id}
    rows = workspace.engine.rows(sql, values)
    bands = (
        Band(band / TENTHS, (band + 1) / TENTHS, int(count), buyers, orders, revenue, profit)
        for band, count, buyers, orders, revenue, profit in reversed(rows)
    )
    return Bands(tuple(bands), (Statement("forecast_bands", sql, values),))


def rules_of(band: Band) -> list[str]:
    """The customers of a band as rules of a target list."""
    least = [f"likelihood >= {band.low:.1f}"] if band.low > 0 else []
    return [*least, f"likelihood < {band.high:.1f}"] if band.high < 1 else least
