"""The figures of a campaign from what each of its customers bought."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.targets.compare import Bounds, Sums, mean_difference, rate_difference, sums
from core.targets.holdout import CONTACT, TIER_ORDER
from core.targets.outcome import FEWEST, Difference, Figures, Part, Side
from core.targets.power import more_needed
from core.targets.wording import plain
from core.text.labels import LABELS

if TYPE_CHECKING:
    from datetime import date

    from core.targets.campaign import Campaign

Flags = NDArray[np.bool_]
CENTS_OF_CENTS = Decimal("0.0001")


def figures_from(bought: pd.DataFrame, campaign: Campaign, first_day: date, last_day: date) -> Figures:
    """The figures of these days. `bought`: the rows of `outcome.sql`."""
    usable = bought["is_known"] & ~bought["is_apart"] & ~bought["is_mixed"]
    table = bought[usable].reset_index(drop=True)
    costed = plain(table[["gross_profit", "costed_revenue"]])
    table = table.assign(gross_profit=costed["gross_profit"], costed_revenue=costed["costed_revenue"])
    table = table.assign(profit=pd.Series(_profit(table, campaign), dtype=object))
    whole = _part("", table)
    contacted = whole.contacted
    cost = campaign.cost(contacted.customers, contacted.buyers)
    gain = _times(whole.profit, contacted.customers)
    return Figures(
        first_day=first_day,
        last_day=last_day,
        whole=whole,
        tiers=_parts(table, "tier", TIER_ORDER),
        segments=_parts(table, "segment", LABELS["segment"]),
        cost=cost,
        break_even=_rounded(cost / contacted.customers) if contacted.customers else None,
        gain=gain,
        net=None if gain is None else Difference(*(end - float(cost) for end in (gain.estimate, gain.low, gain.high))),
        profit_covered=_covered(table, campaign),
        more_needed=_more(whole),
        left_out=_left_out(bought),
    )


def _profit(table: pd.DataFrame, campaign: Campaign) -> list[Decimal | None]:
    """Of each customer; None for all where no line has a cost and no margin is given."""
    zero = Decimal(0)
    if campaign.margin is None:
        known = any(one is not None for one in table["gross_profit"])
        return [(one or zero) if known else None for one in table["gross_profit"]]
    told = zip(table["gross_profit"], table["revenue"], table["costed_revenue"], strict=True)
    return [
        _rounded((profit or zero) + campaign.margin * (revenue - (costed or zero))) for profit, revenue, costed in told
    ]


def _parts(table: pd.DataFrame, column: str, order: Iterable[str]) -> tuple[Part, ...]:
    return tuple(_part(code, table[table[column] == code]) for code in order if (table[column] == code).any())


def _part(code: str, table: pd.DataFrame) -> Part:
    contacted = (table["arm"] == CONTACT).to_numpy()
    turned_to, held = (_side(table[chosen]) for chosen in (contacted, ~contacted))
    if min(turned_to.customers, held.customers) < FEWEST:
        return Part(code, turned_to, held)
    strata = _strata(table["stratum"].to_numpy(), contacted)
    rate = _compared((table["orders"] > 0).to_numpy(), contacted, strata, rate_difference)
    if not table["revenue"].any():  # of money nothing is known then, not even that there is no difference
        return Part(code, turned_to, held, rate)
    return Part(
        code,
        turned_to,
        held,
        rate,
        _compared(table["revenue"].to_numpy(), contacted, strata, mean_difference),
        None if turned_to.profit is None else _compared(table["profit"].to_numpy(), contacted, strata, mean_difference),
    )


def _side(table: pd.DataFrame) -> Side:
    profits = [one for one in table["profit"] if one is not None]
    return Side(
        len(table),
        int((table["orders"] > 0).sum()),
        sum(table["revenue"], Decimal(0)),
        sum(profits, Decimal(0)) if profits else None,
    )


def _compared(
    figures: NDArray[Any],
    contacted: Flags,
    strata: NDArray[np.intp],
    difference: Callable[[Sums, Sums], Bounds],
) -> Difference:
    values, count = figures.astype(np.float64), int(strata.max()) + 1
    both = (sums(values[chosen], strata[chosen], count) for chosen in (contacted, ~contacted))
    return Difference(*(float(end) for end in difference(*both)))


def _strata(names: NDArray[np.object_], contacted: Flags) -> NDArray[np.intp]:
    """The number of each customer's stratum.

    Strata that are left on one side only go together, if need be with the largest of the others.
    """
    _, numbers = np.unique(names.astype(str), return_inverse=True)
    sizes = np.array([np.bincount(numbers[side], minlength=numbers.max() + 1) for side in (contacted, ~contacted)])
    alone = np.flatnonzero(sizes.min(axis=0) == 0)
    if len(alone):
        rest = sizes[:, alone].sum(axis=1)
        target = alone[0] if rest.min() else int(np.argmax(np.where(sizes.min(axis=0) > 0, sizes.sum(axis=0), -1)))
        numbers = np.where(np.isin(numbers, alone), target, numbers)
        _, numbers = np.unique(numbers, return_inverse=True)
    found: NDArray[np.intp] = numbers
    return found


def _times(found: Difference | None, customers: int) -> Difference | None:
    if found is None:
        return None
    return Difference(found.estimate * customers, found.low * customers, found.high * customers)


def _more(whole: Part) -> int | None:
    if whole.rate is None or whole.rate.sign or whole.contacted.rate is None or whole.held.rate is None:
        return None
    return more_needed(whole.contacted.customers, whole.held.customers, whole.contacted.rate, whole.held.rate)


def _covered(table: pd.DataFrame, campaign: Campaign) -> float | None:
    """The share of revenue whose profit is known; None where there is no profit, or no revenue."""
    revenue = sum(table["revenue"], Decimal(0))
    if not revenue or all(one is None for one in table["profit"]):
        return None
    if campaign.margin is not None:
        return 1.0
    return float(sum((one for one in table["costed_revenue"] if one is not None), Decimal(0)) / revenue)


def _left_out(bought: pd.DataFrame) -> dict[str, int]:
    """Names that are not counted, by the first reason that applies; reasons that occur."""
    gone = ~bought["is_known"]
    apart = ~gone & bought["is_apart"]
    mixed = ~gone & ~apart & bought["is_mixed"]
    names = bought["names_n"]
    found = {
        "gone": int(names[gone].sum()),
        "apart": int(names[apart].sum()),
        "mixed": int(names[mixed].sum()),
        "doubled": int((names[~(gone | apart | mixed)] - 1).sum()),
    }
    return {reason: count for reason, count in found.items() if count}


def _rounded(amount: Decimal) -> Decimal:
    return amount.quantize(CENTS_OF_CENTS, ROUND_HALF_UP)
