"""The care plan as a chart: on a phone the words behind the bars leave room for the names before them."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from core.charts.care import LEAST_PX, draw_care
from core.charts.template import Look, text_width
from core.text.words import words_for

LOOK = Look(words_for("zh"), "light", "CNY", {})
LEAST_BARS_PX = 64  # what plotly leaves of a chart whatever its margins are


def person(name: str, overdue: int, due: int, proposed: int) -> Any:
    return SimpleNamespace(name=name, overdue=overdue, due=due, proposed=proposed, listed=overdue + due + proposed)


def test_words_of_a_short_bar_begin_within_the_longest_bar() -> None:
    """88 customers on the first list, 54 on the second, whose words are longer."""
    people = [person("沈维", 68, 0, 20), person("林悦", 26, 8, 20)]
    made = draw_care(SimpleNamespace(people=people), LOOK, None)  # type: ignore[arg-type]
    room = made.layout.margin.r
    ends = [room - 8 - text_width(one.text) + (1 - one.x / 88) * LEAST_PX for one in made.layout.annotations]
    assert min(ends) >= 0, "all words are seen where the bars are as narrow as on a phone"
    name = text_width("销售内勤")
    assert room + made.layout.margin.l + name + LEAST_BARS_PX < 320, "and names of four signs are not cut"
