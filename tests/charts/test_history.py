"""The drawing of the tiers at month ends: a row per tier, codes to click, pale bars, scales."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from core.charts.history import code_of, draw_history, said
from core.charts.template import Look
from core.metrics.histories.history import History, MonthEnd, TierThen
from core.metrics.question import Basis
from core.text import words_for

DAYS = (date(2024, 1, 31), date(2024, 2, 29), date(2024, 3, 31))


def tier(code: str, customers: int, value: int, stability: float | None) -> TierThen:
    return TierThen(code, customers, 0.5, Decimal(value), 0.5, Decimal(10), None, stability)


def drawn() -> History:
    months = tuple(
        MonthEnd(
            month=day.replace(day=1),
            as_of=day,
            reaches_before_data=place == 0,
            is_complete=True,
            customers_ranked=3,
            total=Decimal(100),
            tiers=(tier("key", place + 1, 40, None if place == 0 else 1.0), tier("small", 2, 60 * place, 0.74)),
            unprofitable_customers=0,
            unprofitable_value=Decimal(0),
            uncosted_customers=0,
            inactive_customers=0,
            new_customers=0,
            stability=None,
            flows=None,
        )
        for place, day in enumerate(DAYS)
    )
    basis = Basis(DAYS[-1], 2, date(2024, 2, 1), date(2024, 3, 1), False, (), "net", "revenue")
    return History(basis, months, None, two_months_rule=False)


LOOK = Look(words_for("en"), "light", "CNY", {"key": "Key", "small": "Small"})


def test_every_bar_carries_its_month_end_and_tier() -> None:
    found = drawn()
    made = draw_history(found, "customers", LOOK, picked="2024-02|key")
    assert [list(trace.customdata) for trace in made.data] == [
        ["2024-01|key", "2024-02|key", "2024-03|key"],
        ["2024-01|small", "2024-02|small", "2024-03|small"],
    ]
    assert code_of(found.months[1], "key") == "2024-02|key"
    assert list(made.data[0].y) == [1, 2, 3]
    assert list(made.data[0].marker.opacity) == [0.35, 1, 1]
    assert list(made.data[0].marker.line.width) == [0, 3, 0]


def test_each_row_has_its_own_scale_with_its_largest_figure() -> None:
    made = draw_history(drawn(), "value", LOOK)
    assert (list(made.layout.yaxis.ticktext), list(made.layout.yaxis2.ticktext)) == (["¥40"], ["¥120"])
    assert made.layout.yaxis.domain[0] >= made.layout.yaxis2.domain[1]


def test_who_stayed_is_a_line_whose_scale_says_where_it_begins() -> None:
    made = draw_history(drawn(), "stability", LOOK)
    assert made.data[0].type == "scatter"
    assert list(made.data[0].y) == [None, 1.0, 1.0]
    assert list(made.layout.yaxis.ticktext) == ["90 %", "100 %"]
    assert list(made.layout.yaxis2.ticktext) == ["70 %", "100 %"]
    assert said(None, "stability", LOOK) == "–"
