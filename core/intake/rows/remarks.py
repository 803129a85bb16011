"""What a person should know of a table although nothing is wrong with it: customers twice, answers taken for scores."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from core.intake.batching.alike import Alike, alike_rows
from core.intake.batching.receipts import Inspection, Note, note
from core.intake.rows.refund_columns import refunds_note
from core.intake.values.answer_words import known_words
from core.intake.values.formats import ColumnFormat, parse_date, parse_number
from core.intake.values.worded import legend

if TYPE_CHECKING:
    from core.store.workspace import Workspace

MOST_ROWS = 200_000  # of a list in which customers are looked for twice
EXAMPLES = 3


def remarked(workspace: Workspace, inspection: Inspection) -> Inspection:
    """The inspection with the rows that look alike and with its notes."""
    alike: tuple[Alike, ...] = ()
    with workspace.engine.cursor() as cursor:
        if inspection.plan.kind == "customers" and inspection.table.rows <= MOST_ROWS:
            alike = alike_rows(cursor, inspection.table, inspection.plan)
        refunds = refunds_note(cursor, inspection)
    notes = [*inspection.notes, *_alike_note(inspection, alike), *_answers_note(inspection), *_months_note(inspection)]
    notes += [*_units_note(inspection), *refunds]
    return replace(inspection, alike=alike, notes=tuple(notes))


def _alike_note(inspection: Inspection, alike: tuple[Alike, ...]) -> list[Note]:
    if not alike:
        return []
    names = [[member.customer_name or member.customer_id for member in group.members] for group in alike[:EXAMPLES]]
    examples = "; ".join(" = ".join(dict.fromkeys(group)) for group in names)
    return [note("alike", file=inspection.table.file_name, count=len(alike), examples=examples)]


def _answers_note(inspection: Inspection) -> list[Note]:
    """How the answers of each scale in words become scores."""
    table, plan = inspection.table, inspection.plan
    worded: dict[tuple[tuple[str, ...], ...], set[str]] = {}
    for each in (*(column.format for column in plan.wide), *plan.formats):
        if each.steps:
            place = table.columns.index(each.header)
            worded.setdefault(each.steps, set()).update(known_words(row[place] or "" for row in table.sample))
    return [
        note(
            "answers_in_words",
            file=table.file_name,
            options=f"1-{len(steps)}",
            examples=", ".join(f"{word} = {score}" for word, score in legend(steps, sorted(words))),
        )
        for steps, words in worded.items()
    ]


def _months_note(inspection: Inspection) -> list[Note]:
    """Columns of days that hold months only, with the day that they stand for."""
    table = inspection.table
    notes = []
    for each in inspection.plan.formats:
        if each.date_format == "month":
            place = table.columns.index(each.header)
            told = [
                (value, parse_date(value, "month")) for value in dict.fromkeys(row[place] or "" for row in table.sample)
            ]
            examples = ", ".join([f"{value} = {day}" for value, day in told if day][:EXAMPLES])
            notes.append(note("months_alone", file=table.file_name, header=each.header, examples=examples))
    return notes


def _units_note(inspection: Inspection) -> list[Note]:
    """Columns whose amounts are given in 万元 or thousands, with what the first of them counts as."""
    table = inspection.table
    units: dict[int, list[ColumnFormat]] = {}
    for each in inspection.plan.formats:
        if each.factor != 1:
            units.setdefault(each.factor, []).append(each)
    notes = []
    for unit, columns in units.items():
        mark, place = columns[0].decimal_mark or ".", table.columns.index(columns[0].header)
        cells = dict.fromkeys(row[place] or "" for row in table.sample)
        read = [(cell, parse_number(cell, mark, columns[0].symbols)) for cell in cells]
        examples = ", ".join(
            [f"{cell} = {(number * unit).normalize():,f}" for cell, number in read if number][:EXAMPLES]
        )
        headers = tuple(each.header for each in columns)
        notes.append(note("amounts_in_units", file=table.file_name, headers=headers, count=unit, examples=examples))
    return notes
