"""How large an effect a list can show, and how many more names it would take: before it is saved, and after.

Normal approximation for two proportions, two-sided 5 %, power 80 %: an effect `d` is seen where
`d = (z(0.975) + z(0.8)) * sqrt(p1 (1 - p1) / n1 + p0 (1 - p0) / n0)`. Source: Fleiss, Statistical Methods for Rates
and Proportions.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from math import ceil, sqrt
from statistics import NormalDist

from core.targets.holdout import held_back_of

POWER = 0.8
REACH = NormalDist().inv_cdf(0.975) + NormalDist().inv_cdf(POWER)
OFFERED = (Decimal("0.05"), Decimal("0.1"), Decimal("0.15"), Decimal("0.2"), Decimal("0.3"), Decimal("0.5"))
LEAST_WANTED, MOST_WANTED = 0.05, 0.15
FEWEST = 5
MOST_MORE = 1_000_000


@dataclass(frozen=True)
class Advice:
    """What a list of so many names can show. Rates and effects are shares 0-1.

    `effect`: the smallest rise of the purchase rate that is seen 8 times in 10; None where even a rise to 100 % would
    not be. `advised`: the smallest share to hold back that shows a rise by half the usual rate (5 points at least, 15
    at most), None where none does; `advised_effect` is of that share, else of the largest.
    """

    names: int
    held_back: int
    base_rate: float
    effect: float | None
    advised: Decimal | None
    advised_effect: float | None


def advice(names: int, holdout: Decimal, base_rate: float) -> Advice:
    """What a list can show that holds back this share, of customers of whom `base_rate` would buy anyway."""
    wanted = min(max(base_rate / 2, LEAST_WANTED), MOST_WANTED)
    effects = {share: smallest_effect(names, share, base_rate) for share in OFFERED}
    enough = [share for share, effect in effects.items() if effect is not None and effect <= wanted]
    advised = enough[0] if enough else None
    return Advice(
        names,
        held_back_of(names, holdout),
        base_rate,
        smallest_effect(names, holdout, base_rate),
        advised,
        effects[advised] if advised is not None else effects[OFFERED[-1]],
    )


def smallest_effect(names: int, holdout: Decimal, base_rate: float) -> float | None:
    """The smallest rise above `base_rate` that is seen 8 times in 10, None where there is none below 100 %.

    With `p1 = p0 + d` the condition is a quadratic in `d`. A side of fewer than 5 shows nothing.
    """
    held = held_back_of(names, holdout)
    contacted = names - held
    if min(held, contacted) < FEWEST:
        return None
    base = min(max(base_rate, 1 / (2 * names)), 1.0)  # nobody bought: as if half a customer had
    square = REACH**2
    first = 1 + square / contacted
    second = square * (1 - 2 * base) / contacted
    third = square * base * (1 - base) * (1 / contacted + 1 / held)
    effect = (second + sqrt(second**2 + 4 * first * third)) / (2 * first)
    return effect if base + effect <= 1 else None


def more_needed(contacted: int, held: int, rate: float, held_rate: float) -> int | None:
    """How many more names, shared out as these, would show the difference of these rates 8 times in 10.

    None where the rates are equal, or where more than a million would be needed.
    """
    if not contacted or not held or rate == held_rate:
        return None
    names = contacted + held
    spread = rate * (1 - rate) / (contacted / names) + held_rate * (1 - held_rate) / (held / names)
    more = ceil(REACH**2 * spread / (rate - held_rate) ** 2) - names
    return more if 0 < more <= MOST_MORE else None
