"""The pyramid: who is in which tier, beside what each tier brings. Every row can be clicked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from core.charts.palette import FAINT
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
    largest = max((tier.value_share for tier in found.tiers), default=0) or 1
    notes, shapes = _heads(found, look), []
    for place, tier in enumerate(found.tiers):
        length = max(max(tier.value_share, 0) / largest * BAR_ROOM, 0.15)
        shapes += [*_row(place, tier, look, tier.code == picked), _bar(place, tier, length, look)]
        notes += [_words(place, tier, cut, look), _value(place, tier, length, look)]
    # set at once: plotly checks the whole list again with each one that is added
    made = figure(
        look, rows * ROW_PX + 34, hovermode="closest", clickmode="event+select", annotations=notes, shapes=shapes
    )
    made.update_xaxes(visible=False, range=[0, WIDE])
    made.update_yaxes(visible=False, range=[rows, -0.42], showgrid=False)
    made.update_layout(margin={"l": 0, "r": 0, "t": 0, "b": 0})
    for place, tier in enumerate(found.tiers):
        _slice(made, (place, rows), tier, look, tier.code == picked)
    _click_areas(made, found, look)
    return made


def _note(x: float, y: float, text: str, colour: str, size: int = 13) -> dict[str, Any]:
    return {
        "x": x, "y": y, "text": text, "showarrow": False, "xanchor": "left", "align": "left",
        "font": {"color": colour, "size": size},
    }  # fmt: skip


def _heads(found: Pyramid, look: Look) -> list[dict[str, Any]]:
    t = look.words
    heads = (
        (WORDS_AT, t.plural("{count} customer", "{count} customers", found.customers_ranked)),
        (BARS_AT, f"{look.total_label} {look.total(found.total)}"),
    )
    return [_note(place, -0.22, text, look.muted, 12) for place, text in heads]


def _row(place: int, tier: Tier, look: Look, picked: bool) -> list[dict[str, Any]]:
    row = {"x0": 0, "x1": WIDE, "layer": "below"}
    if picked:
        shade = {"type": "rect", "y0": place + 0.02, "y1": place + 0.98, "fillcolor": FAINT[look.scheme]}
        return [row | shade | {"line": {"width": 0}, "name": f"row {tier.code}"}]
    rule = {"type": "line", "y0": place, "y1": place, "line": {"color": look.line, "width": 1}}
    return [row | rule] if place else []


def _bar(place: int, tier: Tier, length: float, look: Look) -> dict[str, Any]:
    return {
        "type": "rect", "x0": BARS_AT, "x1": BARS_AT + length, "y0": place + 0.3, "y1": place + 0.7,
        "fillcolor": look.colour(tier.code), "line": {"width": 0}, "name": tier.code,
    }  # fmt: skip


def _words(place: int, tier: Tier, cut: Cut, look: Look) -> dict[str, Any]:
    note = f"<span style='color:{look.muted}'>{tier_share_note(look.words, cut, tier.code, look.currency)}</span>"
    text = f"<b>{look.tier(tier.code)}</b><br>{note}<br>{look.words.count(tier.customers)}"
    return _note(WORDS_AT, place + 0.5, text, look.text)


def _value(place: int, tier: Tier, length: float, look: Look) -> dict[str, Any]:
    value = f"<span style='color:{look.muted}'>{look.total(tier.value)}</span>"
    text = f"<b>{look.words.share(tier.value_share)}</b><br>{value}"
    return _note(BARS_AT + length + 0.8, place + 0.5, text, look.text)


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
        t("{value}, {share} of the value", value=look.total(tier.value), share=t.share(tier.value_share)),
    ]
    if tier.cut_value is not None:
        lines.append(t("from {value} per customer", value=look.value(tier.cut_value)))
    return hovers(look.tier(tier.code), *lines)
