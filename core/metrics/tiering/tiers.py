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
from core.metrics.customer_values import (
    GROUP_NAME,
    Prepared,
    check_additive,
    checked_measure,
    filled,
    known_table,
    values_table,
)
from core.metrics.question import Filters
from core.settings import Cut

if TYPE_CHECKING:
    from core.metrics.question import Question
    from core.store.workspace import Workspace

WHOLE = 10000
LARGEST = Decimal("99999999999999.9999")
"""What an amount can be in the tables, DECIMAL(18,4); nobody reaches a threshold above it."""
HELD = "min(s.value) filter (where s.amount_better * 10000 < $ceiling_{n} * e.amount_all) as cut_{n}"


def check_cut(cut: Cut) -> None:
    """QuestionError `cut_invalid` with a `reason` unless the cut makes 2 to 6 tiers that follow one another.

    Ceilings rise and end at 10000; thresholds fall and are above 0.
    """
    steps: Sequence[Decimal | int] = cut.thresholds if cut.method == "thresholds" else cut.ceilings
    count = len(steps) + 1 if cut.method == "thresholds" else len(steps)
    if not 2 <= count <= 6:
        raise QuestionError("cut_invalid", reason="tier_count", tiers=count)
    if any(Decimal(step).is_nan() or step <= 0 for step in steps):
        raise QuestionError("cut_invalid", reason="not_positive", tiers=count)
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

    Columns: customer_no, customer_id, customer_name; first_line_date, first_order, last_order (ever); is_active (has a
    counted line in the window); order_count, revenue (0 where inactive), gross_profit, costed_revenue (null where no
    line has a cost); value (the value measure) and tier: a code of the cut, `unprofitable` (active, value <= 0),
    `inactive` (known, not active) or null where the value is unknown. Customer filters choose after ranking unless
    `rank_within`; tier and segment filters use the tiers and segments of the same question without any filter. With
    `rank_groups` customer_no is the `group_no` of its members.
    With the value index who is ranked is decided by current value, and the columns of `value_parts.sql` come along.
    Errors: `cut_invalid`, `filter_unknown`, `value_unknown`, `value_not_additive` and those of `basis_of`.
    """
    return chosen_of(workspace, question, with_inactive(workspace, question, ranking_table(workspace, question)))


@one_reading
def active_table(workspace: Workspace, question: Question) -> str:
    """The active customers of `tiers_table`, quick to make: customer_no, last_bought, amounts, value and tier."""
    return chosen_of(workspace, question, ranking_table(workspace, question))


@one_reading
def ranking_table(workspace: Workspace, question: Question) -> str:
    """As `active_table`, with everybody among whom the question ranks, whether it then chooses them or not."""
    check_cut(question.cut)
    return _classified(workspace, question, ranking_cuts(workspace, question))


@one_reading
def apply_cut_values(workspace: Workspace, question: Question, cut_values: Sequence[Decimal | None]) -> str:
    """As `tiers_table`, but cut by the cut values of another date (the frozen reading).

    `cut_values`: the smallest value of each tier then, None where it was empty: such a tier takes the next lower cut,
    the last tier takes every value above 0.
    """
    frozen = _classified(workspace, question, frozen_cuts(cut_values))
    return chosen_of(workspace, question, with_inactive(workspace, question, frozen))


def with_inactive(workspace: Workspace, question: Question, ranking: str) -> str:
    """A table of active customers with the inactive ones beside them and the names of all, as in `tiers_table`.

    Further columns of the table come along; the inactive have none of them.
    """
    known, groups = known_table(workspace, question), question.rank_groups
    if _ranks_within(question):
        known = _only(workspace, known, _within(workspace, question))
    worth = "r.value" if question.value in ("gross_profit", "value_index") else "coalesce(r.value, 0)"
    query = f"""select
    k.customer_no, c.customer_id, {GROUP_NAME if groups else "c.customer_name"} as customer_name,
    k.first_line_date, k.first_order, k.last_order,
    r.customer_no is not null as is_active,
    coalesce(r.order_count, 0) as order_count,
    coalesce(r.revenue, 0) as revenue,
    {worth} as value,
    case when r.customer_no is null then 'inactive' else r.tier end as tier,
    r.* exclude (customer_no, order_count, revenue, value, tier)
