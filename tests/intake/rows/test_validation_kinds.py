"""Typed rows of returns, customers and surveys, and of real files with known answers."""

from __future__ import annotations

import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from core.errors import MappingError
from core.intake.files.reading import read_tables
from core.intake.rows.validation import Choices, check_plan, plan_of, typed_query
from core.store.engine import Engine
from core.store.workspace import open_workspace
from tests.intake.rows.typed_support import table_of, typed_rows

NO_CHOICES = Choices()


def test_returns(tmp_path: Path) -> None:
    rows = [("A1", "是"), ("A2", "否"), ("", "是"), ("A4", "破损")]
    table = table_of(tmp_path, ("订单 ID", "退回"), rows)
    found = typed_rows(table, plan_of(table, kind="returns"))
    assert [(r["order_id"], r["reason"], r["refused_rule"]) for r in found] == [
        ("A1", None, None),
        ("A2", "否", "not_returned"),
        (None, None, "order_missing"),
        ("A4", "破损", None),
    ]


def test_customers(tmp_path: Path) -> None:
    rows = [("C1", "Ann", "是", "2020-01-01"), ("", "", "no", ""), ("C3", "Cy", "maybe", ""), ("", "Dee", "", "")]
    table = table_of(tmp_path, ("Customer ID", "Customer name", "Opt out", "Customer since"), rows, sample=1)
    found = typed_rows(table, plan_of(table, kind="customers"))
    assert [(r["customer_id"], r["opted_out"], r["refused_rule"]) for r in found] == [
        ("C1", True, None),
        (None, False, "customer_missing"),
        ("C3", None, "flag_unreadable"),
        ("Dee", None, None),
    ]


def test_long_survey(tmp_path: Path) -> None:
    columns = ("Customer ID", "Survey date", "Dimension", "Score")
    rows = [
        ("C1", "2024-05-25", "price", "4"),
        ("C1", "2024-05-25", "price", "6"),
        ("C1", "2024-05-25", "price", "n/a"),
        ("C1", "", "price", "3"),
    ]
    table = table_of(tmp_path, columns, rows)
    asked = plan_of(table).doubts
    assert [(doubt.code, doubt.options) for doubt in asked] == [("scale_unknown", ("1-7",))]
    found = typed_rows(table, plan_of(table, choices=Choices(scale=(Decimal(1), Decimal(5)))))
    assert [row["refused_rule"] for row in found] == [None, "score_outside", "score_missing", "date_missing"]
    assert (found[0]["dimension"], found[0]["lowest"], found[0]["highest"]) == ("price", 1, 5)


def test_a_long_survey_with_a_score_that_is_none_stays_a_survey(tmp_path: Path) -> None:
    header = ["Customer ID", "Date", "Dimension", "Score", "Lowest", "Highest"]
    cells = [[f"C{n}", f"2024-01-0{n}", "Delivery", score, "1", "5"] for n, score in enumerate("4x53", start=1)]
    table = table_of(tmp_path, header, cells)
    plan = plan_of(table)
    assert (plan.kind, plan.doubts) == ("surveys", ())
    assert [row["refused_rule"] for row in typed_rows(table, plan)] == [None, "number_unreadable", None, None]


def test_wide_survey(tmp_path: Path) -> None:
    columns = ("客户", "产品质量", "物流（1-5分）", "NPS", "Packaging", "备注")
    rows = [
        ("海岚", "4", "5", "9", "3", "好"),
        ("华东", "", "不适用", "-", "", ""),
        ("东方", "9", "1", "10", "1", ""),
        ("新海", "5", "six", "8", "2", ""),
    ]
    table = table_of(tmp_path, columns, rows, sample=3)
    plan = plan_of(table, kind="surveys")
    assert {doubt.code for doubt in plan.doubts} == {"survey_date_missing", "scale_unknown"}
    plan = plan_of(table, kind="surveys", choices=Choices(answered_on=date(2024, 5, 1), scale=(Decimal(1), Decimal(5))))
    found = typed_rows(table, plan, with_rows=True)
    answers = {(r["file_row"], r["dimension"]): (r["score"], r["highest"], r["refused_rule"]) for r in found}
    assert answers == {
        (2, "product"): (4, 5, None),
        (2, "delivery"): (5, 5, None),
        (2, "nps"): (9, 10, None),
        (2, "Packaging"): (3, 5, None),
        (3, None): (None, None, "score_missing"),
        (4, "product"): (9, 5, "score_outside"),
        (4, "delivery"): (1, 5, None),
        (4, "nps"): (10, 10, None),
        (4, "Packaging"): (1, 5, None),
        (5, "product"): (5, 5, None),
        (5, "delivery"): (None, 5, "number_unreadable"),
        (5, "nps"): (8, 10, None),
        (5, "Packaging"): (2, 5, None),
    }
    assert [r["refused_column"] for r in found if r["refused_rule"] == "number_unreadable"] == ["物流（1-5分）"]
    assert {r["answered_on"] for r in found} == {date(2024, 5, 1)}


