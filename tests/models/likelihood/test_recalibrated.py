"""MBG/NBD: how it is turned, by hand, and customers whose habits are not those it knows."""

from __future__ import annotations

import numpy as np
import pytest

from core.models.likelihood.families import habits_at, predicted
from core.models.likelihood.folds import closed_before
from core.models.likelihood.history import Floats, blocks_of, history_at, outcome_of
from core.models.likelihood.predictions import Prediction
from core.models.likelihood.recalibrated import Closed, Said, Turn, lateness, recalibrated, turn_of, turned
from core.models.likelihood.results import PurchaseDays
from core.models.likelihood.scores import calibration_error, log_loss
from tests.models.likelihood.worlds import FIRST, leaving, merged, purchases


def closed(likelihood: Floats, bought: Floats, late: Floats | float = 0.0) -> Closed:
    """A window in which every buyer came once and brought 10, where one purchase and 10 had been expected of each."""
    one = np.ones(len(likelihood))
    return Closed(Said(Prediction(likelihood, one, 10 * one), late * one), bought.astype(np.float64), 10.0 * bought)


def share(count: int, buyers: int) -> Floats:
    return (np.arange(count) < buyers).astype(np.float64)


def regular(seed: int) -> PurchaseDays:
    """150 customers who come every 30 or every 90 days, more or less, until they leave."""
    rng = np.random.default_rng(seed)
    entries: list[tuple[int, int, float]] = []
    for who in range(150):
        gap, day, stays = rng.choice((30, 90)), rng.uniform(0, 360), rng.exponential(600)
        until = day + stays
        while day < 660 and (day < until or not entries or entries[-1][0] != who):
            entries.append((who, int(day), 20.0))
            day += rng.normal(gap, 0.05 * gap)
    return merged(entries)


def test_the_days_that_teach_are_over_and_had_a_horizon_before_them() -> None:
    assert closed_before(0, 299, 60) == [239, 209, 179]
    assert closed_before(0, 179, 60) == [119, 89, 59]
    assert closed_before(0, 178, 60) == [118, 88]
    assert closed_before(0, 133, 45) == [88, 66]  # with half horizons of 22 days; at day 43 only 44 days are known
    assert closed_before(0, 118, 60) == []


def test_late_is_who_is_silent_beyond_the_usual_gap() -> None:
    found = lateness(np.array([29, 5, 9, 999, 400]), np.array([9.0, 9.0, 9.0, 1.0, np.nan]))
    assert found == pytest.approx([np.log(3), 0.0, 0.0, 1.5, 0.0])  # 30 / 10; the last has no gap


