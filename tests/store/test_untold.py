"""Columns without room: they read as null, get their room with the first file that tells of them, and keep it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from core.intake.batching.batches import import_files, undo_batch
from core.metrics.question import Filters, Question
from core.metrics.tiering.pyramid import pyramid
from core.store.backup import backup_workspace, restore_workspace
from core.store.facts import differences
from core.store.untold import kept_columns, make_room
from core.store.workspace import Workspace, close_workspace, open_workspace

PLAIN = "order id,date,customer id,amount\n1,2024-01-05,A,10\n2,2024-01-06,B,20\n"
TOLD = "order id,date,customer id,amount,cost,channel,unit price\n3,2024-01-07,A,40,25,Shop,40\n"
BAD = "order id,date,customer id,amount,salesperson\n4,2024-13-77,A,x,Ann\n"
PHONES = "customer id,customer name,phone\nA,Alpha,555 0100\n"
LINES = "select order_id, amount, cost, channel, salesperson from sales order by order_id"
PLAIN_LINES = [("1", Decimal(10), None, None, None), ("2", Decimal(20), None, None, None)]


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return open_workspace("main", tmp_path / "home", create=True)


def bring(workspace: Workspace, name: str, text: str) -> list[str]:
    """Import a text; what became of it, and which of some columns have room then."""
    path = workspace.folder.parent.parent / name
    path.write_text(text)
    receipts = import_files(workspace, [path])
    return [receipts[0].status, *room(workspace)]


def room(workspace: Workspace) -> list[str]:
    with workspace.engine.cursor() as cursor:
        kept = {table: kept_columns(cursor, table) for table in ("sales", "customers")}
    looked_at = ("sales.cost", "sales.channel", "sales.salesperson", "customers.phone", "customers.city")
    return [name for name in looked_at if f'"{name.partition(".")[2]}"' in kept[name.partition(".")[0]]]


def test_room_comes_with_the_first_file_that_tells(workspace: Workspace) -> None:
    assert bring(workspace, "plain.csv", PLAIN) == ["imported"]
    assert workspace.engine.rows(LINES) == PLAIN_LINES
    assert bring(workspace, "told.csv", TOLD) == ["imported", "sales.cost", "sales.channel"]
    told = [*PLAIN_LINES, ("3", Decimal(40), Decimal(25), "Shop", None)]
    assert workspace.engine.rows(LINES) == told
    assert bring(workspace, "phones.csv", PHONES) == ["imported", "sales.cost", "sales.channel", "customers.phone"]
    assert workspace.engine.rows("select customer_id, phone, city from customers order by 1") == [
        ("A", "555 0100", None), ("B", None, None)
    ]  # fmt: skip
    assert differences(workspace) == 0
    shop = Question(as_of="2024-01", window_months=None, filters=Filters(lines=(("channel", ("Shop",)),)))
    assert pyramid(workspace, shop).total == Decimal(40)
    undo_batch(workspace, 2)
    assert workspace.engine.rows(LINES) == PLAIN_LINES
    assert differences(workspace) == 0


def test_a_column_with_a_default_keeps_its_values(workspace: Workspace) -> None:
    bring(workspace, "told.csv", TOLD)
    with workspace.writing() as cursor:
        cursor.run("alter table sales alter column channel set default 'Fair'")
        make_room(cursor, "sales", ["channel"])
        assert cursor.rows("select channel from sales") == [("Shop",)]


def test_who_reads_meanwhile_sees_what_was_there(workspace: Workspace) -> None:
    bring(workspace, "plain.csv", PLAIN)
    with workspace.engine.cursor() as reading:
        reading.run("begin transaction")
        assert reading.rows(LINES) == PLAIN_LINES
        assert bring(workspace, "told.csv", TOLD)[0] == "imported"
        assert reading.rows(LINES) == PLAIN_LINES
        reading.run("commit")
        assert len(reading.rows(LINES)) == 3


def test_a_file_that_is_refused_leaves_no_room(workspace: Workspace) -> None:
    bring(workspace, "plain.csv", PLAIN)
    assert bring(workspace, "bad.csv", BAD) == ["refused"]
    assert workspace.engine.rows(LINES) == PLAIN_LINES


def test_lines_come_back_with_what_they_tell(workspace: Workspace) -> None:
    """The second file holds the line of the first too; without the first it counts, with its own columns."""
    told = "order id,line,date,customer id,amount,channel\n1,1,2024-01-05,A,10,Shop\n2,1,2024-02-05,A,5,Fair\n"
    bring(workspace, "first.csv", "order id,line,date,customer id,amount\n1,1,2024-01-05,A,10\n")
    bring(workspace, "second.csv", told)
    query = "select order_id, amount, channel from sales order by order_id"
    assert workspace.engine.rows(query) == [("1", Decimal(10), None), ("2", Decimal(5), "Fair")]
    undo_batch(workspace, 1)
    assert workspace.engine.rows(query) == [("1", Decimal(10), "Shop"), ("2", Decimal(5), "Fair")]


def test_a_restored_workspace_goes_on(workspace: Workspace, tmp_path: Path) -> None:
    bring(workspace, "told.csv", TOLD)
    backup_workspace(workspace, tmp_path / "kept.zip")
    close_workspace(workspace)
    again = restore_workspace("again", tmp_path / "home", tmp_path / "kept.zip")
    assert room(again) == ["sales.cost", "sales.channel"]
    assert bring(again, "more.csv", "order id,date,customer id,amount,salesperson\n9,2024-02-01,C,7,Ann\n") == [
        "imported", "sales.cost", "sales.channel", "sales.salesperson"
    ]  # fmt: skip
    assert again.engine.rows(LINES) == [
        ("3", Decimal(40), Decimal(25), "Shop", None), ("9", Decimal(7), None, None, "Ann")
    ]  # fmt: skip


def test_costs_of_some_lines_alone(workspace: Workspace) -> None:
    """Of a month in which one of two lines has a cost, that line's amount alone is set against costs."""
    costs = "select sum(gross_costed_amount), sum(gross_cost), sum(gross_costed_lines) from customer_months"
    bring(workspace, "all.csv", "order id,date,customer id,amount,cost\n1,2024-01-05,A,10,6\n2,2024-01-06,A,30,9\n")
    assert workspace.engine.rows(costs) == [(Decimal(40), Decimal(15), 2)]
    bring(workspace, "some.csv", "order id,date,customer id,amount\n3,2024-01-07,A,100\n")
    assert workspace.engine.rows(costs) == [(Decimal(40), Decimal(15), 2)]
    undo_batch(workspace, 1)
    assert workspace.engine.rows(costs) == [(Decimal(0), Decimal(0), 0)]
    assert differences(workspace) == 0
