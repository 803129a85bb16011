"""Signals computed again with pandas: codes that sell far more than ever, and codes that come back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from tests.metrics.signals.reference_signals import Surroundings, lowest_holding

EVERYWHERE = (None, None)
Place = tuple[str | None, str | None]


@dataclass(frozen=True)
class Told:
    """What a signal about a product says: figures, where, and who stands behind it, in order."""

    expected: float
    seen: float
    at_stake: float
    place: Place
    customers: tuple[str, ...]


def with_codes(lines: pd.DataFrame, around: Surroundings) -> pd.DataFrame:
    """Lines that were not cancelled, up to the day of the figures, with their code and whether they were returned."""
    kept = lines[(lines["status"].fillna("") != "cancelled")].copy()
    kept["order_date"] = pd.to_datetime(kept["order_date"])
    kept["code"] = kept["product_code"].fillna(kept["product"])
    kept["amount"] = kept["amount"].astype(float)
    kept["is_return"] = (kept["amount"] < 0) | (kept["quantity"].astype(float).fillna(0) < 0)
    kept["month"] = kept["order_date"].dt.to_period("M").dt.to_timestamp()
    return kept[kept["order_date"] <= around.as_of]


def behind(lines: pd.DataFrame) -> tuple[str, ...]:
    """The customers of lines, who has most of them in money first, then by id."""
    sums = lines.groupby("customer_id")["amount"].sum().abs().round(4)
    return tuple(str(customer) for customer in sorted(sums.index, key=lambda one: (-sums[one], one)))


def surges(lines: pd.DataFrame, around: Surroundings) -> dict[str, Told]:
    """Codes that sold 3 times what 9 of 10 months stay under, and 6 deviations above the middle one."""
    first = max(around.known_first, around.month - pd.DateOffset(months=24))
    before = pd.date_range(first, around.month, freq="MS")[:-1]
    sold = with_codes(lines, around)
    sold = sold[~sold["is_return"] & (sold["amount"] > 0) & (sold["order_date"] >= first)]
    company = sold.groupby("month")["amount"].sum()
    if around.month not in company.index or not len(company) > 1:
        return {}
    growth = max(1.0, company[around.month] / lowest_holding(company[company.index < around.month], 0.5))
    least = 0.002 * company[around.month]
    this_month = sold[sold["month"] == around.month].groupby("code")["amount"].sum()
    found = {}
    for code in this_month[this_month > least].index:
        own, seen = sold[sold["code"] == code], this_month[code]
        months = own.groupby("month")["amount"].sum()
        usual = months.reindex(before[before >= months.index.min()], fill_value=0.0)
        if len(usual) < 6:
            continue
        high, middle = lowest_holding(usual, 0.9), lowest_holding(usual, 0.5)
        spread = 1.4826 * lowest_holding((usual - middle).abs(), 0.5)
        bound = max(3 * high, middle + 6 * spread) * growth
        if high > 0 and seen >= bound - 1e-6 and seen - high * growth >= least:
            place, buyers = _riser(own, around.month, len(before), seen - middle), own[own["month"] == around.month]
            found[str(code)] = Told(high * growth, seen, seen - high * growth, place, behind(buyers))
    return found


def _riser(own: pd.DataFrame, month: pd.Timestamp, months: int, rise: float) -> Place:
    """The customer, else the region, else the salesperson, that made 6 tenths of a rise, where there are others."""
    for told, column in (("customer", "customer_id"), ("region", "region"), ("salesperson", "salesperson")):
        is_now = own["month"] == month
        now, then = own[is_now].groupby(column)["amount"].sum(), own[~is_now].groupby(column)["amount"].sum()
        risen = now.sub(then / months, fill_value=0.0).sort_index()
        if len(risen) > 1 and risen.max() >= 0.6 * rise - 1e-6:
            return told, str(risen.idxmax())
    return EVERYWHERE


def waves(lines: pd.DataFrame, around: Surroundings) -> dict[str, Told]:
    """Codes of which 5 lines came back in three months: 3 times as many as usual, and far beyond chance."""
    told = with_codes(lines, around)
    told = told[told["code"].notna() & (told["amount"] != 0)]
    told = told[told["order_date"] >= around.month - pd.DateOffset(months=14)]
    told["size"] = told["amount"].abs()
    order_back = (told["status"].fillna("") == "returned") | told["order_id"].isin(around.returned)
    told["is_back"] = told["is_return"] | order_back
    told["is_recent"] = told["order_date"] >= around.month - pd.DateOffset(months=2)
    general = told["is_back"].sum() / max(1, (~told["is_return"]).sum())
    least = 0.0002 * told.loc[told["is_recent"] & ~told["is_return"], "size"].sum()
    found: dict[str, Told] = {}
    codes = told.loc[told["is_recent"] & told["is_back"], "code"].value_counts()
    for code in codes[codes >= 5].index:
        own = told[told["code"] == code]
        judged = [wave for part in _places(own) if (wave := _wave(own, *part, general, least))]
        if judged:
            found[str(code)] = max(judged, key=lambda one: one[0])[1]
    return found


def _places(own: pd.DataFrame) -> Iterator[tuple[Place, pd.Series]]:
    """Everywhere, each region and each salesperson, with the lines that are there."""
    yield EVERYWHERE, pd.Series(True, index=own.index)
    for column in ("region", "salesperson"):
        for place in sorted(own[column].dropna().unique()):
            yield (column, str(place)), own[column] == place


def _wave(
    own: pd.DataFrame, place: Place, is_here: pd.Series, general: float, least: float
) -> tuple[float, Told] | None:
    """How far what came back in a place lies beyond chance, and what is told; None where it is nothing unusual."""
    here, other = own[is_here & own["is_recent"]], own[~(is_here & own["is_recent"])]
    usual = (other["is_back"].sum() + 10 * general) / ((~other["is_return"]).sum() + 10)
    backs, bought = here[here["is_back"]], here[~here["is_return"]]
    back_n = len(backs)
    if back_n < 5 or own["is_return"].all():
        return None
    chance = max(len(bought), back_n) * usual
    above = (back_n - chance) / np.sqrt(max(chance, 0.5))
    back_sum, bought_sum = backs["size"].sum(), bought["size"].sum()
    beyond = back_sum - bought_sum * usual
    if back_n < 3 * chance or above < 5 or beyond < least:
        return None
    share = min(1.0, back_sum / bought_sum) if bought_sum else 1.0
    return above, Told(usual, share, max(0.0, beyond), place, behind(backs.assign(amount=backs["size"])))
