"""What a person says of a customer wins over files, follows merges, outlives an undo, and can be taken back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from core.errors import QuestionError
from core.intake.batching.batches import import_files, undo_batch
from core.metrics.customers import customers
from core.metrics.question import Question
from core.settings import RfmRules
from core.store.backup import backup_workspace, restore_workspace
from core.store.customers import EDITABLE
from core.store.derived import refresh_derived
from core.store.edits import edit_customer, history
from core.store.merges import merge_customers, undo_merge
from core.store.workspace import Workspace, open_workspace
from tests.support import workspace_with

SAID = ", ".join(f"c.{name}" for name in EDITABLE)


def line(customer: str, day: date, **more: Any) -> dict[str, Any]:
    return {"order_id": f"{customer}-{day}", "order_date": day, "customer_id": customer, "amount": 100, **more}


def company(folder: Path) -> Workspace:
    """A has lines and a file, A2 lines alone, D a file alone."""
    lines = [
        line("A", date(2024, 1, 5), customer_name="Alpha", region="North", salesperson="Ann"),
        line("A2", date(2024, 2, 6), customer_name="ALPHA Ltd", region="South"),
        line("B", date(2024, 2, 7), customer_name="Beta"),
    ]
    records = [
        {"customer_id": "A", "phone": "555 0100", "grade": "Gold", "annual_need": Decimal(5000)},
        {"customer_id": "D", "customer_name": "Delta", "joined_on": date(2020, 1, 1)},
    ]
    return workspace_with(folder, lines, records)


def said_of(workspace: Workspace, customer_id: str, *names: str) -> tuple[Any, ...]:
    found: tuple[Any, ...] = workspace.engine.rows(
        f"select {', '.join(names)} from customers where customer_id = $id", {"id": customer_id}
    )[0]
    return found


def everybody(workspace: Workspace) -> list[Any]:
    """The derived tables, and the same after a rebuild: both must be equal."""
    queries = (
        (
            f"select c.customer_id, {SAID}, c.channel, c.in_file, g.customer_id as group_id "
            "from customers as c join customers as g on g.customer_no = c.group_no order by all"
        ),
        "from merged_customers order by all",
    )
    found = [workspace.engine.rows(query) for query in queries]
    with workspace.writing() as cursor:
        refresh_derived(cursor)
    assert [workspace.engine.rows(query) for query in queries] == found
    return found


def test_an_edit_wins_over_files_and_sales_until_it_is_taken_back(tmp_path: Path) -> None:
    workspace = company(tmp_path)
    before = everybody(workspace)
    edit_customer(
        workspace, "A", {"grade": "VIP 1", "owner": "Bob", "region": "West", "annual_need": "7,500.5",
                         "joined_on": "2019-05-01", "opted_out": "yes", "customer_name": "Alpha & Co"}
    )  # fmt: skip
    names = ("grade", "owner", "region", "annual_need", "joined_on", "opted_out", "customer_name", "phone")
    assert said_of(workspace, "A", *names) == (
        "VIP 1", "Bob", "West", Decimal("7500.5"), date(2019, 5, 1), True, "Alpha & Co", "555 0100"
    )  # fmt: skip
    everybody(workspace)
    edit_customer(workspace, "A", dict.fromkeys(names[:-1]))
    assert everybody(workspace) == before


def test_nothing_can_be_said_to_be_there(tmp_path: Path) -> None:
    workspace = company(tmp_path)
    edit_customer(workspace, "A", {"grade": " ", "annual_need": ""})
    assert said_of(workspace, "A", "grade", "annual_need") == (None, None)
    edit_customer(workspace, "A", {"grade": "Silver"})
    edit_customer(workspace, "A", {"grade": None})
    assert said_of(workspace, "A", "grade") == ("Gold",)  # taken back is taken back: not the blank of before


def test_an_edit_counts_in_the_table_of_customers(tmp_path: Path) -> None:
    workspace = company(tmp_path)
    edit_customer(workspace, "B", {"kind": "Dealer"})
    table = customers(workspace, Question(), RfmRules()).table
    assert table.set_index("customer_id")["kind"].to_dict()["B"] == "Dealer"


def test_edits_follow_merges_and_their_undo(tmp_path: Path) -> None:
    workspace = company(tmp_path)
    edit_customer(workspace, "A2", {"city": "Leeds", "customer_name": "Alpha Two"})
    edit_customer(workspace, "A", {"city": "York"})
    before = everybody(workspace)
    merge = merge_customers(workspace, ["A2"], "A")
    assert said_of(workspace, "A", "city", "customer_name") == ("York", "Alpha")
    assert workspace.engine.rows("select customer_name from merged_customers") == [("Alpha Two",)]
    edit_customer(workspace, "A2", {"industry": "Tyres"})  # said of the customer that stands
    assert said_of(workspace, "A", "industry") == ("Tyres",)
    everybody(workspace)
    undo_merge(workspace, merge.merge_id)
    assert said_of(workspace, "A2", "city", "customer_name", "industry") == ("Leeds", "Alpha Two", None)
    edit_customer(workspace, "A", {"industry": None})
    assert everybody(workspace) == before


def test_the_latest_of_merged_ids_counts(tmp_path: Path) -> None:
    workspace = company(tmp_path)
    edit_customer(workspace, "A", {"city": "York"})
    edit_customer(workspace, "A2", {"city": "Leeds"})
    merge_customers(workspace, ["A2"], "A")
    assert said_of(workspace, "A", "city") == ("Leeds",)


def test_an_edited_parent_makes_a_group(tmp_path: Path) -> None:
    workspace = company(tmp_path)
    edit_customer(workspace, "B", {"parent": "A"})
    (number,) = said_of(workspace, "A", "customer_no")
    assert said_of(workspace, "B", "group_no") == (number,)
    edit_customer(workspace, "B", {"parent": None})
    assert said_of(workspace, "B", "group_no = customer_no") == (True,)
    everybody(workspace)


def test_edits_outlive_the_undo_of_a_batch_and_a_backup(tmp_path: Path) -> None:
    workspace = open_workspace("main", tmp_path, create=True)
    file = tmp_path / "a.csv"
    file.write_text("Order No,Order date,Customer,Amount\n1,2024-01-05,A,5.50\n2,2024-01-06,B,6\n", encoding="utf-8")
    import_files(workspace, [file])
    edit_customer(workspace, "A", {"city": "York"}, "by phone")
    undo_batch(workspace, 1)
    assert workspace.engine.rows("select count(*) from customers") == [(0,)]  # words alone make no customer
    import_files(workspace, [file])
    assert said_of(workspace, "A", "city") == ("York",)
    backup_workspace(workspace, tmp_path / "kept.zip")
    edit_customer(workspace, "A", {"city": None})
    restore_workspace("again", tmp_path, tmp_path / "kept.zip")
    assert said_of(open_workspace("again", tmp_path), "A", "city") == ("York",)


def test_history_says_who_said_what(tmp_path: Path) -> None:
    workspace = open_workspace("main", tmp_path, create=True)
    for number, grade in enumerate(("Gold", "Gold", "Silver"), start=1):
        file = tmp_path / f"customers{number}.csv"
        file.write_text(f"Customer ID,Customer name,Grade,City\nK1,Ann,{grade},Leeds {number}\n", encoding="utf-8")
        import_files(workspace, [file])
    edit_customer(workspace, "K1", {"grade": "VIP"}, "agreed  on the phone")
    edit_customer(workspace, "K1", {"grade": None})
    said = [(each.value, each.file_name, each.note) for each in history(workspace, "K1") if each.attribute == "grade"]
    assert said == [
        (None, None, None),
        ("VIP", None, "agreed on the phone"),
        ("Silver", "customers3.csv", None),
        ("Gold", "customers1.csv", None),
    ]
    undo_batch(workspace, 3)
    assert "Silver" not in [each.value for each in history(workspace, "K1")]


@pytest.mark.parametrize(
    ("values", "code", "reason"),
    [
        ({"colour": "red"}, "edit_attribute", None),
        ({"channel": "Shop"}, "edit_attribute", None),
        ({"joined_on": "31/12/2024"}, "edit_value", "date"),
        ({"annual_need": "lots"}, "edit_value", "number"),
        ({"annual_need": "NaN"}, "edit_value", "number"),
        ({"annual_need": "1e30"}, "edit_value", "number"),
        ({"opted_out": "perhaps"}, "edit_value", "flag"),
        ({"notes": "x" * 2001}, "edit_value", "long"),
        ({}, "edit_nothing", None),
    ],
)
def test_what_cannot_be_kept_is_refused_whole(
    tmp_path: Path, values: dict[str, str], code: str, reason: str | None
) -> None:
    workspace = company(tmp_path)
    with pytest.raises(QuestionError) as caught:
        edit_customer(workspace, "A", {"city": "York", **values} if values else {})
    assert (caught.value.code, caught.value.fields.get("reason")) == (code, reason)
    assert workspace.engine.rows("select count(*) from customer_edits") == [(0,)]


def test_somebody_unknown_is_refused(tmp_path: Path) -> None:
    workspace = company(tmp_path)
    with pytest.raises(QuestionError) as caught:
        edit_customer(workspace, "Z", {"city": "York"})
    assert caught.value.code == "customer_unknown"
    assert history(workspace, "Z") == []


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    workspace = company(tmp_path)
    text = "'); drop table sales; -- <script>alert(1)</script> {latest} $id 客户"
    edit_customer(workspace, "A", {"notes": text, "city": text}, text)
    assert said_of(workspace, "A", "notes", "city") == (text, text)
    assert workspace.engine.rows("select count(*) from sales") == [(3,)]
