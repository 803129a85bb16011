"""Customers are brought together in every figure, whatever comes first, and taken apart again without a trace."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest

from core.errors import QuestionError
from core.intake.batching.batches import import_files, undo_batch
from core.metrics.customers import customers
from core.metrics.question import Question
from core.metrics.surveys.satisfaction import satisfaction
from core.settings import RfmRules, SatisfactionRules
from core.store.backup import backup_workspace, restore_workspace
from core.store.customers import follow_merges
from core.store.derived import refresh_derived
from core.store.facts import differences
from core.store.merges import merge_customers, merges, undo_merge
from core.store.untold import make_room
from core.store.workspace import Workspace, open_workspace
from tests.support import workspace_with

FACTS = (
    "select c.customer_id, f.* exclude (customer_no) from customer_months as f "
    "left join customers as c on c.customer_no = f.customer_no order by all"
)
KNOWN = (
    "select c.* exclude (customer_no, group_no), g.customer_id as group_id "
    "from customers as c join customers as g on g.customer_no = c.group_no order by all"
)


def line(customer: str | None, day: date, amount: int, **more: Any) -> dict[str, Any]:
    order = f"{customer}-{day}-{amount}"
    return {"order_id": order, "order_date": day, "customer_id": customer, "amount": amount, **more}


def figures(workspace: Workspace) -> list[Any]:
    """Everything that is derived, apart from the numbers that customers have inside."""
    return [workspace.engine.rows(query) for query in (FACTS, KNOWN, "from merged_customers order by all")]


def revenue(workspace: Workspace) -> dict[str, Decimal]:
    found = workspace.engine.rows(
        "select customer_id, sum(net_amount) from customer_months join customers using (customer_no) group by all"
    )
    return dict(found)


def company(folder: Path) -> Workspace:
    """A and A2 are one company, B stands apart. A2's last line is the latest; only A has a file, with a phone."""
    lines = [
        line("A", date(2024, 1, 5), 100, customer_name="Alpha", region="North"),
        line("A2", date(2024, 2, 6), 40, customer_name="ALPHA Ltd", region="South"),
        line("A2", date(2024, 2, 6), -10, customer_name="ALPHA Ltd"),
        line("B", date(2024, 2, 7), 70, customer_name="Beta"),
    ]
    records = [{"customer_id": "A", "phone": "555 0100"}, {"customer_id": "D", "parent": "A2"}]
    return workspace_with(folder, lines, records)


def test_a_merge_adds_up_and_its_undo_leaves_no_trace(tmp_path: Path) -> None:
    workspace = company(tmp_path)
    before = figures(workspace)
    made = merge_customers(workspace, ["A2"], "A", {"A2": (("name", "alpha"),)})
    assert (made.merge_id, made.customer_ids, made.into_id, made.evidence) == (1, ("A2",), "A", ((("name", "alpha"),),))
    assert (made.names, made.into_name) == (("ALPHA Ltd",), "Alpha")
    assert revenue(workspace) == {"A": 130, "B": 70}
    assert differences(workspace) == 0
    found = workspace.engine.rows(
        "select c.customer_id, c.customer_name, c.region, c.phone, g.customer_id from customers as c "
        "join customers as g on g.customer_no = c.group_no order by c.customer_id"
    )
    assert found == [  # the latest region, the own name; who names A2 as the parent belongs to A
        ("A", "Alpha", "South", "555 0100", "A"),
        ("B", "Beta", None, None, "B"),
        ("D", None, None, None, "A"),
    ]
    assert undo_merge(workspace, 1).undone_at is not None
    assert figures(workspace) == before
    assert [one.merge_id for one in merges(workspace)] == [1]


def test_one_who_has_no_name_takes_that_of_the_others(tmp_path: Path) -> None:
    lines = [line("A", date(2024, 1, 5), 1), line("B", date(2024, 1, 4), 1, customer_name="Beta")]
    workspace = workspace_with(tmp_path, lines)
    merge_customers(workspace, ["B"], "A")
    assert workspace.engine.rows("select customer_id, customer_name from customers") == [("A", "Beta")]


def test_each_keeps_its_own_name_however_many_are_merged(tmp_path: Path) -> None:
    lines = [line(who, date(2024, 1, 1), 1, customer_name=f"Name {who}") for who in "ABCD"]
    workspace = workspace_with(tmp_path, lines)
    merge_customers(workspace, ["A"], "B")
    merge_customers(workspace, ["C"], "D")
    assert [one.names for one in merges(workspace)] == [("Name A",), ("Name C",)]
    found = figures(workspace)
    assert rebuilt(workspace) == found


def test_a_group_has_the_same_account_before_and_after(tmp_path: Path) -> None:
    records = [{"customer_id": who, "parent": "Holding"} for who in ("A1", "A2")]
    workspace = workspace_with(tmp_path, [line("Z", date(2024, 1, 1), 1)], records)
    before = figures(workspace)
    merge_customers(workspace, ["A1"], "Z")
    undo_merge(workspace, 1)
    assert figures(workspace) == before


