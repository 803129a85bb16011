"""Invented customers for the tests: quick to make, the same each time."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from core.models.likelihood.results import PurchaseDays

START = date(2024, 1, 1)
FIRST = (START - date(1970, 1, 1)).days


def on(day: int) -> date:
    """The date of the day with this number, the first being 0."""
    return START + timedelta(days=day)


def purchases(entries: list[tuple[int, int, float]], profit: list[float] | None = None) -> PurchaseDays:
    """(customer, day, revenue), in the order given."""
    who, day, revenue = zip(*entries, strict=True) if entries else ((), (), ())
    return PurchaseDays(
        np.array(who, dtype=np.int64),
        np.array(day, dtype=np.int64) + FIRST,
        np.array(revenue, dtype=np.float64),
        None if profit is None else np.array(profit),
    )


def leaving(count: int, length: int, seed: int, parameters: tuple[float, float, float, float]) -> PurchaseDays:
    """Customers of MBG/NBD (r, alpha, a, b) who come in over the first half; revenue of a day is about 50."""
    rng = np.random.default_rng(seed)
    r, alpha, a, b = parameters
    entries: list[tuple[int, int, float]] = []
    for who in range(count):
        rate, chance, day = rng.gamma(r, 1 / alpha), rng.beta(a, b), rng.uniform(0, length / 2)
        while day < length:
            entries.append((who, int(day), float(rng.gamma(4, 12.5))))
            if rng.uniform() < chance:
                break
            day += 1 + rng.exponential(1 / max(rate, 1e-9))
    return merged(entries)


def merged(entries: list[tuple[int, int, float]]) -> PurchaseDays:
    """Each customer and day once, sorted."""
    once = {(who, day): revenue for who, day, revenue in entries}
    return purchases([(who, day, revenue) for (who, day), revenue in sorted(once.items())])
