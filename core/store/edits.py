"""What a person says of a customer: it wins over files until it is taken back, and every word of it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from core.errors import QuestionError
from core.schema import CUSTOMERS, ColumnType
from core.store.customers import EDITABLE
from core.store.derived import refresh_derived
from core.store.engine import Cursor, quoted

if TYPE_CHECKING:
    from core.store.workspace import Workspace

LONGEST_TEXT, LONGEST_NOTE = 2000, 500
MOST_MONEY = Decimal("99999999999999.9999")
FLAGS = {"true": "true", "yes": "true", "1": "true", "是": "true", "false": "false", "no": "false", "0": "false",
         "否": "false"}  # fmt: skip
NOW = (
    "greatest(cast(now() as TIMESTAMP), "
    "(select coalesce(max(edited_at), cast(now() as TIMESTAMP) - interval 1 day) from customer_edits) "
    "+ interval 1 microsecond)"
)
"""Later than every edit before it, also where the clock was set back."""


@dataclass(frozen=True)
class Said:
    """One thing that was said of a customer. `value` None: taken back, "" (by a person): there is none.

    `file_name` None: a person said it, with a `note` or without. `said_of`: the id under which it was said.
    """

    attribute: str
    value: str | None
    said_at: datetime
    said_of: str
    file_name: str | None
    note: str | None


def edit_customer(
    workspace: Workspace, customer_id: str, values: Mapping[str, str | None], note: str | None = None
) -> None:
    """Keep what a person says of some attributes; it counts at once, in every figure and list.

    A value is text as in a file ("2024-05-01", "1234.5", "yes"); "" says that there is none, None takes back what was
    said, so that files count again. Who was merged is meant as the customer that stands.
    Errors: QuestionError `customer_unknown`, `edit_attribute`, `edit_value` (with a reason), `edit_nothing`.
    """
    kept = {name: None if value is None else checked_value(name, value) for name, value in values.items()}
    if not kept:
        raise QuestionError("edit_nothing")
    said_note = " ".join((note or "").split())[:LONGEST_NOTE] or None
    with workspace.writing() as cursor:
        standing = standing_id(cursor, customer_id)
        for attribute, value in kept.items():
            cursor.run(
                f"insert into customer_edits select $customer_id, $attribute, $value, $note, {NOW}",
                {"customer_id": standing, "attribute": attribute, "value": value, "note": said_note},
            )
        cursor.run("create or replace temp table edited_id as select $id as customer_id", {"id": standing})
        refresh_derived(cursor, [], "select customer_id from edited_id")
        cursor.run("drop table edited_id")


def standing_id(cursor: Cursor, customer_id: str) -> str:
    """The id of the customer that stands for this one. QuestionError `customer_unknown`."""
    found = cursor.rows(
        "select customer_id from customers where customer_id = $id "
        "union all select into_id from merged_customers where customer_id = $id",
        {"id": customer_id},
    )
    if not found:
        raise QuestionError("customer_unknown", customer_id=customer_id)
    return str(found[0][0])


def checked_value(attribute: str, value: str) -> str:
    """The value as it is kept: days as ISO, amounts plain, flags true or false; "" stays.

    Errors: QuestionError `edit_attribute`; `edit_value` with the reason `date`, `number`, `flag` or `long`.
    """
    if attribute not in EDITABLE:
        raise QuestionError("edit_attribute", column=attribute, columns=", ".join(EDITABLE))
    text = value.strip()
    kind = CUSTOMERS.column(attribute).type
    if not text:
        return ""
    found = _typed(kind, text)
    if found is None:
        reason = {"date": "date", "flag": "flag", "money": "number", "number": "number"}.get(kind, "long")
        raise QuestionError("edit_value", reason=reason, column=attribute, value=text[:40])
    return found


def _typed(kind: ColumnType, text: str) -> str | None:
    """The value as it is kept, None where it is none of its kind."""
    if kind == "flag":
        return FLAGS.get(text.lower())
    if kind == "date":
        try:
            return date.fromisoformat(text).isoformat()
        except ValueError:
            return None
    if kind in ("money", "number"):
        return _number(text)
    return text if len(text) <= LONGEST_TEXT else None


def _number(text: str) -> str | None:
    try:
        number = Decimal(text.replace(",", ""))
    except InvalidOperation:
        return None
    return f"{number:f}" if number.is_finite() and abs(number) <= MOST_MONEY else None


def history(workspace: Workspace, customer_id: str) -> list[Said]:
    """All that files and people said of the attributes of a customer that stands, under any of its ids, newest first.

    Of files that repeat a value the first counts; what was undone is not there.
    """
    with workspace.engine.cursor() as cursor:
        said = [*_filed(cursor, customer_id), *_edited(cursor, customer_id)]
    return sorted(said, key=lambda each: (each.said_at, each.attribute), reverse=True)


IDS = "(select $id as customer_id union all select customer_id from merged_customers where into_id = $id)"


def _filed(cursor: Cursor, customer_id: str) -> list[Said]:
    columns = ", ".join(f"cast(r.{quoted(name)} as VARCHAR)" for name in EDITABLE)
    rows = cursor.rows(
        f"select b.imported_at, b.file_name, r.customer_id, {columns} from customer_records as r "
        "left join (select distinct batch_id, completes from repaired_rows) as m on m.batch_id = r.batch_id "
        "join batches as b on b.batch_id = coalesce(m.completes, r.batch_id) "
        f"where r.customer_id in (select customer_id from {IDS}) order by b.batch_id, r.file_row",
        {"id": customer_id},
    )
    found: list[Said] = []
    last: dict[tuple[str, str], str] = {}
    for said_at, file_name, said_of, *values in rows:
        for name, value in zip(EDITABLE, values, strict=True):
            if value is not None and last.get((said_of, name)) != value:
                last[said_of, name] = value
                found.append(Said(name, value, said_at, said_of, file_name, None))
    return found


def _edited(cursor: Cursor, customer_id: str) -> list[Said]:
    rows = cursor.rows(
        "select attribute, value, edited_at, customer_id, note from customer_edits "
        f"where customer_id in (select customer_id from {IDS}) order by edited_at",
        {"id": customer_id},
    )
    return [Said(name, value, said_at, said_of, None, note) for name, value, said_at, said_of, note in rows]
