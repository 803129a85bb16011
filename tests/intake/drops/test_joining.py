"""Files that only together are order lines: joined by what stands in them, every row of every file accounted for."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from core.errors import ImportRefusedError
from core.intake.batching.batches import batches, import_files, import_parcel, inspect_file, undo_batch
from core.intake.batching.receipts import FileReceipt, Lent
from core.intake.drops.drops import Offer, Parcel, inspect_files, let_go
from core.intake.drops.seen import Wish
from core.intake.planning.plan import Choices
from core.store.facts import differences
from core.store.workspace import Workspace, open_workspace
from core.text.messages import rule_message
from core.text.words import words_for

ORDERS = """order_id,customer_id,order_date,status
1001,c1,2024-01-05,delivered
1002,c2,2024-01-09,delivered
1003,c3,2024-02-11,cancelled
1004,c4,2024-02-20,delivered
"""
ITEMS = """order_id,order_item_id,product_id,price,freight_value
1001,1,p1,10.50,2.00
1001,2,p2,4.25,2.00
1002,1,p1,10.50,3.00
1003,1,p3,99.00,9.00
"""
CUSTOMERS = """customer_id,customer_unique_id,customer_city
c1,anna,Bonn
c2,ben,Kiel
c3,anna,Bonn
c4,carl,Ulm
"""
PRODUCTS = "product_id,product_category_name\np1,pens\np2,paper\np3,\n"
PAYMENTS = (
    "order_id,payment_sequential,payment_type,payment_value\n1001,1,card,16.75\n1002,1,card,13.50\n1003,1,cash,108\n"
)


TOTALS = """order_id,customer,order_date,total
1001,Anna,2024-01-05,20
1002,Ben,2024-01-09,20
1003,Anna,2024-02-11,200
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return open_workspace("main", tmp_path / "home", create=True)


def written(folder: Path, **files: str) -> list[Path]:
    paths = []
    for name, text in files.items():
        path = folder / f"{name}.csv"
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    return paths


def counts(receipt: FileReceipt) -> tuple[int, ...]:
    found = (receipt.rows, receipt.accepted, receipt.duplicates, receipt.refused, receipt.skipped)
    assert found[0] == sum(found[1:])
    return found


def by_name(receipts: Sequence[FileReceipt]) -> dict[str, tuple[int, ...]]:
    return {receipt.file_name.removesuffix(".csv"): counts(receipt) for receipt in receipts}


def lines(workspace: Workspace, listed: str = "order_id, order_date::varchar, customer_id, amount") -> list[Any]:
    return workspace.engine.rows(f"select {listed} from sales order by all")


def offered(paths: Sequence[Path]) -> list[Offer]:
    return [Offer(path, path.name) for path in paths]


def parcels(workspace: Workspace, paths: Sequence[Path], **how: Any) -> list[Parcel]:
    return inspect_files(workspace, offered(paths), **how)


@pytest.mark.parametrize("turned", [False, True])
def test_items_orders_and_customers_are_one_batch_in_any_order(
    workspace: Workspace, tmp_path: Path, turned: bool
) -> None:
    files = written(tmp_path, items=ITEMS, orders=ORDERS, customers=CUSTOMERS, products=PRODUCTS, payments=PAYMENTS)
    receipts = import_files(workspace, files[::-1] if turned else files)
    assert by_name(receipts) == {
        "items": (4, 4, 0, 0, 0),
        "orders": (4, 3, 0, 0, 1),  # nobody has a line of order 1004
        "customers": (4, 4, 0, 0, 0),  # a table of its own too
        "products": (3, 3, 0, 0, 0),
        "payments": (3, 0, 0, 0, 3),
    }
    assert {receipt.batch_id for receipt in receipts} == {1}
    assert lines(workspace, "order_id, order_date::varchar, customer_id, amount, category, status") == [
        ("1001", "2024-01-05", "anna", Decimal("4.25"), "paper", "completed"),
        ("1001", "2024-01-05", "anna", Decimal("10.5"), "pens", "completed"),
        ("1002", "2024-01-09", "ben", Decimal("10.5"), "pens", "completed"),
        ("1003", "2024-02-11", "anna", Decimal(99), None, "cancelled"),
    ]
    known = workspace.engine.rows("select customer_id, in_file from customers order by all")
    assert known == [("anna", True), ("ben", True), ("carl", True)]
    assert differences(workspace) == 0


