"""Groups of customers as rows: how many they are beside what they bring. Every bar can be clicked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from core.charts.palette import CONTEXT, SEGMENTS, TIERS
from core.charts.template import Look, figure, hovers
from core.metrics.relationships.relationship import Group

if TYPE_CHECKING:
    import plotly.graph_objects as go

ROW_PX, HEAD_PX = 42, 30
CUSTOMERS_AT, VALUE_AT = (0.0, 0.44), (0.5, 1.0)
ROOM = 2.7  # how much longer the axis is than the longest bar, for the figures behind it
STAGE_LIKE = {"exploring": "new", "forming": "potential_loyalist", "stable": "loyal", "declining": "need_attention"}
Worth = Callable[[Decimal], str]


def group_colours(kind: str, codes: Sequence[str], look: Look) -> list[str]:
    """Stages by meaning: growing greens and blues, declining amber, lost grey; other kinds in steps of one hue."""
    if kind == "stage":
        hues = SEGMENTS[look.scheme]
        return [hues[STAGE_LIKE[code]] if code in STAGE_LIKE else CONTEXT[look.scheme] for code in codes]
    places = range(len(codes)) if kind == "loyalty" else range(len(codes) - 1, -1, -1)
    return [TIERS[look.scheme][min(place, 3)] for place in places]


def draw_groups(
    kind: str,
    groups: Sequence[Group],
    look: Look,
    *,
    worth: Worth,
    worth_name: str,
    picked: str | None = None,
    row_px: int = ROW_PX,
) -> go.Figure:
    """One row per group: its name, a bar of its customers and a bar of its value, each with its share.

    Points carry "kind code" in `customdata`; the picked one is outlined. `worth` writes a value, `worth_name` names it.
    """
    made = figure(
        look,
        row_px * len(groups) + HEAD_PX,
        clickmode="event+select",
        bargap=1 - 0.55 * ROW_PX / row_px,
        hovermode="closest",
    )
    counts = [float(group.customers) for group in groups]
    amounts = [max(float(group.value), 0.0) for group in groups]
    said = [_said(look.words.count(group.customers), group.share, look) for group in groups]
    brought = [_said(worth(group.value), group.value_share, look) for group in groups]
    for axis, values, texts in (("x", counts, said), ("x2", amounts, brought)):
        made.add_trace(_bars(kind, groups, look, picked, worth=worth).update(x=values, text=texts, xaxis=axis))
    made.update_layout(
        xaxis=_axis(CUSTOMERS_AT, counts),
        xaxis2=_axis(VALUE_AT, amounts),
        yaxis={"autorange": "reversed", "showgrid": False, "tickfont": {"size": 13, "color": look.text}},
        margin={"l": 4, "r": 12, "t": 26, "b": 0},
        annotations=[
            _head(CUSTOMERS_AT[0], look.words("Customers"), look),
            _head(VALUE_AT[0], worth_name, look),
        ],
    )
    return made


def _bars(kind: str, groups: Sequence[Group], look: Look, picked: str | None, *, worth: Worth) -> go.Bar:
    import plotly.graph_objects as go

    codes = [f"{kind} {group.code}" for group in groups]
    lines = [look.accent if code == picked else "rgba(0,0,0,0)" for code in codes]
    return go.Bar(
        orientation="h",
        y=[look.words.code(kind, group.code) for group in groups],
        textposition="outside",
        cliponaxis=False,
        textfont={"size": 12, "color": look.text},
        customdata=codes,
        marker={
            "color": group_colours(kind, [group.code for group in groups], look),
            "cornerradius": 3,
            "line": {"color": lines, "width": 2},
        },
        unselected={"marker": {"opacity": 1}},
        hovertext=[_hover(kind, group, look, worth) for group in groups],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _said(figure_text: str, share: float, look: Look) -> str:
    return f"<b>{figure_text}</b> <span style='color:{look.muted}'>{look.words.share(share)}</span>"


def _axis(domain: tuple[float, float], values: Sequence[float]) -> dict[str, Any]:
    return {"visible": False, "domain": domain, "range": [0, (max(values, default=0.0) or 1.0) * ROOM]}


def _head(x: float, text: str, look: Look) -> dict[str, Any]:
    return {
        "x": x, "y": 1, "yshift": 20, "xref": "paper", "yref": "paper", "text": text, "showarrow": False,
        "xanchor": "left", "font": {"size": 12, "color": look.muted},
    }  # fmt: skip


def _hover(kind: str, group: Group, look: Look, worth: Worth) -> str:
    t = look.words
    lines = [
        t.plural("{count} customer", "{count} customers", group.customers) + f" ({t.share(group.share)})",
        t("{value}, {share} of the value", value=worth(group.value), share=t.share(group.value_share)),
    ]
    if group.earlier_value is not None:
        lines.append(t("{value} in the window before", value=worth(group.earlier_value)))
    if group.length_days is not None:
        lines.append(t.plural("customers for {count} day", "customers for {count} days", group.length_days))
    return hovers(t.code(kind, group.code), *lines)
