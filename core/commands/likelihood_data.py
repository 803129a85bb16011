"""What a purchase forecast says, as the JSON of `likelihood` and `forecast-quality`."""

from __future__ import annotations

import math
from dataclasses import asdict
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from core.commands.answer import money, share

if TYPE_CHECKING:
    from core.metrics.forecasts.forecast_bands import Bands
    from core.metrics.forecasts.forecast_judged import Judged
    from core.store.forecasts import SavedForecast

MONEY = ("expected_revenue", "expected_profit", "revenue")


def totals_data(made: SavedForecast) -> dict[str, Any]:
    """The horizon, the method, what is expected of all customers, and how far such totals were off in the tests.

    `tells_apart` is false where the order of the customers was hardly better than chance in the tests (`auc`).
    """
    totals, score = made.totals, made.quality.score
    return {
        "horizon_days": made.horizon_days,
        "chosen": asdict(made.chosen),
        "customers": totals.customers,
        "expected_buyers": share(totals.buyers),
        "expected_orders": share(totals.orders),
        "expected_revenue": money(totals.revenue),
        "expected_profit": money(totals.profit),
        "orders_bias": _number(score.orders_bias),
        "revenue_bias": _number(score.revenue_bias),
        "auc": _number(score.auc),
        "tells_apart": made.quality.tells_apart,
    }


def chosen_data(bands: Bands) -> dict[str, Any]:
    """What is expected of the customers that filters choose; of all where there are none."""
    counts = {"customers": bands.customers, "buyers": share(bands.buyers), "orders": share(bands.orders)}
    amounts = {"revenue": money(bands.revenue), "profit": money(bands.profit)}
    return {f"chosen_{name}": value for name, value in {**counts, **amounts}.items()}


def quality_data(made: SavedForecast) -> dict[str, Any]:
    """What was tried and how it did on later data, with what is needed to make it again."""
    quality = made.quality
    return {
        "tried": [_clean(asdict(score)) for score in made.tried],
        "calibration": [_clean(asdict(one)) for one in quality.calibration],
        "lifts": [_clean(asdict(one)) for one in quality.lifts],
        "origins": [_clean(asdict(one)) | {"day": one.day.isoformat()} for one in quality.origins],
        "by_tier": {code: [_clean(asdict(one)) for one in bins] for code, bins in quality.by_group.items()},
        "parameters": _clean(dict(sorted(made.parameters.items()))),
        "seed": made.seed,
        "libraries": made.libraries,
    }


def judged_data(found: Judged | None) -> dict[str, Any] | None:
    """What the last forecast that has closed said, and what came."""
    if found is None:
        return None
    return {
        "as_of": found.forecast.as_of.isoformat(),
        "horizon_days": found.forecast.horizon_days,
        "customers": found.customers,
        "expected_buyers": share(found.expected_buyers),
        "buyers": found.buyers,
        "expected_revenue": money(found.expected_revenue),
        "revenue": money(found.revenue),
    }


def _clean(values: dict[str, Any]) -> dict[str, Any]:
    return {name: _cleaned(name, value) for name, value in values.items()}


def _cleaned(name: str, value: Any) -> Any:
    if name in MONEY:
        return money(Decimal(str(value)))
    return _number(value) if isinstance(value, float) else value


def _number(value: float) -> float | None:
    return None if math.isnan(value) else share(value)
