"""Satisfaction over time, with how sure it is."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from core.charts import palette
from core.charts.satisfaction import INDICATIVE_BELOW, bar_colour
from core.charts.template import Look, figure, hovers
from core.metrics.results import Satisfaction

if TYPE_CHECKING:
    import plotly.graph_objects as go

TREND_TICKS = 4


def draw_satisfaction_trend(satisfaction: Satisfaction, look: Look) -> go.Figure:
    """The index over time with its interval as a band; the newest value is written at its end."""
    import plotly.graph_objects as go

    trend = satisfaction.trend
    days = [point[0] for point in trend]
    made = figure(look, 220)
    base = bar_colour(look, accented=False)
    made.add_trace(
        go.Scatter(
            x=[*days, *reversed(days)],
            y=[*(point[3] for point in trend), *(point[2] for point in reversed(trend))],
            fill="toself",
            fillcolor=_faded(base),
            mode="none",
            hoverinfo="skip",
        )
    )
    made.add_trace(
        go.Scatter(
            x=days,
            y=[point[1] for point in trend],
            mode="lines+markers",
            line={"color": base, "width": 2},
            marker={
                "size": 8,
                "color": [palette.CARD[look.scheme] if point[4] < INDICATIVE_BELOW else base for point in trend],
                "line": {"color": base, "width": 2},
            },
            hovertext=[_trend_hover(point, look) for point in trend],
            hovertemplate="%{hovertext}<extra></extra>",
        )
    )
    if trend:
        last = trend[-1]
        made.add_annotation(
            x=last[0],
            y=last[1],
            text=f"<b>{look.words.number(last[1])}</b>",
            showarrow=False,
            xanchor="left",
            xshift=10,
        )
    firm = [point for point in trend if point[4] >= INDICATIVE_BELOW] or list(trend)
    low = min([point[2] for point in firm] + [point[1] for point in trend], default=0)
    high = max([point[3] for point in firm] + [point[1] for point in trend], default=100)
    made.update_yaxes(range=[max(0, low - 4), min(104, high + 4)], nticks=4)
    made.update_xaxes(tickvals=days[:: max(1, -(-len(days) // TREND_TICKS))], ticktext=_ticks(days, look), tickangle=0)
    made.update_layout(margin={"r": 48})
    return made


def _trend_hover(point: tuple[date, float, float, float, int], look: Look) -> str:
    day, index, low, high, answers = point
    words = look.words
    return hovers(
        words.month(day),
        f"{words.number(index)} ({words.number(low)}–{words.number(high)})",
        words.plural("{count} answer", "{count} answers", answers),
    )


def _ticks(days: list[date], look: Look) -> list[str]:
    return [look.words.month_in_two_lines(day) for day in days[:: max(1, -(-len(days) // TREND_TICKS))]]


def _faded(colour: str) -> str:
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.16)"
