"""The customer pyramid: how many customers are in each tier, and what they bring."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from core.metrics.cached import one_reading
from core.metrics.customer_values import (
    Prepared,
    checked_measure,
    filled,
    known_count_statement,
    leaves_out,
    profit_expression,
    values_statement,
    values_table,
    worth_column,
)
from core.metrics.line_facts import facts_of
from core.metrics.period import basis_of
from core.metrics.question import Filters
from core.metrics.results import Pyramid, Statement, Tier
from core.metrics.tiering.tiers import active_table, cuts_statement, ranking_table, tiers_table
from core.metrics.worth.value_parts import parts_statement, parts_table
from core.metrics.worth.value_question import money_measure

if TYPE_CHECKING:
    from core.metrics.question import Basis, Question
    from core.settings import ValueMeasure
    from core.store.engine import Row
    from core.store.workspace import Workspace

ZERO = Decimal(0).quantize(Decimal("0.0001"))


@dataclass(frozen=True)
class Part:
    """A part of the company's window (see `company.sql`)."""

    accounts: int = 0
    lines: int = 0
    revenue: Decimal = ZERO
    costed_revenue: Decimal = ZERO
    value: Decimal = ZERO


@one_reading
def pyramid(workspace: Workspace, question: Question) -> Pyramid:
    """Tiers, best first, with customers, value, shares and the cut values used.

    Ranked are active customers with a value above 0; equal values share the better tier; tiers may be empty. Under
    customer filters the figures are of the chosen customers while the cut values stay those of everybody ranked.
    `company_total` = value of all counted lines of the window (of the filtered lines under a line filter); it is the
    sum of all customers' values, of lines without a customer and of accounts set apart. `excluded_customers` are
    accounts set apart with a counted line in the window. With gross profit, customers whose lines have no cost are
    neither ranked nor unprofitable but `uncosted_customers`; `profit_coverage` is of the company's revenue. The value
    index has no total: tiers, totals and shares are of current value then, the cut values of the index.
    Errors: `no_data`, `cut_invalid`, `filter_unknown` and those of `basis_of`.
    """
    basis = basis_of(workspace, question)
    ranking, chosen = ranking_table(workspace, question), active_table(workspace, question)
    parts, company, coverage = _parts(workspace, question, basis)
    summary = Prepared(
        filled(Path(__file__).with_suffix(".sql"), {"tiers": chosen, "worth": worth_column(question)}), {}
    )
    found = _by_tier(workspace.engine.rows(summary.sql))
    whole = found if ranking == chosen else _by_tier(workspace.engine.rows(summary.sql.replace(chosen, ranking)))
    active = sum(customers for customers, _, _ in found.values())
    tiers = question.cut.tiers
    ranked, total = sum(found[code][0] for code in tiers), sum((found[code][1] for code in tiers), ZERO)
    return Pyramid(
        basis=basis,
        customers_ranked=ranked,
        total=total,
        company_total=company,
        tiers=tuple(
            _tier(code, found[code], cut_value=whole[code][2], ranked=ranked, total=total, company=company)
            for code in tiers
        ),
        unprofitable_customers=found["unprofitable"][0],
        unprofitable_value=found["unprofitable"][1],
        inactive_customers=_known(workspace, question) - active,
        unassigned_lines=parts["unassigned"].lines,
        unassigned_revenue=parts["unassigned"].revenue,
        excluded_customers=parts["excluded"].accounts,
        excluded_value=parts["excluded"].value,
        profit_coverage=coverage if _money(workspace, question) == "gross_profit" else None,
        statements=_statements(workspace, question, basis, summary),
        uncosted_customers=found[None][0],
    )


class _ByTier(dict[str | None, tuple[int, Decimal, Decimal | None]]):
    """Customers, value and smallest value by tier; nobody where a tier does not occur."""

    def __missing__(self, code: str | None) -> tuple[int, Decimal, Decimal | None]:
        return 0, ZERO, None


