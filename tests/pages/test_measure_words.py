"""The sentences of measures, salespeople and textbooks, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.metrics.tiering.textbook import Claim, Estimate
from core.text import words_for
from pages.shared.textbook_parts import claim_words
from tests.pages.conftest import OpenPage, one_customer, said, shows_no_error
from tests.pages.test_overview import trading_years

TABS = {"en": "Is it as the textbooks say?", "zh": "与教科书说的一样吗？"}


def claim(code: str, measure: str, verdict: str, own: float, others: float) -> Claim:
    sides = Estimate("key", 22, own, None, None), Estimate("others", 1782, others, None, None)
    return Claim(code, "key", measure, verdict, *sides)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("made", "english", "chinese"),
    [
        (
            claim("loyal", "retention", "so", 1.0, 0.8146),
            (
                "“Key customers are the most loyal”: **here it is so**; 100.0 % of 22 bought again, of the 1,782 "
                "others 81.5 %."
            ),
            "“重要客户最忠诚”：**本公司确实如此**；22 位中有 100.0% 再次购买，其余 1,782 位中有 81.5%。",
        ),
        (
            claim("sensitive", "discount_share", "not_so", 0.01, 0.05),
            (
                "“Key customers care most for prices”: **here it is not so**; they get 1.0 % discount (22 customers), "
                "the others 5.0 % (1,782)."
            ),
            "“重要客户对价格最敏感”：**本公司并非如此**；平均折扣 1.0%（22 位客户），其余客户 5.0%（1,782 位）。",
        ),
        (
            claim("punctual", "in_time_share", "unknown", 0.45, 0.46),
            (
                "“Key customers pay in time”: **here it cannot be told**; they pay 45.0 % of their orders in time (22 "
                "customers), the others 46.0 % (1,782)."
            ),
            (
                "“重要客户付款爽快”：**本公司的数据无法判断**；按时付款的订单占 45.0%（22 位客户），"
                "其余客户 46.0%（1,782 位）。"
            ),
        ),
    ],
)
def test_verdicts(made: Claim, english: str, chinese: str) -> None:
    assert claim_words(words_for("en"), made, "Key") == english
    assert claim_words(words_for("zh"), made, "重要客户") == chinese


def test_the_pyramids_page_tests_the_textbooks(open_page: OpenPage, tmp_path: Path) -> None:
    trading_years(tmp_path)
    app = open_page("pyramid", tab=TABS["en"])
    assert shows_no_error(app)
    # all stayed: 1 Key customer is too few to tell
    assert "“Key customers are the most loyal”: **here it cannot be told**" in said(app)
    table = next(table.value for table in app.dataframe if "retention" in table.value.columns)
    assert table["retention"].tolist()[0] == "100.0 % (20.7–100.0)"


@pytest.mark.parametrize(("language", "sentence"), [("en", "The data tell nothing of it"), ("zh", "数据无法说明")])
def test_nothing_to_tell(open_page: OpenPage, tmp_path: Path, language: str, sentence: str) -> None:
    one_customer(tmp_path)
    app = open_page("pyramid", language, tab=TABS[language])
    assert shows_no_error(app)
    assert sentence in said(app)
