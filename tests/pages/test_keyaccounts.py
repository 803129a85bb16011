"""The page of key accounts: who leads, ratings kept from the table, who is rated otherwise."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from core.store.assessments import assess
from core.store.workspace import open_workspace
from core.text import words_for
from pages.shared.customer_rating import figure_words
from pages.shared.keyaccounts_parts import changed
from tests.pages.conftest import OpenPage, one_customer, said, shows_no_error, small_company


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        # one month: no continuity, no growth; margin equal to the company's, R and F are 5
        (
            "en",
            (
                "5 customers are rated (Key and Important); Customer 25 and 4 others lead with 4.0 of 5. "
                "On average 2.0 of 10 criteria have a rating."
            ),
        ),
        (
            "zh",
            (
                "已评分 5 位客户（重要客户和次要客户）；居首的是“Customer 25”和另外 4 位，得分 4.0/5。"
                "平均有 2.0/10 项有评分。"
            ),
        ),
    ],
)
def test_says_who_leads(open_page: OpenPage, tmp_path: Path, language: str, sentence: str) -> None:
    small_company(tmp_path)
    app = open_page("keyaccounts", language)
    assert shows_no_error(app)
    assert sentence in said(app)
    table = next(table.value for table in app.dataframe if "score" in table.value.columns)
    assert [*table.columns][:3] == ["customer_name", "score", "tier"], "the score is seen on a phone"


def test_who_is_rated_otherwise(open_page: OpenPage, tmp_path: Path) -> None:
    small_company(tmp_path)
    app = open_page("keyaccounts")
    assert "Nobody is rated otherwise than the data say." in said(app)
    workspace = open_workspace("main", tmp_path)
    assess(workspace, "C25", {"margin": 1}, "a new contract")
    assess(workspace, "C24", {"loyalty": 4, "strength": 5}, "talks to others")
    app = open_page("keyaccounts")
    table = next(table.value for table in app.dataframe if "difference" in table.value.columns)
    assert table[["customer_name", "criterion", "computed", "rating", "difference", "why"]].to_numpy().tolist() == [
        ["Customer 25", "Margin", 3, 1, -2, "a new contract"],
        ["Customer 24", "Loyalty", 5, 4, -1, "talks to others"],
    ]


def test_the_criteria_of_one_lead_to_its_page(open_page: OpenPage, tmp_path: Path) -> None:
    small_company(tmp_path)
    app = open_page("keyaccounts")
    app.selectbox("account_shown").set_value("C22").run()
    assert "**4.0 of 5** from 2 of 10 criteria." in said(app)
    app.button("account_open").click().run()
    assert shows_no_error(app)
    assert app.title[0].value == "How do we stand with Customer 22?"


def test_accounts_from_a_score_on_become_a_list_by_that_rule(open_page: OpenPage, tmp_path: Path) -> None:
    small_company(tmp_path)
    app = open_page("keyaccounts")
    assert app.button("accounts_list").label == "List with 5 customers"
    app.number_input("accounts_least").set_value(4.1).run()
    assert app.button("accounts_list").disabled
    app.number_input("accounts_least").set_value(4.0).run()
    app.button("accounts_list").click().run()
    assert shows_no_error(app)
    assert "**5** customers" in said(app)
    assert "key account score at least 4" in said(app)


def test_weights_are_kept(open_page: OpenPage, tmp_path: Path) -> None:
    small_company(tmp_path)
    app = open_page("keyaccounts")
    app.number_input("weight_margin").set_value(3.0)
    app.button("weights_save").click().run()
    assert shows_no_error(app)
    assert open_workspace("main", tmp_path).settings().key_account_weights == {"margin": Decimal(3)}
    assert "lead with 3.5 of 5" in said(app)  # (3 * 3 + 5) / 4


@pytest.mark.parametrize("language", ["en", "zh"])
def test_one_customer(open_page: OpenPage, tmp_path: Path, language: str) -> None:
    one_customer(tmp_path)
    app = open_page("keyaccounts", language)
    assert shows_no_error(app)


def test_what_was_changed_in_the_table() -> None:
    before = pd.DataFrame({"customer_id": ["A", "B", "C"], "reason": [""] * 3} | {
        code: pd.array([3, None, 2], dtype="Int64") for code in (
            "margin continuity payment fit growth loyalty shared_values strength influence long_term").split()
    })  # fmt: skip
    after = before.copy()
    after.loc[0, "margin"], after.loc[0, "reason"] = 5, "why"
    after.loc[1, "strength"] = 4
    after.loc[1, "fit"] = pd.NA
    assert changed(before, after) == {"A": ({"margin": 5}, "why"), "B": ({"strength": 4}, "")}
    assert changed(before, before) == {}


@pytest.mark.parametrize(
    ("days", "words"),
    [(2.94, "2.9 days late on average"), (-2.9, "2.9 days early on average"), (-0.04, "0.0 days late")],
)
def test_who_pays_before_the_day_is_not_late(days: float, words: str) -> None:
    view: Any = SimpleNamespace(t=words_for("en"))
    each: Any = SimpleNamespace(code="payment", figure=days)
    assert figure_words(view, each, by_need=False).startswith(words)
