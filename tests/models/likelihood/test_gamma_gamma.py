"""What a purchase day is worth."""

from __future__ import annotations

import numpy as np
import pytest

from core.models.likelihood.gamma_gamma import Spending, expected_value, fitted


def test_planted_parameters_are_found_again() -> None:
    rng = np.random.default_rng(4)
    days = rng.integers(1, 9, 4_000)
    scale = rng.gamma(4.0, 1 / 60.0, 4_000)  # q, g
    spend = rng.gamma(6.0 * days, 1 / scale)  # p
    found = fitted(days, spend)
    assert (found.p, found.q) == pytest.approx((6.0, 4.0), rel=0.2)  # p and g trade against each other
    assert found.mean == pytest.approx(6 * 60 / 3, rel=0.05)


def test_between_own_average_and_everybodys() -> None:
    model = Spending(p=6.0, q=4.0, g=60.0, mean=120.0)
    days, spend = np.array([1, 10, 1, 2]), np.array([240.0, 2_400.0, 0.0, -5.0])
    found = expected_value(model, days, spend)
    assert found == pytest.approx([6 * 300 / 9, 6 * 2_460 / 63, 6 * 60 / 9, 6 * 60 / 15])
    assert 120 < found[0] < found[1] < 240


def test_hardly_any_revenue() -> None:
    found = fitted(np.array([1, 2, 1]), np.array([10.0, 30.0, -4.0]))
    assert expected_value(found, np.array([1, 5]), np.array([0.0, 900.0])) == pytest.approx([9.0, 9.0])
