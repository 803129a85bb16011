"""What is foreseen of files that were dropped together is what their import then counts."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import ImportRefusedError
from core.intake.batching.batches import import_files, import_parcel, inspect_file, undo_batch
from core.intake.batching.common_lines import common_lines
from core.intake.batching.foreseen import Answered, foresee
from core.intake.batching.receipts import Inspection, Matching, Mode
from core.intake.drops.drops import Offer, inspect_files, written_together
from core.intake.drops.seen import Wish
from core.store.facts import differences
from core.store.workspace import Workspace, close_workspace, open_workspace

COLUMNS = {
    "order_id": "Order No",
    "line_id": "Line No",
    "order_date": "Order date",
    "customer_id": "Customer",
    "product": "Product",
    "amount": "Amount",
}
Line = tuple[str, str, str, str]  # order, line id, day, customer


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return open_workspace("main", tmp_path / "home", create=True)


def written(folder: Path, name: str, lines: Sequence[Line]) -> Path:
    path = folder / name
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([COLUMNS.values(), *((*line, "Tea", "10.5") for line in lines)])
    return path


def looked(workspace: Workspace, files: Sequence[Path], mode: Mode, said: Sequence[Matching]) -> list[Inspection]:
    """The tables of the files, one each, with what is foreseen of them."""
    wish = {None: Wish("sales", COLUMNS)}
    parcels = inspect_files(workspace, [Offer(path, path.name, wishes=wish) for path in files])
    tables = [table for parcel in parcels for table in parcel.inspections]
    answered = [[Answered([table], matching)] for table, matching in zip(tables, said, strict=True)]
    return [table for ((table,),) in foresee(common_lines(workspace, tables), answered, mode)]


def foretold(table: Inspection) -> tuple[int, int]:
    """Lines that will be accepted, and lines that will be skipped."""
    assert table.totals is not None
    return table.totals.rows - table.foreseen.skipped, table.foreseen.skipped


def imported(
    workspace: Workspace, tables: Sequence[Inspection], mode: Mode, said: Sequence[Matching]
) -> list[tuple[int, int] | str]:
    """Lines accepted and skipped by file, or why a file was refused; files that ask are held back as on the page."""
    found: dict[int, tuple[int, int] | str] = {}
    asking = [table.foreseen.matches and matching == "refuse" for table, matching in zip(tables, said, strict=True)]
    waiting = [bool(table.known or asks) for table, asks in zip(tables, asking, strict=True)]
    for places in written_together([not waits for waits in waiting], mode):
        if mode == "replace-months" and waiting[places[0]]:
            found[places[0]] = "held back"
            continue
        try:
            files = [[tables[place]] for place in places]
            receipts = import_parcel(workspace, files, mode=mode, matching=[said[place] for place in places])
            found |= {place: (one.accepted, one.duplicates) for place, one in zip(places, receipts, strict=True)}
        except ImportRefusedError as error:
            found |= {place: f"{error.code} {error.fields.get('lines', '')}" for place in places}
    return [found[place] for place in range(len(tables))]


def expected(tables: Sequence[Inspection], mode: Mode, said: Sequence[Matching]) -> list[set[tuple[int, int] | str]]:
    """What may become of each file: as foretold; refused where it is known, nothing of its batch is new, or it asks."""
    found: list[set[tuple[int, int] | str]] = []
    for table, matching in zip(tables, said, strict=True):
        asks = table.foreseen.matches and matching == "refuse"
        if table.known or asks:
            why = "file_known " if table.known else f"lines_match {table.foreseen.matches}"
            found.append({"held back" if mode == "replace-months" else why})
        elif mode == "add" and foretold(table)[0] == 0:
            found.append({"nothing_new ", "file_known "})  # the same file may have been dropped twice
        else:
            found.append({foretold(table)})
    taken = [each for each in found if not any(isinstance(one, str) for one in each)]
    if mode == "replace-months" and not any(new for ((new, _),) in taken):
        return [{"nothing_new "} if each in taken else each for each in found]
    return found


def test_a_line_that_moved_to_the_month_of_another_file_is_not_lost(workspace: Workspace, tmp_path: Path) -> None:
    """Line 7/1 stands in February. January's file has it now, February's comes with it."""
    import_files(workspace, [written(tmp_path, "old.csv", [("7", "1", "2024-02-05", "A")])], columns=COLUMNS)
    january = written(tmp_path, "january.csv", [("7", "1", "2024-01-31", "A")])
    february = written(tmp_path, "february.csv", [("8", "1", "2024-02-01", "B")])
    tables = looked(workspace, [january, february], "replace-months", ["refuse", "refuse"])
    assert [foretold(table) for table in tables] == [(1, 0), (1, 0)]
    receipts = import_files(workspace, [january, february], columns=COLUMNS, mode="replace-months")
    assert [(one.accepted, one.duplicates) for one in receipts] == [(1, 0), (1, 0)]
    assert workspace.engine.rows("select order_id from sales order by 1") == [("7",), ("8",)]


def test_equal_lines_of_a_file_are_new_as_often_as_they_do_not_stand_yet(workspace: Workspace, tmp_path: Path) -> None:
    """The line stands twice; the files hold it 3, 4 and 3 times: one more is new of each of the first two."""
    line = ("1", "", "2024-01-05", "A")
    import_files(workspace, [written(tmp_path, "old.csv", [line, line])], columns=COLUMNS)
    files = [written(tmp_path, f"{number}.csv", [line] * times) for number, times in enumerate((3, 4))]
    files.append(written(tmp_path, "2.csv", [line, line, line, ("2", "", "2024-01-05", "A")]))
    tables = looked(workspace, files, "add", ["refuse"] * 3)
    assert [foretold(table) for table in tables] == [(1, 2), (1, 3), (1, 3)]
    assert [table.foreseen.met for table in tables] == [0, 1, 1]
    assert [table.foreseen.files for table in tables] == [(), ("0.csv",), ("0.csv", "1.csv")]
    receipts = import_files(workspace, files, columns=COLUMNS)
    assert [(one.accepted, one.duplicates) for one in receipts] == [(1, 2), (1, 3), (1, 3)]


def test_equal_lines_in_sheets_of_a_file_are_different_lines(workspace: Workspace, tmp_path: Path) -> None:
    """The line stands twice. The sheets hold it 1, 2 and 1 times, 4 in all: two are new, the other two stand."""
    line = ("1", "", "2024-01-05", "A")
    import_files(workspace, [written(tmp_path, "old.csv", [line, line])], columns=COLUMNS)
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for times in (1, 2, 1):
            sheet = book.add_worksheet()
            for place, row in enumerate([[*COLUMNS.values()], *[[*line, "Tea", "10.5"]] * times]):
                sheet.write_row(place, 0, row)
    tables = inspect_file(workspace, path, path.name, columns=COLUMNS)
    assert [foretold(table) for table in tables] == [(0, 1), (1, 1), (1, 0)]
    (receipt,) = import_files(workspace, [path], columns=COLUMNS)
    assert [(table.accepted, table.duplicates) for table in receipt.tables] == [(0, 1), (1, 1), (1, 0)]
    assert workspace.engine.rows("select occurrence from sales order by 1") == [(1,), (2,), (3,), (4,)]


def test_files_of_different_months_are_not_read_again(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_files(workspace, [written(tmp_path, "old.csv", [("1", "", "2024-01-05", "A")])], columns=COLUMNS)
    without_line_ids = {name: header for name, header in COLUMNS.items() if name != "line_id"} | {"line_id": ""}
    files = [written(tmp_path, f"{month}.csv", [("1", "", f"2024-0{month}-05", "A")]) for month in (2, 3)]
    wish = {None: Wish("sales", without_line_ids)}
    parcels = inspect_files(workspace, [Offer(path, path.name, wishes=wish) for path in files])
    read_again = "core.intake.batching.common_lines.typed_query"
    monkeypatch.setattr(read_again, lambda *_: pytest.fail("a file was read again"))
    assert common_lines(workspace, [table for parcel in parcels for table in parcel.inspections]) == []


files_strategy = st.lists(
    st.tuples(
        st.sampled_from(["", "1", "2"]),
        st.sampled_from(["", "", "1"]),
        st.sampled_from(["2024-01-05", "2024-01-06", "2024-02-05"]),
        st.sampled_from(["A", "B"]),
    ),
    min_size=1,
    max_size=7,
)
answers = st.sampled_from(["refuse", "skip", "keep"])


@settings(max_examples=15, deadline=None)
@given(
    st.lists(files_strategy, max_size=2),
    st.booleans(),
    st.lists(st.tuples(files_strategy, answers), min_size=2, max_size=4),
    st.sampled_from(["add", "add", "replace-months"]),
)
def test_an_import_counts_what_was_foretold(
    before: list[list[Line]], undo_one: bool, drop: list[tuple[list[Line], Matching]], mode: Mode
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        workspace = open_workspace("main", folder, create=True)
        for number, lines in enumerate(before):
            import_files(workspace, [written(folder, f"old{number}.csv", lines)], columns=COLUMNS, matching="keep")
        if undo_one and len(before) == 2:
            undo_batch(workspace, 1)
        files = [written(folder, f"new{number}.csv", lines) for number, (lines, _) in enumerate(drop)]
        said = [matching for _, matching in drop]
        tables = looked(workspace, files, mode, said)
        became = imported(workspace, tables, mode, said)
        may_become = expected(tables, mode, said)
        assert all(one in may for one, may in zip(became, may_become, strict=True)), (became, may_become)
        assert differences(workspace) == 0
        close_workspace(workspace)
