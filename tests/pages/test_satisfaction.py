"""The satisfaction page: what it says, in both languages and in each state."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.pages.conftest import OpenPage, no_data, one_customer, said, shows_no_error, small_company
from tests.support import workspace_with

SCORES = {"delivery": (2, 4, 4, 5), "product": (5, 5, 4, 4)}
RECOMMENDATION = (3, 10, 9, 8)  # one detractor, two promoters, one passive: NPS 25


def answered(home: Path) -> None:
    """Four customers with 40, 30, 20 and 10: A is Key, B Ordinary, C and D Small.

    On a scale 1-5 delivery is 25, 75, 75, 100 (mean 68.75) and product 100, 100, 75, 75 (mean 87.5): index 78.125.
    A: delivery 25, product 100, so 62.5. The others: delivery (75 + 75 + 100) / 3 = 83.3.
    """
    lines = [
        {"order_id": name, "order_date": date(2024, 2, 29), "customer_id": name, "customer_name": f"Name {name}",
         "amount": amount}
        for name, amount in zip("ABCD", (40, 30, 20, 10), strict=True)
    ]  # fmt: skip
    answers: list[dict[str, Any]] = [
        {"customer_id": name, "dimension": dimension, "score": score, "lowest": 1, "highest": 5,
         "answered_on": date(2024, 2, 10)}
        for dimension, scores in SCORES.items()
        for name, score in zip("ABCD", scores, strict=True)
    ]  # fmt: skip
    answers += [
        {"customer_id": name, "dimension": "nps", "score": score, "lowest": 0, "highest": 10,
         "answered_on": date(2024, 2, 10)}
        for name, score in zip("ABCD", RECOMMENDATION, strict=True)
    ]  # fmt: skip
    workspace_with(home, lines, answers=answers)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Customers give 78 of 100; Key customers give 63; for Delivery they give 25, the others 83."),
        ("zh", "客户满意度为 78 分（满分 100），重要客户为 63 分，其中交付只有 25 分，其他层级为 83 分。"),
    ],
)
def test_answers_first(open_page: OpenPage, tmp_path: Path, language: str, sentence: str) -> None:
    answered(tmp_path)
    app = open_page("satisfaction", language)
    assert shows_no_error(app)
    assert sentence in said(app)


def test_figures(open_page: OpenPage, tmp_path: Path) -> None:
    answered(tmp_path)
    found = {one.label: one.value for one in open_page("satisfaction").metric}
    assert found["Satisfaction index"] == "78.1"
    assert found["NPS"] == "25.0"
    assert found["CSAT"] == "88 %"  # 7 of 8 answers to the dimensions are at 75 or more
    assert found["Coverage"] == "100 %"


def test_small_tiers_are_marked_and_named(open_page: OpenPage, tmp_path: Path) -> None:
    answered(tmp_path)
    app = open_page("satisfaction")
    table = next(one.value for one in app.dataframe if "coverage" in one.value.columns)
    assert table["tier"].tolist() == ["Key", "Ordinary", "Small"]
    assert table["index"].tolist()[0].startswith("63*")
    assert "fewer than 30 customers heard" in said(app)
    assert any(one.label.startswith("**Key**: 1 customer answered.") for one in app.expander)


def test_customers_behind_a_dimension_become_a_list(open_page: OpenPage, tmp_path: Path) -> None:
    answered(tmp_path)
    app = open_page("satisfaction")
    app.selectbox("picker_satisfaction").set_value("delivery").run()
    assert "**1** customer, **¥40**" in said(app)
    table = next(one.value for one in app.dataframe if "answer_index" in one.value.columns)
    assert table["customer_name"].tolist() == ["Name A"]
    app.slider("most_satisfaction").set_value(75).run()
    assert "**3** customers, **¥90** together" in said(app)
    app.button("save_satisfaction").click().run()
    assert shows_no_error(app)
    assert "**3** customers, **¥90** together" in said(app)


def test_groups_of_the_recommendation(open_page: OpenPage, tmp_path: Path) -> None:
    answered(tmp_path)
    app = open_page("satisfaction", "zh")
    app.selectbox("picker_satisfaction").set_value("promoters").run()
    assert "**2** 位客户" in said(app)


def test_weights_that_cannot_be_derived_say_why(open_page: OpenPage, tmp_path: Path) -> None:
    answered(tmp_path)
    app = open_page("satisfaction")
    # delivery and product, answered by four who also said whether they would recommend us
    assert "Weights cannot be derived: 2 dimensions need 20 complete answers, there are 4." in said(app)
    assert "What matters to them?" not in said(app)  # a card that would hold nothing else
    app.segmented_control("satisfaction_weighting").set_value("given").run()
    assert shows_no_error(app)
    assert "Customers give 78 of 100" in said(app)


def test_definition_is_said(open_page: OpenPage, tmp_path: Path) -> None:
    answered(tmp_path)
    words = said(open_page("satisfaction"))
    assert "100 × (score − lowest) / (highest − lowest)" in words
    assert "- Delivery: **50.0 %**" in words


@pytest.mark.parametrize(("language", "sentence"), [("en", "No survey yet"), ("zh", "还没有满意度调查")])
@pytest.mark.parametrize("state", [no_data, one_customer, small_company])
def test_no_survey(open_page: OpenPage, tmp_path: Path, language: str, sentence: str, state) -> None:
    state(tmp_path)
    app = open_page("satisfaction", language)
    assert shows_no_error(app)
    assert sentence in said(app)


OVERALL_ALONE = ("overall", (5, 4, 2, 1), 1, 5)  # two of four at 75 or more
RECOMMENDATION_ALONE = ("nps", RECOMMENDATION, 0, 10)
INTENT_ALONE = ("repurchase", (5, 4, 2, 1), 1, 5)


@pytest.mark.parametrize(
    ("language", "asked", "sentence"),
    [
        ("en", [OVERALL_ALONE], "50 % of those asked are satisfied overall."),
        ("zh", [OVERALL_ALONE], "受访者中有 50% 总体满意。该窗口内没有针对具体维度的回答，因此没有满意度指数。"),
        ("en", [OVERALL_ALONE, RECOMMENDATION_ALONE], "satisfied overall. Of every 100 answers, 25.0 more come from"),
        ("en", [INTENT_ALONE], "No dimension was answered in this window, so there is no index."),
    ],
)
def test_answers_without_a_dimension_are_not_nobodys(
    open_page: OpenPage, tmp_path: Path, language: str, asked: list[Any], sentence: str
) -> None:
    line = {"order_date": date(2024, 2, 29), "amount": 40}
    answers = [
        {"customer_id": name, "dimension": dimension, "score": score, "lowest": lowest, "highest": highest,
         "answered_on": date(2024, 2, 10)}
        for dimension, scores, lowest, highest in asked
        for name, score in zip("ABCD", scores, strict=True)
    ]  # fmt: skip
    workspace_with(tmp_path, [{**line, "order_id": name, "customer_id": name} for name in "ABCD"], answers=answers)
    words = said(open_page("satisfaction", language))
    assert sentence in words
    assert "Nobody answered" not in words
    overview = said(open_page("overview", language))
    absent = {"en": "Satisfaction index: needs answers per dimension", "zh": "满意度指数：需要各维度的回答"}
    assert absent[language] in overview


def test_survey_alone(open_page: OpenPage, tmp_path: Path) -> None:
    answer = {"customer_id": "A", "dimension": "product", "score": 4, "lowest": 1, "highest": 5}
    workspace_with(tmp_path, answers=[{**answer, "answered_on": date(2024, 2, 10)}])
    app = open_page("satisfaction")
    assert shows_no_error(app)
    assert "Customers give 75 of 100" in said(app)
