"""What the found segments are made of: size, value, tiers, RFM segments, satisfaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from core.metrics.cached import one_reading
from core.metrics.customer_values import Prepared, filled
from core.metrics.scoring.rfm_scores import scores_table
from core.metrics.segments.found_segments_placed import FOUND, everybody, found_segment_table
from core.metrics.segments.traits import plain
from core.metrics.surveys.customer_satisfaction import satisfaction_table
from core.metrics.tiering.tiers import tiers_table
from core.store.segmentations import STATES

if TYPE_CHECKING:
    from core.metrics.question import Question
    from core.metrics.results import Statement
    from core.metrics.segments.found_segments import Finding
    from core.settings import RfmRules
    from core.store.engine import Row
    from core.store.workspace import Workspace

NOTHING = Decimal("0.0000")


@dataclass(frozen=True)
class SegmentProfile:
    """One segment (`code`: its name or code, or a state). Amounts are of the window; `gross_profit` None: unknown.

    `satisfaction` 0-100 is the mean of the own indices of `answered` customers; `tiers` and `habits`: customers by
    tier and by RFM segment.
    """

    code: str
    customers: int = 0
    revenue: Decimal = NOTHING
    gross_profit: Decimal | None = None
    orders: int = 0
    satisfaction: float | None = None
    answered: int = 0
    reachable: int = 0
    tiers: tuple[tuple[str, int], ...] = ()
    habits: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Profiles:
    """All segments that have customers, and the totals over them; `statements`: how they were counted."""

    profiles: dict[str, SegmentProfile]
    customers: int
    revenue: Decimal
    statements: tuple[Statement, ...] = ()

    @property
    def segments(self) -> tuple[SegmentProfile, ...]:
        """Those of segments, without who is in none."""
        return tuple(one for code, one in self.profiles.items() if code not in STATES)

    @property
    def states(self) -> tuple[SegmentProfile, ...]:
        """Who is in none, by state."""
        return tuple(self.profiles[code] for code in STATES if code in self.profiles)


@one_reading
def profiles_of_finding(workspace: Workspace, finding: Finding, rules: RfmRules) -> Profiles:
    """The profile of each segment of a finding that was not saved, by code, and of who is in none, by state.

    On the day it was found, so that shares are of the same whole as once it is saved.
    """
    from core.models.clusters.results import Segmentation

    found = finding.result
    assert isinstance(found, Segmentation)  # noqa: S101  # without segments nobody asks
    codes = [segment.code for segment in found.segments]
    numbers, labels = found.customer.tolist(), found.labels.tolist()
    table = everybody(
        workspace,
        finding.question,
        ("draft", hash(tuple(numbers)), hash(tuple(labels))),
        dict(zip(codes, codes, strict=True)),
        lambda: {number: codes[label] for number, label in zip(numbers, labels, strict=True)},
    )
    return _profiles(workspace, finding.question, rules, table)


@one_reading
def profiles_of_found(workspace: Workspace, question: Question, rules: RfmRules) -> Profiles:
    """The profile of each segment that was saved, by name, and of who is in none, by state; filters have no part."""
    asked = plain(question)
    return _profiles(workspace, asked, rules, found_segment_table(workspace, asked, rules))


def _profiles(workspace: Workspace, question: Question, rules: RfmRules, table: str) -> Profiles:
    texts = {
        "found": table,
        "people": tiers_table(workspace, question),
        "scores": scores_table(workspace, question, rules),
        "contentment": satisfaction_table(workspace, question),
    }
    prepared = Prepared(filled(Path(__file__).with_suffix(".sql"), texts), {})
    rows: defaultdict[str, list[Row]] = defaultdict(list)
    for row in workspace.engine.rows(prepared.sql):
        rows[row[0]].append(row)
    found = {code: _profile(code, own) for code, own in rows.items()}
    return Profiles(
        found,
        sum(one.customers for one in found.values()),
        sum((one.revenue for one in found.values()), NOTHING),
        (prepared.statement(FOUND),),
    )


def _profile(code: str, rows: Sequence[Row]) -> SegmentProfile:
    profits = [row[5] for row in rows if row[5] is not None]
    answered = sum(row[8] for row in rows)
    return SegmentProfile(
        code,
        sum(row[3] for row in rows),
        sum((row[4] for row in rows), NOTHING),
        sum(profits, NOTHING) if profits else None,
        sum(row[6] for row in rows),
        sum(row[7] for row in rows) / answered if answered else None,
        answered,
        sum(row[9] for row in rows),
        _counts(rows, 1),
        _counts(rows, 2),
    )


def _counts(rows: Sequence[Row], place: int) -> tuple[tuple[str, int], ...]:
    """Customers by the code in a column, the most frequent first; equal ones by code."""
    counts: defaultdict[str, int] = defaultdict(int)
    for row in rows:
        if row[place] is not None:
            counts[row[place]] += row[3]
    return tuple(sorted(counts.items(), key=lambda one: (-one[1], one[0])))
