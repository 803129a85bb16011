"""Month ends as they are kept: the place of every account, and what the places hold together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, cast

import numpy as np

from core.metrics.customer_values import checked_measure, worth_column
from core.metrics.histories.history_grid import (
    GRID_MEASURES,
    Places,
    Rows,
    Sums,
    absent,
    cuts_of,
    flags_of,
    places_of,
    rolled,
    rows_for,
    units_of,
    unprofitable,
)
from core.metrics.histories.history_kept import (
    choice_prints,
    chosen_filters,
    keep,
    kept_value,
    month_prints,
    ranked_filters,
    who_prints,
)
from core.metrics.period import months_back
from core.metrics.question import Filters
from core.metrics.tiering.tiers import apply_cut_values, tiers_table
from core.metrics.tiering.top_share import Flags, Numbers

if TYPE_CHECKING:
    from core.metrics.question import Question
    from core.settings import Cut
    from core.store.workspace import Workspace

CutValues = tuple[Decimal | None, ...]
BYTES_BESIDE = 2_000  # of a kept value, beside its arrays


@dataclass(frozen=True)
class End:
    """One month end. `places`: where accounts count; `own`: by this month end alone (the same without the rule).

    `customers` per place, `units` of value (1/10000) per tier and of the unprofitable, of the chosen customers;
    `cuts` and `smallest` (None where a tier is empty) per tier of everybody ranked.
    """

    places: Places
    own: Places
    customers: tuple[int, ...]
    units: tuple[int, ...]
    cuts: tuple[int, ...]
    smallest: tuple[int | None, ...]


@dataclass(frozen=True)
class Ends:
    """Month ends by number, the keys under which they are kept, and the rows that were read for those that were not."""

    by_number: dict[int, End]
    keys: dict[int, tuple[object, ...]]
    rows: Rows | None


@dataclass(frozen=True)
class Asked:
    """What is asked of month ends, numbered from the first month of the data (`begin`)."""

    question: Question
    begin: date
    cut_values: CutValues | None = None


def ends_at(workspace: Workspace, asked: Asked, wanted: Sequence[int]) -> Ends:
    """The month ends of these numbers, computed where they are not kept; with the rule, of all numbers up to the last.

    Ranked and chosen as `history` says.
    """
    numbers = list(range(wanted[-1] + 1)) if asked.question.two_months_rule else list(wanted)
    keys = {number: end_key(workspace, asked, number) for number in numbers}
    with workspace.making("history"):
        found = {number: cast("End", end) for number in numbers if (end := kept_value(workspace, keys[number]))}
        missing, rows = [number for number in numbers if number not in found], None
        if missing:
            if asked.question.value in GRID_MEASURES:
                rows = rows_for(workspace, asked.question, asked.begin, missing)
            chosen = flags_of(workspace, asked.question, chosen_filters(asked.question.filters))
            for number, ranking in _rankings(workspace, asked, missing, rows):
                before = found.get(number - 1) if asked.question.two_months_rule else None
                end = _end(asked.question.cut, ranking, before, chosen)
                size = end.own.nbytes + (end.places.nbytes if end.places is not end.own else 0)
                found[number] = keep(workspace, keys[number], end, size + BYTES_BESIDE)
    return Ends(found, keys, rows)


def end_key(workspace: Workspace, asked: Asked, number: int) -> tuple[object, ...]:
    """All that a month end depends on: the rules, who is ranked and chosen, the facts of the months it stands on."""
    question = asked.question
    rules = replace(question, as_of=None, filters=Filters(), compared_with=None, reading="frozen")
    accounts = (who_prints(workspace, question), choice_prints(workspace, question))
    how = ("end", rules, asked.cut_values, accounts)
    if question.value not in GRID_MEASURES:
        return (*how, question.filters.lines, number, workspace.data_version)
    all_back = question.window_months is None or question.two_months_rule
    first = 0 if all_back else max(number - (question.window_months or 0) + 1, 0)
    return (*how, prints_between(workspace, asked, first, number))


def prints_between(workspace: Workspace, asked: Asked, first: int, last: int) -> tuple[object, ...]:
    """The months from one number to the other with the prints of their facts."""
    prints = month_prints(workspace, asked.question)
    months = (months_back(asked.begin, -number) for number in range(first, last + 1))
    return tuple((month, prints.get(month)) for month in months)


@dataclass(frozen=True)
class Ranking:
    """Everybody ranked at one month end; `units`: what each tier and the unprofitable bring.

    `values` are those that add up to a total: with the value index, current value.
    """

    values: Numbers
    places: Places
    cuts: tuple[int, ...]
    smallest: tuple[int | None, ...]
    units: tuple[int, ...]


def _rankings(
    workspace: Workspace, asked: Asked, wanted: Sequence[int], rows: Rows | None
) -> Iterator[tuple[int, Ranking]]:
    """(number, everybody ranked), one month end after the other; from the rows, or from tables where there are none."""
    question = asked.question
    checked_measure(question)
    if rows is None:
        return ((number, _from_tables(workspace, asked, number)) for number in wanted)
    ranked = flags_of(workspace, question, ranked_filters(question.filters))
    given = None if asked.cut_values is None else filled_cuts(asked.cut_values)
    return (
        (number, _from_sums(sums.values(question.tax), sums, given, question.cut))
        for number, sums in rolled(rows, question.window_months or wanted[-1] + 1, wanted, ranked)
    )


def filled_cuts(cut_values: CutValues) -> tuple[int, ...]:
    """Cut values of another date in units; an empty tier takes the next lower cut, the last every value above 0."""
    cuts: list[int] = []
    for value in reversed(cut_values[:-1]):
        cuts.insert(0, (cuts[0] if cuts else 0) if value is None else units_of(value))
    return tuple(cuts)


def _from_sums(values: Numbers, sums: Sums, given: tuple[int, ...] | None, cut: Cut) -> Ranking:
    among = np.compress(values > 0, values)  # four times as fast as by a mask
    among.sort()
    cuts = cuts_of(among, cut) if given is None else given
    edges = np.searchsorted(among, [max(smallest, 1) for smallest in cuts], side="left")
    parts = [among[lower:upper] for lower, upper in pairwise([0, *edges[::-1].tolist(), len(among)])][::-1]
    smallest = tuple(int(part[0]) if len(part) else None for part in parts)
    units = [int(part.sum()) for part in parts]
    return Ranking(
        values, places_of(values, sums, cuts, cut), (*cuts, 0), smallest, (*units, int(values.sum()) - sum(units))
    )


def ranking_filters(question: Question) -> Filters:
    """The filters that say among whom is ranked, without those that choose afterwards."""
    filters = question.filters
    within = filters.customers if filters.rank_within else ()
    return Filters(filters.lines, within, rank_within=filters.rank_within)


def _from_tables(workspace: Workspace, asked: Asked, number: int) -> Ranking:
    """The same from the table of tiers of the date, for measures that are no sums."""
    cut, ranking = asked.question.cut, ranking_filters(asked.question)
    then = replace(asked.question, as_of=f"{months_back(asked.begin, -number):%Y-%m}", filters=ranking)
    given = asked.cut_values
    table = tiers_table(workspace, then) if given is None else apply_cut_values(workspace, then, given)
    query = (
        "select customer_no, coalesce(list_position($codes, tier), $uncosted) - 1 as place, "
        "cast(coalesce(value, 0) * cast(10000 as DECIMAL(5,0)) as BIGINT) as units, "
        f"cast(coalesce({worth_column(then)}, 0) * cast(10000 as DECIMAL(5,0)) as BIGINT) as worth "
        f"from {table} where is_active"
    )
    bound = {"codes": [*cut.tiers, "unprofitable"], "uncosted": len(cut.tiers) + 2}
    with workspace.engine.cursor() as cursor:
        rows = {name: np.asarray(column, dtype=np.int64) for name, column in cursor.numpy(query, bound).items()}
    size = int(rows["customer_no"].max(initial=0)) + 1
    worth, places = np.zeros(size, dtype=np.int64), np.full(size, absent(cut), dtype=np.uint8)
    worth[rows["customer_no"]], places[rows["customer_no"]] = rows["worth"], rows["place"]
    tiers = [rows["units"][rows["place"] == tier] for tier in range(len(cut.tiers))]
    smallest = tuple(int(tier.min()) if len(tier) else None for tier in tiers)
    cuts = [0] if given is None else [*filled_cuts(given), 0]
    for value in reversed(smallest[:-1]) if given is None else ():
        cuts.insert(0, cuts[0] if value is None else value)
    return Ranking(worth, places, tuple(cuts), smallest, _units(worth, places, cut))


def _end(cut: Cut, ranking: Ranking, before: End | None, chosen: Flags | None) -> End:
    own = ranking.places
    if chosen is not None:
        inside = np.zeros(len(own), dtype=np.bool_)
        inside[: len(chosen)] = chosen[: len(own)]
        own = np.where(inside, own, np.uint8(absent(cut)))
    places = own if before is None else held(own, before, cut)
    customers = np.bincount(places, minlength=absent(cut) + 1).tolist()
    units = ranking.units if places is ranking.places else _units(ranking.values, places, cut)
    return End(places, own, tuple(customers), units, ranking.cuts, ranking.smallest)


def _units(values: Numbers, places: Places, cut: Cut) -> tuple[int, ...]:
    return tuple(int(np.dot(values, places == place)) for place in range(unprofitable(cut) + 1))


def held(own: Places, before: End, cut: Cut) -> Places:
    """The places by the two-month rule (see `history`)."""
    size, gone = len(own), absent(cut)
    own_before, held_before = sized(before.own, size, gone), sized(before.places, size, gone)
    last = unprofitable(cut)  # behind it stand those who have no tier
    at_once = (own == own_before) | (own > last) | (held_before > last)
    return np.where(at_once, own, held_before)


def sized(places: Places, size: int, fill: int) -> Places:
    """Places for more accounts, or for fewer where none of the others counts."""
    if len(places) >= size:
        return places[:size]
    return np.concatenate([places, np.full(size - len(places), fill, dtype=np.uint8)])
