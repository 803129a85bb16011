"""What textbooks say of tiers, tested on these data: loyalty, price sensitivity, payment."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from core.metrics.cached import one_reading
from core.metrics.chosen import chosen_customers
from core.metrics.counted_lines import counted_lines
from core.metrics.customer_values import Prepared, filled
from core.metrics.intervals import student_t
from core.metrics.period import basis_of, calendar_of, months_back
from core.metrics.question import Filters
from core.metrics.results import Statement
from core.metrics.selling.overdue import payments_told
from core.metrics.tiering.tiers import active_table, tiers_table

if TYPE_CHECKING:
    from core.metrics.question import Basis, Question
    from core.store.workspace import Workspace

Measure = Literal["retention", "discount_share", "in_time_share", "days_late"]
Verdict = Literal["so", "not_so", "unknown"]
FEWEST = 10  # customers on either side of a comparison
SURE = 1.959963984540054


@dataclass(frozen=True)
class Estimate:
    """A mean over customers with its 95 % interval; `low` and `high` None with fewer than two. `n`: customers."""

    tier: str
    n: int
    mean: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Claim:
    """One sentence of the textbooks: `tier` is said to have more (or less) of `measure` than all others together.

    `verdict`: `so` or `not_so` where the difference is sure (95 %) in that or in the other direction, else `unknown`:
    it cannot be told. `own` and `others` are the two sides, `others.tier` is "others".
    """

    code: str  # loyal | sensitive | punctual
    tier: str
    measure: Measure
    verdict: Verdict
    own: Estimate
    others: Estimate


@dataclass(frozen=True)
class Textbook:
    """Per measure one estimate for each tier, best first; an empty tuple where the data do not tell."""

    basis: Basis
    measures: dict[Measure, tuple[Estimate, ...]]
    claims: tuple[Claim, ...]
    statements: tuple[Statement, ...] = ()


@one_reading
def textbook(workspace: Workspace, question: Question) -> Textbook:
    """Retention, discount and payment of each tier, and what becomes of three sentences on them.

    The unit is the customer: each counts once, however much it buys. Retention: of those in the tier at the end of the
    window before, the share active in this one (interval of Wilson). Discount: discounts / list value of a customer's
    bought lines. Payment: share of a customer's orders due by `as_of` that were paid on or before their due date (an
    order is paid when its last line is), and mean days late of those paid (intervals of Student). Sentences, on tiers
    with at least 10 customers on either side: the best tier is the most loyal; the second is the most sensitive to
    prices; the best tier pays in time. Tiers and errors as in `tiers_table`.
    """
    basis = basis_of(workspace, question)
    values, prepared = _values(workspace, question, basis)
    stayed, statement = _stayed(workspace, question, basis)
    order = question.cut.tiers
    measures: dict[Measure, tuple[Estimate, ...]] = {
        "retention": tuple(_of_share(tier, *stayed[tier]) for tier in order if tier in stayed),
        **{
            measure: tuple(_of_mean(tier, found[tier]) for tier in order if found.get(tier))
            for measure, found in values.items()
        },
    }
    claims = [_retention_claim(order[0], stayed)] if stayed else []
    if values["discount_share"] and len(order) > 2:
        claims.append(_mean_claim("sensitive", order[1], "discount_share", values["discount_share"]))
    if values["in_time_share"]:
        claims.append(_mean_claim("punctual", order[0], "in_time_share", values["in_time_share"]))
    statements = (prepared.statement("textbook"), *((statement.statement("stayed"),) if statement else ()))
    return Textbook(basis, measures, tuple(claims), statements)


def _values(
    workspace: Workspace, question: Question, basis: Basis
) -> tuple[dict[Measure, dict[str, list[float]]], Prepared]:
    """Per measure and tier the values of the customers that have one; payment only where payments are told."""
    counted = counted_lines(question)
    texts = {"counted": counted.sql, "tiers": tiers_table(workspace, question)}
    first = max(basis.first_month, calendar_of(workspace).first_month)
    bound = counted.values | {"first_day": first, "as_of": basis.as_of}
    prepared = Prepared(filled(Path(__file__).with_suffix(".sql"), texts), bound)
    found: dict[Measure, dict[str, list[float]]] = {"discount_share": {}, "in_time_share": {}, "days_late": {}}
    paid = payments_told(workspace)
    for tier, discount, late, in_time in workspace.engine.rows(prepared.sql, prepared.values):
        told: tuple[tuple[Measure, float | None], ...] = (
            ("discount_share", discount),
            ("in_time_share", in_time if paid else None),
            ("days_late", late if paid else None),
        )
        for measure, value in told:
            if value is not None:
                found[measure].setdefault(tier, []).append(float(value))
    return found, prepared


def _stayed(
    workspace: Workspace, question: Question, basis: Basis
) -> tuple[dict[str, tuple[int, int]], Prepared | None]:
    """Tier at the end of the window before -> (customers, active now); empty where that window is not in the data."""
    window = basis.window_months
    if window is None or months_back(basis.last_month, 2 * window - 1) < calendar_of(workspace).first_month:
        return {}, None
    filters = question.filters
    apart = Filters(filters.lines, filters.customers if filters.rank_within else (), rank_within=filters.rank_within)
    now = replace(question, filters=apart)
    chooses = filters.customers or filters.tiers or filters.segments
    table = chosen_customers(workspace, question) if chooses else ""
    texts = {
        "before": tiers_table(workspace, replace(now, as_of=f"{months_back(basis.last_month, window):%Y-%m}")),
        "now": active_table(workspace, now),
        "chosen": f"b.customer_no in (select customer_no from {table})" if chooses else "true",
    }
    prepared = Prepared(filled(Path(__file__).with_name("stayed.sql"), texts), {})
    return {row[0]: (int(row[1]), int(row[2])) for row in workspace.engine.rows(prepared.sql)}, prepared


def _of_share(tier: str, customers: int, stayed: int) -> Estimate:
    """A share of customers with Wilson's interval."""
    if not customers:
        return Estimate(tier, 0, None, None, None)
    share, square = stayed / customers, SURE * SURE
    middle = (share + square / (2 * customers)) / (1 + square / customers)
    reach = SURE * math.sqrt(share * (1 - share) / customers + square / (4 * customers**2)) / (1 + square / customers)
    return Estimate(tier, customers, share, max(0.0, middle - reach), min(1.0, middle + reach))