def test_level_slope_and_lateness_by_hand() -> None:
    level = turn_of([closed(np.full(100, 0.5), share(100, 60))])
    assert level.level == pytest.approx(0.2447, abs=1e-4)  # 60 - 100 / (1 + exp(-x)) = 16 x
    assert [level.slope, level.late] == pytest.approx([1.0, 0.0])
    n = 40_000
    steep = turn_of([closed(np.full(n, 0.25), share(n, n // 10)), closed(np.full(n, 0.75), share(n, n * 9 // 10))])
    assert [steep.level, steep.slope] == pytest.approx([0.0, 2.0], abs=1e-2)  # odds 1/3 -> 1/9
    late = turn_of([closed(np.full(n, 0.5), share(n, n // 2)), closed(np.full(n, 0.5), share(n, n // 5), 1.0)])
    assert [late.level, late.late] == pytest.approx([0.0, np.log(4)], abs=1e-2)
    early = turn_of([closed(np.full(n, 0.5), share(n, n // 2)), closed(np.full(n, 0.5), share(n, n * 4 // 5), 1.0)])
    assert early.late == 0.0  # nobody is the likelier for being late


def test_what_is_said_is_turned_by_hand() -> None:
    said = Said(Prediction(np.array([0.5, 0.75]), np.array([1.5, 2.0]), np.array([30.0, 8.0])), np.array([1.0, 0.0]))
    made = turned(said, Turn(0.0, 2.0, np.log(4)), 60)
    assert made.likelihood == pytest.approx([0.2, 0.9])  # odds 1 / 4, and 3 x 3
    assert made.orders == pytest.approx([0.6, 2.4])
    assert made.revenue == pytest.approx([12.0, 9.6])
    same, turn = recalibrated(said, [], 60)
    assert turn == Turn()
    assert same.likelihood == pytest.approx(said.said.likelihood)
    assert same.orders == pytest.approx(said.said.orders)


@pytest.mark.parametrize("buyers", [0, 1, 120])
def test_all_or_none_bought_leaves_nobody_sure_and_the_order_as_it_was(buyers: int) -> None:
    likelihood = np.linspace(1e-4, 1 - 1e-4, 120)
    one = closed(likelihood, share(120, buyers))
    for windows in ([one], [one, one]):
        made, turn = recalibrated(one.then, windows, 60)
        assert ((made.likelihood > 0) & (made.likelihood < 1)).all()
        assert (np.diff(made.likelihood) >= 0).all()
        assert (made.orders >= made.likelihood).all()
        assert np.isfinite(made.revenue).all()
        assert 0 < turn.slope < 3
    empty = closed(np.empty(0), np.empty(0))
    assert turn_of([empty]) == Turn()


def test_who_comes_after_regular_gaps_is_told_better_and_from_nothing_later() -> None:
    days, now = regular(3), FIRST + 599
    whole, known = blocks_of(days, now + 60), blocks_of(days, now)
    history = history_at(whole, now)
    bought = outcome_of(whole, history, 60).orders > 0
    plain = habits_at(history).say(history, 60)
    (ours, parameters), (blind, _) = (
        predicted(blocks, history_at(blocks, now), 60, ("mbg",), 7) for blocks in (whole, known)
    )
    assert ours["mbg"].likelihood.tobytes() == blind["mbg"].likelihood.tobytes()
    assert parameters["slope"] > 1.2
    assert parameters["late"] > 1.0
    assert log_loss(bought, ours["mbg"].likelihood) < 0.85 * log_loss(bought, plain.likelihood)
    assert calibration_error(bought, ours["mbg"].likelihood) < calibration_error(bought, plain.likelihood)


def test_customers_as_mbg_has_them_are_moved_little_whether_others_are_asked_or_not() -> None:
    blocks = blocks_of(leaving(190, 500, 21, (1.2, 30.0, 0.6, 2.5)), FIRST + 409)
    history = history_at(blocks, FIRST + 409)
    plain = habits_at(history).say(history, 60)
    alone, beside = (predicted(blocks, history, 60, wanted, 7)[0]["mbg"] for wanted in (("mbg",), ("mbg", "linear")))
    assert np.abs(alone.likelihood - plain.likelihood).mean() < 0.04
    assert beside.likelihood.tobytes() == alone.likelihood.tobytes()


def test_a_level_that_mbg_cannot_see_is_followed_with_many_customers_too() -> None:
    """1,500 customers with the same habits, who from day 270 on come twice as often."""
    steady = leaving(1_500, 500, 5, (1.2, 30.0, 0.6, 2.5))
    first_of = np.unique(steady.customer, return_index=True)[1]
    kept = np.random.default_rng(1).random(len(steady.day)) < 0.5
    kept |= (steady.day >= FIRST + 270) | np.isin(np.arange(len(steady.day)), first_of)
    days = PurchaseDays(steady.customer[kept], steady.day[kept], steady.revenue[kept])
    whole, now = blocks_of(days, FIRST + 479), FIRST + 419
    history = history_at(whole, now)
    came = outcome_of(whole, history, 60).orders.sum()
    plain, ours = habits_at(history).say(history, 60), predicted(whole, history, 60, ("mbg",), 7)[0]["mbg"]
    assert plain.orders.sum() < 0.85 * came
    assert ours.orders.sum() == pytest.approx(came, rel=0.1)


def test_one_day_for_everybody_is_turned_without_harm() -> None:
    blocks = blocks_of(purchases([(who, day, 5.0) for who in range(120) for day in (0, 150)]), FIRST + 179)
    made, _ = predicted(blocks, history_at(blocks, FIRST + 179), 30, ("mbg",), 7)
    assert np.isfinite(made["mbg"].likelihood).all()
    assert made["mbg"].orders.min() > 0
