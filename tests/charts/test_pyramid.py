"""The pyramid, the concentration curve: what is drawn, what can be clicked, what is said."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from core.charts.concentration import draw_concentration
from core.charts.palette import ACCENT, TIERS, Scheme, text_on
from core.charts.pyramid import draw_pyramid
from core.charts.template import Look
from core.metrics.question import Basis
from core.metrics.results import Concentration, Pyramid, Tier
from core.settings import Cut
from core.text import Language, words_for

BASIS = Basis(date(2024, 2, 29), 12, date(2023, 3, 1), date(2024, 2, 1), False, (), "net", "revenue")
CUSTOMERS = {"key": (1, 5000), "important": (19, 3000), "ordinary": (30, 1500), "small": (50, 500)}


def a_pyramid() -> Pyramid:
    tiers = tuple(
        Tier(code, n, n / 100, Decimal(value), value / 10000, value / 12500, Decimal(value) / n)
        for code, (n, value) in CUSTOMERS.items()
    )
    return Pyramid(
        BASIS, 100, Decimal(10000), Decimal(12500), tiers, 2, Decimal(-10), 3, 4, Decimal(2500), 0, Decimal(0), None
    )


def look(language: Language = "en", scheme: Scheme = "light") -> Look:
    return Look(words_for(language), scheme, "CNY", {})


def texts(figure: object) -> str:
    return "\n".join(str(note.text) for note in figure.layout.annotations)  # type: ignore[attr-defined]


def clicks(figure: object) -> list[str]:
    return [code for trace in figure.data if trace.customdata is not None for code in trace.customdata]  # type: ignore[attr-defined]


def test_every_tier_can_be_clicked() -> None:
    assert set(clicks(draw_pyramid(a_pyramid(), Cut(), look()))) == set(CUSTOMERS)


def test_labels_say_rule_customers_share_and_value() -> None:
    said = texts(draw_pyramid(a_pyramid(), Cut(), look()))
    for part in ("<b>Key</b>", "top 1 %", "next 19 %", "last 50 %", "<b>50.0 %</b>", "¥5.00k", "100 customers"):
        assert part in said
    chinese = texts(draw_pyramid(a_pyramid(), Cut(), look("zh")))
    for part in ("<b>重要客户</b>", "前 1%", "其后 19%", "后 50%", "¥5,000", "100 位客户"):
        assert part in chinese


@pytest.mark.parametrize(
    ("cut", "note"),
    [
        (Cut("thresholds", (), (Decimal(5000), Decimal(100), Decimal(20))), "¥5.00k"),
        (Cut("contribution", (5000, 8000, 9500, 10000)), "next 15 % of value"),
        (Cut("share", (150, 2000, 5000, 10000)), "top 1.5 %"),
    ],
)
def test_labels_follow_the_cut(cut: Cut, note: str) -> None:
    assert note in texts(draw_pyramid(a_pyramid(), cut, look()))


def test_slices_narrow_towards_the_best_and_touch_nobody() -> None:
    slices = [trace for trace in draw_pyramid(a_pyramid(), Cut(), look()).data if trace.fill == "toself"]
    widths = [max(trace.x) - min(trace.x) for trace in slices]
    assert widths == sorted(widths)
    assert all(trace.hoverinfo == "skip" for trace in slices)
    assert [trace.fillcolor for trace in slices] == list(TIERS["light"][:4])


def test_bars_stand_for_the_value_share() -> None:
    bars = [shape for shape in draw_pyramid(a_pyramid(), Cut(), look()).layout.shapes if shape.name in CUSTOMERS]
    lengths = [bar.x1 - bar.x0 for bar in bars]
    assert [length / lengths[0] for length in lengths] == pytest.approx([1, 0.6, 0.3, 0.1], abs=0.01)


def test_picked_tier_is_outlined_in_the_accent() -> None:
    slices = [trace for trace in draw_pyramid(a_pyramid(), Cut(), look(), "important").data if trace.fill == "toself"]
    assert [trace.line.color == ACCENT["light"] for trace in slices] == [False, True, False, False]


def test_an_empty_tier_and_a_company_without_value_can_be_drawn() -> None:
    nobody = Tier("key", 0, 0.0, Decimal(0), 0.0, 0.0, None)
    empty = Pyramid(
        BASIS, 0, Decimal(0), Decimal(0), (nobody,) * 4, 0, Decimal(0), 0, 0, Decimal(0), 0, Decimal(0), None
    )
    assert "0.0 %" in texts(draw_pyramid(empty, Cut(), look()))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_can_be_read_on_every_colour(scheme: Scheme) -> None:
    def luminance(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    from core.charts.palette import SEGMENTS

    for colour in (*TIERS[scheme], *SEGMENTS[scheme].values()):
        one, other = sorted((luminance(colour), luminance(text_on(colour))))
        assert (other + 0.05) / (one + 0.05) >= 3.9, colour


def a_curve(values: tuple[float, ...], customers: int = 100) -> Concentration:
    shares = tuple(place / (len(values) - 1) for place in range(len(values)))
    top = {1: 0.1, 5: 0.3, 20: 0.6, 50: 0.9}
    return Concentration(BASIS, customers, Decimal(100), shares, values, 0.5, top, 0.7, 2)


def test_curve_says_its_top_shares() -> None:
    said = texts(draw_concentration(a_curve((0, 0.5, 0.8, 0.95, 1.0)), look()))
    assert "top 20 %: <b>60.0 %</b>" in said
    assert "peak" not in said
    assert list(draw_concentration(a_curve((0, 0.5, 0.8, 0.95, 1.0)), look()).layout.xaxis.ticktext)[:2] == [
        "0 %",
        "20 %",
    ]
    assert "前 20%：<b>60.0%</b>" in texts(draw_concentration(a_curve((0, 0.5, 0.8, 0.95, 1.0)), look("zh")))


def test_of_three_customers_no_fifth_is_marked() -> None:
    said = texts(draw_concentration(a_curve((0, 0.8, 0.95, 1.0), customers=3), look()))
    assert "top 50 %: <b>90.0 %</b>" in said
    assert "top 20 %" not in said


def test_whale_curve_names_its_peak() -> None:
    figure = draw_concentration(a_curve((0, 0.7, 1.2, 1.1, 1.0)), look())
    assert "peak <b>120.0 %</b>" in texts(figure)
    assert figure.layout.yaxis.range[1] > 1.2
