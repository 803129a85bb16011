"""Look at a kept upload, table by table, before anything is written."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from core.errors import CoreError, ImportRefusedError, MappingError
from core.intake.batching.receipts import Inspection, Note, Totals, note
from core.intake.files.reading import TextTable
from core.intake.files.uploads import Upload
from core.intake.planning.kept_plan import plan_json
from core.intake.planning.plan import Choices, Plan, check_plan
from core.intake.planning.remembered import remembered_mapping
from core.intake.rows.lines import MONTH
from core.intake.rows.refusals import refusals_of
from core.intake.rows.validation import filled_rows_query, typed_query
from core.intake.values.deciding import plan_of
from core.schema import Kind
from core.store.engine import Cursor

if TYPE_CHECKING:
    from core.store.workspace import Workspace

SHOWN_REFUSALS = 200
SHOWN_ROWS = 50
HELD_BYTES = 200_000_000  # up to this size a file is read and typed once, into a table that goes with its cursor
TYPED = "typed_rows"


def inspect_table(
    workspace: Workspace,
    upload: Upload,
    table: TextTable,
    kind: Kind | None,
    columns: Mapping[str, str],
    choices: Choices,
) -> Inspection:
    """How a table would be taken: as said, else as a table of the same shape was taken before, else as guessed.

    What is remembered of a kind holds for that kind alone.
    """
    remembered_kind, remembered = (None, {}) if columns else remembered_mapping(workspace, table)
    if kind and kind != remembered_kind:
        remembered = {}
    chosen = dict(columns) or remembered
    error: CoreError | None = None
    try:
        plan = plan_of(table, kind=kind or remembered_kind, columns=chosen or None, choices=choices)
    except MappingError as found:  # a header or column that is not there
        return Inspection(upload, table, plan_of(table, kind=kind, choices=choices), found)
    try:
        check_plan(plan)
        if plan.doubts:
            error = ImportRefusedError(plan.doubts[0].code, **plan.doubts[0].fields)
    except CoreError as found:
        error = found
    return Inspection(upload, table, plan, error)


def ignored_when_foreign(inspection: Inspection) -> Inspection:
    """A sheet beside others that holds none of our tables is left out and not refused.

    Of a text file that is said: there it was guessed where a table begins, and its rows may be meant for the one above.
    """
    if inspection.error is None or inspection.error.code not in {"column_missing", "kind_unknown"}:
        return inspection
    notes = (_left_out(inspection.table),) if inspection.table.encoding else ()
    return replace(inspection, error=None, ignored=True, notes=notes)


def _left_out(table: TextTable) -> Note:
    row, headers = min(table.header_rows, default=table.first_row), ", ".join(table.columns)
    return note("table_left_out", file=table.file_name, row=row, headers=headers, rows=table.rows)


def reading_json(inspection: Inspection) -> str:
    """What was understood of a table, as JSON for the record of the batch."""
    table = inspection.table
    understood = {
        "encoding": table.encoding,
        "delimiter": table.delimiter,
        "header_rows": table.header_rows,
        "columns": {item.column: item.header for item in inspection.plan.proposals if item.column},
        "plan": plan_json(inspection.plan),
        "lookups": [
            {"sources": item.sources, "key": item.key, "other_key": item.other_key, "lent": item.lent}
            | {"required": item.required}
            for item in table.lookups
        ],
    }
    return json.dumps(understood, ensure_ascii=False, default=str)


def counted(workspace: Workspace, inspection: Inspection) -> Inspection:
    """Check and count every row: totals, refusals, a typed preview."""
    typed = typed_query(inspection.table, inspection.plan, with_rows=inspection.plan.kind != "sales")
    with workspace.engine.cursor() as cursor:
        held = inspection.table.path.stat().st_size <= HELD_BYTES
        if held:
            cursor.run(f"create or replace temp table {TYPED} as {typed}")
        query = f"select * from {TYPED}" if held else typed
        totals = _totals(cursor, inspection.plan, query)
        refused = inspection.table.rows - totals.rows
        refusals = tuple(refusals_of(cursor, inspection, SHOWN_REFUSALS)) if refused else ()
        filled = filled_rows(cursor, inspection.table, inspection.plan)
        columns, rows = _preview(cursor, query)
    return replace(
        inspection,
        totals=totals,
        refused=refused,
        refusals=refusals,
        filled=filled,
        preview_columns=columns,
        preview_rows=rows,
    )


def filled_rows(cursor: Cursor, table: TextTable, plan: Plan) -> int:
    """How many rows take over what stands in the first line of their order only."""
    return int(cursor.value(filled_rows_query(table, plan))) if plan.filled else 0


def months_of(cursor: Cursor, inspection: Inspection) -> set[date]:
    """The months (first days) of which a table brings lines; asked of its file where nobody has counted them yet."""
    if inspection.totals:
        return {month for month, *_ in inspection.totals.months}
    typed = typed_query(inspection.table, inspection.plan)
    return {row[0] for row in cursor.rows(f"select distinct {MONTH} from ({typed}) where refused_rule is null")}


def _totals(cursor: Cursor, plan: Plan, query: str) -> Totals:
    if plan.kind != "sales":
        bad = "select file_row from typed where refused_rule is not null"
        rows = cursor.value(
            f"with typed as ({query}) select count(distinct file_row) from typed where file_row not in ({bad})"
        )
        return Totals(int(rows), 0, 0, None, None, None, ())
    *by_month, whole = cursor.rows(
        "select month, count(*), count(distinct order_id), sum(amount), min(order_date), max(order_date), "
        "count(distinct customer_id), grouping(month) as is_whole "
        f"from (select *, {MONTH} as month from ({query}) where refused_rule is null) "
        "group by grouping sets ((month), ()) order by is_whole, month"
    )
    return Totals(
        rows=sum(row[1] for row in by_month),
        orders=whole[2],
        customers=whole[6],
        amount=sum((row[3] for row in by_month), start=Decimal(0)),
        first_date=min((row[4] for row in by_month), default=None),
        last_date=max((row[5] for row in by_month), default=None),
        months=tuple((row[0], row[1], row[2], row[3]) for row in by_month),
    )


def _preview(cursor: Cursor, query: str) -> tuple[tuple[str, ...], tuple[tuple[Any, ...], ...]]:
    typed = f"select * exclude (refused_rule, refused_column, refused_value) from ({query}) where refused_rule is null"
    names = tuple(row[0] for row in cursor.rows(f"select column_name from (describe {typed})"))
    return names, tuple(cursor.rows(f"{typed} limit {SHOWN_ROWS}"))
