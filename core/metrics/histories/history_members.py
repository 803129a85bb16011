"""The customers behind a tier at a month end."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from core.metrics.cached import one_reading
from core.metrics.customer_values import filled, worth_column
from core.metrics.histories.history import planned
from core.metrics.histories.history_ends import CutValues, ends_at, ranking_filters, sized
from core.metrics.histories.history_grid import UNIT, absent
from core.metrics.period import months_between
from core.metrics.tiering.tiers import tiers_table

if TYPE_CHECKING:
    import pandas as pd

    from core.metrics.question import Question
    from core.store.workspace import Workspace


@dataclass(frozen=True)
class Members:
    """`rows` and `value` are of all, `table` (see `history_members.sql`) of the first ones."""

    rows: int
    value: Decimal
    table: pd.DataFrame


@one_reading
def history_members(
    workspace: Workspace,
    question: Question,
    month: date,
    tier: str,
    cut_values: CutValues | None = None,
    *,
    limit: int | None = None,
) -> Members:
    """The customers that `history` counts in a tier (or as `unprofitable`) at the end of a month, the best first.

    `tier_now`: where they are at the question's `as_of` by the same rules; `inactive` where they have no counted line.
    Errors: those of `history`.
    """
    cut = question.cut
    _, asked, numbers = planned(workspace, question, 1, cut_values)
    number, place = len(months_between(asked.begin, month)) - 1, [*cut.tiers, "unprofitable"].index(tier)
    ends = ends_at(workspace, asked, sorted({number, *numbers})).by_number
    then, now = ends[number], ends[numbers[-1]]
    members = np.flatnonzero(then.places == place)
    places = sized(now.places, len(then.places), absent(cut))[members]
    codes = np.array([*cut.tiers, "unprofitable", None, "inactive"], dtype=object)
    texts = {
        "tiers": tiers_table(workspace, replace(question, as_of=f"{month:%Y-%m}", filters=ranking_filters(question))),
        "worth": worth_column(question),
    }
    sql = filled(Path(__file__).with_suffix(".sql"), texts) + ("" if limit is None else "limit $row_limit")
    values: dict[str, object] = {"numbers": members.tolist(), "tiers_now": codes[places].tolist()}
    if limit is not None:
        values["row_limit"] = limit
    return Members(len(members), UNIT * then.units[place], workspace.engine.frame(sql, values))
