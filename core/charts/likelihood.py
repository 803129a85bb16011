"""Charts of a purchase forecast: whether it kept its word, what the best bring, how likely the customers are."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from core.charts.palette import CARD, TIERS, mixed
from core.charts.template import Look, figure, hovers, share_ticks
from core.metrics.forecasts.forecast_bands import Band, Bands
from core.models.likelihood.results import CalibrationBin, Lift, Quality

if TYPE_CHECKING:
    import plotly.graph_objects as go

SQUARE_PX, ROW_PX, BAND_PX, FOOT_PX = 360, 64, 30, 30
SMALLEST_PX, LARGEST_PX = 8, 18
LAST_TICK_PX = 24  # room for the half of "100 %" that reaches beyond the axis, else it is left out
ROOM = 1.22  # beside the longest bar, for its words
FEWEST_PART = 0.12


def draw_calibration(quality: Quality, look: Look) -> go.Figure:
    """What was said against what came, a point per group of customers; on the line: the word was kept.

    Both axes are shares from 0; above the line more bought than was said.
    """
    import plotly.graph_objects as go

    t, bins = look.words, quality.calibration
    top = max(max(one.expected, one.bought) for one in bins)
    most = max(one.customers for one in bins)
    made = figure(look, SQUARE_PX, hovermode="closest")
    made.add_trace(
        go.Scatter(x=[0, top], y=[0, top], mode="lines", line={"color": look.context, "width": 1, "dash": "dot"},
                   hoverinfo="skip")
    )  # fmt: skip
    made.add_trace(
        go.Scatter(
            x=[one.expected for one in bins],
            y=[one.bought for one in bins],
            mode="markers",
            marker={
                "color": TIERS[look.scheme][1],
                "size": [SMALLEST_PX + (LARGEST_PX - SMALLEST_PX) * (one.customers / most) ** 0.5 for one in bins],
            },
            hovertext=[_calibration_hover(one, look) for one in bins],
            hovertemplate="%{hovertext}<extra></extra>",
            cliponaxis=False,
        )
    )
    room = [-0.06 * top, 1.1 * top]
    ticks = share_ticks(0, min(room[1], 1), look)
    made.update_xaxes(range=room, title=t("was given this likelihood →"), title_standoff=6, **ticks)
    made.update_yaxes(range=room, title=t("share that bought →"), **ticks)
    made.update_layout(margin={"r": LAST_TICK_PX})
    return made


def _calibration_hover(one: CalibrationBin, look: Look) -> str:
    t = look.words
    return hovers(
        t.plural("{count} customer in the tests", "{count} customers in the tests", one.customers),
        t("given {share} on average", share=t.chance(one.expected)),
        t("{share} of them bought", share=t.share(one.bought)),
    )


def draw_captured(quality: Quality, look: Look) -> go.Figure:
    """Two bars per share of the customers, best first: of revenue and of buyers they brought; a mark for chance."""
    import plotly.graph_objects as go

    t, lifts = look.words, quality.lifts
    made = figure(look, ROW_PX * len(lifts) + 8, hovermode="closest", barmode="overlay")
    for offset, part, strength in ((-0.02, "captured_revenue", 1.0), (0.3, "captured_buyers", 0.45)):
        made.add_trace(
            go.Bar(
                x=[_known(getattr(lift, part)) for lift in lifts],
                y=[place + offset for place in range(len(lifts))],
                orientation="h",
                width=0.26,
                marker={"color": mixed(TIERS[look.scheme][1], CARD[look.scheme], strength)},
                text=[_captured_words(lift, part, look) for lift in lifts],
                textposition="outside",
                cliponaxis=False,
                hovertext=[_lift_hover(lift, look) for lift in lifts],
                hovertemplate="%{hovertext}<extra></extra>",
            )
        )
    for place, lift in enumerate(lifts):
        made.add_shape(type="line", x0=lift.share, x1=lift.share, y0=place - 0.18, y1=place + 0.46,
                       line={"color": look.accent, "width": 2})  # fmt: skip
        made.add_annotation(x=0, y=place - 0.33, xanchor="left", showarrow=False,
                            text=f"<b>{t('Best {share}', share=t.share(lift.share, 0))}</b>")  # fmt: skip
    made.update_xaxes(visible=False, range=[0, 1.35])
    made.update_yaxes(visible=False, range=[len(lifts) - 0.4, -0.6])
    made.update_layout(margin={"l": 0, "r": 0, "t": 0, "b": 0})
    return made


def _captured_words(lift: Lift, part: str, look: Look) -> str:
    t = look.words
    if math.isnan(getattr(lift, part)):  # what came in all is nothing, or below it
        return t("nothing to compare in the tests")
    share = t.share(getattr(lift, part), 0)
    return t("{share} of revenue", share=share) if part == "captured_revenue" else t("{share} of buyers", share=share)


def _lift_hover(lift: Lift, look: Look) -> str:
    t = look.words
    lines = [
        t("{share} of them bought", share=t.share(_known(lift.bought))),
        t("{times} times as many as of all customers", times=t.number(_known(lift.lift), 1)),
    ]
    return hovers(t.plural("{count} customer in the tests", "{count} customers in the tests", lift.customers), *lines)


def _known(number: float) -> float:
    """A figure to draw: nothing where there is none (nan)."""
    return number if number == number else 0.0  # noqa: PLR0124


def draw_bands(found: Bands, look: Look, picked: str | None = None) -> go.Figure:
    """One bar per tenth of likelihood with its customers, the likeliest on top; bars carry the code of the band."""
    import plotly.graph_objects as go

    bands = found.bands
    longest = max((band.customers for band in bands), default=1)
    made = figure(look, BAND_PX * len(bands) + FOOT_PX, hovermode="closest", clickmode="event+select", bargap=0.25)
    made.add_trace(
        go.Bar(
            x=[band.customers for band in bands],
            y=[band_label(band, look) for band in bands],
            orientation="h",
            customdata=[band.code for band in bands],
            marker={
                "color": [band_colour(band, look) for band in bands],
                "line": {"color": look.accent, "width": [3 if band.code == picked else 0 for band in bands]},
            },
            text=[_band_words(band, look) for band in bands],
            textposition="outside",
            textfont={"color": look.text},
            cliponaxis=False,
            hovertext=[_band_hover(band, look) for band in bands],
            hovertemplate="%{hovertext}<extra></extra>",
            **_as_it_is(),
        )
    )
    made.update_xaxes(visible=False, range=[0, longest * ROOM])
    made.update_yaxes(autorange="reversed", showgrid=False, type="category", dtick=1)
    return made


def band_colour(band: Band, look: Look) -> str:
    """The stronger, the likelier."""
    return mixed(TIERS[look.scheme][0], CARD[look.scheme], FEWEST_PART + (1 - FEWEST_PART) * band.low)


def _as_it_is() -> dict[str, Any]:
    """A click does not make the other bars pale."""
    return {"selected": {"marker": {"opacity": 1}}, "unselected": {"marker": {"opacity": 1}}}


def band_label(band: Band, look: Look) -> str:
    """From where to where a band reaches: "90–100 %"."""
    t = look.words
    return t("{low}–{high}", low=t.count(round(band.low * 100)), high=t.share(band.high, 0))


def _band_words(band: Band, look: Look) -> str:
    return look.words.count(band.customers)


def _band_hover(band: Band, look: Look) -> str:
    t = look.words
    lines = [
        t("{buyers} of them are expected to buy", buyers=t.count(round(band.buyers))),
        t("expected revenue {amount}", amount=look.money(band.revenue)),
    ]
    if band.profit is not None:
        lines.append(t("expected profit {amount}", amount=look.money(band.profit)))
    head = t.plural("{count} customer", "{count} customers", band.customers)
    return hovers(f"{band_label(band, look)} · {head}", *lines)
