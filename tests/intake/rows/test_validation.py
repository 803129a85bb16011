"""Typed rows of every kind of table: values, computed columns, refusals with rule, column and cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from core.intake.files.reading import EXTRA_COLUMN, Scan
from core.intake.rows.validation import Choices, check_plan, plan_of, typed_query
from core.store.workspace import open_workspace
from tests.intake.rows.typed_support import table_of, typed_rows

Rows = list[dict[str, Any]]
COLUMNS = ("Order ID", "Order date", "Customer ID", "Customer", "Quantity", "Unit price", "Amount")
GOOD = ("A1", "2024-05-01", "C1", "Ann", "2", "5.00", "10.00")


def sales(tmp_path: Path, columns: Sequence[str], rows: Sequence[Sequence[str]], **plan: Any) -> Rows:
    sample = plan.pop("sample", 1000)
    table = table_of(tmp_path, columns, rows, sample=sample)
    found = plan_of(table, kind="sales", **plan)
    check_plan(found)
    return typed_rows(table, found)


def refusal(row: dict[str, Any]) -> tuple[str, str, str]:
    return row["refused_rule"], row["refused_column"], row["refused_value"]


def test_columns_are_those_of_the_tables(tmp_path: Path) -> None:
    """In the order of tables.sql, without batch_id, occurrence and file_row, and typed alike."""
    engine = open_workspace("main", tmp_path, create=True).engine
    cases = {
        "sales": ("sales", COLUMNS, GOOD),
        "returns": ("returned_orders", ("Order ID", "Return date"), ("A1", "2024-05-01")),
        "products": ("product_records", ("SKU", "Price"), ("P1", "5")),
        "customers": ("customer_records", ("Customer ID", "City", "Opt out"), ("C1", "Leeds", "no")),
        "surveys": (
            "survey_answers",
            ("Customer ID", "Date", "Score", "Lowest", "Highest"),
            ("C1", "2024-05-01", "4", "1", "5"),
        ),
        "contacts": ("contact_records", ("Customer ID", "Date", "Result"), ("C1", "2024-05-01", "fine")),
    }
    for kind, (target, columns, row) in cases.items():
        table = table_of(engine.path.parent, columns, [row])
        plan = plan_of(table, kind=kind)  # type: ignore[arg-type]
        there = dict(engine.rows(f"select column_name, column_type from (describe {target})"))
        found = dict(engine.rows(f"select column_name, column_type from (describe {typed_query(table, plan)})"))
        extra = [found.pop(f"refused_{name}") for name in ("rule", "column", "value")]
        assert extra == ["VARCHAR"] * 3
        assert found == {
            name: kind for name, kind in there.items() if name not in ("batch_id", "occurrence", "file_row", "noted_at")
        }


def test_a_plain_line(tmp_path: Path) -> None:
    row = sales(tmp_path, COLUMNS, [GOOD])[0]
    assert (row["order_id"], row["order_date"], row["customer_id"]) == ("A1", date(2024, 5, 1), "C1")
    assert (row["amount"], row["quantity"], row["refused_rule"]) == (Decimal(10), Decimal(2), None)


@pytest.mark.parametrize(
    ("place", "cell", "expected"),
    [
        (1, "", ("date_missing", "Order date", "")),
        (1, "-", ("date_missing", "Order date", "-")),
        (1, "soon", ("date_unreadable", "Order date", "soon")),
        (1, "2024-02-30", ("date_unreadable", "Order date", "2024-02-30")),
        (1, "1024-05-01", ("date_unreadable", "Order date", "1024-05-01")),
        (1, "epoch", ("date_unreadable", "Order date", "epoch")),
        (6, "", ("amount_missing", "Amount", "")),
        (6, "N/A", ("amount_missing", "Amount", "N/A")),
        (6, "ten", ("number_unreadable", "Amount", "ten")),
        (6, "1,23", ("number_unreadable", "Amount", "1,23")),
        (6, "$10.00", ("number_unreadable", "Amount", "$10.00")),
        (6, "100000000000000", ("number_too_large", "Amount", "100000000000000")),
        (4, "two", ("number_unreadable", "Quantity", "two")),
        (5, "x'; drop table sales; --", ("number_unreadable", "Unit price", "x'; drop table sales; --")),
    ],
)
def test_refusals(tmp_path: Path, place: int, cell: str, expected: tuple[str, str, str]) -> None:
    """The bad row stands behind the sample: formats are decided before and enforced on it."""
    bad = [*GOOD[:place], cell, *GOOD[place + 1 :]]
    good, refused = sales(tmp_path, COLUMNS, [GOOD, bad], sample=1)
    assert good["refused_rule"] is None
    assert refusal(refused) == expected


def test_missing_words_are_kept_in_text_and_ids(tmp_path: Path) -> None:
    row = ("NULL", "2024-05-01", "NA", "-", "-", "", "10.00")
    kept = sales(tmp_path, COLUMNS, [row])[0]
    assert (kept["order_id"], kept["customer_id"], kept["customer_name"]) == ("NULL", "NA", "-")
    assert (kept["quantity"], kept["unit_price"], kept["refused_rule"]) == (None, None, None)
    chosen = sales(tmp_path, COLUMNS, [row], choices=Choices(missing=("na", "-", "null")))[0]
    assert (chosen["order_id"], chosen["customer_id"], chosen["customer_name"]) == (None, None, None)


@pytest.mark.parametrize("blank", [" ", "\t", "\u3000", "\u00a0", "\ufeff", " \u3000\t"])
def test_text_is_trimmed(tmp_path: Path, blank: str) -> None:
    row = (
        f"A1{blank}",
        f"{blank}2024-05-01{blank}",
        f"{blank}C1",
        f"{blank}王 伟{blank}",
        f"{blank}2",
        blank,
        f"10.00{blank}",
    )
    found = sales(tmp_path, COLUMNS, [GOOD, row], sample=1)[1]
    assert (found["order_id"], found["customer_id"], found["customer_name"]) == ("A1", "C1", "王 伟")
    assert (found["order_date"], found["amount"], found["quantity"]) == (date(2024, 5, 1), Decimal(10), Decimal(2))
    assert (found["unit_price"], found["refused_rule"]) == (None, None)
    empty = (*GOOD[:2], blank, blank, *GOOD[4:])
    assert sales(tmp_path, COLUMNS, [GOOD, empty], sample=1)[1]["customer_id"] is None


def test_names_stand_for_ids(tmp_path: Path) -> None:
    named = sales(tmp_path, ("Date", "Customer", "Amount"), [("2024-05-01", "Ann", "1"), ("2024-05-01", "", "2")])
    assert [(row["customer_id"], row["refused_rule"]) for row in named] == [("Ann", None), (None, None)]


def test_ids_are_text(tmp_path: Path) -> None:
    columns = ("Order ID", "Date", "Customer ID", "Amount")
    rows = [
        ("0012", "2024-05-01", "17850.0", "1"),
        ("0013", "2024-05-01", "v1.0", "1"),
        ("0014", "2024-05-01", ".0", "1"),
    ]
    found = sales(tmp_path, columns, rows, sample=1)
    assert [row["customer_id"] for row in found] == ["17850", "v1.0", ".0"]
    assert found[0]["order_id"] == "0012"


def test_amount_is_computed(tmp_path: Path) -> None:
    """round(3 x 0.33335 x (1 - 0.15), 4) = round(0.85004..., 4); the price is not rounded before."""
    columns = ("Date", "Customer ID", "Quantity", "Unit price", "Discount")
    rows = [
        ("2024-05-01", "C1", "3", "0.33335", "15%"),
        ("2024-05-01", "C1", "-2", "5", ""),
        ("2024-05-01", "C1", "1000", "0.00125", "0%"),
    ]
    found = sales(tmp_path, columns, rows)
    assert [row["amount"] for row in found] == [Decimal("0.8500"), Decimal(-10), Decimal("1.25")]
    assert found[0]["discount"] == Decimal("0.15")


def test_amount_that_cannot_be_computed(tmp_path: Path) -> None:
    columns = ("Date", "Customer ID", "Quantity", "Unit price")
    rows = [
        ("2024-05-01", "C1", "3", "2"),
        ("2024-05-01", "C1", "", "2"),
        ("2024-05-01", "C1", "3", ""),
        ("2024-05-01", "C1", "99999999999", "999999999"),
    ]
    found = sales(tmp_path, columns, rows)
    assert [row["refused_rule"] for row in found] == [None, "amount_missing", "amount_missing", "number_too_large"]
    assert [row["refused_column"] for row in found[1:3]] == ["Quantity", "Unit price"]


@pytest.mark.parametrize(
    ("header", "cells", "shares"),
    [
        ("Discount", ("0.15", "0"), ("0.15", "0")),
        ("Discount", ("15", "5"), ("0.15", "0.05")),
        ("Discount %", ("15%", "0"), ("0.15", "0")),
        ("折扣", ("8.5折", "9折"), ("0.15", "0.1")),
    ],
)
def test_discounts(tmp_path: Path, header: str, cells: tuple[str, str], shares: tuple[str, str]) -> None:
    rows = [("2024-05-01", "C1", "1", cell) for cell in cells]
    found = sales(tmp_path, ("Date", "Customer ID", "Amount", header), rows)
    assert [row["discount"] for row in found] == [Decimal(share) for share in shares]


def test_a_discount_beyond_the_price_is_refused(tmp_path: Path) -> None:
    rows = [("2024-05-01", "C1", "1", "0.2"), ("2024-05-01", "C1", "1", "15")]
    found = sales(tmp_path, ("Date", "Customer ID", "Amount", "Discount"), rows, sample=1)
    assert refusal(found[1]) == ("discount_outside", "Discount", "15")


@pytest.mark.parametrize(
    ("header", "cell", "cost"),
    [("Cost", "6", "6"), ("Unit cost", "3", "6"), ("单位成本", "3", "6"), ("Profit", "4", "6")],
)
def test_costs(tmp_path: Path, header: str, cell: str, cost: str) -> None:
    found = sales(
        tmp_path, ("Date", "Customer ID", "Quantity", "Amount", header), [("2024-05-01", "C1", "2", "10", cell)]
    )
    assert found[0]["cost"] == Decimal(cost)


def test_statuses(tmp_path: Path) -> None:
    words = ["Paid", "已退款", "交易关闭", "Refunded", "canceled", "teleported", "", "Pending payment"]
    rows = [("2024-05-01", "C1", "1", word) for word in words]
    table = table_of(tmp_path, ("Date", "Customer ID", "Amount", "Status"), rows)
    plan = plan_of(table)
    assert plan.unknown_status == ("teleported",)
    found = [row["status"] for row in typed_rows(table, plan)]
    assert found == ["completed", "returned", "cancelled", "returned", "cancelled", None, None, "cancelled"]


def test_one_currency(tmp_path: Path) -> None:
    columns = ("Date", "Customer ID", "Amount", "Currency")
    table = table_of(tmp_path, columns, [("2024-05-01", "C1", "1", "USD"), ("2024-05-01", "C1", "2", "EUR")])
    assert [doubt.code for doubt in plan_of(table).doubts] == ["currency_several"]
    found = typed_rows(table, plan_of(table, choices=Choices(currency="USD")))
    assert [(row["currency"], row["refused_rule"]) for row in found] == [("USD", None), ("USD", "currency_other")]
    signed = sales(
        tmp_path,
        ("Date", "Customer ID", "Amount"),
        [("2024-05-01", "C1", "€1.000,50"), ("2024-05-01", "C1", "$5")],
        sample=1,
    )
    assert (signed[0]["currency"], signed[0]["amount"]) == ("EUR", Decimal("1000.50"))
    assert signed[1]["refused_rule"] == "number_unreadable"


def test_rows_too_long_are_refused(tmp_path: Path) -> None:
    """A regularised copy: the row number first, what was too much last."""
    path = tmp_path / "copy.csv"
    path.write_text('7,2024-05-01,C1,5,\n9,2024-05-02,C2,6,"7;""8"""\n', encoding="utf-8")
    table = table_of(tmp_path, ("Date", "Customer ID", "Amount"), [("2024-05-01", "C1", "5")])
    table = replace(table, path=path, scan=Scan(",", '"', '"', 0, True, 2), has_extra=True, rows=2)
    found = typed_rows(table, plan_of(table), with_rows=True)
    assert [(row["file_row"], row["refused_rule"]) for row in found] == [(7, None), (9, "too_many_cells")]
    assert found[1]["refused_value"] == '7;"8"'
    assert EXTRA_COLUMN not in found[0]


def test_rows_are_numbered_as_in_the_file(tmp_path: Path) -> None:
    rows = [(f"A{n}", "2024-05-01", "C1", str(n)) for n in range(2, 60_002)]
    table = table_of(tmp_path, ("Order ID", "Date", "Customer ID", "Amount"), rows)
    found = typed_rows(table, plan_of(table), with_rows=True)
    assert len(found) == 60_000
    assert all(row["file_row"] == row["amount"] for row in found)


def test_hostile_names_stay_text(tmp_path: Path) -> None:
    header = "Amount'); drop table sales; --\""
    rows = [("2024-05-01", "Robert'); DROP TABLE sales;--", "5"), ("2024-05-01", 'a "b"\n c,d', "6")]
    table = table_of(tmp_path, ("Date", "Customer", header), rows)
    found = typed_rows(table, plan_of(table, kind="sales", columns={"amount": header}))
    assert [row["customer_name"] for row in found] == [rows[0][1], rows[1][1]]
