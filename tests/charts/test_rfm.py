"""The R x F grid, the segments as areas, the distributions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from core.charts.distributions import draw_distribution, place_of
from core.charts.overview import draw_monthly, round_ticks
from core.charts.palette import ACCENT
from core.charts.rfm import draw_grid, draw_segments
from core.charts.template import Look
from core.metrics.results import Kpi, Overview, Rfm, Segment
from core.metrics.scoring.rfm_rules import GRID
from core.text import words_for
from tests.charts.test_pyramid import BASIS, a_pyramid, clicks, look, texts

CELLS = {(int(cell[0]), int(cell[1])): segment for cell, segment in GRID.items()}


def an_rfm() -> Rfm:
    segments = tuple(
        Segment(code, customers, customers / 30, Decimal(money), money / 5000, 10.0, 2.0, Decimal(100), 3.0)
        for code, customers, money in (("champions", 10, 4000), ("hibernating", 20, 1000), ("new", 0, 0))
    )
    return Rfm(
        basis=BASIS, customers=30, levels=5, scores={}, skipped_levels={}, proposals={},
        boundaries={
            "r": {5: (Decimal(0), Decimal(9)), 4: (Decimal(10), Decimal(30))},
            "f": {1: (Decimal(1), Decimal(1)), 5: (Decimal(2), Decimal(8))},
            "m": {},
        },
        grid={(5, 5): (10, Decimal(4000)), (1, 1): (20, Decimal(1000))}, segments=segments, classes=(), centres={},
        spans={},
    )  # fmt: skip


def test_every_cell_can_be_clicked_and_counts_its_customers() -> None:
    figure = draw_grid(an_rfm(), CELLS, look())
    assert sorted(clicks(figure)) == sorted(GRID)
    points = dict(zip(figure.data[0].customdata, figure.data[0].text, strict=True))
    assert (points["55"], points["11"], points["33"]) == ("<b>10</b>", "<b>20</b>", "<b>0</b>")


def test_each_segment_is_named_once() -> None:
    names = texts(draw_grid(an_rfm(), CELLS, look())).split("\n")
    assert len(names) == len(set(names)) == 10
    assert "About<br>to\xa0sleep" in names


@pytest.mark.parametrize(("picked", "cells"), [("55", 1), ("champions", 2), ("loyal", 4), (None, 0)])
def test_picked_cells_are_outlined(picked: str | None, cells: int) -> None:
    shapes = draw_grid(an_rfm(), CELLS, look(), picked).layout.shapes
    assert sum(shape.line.color == ACCENT["light"] for shape in shapes) == cells


def test_areas_have_ids_so_that_they_can_be_clicked() -> None:
    area = draw_segments(an_rfm(), look(), by_value=False).data[0]
    assert list(area.ids) == ["champions", "hibernating"]  # nobody is new
    assert list(area.values) == [10, 20]
    assert list(draw_segments(an_rfm(), look(), by_value=True).data[0].values) == [4000, 1000]
    assert area.text[0] == "10 · 33.3 %"


def test_distribution_draws_boundaries_where_scores_begin() -> None:
    recency = draw_distribution(an_rfm(), "recency", ((0.0, 10.0, 12), (10.0, 40.0, 18)), look())
    assert list(recency.data[0].y) == [12, 18]
    assert [shape.x0 for shape in recency.layout.shapes] == [1.0]  # 10 days: the second class begins
    assert texts(recency) == "4"
    frequency = draw_distribution(an_rfm(), "frequency", ((1.0, 2.0, 20), (2.0, 9.0, 10)), look())
    assert [(shape.x0) for shape in frequency.layout.shapes] == [1.0]
    assert texts(frequency) == "5"
    assert len(draw_distribution(an_rfm(), "monetary", (), look()).data[0].y) == 0


def test_scores_stand_above_their_lines_and_none_is_left_out() -> None:
    ranges = {score: (Decimal(start), Decimal(start)) for score, start in ((1, 0), (2, 10), (3, 11), (4, 50))}
    found = replace(an_rfm(), boundaries={"r": {}, "f": ranges, "m": {}})
    bins = tuple((float(low), float(low + 5), 1) for low in range(0, 100, 5))
    notes = draw_distribution(found, "frequency", bins, look()).layout.annotations
    assert [note.text for note in notes] == ["2·3", "4"]  # two lines at 2.0 and 2.2 of 20 share a label between them
    assert notes[0].x == pytest.approx(2.1)
    assert {note.yanchor for note in notes} == {"bottom"}


@pytest.mark.parametrize(("value", "place"), [(0, 0), (5, 0.5), (10, 1), (25, 1.5), (99, 2)])
def test_place_on_an_axis_of_equal_classes(value: float, place: float) -> None:
    assert place_of(value, ((0, 10, 1), (10, 40, 1))) == place


def test_months_are_stacked_by_tier_with_the_names_beside() -> None:
    import pandas as pd

    rows = [
        (date(2024, month, 1), code, Decimal(value))
        for month in (1, 2)
        for code, value in (
            ("key", 500),
            ("important", 300),
            ("small", 100),
            ("unprofitable", -20),
            ("unassigned", 60),
            ("inactive", 7),
            ("excluded", 3),
        )
    ]
    monthly = pd.DataFrame(rows, columns=["month", "tier", "revenue"])
    found = Overview(
        BASIS, (Kpi("revenue", None, None, None, ()),), a_pyramid(), monthly, None, None, None, None, monthly
    )
    figure = draw_monthly(found, look())
    assert [trace.name for trace in figure.data][:2] == ["Key", "Important"]
    assert (list(figure.data[0].x), list(figure.data[0].y)) == (["Jan 2024", "Feb 2024"], [500, 500])
    assert "Key" in texts(figure)
    assert "Ordinary" not in texts(figure)  # it brought nothing in the last month
    assert (figure.data[-1].name, list(figure.data[-1].y)) == ("Others", [70, 70])  # a bar holds the whole month
    assert list(figure.layout.xaxis.ticktext) == ["Jan<br>2024", "Feb<br>2024"]


@pytest.mark.parametrize(
    ("highest", "lowest", "ticks"),
    [
        (960, -20, [0, 250, 500, 750]),
        (960, -300, [-250, 0, 250, 500, 750]),
        (4_100_000, 0, [0, 2_000_000, 4_000_000]),
        (0.5, 0, [0]),
        (0, -5, [0]),
    ],
)
def test_round_ticks(highest: float, lowest: float, ticks: list[float]) -> None:
    assert round_ticks(highest, lowest, 4) == ticks


@pytest.mark.parametrize(
    ("amount", "english", "chinese"),
    [
        (0, "¥0", "¥0"),
        (500_000, "¥500k", "¥50万"),
        (1_250_000, "¥1.25M", "¥125万"),
        (3200, "¥3.2k", "¥3,200"),
        (100, "¥100", "¥100"),
    ],
)
def test_ticks_hold_no_idle_zeros(amount: int, english: str, chinese: str) -> None:
    assert look().tick(amount) == english
    assert Look(words_for("zh"), "light", "CNY", {}).tick(amount) == chinese
