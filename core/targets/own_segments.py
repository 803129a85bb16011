"""Segments of the reader's own: rules with a name, an owner and a target, in an order that decides.

A customer is in the first segment all of whose rules it meets, and in no other; the rest is together in "other".
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from core.errors import QuestionError
from core.metrics.cached import cached, one_reading
from core.metrics.customer_values import Prepared, values_table
from core.metrics.customers import listed_statement
from core.metrics.further import mentioned
from core.metrics.period import basis_of, calendar_of, months_back, months_between
from core.metrics.question import Filters
from core.metrics.results import Statement
from core.settings import RfmRules
from core.store.engine import Cursor
from core.targets.limits import check_limits
from core.targets.predicates import predicate
from core.targets.rules import Condition, checked, parse_rule, rules_in

if TYPE_CHECKING:
    from datetime import date

    from core.metrics.question import Basis, Question
    from core.store.engine import Row
    from core.store.workspace import Workspace

OTHER = "other"
"""What `own_segment` says of customers that no segment takes; no segment may be called so."""
RESERVED = frozenset({OTHER, "其他"})
LONGEST_NAME = 80
LONGEST_TEXT = 400
MOST_SEGMENTS = 30
MONTHS_SHOWN = 12
NOTHING = Decimal("0.0000")
OWN = "own_segment"


@dataclass(frozen=True)
class OwnSegment:
    """One segment as it is kept. `place` counts from 1."""

    segment_id: int
    place: int
    name: str
    rules: tuple[Condition, ...]
    owner: str = ""
    target: str = ""


@dataclass(frozen=True)
class SegmentResult:
    """One segment at one day; of `other` the name is that code. Revenue is of the window, or of its last month."""

    name: str
    customers: int = 0
    active: int = 0
    revenue: Decimal = NOTHING
    month_revenue: Decimal = NOTHING


@dataclass(frozen=True)
class OwnSegments:
    """All segments in their order and the rest at the end; `customers` and `revenue` are of everybody who is known."""

    basis: Basis
    results: tuple[SegmentResult, ...]
    customers: int
    revenue: Decimal
    statements: tuple[Statement, ...] = ()


def load_segments(workspace: Workspace) -> tuple[OwnSegment, ...]:
    """The segments of the workspace in their order."""
    query = "select segment_id, name, rules, owner, target from own_segments order by place, segment_id"
    return tuple(_loaded(place, row) for place, row in enumerate(workspace.engine.rows(query), start=1))


def _loaded(place: int, row: Row) -> OwnSegment:
    segment_id, name, rules, owner, target = row
    return OwnSegment(segment_id, place, name, tuple(map(parse_rule, json.loads(rules))), owner or "", target or "")


def save_segment(workspace: Workspace, segment: OwnSegment) -> int:
    """Keep a segment: a new one (`segment_id` 0) at the end, else in the place of the one it was; gives its id.

    Names that differ in case or in blanks only are the same. Errors: QuestionError `segment_name_missing`,
    `segment_name_long`, `segment_name_taken`, `segment_without_rules`, `segments_many`, `segment_missing`, and those
    of `parse_rule` and `check_limits`; `segment_in_itself` where a rule speaks of own segments.
    """
    name = " ".join(segment.name.split())
    rules = [checked(rule) for rule in segment.rules]
    check_limits(rules)
    _check(name, rules)
    values = {
        "name": name,
        "rules": json.dumps([str(rule) for rule in rules], ensure_ascii=False),
        "owner": " ".join(segment.owner.split())[:LONGEST_TEXT],
        "target": " ".join(segment.target.split())[:LONGEST_TEXT],
    }
    with workspace.writing() as cursor:
        taken = "select segment_id from own_segments where lower(name) = lower($name) and segment_id <> $segment_id"
        if cursor.rows(taken, {"name": name, "segment_id": segment.segment_id}):
            raise QuestionError("segment_name_taken", name=name)
        if segment.segment_id:
            change = "update own_segments set name = $name, rules = $rules, owner = $owner, target = $target "
            change += "where segment_id = $segment_id"
            if not cursor.changed(change, {**values, "segment_id": segment.segment_id}):
                raise QuestionError("segment_missing", segment_id=segment.segment_id)
            return segment.segment_id
        count, new_id = cursor.row("select count(*), coalesce(max(segment_id), 0) + 1 from own_segments")
        if count >= MOST_SEGMENTS:
            raise QuestionError("segments_many", most=MOST_SEGMENTS)
        cursor.run(
            "insert into own_segments values ($segment_id, $place, $name, $rules, $owner, $target, $created_at)",
            {**values, "segment_id": new_id, "place": count + 1, "created_at": datetime.now(UTC).replace(tzinfo=None)},
        )
    return int(new_id)


def _check(name: str, rules: Sequence[Condition]) -> None:
    if not name:
        raise QuestionError("segment_name_missing")
    if len(name) > LONGEST_NAME:
        raise QuestionError("segment_name_long", most=LONGEST_NAME)
    if name.casefold() in RESERVED:
        raise QuestionError("segment_name_taken", name=name)
    if not rules:
        raise QuestionError("segment_without_rules")
    if any(rule.column == OWN for rule in rules_in(rules)):
        raise QuestionError("segment_in_itself")


def order_segments(workspace: Workspace, segment_ids: Sequence[int]) -> None:
    """Put the segments in this order. QuestionError `segment_missing` unless these are exactly the ones there are."""
    with workspace.writing() as cursor:
        there = {number for (number,) in cursor.rows("select segment_id from own_segments")}
        if there != set(segment_ids) or len(segment_ids) != len(there):
            raise QuestionError("segment_missing", segment_id=min(there ^ set(segment_ids), default=0))
        for place, number in enumerate(segment_ids, start=1):
            cursor.run(
                "update own_segments set place = $place where segment_id = $number", {"place": place, "number": number}
            )


def delete_segment(workspace: Workspace, segment_id: int) -> None:
    """Away with a segment; its customers go to the next one whose rules they meet. QuestionError `segment_missing`."""
    with workspace.writing() as cursor:
        if not cursor.changed("delete from own_segments where segment_id = $number", {"number": segment_id}):
            raise QuestionError("segment_missing", segment_id=segment_id)


@one_reading
def own_segments(
    workspace: Workspace, question: Question, rfm_rules: RfmRules, segments: Sequence[OwnSegment] | None = None
) -> OwnSegments:
    """How many customers each segment has at `as_of` and what they brought in the window; the kept ones by default.

    Everybody known is in exactly one: the first segment all of whose rules the customer meets, else in `other`. A
    missing value meets no rule. `active`: with a counted line in the window. Values that are not known count as 0.
    `month_revenue` is what those who are in the segment at the end of the month brought in that month. Filters of the
    question choose customers first.
    """
    chosen = load_segments(workspace) if segments is None else tuple(segments)
    names = [*(segment.name for segment in chosen), OTHER]
    classed = _classed(workspace, question, rfm_rules, chosen)
    month = values_table(workspace, replace(question, window_months=1))
    query = (
        f"{classed.sql}select\n    c.own_segment, count(*) as customers, count(*) filter (where c.tier <> 'inactive') "
        "as active,\n    coalesce(sum(c.revenue), 0) as revenue_sum, coalesce(sum(m.revenue), 0) as month_revenue_sum\n"
        f"from classed as c\nleft join {month} as m on m.customer_no = c.customer_no\ngroup by c.own_segment"
    )
    found = {row[0]: SegmentResult(*row) for row in workspace.engine.rows(query, classed.values)}
    results = tuple(found.get(name, SegmentResult(name)) for name in names)
    return OwnSegments(
        basis_of(workspace, question),
        results,
        sum(one.customers for one in results),
        sum((one.revenue for one in results), NOTHING),
        (Prepared(query, classed.values).statement(OWN),),
    )


def _classed(workspace: Workspace, question: Question, rfm_rules: RfmRules, segments: Sequence[OwnSegment]) -> Prepared:
    """The start of a query: everybody listed, with the name of the segment (`own_segment`) in `classed`."""
    steps, values = list[str](), dict[str, object]()
    for number, segment in enumerate(segments):
        condition, bound = predicate(segment.rules) or ("false", {})
        for name in bound:
            condition = condition.replace(f"${name}", f"$s{number}_{name}")
        values |= {f"s{number}_{name}": value for name, value in bound.items()}
        steps.append(f"        when {condition} then $name_{number}")
        values[f"name_{number}"] = segment.name
    listed = listed_statement(workspace, question, rfm_rules, mentioned("\n".join(steps)))
    decided = "\n".join(["case", *steps, f"        else '{OTHER}' end"]) if steps else f"'{OTHER}'"
    sql = f"{listed.sql},\nclassed as (\n    select *, {decided} as own_segment\n    from listed\n)\n"
    return Prepared(sql, listed.values | values)


def own_segment_table(workspace: Workspace, question: Question, rules: RfmRules) -> str:
    """The name of a cached table `customer_no`, `own_segment`: everybody known, whatever filters choose."""
    plain = replace(question, filters=Filters())
    classed = _classed(workspace, plain, rules, load_segments(workspace))

    def make(cursor: Cursor, name: str) -> None:
        cursor.run(f"create table {name} as {classed.sql}select customer_no, own_segment from classed", classed.values)

    return cached(workspace, "table", OWN, (classed.sql, sorted(map(repr, classed.values.items()))), make)


def months_of(workspace: Workspace, question: Question) -> tuple[date, ...]:
    """The month ends at which segments are compared: the last 12 up to `as_of` that have data, oldest first."""
    last = basis_of(workspace, question).last_month
    first = max(months_back(last, MONTHS_SHOWN - 1), calendar_of(workspace).first_month)
    return months_between(first, last)
