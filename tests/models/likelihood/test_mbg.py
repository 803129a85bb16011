"""MBG/NBD and BG/NBD against published parameters, a simulation of the process, and integrals."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from bench.forecast_data import cdnow
from core.models.likelihood.history import blocks_of, day_number, history_at, outcome_of
from core.models.likelihood.mbg import (
    Purchasing,
    Seen,
    alive_chance,
    expected_purchases,
    fitted,
    log_likelihoods,
    purchase_chance,
)
from tests.models.likelihood.worlds import leaving, on

MODEL = Purchasing(r=0.8, alpha=20.0, a=0.7, b=2.5, log_likelihood=0.0)


def one(repeats: int, recency: int, age: int) -> Seen:
    return Seen(np.array([repeats]), np.array([recency]), np.array([age]))


def test_published_parameters_on_cdnow(real_data: Path) -> None:
    blocks = blocks_of(cdnow("sample", real_data), 20_000)
    history = history_at(blocks, day_number(date(1997, 9, 30)))
    weeks = Seen(history.repeats, history.recency / 7, history.age / 7)  # type: ignore[arg-type]
    found = fitted(weeks, leaves_first=False)
    assert (found.r, found.alpha, found.a, found.b) == pytest.approx((0.243, 4.414, 0.793, 2.426), abs=5e-4)
    assert found.log_likelihood == pytest.approx(-9582.43, abs=0.005)
    came = outcome_of(blocks, history, 273)
    assert (len(history.position), int((came.orders > 0).sum())) == (2357, 684)


@pytest.mark.parametrize("leaves_first", [True, False])
def test_what_is_said_holds_in_a_simulation(leaves_first: bool) -> None:
    """Of 60,000 drawn customers those who did the same up to day 60 are followed for 40 days more."""
    rng = np.random.default_rng(5)
    model = Purchasing(1.2, 25.0, 0.8, 2.0, 0.0, leaves_first)
    rate, chance = rng.gamma(1.2, 1 / 25, 60_000), rng.beta(0.8, 2.0, 60_000)
    day, alive = np.zeros(60_000), np.ones(60_000, dtype=bool)
    seen, last, later = (np.zeros(60_000) for _ in range(3))
    if leaves_first:
        alive = rng.uniform(size=60_000) > chance
    while alive.any():
        day = np.where(alive, day + rng.exponential(1 / rate), day)
        alive &= day < 100
        early = alive & (day < 60)
        seen, last = seen + early, np.where(early, day, last)
        later += alive & ~early
        alive &= rng.uniform(size=60_000) > chance
    for repeats, low, high in ((0, -1, 1), (2, 30, 40), (2, 55, 60)):
        alike = (seen == repeats) & (last >= low) & (last < high)
        who = one(repeats, 0 if not repeats else (low + high) // 2, 60)
        said, orders = purchase_chance(model, who, 40)[0], expected_purchases(model, who, 40)[0]
        count = alike.sum()
        assert count > 300
        assert (later[alike] > 0).mean() == pytest.approx(said, abs=3.5 * np.sqrt(said * (1 - said) / count) + 0.006)
        assert later[alike].mean() == pytest.approx(orders, abs=3.5 * later[alike].std() / np.sqrt(count) + 0.01)


def test_the_likelihood_is_the_integral_over_rate_and_chance_to_leave() -> None:
    from scipy.stats import beta, gamma

    middle = (np.arange(1_500) + 0.5) / 1_500
    rate, p = gamma.ppf(middle, 0.8, scale=1 / 20)[:, None], beta.ppf(middle, 0.7, 2.5)[None, :]
    stays, goes = (1 - p) ** 3 * np.exp(-rate * 50), p * (1 - p) ** 2 * np.exp(-rate * 30)
    whole = (rate**2 * (stays + goes)).mean()
    assert log_likelihoods(MODEL, one(2, 30, 50))[0] == pytest.approx(np.log(whole), abs=2e-3)


def test_expected_purchases_agree_with_the_hypergeometric_function_and_hold_where_it_fails() -> None:
    from scipy.special import hyp2f1

    x, h = 3, 60.0
    who, stays, older = one(x, 100, 200), MODEL.b + x + 1, MODEL.alpha + 200
    closed = (MODEL.a + stays - 1) / (MODEL.a - 1)
    closed *= 1 - (older / (older + h)) ** (MODEL.r + x) * hyp2f1(
        MODEL.r + x, stays, MODEL.a + stays - 1, h / (older + h)
    )
    assert expected_purchases(MODEL, who, h)[0] == pytest.approx(closed * alive_chance(MODEL, who)[0], rel=1e-9)
    at_one = expected_purchases(Purchasing(0.8, 20, 1.0, 2.5, 0), who, h)[0]
    beside = [expected_purchases(Purchasing(0.8, 20, 1 + step, 2.5, 0), who, h)[0] for step in (-1e-4, 1e-4)]
    assert at_one == pytest.approx(np.mean(beside), rel=1e-6)
    daily = expected_purchases(Purchasing(0.8, 20, 0.001, 400.0, 0), one(2_000, 2_000, 2_000), h)[0]
    assert daily == pytest.approx(2_000.8 * h / 2_020, rel=0.01)
    assert expected_purchases(MODEL, who, 0.001)[0] == pytest.approx(purchase_chance(MODEL, who, 0.001)[0], rel=1e-3)


def test_planted_parameters_are_found_again() -> None:
    planted = (0.9, 30.0, 0.8, 2.4)
    history = history_at(blocks_of(leaving(2_500, 600, 3, planted), 10**6), day_number(on(599)))
    found = fitted(Seen(history.repeats, history.recency, history.age))
    assert (found.r / found.alpha, found.a / (found.a + found.b)) == pytest.approx((0.03, 0.25), rel=0.15)