def test_chains_lead_to_the_last_and_come_apart_link_by_link(tmp_path: Path) -> None:
    days = [date(2024, 1, day) for day in (1, 2, 3, 4)]
    workspace = workspace_with(tmp_path, [line(who, day, 10) for who, day in zip("ABCD", days, strict=True)])
    merge_customers(workspace, ["A"], "B")
    merge_customers(workspace, ["D"], "A")  # A is B by now
    merge_customers(workspace, ["B"], "C")
    assert revenue(workspace) == {"C": 40}
    undo_merge(workspace, 1)
    assert revenue(workspace) == {"A": 20, "C": 20}
    undo_merge(workspace, 3)
    assert revenue(workspace) == {"A": 20, "B": 10, "C": 10}
    assert differences(workspace) == 0


def test_what_cannot_be_merged_is_refused_with_a_reason(tmp_path: Path) -> None:
    workspace = workspace_with(tmp_path, [line(who, date(2024, 1, 1), 1) for who in "ABC"])
    merge_customers(workspace, ["A"], "B")

    def refused(ids: list[str], into: str) -> tuple[str, dict[str, object]]:
        with pytest.raises(QuestionError) as caught:
            merge_customers(workspace, ids, into)
        return caught.value.code, caught.value.fields

    assert refused(["X"], "B") == ("customer_unknown", {"customer_id": "X"})
    assert refused(["B"], "'; drop table sales") == ("customer_unknown", {"customer_id": "'; drop table sales"})
    assert refused(["B"], "A") == ("merge_itself", {"into": "A"})  # it would go round in a circle
    assert refused(["B"], "B") == refused([], "B") == ("merge_itself", {"into": "B"})
    assert refused(["A"], "C") == ("customer_merged", {"customer_id": "A", "into": "B", "merge_id": 1})
    undo_merge(workspace, 1)
    for merge_id, code in ((1, "merge_undone"), (2, "merge_unknown")):
        with pytest.raises(QuestionError) as caught:
            undo_merge(workspace, merge_id)
        assert caught.value.code == code
    assert revenue(workspace) == {"A": 1, "B": 1, "C": 1}


HEADER = "Order,Date,Customer ID,Customer name,Region,Amount\n"
JANUARY = HEADER + "1,2024-01-05,A,Alpha,North,100\n2,2024-01-09,B,Beta,South,50\n"
FEBRUARY = HEADER + "3,2024-02-03,A2,ALPHA Ltd,East,25\n4,2024-02-09,A,Alpha,,60\n5,2024-02-20,B,Beta,South,-5\n"


def test_merging_before_and_after_an_import_is_the_same(tmp_path: Path) -> None:
    files = [tmp_path / "january.csv", tmp_path / "february.csv"]
    for file, text in zip(files, (JANUARY, FEBRUARY), strict=True):
        file.write_text(text, encoding="utf-8")
    early, late = (open_workspace(name, tmp_path, create=True) for name in ("early", "late"))
    import_files(early, files[:1])
    merge_customers(early, ["B"], "A")
    import_files(early, files[1:])
    merge_customers(early, ["A2"], "A")
    import_files(late, files)
    apart = figures(late)
    merge_customers(late, ["B", "A2"], "A")
    assert figures(early) == figures(late)
    assert revenue(late) == {"A": 230}
    undo_batch(late, 1)  # also where the batch goes that knew A first
    undo_batch(early, 1)
    assert figures(early) == figures(late)
    assert revenue(late) == {"A": 80}
    undo_batch(late, 2)
    assert revenue(late) == {}
    import_files(late, files)
    undo_merge(late, 1)
    assert figures(late) == apart


def test_surveys_follow_whatever_they_name(tmp_path: Path) -> None:
    """Answers name A2 by its id, its name and an order; until it is merged into A they are of two customers."""
    answer = {"answered_on": date(2024, 2, 20), "dimension": "overall", "lowest": 1, "highest": 5}
    answers = [
        {**answer, "customer_id": "A", "score": 5, "respondent": "one"},
        {**answer, "customer_id": "A2", "score": 1, "respondent": "two"},
        {**answer, "customer_name": "Second", "score": 5, "respondent": "three"},
        {**answer, "order_id": "x", "score": 3, "respondent": "four"},
    ]
    lines = [
        line("A", date(2024, 2, 5), 10, customer_name="First"),
        line("A2", date(2024, 2, 5), 10, customer_name="Second", order_id="x"),
    ]
    workspace = workspace_with(tmp_path, lines, answers=answers)
    question, rules = Question(window_months=None), SatisfactionRules()
    assert _index_of(workspace) == {"A": 100.0, "A2": 50.0}  # 0, 100 and 50
    before = satisfaction(workspace, question, rules)
    merge_customers(workspace, ["A2"], "A")
    assert _index_of(workspace) == {"A": 62.5}  # 100, 0, 100 and 50
    assert satisfaction(workspace, question, rules).overall != before.overall
    undo_merge(workspace, 1)
    assert satisfaction(workspace, question, rules).overall == before.overall