def test_what_was_joined_is_said(workspace: Workspace, tmp_path: Path) -> None:
    files = written(tmp_path, items=ITEMS, orders=ORDERS, payments=PAYMENTS)
    (parcel,) = parcels(workspace, files)
    items, orders, payments = parcel.inspections
    (lookup,) = items.table.lookups
    assert (lookup.source, lookup.key, lookup.other_key, lookup.found) == ("orders.csv", "order_id", "order_id", 1.0)
    assert [said.code for said in items.notes] == ["joined", "amount_of_lines"]
    assert items.totals
    assert (items.totals.rows, items.totals.amount) == (4, Decimal("124.25"))
    assert orders.ignored
    assert orders.lent == Lent("items.csv", 3)
    assert [said.code for said in payments.notes] == ["not_needed"]


def test_undo_takes_all_files_out_and_they_can_come_again(workspace: Workspace, tmp_path: Path) -> None:
    files = written(tmp_path, items=ITEMS, orders=ORDERS, customers=CUSTOMERS, products=PRODUCTS)
    import_files(workspace, files)
    before = lines(workspace)
    undo_batch(workspace, 1)
    for table in ("sales", "customer_records", "product_records", "customers", "customer_months"):
        assert workspace.engine.rows(f"select count(*) from {table}") == [(0,)]
    assert {receipt.batch_id for receipt in import_files(workspace, files)} == {2}
    assert lines(workspace) == before


def test_lines_whose_order_is_nowhere_are_refused(workspace: Workspace, tmp_path: Path) -> None:
    more = ITEMS + "7777,1,p1,5.00,0\n,1,p1,6.00,0\n"
    receipts = import_files(workspace, written(tmp_path, items=more, orders=ORDERS))
    assert by_name(receipts) == {"items": (6, 4, 0, 2, 0), "orders": (4, 3, 0, 0, 1)}
    assert receipts[0].refusals_file
    told = receipts[0].refusals_file.read_text("utf-8-sig").splitlines()
    assert [line.split(",")[:4] for line in told[1:]] == [
        ["6", "order_id", "7777", "order_not_found"],
        ["7", "order_id", "", "order_missing"],
    ]


def test_a_repeated_key_never_multiplies_lines(workspace: Workspace, tmp_path: Path) -> None:
    twice = ORDERS + "1001,c9,2024-01-06,delivered\n1001,c1,2024-01-05,delivered\n"
    receipts = import_files(workspace, written(tmp_path, items=ITEMS, orders=twice))
    error = receipts[0].error
    assert isinstance(error, ImportRefusedError)
    assert error.code == "key_repeated"
    assert error.fields == {"file": "orders.csv", "header": "order_id", "value": "1001", "count": 3}
    assert lines(workspace) == []


def test_repeated_rows_that_say_the_same_count_once(workspace: Workspace, tmp_path: Path) -> None:
    printed = "".join(f"{line},{n}\n" for n, line in enumerate((ORDERS + ORDERS.split("\n", 1)[1]).splitlines()))
    files = written(tmp_path, items=ITEMS, orders=printed.replace("status,0", "status,printed"))
    receipts = import_files(workspace, files)
    assert by_name(receipts) == {"items": (4, 4, 0, 0, 0), "orders": (8, 6, 0, 0, 2)}


def test_a_join_can_be_declined(workspace: Workspace, tmp_path: Path) -> None:
    files = written(tmp_path, items=ITEMS, orders=ORDERS)
    apart = parcels(workspace, files, declined=["orders.csv"])
    assert [parcel.places for parcel in apart] == [(0,), (1,)]
    assert all(found.error for parcel in apart for found in parcel.inspections)
    assert not any(found.table.lookups for parcel in apart for found in parcel.inspections)


def test_a_column_that_was_lent_can_be_mapped_otherwise(workspace: Workspace, tmp_path: Path) -> None:
    paths = written(tmp_path, items=ITEMS, orders=ORDERS, customers=CUSTOMERS)
    offers = offered(paths)
    offers[0] = Offer(paths[0], "items.csv", wishes={None: Wish(columns={"customer_id": "customer_id"})})
    (parcel,) = inspect_files(workspace, offers)
    import_parcel(workspace, parcel.files)
    assert {row[2] for row in lines(workspace)} == {"c1", "c2", "c3"}


