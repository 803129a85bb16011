"""Charts of the first page: revenue per month by tier."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from core.charts.template import Look, figure
from core.metrics.results import Overview

if TYPE_CHECKING:
    import plotly.graph_objects as go

HEIGHT = 320
LAST_MONTHS = 24
OTHERS = "others"
OPACITY = {"unprofitable": 0.8, OTHERS: 0.45}
MOST_TICKS = 4
FEWEST_PLACES = 6  # a bar stays a bar where there are few months


def draw_monthly(found: Overview, look: Look) -> go.Figure:
    """Stacked bars per month, Key at the bottom; the name of each part beside the newest bar; the last 24 months.

    What belongs to no tier stands on top as one grey part, so that a bar is as high as the month's revenue: customers
    without an order in today's window, lines without a customer, accounts that are no customers.
    """
    import plotly.graph_objects as go

    amounts = monthly_amounts(found)
    months = sorted({month for month, _ in amounts})[-LAST_MONTHS:]
    tiers = [tier.code for tier in found.pyramid.tiers]
    codes = tiers + [code for code in ("unprofitable", OTHERS) if any(amounts.get((month, code)) for month in months)]
    names = [look.words.month(month) for month in months]
    made = figure(look, HEIGHT, barmode="relative", hovermode="x unified")
    for code in codes:
        values = [amounts.get((month, code), Decimal(0)) for month in months]
        made.add_trace(
            go.Bar(
                x=names,
                y=[float(value) for value in values],
                name=look.tier(code),
                marker={"color": look.colour(code), "opacity": OPACITY.get(code, 1)},
                customdata=[look.money(value) for value in values],
                hovertemplate="%{customdata}",
            )
        )
    _names(made, [amounts.get((months[-1], code), Decimal(0)) for code in codes] if months else [], codes, look)
    _axes(made, months, look)
    return made


def monthly_amounts(found: Overview) -> dict[tuple[date, str], Decimal]:
    """The revenue per month and tier; all that belongs to no tier under `OTHERS`."""
    shown = {"unprofitable", *(tier.code for tier in found.pyramid.tiers)}
    table = found.monthly
    amounts: dict[tuple[date, str], Decimal] = {}
    for month, code, value in zip(table["month"], table["tier"], table["revenue"], strict=True):
        place = (month, code if code in shown else OTHERS)
        amounts[place] = amounts.get(place, Decimal(0)) + value
    return amounts


def _names(made: go.Figure, last: list[Decimal], codes: list[str], look: Look) -> None:
    """The tier's name beside its part of the last bar, where the part is high enough to be named."""
    total = sum((value for value in last if value > 0), Decimal(0))
    below = Decimal(0)
    for code, value in zip(codes, last, strict=False):
        if value > 0 and total and value / total > Decimal("0.045"):
            made.add_annotation(
                xref="paper", x=1, xanchor="left", xshift=2, y=float(below + value / 2), text=look.tier(code),
                showarrow=False, font={"size": 12, "color": look.text},
            )  # fmt: skip
        below += max(value, Decimal(0))


def _axes(made: go.Figure, months: list[date], look: Look) -> None:
    t = look.words
    every = max(1, (len(months) + MOST_TICKS - 1) // MOST_TICKS)
    ticks = list(range(len(months) - 1, -1, -every))[::-1]
    first = min(-0.6, len(months) - FEWEST_PLACES - 0.6)
    names = [t.month_in_two_lines(months[place]) for place in ticks]
    made.update_xaxes(
        type="category", tickvals=ticks, ticktext=names, range=[first, len(months) - 0.4], tickangle=0
    )  # fmt: skip
    made.update_layout(margin={"l": 4, "r": 112, "t": 22, "b": 4})
    money_axis(made, look)


def money_axis(made: go.Figure, look: Look, steps: int = 4) -> None:
    """Round ticks on the y axis, worded in the reader's language, the highest one with the unit."""
    stacked: dict[float, float] = {}
    lowest: dict[float, float] = {}
    for trace in made.data:
        for across, value in zip(trace.x, trace.y, strict=True):
            into = stacked if value >= 0 else lowest
            into[across] = into.get(across, 0.0) + value
    ticks = round_ticks(max(stacked.values(), default=0.0), min(lowest.values(), default=0.0), steps)
    made.update_yaxes(tickvals=ticks, ticktext=[look.tick(Decimal(str(tick))) for tick in ticks])


def round_ticks(highest: float, lowest: float, steps: int) -> list[float]:
    """Round numbers from at or under `lowest` (at most 0) to at most `highest`, about `steps` of them above 0."""
    if highest <= 0:
        return [0.0]
    raw = highest / steps
    size = 10 ** (len(str(int(raw))) - 1) if raw >= 1 else 1.0
    step = next((size * factor for factor in (1, 2, 2.5, 5) if size * factor >= raw), size * 10)
    ticks = [step * place for place in range(int(highest // step) + 1)]
    return ([-step] if lowest < -step / 2 else []) + ticks
