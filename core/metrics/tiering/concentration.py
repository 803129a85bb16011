"""Concentration: how much of the value the best customers bring (with gross profit, the whale curve)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from core.metrics.cached import one_reading
from core.metrics.customer_values import Prepared, check_additive, filled
from core.metrics.period import basis_of
from core.metrics.results import Concentration
from core.metrics.tiering.tiers import active_table

if TYPE_CHECKING:
    from core.metrics.question import Question
    from core.store.workspace import Workspace

FIRST_POINTS = 50
POINTS = 440
TOP_PERCENTS = (1, 5, 10, 20, 50)


@dataclass(frozen=True)
class Step:
    """Customers of equal value: how many are strictly better, what those bring, the value, how many share it."""

    better: int
    value_better: Decimal
    value: Decimal
    customers: int

    def value_at(self, customers: Decimal) -> Decimal:
        """What the best `customers` bring, somewhere within this step; a part of a customer brings that part."""
        return self.value_better + self.value * (customers - self.better)

    @property
    def end(self) -> int:
        """How many are as good or better."""
        return self.better + self.customers


@one_reading
def concentration(workspace: Workspace, question: Question) -> Concentration:
    """The curve of cumulative value over cumulative customers, best first, and its summary.

    Counted are the active customers whom the question chooses: the ranked and the unprofitable. Between two customers
    the curve is straight, so the top 1 % of 150 customers bring the value of the first and half of the second;
    customers of equal value need no order. Gini = (2 * sum of the cumulative shares - (n + 1)) / n: 0 where all are
    equal, (n - 1) / n where one has all, above that where customers lose money. Where the total is not above 0 there
    are no shares: the curve is empty, the figures are 0 and `customers_for_80` is None. QuestionError
    `value_not_additive` for the value index, and the errors of `tiers_table`.
    """
    check_additive(question)
    texts = {"tiers": active_table(workspace, question)}
    values: dict[str, object] = {"first_points": FIRST_POINTS, "points": POINTS, "percents": list(TOP_PERCENTS)}
    prepared = Prepared(filled(Path(__file__).with_suffix(".sql"), texts), values)
    found: dict[str, list[tuple[int, Step]]] = {part: [] for part in ("curve", "top", "five", "reach", "gini")}
    for part, percent, better, value_better, value, customers in workspace.engine.rows(prepared.sql, prepared.values):
        found[part].append((percent, Step(int(better or 0), Decimal(value_better or 0), value, int(customers))))
    whole = found["gini"][0][1]
    total, count = whole.value or Decimal("0.0000"), whole.better
    curve = [step for _, step in found["curve"]] if total > 0 else []
    return Concentration(
        basis=basis_of(workspace, question),
        customers=count,
        total=total,
        customer_shares=(0.0, *(step.end / count for step in curve)) if curve else (),
        value_shares=(0.0, *(float(step.value_at(Decimal(step.end)) / total) for step in curve)) if curve else (),
        gini=_gini(whole, total) if total > 0 else 0.0,
        top_shares=_top_shares(found["top"], count, total),
        top5_share=_top5(found["five"], total),
        customers_for_80=_reach(found["reach"], total),
        statements=(prepared.statement("concentration"),),
    )


def _gini(whole: Step, total: Decimal) -> float:
    """`whole.value_better` is twice the sum of the cumulative values (each customer's counts for all behind)."""
    count = whole.better
    return float((whole.value_better / total - (count + 1)) / count)


def _top_shares(steps: Sequence[tuple[int, Step]], count: int, total: Decimal) -> dict[int, float]:
    if total <= 0:
        return dict.fromkeys(TOP_PERCENTS, 0.0)
    return {percent: float(step.value_at(Decimal(percent * count) / 100) / total) for percent, step in steps}


def _top5(steps: Sequence[tuple[int, Step]], total: Decimal) -> float:
    """Five customers or fewer bring everything where there is no fifth."""
    if total <= 0:
        return 0.0
    return float(steps[0][1].value_at(Decimal(5)) / total) if steps else 1.0


def _reach(steps: Sequence[tuple[int, Step]], total: Decimal) -> int | None:
    if total <= 0 or not steps:
        return None
    step = steps[0][1]
    missing = (total * 80 / 100 - step.value_better) / step.value
    return step.better + int(missing.to_integral_value(rounding=ROUND_CEILING))
