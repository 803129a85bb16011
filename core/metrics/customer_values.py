"""What each known customer bought and earned us in the window: the table that tiers, scores and lists stand on."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from core.errors import QuestionError
from core.metrics.cached import cached, one_reading
from core.metrics.period import basis_of
from core.metrics.results import Statement
from core.settings import Refunds, ValueMeasure
from core.store.engine import Cursor, sql_text
from core.store.facts import facts_of

if TYPE_CHECKING:
    from core.metrics.question import Basis, Question
    from core.settings import Tax
    from core.store.workspace import Workspace

VALUE_COLUMNS: dict[str, str] = {
    "revenue": "revenue",
    "gross_profit": "gross_profit",
    "order_count": "cast(order_count as DECIMAL(18,4))",
}
"""The value measure as an expression over the columns of the table."""
TAX_PLACES = 6
UNTAXED_PROFIT = "costed_total - cost_total"
TAXED_PROFIT = (
    "cast(cast(sign({units}) * ((2 * abs({units}) + $per) // (2 * $per)) as DECIMAL(28,0)) "
    "* cast(0.0001 as DECIMAL(5,4)) as DECIMAL(18,4))"
)
PROFIT_UNITS = (
    "(cast(cast(costed_total as DECIMAL(18,4)) * cast(10000 as DECIMAL(5,0)) as HUGEINT) * $amount_weight "
    "- cast(cast(cost_total as DECIMAL(18,4)) * cast(10000 as DECIMAL(5,0)) as HUGEINT) * $cost_weight)"
)
KNOWN_BY_FILE = "({who}.joined_on <= $as_of or {who}.in_file and {who}.joined_on is null)"
NOT_APART = "not exists (select 1 from apart as a where a.customer_no = {who}.customer_no)"
GROUP_NAME = "case when c.group_no = c.customer_no and c.parent <> c.customer_id then c.parent else c.customer_name end"


@dataclass(frozen=True)
class Prepared:
    """A statement with its texts filled in and its values to bind."""

    sql: str
    values: dict[str, object]

    def statement(self, name: str) -> Statement:
        """The same to show to a reader."""
        return Statement(name, self.sql, self.values)


def profit_expression(tax: Tax) -> tuple[str, dict[str, object]]:
    """Gross profit from `costed_total` and `cost_total`, both without tax, and the values to bind.

    With tax the difference is taken in whole numbers and divided once, rounded half up (away from zero) to 4 places.
    """
    if not tax.rate or not (tax.in_amounts or tax.in_costs):
        return UNTAXED_PROFIT, {}
    if not Decimal(0) <= tax.rate <= Decimal(10):
        raise QuestionError("tax_invalid", rate=tax.rate)
    one = 10**TAX_PLACES
    per = one + int((tax.rate * one).to_integral_value())
    weights = {"amount_weight": one if tax.in_amounts else per, "cost_weight": one if tax.in_costs else per}
    return TAXED_PROFIT.replace("{units}", PROFIT_UNITS), {"per": per, **weights}


def checked_measure(question: Question) -> str:
    """The expression of the value measure. QuestionError `value_unknown` or `refunds_unknown` for a word not listed."""
    if question.refunds not in get_args(Refunds):
        raise QuestionError("refunds_unknown", refunds=question.refunds)
    if question.value not in VALUE_COLUMNS:
        raise QuestionError("value_unknown", value=question.value, values=", ".join(get_args(ValueMeasure)))
    return VALUE_COLUMNS[question.value]


def values_statement(workspace: Workspace, question: Question, basis: Basis) -> Prepared:
    """The query of `customer_values.sql` for a question, without its customer filters."""
    profit, weights = profit_expression(question.tax)
    groups = question.rank_groups
    filed = f"{KNOWN_BY_FILE} and {NOT_APART}"
    member = f"exists (select 1 from customers as g where g.group_no = c.customer_no and {filed})"
    texts = {
        "facts": facts_of(workspace, question.filters.lines),
        "refunds": question.refunds,
        "account": "h.group_no" if groups else "m.customer_no",
        "account_join": "join customers as h on h.customer_no = m.customer_no" if groups else "",
        "account_name": GROUP_NAME if groups else "c.customer_name",
        "is_filed": member.replace("{who}", "g") if groups else filed.replace("{who}", "c"),
        "profit": profit,
    }
    values: dict[str, object] = {
        "leave_out": question.exclude_non_customers,
        "as_of": basis.as_of,
        "first_month": basis.first_month,
        "last_month": basis.last_month,
        "with_filed": not question.filters.lines,
    }
    return Prepared(filled(Path(__file__).with_suffix(".sql"), texts), values | weights)


@one_reading
def values_table(workspace: Workspace, question: Question) -> str:
    """The name of the cached table of customer values: one row per known customer (see `customer_values.sql`).

    It depends on the day, window, refunds, tax, groups, accounts left out and line filters of the question, not on its
    value measure, cut and customer filters. Under a line filter only customers with such lines are known.
    """
    checked_measure(question)
    basis = basis_of(workspace, question)
    prepared = values_statement(workspace, question, basis)

    def make(cursor: Cursor, name: str) -> None:
        cursor.run(f"create table {name} as {prepared.sql}", prepared.values)

    return cached(workspace, "table", "values", (prepared.sql, sorted(prepared.values.items())), make)


def filled(path: Path, texts: dict[str, str]) -> str:
    """The text of a `.sql` file with its places in braces filled; only ever by texts of our own."""
    text = sql_text(path)
    for name, replacement in texts.items():
        text = text.replace("{" + name + "}", replacement)
    return text
