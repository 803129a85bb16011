"""Which families are tried, how their mean is weighted, and how good they are on customers whose truth is known."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.models.likelihood.backtest import best_of
from core.models.likelihood.blend import weights, with_average
from core.models.likelihood.boosting import calmed
from core.models.likelihood.families import families_for
from core.models.likelihood.forecast import forecast
from core.models.likelihood.predictions import PastTest, Prediction, believed, sensible
from core.models.likelihood.results import Chosen, Family, FamilyScore, Forecast
from tests.models.likelihood.worlds import leaving, on, purchases

GOOD, BAD = np.array([0.9, 0.1] * 40), np.array([0.1, 0.9] * 40)


def said(likelihood: np.ndarray) -> Prediction:
    return Prediction(likelihood, likelihood * 2, likelihood * 50)


def test_few_customers_carry_few_families() -> None:
    assert [families_for(count) for count in (199, 200, 800)] == [("mbg",), ("mbg", "linear"), ("mbg", "linear")]
    assert families_for(801) == ("mbg", "linear", "boosting")


def test_who_did_better_before_counts_more() -> None:
    came = np.array([1.0, 0.0] * 40)
    closed = PastTest(0, np.arange(80), {"mbg": said(BAD), "linear": said(GOOD)}, came, came * 50)
    share = weights(("mbg", "linear"), [closed])
    assert share.sum() == pytest.approx(1.0)
    assert 0 < share[0] < 0.15
    assert weights(("mbg", "linear"), []).tolist() == [0.5, 0.5]
    mean = with_average({"mbg": said(BAD), "linear": said(GOOD)}, [])["average"]
    assert mean.likelihood == pytest.approx(0.5)
    assert mean.revenue == pytest.approx(25.0)
    assert list(with_average({"mbg": said(GOOD)}, [closed])) == ["mbg"]


def test_the_average_is_believed_unless_another_is_clearly_better() -> None:
    fields = {name: 0.5 for name in FamilyScore.__annotations__ if name != "family"}
    first = FamilyScore("mbg", **fields | {"log_loss": 0.400, "revenue_deviance": 0.4})
    other = FamilyScore("linear", **fields | {"log_loss": 0.390, "orders_deviance": 0.496})
    mean = FamilyScore("average", **fields | {"log_loss": 0.3939})
    three: tuple[Family, ...] = ("mbg", "linear", "average")
    assert best_of([first, other, mean], three) == Chosen("average", "average", "mbg")  # 1.0000, 1.008, 1.25
    assert best_of([first, other, replace(mean, log_loss=0.3940)], three).likelihood == "linear"  # 1.0103
    unknown = replace(mean, revenue_deviance=float("nan"), log_loss=float("inf"))
    assert best_of([first, other, unknown], three) == Chosen("linear", "average", "mbg")
    assert best_of([replace(first, log_loss=0.39), other], ("mbg", "linear")) == Chosen("mbg", "linear", "mbg")
    assert best_of([], ("mbg", "linear")) == Chosen("average", "average", "average")
    assert best_of([], ("mbg",)) == Chosen("mbg", "mbg", "mbg")


def test_what_is_believed_is_put_together_figure_by_figure() -> None:
    one = Prediction(np.array([0.9]), np.array([2.0]), np.array([10.0]))
    other = Prediction(np.array([0.2]), np.array([0.3]), np.array([70.0]))
    made = believed({"mbg": one, "linear": other}, Chosen("mbg", "linear", "linear"))
    assert (made.likelihood[0], made.orders[0], made.revenue[0]) == (0.9, 0.9, 70.0)


def test_one_enormous_basket_does_not_stand_for_its_leaf() -> None:
    calm = calmed(np.append(np.zeros(50), np.append(np.ones(199), 1_000_000.0)))
    assert calm.sum() == pytest.approx(1_000_199)
    assert calm.max() == calm[60]
    assert calmed(np.zeros(3)).tolist() == [0.0, 0.0, 0.0]


def test_nobody_is_sure_and_orders_hold_with_the_chance() -> None:
    made = sensible(Prediction(np.array([0.0, 1.0, 0.5]), np.array([-1.0, 99.0, 0.2]), np.array([-3.0, 2.0, 1.0])), 30)
    assert made.likelihood.tolist() == [1e-4, 1 - 1e-4, 0.5]
    assert made.orders.tolist() == [1e-4, 30.0, 0.5]
    assert made.revenue.tolist() == [0.0, 2.0, 1.0]


def test_customers_as_mbg_has_them_are_forecast_within_the_bar() -> None:
    whole = leaving(900, 500, 21, (1.2, 30.0, 0.6, 2.5))
    made = forecast(whole, on(409), 90)
    assert isinstance(made, Forecast)
    assert [one.family for one in made.tried] == ["mbg", "linear", "boosting", "average"]
    customers = made.customers
    later = np.isin(customers.customer, whole.customer[(whole.day > whole.day.min() + 409)])
    real = later.mean()
    assert customers.likelihood.mean() == pytest.approx(real, abs=0.05)
    top = customers.likelihood >= np.quantile(customers.likelihood, 0.8)
    assert later[top].mean() > 2 * real


def test_who_comes_every_month_is_expected_when_due() -> None:
    """Half come every 30 days and are due; the others came so too, and left one after the other until day 240."""
    entries = [(who, day + who % 30, 20.0) for who in range(300) for day in range(0, 360, 30)]
    entries = [entry for entry in entries if entry[0] % 2 or entry[1] < 60 + entry[0] % 7 * 30]
    made = forecast(purchases(entries), on(359), 60)
    assert isinstance(made, Forecast)
    due = made.customers.customer % 2 == 1
    assert made.customers.likelihood[due].mean() > 0.8
    assert made.customers.likelihood[~due].mean() < 0.4
