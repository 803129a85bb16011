"""The RFM page: segments, picks, own scores and grid, in both languages and in each state."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest

from core.settings import RfmRules, Settings
from core.store.workspace import open_workspace
from pages.shared.rfm_parts import cell_rules
from pages.shared.rfm_scores import rising_numbers
from tests.pages.conftest import OpenPage, no_data, one_customer, said, shows_no_error, small_company

if TYPE_CHECKING:
    from pages.shared.view import View


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "5 champions bring 35.4 % of the money; no good customer stayed away."),
        ("zh", "5 位核心活跃客户贡献了 35.4% 的金额；没有好客户许久未下单。"),
    ],
)
def test_answers_first(open_page: OpenPage, tmp_path: Path, language: str, sentence: str) -> None:
    small_company(tmp_path)
    app = open_page("rfm", language)
    assert shows_no_error(app)
    assert sentence in said(app)
    assert {"en": "The data hold only 1 month: ", "zh": "数据只有 1 个月："}[language] in said(app)


def test_segment_table_holds_figures_and_the_next_step(open_page: OpenPage, tmp_path: Path) -> None:
    small_company(tmp_path)
    table = open_page("rfm").dataframe[0].value.set_index("segment")
    # the diagonal of the grid: R = F, five customers each
    assert table["customers"].to_dict() == {"Champions": 5, "Loyal": 5, "Need attention": 5, "Hibernating": 10}
    assert table.loc["Champions", "monetary_mean"] == 2300
    assert table.loc["Champions", "monetary_score"] == 5
    assert table.loc["Champions", "recency_days"] == 2  # 0 ... 4 days
    assert table.loc["Hibernating", "action"].startswith("Write to them")
    chinese = open_page("rfm", "zh").dataframe[0].value
    assert chinese["segment"].tolist() == ["核心活跃客户", "忠诚客户", "需关注客户", "沉睡客户"]
    assert not any(action.isascii() for action in chinese["action"])


@pytest.mark.parametrize(("pick", "title"), [("champions", "### Champions"), ("55", "### R 5 · F 5 · Champions")])
def test_customers_behind_a_segment_and_a_cell(open_page: OpenPage, tmp_path: Path, pick: str, title: str) -> None:
    small_company(tmp_path)
    app = open_page("rfm")
    app.selectbox("picker_rfm").set_value(pick).run()
    assert title in said(app)
    assert "**5** customers, **¥11.5k** together" in said(app)
    app.button("close_rfm").click().run()
    assert "together" not in said(app)


@pytest.mark.parametrize(
    ("code", "levels", "rules"),
    [
        ("24", 5, ["r = 2", "f = 4"]),
        ("at_risk", 5, ["segment in at_risk"]),
        ("24", 7, ["segment in loyal"]),  # with other levels a cell of five stands for its segment, here an own one
    ],
)
def test_rules_of_a_pick(code: str, levels: int, rules: list[str]) -> None:
    view = SimpleNamespace(settings=Settings(rfm=RfmRules(levels=levels, grid={"24": "loyal"})))
    assert cell_rules(cast("View", view), code) == rules


def test_scores_are_kept(open_page: OpenPage, tmp_path: Path) -> None:
    small_company(tmp_path)
    app = open_page("rfm")
    app.slider("rfm_levels").set_value(3).run()
    app.segmented_control("rfm_cutting").set_value("fixed").run()
    app.text_input("cutoffs_r_3").set_value("5, 10").run()
    app.text_input("cutoffs_f_3").set_value("2，5").run()
    app.text_input("cutoffs_m_3").set_value("500, 1000.50").run()
    app.button("save_scores").click().run()
    rules = open_workspace("main", tmp_path).settings().rfm
    assert (rules.levels, rules.recency, rules.frequency) == (3, (5, 10), (2, 5))
    assert rules.monetary == (Decimal(500), Decimal("1000.50"))
    assert shows_no_error(app)


def test_cut_offs_that_do_not_rise_are_said_and_not_kept(open_page: OpenPage, tmp_path: Path) -> None:
    small_company(tmp_path)
    app = open_page("rfm")
    app.segmented_control("rfm_cutting").set_value("fixed").run()
    app.text_input("cutoffs_f_5").set_value("5, 2, 9, 12").run()
    assert "Write 4 rising numbers" in said(app)
    assert app.button("save_scores").disabled


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1, 2,5", (1, 2, 5)),
        ("1，2", (1, 2)),
        ("", None),
        ("2, 2", None),
        ("nan", None),
        ("inf", None),
        ("-1, 2", None),
        ("1;2", None),
        ("x", None),
    ],
)
def test_rising_numbers(text: str, numbers: tuple[int, ...] | None) -> None:
    assert rising_numbers(text) == (None if numbers is None else tuple(map(Decimal, numbers)))


@pytest.mark.parametrize(("language", "sentence"), [("en", "No data yet"), ("zh", "还没有数据")])
def test_no_data(open_page: OpenPage, tmp_path: Path, language: str, sentence: str) -> None:
    no_data(tmp_path)
    app = open_page("rfm", language)
    assert shows_no_error(app)
    assert sentence in said(app)


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("en", ("1 customer bought in this window.", "Under 20 customers the scores say little")),
        ("zh", ("这个窗口内有 1 位客户购买。", "不足 20 位客户时得分意义不大")),
    ],
)
def test_one_customer(open_page: OpenPage, tmp_path: Path, language: str, sentences: tuple[str, str]) -> None:
    one_customer(tmp_path)
    app = open_page("rfm", language)
    assert shows_no_error(app)
    assert all(sentence in said(app) for sentence in sentences)
    assert app.dataframe[0].value["customer_name"].tolist() == ["Only"]
