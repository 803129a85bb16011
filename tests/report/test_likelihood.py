"""The slide of who will probably buy: the forecast that stands, of whom the filters choose; else what brings one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from core.charts.template import Look
from core.metrics.forecasts.forecast_making import make_forecast
from core.metrics.question import Filters, Question, question_of
from core.report.as_html import report_html
from core.report.as_pptx import report_pptx
from core.report.figures import Figures
from core.report.slides import Bars, Bullets, Cards, Slide
from core.report.story import story
from core.report.telling_likelihood import likelihood
from core.settings import Settings
from core.store.workspace import Workspace, close_workspace
from core.text.teller import Teller
from core.text.words import words_for
from tests.metrics.forecasts.forecasts import stub
from tests.report.conftest import months_of, slide, tables


@pytest.fixture(scope="module")
def forecast(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """Three customers who bought in each month of 2024, with a forecast made up: 95 %, 50 % and 20 % for 30 days."""
    made = months_of(tmp_path_factory.mktemp("forecast"), 3, 12)
    with pytest.MonkeyPatch.context() as patch:
        stub(patch, (0.95, 0.5, 0.2))
        make_forecast(made, question_of(made.settings()), 30)
    yield made
    close_workspace(made)


def told(workspace: Workspace, language: Any, question: Question | None = None) -> Slide:
    """The slide, after both files were made of it."""
    asked = question or question_of(workspace.settings())
    whole = story(workspace, asked, words_for(language), slides=("likelihood",))
    assert report_html(whole)
    assert report_pptx(whole)
    return slide(whole, "likelihood")


def test_how_many_for_how_much_and_how_good(forecast: Workspace) -> None:
    made = told(forecast, "en")
    # buyers .95 + .5 + .2 = 1.65; revenue 200 times as much each: 190, 100, 40; in the test 8,460 said, 9,000 came
    assert made.title == (
        "2 of 3 customers are expected to buy in the 30 days to 27 Jan 2025. Expected revenue ¥330 "
        "(6.0 % too low in the tests)."
    )
    (cards,) = [part for part in made.parts if isinstance(part, Cards)]
    assert [(card.label, card.value, card.said) for card in cards.items] == [
        ("Expected revenue", "¥330", "6.0 % too low in the tests"),
        ("Of 100 given 70 % on average", "68 bought", "customers in the tests"),
        ("Revenue of the best 20 %", "60 %", "of all revenue in the tests"),
    ]
    (bars,) = [part for part in made.parts if isinstance(part, Bars)]
    assert [(bar.label, bar.text) for bar in bars.items] == [("90–100 %", "1"), ("50–60 %", "1"), ("20–30 %", "1")]
    (best,) = tables(made)
    assert best.heading == "The 3 customers with the most expected revenue: 100.0 % of the total"
    assert best.rows[0] == ("C1", "95 %", "¥190", "usual gap 24 days, silent for 61 days, bought on 12 days so far")
    assert [row[2] for row in best.rows] == ["¥190", "¥100", "¥40"]
    assert made.remark == "Tested on 1 earlier day with nothing later known, then held against what came."


def test_of_whom_the_filters_choose(forecast: Workspace) -> None:
    asked = question_of(forecast.settings())
    key = told(forecast, "zh", replace(asked, filters=Filters(tiers=("key",))))
    # the best customer bought most and has the least likelihood: .2 of a buyer, 40
    assert (
        key.title == "在截至2025年1月27日的 30 天里，1 位客户中预计有 0 位会购买。预计销售收入 ¥40（检验中偏低 6.0%）。"
    )
    assert [row[0] for row in tables(key)[0].rows] == ["C3"]
    nobody = told(forecast, "zh", replace(asked, filters=Filters(tiers=("unprofitable",))))
    assert nobody.title == "所选客户中没有人有预测。"


def test_what_brings_it_where_none_stands_and_why_none_can(forecast: Workspace, tmp_path: Path) -> None:
    refused = told(months_of(tmp_path, 3, 1), "en")
    assert refused.title == "Who will probably buy cannot be told from these data yet."
    (said,) = [part for part in refused.parts if isinstance(part, Bullets)]
    assert said.items[0].text.startswith("Customers who have bought so far: 3;")
    assert told(forecast, "en", replace(question_of(forecast.settings()), refunds="gross")).title == refused.title
    words = words_for("zh")
    teller = Teller(Settings(), words, Look(words, "light", "CNY", {}), Question())
    absent = likelihood(cast("Figures", SimpleNamespace(forecast=None, bands=None, horizon=90)), teller)
    assert absent.title == "谁可能购买尚不清楚：还没有对这些购买做过预测。"
    (said,) = [part for part in absent.parts if isinstance(part, Bullets)]
    assert said.items[1].text.startswith("谁可能在 90 天内购买")
