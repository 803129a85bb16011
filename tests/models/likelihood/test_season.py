"""What last year's season adds: the size of each shift by hand, and a trade that sells more in one season."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.models.likelihood.forecast import forecast
from core.models.likelihood.history import blocks_of, history_at, outcome_of
from core.models.likelihood.past import Past
from core.models.likelihood.predictions import PastTest, Prediction
from core.models.likelihood.results import Family, Forecast, PurchaseDays
from core.models.likelihood.season import Miss, missed, moved, odds_missed, season_before, total_missed
from tests.models.likelihood.worlds import FIRST, merged, on, purchases

HORIZON, PEAK, NOW = 60, range(300, 360), 364 + 299  # from NOW on the second year's peak begins


def peaked(customers: int) -> PurchaseDays:
    """Customers who stay from the first months on; in the peak of each year they come three times as often."""
    rng = np.random.default_rng(4)
    entries: list[tuple[int, int, float]] = []
    for who, rate in enumerate(rng.gamma(1.5, 1 / 150, customers)):
        level = np.where(np.isin(np.arange(728) % 364, PEAK), 3 * rate, rate)
        bought = np.flatnonzero(rng.uniform(size=728) < level)
        entries += [(who, int(day), 20.0) for day in {int(rng.integers(0, 60)), *bought.tolist()}]
    return merged(entries)


def test_last_years_day_needs_the_history_of_a_forecast() -> None:
    assert season_before(0, 364 + 239, 60) == 239  # the days 0 to 239 are four horizons
    assert season_before(0, 364 + 238, 60) is None
    assert season_before(0, 5_000, 364) == 5_000 - 364
    assert season_before(0, 5_000, 365) is None  # its horizon would not be over


def test_odds_are_missed_by_what_happened_and_drawn_to_nothing_by_few() -> None:
    def half(customers: int, buyers: int) -> float:
        return odds_missed(np.full(customers, 0.5), np.arange(customers) < buyers)

    assert half(100, 60) == pytest.approx(0.2447, abs=1e-4)  # 60 - 100 / (1 + exp(-x)) = 16 x
    assert half(1_000_000, 600_000) == pytest.approx(np.log(0.6 / 0.4), abs=1e-4)
    assert half(100, 50) == pytest.approx(0.0)
    assert half(10, 0) == pytest.approx(-0.2705, abs=1e-4)  # -10 / (1 + exp(-x)) = 16 x
    assert half(10, 10) == pytest.approx(0.2705, abs=1e-4)
    assert half(0, 0) == 0.0
    assert np.isfinite(odds_missed(np.full(1_000, 1e-4), np.ones(1_000, dtype=bool)))


def test_totals_are_missed_by_their_logarithm_and_drawn_to_nothing_by_chance() -> None:
    ten = np.full(4, 10.0)
    assert total_missed(ten, 2 * ten) == pytest.approx(np.log(2) / 5)  # chance 4 x 100 / 40**2 = .25, .0625 / .3125
    assert total_missed(np.full(10**6, 10.0), np.full(10**6, 20.0)) == pytest.approx(np.log(2), rel=1e-4)
    assert total_missed(np.full(10**6, 1.0), np.full(10**6, 50.0)) == pytest.approx(1.0, abs=0.05)
    for real in (0 * ten, -ten):
        assert total_missed(ten, real) == 0.0
    assert total_missed(0 * ten, ten) == 0.0
    assert total_missed(np.empty(0), np.empty(0)) == 0.0


def test_a_miss_is_made_good_for_six_tenths() -> None:
    said = Prediction(np.array([0.5, 0.1]), np.array([2.0, 0.1]), np.array([10.0, 4.0]))
    made = moved(said, Miss(np.log(3) / 0.6, np.log(2) / 0.6, np.log(0.5) / 0.6), 60)
    assert made.likelihood == pytest.approx([0.75, 0.25])  # odds 1 and 1 / 9, times 3
    assert made.orders == pytest.approx([4.0, 0.25])  # no fewer than the chance
    assert made.revenue == pytest.approx([5.0, 2.0])
    sure = moved(replace(said, likelihood=np.array([1e-4, 1 - 1e-4])), Miss(-9.0, 0.0, 0.0), 60)
    assert ((sure.likelihood > 0) & (sure.likelihood < 1)).all()


def test_who_was_not_tried_then_is_off_as_the_one_before() -> None:
    def misses(customers: int) -> dict[Family, Miss]:
        chances: dict[Family, float] = {"mbg": 0.2, "linear": 0.5, "boosting": 0.9}
        said = {
            family: Prediction(np.full(customers, chance), np.full(customers, 1.0), np.full(customers, 9.0))
            for family, chance in chances.items()
        }
        there = PastTest(50, np.arange(customers), said, np.ones(customers), np.full(customers, 9.0))
        past = Past(blocks_of(purchases([]), 0), 30, ("mbg", "linear", "boosting"), 7, {50: there})
        return past.misses(50)

    few, some, many = misses(199), misses(800), misses(801)
    assert few["mbg"] == few["linear"] == few["boosting"]
    assert some["mbg"] != some["linear"] == some["boosting"]
    assert many["linear"] != many["boosting"]
    assert many["boosting"] == missed(
        Prediction(np.full(801, 0.9), np.ones(801), np.full(801, 9.0)), np.ones(801), np.full(801, 9.0)
    )


def test_a_peak_that_came_last_year_is_expected_again() -> None:
    days = peaked(400)
    whole = blocks_of(days, FIRST + 728)
    real = int((outcome_of(whole, history_at(whole, FIRST + NOW), HORIZON).orders > 0).sum())
    made = forecast(days, on(NOW), HORIZON)
    assert isinstance(made, Forecast)
    there = Past(blocks_of(days, FIRST + NOW + HORIZON), HORIZON, ("mbg", "linear"), 7).at(FIRST + NOW)
    blind = there.said[made.chosen.likelihood].likelihood.sum()
    assert blind < 0.65 * real
    assert blind + 0.25 * (real - blind) < made.customers.likelihood.sum() < real


def test_last_years_miss_knows_nothing_of_what_came_after_the_day() -> None:
    days = peaked(150)
    before, now = FIRST + NOW - 364, FIRST + NOW
    known, whole = (Past(blocks_of(days, last), HORIZON, ("mbg", "linear"), 7) for last in (now, FIRST + 728))
    assert season_before(FIRST, now, HORIZON) == before
    assert known.misses(before) == whole.misses(before)
    assert known.misses(before)["mbg"].odds > 0.2
