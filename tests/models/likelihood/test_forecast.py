"""The whole forecast: refusals at each border, the latest day, the same for the same, nothing of the future."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from core.models.likelihood.forecast import fitting_horizons, forecast
from core.models.likelihood.results import Forecast, PurchaseDays, Refusal
from tests.models.likelihood.worlds import FIRST, leaving, merged, on, purchases

PARAMETERS = (1.2, 30.0, 0.6, 2.5)


@pytest.fixture(scope="module")
def days() -> PurchaseDays:
    return leaving(400, 400, 8, PARAMETERS)


@pytest.fixture(scope="module")
def found(days: PurchaseDays) -> Forecast:
    made = forecast(days, on(399), 60, groups={"key": np.array([1, 2, 3, 10**6]), "none": np.array([10**6])})
    assert isinstance(made, Forecast)
    return made


def world(customers: int, length: int, buyers: int) -> PurchaseDays:
    """All bought on the first day; the `buyers` bought again on the last."""
    return purchases(
        [(who, day, 10.0) for who in range(customers) for day in (0, length - 1)[: 2 if who < buyers else 1]]
    )


@pytest.mark.parametrize(
    ("customers", "length", "buyers", "horizon", "expected"),
    [
        (0, 400, 0, 30, Refusal("no_purchases", 0, 1)),
        (99, 400, 50, 30, Refusal("few_customers", 99, 100)),
        (100, 89, 50, 20, Refusal("short_history", 89, 90)),
        (100, 119, 50, 30, Refusal("horizon_long", 30, 29)),
        (100, 120, 29, 30, Refusal("few_buyers", 29, 30, 30)),
        (100, 120, 30, 30, None),
    ],
)
def test_refusals_at_each_border(
    customers: int, length: int, buyers: int, horizon: int, expected: Refusal | None
) -> None:
    made = forecast(world(customers, length, buyers), on(length - 1), horizon)
    assert made == expected if expected else isinstance(made, Forecast)


def test_who_comes_for_the_first_time_is_no_buyer_of_the_test() -> None:
    fresh = purchases([(who, 0 if who < 120 else 150, 5.0) for who in range(240)])
    assert forecast(fresh, on(150), 30) == Refusal("few_buyers", 0, 30, 30)
    with pytest.raises(ValueError, match="0 days"):
        forecast(fresh, on(150), 0)


def test_a_horizon_fits_four_times_into_the_history() -> None:
    longest = {
        length: fitting_horizons(world(3, length, 1), on(length - 1))[:1] for length in (119, 120, 359, 360, 719, 720)
    }
    assert longest == {119: [], 120: [30], 359: [60], 360: [90], 719: [90], 720: [180]}
    assert fitting_horizons(world(3, 720, 1), on(719)) == [180, 90, 60, 30]
    assert fitting_horizons(purchases([]), on(0)) == []


def test_everybody_known_is_scored_at_the_latest_day(days: PurchaseDays, found: Forecast) -> None:
    customers = found.customers
    assert customers.customer.tolist() == sorted(set(days.customer.tolist()))
    last = {int(who): int(day) for who, day in zip(days.customer, days.day, strict=True)}
    assert customers.silent_days.tolist() == [FIRST + 399 - last[who] for who in customers.customer.tolist()]
    assert ((customers.likelihood > 0) & (customers.likelihood < 1)).all()
    assert (customers.expected_orders >= customers.likelihood).all()
    assert (customers.expected_revenue >= 0).all()
    assert customers.expected_profit is None


def test_quality_adds_up(found: Forecast) -> None:
    quality = found.quality
    assert [one.family for one in found.tried] == ["mbg", "linear", "average"]
    by_family = {one.family: one for one in found.tried}
    assert quality.score.log_loss == by_family[found.chosen.likelihood].log_loss
    assert quality.score.gini == by_family[found.chosen.revenue].gini
    assert by_family[found.chosen.revenue].revenue_deviance == min(one.revenue_deviance for one in found.tried)
    assert by_family[found.chosen.orders].orders_deviance == min(one.orders_deviance for one in found.tried)
    assert quality.score.log_loss <= 1.005 * min(one.log_loss for one in found.tried)
    tested = sum(origin.customers for origin in quality.origins)
    assert sum(part.customers for part in quality.calibration) == tested
    assert sum(part.customers * part.bought for part in quality.calibration) == pytest.approx(
        sum(origin.buyers for origin in quality.origins)
    )
    assert [origin.day for origin in quality.origins] == [on(399) - timedelta(60 * step) for step in (3, 2, 1)]
    assert list(quality.by_group) == ["key"]
    assert quality.score.calibration_error <= 0.03 + 0.7 / np.sqrt(tested)
    assert [lift.share for lift in quality.lifts] == [0.05, 0.1, 0.2, 0.5]


def test_the_same_again_in_another_order_and_under_other_numbers(days: PurchaseDays, found: Forecast) -> None:
    again = forecast(days, on(399), 60)
    assert isinstance(again, Forecast)
    assert again.customers.likelihood.tobytes() == found.customers.likelihood.tobytes()
    rng = np.random.default_rng(1)
    order, names = rng.permutation(len(days.day)), rng.permutation(1_000)
    turned = PurchaseDays(names[days.customer[order]], days.day[order], days.revenue[order])
    other = forecast(turned, on(399), 60)
    assert isinstance(other, Forecast)
    assert other.chosen == found.chosen
    place = np.argsort(names[found.customers.customer])
    np.testing.assert_allclose(other.customers.likelihood, found.customers.likelihood[place], atol=1e-5)
    np.testing.assert_allclose(other.customers.expected_revenue, found.customers.expected_revenue[place], rtol=1e-3)


def test_nothing_after_the_day_is_looked_at(days: PurchaseDays, found: Forecast) -> None:
    later = PurchaseDays(
        np.append(days.customer, [1, 2, 999]),
        np.append(days.day, days.day.max() + np.array([500, 501, 502])),
        np.append(days.revenue, [1e6, 1e6, 1e6]),
    )
    same = forecast(later, on(399), 60)
    assert isinstance(same, Forecast)
    assert same.customers.likelihood.tobytes() == found.customers.likelihood.tobytes()
    assert replace(same.quality, by_group={}) == replace(found.quality, by_group={})


def test_odd_customers_do_no_harm() -> None:
    """One brings nearly all, some bring nothing or less, all of one half came once."""
    rng = np.random.default_rng(2)
    entries = [(who, int(rng.integers(0, 300)), 20.0) for who in range(150)]
    entries += [
        (who, int(day), float(rng.choice([-5, 0, 30]))) for who in range(150, 290) for day in rng.integers(0, 300, 9)
    ]
    entries += [(290, day, 1e6) for day in range(0, 300, 3)]
    told: list[float] = []
    made = forecast(merged(entries), on(299), 30, progress=lambda share, _step: told.append(share))
    assert isinstance(made, Forecast)
    assert told == sorted(told)
    assert told[-1] == 1.0
    for values in (made.customers.likelihood, made.customers.expected_orders, made.customers.expected_revenue):
        assert np.isfinite(values).all()
    assert made.customers.likelihood[-1] > 0.9
    assert int(np.argmax(made.customers.expected_revenue)) == len(made.customers.customer) - 1
