"""Segments of the reader's own, month by month."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from math import ceil
from typing import TYPE_CHECKING, Literal

from core.charts import palette
from core.charts.overview import money_axis
from core.charts.template import Look, figure, shortened, text_width
from core.targets.own_segments import OTHER, OwnSegments

if TYPE_CHECKING:
    import plotly.graph_objects as go

Measure = Literal["customers", "month_revenue"]
HEIGHT = 340
FEWEST_PLACES = 6
NAMED_FROM = 0.05
NAME_LETTERS, NAME_GAP_PX = 20, 8
PHONE_PX, AXIS_PX, TICK_PX = 320, 44, 44  # the chart on a phone, the room for its amounts, for the name of a month
HUES: dict[palette.Scheme, tuple[str, ...]] = {
    "light": ("#1F3B8C", "#2A9D8F", "#E8960C", "#3F6FD9", "#B4531C", "#63BFA9", "#8DB0EE", "#D97B29"),
    "dark": ("#C9D8FF", "#35C7A0", "#FFC152", "#86A9F7", "#E0662E", "#22776A", "#4A73D1", "#D49A4A"),
}


def segment_colour(look: Look, place: int, name: str) -> str:
    """The colour of the segment at a place (from 0); grey for the rest."""
    hues = HUES[look.scheme]
    return palette.CONTEXT[look.scheme] if name == OTHER else hues[place % len(hues)]


def draw_own_segments(
    months: Sequence[date], found: Sequence[OwnSegments], names: Sequence[str], measure: Measure, look: Look
) -> go.Figure:
    """Stacked bars per month, the first segment at the bottom, the rest in grey on top; `customdata`: the segment.

    `names`: what the segments are called, in their order. Customers are counts, revenue is that of the month.
    """
    import plotly.graph_objects as go

    t = look.words
    shown = [t.month(month) for month in months]
    made = figure(look, HEIGHT, barmode="relative")
    for place, name in enumerate(names):
        values = [getattr(one.results[place], measure) for one in found]
        code = found[-1].results[place].name
        told = [t.count(value) if measure == "customers" else look.money(value) for value in values]
        made.add_trace(
            go.Bar(
                x=shown,
                y=[float(value) for value in values],
                name=name,
                marker={"color": segment_colour(look, place, code), "opacity": 0.5 if code == OTHER else 1},
                customdata=[[code, text] for text in told],
                hovertemplate=f"{name}<br>%{{x}}: %{{customdata[1]}}<extra></extra>",
            )
        )
    room = _named(made, found[-1], names, measure, look)
    first = min(-0.6, len(months) - FEWEST_PLACES - 0.6)
    places = max(len(months), FEWEST_PLACES)
    fitting = max((PHONE_PX - AXIS_PX - room) // TICK_PX, 1)  # names of months that a phone has room for
    ticks = list(range(len(months) - 1, -1, -max(1, ceil(places / min(fitting, 4)))))[::-1]
    texts = [t.month_in_two_lines(months[place]) for place in ticks]
    made.update_xaxes(type="category", tickvals=ticks, ticktext=texts, range=[first, len(months) - 0.4], tickangle=0)
    made.update_layout(margin={"l": 4, "r": room, "t": 22, "b": 4})
    if measure == "month_revenue":
        money_axis(made, look)
    else:
        made.update_yaxes(tickformat=",d", nticks=5)
    return made


def _named(made: go.Figure, last: OwnSegments, names: Sequence[str], measure: Measure, look: Look) -> int:
    """The name of each segment beside its part of the last bar, where that is high enough; gives the room they take."""
    room = NAME_GAP_PX
    values = [max(Decimal(getattr(one, measure)), Decimal(0)) for one in last.results]
    total, below = sum(values), Decimal(0)
    for name, value in zip(names, values, strict=True):
        if total and float(value / total) > NAMED_FROM:
            written = shortened(name, NAME_LETTERS)
            room = max(room, text_width(written) + NAME_GAP_PX)
            made.add_annotation(
                xref="paper", x=1, xanchor="left", xshift=2, y=float(below + value / 2), showarrow=False, align="left",
                text=written, font={"size": 12, "color": look.text},
            )  # fmt: skip
        below += value
    return room
