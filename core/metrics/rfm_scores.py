"""Scores, segment and class of every customer: one table per question and rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.metrics.cached import made_view, one_reading, remembered
from core.metrics.customer_values import VALUE_COLUMNS, Prepared, filled
from core.metrics.period import basis_of
from core.metrics.rfm_rules import LEAST_CUSTOMERS, SEGMENT_LEVELS, checked_grid, own_bounds
from core.metrics.tiers import chosen_of, ranking_table

if TYPE_CHECKING:
    from core.metrics.question import Question
    from core.settings import RfmRules
    from core.store.workspace import Workspace

DIMENSIONS = {"recency": "-recency_days", "frequency": "order_count", "monetary": "monetary"}
"""What is scored, as an expression in which greater is better."""
Bounds = tuple[Decimal | None, ...]


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
    """As `tiers_table` with the scores beside: recency_days, monetary, r, f, m, r5, f5, m5, segment, class.

    Customers without an order in the window have no scores; recency_days is theirs where they ever bought.
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
    prepared = bounds_statement(workspace, question, rules)
    key = (prepared.sql, tuple(prepared.values.items()))
    rows = remembered(workspace, "bounds", key, lambda: workspace.engine.rows(prepared.sql, prepared.values))
    found = {row[0]: row[1:] for row in rows}
    nobody = (0, Decimal(0), None, None, *[None] * (rules.levels + SEGMENT_LEVELS - 2))
    return {name: _dimension(found.get(name, nobody), own.get(name), rules) for name in DIMENSIONS}


def bounds_statement(workspace: Workspace, question: Question, rules: RfmRules) -> Prepared:
    """The query of `rfm_bounds.sql` for a question."""
    begins = "min(s.value) filter (where s.worse * ${of} >= {below} * e.customers_all) as {of}_{level}"
    bounds = [
        begins.replace("{of}", of).replace("{below}", str(level - 1)).replace("{level}", str(level))
        for of, levels in (("levels", rules.levels), ("five", SEGMENT_LEVELS))
        for level in range(2, levels + 1)
    ]
    texts = {
        "tiers": ranking_table(workspace, question),
        "monetary": VALUE_COLUMNS[rules.monetary_measure],
        "bounds": ",\n    ".join(bounds),
    }
    values: dict[str, object] = {
        "as_of": basis_of(workspace, question).as_of,
        "levels": rules.levels,
        "five": SEGMENT_LEVELS,
    }
    return Prepared(filled(Path(__file__).with_name("rfm_bounds.sql"), texts), values)


def _dimension(row: Sequence[Any], own: Bounds | None, rules: RfmRules) -> Dimension:
    scored, total, lower, upper, *found = row
    quantiles, five = tuple(found[: rules.levels - 1]), tuple(found[rules.levels - 1 :])
    middle = (2, lower + upper) if rules.class_centre == "median" and scored else (scored, total)
    return Dimension(
        scored=scored,
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
        f"{_levels(expression, bounds)} as {name[0]}{suffix}"
        for suffix in ("", "5")
        for name, expression in DIMENSIONS.items()
        for bounds in [dimensions[name].five_bounds if suffix else dimensions[name].bounds]
    )
    above = " || ".join(_above(expression, dimensions[name]) for name, expression in DIMENSIONS.items())
    monetary = VALUE_COLUMNS[rules.monetary_measure]
    return f"""select *, {_segments(rules, dimensions["recency"].scored)} as segment
from (
    select *,
        {levels},
        case when order_count > 0 then {above} end as class
    from (
        select *, cast('{as_of}' as DATE) - last_order as recency_days, {monetary} as monetary
        from {ranking_table(workspace, question)}
    )
)"""


def _levels(expression: str, bounds: Bounds) -> str:
    steps = [
        f"when {expression} >= {_number(bound)} then {level}"
        for level, bound in reversed(list(enumerate(bounds, start=2)))
        if bound is not None
    ]
    return f"case when order_count = 0 or {expression} is null then null {' '.join(steps)} else 1 end"


def _above(expression: str, dimension: Dimension) -> str:
    product = f"cast({expression} as DECIMAL(18,4)) * cast({dimension.customers} as DECIMAL(10,0))"
    return f"case when {product} > {_number(dimension.total)} then '1' when {expression} is not null then '0' end"


def _segments(rules: RfmRules, scored: int) -> str:
    grid = checked_grid(rules)
    if scored < LEAST_CUSTOMERS:
        return "cast(null as VARCHAR)"
    return f"case r5 * 10 + f5 {' '.join(f'when {cell} then {name!r}' for cell, name in grid.items())} end"


def _number(number: Decimal) -> str:
    """A number of ours as text for a view, which takes no bound values."""
    return f"cast('{number:f}' as DECIMAL(38,4))"
