"""Signals computed again with pandas, written from what the rules say and not from their SQL.

Takes order lines as they were imported, the day and month of the figures, and who stands in which tier.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd


@dataclass(frozen=True)
class Surroundings:
    """What the rules are told besides the lines. `tiers`: customer_id -> (tier, revenue in the window)."""

    as_of: pd.Timestamp
    month: pd.Timestamp
    known_first: pd.Timestamp
    refunds: str
    tiers: dict[str, tuple[str | None, float]]
    valuable: tuple[str, ...]
    returned: frozenset[str]


Found = dict[str, tuple[float, float]]
"""Who or what -> (expected, seen)."""


def prepared(lines: pd.DataFrame) -> pd.DataFrame:
    """Lines with their meaning; customers whom nobody names stay out."""
    kept = lines[lines["customer_id"].notna() & (lines["status"].fillna("") != "cancelled")].copy()
    kept["order_date"] = pd.to_datetime(kept["order_date"])
    kept["amount"] = kept["amount"].astype(float)
    quantity = kept["quantity"].astype(float)
    kept["is_return"] = (kept["amount"] < 0) | (quantity < 0)
    kept["month"] = kept["order_date"].dt.to_period("M").dt.to_timestamp()
    return kept


def bought(lines: pd.DataFrame, around: Surroundings) -> pd.DataFrame:
    """Lines that were bought up to the day of the figures."""
    return lines[~lines["is_return"] & (lines["amount"] > 0) & (lines["order_date"] <= around.as_of)]


def large_orders(lines: pd.DataFrame, around: Surroundings) -> Found:
    """The largest order of the month, at least 2.9 times the 90th percentile of the customer's own, or more."""
    since = around.month - pd.DateOffset(months=24)
    own = not_returned(bought(lines, around), around) if around.refunds == "net" else bought(lines, around)
    own = own[own["order_date"] >= since]
    present = buyers_of_the_month(lines, around)
    own = own[own["customer_id"].isin(present & around.tiers.keys())]
    order = own["order_id"].fillna(own["order_date"].astype(str))
    orders = own.groupby(["customer_id", order.rename("order_id")]).agg(
        day=("order_date", "min"), amount=("amount", "sum")
    )
    orders = orders.reset_index()
    before, now = orders[orders["day"] < around.month], orders[orders["day"] >= around.month]
    high = before.groupby("customer_id")["amount"].quantile(0.9)
    enough = before.groupby("customer_id").size()
    known = set(enough[enough >= 5].index)
    year = before[before["day"] >= around.month - pd.DateOffset(months=12)]
    year = year[year["customer_id"].isin(known)]
    times = (
        (year["amount"] / year["customer_id"].map(high))
        .groupby([year["customer_id"], year["day"].dt.to_period("M")])
        .max()
    )
    ranked = np.sort(times.to_numpy())[::-1]
    allowed = int(0.003 * len(known) * 12)
    bound = max(2.9, ranked[allowed] if len(ranked) > allowed else 0)
    ordered = np.sort(before["amount"].to_numpy())
    peers = ordered[int(np.ceil(0.99 * len(ordered))) - 1] if len(ordered) else np.nan
    largest = now.groupby("customer_id")["amount"].max()
    found = {}
    for customer, amount in largest.items():
        usual = high[customer] if customer in known else peers
        if usual > 0 and amount >= bound * usual - 1e-6:
            found[str(customer)] = (float(usual), float(amount))
    return found


def not_returned(lines: pd.DataFrame, around: Surroundings) -> pd.DataFrame:
    """Lines without those of orders that were returned."""
    return lines[(lines["status"].fillna("") != "returned") & ~lines["order_id"].isin(around.returned)]


def buyers_of_the_month(lines: pd.DataFrame, around: Surroundings) -> set[str]:
    """Who gave an order in the month of the figures that the refund rule counts."""
    own = bought(lines[lines["month"] == around.month], around)
    if around.refunds == "net":
        own = not_returned(own, around)
    return set(own["customer_id"])


_quiet: list[tuple[pd.DataFrame, Surroundings, Found]] = []
"""Of whom was asked last: two rules want to know."""


def quiet(lines: pd.DataFrame, around: Surroundings) -> Found:
    """Key and Important customers silent for 30 days and 3 times the 90th percentile of their gaps."""
    if not (_quiet and _quiet[0][0] is lines and _quiet[0][1] is around):
        _quiet[:] = [(lines, around, _silent(lines, around))]
    return _quiet[0][2]


def _silent(lines: pd.DataFrame, around: Surroundings) -> Found:
    since = around.month - pd.DateOffset(months=24)
    judged = {customer for customer, (tier, _) in around.tiers.items() if tier in around.valuable}
    own = lines[~lines["is_return"] & (lines["amount"] > 0) & lines["customer_id"].isin(judged)]
    if around.refunds == "net":
        own = not_returned(own, around)
    keys = own["order_id"].where(own["order_id"].notna(), own["order_date"].astype(str))
    began = own.groupby(["customer_id", "month", keys])["order_date"].min().reset_index(level=[1, 2], drop=True)
    found = {}
    for customer, days in began.groupby(level=0):
        every = pd.Series(sorted(set(days)))
        every = every[every <= around.as_of]
        kept = every[every >= since]
        gaps = every.diff().dt.days[kept.index].dropna()
        if kept.dt.to_period("M").nunique() < 6:
            continue
        high, silent = float(gaps.quantile(0.9)), (around.as_of - kept.max()).days
        bound = max(30, int(np.ceil(round(3 * high, 6))))
        recent = (around.as_of - (around.month - pd.DateOffset(months=2))).days
        if silent >= bound and silent - bound <= recent:
            found[str(customer)] = (float(np.ceil(round(high, 6))), float(silent))
    return found


