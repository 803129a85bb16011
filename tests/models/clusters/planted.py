"""Customers whose structure is known, how often it is found, rightly refused: `-m tests.models.clusters.planted`."""

from __future__ import annotations

import argparse
import warnings
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
from sklearn.metrics import adjusted_rand_score

from core.models.clusters.find import find_segments
from core.models.clusters.results import NoStructure, Segmentation, Traits
from core.models.clusters.traits import describe_traits

CROWDS = ("gaussian", "uniform", "exponential", "lognormal", "elongated", "counts", "bound", "monthly")
APART = 8.0  # distance of planted centres; a segment's own spread is 0.6 to 1.2


def crowd(kind: str, customers: int, traits: int, seed: int) -> np.ndarray:
    """Customers without segments."""
    random = np.random.default_rng(seed)
    normal = random.standard_normal((customers, traits))
    if kind == "uniform":
        return random.random((customers, traits))
    if kind == "exponential":
        return random.exponential(300, (customers, traits))
    if kind == "lognormal":
        return np.exp(1.2 * normal + 6)
    if kind == "elongated":
        return normal @ np.linalg.cholesky(np.full((traits, traits), 0.8) + 0.2 * np.eye(traits)).T
    if kind == "bound":  # mostly bought once: silent as long as known, one category per order at most
        return np.column_stack(_bound(random, customers))[:, :traits]
    if kind == "monthly":  # all dates are the first of a month
        return np.column_stack(_monthly(random, customers))[:, :traits]
    if kind == "counts":
        return random.poisson(random.gamma(1, 3, (customers, traits))) + 1.0
    return normal


def _bound(random: np.random.Generator, customers: int) -> list[np.ndarray]:
    """Days silent, orders, order value, categories and days known of customers of one kind."""
    known = random.integers(20, 365, customers).astype(float)
    orders = random.geometric(0.6, customers)
    silent = [min([day, *random.integers(0, int(day), more - 1)]) for day, more in zip(known, orders, strict=True)]
    categories = [len(set(random.integers(0, 5, more))) for more in orders]
    values = np.exp(random.normal(5, 0.7, customers))
    return [np.array(silent), orders.astype(float), values, np.array(categories, float), known]


def _monthly(random: np.random.Generator, customers: int) -> list[np.ndarray]:
    """Days silent, orders and order value in a year, and days known, of customers who buy on first days of months."""
    ends = np.cumsum([0, *([31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 28, 31] * 2)])
    rows: list[tuple[float, ...]] = []
    while len(rows) < customers:
        months = np.flatnonzero(random.random(24 - random.integers(0, 18)) < random.beta(1.5, 2))
        if len(months) and months[0] < 12:
            orders = int((months < 12).sum())
            rows.append((ends[months[0]], orders, random.lognormal(5, 1, orders).mean(), ends[months[-1]]))
    return list(np.array(rows, float).T)


def groups(
    segments: int, customers: int, traits: int, seed: int, noise_traits: int = 0
) -> tuple[np.ndarray, np.ndarray]:
    """Customers in groups of unequal size (down to about 8 %) and spread, and which group each is in."""
    random = np.random.default_rng(seed)
    centres = _centres(random, segments, traits)
    weights = random.uniform(0.6, 2, segments)
    labels = random.choice(segments, customers, p=weights / weights.sum())
    spreads = random.uniform(0.6, 1.2, segments)[labels]
    values = centres[labels] + random.standard_normal((customers, traits)) * spreads[:, None]
    return np.hstack([values, 4 * random.standard_normal((customers, noise_traits))]), labels


def _centres(random: np.random.Generator, segments: int, traits: int) -> np.ndarray:
    while True:
        centres = random.uniform(-12, 12, (segments, traits))
        away = np.linalg.norm(centres[:, None] - centres[None], axis=2)[np.triu_indices(segments, 1)]
        if away.min() >= APART:
            return centres


def described(values: np.ndarray) -> Traits:
    """Customers 1, 2, ... with traits t1, t2, ..."""
    columns = {f"t{place + 1}": values[:, place] for place in range(values.shape[1])}
    return describe_traits(np.arange(1, len(values) + 1), columns)


def found_in(values: np.ndarray, **how: Any) -> Segmentation | NoStructure:
    """What is found from all traits."""
    traits = described(values)
    return find_segments(traits, [trait.name for trait in traits.traits], **how)


def noise_refused(kind: str, seeds: Sequence[int]) -> Counter[str]:
    """What is said of crowds of 200 to 1,000 customers with 1 to 6 traits."""
    said: Counter[str] = Counter()
    for seed in seeds:
        found = found_in(crowd(kind, (200, 400, 1000)[seed % 3], 1 + seed % 6, seed))
        said[found.reason if isinstance(found, NoStructure) else f"found {found.chosen}"] += 1
    return said


def groups_found(segments: int, seeds: Sequence[int]) -> list[float]:
    """Adjusted Rand index with what was planted: 800 customers, 9 traits with structure and 1 without; or 3 traits."""
    agreed = []
    for seed in seeds:
        values, labels = groups(segments, 800, *((9, seed, 1) if seed % 2 else (3, seed, 0)))
        found = found_in(values)
        agreed.append(adjusted_rand_score(labels, found.labels) if isinstance(found, Segmentation) else 0.0)
    return agreed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=100)
    parser.add_argument("--kinds", nargs="*", default=list(CROWDS))
    parser.add_argument("--segments", type=int, nargs="*", default=[2, 3, 4, 5, 6])
    options = parser.parse_args()
    warnings.simplefilter("error", RuntimeWarning)
    for kind in options.kinds:
        said = noise_refused(kind, range(options.seeds))
        refused = sum(times for reason, times in said.items() if not reason.startswith("found"))
        print(f"{kind}: refused {refused} of {options.seeds} {dict(said)}", flush=True)
    for segments in options.segments:
        agreed = np.array(groups_found(segments, range(max(1, options.seeds // 5))))
        print(
            f"{segments} groups: {(agreed > 0.95).sum()} of {len(agreed)} above .95, "
            f"mean {agreed.mean():.3f}, lowest {agreed.min():.3f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
