"""care: whom to visit, call or write to; contact: what was said with whom, noted by hand."""

from __future__ import annotations

import argparse
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.commands.answer import Answer, columns, money
from core.commands.basis import basis_data, basis_line
from core.commands.question import asked_question
from core.errors import QuestionError
from core.text.words import Words

if TYPE_CHECKING:
    from core.metrics.caring.care import CarePlan, Portfolio
    from core.settings import Settings
    from core.store.contacts import Note
    from core.store.workspace import Workspace
    from core.targets.care_list import Row

ENDINGS = (".xlsx", ".csv", ".ics", ".html")
MOST_LINES = 60


def answer_care(workspace: Workspace, args: argparse.Namespace, words: Words) -> Answer:
    """Who is due in the days after as_of, the overdue first; with --out also as a file."""
    from core.metrics.caring.care import care_plan
    from core.store.playbook import own_words
    from core.targets.care_list import care_rows

    asked = asked_question(args, workspace.settings())
    settings = replace(workspace.settings(), value=asked.value)
    if args.out is not None and args.out.suffix.lower() not in ENDINGS:
        raise QuestionError("file_ending", file=args.out.name, endings=", ".join(ENDINGS))
    found = care_plan(
        workspace, asked, settings.rfm, days=args.days, salesperson=args.salesperson,
        most_new=None if args.all else args.new,
    )  # fmt: skip
    _known(found, args.salesperson)
    rows = care_rows(found, words, settings, own_words(workspace, words.language))
    data = {
        **basis_data(found.basis),
        "last_day": found.last_day.isoformat(),
        "contacts": found.contacts,
        **{state: found.count(state) for state in ("overdue", "due", "never", "proposed", "done")},
        "salespeople": [_person(person) for person in found.people],
        "customers": [_customer(row) for row in rows],
    }
    if args.out is None:
        return Answer(data, _text(found, rows, words, settings))
    _write(workspace, found, rows, args.out, words, settings, unmasked=args.unmasked)
    return Answer({**data, "out": str(args.out)}, _text(found, (), words, settings))


def _known(found: CarePlan, name: str | None) -> None:
    names = [person.name or "" for person in found.people]
    if name is not None and name not in names:
        raise QuestionError("care_salesperson", name=name, names=", ".join(filter(None, names)))


def _person(person: Portfolio) -> dict[str, Any]:
    return {"name": person.name, "overdue": person.overdue, "due": person.due, "never": person.never,
            "proposed": person.proposed, "done": person.done}  # fmt: skip


def _customer(row: Row) -> dict[str, Any]:
    named = ("customer_id", "customer_name", "salesperson", "tier", "stage", "segment", "state", "kind", "last_kind")
    days = ("due_on", "last_contact", "next_on", "complaint_on", "birthday_on", "anniversary_on")
    return {
        **{name: row[name] for name in named},
        **{name: row[name].isoformat() if row[name] else None for name in days},
        "overdue_days": None if row["overdue_days"] is None else int(row["overdue_days"]),
        "value": money(Decimal(row["value"])) if row["value"] is not None else None,
        "opted_out": bool(row["opted_out"]),
        "signals": list(row["signals"]),
        "reason": row["reason"],
        "action": row["action"],
    }


def _text(found: CarePlan, rows: list[Row] | tuple[()], words: Words, settings: Settings) -> str:
    from core.targets.care_list import care_frame
    from core.text.care_texts import whom_we_call

    lines = [basis_line(found.basis, words), whom_we_call(found, words)]
    if rows:
        frame = care_frame(rows[:MOST_LINES], words, settings).iloc[:, [0, 1, 2, 4, 6]]
        cells = [[str(cell or "–") for cell in line] for line in frame.itertuples(index=False, name=None)]
        lines.append(columns([str(name) for name in frame.columns], cells, left=5))
    if len(rows) > MOST_LINES:
        lines.append(words("The first {count} rows; the download holds all.", count=words.count(MOST_LINES)))
    return "\n".join(lines)


def _write(
    workspace: Workspace,
    found: CarePlan,
    rows: list[Row],
    out: Path,
    words: Words,
    settings: Settings,
    *,
    unmasked: bool,
) -> None:
    from core.targets.care_files import FileKind, care_file
    from core.targets.export import write_whole
    from core.targets.export_log import record_file

    kind: FileKind = out.suffix.lower()[1:]  # type: ignore[assignment]  # one of ENDINGS
    made = care_file(kind, found, rows, words, settings, workspace.name, workspace.data_version, unmasked=unmasked)
    write_whole(made, out)
    record_file(workspace, words("Care plan"), "care", len(rows), 0, unmasked)


def answer_contact(workspace: Workspace, args: argparse.Namespace, words: Words) -> Answer:
    """Note a contact, list what was noted by hand, or take a note back."""
    from core.store.contacts import Contact, note_contact, notes, take_back

    today = datetime.now().astimezone().date()
    if args.what == "list":
        found = notes(workspace, [args.key] if args.key else None, limit=1000)
        return Answer({"notes": [_note(each) for each in found]}, _notes_text(found, words))
    if args.key is None or (args.what == "add" and args.kind is None):
        raise QuestionError("contact_unclear")
    if args.what == "remove":
        gone = take_back(workspace, args.key)
        return Answer({"removed": _note(gone)}, words("Taken back: {what}.", what=_line(gone, words)))
    said = Contact(args.key, args.on or today, args.kind, args.by, args.result, args.next_step, args.next_on,
                   settled_on=args.settled_on)  # fmt: skip
    kept = note_contact(workspace, said, today)
    return Answer({"noted": _note(kept)}, words("Noted: {what}.", what=_line(kept, words)))


def _note(note: Note) -> dict[str, Any]:
    plain = {
        name: value.isoformat() if isinstance(value, date) else value for name, value in vars(note.contact).items()
    }
    return {"note": note.note_id, **plain}


def _line(note: Note, words: Words) -> str:
    said = note.contact
    parts = [words.code("contact_kind", said.kind), said.customer_id, words.day(said.contacted_on), said.result or ""]
    return " · ".join(part for part in parts if part)


def _notes_text(found: tuple[Note, ...], words: Words) -> str:
    return "\n".join(f"{note.note_id}  {_line(note, words)}" for note in found) or words("Nothing was noted by hand.")
