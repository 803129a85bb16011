"""The R x F grid, the segments as areas, and the distributions with their boundaries."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from core.charts.palette import CARD, SEGMENTS, mixed, text_on
from core.charts.template import Look, figure, hovers
from core.metrics.results import Rfm, Segment

if TYPE_CHECKING:
    import plotly.graph_objects as go

FIVE = range(1, 6)
GRID_HEIGHT = 430
PALEST = 0.22  # how much of the segment's colour an empty cell still has


def draw_grid(found: Rfm, segment_of: dict[tuple[int, int], str], look: Look, picked: str | None = None) -> go.Figure:
    """One square per (R, F): the customers in it, coloured by segment, stronger where more customers are.

    Points carry "RF" (as "54") in `customdata`. `picked`: such a cell, or a segment whose cells are all outlined.
    """
    most = max((customers for customers, _ in found.grid.values()), default=0) or 1
    cells = [(r, f) for r in FIVE for f in FIVE]
    fills = {cell: _fill(look, segment_of[cell], _customers(found, cell), most) for cell in cells}
    squares = [_square(cell) | {"fillcolor": fills[cell], "line": {"width": 0}, "layer": "below"} for cell in cells]
    outlines = [
        _square(cell) | {"line": {"color": look.accent, "width": 3}}
        for cell in cells
        if picked in (f"{cell[0]}{cell[1]}", segment_of[cell])
    ]
    made = figure(
        look, GRID_HEIGHT, hovermode="closest", clickmode="event+select", shapes=squares + outlines,
        annotations=_segment_names(segment_of, look, fills),
    )  # fmt: skip
    _cell_points(made, found, segment_of, look, fills)
    t = look.words
    made.update_xaxes(range=[0.5, 5.5], tickvals=list(FIVE), title=t("F: orders more often →"), title_standoff=6)
    made.update_yaxes(range=[0.5, 5.5], tickvals=list(FIVE), showgrid=False, title=t("R: bought more recently →"))
    return made


def _square(cell: tuple[int, int]) -> dict[str, Any]:
    r, f = cell
    return {"type": "rect", "x0": f - 0.48, "x1": f + 0.48, "y0": r - 0.48, "y1": r + 0.48}


def _customers(found: Rfm, cell: tuple[int, int]) -> int:
    return found.grid.get(cell, (0, Decimal(0)))[0]


def _fill(look: Look, segment: str, customers: int, most: int) -> str:
    part = PALEST + (1 - PALEST) * (customers / most) ** 0.5 if customers else PALEST * 0.5
    return mixed(SEGMENTS[look.scheme][segment], CARD[look.scheme], part)


def _cell_points(
    made: go.Figure, found: Rfm, segment_of: dict[tuple[int, int], str], look: Look, fills: dict[tuple[int, int], str]
) -> None:
    import plotly.graph_objects as go

    cells = list(fills)
    unseen = {"marker": {"opacity": 0}}
    made.add_trace(
        go.Scatter(
            x=[f for _, f in cells],
            y=[r - 0.12 for r, _ in cells],
            mode="markers+text",
            marker={"size": 64, "opacity": 0, "symbol": "square"},
            selected=unseen,
            unselected=unseen | {"textfont": {}},
            text=[f"<b>{look.words.count(_customers(found, cell))}</b>" for cell in cells],
            textfont={"size": 15, "color": [text_on(fills[cell]) for cell in cells]},
            customdata=[f"{r}{f}" for r, f in cells],
            hovertext=[_cell_hover(found, cell, segment_of[cell], look) for cell in cells],
            hovertemplate="%{hovertext}<extra></extra>",
        )
    )


def _cell_hover(found: Rfm, cell: tuple[int, int], segment: str, look: Look) -> str:
    t = look.words
    customers, monetary = found.grid.get(cell, (0, Decimal(0)))
    share = customers / found.customers if found.customers else 0.0
    return hovers(
        f"R {cell[0]} · F {cell[1]} · {t.code('segment', segment)}",
        t.plural("{count} customer", "{count} customers", customers) + f" ({t.share(share)})",
        look.money(monetary),
    )


def _segment_names(
    segment_of: dict[tuple[int, int], str], look: Look, fills: dict[tuple[int, int], str]
) -> list[dict[str, Any]]:
    """The name once per segment, in its uppermost left cell."""
    first: dict[str, tuple[int, int]] = {}
    for r in reversed(FIVE):
        for f in FIVE:
            first.setdefault(segment_of[r, f], (r, f))
    return [
        {
            "x": f - 0.45, "y": r + 0.45, "xanchor": "left", "yanchor": "top", "showarrow": False, "align": "left",
            "text": _wrapped(look.words.code("segment", segment)),
            "font": {"size": 11, "color": text_on(fills[r, f])},
        }
        for segment, (r, f) in first.items()
    ]  # fmt: skip


def _wrapped(name: str) -> str:
    """A name in at most two short lines."""
    if " " in name:
        first, rest = name.split(" ", 1)
        return f"{first}<br>{rest.replace(' ', chr(160))}"
    return f"{name[:4]}<br>{name[4:]}" if len(name) > 5 and not name.isascii() else name


def draw_segments(found: Rfm, look: Look, *, by_value: bool, picked: str | None = None) -> go.Figure:
    """The segments as areas, by customers or by money. The id of an area is its segment."""
    import plotly.graph_objects as go

    shown = [segment for segment in found.segments if segment.customers]
    colours = [SEGMENTS[look.scheme][segment.code] for segment in shown]
    made = figure(look, GRID_HEIGHT)
    made.add_trace(
        go.Treemap(
            ids=[segment.code for segment in shown],
            labels=[look.words.code("segment", segment.code) for segment in shown],
            parents=[""] * len(shown),
            values=[max(float(segment.monetary), 0) if by_value else segment.customers for segment in shown],
            text=[_area_text(segment, look, by_value=by_value) for segment in shown],
            texttemplate="<b>%{label}</b><br>%{text}",
            hovertext=[_segment_hover(segment, look) for segment in shown],
            hovertemplate="%{hovertext}<extra></extra>",
            marker={
                "colors": colours,
                "cornerradius": 4,
                "pad": {"t": 0, "l": 0, "r": 0, "b": 0},  # there is no head above them to make room for
                "line": {
                    "color": [look.accent if segment.code == picked else CARD[look.scheme] for segment in shown],
                    "width": [3 if segment.code == picked else 1 for segment in shown],
                },
            },
            textfont={"color": [text_on(colour) for colour in colours], "size": 13},
            tiling={"pad": 3},
            pathbar={"visible": False},
            sort=True,
        )
    )
    made.update_layout(margin={"l": 0, "r": 0, "t": 0, "b": 0}, uniformtext={"minsize": 9, "mode": "hide"})
    return made


def _area_text(segment: Segment, look: Look, *, by_value: bool) -> str:
    share = segment.monetary_share if by_value else segment.customer_share
    amount = look.money(segment.monetary) if by_value else look.words.count(segment.customers)
    return f"{amount} · {look.words.share(share)}"


def _segment_hover(segment: Segment, look: Look) -> str:
    t = look.words
    return hovers(
        t.code("segment", segment.code),
        t.plural("{count} customer", "{count} customers", segment.customers) + f" ({t.share(segment.customer_share)})",
        f"{look.money(segment.monetary)} ({t.share(segment.monetary_share)})",
        t("last order {days} days ago on average", days=t.number(segment.recency_days, 0)),
        t("{orders} orders each", orders=t.number(segment.frequency)),
    )
