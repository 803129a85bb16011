"""How customers passed from stage to stage: a square per passage, what got better and worse in colour."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from core.charts.palette import BAD, CARD, CONTEXT, GOOD, mixed
from core.charts.template import Look, figure, hovers
from core.metrics.relationships.stage_flow import NOT_YET, Passage, StageFlow
from core.metrics.relationships.stages import STAGES

if TYPE_CHECKING:
    import plotly.graph_objects as go

BEFORE = (NOT_YET, *STAGES)
ROW_PX, HEAD_PX = 46, 36
PALEST = 0.16
FALLING = ("declining", "lost")


def direction(before: str, now: str) -> int:
    """1 where a relationship began, grew or came back, -1 where it declines or was lost, 0 where it stayed."""
    if before == now:
        return 0
    if now in FALLING:
        return 1 if (before, now) == ("lost", "declining") else -1
    return 1 if before in (NOT_YET, *FALLING) or STAGES.index(now) > STAGES.index(before) else -1


def passage_code(one: Passage) -> str:
    """What a pick of a passage is called: "passage stable declining"."""
    return f"passage {one.before} {one.now}"


def draw_stage_flow(found: StageFlow, look: Look, picked: str | None = None) -> go.Figure:
    """Rows: where customers stood; columns: where they stand; the number of customers in each square.

    Green: better, red: worse, grey: the same; stronger where more customers are. Points carry the code of the
    passage in `customdata`, the picked one is outlined.
    """
    import plotly.graph_objects as go

    cells = {(one.before, one.now): one for one in found.passages}
    rows = [before for before in BEFORE if any(before == one.before for one in found.passages)]
    most = max((one.customers for one in found.passages if one.before != one.now), default=1)
    squares = [_square(rows, one, look, most, picked) for one in found.passages]
    made = figure(look, HEAD_PX + ROW_PX * len(rows), hovermode="closest", clickmode="event+select", shapes=squares)
    made.add_trace(
        go.Scatter(
            x=[STAGES.index(now) for _, now in cells],
            y=[rows.index(before) for before, _ in cells],
            mode="markers+text",
            marker={"size": 40, "opacity": 0, "symbol": "square"},
            selected={"marker": {"opacity": 0}},
            unselected={"marker": {"opacity": 0}, "textfont": {}},
            text=[f"<b>{look.words.count(one.customers)}</b>" for one in cells.values()],
            textfont={"size": 13, "color": look.text},
            customdata=[passage_code(one) for one in cells.values()],
            hovertext=[_hover(one, look) for one in cells.values()],
            hovertemplate="%{hovertext}<extra></extra>",
        )
    )
    t = look.words
    names = [t.code("stage", code) for code in STAGES]
    made.update_xaxes(
        range=[-0.5, len(STAGES) - 0.5], tickvals=list(range(len(STAGES))), ticktext=names, side="top",
        tickfont={"color": look.text},
    )  # fmt: skip
    made.update_yaxes(
        range=[len(rows) - 0.5, -0.5], tickvals=list(range(len(rows))), showgrid=False,
        ticktext=[t.code("earlier_stage", code) for code in rows], tickfont={"color": look.text},
    )  # fmt: skip
    made.update_layout(margin={"l": 4, "r": 4, "t": HEAD_PX - 8, "b": 4})
    return made


def _square(rows: list[str], one: Passage, look: Look, most: int, picked: str | None) -> dict[str, Any]:
    way = direction(one.before, one.now)
    hue = {1: GOOD, -1: BAD, 0: CONTEXT}[way][look.scheme]
    part = PALEST + (0.5 - PALEST) * min(one.customers / most, 1) ** 0.5 if way else PALEST
    x, y = STAGES.index(one.now), rows.index(one.before)
    is_picked = picked == passage_code(one)
    return {
        "type": "rect", "x0": x - 0.47, "x1": x + 0.47, "y0": y - 0.45, "y1": y + 0.45, "layer": "below",
        "fillcolor": mixed(hue, CARD[look.scheme], part),
        "line": {"color": look.accent, "width": 3 if is_picked else 0},
    }  # fmt: skip


def _hover(one: Passage, look: Look) -> str:
    t = look.words
    return hovers(
        f"{t.code('earlier_stage', one.before)} → {t.code('stage', one.now)}",
        t.plural("{count} customer", "{count} customers", one.customers),
    )
