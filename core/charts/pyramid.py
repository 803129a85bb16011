"""The pyramid: who is in which tier, beside what each tier brings. Every row can be clicked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.charts.palette import CARD, FAINT
from core.charts.template import Look, figure, hovers
from core.metrics.results import Pyramid, Tier
from core.settings import Cut
from core.text.tier_sets import tier_share_note

if TYPE_CHECKING:
    import plotly.graph_objects as go

# the drawing is one row per tier and 100 units wide: words, pyramid, value
WORDS_AT, APEX_AT, HALF_BASE, BARS_AT, WIDE = 1.0, 46.0, 17.0, 66.0, 100.0
BAR_ROOM = 15.0  # the longest bar; its figures stand to the right
GAP = 0.035
ROW_PX = 84
CLICKS_PER_ROW = 15


def draw_pyramid(found: Pyramid, cut: Cut, look: Look, picked: str | None = None) -> go.Figure:
    """Tiers as slices of a triangle, best on top, with customers on the left and the share of value on the right.

    Points carry the tier's code in `customdata`; the picked tier is outlined and its row shaded.
    """
    rows = len(found.tiers)
    made = figure(look, rows * ROW_PX + 34, hovermode="closest", clickmode="event+select")
    made.update_xaxes(visible=False, range=[0, WIDE])
    made.update_yaxes(visible=False, range=[rows, -0.42], showgrid=False)
    made.update_layout(margin={"l": 0, "r": 0, "t": 0, "b": 0})
    _heads(made, found, look)
    largest = max((tier.value_share for tier in found.tiers), default=0) or 1
    for place, tier in enumerate(found.tiers):
        _row(made, place, tier, look, tier.code == picked)
        _slice(made, (place, rows), tier, look, tier.code == picked)
        _words(made, place, tier, cut, look)
        _value(made, place, tier, look, largest)
    _click_areas(made, found, look)
    return made


def _heads(made: go.Figure, found: Pyramid, look: Look) -> None:
    t = look.words
    heads = (
        (WORDS_AT, t.plural("{count} customer", "{count} customers", found.customers_ranked)),
        (BARS_AT, f"{t.code('value', look.measure)} {look.value(found.total)}"),
    )
    for place, text in heads:
        made.add_annotation(
            x=place, y=-0.22, text=text, showarrow=False, xanchor="left", font={"color": look.context, "size": 12}
        )


def _row(made: go.Figure, place: int, tier: Tier, look: Look, picked: bool) -> None:
    if picked:
        made.add_shape(
            type="rect", x0=0, x1=WIDE, y0=place + 0.02, y1=place + 0.98, fillcolor=FAINT[look.scheme],
            line_width=0, layer="below", name=tier.code,
        )  # fmt: skip
    elif place:
        made.add_shape(
            type="line", x0=0, x1=WIDE, y0=place, y1=place, line={"color": look.line, "width": 1}, layer="below"
        )


def _slice(made: go.Figure, spot: tuple[int, int], tier: Tier, look: Look, picked: bool) -> None:
    import plotly.graph_objects as go

    place, rows = spot
    top, bottom = place + GAP, place + 1 - GAP
    upper, lower = HALF_BASE * top / rows, HALF_BASE * bottom / rows
    if place == 0:
        top, upper = 0.02, 0.0
    made.add_trace(
        go.Scatter(
            x=[APEX_AT - upper, APEX_AT + upper, APEX_AT + lower, APEX_AT - lower],
            y=[top, top, bottom, bottom],
            fill="toself",
            mode="lines",
            fillcolor=look.colour(tier.code),
            line={"color": look.accent if picked else look.colour(tier.code), "width": 3 if picked else 0.5},
            hoverinfo="skip",
        )
    )


def _words(made: go.Figure, place: int, tier: Tier, cut: Cut, look: Look) -> None:
    t = look.words
    note = tier_share_note(t, cut, tier.code, look.currency)
    count = t.count(tier.customers)
    text = f"<b>{look.tier(tier.code)}</b><br><span style='color:{look.context}'>{note}</span><br>{count}"
    made.add_annotation(
        x=WORDS_AT, y=place + 0.5, text=text, showarrow=False, xanchor="left", align="left", font={"size": 13}
    )


def _value(made: go.Figure, place: int, tier: Tier, look: Look, largest: float) -> None:
    length = max(tier.value_share, 0) / largest * BAR_ROOM
    made.add_shape(
        type="rect", x0=BARS_AT, x1=BARS_AT + max(length, 0.15), y0=place + 0.3, y1=place + 0.7,
        fillcolor=look.colour(tier.code), line={"color": CARD[look.scheme], "width": 0}, name=tier.code,
    )  # fmt: skip
    value = f"<span style='color:{look.context}'>{look.value(tier.value)}</span>"
    text = f"<b>{look.words.share(tier.value_share)}</b><br>{value}"
    made.add_annotation(
        x=BARS_AT + max(length, 0.15) + 0.8, y=place + 0.5, text=text, showarrow=False, xanchor="left", align="left",
        font={"size": 13},
    )  # fmt: skip


def _click_areas(made: go.Figure, found: Pyramid, look: Look) -> None:
    """Unseen points over every row, so that a click anywhere on it picks the tier."""
    import plotly.graph_objects as go

    step = WIDE / CLICKS_PER_ROW
    places = [(row, (spot + 0.5) * step) for row in range(len(found.tiers)) for spot in range(CLICKS_PER_ROW)]
    unseen = {"marker": {"opacity": 0}}
    made.add_trace(
        go.Scatter(
            x=[across for _, across in places],
            y=[row + 0.5 for row, _ in places],
            mode="markers",
            marker={"size": ROW_PX - 16, "opacity": 0, "symbol": "square"},
            selected=unseen,
            unselected=unseen,
            customdata=[found.tiers[row].code for row, _ in places],
            hovertext=[_hover(found.tiers[row], look) for row, _ in places],
            hovertemplate="%{hovertext}<extra></extra>",
        )
    )


def _hover(tier: Tier, look: Look) -> str:
    t = look.words
    lines = [
        t.plural("{count} customer", "{count} customers", tier.customers),
        t("{share} of the customers", share=t.share(tier.customer_share)),
        t("{value}, {share} of the value", value=look.value(tier.value), share=t.share(tier.value_share)),
    ]
    if tier.cut_value is not None:
        lines.append(t("from {value} per customer", value=look.value(tier.cut_value)))
    return hovers(look.tier(tier.code), *lines)
