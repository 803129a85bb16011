"""The chart of what came of a campaign: a dot and its interval per part, told without colour too."""

from __future__ import annotations

from decimal import Decimal

from core.charts import palette
from core.charts.outcome import draw_outcome
from core.charts.template import Look
from core.targets.outcome import Difference, Part, Side
from core.text.words import words_for

LOOK = Look(words_for("en"), "light", "CNY", {})
SIDE = Side(50, 10, Decimal(1000), None)
PARTS = [
    ("All", Part("", SIDE, SIDE, Difference(0.1, 0.02, 0.18), Difference(5.0, -3.0, 13.0))),
    ("Key", Part("key", SIDE, SIDE, Difference(-0.2, -0.3, -0.1), Difference(0.0, -1.0, 1.0))),
    ("Small", Part("small", SIDE, Side(2, 0, Decimal(0), None))),
]


def test_differences_with_their_intervals() -> None:
    made = draw_outcome(PARTS, "rate", LOOK)
    assert list(made.data[0].x) == [0.1, -0.2]
    assert list(made.data[0].y) == [0, 1]
    assert list(made.data[0].marker.color) == [palette.GOOD["light"], palette.BAD["light"]]
    spans = [(one.x0, one.x1) for one in made.layout.shapes if one.line.width == 4]
    assert spans == [(0.02, 0.18), (-0.3, -0.1)]
    none = [(one.y0, one.y1) for one in made.layout.shapes if one.line.width == 1]
    words = [one.y for one in made.layout.annotations[1:]]
    assert not any(low <= place <= high for low, high in none for place in words), "no line crosses the words"
    texts = [one.text for one in made.layout.annotations]
    assert texts[0] == "no difference"
    assert texts[1].startswith("<b>All</b>  +10.0 points ▲")
    assert texts[2].startswith("<b>Key</b>  −20.0 points ▼")
    assert "too few to compare" in texts[3]
    low, high = made.layout.xaxis.range
    assert low < -0.3
    assert high > 0.18


def test_money_and_nothing() -> None:
    made = draw_outcome(PARTS, "revenue", LOOK)
    assert "+¥5  <span" in made.layout.annotations[1].text
    assert "(−¥3 to +¥13)" in made.layout.annotations[1].text
    assert list(made.data[0].marker.color) == [LOOK.context] * 2
    assert len(draw_outcome(PARTS[2:], "profit", LOOK).data[0].x) == 0
