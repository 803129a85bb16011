"""More signals computed again with pandas: quick returns, salespeople who left, answers that turned, complaints."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from tests.metrics.signals.reference_signals import Found, Surroundings

COMPLAINTS = ("complaint", "Customer Complaint", "投诉", "客户投诉")
GRAVE = ("High", "严重")
"""What complaints, and grave ones, are called in the test."""


def counted(lines: pd.DataFrame, around: Surroundings) -> pd.DataFrame:
    """Lines that were not cancelled, up to the day of the figures; days as timestamps, amounts as numbers."""
    kept = lines[lines["status"].fillna("") != "cancelled"].copy()
    kept["order_date"] = pd.to_datetime(kept["order_date"])
    kept["amount"] = kept["amount"].astype(float)
    kept["is_return"] = (kept["amount"] < 0) | (kept["quantity"].astype(float).fillna(0) < 0)
    return kept[kept["order_date"] <= around.as_of]


def quick_returns(lines: pd.DataFrame, around: Surroundings) -> Found:
    """Goods given back within 7 days of buying the same: 3 times the most before, a middle order, half of the month."""
    kept = counted(lines, around)
    kept = kept[kept["customer_id"].isin(around.tiers.keys())]
    kept = kept[kept["order_date"] >= around.month - pd.DateOffset(months=24)]
    kept["product_key"] = kept["product_code"].fillna(kept["product"])
    backs = kept[kept["is_return"] & kept["product_key"].notna()]
    bought = kept[~kept["is_return"] & (kept["amount"] > 0)]
    found = {}
    for customer in sorted(set(backs.loc[backs["order_date"] >= around.month, "customer_id"])):
        own, theirs = backs[backs["customer_id"] == customer], bought[bought["customer_id"] == customer]
        quick: dict[pd.Period, float] = {}
        for back in own.itertuples():
            late = (back.order_date - theirs.loc[theirs["product_key"] == back.product_key, "order_date"]).dt.days
            if late.between(0, 7).any():
                month = back.order_date.to_period("M")
                quick[month] = quick.get(month, 0.0) + abs(float(back.amount))
        now = around.month.to_period("M")
        usual = max((size for month, size in quick.items() if month < now), default=0.0)
        if now not in quick or not len(theirs):
            continue
        orders = np.sort(theirs.groupby("order_id")["amount"].sum().to_numpy())
        this_month = theirs.loc[theirs["order_date"] >= around.month, "amount"].sum()
        middle = orders[int(np.ceil(0.5 * len(orders))) - 1]
        if quick[now] >= 3 * usual and quick[now] >= middle and quick[now] >= 0.5 * this_month:
            found[str(customer)] = (usual, quick[now])
    return found


def salespeople_gone(lines: pd.DataFrame, around: Surroundings) -> Found:
    """Salespeople without a sale for 45 to 365 days whose customers have bought at most 9 tenths since."""
    kept = counted(lines, around)
    kept = kept[~kept["is_return"] & (kept["amount"] > 0)]
    kept = kept[kept["order_date"] > around.as_of - pd.Timedelta(days=731)]
    found = {}
    for person, own in kept[kept["salesperson"].notna()].groupby("salesperson"):
        last = own["order_date"].max()
        silent = (around.as_of - last).days
        year = own[own["order_date"] > last - pd.Timedelta(days=365)]
        if not 45 <= silent <= 365 or year["order_date"].dt.to_period("M").nunique() < 6:
            continue
        before = kept[(kept["order_date"] > last - pd.Timedelta(days=365)) & (kept["order_date"] <= last)]
        before = before[before["customer_id"].isin(around.tiers.keys())]
        mine = before[before["salesperson"] == person].groupby("customer_id")["amount"].sum()
        every = before.groupby("customer_id")["amount"].sum()
        portfolio = [customer for customer in mine.index if mine[customer] * 2 > every[customer]]
        near = kept[kept["order_date"] > last - pd.Timedelta(days=silent)]
        since, until = near[near["order_date"] > last], near[near["order_date"] <= last]
        change = min(1.0, since["amount"].sum() / until["amount"].sum())
        usual = change * until.loc[until["customer_id"].isin(portfolio), "amount"].sum()
        after = since.loc[since["customer_id"].isin(portfolio), "amount"].sum()
        if usual > 0 and after <= 0.9 * usual:
            found[str(person)] = (usual, after)
    return found


def answers_of(answers: pd.DataFrame, around: Surroundings) -> pd.DataFrame:
    """Answers of known customers up to the day, each with its index."""
    told = answers[answers["customer_id"].isin(around.tiers.keys())].copy()
    told["answered_on"] = pd.to_datetime(told["answered_on"])
    low, high = told["lowest"].astype(float), told["highest"].astype(float)
    told["index_n"] = 100 * (told["score"].astype(float) - low) / (high - low)
    return told[told["answered_on"] <= around.as_of]


def satisfaction_drops(answers: pd.DataFrame, around: Surroundings) -> Found:
    """Customers whose answers of the last three months lie 25 points under those before, and under 60."""
    told = answers_of(answers, around)
    told = told[told["answered_on"] >= around.month - pd.DateOffset(months=24)]
    is_recent = told["answered_on"] >= around.month - pd.DateOffset(months=2)
    keys = ["customer_id", "dimension"]
    recent, earlier = (told[part].groupby(keys)["index_n"].mean() for part in (is_recent, ~is_recent))
    both = pd.concat([earlier, recent], axis=1, keys=["earlier", "recent"]).dropna().groupby(level=0).mean()
    fallen = both[(both["recent"] <= both["earlier"] - 25) & (both["recent"] < 60)]
    return {str(customer): (row.earlier, row.recent) for customer, row in fallen.iterrows()}


def satisfaction_gaps(answers: pd.DataFrame, around: Surroundings, first: pd.Timestamp) -> Found:
    """Tiers and dimensions 15 points and 4 standard errors under all other tiers, 5 customers on either side."""
    told = answers_of(answers, around)
    told = told[told["answered_on"] >= first]
    own = told.groupby(["customer_id", "dimension"])["index_n"].mean().reset_index()
    own["tier"] = [around.tiers[customer][0] for customer in own["customer_id"]]
    own = own[own["tier"].notna()]
    found = {}
    for dimension, part in own.groupby("dimension"):
        for tier in around.valuable:
            here, there = part.loc[part["tier"] == tier, "index_n"], part.loc[part["tier"] != tier, "index_n"]
            if min(len(here), len(there)) < 5:
                continue
            gap, error = there.mean() - here.mean(), np.sqrt(here.var() / len(here) + there.var() / len(there))
            if gap >= 15 and gap >= 4 * error:
                found[f"{tier}:{dimension}"] = (there.mean(), here.mean())
    return found


@dataclass(frozen=True)
class Complaining:
    """What a signal about complaints says: how many days, since when, how grave, and what the customer brings."""

    seen: int
    since: date
    detail: str
    at_stake: float


def complaints(contacts: pd.DataFrame, around: Surroundings) -> dict[str, Complaining]:
    """Customers with a day of complaint in 365 days that is not settled, or two of three months that are.

    A note by hand has batch 0. One of them that is settled settles the day; of files all of the day have to be.
    """
    told = contacts[contacts["customer_id"].isin(around.tiers.keys()) & contacts["kind"].isin(COMPLAINTS)].copy()
    told["day"] = pd.to_datetime(told["contacted_on"])
    told = told[(told["day"] <= around.as_of) & (told["day"] > around.as_of - pd.Timedelta(days=365))]
    found = {}
    for customer, own in told.groupby("customer_id"):
        is_open, is_grave = {}, {}
        for day, notes in own.groupby("day"):
            settled = pd.to_datetime(notes["settled_on"]) <= around.as_of
            by_hand = notes["batch_id"] == 0
            is_open[day] = not (settled[by_hand].any() or (len(settled[~by_hand]) and settled[~by_hand].all()))
            is_grave[day] = notes["severity"].isin(GRAVE).any()
        days = [day for day in is_open if is_open[day]]
        recent = [day for day in is_open if day >= around.month - pd.DateOffset(months=2)]
        if not days and len(recent) < 2:
            continue
        counted = days or recent
        detail = "settled" if not days else "severe" if any(is_grave[day] for day in days) else "open"
        brings = max(0.0, around.tiers[str(customer)][1])
        found[str(customer)] = Complaining(len(counted), pd.Timestamp(min(counted)).date(), detail, brings)
    return found
