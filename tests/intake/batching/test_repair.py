"""Refused rows that were mended: they complete their batch as if its file had been mended before, and leave with it."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from core.errors import ImportRefusedError
from core.intake.batching.batches import batches, import_file, import_files, inspect_file, undo_batch
from core.intake.batching.receipts import FileReceipt
from core.intake.batching.repair import mended_file
from core.intake.batching.undo_effects import undo_effects
from core.intake.rows.mending import MendingSheet, inert, lively, mending_xlsx
from core.intake.rows.refusals import open_rows
from core.intake.rows.validation import Choices
from core.store.facts import differences
from core.store.merges import merge_customers
from core.store.workspace import Workspace, close_workspace, open_workspace

HEAD = "Order No,Order date,Customer,Product,Quantity,Amount\n"
GOOD = "1,2024-01-05,A,Tea,1,10\n"
BAD = HEAD + GOOD + "2,2024-02-31,B,Tea,2,20\n3,2024-01-06,C,Ink,1,lots\n4,2024-01-07,=D,Tea,1,-7\n5,,E,Tea,1,5\n"
MENDED = (
    HEAD + GOOD + "2,2024-02-29,B,Tea,2,20\n3,2024-01-06,C,Ink,1,30\n4,2024-01-07,=D,Tea,1,-7\n5,2024-03-01,E,Tea,1,5\n"
)
FIXES = {3: {"Order date": "2024-02-29"}, 4: {"Amount": "30"}, 6: {"Order date": "2024-03-01"}}


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return open_workspace("main", tmp_path / "home", create=True)


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def one(workspace: Workspace, path: Path, **how: Any) -> FileReceipt:
    (receipt,) = import_files(workspace, [path], **how)
    return receipt


def counts(receipt: FileReceipt) -> tuple[int, ...]:
    return receipt.rows, receipt.accepted, receipt.duplicates, receipt.refused, receipt.skipped


def mended(receipt: FileReceipt, path: Path, fixes: dict[int, dict[str, str]]) -> Path:
    """The file of refused rows as a person saves it: cells changed, by row of the original file and header."""
    assert receipt.refusals_file
    with receipt.refusals_file.open(encoding="utf-8-sig", newline="") as file:
        header, *rows = list(csv.reader(file))
    for row in rows:
        for name, cell in fixes.get(int(row[0]), {}).items():
            row[header.index(name)] = cell
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return path


def state(workspace: Workspace) -> tuple[Any, ...]:
    """Everything that a figure can depend on."""
    ask = workspace.engine.rows
    return (
        ask("select * exclude (batch_id, occurrence), count(*) from sales group by all order by all"),
        ask(
            "select c.customer_id, f.* exclude (customer_no) from customer_months f left join customers c "
            "on c.customer_no = f.customer_no order by all"
        ),
        ask("select * exclude (customer_no, group_no) from customers order by customer_id"),
        ask("select * exclude (batch_id, occurrence), count(*) from survey_answers group by all order by all"),
    )


def test_mended_rows_complete_their_batch(workspace: Workspace, tmp_path: Path) -> None:
    first = one(workspace, written(tmp_path, "sales.csv", BAD))
    assert counts(first) == (5, 2, 0, 3, 0)
    repair = one(workspace, mended(first, tmp_path / "mended.csv", FIXES))
    assert counts(repair) == (3, 3, 0, 0, 0)
    assert repair.months == ("2024-01", "2024-02", "2024-03")
    root, completing = batches(workspace)
    assert (root.completed, root.completes, completing.completes, completing.completed) == (3, None, 1, 0)
    other = open_workspace("other", tmp_path / "home", create=True)
    one(other, written(tmp_path, "whole.csv", MENDED))
    assert state(workspace) == state(other)
    assert differences(workspace) == 0


def test_rows_that_stay_wrong_stay_refused_and_can_come_again(workspace: Workspace, tmp_path: Path) -> None:
    first = one(workspace, written(tmp_path, "sales.csv", BAD))
    half = one(workspace, mended(first, tmp_path / "half.csv", {3: FIXES[3], 4: {"Amount": "many"}}))
    assert counts(half) == (3, 1, 0, 2, 0)
    with workspace.engine.cursor() as cursor:
        left = open_rows(cursor, 1, batches(workspace)[0].token)
    assert [(row.row, row.value, row.rule) for row in left] == [
        (4, "many", "number_unreadable"),
        (6, "", "date_missing"),
    ]
    rest = one(workspace, mended(half, tmp_path / "rest.csv", {4: FIXES[4], 6: FIXES[6]}))
    assert counts(rest) == (2, 2, 0, 0, 0)
    assert [batch.completes for batch in batches(workspace)] == [None, 1, 1]
    assert batches(workspace)[0].completed == 3


def test_two_mended_files_at_once_complete_a_row_once(workspace: Workspace, tmp_path: Path) -> None:
    first = one(workspace, written(tmp_path, "sales.csv", BAD))
    a = mended(first, tmp_path / "a.csv", {3: FIXES[3]})
    b = mended(first, tmp_path / "b.csv", {3: FIXES[3], 4: FIXES[4]})
    taken, late = import_files(workspace, [a, b])
    assert taken.accepted == 1
    assert late.error is not None
    assert (late.error.code, late.error.fields["row"]) == ("repair_row_completed", 3)
    assert batches(workspace)[0].completed == 1
    assert one(workspace, b).accepted == 1  # the row that was left
    assert batches(workspace)[0].completed == 2


def test_a_batch_that_is_undone_meanwhile_is_not_completed(workspace: Workspace, tmp_path: Path) -> None:
    first = one(workspace, written(tmp_path, "sales.csv", BAD))
    found = inspect_file(workspace, mended(first, tmp_path / "a.csv", FIXES), "a.csv")
    undo_batch(workspace, 1)
    with pytest.raises(ImportRefusedError, match="repair_undone"):
        import_file(workspace, found)
    assert workspace.engine.rows("select count(*) from sales") == [(0,)]


def test_a_row_is_never_completed_twice(workspace: Workspace, tmp_path: Path) -> None:
    first = one(workspace, written(tmp_path, "sales.csv", BAD))
    half = mended(first, tmp_path / "half.csv", {3: FIXES[3]})
    one(workspace, half)
    again = one(workspace, half)
    assert again.error is not None
    assert (again.error.code, again.error.fields["batch_id"]) == ("file_known", 2)
    more = one(workspace, mended(first, tmp_path / "more.csv", FIXES))
    assert counts(more) == (3, 2, 0, 0, 1)
    nothing = one(workspace, mended(first, tmp_path / "none.csv", {**FIXES, 4: {"Amount": "31"}}))
    assert nothing.error is not None
    assert nothing.error.code == "nothing_new"
    assert workspace.engine.rows("select count(*) from sales") == [(5,)]


def test_undoing_the_first_takes_its_repairs_along(workspace: Workspace, tmp_path: Path) -> None:
    empty = state(workspace)
    first = one(workspace, written(tmp_path, "sales.csv", BAD))
    before = state(workspace)
    one(workspace, mended(first, tmp_path / "mended.csv", FIXES))
    undo_batch(workspace, 2)
    assert state(workspace) == before
    assert batches(workspace)[0].completed == 0
    one(workspace, tmp_path / "mended.csv")
    undo_batch(workspace, 1)
    assert state(workspace) == empty
    assert all(batch.undone_at for batch in batches(workspace))
    assert differences(workspace) == 0


def test_mended_rows_wait_for_their_file(workspace: Workspace, tmp_path: Path) -> None:
    file = written(tmp_path, "sales.csv", BAD)
    first = one(workspace, file)
    rows = mended(first, tmp_path / "mended.csv", FIXES)
    undo_batch(workspace, 1)
    orphan = one(workspace, rows)
    assert orphan.error is not None
    assert (orphan.error.code, orphan.error.fields) == ("repair_undone", {"file": "sales.csv", "batch_id": 1})
    elsewhere = one(open_workspace("other", tmp_path / "home", create=True), rows)
    assert elsewhere.error is not None
    assert elsewhere.error.code == "repair_unknown"
    one(workspace, file)
    assert counts(one(workspace, rows)) == (3, 3, 0, 0, 0)
    assert batches(workspace)[1].completed == 3


@pytest.mark.parametrize(
    ("changed", "code", "fields"),
    [
        (lambda rows: [*rows, ["", "", "", "", "9", "2024-01-01", "Z", "Tea", "1", "9", ""]], "repair_row_unknown", 5),
        (lambda rows: [*rows, rows[1]], "repair_row_twice", 5),
        (lambda rows: [[cell.replace("Amount", "Sum") for cell in rows[0]], *rows[1:]], "repair_header", "Amount"),
    ],
)
def test_what_is_no_mended_row_is_said(
    workspace: Workspace,
    tmp_path: Path,
    changed: Callable[[list[list[str]]], list[list[str]]],
    code: str,
    fields: object,
) -> None:
    first = one(workspace, written(tmp_path, "sales.csv", BAD))
    path = mended(first, tmp_path / "mended.csv", FIXES)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(changed(rows))
    receipt = one(workspace, path)
    assert receipt.error is not None
    assert receipt.error.code == code
    assert fields in receipt.error.fields.values()
    assert workspace.engine.rows("select count(*) from sales") == [(2,)]


def test_lines_that_take_over_from_their_order_are_not_mended_alone(workspace: Workspace, tmp_path: Path) -> None:
    text = "Order No,Order date,Customer,Product,Quantity,Amount\n" + "".join(
        f"{n},2024-01-0{n},C{n},Tea,1,5\n{n},,,Ink,1,{'x' if n == 2 else 3}\n" for n in range(1, 8)
    )
    first = one(workspace, written(tmp_path, "orders.csv", text))
    assert (first.refused, first.filled) == (1, 7)
    receipt = one(workspace, mended(first, tmp_path / "mended.csv", {5: {"Amount": "3"}}))
    assert receipt.error is not None
    assert receipt.error.code == "repair_by_order"


def test_a_workbook_keeps_every_cell_as_text(workspace: Workspace, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    one(workspace, written(tmp_path, "sales.csv", BAD))
    (root,) = batches(workspace)
    path = tmp_path / "mended.xlsx"
    with workspace.engine.cursor() as cursor, path.open("wb") as file:
        headers = HEAD.strip().split(",")
        names = ("行号", "列", "值", "原因")
        sheet = MendingSheet(names, headers, root.token, worded=str.upper)
        mending_xlsx(file, sheet, open_rows(cursor, 1, root.token))
    book = load_workbook(path)
    page = book.active
    assert [cell.value for cell in page[2]][:4] == ["3", "Order date", "2024-02-31", "DATE_UNREADABLE"]
    assert {cell.number_format for cell in page[2]} == {"@"}
    page["F2"], page["J3"], page["F4"] = "2024-02-29", "30", "2024-03-01"
    book.save(path)
    assert counts(one(workspace, path)) == (3, 3, 0, 0, 0)


def test_rows_mended_in_place_go_the_same_way(workspace: Workspace, tmp_path: Path) -> None:
    one(workspace, written(tmp_path, "sales.csv", BAD))
    (root,) = batches(workspace)
    with workspace.engine.cursor() as cursor:
        rows = open_rows(cursor, 1, batches(workspace)[0].token)
    path = mended_file(workspace, root, [replace(rows[0], cells=("2", "2024-02-29", "B", "Tea", "2", "20"))])
    (found,) = inspect_file(workspace, path, "sales.csv")
    assert found.completes is not None
    assert (found.completes.batch_id, found.table.rows, found.refused) == (1, 1, 0)
    assert counts(one(workspace, path)) == (1, 1, 0, 0, 0)


@pytest.mark.parametrize(("left", "accepted"), [(None, 1), ("20", 0)])
def test_what_a_row_held_beyond_the_last_column_can_be_taken_away(
    workspace: Workspace, tmp_path: Path, left: str | None, accepted: int
) -> None:
    """A comma in a name that nobody quoted: all cells behind it stand one too far."""
    one(workspace, written(tmp_path, "sales.csv", HEAD + GOOD + "2,2024-01-06,B,Tea, green,2,20\n"))
    (root,) = batches(workspace)
    with workspace.engine.cursor() as cursor:
        (row,) = open_rows(cursor, 1, root.token)
    assert (row.rule, row.cells[3:], row.surplus) == ("too_many_cells", ("Tea", " green", "2"), "20")
    cells = ("2", "2024-01-06", "B", "Tea, green", "2", "20")
    path = mended_file(workspace, root, [replace(row, cells=cells, surplus=left)])
    (found,) = inspect_file(workspace, path, "sales.csv")
    assert (found.table.rows, found.refused) == (1, 1 - accepted)
    if accepted:
        assert counts(one(workspace, path)) == (1, 1, 0, 0, 0)
        assert workspace.engine.rows("select product, amount from sales order by order_id")[1] == ("Tea, green", 20)


@pytest.mark.parametrize(
    "text", ["", "=1+1", "'=1", "''=1", "-5", "+4,5", "'-5", "-", "@a", "plain", "'", "＝x", "-5-"]
)
def test_what_is_made_inert_comes_back(text: str) -> None:
    assert lively(inert(text)) == text
    assert not inert(text).startswith(("=", "@", "＝"))


LINES = st.lists(
    st.tuples(
        st.sampled_from(["1", "2", ""]),  # order
        st.sampled_from(["2024-01-05", "2024-02-06"]),
        st.sampled_from(["A", "B"]),
        st.sampled_from(["Tea", "Ink"]),
        st.sampled_from(["10", "20"]),
        st.booleans(),  # refused at first
    ),
    min_size=1,
    max_size=8,
)


def sheet_of(lines: Sequence[tuple[Any, ...]], own: str, *, bad: bool) -> str:
    """The lines, those marked with an amount that is none where `bad`, below six lines that no other file has."""
    usual = "".join(f"{own}{n},2024-0{n % 3 + 1}-0{n + 1},Z,Tea,1,{n}\n" for n in range(6))
    rows = [
        f"{order},{day},{customer},{product},1,{'x' if bad and wrong else amount}\n"
        for order, day, customer, product, amount, wrong in lines
    ]
    return HEAD + usual + "".join(rows)


@settings(
    max_examples=6,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(before=LINES, lines=LINES, after=LINES, mode=st.sampled_from(["add", "replace-months"]))
def test_a_repair_gives_what_the_mended_file_would_have_given(
    tmp_path_factory: pytest.TempPathFactory, before: Any, lines: Any, after: Any, mode: str
) -> None:
    """Also between other batches that hold the same lines, and with months replaced by any of them."""
    folder = tmp_path_factory.mktemp("repair")
    how: dict[str, Any] = {"matching": "skip", "choices": Choices(amount_per="line", fill_down=False)}
    states = []
    for name in ("mended", "repaired"):
        workspace = open_workspace(name, folder, create=True)
        one(workspace, written(folder, "before.csv", sheet_of(before, "b", bad=False)), **how)
        text = sheet_of(lines, "f", bad=name == "repaired")
        first = one(workspace, written(folder, f"{name}.csv", text), mode=mode, **how)
        one(workspace, written(folder, "after.csv", sheet_of(after, "a", bad=False)), mode=mode, **how)
        assert [batch.batch_id for batch in batches(workspace)] == [1, 2, 3]
        if name == "repaired" and first.refused:
            fixes = {8 + n: {"Amount": line[4]} for n, line in enumerate(lines) if line[5]}
            assert one(workspace, mended(first, folder / "fixes.csv", fixes)).refused == 0
        states.append(state(workspace))
        assert differences(workspace) == 0
        close_workspace(workspace)
    assert states[0] == states[1]


def test_a_mended_row_of_customers_counts_where_its_file_stands(workspace: Workspace, tmp_path: Path) -> None:
    """The later file says more of A than the mended row of the first; of B nobody else says anything."""
    head = "Customer ID,Customer name,City,Joined on\n"
    good = "".join(f"K{n},Name {n},Town,2020-01-0{n}\n" for n in range(1, 8))
    old = head + good + "A,Anna,Bonn,2020-02-31\nB,Bert,Ulm,2020-02-31\n"
    first = one(workspace, written(tmp_path, "old.csv", old))
    assert counts(first) == (9, 7, 0, 2, 0)
    one(workspace, written(tmp_path, "new.csv", head + "A,Anna,Kiel,2020-03-01\n"))
    fixes = {9: {"Joined on": "2020-02-28"}, 10: {"Joined on": "2020-02-28"}}
    assert counts(one(workspace, mended(first, tmp_path / "fixes.csv", fixes))) == (2, 2, 0, 0, 0)
    asked = (
        "select customer_id, city, cast(joined_on as VARCHAR) from customers where customer_id in ('A', 'B') order by 1"
    )
    assert workspace.engine.rows(asked) == [("A", "Kiel", "2020-03-01"), ("B", "Ulm", "2020-02-28")]
    undo_batch(workspace, 2)
    assert workspace.engine.rows(asked)[0] == ("A", "Bonn", "2020-02-28")
    undo_batch(workspace, 1)
    assert workspace.engine.rows("select * from customers") == []


def test_a_mended_answer_counts_beside_an_equal_one_of_its_file(workspace: Workspace, tmp_path: Path) -> None:
    head = "Customer ID,Date,Dimension,Score,Lowest,Highest\n"
    answers = "A,2024-01-05,service,4,1,5\n" * 2 + "B,2024-01-06,service,5,1,5\n" * 18
    first = one(workspace, written(tmp_path, "survey.csv", head + answers + "A,2024-01-05,service,many,1,5\n"))
    assert counts(first) == (21, 20, 0, 1, 0)
    repair = one(workspace, mended(first, tmp_path / "fixes.csv", {22: {"Score": "4"}}))
    assert counts(repair) == (1, 1, 0, 0, 0)
    asked = "select occurrence from survey_answers where customer_id = 'A' order by occurrence"
    assert workspace.engine.rows(asked) == [(1,), (2,), (3,)]


def test_a_price_list_that_was_mended_is_one_list(workspace: Workspace, tmp_path: Path) -> None:
    """The newer list gives 9 for p1, though the mended row of the older one came last; p2 is only in the older one."""
    first = one(workspace, written(tmp_path, "old.csv", "Product code,Price\np1,x\np2,y\np3,3\np4,4\np5,5\n"))
    one(workspace, written(tmp_path, "new.csv", "Product code,Price\np1,9\n"))
    one(workspace, mended(first, tmp_path / "fixes.csv", {2: {"Price": "1"}, 3: {"Price": "2"}}))
    lines = "Order No,Order date,Customer,Product code,Quantity\n1,2024-01-05,A,p1,1\n2,2024-01-06,A,p2,1\n"
    one(workspace, written(tmp_path, "lines.csv", lines))
    assert workspace.engine.rows("select amount from sales order by order_id") == [(9,), (2,)]


def test_what_an_undo_changes_is_known_before(workspace: Workspace, tmp_path: Path) -> None:
    """The second file holds the first line of the first too: that one comes back in January, worth 10."""
    first = one(workspace, written(tmp_path, "sales.csv", BAD))
    one(workspace, mended(first, tmp_path / "mended.csv", {3: FIXES[3]}))
    one(workspace, written(tmp_path, "again.csv", HEAD + GOOD + "9,2024-01-09,A,Tea,1,9\n"))
    found = undo_effects(workspace, 1)
    assert found.repairs == (2,)
    january, february = found.months
    assert (january.month.month, january.leaves, january.returns, january.amount) == (1, 2, 1, 7 - 10 + 10)
    assert (february.month.month, february.leaves, february.returns, february.amount) == (2, 1, 0, -20)
    before = {month.month: month for month in workspace.months()}
    undo_batch(workspace, 1)
    after = {month.month: month for month in workspace.months()}
    assert after[january.month].lines == before[january.month].lines - 2 + 1
    assert february.month not in after
    assert undo_effects(workspace, 3).months[0].leaves == 2


def test_two_files_of_one_batch_keep_their_refused_rows_apart(workspace: Workspace, tmp_path: Path) -> None:
    """Lines and customers that are joined share a batch; row 3 of the one is not row 3 of the other."""
    items = "order id,date,customer name,amount\n1,2024-01-05,Anna,10\n2,2024-02-31,Ben,20\n3,2024-03-01,Carl,30\n"
    people = "customer id,customer name,birthday\na1,Anna,1990-01-01\nb1,Ben,1990-02-31\nc1,Carl,1990-01-03\n"
    paths = [written(tmp_path, "items.csv", items), written(tmp_path, "people.csv", people)]
    lines, persons = import_files(workspace, paths)
    assert {lines.batch_id, persons.batch_id} == {1}
    assert (counts(lines), counts(persons)) == ((3, 2, 0, 1, 0), (3, 2, 0, 1, 0))
    of_persons, of_lines = batches(workspace)
    with workspace.engine.cursor() as cursor:
        rows = [[(row.row, row.value) for row in open_rows(cursor, 1, each.token)] for each in (of_lines, of_persons)]
    assert rows == [[(3, "2024-02-31")], [(3, "1990-02-31")]]
    repair = one(workspace, mended(persons, tmp_path / "mended.csv", {3: {"birthday": "1990-02-28"}}))
    assert counts(repair) == (1, 1, 0, 0, 0)
    assert [batch.completed for batch in batches(workspace)] == [1, 0, 0]
    repair = one(workspace, mended(lines, tmp_path / "rest.csv", {3: {"date": "2024-02-29"}}))
    assert counts(repair) == (1, 1, 0, 0, 0)
    assert [batch.completed for batch in batches(workspace)][:2] == [1, 1]


def test_a_merge_keeps_the_newest_name_where_an_older_list_was_mended(workspace: Workspace, tmp_path: Path) -> None:
    head = "Customer ID,Customer name,Joined on\n"
    first = one(workspace, written(tmp_path, "old.csv", head + "A,Old,2024-99-99\nB,Second,2024-01-01\n"))
    one(workspace, written(tmp_path, "new.csv", head + "A,New,2024-01-05\n"))
    one(workspace, mended(first, tmp_path / "fixes.csv", {2: {"Joined on": "2024-01-03"}}))
    merge_customers(workspace, ["B"], "A")
    assert workspace.engine.rows("select customer_id, customer_name from customers") == [("A", "New")]


def test_what_another_file_replaced_too_does_not_come_back(workspace: Workspace, tmp_path: Path) -> None:
    """February was replaced twice; without the first of these files the second still stands for it."""
    one(workspace, written(tmp_path, "1.csv", HEAD + "1,2024-02-02,A,Tea,1,10\n2,2024-02-03,A,Tea,1,10\n"))
    second = HEAD + "3,2024-02-02,A,Tea,1,20\n9,2024-03-01,A,Tea,1,7\n"
    one(workspace, written(tmp_path, "2.csv", second), mode="replace-months")
    one(workspace, written(tmp_path, "3.csv", HEAD + "4,2024-02-02,A,Tea,1,30\n"), mode="replace-months")
    (march,) = undo_effects(workspace, 2).months
    assert (march.month.month, march.leaves, march.returns, march.amount) == (3, 1, 0, -7)
    (february,) = undo_effects(workspace, 3).months
    assert (february.leaves, february.returns, february.amount) == (1, 1, 20 - 30)


def test_what_came_again_after_it_was_replaced_counts_once(workspace: Workspace, tmp_path: Path) -> None:
    """Without the second file the first line of the first counts, and the same line of the third is its double."""
    one(workspace, written(tmp_path, "1.csv", HEAD + GOOD + "2,2024-01-06,A,Tea,1,5\n"))
    one(workspace, written(tmp_path, "2.csv", HEAD + "8,2024-01-07,A,Tea,1,20\n"), mode="replace-months")
    one(workspace, written(tmp_path, "3.csv", HEAD + GOOD))
    (january,) = undo_effects(workspace, 2).months
    assert (january.leaves, january.returns, january.amount) == (2, 2, 5 - 20)
    before = len(workspace.engine.rows("from sales"))
    undo_batch(workspace, 2)
    assert len(workspace.engine.rows("from sales")) == before


DROPS = st.lists(st.tuples(LINES, st.sampled_from(["add", "replace-months"])), min_size=2, max_size=4)


@settings(
    max_examples=4,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(drops=DROPS, chosen=st.integers(1, 4), matching=st.sampled_from(["skip", "keep"]))
def test_an_undo_changes_what_was_said_before(
    tmp_path_factory: pytest.TempPathFactory, drops: Any, chosen: int, matching: str
) -> None:
    """Lines and amounts of every month, whatever stands before and after the batch, the first of them mended."""
    folder = tmp_path_factory.mktemp("undo")
    workspace = open_workspace("main", folder, create=True)
    how: dict[str, Any] = {"matching": matching, "choices": Choices(amount_per="line", fill_down=False)}
    receipts = [
        one(workspace, written(folder, f"{n}.csv", sheet_of(lines, str(n), bad=n == 0)), mode=mode, **how)
        for n, (lines, mode) in enumerate(drops)
    ]
    if receipts[0].refused:
        fixes = {8 + n: {"Amount": line[4]} for n, line in enumerate(drops[0][0]) if line[5]}
        one(workspace, mended(receipts[0], folder / "fixes.csv", fixes))
    batch_id = min(chosen, len(drops))
    asked = "select date_trunc('month', order_date)::date, count(*), sum(amount) from sales group by all"
    before = {month: (count, amount) for month, count, amount in workspace.engine.rows(asked)}
    said = undo_effects(workspace, batch_id)
    undo_batch(workspace, batch_id)
    after = {month: (count, amount) for month, count, amount in workspace.engine.rows(asked)}
    for effect in said.months:
        count, amount = before.get(effect.month, (0, 0))
        before[effect.month] = (count + effect.returns - effect.leaves, amount + effect.amount)
    assert {month: value for month, value in before.items() if value[0]} == after
    close_workspace(workspace)


def standing_amounts(workspace: Workspace) -> list[tuple[Any, ...]]:
    return workspace.engine.rows("select order_id, amount from sales order by all")


def test_a_mended_line_counts_beside_an_equal_one_of_its_file(workspace: Workspace, tmp_path: Path) -> None:
    """Two teas in one order, one of them refused at first: 20, not a tea and its double."""
    others = "".join(f"P{n},2024-01-0{n},A,Tea,1,{n}\n" for n in range(1, 9))
    text = HEAD + others + "1,2024-01-05,A,Tea,1,10\n1,2024-01-05,A,Tea,1,x\n2,2024-01-05,A,Tea,1,10\n"
    each_line = Choices(amount_per="line", fill_down=False)
    first = one(workspace, written(tmp_path, "sales.csv", text), choices=each_line)
    assert counts(one(workspace, mended(first, tmp_path / "fixes.csv", {11: {"Amount": "10"}}))) == (1, 1, 0, 0, 0)
    assert [amount for order, amount in standing_amounts(workspace) if order == "1"] == [10, 10]
    assert workspace.engine.rows("select sum(amount) from sales") == [(36 + 30,)]


def test_a_mended_line_replaces_its_month_where_its_file_does(workspace: Workspace, tmp_path: Path) -> None:
    """February was not in the file before its line of February was mended."""
    one(workspace, written(tmp_path, "old.csv", HEAD + "9,2024-02-02,A,Tea,1,99\n"))
    text = HEAD + "1,2024-01-02,A,Tea,1,10\n2,2024-02-02,A,Tea,1,x\n"
    first = one(workspace, written(tmp_path, "new.csv", text), mode="replace-months")
    one(workspace, mended(first, tmp_path / "fixes.csv", {3: {"Amount": "10"}}))
    assert standing_amounts(workspace) == [("1", 10), ("2", 10)]
    undo_batch(workspace, 3)
    assert standing_amounts(workspace) == [("1", 10), ("9", 99)]


def test_two_repairs_of_a_file_that_replaces_months_leave_each_other(workspace: Workspace, tmp_path: Path) -> None:
    lines = "1,2024-03-02,A,Tea,1,10\n2,2024-03-02,A,Tea,1,x\n3,2024-03-32,A,Tea,1,40\n"
    first = one(workspace, written(tmp_path, "new.csv", HEAD + lines), mode="replace-months")
    for row, fix in {3: {"Amount": "30"}, 4: {"Order date": "2024-03-03"}}.items():
        one(workspace, mended(first, tmp_path / f"{row}.csv", {row: fix}))
    assert standing_amounts(workspace) == [("1", 10), ("2", 30), ("3", 40)]


def test_a_mended_line_without_an_order_is_no_double_of_its_own_file(workspace: Workspace, tmp_path: Path) -> None:
    """What it looks like was answered for its file: nobody is asked again."""
    head = "Order date,Customer,Product,Amount\n"
    text = head + "2024-01-05,A,Tea,10\n2024-01-05,A,Tea,x\n2024-01-06,B,Ink,7\n"
    first = one(workspace, written(tmp_path, "sales.csv", text))
    path = mended(first, tmp_path / "fixes.csv", {3: {"Amount": "10"}})
    (found,) = inspect_file(workspace, path, "fixes.csv")
    assert (found.foreseen.doubles, found.foreseen.matches) == (0, 0)
    assert counts(one(workspace, path)) == (1, 1, 0, 0, 0)
    assert workspace.engine.rows("select sum(amount) from sales") == [(27,)]


LINES = "order_id,line,order_date,product_id,amount\n1001,1,2024-01-05,p1,10\n1002,1,2024-01-06,p1,20\n"
FOUND_NOWHERE = "7777,1,2024-01-07,p1,30\n,1,2024-01-08,p1,40\n1004,1,2024-01-07,p2,many\n1003,1,2024-01-07,p2,some\n"
BUYERS = "order_id,customer_id\n1001,c1\n1002,c2\n1003,\n1004,c4\n"


def joined(workspace: Workspace, folder: Path, lines: str, orders: str) -> FileReceipt:
    files = [written(folder, "items.csv", lines), written(folder, "orders.csv", orders)]
    return import_files(workspace, files)[0]


def test_a_mended_line_waits_for_its_customer_where_another_file_would_have_named_it(
    workspace: Workspace, tmp_path: Path
) -> None:
    """Orders are not looked up again: their number alone names nobody. An order that was found may have no customer."""
    first = joined(workspace, tmp_path, LINES + FOUND_NOWHERE, BUYERS)
    assert counts(first) == (6, 2, 0, 4, 0)
    numbers = {4: {"order_id": "1002"}, 5: {"order_id": "1002"}, 6: {"amount": "50"}, 7: {"amount": "60"}}
    half = one(workspace, mended(first, tmp_path / "half.csv", numbers))
    assert counts(half) == (4, 2, 0, 2, 0)
    with workspace.engine.cursor() as cursor:
        left = open_rows(cursor, 1, batches(workspace)[0].token)
    assert [(row.row, row.column, row.rule) for row in left] == [
        (4, "customer_id", "customer_missing"),
        (5, "customer_id", "customer_missing"),
    ]
    again = one(workspace, mended(half, tmp_path / "again.csv", {4: {"amount": "31"}}))
    assert again.error is not None
    whole = one(workspace, mended(half, tmp_path / "whole.csv", {4: {"customer_id": "c2"}, 5: {"customer_id": "c9"}}))
    assert counts(whole) == (2, 2, 0, 0, 0)
    bought = workspace.engine.rows("select customer_id, sum(amount)::int from sales group by all order by 1 nulls last")
    assert bought == [("c1", 10), ("c2", 50), ("c4", 50), ("c9", 40), (None, 60)]


def test_a_mended_line_with_a_customer_of_its_own_needs_none_from_the_orders(
    workspace: Workspace, tmp_path: Path
) -> None:
    lines = "order_id,line,customer_id,product_id,amount\n1001,1,c1,p1,10\n1002,1,,p1,20\n7777,1,,p1,30\n"
    first = joined(workspace, tmp_path, lines, "order_id,order_date\n1001,2024-01-05\n1002,2024-01-06\n")
    assert counts(first) == (3, 2, 0, 1, 0)
    fixes = {4: {"order_id": "1002", "order_date": "2024-01-06"}}
    assert counts(one(workspace, mended(first, tmp_path / "mended.csv", fixes))) == (1, 1, 0, 0, 0)


def test_a_mended_line_with_cells_too_many_waits_for_its_customer_too(workspace: Workspace, tmp_path: Path) -> None:
    """What it held beyond its columns was said of it first; whether its order is known was not."""
    first = joined(workspace, tmp_path, LINES + "7777,1,2024-01-07,p1,30,late\n", BUYERS)
    assert counts(first) == (3, 2, 0, 1, 0)
    cut = mended(first, tmp_path / "cut.csv", {4: {"(beyond the last column)": ""}})
    assert one(workspace, cut).error is not None
    named = {4: {"(beyond the last column)": "", "customer_id": "c2"}}
    assert counts(one(workspace, mended(first, tmp_path / "named.csv", named))) == (1, 1, 0, 0, 0)
