"""import, batches, undo and facts: what the workspace holds."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from core.commands.answer import Answer, columns, money
from core.errors import MappingError
from core.text.messages import code_message, message, passed_over
from core.text.words import Words

if TYPE_CHECKING:
    from core.intake.batching.receipts import Batch, FileReceipt, Note
    from core.intake.rows.validation import Choices
    from core.store.workspace import Workspace


def answer_import(workspace: Workspace, args: argparse.Namespace, words: Words) -> Answer:
    """Read and write files; refused where any file was refused, the others stand."""
    from core.intake.batching.batches import import_files

    receipts = import_files(
        workspace,
        args.files,
        kind=None if args.kind == "auto" else args.kind,
        sheet=args.sheet,
        columns=dict(args.map),
        mode=args.mode,
        matching=args.matching,
        choices=_choices(args),
        join=not args.no_join,
        progress=_progress(words),
    )
    errors = [receipt.error for receipt in receipts if receipt.error]
    data: dict[str, Any] = {"files": [_receipt(receipt) for receipt in receipts]}
    if errors:
        data = {"error": errors[0].code, **data}
    notes = tuple(f"{receipt.file_name}: {message(receipt.error, words)}" for receipt in receipts if receipt.error)
    notes += tuple(f"{each.file_name}: {passed_over(each.ignored, words)}" for each in receipts if each.ignored)
    notes += tuple(code_message(said.code, said.fields, words) for receipt in receipts for said in receipt.notes)
    return Answer(data, _receipt_table(receipts, words), notes, refused=bool(errors))


def answer_batches(workspace: Workspace, _args: argparse.Namespace, words: Words) -> Answer:
    """The batches, also the undone ones."""
    from core.intake.batching.batches import batches

    found = batches(workspace)
    head = (
        words("File"),
        words("Batch"),
        words("Kind"),
        words("Imported"),
        words("Rows"),
        words("Accepted"),
        words("Undone"),
    )
    rows = [
        (
            _named(batch.file_name, batch.sheet),
            str(batch.batch_id),
            words.code("kind", batch.kind),
            f"{batch.imported_at:%Y-%m-%d %H:%M}",
            words.count(batch.rows),
            words.count(batch.accepted),
            f"{batch.undone_at:%Y-%m-%d}" if batch.undone_at else "",
        )
        for batch in found
    ]
    text = columns(head, rows) if rows else words("Nothing has been imported yet.")
    return Answer({"batches": [_batch(batch) for batch in found]}, text)


def answer_undo(workspace: Workspace, args: argparse.Namespace, words: Words) -> Answer:
    """Take a batch out."""
    from core.intake.batching.batches import undo_batch

    tables = undo_batch(workspace, args.batch_id)
    accepted = sum(table.accepted for table in tables)
    data = {"batch_id": args.batch_id, "file": tables[0].file_name, "rows": accepted}
    text = words(
        "Batch {batch_id} ({file}) is out: {rows} rows.",
        batch_id=args.batch_id,
        file=tables[0].file_name,
        rows=words.count(accepted),
    )
    return Answer(data, text)


def answer_facts(workspace: Workspace, _args: argparse.Namespace, words: Words) -> Answer:
    """Read every value once, and compare the facts with a rebuild."""
    from core.store.copies import read_through
    from core.store.facts import differences

    read_through(workspace.engine)
    count = differences(workspace)
    if count:
        text = words.plural("{count} fact differs from a rebuild.", "{count} facts differ from a rebuild.", count)
        return Answer({"error": "facts_differ", "differences": count}, "", (text,), refused=True)
    return Answer({"differences": 0}, words("The monthly facts are what a rebuild gives."))


def _choices(args: argparse.Namespace) -> Choices:
    from core.intake.rows.validation import Choices
    from core.intake.values.formats import DATE_FORMATS

    for _, name in args.date_format:
        if name not in DATE_FORMATS:
            raise MappingError("date_format_unknown", format=name, formats=", ".join(DATE_FORMATS))
    return Choices(
        decimal_mark=dict(args.decimal_mark),
        date_format=dict(args.date_format),
        answered_on=args.answered_on,
        scale=_scale(args.scale),
        currency=args.currency,
        future_dates=args.future_dates,
        without_discount=args.without_discount,
        discount=args.discount,
        missing=None if args.missing is None else tuple(args.missing),
        damaged_ids=args.damaged_ids,
        nps_scale=_scale(args.nps_scale),
        amount_per=args.amount_per,
        fill_down=not args.no_fill_down,
    )


def _scale(given: tuple[str, str] | None) -> tuple[Decimal, Decimal] | None:
    """A scale from its two ends as text; MappingError `scale_unreadable` where they are none."""
    if given is None:
        return None
    try:
        low, high = Decimal(given[0]), Decimal(given[1])
    except InvalidOperation as error:
        raise MappingError("scale_unreadable", scale="..".join(given)) from error
    if not (low.is_finite() and high.is_finite() and low < high):
        raise MappingError("scale_unreadable", scale="..".join(given))
    return low, high


def _progress(words: Words) -> Callable[[float, str], None]:
    """A line on stderr that moves, only where a person watches."""
    if not sys.stderr.isatty():
        return lambda _share, _stage: None
    began = time.monotonic()

    def show(share: float, _stage: str) -> None:
        end = "\n" if share >= 1 else ""
        seconds = words.number(time.monotonic() - began)
        sys.stderr.write(f"\r{words.share(share, 0)} · {seconds} s {end}")
        sys.stderr.flush()

    return show


def _receipt(receipt: FileReceipt) -> dict[str, Any]:
    return {
        "file": receipt.file_name,
        "status": receipt.status,
        "error": receipt.error.code if receipt.error else None,
        "batch_id": receipt.batch_id,
        "rows": receipt.rows,
        "accepted": receipt.accepted,
        "duplicates": receipt.duplicates,
        "refused": receipt.refused,
        "skipped": receipt.skipped,
        "filled": receipt.filled,
        "refusals_file": str(receipt.refusals_file) if receipt.refusals_file else None,
        "months": list(receipt.months),
        **({"ignored": list(receipt.ignored)} if receipt.ignored else {}),
        **({"lent_to": receipt.lent_to} if receipt.lent_to else {}),
        **({"notes": [_note(said) for said in receipt.notes]} if receipt.notes else {}),
    }


def _note(said: Note) -> dict[str, Any]:
    """A note with its fields as JSON holds them."""
    fields = {
        name: each if isinstance(each, str | int | float | tuple) else str(each) for name, each in said.fields.items()
    }
    return {"code": said.code, **fields}


def _receipt_table(receipts: list[FileReceipt], words: Words) -> str:
    head = (
        words("File"),
        words("Batch"),
        words("Rows"),
        words("Accepted"),
        words("Duplicates"),
        words("Refused"),
        words("Skipped"),
    )
    rows = [
        (
            receipt.file_name,
            "–" if receipt.batch_id is None else str(receipt.batch_id),
            *(words.count(n) for n in (receipt.rows, receipt.accepted, receipt.duplicates)),
            *(words.count(n) for n in (receipt.refused, receipt.skipped)),
        )
        for receipt in receipts
        if receipt.status != "unpacked"
    ]
    files = [receipt for receipt in receipts if receipt.refusals_file]
    where = [words("Refused rows of {file}: {where}", file=part.file_name, where=part.refusals_file) for part in files]
    filled = [_filled(receipt, words) for receipt in receipts if receipt.filled]
    return "\n".join((columns(head, rows), *where, *filled))


def _filled(receipt: FileReceipt, words: Words) -> str:
    sentence = words.plural(
        "{count} row takes over what only the first line of its order says.",
        "{count} rows take over what only the first line of their order says.",
        receipt.filled,
    )
    return f"{receipt.file_name}: {sentence}"


def _batch(batch: Batch) -> dict[str, Any]:
    return {
        "batch_id": batch.batch_id,
        "kind": batch.kind,
        "file": batch.file_name,
        "sheet": batch.sheet,
        "imported_at": batch.imported_at.isoformat(timespec="seconds"),
        "undone_at": batch.undone_at.isoformat(timespec="seconds") if batch.undone_at else None,
        "mode": batch.mode,
        "rows": batch.rows,
        "accepted": batch.accepted,
        "duplicates": batch.duplicates,
        "refused": batch.refused,
        "skipped": batch.skipped,
        "amount": money(batch.amount),
        "months": list(batch.months),
    }


def _named(file_name: str, sheet: str | None) -> str:
    return f"{file_name} · {sheet}" if sheet else file_name
