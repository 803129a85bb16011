"""The tier of every known customer: one table per question, shared by all answers that speak of tiers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import QuestionError
from core.metrics.cached import made_view, one_reading, remembered
from core.metrics.chosen import chosen_customers
from core.metrics.customer_values import Prepared, checked_measure, filled, values_table
from core.metrics.question import Filters
from core.settings import Cut

if TYPE_CHECKING:
    from core.metrics.question import Question
    from core.store.workspace import Workspace

WHOLE = 10000
LARGEST = Decimal(10) ** 14
"""What an amount can be in the tables, DECIMAL(18,4)."""
HELD = {
    "share": "s.customers_better * 10000 < $ceiling_{n} * e.customers_all",
    "contribution": "s.amount_better * 10000 < $ceiling_{n} * e.amount_all",
}


def check_cut(cut: Cut) -> None:
    """QuestionError `cut_invalid` with a `reason` unless the cut makes 2 to 6 tiers that follow one another.

    Ceilings rise and end at 10000; thresholds fall and are above 0.
    """
    steps: Sequence[Decimal | int] = cut.thresholds if cut.method == "thresholds" else cut.ceilings
    count = len(steps) + 1 if cut.method == "thresholds" else len(steps)
    if not 2 <= count <= 6:
        raise QuestionError("cut_invalid", reason="tier_count", tiers=count)
    if any(not 0 < Decimal(step) < LARGEST for step in steps):
        raise QuestionError("cut_invalid", reason="out_of_range", tiers=count)
    pairs = pairwise(steps)
    if cut.method == "thresholds":
        if any(later >= earlier for earlier, later in pairs):
            raise QuestionError("cut_invalid", reason="not_falling", tiers=count)
        return
    if any(later <= earlier for earlier, later in pairs):
        raise QuestionError("cut_invalid", reason="not_rising", tiers=count)
    if steps[-1] != WHOLE:
        raise QuestionError("cut_invalid", reason="not_whole", tiers=count)


@one_reading
def tiers_table(workspace: Workspace, question: Question) -> str:
    """The name of a cached table with one row per known customer (or group account) that the question chooses.

    Columns: those of `customer_values.sql`, then `value` (the value measure, null where no line has a cost) and `tier`:
    a code of the cut, `unprofitable` (active, value <= 0), `inactive` (known, not active) or null where the value is
    unknown. Customer filters choose after ranking unless `rank_within`; tier and segment filters use the tiers and
    segments of the same question without any filter. With `rank_groups` customer_no is the `group_no` of its members.
    Errors: `cut_invalid`, `filter_unknown`, `value_unknown` and those of `basis_of`.
    """
    check_cut(question.cut)
    return chosen_of(workspace, question, ranking_table(workspace, question))


@one_reading
def ranking_table(workspace: Workspace, question: Question) -> str:
    """As `tiers_table`, with everybody among whom the question ranks, whether it then chooses them or not."""
    cuts = ranking_cuts(workspace, question)
    return _classified(workspace, question, cuts)


@one_reading
def apply_cut_values(workspace: Workspace, question: Question, cut_values: Sequence[Decimal | None]) -> str:
    """As `tiers_table`, but cut by the cut values of another date (the frozen reading).

    `cut_values`: the smallest value of each tier then, None where it was empty: such a tier takes the next lower cut,
    the last tier takes every value above 0.
    """
    filled_cuts: list[Decimal] = [Decimal(0)]
    for cut in reversed(cut_values[:-1]):
        filled_cuts.insert(0, filled_cuts[0] if cut is None else cut)
    return chosen_of(workspace, question, _classified(workspace, question, tuple(filled_cuts)))


def ranking_cuts(workspace: Workspace, question: Question) -> tuple[Decimal, ...]:
    """From which value on a customer belongs to each tier or a better one, best first; 0 for the last: above 0.

    Falling, equal where the later tier is empty. With nobody ranked all are 0.
    """
    if question.cut.method == "thresholds":
        return (*question.cut.thresholds, Decimal(0))
    prepared = cuts_statement(workspace, question)
    key = (prepared.sql, tuple(prepared.values.items()))
    found = remembered(workspace, "cuts", key, lambda: workspace.engine.rows(prepared.sql, prepared.values)[0])
    return (*(cut or Decimal(0) for cut in found[:-1]), Decimal(0))


def cuts_statement(workspace: Workspace, question: Question) -> Prepared:
    """The query of `cut_values.sql` for a question; for shares and contributions only."""
    held = HELD[question.cut.method]
    numbers = range(1, len(question.cut.ceilings) + 1)
    cuts = ", ".join(f"min(s.value) filter (where {held.replace('{n}', str(n))}) as cut_{n}" for n in numbers)
    texts = {"value": checked_measure(question), "values": _ranked_within(workspace, question), "cuts": cuts}
    values: dict[str, object] = {f"ceiling_{n}": question.cut.ceilings[n - 1] for n in numbers}
    return Prepared(filled(Path(__file__).with_name("cut_values.sql"), texts), values)


def _ranked_within(workspace: Workspace, question: Question) -> str:
    """The customer values among which is ranked: of all, or of those whom the customer filters choose."""
    values = values_table(workspace, question)
    filters = question.filters
    if not (filters.rank_within and filters.customers):
        return values
    return _only(
        workspace, values, chosen_customers(workspace, replace(question, filters=Filters(customers=filters.customers)))
    )


def chosen_of(workspace: Workspace, question: Question, ranking: str) -> str:
    """The rows of a table over everybody ranked that the question's filters after ranking choose."""
    filters = question.filters
    after = replace(filters, lines=(), customers=() if filters.rank_within else filters.customers, rank_within=False)
    if after == Filters():
        return ranking
    return _only(workspace, ranking, chosen_customers(workspace, replace(question, filters=after)))


def _only(workspace: Workspace, table: str, chosen: str) -> str:
    query = (
        f"select t.* from {table} as t where exists (select 1 from {chosen} as o where o.customer_no = t.customer_no)"
    )
    return made_view(workspace, "only", query)


def _classified(workspace: Workspace, question: Question, cuts: tuple[Decimal, ...]) -> str:
    """A view: the cuts stand in it as numbers, since a view takes no bound values."""
    steps = "\n".join(
        f"        when value >= cast('{cut:f}' as DECIMAL(18,4)) then '{tier}'"
        for tier, cut in zip(question.cut.tiers, cuts[:-1], strict=False)
    )
    query = f"""select *,
    case
        when not is_active then 'inactive'
        when value <= 0 then 'unprofitable'
{steps}
        when value > 0 then '{question.cut.tiers[len(cuts) - 1]}'
    end as tier
from (select *, {checked_measure(question)} as value from {_ranked_within(workspace, question)})"""
    return made_view(workspace, "tiers", query)