from {known} as k
join customers as c on c.customer_no = k.customer_no
left join {ranking} as r on r.customer_no = k.customer_no"""
    return made_view(workspace, "known", query)


@one_reading
def ranking_cuts(workspace: Workspace, question: Question) -> tuple[Decimal, ...]:
    """From which value on a customer belongs to each tier or a better one, best first; 0 for the last: above 0.

    Falling, equal where the later tier is empty. With nobody ranked all are 0.
    """
    if question.cut.method == "thresholds":
        return (*question.cut.thresholds, Decimal(0))
    prepared = cuts_statement(workspace, question)
    key = (prepared.sql, repr(prepared.values))
    found = remembered(workspace, "cuts", key, lambda: workspace.engine.rows(prepared.sql, prepared.values)[0])
    cuts = (found[0] or [None] * len(question.cut.ceilings)) if question.cut.method == "share" else found
    return (*(cut or Decimal(0) for cut in cuts[:-1]), Decimal(0))


def cuts_statement(workspace: Workspace, question: Question) -> Prepared:
    """The query of `share_cuts.sql` or `contribution_cuts.sql` for a question.

    QuestionError `value_not_additive` for contributions of a measure that has no total.
    """
    ceilings, texts = question.cut.ceilings, {"ranking": _valued(workspace, question)}
    if question.cut.method == "share":
        query = f"select count(*) from {texts['ranking']} where value > 0"
        ranked = remembered(workspace, "ranked", query, lambda: int(workspace.engine.rows(query)[0][0]))
        places = [(ranked - -(-ceiling * ranked // WHOLE) + 0.5) / max(ranked, 1) for ceiling in ceilings]
        values: dict[str, object] = {"places": places if ranked else [0.5]}
        return Prepared(filled(Path(__file__).with_name("share_cuts.sql"), texts), values)
    check_additive(question)
    numbers = range(1, len(ceilings) + 1)
    texts["cuts"] = ", ".join(HELD.replace("{n}", str(n)) for n in numbers)
    values = {f"ceiling_{n}": ceilings[n - 1] for n in numbers}
    return Prepared(filled(Path(__file__).with_name("contribution_cuts.sql"), texts), values)


def chosen_of(workspace: Workspace, question: Question, ranking: str) -> str:
    """The rows of a table over everybody ranked that the question's filters after ranking choose."""
    filters = question.filters
    after = replace(filters, lines=(), customers=() if filters.rank_within else filters.customers, rank_within=False)
    if after == Filters():
        return ranking
    return _only(workspace, ranking, chosen_customers(workspace, replace(question, filters=after)))


def _ranks_within(question: Question) -> bool:
    return question.filters.rank_within and bool(question.filters.customers)


def _within(workspace: Workspace, question: Question) -> str:
    return chosen_customers(workspace, replace(question, filters=Filters(customers=question.filters.customers)))


def among(workspace: Workspace, question: Question) -> str:
    """The values of the active customers among whom is ranked: all, or whom the customer filters choose."""
    values = values_table(workspace, question)
    return _only(workspace, values, _within(workspace, question)) if _ranks_within(question) else values


def _valued(workspace: Workspace, question: Question) -> str:
    """Everybody of `among` with their value."""
    measure, values = checked_measure(question), among(workspace, question)
    if question.value == "value_index":
        from core.metrics.worth.value_parts import parts_table  # its potential stands on the tiers by worth in money

        values = parts_table(workspace, question)
    return made_view(workspace, "valued", f"select *, {measure} as value from {values}")


def _only(workspace: Workspace, table: str, chosen: str) -> str:
    query = (
        f"select t.* from {table} as t where exists (select 1 from {chosen} as o where o.customer_no = t.customer_no)"
    )
    return made_view(workspace, "only", query)


def _classified(workspace: Workspace, question: Question, cuts: tuple[Decimal, ...]) -> str:
    query = f"select *,\n    {tier_expression(question.cut, cuts)} as tier\nfrom {_valued(workspace, question)}"
    return made_view(workspace, "tiers", query)


def tier_expression(cut: Cut, cuts: Sequence[Decimal]) -> str:
    """The tier of a `value` by cuts as `ranking_cuts` gives them, as SQL; null for an unknown value.

    The cuts stand in it as numbers of 4 places, since a view takes no bound values.
    """
    steps = "\n".join(
        f"        when value >= cast('{min(amount, LARGEST):f}' as DECIMAL(18,4)) then '{tier}'"
        for tier, amount in zip(cut.tiers, cuts[:-1], strict=False)
    )
    return f"""case
        when value <= 0 then 'unprofitable'
{steps}
        when value > 0 then '{cut.tiers[len(cuts) - 1]}'
    end"""


def frozen_cuts(cut_values: Sequence[Decimal | None]) -> tuple[Decimal, ...]:
    """The cut values of a date made ready to cut another one: an empty tier (None) takes the next lower cut.

    The last tier takes every value above 0.
    """
    filled_cuts: list[Decimal] = [Decimal(0)]
    for cut in reversed(cut_values[:-1]):
        filled_cuts.insert(0, filled_cuts[0] if cut is None else cut)
    return tuple(filled_cuts)
