"""Own segments month by month: names beside the last bar take the room they need, months do not cover each other."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import pytest

from core.charts.own_segments import AXIS_PX, PHONE_PX, draw_own_segments
from core.charts.template import Look, text_width
from core.text.words import words_for

LOOK = Look(words_for("zh"), "light", "CNY", {})
MONTHS = [date(2025 + (10 + k) // 12, (10 + k) % 12 + 1, 1) for k in range(12)]


def drawn(names: list[str], months: list[date]) -> Any:
    one = SimpleNamespace(results=[SimpleNamespace(name=name, customers=9, month_revenue=Decimal(9)) for name in names])
    return draw_own_segments(months, [one] * len(months), names, "customers", LOOK)  # type: ignore[list-item]


@pytest.mark.parametrize("names", [["上升中"], ["高价值但不满意"], ["高价值但是已经不太满意的"]])
@pytest.mark.parametrize("count", [2, 6, 12])
def test_on_a_phone_the_bars_keep_the_room_that_names_leave(names: list[str], count: int) -> None:
    made = drawn(names, MONTHS[:count])
    (label,) = made.layout.annotations
    room = made.layout.margin.r
    assert text_width(label.text) < room <= text_width(label.text) + 12
    places = made.layout.xaxis.tickvals
    step = (PHONE_PX - AXIS_PX - room) / max(count, 6)
    apart = [(later - earlier) * step for earlier, later in pairwise(places)]
    assert all(gap >= text_width("2026年") * 12 / 13 for gap in apart), "no month covers the next"
    assert places[-1] == count - 1, "the newest month is named"


def test_twelve_months_with_short_names_are_named_four_times() -> None:
    assert drawn(["上升中", "其余"], MONTHS).layout.xaxis.tickvals == (2, 5, 8, 11)
