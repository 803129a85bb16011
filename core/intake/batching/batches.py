"""Batches: a file is inspected, written whole or not at all, listed, and undone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import CoreError, ImportRefusedError
from core.intake.batching.batch_log import SalesCount, batch_to_undo, batches, note_batch
from core.intake.batching.changed_orders import changed_by
from core.intake.batching.common_lines import common_lines
from core.intake.batching.foreseen import Answered, foresee
from core.intake.batching.outcomes import (
    Written,
    check_accepted,
    check_importable,
    file_receipt,
    is_new,
    table_receipt,
    unwritten,
)
from core.intake.batching.receipts import Batch, FileReceipt, Inspection, Matching, Mode
from core.intake.batching.repaired import write_repair
from core.intake.batching.replay import remove_lines
from core.intake.drops.drops import Offer, as_written, inspect_files, let_go
from core.intake.drops.seen import Wish
from core.intake.files.reading import Hints
from core.intake.files.uploads import opened
from core.intake.planning.inspection import filled_rows, months_of
from core.intake.planning.plan import Choices
from core.intake.rows.lines import (
    FileTurn,
    last_line,
    lines_behind,
    load_lines,
    refresh_after,
    replace_months,
    touched_months,
)
from core.intake.rows.plain import acceptable_lines
from core.intake.rows.prices import priced_batches
from core.intake.rows.refusals import forget_refused, keep_refused, repairs_of, write_refusals
from core.intake.rows.side_tables import load_rows, remove_rows
from core.intake.rows.validation import typed_query
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
    join: bool = True,
    progress: Progress = _silent,
) -> list[FileReceipt]:
    """Read and write files, each for itself; a refused file leaves nothing behind and stops nobody else.

    Files that only together make order lines are joined, unless `join` is false, and stand or fall together; so do
    files that replace months. The files of an archive are files of their own; a receipt "unpacked" says what was left
    aside in it.
    """
    wish = Wish(kind, columns or {}, choices or Choices())
    progress(0.0, "reading")
    with opened(workspace, [(path, path.name) for path in files]) as drops:
        parts = [part for drop in drops for part in drop.parts]
        offers = [Offer(part.path, part.file_name, Hints(sheet=sheet), {None: wish}) for part in parts]
        declined = () if join else [part.file_name for part in parts]
        parcels = as_written(inspect_files(workspace, offers, declined=declined, full=False), mode)
    found: dict[int, FileReceipt] = {}
    for number, parcel in enumerate(parcels):

        def share_of(share: float, stage: str, number: int = number) -> None:
            progress((number + share) / len(parcels), stage)

        try:
            if parcel.error:
                raise parcel.error
            said = [matching] * len(parcel.files)
            written = import_parcel(workspace, parcel.files, mode=mode, matching=said, progress=share_of)
        except CoreError as error:
            written = [FileReceipt(parts[place].file_name, "refused", error) for place in parcel.places]
        finally:
            let_go(parcel.inspections)
        found |= dict(zip(parcel.places, written, strict=True))
    in_order = iter([found[place] for place in range(len(parts))])
    receipts: list[FileReceipt] = []
    for drop in drops:
        if drop.error:
            receipts.append(FileReceipt(drop.file_name, "refused", drop.error))
        elif drop.ignored:
            receipts.append(FileReceipt(drop.file_name, "unpacked", ignored=drop.ignored))
        receipts += [next(in_order) for _ in drop.parts]
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
    wish = Wish(kind, columns or {}, choices or Choices())
    (parcel,) = inspect_files(workspace, [Offer(path, file_name, hints or Hints(), {None: wish})], full=full)
    if parcel.error:
        raise parcel.error
    said = Answered(parcel.inspections, "refuse")
    return foresee(common_lines(workspace, said.tables), [[said]], "add")[0][0]


def import_file(
    workspace: Workspace,
    inspections: Sequence[Inspection],
    *,
    mode: Mode = "add",
    matching: Matching = "refuse",
    progress: Progress = _silent,
) -> FileReceipt:
    """Write the tables of one file as one batch, all or nothing. Errors: those of `import_parcel`."""
    return import_parcel(workspace, [inspections], mode=mode, matching=[matching], progress=progress)[0]


def import_parcel(
    workspace: Workspace,
    files: Sequence[Sequence[Inspection]],
    *,
    mode: Mode = "add",
    matching: Sequence[Matching] = (),
    progress: Progress = _silent,
) -> list[FileReceipt]:
    """Write the tables of files that belong together as one batch, all or nothing; one receipt per file.

    `matching`: what was said of each file's lines that look like others; nothing where it is empty.

    Errors: the inspection's own error; ImportRefusedError `file_known` (the same file stands already),
    `nothing_accepted` (every row refused), `nothing_new` (every row is there already), `only_changed` (with other
    amounts), `lines_match`, `rows_lost`.
    """
    inspections = [found for file in files for found in file]
    check_importable(inspections)
    written: list[Written] = []
    with workspace.writing() as cursor:
        batch_id = int(cursor.value("select coalesce(max(batch_id), 0) + 1 from batches"))
        alone = sum(not found.ignored for found in inspections) == 1
        if mode == "replace-months":  # all at once: a line may have moved from a month of one file to that of another
            months = set().union(*(months_of(cursor, found) for found in inspections if found.brings_lines))
            replace_months(cursor, batch_id, months)
        for place, file in enumerate(files):
            said = matching[place] if matching else "refuse"
            before = [last_line(cursor, batch_id, table) for table in ("sales", "sales_aside")]
            turn = FileTurn(batch_id, mode, said, *before)
            for inspection in file:
                progress(0.2 + 0.7 * len(written) / len(inspections), "writing")
                written.append(_write_table(workspace, cursor, inspection, turn, alone=alone))
        check_accepted(written)
        progress(0.95, "facts")
    _keep_currency(workspace, inspections)
    rest = iter(written)
    return [file_receipt(file, [next(rest) for _ in file], batch_id) for file in files]


def _keep_currency(workspace: Workspace, inspections: Sequence[Inspection]) -> None:
    """The currency that the first amounts say, where nobody has said one yet."""
    settings = workspace.settings()
    said = {found.plan.currency for found in inspections if not found.ignored} - {None}
    if not settings.currency and len(said) == 1:
        workspace.save_settings(replace(settings, currency=str(said.pop())))


def _write_table(
    workspace: Workspace, cursor: Cursor, inspection: Inspection, turn: FileTurn, *, alone: bool
) -> Written:
    table, plan, batch_id = inspection.table, inspection.plan, turn.batch_id
    if inspection.ignored or not is_new(cursor, inspection, batch_id, alone=alone):
        return unwritten(inspection), None
    if inspection.completes:
        return write_repair(workspace, cursor, inspection, inspection.completes, batch_id)
    if plan.kind == "sales":
        before = last_line(cursor, batch_id)
        loaded = load_lines(cursor, acceptable_lines(table, plan), turn)
        written, doubles = loaded.rows, loaded.doubles
        months = touched_months(cursor, batch_id, before)
        changed = changed_by(cursor, lines_behind(batch_id, before), batch_id, months)
        counted = SalesCount(loaded.orders, refresh_after(cursor, batch_id, before, months), before)
    else:
        counted, changed = None, 0
        written, doubles, months = load_rows(cursor, plan.kind, typed_query(table, plan, with_rows=True), batch_id)
    refused = table.rows - written
    file = None
    if refused:
        keep_refused(cursor, inspection, batch_id, refused)
        file = write_refusals(workspace, cursor, inspection, batch_id)
    receipt = table_receipt(inspection, written, doubles, months, filled_rows(cursor, table, plan), changed)
    note_batch(cursor, inspection, receipt, batch_id, turn.mode, turn.matching, counted)
    return receipt, file


def undo_batch(workspace: Workspace, batch_id: int) -> list[Batch]:
    """Take a batch out with its repairs: every figure is what it would be without it. Returns its tables.

    Errors: ImportRefusedError `batch_unknown`, `batch_undone` (with the day), `batch_needed` where standing lines have
    their prices from it: without it they could not have been imported.
    """
    with workspace.writing() as cursor:
        concerned = batch_to_undo(workspace, batch_id)
        if priced := priced_batches(cursor, batch_id):
            raise ImportRefusedError("batch_needed", batch_id=batch_id, batches=", ".join(map(str, priced)))
        for number in (*repairs_of(cursor, batch_id), batch_id):
            cursor.run(
                "update batches set undone_at = cast(now() as TIMESTAMP) where batch_id = $batch_id",
                {"batch_id": number},
            )
            if any(batch.kind == "sales" for batch in concerned):
                remove_lines(cursor, number)
            remove_rows(cursor, number)
            forget_refused(cursor, number)
    return concerned
