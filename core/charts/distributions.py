"""How recency, frequency and money are spread, with the boundaries of the scores."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from core.charts.template import Look, figure, hovers
from core.metrics.results import Rfm

if TYPE_CHECKING:
    import plotly.graph_objects as go

HEIGHT = 230
LABEL_ROOM = 1 / 14  # of the width: what a label takes
Bins = tuple[tuple[float, float, int], ...]


def draw_distribution(found: Rfm, dimension: str, bins: Bins, look: Look) -> go.Figure:
    """Bars of equal width, one per class of values; accent lines where a score begins.

    `dimension`: recency, frequency or monetary; `bins` as in `core.metrics.scoring.rfm_histograms`.
    """
    import plotly.graph_objects as go

    t = look.words
    made = figure(look, HEIGHT, hovermode="closest")
    made.add_trace(
        go.Bar(
            x=[place + 0.5 for place in range(len(bins))],
            y=[customers for _, _, customers in bins],
            width=0.92,
            marker={"color": look.colour("important"), "cornerradius": 2},
            hovertext=[
                hovers(
                    f"{_edge(low, dimension, look)} – {_edge(high, dimension, look)}",
                    t.plural("{count} customer", "{count} customers", customers),
                )
                for low, high, customers in bins
            ],
            hovertemplate="%{hovertext}<extra></extra>",
        )
    )
    _boundaries(made, found, dimension, bins, look)
    edges = [low for low, _, _ in bins] + ([bins[-1][1]] if bins else [])
    every = max(1, len(bins) // 4)
    ticks = list(range(0, len(edges), every))
    made.update_xaxes(
        tickvals=ticks,
        ticktext=[_tick(edges[place], dimension, look) for place in ticks],
        range=[-0.2, len(bins) + 0.2],
        tickangle=0,
    )
    few = max((customers for _, _, customers in bins), default=0) < 4
    made.update_yaxes(nticks=4, tickformat=",d", dtick=1 if few else None)
    made.update_layout(margin={"t": 24, "l": 4, "r": 8, "b": 4})
    return made


def _boundaries(made: go.Figure, found: Rfm, dimension: str, bins: Bins, look: Look) -> None:
    """A line where each better score begins, with the score above it; lines too close for that share a label."""
    starts = _starts(found.boundaries.get(dimension[0], {}), dimension)
    places = [(place_of(float(value), bins), str(score)) for score, value in starts]
    for place, _ in places:
        made.add_shape(
            type="line",
            x0=place,
            x1=place,
            y0=0,
            y1=1,
            yref="paper",
            line={"color": look.accent, "width": 1.5, "dash": "dot"},
        )
    for group in _close(places, len(bins) * LABEL_ROOM):
        made.add_annotation(
            x=sum(place for place, _ in group) / len(group),
            y=1,
            yref="paper",
            yanchor="bottom",
            yshift=1,
            text="·".join(score for _, score in group),
            showarrow=False,
            font={"color": look.accent_text, "size": 12},
        )


def _close(places: list[tuple[float, str]], room: float) -> list[list[tuple[float, str]]]:
    """The places, which go up, in runs that are no further apart than the room."""
    runs: list[list[tuple[float, str]]] = []
    for place, score in places:
        if runs and place - runs[-1][-1][0] <= room:
            runs[-1].append((place, score))
        else:
            runs.append([(place, score)])
    return runs


def _starts(ranges: dict[int, tuple[Decimal, Decimal]], dimension: str) -> list[tuple[int, Decimal]]:
    """Where scores begin, going up the axis; few days are good, so recency meets the best score first."""
    scores = sorted(ranges, reverse=dimension == "recency")[1:]
    return [(score, ranges[score][0]) for score in scores]


def place_of(value: float, bins: tuple[tuple[float, float, int], ...]) -> float:
    """Where a value stands on an axis of equally wide classes, 0 to their number."""
    for place, (low, high, _) in enumerate(bins):
        if value < high:
            return place + max(0.0, min(1.0, (value - low) / (high - low))) if high > low else float(place)
    return float(len(bins))


def _edge(value: float, dimension: str, look: Look) -> str:
    return look.money(value) if dimension == "monetary" else look.words.count(round(value))


def _tick(value: float, dimension: str, look: Look) -> str:
    return look.tick(value) if dimension == "monetary" else look.words.count(round(value))
