"""The plan as a grid of salespeople and months, to write in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from core.store.plans import Planned
from core.text import Words

if TYPE_CHECKING:
    import pandas as pd


def grid_frame(t: Words, kept: Sequence[Planned], months: Sequence[date], people: Sequence[str]) -> pd.DataFrame:
    """One row for the company, one for each salesperson with sales or a plan; a column for each month ("2026-10")."""
    import pandas as pd

    amounts = {(row.salesperson, row.month): float(row.amount) for row in kept}
    names = [None, *dict.fromkeys([*people, *(row.salesperson for row in kept if row.salesperson)])]
    rows = [
        {"salesperson": name or t("The company"), **{f"{month:%Y-%m}": amounts.get((name, month)) for month in months}}
        for name in names
    ]
    return pd.DataFrame(rows).astype({f"{month:%Y-%m}": "float64" for month in months})


def planned_of(t: Words, edited: pd.DataFrame, months: Sequence[date]) -> list[Planned]:
    """The plan that a grid says; empty cells are no plan. A row without a name is the company's."""
    import pandas as pd

    found = []
    for row in edited.to_dict("records"):
        written = row["salesperson"]
        name = None if not isinstance(written, str) or written.strip() in ("", t("The company")) else written.strip()
        for month in months:
            value = row[f"{month:%Y-%m}"]
            if value is not None and not pd.isna(value):
                found.append(Planned(month, name, Decimal(str(value))))
    return found
