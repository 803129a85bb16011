"""The charts of relationships: what they show and what a click on them means."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from core.charts.breadth import draw_breadth
from core.charts.cohorts import draw_cohorts
from core.charts.groups import draw_groups
from core.charts.second_order import draw_second_order
from core.charts.stage_flow import direction, draw_stage_flow
from core.charts.template import Look
from core.metrics.relationships.breadth import Breadth, BreadthMonth
from core.metrics.relationships.cohorts import Cohort, Cohorts, FirstBuyers, SecondOrder
from core.metrics.relationships.relationship import Group
from core.metrics.relationships.stage_flow import Passage, StageFlow
from core.metrics.results import Statement
from core.text.words import words_for

LOOK = Look(words_for("en"), "light", "CNY", {})
NONE = Statement("none", "", {})


def test_groups_stand_in_their_order_with_both_shares() -> None:
    groups = [
        Group("stable", 3, 0.75, Decimal(900), 0.9, Decimal(800), 500),
        Group("declining", 1, 0.25, Decimal(100), 0.1, None, None),
    ]
    drawn = draw_groups("stage", groups, LOOK, worth=LOOK.money, worth_name="Revenue", picked="stage declining")
    customers, value = drawn.data
    assert list(customers.y) == ["Stable", "Declining"]
    assert (list(customers.x), list(value.x)) == ([3, 1], [900, 100])
    assert list(customers.customdata) == ["stage stable", "stage declining"]
    assert "75.0 %" in customers.text[0]
    assert "90.0 %" in value.text[0]
    assert "¥800 in the window before" in customers.hovertext[0]
    assert customers.marker.line.color[1] == LOOK.accent


def test_a_passage_is_better_worse_or_the_same() -> None:
    assert direction("not_yet", "exploring") == direction("lost", "declining") == direction("declining", "stable") == 1
    assert direction("stable", "forming") == direction("forming", "declining") == direction("declining", "lost") == -1
    assert direction("lost", "lost") == 0


def test_flow_shows_only_rows_that_occur() -> None:
    passages = (Passage("stable", "stable", 5, Decimal(1)), Passage("stable", "lost", 2, Decimal(0)))
    drawn = draw_stage_flow(StageFlow(date(2024, 1, 31), date(2024, 4, 30), passages, NONE), LOOK)
    assert list(drawn.layout.yaxis.ticktext) == ["Stable"]
    assert list(drawn.data[0].customdata) == ["passage stable stable", "passage stable lost"]
    assert drawn.data[0].text[1] == "<b>2</b>"


def test_months_with_an_unknown_past_are_left_out() -> None:
    months = (
        BreadthMonth(date(2024, 1, 1), 9, 0, 0, 0, 9, False),
        BreadthMonth(date(2024, 2, 1), 2, 1, 8, 1, 11, True),
    )
    drawn = draw_breadth(Breadth(1, months, NONE), LOOK)
    assert [list(trace.y) for trace in drawn.data] == [[2], [1], [-1]]
    assert [trace.customdata[0] for trace in drawn.data] == ["won 2024-02", "won_back 2024-02", "lost 2024-02"]


def test_cohorts_newest_first_under_all_of_them() -> None:
    old = Cohort(date(2024, 1, 1), 4, ((4, Decimal(100)), (2, Decimal(150)), (1, Decimal(0))), is_first=False)
    new = Cohort(date(2024, 2, 1), 2, ((2, Decimal(10)), (2, Decimal(10))), is_first=False)
    found = Cohorts((old, new), NONE)
    drawn = draw_cohorts(found, LOOK, by_revenue=False)
    assert list(drawn.data[0].text) == ["67", "25", "100", "50", "25"]
    assert list(drawn.data[0].customdata) == ["", "", "2024-02", "2024-01", "2024-01"]
    assert list(draw_cohorts(found, LOOK, by_revenue=True).data[0].text) == ["145", "0", "100", "150", "0"]


def test_second_orders_without_months_that_are_too_young() -> None:
    months = (
        FirstBuyers(date(2024, 1, 1), 9, {30: 9, 60: 9, 90: 9}, is_first=True),
        FirstBuyers(date(2024, 2, 1), 4, {30: 1, 60: 2, 90: None}, is_first=False),
    )
    drawn = draw_second_order(SecondOrder(months, {30: 0.25, 60: 0.5, 90: None}, NONE), LOOK, rows=2)
    assert [list(trace.y) for trace in drawn.data] == [[None], [0.5], [0.25]]
