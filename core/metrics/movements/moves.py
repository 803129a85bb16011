"""Where every customer stood at two dates: one table that all answers about movement share."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import QuestionError
from core.metrics.cached import cached, made_view, one_reading
from core.metrics.chosen import chosen_customers
from core.metrics.customer_values import account_texts, filled, worth_column
from core.metrics.movements.moves_held import held_table
from core.metrics.period import basis_of, calendar_of, months_back
from core.metrics.question import Filters
from core.metrics.results import Statement
from core.metrics.tiering.tiers import frozen_cuts, ranking_cuts, ranking_table, tier_expression
from core.store.engine import Cursor

if TYPE_CHECKING:
    from core.metrics.question import Basis, Question
    from core.store.workspace import Workspace

USUAL_WINDOWS = (36, 24, 12, 6, 3)
BEFORE = ("unprofitable", "uncosted", "returned", "new")
AFTER = ("unprofitable", "uncosted", "lapsed")
KINDS = ("bought_differently", "old_month_left", "others_moved")


@dataclass(frozen=True)
class Dates:
    """The two dates of a movement, each with its window, and the cut values of the earlier one.

    `since`: what the reason compares with of those whom the two-month rule had made wait at the earlier date: one month
    end before it; the earlier date itself without the rule, or where the data begin with it.
    """

    before: Basis
    after: Basis
    since: Basis
    own_before: tuple[Decimal, ...]  # what each date's own ranking gives, as `ranking_cuts`
    own_after: tuple[Decimal, ...]
    own_since: tuple[Decimal, ...]
    frozen: tuple[Decimal, ...]  # the earlier date's, an empty tier with the next lower cut


@one_reading
def settled(workspace: Workspace, question: Question, *, window_asked: bool = False) -> Question:
    """The same question with both dates and the window said.

    `as_of` None: the newest complete month; `compared_with` None: the month before it. A window that nobody asked for
    is the question's own where it lies inside the data at both dates, else the longest usual one below it that does.
    Errors: QuestionError `history_too_short` where no window does, or there is no month before; those of `basis_of`.
    """
    calendar, after = calendar_of(workspace), basis_of(workspace, question)
    if question.compared_with is None and months_back(after.last_month, 1) < calendar.first_month:
        raise _too_short(calendar.first_month, after.last_month)
    other = question.compared_with or f"{months_back(after.last_month, 1):%Y-%m}"
    before = basis_of(workspace, replace(question, as_of=other))
    asked = replace(question, as_of=f"{after.last_month:%Y-%m}", compared_with=f"{before.last_month:%Y-%m}")
    if window_asked:
        return asked
    first = min(before.last_month, after.last_month)
    own = question.window_months
    tried = [*([own] if own else []), *(months for months in USUAL_WINDOWS if own is None or months < own)]
    for months in tried:
        if months_back(first, months - 1) >= calendar.first_month:
            return replace(asked, window_months=months)
    raise _too_short(calendar.first_month, after.last_month)


def _too_short(first: date, last: date) -> QuestionError:
    return QuestionError("history_too_short", first=f"{first:%Y-%m}", last=f"{last:%Y-%m}", months=USUAL_WINDOWS[-1])


@one_reading
def dates_of(workspace: Workspace, question: Question) -> Dates:
    """The two dates of a settled question, and how each is cut. Errors: those of `basis_of` and `tiers_table`."""
    sides = _sides(question)
    before, after = (basis_of(workspace, side) for side in sides)
    waited = since_question(workspace, question)
    own_before, own_after, own_since = (ranking_cuts(workspace, side) for side in (*sides, waited))
    earlier = own_after if after.last_month < before.last_month else own_before
    frozen = earlier if question.cut.method == "thresholds" else frozen_cuts(_cut_values(earlier))
    return Dates(before, after, basis_of(workspace, waited), own_before, own_after, own_since, frozen)


def _cut_values(cuts: tuple[Decimal, ...]) -> list[Decimal | None]:
    """The smallest value of each tier, None where it is empty: its cut is that of the tier above it."""
    return [cut if not place or cut < cuts[place - 1] else None for place, cut in enumerate(cuts)]


def _sides(question: Question) -> tuple[Question, Question]:
    """Everybody ranked at each of the two dates: filters after ranking choose at the end, once for both."""
    filters = question.filters
    within = filters.rank_within
    everybody = Filters(filters.lines, filters.customers if within else (), rank_within=within)
    after = replace(question, filters=everybody, compared_with=None, reading="frozen")
    return replace(after, as_of=question.compared_with), after


@one_reading
def since_question(workspace: Workspace, question: Question) -> Question:
    """The question of `Dates.since`, with everybody ranked."""
    side, after = _sides(question)
    before, now = (basis_of(workspace, one).last_month for one in (side, after))
    month = months_back(before, 1)
    waits = question.two_months_rule and before <= now and month >= calendar_of(workspace).first_month
    return replace(side, as_of=f"{month:%Y-%m}") if waits else side


@one_reading
def moves_table(workspace: Workspace, question: Question) -> str:
    """The name of a cached table with one row per customer with a counted line in one of the two windows.

    Columns: customer_no; was_active, is_active (a counted line in the window); value_from, value_to (with the value
    index the current value; 0 where it is unknown), orders_from, orders_to, revenue_from, revenue_to: 0 where not
    active; frozen_from, frozen_to, relative_from, relative_to: the group in both readings; own_frozen_from, ...: the
    same by the date's own month end, another one only with the two-month rule; bought_anew: a counted line in a month
    that only the second window holds; bought_since: that, or in the month before.

    Groups, see the definitions: a tier or `unprofitable`; before `new` (first line, of any kind, after that date) or
    `returned` (a line before, none counted in that window); after `lapsed`. `uncosted`: counted lines in the window,
    but of unknown value: with gross profit none of them has a cost. With the question's two-month rule a tier is the
    one that `core.metrics.histories.history` counts the customer in: by its own ranking at every month end
    (`relative`), or by the earlier date's cut values at every month end (`frozen`).

    Ranked is as in `tiers_table`, at each date by itself. Customer filters (unless `rank_within`), tier and segment
    filters choose afterwards: whom they choose at the second date, where tier and segment are those of its own
    ranking. The question is a settled one. Errors: those of `tiers_table`.
    """
    statement = moves_statement(workspace, question)

    def make(cursor: Cursor, name: str) -> None:
        cursor.run(f"create table {name} as {statement.sql}", statement.parameters)

    return cached(workspace, "table", "moves", (statement.sql, sorted(statement.parameters.items())), make)


@one_reading
def moves_statement(workspace: Workspace, question: Question) -> Statement:
    """The query of `moves.sql` for a settled question."""
    dates = dates_of(workspace, question)
    before, after = _sides(question)
    texts = account_texts(workspace, question) | {
        "before": ranking_table(workspace, before),
        "after": ranking_table(workspace, after),
        "frozen_tier": tier_expression(question.cut, dates.frozen),
        "worth": worth_column(question),
        "chosen": _chosen(workspace, question),
        **_held_texts(workspace, question, dates),
    }
    values: dict[str, object] = {
        "leave_out": question.exclude_non_customers,
        "before_first": dates.before.first_month,
        "before_last": dates.before.last_month,
        "after_first": dates.after.first_month,
        "after_last": dates.after.last_month,
        "since_first": dates.since.first_month,
        "since_last": dates.since.last_month,
    }
    return Statement("moves", filled(Path(__file__).with_suffix(".sql"), texts), values)


def _held_texts(workspace: Workspace, question: Question, dates: Dates) -> dict[str, str]:
    """The group that counts at each date in each reading, and the table that the two-month rule takes it from."""
    own = {f"{reading}_{side}": f"{reading}_{word}" for reading in ("frozen", "relative")
           for side, word in (("from", "before"), ("to", "after"))}  # fmt: skip
    if not question.two_months_rule:
        return own | {"held_join": ""}
    months = (dates.before.last_month, dates.after.last_month)
    table = held_table(workspace, _sides(question)[1], months, dates.frozen)
    texts = {name: f"coalesce(h.{name}, {column})" for name, column in own.items()}
    return texts | {"held_join": f"left join {table} as h on h.customer_no = told.customer_no"}


def _chosen(workspace: Workspace, question: Question) -> str:
    filters = question.filters
    if not (filters.tiers or filters.segments or (filters.customers and not filters.rank_within)):
        return "true"
    plain = replace(question, compared_with=None, reading="frozen")
    table = chosen_customers(workspace, plain)
    return f"exists (select 1 from {table} as o where o.customer_no = p.customer_no)"


@one_reading
def moved_view(workspace: Workspace, question: Question) -> str:
    """The name of a view over `moves_table` in the question's reading, without who is absent at both dates.

    Further columns: moved_from, moved_to, own_from, own_to, moved (`up`, `down`, `stayed`, `new`, `returned`, `lapsed`,
    null beside a group without a place) and moved_why: `others_moved` (in the relative reading: by the cut values of
    the earlier date nothing changed), else `old_month_left` (no counted line in a month that only the second window
    holds; nor, of those who stood elsewhere at the first date already, in the month before), else
    `bought_differently`; null for who stayed.
    """
    reading = question.reading
    order = ", ".join(f"'{code}'" for code in (*question.cut.tiers, "unprofitable"))
    others = "when frozen_from = frozen_to then 'others_moved'" if reading == "relative" else ""
    query = f"""select *,
    case
        when moved_from in ('new', 'returned') then moved_from
        when moved_to = 'lapsed' then moved_to
        when moved_from = 'uncosted' or moved_to = 'uncosted' then null
        when moved_from = moved_to then 'stayed'
        when list_position([{order}], moved_to) < list_position([{order}], moved_from) then 'up'
        else 'down'
    end as moved,
    case
        when moved_from = moved_to then null
        {others}
        when was_active and own_from <> moved_from and bought_since then 'bought_differently'
        when not bought_anew then 'old_month_left'
        else 'bought_differently'
    end as moved_why
from (
    select *, {reading}_from as moved_from, {reading}_to as moved_to,
        own_{reading}_from as own_from, own_{reading}_to as own_to
    from {moves_table(workspace, question)}
)
where moved_from not in ('new', 'returned', 'uncosted') or moved_to not in ('lapsed', 'uncosted')"""
    return made_view(workspace, "moved", query)
