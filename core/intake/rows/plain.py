"""The short way for rows of sales whose every cell is plain: a day as most of the file writes it, numbers with a point.

Most rows of most large files are like that. The scan types them itself; all other rows take the careful way of
`validation.typed_query`. Both ways give the same rows, and every row takes exactly one of them.
"""

from __future__ import annotations

from datetime import datetime

from core.intake.files.reading import TextTable
from core.intake.planning.plan import Plan
from core.intake.rows.lines import Queries
from core.intake.rows.sales_rows import is_unit_cost, sales_columns, told_columns
from core.intake.rows.validation import TypedScan, read_sql, typed_query, value_sql
from core.intake.values.expressions import MONEY
from core.intake.values.formats import ColumnFormat
from core.store.engine import literal, quoted

REQUIRED = ("order_date", "amount")
NEVER_UNREADABLE = ("text", "id", "status")
DATE_STYLES = tuple(f"{day}{time}" for day in ("%Y-%m-%d", "%Y/%m/%d") for time in ("", " %H:%M:%S", " %H:%M"))
LOOKED_AT = 200  # cells of the sample that say how days are written


def acceptable_lines(table: TextTable, plan: Plan) -> Queries:
    """The acceptable lines of a table: plain rows first where there are any, the others with care."""
    ways = plain_queries(table, plan)
    plain, careful = ways or ("", typed_query(table, plan))
    accepted = f"select * from ({careful}) where refused_rule is null"
    return Queries((plain, accepted) if plain else (accepted,), table.rows, told_columns(plan))


def plain_queries(table: TextTable, plan: Plan) -> tuple[str, str] | None:
    """Two queries that share the rows of a table of sales: plain rows (all acceptable), the careful query of the rest.

    The columns are those of `validation.typed_query`, the plain rows without the three that say why a row is refused.
    None where the plan has columns that the scan cannot type (shares, flags, other dates or decimal marks).
    """
    style = _date_style(table, plan) if _is_castable(table, plan) else None
    if style is None:
        return None
    cells, types, plain, rest = list[str](), dict[str, str](), list[str](), list[str]()
    for found in plan.formats:
        name = f"c{table.columns.index(found.header)}"
        raw = quoted(name)
        if found.type in NEVER_UNREADABLE:
            bare = table.scan.tight and found.type != "status" and not (found.missing or found.strip_point_zero)
            cells.append(f"{raw if bare else value_sql(raw, found)} as v_{found.column}")
            if found.column == "customer_id" and not plan.damaged_ids:
                unshortened = f"({raw} is null or not contains({raw}, 'E+'))"
                plain.append(unshortened)
                rest.append(unshortened)
            continue
        types[name] = "DATE" if found.type == "date" else MONEY
        cells.append(f"{raw} as v_{found.column}")
        if found.type == "date" or found.column in REQUIRED:
            plain.append(_is_plain(raw, found))
        rest.append(_would_be_plain(raw, found, style))
    shown = ", ".join(f"{expression} as {quoted(name)}" for name, expression in sales_columns(plan))
    scan = read_sql(table, with_rows=False, typed=TypedScan(types, style))
    query = f"select {shown} from (select {', '.join(cells)} from {scan} where {' and '.join(plain)})"
    return query, typed_query(table, plan, only=f"({' and '.join(rest)}) is not true")


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


def _date_style(table: TextTable, plan: Plan) -> str | None:
    """How most days of the sample are written; None where there is no such way."""
    places = [table.columns.index(found.header) for found in plan.formats if found.type == "date"]
    cells = [cell for row in table.sample[:LOOKED_AT] for place in places if (cell := row[place])]
    fitting = {style: sum(_fits(cell, style) for cell in cells) for style in DATE_STYLES}
    best = max(fitting, key=lambda style: fitting[style])
    return best if cells and fitting[best] >= len(cells) / 2 else None


def _fits(cell: str, style: str) -> bool:
    try:
        datetime.strptime(cell.strip(), style)  # noqa: DTZ007 - only whether it fits
    except ValueError:
        return False
    return True


def _is_plain(raw: str, found: ColumnFormat) -> str:
    """Of a typed cell: whether it stays; the scan makes 1900-01-01 of the words "epoch" and "infinity"."""
    given = f"{raw} > DATE '1900-01-01' and {raw} < DATE '2200-01-01'" if found.type == "date" else f"{raw} is not null"
    return f"({given})" if found.column in REQUIRED else f"({raw} is null or {given})"


def _would_be_plain(raw: str, found: ColumnFormat, style: str) -> str:
    """Of a cell as text: whether the scan takes it and it stays."""
    value = f"try_cast({raw} as {MONEY})"
    if found.type == "date":
        value = f"cast(try_strptime({raw}, {literal(style)}) as DATE)"
    stays = _is_plain(value, found)
    return stays if found.column in REQUIRED else f"({raw} is null or ({value} is not null and {stays}))"
