"""A map of the customers: where the found segments lie, seen along the two directions in which they differ most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from core.charts import palette
from core.charts.own_segments import segment_colour
from core.charts.template import Look, figure, hovers, shortened, text_width

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from core.models.clusters.results import FoundSegment, Plane

HEIGHT, LEAST_HEIGHT, AXES_PX = 440, 240, 60
DOT_PX, NAME_PX, NAME_LETTERS = 6, 20, 30
PHONE_PX = 300  # the width of the map on a phone, where names come closest
SYMBOLS = ("circle", "square", "diamond", "triangle-up", "cross", "x", "star", "triangle-down")
TOLD_FROM, MOST_TOLD = 0.4, 3  # a direction is called by the traits with at least this weight


def draw_plane(
    found: Plane, segments: Sequence[FoundSegment], names: Mapping[str, str], look: Look, *, on_phone: bool = False
) -> go.Figure:
    """A dot per customer that is drawn, coloured and shaped by segment, with the segment's name at its middle.

    Both axes have the same scale, so that near is near; they are called by their strongest traits. On a phone, where
    the width says how large the map is, it is no higher than that takes.
    """
    import numpy as np
    import plotly.graph_objects as go

    wide, high = float(np.ptp(found.x)) or 1.0, float(np.ptp(found.y)) or 1.0
    taken = max(round(PHONE_PX * high / wide) + AXES_PX, LEAST_HEIGHT)
    made = figure(look, min(taken, HEIGHT) if on_phone else HEIGHT, hovermode="closest")
    middles = []
    for place, segment in enumerate(segments):
        inside = found.labels == place
        if not inside.any():
            continue
        name = names[segment.code]
        x, y = found.x[inside], found.y[inside]
        colour = segment_colour(look, place, name)
        made.add_trace(
            go.Scatter(
                x=x,
                y=y,
                mode="markers",
                name=name,
                marker={"color": colour, "size": DOT_PX, "opacity": 0.6, "symbol": SYMBOLS[place % len(SYMBOLS)]},
                hovertext=hovers(name, look.words.plural("{count} customer", "{count} customers", segment.customers)),
                hovertemplate="%{hovertext}<extra></extra>",
            )
        )
        middles.append((float(np.median(y)), float(np.median(x)), name, colour))
    for annotation in _names(sorted(middles), max(wide / PHONE_PX, high / HEIGHT), look):
        made.add_annotation(annotation)
    bare: dict[str, Any] = {"showticklabels": False, "zeroline": False, "showgrid": False}
    made.update_xaxes(title=direction(found.across, look), title_standoff=6, **bare)
    made.update_yaxes(title=direction(found.up, look), title_standoff=6, scaleanchor="x", **bare)
    made.update_layout(margin={"l": 4, "r": 4, "t": 8, "b": 4})
    return made


def direction(weights: Sequence[tuple[str, float]], look: Look) -> str:
    """What a direction stands for: "+ Orders, − Days since last order →"."""
    told = [one for one in weights if abs(one[1]) >= TOLD_FROM][:MOST_TOLD] or weights[:1]
    parts = [f"{'+' if weight > 0 else '−'} {look.words.code('column', trait)}" for trait, weight in told]
    return f"{('、' if look.words.language == 'zh' else ', ').join(parts)} →"


def _names(middles: Sequence[tuple[float, float, str, str]], pixel: float, look: Look) -> list[Any]:
    """The names at the middles, lowest first; one that would cover another is moved up. `pixel`: its size there."""
    placed: list[tuple[float, float, int, int]] = []
    made = []
    for y, x, name, colour in middles:
        written = shortened(name, NAME_LETTERS)
        wide = text_width(written)
        near = [
            one for one in placed
            if abs(one[1] - x) < (one[3] + wide) / 2 * pixel and abs(one[0] - y) < NAME_PX * pixel
        ]  # fmt: skip
        shift = max((one[2] for one in near), default=-NAME_PX) + NAME_PX
        placed.append((y, x, shift, wide))
        made.append(
            {"x": x, "y": y, "yshift": shift, "text": f"<b>{written}</b>", "showarrow": False,
             "bgcolor": palette.CARD[look.scheme], "bordercolor": colour, "borderpad": 2, "opacity": 0.92,
             "font": {"size": 12, "color": look.text}}
        )  # fmt: skip
    return made
