"""Simulated campaigns with a planted effect: how often do the intervals hold it?

`python -m tests.targets.simulate` runs 1,000 campaigns per scenario and prints the coverage; the tests run 100.
Customers buy or not, by the rate of their tier, and amounts are log-normal: most bring nothing, a few a lot. Sides are
drawn as for a real list.
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import product

import numpy as np

from core.targets.campaign import Campaign
from core.targets.compare import Bounds, Sums, mean_difference, rate_difference
from core.targets.holdout import CONTACT, arms_of, strata_of

TIERS = (("key", 0.02, 2.0, 6.0), ("important", 0.18, 1.4, 2.5), ("ordinary", 0.3, 1.1, 1.2), ("small", 0.5, 0.75, 1.0))
"""Tier, its share of the names, its rate and its amounts as multiples of the usual ones."""
AT_ONCE = 100


@dataclass(frozen=True)
class Scenario:
    """So many names, the share held back, the usual rate, and by what the rate and the amounts are multiplied."""

    names: int
    holdout: str
    base: float
    rate_lift: float = 1.0
    amount_lift: float = 1.0
    sigma: float = 1.0

    def __str__(self) -> str:
        return (
            f"{self.names:5} names, {float(self.holdout):4.0%} held back, {self.base:4.0%} buy, "
            f"rate x {self.rate_lift:.2f}, amounts x {self.amount_lift:.2f}, sigma {self.sigma:.1f}"
        )


@dataclass(frozen=True)
class Coverage:
    """In how many of so many runs the interval of each figure held the planted effect, and said "no difference"."""

    runs: int
    rate: int
    money: int
    rate_unclear: int
    money_unclear: int

    def __add__(self, other: Coverage) -> Coverage:
        return Coverage(*(a + b for a, b in zip(vars(self).values(), vars(other).values(), strict=True)))


NOTHING = Coverage(0, 0, 0, 0, 0)


def covered(scenario: Scenario, runs: int, seed: int = 1) -> Coverage:
    """How often the intervals hold what was planted."""
    found = NOTHING
    for begin in range(0, runs, AT_ONCE):
        found += _some(scenario, min(AT_ONCE, runs - begin), seed * 1_000_000 + begin)
    return found


def _some(scenario: Scenario, runs: int, seed: int) -> Coverage:
    generator = np.random.default_rng(seed)
    ids, strata, groups = _names(scenario)
    arms = np.array([_contacted(scenario, ids, strata, seed + run) for run in range(runs)])
    bought, amounts = np.zeros(arms.shape), np.zeros(arms.shape)
    rate_effect = money_effect = 0.0
    for place, (_, _, rate_times, amount_times) in enumerate(TIERS):
        tier = np.flatnonzero(groups == place)
        usual = min(scenario.base * rate_times, 0.9)
        lifted = min(usual * scenario.rate_lift, 0.95)
        mean = 100 * amount_times * np.exp(scenario.sigma**2 / 2)
        weight = len(tier) / scenario.names
        rate_effect += weight * (lifted - usual)
        money_effect += weight * mean * (lifted * scenario.amount_lift - usual)
        turned_to = arms[:, tier]
        buys = generator.random(turned_to.shape) < np.where(turned_to, lifted, usual)
        sizes = generator.lognormal(np.log(100 * amount_times), scenario.sigma, turned_to.shape)
        bought[:, tier] = buys
        amounts[:, tier] = buys * sizes * np.where(turned_to, scenario.amount_lift, 1.0)
    rate = rate_difference(*_sides(bought, arms, strata))
    money = mean_difference(*_sides(amounts, arms, strata))
    return Coverage(runs, _holds(rate, rate_effect), _holds(money, money_effect), _holds(rate, 0), _holds(money, 0))


def _names(scenario: Scenario) -> tuple[list[str], list[str], np.ndarray]:
    counts = [round(scenario.names * share) for _, share, _, _ in TIERS[:-1]]
    counts.append(scenario.names - sum(counts))
    tiers: list[str | None] = [tier for (tier, *_), count in zip(TIERS, counts, strict=True) for _ in range(count)]
    ids = [f"C{number:05}" for number in range(scenario.names)]
    strata = strata_of(tiers, [None] * len(ids), _campaign(scenario, 0))
    return ids, strata, np.repeat(np.arange(len(TIERS)), counts)


def _campaign(scenario: Scenario, seed: int) -> Campaign:
    return Campaign(date(2024, 6, 1), date(2024, 6, 30), Decimal(scenario.holdout), seed)


def _contacted(scenario: Scenario, ids: list[str], strata: list[str], seed: int) -> list[bool]:
    return [arm == CONTACT for arm in arms_of(ids, strata, _campaign(scenario, seed))]


def _sides(values: np.ndarray, arms: np.ndarray, strata: list[str]) -> tuple[Sums, Sums]:
    names = np.array(strata)
    places = [np.flatnonzero(names == one) for one in Counter(strata)]

    def side(chosen: np.ndarray) -> Sums:
        kept = values * chosen
        parts = (chosen, kept != 0, kept, kept**2)
        return Sums(
            *(np.stack([part[:, place].sum(axis=1) for place in places], axis=1).astype(float) for part in parts)
        )

    return side(arms), side(~arms)


def _holds(bounds: Bounds, effect: float) -> int:
    _, low, high = bounds
    return int(((low <= effect) & (effect <= high)).sum())


WHOLE = tuple(
    Scenario(names, share, base, *lift)
    for names, share, base, lift in product(
        (200, 1000, 5000), ("0.1", "0.3"), (0.05, 0.15, 0.4), ((1.0, 1.0), (1.5, 1.0), (1.2, 1.1))
    )
)


def main(runs: int = 1000) -> None:
    """Print the coverage of each scenario, of all with an effect and of all without."""
    effect, none = NOTHING, NOTHING
    for scenario in WHOLE:
        found = covered(scenario, runs)
        if scenario.rate_lift == scenario.amount_lift == 1:
            none += found
        else:
            effect += found
        print(f"{scenario}: rate {found.rate / runs:.1%}, revenue {found.money / runs:.1%}", flush=True)
    for name, one in (("with an effect", effect), ("without", none)):
        print(f"{one.runs} campaigns {name}: rate {one.rate / one.runs:.2%}, revenue {one.money / one.runs:.2%}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
