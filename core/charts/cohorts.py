"""The cohort grid: how many of each month's new customers came back, month after month."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from core.charts.palette import CARD, FAINT, TIERS, mixed, text_on
from core.charts.template import Look, figure, hovers
from core.metrics.relationships.cohorts import Cohort, Cohorts

if TYPE_CHECKING:
    import plotly.graph_objects as go

ROW_PX, HEAD_PX = 25, 40
MONTHS_AFTER = 12
MEAN = "mean"


def draw_cohorts(found: Cohorts, look: Look, *, by_revenue: bool, picked: str | None = None) -> go.Figure:
    """One row per cohort, newest first, and one for all of them on top; one square per month after the first.

    Squares: the share of the cohort with an order in that month, or its revenue as a share of the first month's, the
    stronger the higher; beside the cohort stands its size. Points carry the cohort ("2024-05") in `customdata`.
    """
    import plotly.graph_objects as go

    rows: list[Cohort | None] = [None, *reversed(found.cohorts)]
    across = min(MONTHS_AFTER, max((len(one.months) - 1 for one in found.cohorts), default=0))
    shares = {
        (place, after): share
        for place, one in enumerate(rows)
        for after in range(1, across + 1)
        if (share := _share(found, one, after, by_revenue=by_revenue)) is not None
    }
    strongest = max(shares.values(), default=0.0) or 1.0
    fills = {cell: _fill(look, share, strongest) for cell, share in shares.items()}
    shapes = _row_shapes(rows, across, look, picked) + [_square(cell, fill) for cell, fill in fills.items()]
    made = figure(look, HEAD_PX + ROW_PX * len(rows), hovermode="closest", clickmode="event+select", shapes=shapes)
    texts = {cell: look.words.number(share * 100, 0) for cell, share in shares.items()}
    made.add_trace(
        go.Scatter(
            x=[after for _, after in texts],
            y=[place for place, _ in texts],
            mode="markers+text",
            marker={"size": ROW_PX, "opacity": 0, "symbol": "square"},
            selected={"marker": {"opacity": 0}},
            unselected={"marker": {"opacity": 0}, "textfont": {}},
            text=list(texts.values()),
            textfont={"size": 11, "color": [text_on(fills[cell]) for cell in texts]},
            customdata=[_code(rows[place]) for place, _ in texts],
            hovertext=[_hover(rows[place], after, share, look) for (place, after), share in shares.items()],
            hovertemplate="%{hovertext}<extra></extra>",
        )
    )
    _axes(made, rows, across, look, by_revenue=by_revenue)
    return made


def _share(found: Cohorts, one: Cohort | None, after: int, *, by_revenue: bool) -> float | None:
    if one is None:
        return found.mean_retention(after, by_revenue=by_revenue)
    if after >= len(one.months):
        return None
    return one.revenue_retention(after) if by_revenue else one.retention(after)


def _fill(look: Look, share: float, strongest: float) -> str:
    part = max(min(share / strongest, 1.0), 0.0) ** 0.8
    return mixed(TIERS[look.scheme][1], CARD[look.scheme], 0.06 + 0.74 * part)


def _square(cell: tuple[int, int], fill: str) -> dict[str, Any]:
    y, x = cell
    return {
        "type": "rect", "x0": x - 0.48, "x1": x + 0.48, "y0": y - 0.46, "y1": y + 0.46, "fillcolor": fill,
        "line": {"width": 0}, "layer": "below",
    }  # fmt: skip


def _row_shapes(rows: list[Cohort | None], across: int, look: Look, picked: str | None) -> list[dict[str, Any]]:
    """A faint band behind the row of all, an outline round the picked one."""
    whole = {"type": "rect", "x0": 0.5, "x1": across + 0.5}
    band = whole | {"y0": -0.5, "y1": 0.5, "fillcolor": FAINT[look.scheme], "line": {"width": 0}, "layer": "below"}
    outlines = [
        whole | {"y0": place - 0.5, "y1": place + 0.5, "line": {"color": look.accent, "width": 2}}
        for place, one in enumerate(rows)
        if one and _code(one) == picked
    ]
    return [band, *outlines]


def _code(one: Cohort | None) -> str:
    return f"{one.month:%Y-%m}" if one else ""


def _hover(one: Cohort | None, after: int, share: float, look: Look) -> str:
    t = look.words
    later = t.plural("{count} month later", "{count} months later", after)
    if one is None:
        return hovers(f"{t('all cohorts')}, {later}", t.share(share))
    customers, revenue = one.months[after]
    counted = t.plural("{count} customer", "{count} customers", customers)
    return hovers(f"{t.month(one.month)}, {later}", t.named(t.share(share), f"{counted}, {look.money(revenue)}"))


def _axes(made: go.Figure, rows: list[Cohort | None], across: int, look: Look, *, by_revenue: bool) -> None:
    all_name = f"<b>{look.words('all cohorts')}</b>"
    names = [all_name, *(_name(one, look, by_revenue=by_revenue) for one in rows if one)]
    made.update_yaxes(
        range=[len(rows) - 0.5, -0.5], tickvals=list(range(len(rows))), ticktext=names, showgrid=False,
        tickfont={"color": look.text, "size": 12},
    )  # fmt: skip
    made.update_xaxes(
        range=[0.4, max(across, 6) + 0.5], side="top", tickvals=list(range(1, across + 1)), tickangle=0,
        ticktext=[f"+{after}" for after in range(1, across + 1)],
    )  # fmt: skip
    made.update_layout(margin={"l": 4, "r": 4, "t": 4, "b": 4})


def _name(one: Cohort, look: Look, *, by_revenue: bool) -> str:
    size = look.money(one.months[0][1]) if by_revenue else look.words.count(one.customers)
    star = " *" if one.is_first else ""
    return f"{look.words.month(one.month)}{star} <span style='color:{look.muted}'>· {size}</span>"
