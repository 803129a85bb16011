"""What was decided for one file holds for the next of its shape, and for no other."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from core.intake.batching.batches import import_files, inspect_file, undo_batch
from core.store.workspace import Workspace, open_workspace
from tests.intake.drops.test_joining import lines, written

HEAD = "Order No,Order date,Customer,Net,Amount,Region\n"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return open_workspace("main", tmp_path / "home", create=True)


def test_a_column_that_was_taken_away_stays_away(workspace: Workspace, tmp_path: Path) -> None:
    first = written(tmp_path, may=HEAD + "1,2024-05-02,A,8,10,North\n")
    import_files(workspace, first, columns={"region": "", "amount": "Net"})
    import_files(workspace, written(tmp_path, june=HEAD + "2,2024-06-02,A,9,11,North\n"))
    assert lines(workspace, "amount, region") == [(Decimal(8), None), (Decimal(9), None)]


def test_headers_may_be_spelt_otherwise(workspace: Workspace, tmp_path: Path) -> None:
    import_files(workspace, written(tmp_path, may=HEAD + "1,2024-05-02,A,8,10,North\n"), columns={"amount": "Net"})
    head = "order_no,ORDER DATE,customer,net,amount,region\n"
    (found,) = inspect_file(workspace, written(tmp_path, june=head + "2,2024-06-02,A,9,11,North\n")[0], "june.csv")
    assert found.error is None
    assert found.plan.columns["amount"] == "net"


def test_headers_that_differ_in_case_alone_are_kept_apart(workspace: Workspace, tmp_path: Path) -> None:
    head, how = "Order No,Order date,Customer,Amount,amount\n", {"cost": "amount", "amount": "Amount"}
    import_files(workspace, written(tmp_path, may=head + "1,2024-05-02,A,8,3\n"), columns=how)
    import_files(workspace, written(tmp_path, june=head + "2,2024-06-02,A,9,4\n"))
    assert lines(workspace, "amount, cost") == [(Decimal(8), Decimal(3)), (Decimal(9), Decimal(4))]


def test_questions_that_were_left_out_stay_out(workspace: Workspace, tmp_path: Path) -> None:
    head = "date,customer,Product (1-5),Price (1-5),Service (1-5)\n"
    path = written(tmp_path, may=head + "2024-05-02,A,4,5,3\n")
    import_files(workspace, path, columns={"score:product": "Product (1-5)", "score:service": "Service (1-5)"})
    import_files(workspace, written(tmp_path, june=head + "2024-06-02,A,4,5,3\n"))
    told = workspace.engine.rows("select batch_id, dimension from survey_answers order by all")
    assert told == [(1, "product"), (1, "service"), (2, "product"), (2, "service")]


def test_a_mapping_is_not_forced_on_another_kind(workspace: Workspace, tmp_path: Path) -> None:
    """The same list first as sales, then, as the person says, as customers; then as sales again."""
    head = "customer id,customer name,order date,amount,region\n"
    path = written(tmp_path, list=head + "C1,Ann,2024-01-02,10,North\nC2,Bob,2024-01-03,20,South\n")
    import_files(
        workspace, path, columns={"customer_id": "customer id", "order_date": "order date", "amount": "amount"}
    )
    undo_batch(workspace, 1)
    (receipt,) = import_files(workspace, path, kind="customers")
    assert (receipt.status, receipt.accepted) == ("imported", 2)
    known = workspace.engine.rows("select customer_id, customer_name, region from customers order by all")
    assert known == [("C1", "Ann", "North"), ("C2", "Bob", "South")]
    undo_batch(workspace, 2)
    (found,) = inspect_file(workspace, path[0], "list.csv")
    assert found.plan.kind == "customers"
    (found,) = inspect_file(workspace, path[0], "list.csv", kind="sales")
    assert (found.plan.kind, found.error) == ("sales", None)
