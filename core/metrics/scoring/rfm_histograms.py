"""The spread of recency, frequency and monetary value, over bins with edges that read well."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from core.metrics.cached import one_reading
from core.metrics.customer_values import filled
from core.metrics.results import Rfm, Span
from core.metrics.scoring.rfm_scores import scored_table

if TYPE_CHECKING:
    from core.metrics.question import Question
    from core.settings import RfmRules
    from core.store.workspace import Workspace

MOST_BINS = 24
MONEY_EDGES_WITH_LOSSES = 15
"""Five powers of ten: what is smaller beside losses is next to nothing."""
DAY_WIDTHS = (1, 2, 5, 7, 10, 14, 15, 30, 60, 90, 180, 365, 730, 1825, 3650)
COLUMNS = {"recency": "recency_days", "frequency": "order_count", "monetary": "monetary"}
Histogram = tuple[tuple[float, float, int], ...]


@one_reading
def histograms(workspace: Workspace, question: Question, rules: RfmRules, found: Rfm) -> dict[str, Histogram]:
    """(from, to, customers) per dimension, `from` included, `to` not; at most 24 bins, empty ones too.

    `found`: what `rfm` answers to the question; a dimension that nobody has a value in has no bins.
    """
    scored = scored_table(workspace, question, rules)
    edges = {name: _edges(name, span) for name, span in found.spans.items()}
    texts = {f"{name}_bin": _bin(COLUMNS[name], edges[name]) for name in COLUMNS}
    query = filled(Path(__file__).with_suffix(".sql"), texts | {"scored": scored})
    counted = {(dimension, bin_no): customers for dimension, bin_no, customers in workspace.engine.rows(query)}
    return {
        name: tuple(
            (float(low), float(high), counted.get((name, number), 0))
            for number, (low, high) in enumerate(pairwise(steps))
        )
        for name, steps in edges.items()
    }


def _edges(dimension: str, span: Span) -> list[Decimal]:
    smallest, largest = span
    if smallest is None or largest is None:
        return []
    if dimension == "recency":
        return _day_edges(int(largest))
    if dimension == "frequency":
        return _count_edges(int(largest))
    return _money_edges(Decimal(smallest), Decimal(largest))


def _day_edges(largest: int) -> list[Decimal]:
    """Equal widths from 0, of days, weeks or months."""
    fitting = (width for width in DAY_WIDTHS if largest // width < MOST_BINS)
    width = next(fitting, largest // MOST_BINS + 1)
    return [Decimal(step * width) for step in range(largest // width + 2)]


def _count_edges(largest: int) -> list[Decimal]:
    """1, 2, 3, ... where they fit, else 1 to 10 and then 20, 50, 100, ..."""
    if largest <= MOST_BINS:
        return [Decimal(step) for step in range(1, largest + 2)]
    edges = [Decimal(step) for step in range(1, 10)]
    return edges + [edge for edge in _series(Decimal(10), Decimal(largest)) if edge >= 10]


def _money_edges(smallest: Decimal, largest: Decimal) -> list[Decimal]:
    """... 1, 2, 5, 10, 20, 50 ... up to the largest, what is below in one bin from 0, and losses in one."""
    below = [-_series(Decimal(1), -smallest)[-1]] if smallest < 0 else []
    if largest <= 0:
        return [*below, Decimal(0), *([Decimal(1)] if largest == 0 else [])]
    least, most = (smallest, MOST_BINS - 1) if smallest > 0 else (Decimal("0.01"), MONEY_EDGES_WITH_LOSSES)
    rising = _series(Decimal(10) ** least.adjusted(), largest)[-most:]
    start = [] if smallest >= rising[0] else [Decimal(0)]
    return [*below, *start, *rising]


def _series(first: Decimal, largest: Decimal) -> list[Decimal]:
    """1, 2, 5 times the powers of ten from `first` (a power of ten) to the first one above `largest`."""
    edges = [first]
    while edges[-1] <= largest:
        leading = edges[-1].scaleb(-edges[-1].adjusted())
        edges.append(edges[-1] * (Decimal("2.5") if leading == 2 else 2))
    return [edge.normalize() for edge in edges]


def _bin(column: str, edges: Sequence[Decimal]) -> str:
    """The number of the bin; null outside, which does not occur between the smallest and the largest value."""
    steps = " ".join(
        f"when {column} >= cast('{edge:f}' as DECIMAL(38,4)) then {number}"
        for number, edge in reversed(list(enumerate(edges[:-1])))
    )
    return f"case {steps} end" if steps else "cast(null as INTEGER)"
