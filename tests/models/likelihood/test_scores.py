"""Scores of six customers, by hand."""

from __future__ import annotations

import numpy as np
import pytest

from core.models.likelihood import scores

BOUGHT = np.array([True, False, True, False, False, True])
SAID = np.array([0.9, 0.8, 0.6, 0.4, 0.2, 0.6])
SPENT = np.array([50.0, 0.0, 30.0, 0.0, 0.0, 20.0])
EXPECTED = np.array([40.0, 35.0, 10.0, 5.0, 1.0, 20.0])


def test_auc_is_the_share_of_pairs_in_the_right_order() -> None:
    assert scores.auc(BOUGHT, SAID) == pytest.approx(7 / 9)  # .8 beats both of .6
    assert scores.auc(BOUGHT, np.full(6, 0.5)) == pytest.approx(0.5)
    assert np.isnan(scores.auc(np.ones(6, dtype=bool), SAID))


def test_log_loss_and_brier() -> None:
    assert scores.log_loss(BOUGHT, SAID) == pytest.approx(-np.log([0.9, 0.2, 0.6, 0.6, 0.8, 0.6]).sum() / 6)
    assert scores.brier(BOUGHT, SAID) == pytest.approx((0.01 + 0.64 + 0.16 + 0.16 + 0.04 + 0.16) / 6)
    assert scores.log_loss(np.array([True]), np.array([0.0])) == pytest.approx(-np.log(1e-6))


def test_calibration_error_over_bins_of_equal_size() -> None:
    found = scores.bins(BOUGHT, SAID, 3)
    assert found == [(2, pytest.approx(0.3), 0.0), (2, pytest.approx(0.6), 1.0), (2, pytest.approx(0.85), 0.5)]
    assert scores.calibration_error(BOUGHT, SAID) == pytest.approx((0.1 + 0.8 + 0.4 + 0.4 + 0.2 + 0.4) / 6)


def test_gini_is_a_share_of_the_perfect_order() -> None:
    perfect = (50 + 80 + 100 * 4) / 600 - 7 / 12
    ours = (50 + 50 + 70 + 100 * 3) / 600 - 7 / 12  # 40, 35, 20, 10, 5, 1 expected
    assert scores.gini(SPENT, EXPECTED) == pytest.approx(ours / perfect)
    assert scores.gini(SPENT, SPENT) == pytest.approx(1.0)
    assert np.isnan(scores.gini(np.zeros(6), EXPECTED))


def test_errors_bias_and_capture() -> None:
    assert scores.mean_error(SPENT, EXPECTED) == pytest.approx((10 + 35 + 20 + 5 + 1 + 0) / 6)
    assert scores.bias(SPENT, EXPECTED) == pytest.approx(0.11)
    assert scores.capture(SPENT, EXPECTED, 0.5) == pytest.approx(0.7)
    assert np.isnan(scores.bias(np.zeros(6), EXPECTED))


def test_deviances_by_hand() -> None:
    # 2 (0 - 0 + 1) = 2 and 2 (2 log 2 - 2 + 1)
    assert scores.poisson_deviance(np.array([0.0, 2.0]), np.array([1.0, 1.0])) == pytest.approx(2 * np.log(2))
    # 4 (0 - 1)^2 / 1 = 4 and 0, mean 2; with 2 for both: 5.6569 and 4 (2 - 1.4142)^2 / 1.4142 = 0.9706, mean 3.3137
    assert scores.tweedie_deviance(np.array([-3.0, 4.0]), np.array([1.0, 4.0])) == pytest.approx(2 / 3.313708)
    assert scores.tweedie_deviance(np.array([0.0, 4.0]), np.array([0.002, 4.0])) == pytest.approx(
        scores.tweedie_deviance(np.array([0.0, 4.0]), np.array([0.0, 4.0]))
    )
    assert np.isnan(scores.tweedie_deviance(np.array([0.0, -1.0]), np.array([1.0, 1.0])))
