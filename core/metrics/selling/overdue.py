"""Money that was due before the day of the figure and not paid by then."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from core.metrics.cached import cached, made_view, one_reading, remembered
from core.metrics.counted_lines import counted_lines
from core.metrics.customer_values import Prepared, filled
from core.metrics.period import basis_of
from core.metrics.results import Statement
from core.metrics.tiering.tiers import tiers_table

if TYPE_CHECKING:
    import pandas as pd

    from core.metrics.question import Basis, Question
    from core.settings import RfmRules
    from core.store.engine import Cursor
    from core.store.workspace import Workspace

AGES = ("late_30", "late_60", "late_90", "late_more")
MOST = 200
TOLD = "select count(due_date) > 0 and count(paid_date) > 0 from sales"
OF_CHOSEN = "{overdue} as o join {tiers} as t on t.customer_no = o.customer_no"
SUMS = "select count(*), cast(coalesce(sum(o.overdue), 0) as DECIMAL(18,4)), {ages} from {chosen}"
NAMED = (
    "select t.customer_id, t.customer_name, t.tier, o.* exclude (customer_no) from {chosen} "
    "order by o.overdue desc, t.customer_id limit $most"
)


@dataclass(frozen=True)
class Overdue:
    """`is_told`: the data hold due and paid dates; without them nothing can be said and the rest is empty.

    `ages`: amounts by whole days since the due date, as `AGES`: 1-30, 31-60, 61-90, more. `table`: the first 200
    customers, most first, ties by id: customer_id, customer_name, tier, overdue, the ages, oldest_days, orders.
    """

    basis: Basis
    is_told: bool
    customers: int
    amount: Decimal
    ages: dict[str, Decimal]
    table: pd.DataFrame
    statements: tuple[Statement, ...] = ()


@one_reading
def overdue(workspace: Workspace, question: Question) -> Overdue:
    """What the customers that the question chooses owe since before `as_of`.

    All orders up to `as_of`, whatever the window and the way returns count: what is owed does not depend on them.
    Lines without a customer and accounts set apart are left out. Line filters apply; tiers as in `tiers_table`.
    """
    table, prepared = overdue_table(workspace, question)
    chosen = OF_CHOSEN.replace("{overdue}", table).replace("{tiers}", tiers_table(workspace, question))
    ages = ", ".join(f"cast(coalesce(sum(o.{age}), 0) as DECIMAL(18,4))" for age in AGES)
    count, amount, *parts = workspace.engine.rows(SUMS.replace("{chosen}", chosen).replace("{ages}", ages))[0]
    return Overdue(
        basis=basis_of(workspace, question),
        is_told=payments_told(workspace),
        customers=int(count),
        amount=amount,
        ages=dict(zip(AGES, parts, strict=True)),
        table=workspace.engine.frame(NAMED.replace("{chosen}", chosen), {"most": MOST}),
        statements=(prepared.statement("overdue"),),
    )


def overdue_amounts(workspace: Workspace, question: Question, rules: RfmRules) -> str:  # noqa: ARG001 - see `further`
    """The name of a view of customer_no and overdue_amount, of who owes something since before `as_of`."""
    table, _ = overdue_table(workspace, question)
    return made_view(workspace, "owed", f"select customer_no, overdue as overdue_amount from {table} where overdue > 0")


def payments_told(workspace: Workspace) -> bool:
    """Whether the data hold both due dates and paid dates."""
    return remembered(workspace, "payments_told", None, lambda: bool(workspace.engine.rows(TOLD)[0][0]))


def overdue_table(workspace: Workspace, question: Question) -> tuple[str, Prepared]:
    """The name of the cached table of `overdue.sql`, and its query; empty where the data hold no paid dates."""
    basis = basis_of(workspace, question)
    counted = counted_lines(replace(question, refunds="net"))
    told = "true" if payments_told(workspace) else "false"
    text = filled(Path(__file__).with_suffix(".sql"), {"counted": counted.sql, "told": told})
    prepared = Prepared(text, counted.values | {"as_of": basis.as_of})

    def make(cursor: Cursor, name: str) -> None:
        cursor.run(f"create table {name} as {prepared.sql}", prepared.values)

    return cached(workspace, "table", "overdue", (prepared.sql, sorted(prepared.values.items())), make), prepared
