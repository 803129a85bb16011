"""What the charts of satisfaction and the calendar show."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from core.charts.calendar import draw_calendar, missing_months
from core.charts.recommendation import draw_nps, whole_percents
from core.charts.satisfaction import draw_dimensions, draw_importance
from core.charts.satisfaction_tiers import draw_tier_dimensions
from core.charts.satisfaction_trend import draw_satisfaction_trend
from core.charts.template import Look
from core.metrics.question import Basis
from core.metrics.results import DimensionIndex, Month, Satisfaction, TierSatisfaction
from core.text import words_for

LONG = "How satisfied are you with the opening hours of our shops?"
BASIS = Basis(date(2024, 12, 31), 12, date(2024, 1, 1), date(2024, 12, 1), False, (), "net", "revenue")


def look(language="en", scheme="light"):
    return Look(words_for(language), scheme, "CNY", {})


def dimension(name, index, importance=None, quadrant=None, answers=100):
    return DimensionIndex(name, index, index - 2, index + 2, answers, 0.25, importance, quadrant, False)


def found(**changes):
    dimensions = (
        dimension("product", 84.0, 0.3, "keep_up"),
        dimension("delivery", 60.0, 0.4, "concentrate_here"),
        dimension(LONG, 75.0, 0.1, "possible_overkill", answers=12),
    )
    tiers = tuple(
        TierSatisfaction(
            code, 70.0, 65.0, 75.0, answers, answers, answers, 1.0, {"product": 84.0, "delivery": delivery}
        )
        for code, answers, delivery in (("key", 12, 40.0), ("important", 80, 62.0), ("ordinary", 90, 64.0))
    )
    values = {
        "basis": BASIS, "answers": 300, "customers": 100, "anonymous": 0, "index": 73.0, "low": 71.0, "high": 75.0,
        "csat": 0.7, "csat_on_all_answers": False, "overall": 72.0, "nps": 20.0, "nps_se": 4.0, "nps_answers": 100,
        "promoters": 45, "passives": 30, "detractors": 25, "delivered_value": None, "weighting": "given",
        "weighting_note": None, "dimensions": dimensions, "by_tier": tiers, "coverage": 0.3,
        "trend": ((date(2024, 1, 1), 70.0, 66.0, 74.0, 12), (date(2024, 4, 1), 73.0, 71.0, 75.0, 90)),
        "unhappy_valuable": None,
    }  # fmt: skip
    return Satisfaction(**(values | changes))


def test_bars_stand_best_on_top_and_carry_their_dimension():
    bars = draw_dimensions(found(), look()).data[0]
    assert list(bars.x) == [60.0, 75.0, 84.0]  # a vertical axis counts upwards
    assert [code for (code,) in bars.customdata] == ["delivery", LONG, "product"]
    assert bars.marker.color[0] == look().accent
    assert bars.marker.color[1] != look().accent


def test_bars_say_few_answers_and_cut_long_questions():
    made = draw_dimensions(found(), look())
    assert any("n=12" in note.text for note in made.layout.annotations)
    assert all(len(text) <= 21 for text in made.layout.yaxis.ticktext)
    assert LONG in made.data[0].hovertext[1]


def test_one_dimension_alone_is_not_the_weakest():
    made = draw_dimensions(found(dimensions=(dimension("product", 50.0),)), look())
    assert made.data[0].marker.color[0] != look().accent


def test_map_marks_where_to_concentrate_by_shape_too():
    points = draw_importance(found().dimensions, look()).data[0]
    assert list(points.marker.symbol) == ["circle", "diamond", "circle"]
    assert list(points.x) == [0.3, 0.4, 0.1]


def test_map_without_importance_is_empty():
    assert not draw_importance((dimension("product", 50.0),), look()).data


def test_recommendation_adds_up():
    made = draw_nps(found(), look("zh"))
    assert [bar.x[0] for bar in made.data] == [0.25, 0.3, 0.45]
    assert [bar.customdata[0][0] for bar in made.data] == ["detractors", "passives", "promoters"]
    assert [bar.text[0] for bar in made.data] == ["25%", "30%", "45%"]
    assert all(
        bar.x[0] == 0 for bar in draw_nps(found(nps_answers=0, promoters=0, passives=0, detractors=0), look()).data
    )


@pytest.mark.parametrize(
    ("counts", "percents"),
    [
        ((23, 89, 87), [11, 45, 44]),  # 11.56, 44.72, 43.72: two of them are rounded up
        ((1, 1, 1), [34, 33, 33]),
        ((0, 0, 5), [0, 0, 100]),
        ((0, 0, 0), [0, 0, 0]),
    ],
)
def test_percents_add_up_to_a_hundred(counts, percents):
    assert whole_percents(counts) == percents


def test_names_of_the_recommendation_keep_apart():
    made = draw_nps(found(nps_answers=100, promoters=90, passives=6, detractors=4), look())
    assert [note.text for note in made.layout.annotations] == [
        "Detractors<br>0–6", "Passives<br>7–8", "Promoters<br>9–10",
    ]  # fmt: skip
    assert [note.x for note in made.layout.annotations] == [0, 0.34, 1]
    assert {bar.textangle for bar in made.data} == {0}


def test_trend_is_hollow_where_few_answered():
    line = draw_satisfaction_trend(found(), look()).data[1]
    assert line.marker.color[0] != line.marker.color[1]
    assert list(line.y) == [70.0, 73.0]
    assert draw_satisfaction_trend(found(trend=()), look()).data[1].y == ()


def test_tiers_lag_is_on_top_and_written_out():
    made = draw_tier_dimensions(found(), look())
    assert list(made.layout.yaxis.tickvals)[-1] == "delivery"
    assert [note.text for note in made.layout.annotations] == ["<b>40</b>"]
    key = made.data[-1]
    assert [code for (code,) in key.customdata][-1] == "delivery@key"
    assert key.name == "Key (12 answers)"


def month(year, number, lines):
    first = date(year, number, 1)
    return Month(first, first, first, lines, lines, Decimal(lines))


def test_missing_months_are_found_and_framed():
    months = [month(2023, 11, 100), month(2024, 2, 100)]
    assert missing_months(months) == [date(2023, 12, 1), date(2024, 1, 1)]
    made = draw_calendar(months, look())
    assert sorted(note.text for note in made.layout.annotations) == ["100", "100", "–", "–"]
    assert list(made.layout.yaxis.tickvals) == ["2024", "2023"]
    assert missing_months([]) == []


@pytest.mark.parametrize(
    ("language", "texts"),
    [("en", ["950", "2834", "10k", "50k", "350k"]), ("zh", ["950", "2834", "1.0万", "5.0万", "35万"])],
)
def test_calendar_can_be_read_on_a_phone(language, texts):
    """A field has room for four digits; the names of the months stand upright."""
    counts = (950, 2834, 10_000, 50_000, 350_000)
    months = [month(2024, number, lines) for number, lines in enumerate(counts, start=1)]
    made = draw_calendar(months, look(language), odd=[date(2024, 5, 1)])
    assert [note.text for note in made.layout.annotations] == texts
    assert made.layout.xaxis.tickangle == 0
    assert made.layout.xaxis.ticktext[0] == {"en": "Jan", "zh": "1"}[language]
    assert [shape.line.width for shape in made.layout.shapes] == [0, 0, 0, 0, 1.5]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_calendar_shows_thin_months_paler(scheme):
    months = [month(2024, number, lines) for number, lines in enumerate((100, 100, 100, 30, 200), start=1)]
    fills = [shape.fillcolor for shape in draw_calendar(months, look("zh", scheme)).layout.shapes]
    assert fills[0] == fills[1] == fills[2]
    assert len({fills[0], fills[3], fills[4]}) == 3
