"""Satisfaction by tier: whom we heard, how content they are, and who is valuable but unhappy."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from core.metrics.intervals import PART_DRAWS, Values, bootstrap_interval, column_means, weighted_index
from core.metrics.results import Statement, TierSatisfaction
from core.metrics.surveys.survey import OVERALL, UNIT_ANSWERS, WINDOW, Answers, Topic
from core.metrics.tiering.tiers import tiers_table
from core.store.engine import Cursor, sql_text

if TYPE_CHECKING:
    import pandas as pd

    from core.metrics.question import Question
    from core.settings import Cut
    from core.store.workspace import Workspace

UNHAPPY_INDEX = 60.0
UNHAPPY_DIMENSION = 50.0
BESIDE_TIERS = ("unprofitable", "inactive")
UNHAPPY_COLUMNS = ("customer_id", "customer_name", "tier", "value", "index", "worst_dimension", "worst_index")


@dataclass(frozen=True)
class Tiers:
    """`by_tier` best first, then the unprofitable and inactive; empty where nobody is known by sales or a file."""

    by_tier: tuple[TierSatisfaction, ...]
    coverage: float | None
    unhappy_valuable: pd.DataFrame | None
    statements: tuple[Statement, ...]


def valuable_tiers(cut: Cut) -> tuple[str, ...]:
    """Key and Important: the first two tiers, but never the last one, which holds everybody else."""
    return cut.tiers[: min(2, len(cut.tiers) - 1)]


def tier_satisfaction(
    workspace: Workspace, question: Question, cursor: Cursor, answers: Answers, weights: Values
) -> Tiers:
    """Index, interval and coverage per tier from the `unit_answers` on this cursor, and the valuable but unhappy.

    The index of a tier weighs its dimensions as the whole does. Coverage is None for a tier without active customers.
    """
    table = tiers_table(workspace, question)
    text = sql_text(Path(__file__).with_suffix(".sql"))
    query = text.replace("{tiers}", table)
    counts = {row[0]: row[1:] for row in cursor.rows(query)}
    if not counts:
        return Tiers((), None, None, ())
    topics = answers.topics_in(WINDOW)
    units, values = answers.of(WINDOW, topics)
    tiers = _tiers_of(cursor, table, units)
    by_tier = tuple(
        _tier(code, counts.get(code, (0, 0, 0)), values[tiers == code], topics, weights)
        for code in (*question.cut.tiers, *BESIDE_TIERS)
    )
    active = sum(found.active for found in by_tier)
    return Tiers(
        by_tier,
        sum(found.covered for found in by_tier) / active if active else None,
        unhappy_valuable(workspace, question, cursor, answers, weights),
        (Statement("satisfaction_tiers", query, {}),),
    )


def _tiers_of(cursor: Cursor, table: str, units: NDArray[np.int64]) -> NDArray[Any]:
    """The tier of each unit, "" where it is no known customer."""
    found = cursor.numpy(
        f"select distinct u.unit_no, t.tier from {UNIT_ANSWERS} as u "
        f"join {table} as t on t.customer_id = u.customer_id where u.period_no = {WINDOW} order by u.unit_no"
    )
    tiers = np.full(len(units), "", dtype=object)
    numbers = np.asarray(found["unit_no"], dtype=np.int64)
    present = np.isin(numbers, units)
    tiers[np.searchsorted(units, numbers[present])] = np.asarray(found["tier"], dtype=object)[present]
    return tiers


def _tier(
    code: str, counts: tuple[int, int, int], values: Values, topics: tuple[Topic, ...], weights: Values
) -> TierSatisfaction:
    _, active, covered = counts
    means = column_means(values)
    low, high = bootstrap_interval(values, weights, PART_DRAWS) or (None, None)
    return TierSatisfaction(
        tier=code,
        index=weighted_index(means, weights),
        low=low,
        high=high,
        answers=len(values),
        active=active,
        covered=covered,
        coverage=covered / active if active else None,
        dimensions={name: float(mean) for (name, _), mean in zip(topics, means, strict=True) if not np.isnan(mean)},
    )


def own_indices(answers: Answers, weights: Values) -> tuple[NDArray[np.int64], Values, list[str], Values]:
    """Per unit of the window: its number, own index, worst dimension (ties: first by code) and that one's index.

    The own index weighs the dimensions the unit answered. Who answered the overall question alone has its index.
    """
    topics = answers.topics_in(WINDOW)
    units, values = answers.of(WINDOW, (*topics, (OVERALL, "")))
    present = ~np.isnan(values[:, :-1])
    used = present * weights
    total = used.sum(axis=1)
    sums = (used * np.nan_to_num(values[:, :-1])).sum(axis=1)
    own = np.divide(sums, total, out=values[:, -1].copy(), where=total > 0)
    shown = values.copy()
    shown[present.any(axis=1), -1] = np.nan
    worst = np.nanargmin(shown, axis=1) if len(units) else np.zeros(0, dtype=np.int64)
    names = [*(name for name, _ in topics), OVERALL]
    return units, own, [names[place] for place in worst], shown[np.arange(len(units)), worst]


def unhappy_valuable(
    workspace: Workspace, question: Question, cursor: Cursor, answers: Answers, weights: Values
) -> pd.DataFrame:
    """Key and Important customers with an own index under 60 or a dimension under 50; greatest value first, then id."""
    table = tiers_table(workspace, question)
    units, own, worst, lowest = own_indices(answers, weights)
    unhappy = np.flatnonzero((own < UNHAPPY_INDEX) | (lowest < UNHAPPY_DIMENSION))
    frame = cursor.frame(
        "select distinct u.unit_no, t.customer_id, t.customer_name, t.tier, t.value "
        f"from {UNIT_ANSWERS} as u join {table} as t on t.customer_id = u.customer_id "
        "where u.period_no = $window and t.tier in (select unnest($tiers)) and u.unit_no in (select unnest($units)) "
        "order by t.value desc, t.customer_id",
        {"window": WINDOW, "tiers": list(valuable_tiers(question.cut)), "units": units[unhappy].tolist()},
    )
    places = np.searchsorted(units, frame["unit_no"].to_numpy(dtype=np.int64))
    frame["index"] = own[places]
    frame["worst_dimension"] = [worst[place] for place in places]
    frame["worst_index"] = lowest[places]
    return frame[list(UNHAPPY_COLUMNS)]
