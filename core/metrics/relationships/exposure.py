"""What the year's money hangs on: margin by tier, the five best customers, revenue that may not come again."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from core.metrics.cached import cached, made_view, one_reading
from core.metrics.customer_values import Prepared, account_texts, filled
from core.metrics.gross_margin import margin
from core.metrics.period import basis_of
from core.metrics.results import Statement
from core.metrics.scoring.rfm_scores import scores_table
from core.metrics.tiering.tiers import tiers_table

if TYPE_CHECKING:
    import pandas as pd

    from core.metrics.question import Basis, Question
    from core.settings import RfmRules
    from core.store.engine import Cursor
    from core.store.workspace import Workspace

MOST = 200
REASONS = ("both", "segment", "silent")
TOP = 5
MARGINS = (
    "select tier, count(*), sum(revenue), sum(gross_profit), sum(costed_revenue) from {tiers} "
    "where is_active and tier is not null group by tier"
)
TOTALS = "select reason, count(*), cast(sum(revenue) as DECIMAL(18,4)) from {risk} group by reason"
NAMED = "select * exclude (customer_no) from {risk} order by revenue desc, customer_id limit $most"
BEST = (
    "select customer_id, customer_name, revenue from {tiers} where is_active and revenue > 0 "
    "order by revenue desc, customer_id limit $most"
)
ALL = "select coalesce(sum(revenue), 0) from {tiers} where is_active and revenue > 0"


@dataclass(frozen=True)
class TierMargin:
    """One tier's revenue and what is left of it; `margin` = profit / revenue of the lines with a cost, without tax."""

    code: str
    customers: int
    revenue: Decimal
    gross_profit: Decimal | None
    margin: float | None
    covered: float | None  # share of the revenue whose lines have a cost; None without revenue


@dataclass(frozen=True)
class AtRisk:
    """Revenue in the window of customers who may not come again; `share` of the revenue of all chosen customers.

    `reasons`: reason -> (customers, revenue). `table`: the first 200, most revenue first, ties by id: customer_id,
    customer_name, tier, segment, revenue, recency_days, usual_gap (days, may be missing), reason.
    """

    customers: int
    revenue: Decimal
    share: float | None
    reasons: dict[str, tuple[int, Decimal]]
    table: pd.DataFrame


@dataclass(frozen=True)
class Exposure:
    """`top5`: the five customers with most revenue (id, name, revenue); `top5_share` of the customers' revenue."""

    basis: Basis
    revenue: Decimal  # of the chosen customers with revenue above 0
    top5: tuple[tuple[str, str | None, Decimal], ...]
    top5_share: float | None
    margins: tuple[TierMargin, ...]
    at_risk: AtRisk
    statements: tuple[Statement, ...] = ()


@one_reading
def exposure(workspace: Workspace, question: Question, rules: RfmRules) -> Exposure:
    """Margin by tier, dependence on the five best customers by revenue, and revenue at risk.

    At risk: who is `at_risk` or `cant_lose` by RFM, or silent for more than 60 days and twice the own usual gap (of all
    orders so far; who ordered on one day only has none). Shares are of the revenue of the customers that the question
    chooses; customers without revenue above 0 are in neither. Tiers and errors as in `tiers_table`.
    """
    basis, tiers = basis_of(workspace, question), tiers_table(workspace, question)
    risk, prepared = at_risk_table(workspace, question, rules)
    engine = workspace.engine
    total = engine.rows(ALL.replace("{tiers}", tiers))[0][0]
    best = tuple(engine.rows(BEST.replace("{tiers}", tiers), {"most": TOP}))
    reasons = {row[0]: (int(row[1]), row[2]) for row in engine.rows(TOTALS.replace("{risk}", risk))}
    lost = sum((amount for _, amount in reasons.values()), Decimal(0))
    return Exposure(
        basis=basis,
        revenue=total,
        top5=best,
        top5_share=_share(sum((amount for _, _, amount in best), Decimal(0)), total),
        margins=_margins(workspace, question, tiers),
        at_risk=AtRisk(
            customers=sum(count for count, _ in reasons.values()),
            revenue=lost,
            share=_share(lost, total),
            reasons={reason: reasons.get(reason, (0, Decimal(0))) for reason in REASONS},
            table=engine.frame(NAMED.replace("{risk}", risk), {"most": MOST}),
        ),
        statements=(prepared.statement("revenue_at_risk"), Statement("margins", MARGINS.replace("{tiers}", tiers), {})),
    )


def at_risk_table(workspace: Workspace, question: Question, rules: RfmRules) -> tuple[str, Prepared]:
    """The name of the cached table of `revenue_at_risk.sql`, and its query."""
    basis = basis_of(workspace, question)
    texts = account_texts(workspace, question) | {
        "tiers": tiers_table(workspace, question),
        "scores": scores_table(workspace, question, rules),
    }
    values: dict[str, object] = {"as_of": basis.as_of, "last_month": basis.last_month}
    prepared = Prepared(filled(Path(__file__).with_name("revenue_at_risk.sql"), texts), values)

    def make(cursor: Cursor, name: str) -> None:
        cursor.run(f"create table {name} as {prepared.sql}", prepared.values)

    return cached(workspace, "table", "risk", (prepared.sql, sorted(values.items())), make), prepared


def risk_columns(workspace: Workspace, question: Question, rules: RfmRules) -> str:
    """The name of a view of customer_no and risk (`REASONS`), of whose revenue may not come again."""
    table, _ = at_risk_table(workspace, question, rules)
    return made_view(workspace, "risks", f"select customer_no, reason as risk from {table}")


def revenue_ranks(workspace: Workspace, question: Question, _rules: RfmRules) -> str:
    """The name of a view of customer_no and revenue_rank: the place by revenue among the chosen, 1 = most.

    Of customers with revenue above 0 in the window; equal revenue, equal place.
    """
    tiers = tiers_table(workspace, question)
    ranked = "cast(rank() over (order by revenue desc) as INTEGER)"
    query = f"select customer_no, {ranked} as revenue_rank from {tiers} where is_active and revenue > 0"
    return made_view(workspace, "revenue_ranks", query)


def _margins(workspace: Workspace, question: Question, tiers: str) -> tuple[TierMargin, ...]:
    found = {row[0]: row[1:] for row in workspace.engine.rows(MARGINS.replace("{tiers}", tiers))}
    order = (*question.cut.tiers, "unprofitable")
    return tuple(
        TierMargin(
            code=code,
            customers=int(found[code][0]),
            revenue=found[code][1],
            gross_profit=found[code][2],
            margin=margin(found[code][2], found[code][3], question.tax),
            covered=_share(found[code][3] or Decimal(0), found[code][1]),
        )
        for code in order
        if code in found
    )


def _share(part: Decimal, whole: Decimal) -> float | None:
    return float(part / whole) if whole > 0 else None
