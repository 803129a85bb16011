"""The small chart beside a signal: the months, those of the event in the accent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from core.charts.template import Look, figure, hovers

if TYPE_CHECKING:
    import plotly.graph_objects as go

HEIGHT = 92
FEWEST_PLACES = 12  # so that a bar of few months is still a bar
OPACITY = 0.55
BAND = 0.14
"""The months of the event stand on a band of the accent: it is seen where they are empty too."""


def draw_months(months: Sequence[tuple[date, float]], since: date, look: Look, *, days: bool = False) -> go.Figure:
    """Bars per month; from the month of `since` on in the accent on a band of it, before in grey; `days` or money."""
    import plotly.graph_objects as go

    t = look.words
    names = [t.month(month) for month, _ in months]
    values = [value for _, value in months]
    is_event = [month >= since.replace(day=1) for month, _ in months]
    texts = [t.plural("{count} day", "{count} days", round(value)) if days else look.money(value) for value in values]
    made = figure(look, HEIGHT, bargap=0.2, margin={"l": 0, "r": 0, "t": 4, "b": 0})
    if any(is_event):
        made.add_vrect(
            x0=is_event.index(True) - 0.5, x1=len(names) - 0.5, fillcolor=look.accent, opacity=BAND, line_width=0
        )
    made.add_trace(
        go.Bar(
            x=names,
            y=values,
            marker={
                "color": [look.accent if event else look.context for event in is_event],
                "opacity": [1 if event else OPACITY for event in is_event],
            },
            customdata=texts,
            hovertemplate=hovers("%{x}", "%{customdata}") + "<extra></extra>",
        )
    )
    ends = sorted({0, len(names) - 1}) if names else []
    made.update_xaxes(
        type="category", tickvals=ends, ticktext=[names[place] for place in ends], tickangle=0,
        range=[min(-0.5, len(names) - FEWEST_PLACES - 0.5), len(names) - 0.5],
    )  # fmt: skip
    made.update_yaxes(visible=False)
    return made
