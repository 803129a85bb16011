"""Which found segment each customer is in, on any day: everybody known in exactly one, or in a state that is said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from core.metrics.cached import cached, one_reading, remembered
from core.metrics.customer_values import known_table
from core.metrics.period import basis_of, calendar_of, months_back, months_between
from core.metrics.segments.found_segments import kept_finding
from core.metrics.segments.found_segments_kept import check_readable
from core.metrics.segments.traits import ALL_TRAITS, plain, trait_columns, traits_table
from core.settings import Cut
from core.store.segmentations import OUTSIDE, UNPLACED

if TYPE_CHECKING:
    from datetime import date

    from core.metrics.question import Question
    from core.models.clusters.results import Segmentation
    from core.settings import RfmRules
    from core.store.engine import Cursor
    from core.store.segmentations import KeptSegmentation
    from core.store.workspace import Workspace

FOUND = "found_segment"
NOBODY = "(select cast(null as INTEGER) as customer_no, cast(null as VARCHAR) as found_segment limit 0)"
MONTHS_SHOWN = 6
Counts = dict[str, int]


@dataclass(frozen=True)
class MonthStand:
    """The segments at the end of a month: customers by code, and of those placed a month before too, who stayed."""

    month: date
    customers: Counts
    known_before: int
    stayed: int
    stayed_by_code: Counts  # of those in the segment a month before
    before_by_code: Counts

    @property
    def share(self) -> float | None:
        """The share that stayed; None for the first month."""
        return self.stayed / self.known_before if self.known_before else None


def found_question(question: Question, kept: KeptSegmentation) -> Question:
    """The day of the question, with window, refunds and tiers as the segments were found with, without filters."""
    told = kept.definition
    cut = told["cut"]
    return replace(
        plain(question),
        window_months=told["window_months"],
        refunds=told["refunds"],
        value=told["value"],
        cut=Cut(cut["method"], tuple(cut["ceilings"]), tuple(map(Decimal, cut["thresholds"]))),
        compared_with=None,
        reading="frozen",
        two_months_rule=False,
    )


@one_reading
def placed(workspace: Workspace, question: Question, kept: KeptSegmentation, found: Segmentation) -> dict[int, str]:
    """The code of the segment of each customer with an order in the window and in the value bands: by customer_no.

    On the day on which the segments were found those who were there then are where they were.
    """
    from core.models.clusters.place import place
    from core.models.clusters.traits import describe_traits

    asked = found_question(question, kept)
    columns = trait_columns(workspace, asked, tuple(kept.definition["tiers"]))
    numbers = columns["customer_no"].astype("int64")
    if not len(numbers):
        return {}
    traits = describe_traits(numbers, {name: columns[name] for name in ALL_TRAITS})
    codes = [segment.code for segment in found.segments]
    told = {number: codes[label] for number, label in zip(numbers.tolist(), place(found, traits).tolist(), strict=True)}
    if asked.rank_groups == kept.definition["rank_groups"] and basis_of(workspace, asked).as_of == kept.as_of:
        members = zip(found.customer.tolist(), found.labels.tolist(), strict=True)
        told |= {number: codes[label] for number, label in members if number in told}
    return told


@one_reading
def found_segment_table(workspace: Workspace, question: Question, _rules: RfmRules | None = None) -> str:
    """The name of a cached table `customer_no`, `found_segment`: everybody known, whatever filters choose.

    The name of the customer's segment in the finding that was saved last; `unplaced` without an order in the window;
    `outside` where segments were found in other value bands only. A select without rows where nothing was saved.
    Errors: those of `check_readable`.
    """
    check_readable(workspace)
    counting = kept_finding(workspace)
    if counting is None:
        return NOBODY
    kept, found = counting
    asked = found_question(question, kept)
    return everybody(
        workspace, asked, (kept.segmentation_id,), kept.names, lambda: placed(workspace, asked, kept, found)
    )


def everybody(
    workspace: Workspace, asked: Question, key: Hashable, names: Mapping[str, str], told: Callable[[], dict[int, str]]
) -> str:
    """The name of a cached table `customer_no`, `found_segment` of everybody known: a name, or `unplaced`, `outside`.

    `told`: the code of who is in a segment, by customer_no; `key`: what it goes by, besides the customers and traits.
    """
    known, traits = known_table(workspace, asked), traits_table(workspace, asked)

    def make(cursor: Cursor, name: str) -> None:
        codes = told()
        place_of = {code: place for place, code in enumerate(names, start=1)}
        cursor.run(
            f"create table {name} as select k.customer_no, coalesce($names[p.place], case when t.customer_no is null "
            f"then '{UNPLACED}' else '{OUTSIDE}' end) as found_segment from {known} as k "
            f"left join {traits} as t on t.customer_no = k.customer_no "
            "left join (select unnest(cast($numbers as INTEGER[])) as customer_no, "
            "unnest(cast($places as INTEGER[])) as place) as p on p.customer_no = k.customer_no",
            {
                "numbers": list(codes),
                "places": [place_of[code] for code in codes.values()],
                "names": list(names.values()),
            },
        )

    return cached(workspace, "table", FOUND, (key, known, traits), make)


@one_reading
def months_of_found(
    workspace: Workspace, question: Question, kept: KeptSegmentation, found: Segmentation
) -> tuple[MonthStand, ...]:
    """How the segments stood at the ends of the last months up to the question's day, oldest first.

    Everybody is placed by the traits as they were on each day. At most seven months, of which the first is only
    compared with.
    """
    asked = found_question(question, kept)
    last = basis_of(workspace, asked).last_month
    first = max(months_back(last, MONTHS_SHOWN), calendar_of(workspace).first_month)
    before: dict[int, str] = {}
    stands = []
    for month in months_between(first, last):
        day = replace(asked, as_of=f"{month:%Y-%m}")
        key = (kept.segmentation_id, traits_table(workspace, day))
        now = remembered(workspace, "placed", key, partial(placed, workspace, day, kept, found))
        stands.append(_stand(month, before, now))
        before = now
    return tuple(stands)


def _stand(month: date, before: dict[int, str], now: dict[int, str]) -> MonthStand:
    both = [number for number in before if number in now]
    same = [before[number] for number in both if before[number] == now[number]]
    return MonthStand(
        month,
        _counted(now.values()),
        len(both),
        len(same),
        _counted(same),
        _counted(before[number] for number in both),
    )


def _counted(codes: Iterable[str]) -> Counts:
    return dict(Counter(codes))
