"""Who was won, won back and lost per month."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.charts.palette import CONTEXT, TIERS
from core.charts.template import Look, figure, hovers
from core.metrics.relationships.breadth import Breadth, BreadthMonth

if TYPE_CHECKING:
    import plotly.graph_objects as go

HEIGHT = 300
MOST_TICKS = 4
FEWEST_PLACES = 6
FEW = 4  # so few that ticks between whole customers would be drawn
EVENTS = ("won", "won_back", "lost")


def draw_breadth(found: Breadth, look: Look, picked: str | None = None) -> go.Figure:
    """Bars per month: won and won back above zero, lost below it; months whose past is unknown are left out.

    Points carry "event month" ("won 2024-05") in `customdata`; the picked bar is outlined.
    """
    import plotly.graph_objects as go

    months = [one for one in found.months if one.is_known]
    names = [look.words.month(one.month) for one in months]
    made = figure(look, HEIGHT, barmode="relative", clickmode="event+select", hovermode="closest")
    colours = {"won": TIERS[look.scheme][1], "won_back": TIERS[look.scheme][2], "lost": CONTEXT[look.scheme]}
    for event in EVENTS:
        codes = [f"{event} {one.month:%Y-%m}" for one in months]
        lines = [look.accent if code == picked else "rgba(0,0,0,0)" for code in codes]
        made.add_trace(
            go.Bar(
                x=names,
                y=[getattr(one, event) * (-1 if event == "lost" else 1) for one in months],
                marker={"color": colours[event], "line": {"color": lines, "width": 2}},
                unselected={"marker": {"opacity": 1}},
                customdata=codes,
                hovertext=[_hover(one, look) for one in months],
                hovertemplate="%{hovertext}<extra></extra>",
            )
        )
    _name_the_parts(made, months, look)
    _axes(made, months, look)
    return made


def _name_the_parts(made: go.Figure, months: list[BreadthMonth], look: Look) -> None:
    """The name of each part beside the newest bar, far enough from one another."""
    if not months:
        return
    last = months[-1]
    highest = max(one.won + one.won_back for one in months) + max(one.lost for one in months)
    places = {"won": last.won / 2, "won_back": last.won + last.won_back / 2, "lost": -last.lost / 2}
    places["won_back"] = max(places["won_back"], places["won"] + highest * 0.09)
    places["lost"] = min(places["lost"], places["won"] - highest * 0.09)
    for event, place in places.items():
        made.add_annotation(
            xref="paper", x=1, xanchor="left", xshift=4, y=place, text=look.words.code("breadth", event),
            showarrow=False, font={"size": 12, "color": look.text},
        )  # fmt: skip


def _axes(made: go.Figure, months: list[BreadthMonth], look: Look) -> None:
    every = max(1, -(-len(months) // MOST_TICKS))
    ticks = list(range(len(months) - 1, -1, -every))[::-1]
    made.update_xaxes(
        type="category", tickvals=ticks, tickangle=0,
        range=[min(-0.6, len(months) - FEWEST_PLACES - 0.6), len(months) - 0.4],
        ticktext=[look.words.month_in_two_lines(months[place].month) for place in ticks],
    )  # fmt: skip
    most = max((max(one.won + one.won_back, one.lost) for one in months), default=0)
    made.update_yaxes(zeroline=True, zerolinewidth=1, tickformat=",d", dtick=1 if most <= FEW else None)
    made.update_layout(margin={"l": 4, "r": 76, "t": 8, "b": 4})


def _hover(one: BreadthMonth, look: Look) -> str:
    t = look.words
    counts = [
        t.named(t.code("breadth", event), t.count(getattr(one, event))) for event in ("won", "won_back", "kept", "lost")
    ]
    return hovers(t.month(one.month), *counts)
