"""What has gone out: a record of every file made of a list; and the names of a saved list as they are known now."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from core.errors import QuestionError
from core.metrics.customers import COLUMNS, Where, customers
from core.metrics.further import FURTHER
from core.metrics.question import Filters
from core.targets.column_sets import ColumnSet, sources
from core.targets.wording import whole

if TYPE_CHECKING:
    import pandas as pd

    from core.metrics.question import Question
    from core.settings import RfmRules
    from core.store.workspace import Workspace
    from core.targets.list_files import ListFile

MEMBERS = (
    "select customer_id, customer_name, reason, action, arm from target_list_members "
    "where list_id = $list_id order by value desc nulls last, customer_id"
)
LOGGED = (
    "select list_id, name, exported_at, column_set, rows_out, held_back, unmasked from list_exports "
    "order by exported_at desc limit $most"
)
MOST_SHOWN = 200


@dataclass(frozen=True)
class ListExport:
    """One file that went out. `list_id` is None of a list that was not saved; `exported_at` in UTC."""

    list_id: int | None
    name: str
    exported_at: datetime
    column_set: str
    rows: int
    held_back: int
    unmasked: bool


def record_export(workspace: Workspace, file: ListFile, list_id: int | None = None) -> None:
    """Note that a file of a list was made; see `record_file`."""
    record_file(workspace, file.name, file.columns.code, file.rows, file.held_back, file.unmasked, list_id)


def record_file(
    workspace: Workspace,
    name: str,
    made_for: str,
    rows: int,
    held_back: int,
    unmasked: bool,
    list_id: int | None = None,
) -> None:
    """Note that a file was made. The data version stays, since no figure depends on it."""
    values = {
        "list_id": list_id,
        "name": name,
        "exported_at": datetime.now(UTC).replace(tzinfo=None),
        "column_set": made_for,
        "rows_out": rows,
        "held_back": held_back,
        "unmasked": unmasked,
    }
    columns, places = ", ".join(values), ", ".join(f"${name}" for name in values)
    with workspace.making("list_exports"), workspace.engine.transaction() as cursor:
        cursor.run(f"insert into list_exports ({columns}) values ({places})", values)


def load_exports(workspace: Workspace, most: int = MOST_SHOWN) -> tuple[ListExport, ...]:
    """The files that went out, newest first."""
    return tuple(ListExport(*row) for row in workspace.engine.rows(LOGGED, {"most": most}))


def saved_table(
    workspace: Workspace, question: Question, rules: RfmRules, list_id: int, chosen: ColumnSet
) -> pd.DataFrame:
    """The names of a saved list, the most valuable first, with the `sources` of a column set as they are now.

    Names, reasons, actions and who is held back (`arm`) are those of the day on which the list was saved; who is not
    known any more has nothing else. The question's filters are left out. QuestionError `list_missing`.
    """
    members = workspace.engine.frame(MEMBERS, {"list_id": list_id})
    if members.empty and not workspace.engine.rows(
        "select 1 from target_lists where list_id = $list_id", {"list_id": list_id}
    ):
        raise QuestionError("list_missing", list_id=list_id)
    wanted = sources(chosen)
    ids = list(members["customer_id"])
    where: Where = ('"customer_id" in (select unnest($ids))', {"ids": ids})
    asked = replace(question, filters=Filters())
    further = [name for name in wanted if name in FURTHER]
    found = whole(customers(workspace, asked, rules, where=where, further=further).table).set_index("customer_id")
    made = found[[name for name in wanted if name in (*COLUMNS, *FURTHER) and name != "customer_id"]].reindex(ids)
    made = made.reset_index(names="customer_id")
    made["customer_name"] = members["customer_name"].fillna(made["customer_name"])
    return made.assign(reason=members["reason"], action=members["action"], arm=members["arm"])