def test_a_mapping_of_one_file_is_not_forced_on_a_join(workspace: Workspace, tmp_path: Path) -> None:
    alone = written(
        tmp_path, alone=ITEMS.replace("freight_value", "customer_id,order_date").replace(",2.00", ",c1,2024-03-01")
    )
    import_files(workspace, alone, columns={"amount": "order_item_id"})
    import_files(workspace, written(tmp_path, items=ITEMS, orders=ORDERS))
    found = {batch.file_name: batch.amount for batch in batches(workspace)}
    assert found["items.csv"] == Decimal("124.25")


def test_months_of_lines_share_the_months_of_orders(workspace: Workspace, tmp_path: Path) -> None:
    head, *rows = ITEMS.splitlines(keepends=True)
    top, *orders = ORDERS.splitlines(keepends=True)
    files = written(
        tmp_path,
        items_1=head + "".join(rows[:3]),
        items_2=head + rows[3],
        orders_1=top + "".join(orders[:2]),
        orders_2=top + "".join(orders[2:]),
    )
    assert by_name(import_files(workspace, files)) == {
        "items_1": (3, 3, 0, 0, 0),
        "items_2": (1, 1, 0, 0, 0),
        "orders_1": (2, 2, 0, 0, 0),
        "orders_2": (2, 1, 0, 0, 1),
    }
    assert sum(row[3] for row in lines(workspace)) == Decimal("124.25")


def test_lines_go_before_the_totals_of_their_orders(workspace: Workspace, tmp_path: Path) -> None:
    receipts = import_files(workspace, written(tmp_path, orders=TOTALS, items=ITEMS))
    assert by_name(receipts) == {"orders": (3, 3, 0, 0, 0), "items": (4, 4, 0, 0, 0)}
    assert sum(row[3] for row in lines(workspace)) == Decimal("124.25")
    assert receipts[0].lent_to == "items.csv"
    compared = {said.code: said.fields for said in receipts[1].notes}["totals_compared"]
    assert (compared["header"], compared["share"]) == ("total", 0.0)  # 14.75, 10.50 and 99 against 20, 20 and 200


def test_payments_never_double_the_amounts_of_orders(workspace: Workspace, tmp_path: Path) -> None:
    receipts = import_files(workspace, written(tmp_path, payments=PAYMENTS, orders=TOTALS))
    assert sum(row[3] for row in lines(workspace)) == Decimal(240)
    assert [receipt.status for receipt in receipts] == ["refused", "imported"]


def test_a_file_that_is_not_needed_can_be_said_to_be_something(workspace: Workspace, tmp_path: Path) -> None:
    opinions = "order_id,how,said\n1001,5,fine\n1002,2,late\n1003,4,\n"
    files = written(tmp_path, items=ITEMS, orders=ORDERS, opinions=opinions)
    (parcel,) = parcels(workspace, files)
    assert [said.code for said in parcel.inspections[2].notes] == ["not_needed"]
    kind = Wish(kind="surveys")
    _, asked = inspect_files(workspace, [*offered(files[:2]), Offer(files[2], "opinions.csv", wishes={None: kind})])
    (opinion,) = asked.inspections
    assert (opinion.ignored, opinion.notes, opinion.error and opinion.error.code) == (False, (), "column_missing")
    columns = {"order_id": "order_id", "score": "how", "comment": "said"}
    whole = Wish("surveys", columns, Choices(scale=(Decimal(1), Decimal(5)), answered_on=date(2024, 3, 1)))
    _, survey = inspect_files(workspace, [*offered(files[:2]), Offer(files[2], "opinions.csv", wishes={None: whole})])
    (receipt,) = import_parcel(workspace, survey.files)
    assert counts(receipt) == (3, 3, 0, 0, 0)


def test_months_of_complete_sales_stay_apart(workspace: Workspace, tmp_path: Path) -> None:
    head = "order_id,order_date,customer,product_id,amount\n"
    files = written(
        tmp_path, jan=head + "1,2024-01-03,Anna,p1,5\n", feb=head + "2,2024-02-03,Ben,p2,6\n", products=PRODUCTS
    )
    receipts = import_files(workspace, files)
    assert len({receipt.batch_id for receipt in receipts}) == 3
    assert lines(workspace, "customer_id, category") == [("Anna", "pens"), ("Ben", "paper")]


