"""The measures of the definitions, worked out on the written files with plain pandas and without the app's own code."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from sample_data import truths

FIRST, SPLIT, LAST = (pd.Timestamp(day) for day in (truths.FIRST_DAY, truths.SPLIT_DAY, truths.LAST_DAY))


def read_file(path: Path) -> pd.DataFrame:
    """All columns as text, empty cells as empty text."""
    return pd.read_csv(path, encoding="utf-8-sig", dtype=str, keep_default_na=False)


def revenue(net: pd.DataFrame, this_year: bool = True) -> pd.Series:
    """Net revenue by customer this year (or last), best first, rounded to the cent."""
    days = net["Order Date"]
    window = net[days >= SPLIT] if this_year else net[days < SPLIT]
    return window.groupby("Customer ID")["Amount"].sum().round(2).sort_values(ascending=False)


def tiers_of(values: pd.Series) -> pd.Series:
    """Tier by share 1/19/30/50: the first whose ceiling is above #better / n."""
    ranked = values[values > 0]
    better = ranked.rank(method="min", ascending=False) - 1
    edges = [(100, "key"), (2000, "important"), (5000, "ordinary"), (10000, "small")]
    return better.map(lambda b: next(code for ceiling, code in edges if b * 10000 < ceiling * len(ranked)))


def key_of(values: pd.Series) -> set[str]:
    """The ids of the Key customers."""
    tiers = tiers_of(values)
    return set(tiers.index[tiers == "key"])
