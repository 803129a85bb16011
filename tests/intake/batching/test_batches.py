"""Files into a workspace: counted row by row, written whole or not at all, never twice, out again without a trace."""

from __future__ import annotations

import csv
import itertools
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from core.errors import ReadingError
from core.intake.batching import batches as module
from core.intake.batching.batches import batches, import_file, import_files, inspect_file, undo_batch
from core.intake.batching.changed_orders import foreseen_changes
from core.intake.batching.receipts import FileReceipt
from core.metrics.question import Question
from core.metrics.tiering.pyramid import pyramid
from core.store.facts import differences
from core.store.workspace import Workspace, open_workspace

HEADER = "Order No,Order date,Customer,Amount\n"
ALL = Question(window_months=None)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return open_workspace("main", tmp_path / "home", create=True)


def sheet(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def one(workspace: Workspace, path: Path, **how: Any) -> FileReceipt:
    (receipt,) = import_files(workspace, [path], **how)
    return receipt


def counts(receipt: FileReceipt) -> tuple[int, ...]:
    return receipt.rows, receipt.accepted, receipt.duplicates, receipt.refused, receipt.skipped


def state(workspace: Workspace) -> tuple[Any, ...]:
    """Everything that a figure can depend on."""
    return (
        workspace.engine.rows(
            "select order_id, order_date, customer_id, amount, count(*) from sales group by all order by all"
        ),
        workspace.engine.rows(
            "select c.customer_id, f.* exclude (customer_no) from customer_months f left join customers c "
            "on c.customer_no = f.customer_no order by all"
        ),
    )


def test_every_row_is_accounted_for(workspace: Workspace, tmp_path: Path) -> None:
    text = HEADER + "1,2024-01-05,A,10.50\n\n2,2024-01-06,,20\n3,soon,B,5\n4,2024-01-07,C,lots\n4,2024-01-07,C,\n"
    receipt = one(workspace, sheet(tmp_path, "january.csv", text))
    assert receipt.status == "imported"
    assert counts(receipt) == (6, 2, 0, 3, 1)
    assert receipt.months == ("2024-01",)
    assert receipt.refusals_file is not None
    with receipt.refusals_file.open(encoding="utf-8-sig", newline="") as file:
        refused = list(csv.reader(file))
    assert [row[:-1] for row in refused] == [
        ["row", "column", "value", "rule", "Order No", "Order date", "Customer", "Amount"],
        ["5", "Order date", "soon", "date_unreadable", "3", "soon", "B", "5"],
        ["6", "Amount", "lots", "number_unreadable", "4", "2024-01-07", "C", "lots"],
        ["7", "Amount", "", "amount_missing", "4", "2024-01-07", "C", ""],
    ]
    (batch,) = batches(workspace)
    assert (batch.amount, batch.orders, batch.customers) == (Decimal("30.5"), 2, 1)


def test_a_second_table_that_is_left_out_of_a_text_file_is_named(workspace: Workspace, tmp_path: Path) -> None:
    text = HEADER + "1,2024-01-05,A,10.50\n2,2024-01-06,B,20\n\nPart,Place,Stock\nP1,x,10\nP2,y,20\n"
    receipt = one(workspace, sheet(tmp_path, "january.csv", text))
    assert counts(receipt) == (5, 2, 0, 0, 3)
    (said,) = receipt.notes
    assert (said.code, said.fields["row"], said.fields["rows"]) == ("table_left_out", 5, 2)
    assert said.fields["headers"] == "Part, Place, Stock"


def test_a_sheet_of_months_counts_on_their_last_days(workspace: Workspace, tmp_path: Path) -> None:
    text = "客户,月份,金额\nA,2024年1月,10\nB,2024年2月,20\nA,2024年2月,5\nB,二月,5\n"
    receipt = one(workspace, sheet(tmp_path, "months.csv", text))
    assert counts(receipt) == (4, 3, 0, 1, 0)
    (said,) = receipt.notes
    assert (said.code, said.fields["header"]) == ("months_alone", "月份")
    assert said.fields["examples"] == "2024年1月 = 2024-01-31, 2024年2月 = 2024-02-29"
    days = workspace.engine.rows("select order_date, sum(amount) from sales group by 1 order by 1")
    assert [(f"{day}", amount) for day, amount in days] == [("2024-01-31", 10), ("2024-02-29", 25)]


def test_amounts_in_ten_thousands_by_a_line_above_the_table_are_counted_and_said(
    workspace: Workspace, tmp_path: Path
) -> None:
    text = "销售明细表,,\n期间：2024年1月,,单位：万元\n客户,日期,金额\nA,2024-01-05,1.25\nB,2024-01-31,0.0075\n"
    receipt = one(workspace, sheet(tmp_path, "units.csv", text))
    assert workspace.engine.rows("select customer_id, amount from sales order by 1") == [("A", 12500), ("B", 75)]
    (said,) = receipt.notes
    assert (said.code, said.fields["count"], said.fields["headers"]) == ("amounts_in_units", 10_000, ("金额",))
    assert said.fields["examples"] == "1.25 = 12,500, 0.0075 = 75"


def test_orders_that_a_file_has_otherwise_than_they_stand_are_said(workspace: Workspace, tmp_path: Path) -> None:
    """Order 1: a changed line. 2: as it stands. 3: a further line. 4: a return. 5: new. 6: a line less."""
    same = "2,2024-01-06,B,20\n3,2024-01-07,C,30\n4,2024-01-08,D,40\n6,2024-01-09,F,60\n"
    one(workspace, sheet(tmp_path, "january.csv", f"{HEADER}1,2024-01-05,A,10\n{same}6,2024-01-09,F,61\n"))
    more = "3,2024-01-07,C,31\n4,2024-01-08,D,-40\n5,2024-01-31,E,50\n"
    corrected = sheet(tmp_path, "corrected.csv", f"{HEADER}1,2024-01-05,A,11\n{same}{more}")
    receipt = one(workspace, corrected)
    (said,) = receipt.notes
    assert (said.code, said.fields["count"], said.fields["batch"]) == ("orders_changed", 1, receipt.batch_id)
    undo_batch(workspace, receipt.batch_id or 0)
    (inspection,) = inspect_file(workspace, corrected, "corrected.csv")
    assert foreseen_changes(workspace, [inspection]) == {inspection.token: 1}
    (receipt,) = import_files(workspace, [corrected], mode="replace-months")
    assert receipt.notes == ()


def test_a_file_that_only_corrects_numbered_lines_is_not_called_nothing_new(
    workspace: Workspace, tmp_path: Path
) -> None:
    header = "Order ID,Line no,Order date,Customer ID,Sales\n"
    one(workspace, sheet(tmp_path, "january.csv", f"{header}1,1,2024-01-05,A,10\n1,2,2024-01-05,A,20\n"))
    lines = "1,1,2024-01-05,A,11\n1,2,2024-01-05,A,20\n2,1,2024-02-30,A,5\n"
    corrected = sheet(tmp_path, "corrected.csv", header + lines)
    error = one(workspace, corrected).error
    assert error
    assert error.code == "only_changed"
    assert [error.fields[name] for name in ("duplicates", "refused", "count")] == [2, 1, 1]
    assert workspace.engine.rows("select sum(amount) from sales") == [(30,)]
    import_files(workspace, [corrected], mode="replace-months")
    assert workspace.engine.rows("select sum(amount) from sales") == [(31,)]


def test_refunds_in_a_column_are_said_since_nothing_is_taken_off(workspace: Workspace, tmp_path: Path) -> None:
    """40 of a partly refunded order; the 20 of a refunded order are out of the net with it."""
    header = "Order No,Order date,Customer,Amount,Status,Refunded Amount\n"
    text = f"{header}1,2024-01-05,A,100,paid,0\n2,2024-01-06,B,90,partially_refunded,40\n"
    receipt = one(workspace, sheet(tmp_path, "shop.csv", f"{text}3,2024-01-07,C,20,refunded,20\n"))
    (said,) = receipt.notes
    assert (said.code, said.fields["header"], said.fields["amount"]) == ("refunds_beside", "Refunded Amount", "40.00")
    assert pyramid(workspace, ALL).total == 190
    assert one(workspace, sheet(tmp_path, "paid.csv", f"{header}4,2024-01-05,A,100,paid,0\n")).notes == ()


def test_the_same_file_again_is_refused_until_its_batch_is_undone(workspace: Workspace, tmp_path: Path) -> None:
    path = sheet(tmp_path, "a.csv", HEADER + "1,2024-01-05,A,10\n")
    renamed = sheet(tmp_path, "b.csv", HEADER + "1,2024-01-05,A,10\n")
    first = one(workspace, path)
    again = one(workspace, renamed)
    assert again.status == "refused"
    assert again.error is not None
    assert again.error.code == "file_known"
    assert again.error.fields["imported_at"] == batches(workspace)[0].imported_at.date()
    assert first.batch_id is not None
    undo_batch(workspace, first.batch_id)
    assert one(workspace, renamed).status == "imported"


def test_doubles_are_counted_and_come_back_when_the_first_batch_goes(workspace: Workspace, tmp_path: Path) -> None:
    one(workspace, sheet(tmp_path, "a.csv", HEADER + "1,2024-01-05,A,10\n2,2024-01-06,B,20\n"))
    alone = one(workspace, sheet(tmp_path, "b.csv", HEADER + "2,2024-01-06,B,20\n3,2024-02-01,C,30\n"))
    assert counts(alone) == (2, 1, 1, 0, 0)
    undo_batch(workspace, 1)
    assert [row[2] for row in state(workspace)[0]] == ["B", "C"]
    assert differences(workspace) == 0


def test_replacing_months_and_taking_it_back(workspace: Workspace, tmp_path: Path) -> None:
    one(workspace, sheet(tmp_path, "a.csv", HEADER + "1,2024-01-05,A,10\n2,2024-02-06,B,20\n"))
    before = state(workspace)
    replaced = one(workspace, sheet(tmp_path, "b.csv", HEADER + "9,2024-01-09,A,99\n"), mode="replace-months")
    assert [row[3] for row in state(workspace)[0]] == [Decimal(20), Decimal(99)]
    assert replaced.batch_id is not None
    undo_batch(workspace, replaced.batch_id)
    assert state(workspace) == before


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("empty.csv", b"", "file_empty"),
        ("header.csv", HEADER.encode(), "file_header_only"),
        ("report.csv", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n", "file_not_text"),
        ("broken.xlsx", b"PK\x03\x04" + b"\x00" * 200, "file_broken"),
        ("all_bad.csv", (HEADER + "1,,A,10\n2,,B,20\n").encode(), "nothing_accepted"),
        ("no_date.csv", b"Order No,Customer,Amount\n1,A,10\n2,B,20\n", "column_missing"),
    ],
)
def test_bad_files_are_refused_and_leave_nothing(
    workspace: Workspace, tmp_path: Path, name: str, content: bytes, code: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    before = workspace.data_version
    receipt = one(workspace, path)
    assert (receipt.status, receipt.error.code if receipt.error else None) == ("refused", code)
    assert batches(workspace) == []
    assert workspace.engine.rows("select count(*) from sales union all select count(*) from customers") == [(0,), (0,)]
    assert workspace.data_version == before


def test_a_missing_file_and_a_wrong_column_are_named(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(ReadingError) as caught:
        inspect_file(workspace, tmp_path / "nowhere.csv", "nowhere.csv")
    assert caught.value.code == "file_missing"
    path = sheet(tmp_path, "a.csv", HEADER + "1,2024-01-05,A,10\n")
    wrong = one(workspace, path, columns={"amount": "Betrag"})
    assert wrong.error is not None
    assert (wrong.error.code, wrong.error.fields["header"]) == ("header_unknown", "Betrag")


def test_a_refused_file_does_not_stop_the_others(workspace: Workspace, tmp_path: Path) -> None:
    files = [
        sheet(tmp_path, "a.csv", HEADER + "1,2024-01-05,A,10\n"),
        sheet(tmp_path, "b.csv", ""),
        sheet(tmp_path, "c.csv", HEADER + "2,2024-02-05,B,20\n"),
    ]
    assert [receipt.status for receipt in import_files(workspace, files)] == ["imported", "refused", "imported"]


def test_a_fault_while_writing_leaves_nothing(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one(workspace, sheet(tmp_path, "a.csv", HEADER + "1,2024-01-05,A,10\n"))
    before, version = state(workspace), workspace.data_version

    def fail(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(module, "refresh_after", fail)
    (receipt,) = import_files(workspace, [sheet(tmp_path, "b.csv", HEADER + "2,2024-01-05,B,20\n")])
    assert receipt.error is not None
    assert (receipt.status, receipt.error.code) == ("refused", "storage_failed")
    assert (state(workspace), workspace.data_version, len(batches(workspace))) == (before, version, 1)


def test_inspecting_counts_what_importing_then_writes(workspace: Workspace, tmp_path: Path) -> None:
    one(workspace, sheet(tmp_path, "a.csv", HEADER + "1,2024-01-05,A,10\n"))
    text = HEADER + "1,2024-01-05,A,10\n2,2024-02-06,B,20\n3,bad,B,20\n"
    (found,) = inspect_file(workspace, sheet(tmp_path, "b.csv", text), "b.csv")
    assert found.error is None
    assert found.totals is not None
    assert (found.totals.rows, found.totals.orders, found.totals.customers) == (2, 2, 2)
    assert (found.totals.amount, found.totals.first_date) == (Decimal(30), date(2024, 1, 5))
    assert (found.foreseen.doubles, found.foreseen.matches, found.refused) == (1, 0, 1)
    assert [(item.row, item.rule) for item in found.refusals] == [(4, "date_unreadable")]
    assert counts(import_file(workspace, [found])) == (3, 1, 1, 1, 0)


def test_returned_orders_count_when_their_sheet_comes_and_no_longer_when_it_goes(
    workspace: Workspace, tmp_path: Path
) -> None:
    one(workspace, sheet(tmp_path, "a.csv", HEADER + "1,2024-01-05,A,10\n2,2024-01-06,B,20\n"))
    before = state(workspace)
    receipt = one(workspace, sheet(tmp_path, "退货.csv", "订单号,是否退货\n2,是\n", "gb18030"), kind="returns")
    assert receipt.status == "imported"
    assert pyramid(workspace, ALL).total == Decimal(10)
    assert receipt.batch_id is not None
    undo_batch(workspace, receipt.batch_id)
    assert state(workspace) == before
    assert pyramid(workspace, ALL).total == Decimal(30)


def test_the_order_of_files_and_undoing_one_change_no_figure(real_data: Path, tmp_path: Path) -> None:
    months = sorted((real_data / "uci_online_retail").glob("*.csv"))[:4]
    orders = [months, months[::-1], [months[2], months[0], months[3], months[1]]]
    seen = []
    for number, files in enumerate(orders):
        workspace = open_workspace(f"w{number}", tmp_path, create=True)
        receipts = list(itertools.chain(import_files(workspace, files), import_files(workspace, files[:1])))
        assert [receipt.status for receipt in receipts] == ["imported"] * 4 + ["refused"]
        if number == 2:
            undo_batch(workspace, 1)
            assert one(workspace, files[0]).status == "imported"
        seen.append(state(workspace))
        assert differences(workspace) == 0
    assert seen[0] == seen[1] == seen[2]


def test_files_that_replace_months_do_not_replace_each_other(workspace: Workspace, tmp_path: Path) -> None:
    """Two halves of a month, a copy of one, a broken file: what both halves bring stays, and is one batch."""
    one(workspace, sheet(tmp_path, "old.csv", HEADER + "1,2024-01-05,A,10\n2,2024-02-06,B,20\n"))
    before = state(workspace)
    first = sheet(tmp_path, "first.csv", HEADER + "3,2024-01-02,A,30\n4,2024-01-09,B,40\n")
    second = sheet(tmp_path, "second.csv", HEADER + "4,2024-01-09,B,40\n5,2024-01-20,C,50\n")
    copy = sheet(tmp_path, "copy.csv", HEADER + "3,2024-01-02,A,30\n4,2024-01-09,B,40\n")
    broken = sheet(tmp_path, "broken.csv", "")
    receipts = import_files(workspace, [first, broken, second, copy], mode="replace-months")
    assert [receipt.status for receipt in receipts] == ["imported", "refused", "imported", "imported"]
    assert [counts(receipts[place]) for place in (0, 2, 3)] == [(2, 2, 0, 0, 0), (2, 1, 1, 0, 0), (2, 0, 2, 0, 0)]
    assert {receipt.batch_id for receipt in receipts} == {2, None}
    assert sorted(row[3] for row in state(workspace)[0]) == [Decimal(20), Decimal(30), Decimal(40), Decimal(50)]
    assert differences(workspace) == 0
    undo_batch(workspace, 2)
    assert state(workspace) == before
