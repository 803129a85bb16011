"""What each customer bought and earned us in the window, and who is known: the tables that everything stands on."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from core.errors import QuestionError
from core.metrics.cached import cached, holds, one_reading
from core.metrics.line_facts import facts_of
from core.metrics.period import basis_of
from core.metrics.results import Statement
from core.settings import Refunds, ValueMeasure
from core.store.engine import Cursor, sql_text

if TYPE_CHECKING:
    from core.metrics.question import Basis, Question
    from core.settings import Tax
    from core.store.workspace import Workspace

VALUE_COLUMNS: dict[str, str] = {
    "revenue": "revenue",
    "gross_profit": "gross_profit",
    "order_count": "cast(order_count as DECIMAL(18,4))",
    "value_index": "case when current_value > 0 then value_index when current_value <= 0 then 0 end",
}
"""The value measure as an expression over the columns of the table; of the index over those of `value_parts.sql`."""
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
NOT_APART = "and m.customer_no not in (select customer_no from apart)"
"""Left out where nobody is set apart: every month of every customer would be looked for in an empty table."""
GROUP_NAME = "case when c.group_no = c.customer_no and c.parent <> c.customer_id then c.parent else c.customer_name end"
"""A group is called by what its members name as parent; where that is a customer's id, by that customer's name."""


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


def check_additive(question: Question) -> None:
    """QuestionError `value_not_additive` for a measure whose values cannot be added up to a total."""
    if question.value == "value_index":
        raise QuestionError("value_not_additive")


def worth_column(question: Question) -> str:
    """The column of a table of tiers that adds up to a total: the value; with the value index the current value."""
    return "current_value" if question.value == "value_index" else "value"


def account_texts(workspace: Workspace, question: Question) -> dict[str, str]:
    """What the statements that read facts as `m` have in common: facts, refunds, and the account that is ranked."""
    groups = question.rank_groups
    return {
        "facts": facts_of(workspace, question.filters.lines),
        "refunds": question.refunds,
        "account": "h.group_no" if groups else "m.customer_no",
        "account_join": "join customers as h on h.customer_no = m.customer_no" if groups else "",
    }


def leaves_out(workspace: Workspace, question: Question) -> bool:
    """Whether accounts that are no customers are left out, and there are any: else nobody need look for them."""
    return question.exclude_non_customers and holds(workspace, "select 1 from excluded_customers limit 1")


def values_statement(workspace: Workspace, question: Question, basis: Basis) -> Prepared:
    """The query of `customer_values.sql` for a question, without its customer filters."""
    profit, weights = profit_expression(question.tax)
    leave_out = leaves_out(workspace, question)
    texts = account_texts(workspace, question) | {"profit": profit, "not_apart": NOT_APART if leave_out else ""}
    values: dict[str, object] = {
        "leave_out": leave_out,
        "first_month": basis.first_month,
        "last_month": basis.last_month,
    }
    return Prepared(filled(Path(__file__).with_suffix(".sql"), texts), values | weights)


@one_reading
def values_table(workspace: Workspace, question: Question) -> str:
    """The name of the cached table of customer values: one row per active customer (see `customer_values.sql`).

    It depends on the window, refunds, tax, groups, accounts left out and line filters of the question, not on its
    value measure, cut and customer filters.
    """
    checked_measure(question)
    return _made(workspace, "values", values_statement(workspace, question, basis_of(workspace, question)))


def known_statement(workspace: Workspace, question: Question) -> Prepared:
    """The query of `known_accounts.sql` for a question."""
    texts = account_texts(workspace, question)
    values = _known_values(workspace, question) | {"with_filed": not question.filters.lines}
    return Prepared(filled(Path(__file__).with_name("known_accounts.sql"), texts), values)


def known_count_statement(workspace: Workspace, question: Question) -> Prepared:
    """The query of `known_count.sql` for a question without filters."""
    counted = "distinct h.group_no" if question.rank_groups else "*"
    texts = account_texts(workspace, question) | {"counted": counted}
    return Prepared(filled(Path(__file__).with_name("known_count.sql"), texts), _known_values(workspace, question))


def _known_values(workspace: Workspace, question: Question) -> dict[str, object]:
    basis = basis_of(workspace, question)
    return {"leave_out": leaves_out(workspace, question), "as_of": basis.as_of, "last_month": basis.last_month}


@one_reading
def known_table(workspace: Workspace, question: Question) -> str:
    """The name of the cached table of known customers, active or not (see `known_accounts.sql`).

    Under a line filter only customers with such lines are known.
    """
    checked_measure(question)
    return _made(workspace, "known", known_statement(workspace, question))


def _made(workspace: Workspace, kind: str, prepared: Prepared) -> str:
    def make(cursor: Cursor, name: str) -> None:
        cursor.run(f"create table {name} as {prepared.sql}", prepared.values)

    return cached(workspace, "table", kind, (prepared.sql, sorted(prepared.values.items())), make)


def filled(path: Path, texts: dict[str, str]) -> str:
    """The text of a `.sql` file with its places in braces filled; only ever by texts of our own."""
    text = sql_text(path)
    for name, replacement in texts.items():
        text = text.replace("{" + name + "}", replacement)
    return text
