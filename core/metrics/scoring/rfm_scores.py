"""Scores, segment and class of every customer: one table per question and rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from core.metrics.cached import made_view, one_reading, remembered
from core.metrics.customer_values import VALUE_COLUMNS, Prepared, filled
from core.metrics.period import basis_of
from core.metrics.scoring.rfm_rules import LEAST_CUSTOMERS, SEGMENT_LEVELS, checked_grid, own_bounds
from core.metrics.tiering.tiers import chosen_of, ranking_table

if TYPE_CHECKING:
    from core.metrics.question import Question
    from core.settings import RfmRules
    from core.store.workspace import Workspace

DIMENSIONS = {"recency": "-recency_days", "frequency": "order_count", "monetary": "monetary"}
"""What is scored, as an expression in which greater is better."""
STEPS = {"recency": Decimal(1), "frequency": Decimal(1), "monetary": Decimal("0.0001")}
"""The smallest difference between two values of a dimension."""
LARGEST_INTEGER, LARGEST_MONEY = 2**31, 10**14
Bounds = tuple[Decimal, ...]


@dataclass(frozen=True)
class Dimension:
    """How one dimension is scored: lower bounds of the levels 2, 3, ... for display and for segments, and its middle.

    `quantiles`: the bounds for display that the data give, whether they are used or own cut-offs are.

    A customer is above the middle when value x `customers` > `total`; with the median that is two customers and the
    sum of the two in the middle. Recency counts days below zero.
    """

    scored: int
    bounds: Bounds
    five_bounds: Bounds
    quantiles: Bounds
    customers: int
    total: Decimal

    @property
    def centre(self) -> Decimal:
        """Mean or median."""
        return self.total / self.customers if self.customers else Decimal(0)


@one_reading
def scores_table(workspace: Workspace, question: Question, rules: RfmRules) -> str:
    """The name of a cached table with one row per chosen customer with an order in the window.

    Columns: customer_no, recency_days, frequency, monetary (null without any cost when it is gross profit), r, f, m
    (display levels), r5, f5, m5, segment (null with under 20 customers), class. Scores are among everybody whom the
    question ranks among; see `tiers_table` for who is chosen and for the errors, and `rfm_rules` for those of rules.
    """
    scored = scored_table(workspace, question, rules)
    query = (
        "select customer_no, recency_days, order_count as frequency, monetary, r, f, m, r5, f5, m5, segment, class "
        f"from {scored} where order_count > 0"
    )
    return made_view(workspace, "scores", query)


@one_reading
def scored_table(workspace: Workspace, question: Question, rules: RfmRules) -> str:
    """As `active_table` with the scores beside: recency_days, monetary, r, f, m, r5, f5, m5, segment, class.

    Customers without an order in the window have no scores.
    """
    return chosen_of(workspace, question, everybody_scored(workspace, question, rules))


@one_reading
def everybody_scored(workspace: Workspace, question: Question, rules: RfmRules) -> str:
    """As `scored_table`, with everybody among whom the question ranks."""
    dimensions = dimensions_of(workspace, question, rules)
    as_of = basis_of(workspace, question).as_of
    return made_view(workspace, "scored", _scored_query(workspace, question, rules, dimensions, as_of=as_of))


@one_reading
def dimensions_of(workspace: Workspace, question: Question, rules: RfmRules) -> dict[str, Dimension]:
    """How each dimension is scored in this question: from own cut-offs, else from the quantiles of the data."""
    own = own_bounds(rules)
    sums = _sums(workspace, question, rules)
    prepared = bounds_statement(workspace, question, rules)
    key = (prepared.sql, repr(prepared.values))
    found = remembered(workspace, "bounds", key, lambda: workspace.engine.rows(prepared.sql, prepared.values)[0])
    return {
        name: _dimension(name, sums[name], values or (), own.get(name), rules)
        for name, values in zip(DIMENSIONS, found, strict=True)
    }


def bounds_statement(workspace: Workspace, question: Question, rules: RfmRules) -> Prepared:
    """The query of `rfm_bounds.sql` for a question."""
    sums = _sums(workspace, question, rules)
    values: dict[str, object] = {name: _places(sums[name][0], rules.levels) for name in DIMENSIONS}
    values["as_of"] = basis_of(workspace, question).as_of
    return Prepared(filled(Path(__file__).with_name("rfm_bounds.sql"), _texts(workspace, question, rules)), values)


def _texts(workspace: Workspace, question: Question, rules: RfmRules) -> dict[str, str]:
    return {"ranking": ranking_table(workspace, question), "monetary": VALUE_COLUMNS[rules.monetary_measure]}


def _sums(workspace: Workspace, question: Question, rules: RfmRules) -> dict[str, tuple[int, Decimal]]:
    """How many are scored in each dimension, and the sum of their values."""
    query = filled(Path(__file__).with_name("rfm_sums.sql"), _texts(workspace, question, rules))
    values = {"as_of": basis_of(workspace, question).as_of}
    key = (query, repr(values))
    scored, known, recency, frequency, monetary = remembered(
        workspace, "sums", key, lambda: workspace.engine.rows(query, values)[0]
    )
    return {"recency": (scored, recency), "frequency": (scored, frequency), "monetary": (known, monetary)}


def _places(customers: int, levels: int) -> list[float]:
    """Where the display levels and the five levels begin, then the lower and the upper middle."""
    begins = [-(-(level - 1) * customers // top) for top in (levels, SEGMENT_LEVELS) for level in range(2, top + 1)]
    middles = [(customers + 1) // 2, customers // 2 + 1]
    return [(max(place, 1) - 0.5) / max(customers, 1) for place in (*begins, *middles)]


def _dimension(
    name: str, sums: tuple[int, Decimal], values: Sequence[Decimal], own: Bounds | None, rules: RfmRules
) -> Dimension:
    customers, total = sums
    found = [Decimal(value) for value in values]
    bounds, middles = [value + STEPS[name] for value in found[:-2]], found[-2:]
    quantiles, five = tuple(bounds[: rules.levels - 1]), tuple(bounds[rules.levels - 1 :])
    middle = (2, sum(middles, Decimal(0))) if rules.class_centre == "median" and middles else (customers, total)
    return Dimension(
        scored=customers,
        bounds=own or quantiles,
        five_bounds=own if own and rules.levels == SEGMENT_LEVELS else five,
        quantiles=quantiles,
        customers=middle[0],
        total=middle[1],
    )


def _scored_query(
    workspace: Workspace, question: Question, rules: RfmRules, dimensions: Mapping[str, Dimension], *, as_of: date
) -> str:
    levels = ",\n        ".join(
        f"{_levels(name, bounds)} as {name[0]}{suffix}"
        for suffix in ("", "5")
        for name in DIMENSIONS
        for bounds in [dimensions[name].five_bounds if suffix else dimensions[name].bounds]
    )
    monetary = VALUE_COLUMNS[rules.monetary_measure]
    return f"""select *, {_segments(rules, dimensions["recency"].scored)} as segment