def falling(lines: pd.DataFrame, around: Surroundings) -> Found:
    """The last three months under half of the usual and of the lowest three, beyond three deviations of a quarter."""
    inside = lines[lines["month"] <= around.month]
    back = (inside["status"].fillna("") == "returned") | inside["order_id"].isin(around.returned)
    inside = inside[~back] if around.refunds == "net" else inside[~inside["is_return"]]
    signed = inside["amount"].abs().where(~inside["is_return"], -inside["amount"].abs())
    months = pd.date_range(around.known_first, around.month, freq="MS")[-15:]
    table = signed.groupby([inside["customer_id"], inside["month"]]).sum().unstack(fill_value=0.0)
    table = table.reindex(columns=months, fill_value=0.0)
    ordered = inside[~inside["is_return"] & (inside["amount"] > 0)]
    has = ordered.groupby(["customer_id", "month"]).size().unstack(fill_value=0)
    has = has.reindex(index=table.index, columns=months, fill_value=0) > 0
    before, threes = table[months[:-3]], table.T.rolling(3).sum().T
    if len(months) < 6:
        return {}
    regular = has[months[:-3]].sum(axis=1) >= max(6, int(np.ceil(0.75 * (len(months) - 3))))
    threes, before = threes[regular], before[regular]
    rolling = threes[months[2:-3]]
    middle, lowest, recent = rolling.apply(lowest_holding, axis=1, share=0.5), rolling.min(axis=1), threes[months[-1]]
    middle_month = before.apply(lowest_holding, axis=1, share=0.5)
    spread = before.sub(middle_month, axis=0).abs().apply(lowest_holding, axis=1, share=0.5)
    fall = min(1.0, recent.sum() / middle.sum()) if middle.sum() else 1.0
    usual = np.minimum(middle, threes[months[-13]]) if len(months) == 15 else middle
    usual = (usual * fall).astype(float)
    bound = 3 * middle_month - 3 * np.sqrt(3) * 1.4826 * spread
    found = (usual > 0) & (recent <= usual / 2) & (recent <= lowest / 2) & (recent < bound)
    silent = quiet(lines, around)
    return {
        str(customer): (float(usual[customer]), float(recent[customer]))
        for customer in found[found].index
        if customer in around.tiers and customer not in silent
    }


def late_payments(lines: pd.DataFrame, around: Surroundings) -> Found:
    """The middle order due in the last 6 months is 15 days late, and 7 later than 9 of 10 of the 12 months before."""
    if lines["due_date"].isna().all() or lines["paid_date"].isna().all():
        return {}
    own = bought(lines, around)
    own = not_returned(own, around)
    own = own.assign(due=pd.to_datetime(own["due_date"]), paid=pd.to_datetime(own["paid_date"]))
    own = own[own["due"].notna() & (own["due"] <= around.as_of)]
    own.loc[own["paid"] > around.as_of, "paid"] = pd.NaT
    end = around.month - pd.DateOffset(months=5) - pd.Timedelta(days=1)  # the last day of the month 6 before
    begin = around.month - pd.DateOffset(months=17) - pd.Timedelta(days=1)
    own = own[(own["due"] > begin) & own["customer_id"].isin(around.tiers)]
    own["is_open"] = own["paid"].isna()
    grouped = own.groupby(["customer_id", "order_id", "order_date"])
    orders = grouped.agg(due=("due", "max"), paid=("paid", "max"), open=("is_open", "max"))
    orders = orders.reset_index()
    orders["late"] = (orders["paid"].where(~orders["open"], around.as_of) - orders["due"]).dt.days
    found = {}
    for customer, mine in orders.groupby("customer_id"):
        recent, earlier = mine[mine["due"] > end], mine[(mine["due"] <= end) & ~mine["open"]]
        if len(recent) < 3 or len(earlier) < 3:
            continue
        middle, before = lowest_holding(recent["late"], 0.5), lowest_holding(earlier["late"], 0.9)
        if middle >= max(15, before + 7):
            found[str(customer)] = (float(lowest_holding(earlier["late"], 0.5)), float(middle))
    return found


def lowest_holding(values: pd.Series, share: float) -> float:
    """The smallest value that so large a share of the values does not exceed."""
    ordered = np.sort(values.to_numpy())
    return float(ordered[int(np.ceil(share * len(ordered))) - 1])


def month_end(as_of: date) -> pd.Timestamp:
    """The first day of the month of a day."""
    return pd.Timestamp(as_of).to_period("M").to_timestamp()
