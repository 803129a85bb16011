"""Columns that nothing has told of so far: they read as null, take no room and cost an import nothing.

`tables.sql` makes them with `as (null)`.
"""

from __future__ import annotations

from collections.abc import Collection

from core.store.engine import Cursor, quoted

NOT_COMPRESSED = {"sales": ("unit_price",)}
"""As ids, names and days, see `tables.sql`."""
COLUMNS = (
    "select name, type, coalesce(dflt_value like 'CAST(%NULL AS %', false) as untold from pragma_table_info('{table}')"
)
"""What a column is computed from stands where its default would; one with a default of its own is kept."""


def make_room(cursor: Cursor, table: str, names: Collection[str]) -> None:
    """Give a table room for columns that it keeps none for; in the transaction that writes their first values."""
    for name, kind, untold in cursor.rows(COLUMNS.format(table=table)):
        if untold and name in names:
            cursor.run(f"alter table {table} drop column {quoted(name)}")
            stays = " using compression uncompressed" if name in NOT_COMPRESSED.get(table, ()) else ""
            cursor.run(f"alter table {table} add column {quoted(name)} {kind}{stays}")


def kept_columns(cursor: Cursor, table: str) -> str:
    """The columns that a table has room for, as SQL."""
    return ", ".join(quoted(name) for name, _, untold in cursor.rows(COLUMNS.format(table=table)) if not untold)