def test_the_same_list_may_come_again_with_the_next_lines(workspace: Workspace, tmp_path: Path) -> None:
    import_files(workspace, written(tmp_path, items=ITEMS, orders=ORDERS, products=PRODUCTS))
    later = ITEMS.replace("1001", "1004").replace("1002", "1004").replace("1003", "1004")
    later = later.replace("1004,1,p1,10.50,3.00", "1004,3,p1,10.50,3.00").replace("1004,1,p3", "1004,4,p3")
    receipts = import_files(
        workspace, [*written(tmp_path, more=later), tmp_path / "orders.csv", tmp_path / "products.csv"]
    )
    assert by_name(receipts) == {"more": (4, 4, 0, 0, 0), "orders": (4, 1, 0, 0, 3), "products": (3, 0, 3, 0, 0)}
    undo_batch(workspace, 2)
    assert workspace.engine.rows("select count(*) from product_records") == [(3,)]


def test_customers_by_name_bring_their_id(workspace: Workspace, tmp_path: Path) -> None:
    orders = "订单号,日期,客户名称,金额\nA1,2024-01-05,海岚汽配,100\nA2,2024-01-06,龙腾贸易,50\n"
    customers = "客户编号,客户名称,城市\n001,海岚汽配,宁波\n002,龙腾贸易,苏州\n003,新客户,杭州\n"
    receipts = import_files(workspace, written(tmp_path, 订单=orders, 客户=customers))
    assert by_name(receipts) == {"订单": (2, 2, 0, 0, 0), "客户": (3, 3, 0, 0, 0)}
    assert [row[2] for row in lines(workspace)] == ["001", "002"]


def test_cells_come_through_a_join_as_they_are(workspace: Workspace, tmp_path: Path) -> None:
    name = 'Müller, "A"\r\n& Söhne\t‘;drop'
    orders = (
        'order_id,customer,order_date\n1001,"'
        + name.replace('"', '""')
        + "\",2024-01-05\n1002,'=1+1,2024-01-09\n1003,x,2024-02-11\n"
    )
    import_files(workspace, written(tmp_path, items=ITEMS, orders=orders))
    assert {row[2] for row in lines(workspace)} == {name, "'=1+1", "x"}


def test_one_half_alone_asks_for_the_other(workspace: Workspace, tmp_path: Path) -> None:
    said = {}
    for path in written(tmp_path, items=ITEMS, orders=ORDERS):
        (found,) = inspect_file(workspace, path, path.name)
        said[path.stem] = found.error and (found.error.code, found.error.fields["header"])
        assert not found.notes
    assert said == {"items": ("orders_missing", "order_id"), "orders": ("lines_missing", "order_id")}


def test_a_column_that_could_be_what_is_missing_is_asked_for(workspace: Workspace, tmp_path: Path) -> None:
    (path,) = written(tmp_path, orders=ORDERS.replace("status", "betrag x").replace("delivered", "5.50"))
    (found,) = inspect_file(workspace, path, path.name)
    assert found.error
    assert found.error.code == "column_missing"


WHOLE = """order_id,order_date,customer,product_id,amount
1001,2024-01-05,Anna,p1,10.50
1001,2024-01-05,Anna,p2,4.25
1002,2024-01-09,Ben,p1,10.50
1003,2024-02-11,Anna,p3,99.00
"""


def test_totals_and_lines_of_the_same_orders_count_once(workspace: Workspace, tmp_path: Path) -> None:
    receipts = import_files(workspace, written(tmp_path, orders=TOTALS, lines=WHOLE))
    assert by_name(receipts) == {"orders": (3, 0, 0, 0, 3), "lines": (4, 4, 0, 0, 0)}
    assert [said.code for receipt in receipts for said in receipt.notes] == ["same_orders"]


def test_totals_of_more_orders_than_there_are_lines_are_asked_about(workspace: Workspace, tmp_path: Path) -> None:
    more = TOTALS + "1004,Cleo,2024-02-12,70\n"
    receipts = import_files(workspace, written(tmp_path, orders=more, lines=WHOLE))
    assert [receipt.error and receipt.error.code for receipt in receipts] == ["orders_twice", None]
    assert sum(row[3] for row in lines(workspace)) == Decimal("124.25")


def test_totals_over_months_of_lines(workspace: Workspace, tmp_path: Path) -> None:
    head, *rows = WHOLE.splitlines(keepends=True)
    files = written(tmp_path, jan=head + "".join(rows[:3]), feb=head + rows[3], orders=TOTALS)
    assert by_name(import_files(workspace, files))["orders"] == (3, 0, 0, 0, 3)


