"""RFM: how recently, how often and for how much customers buy, as scores, segments and classes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.metrics.cached import one_reading
from core.metrics.customer_values import filled
from core.metrics.period import basis_of
from core.metrics.results import Rfm, Segment, Span, Statement
from core.metrics.scoring.rfm_rules import CLASSES, LEAST_CUSTOMERS, SEGMENTS, checked_grid, proposed_cutoffs
from core.metrics.scoring.rfm_scores import (
    Dimension,
    bounds_statement,
    dimensions_of,
    everybody_scored,
    scored_table,
)

if TYPE_CHECKING:
    from core.metrics.question import Question
    from core.settings import RfmRules
    from core.store.engine import Row
    from core.store.workspace import Workspace

PLACES = Decimal("0.0001")
NOTHING = Decimal("0.0000")
SCORED = {"r": "recency", "f": "frequency", "m": "monetary"}
PARTS = (*SCORED, "cell", "class")


@dataclass(frozen=True)
class Count:
    """Customers who are alike in one respect (see `rfm.sql`). `spans`: smallest and largest value per dimension."""

    customers: int = 0
    with_monetary: int = 0
    recency: int = 0
    frequency: int = 0
    monetary: Decimal = NOTHING
    m_scores: int = 0
    spans: dict[str, Span] = field(default_factory=dict)


Counts = Mapping[str, Mapping[str | None, Count]]


@one_reading
def rfm(workspace: Workspace, question: Question, rules: RfmRules) -> Rfm:
    """Scores, boundaries, segments, classes and spreads of the customers with an order in the window.

    Scores are among everybody whom the question ranks among; counts are of those whom it chooses. Boundaries, skipped
    levels, proposals and centres are of everybody. Segments and classes that nobody is in are left out; the grid and
    the segments are empty with under 20 customers. With gross profit as monetary value, customers without any cost
    have no M score and no class. Means of segments: monetary over those who have one.
    Errors: those of `tiers_table`, `levels_invalid`, `cutoffs_invalid`, `grid_invalid`.
    """
    scored, everybody = scored_table(workspace, question, rules), everybody_scored(workspace, question, rules)
    dimensions = dimensions_of(workspace, question, rules)
    query = filled(Path(__file__).with_suffix(".sql"), {"scored": scored})
    counts = _counts(workspace.engine.rows(query))
    whole = counts if scored == everybody else _counts(workspace.engine.rows(query.replace(scored, everybody)))
    total = counts["all"].get(None, Count())
    large_enough = dimensions["recency"].scored >= LEAST_CUSTOMERS
    return Rfm(
        basis=basis_of(workspace, question),
        customers=total.customers,
        levels=rules.levels,
        scores={part: _scores(counts[part]) for part in SCORED},
        boundaries={part: _boundaries(whole[part], name) for part, name in SCORED.items()},
        skipped_levels={part: _skipped(whole[part], rules.levels) for part in SCORED},
        proposals=proposed_cutoffs(
            {name: found.quantiles or (None,) * (rules.levels - 1) for name, found in dimensions.items()}, rules.levels
        ),
        grid=_grid(counts["cell"]) if large_enough else {},
        segments=_segments(counts["cell"], checked_grid(rules), total) if large_enough else (),
        classes=_classes(counts["class"], total),
        centres={name: _centre(name, found) for name, found in dimensions.items()},
        spans={name: total.spans.get(name, (None, None)) for name in dimensions},
        statements=(
            bounds_statement(workspace, question, rules).statement("rfm_bounds"),
            Statement("rfm", query, {}),
        ),
    )


def _counts(rows: Iterable[Row]) -> Counts:
    """The customers who are alike by each part on its own (a score, the cell, the class), and all of them."""
    alike: dict[str, dict[str | None, list[Row]]] = {part: {} for part in (*PARTS, "all")}
    for row in rows:
        alike["all"].setdefault(None, []).append(row[len(PARTS) :])
        for part, code in zip(PARTS, row, strict=False):
            if code is not None:
                alike[part].setdefault(str(code), []).append(row[len(PARTS) :])
    return {part: {code: _added(numbers) for code, numbers in codes.items()} for part, codes in alike.items()}


def _added(rows: Iterable[Row]) -> Count:
    columns = list(zip(*rows, strict=True))
    sums: list[Any] = [sum(column) for column in columns[:6]]
    ends = [[value for value in column if value is not None] for column in columns[6:]]
    spans = {
        name: (min(ends[2 * place], default=None), max(ends[2 * place + 1], default=None))
        for place, name in enumerate(SCORED.values())
    }
    return replace(Count(*sums), spans=spans)


def _scores(counts: Mapping[str | None, Count]) -> dict[int, int]:
    return dict(sorted((int(code or 0), count.customers) for code, count in counts.items()))


def _boundaries(counts: Mapping[str | None, Count], dimension: str) -> dict[int, tuple[Decimal, Decimal]]:
    spans = {int(code or 0): count.spans[dimension] for code, count in counts.items()}
    return {level: (Decimal(low or 0), Decimal(high or 0)) for level, (low, high) in sorted(spans.items())}


def _skipped(counts: Mapping[str | None, Count], levels: int) -> tuple[int, ...]:
    return tuple(level for level in range(1, levels + 1) if counts and str(level) not in counts)


def _grid(cells: Mapping[str | None, Count]) -> dict[tuple[int, int], tuple[int, Decimal]]:
    found = ((divmod(int(code or 0), 10), count) for code, count in cells.items())
    return dict(sorted((cell, (count.customers, count.monetary)) for cell, count in found))


def _segments(cells: Mapping[str | None, Count], grid: Mapping[str, str], total: Count) -> tuple[Segment, ...]:
    found: dict[str, Count] = {}
    for cell, count in cells.items():
        segment = grid[cell or ""]
        found[segment] = _together(found.get(segment, Count()), count)
    return tuple(_segment(code, found[code], total, with_score=True) for code in SEGMENTS if code in found)


def _classes(counts: Mapping[str | None, Count], total: Count) -> tuple[Segment, ...]:
    return tuple(_segment(code, counts[code], total, with_score=False) for code in CLASSES if code in counts)


def _together(one: Count, other: Count) -> Count:
    return Count(
        one.customers + other.customers,
        one.with_monetary + other.with_monetary,
        one.recency + other.recency,
        one.frequency + other.frequency,
        one.monetary + other.monetary,
        one.m_scores + other.m_scores,
    )


def _segment(code: str, count: Count, total: Count, *, with_score: bool) -> Segment:
    mean = count.monetary / count.with_monetary if count.with_monetary else Decimal(0)
    score = count.m_scores / count.with_monetary if with_score and count.with_monetary else None
    return Segment(
        code=code,
        customers=count.customers,
        customer_share=count.customers / total.customers,
        monetary=count.monetary,
        monetary_share=float(count.monetary / total.monetary) if total.monetary else 0.0,
        recency_days=count.recency / count.customers,
        frequency=count.frequency / count.customers,
        monetary_mean=mean.quantize(PLACES, rounding=ROUND_HALF_UP),
        monetary_score=score,
    )


def _centre(name: str, dimension: Dimension) -> Decimal:
    centre = -dimension.centre if name == "recency" else dimension.centre
    return centre.quantize(PLACES, rounding=ROUND_HALF_UP)
