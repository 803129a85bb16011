"""How deep our relationships go: revenue after the first order, from new categories, from more of the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from core.metrics.cached import one_reading
from core.metrics.customer_values import account_texts, filled
from core.metrics.line_facts import lines_of
from core.metrics.period import basis_of, calendar_of, month_end, months_back
from core.metrics.purchase_days import COUNTED
from core.metrics.relationships.relations import relations_table
from core.metrics.results import Statement
from core.store.facts import NUMBERED

if TYPE_CHECKING:
    from core.metrics.question import Basis, Question
    from core.settings import RfmRules
    from core.store.workspace import Workspace

RETURNED = {"net": "-size", "gross": "0"}
"""What a return line adds to revenue."""


@dataclass(frozen=True)
class Categories:
    """Revenue of the window by what the customer had bought before; of customers that ordered before the window.

    `cross_sell`: in categories never ordered before the window. `up_sell`: the rises against the earlier window, in the
    categories ordered in that. `revenue`: of all lines with a category.
    """

    cross_sell: Decimal
    cross_sell_customers: int
    up_sell: Decimal
    up_sell_customers: int
    revenue: Decimal


@dataclass(frozen=True)
class Depth:
    """Revenue of the window. `revenue` = `first_orders` + `repeat`; returns count against the repeat revenue.

    `categories` is None where the earlier window does not lie inside the data (or there is none), or no line names a
    category: `why_without`, `history` or `categories`. `referrals` and who made them: None where nobody's record says.
    """

    revenue: Decimal
    first_orders: Decimal
    first_buyers: int
    repeat: Decimal
    categories: Categories | None
    why_without: str | None
    referring_customers: int | None
    referrals: Decimal | None
    statements: tuple[Statement, ...]

    @property
    def repeat_share(self) -> float | None:
        """The share of repeat revenue; None without revenue above 0."""
        return float(self.repeat / self.revenue) if self.revenue > 0 else None


@one_reading
def depth(workspace: Workspace, question: Question, rules: RfmRules) -> Depth:
    """Repeat, cross-sell and up-sell revenue of the window and referrals, of the customers that the question chooses.

    Repeat: all but the first order ever. Of several orders on the first day the largest is the first. Cross-sell and
    up-sell need the earlier window, and a category on the line; customers won in the window have neither. A customer's
    rise in one category is not offset by a fall in another. Refunds, groups and line filters as in the question.
    """
    basis = basis_of(workspace, question)
    relations = relations_table(workspace, question, rules)
    sql = filled(Path(__file__).with_name("repeat.sql"), {"relations": relations})
    values: dict[str, object] = {"first_month": basis.first_month}
    revenue, first, buyers, referring, referrals = workspace.engine.rows(sql, values)[0]
    statements = [Statement("repeat", sql, values)]
    categories, why = None, None
    if not is_earlier_known(workspace, basis):
        why = "history"
    elif not workspace.engine.rows("select 1 from sales where category <> '' limit 1"):
        why = "categories"
    else:
        categories, statement = _categories(workspace, question, basis, relations)
        statements.append(statement)
    return Depth(
        revenue, first, buyers, revenue - first, categories, why, referring, referrals, tuple(statements)
    )  # fmt: skip


def is_earlier_known(workspace: Workspace, basis: Basis) -> bool:
    """Whether there is an earlier window, and the data reach back to its beginning."""
    if basis.window_months is None:
        return False
    return months_back(basis.first_month, basis.window_months) >= calendar_of(workspace).first_month


def _categories(workspace: Workspace, question: Question, basis: Basis, relations: str) -> tuple[Categories, Statement]:
    lines, bound = lines_of(question.filters.lines)
    texts = {
        **account_texts(workspace, question),
        "lines_of": lines,
        "customers_of": NUMBERED,
        "counted": COUNTED[question.refunds],
        "returned": RETURNED[question.refunds],
        "relations": relations,
    }
    sql = filled(Path(__file__).with_suffix(".sql"), texts)
    values = bound | {
        "first_month": basis.first_month,
        "earlier_first": months_back(basis.first_month, basis.window_months or 0),
        "end_day": month_end(basis.last_month) + timedelta(days=1),
        "leave_out": question.exclude_non_customers,
    }
    return Categories(*workspace.engine.rows(sql, values)[0]), Statement("depth", sql, values)