def _index_of(workspace: Workspace) -> dict[str, float]:
    found = customers(workspace, Question(window_months=None), RfmRules()).table
    return dict(zip(found["customer_id"], found["satisfaction_index"].astype(float), strict=True))


def test_merges_travel_with_a_backup(tmp_path: Path) -> None:
    workspace = company(tmp_path)
    merge_customers(workspace, ["A2"], "A")
    merged = figures(workspace)
    backup_workspace(workspace, tmp_path / "copy.zip")
    undo_merge(workspace, 1)
    restored = restore_workspace("main", tmp_path, tmp_path / "copy.zip")
    assert figures(restored) == merged
    undo_merge(restored, 1)
    assert revenue(restored) == {"A": 100, "A2": 30, "B": 70}


def rebuilt(workspace: Workspace) -> list[Any]:
    """The figures when everything is made anew from the lines and the merges that stand."""
    with workspace.writing() as cursor:
        for table in ("customers", "customer_months", "merged_customers"):
            cursor.run(f"delete from {table}")
        follow_merges(cursor)
        refresh_derived(cursor)
    return figures(workspace)


def some_lines(random: Random, batch: int) -> list[dict[str, Any]]:
    names = ("Alpha", "Beta", None)
    return [
        {
            **line(
                random.choice("ABCDEF"), date(2024, random.randint(1, 4), random.randint(1, 28)), random.randint(-9, 30)
            ),
            "batch_id": batch,
            "occurrence": 1,
            "customer_name": random.choice(names),
            "region": random.choice(("North", "South", None)),
            "cost": random.choice((5, None)),
        }
        for _ in range(8)
    ]


@pytest.mark.parametrize("seed", range(4))
def test_whatever_happens_is_what_a_rebuild_gives(tmp_path: Path, seed: int) -> None:
    random = Random(seed)
    workspace = workspace_with(tmp_path, some_lines(random, 1), [{"customer_id": "A", "parent": "Beta"}])
    held = {1}
    for step in range(2, 12):
        act = random.choice(("merge", "merge", "undo", "import", "remove"))
        if act == "merge":
            with suppress(QuestionError):  # not everything that comes up by chance can be merged
                merge_customers(workspace, random.sample("ABCDEF", random.randint(1, 2)), random.choice("ABCDEF"))
        elif act == "undo" and (standing := standing_merges(workspace)):
            undo_merge(workspace, random.choice(standing))
        elif act == "import":
            held.add(step)
            _change_lines(workspace, step, some_lines(random, step))
        elif act == "remove" and held:
            _change_lines(workspace, held.pop(), [])
    found = figures(workspace)
    assert differences(workspace) == 0
    assert rebuilt(workspace) == found
    for merge_id in standing_merges(workspace):
        undo_merge(workspace, merge_id)
    assert workspace.engine.rows("from merged_customers") == []
    found = figures(workspace)
    assert rebuilt(workspace) == found


def standing_merges(workspace: Workspace) -> list[int]:
    return [one.merge_id for one in merges(workspace) if not one.undone_at]


def _change_lines(workspace: Workspace, batch: int, lines: list[dict[str, Any]]) -> None:
    """Write a batch, or take one out, as imports do: facts by month, customers by id."""
    of_batch = f"from sales where batch_id = {batch}"
    with workspace.writing() as cursor:
        for row in lines:
            make_room(cursor, "sales", row)
            columns, places = ", ".join(row), ", ".join(f"${name}" for name in row)
            cursor.run(f"insert into sales ({columns}) values ({places})", row)
        cursor.run(f"create or replace temp table touched_ids as select distinct customer_id {of_batch}")
        months = cursor.rows(f"select distinct cast(date_trunc('month', order_date) as DATE) {of_batch}")
        if not lines:
            cursor.run(f"delete {of_batch}")
        refresh_derived(cursor, [row[0] for row in months], "select customer_id from touched_ids")


def test_who_names_a_merged_customer_as_the_parent_belongs_to_the_one_it_was_merged_into(tmp_path: Path) -> None:
    """By the name that nobody bears any more, as by its id."""
    lines = [
        line("A", date(2024, 1, 5), 100, customer_name="Alpha"),
        line("A2", date(2024, 1, 6), 40, customer_name="ALPHA Ltd"),
    ]
    records = [{"customer_id": "D", "parent": "ALPHA Ltd"}, {"customer_id": "E", "parent": "ALPHA Ltd"}]
    workspace = workspace_with(tmp_path, lines, records)
    merge_customers(workspace, ["A2"], "A")
    asked = (
        "select c.customer_id, g.customer_id from customers c join customers g on g.customer_no = c.group_no order by 1"
    )
    assert workspace.engine.rows(asked) == [("A", "A"), ("D", "A"), ("E", "A")]
    undo_merge(workspace, 1)
    assert workspace.engine.rows(asked) == [("A", "A"), ("A2", "A2"), ("D", "A2"), ("E", "A2")]
