"""Relative weights against formulas found another way, and the intervals against printed tables."""

from __future__ import annotations

import numpy as np
import pytest

from core.metrics.intervals import bootstrap_interval, mean_interval, student_t
from core.metrics.surveys.relative_weights import relative_weights


def explained(measures: np.ndarray, outcome: np.ndarray) -> float:
    """R² by least squares."""
    columns = np.column_stack([np.ones(len(outcome)), measures])
    left = outcome - columns @ np.linalg.lstsq(columns, outcome, rcond=None)[0]
    return float(1 - left.var() / outcome.var())


def test_unrelated_measures_bring_their_squared_correlation() -> None:
    first = np.array([-1.0, -1.0, 1.0, 1.0])
    second = np.array([-1.0, 1.0, -1.0, 1.0])
    outcome = 3 * first + 1 * second
    # correlations 3 / sqrt(10) and 1 / sqrt(10)
    assert relative_weights(np.column_stack([first, second]), outcome) == pytest.approx([0.9, 0.1])


def test_two_measures_by_their_closed_form() -> None:
    generator = np.random.default_rng(7)
    first = generator.normal(size=200)
    second = 0.6 * first + generator.normal(size=200)
    outcome = first + 0.5 * second + generator.normal(size=200)
    measures = np.column_stack([first, second])
    (r12, r1, r2) = (
        np.corrcoef(first, second)[0, 1],
        np.corrcoef(first, outcome)[0, 1],
        np.corrcoef(second, outcome)[0, 1],
    )
    # the root of [[1, r], [r, 1]] has a = (sqrt(1 + r) + sqrt(1 - r)) / 2 on and b off the diagonal
    a, b = (np.sqrt(1 + r12) + np.sqrt(1 - r12)) / 2, (np.sqrt(1 + r12) - np.sqrt(1 - r12)) / 2
    slope1, slope2 = (a * r1 - b * r2) / (a * a - b * b), (a * r2 - b * r1) / (a * a - b * b)
    expected = [a * a * slope1**2 + b * b * slope2**2, b * b * slope1**2 + a * a * slope2**2]
    assert relative_weights(measures, outcome) == pytest.approx(expected)


@pytest.mark.parametrize("columns", [1, 3, 6])
def test_weights_add_up_to_what_is_explained(columns: int) -> None:
    generator = np.random.default_rng(columns)
    measures = generator.normal(size=(120, columns)) + generator.normal(size=(120, 1))
    outcome = measures @ np.arange(1.0, columns + 1) + 3 * generator.normal(size=120)
    weights = relative_weights(measures, outcome)
    assert (weights >= 0).all()
    assert weights.sum() == pytest.approx(explained(measures, outcome))


def test_a_measure_that_stands_twice_shares_its_weight() -> None:
    generator = np.random.default_rng(3)
    measure, other = generator.normal(size=(2, 60))
    outcome = measure + other + generator.normal(size=60)
    twice = relative_weights(np.column_stack([measure, measure, other]), outcome)
    assert twice[0] == pytest.approx(twice[1])
    assert twice.sum() == pytest.approx(explained(np.column_stack([measure, other]), outcome))


def test_what_does_not_move_explains_nothing() -> None:
    moving = np.array([1.0, 2.0, 3.0, 4.0])
    still = np.full(4, 5.0)
    assert relative_weights(np.column_stack([moving, still]), 2 * moving) == pytest.approx([1, 0])
    assert relative_weights(np.column_stack([moving, still]), still) == pytest.approx([0, 0])


@pytest.mark.parametrize(
    ("freedom", "point"),
    [
        (1, 12.706205),
        (2, 4.302653),
        (3, 3.182446),
        (4, 2.776445),
        (5, 2.570582),
        (9, 2.262157),
        (30, 2.042272),
        (99, 1.984217),
        (200, 1.971896),
        (201, 1.971837),
        (1000, 1.962339),
    ],
)
def test_points_of_students_t(freedom: int, point: float) -> None:
    assert student_t(freedom) == pytest.approx(point, abs=2e-6)


def test_an_interval_stays_on_the_scale() -> None:
    assert mean_interval(np.array([0.0, 100.0])) == (0, 100)
    assert mean_interval(np.array([80.0, 80.0, 80.0])) == (80, 80)
    assert all(np.isnan(mean_interval(np.array([]))))


def test_bootstrap_of_one_dimension_is_near_the_normal_interval() -> None:
    values = np.random.default_rng(1).normal(60, 10, size=(400, 1))
    low, high = bootstrap_interval(values, np.ones(1)) or (0, 0)
    assert (low, high) == pytest.approx((values.mean() - 1.96 * 0.5, values.mean() + 1.96 * 0.5), abs=0.15)
    assert bootstrap_interval(values, np.ones(1)) == (low, high)
    assert bootstrap_interval(np.vstack([values, np.full((50, 1), np.nan)]), np.ones(1)) == (low, high)


def test_bootstrap_draws_whole_rows() -> None:
    # one dimension is the mirror of the other: drawn together their mean never moves
    service = np.linspace(0, 100, 50)
    mirrored = np.column_stack([service, 100 - service])
    assert bootstrap_interval(mirrored, np.array([0.5, 0.5])) == (pytest.approx(50), pytest.approx(50))


def test_bootstrap_without_anything_to_draw() -> None:
    assert bootstrap_interval(np.empty((0, 2)), np.ones(2)) is None
    assert bootstrap_interval(np.full((3, 1), np.nan), np.ones(1)) is None
    assert bootstrap_interval(np.array([[50.0]]), np.zeros(1)) is None
    assert bootstrap_interval(np.array([[50.0]]), np.ones(1)) == (0, 100)
