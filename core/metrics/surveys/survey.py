"""Survey answers made ready for figures: one value per unit, dimension and period (see satisfaction.sql)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from core.metrics.chosen import chosen_customers
from core.metrics.intervals import Values
from core.metrics.results import Statement
from core.store.engine import Cursor, sql_text

if TYPE_CHECKING:
    from core.metrics.question import Question
    from core.store.workspace import Workspace

OVERALL, NPS, REPURCHASE = "overall", "nps", "repurchase"
OUTSIDE = (OVERALL, NPS, REPURCHASE)  # asked beside the dimensions, not part of the index
UNIT_ANSWERS = "unit_answers"
WINDOW = 0  # the number of the period that is the window; those of the trend follow
Topic = tuple[str, str]  # dimension, item; item "" = the dimension as a whole


@dataclass(frozen=True)
class Period:
    """The days from `first` to `last`, both included."""

    first: date
    last: date


@dataclass(frozen=True)
class Answers:
    """What `gather` left, one element per period, unit and topic, in this order."""

    topics: tuple[Topic, ...]
    period: NDArray[np.int64]
    unit: NDArray[np.int64]
    topic: NDArray[np.int64]  # place in `topics`
    unit_index: Values
    nps_score: Values
    answers: NDArray[np.int64]
    weight_total: Values
    weights: NDArray[np.int64]

    @property
    def dimensions(self) -> tuple[str, ...]:
        """The dimensions of the index, by code."""
        return tuple(name for name, item in self.topics if not item and name not in OUTSIDE)

    def topics_in(self, period: int) -> tuple[Topic, ...]:
        """The dimensions of the index that somebody answered in a period, by code."""
        present = {self.topics[topic] for topic in np.unique(self.topic[self.period == period])}
        return tuple((name, "") for name in self.dimensions if (name, "") in present)

    def only(self, dimension: str, item: str = "") -> Values:
        """The indices of one dimension or item in the window, one per unit."""
        values: Values = self.of(WINDOW, ((dimension, item),))[1][:, 0]
        return values

    def recommendations(self) -> Values:
        """The NPS scores in the window, one per unit that gave one on a scale up to 10."""
        scores = self.nps_score[self.period == WINDOW]
        kept: Values = scores[~np.isnan(scores)]
        return kept

    def of(self, period: int, topics: tuple[Topic, ...]) -> tuple[NDArray[np.int64], Values]:
        """The units with an answer to one of the topics (rising) and their indices, NaN where they gave none."""
        columns = np.full(len(self.topics), -1)
        for column, topic in enumerate(topics):
            if topic in self.topics:
                columns[self.topics.index(topic)] = column
        rows = (self.period == period) & (columns[self.topic] >= 0) if self.topics else np.zeros(0, bool)
        units, places = np.unique(self.unit[rows], return_inverse=True)
        values: Values = np.full((len(units), len(topics)), np.nan)
        values[places, columns[self.topic[rows]]] = self.unit_index[rows]
        return units, values

    def counted(self, period: int) -> int:
        """How many answers stand behind a period's figures; an answer to an item counts once."""
        whole = np.array([not item for _, item in self.topics], dtype=bool)
        rows = (self.period == period) & whole[self.topic] if self.topics else np.zeros(0, bool)
        return int(self.answers[rows].sum())

    def stated_weight(self, dimension: str) -> float | None:
        """The mean weight that the window's answers carry for a dimension; None where they carry none."""
        rows = (self.period == WINDOW) & (self.topic == self.topics.index((dimension, "")))
        count = int(self.weights[rows].sum())
        return float(self.weight_total[rows].sum()) / count if count else None


def gather(
    workspace: Workspace, question: Question, cursor: Cursor, periods: Sequence[Period], *, with_items: bool
) -> Statement:
    """Leave the temporary table `unit_answers` (see satisfaction.sql) on this cursor; period numbers count from 0.

    Filters on customers, tiers and segments leave only customers; those on order lines do not apply, since an answer
    belongs to a customer and not to a line.
    """
    text = sql_text(Path(__file__).with_name("satisfaction.sql")).replace("{chosen}", _chosen(workspace, question))
    parameters: dict[str, object] = {
        "numbers": list(range(len(periods))),
        "starts": [period.first for period in periods],
        "ends": [period.last for period in periods],
        "groups": question.rank_groups,
        "exclude": question.exclude_non_customers,
        "with_items": with_items,
    }
    cursor.run(f"create or replace temp table {UNIT_ANSWERS} as {text}", parameters)
    return Statement("satisfaction", text, parameters, fills=UNIT_ANSWERS)


def _chosen(workspace: Workspace, question: Question) -> str:
    """A predicate over `a.ranked_id`."""
    filters = question.filters
    if not (filters.customers or filters.tiers or filters.segments):
        return "true"
    table = chosen_customers(workspace, question)
    return (
        f"exists (select 1 from {table} as o join customers as v on v.customer_no = o.customer_no "
        "where v.customer_id = a.ranked_id)"
    )


def read_answers(cursor: Cursor) -> Answers:
    """What `gather` left on this cursor, as arrays."""
    topics = cursor.rows(f"select distinct dimension, item from {UNIT_ANSWERS} order by dimension, item")
    found: dict[str, Any] = cursor.numpy(
        "with topics as (select dimension, item, row_number() over (order by dimension, item) - 1 as topic_no "
        f"from (select distinct dimension, item from {UNIT_ANSWERS})) "
        "select a.period_no, a.unit_no, t.topic_no, a.unit_index, a.answers, coalesce(a.weight_total, 0) as weight, "
        f"a.weights, coalesce(a.nps_score, cast('nan' as DOUBLE)) as score from {UNIT_ANSWERS} as a "
        "join topics as t on t.dimension = a.dimension and t.item = a.item order by period_no, unit_no, topic_no"
    )
    whole = {name: np.asarray(found[name], dtype=np.int64) for name in ("period_no", "unit_no", "topic_no", "answers")}
    return Answers(
        tuple((dimension, item) for dimension, item in topics),
        whole["period_no"],
        whole["unit_no"],
        whole["topic_no"],
        np.asarray(found["unit_index"], dtype=np.float64),
        np.asarray(found["score"], dtype=np.float64),
        whole["answers"],
        np.asarray(found["weight"], dtype=np.float64),
        np.asarray(found["weights"], dtype=np.int64),
    )
