"""Money given back that stands in a column of its own: no line of it is a return, so it is said and not taken off."""

from __future__ import annotations

from decimal import Decimal

from core.intake.batching.receipts import Inspection, Note, note
from core.intake.columns.headers import normalised
from core.intake.planning.plan import Choices
from core.intake.rows.validation import read_sql
from core.intake.values.column_formats import format_of_column
from core.intake.values.expressions import MONEY, number_sql
from core.intake.values.statuses import status_of
from core.store.engine import Cursor

REFUNDS = frozenset(
    "refundedamount amountrefunded refundamount refundtotal totalrefunded refunded refunds amountrefund "
    "退款金额 已退款金额 退款总额 已退金额 退货金额 退款额 部分退款金额".split()
)


def refunds_note(cursor: Cursor, inspection: Inspection) -> list[Note]:
    """How much a column of refunds holds for lines that count in full; returned and cancelled orders are out anyway."""
    table, plan = inspection.table, inspection.plan
    used = {proposal.header for proposal in plan.proposals if proposal.column}
    found = [header for header in table.columns if normalised(header) in REFUNDS and header not in used]
    if plan.kind != "sales" or inspection.ignored or not found:
        return []
    header = found[0]
    place, status = table.columns.index(header), plan.format_of("status")
    written, doubts = format_of_column("amount", header, "money", [row[place] for row in table.sample], Choices())
    if doubts:
        return []
    word = f"c{table.columns.index(status.header)}" if status else "null"
    rows = cursor.rows(
        f"select {word}, count(*), sum(abs({number_sql(f'c{place}', written, MONEY)})) as given_back "
        f"from {read_sql(table, with_rows=False)} group by all having given_back > 0"
    )
    counted = [row[2] for row in rows if status_of(row[0] or "") not in ("returned", "cancelled")]
    total: Decimal = sum(counted, start=Decimal(0))
    return [note("refunds_beside", file=table.file_name, header=header, amount=f"{total:,.2f}")] if total else []
