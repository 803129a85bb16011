"""Contacts noted by hand: kept beside those of files, as the batch 0 that no undo and no import touches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from core.errors import QuestionError
from core.store.edits import standing_id
from core.store.engine import Cursor

if TYPE_CHECKING:
    from core.store.workspace import Workspace

BY_HAND = 0
KINDS = ("visit", "call", "message", "complaint")
LONGEST_TEXT, LONGEST_NAME = 2000, 120
LONGEST_AHEAD_DAYS = 3660
NOTES = (
    'select r.customer_id, r.contacted_on, r.kind, r."by", r.result, r.next_step, r.next_on, r.product, r.settled_on, '
    "r.noted_at, c.customer_name from contact_records as r left join (select customer_id, customer_name from customers "
    "union all select customer_id, customer_name from merged_customers) as c on c.customer_id = r.customer_id "
    f"where r.batch_id = {BY_HAND} and "
)
NOW = (
    "greatest(cast(now() as TIMESTAMP), "
    "(select coalesce(max(noted_at), cast(now() as TIMESTAMP) - interval 1 day) from contact_records) "
    "+ interval 1 microsecond)"
)
"""Later than every note before it, also where the clock was set back: it is what a note is taken back by."""


@dataclass(frozen=True)
class Contact:
    """What a person notes of a contact. `settled_on`: of a complaint, when it was settled."""

    customer_id: str
    contacted_on: date
    kind: str
    by: str | None = None
    result: str | None = None
    next_step: str | None = None
    next_on: date | None = None
    product: str | None = None
    settled_on: date | None = None


@dataclass(frozen=True)
class Note:
    """A contact that was noted by hand, and when; `note_id` names it."""

    contact: Contact
    noted_at: datetime
    customer_name: str | None = None

    @property
    def note_id(self) -> str:
        """The time of the note, as text: no two notes have the same."""
        return self.noted_at.isoformat(timespec="microseconds")


def latest_day(workspace: Workspace, today: date) -> date:
    """The last day that a contact can have: today, or the last day of the data where that is later."""
    with workspace.engine.cursor() as cursor:
        return max(today, _days_of_data(cursor)[1] or today)


def note_contact(workspace: Workspace, contact: Contact, today: date) -> Note:
    """Keep a contact; figures and lists know it at once. Who was merged is meant as the customer that stands.

    Blanks at the ends are left out, empty texts are none. `today`: the day on the clock of whoever notes it.
    Errors: QuestionError `customer_unknown`, `contact_kind`, `contact_future`, `contact_early` (before the first day
    of the data), `contact_next_on` (the next step before the contact, or beyond ten years), `contact_settled` (before
    the complaint, in the future, or of no complaint), `contact_long`, `contact_known` (noted by hand already).
    """
    contact = _trimmed(contact)
    with workspace.writing() as cursor:
        _check(cursor, contact, today)
        standing = standing_id(cursor, contact.customer_id)
        values: dict[str, object] = {**vars(contact), "customer_id": standing}
        same = " and ".join(f'"{name}" is not distinct from ${name}' for name in values)
        if cursor.rows(f"select 1 from contact_records where batch_id = {BY_HAND} and {same} limit 1", values):
            raise QuestionError("contact_known", contacted_on=contact.contacted_on)
        names = ", ".join(f'"{name}"' for name in values)
        places = ", ".join(f"${name}" for name in values)
        noted_at = cursor.value(f"select {NOW}")
        cursor.run(
            f"insert into contact_records (batch_id, {names}, noted_at) values ({BY_HAND}, {places}, $noted_at)",
            {**values, "noted_at": noted_at},
        )
        return _note(cursor.row(f"{NOTES} r.noted_at = $noted_at", {"noted_at": noted_at}))


def take_back(workspace: Workspace, note_id: str) -> Note:
    """Take a note back, as if it had never been; what it was. QuestionError `contact_gone` where there is none."""
    try:
        values: dict[str, object] = {"noted_at": datetime.fromisoformat(note_id)}
    except ValueError as error:
        raise QuestionError("contact_gone", note_id=note_id) from error
    with workspace.writing() as cursor:
        found = cursor.rows(f"{NOTES} r.noted_at = $noted_at", values)
        if not found:
            raise QuestionError("contact_gone", note_id=note_id)
        cursor.run(f"delete from contact_records where batch_id = {BY_HAND} and noted_at = $noted_at", values)
    return _note(found[0])


def notes(workspace: Workspace, ids: Sequence[str] | None = None, limit: int = 20) -> tuple[Note, ...]:
    """The contacts noted by hand, the latest note first; `ids`: only of these customers, under any of their ids."""
    rows = workspace.engine.rows(
        f"{NOTES} r.noted_at is not null and ($everybody or r.customer_id in (select unnest($ids))) "
        "order by r.noted_at desc limit $most",
        {"everybody": ids is None, "ids": list(ids or [""]), "most": limit},
    )
    return tuple(_note(row) for row in rows)


def _note(row: Sequence[object]) -> Note:
    *said, noted_at, customer_name = row
    return Note(Contact(*said), noted_at, customer_name)  # type: ignore[arg-type]


def _trimmed(contact: Contact) -> Contact:
    texts = {
        name: (value.strip() or None) if isinstance(value, str) else value for name, value in vars(contact).items()
    }
    return Contact(**{**texts, "customer_id": contact.customer_id})  # type: ignore[arg-type]


def _check(cursor: Cursor, contact: Contact, today: date) -> None:
    if contact.kind not in KINDS:
        raise QuestionError("contact_kind", kind=contact.kind, kinds=", ".join(KINDS))
    first, last = _days_of_data(cursor)
    latest = max(today, last or today)
    if contact.contacted_on > latest:
        raise QuestionError("contact_future", contacted_on=contact.contacted_on, latest=latest)
    if first is not None and contact.contacted_on < first:
        raise QuestionError("contact_early", contacted_on=contact.contacted_on, first=first)
    _check_next(contact)
    if contact.settled_on is not None and not (
        contact.kind == "complaint" and contact.contacted_on <= contact.settled_on <= latest
    ):
        raise QuestionError("contact_settled", settled_on=contact.settled_on, contacted_on=contact.contacted_on)
    for name in ("by", "result", "next_step", "product"):
        most = LONGEST_NAME if name == "by" else LONGEST_TEXT
        if len(getattr(contact, name) or "") > most:
            raise QuestionError("contact_long", column=name, count=len(getattr(contact, name)), most=most)


def _check_next(contact: Contact) -> None:
    if contact.next_on is None:
        return
    ahead = (contact.next_on - contact.contacted_on).days
    if not 0 <= ahead <= LONGEST_AHEAD_DAYS:
        raise QuestionError("contact_next_on", next_on=contact.next_on, contacted_on=contact.contacted_on)


def _days_of_data(cursor: Cursor) -> tuple[date | None, date | None]:
    first, last = cursor.row("select min(first_line_date), max(last_line_date) from customer_months")
    return first, last