def test_totals_of_other_orders_and_refunds_stay(workspace: Workspace, tmp_path: Path) -> None:
    others = TOTALS.replace("100", "200")
    refunds = "order_id,customer,order_date,total\n1001,Anna,2024-01-15,-5\n1002,Ben,2024-01-19,-2\n"
    receipts = import_files(workspace, written(tmp_path, others=others, lines=WHOLE, refunds=refunds))
    assert by_name(receipts) == {"others": (3, 3, 0, 0, 0), "lines": (4, 4, 0, 0, 0), "refunds": (2, 2, 0, 0, 0)}


def test_both_count_where_joining_is_declined(workspace: Workspace, tmp_path: Path) -> None:
    files = written(tmp_path, orders=TOTALS, lines=WHOLE)
    receipts = import_files(workspace, files, join=False)
    assert [receipt.accepted for receipt in receipts] == [3, 4]


def test_sheets_of_a_workbook_complete_each_other(workspace: Workspace, tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "shop.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheets: dict[str, list[list[object]]] = {
        "订单": [
            ["订单号", "下单日期", "客户编号", "金额"],
            [9001, "2024-05-01", 17, 30],
            [9002, "2024-05-02", 18, 20],
        ],
        "客户": [
            ["客户编号", "客户名称", "区域"],
            [17, "海岚汽配", "华东"],
            [18, "龙腾贸易", "华北"],
            [19, "新客户", "华南"],
        ],
        "退货": [["订单号", "退货日期", "原因"], [9002, "2024-05-09", "破损"]],
        "评价": [
            ["订单号", "评价日期", "评价星级", "评价内容"],
            [9001, "2024-05-08", 5, "好\n很好"],
            [9002, "2024-05-09", 2, ""],
        ],
        "说明": [["本表由系统导出"], ["请勿修改"]],
    }
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    book.close()
    (receipt,) = import_files(workspace, [path])
    assert receipt.error is None
    accepted = {table.sheet: (table.kind, table.accepted) for table in receipt.tables if table.kind}
    assert accepted == {
        "订单": ("sales", 2), "客户": ("customers", 3), "退货": ("returns", 1), "评价": ("surveys", 2),
    }  # fmt: skip
    assert workspace.engine.rows("select customer_id, customer_name, region from customers order by all") == [
        ("17", "海岚汽配", "华东"), ("18", "龙腾贸易", "华北"), ("19", "新客户", "华南"),
    ]  # fmt: skip
    assert lines(workspace, "customer_id, amount") == [("17", Decimal(30)), ("18", Decimal(20))]


