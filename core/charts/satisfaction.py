"""Satisfaction: what customers say per dimension, what matters to them, and how it went over time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from core.charts import palette
from core.charts.template import Look, figure, hovers, share_ticks
from core.metrics.results import DimensionIndex, Satisfaction

if TYPE_CHECKING:
    import plotly.graph_objects as go

INDICATIVE_BELOW = 30
"""Under so many answers a figure is indicative: it is drawn hollow."""
ROW_PIXELS = 34
MAP_PIXELS = 380
LABEL_WIDTH = 20  # in narrow characters; a Chinese one is as wide as two


def draw_dimensions(satisfaction: Satisfaction, look: Look) -> go.Figure:
    """One bar per dimension, best first, with its 95 % interval; the weakest stands out. `customdata`: the dimension.

    Indices are 0-100. With fewer than two dimensions nothing stands out.
    """
    import plotly.graph_objects as go

    shown = sorted(satisfaction.dimensions, key=lambda one: (one.index, one.dimension))
    codes = [one.dimension for one in shown]
    weakest = len(shown) > 1
    made = figure(look, max(ROW_PIXELS * len(shown) + 40, MAP_PIXELS))
    made.add_trace(
        go.Bar(
            x=[one.index for one in shown],
            y=codes,
            orientation="h",
            marker={"color": [bar_colour(look, weakest and place == 0) for place in range(len(shown))]},
            customdata=[[one.dimension] for one in shown],
            hovertext=[_dimension_hover(one, look) for one in shown],
            hovertemplate="%{hovertext}<extra></extra>",
            error_x={
                "type": "data",
                "symmetric": False,
                "array": [one.high - one.index for one in shown],
                "arrayminus": [one.index - one.low for one in shown],
                "color": look.context,
                "thickness": 1,
                "width": 3,
            },
        )
    )
    for one in shown:
        made.add_annotation(
            x=min(one.high, 100) + 1.5,
            y=one.dimension,
            text=_label(one, look),
            showarrow=False,
            xanchor="left",
            font={"size": 13},
        )
    made.update_xaxes(range=[0, 112], tickvals=[0, 50, 100], showgrid=True)
    update_dimension_axis(made, codes, look)
    return made


def update_dimension_axis(made: go.Figure, codes: list[str], look: Look) -> None:
    """A vertical axis of dimensions: stored codes as places, names as labels."""
    names = [_wrapped(dimension_name(look, code)) for code in codes]
    made.update_yaxes(
        type="category",
        tickvals=codes,
        ticktext=names,
        showgrid=False,
        tickfont={"color": look.text, "size": 13},
    )


def draw_importance(dimensions: Sequence[DimensionIndex], look: Look) -> go.Figure:
    """Importance against index with the crosshair at the means; `customdata`: the dimension.

    Dimensions without an importance are left out; a figure without points where no importance was given or derived.
    """
    import plotly.graph_objects as go

    shown = [one for one in dimensions if one.importance is not None]
    made = figure(look, MAP_PIXELS)
    if not shown:
        return made
    across = [one.importance or 0.0 for one in shown]
    up = [one.index for one in shown]
    hot = [one.quadrant == "concentrate_here" for one in shown]
    made.add_trace(
        go.Scatter(
            x=across,
            y=up,
            mode="markers+text",
            text=[_wrapped(dimension_name(look, one.dimension)) for one in shown],
            textposition=["bottom center" if one else "top center" for one in hot],
            textfont={"size": 12},
            cliponaxis=False,
            marker={
                "size": 15,
                "symbol": ["diamond" if one else "circle" for one in hot],
                "color": [look.accent if one else bar_colour(look, accented=False) for one in hot],
                "line": {"width": 1, "color": palette.CARD[look.scheme]},
            },
            customdata=[[one.dimension] for one in shown],
            hovertext=[_dimension_hover(one, look) for one in shown],
            hovertemplate="%{hovertext}<extra></extra>",
            selected={"marker": {"opacity": 1}},
            unselected={"marker": {"opacity": 0.45}},
        )
    )
    centre = (sum(across) / len(across), sum(up) / len(up))
    spans = (_span(across), _span(up))
    _add_crosshair(made, look, centre, spans)
    return made


def _add_crosshair(
    made: go.Figure, look: Look, centre: tuple[float, float], spans: tuple[tuple[float, float], tuple[float, float]]
) -> None:
    made.add_vline(x=centre[0], line={"color": look.context, "width": 1, "dash": "dot"})
    made.add_hline(y=centre[1], line={"color": look.context, "width": 1, "dash": "dot"})
    corners = {
        "keep_up": (1, 1, "right", "top"),
        "concentrate_here": (1, 0, "right", "bottom"),
        "low_priority": (0, 0, "left", "bottom"),
        "possible_overkill": (0, 1, "left", "top"),
    }
    for code, (x, y, xanchor, yanchor) in corners.items():
        colour = look.accent_text if code == "concentrate_here" else look.muted
        made.add_annotation(
            xref="paper",
            yref="paper",
            x=x,
            y=y,
            text=f"<b>{look.words.code('quadrant', code)}</b>",
            showarrow=False,
            xanchor=xanchor,
            yanchor=yanchor,
            font={"color": colour, "size": 12},
        )
    made.update_xaxes(
        range=spans[0], **share_ticks(*spans[0], look), title=look.words("Importance (share of weight) →")
    )
    made.update_yaxes(range=spans[1], showgrid=False, nticks=4, title=look.words("Satisfaction index →"))


def dimension_name(look: Look, code: str) -> str:
    """What a dimension is called: its label where it is one of ours, else as the survey has it."""
    return look.words.code("dimension", code)


def _dimension_hover(one: DimensionIndex, look: Look) -> str:
    words = look.words
    lines = [
        dimension_name(look, one.dimension),
        words("{index} (95 % interval {low} to {high})", **_numbers(one, look)),
        words.plural("{count} answer", "{count} answers", one.answers),
    ]
    if one.importance is not None:
        lines.append(words("importance {share}", share=words.share(one.importance)))
    return hovers(*lines)


def _numbers(one: DimensionIndex, look: Look) -> dict[str, str]:
    return {name: look.words.number(getattr(one, name)) for name in ("index", "low", "high")}


def _label(one: DimensionIndex, look: Look) -> str:
    note = f" <i>n={one.answers}</i>" if one.answers < INDICATIVE_BELOW else ""
    return f"<b>{look.words.number(one.index)}</b>{note}"


def bar_colour(look: Look, accented: bool) -> str:
    """The blue of what is shown, or the accent of what to look at."""
    return look.accent if accented else palette.TIERS[look.scheme][1]


def _span(values: list[float]) -> tuple[float, float]:
    room = (max(values) - min(values)) * 0.22 or 0.1 * abs(values[0]) or 1.0
    return min(values) - room, max(values) + room


def _wrapped(text: str) -> str:
    """A long question is cut, so that bars keep their room; the whole stands in the hover card."""
    room = LABEL_WIDTH
    for place, character in enumerate(text):
        room -= 2 if character > "\u2e80" else 1
        if room < 0:
            return text[:place].rstrip() + "…"
    return text
