"""Whom do we call? Worked out by hand on a few customers."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from core.errors import QuestionError
from core.metrics.caring.care import CarePlan, care_plan
from core.metrics.caring.care_rhythm import changed, rhythms, usual_days
from core.metrics.question import Filters, Question
from core.metrics.signals.dismissals import dismiss
from core.metrics.signals.found import signals
from core.settings import PRESETS, Cut, RfmRules
from core.store.workspace import Workspace, open_workspace
from core.targets.care_list import care_rows
from core.text.words import words_for
from tests.metrics.lines import DAY, line
from tests.support import workspace_with

CUT = Cut(ceilings=(2000, 4000, 6000, 10000))  # of five: A key, B important, C ordinary, D and E small
ASKED = Question(cut=CUT)
TODAY = date(2024, 6, 28)
OWNERS = {"A": "Ann", "B": "Ann", "C": "Ben", "D": "Ben", "E": None, "S": "Ann"}


def company(home: Path, **customers: dict[str, Any]) -> Workspace:
    """Five who buy in each of eight months up to 28 June 2024, for 500 (A) down to 100 (E); S bought once, in 2023.

    With 4 gaps of 30 and 31 days nobody is silent beyond habit: all are forming (under a year), S is lost.
    """
    days = [date(2023, 11, 28), date(2023, 12, 28), *(date(2024, month, 28) for month in range(1, 7))]
    lines = [line(name, 500 - 100 * place, day) for place, name in enumerate("ABCDE") for day in days]
    lines.append(line("S", 900, date(2023, 3, 1)))
    known = [
        {"customer_id": name, "customer_name": f"Firm {name}", "owner": owner, **customers.get(name, {})}
        for name, owner in OWNERS.items()
    ]
    return workspace_with(home, lines, known)


def note(workspace: Workspace, customer: str, day: date, kind: str | None = "call", **more: Any) -> None:
    values = {"batch_id": 1, "customer_id": customer, "contacted_on": day, "kind": kind} | more
    names, places = ", ".join(values), ", ".join(f"${name}" for name in values)
    with workspace.writing() as cursor:
        cursor.run(f"insert into contact_records ({names}) values ({places})", values)


def at(day: int, hour: int) -> datetime:
    """A time in June 2024 as the store keeps it."""
    return datetime(2024, 6, day, hour, tzinfo=UTC).replace(tzinfo=None)


def plan(workspace: Workspace, days: int = 7, question: Question = ASKED, **more: Any) -> CarePlan:
    return care_plan(workspace, question, RfmRules(), days=days, **more)


def rows(found: CarePlan) -> dict[str, dict[str, Any]]:
    table = found.table.astype(object).where(found.table.notna(), None)
    return {row["customer_id"]: row for row in table.to_dict("records")}


def states(found: CarePlan) -> dict[str, tuple[str, str, date | None]]:
    return {name: (row["state"], row["kind"], row["due_on"]) for name, row in rows(found).items()}


def test_everybody_is_new_where_nothing_is_noted(tmp_path: Path) -> None:
    found = plan(company(tmp_path))
    assert (found.basis.as_of, found.last_day, found.contacts) == (TODAY, date(2024, 7, 5), 0)
    assert states(found) == {
        "A": ("never", "visit", None),
        "B": ("never", "visit", None),
        "C": ("never", "call", None),
        "D": ("never", "message", None),
        "E": ("never", "message", None),
        "S": ("never", "call", None),  # to wake
    }
    assert list(rows(found)) == ["A", "B", "C", "D", "E", "S"]
    assert rows(found)["S"]["worth"] == 900  # of the window before
    assert {person.name: (person.never, person.listed) for person in found.people} == {
        "Ann": (3, 3), "Ben": (2, 2), None: (1, 1),
    }  # fmt: skip
    assert [*rows(plan(company(tmp_path / "b"), most_new=1))] == ["A", "C", "E"]  # the best of each salesperson
    assert [*rows(plan(open_workspace("main", tmp_path), salesperson=""))] == ["E"]


def test_the_day_due_follows_the_last_contact(tmp_path: Path) -> None:
    workspace = company(tmp_path)
    note(workspace, "A", date(2024, 6, 1), "Sales visit")  # key: call every 30, visit every 60: due on 1 July
    note(workspace, "B", date(2024, 4, 20), "电话拜访")  # a call: every 60, due on 19 June
    note(workspace, "C", date(2024, 6, 20), "E-mail")  # ordinary: message every 60, call every 180
    note(workspace, "D", date(2024, 2, 25), "fair")  # of no kind: as a message, every 120: due on 24 June
    note(workspace, "E", date(2024, 3, 8), None)  # due on 6 July, after the plan
    found = plan(workspace)
    assert states(found) == {
        "D": ("overdue", "message", date(2024, 6, 24)),
        "B": ("overdue", "call", date(2024, 6, 19)),
        "A": ("due", "call", date(2024, 7, 1)),
        "S": ("never", "call", None),
    }
    assert [*rows(found)] == ["B", "D", "A", "S"]  # the better tier first within a state
    assert rows(found)["B"]["overdue_days"] == 9
    assert (found.count("overdue"), found.count("due"), found.count("never")) == (2, 1, 1)
    assert states(plan(workspace, 14))["E"] == ("due", "message", date(2024, 7, 6))
    # the visit of 1 June is followed by one on 31 July: a plan of 33 days reaches it, and it does for the call
    assert states(plan(workspace, 33))["A"] == ("due", "visit", date(2024, 7, 1))


def test_done_after_the_day_and_looked_back(tmp_path: Path) -> None:
    workspace = company(tmp_path)
    note(workspace, "A", date(2024, 5, 1), "visit")  # call overdue since 31 May
    assert states(plan(workspace))["A"] == ("overdue", "visit", date(2024, 5, 31))  # the visit is due on 30 June
    note(workspace, "A", date(2024, 7, 20), "visit")
    assert states(plan(workspace))["A"] == ("done", "visit", None)
    # who looks back at the plan of the end of May sees the contacts of its seven days alone
    back = plan(workspace, question=replace(ASKED, as_of="2024-05"))
    assert (back.basis.as_of, states(back)["A"]) == (date(2024, 5, 31), ("due", "call", date(2024, 5, 31)))


def test_a_contact_in_a_file_and_by_hand_is_one(tmp_path: Path) -> None:
    workspace = company(tmp_path)
    by_hand = {"batch_id": 0, "noted_at": at(20, 9)}
    note(workspace, "A", date(2024, 6, 20), "call")
    note(workspace, "A", date(2024, 6, 20), "call", **by_hand)
    assert "A" not in states(plan(workspace))
    note(workspace, "B", date(2024, 6, 10), "complaint")
    note(workspace, "B", date(2024, 6, 10), "complaint", **by_hand)
    assert (rows(plan(workspace))["B"]["complaints"], rows(plan(workspace))["B"]["kind"]) == (1, "visit")
    (signal,) = (each for each in signals(workspace, ASKED).standing if each.kind == "complaints")
    assert (signal.subject_id, signal.seen, signal.detail) == ("B", 1, "open")
    note(workspace, "B", date(2024, 6, 10), "complaint", settled_on=date(2024, 6, 25), batch_id=0,
         noted_at=at(25, 9))  # fmt: skip
    assert rows(plan(workspace))["B"]["complaint_on"] is None
    assert not [each for each in signals(workspace, ASKED).standing if each.kind == "complaints"]


def test_a_signal_of_the_best_is_due_until_somebody_speaks_to_them(tmp_path: Path) -> None:
    workspace = company(tmp_path)
    for name in "ABC":  # of C, an ordinary customer, nothing comes of it
        note(workspace, name, date(2024, 6, 1), "visit")
        for day in (10, 12):
            note(workspace, name, date(2024, 5, day), "complaint", settled_on=date(2024, 5, 20))
    found = plan(workspace)
    assert {name: [signal.kind for signal in told] for name, told in found.signals.items()} == {
        "A": ["complaints"], "B": ["complaints"],
    }  # fmt: skip
    assert states(found)["A"] == ("due", "call", date(2024, 6, 29))  # not on 1 July, as the rhythm has it
    assert states(found)["B"] == ("due", "call", date(2024, 6, 29))
    assert "C" not in states(found)
    told = {
        row["customer_id"]: (row["reason"], row["action"])
        for row in care_rows(found, words_for("en"), workspace.settings(), {})
    }
    assert told["A"] == (
        "2 complaints since 10 May 2024, all settled. Call due on 1 Jul 2024: every 30 days, the last on 1 Jun 2024.",
        "Check first: The product itself.",
    )
    assert told["B"][0] == "2 complaints since 10 May 2024, all settled."
    own = {("signal", "complaints", "causes"): "The new driver\nThe label"}
    (row, *_) = care_rows(found, words_for("zh"), workspace.settings(), own)
    assert (row["action"], row["checks"]) == ("先核查：The new driver", ("The new driver", "The label"))
    note(workspace, "A", date(2024, 7, 2), "message")  # somebody has to speak to them
    assert states(plan(workspace))["A"] == ("due", "call", date(2024, 6, 29))
    note(workspace, "A", date(2024, 7, 2), "call")
    assert states(plan(workspace))["A"] == ("done", "call", None)
    (signal,) = found.signals["B"]
    dismiss(workspace, signal.signal_id, "known", signal.at_stake)
    assert "B" not in states(plan(workspace))
    note(workspace, "B", date(2024, 6, 20), "complaint")  # not settled: the plan says so by itself, once
    (row,) = (
        each
        for each in care_rows(plan(workspace), words_for("en"), workspace.settings(), {})
        if each["tier"] == "important"
    )
    assert (row["reason"], row["checks"]) == ("A complaint of 20 Jun 2024 is not settled.", ())


def test_what_was_promised_stands_until_the_next_contact(tmp_path: Path) -> None:
    workspace = company(tmp_path)
    note(workspace, "C", date(2024, 6, 20), "call", next_step="Send the quote", next_on=date(2024, 6, 25), batch_id=0,
         noted_at=at(20, 9))  # fmt: skip
    found = rows(plan(workspace))["C"]
    assert (found["state"], found["kind"], found["due_on"], found["next_step"]) == (
        "overdue", "call", date(2024, 6, 25), "Send the quote",
    )  # fmt: skip
    note(workspace, "C", date(2024, 6, 20), "message", batch_id=0, noted_at=at(20, 10))
    assert "C" not in states(plan(workspace))


def test_birthdays_and_anniversaries(tmp_path: Path) -> None:
    leap = {"birthday": date(2000, 2, 29), "joined_on": date(2020, 2, 29)}
    workspace = company(tmp_path, A=leap, C=leap, E={"birthday": date(1990, 3, 3), "opted_out": True})
    for name in "ABCDES":
        note(workspace, name, date(2024, 2, 28), "visit")
    asked = replace(ASKED, as_of="2024-02", window_months=3)
    found = rows(plan(workspace, question=asked))  # 29 February 2024 is the day itself; so the next comes in 2025
    assert [name for name, row in found.items() if row["birthday_on"]] == ["E"]
    assert (found["E"]["birthday_on"], found["E"]["kind"]) == (date(2024, 3, 3), "call")  # no messages
    far = rows(plan(workspace, 366, asked))
    assert (far["A"]["birthday_on"], far["A"]["anniversary_on"], far["A"]["anniversary_years"]) == (
        date(2025, 2, 28), date(2025, 2, 28), 5,
    )  # fmt: skip
    assert (far["C"]["birthday_on"], far["C"]["anniversary_on"]) == (date(2025, 2, 28), None)  # not a valuable tier
    assert (far["B"]["anniversary_on"], far["B"]["anniversary_years"]) == (date(2024, 11, 28), 1)  # of its first order


def test_who_ordered_when_the_data_begin_has_no_anniversary(tmp_path: Path) -> None:
    days = {"A": date(2023, 1, 2), "B": date(2023, 4, 1), "C": date(2023, 3, 31)}  # 90 days after 1 January: 1 April
    lines = [line(who, 100, day) for who, day in days.items()] + [line(who, 9, DAY) for who in days]
    everybody = Question(cut=Cut(ceilings=(9000, 10000)))
    workspace = workspace_with(tmp_path, lines, [{"customer_id": "C", "joined_on": date(2020, 2, 3)}])
    found = rows(plan(workspace, 366, everybody))
    assert {who: row["anniversary_years"] for who, row in found.items()} == {"A": None, "B": 2, "C": 5}


def test_who_is_left_out(tmp_path: Path) -> None:
    workspace = company(tmp_path, D={"opted_out": True})
    assert "D" not in states(plan(workspace))  # only messages would be due, and D wants none
    with workspace.writing() as cursor:
        cursor.run("insert into excluded_customers values ('A', null, now())")
        cursor.run("update customers set owner = 'Ben ' where customer_id = 'B'")
    assert "A" not in states(plan(workspace, question=replace(ASKED, exclude_non_customers=False)))
    only = Question(cut=CUT, filters=Filters(tiers=("ordinary", "inactive")))
    assert {*states(plan(workspace, question=only))} == {"D", "S"}  # of four, D is the third: it is called
    assert not len(plan(workspace, question=replace(ASKED, window_months=None), salesperson="Nobody").table)
    for days in (0, 367):
        with pytest.raises(QuestionError, match="care_plan_days"):
            plan(workspace, days)


def test_who_sleeps_too_long_is_not_woken(tmp_path: Path) -> None:
    days = {"A": DAY, "S": date(2022, 7, 1), "U": date(2022, 7, 2)}  # S ordered 730 days before A, U 729
    workspace = workspace_with(tmp_path, [line(name, 1, day) for name, day in days.items()])
    assert {*states(plan(workspace, question=Question()))} == {"A", "U"}


def test_own_rhythm(tmp_path: Path) -> None:
    workspace = company(tmp_path)
    for name in "ABCDES":
        note(workspace, name, TODAY, "visit")
    assert states(plan(workspace)) == {}
    own = {"small.message": 5, "small.forming.call": 6, "key.call": 0, "key.declining.call": 2, "inactive.call": 9999}
    workspace.save_settings(replace(workspace.settings(), care_days=own))
    assert states(plan(workspace)) == dict.fromkeys("DE", ("due", "call", date(2024, 7, 3)))


def test_the_usual_rhythm_fits_every_cut() -> None:
    two, six = Cut(ceilings=PRESETS["20/80"]), Cut(ceilings=(100, 500, 1000, 3000, 6000, 10000))
    assert [usual_days(two, tier, "stable") for tier in two.tiers] == [(180, 60, 0), (0, 0, 120)]
    assert [usual_days(six, tier, "stable") for tier in six.tiers] == [
        (60, 30, 0), (180, 60, 0), *[(0, 180, 60)] * 3, (0, 0, 120),
    ]  # fmt: skip
    assert len(rhythms(CUT, {})) == 5 * 4 + 1
    own = changed(CUT, {}, {("key", "stable", "call"): 7, ("small", "stable", "message"): 120})
    assert own == {"key.stable.call": 7}
    assert changed(CUT, own, {("key", "stable", "call"): 30}) == {}
    assert changed(CUT, {"key.call": 9}, {("key", "stable", "call"): 30}) == {"key.call": 9, "key.stable.call": 30}
    with pytest.raises(QuestionError, match="care_days"):
        changed(CUT, {}, {("key", "stable", "call"): -1})
