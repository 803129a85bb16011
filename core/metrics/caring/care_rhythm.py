"""How often a customer is visited, called or written to: by tier and stage of life, in days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.errors import QuestionError
from core.metrics.relationships.stages import STAGES

if TYPE_CHECKING:
    from core.settings import Cut

KINDS = ("visit", "call", "message")
"""From the strongest to the weakest: a visit is a call too, and a call is a message too."""
LONGEST_DAYS = 3650
LIVING = tuple(stage for stage in STAGES if stage != "lost")
Days = tuple[int, int, int]
USUAL: dict[str, dict[str, Days]] = {
    "first": {"": (60, 30, 0), "exploring": (60, 14, 0), "declining": (30, 14, 0)},
    "second": {"": (180, 60, 0), "exploring": (180, 30, 0), "declining": (90, 30, 0)},
    "middle": {"": (0, 180, 60), "exploring": (0, 30, 0), "declining": (0, 90, 60)},
    "last": {"": (0, 0, 120), "exploring": (0, 0, 30)},
    "unprofitable": {"": (0, 180, 0)},
    "inactive": {"": (0, 180, 0)},
}
"""Days between visits, calls and messages (0 = none), by the place of a tier and the stage, "" for all other stages.

Time goes where the profit is: who matters most is visited; the last tier is written to. In the first 90 days somebody
asks how the first order went; whoever buys less than before is asked twice as often. Who stopped buying is called
twice a year.
"""


@dataclass(frozen=True)
class Rhythm:
    """How often customers of a tier in a stage of life are cared for: days by kind, 0 = never."""

    tier: str
    stage: str
    days: Days
    is_own: bool  # not what is usual


def usual_days(cut: Cut, tier: str, stage: str) -> Days:
    """The days that stand where nobody has said others."""
    by_stage = USUAL[_place(cut, tier)]
    return by_stage.get(stage, by_stage[""])


def rhythms(cut: Cut, own: Mapping[str, int]) -> tuple[Rhythm, ...]:
    """The rhythm of every tier of the cut in every stage of life, then of the unprofitable and of the inactive.

    `own`: days by "tier.stage.kind", or by "tier.kind" for all stages of a tier; the former goes first. What is not a
    number of days from 0 to `LONGEST_DAYS` is passed over. Customers who never ordered have no stage and no rhythm.
    """
    return tuple(_rhythm(cut, own, tier, stage) for tier, stage in _cells(cut))


def changed(cut: Cut, own: Mapping[str, int], days: Mapping[tuple[str, str, str], int]) -> dict[str, int]:
    """`own` with the days of some (tier, stage, kind) said anew; what is usual is not kept.

    QuestionError `care_days` for days outside 0 to `LONGEST_DAYS`.
    """
    kept = dict(own)
    for rhythm in rhythms(cut, own):
        for place, kind in enumerate(KINDS):
            said = days.get((rhythm.tier, rhythm.stage, kind), rhythm.days[place])
            if not 0 <= said <= LONGEST_DAYS:
                raise QuestionError("care_days", days=said, longest=LONGEST_DAYS)
            key = f"{rhythm.tier}.{rhythm.stage}.{kind}"
            kept.pop(key, None)
            inherited = kept.get(f"{rhythm.tier}.{kind}", usual_days(cut, rhythm.tier, rhythm.stage)[place])
            if said != inherited:
                kept[key] = said
    return kept


def _cells(cut: Cut) -> Iterator[tuple[str, str]]:
    for tier in (*cut.tiers, "unprofitable"):
        for stage in LIVING:
            yield tier, stage
    yield "inactive", "lost"


def _rhythm(cut: Cut, own: Mapping[str, int], tier: str, stage: str) -> Rhythm:
    usual = usual_days(cut, tier, stage)
    first, second, third = (
        _said(own, f"{tier}.{stage}.{kind}", _said(own, f"{tier}.{kind}", usual[place]))
        for place, kind in enumerate(KINDS)
    )
    days = (first, second, third)
    return Rhythm(tier, stage, days, days != usual)


def _said(own: Mapping[str, int], key: str, otherwise: int) -> int:
    days = own.get(key)
    return days if isinstance(days, int) and 0 <= days <= LONGEST_DAYS else otherwise


def _place(cut: Cut, tier: str) -> str:
    """What a tier is among the tiers of a cut: the first of two is broad, so it is cared for as a second one."""
    if tier not in cut.tiers:
        return tier
    number, count = cut.tiers.index(tier), len(cut.tiers)
    if number == count - 1:
        return "last"
    places = ("second",) if count == 2 else ("first", "second")
    return places[number] if number < len(places) else "middle"
