"""Text -> typed rows: one query reads a table, types every cell and says of each refused row which rule it broke."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core.intake.files.reading import ASKED_COLUMN, EXTRA_COLUMN, UNFOUND_COLUMN, TextTable
from core.intake.planning.plan import Choices, Doubt, Plan, WideColumn, check_plan, missing_columns
from core.intake.rows.order_rows import filled_down, spread_amounts
from core.intake.rows.rules import Rule, refusal_columns
from core.intake.rows.sales_rows import computed_columns, customer_sql, sales_columns, sales_rules
from core.intake.rows.side_rows import side_columns, side_rules
from core.intake.rows.wide_rows import wide_query
from core.intake.values.deciding import plan_of
from core.intake.values.expressions import (
    MONEY,
    date_sql,
    flag_sql,
    is_given,
    is_no_day,
    is_too_large,
    number_sql,
    share_sql,
    status_sql,
    text_sql,
)
from core.intake.values.formats import ColumnFormat
from core.intake.values.worded import score_sql
from core.store.engine import literal, quoted

__all__ = [
    "Choices",
    "Doubt",
    "Plan",
    "WideColumn",
    "check_plan",
    "missing_columns",
    "plan_of",
    "read_sql",
    "typed_query",
]

MAX_LINE_BYTES = 16_000_000
BUFFER_BYTES = 1 << 25  # of a file at a time; left to itself the engine would take 16 lines of that size
ROW_COLUMN = "__row"
UNFOUND = {
    "order_id": ("order_missing", "order_not_found"),
    "product_code": ("product_missing", "product_not_found"),
    "customer_id": ("customer_missing", "customer_not_found"),
}
"""What is said of a row whose key is empty, or in no row of the other table; by what the key is."""


@dataclass(frozen=True)
class TypedScan:
    """Columns of a file (c0, c1, ...) that the scan itself shall type, and how their days are written (strftime)."""

    types: Mapping[str, str]
    date_style: str


def typed_query(table: TextTable, plan: Plan, *, with_rows: bool = False, only: str | None = None) -> str:
    """A SELECT that gives one typed row per data row of the file (wide surveys: per answer).

    Columns: those of the kind's table in `tables.sql` without batch_id, occurrence and file_row, then `refused_rule`
    (null = accepted, else the code of the first broken rule), `refused_column` (the header concerned) and
    `refused_value` (the cell as it stands); with `with_rows` last `file_row`, the row in the original file, which
    costs a scan in order. Numbers are rounded half up to 4 places, days cut from times, text trimmed, "" null.
    `only`: a condition on the cells as text (c0, c1, ...) that chooses rows.
    """
    source = read_sql(table, with_rows=with_rows or plan.by_order)
    if only:
        source = f"(select * from {source} where {only})"
    rows = ["file_row"] if with_rows else []
    if plan.wide:
        return wide_query(table, plan, source, rows)
    numbered = ["file_row"] if with_rows or plan.by_order else []
    cells = [*_cells(table, plan), *numbered, *aside_cells(table)]
    columns = sales_columns(plan) if plan.kind == "sales" else side_columns(plan)
    rules = [*table_rules(table), *_customer_asked(table, plan), *_unreadable(plan)]
    rules += sales_rules(plan) if plan.kind == "sales" else side_rules(plan)
    shown = [f"{expression} as {quoted(name)}" for name, expression in columns]
    typed = f"select {', '.join(cells)} from {source}"
    listed = ", ".join([*shown, *refusal_columns(rules), *rows])
    ordered = " order by file_row" if plan.by_order else ""
    return f"select {listed} from (select *, {_broken(rules)} as broken from ({_computed(plan, typed)})){ordered}"


def filled_rows_query(table: TextTable, plan: Plan) -> str:
    """How many rows take something over from the line above them in their order; for a plan with `filled`."""
    cells = f"select {', '.join([*_cells(table, plan), 'file_row'])} from {read_sql(table, with_rows=True)}"
    return f"select count(*) from ({filled_down(plan, cells)}) where x_filled"


def _computed(plan: Plan, typed: str) -> str:
    """The typed cells and what is computed from them under names of their own, so that it is computed once."""
    if plan.kind != "sales":
        return typed
    typed = filled_down(plan, typed)
    if plan.amount_per == "order":
        return spread_amounts(plan, typed)
    computed = "".join(f", {expression} as {name}" for name, expression in computed_columns(plan))
    return f"select *{computed} from ({typed})" if computed else typed


def _broken(rules: list[Rule]) -> str:
    cases = "".join(f" when {rule.condition} then {number}" for number, rule in enumerate(rules))
    return f"case{cases} end" if rules else "cast(null as INTEGER)"


def read_sql(table: TextTable, *, with_rows: bool, typed: TypedScan | None = None) -> str:
    """The scan of the table's file: columns c0, c1, ... as text (null where empty), `file_row` on request.

    With `typed` some columns come typed, and rows with a cell that is not of its type do not come at all.
    """
    scan = table.scan
    names = ([ROW_COLUMN] if scan.row_column else []) + table.engine_columns
    types = typed.types if typed else {}
    columns = ", ".join(f"{literal(name)}: {literal(types.get(name, 'VARCHAR'))}" for name in names)
    line_end = literal(scan.line_end.replace("\r", "\\r").replace("\n", "\\n"))
    options = (
        f"delim={literal(scan.delimiter)}, quote={literal(scan.quote)}, escape={literal(scan.escape)}, "
        f"skip={scan.skip}, header=false, auto_detect=false, new_line={line_end}, "
        f"max_line_size={MAX_LINE_BYTES}, buffer_size={BUFFER_BYTES}, columns={{{columns}}}"
    )
    if typed:
        options += f", dateformat={literal(typed.date_style)}, ignore_errors=true"
    read = f"read_csv({literal(str(table.path))}, {options})"
    if not with_rows:
        return read
    number = f"cast({ROW_COLUMN} as BIGINT)" if scan.row_column else f"row_number() over () + {scan.first_row - 1}"
    return f"(select *, {number} as file_row from {read})"


def _cells(table: TextTable, plan: Plan) -> list[str]:
    """Every mapped column as its value `v_<column>` and, where it can be unreadable, as its text `r_<column>`."""
    cells = []
    for found in plan.formats:
        raw = quoted(f"c{table.columns.index(found.header)}")
        cells.append(f"{value_sql(raw, found)} as v_{found.column}")
        if found.type not in ("text", "id"):
            cells.append(f"{raw} as r_{found.column}")
    return cells


def value_sql(raw: str, found: ColumnFormat) -> str:
    """The typed value of a cell by the type of its column."""
    match found.type:
        case "date":
            return date_sql(raw, found)
        case "share":
            return share_sql(raw, found)
        case "status":
            return status_sql(raw)
        case "flag":
            return flag_sql(raw)
        case "score":
            return score_sql(raw, found)
        case "money" | "number":
            return number_sql(raw, found, MONEY)
        case _:
            return text_sql(raw, found)


def aside_cells(table: TextTable) -> list[str]:
    """The columns behind the cells: what a row held beyond its columns, keys not found, whether it has to name who."""
    return [quoted(name) for name in table.engine_columns[len(table.columns) :]]


def table_rules(table: TextTable) -> list[Rule]:
    """What is wrong with a row whatever its kind: cells beyond the header, a key that no other table has."""
    extra = quoted(EXTRA_COLUMN)
    rules = [Rule(f"{extra} is not null", literal("too_many_cells"), "", extra)] if table.has_extra else []
    for number, lookup in enumerate(table.lookups):
        if lookup.required:
            unfound = quoted(f"{UNFOUND_COLUMN}{number}")
            empty, unknown = UNFOUND[lookup.meaning]
            code = f"case when {unfound} = '!' then {literal(empty)} else {literal(unknown)} end"
            rules.append(Rule(f"{unfound} is not null", code, lookup.key, f"{unfound}[2:]"))
    return rules


def _customer_asked(table: TextTable, plan: Plan) -> list[Rule]:
    """A mended line that names nobody, where another table would have said who bought."""
    found = plan.format_of("customer_id") or plan.format_of("customer_name")
    if not table.asks_customer or not found:
        return []
    condition = f"{quoted(ASKED_COLUMN)} is not null and {customer_sql(plan)} is null"
    return [Rule(condition, literal("customer_missing"), found.header, "''")]


def _unreadable(plan: Plan) -> list[Rule]:
    """A cell that says something and cannot be taken refuses its row, in any mapped column."""
    rules = []
    for found in plan.formats:
        value, raw = f"v_{found.column}", f"r_{found.column}"
        if found.type in ("text", "id", "status"):
            continue
        condition = f"{value} is null and {raw} is not null and {is_given(raw, found)}"
        if found.type == "date":
            condition = is_no_day(value, raw, found)
        code = literal("flag_unreadable" if found.type == "flag" else "date_unreadable")
        if found.type not in ("date", "flag"):
            none = literal("answer_unknown" if found.steps else "number_unreadable")
            if found.share in ("signed", "zhe"):
                unsigned = f"when {number_sql(raw, found)} is not null then {literal('discount_unsigned')}"
                none = f"case {unsigned} else {none} end"
            code = f"case when {is_too_large(raw)} then 'number_too_large' else {none} end"
        rules.append(Rule(condition, code, found.header, raw))
        if found.type == "share":
            rules.append(Rule(f"{value} not between -1 and 1", literal("discount_outside"), found.header, raw))
    return rules
