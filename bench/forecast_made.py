"""Invented customers of many kinds, for what the real files do not show."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from bench.forecast_data import Case, case_of
from core.models.likelihood.results import PurchaseDays

FIRST = 18_000  # a day in 2019
Random = np.random.Generator
Days = "np.ndarray"


def gathered(customers: list[np.ndarray], rng: Random, spread: float = 0.6) -> PurchaseDays:
    """Days of each customer, with lognormal revenue round a mean of its own."""
    unique = [np.unique(days.astype(np.int64)) for days in customers]
    who = np.repeat(np.arange(len(unique)), [len(days) for days in unique])
    mean = np.exp(rng.normal(4, 0.8, len(unique)))
    return PurchaseDays(who, np.concatenate(unique) + FIRST, mean[who] * np.exp(rng.normal(0, spread, len(who))))


def leaving(
    count: int, length: int, seed: int, r: float = 0.7, alpha: float = 60.0, a: float = 0.6, b: float = 2.0
) -> PurchaseDays:
    """Customers as MBG/NBD has them, joining over the whole time."""
    rng = np.random.default_rng(seed)
    rate, leaves = rng.gamma(r, 1 / alpha, count), rng.beta(a, b, count)
    customers = []
    for start, speed, chance in zip(rng.uniform(0, length, count), rate, leaves, strict=True):
        stays = int(min(rng.geometric(max(chance, 1e-9)), 2_000))
        days = start + np.concatenate([[0.0], np.cumsum(rng.exponential(1 / max(speed, 1e-9), stays - 1))])
        customers.append(days[days < length])
    return gathered(customers, rng)


def swinging(count: int, length: int, seed: int, season: float = 0.0, drift: float = 0.0) -> PurchaseDays:
    """Poisson customers whose rate follows the year (`season`: share up and down) and grows by `drift` a year."""
    rng = np.random.default_rng(seed)
    rate = rng.gamma(0.8, 1 / 50, count)
    customers = []
    for start, speed, stays in zip(
        rng.uniform(-200, length * 0.8, count), rate, rng.exponential(500, count), strict=True
    ):
        begin, end = max(start, 0.0), min(start + stays, length)
        if end <= begin:
            customers.append(np.array([begin]))
            continue
        days = rng.uniform(begin, end, rng.poisson(speed * (end - begin) * 3))
        level = (1 + season * np.sin(2 * np.pi * days / 365)) * np.exp(drift * days / 365)
        customers.append(np.append(days[rng.uniform(0, 3, len(days)) < level], begin))
    return gathered(customers, rng)


def regular(count: int, length: int, seed: int, gaps: tuple[int, ...], noise: float, hazard: float) -> PurchaseDays:
    """Customers that come again after the same gap, more or less, until they leave (`hazard`: a day)."""
    rng = np.random.default_rng(seed)
    customers = []
    for gap, start, stays in zip(
        rng.choice(gaps, count), rng.uniform(0, length * 0.7, count), rng.exponential(1 / hazard, count), strict=True
    ):
        steps = np.maximum(rng.normal(gap, noise * gap, int(length / gap) + 2), 1)
        days = start + np.concatenate([[0.0], np.cumsum(steps)])
        customers.append(days[(days < length) & ((days < start + stays) | (days == start))])
    return gathered(customers, rng, 0.3)


def once(count: int, length: int, seed: int) -> PurchaseDays:
    """Nineteen of twenty buy once, the others a few times."""
    rng = np.random.default_rng(seed)
    customers = []
    for start, often in zip(rng.uniform(0, length, count), rng.uniform(0, 1, count) < 0.05, strict=True):
        days = start + np.concatenate([[0.0], np.cumsum(rng.exponential(70, 8 if often else 0))])
        customers.append(days[days < length])
    return gathered(customers, rng)


MADE: dict[str, tuple[Callable[[], PurchaseDays], int]] = {
    "leaving as MBG/NBD, 4,000 customers": (lambda: leaving(4_000, 730, 1), 90),
    "few customers, 160": (lambda: leaving(160, 540, 2, r=1.2, alpha=30), 60),
    "few customers, 500": (lambda: leaving(500, 540, 3, r=1.2, alpha=30), 60),
    "strong season, 900 days": (lambda: swinging(3_000, 900, 4, season=0.8), 60),
    "level falls by half a year": (lambda: swinging(3_000, 600, 5, drift=-0.7), 60),
    "level grows by half a year": (lambda: swinging(3_000, 600, 6, drift=0.4), 60),
    "regular gaps, B2B": (lambda: regular(700, 700, 7, (7, 14, 30, 60, 90), 0.15, 1 / 700), 60),
    "regular gaps longer than the horizon": (lambda: regular(900, 700, 8, (45, 60, 90, 120), 0.12, 1 / 900), 30),
    "subscriptions, monthly": (lambda: regular(2_000, 600, 9, (30,), 0.03, 1 / 400), 30),
    "one-time buyers": (lambda: once(12_000, 500, 10), 90),
}


def made_cases() -> list[Case]:
    """All kinds."""
    return [case_of(name, make(), horizon) for name, (make, horizon) in MADE.items()]
