"""The customers behind a movement, each with what its reason is made of."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from core.metrics.cached import one_reading
from core.metrics.customer_values import GROUP_NAME, account_texts, filled, worth_column
from core.metrics.movements.moves import dates_of, moved_view, settled, since_question
from core.metrics.results import Statement
from core.metrics.tiering.tiers import ranking_table

if TYPE_CHECKING:
    import pandas as pd

    from core.metrics.question import Question
    from core.settings import RfmRules
    from core.store.workspace import Workspace

COLUMNS = (
    "customer_id customer_name moved_from moved_to moved moved_why value_from value_to orders_from orders_to "
    "revenue_from revenue_to returned_from returned_to recency_days last_order last_before first_order bought_again "
    "own_to waited value_since orders_since revenue_since returned_since"
).split()
CHOICES = ("moved_from", "moved_to", "moved", "moved_why")


@dataclass(frozen=True)
class MovedCustomers:
    """Who is behind a part of a movement. `rows` and the values are of all of them, also where `table` holds a part."""

    rows: int
    value_from: Decimal
    value_to: Decimal
    table: pd.DataFrame
    statements: tuple[Statement, ...] = ()


@one_reading
def movement_customers(
    workspace: Workspace, question: Question, chosen: tuple[tuple[str, tuple[str, ...]], ...], limit: int | None = None
) -> MovedCustomers:
    """The customers of a settled question's movement that `chosen` picks, the largest change of value first.

    `chosen`: allowed codes by one of `moved_from`, `moved_to`, `moved` and `moved_why`, all of which must hold; see
    `moved_view` for the codes. Equal changes by customer id.

    Columns: `COLUMNS`. Amounts in the workspace's currency, null where the value is unknown. returned_from,
    returned_to: taken back in the window (0 where refunds are gross). last_order: up to the second date; last_before:
    up to the first; first_order ever; bought_again: the first order after the first date; null = never. recency_days
    as of the second date. With the two-month rule: own_to, the group by the second month end alone; waited, whether the
    customer stood elsewhere by the first one alone; value_since and the like: as of `Dates.since`.
    """
    dates = dates_of(workspace, question)
    conditions = [f"m.{name} in (select unnest(${name}))" for name, _ in chosen if name in CHOICES]
    texts = account_texts(workspace, question) | {
        "moved": moved_view(workspace, question),
        "name": GROUP_NAME if question.rank_groups else "c.customer_name",
        "condition": " and ".join(conditions) or "true",
        "part": "" if limit is None else "limit $row_limit",
        "since": ranking_table(workspace, since_question(workspace, question)),
        "worth": worth_column(question),
        "returned": "m.return_amount" if question.refunds == "net" else "cast(0 as DECIMAL(18,4))",
    }
    bound: dict[str, object] = {name: list(codes) for name, codes in chosen}
    values: dict[str, object] = bound | {
        "leave_out": question.exclude_non_customers,
        "as_of": dates.after.as_of,
        "before_first": dates.before.first_month,
        "before_last": dates.before.last_month,
        "after_first": dates.after.first_month,
        "after_last": dates.after.last_month,
        "since_first": dates.since.first_month,
        "since_last": dates.since.last_month,
    }
    if limit is not None:
        values["row_limit"] = limit
    totals = (
        f"select count(*), coalesce(sum(m.value_from), 0), coalesce(sum(m.value_to), 0) "
        f"from {texts['moved']} as m where {texts['condition']}"
    )
    rows, value_from, value_to = workspace.engine.rows(totals, bound)[0]
    sql = filled(Path(__file__).with_suffix(".sql"), texts)
    table = workspace.engine.frame(sql, values)[list(COLUMNS)]
    statement = Statement("movement_customers", sql, values)
    return MovedCustomers(int(rows), Decimal(value_from), Decimal(value_to), table, (statement,))


def moved_columns(workspace: Workspace, question: Question, _rules: RfmRules) -> str:
    """The table behind the columns `moved_from`, `moved_to`, `moved` and `moved_why` of the table of customers.

    Of the question's own dates (without a date to compare with: a month before) and window.
    """
    return moved_view(workspace, settled(workspace, question, window_asked=True))
