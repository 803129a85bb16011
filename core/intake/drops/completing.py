"""The tables of a drop that complete each other: joined, and said of each what becomes of its rows."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import uuid4

from core.errors import ImportRefusedError
from core.intake.batching.receipts import Lent, Note, note
from core.intake.batching.same_orders import count_orders_once
from core.intake.columns.headers import candidates, normalised
from core.intake.drops.candidate import Candidate
from core.intake.drops.joined import Key, Rows, joined_table, share_found, used_rows
from core.intake.drops.joining import ID_ENDINGS, MOST, Join, Repeated, find_joins
from core.intake.drops.seen import INCOMPLETE, Seen, Together
from core.intake.planning.inspection import inspect_table
from core.intake.rows.order_totals import totals_note
from core.store.engine import Cursor

if TYPE_CHECKING:
    from core.store.workspace import Workspace

IDS = frozenset({"order_id", "line_id", "product_code", "customer_id"})


def complete(workspace: Workspace, seen: Sequence[Seen], declined: Collection[str], apart: Together) -> None:
    """Join what completes each other, and set aside what is then not needed; `seen` and `apart` are changed."""
    parts = [_part(place, item, declined) for place, item in enumerate(seen) if not item.wish.left_out]
    with workspace.engine.cursor() as cursor:
        joins = find_joins(cursor, parts)
        for join in joins:
            _take(workspace, cursor, seen[join.base.place], join)
        made = [join for join in joins if join.links and not join.broken]
        for item in seen:
            _lend(workspace, cursor, item, made, seen, apart)
        for item in seen:
            if not _is_declined(item, declined):
                count_orders_once(cursor, item, seen, apart)
        for item in seen:
            incomplete = item.found.error and item.found.error.code in INCOMPLETE and not item.found.ignored
            if made and incomplete and item.wish.kind is None:
                _set_aside(cursor, item, [seen[join.base.place] for join in made], apart)


def _part(place: int, item: Seen, declined: Collection[str]) -> Candidate:
    """What a table is to the others; one that is said to be something lends as that list, or else nothing."""
    error = item.found.error
    whole = error is None or error.code not in INCOMPLETE
    list_of_its_own = whole and item.found.plan.kind != "sales"
    lends = not _is_declined(item, declined) and (item.wish.kind is None or list_of_its_own)
    return Candidate(place, item.table, item.found.plan.kind, whole, lends, item.wish.columns)


def _is_declined(item: Seen, declined: Collection[str]) -> bool:
    return item.source in declined or item.table.file_name in declined


def _take(workspace: Workspace, cursor: Cursor, item: Seen, join: Join) -> None:
    """The lines of a join with what is lent to them, planned as one table."""
    if join.broken:
        item.found = replace(item.found, error=_repeated(join.broken))
        return
    notes = [_not_joined(each, item) for each in join.repeated]
    if join.links:
        item.table = joined_table(cursor, item.table, join.links, workspace.spool / f"{uuid4().hex}.csv")
        kind, columns = item.wish.kind or "sales", item.wish.columns
        item.found = inspect_table(workspace, item.upload, item.table, kind, columns, item.wish.choices)
        notes += _joined_notes(item, needed=not join.base.complete)
        if item.found.error is None:
            notes += totals_note(cursor, item.table, item.found.plan)
    item.found = replace(item.found, notes=tuple(notes))


def _repeated(found: Repeated) -> ImportRefusedError:
    return ImportRefusedError(
        "key_repeated", file=found.part.table.file_name, header=found.header, value=found.value, count=found.count
    )


def _not_joined(found: Repeated, item: Seen) -> Note:
    return note(
        "not_joined",
        file=item.source,
        other=found.part.table.file_name,
        header=found.header,
        value=found.value,
        count=found.count,
    )


def _joined_notes(item: Seen, *, needed: bool) -> list[Note]:
    """What was joined, how sure that is, and what the amount of a line is."""
    notes = [
        note(
            "joined",
            file=item.source,
            other=lookup.source,
            header=lookup.key,
            share=lookup.found,
            columns=", ".join(column for _, column in lookup.columns if column),
        )
        for lookup in item.table.lookups
    ]
    amount = item.found.plan.format_of("amount")
    if needed and amount:
        notes.append(note("amount_of_lines", file=item.source, header=amount.header))
    return notes


def _lend(
    workspace: Workspace, cursor: Cursor, item: Seen, made: Sequence[Join], seen: Sequence[Seen], apart: Together
) -> None:
    """Count the rows of a table that lends; one that is no table of its own is set aside with its lines."""
    uses = [(seen[join.base.place], link) for join in made for link in join.links if item.table in link.tables]
    if not uses:
        return
    lines = [(Rows.of(base.table), link.key.header) for base, link in uses]
    lent = Lent(uses[0][0].source, used_rows(cursor, item.table, uses[0][1].key.other, lines))
    error = item.found.error
    own = (error is None or error.code not in INCOMPLETE) and item.found.plan.kind != "sales"
    if own:
        master = [there for _, link in uses for name, there in link.gains if name == "customer_id"]
        if item.found.plan.kind == "customers" and not item.wish.columns:
            columns = {"customer_id": master[0]} if master else {}
            item.found = inspect_table(workspace, item.upload, item.table, "customers", columns, item.wish.choices)
        item.found = replace(item.found, lent=lent)
    else:
        item.found = replace(item.found, lent=lent, ignored=True, error=None)
    if not own or len(uses) == 1:
        for base, _ in uses:
            apart.join(item.offer, base.offer)


def _set_aside(cursor: Cursor, item: Seen, bases: Sequence[Seen], apart: Together) -> None:
    """A file that belongs to the same orders and holds nothing that the lines lack counts as skipped, with a note."""
    for base in bases:
        same = {normalised(header): header for header in base.table.columns}
        for header in item.table.columns:
            other = same.get(normalised(header))
            if other and _is_id(header):
                share = share_found(cursor, Rows.of(item.table), (base.table,), Key("", header, other))
                if share >= MOST:
                    said = note("not_needed", file=item.source, other=base.source, rows=item.table.rows)
                    item.found = replace(item.found, ignored=True, error=None, notes=(said,))
                    apart.join(item.offer, base.offer)
                    return


def _is_id(header: str) -> bool:
    found = candidates(header, "sales")
    return normalised(header).endswith(ID_ENDINGS) or (bool(found) and found[0][0] in IDS)