def test_sheets_of_lines_orders_and_customers(workspace: Workspace, tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "erp.xlsx"
    book = xlsxwriter.Workbook(str(path))
    for name, text in (("lines", ITEMS), ("orders", ORDERS), ("customers", CUSTOMERS)):
        sheet = book.add_worksheet(name)
        for number, line in enumerate(text.splitlines()):
            sheet.write_row(number, 0, line.split(","))
    book.close()
    (receipt,) = import_files(workspace, [path])
    assert counts(receipt) == (12, 11, 0, 0, 1)
    assert [row[2] for row in lines(workspace)] == ["anna", "anna", "ben", "anna"]


def test_lists_of_lists_chain(workspace: Workspace, tmp_path: Path) -> None:
    files = written(
        tmp_path,
        details="Order ID,Product ID,Unit Price,Quantity,Discount\n1,7,10,2,0\n1,8,5,1,0.1\n2,7,10,1,0\n",
        orders="Order ID,Customer ID,Order Date,Ship Via\n1,ANNA,2024-05-13,3\n2,BEN,2024-05-14,1\n",
        products="Product ID,Product Name,Category ID\n7,Pen,1\n8,Paper,2\n",
        categories="Category ID,Category Name\n1,Tools\n2,Office\n",
        shippers="Ship Via,Phone\n1,030\n3,040\n",
    )
    assert by_name(import_files(workspace, files))["categories"] == (2, 2, 0, 0, 0)
    assert lines(workspace, "customer_id, product, category, amount") == [
        ("ANNA", "Paper", "Office", Decimal("4.5")),
        ("ANNA", "Pen", "Tools", Decimal(20)),
        ("BEN", "Pen", "Tools", Decimal(10)),
    ]


def test_a_price_beside_a_quantity_is_that_of_one_piece(workspace: Workspace, tmp_path: Path) -> None:
    files = written(
        tmp_path,
        订单="订单编号,买家会员名,买家实际支付金额,订单创建时间,店铺名称\n88001,甲,60,2024-05-13 10:11:12,旗舰店\n"
        "88002,乙,20,2024-05-14 09:00:00,旗舰店\n",
        宝贝="订单编号,标题,价格,购买数量\n88001,杯子,20,3\n88002,杯子,20,1\n",
    )
    receipts = import_files(workspace, files)
    assert ("totals_compared", 1.0) in [(said.code, said.fields.get("share")) for said in receipts[1].notes]
    assert lines(workspace, "customer_id, channel, amount") == [
        ("乙", "旗舰店", Decimal(20)),
        ("甲", "旗舰店", Decimal(60)),
    ]


def test_a_mended_line_of_a_join_completes_its_batch(workspace: Workspace, tmp_path: Path) -> None:
    """What the other files did not know is filled in where their columns stand."""
    files = written(tmp_path, items=ITEMS + "7777,1,p1,5.00,0\n", orders=ORDERS, customers=CUSTOMERS)
    refused = import_files(workspace, files)[0].refusals_file
    assert refused
    head, row = csv.reader(refused.read_text("utf-8-sig").splitlines())
    cells = dict(zip(head, row, strict=True)) | {"order_date": "2024-03-03", "customer_unique_id": "dora"}
    with (tmp_path / "mended.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, cells.values()])
    (receipt,) = import_files(workspace, [tmp_path / "mended.csv"])
    assert counts(receipt) == (1, 1, 0, 0, 0)
    assert ("7777", "2024-03-03", "dora", Decimal(5)) in lines(workspace)
    undo_batch(workspace, receipt.batch_id or 0)
    undo_batch(workspace, 1)
    assert lines(workspace) == []


def test_a_refund_behind_thousands_of_totals_is_one_too(workspace: Workspace, tmp_path: Path) -> None:
    """One of 6000, written with the minus behind: the totals are neither set aside nor counted beside their lines."""
    numbers = range(1, 6001)
    orders = "".join(f"O{n},2024-01-{n % 28 + 1:02d},C{n % 30},{'5-' if n == 4321 else 10}\n" for n in numbers)
    items = "".join(f"O{n},2024-01-{n % 28 + 1:02d},C{n % 30},Tea,1,10\n" for n in numbers)
    files = written(
        tmp_path,
        orders="order id,order date,customer id,total\n" + orders,
        lines="order id,order date,customer id,product,quantity,amount\n" + items,
    )
    receipts = import_files(workspace, files)
    assert [receipt.error and receipt.error.code for receipt in receipts] == ["orders_twice", None]
    assert workspace.engine.rows("select sum(amount) from sales") == [(60_000,)]


def test_lines_that_stand_in_two_files_of_a_join_count_once(workspace: Workspace, tmp_path: Path) -> None:
    """Equal lines within a file are two; the same line in an overlapping file, or in a copy, is there already."""
    orders = "order id,order date,customer id\n" + "".join(f"{n},2024-01-{n:02d},C{n % 3}\n" for n in range(1, 11))
    head = "order id,product,quantity,amount\n"
    rows = [f"{n},Tea{n},1,{n * 10}\n" for n in range(1, 11)]
    first, second = head + "".join(rows[:7]) + rows[6], head + rows[6] + "".join(rows[5:])
    files = written(tmp_path, orders=orders, first=first, second=second, copy=first)
    receipts = import_files(workspace, files)
    assert by_name(receipts) == {
        "orders": (10, 10, 0, 0, 0),
        "first": (8, 8, 0, 0, 0),
        "second": (6, 3, 3, 0, 0),  # order 6, and order 7 twice
        "copy": (8, 0, 8, 0, 0),
    }
    assert {receipt.batch_id for receipt in receipts} == {1}
    everything = workspace.engine.rows("select count(*), sum(amount) from sales")
    assert everything == [(11, Decimal(620))]  # 10 + 20 + ... + 100, and 70 again
    sold = {one.file_name: (one.amount, one.orders, one.customers) for one in batches(workspace) if one.kind == "sales"}
    assert sold == {"first.csv": (Decimal(350), 7, 3), "second.csv": (Decimal(270), 3, 3)}
    before = lines(workspace)
    more = "order id,product,quantity,amount,date,customer id\n6,Tea6,1,60,2024-01-06,C0\n99,Ink,1,5,2024-02-01,C9\n"
    assert by_name(import_files(workspace, written(tmp_path, more=more))) == {"more": (2, 1, 1, 0, 0)}
    undo_batch(workspace, 2)
    assert lines(workspace) == before
    assert differences(workspace) == 0


def test_nothing_is_left_where_files_were_read(workspace: Workspace, tmp_path: Path) -> None:
    """Copies for the engine, of other encodings, workbooks, joins and mended rows, last as long as they are needed."""
    files = written(tmp_path, items=ITEMS + "7777,1,p1,5.00,0\n", orders=ORDERS, customers=CUSTOMERS, empty="")
    chinese = tmp_path / "名单.csv"
    chinese.write_bytes("客户名称,电话\n海岚汽配,13812345678\n龙腾贸易,13900001111\n".encode("gb18030"))
    looked = parcels(workspace, [*files, chinese])
    in_use = {found.table.path for parcel in looked for found in parcel.inspections}
    assert set(workspace.spool.iterdir()) <= in_use
    for parcel in looked:
        let_go(parcel.inspections)
    assert list(workspace.spool.iterdir()) == []
    receipts = import_files(workspace, [*files, chinese])
    assert [receipt.status for receipt in receipts] == ["imported", "imported", "imported", "refused", "imported"]
    refused = receipts[0].refusals_file
    assert refused
    import_files(workspace, [refused])
    assert list(workspace.spool.iterdir()) == []
    assert len(list(workspace.uploads.iterdir())) >= 4  # what was dropped stays


def test_a_list_that_stands_already_is_named_where_it_is_no_part_of_new_lines(
    workspace: Workspace, tmp_path: Path
) -> None:
    """It lends its prices to two files, so that it belongs to neither of them: it is refused for what it is."""
    prices = "product code,product name,price\n" + "".join(f"P{n},Tea{n},{n * 2}\n" for n in range(1, 6))
    head = "order id,order date,customer id,product code,quantity\n"
    months = {
        f"m{month}": head + "".join(f"{month}-{n},2024-{month:02d}-02,C1,P{n},2\n" for n in range(1, 6))
        for month in range(1, 5)
    }
    import_files(workspace, written(tmp_path, prices=prices, m1=months["m1"], m2=months["m2"]))
    again, third, fourth = import_files(workspace, written(tmp_path, prices=prices, m3=months["m3"], m4=months["m4"]))
    assert again.error is not None
    assert again.error.code == "file_known"
    assert (third.accepted, fourth.accepted) == (5, 5)
    assert workspace.engine.rows("select count(*), sum(amount) from sales") == [(20, Decimal(240))]  # 4 x 2 x 30


def test_a_mended_order_number_brings_nothing_with_it_and_that_is_said(workspace: Workspace, tmp_path: Path) -> None:
    files = written(tmp_path, items=ITEMS + "7777,1,p1,5.00,0\n", orders=ORDERS)
    refused = import_files(workspace, files)[0].refusals_file
    assert refused
    head, row = csv.reader(refused.read_text("utf-8-sig").splitlines())
    cells = dict(zip(head, row, strict=True)) | {"order_id": "1004"}
    said = rule_message(cells["rule"], words_for("en"))
    assert "date and customer" in said
    assert "日期和客户" in rule_message(cells["rule"], words_for("zh"))
    rows = [cells, cells | {"order_date": "2024-02-20", "customer_id": "c4"}]
    for name, mended in zip(("number", "all"), rows, strict=True):
        with (tmp_path / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([head, mended.values()])
    number, everything = (import_files(workspace, [tmp_path / f"{name}.csv"])[0] for name in ("number", "all"))
    assert number.error
    assert number.error.code == "nothing_accepted"
    assert counts(everything) == (1, 1, 0, 0, 0)


def test_a_list_lends_where_nearly_all_lines_are_in_it(workspace: Workspace, tmp_path: Path) -> None:
    """What complete lines could take besides is taken for 9 orders of 10, not for 7: that list is of other orders."""
    head = "order_id,order_date,customer,product_id,amount\n"
    sold = "".join(f"{n},2024-01-{n:02d},Anna,p1,{n}\n" for n in range(1, 11))
    states = [f"{n},{'cancelled' if n == 3 else 'delivered'}\n" for n in range(1, 11)]
    for known, lent in ((9, 1), (7, 0)):
        paths = written(tmp_path, lines=head + sold, states="order_id,status\n" + "".join(states[:known]))
        found = next(each for parcel in parcels(workspace, paths) for each in parcel.inspections)
        assert len(found.table.lookups) == lent


def test_what_lends_takes_nothing_itself(workspace: Workspace, tmp_path: Path) -> None:
    """Totals give their lines the day and the region; who sells in a region is looked up for the lines alone."""
    head, *rows = TOTALS.splitlines()
    orders = "\n".join([f"{head},region", *(f"{row},{region}" for row, region in zip(rows, "NSN", strict=True))])
    paths = written(tmp_path, orders=orders, items=ITEMS, sellers="region,salesperson\nN,Nora\nS,Sam\n")
    found = {each.table.file_name: each for parcel in parcels(workspace, paths) for each in parcel.inspections}
    assert [lookup.source for lookup in found["items.csv"].table.lookups] == ["orders.csv", "sellers.csv"]
    assert found["orders.csv"].table.lookups == ()
    assert found["orders.csv"].notes == ()
    import_files(workspace, paths)
    sellers = lines(workspace, "distinct customer_id, salesperson")
    assert sellers == [("Anna", "Nora"), ("Ben", "Sam")]


@pytest.mark.parametrize(
    "said",
    [
        Wish("customers", choices=Choices(missing=("Bonn",))),
        Wish("customers", {"customer_id": "customer_unique_id", "city": "customer_city"}),
        Wish("customers", {"customer_id": "customer_unique_id", "city": ""}),
    ],
)
def test_what_is_said_of_a_list_leaves_its_join_alone(workspace: Workspace, tmp_path: Path, said: Wish) -> None:
    paths = written(tmp_path, items=ITEMS, orders=ORDERS, customers=CUSTOMERS)
    changed = [*offered(paths[:2]), Offer(paths[2], "customers.csv", wishes={None: said})]
    (parcel,) = inspect_files(workspace, changed)
    assert [found.error for found in parcel.inspections] == [None, None, None]
    import_parcel(workspace, parcel.files)
    assert {row[2] for row in lines(workspace)} == {"anna", "ben"}
    assert {row[0] for row in workspace.engine.rows("select customer_id from customers")} == {"anna", "ben", "carl"}


def test_the_id_that_is_said_for_a_list_of_customers_holds_for_the_lines_too(
    workspace: Workspace, tmp_path: Path
) -> None:
    paths = written(tmp_path, items=ITEMS, orders=ORDERS, customers=CUSTOMERS)
    said = Wish("customers", {"customer_id": "customer_id"})
    changed = [*offered(paths[:2]), Offer(paths[2], "customers.csv", wishes={None: said})]
    for parcel in inspect_files(workspace, changed):
        import_parcel(workspace, parcel.files)
    assert {row[2] for row in lines(workspace)} == {"c1", "c2", "c3"}
    assert len(workspace.engine.rows("select customer_id from customers")) == 4


def test_a_table_that_is_said_to_be_lines_lends_nothing(workspace: Workspace, tmp_path: Path) -> None:
    paths = written(tmp_path, items=ITEMS, orders=TOTALS)
    changed = [Offer(paths[0], "items.csv"), Offer(paths[1], "orders.csv", wishes={None: Wish("sales")})]
    found = [each for parcel in inspect_files(workspace, changed) for each in parcel.inspections]
    assert [(each.table.lookups, each.lent) for each in found] == [((), None), ((), None)]


def test_a_price_that_is_taken_away_from_a_list_is_lent_no_more(workspace: Workspace, tmp_path: Path) -> None:
    sold = "order_id,order_date,customer_id,product_code,quantity\n1,2024-01-05,A,p1,2\n"
    prices = "product code,product name,price,dealer price\np1,Tea,2,1\n"
    for header, amount in (("price", 4), ("dealer price", 2), ("", 0)):
        said = Wish("products", {"product_code": "product code", "price": header})
        paths = written(tmp_path, sold=sold, prices=prices)
        (parcel,) = inspect_files(workspace, [*offered(paths[:1]), Offer(paths[1], "prices.csv", wishes={None: said})])
        totals = parcel.inspections[0].totals
        assert totals
        assert totals.amount == amount
