"""How much each customer lacks to the next better tier."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from core.metrics.cached import cached, one_reading
from core.metrics.customer_values import Prepared, filled
from core.metrics.tiering.tiers import LARGEST, ranking_cuts, ranking_table
from core.store.engine import Cursor

if TYPE_CHECKING:
    from core.metrics.question import Question
    from core.settings import RfmRules
    from core.store.workspace import Workspace


def nearly_up_statement(workspace: Workspace, question: Question) -> Prepared:
    """The query of `nearly_up.sql` for a question."""
    begins: dict[object, str] = {}
    for tier, cut in zip(question.cut.tiers[:-1], ranking_cuts(workspace, question)[:-1], strict=True):
        begins.setdefault(min(cut, LARGEST), tier)  # where an empty tier begins with a better one, that is reached
    sql = filled(Path(__file__).with_suffix(".sql"), {"ranking": ranking_table(workspace, question)})
    return Prepared(sql, {"tiers": list(begins.values()), "cuts": list(begins)})


@one_reading
def nearly_up(workspace: Workspace, question: Question, rules: RfmRules) -> str:  # noqa: ARG001 - see `further`
    """The name of a cached table: customer_no, next_tier, to_next_tier, to_next_tier_share (see `nearly_up.sql`).

    Ranked as the question ranks, before its filters that only choose. Whoever reaches the smallest value of a better
    tier shares its tier, so the next tier is the nearest one with a cut value above the customer's value, by the cut
    values of the day (shares and contributions: as long as the others stay where they are). No row for customers of
    the best tier, for who is not ranked (unprofitable, inactive, value unknown), and where nobody is in a better tier.
    """
    prepared = nearly_up_statement(workspace, question)

    def make(cursor: Cursor, name: str) -> None:
        cursor.run(f"create table {name} as {prepared.sql}", prepared.values)

    return cached(workspace, "table", "nearly", (prepared.sql, sorted(prepared.values.items())), make)
