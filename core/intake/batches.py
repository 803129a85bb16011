"""Batches: a file is inspected, written whole or not at all, listed, and undone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.errors import CoreError, ImportRefusedError
from core.intake.batch_log import batches, note_batch
from core.intake.inspection import filled_rows, inspect_upload
from core.intake.lines import Queries, load_lines, refresh_after, remove_lines, touched_months
from core.intake.plain import plain_queries
from core.intake.plan import Choices, Plan
from core.intake.reading import Hints, TextTable
from core.intake.receipts import Batch, FileReceipt, Inspection, Matching, Mode, TableReceipt
from core.intake.refusals import write_refusals
from core.intake.side_tables import load_rows, remove_rows
from core.intake.uploads import keep_upload, opened
from core.intake.validation import typed_query
from core.schema import Kind
from core.store.engine import Cursor

if TYPE_CHECKING:
    from core.store.workspace import Workspace

__all__ = ["batches", "import_file", "import_files", "inspect_file", "undo_batch"]

Progress = Callable[[float, str], None]


def _silent(_share: float, _stage: str) -> None:
    return


def import_files(
    workspace: Workspace,
    files: Sequence[Path],
    *,
    kind: Kind | None = None,
    sheet: str | None = None,
    columns: Mapping[str, str] | None = None,
    mode: Mode = "add",
    matching: Matching = "refuse",
    choices: Choices | None = None,
    progress: Progress = _silent,
) -> list[FileReceipt]:
    """Read and write files one by one, each for itself; a refused file leaves nothing behind and stops nobody else.

    The files of an archive are files of their own; a receipt "unpacked" says what was left aside in it.
    """
    how: dict[str, Any] = {"kind": kind, "hints": Hints(sheet=sheet), "columns": columns, "choices": choices}
    receipts: list[FileReceipt] = []
    with opened(workspace, [(path, path.name) for path in files]) as drops:
        count = max(sum(len(drop.parts) for drop in drops), 1)
        read = 0
        for drop in drops:
            if drop.error:
                receipts.append(FileReceipt(drop.file_name, "refused", drop.error))
            elif drop.ignored:
                receipts.append(FileReceipt(drop.file_name, "unpacked", ignored=drop.ignored))
            for part in drop.parts:

                def share_of(share: float, stage: str, read: int = read) -> None:
                    progress((read + share) / count, stage)

                share_of(0.0, "reading")
                read += 1
                try:
                    found = inspect_file(workspace, part.path, part.file_name, full=False, **how)
                    receipts.append(import_file(workspace, found, mode=mode, matching=matching, progress=share_of))
                except CoreError as error:
                    receipts.append(FileReceipt(part.file_name, "refused", error))
    progress(1.0, "done")
    return receipts


def inspect_file(
    workspace: Workspace,
    path: Path,
    file_name: str,
    *,
    kind: Kind | None = None,
    hints: Hints | None = None,
    columns: Mapping[str, str] | None = None,
    choices: Choices | None = None,
    full: bool = True,
) -> list[Inspection]:
    """What is in a file, table by table, before anything is written; with `full` all rows are checked and counted.

    Raises ReadingError where the file is no table at all; what stands against one table is its `error`.
    """
    upload = keep_upload(workspace, path, file_name)
    found = inspect_upload(
        workspace,
        upload,
        kind=kind,
        hints=hints or Hints(),
        columns=columns or {},
        choices=choices or Choices(),
        full=full,
    )
    known = [batch for batch in batches(workspace) if batch.content_hash == upload.content_hash and not batch.undone_at]
    return [
        replace(inspection, known=next((b for b in known if b.sheet == inspection.table.sheet), None))
        for inspection in found
    ]


def import_file(
    workspace: Workspace,
    inspections: Sequence[Inspection],
    *,
    mode: Mode = "add",
    matching: Matching = "refuse",
    progress: Progress = _silent,
) -> FileReceipt:
    """Write the tables of one file as one batch, all or nothing.

    Errors: the inspection's own error; ImportRefusedError `file_known` (the same file stands already),
    `nothing_accepted` (every row refused), `nothing_new` (every row is there already), `lines_match`, `rows_lost`.
    """
    _check_importable(inspections)
    refusals: list[Path] = []
    with workspace.writing() as cursor:
        batch_id = int(cursor.value("select coalesce(max(batch_id), 0) + 1 from batches"))
        tables = []
        for number, inspection in enumerate(inspections):
            progress(0.2 + 0.7 * number / len(inspections), "writing")
            receipt, file = _write_table(workspace, cursor, inspection, batch_id, mode, matching)
            tables.append(receipt)
            refusals += [file] if file else []
        accepted = sum(table.accepted for table in tables)
        if not accepted:
            refused = sum(table.refused for table in tables)
            code = "nothing_accepted" if refused else "nothing_new"
            raise ImportRefusedError(
                code,
                refused=refused,
                duplicates=sum(table.duplicates for table in tables),
                refusals_file=_name(refusals),
            )
        progress(0.95, "facts")
    file_name = inspections[0].upload.file_name
    return FileReceipt(file_name, "imported", None, batch_id, tuple(tables), refusals[0] if refusals else None)


def _name(paths: list[Path]) -> str | None:
    return str(paths[0]) if paths else None


def _check_importable(inspections: Sequence[Inspection]) -> None:
    errors = [inspection.error for inspection in inspections if inspection.error]
    if errors:
        raise errors[0]
    if all(inspection.ignored for inspection in inspections):
        raise ImportRefusedError("nothing_recognised")
    for inspection in inspections:
        if inspection.known and not inspection.ignored:
            raise ImportRefusedError(
                "file_known",
                file=inspection.upload.file_name,
                imported_at=inspection.known.imported_at.date(),
                batch_id=inspection.known.batch_id,
            )


def _queries(table: TextTable, plan: Plan) -> Queries:
    """The acceptable lines of a table: plain rows first where there are any, the others with care."""
    ways = plain_queries(table, plan)
    plain, careful = ways or ("", typed_query(table, plan))
    accepted = f"select * from ({careful}) where refused_rule is null"
    return Queries((plain, accepted) if plain else (accepted,), table.rows)


def _write_table(
    workspace: Workspace, cursor: Cursor, inspection: Inspection, batch_id: int, mode: Mode, matching: Matching
) -> tuple[TableReceipt, Path | None]:
    table, plan = inspection.table, inspection.plan
    if inspection.ignored:
        count = table.rows + inspection.skipped
        return TableReceipt(table.sheet, None, count, 0, 0, 0, count, (), ignored=True), None
    if plan.kind == "sales":
        written, doubles = load_lines(cursor, _queries(table, plan), batch_id, mode, matching)
        months = touched_months(cursor, batch_id)
        refresh_after(cursor, batch_id, months)
    else:
        written, doubles, months = load_rows(cursor, plan.kind, typed_query(table, plan, with_rows=True), batch_id)
    refused = table.rows - written
    file = write_refusals(workspace, cursor, inspection, refused) if refused else None
    receipt = TableReceipt(
        table.sheet,
        plan.kind,
        table.rows + inspection.skipped,
        written - doubles,
        doubles,
        refused,
        inspection.skipped,
        tuple(f"{month:%Y-%m}" for month in months),
        filled=filled_rows(cursor, table, plan),
    )
    note_batch(cursor, inspection, receipt, batch_id, mode, matching)
    return receipt, file


def undo_batch(workspace: Workspace, batch_id: int) -> list[Batch]:
    """Take a batch out: every figure is what it would be without it. Returns its tables.

    Errors: ImportRefusedError `batch_unknown`, `batch_undone` (with the day).
    """
    concerned = [batch for batch in batches(workspace) if batch.batch_id == batch_id]
    if not concerned:
        raise ImportRefusedError("batch_unknown", batch_id=batch_id)
    if concerned[0].undone_at:
        raise ImportRefusedError("batch_undone", batch_id=batch_id, undone_at=concerned[0].undone_at.date())
    with workspace.writing() as cursor:
        cursor.run(
            "update batches set undone_at = cast(now() as TIMESTAMP) where batch_id = $batch_id", {"batch_id": batch_id}
        )
        if any(batch.kind == "sales" for batch in concerned):
            remove_lines(cursor, batch_id)
        remove_rows(cursor, batch_id)
    return concerned