def _of_mean(tier: str, values: Sequence[float]) -> Estimate:
    """A mean with Student's interval."""
    count = len(values)
    if not count:
        return Estimate(tier, 0, None, None, None)
    mean = math.fsum(values) / count
    if count < 2:
        return Estimate(tier, count, mean, None, None)
    reach = student_t(count - 1) * _error(values)
    return Estimate(tier, count, mean, mean - reach, mean + reach)


def _error(values: Sequence[float]) -> float:
    """The standard error of a mean of at least two values."""
    mean = math.fsum(values) / len(values)
    return math.sqrt(math.fsum((value - mean) ** 2 for value in values) / (len(values) - 1) / len(values))


def _retention_claim(tier: str, stayed: dict[str, tuple[int, int]]) -> Claim:
    own = stayed.get(tier, (0, 0))
    rest = [sum(counts) for counts in zip(*(one for code, one in stayed.items() if code != tier), strict=True)] or [
        0,
        0,
    ]
    pooled = (own[1] + rest[1]) / max(own[0] + rest[0], 1)
    error = math.sqrt(pooled * (1 - pooled) * (1 / own[0] + 1 / rest[0])) if own[0] and rest[0] else 0.0
    sides = _of_share(tier, *own), _of_share("others", rest[0], rest[1])
    return Claim("loyal", tier, "retention", _verdict(*sides, error), *sides)


def _mean_claim(code: str, tier: str, measure: Measure, values: dict[str, list[float]]) -> Claim:
    own, rest = values.get(tier, []), [value for other, some in values.items() if other != tier for value in some]
    sides = _of_mean(tier, own), _of_mean("others", rest)
    error = math.hypot(_error(own), _error(rest)) if min(len(own), len(rest)) > 1 else 0.0
    return Claim(code, tier, measure, _verdict(*sides, error), *sides)


def _verdict(own: Estimate, others: Estimate, error: float) -> Verdict:
    """Whether own is surely more than others; without any spread every difference is sure."""
    if min(own.n, others.n) < FEWEST or own.mean is None or others.mean is None:
        return "unknown"
    distance = own.mean - others.mean
    if abs(distance) <= SURE * error or not distance:
        return "unknown"
    return "so" if distance > 0 else "not_so"
