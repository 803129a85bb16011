"""Batches played again in their order, for the lines that a change bears upon.

A repair has its place right behind the batch that it completes: the state is what importing the mended file there
would have given.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from core.intake.batching.receipts import Matching, Mode
from core.intake.rows.lines import IDENTITY, MONTH, touched_months
from core.store.derived import refresh_derived
from core.store.engine import Cursor
from core.store.untold import kept_columns

STANDING = (
    "select b.batch_id, any_value(b.mode), any_value(b.matching), min(r.completes) "
    "from batches as b left join repaired_rows as r on r.batch_id = b.batch_id "
    "where b.kind = 'sales' and b.undone_at is null group by b.batch_id"
)
COMES_BACK = "replaced_by is distinct from batch_id"
"""Which lines set aside may count again: not those that an earlier file of their own batch holds."""


@dataclass(frozen=True)
class Turn:
    """A batch of sales when its turn comes. `completes`: the batch that it repairs."""

    batch_id: int
    mode: Mode
    matching: Matching
    completes: int | None = None

    @property
    def place(self) -> tuple[int, int]:
        """When its turn comes."""
        return self.completes or self.batch_id, self.batch_id


def turns(cursor: Cursor) -> list[Turn]:
    """The standing batches of sales, in the order in which they count."""
    found = [Turn(int(number), *rest) for number, *rest in cursor.rows(STANDING)]
    return sorted(found, key=lambda turn: turn.place)


def remove_lines(cursor: Cursor, batch_id: int) -> None:
    """Take the lines of a batch out, as if it had never been: what it had set aside or hidden comes back.

    Lines that other standing batches hold too are played through again in the order of the batches, restricted to the
    lines concerned. Customers and facts are brought up to date.
    """
    months = set(touched_months(cursor, batch_id))
    cursor.run(
        "create or replace temp table gone as select distinct customer_id from "
        f"(select * from sales where batch_id = {batch_id} union all by name select * exclude (reason, replaced_by) "
        f"from sales_aside where {batch_id} in (batch_id, replaced_by))"
    )
    concern(cursor, [batch_id])
    cursor.run(f"delete from sales where batch_id = {batch_id}")
    cursor.run(f"delete from sales_aside where batch_id = {batch_id}")
    months |= replay(cursor, [turn for turn in turns(cursor) if turn.batch_id != batch_id])
    refresh_derived(cursor, sorted(months), "select customer_id from replay union all select customer_id from gone")
    cursor.run("drop table replay")
    cursor.run("drop table gone")


def concern(cursor: Cursor, leaving: Sequence[int]) -> None:
    """Make the temporary table `concerned`: the identities of lines set aside that may count without these batches."""
    gone = ", ".join(map(str, leaving))
    cursor.run(
        f"create or replace temp table concerned as select distinct {IDENTITY} as identity from sales_aside "
        f"where batch_id not in ({gone}) and (replaced_by in ({gone}) or {IDENTITY} in "
        f"(select {IDENTITY} from sales where batch_id in ({gone}) "
        f"union all select {IDENTITY} from sales_aside where batch_id in ({gone})))"
    )


def replay(cursor: Cursor, order: list[Turn]) -> set[date]:
    """Take the lines whose identities stand in the temporary table `concerned` out and play them again.

    They stand in the temporary table `replay` afterwards, which the caller drops. Gives the first days of their months.
    """
    play(cursor, order)
    chosen = f"{IDENTITY} in (select identity from concerned)"
    cursor.run(f"delete from sales where {chosen}")
    cursor.run(f"delete from sales_aside where {chosen} and {COMES_BACK}")
    cursor.run(f"insert into sales by name select {kept_columns(cursor, 'sales')} from visible")
    cursor.run("insert into sales_aside by name select * exclude (identity) from hidden")
    for table in ("concerned", "visible", "hidden"):
        cursor.run(f"drop table {table}")
    return {row[0] for row in cursor.rows(f"select distinct {MONTH} from replay")}


def play(cursor: Cursor, order: list[Turn]) -> None:
    """Play the lines whose identities stand in `concerned` again, in temporary tables alone.

    `replay` holds them all, `visible` those that would count after these turns, `hidden` those that would not.
    """
    chosen = f"{IDENTITY} in (select identity from concerned)"
    cursor.run(
        f"create or replace temp table replay as select *, {IDENTITY} as identity from "
        f"(select * from sales where {chosen} union all by name select * exclude (reason, replaced_by) "
        f"from sales_aside where {chosen} and {COMES_BACK})"
    )
    cursor.run("create or replace temp table visible as select * from replay limit 0")
    cursor.run(
        "create or replace temp table hidden as "
        "select *, cast(null as VARCHAR) as reason, cast(null as INTEGER) as replaced_by from replay limit 0"
    )
    for turn in order:
        _play(cursor, turn)


def _play(cursor: Cursor, turn: Turn) -> None:
    """Write one batch's lines of `replay` again, on top of the batches before it."""
    batch_id = turn.batch_id
    if turn.mode == "replace-months":
        covered = (
            f"{MONTH} in (select {MONTH} from replay where batch_id = {batch_id} "
            f"union select {MONTH} from sales where batch_id = {batch_id} "
            f"union select {MONTH} from sales_aside where batch_id = {batch_id}) and not {is_family('batch_id', turn)}"
        )
        cursor.run(f"insert into hidden select *, 'replaced', {batch_id} from visible where {covered}")
        cursor.run(f"delete from visible where {covered}")
    by_line_id = "order_id is not null and line_id is not null"
    judged = "order_id is not null" if turn.matching == "keep" else "true"
    double = (
        f"(({by_line_id}) and occurrence > 1) "
        f"or ({judged} and identity in (select identity from visible where batch_id <> {batch_id}))"
    )
    cursor.run(
        f"create or replace temp table playing as select *, {double} as is_double "
        f"from replay where batch_id = {batch_id}"
    )
    cursor.run("insert into hidden select * exclude (is_double), 'duplicate', null from playing where is_double")
    cursor.run("insert into visible select * exclude (is_double) from playing where not is_double")
    cursor.run("drop table playing")


def is_family(number: str, turn: Turn) -> str:
    """Whether a batch is the one that a repair completes, or another repair of it; as SQL over its number."""
    if turn.completes is None:
        return f"{number} = {turn.batch_id}"
    repairs = f"select batch_id from repaired_rows where completes = {turn.completes}"
    return f"({number} in ({turn.completes}, {turn.batch_id}) or {number} in ({repairs}))"
