"""The groups at two dates as streams: the matrix once more, for the eye."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.charts.movement import ALL, HEAD_PX, ROW_PX, cell_hover, counted, direction
from core.charts.palette import BAD, GOOD
from core.charts.template import Look, figure
from core.metrics.movements.movement import Cell, Movement

if TYPE_CHECKING:
    import plotly.graph_objects as go

FLOW_EXTRA_PX = 84  # beside the matrix stands its selector too
NODE_GAP = 0.035
ALPHA = {"same": 0.22, "up": 0.5, "down": 0.5}


def draw_flow(found: Movement, tiers: tuple[str, ...], look: Look, why: str = ALL) -> go.Figure:
    """The same customers as streams from the groups on the left to those on the right; grey are those who stay."""
    import plotly.graph_objects as go

    cells = [cell for cell in found.cells if counted(cell, why)]
    before = [margin.code for margin in found.came if any(cell.moved_from == margin.code for cell in cells)]
    after = [margin.code for margin in found.went if any(cell.moved_to == margin.code for cell in cells)]
    colours = {"same": look.context, "up": GOOD[look.scheme], "down": BAD[look.scheme]}
    kinds = [direction(cell, tiers) for cell in cells]
    made = figure(look, HEAD_PX + ROW_PX * (len(found.came) + 1) + FLOW_EXTRA_PX)
    made.add_trace(
        go.Sankey(
            arrangement="fixed",
            node={
                "x": [0.001] * len(before) + [0.999] * len(after),
                "y": [*_heights(cells, before, why, left=True), *_heights(cells, after, why, left=False)],
                "label": [look.tier(code) for code in (*before, *after)],
                "color": [look.colour(code) for code in (*before, *after)],
                "pad": 8,
                "thickness": 12,
                "line": {"width": 0},
                "hovertemplate": "%{label}<extra></extra>",
            },
            link={
                "source": [before.index(cell.moved_from) for cell in cells],
                "target": [len(before) + after.index(cell.moved_to) for cell in cells],
                "value": [counted(cell, why) for cell in cells],
                "color": [_clear(colours[kind], ALPHA[kind]) for kind in kinds],
                "customdata": [cell_hover(cell, look) for cell in cells],
                "hovertemplate": "%{customdata}<extra></extra>",
            },
            textfont={"color": look.text, "size": 12},
        )
    )
    made.update_layout(margin={"l": 6, "r": 6, "t": 10, "b": 10})
    return made


def _heights(cells: list[Cell], groups: list[str], why: str, *, left: bool) -> list[float]:
    """The middles of the groups of one side from top to bottom, best first."""
    sizes = [
        sum(counted(cell, why) for cell in cells if (cell.moved_from if left else cell.moved_to) == group)
        for group in groups
    ]
    room = 1 - NODE_GAP * (len(groups) - 1)
    scale, top, middles = room / max(sum(sizes), 1), 0.0, []
    for size in sizes:
        middles.append(min(max(top + size * scale / 2, 0.001), 0.999))
        top += size * scale + NODE_GAP
    return middles


def _clear(colour: str, alpha: float) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},{alpha})"
