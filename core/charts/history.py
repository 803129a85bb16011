"""The tiers at the last month ends: one row of bars per tier, each on a scale of its own. Every bar can be clicked."""

from __future__ import annotations

from math import floor
from typing import TYPE_CHECKING, Any, Literal

from core.charts.template import Look, figure, hovers
from core.metrics.histories.history import History, MonthEnd, TierThen

if TYPE_CHECKING:
    import plotly.graph_objects as go

Shown = Literal["customers", "value", "value_share", "stability"]
SHOWN: tuple[Shown, ...] = ("customers", "value", "value_share", "stability")
ROW_PX, FOOT_PX, LEFT_PX = 78, 44, 112
GAP = 0.2  # of a row, between the rows
TICK_EVERY = 6
PALE = 0.35
FEWEST_PLACES = 8  # a bar stays a bar where there are few month ends
ROOM_ABOVE = 1.12
HIGHEST_FOOT = 0.9  # where the scale of shares begins that are all near 100 %


def code_of(month: MonthEnd, tier: str) -> str:
    """The code behind a bar."""
    return f"{month.month:%Y-%m}|{tier}"


def figure_of(tier: TierThen, shown: Shown) -> float | None:
    """The figure of a tier that is shown; None where it has none."""
    found = getattr(tier, shown)
    return None if found is None else float(found)


def said(figure_: float | None, shown: Shown, look: Look) -> str:
    """A figure as people read it."""
    if shown == "customers":
        return "–" if figure_ is None else look.words.count(int(figure_))
    return look.total(figure_) if shown == "value" else look.words.share(figure_)


def draw_history(found: History, shown: Shown, look: Look, picked: str | None = None) -> go.Figure:
    """A row per tier, best on top, with its newest figure beside it; month ends from left to right.

    Pale bars: the window begins before the data. Points carry "2026-10|key" in `customdata`; the picked one is
    outlined. Who stayed is drawn as a line, on a scale that does not begin at 0.
    """
    tiers = [tier.code for tier in found.months[-1].tiers]
    made = figure(look, ROW_PX * len(tiers) + FOOT_PX, hovermode="closest", clickmode="event+select", bargap=0.25)
    notes = []
    for row, code in enumerate(tiers):
        axis = "y" if row == 0 else f"y{row + 1}"
        bottom = 1 - (row + 1) / len(tiers)
        top = bottom + (1 - GAP) / len(tiers)
        series = [month.tier(code) for month in found.months]
        made.add_trace(_trace(found, series, shown, look, picked, axis))
        made.update_layout({axis.replace("y", "yaxis"): _scale(series, shown, look, (bottom, top))})
        notes.append(_name(series[-1], shown, look, (bottom + top) / 2))
    made.update_layout(annotations=notes, margin={"l": LEFT_PX, "r": 18, "t": 8, "b": 4})
    _months(made, found, look, f"y{len(tiers)}" if len(tiers) > 1 else "y")
    return made


def _trace(
    found: History, series: list[TierThen], shown: Shown, look: Look, picked: str | None, axis: str
) -> go.Bar | go.Scatter:
    import plotly.graph_objects as go

    codes = [code_of(month, tier.code) for month, tier in zip(found.months, series, strict=True)]
    is_picked = [code == picked for code in codes]
    colour = look.colour(series[0].code)
    common: dict[str, Any] = {
        "x": list(range(len(series))),
        "y": [figure_of(tier, shown) for tier in series],
        "yaxis": axis,
        "customdata": codes,
        "hovertext": [_hover(month, tier, look) for month, tier in zip(found.months, series, strict=True)],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
    }
    edge = {
        "color": [look.accent if one else colour for one in is_picked],
        "width": [3 if one else 0 for one in is_picked],
    }
    if shown == "stability":
        marker = {"size": [11 if one else 7 for one in is_picked], "color": colour, "line": edge}
        line = {"color": colour, "width": 2}
        return go.Scatter(mode="lines+markers", line=line, marker=marker, cliponaxis=False, **common)
    pale = [PALE if month.reaches_before_data else 1 for month in found.months]
    del common["selected"], common["unselected"]
    return go.Bar(marker={"color": colour, "opacity": pale, "line": edge}, **common)


def _hover(month: MonthEnd, tier: TierThen, look: Look) -> str:
    t = look.words
    lines = [
        t.plural("{count} customer", "{count} customers", tier.customers),
        t("{value}, {share} of the value", value=look.total(tier.value), share=t.share(tier.value_share)),
    ]
    if tier.cut_value is not None:
        lines.append(t("from {value} per customer", value=look.value(tier.cut_value)))
    if tier.stability is not None:
        lines.append(t("{share} of those of the month end before are still in it", share=t.share(tier.stability)))
    if month.reaches_before_data:
        lines.append(t("The window begins before the data."))
    return hovers(f"{look.tier(tier.code)} · {t.day(month.as_of)}", *lines)


def _scale(series: list[TierThen], shown: Shown, look: Look, domain: tuple[float, float]) -> dict[str, Any]:
    """The y axis of a row: its largest figure is the one line of the grid; of shares also where it begins."""
    figures = [one for tier in series if (one := figure_of(tier, shown)) is not None]
    largest, smallest = max(figures, default=0.0), min(figures, default=0.0)
    if shown == "stability":
        low = min(floor(smallest * 10) / 10, HIGHEST_FOOT)
        ticks = {"tickvals": [low, 1], "ticktext": [look.words.share(one, 0) for one in (low, 1)]}
        return {"domain": domain, "range": [low, 1 + 0.1 * (1 - low)]} | ticks
    return {
        "domain": domain,
        "range": [min(smallest, 0) * ROOM_ABOVE, (largest or 1) * ROOM_ABOVE],
        "tickvals": [largest],
        "ticktext": [said(largest, shown, look)],
    }


def _name(newest: TierThen, shown: Shown, look: Look, height: float) -> dict[str, Any]:
    """The tier and its newest figure, to the left of its row."""
    text = f"<b>{look.tier(newest.code)}</b><br>{said(figure_of(newest, shown), shown, look)}"
    return {
        "xref": "paper", "x": 0, "xshift": -LEFT_PX + 4, "xanchor": "left", "yref": "paper", "y": height,
        "yanchor": "middle", "text": text, "align": "left", "showarrow": False,
        "font": {"color": look.text, "size": 13},
    }  # fmt: skip


def _months(made: go.Figure, found: History, look: Look, lowest: str) -> None:
    """Half-yearly marks, counted from the newest month end."""
    count = len(found.months)
    places = list(range(count - 1, -1, -TICK_EVERY))[::-1]
    made.update_xaxes(
        anchor=lowest,
        tickvals=places,
        ticktext=[look.words.month_in_two_lines(found.months[place].month) for place in places],
        tickangle=0,
        range=[min(-0.6, count - FEWEST_PLACES - 0.6), count - 0.4],
    )
