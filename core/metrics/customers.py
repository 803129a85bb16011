"""The table of customers: what all lists, exports and drill-downs stand on."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import QuestionError
from core.metrics.cached import one_reading
from core.metrics.customer_values import Prepared, filled, worth_column
from core.metrics.further import FURTHER, joined, mentioned
from core.metrics.period import basis_of
from core.metrics.results import CustomerTable
from core.metrics.scoring.rfm_scores import everybody_scored
from core.metrics.surveys.customer_satisfaction import satisfaction_table
from core.metrics.tiering.tiers import chosen_of, with_inactive
from core.store.engine import quoted

if TYPE_CHECKING:
    from core.metrics.question import Question
    from core.settings import RfmRules
    from core.store.workspace import Workspace

FROM_SCORES = (
    "customer_id customer_name tier r f m segment class order_count revenue gross_profit value last_order first_order"
).split()
FROM_CUSTOMERS = (
    "region channel owner kind nature industry city grade source parent annual_need cost_to_serve credit_limit "
    "payment_terms phone email contact contact_role opted_out joined_on birthday"
).split()
COLUMNS: tuple[str, ...] = (
    *FROM_SCORES,
    "recency_days",
    "rank",
    "tenure_days",
    "satisfaction_index",
    *FROM_CUSTOMERS,
)
"""The columns of every table. Money is Decimal, dates are dates, scores and days whole numbers; missing = unknown."""
Where = tuple[str, dict[str, object]]


@one_reading
def customers(
    workspace: Workspace,
    question: Question,
    rules: RfmRules,
    *,
    where: Where | None = None,
    order_by: str = "value",
    descending: bool = True,
    limit: int | None = None,
    offset: int = 0,
    further: Sequence[str] = (),
) -> CustomerTable:
    """One row per known customer that the question and `where` choose, with `COLUMNS`.

    Behind them stand the columns of `core.metrics.further` that are asked for, by name, by `where` or by the order.
    `where`: a predicate over the columns with `$names`, and what to bind to them. Unknown values come last in either
    direction, equal ones by customer_id. `rows` and `value` are of all that fit, also where `limit` shows a part; with
    the value index, which has no total, `value` is their current value.
    `recency_days` and `tenure_days` are known of everybody who ever bought, scores only with an order in the window.
    With group accounts the attributes are those of the account itself. `satisfaction_index` is the customer's own, by
    the weights kept with the workspace. Errors: those of `rfm`, and `order_unknown` for a column that is not there.
    """
    if order_by not in COLUMNS and order_by not in FURTHER:
        raise QuestionError("order_unknown", column=order_by, columns=", ".join((*COLUMNS, *FURTHER)))
    basis = basis_of(workspace, question)
    condition, bound = where or ("true", {})
    worth = worth_column(question)
    wanted = [*further, *mentioned(f"{condition} {quoted(order_by)} {quoted(worth)}")]
    listed = listed_statement(workspace, question, rules, wanted)
    values = listed.values | bound
    order = f"{quoted(order_by)} {'desc' if descending else 'asc'} nulls last, customer_id"
    part = "" if limit is None else "limit $row_limit offset $row_offset"
    query = f"{listed.sql}select * exclude (customer_no) from listed\nwhere {condition}\norder by {order}\n{part}"
    shown = values if limit is None else values | {"row_limit": limit, "row_offset": offset}
    totals = f"{listed.sql}select count(*), coalesce(sum({worth}), 0) from listed where {condition}"
    rows, value = workspace.engine.rows(totals, values)[0]
    return CustomerTable(
        basis=basis,
        rows=int(rows),
        value=value,
        table=workspace.engine.frame(query, shown),
        statements=(Prepared(query, shown).statement("customers"),),
    )


def listed_statement(workspace: Workspace, question: Question, rules: RfmRules, wanted: Sequence[str] = ()) -> Prepared:
    """The start of a query, `with ... listed as (...)`: customer_no, `COLUMNS` and the further columns `wanted`."""
    everybody = with_inactive(workspace, question, everybody_scored(workspace, question, rules))
    chosen = chosen_of(workspace, question, everybody)
    more, joins = joined(workspace, question, rules, wanted)
    columns = [
        "s.customer_no",
        *(f"s.{quoted(name)}" for name in FROM_SCORES),
        "$as_of - s.last_order as recency_days",
        's.place as "rank"',
        "$as_of - s.first_order as tenure_days",
        "a.satisfaction_index",
        *(f"c.{quoted(name)}" for name in FROM_CUSTOMERS),
        *more,
    ]
    texts = {
        "everybody": everybody,
        "columns": ", ".join(columns),
        "contentment": satisfaction_table(workspace, question),
        "further": joins,
        "chosen": "true"
        if chosen == everybody
        else f"exists (select 1 from {chosen} as o where o.customer_no = s.customer_no)",
    }
    return Prepared(filled(Path(__file__).with_suffix(".sql"), texts), {"as_of": basis_of(workspace, question).as_of})
