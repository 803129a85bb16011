"""Whether the lines of orders add up to the totals that the file of orders gives: said, and not decided upon."""

from __future__ import annotations

from core.intake.batching.receipts import Note, note
from core.intake.columns.headers import candidates
from core.intake.files.reading import Lookup, TextTable
from core.intake.planning.plan import Choices, Plan
from core.intake.rows.validation import read_sql, typed_query
from core.intake.values.column_formats import format_of_column
from core.intake.values.expressions import MONEY, number_sql, text_sql
from core.store.engine import Cursor

ENOUGH = 0.7  # how sure a header is to be an amount
TOLERANCE = "0.01"  # of a total, and of one unit of money


def totals_note(cursor: Cursor, table: TextTable, plan: Plan) -> list[Note]:
    """In which share of the orders the lines add up to the total, for the first file of orders that gives totals."""
    order = plan.format_of("order_id")
    for lookup in table.lookups if order else ():
        header = _total(lookup)
        if header and order:
            orders = text_sql(f"c{table.columns.index(order.header)}", order)
            share = _share(cursor, table, plan, orders, header)
            if share is not None:
                return [note("totals_compared", file=table.file_name, other=lookup.source, header=header, share=share)]
    return []


def _total(lookup: Lookup) -> str | None:
    """The header, among the lines, of the total that a file of orders lends; None where it has none."""
    if lookup.meaning != "order_id":
        return None
    for header, _ in lookup.columns:
        found = candidates(header, "sales")
        if found and found[0][0] == "amount" and found[0][1] >= ENOUGH:
            return header
    return None


def _share(cursor: Cursor, table: TextTable, plan: Plan, orders: str, header: str) -> float | None:
    place = table.columns.index(header)
    written, doubts = format_of_column("amount", header, "money", [row[place] for row in table.sample], Choices())
    if doubts:
        return None
    total = number_sql(f"c{place}", written, MONEY)
    found = cursor.value(
        f"with lines as (select order_id, sum(amount) as lines_sum from ({typed_query(table, plan)}) "
        "where refused_rule is null group by order_id), "
        f"totals as (select {orders} as order_id, max({total}) as total "
        f"from {read_sql(table, with_rows=False)} group by all) "
        f"select avg(case when abs(lines_sum - total) <= {TOLERANCE} * greatest(abs(total), 1) then 1.0 else 0.0 end) "
        "from lines join totals on lines.order_id = totals.order_id where total is not null"
    )
    return None if found is None else float(found)
