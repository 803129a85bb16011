"""Headers of survey services: whole questions, numbered, with their scale in brackets."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from core.intake.rows.validation import Choices, plan_of
from core.intake.values.answers import dimension_of
from tests.intake.rows.typed_support import table_of, typed_rows


@pytest.mark.parametrize(
    ("header", "dimension"),
    [
        ("How likely are you to recommend us (0-10)", "nps"),
        ("How likely is it that you would recommend our company to a friend or colleague?", "nps"),
        ("5、您向朋友推荐的可能性（0-10）", "nps"),
        ("您有多大可能把我们推荐给朋友或同事？", "nps"),
        ("您願意向同行推薦我們嗎", "nps"),
        ("How likely are you to buy from us again?", "repurchase"),
        ("您再次购买的可能性", "repurchase"),
        ("Overall, how satisfied are you with us?", "overall"),
        ("总体而言，您对我们的满意度", "overall"),
        ("3、产品质量", "product"),
        ("Q4. Delivery", "delivery"),
    ],
)
def test_a_question_in_a_sentence_is_recognised(header: str, dimension: str) -> None:
    assert dimension_of(header)[0] == dimension


@pytest.mark.parametrize(
    ("header", "dimension", "item"),
    [("产品: 包装", "product", "包装"), ("Q3. Delivery - how careful", "delivery", "how careful")],
)
def test_a_dimension_may_stand_before_its_item(header: str, dimension: str, item: str) -> None:
    assert dimension_of(header) == (dimension, item, 0.9)


@pytest.mark.parametrize(
    "header", ["销售顾问会推荐合适的产品", "产品总体满意度", "推荐产品的质量", "Overall fit of the parts"]
)
def test_a_statement_about_something_else_stays_a_dimension_of_its_own(header: str) -> None:
    assert dimension_of(header) == (header, None, 0.7)


def test_recommendation_keeps_the_scale_that_its_header_names(tmp_path: Path) -> None:
    table = table_of(tmp_path, ["Customer ID", "Service (1-5)", "推荐意愿（1-5分）"], [["K1", "4", "5"]])
    plan = plan_of(table, kind="surveys", choices=Choices(answered_on=date(2023, 5, 5)))
    scales = {row["dimension"]: (row["lowest"], row["highest"]) for row in typed_rows(table, plan)}
    assert scales == {"service": (Decimal(1), Decimal(5)), "nps": (Decimal(1), Decimal(5))}
