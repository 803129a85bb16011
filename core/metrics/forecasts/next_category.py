"""Which category of products fits each customer next, from what similar customers bought next."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from core.metrics.cached import cached, made_view, one_reading
from core.metrics.customer_values import Prepared, account_texts, filled
from core.metrics.line_facts import lines_of
from core.metrics.period import basis_of, calendar_of, months_back
from core.metrics.purchase_days import COUNTED
from core.metrics.surveys.satisfaction_tiers import valuable_tiers
from core.metrics.tiering.tiers import ranking_table, with_inactive
from core.store.engine import Cursor
from core.store.facts import NUMBERED

if TYPE_CHECKING:
    from core.metrics.question import Question
    from core.settings import RfmRules
    from core.store.workspace import Workspace

LEAST_SUPPORT = 20
DEVIATIONS = 1.645
"""One-sided 5 %: of categories that have nothing to do with each other, one pair in twenty looks as if they had."""
FIRST = "select customer_no, next_category, next_category_support, next_category_similar, next_category_share from "


@dataclass(frozen=True)
class Fit:
    """A category that fits a customer next: `support` of `similar` customers, who also began `after`, took it next."""

    category: str
    after: str
    support: int
    similar: int


@dataclass(frozen=True)
class Backtest:
    """How good the proposals of an earlier day were, beside as many of what most customers buy.

    `customers`: had a proposal then, and in the months after it bought a category that they had not bought in the
    window before. `hits`: those of them who bought one of the proposed; `popular_hits`: one of the most bought.
    """

    day: date
    customers: int
    hits: int
    popular_hits: int

    @property
    def hit_rate(self) -> float | None:
        """The share of hits 0-1; None without customers."""
        return self.hits / self.customers if self.customers else None

    @property
    def popular_rate(self) -> float | None:
        """The same for what most customers buy."""
        return self.popular_hits / self.customers if self.customers else None


def category_statement(workspace: Workspace, question: Question, file: str = "next_category.sql") -> Prepared:
    """The query of `next_category.sql` for a question."""
    basis = basis_of(workspace, question)
    lines, values = lines_of(question.filters.lines)
    texts = {
        **account_texts(workspace, question),
        "people": with_inactive(workspace, question, ranking_table(workspace, question)),
        "lines_of": lines,
        "customers_of": NUMBERED,
        "counted": COUNTED[question.refunds],
    }
    sql = filled(Path(__file__).with_name(file), texts)
    return Prepared(
        sql,
        values
        | {
            "as_of": basis.as_of,
            "first_month": basis.first_month,
            "valuable": list(valuable_tiers(question.cut)),
            "least": LEAST_SUPPORT,
            "deviations": DEVIATIONS,
        },
    )


@one_reading
def fitting_table(workspace: Workspace, question: Question) -> str:
    """The name of the cached table of `next_category.sql`: the three best proposals of each customer.

    From the order lines up to `as_of` only, under the question's line filters, refunds and groups; without accounts
    set apart and lines without a category. Similar customers are everybody among whom the question ranks, whatever its
    filters then choose; the two groups of tiers are Key and Important, and everybody else, the inactive included.
    Several categories begun on one day all count as bought next. A customer counts among those similar to itself.
    """
    prepared = category_statement(workspace, question)

    def make(cursor: Cursor, name: str) -> None:
        cursor.run(f"create table {name} as {prepared.sql}", prepared.values)

    return cached(workspace, "table", "fitting", (prepared.sql, sorted(prepared.values.items())), make)


def next_categories(workspace: Workspace, question: Question, rules: RfmRules) -> str:  # noqa: ARG001 - see `further`
    """The name of a view with the best proposal of each customer that has one, for the table of customers."""
    return made_view(workspace, "next", f"{FIRST}{fitting_table(workspace, question)} where place = 1")


def fits_of(workspace: Workspace, question: Question, customer_no: int) -> tuple[Fit, ...]:
    """The proposals for one customer (or group account), best first; none where nothing is known well enough."""
    query = (
        "select next_category, after_category, next_category_support, next_category_similar "
        f"from {fitting_table(workspace, question)} where customer_no = $customer_no order by place"
    )
    return tuple(Fit(*row) for row in workspace.engine.rows(query, {"customer_no": customer_no}))


@one_reading
def backtest(workspace: Workspace, question: Question, months: int = 3) -> Backtest | None:
    """What the proposals made `months` months before the question's day were good for; None where data begin later.

    For each customer as many categories are guessed in both ways: what most customers bought in the window then, of
    what the customer did not, ties by name, against the proposals.
    """
    basis = basis_of(workspace, question)
    earlier = months_back(basis.last_month, months)
    if earlier < calendar_of(workspace).first_month:
        return None
    then = replace(question, as_of=f"{earlier:%Y-%m}", compared_with=None)
    prepared = category_statement(workspace, then, "next_category_test.sql")
    sql = prepared.sql.replace("{fitting}", fitting_table(workspace, then))
    values = {name: value for name, value in prepared.values.items() if name not in ("valuable", "least", "deviations")}
    found = workspace.engine.rows(sql, values | {"until": basis.as_of})[0]
    return Backtest(basis_of(workspace, then).as_of, *(int(count) for count in found))
