"""Lines without a price take it from a product list: of the same drop, or one that was imported before."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from core.errors import ImportRefusedError
from core.intake.batching.batches import import_files, undo_batch
from core.store.facts import differences
from core.store.workspace import Workspace, open_workspace
from tests.intake.batching.test_repair import mended
from tests.intake.drops.test_joining import by_name, lines, written

LINES = """单号,日期,客户,货号,数量
D1,2024-03-01,海岚汽配,A-1,3
D1,2024-03-01,海岚汽配,B-2,2
D2,2024-03-05,龙腾贸易,A-1,1
"""
PRICES = "货号,品名,单价\nA-1,滤芯,12.50\nB-2,皮带,40\nC-3,机油,88\n"
AMOUNTS = [("A-1", Decimal("12.5")), ("A-1", Decimal("37.5")), ("B-2", Decimal(80))]


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return open_workspace("main", tmp_path / "home", create=True)


def amounts(workspace: Workspace) -> list[tuple[str, Decimal]]:
    return lines(workspace, "product_code, amount")


@pytest.mark.parametrize("turned", [False, True])
def test_prices_of_the_same_drop(workspace: Workspace, tmp_path: Path, turned: bool) -> None:
    files = written(tmp_path, 出库明细=LINES, 价目表=PRICES)
    receipts = import_files(workspace, files[::-1] if turned else files)
    assert by_name(receipts) == {"出库明细": (3, 3, 0, 0, 0), "价目表": (3, 3, 0, 0, 0)}
    assert amounts(workspace) == AMOUNTS
    assert lines(workspace, "distinct product_code, product, unit_price") == [
        ("A-1", "滤芯", Decimal("12.5")),
        ("B-2", "皮带", Decimal(40)),
    ]


def test_prices_of_a_list_that_was_there(workspace: Workspace, tmp_path: Path) -> None:
    import_files(workspace, written(tmp_path, 价目表=PRICES))
    import_files(workspace, written(tmp_path, 出库明细=LINES))
    assert amounts(workspace) == AMOUNTS


def test_a_product_that_no_list_has_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    files = written(
        tmp_path, 出库明细=LINES + "D3,2024-03-06,龙腾贸易,Z-9,1\nD3,2024-03-06,龙腾贸易,,1\n", 价目表=PRICES
    )
    lines_receipt = import_files(workspace, files)[0]
    assert by_name([lines_receipt]) == {"出库明细": (5, 3, 0, 2, 0)}
    assert lines_receipt.refusals_file
    told = [line.split(",") for line in lines_receipt.refusals_file.read_text("utf-8-sig").splitlines()[1:]]
    assert [line[0] + line[3] for line in told] == ["5product_not_found", "6amount_missing"]


def test_a_list_with_two_prices_for_a_product_lends_nothing(workspace: Workspace, tmp_path: Path) -> None:
    files = written(tmp_path, 出库明细=LINES, 价目表=PRICES + "A-1,滤芯,13\n")
    error = import_files(workspace, files)[0].error
    assert error
    assert (error.code, error.fields["value"], error.fields["count"]) == ("key_repeated", "A-1", 2)


def test_two_prices_in_a_list_that_was_there_refuse_the_line(workspace: Workspace, tmp_path: Path) -> None:
    import_files(workspace, written(tmp_path, 价目表=PRICES + "A-1,滤芯,13\n"))
    (receipt,) = import_files(workspace, written(tmp_path, 出库明细=LINES))
    assert by_name([receipt]) == {"出库明细": (3, 1, 0, 2, 0)}
    assert receipt.refusals_file
    assert receipt.refusals_file.read_text("utf-8-sig").count("A-1,price_several") == 2


def test_the_newest_list_counts_for_what_comes_after_it(workspace: Workspace, tmp_path: Path) -> None:
    import_files(workspace, written(tmp_path, old=PRICES))
    import_files(workspace, written(tmp_path, new="货号,单价\nA-1,20\n"))
    import_files(workspace, written(tmp_path, 出库明细=LINES))
    assert amounts(workspace) == [("A-1", Decimal(20)), ("A-1", Decimal(60)), ("B-2", Decimal(80))]


def test_a_list_that_lines_need_cannot_be_undone_before_them(workspace: Workspace, tmp_path: Path) -> None:
    import_files(workspace, written(tmp_path, old=PRICES))
    import_files(workspace, written(tmp_path, 出库明细=LINES))
    import_files(workspace, written(tmp_path, later=PRICES.replace("12.50", "20")))
    with pytest.raises(ImportRefusedError) as refused:
        undo_batch(workspace, 1)
    assert (refused.value.code, refused.value.fields) == ("batch_needed", {"batch_id": 1, "batches": "2"})
    undo_batch(workspace, 3)  # came after the lines
    assert amounts(workspace) == AMOUNTS
    undo_batch(workspace, 2)
    undo_batch(workspace, 1)
    assert lines(workspace) == []
    assert differences(workspace) == 0


def test_only_the_list_that_gave_the_prices_is_needed(workspace: Workspace, tmp_path: Path) -> None:
    import_files(workspace, written(tmp_path, old=PRICES))
    import_files(workspace, written(tmp_path, new=PRICES.replace("12.50", "13")))
    import_files(workspace, written(tmp_path, 出库明细=LINES))
    with pytest.raises(ImportRefusedError):
        undo_batch(workspace, 2)
    undo_batch(workspace, 1)  # every price came from the newer list


def test_prices_of_the_same_drop_do_not_hold_a_list(workspace: Workspace, tmp_path: Path) -> None:
    import_files(workspace, written(tmp_path, old=PRICES))
    import_files(workspace, written(tmp_path, 出库明细=LINES, 价目表=PRICES.replace("12.50", "13")))
    undo_batch(workspace, 1)
    assert amounts(workspace)[0] == ("A-1", Decimal(13))


BROKEN = "货号,品名,单价\nA-1,滤芯,x\nB-2,皮带,40\nC-3,机油,88\nD-4,机滤,5\n"


def test_a_list_is_held_by_the_prices_that_were_mended_into_it(workspace: Workspace, tmp_path: Path) -> None:
    """A-1 has its price from the mended row alone: neither it nor the list may go; B-2 needs the list alone."""
    (first,) = import_files(workspace, written(tmp_path, old=BROKEN))
    import_files(workspace, [mended(first, tmp_path / "fixes.csv", {2: {"单价": "12.50"}})])
    import_files(workspace, written(tmp_path, one="单号,日期,客户,货号,数量\nD1,2024-03-01,海岚汽配,A-1,3\n"))
    for batch_id in (1, 2):
        with pytest.raises(ImportRefusedError) as refused:
            undo_batch(workspace, batch_id)
        assert (refused.value.code, refused.value.fields["batches"]) == ("batch_needed", "3")
    import_files(workspace, written(tmp_path, two="单号,日期,客户,货号,数量\nD2,2024-03-01,海岚汽配,B-2,3\n"))
    undo_batch(workspace, 3)
    undo_batch(workspace, 2)
    with pytest.raises(ImportRefusedError):
        undo_batch(workspace, 1)


def test_a_row_mended_into_an_older_list_holds_nothing_that_a_newer_one_prices(
    workspace: Workspace, tmp_path: Path
) -> None:
    (first,) = import_files(workspace, written(tmp_path, old=BROKEN))
    import_files(workspace, written(tmp_path, new="货号,单价\nA-1,20\n"))
    import_files(workspace, [mended(first, tmp_path / "fixes.csv", {2: {"单价": "12.50"}})])
    import_files(workspace, written(tmp_path, one="单号,日期,客户,货号,数量\nD1,2024-03-01,海岚汽配,A-1,3\n"))
    assert amounts(workspace) == [("A-1", Decimal(60))]
    with pytest.raises(ImportRefusedError) as refused:
        undo_batch(workspace, 2)
    assert refused.value.fields == {"batch_id": 2, "batches": "4"}
    undo_batch(workspace, 3)
    undo_batch(workspace, 1)
    assert amounts(workspace) == [("A-1", Decimal(60))]


def test_rows_mended_after_the_lines_gave_them_no_price(workspace: Workspace, tmp_path: Path) -> None:
    """Whether the line came before its list, or the same price stands in the list twice: the mended row may go."""
    (first,) = import_files(workspace, written(tmp_path, old=BROKEN + "B-2,皮带,y\n"))
    lines_of = "单号,日期,客户,货号,数量\n{},2024-03-01,海岚汽配,B-2,3\n"
    import_files(workspace, written(tmp_path, one=lines_of.format("D1")))
    import_files(workspace, [mended(first, tmp_path / "fixes.csv", {6: {"单价": "40"}})])
    import_files(workspace, written(tmp_path, two=lines_of.format("D2")))
    undo_batch(workspace, 3)
    with pytest.raises(ImportRefusedError) as refused:
        undo_batch(workspace, 1)
    assert refused.value.fields == {"batch_id": 1, "batches": "2, 4"}
