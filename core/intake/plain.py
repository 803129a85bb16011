"""The short way for rows of sales whose every cell is plain: an ISO day, a number with a point, text.

Most rows of most large files are like that. They are typed with bare casts; all other rows take the careful way of
`validation.typed_query`. Both ways give the same rows, and every row takes exactly one of them.
"""

from __future__ import annotations

from core.intake.expressions import MONEY
from core.intake.formats import ColumnFormat
from core.intake.plan import Plan
from core.intake.reading import TextTable
from core.intake.sales_rows import is_unit_cost, sales_columns
from core.intake.validation import read_sql, typed_query, value_sql
from core.store.engine import quoted

REQUIRED = ("order_date", "amount")
NEVER_UNREADABLE = ("text", "id", "status")


def plain_queries(table: TextTable, plan: Plan) -> tuple[str, str] | None:
    """Two queries that share the rows of a table of sales: plain rows (all acceptable), the careful query of the rest.

    The columns are those of `validation.typed_query`, the plain rows without the three that say why a row is refused.
    None where the plan has columns that no cast can take (shares, flags, other dates or decimal marks).
    """
    if not _is_castable(table, plan):
        return None
    cells, conditions = [], []
    for found in plan.formats:
        raw = quoted(f"c{table.columns.index(found.header)}")
        cells.append(f"{_cast(raw, found)} as v_{found.column}")
        if found.type not in NEVER_UNREADABLE:
            conditions.append(_is_plain(raw, found))
    condition = " and ".join(conditions)
    shown = ", ".join(f"{expression} as {quoted(name)}" for name, expression in sales_columns(plan))
    source = read_sql(table, with_rows=False)
    plain = f"select {shown} from (select {', '.join(cells)} from {source} where {condition})"
    return plain, typed_query(table, plan, only=f"({condition}) is not true")


def _is_castable(table: TextTable, plan: Plan) -> bool:
    mapped = {found.column: found for found in plan.formats}
    if (
        table.has_extra
        or plan.by_order
        or table.lookups
        or plan.kind != "sales"
        or "currency" in mapped
        or not set(REQUIRED) <= set(mapped)
    ):
        return False
    if "cost" in mapped and is_unit_cost(mapped["cost"].header):
        return False
    return all(found.type in NEVER_UNREADABLE or _has_plain_form(found) for found in plan.formats)


def _has_plain_form(found: ColumnFormat) -> bool:
    if found.type == "date":
        return found.date_format == "ymd"
    return found.type in ("money", "number") and found.decimal_mark in (None, ".") and found.factor == 1


def _cast(raw: str, found: ColumnFormat) -> str:
    if found.type in NEVER_UNREADABLE:
        return value_sql(raw, found)
    return f"try_cast({raw} as {'DATE' if found.type == 'date' else MONEY})"


def _is_plain(raw: str, found: ColumnFormat) -> str:
    """True for a cell that a cast takes as the careful way would; years 1900 to 2199 are told by their digits."""
    given = f"{_cast(raw, found)} is not null"
    if found.type == "date":
        given = f"{raw} >= '19' and {raw} < '22' and {given}"
    return f"({given})" if found.column in REQUIRED else f"({raw} is null or {given})"
