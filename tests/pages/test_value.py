"""The page about customer value: what it says, in both languages and in each state."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from core.store.workspace import open_workspace
from tests.metrics.lines import line
from tests.pages.conftest import EVERY_TAB, OpenPage, no_data, one_customer, said, shows_no_error, small_company
from tests.support import workspace_with

EARLIER, NOW = date(2023, 6, 30), date(2024, 6, 30)


def _two_years(home: Path) -> None:
    """A to D buy in both years; E buys with half of the price off, F brings all back, G costs more than it brings."""
    lines = [line("Z", 0, date(2022, 7, 1), cost=0)]
    for who, amount in (("A", 4000), ("B", 3000), ("C", 200), ("D", 100)):
        lines += [line(who, amount, day, cost=amount / 2, customer_name=f"Firm {who}") for day in (EARLIER, NOW)]
    # at list price 2,000 for goods of 1,100: 900; half of the price is off: 1,000 - 1,100 = -100
    lines.append(line("E", 1000, cost=1100, discount="0.5", unit_price=2000, quantity=1, customer_name="Firm E"))
    lines.append(line("F", 80, EARLIER, cost=40, customer_name="Firm F"))
    lines.append(line("F", -80, NOW, quantity=-1, cost=-40, customer_name="Firm F"))
    lines.append(line("G", 60, cost=50, customer_name="Firm G"))
    workspace_with(
        home,
        lines,
        [
            {"customer_id": "G", "cost_to_serve": Decimal(30)},
            {"customer_id": "C", "annual_need": Decimal(9000)},
        ],
    )


def test_answers_first(open_page: OpenPage, tmp_path: Path) -> None:
    _two_years(tmp_path)
    app = open_page("value")
    assert shows_no_error(app)
    # 2,000 + 1,500 + 100 + 50 - 100 - 40 - 20
    assert (
        "7 active customers brought ¥3.49k of gross profit after the cost of serving; 3 of them cost money, ¥160"
        in said(app)
    )
    assert "7 位活跃客户带来 ¥3,490 的毛利（已扣除服务成本）；其中 3 位让公司亏钱，合计 ¥160。" in said(
        open_page("value", "zh")
    )


def test_says_what_makes_a_loss(open_page: OpenPage, tmp_path: Path) -> None:
    _two_years(tmp_path)
    table = next(one.value for one in open_page("value", tab="Who costs money?").dataframe if "why" in one.value)
    assert table["why"].tolist() == [
        "Discounts of 50.0 % of the list price took ¥1.00k.",
        "Brought back ¥80 and bought nothing: ¥40 less.",
        "Serving them cost ¥30; they brought ¥10.",
    ]
    assert table["current_value"].tolist() == [-100, -40, -20]
    chinese = next(one.value for one in open_page("value", "zh", tab="谁让公司亏钱？").dataframe if "why" in one.value)
    assert chinese["why"].tolist()[1] == "退回¥80的商品，没有任何购买：减少¥40"


def test_causes_and_who_is_big_elsewhere(open_page: OpenPage, tmp_path: Path) -> None:
    _two_years(tmp_path)
    words = said(open_page("value", tab="Who costs money?"))
    for cause in (
        "**Discounts**: the main cause with 1 customer, who brings −¥100",
        "**Returns**: the main cause with 1 customer, who brings −¥40",
        "**Cost to serve**: the main cause with 1 customer, who brings −¥20",
    ):
        assert cause in words
    # Important begins at the revenue of B; C needs 9,000 and buys 200
    words = said(open_page("value", tab="Who buys more elsewhere?"))
    assert "1 customer outside the best tiers needs at least ¥3.00k a year" in words
    assert "¥8.80k goes elsewhere" in words


def test_customers_behind_a_group(open_page: OpenPage, tmp_path: Path) -> None:
    _two_years(tmp_path)
    app = open_page("value")
    app.selectbox(key="picker_value").select("losers").run()
    assert "**3** customers, **−¥130** of gross profit together" in said(
        app
    )  # gross profit, before the cost of serving
    app.button(key="save_value").click().run()
    assert app.session_state["chosen"]["value"] == ("gross_profit",)
    assert "current value below ¥0" in said(app)


def test_other_weights_are_tried_and_kept(open_page: OpenPage, tmp_path: Path) -> None:
    _two_years(tmp_path)
    app = open_page("value")
    assert "With these weights nobody changes the tier of the value index." in said(app)
    app.slider(key="weight_potential_weight").set_value(50).run()
    app.button(key="save_weights").click().run()
    assert open_workspace("main", tmp_path).settings().value_rules.potential_weight == 50


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("fill", [small_company, one_customer, no_data])
def test_every_state_is_designed(open_page: OpenPage, tmp_path: Path, language: str, fill: object) -> None:
    assert callable(fill)
    fill(tmp_path)
    app = open_page("value", language, tab=EVERY_TAB)
    assert shows_no_error(app)
    short = "Nobody can say yet who stays" if language == "en" else "目前还无法知道谁会留下"
    assert (short in said(app)) is (fill is not no_data)


def test_pyramid_ranks_by_index(open_page: OpenPage, tmp_path: Path) -> None:
    small_company(tmp_path)
    app = open_page("pyramid", tab="What would other cuts give?", value="value_index")
    assert shows_no_error(app)
    words = said(app)
    assert "brings 7.7 % of the current value" in words  # 1,000 of 13,000: as by profit, since nothing else is known
    assert "An index has no total" in words
    assert app.dataframe[0].value["cut_value"].round(3).tolist() == [0.98, 0.82, 0.5, 0.02]
    assert not app.segmented_control(key="cut_method").options[1:]


@pytest.mark.parametrize("page", ["overview", "rfm", "satisfaction", "targets", "movement", "relationship"])
def test_other_pages_stand_under_the_index(open_page: OpenPage, tmp_path: Path, page: str) -> None:
    small_company(tmp_path)
    assert shows_no_error(open_page(page, value="value_index"))