from (
    select *,
        {levels},
        case when order_count > 0 then {_class(dimensions)} end as class
    from (
        select *, cast('{as_of}' as DATE) - last_bought as recency_days, {monetary} as monetary
        from {ranking_table(workspace, question)}
    )
)"""


def _levels(name: str, bounds: Bounds) -> str:
    expression = DIMENSIONS[name]
    steps = [
        f"when {expression} >= {_number(bound, name)} then {level}"
        for level, bound in reversed(list(enumerate(bounds, start=2)))
    ]
    return f"case when order_count = 0 or {expression} is null then null {' '.join(steps)} else 1 end"


def _class(dimensions: Mapping[str, Dimension], digits: str = "") -> str:
    """One digit for each dimension, 1 above its centre: as nested cases, which are quicker than texts put together.

    Above the centre: more than the centre cut to the steps that a value goes in, which no rounding can move.
    """
    if len(digits) == len(DIMENSIONS):
        return f"'{digits}'"
    name = tuple(DIMENSIONS)[len(digits)]
    dimension, expression, step = dimensions[name], DIMENSIONS[name], STEPS[name]
    centre = _number(int(dimension.total / step) // max(dimension.customers, 1) * step, name)
    above, below = _class(dimensions, digits + "1"), _class(dimensions, digits + "0")
    return f"case when {expression} > {centre} then {above} when {expression} is not null then {below} end"


def _segments(rules: RfmRules, scored: int) -> str:
    grid = checked_grid(rules)
    if scored < LEAST_CUSTOMERS:
        return "cast(null as VARCHAR)"
    return f"case r5 * 10 + f5 {' '.join(f'when {cell} then {name!r}' for cell, name in grid.items())} end"


def _number(number: Decimal, name: str) -> str:
    """A number of ours as text for a view, which takes no bound values; of the dimension's own type where it fits."""
    if STEPS[name] == 1 and number == int(number) and abs(number) < LARGEST_INTEGER:
        return f"{int(number)}"
    return f"cast('{number:f}' as DECIMAL({18 if abs(number) < LARGEST_MONEY else 38},4))"