def _by_tier(rows: list[Row]) -> _ByTier:
    return _ByTier({tier: (customers, value, smallest) for tier, customers, value, smallest in rows})


def _tier(
    code: str,
    found: tuple[int, Decimal, Decimal | None],
    *,
    cut_value: Decimal | None,
    ranked: int,
    total: Decimal,
    company: Decimal,
) -> Tier:
    customers, value, _ = found
    return Tier(
        code=code,
        customers=customers,
        customer_share=customers / ranked if ranked else 0.0,
        value=value,
        value_share=share(value, total),
        company_share=share(value, company),
        cut_value=cut_value,
    )


def share(part: Decimal, whole: Decimal) -> float:
    """A share; 0 of a whole that is 0."""
    return float(part / whole) if whole else 0.0


def _known(workspace: Workspace, question: Question) -> int:
    """How many customers are known and chosen; without filters they need not be listed for it."""
    counted = known_count_statement(workspace, question)
    if question.filters != Filters():
        counted = Prepared(f"select count(*) from {tiers_table(workspace, question)}", {})
    return int(workspace.engine.rows(counted.sql, counted.values)[0][0])


def _parts(workspace: Workspace, question: Question, basis: Basis) -> tuple[dict[str, Part], Decimal, float]:
    """The parts beside the customers, the company's total, and the share of its revenue that has a cost.

    Values of customers are added up as rounded, so that all reconcile.
    """
    prepared = _company_statement(workspace, question, basis)
    indexed = question.value == "value_index"
    customers = parts_table(workspace, question) if indexed else values_table(workspace, question)
    measure = worth_column(question) if indexed else checked_measure(question)
    parts = {part: Part() for part in ("unassigned", "excluded")}
    for name, *numbers in workspace.engine.rows(prepared.sql, prepared.values):
        parts[name] = Part(*numbers)
    value, revenue, costed = workspace.engine.rows(
        f"select coalesce(sum({measure}), 0), coalesce(sum(revenue), 0), coalesce(sum(costed_revenue), 0) "
        f"from {customers}"
    )[0]
    beside = parts.values()
    revenue += sum(part.revenue for part in beside)
    costed += sum(part.costed_revenue for part in beside)
    return parts, value + sum(part.value for part in beside), share(costed, revenue)


def _money(workspace: Workspace, question: Question) -> ValueMeasure:
    """The measure of totals: the question's own; for the value index, which has none, what current value is made of."""
    return money_measure(workspace, question) if question.value == "value_index" else question.value


def _company_statement(workspace: Workspace, question: Question, basis: Basis) -> Prepared:
    profit, weights = profit_expression(question.tax)
    measures = {"revenue": "amount_total", "order_count": "orders_n", "gross_profit": f"coalesce({profit}, 0)"}
    texts = {
        "facts": facts_of(workspace, question.filters.lines),
        "refunds": question.refunds,
        "value": f"cast({measures[_money(workspace, question)]} as DECIMAL(18,4))",
    }
    values: dict[str, object] = {
        "leave_out": leaves_out(workspace, question),
        "first_month": basis.first_month,
        "last_month": basis.last_month,
    }
    if _money(workspace, question) == "gross_profit":
        values |= weights
    return Prepared(filled(Path(__file__).with_name("company.sql"), texts), values)


def _statements(workspace: Workspace, question: Question, basis: Basis, summary: Prepared) -> tuple[Statement, ...]:
    shown = [values_statement(workspace, question, basis).statement("customer_values")]
    if question.value == "value_index":
        shown.append(parts_statement(workspace, question).statement("value_parts"))
    if question.cut.method != "thresholds":
        shown.append(cuts_statement(workspace, question).statement(f"{question.cut.method}_cuts"))
    shown.append(summary.statement("pyramid"))
    shown.append(_company_statement(workspace, question, basis).statement("company"))
    return tuple(shown)
