"""The monthly facts under a filter on lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.errors import QuestionError
from core.metrics.cached import cached
from core.schema import LINE_FILTERS
from core.store.engine import Cursor, quoted
from core.store.facts import FACTS, LineFilters, facts_query

if TYPE_CHECKING:
    from core.store.workspace import Workspace


def facts_of(workspace: Workspace, filters: LineFilters = ()) -> str:
    """The name of the facts table under a filter on lines: `customer_months` itself without one, else a cached table.

    It has the columns of `customer_months`. QuestionError `filter_unknown` for a column that no line has.
    """
    if not filters:
        return FACTS
    lines, values = lines_of(filters)

    def make(cursor: Cursor, name: str) -> None:
        cursor.run(f"create table {name} as {facts_query(lines)}", values)

    return cached(workspace, "table", "facts", filters, make)


def lines_of(filters: LineFilters = ()) -> tuple[str, dict[str, object]]:
    """The lines under a filter, as a table or a select in brackets, with the values it binds.

    QuestionError `filter_unknown` for a column that no line has.
    """
    if not filters:
        return "sales", {}
    for column, _ in filters:
        if column not in LINE_FILTERS:
            raise QuestionError("filter_unknown", column=column, columns=", ".join(LINE_FILTERS))
    chosen = " and ".join(f"{quoted(column)} in (select unnest($v{n}))" for n, (column, _) in enumerate(filters))
    return f"(select * from sales where {chosen})", {f"v{n}": list(kept) for n, (_, kept) in enumerate(filters)}
