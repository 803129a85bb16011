"""Contacted against held back: intervals checked by hand and on simulated campaigns."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from core.targets.compare import Z, mean_difference, rate_difference, sums
from tests.targets.simulate import NOTHING, Scenario, covered

PLANTED = (
    Scenario(200, "0.1", 0.15, 1.5),
    Scenario(600, "0.1", 0.05, 2.0),
    Scenario(600, "0.3", 0.4, 1.2, 1.1),
    Scenario(1500, "0.2", 0.15, 1.3, sigma=1.2),
)


def _sides(contacted: list[float], held: list[float]) -> tuple:  # type: ignore[type-arg]
    return tuple(sums(np.array(side), np.zeros(len(side), dtype=int), 1) for side in (contacted, held))


def test_a_rate_by_newcombe() -> None:
    """56 of 70 against 48 of 80: Newcombe (1998), table II, example (a), method 10: 0.0524 to 0.3339."""
    found = rate_difference(*_sides([1.0] * 56 + [0.0] * 14, [1.0] * 48 + [0.0] * 32))
    assert [round(float(end), 4) for end in found] == [0.2, 0.0524, 0.3339]


def test_a_mean_by_hand() -> None:
    """Two of four bought for 10 and 30, one of four for 20.

    Buyers: mean 20, mean square (100 + 900 + 400) / 3; common rate 3/8. Rates drawn to it by four buyers:
    6 / (4 + 32/3) and 5 / (4 + 32/3).
    """
    found, low, high = (float(end) for end in mean_difference(*_sides([10, 30, 0, 0], [20, 0, 0, 0])))
    variance = 0.0
    for buyers in (2, 1):
        rate = (buyers + 4) / (4 + 4 / (3 / 8))
        variance += (rate * 1400 / 3 - (rate * 20) ** 2) / 4
    assert found == 5
    assert (low, high) == pytest.approx((5 - Z * math.sqrt(variance), 5 + Z * math.sqrt(variance)))


def test_strata_are_compared_within_themselves() -> None:
    """All buy in one stratum and nobody in the other: no difference, although the sides hold different shares."""
    contacted = sums(np.array([1.0] * 9 + [0.0] * 8), np.array([0] * 9 + [1] * 8), 2)
    held = sums(np.array([1.0] + [0.0] * 2), np.array([0, 1, 1]), 2)
    assert float(rate_difference(contacted, held)[0]) == pytest.approx(0)
    assert float(mean_difference(contacted, held)[0]) == pytest.approx(0)


def test_strata_weigh_by_all_their_names() -> None:
    """All contacted and none held back buy among 10 names, nobody among 30: a quarter of 1, whoever is held back."""
    contacted = sums(np.array([1.0] * 5 + [0.0] * 27), np.array([0] * 5 + [1] * 27), 2)
    held = sums(np.array([0.0] * 8), np.array([0] * 5 + [1] * 3), 2)
    assert float(rate_difference(contacted, held)[0]) == pytest.approx(0.25)
    assert float(mean_difference(contacted, held)[0]) == pytest.approx(0.25)


def test_nobody_bought() -> None:
    found = mean_difference(*_sides([0.0] * 9, [0.0] * 5))
    assert [float(end) for end in found] == [0, 0, 0]
    low, high = (float(end) for end in rate_difference(*_sides([0.0] * 9, [0.0] * 5))[1:])
    assert low < 0 < high


def test_intervals_hold_a_planted_effect() -> None:
    found = sum((covered(scenario, 100) for scenario in PLANTED), NOTHING)
    assert 0.93 <= found.rate / found.runs <= 0.99
    assert 0.92 <= found.money / found.runs <= 0.98
    assert found.rate_unclear < found.rate  # and they see it at times


def test_without_an_effect_none_is_claimed() -> None:
    nothing = [replace(scenario, rate_lift=1.0, amount_lift=1.0) for scenario in PLANTED]
    found = sum((covered(scenario, 100, seed=2) for scenario in nothing), NOTHING)
    assert 0.93 <= found.rate_unclear / found.runs <= 0.99
    assert 0.92 <= found.money_unclear / found.runs <= 0.98
