"""The map of customers: a dot each, a segment named at its middle, directions called by their strongest traits."""

from __future__ import annotations

import numpy as np

from core.charts.found_segments import draw_distinctions
from core.charts.found_segments_map import direction, draw_plane
from core.charts.template import Look
from core.models.clusters.results import Distinction, FoundSegment, Plane
from core.text.words import words_for

ACROSS = (("order_count", 0.8), ("recency_days", -0.5), ("tenure_days", 0.3))
LOOK = Look(words_for("en"), "light", "CNY", {})


def segment(code: str, customers: int) -> FoundSegment:
    return FoundSegment(code, customers, 0.5, (), (), None, (), 0.0, 0.0, None)


def test_dots_names_and_directions() -> None:
    x, y = np.array([-1.0, 0, 2, 10]), np.array([0.0, 4, 1, 0.2])
    plane = Plane(0.61, ACROSS, ACROSS[2:], x, y, np.array([0, 0, 0, 1]), 7)
    made = draw_plane(plane, (segment("s1", 6), segment("s2", 1)), {"s1": "Often", "s2": "Rare"}, LOOK)
    assert [list(trace.x) for trace in made.data] == [[-1, 0, 2], [10]]
    assert len({(trace.marker.color, trace.marker.symbol) for trace in made.data}) == 2
    # the middles: 0 across and 1 up; 10 across and 0.2 up, which is lower and stands first; far enough from each other
    assert [(one.text, one.x, one.y, one.yshift) for one in made.layout.annotations] == [
        ("<b>Rare</b>", 10, 0.2, 0), ("<b>Often</b>", 0, 1, 0),
    ]  # fmt: skip
    assert made.layout.xaxis.title.text == "+ Orders, − Days since last order →"
    assert made.layout.yaxis.scaleanchor == "x"
    assert direction(ACROSS[2:], Look(words_for("zh"), "dark", "CNY", {})).startswith("+ ")


def test_a_name_that_would_cover_another_is_moved_up() -> None:
    plane = Plane(1, ACROSS, ACROSS, np.array([0.0, 1, 10]), np.array([0.0, 0.1, 10]), np.array([0, 1, 1]), 3)
    close = Plane(1, ACROSS, ACROSS, np.array([0.0, 10, 1]), np.array([0.0, 10, 0.1]), np.array([0, 2, 1]), 3)
    names = {"s1": "Steady", "s2": "Rising", "s3": "Rare"}
    found = tuple(segment(code, 1) for code in names)
    assert {one.yshift for one in draw_plane(plane, found[:2], names, LOOK).layout.annotations} == {0}
    shifts = {one.text: one.yshift for one in draw_plane(close, found, names, LOOK).layout.annotations}
    assert shifts == {"<b>Steady</b>": 0, "<b>Rising</b>": 20, "<b>Rare</b>": 0}


def test_names_cover_each_other_by_their_length_and_as_on_a_phone() -> None:
    """10 units across are 300 px there: 60 px between the middles, 16 px up."""
    plane = Plane(1, ACROSS, ACROSS, np.array([0.0, 0, 2, 10]), np.array([0.0, 0.5, 0.5, 0]), np.array([0, 2, 1, 2]), 4)
    found = tuple(segment(code, 1) for code in ("s1", "s2"))
    for name, shift in (("A", 0), ("Bought less and long ago", 20)):
        made = draw_plane(plane, found, {"s1": name, "s2": name}, LOOK)
        assert [one.yshift for one in made.layout.annotations] == [0, shift]


def test_traits_over_the_squares_keep_a_figure_with_its_unit() -> None:
    apart = (Distinction("months_bought", 1.0, 5, 3), Distinction("recency_days", -0.5, 9, 50))
    segments = (FoundSegment("s1", 6, 0.5, (), apart, None, (), 0.0, 0.0, None),)
    made = draw_distinctions(segments, {"s1": "稳定"}, Look(words_for("zh"), "light", "CNY", {}))
    assert made.layout.xaxis.ticktext == ("近12个月有<br>订单的月数", "距上次下单<br>天数")


def test_on_a_phone_the_map_is_no_higher_than_its_width_takes() -> None:
    flat = Plane(1, ACROSS, ACROSS, np.array([0.0, 10]), np.array([0.0, 8]), np.array([0, 1]), 2)
    tall = Plane(1, ACROSS, ACROSS, np.array([0.0, 10]), np.array([0.0, 80]), np.array([0, 1]), 2)
    found, names = (segment("s1", 1), segment("s2", 1)), {"s1": "A", "s2": "B"}
    heights = [draw_plane(plane, found, names, LOOK, on_phone=True).layout.height for plane in (flat, tall)]
    assert heights == [300, draw_plane(flat, found, names, LOOK).layout.height]  # 300 px across, 240 up
