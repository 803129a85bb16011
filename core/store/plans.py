"""The plan: revenue of a month, of the company or of one salesperson."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from core.errors import QuestionError

if TYPE_CHECKING:
    from core.store.workspace import Workspace

LARGEST = Decimal(10) ** 14
LONGEST_NAME = 200


@dataclass(frozen=True)
class Planned:
    """Planned revenue of a month (its first day); `salesperson` None: the company's."""

    month: date
    salesperson: str | None
    amount: Decimal


def plans(workspace: Workspace) -> tuple[Planned, ...]:
    """The whole plan: by month, the company first, then by name."""
    query = "select month, salesperson, amount from plans order by month, salesperson nulls first"
    return tuple(Planned(*row) for row in workspace.engine.rows(query))


def keep_plan(workspace: Workspace, rows: Iterable[Planned], *, whole: bool = False) -> int:
    """Keep rows in the place of those of the same month and salesperson; with `whole` they are the whole plan.

    Gives how many were kept. QuestionError `plan_amount` (negative or too large), `plan_name`, `plan_twice`: nothing is
    kept then.
    """
    kept = [_checked(row) for row in rows]
    seen: set[tuple[date, str | None]] = set()
    for row in kept:
        if (row.month, row.salesperson) in seen:
            raise QuestionError("plan_twice", month=f"{row.month:%Y-%m}", salesperson=row.salesperson)
        seen.add((row.month, row.salesperson))
    now = datetime.now(UTC).replace(tzinfo=None)
    with workspace.writing() as cursor:
        if whole:
            cursor.run("delete from plans")
        for row in kept:
            place: dict[str, object] = {"month": row.month, "salesperson": row.salesperson}
            cursor.run(
                "delete from plans where month = $month and salesperson is not distinct from $salesperson", place
            )
            cursor.run(
                "insert into plans values ($month, $salesperson, $amount, $planned_at)",
                place | {"amount": row.amount, "planned_at": now},
            )
    return len(kept)


def _checked(row: Planned) -> Planned:
    if not row.amount.is_finite() or not 0 <= row.amount < LARGEST:
        raise QuestionError(
            "plan_amount", month=f"{row.month:%Y-%m}", salesperson=row.salesperson, value=f"{row.amount}"
        )
    name = " ".join(row.salesperson.split()) if row.salesperson else None
    if name and len(name) > LONGEST_NAME:
        raise QuestionError("plan_name", value=f"{name[:40]}…", most=LONGEST_NAME)
    return Planned(row.month.replace(day=1), name or None, row.amount)
