"""Charts of one customer: its way through the tiers, and its ten criteria."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from core.charts import palette
from core.charts.overview import FEWEST_PLACES, MOST_TICKS, money_axis
from core.charts.template import Look, figure, hovers

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from core.metrics.key_account.key_accounts import Criterion
    from core.metrics.tiering.tier_path import PathPoint

HEIGHT = 300
ROW_HEIGHT = 32
HIGHEST = 5
PALE = 0.5
LETTERS = 4  # bars that a name is as wide as
LAST_NAME_PX = 56  # beside the bars, for the name of a tier that has just begun


def draw_path(points: Sequence[PathPoint], look: Look) -> go.Figure:
    """One bar per month end: its height is the value over the window, its colour the tier; a name where it changes."""
    import plotly.graph_objects as go

    made = figure(look, HEIGHT)
    names = [look.words.month(point.month) for point in points]
    made.add_trace(
        go.Bar(
            x=names,
            y=[float(point.value or 0) for point in points],
            marker={
                "color": [look.colour(point.tier or "") for point in points],
                "opacity": [PALE if point.reaches_before_data else 1 for point in points],
            },
            customdata=[_said(point, look) for point in points],
            hovertemplate="%{customdata}<extra></extra>",
        )
    )
    changes = _changes(points)
    for place, tier in changes:
        made.add_annotation(
            x=place, y=1, yref="paper", yanchor="bottom", xanchor="left", xshift=-10, text=look.tier(tier),
            showarrow=False, font={"size": 12, "color": look.text},
        )  # fmt: skip
    _months_axis(made, points, look)
    money_axis(made, look)
    if changes and len(points) - changes[-1][0] < LETTERS:
        made.update_layout(margin={"r": LAST_NAME_PX})
    return made


def _changes(points: Sequence[PathPoint]) -> list[tuple[int, str]]:
    """Where another tier begins, and which; not where the name before leaves no room."""
    found: list[tuple[int, str]] = []
    before: str | None = None
    for place, point in enumerate(points):
        if point.tier and point.tier != before and (not found or place - found[-1][0] >= LETTERS):
            found.append((place, point.tier))
        before = point.tier
    return found


def _said(point: PathPoint, look: Look) -> str:
    t = look.words
    lines = [t.month(point.month)]
    if point.tier:
        lines.append(look.tier(point.tier))
    lines.append(look.value(point.value))
    lines.append(t.plural("{count} order", "{count} orders", point.order_count))
    if point.recency_days is not None:
        lines.append(t.plural("last order {count} day before", "last order {count} days before", point.recency_days))
    return hovers(*lines)


def _months_axis(made: go.Figure, points: Sequence[PathPoint], look: Look) -> None:
    every = max(1, (len(points) + MOST_TICKS - 1) // MOST_TICKS)
    ticks = list(range(len(points) - 1, -1, -every))[::-1]
    made.update_xaxes(
        type="category", tickvals=ticks, tickangle=0,
        ticktext=[look.words.month_in_two_lines(points[place].month) for place in ticks],
        range=[min(-0.6, len(points) - FEWEST_PLACES - 0.6), len(points) - 0.4],
    )  # fmt: skip
    made.update_layout(margin={"l": 4, "r": 12, "t": 26, "b": 4})


def draw_criteria(criteria: Sequence[Criterion], look: Look) -> go.Figure:
    """One bar per criterion, the first on top: what counts; a mark where the data say something else."""
    import plotly.graph_objects as go

    t = look.words
    shown = list(criteria)[::-1]
    names = [t.code("criterion", each.code) for each in shown]
    made = figure(look, ROW_HEIGHT * len(shown) + 40)
    made.add_trace(
        go.Bar(
            x=[each.rating or 0 for each in shown],
            y=names,
            orientation="h",
            text=["–" if each.rating is None else str(each.rating) for each in shown],
            textposition="outside",
            cliponaxis=False,
            marker={"color": [_rated_by(each, look) for each in shown]},
            hoverinfo="skip",
        )
    )
    apart = [(name, each.computed) for name, each in zip(names, shown, strict=True) if each.difference]
    made.add_trace(
        go.Scatter(
            x=[computed for _, computed in apart],
            y=[name for name, _ in apart],
            mode="markers",
            marker={"symbol": "line-ns", "size": 16, "line": {"width": 3, "color": look.accent}},
            customdata=[hovers(t("The data say {rating}", rating=computed)) for _, computed in apart],
            hovertemplate="%{customdata}<extra></extra>",
        )
    )
    made.update_xaxes(range=[0, HIGHEST + 0.6], tickvals=list(range(1, HIGHEST + 1)), showgrid=True)
    made.update_yaxes(showgrid=False, dtick=1, tickfont={"size": 13, "color": look.text})
    made.update_layout(margin={"l": 4, "r": 8, "t": 8, "b": 8})
    return made


def _rated_by(each: Criterion, look: Look) -> str:
    """Dark where the data speak, lighter where a person does."""
    return palette.TIERS[look.scheme][0 if each.rated is None else 2]
