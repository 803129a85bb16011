"""Headers as people and programs write them, and the columns they are taken for."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.errors import MappingError
from core.intake.columns.headers import candidates, normalised
from core.intake.columns.mapping import guess_kind, guess_mapping, shape_of
from core.intake.columns.synonyms import STRONG, WEAK
from core.intake.rows.validation import check_plan, plan_of
from core.schema import TABLES
from tests.intake.rows.typed_support import table_of

VALUES = {
    "order_id": "A-10{}",
    "line_id": "{}",
    "order_date": "2024-05-1{}",
    "customer_id": "C00{}",
    "customer_name": "Ann Lee",
    "product_code": "P-{}",
    "product": "Oil filter",
    "category": "Filters",
    "quantity": "{}",
    "unit_price": "9.5{}",
    "discount": "0.1{}",
    "amount": "19.0{}",
    "profit": "3.2{}",
    "region": "East",
    "channel": "Online",
    "salesperson": "Bo Chen",
    "status": "paid",
    "city": "Leeds",
    "phone": "1380013800{}",
    "email": "a{}@b.com",
    "joined_on": "2020-01-0{}",
}


def mapped(tmp_path: Path, headers: dict[str, str]) -> dict[str, str | None]:
    """Header -> column for a table whose values are as the expected columns say ("" = free text)."""
    rows = [[VALUES.get(column, "text").format(n) for column in headers.values()] for n in range(1, 6)]
    table = table_of(tmp_path, list(headers), rows)
    return {proposal.header: proposal.column for proposal in guess_mapping(table, "sales")}


@pytest.mark.parametrize(
    "headers",
    [
        {
            "InvoiceNo": "order_id",
            "StockCode": "product_code",
            "Description": "product",
            "Quantity": "quantity",
            "InvoiceDate": "order_date",
            "UnitPrice": "unit_price",
            "CustomerID": "customer_id",
            "Country": "region",
        },
        {
            "行 ID": "line_id",
            "订单 ID": "order_id",
            "订单日期": "order_date",
            "客户 ID": "customer_id",
            "客户名称": "customer_name",
            "产品 ID": "product_code",
            "类别": "category",
            "产品名称": "product",
            "销售额": "amount",
            "数量": "quantity",
            "折扣": "discount",
            "利润": "profit",
            "地区": "region",
        },
        {
            "訂單編號": "order_id",
            "訂單日期": "order_date",
            "客戶名稱": "customer_name",
            "銷售額": "amount",
            "數量": "quantity",
        },
        {"單價": "unit_price", "數量": "quantity", "會員編號": "customer_id", "交易時間": "order_date"},
        {
            "Order ID": "order_id",
            "Created at": "order_date",
            "Billing Name": "customer_name",
            "Lineitem quantity": "quantity",
            "Lineitem price": "unit_price",
            "Lineitem sku": "product_code",
            "Lineitem name": "product",
        },
        {
            "amazon-order-id": "order_id",
            "purchase-date": "order_date",
            "sku": "product_code",
            "quantity": "quantity",
            "item-price": "amount",
        },
        {
            "单据编号": "order_id",
            "单据日期": "order_date",
            "购货单位": "customer_name",
            "产品代码": "product_code",
            "实发数量": "quantity",
            "销售单价": "unit_price",
            "价税合计": "amount",
            "业务员": "salesperson",
        },
        {
            "订单编号": "order_id",
            "买家会员名": "customer_id",
            "买家实际支付金额": "amount",
            "订单状态": "status",
            "订单创建时间": "order_date",
            "宝贝标题": "product",
        },
        {"金额（元）": "amount", "日期": "order_date", "客户": "customer_name"},
        {"ＣＵＳＴＯＭＥＲ ＩＤ": "customer_id", "Order_Date": "order_date", "NET-AMOUNT [EUR]": "amount"},
        {
            "Billing Document": "order_id",
            "Sold-To Party": "customer_id",
            "Net Value": "amount",
            "Billing Date": "order_date",
            "Material": "product_code",
        },
    ],
)
def test_exports_are_understood(tmp_path: Path, headers: dict[str, str]) -> None:
    assert mapped(tmp_path, headers) == headers


def test_every_column_is_known_in_english_and_chinese() -> None:
    for kind, table in TABLES.items():
        for column in table.names:
            words = f"{STRONG[kind].get(column, '')} {WEAK[kind].get(column, '')}".split()
            assert any(word.isascii() for word in words), (kind, column)
            assert any(not word.isascii() for word in words), (kind, column)


def test_headers_are_normalised() -> None:
    assert normalised("  Order ID (no.) ") == "orderid"
    assert normalised("金額（元）") == "金额"
    assert normalised("(Total)") == "total"
    assert candidates("客户编号", "sales")[0][0] == "customer_id"


def test_a_group_that_its_columns_repeat_makes_them_no_less_certain() -> None:
    for header, column in (
        ("单据 单据日期", "order_date"),
        ("客户 客户编码", "customer_id"),
        ("Order Order ID", "order_id"),
    ):
        assert candidates(header, "sales")[0] == candidates(header.split(" ", 1)[1], "sales")[0]
        assert candidates(header, "sales")[0][0] == column
    assert normalised("No Note") == "nonote"


def test_each_header_and_each_column_once(tmp_path: Path) -> None:
    rows = [["1.50", "2.50", "3.50", "4.50"]] * 3
    table = table_of(tmp_path, ["Amount", "Total", "Sales", "Revenue"], rows)
    columns = [proposal.column for proposal in guess_mapping(table, "sales") if proposal.column]
    assert len(columns) == len(set(columns))
    assert columns.count("amount") == 1


def test_values_contradict_a_header(tmp_path: Path) -> None:
    """A "date" column without dates and an "amount" of words are not certain."""
    table = table_of(tmp_path, ["Order date", "Amount", "Customer"], [["soon", "much", "Ann"]] * 5)
    found = {proposal.header: proposal for proposal in guess_mapping(table, "sales")}
    assert found["Order date"].confidence < 0.5
    assert found["Amount"].confidence < 0.5
    assert found["Customer"].confidence >= 0.8
    assert plan_of(table, kind="sales").columns == {"customer_name": "Customer"}


def test_a_plain_date_goes_before_the_day_of_the_invoice_and_is_to_be_checked(tmp_path: Path) -> None:
    for plain, invoiced in (("日期", "开票日期"), ("Date", "Invoice date")):
        row = ("2024-01-05", "2024-02-01", "A", "10")
        table = table_of(tmp_path, (plain, invoiced, "Customer", "Amount"), [row])
        found = {item.column: item for item in guess_mapping(table, "sales") if item.column}
        assert found["order_date"].header == plain
        assert 0.5 <= found["order_date"].confidence < 0.8
        alone = table_of(tmp_path, (invoiced, "Customer", "Amount"), [row[1:]])
        assert guess_mapping(alone, "sales")[0].column == "order_date"


def test_sales_is_an_amount_or_a_person(tmp_path: Path) -> None:
    money = table_of(tmp_path, ["Customer", "Date", "Sales"], [["Ann", "2024-05-01", "12.50"]] * 3)
    person = table_of(tmp_path, ["Customer", "Date", "Sales", "Amount"], [["Ann", "2024-05-01", "Bo", "1.50"]] * 3)
    assert plan_of(money, kind="sales").columns["amount"] == "Sales"
    assert plan_of(person, kind="sales").columns["salesperson"] == "Sales"


def test_foreign_headers_stay_alone(tmp_path: Path) -> None:
    headers = {"发货日期": "", "邮寄方式": "", "Ship Date": "", "customer_city": "", "Tax amount": "", "优惠金额": ""}
    assert set(mapped(tmp_path, headers).values()) == {None}


@pytest.mark.parametrize(
    ("columns", "row", "kind"),
    [
        (["订单 ID", "退回"], ["CN-1", "是"], "returns"),
        (["Order ID", "Return date", "Reason"], ["A1", "2024-01-02", "broken"], "returns"),
        (["SKU", "Product name", "Category", "Price", "Cost"], ["P1", "Oil", "Oils", "9.5", "5.5"], "products"),
        (["客户编号", "客户名称", "城市", "行业", "手机"], ["C1", "海岚", "杭州", "汽配", "13800138000"], "customers"),
        (["ID", "Survey date", "NPS"], ["1", "2024-01-02", "9"], "surveys"),
        (["客户", "产品质量", "物流", "服务", "总体满意度"], ["海岚", "4", "5", "3", "4"], "surveys"),
        (["Customer", "Visit date", "Visited by", "Result"], ["Ann", "2024-01-02", "Bo", "fine"], "contacts"),
        (["Customer", "Date", "Amount"], ["Ann", "2024-01-02", "9.50"], "sales"),
    ],
)
def test_kinds_are_told_apart(tmp_path: Path, columns: list[str], row: list[str], kind: str) -> None:
    found, confidence = guess_kind(table_of(tmp_path, columns, [row] * 4))
    assert (found, confidence >= 0.5) == (kind, True)


@pytest.mark.parametrize(
    ("columns", "row", "code"),
    [
        (["Date", "Product", "Amount"], ["2024-01-02", "Oil", "9.50"], "column_missing"),
        (["日期", "订单号", "产品", "金额"], ["2024-01-02", "A1", "Oil", "9.50"], "column_missing"),
        (["order_id", "customer_id", "order_status"], ["A1", "C1", "delivered"], "column_missing"),
        (["Foo", "Bar"], ["x", "y"], "column_missing"),
        (["order_id", "payment_type", "installments"], ["A1", "card", "2"], "kind_unknown"),
    ],
)
def test_what_is_not_understood_is_refused(tmp_path: Path, columns: list[str], row: list[str], code: str) -> None:
    with pytest.raises(MappingError) as caught:
        check_plan(plan_of(table_of(tmp_path, columns, [row] * 4)))
    assert caught.value.code == code


def test_given_columns_win(tmp_path: Path) -> None:
    table = table_of(tmp_path, ["Kunde", "Tag", "Betrag", "Amount"], [["Ann", "2024-01-02", "5.00", "9.00"]] * 3)
    plan = plan_of(table, kind="sales", columns={"amount": " betrag ", "customer_name": "Kunde", "order_date": "Tag"})
    check_plan(plan)
    assert plan.columns == {"amount": "Betrag", "customer_name": "Kunde", "order_date": "Tag"}
    assert "amount" not in plan_of(table, kind="sales", columns={"amount": ""}).columns
    with pytest.raises(MappingError) as unknown:
        plan_of(table, kind="sales", columns={"betrag": "Betrag"})
    with pytest.raises(MappingError) as header:
        plan_of(table, kind="sales", columns={"amount": "Summe"})
    assert (unknown.value.code, header.value.code) == ("column_unknown", "header_unknown")


def test_a_header_given_for_two_columns_is_refused(tmp_path: Path) -> None:
    """One of them would be left out without a word."""
    table = table_of(tmp_path, ["Day", "customer", "Amount"], [["2024-01-05", "A", "5.50"]])
    with pytest.raises(MappingError) as twice:
        plan_of(table, kind="sales", columns={"customer_id": "customer", "customer_name": "Customer "})
    assert twice.value.code == "header_twice"
    assert twice.value.fields == {"header": "customer", "columns": "customer_id, customer_name"}
    plan_of(table, kind="sales", columns={"customer_id": "", "customer_name": ""})


def test_shape_ignores_order_and_case() -> None:
    assert shape_of(["Order ID", "Amount"]) == shape_of(["amount", "ORDER_ID"])
    assert shape_of(["Order ID", "Amount"]) != shape_of(["Order ID", "Amount", "Cost"])


def test_a_month_is_the_date_only_where_no_day_is(tmp_path: Path) -> None:
    months = table_of(tmp_path, ["客户", "月份", "金额"], [["A", "2024-05", "10"], ["B", "2024-06", "20"]])
    assert {item.header: item.column for item in guess_mapping(months, "sales")}["月份"] == "order_date"
    days = [["A", "2024-05-03", "2024-05", "10"], ["B", "2024-06-01", "2024-06", "20"]]
    both = table_of(tmp_path, ["客户", "日期", "月份", "金额"], days)
    found = {item.header: item.column for item in guess_mapping(both, "sales")}
    assert (found["日期"], found["月份"]) == ("order_date", None)
    numbers = table_of(tmp_path, ["客户", "月份", "金额"], [["A", "5", "10"], ["B", "6", "20"]])
    assert {item.header: item.column for item in guess_mapping(numbers, "sales")}["月份"] is None


def test_dated_amounts_are_no_customer_list_although_the_dates_are_unreadable(tmp_path: Path) -> None:
    rows = [["1", "1715000000", "Ann Lee", "10"], ["2", "1716000000", "Bo Chen", "20"]]
    assert guess_kind(table_of(tmp_path, ["id", "created_at", "customer", "amount"], rows))[0] == "sales"
