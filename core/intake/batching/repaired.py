"""Mended rows written as a batch of their own, in the place that they would have had in the batch they complete."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import ImportRefusedError
from core.intake.batching.batch_log import SalesCount, note_batch
from core.intake.batching.outcomes import Written, table_receipt
from core.intake.batching.receipts import Batch, Inspection, Matching
from core.intake.batching.replay import Turn, is_family, replay, turns
from core.intake.planning.plan import Plan
from core.intake.rows.lines import IDENTITY, IDENTITY_HASH, MONTH, insert_lines, touched_months
from core.intake.rows.refusals import keep_refused, write_refusals
from core.intake.rows.sales_rows import told_columns
from core.intake.rows.side_tables import load_rows
from core.intake.rows.validation import typed_query
from core.store.derived import refresh_derived
from core.store.engine import Cursor, sql_text

if TYPE_CHECKING:
    from core.store.workspace import Workspace


def write_repair(workspace: Workspace, cursor: Cursor, inspection: Inspection, root: Batch, batch_id: int) -> Written:
    """Write mended rows of the batch `root`; rows that still break a rule are kept with it.

    ImportRefusedError `repair_undone`, `repair_row_completed` (row) where others were faster since the rows were read.
    """
    table, plan = inspection.table, inspection.plan
    typed = typed_query(table, plan, with_rows=True)
    _check_open(cursor, inspection, root, typed)
    turn = Turn(batch_id, root.mode, _matching(cursor, root), root.batch_id)
    cursor.run(
        f"insert into repaired_rows select {batch_id}, {root.batch_id}, $token, file_row from ({typed}) "
        "group by file_row having count(refused_rule) = 0",
        {"token": root.token},
    )
    if plan.kind == "sales":
        written, doubles, counted = _load_lines(cursor, plan, typed, turn)
        months = touched_months(cursor, batch_id)
    else:
        counted = None
        family = is_family("e.batch_id", turn)
        written, doubles, months = load_rows(cursor, plan.kind, typed, batch_id, family=family)
    refused = table.rows - written
    keep_refused(cursor, inspection, batch_id, refused)
    file = write_refusals(workspace, cursor, inspection, batch_id) if refused else None
    receipt = table_receipt(inspection, written, doubles, months)
    note_batch(cursor, inspection, receipt, batch_id, turn.mode, turn.matching, counted)
    return receipt, file


def _check_open(cursor: Cursor, inspection: Inspection, root: Batch, typed: str) -> None:
    """Whether the batch still stands and all the rows still wait; asked while nobody else writes."""
    values = {"batch_id": root.batch_id}
    if not cursor.value("select bool_and(undone_at is null) from batches where batch_id = $batch_id", values):
        raise ImportRefusedError("repair_undone", file=root.file_name, batch_id=root.batch_id)
    row = cursor.value(
        f"select min(file_row) from ({typed}) where file_row in "
        "(select file_row from repaired_rows where completes = $batch_id and token = $token)",
        {**values, "token": root.token},
    )
    if row is not None:
        raise ImportRefusedError("repair_row_completed", row=row, file=inspection.upload.file_name)


def _matching(cursor: Cursor, root: Batch) -> Matching:
    found: Matching = cursor.value(
        "select any_value(matching) from batches where batch_id = $batch_id", {"batch_id": root.batch_id}
    )
    return found


def _load_lines(cursor: Cursor, plan: Plan, typed: str, turn: Turn) -> tuple[int, int, SalesCount]:
    """(acceptable rows, doubles among them, what there is to be counted) of mended lines."""
    batch_id = turn.batch_id
    accepted = f"select * from ({typed}) where refused_rule is null"
    written = insert_lines(cursor, batch_id, told_columns(plan), accepted)
    _number_on(cursor, turn)
    months = _put_in_place(cursor, turn)
    refresh_derived(cursor, sorted(months), "select customer_id from replay")
    cursor.run("drop table replay")
    doubles = int(
        cursor.value(f"select count(*) from sales_aside where batch_id = {batch_id} and reason = 'duplicate'")
    )
    customers = int(cursor.value(f"select count(distinct customer_id) from sales where batch_id = {batch_id}"))
    return written, doubles, SalesCount(None, customers)


def _number_on(cursor: Cursor, turn: Turn) -> None:
    """Number mended lines on from the lines of their batch that they equal."""
    query = sql_text(Path(__file__).with_name("number_on.sql"))
    for name, part in {
        "identity": IDENTITY,
        "identity_hash": IDENTITY_HASH,
        "family": is_family("batch_id", turn),
    }.items():
        query = query.replace(f"{{{name}}}", part)
    cursor.run(f"create or replace temp table numbered as {query}", {"batch_id": turn.batch_id})
    cursor.run("update sales set occurrence = nth from numbered where sales.rowid = numbered.line and nth > 1")
    cursor.run("drop table numbered")


def _put_in_place(cursor: Cursor, turn: Turn) -> set[date]:
    """Play the mended lines, and the lines that they bear upon, in the order of the batches; the months concerned."""
    own = f"select {IDENTITY} as identity from sales where batch_id = {turn.batch_id}"
    if turn.mode == "replace-months":
        covered = f"select {MONTH} from sales where batch_id = {turn.batch_id}"
        own += f" union select {IDENTITY} from sales where {MONTH} in ({covered})"
    cursor.run(f"create or replace temp table concerned as {own}")
    order = sorted([*turns(cursor), turn], key=lambda each: each.place)
    return replay(cursor, order)
