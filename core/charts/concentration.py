"""The concentration curve (with gross profit: the whale curve): how much the best customers bring."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.charts.template import Look, figure, hovers, share_ticks
from core.metrics.results import Concentration

if TYPE_CHECKING:
    import plotly.graph_objects as go

LABELLED = (1, 5, 20, 50)
ACCENTED = 20
LEAST_APART = 0.06
HEIGHT = 390


def draw_concentration(found: Concentration, look: Look) -> go.Figure:
    """The curve with the top shares written on it; the line of equality in grey; the point of 20 % is the accent."""
    import plotly.graph_objects as go

    t = look.words
    made = figure(look, HEIGHT, hovermode="x")
    peak = max(found.value_shares, default=1.0)
    made.add_trace(
        go.Scatter(
            x=[0, 1], y=[0, 1], mode="lines", line={"color": look.context, "dash": "dot", "width": 1}, hoverinfo="skip"
        )
    )
    made.add_trace(
        go.Scatter(
            x=list(found.customer_shares),
            y=list(found.value_shares),
            mode="lines",
            line={"color": look.colour("important"), "width": 2.5},
            fill="tozeroy",
            fillcolor=_faint(look.colour("important")),
            hovertext=[_hover(found, place, look) for place in range(len(found.customer_shares))],
            hovertemplate="%{hovertext}<extra></extra>",
        )
    )
    _top_shares(made, found, look)
    if peak > 1.005:
        _peak(made, found, look, peak)
    made.update_xaxes(
        range=[-0.01, 1.02],
        **share_ticks(0, 1, look),
        title=t("share of customers, best first →"),
        title_standoff=8,
    )
    highest = max(peak, 1)
    made.update_yaxes(range=[0, highest * 1.09], **share_ticks(0, highest, look))
    made.update_layout(margin={"t": 22, "b": 8, "l": 8, "r": 12})
    made.add_annotation(
        text=t("cumulative share of {measure}", measure=t.code("value", look.measure).lower()), x=0, y=1, xref="paper",
        yref="paper", yshift=14, xanchor="left", showarrow=False, font={"color": look.muted, "size": 12},
    )  # fmt: skip
    return made


def _top_shares(made: go.Figure, found: Concentration, look: Look) -> None:
    import plotly.graph_objects as go

    shown = [percent for percent in LABELLED if percent in found.top_shares and percent * found.customers >= 100]
    t = look.words
    made.add_trace(
        go.Scatter(
            x=[percent / 100 for percent in shown],
            y=[found.top_shares[percent] for percent in shown],
            mode="markers",
            marker={
                "opacity": 1,
                "size": [11 if percent == ACCENTED else 8 for percent in shown],
                "color": [look.accent if percent == ACCENTED else look.colour("key") for percent in shown],
            },
            hoverinfo="skip",
        )
    )
    for percent in _far_apart(shown, found):
        label = t.named(
            t("top {share}", share=t.share(percent / 100, 0)), f"<b>{t.share(found.top_shares[percent])}</b>"
        )
        made.add_annotation(
            x=percent / 100, y=found.top_shares[percent], text=label, showarrow=False,
            xanchor="left", xshift=9, yshift=-11, font={"size": 12},
        )  # fmt: skip


def _far_apart(shown: list[int], found: Concentration) -> list[int]:
    """The points whose labels do not cover one another; the accent is always labelled."""
    kept: list[int] = []
    for percent in sorted(shown, key=lambda percent: percent != ACCENTED):
        share = found.top_shares[percent]
        if all(abs(share - found.top_shares[other]) > LEAST_APART for other in kept):
            kept.append(percent)
    return kept


def _peak(made: go.Figure, found: Concentration, look: Look, peak: float) -> None:
    across = found.customer_shares[found.value_shares.index(peak)]
    t = look.words
    made.add_hline(y=1, line={"color": look.context, "width": 1})
    made.add_annotation(
        x=across,
        y=peak,
        text=t("peak {share}", share=f"<b>{t.share(peak)}</b>"),
        showarrow=False,
        yshift=12,
        font={"size": 12},
    )


def _hover(found: Concentration, place: int, look: Look) -> str:
    t = look.words
    share = found.customer_shares[place]
    return hovers(
        t("best {share} of the customers", share=t.share(share)),
        t.plural("{count} customer", "{count} customers", round(share * found.customers)),
        t("{share} of the value", share=t.share(found.value_shares[place])),
    )


def _faint(colour: str) -> str:
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.10)"