def test_remembered_wide_columns(tmp_path: Path) -> None:
    """What a plan has found can be given back to it."""
    table = table_of(tmp_path, ("ID", "Price", "Service", "Delivery"), [("C1", "4", "5", "3")] * 3)
    plan = plan_of(table)
    assert plan.kind == "surveys"
    assert [each.dimension for each in plan.wide] == ["price", "service", "delivery"]
    again = plan_of(table, kind="surveys", columns=plan.columns)
    assert (again.wide, again.columns) == (plan.wide, plan.columns)


def test_two_questions_of_one_dimension_are_items(tmp_path: Path) -> None:
    table = table_of(tmp_path, ("ID", "Service", "Customer service", "Price"), [("C1", "4", "5", "3")] * 3)
    assert [(each.dimension, each.item) for each in plan_of(table, kind="surveys").wide] == [
        ("service", "Service"),
        ("service", "Customer service"),
        ("price", None),
    ]


def test_a_required_column_is_named(tmp_path: Path) -> None:
    table = table_of(tmp_path, ("Date", "Amount"), [("2024-05-01", "5")])
    with pytest.raises(MappingError) as caught:
        check_plan(plan_of(table, kind="sales"))
    assert caught.value.fields == {"column": "customer_id", "kind": "sales", "headers": "Date, Amount"}


def counted(real_data: Path, tmp_path: Path, pattern: str, choices: Choices = NO_CHOICES) -> list[tuple[Any, ...]]:
    """Per table of the files: kind and what its accepted rows come to."""
    engine = Engine(tmp_path / "typed.duckdb")
    found = []
    for original in sorted(real_data.glob(pattern)):
        path = Path(shutil.copy(original, tmp_path))  # the engine reads under its own folder only
        for table in read_tables(path, path.name, tmp_path / "spool"):
            plan = plan_of(table, choices=choices)
            query = f"({typed_query(table, plan)}) where refused_rule is null"
            if plan.kind == "sales" and plan.format_of("order_date"):
                values = "count(*), sum(amount), count(*) filter (where customer_id is null), sum(amount - cost)"
                found.append((plan.kind, plan.doubts, *engine.rows(f"select {values} from {query}")[0]))
            if plan.kind == "surveys":
                index = "avg(100 * (score - lowest) / (highest - lowest))"
                rows = engine.rows(f"select dimension, count(*), {index} from {query} group by all")
                found.append((plan.kind, {row[0]: row[1:] for row in rows}))
    engine.close()
    return found


def test_uci_as_published(real_data: Path, tmp_path: Path) -> None:
    found = counted(real_data, tmp_path, "uci_online_retail/*.csv")
    assert len(found) == 13
    assert all(not doubts for _, doubts, *_ in found)
    assert sum(item[2] for item in found) == 541_909
    assert sum(item[3] for item in found) == Decimal("9747747.934")
    assert sum(item[4] for item in found) == 135_080


def test_superstore_as_published(real_data: Path, tmp_path: Path) -> None:
    assert counted(real_data, tmp_path, "cn_superstore/*.xls") == [
        ("sales", (), 10_000, Decimal("16117548.237"), 0, Decimal("2156559.517"))
    ]


def test_surveys_as_published(real_data: Path, tmp_path: Path) -> None:
    choices = Choices(answered_on=date(2024, 1, 1), scale=(Decimal(0), Decimal(10)))
    hair, nps = counted(real_data, tmp_path, "surveys/*.csv", choices)
    drivers = [index for name, (_, index) in hair[1].items() if name != "overall"]
    assert len(drivers) == 11
    assert round(sum(drivers) / 11, 3) == 53.098
    assert round(hair[1]["overall"][1], 3) == 69.180
    assert {name: count for name, (count, _) in nps[1].items()} == {"nps": 5000}


def test_prices_of_the_product_list(tmp_path: Path) -> None:
    """Lines without a price take the newest list's: 3 x 2.50; an unknown product has no amount."""
    engine = open_workspace("main", tmp_path, create=True).engine
    with engine.transaction() as cursor:
        cursor.run(
            "insert into product_records values (1, 'P1', null, null, 9, null), (2, 'P1', null, null, 2.5, null)"
        )
    rows = [("2024-05-01", "C1", "P1", "3"), ("2024-05-01", "C1", "P9", "3")]
    table = table_of(engine.path.parent, ("Date", "Customer ID", "SKU", "Quantity"), rows)
    plan = plan_of(table, kind="sales")
    check_plan(plan)
    names = "amount, refused_rule, refused_column, refused_value"
    assert engine.rows(f"select {names} from ({typed_query(table, plan)}) order by amount nulls last") == [
        (Decimal("7.5"), None, None, None),
        (None, "amount_missing", "SKU", "P9"),
    ]
