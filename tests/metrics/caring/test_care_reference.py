"""The care plan as an independent implementation works it out from the log of the sample company."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from core.metrics.caring.care import care_plan
from core.metrics.question import question_of
from core.metrics.relationships.stages import stages_table
from core.metrics.signals.found import signals
from core.metrics.tiering.tiers import tiers_table
from core.store.workspace import open_workspace
from core.targets.care_list import care_rows
from core.text.words import words_for

AS_OF, LAST = date(2026, 10, 31), date(2026, 11, 7)
RHYTHM = {  # days between visits, calls and messages: always, of the exploring, of the declining
    "key": ((60, 30, 0), (60, 14, 0), (30, 14, 0)),
    "important": ((180, 60, 0), (180, 30, 0), (90, 30, 0)),
    "ordinary": ((0, 180, 60), (0, 30, 0), (0, 90, 60)),
    "small": ((0, 0, 120), (0, 0, 30), (0, 0, 120)),
    "unprofitable": ((0, 180, 0), (0, 180, 0), (0, 180, 0)),
    "inactive": ((0, 180, 0), (0, 180, 0), (0, 180, 0)),
}
STRENGTH = {"Visit": 3, "Call": 2, "Message": 1}
OPEN = ("open", "severe")
"""Complaints that are not settled are in the plan by themselves."""
Log = list[tuple[date, str, date | None, date | None]]


def by_rhythm(tier: str, stage: str, opted_out: bool, log: Log) -> tuple[bool, list[date]]:
    """Whether the customer has a rhythm and nobody was ever in touch; the days due by the rhythm."""
    days = RHYTHM[tier][{"exploring": 1, "declining": 2}.get(stage, 0)]
    if opted_out:
        days = (*days[:2], 0)
    touched = [(day, STRENGTH[kind]) for day, kind, _, _ in log if kind in STRENGTH]
    if not touched:
        return any(days), []
    first, due = min(touched)[0], []
    for strength, every in zip((3, 2, 1), days, strict=True):
        if every:
            last = max((day for day, how in touched if how >= strength), default=first)
            due.append(last + timedelta(days=every))
    return False, due


def noted(log: Log) -> list[date]:
    """The day of the last promise, and of the first complaint that is not settled."""
    due: list[date] = []
    if log:
        newest = max(day for day, *_ in log)
        due += sorted(step for day, _, step, _ in log if day == newest and step)[:1]
    open_days = [day for day, kind, _, settled in log if kind == "Complaint" and settled is None]
    return due + sorted(open_days)[:1]


def occasions(row: dict[str, Any]) -> list[date]:
    """Birthdays of who buys, and anniversaries of the two best tiers, from the day to the end of its year."""
    born = row["birthday"] if row["is_active"] else None
    began = (row["joined_on"] or row["first_order"]) if row["tier"] in ("key", "important") else None
    days = [day for day in (born, began) if day and (day.month, day.day) > (AS_OF.month, AS_OF.day)]
    return [day.replace(year=AS_OF.year) for day in days]


def test_everybody_in_the_plan_of_the_sample_company(sample_home: Path) -> None:
    workspace = open_workspace("sample", sample_home)
    question = question_of(workspace.settings())
    log: dict[str, Log] = {}
    for who, *record in workspace.engine.rows(
        "select customer_id, contacted_on, kind, next_on, settled_on from contact_records"
    ):
        log.setdefault(who, []).append(tuple(record))
    columns = ("customer_id", "tier", "is_active", "first_order", "last_order", "opted_out", "birthday", "joined_on")
    people = workspace.engine.rows(
        "select t.customer_id, t.tier, t.is_active, t.first_order, t.last_order, c.opted_out, c.birthday, "
        f"c.joined_on, s.stage from {tiers_table(workspace, question)} as t join customers as c using (customer_no) "
        f"left join {stages_table(workspace, question)} as s using (customer_no)"
    )
    odd = {
        signal.subject_id
        for signal in signals(workspace, question).standing
        if signal.tier in ("key", "important") and signal.subject == "customer" and signal.detail not in OPEN
    }
    assert len(odd) == 19
    expected = {}
    for *values, stage in people:
        row: dict[str, Any] = dict(zip(columns, values, strict=True))
        own = log.get(row["customer_id"], [])
        is_new, due = False, noted(own) + occasions(row)
        if stage and (row["is_active"] or row["last_order"] > AS_OF - timedelta(days=730)):
            is_new, by = by_rhythm(row["tier"], stage, bool(row["opted_out"]), own)
            due += by
        due += [AS_OF + timedelta(days=1)] if row["customer_id"] in odd else []
        first = min((day for day in due if day <= LAST), default=None)
        if first or is_new:
            state = "never" if first is None else "overdue" if first < AS_OF else "due"
            expected[row["customer_id"]] = (state, first)
    found = care_plan(workspace, question, workspace.settings().rfm, most_new=None)
    rows = care_rows(found, words_for("en"), workspace.settings(), {})
    assert {row["customer_id"]: (row["state"], row["due_on"]) for row in rows} == expected
    counts = [state for state, _ in expected.values()]
    assert (counts.count("overdue"), counts.count("due"), counts.count("never")) == (212, 65, 2031)
