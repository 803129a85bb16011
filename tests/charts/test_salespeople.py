"""What the chart of salespeople shows."""

from __future__ import annotations

from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from core.charts.salespeople import draw_salespeople
from core.charts.template import Look
from core.text import words_for


def person(name: str, revenue: int, before: int) -> Any:
    return SimpleNamespace(
        name=name, customers=1, revenue=Decimal(revenue), revenue_before=Decimal(before), is_silent=False, change=0.5
    )


def test_bars_take_the_room_that_is_there() -> None:
    found: Any = SimpleNamespace(people=[person("Ann", 300, 400), person("Ben", 100, 50), person("Cid", -20, 10)])
    made = draw_salespeople(found, Look(words_for("en"), "light", "CNY", {}), None)
    assert list(made.layout.xaxis.range) == [-20, 400], "from what was lost to the longest of bars and marks"
