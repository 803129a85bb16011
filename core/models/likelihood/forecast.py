"""How likely each customer buys within a horizon, how often and how much; or why that cannot be known."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from core.models.likelihood.results import CustomerForecasts, Forecast, PurchaseDays, Refusal

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from core.models.likelihood.backtest import Progress
    from core.models.likelihood.history import Blocks, History
    from core.models.likelihood.predictions import Prediction

HORIZONS = (30, 60, 90, 180)
FEWEST_CUSTOMERS = 100
SHORTEST_HISTORY = 90
FEWEST_BUYERS = 30
PARTS_OF_HISTORY = 4


def fitting_horizons(days: PurchaseDays, as_of: date) -> list[int]:
    """Those of 30, 60, 90, 180 days that fit four times into the history up to `as_of`, the longest first."""
    from core.models.likelihood.history import day_number

    last = day_number(as_of)
    known = days.day[days.day <= last]
    if not len(known):
        return []
    return [one for one in reversed(HORIZONS) if one * PARTS_OF_HISTORY <= last - int(known.min()) + 1]


def forecast(
    days: PurchaseDays,
    as_of: date,
    horizon_days: int,
    *,
    groups: dict[str, NDArray[np.int64]] | None = None,
    progress: Progress | None = None,
    seed: int = 7,
) -> Forecast | Refusal:
    """The forecast at the end of the day `as_of` for the `horizon_days` after it; days after `as_of` are not looked at.

    `groups`: code -> numbers of customers, for the quality by group (such as today's tiers). `progress`: told the share
    done (0-1) and a step: `testing`, `scoring`, `done`. The same input gives the same result, whatever the order of the
    days. How customers are numbered can matter (rows to train on are drawn by place): callers number them by their ids.
    Refused, the first that holds: `no_purchases`, `few_customers` (under 100), `short_history` (under 90 days),
    `horizon_long` (over a quarter of the history), `few_buyers` (of those known one horizon before `as_of`, under 30
    have bought since). ValueError for a horizon under one day.
    """
    from threadpoolctl import threadpool_limits

    from core.models.likelihood.history import blocks_of, day_number

    if horizon_days < 1:
        raise ValueError(f"a horizon of {horizon_days} days")
    blocks = blocks_of(days, day_number(as_of))
    if refusal := refused(blocks, day_number(as_of), horizon_days):
        return refusal
    import sklearn.ensemble  # brings the threads that are limited: with one, others can work meanwhile
    import sklearn.linear_model  # noqa: F401

    with threadpool_limits(1):
        return _made(blocks, as_of, horizon_days, groups or {}, progress or _silent, seed)


def refused(blocks: Blocks, last: int, horizon: int) -> Refusal | None:
    """Why no forecast is made, None where one is."""
    from core.models.likelihood.history import history_at, outcome_of

    if not len(blocks.day):
        return Refusal("no_purchases", 0, 1)
    if len(blocks.customer) < FEWEST_CUSTOMERS:
        return Refusal("few_customers", len(blocks.customer), FEWEST_CUSTOMERS)
    known = last - int(blocks.day.min()) + 1
    if known < SHORTEST_HISTORY:
        return Refusal("short_history", known, SHORTEST_HISTORY)
    if horizon * PARTS_OF_HISTORY > known:
        return Refusal("horizon_long", horizon, known // PARTS_OF_HISTORY)
    buyers = int((outcome_of(blocks, history_at(blocks, last - horizon), horizon).orders > 0).sum())
    return Refusal("few_buyers", buyers, FEWEST_BUYERS, horizon) if buyers < FEWEST_BUYERS else None


def _silent(_share: float, _step: str) -> None:
    return


def _made(
    blocks: Blocks, as_of: date, horizon: int, groups: dict[str, NDArray[np.int64]], progress: Progress, seed: int
) -> Forecast:
    from core.models.likelihood.backtest import backtests, best_of, scores_of
    from core.models.likelihood.blend import with_average
    from core.models.likelihood.families import families_for, predicted
    from core.models.likelihood.history import day_number, history_at
    from core.models.likelihood.past import Past
    from core.models.likelihood.predictions import believed
    from core.models.likelihood.quality import quality_of

    last, wanted = day_number(as_of), families_for(len(blocks.customer))
    past = Past(blocks, horizon, wanted, seed)
    tested = backtests(past, last, progress)
    tried = scores_of(tested)
    chosen = best_of(tried, wanted)
    progress(len(tested) / (len(tested) + 1), "scoring")
    history = history_at(blocks, last)
    raw, parameters = predicted(blocks, history, horizon, wanted, seed)
    said = with_average(past.with_season(raw, last), tested)
    parameters |= {f"last_year_{family}": miss.odds for family, miss in past.misses_before(last).items()}
    quality = quality_of(tested, chosen, groups)
    progress(1.0, "done")
    return Forecast(
        as_of=as_of,
        horizon_days=horizon,
        chosen=chosen,
        tried=tried,
        quality=quality,
        customers=_customers(blocks, history, believed(said, chosen)),
        parameters=parameters,
        seed=seed,
        libraries=_libraries(),
    )


def _customers(blocks: Blocks, history: History, said: Prediction) -> CustomerForecasts:
    from core.models.likelihood.describe import expected_profit, usual_gaps

    return CustomerForecasts(
        customer=blocks.customer[history.position],
        likelihood=said.likelihood,
        expected_orders=said.orders,
        expected_revenue=said.revenue,
        expected_profit=expected_profit(blocks, history, said.revenue),
        purchase_days=history.repeats + 1,
        silent_days=history.age - history.recency,
        usual_gap_days=usual_gaps(blocks, history),
    )


def _libraries() -> dict[str, str]:
    from importlib.metadata import version

    return {name: version(name) for name in ("numpy", "scipy", "scikit-learn")}
