"""What each tier says of each dimension: the gap between the best customers and the rest, at a glance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.charts import palette
from core.charts.satisfaction import INDICATIVE_BELOW, dimension_name, update_dimension_axis
from core.charts.template import Look, figure, hovers
from core.metrics.results import Satisfaction, TierSatisfaction

if TYPE_CHECKING:
    import plotly.graph_objects as go

ROW_PIXELS = 36
GAP_WORTH_A_LABEL = 8.0
"""From so many points between the best tier and the highest of the others, the best tier's figure is written out."""


def draw_tier_dimensions(satisfaction: Satisfaction, look: Look) -> go.Figure:
    """One row per dimension, one dot per tier (dark = best tier, hollow = indicative). `customdata`: "dimension@tier".

    Rows stand by the best tier's lag behind the others, the largest on top; tiers without answers are left out.
    """
    tiers = [one for one in satisfaction.by_tier if one.dimensions]
    codes = _ordered(satisfaction, tiers)
    made = figure(look, ROW_PIXELS * len(codes) + 76)
    for code in codes:
        present = [one.dimensions[code] for one in tiers if code in one.dimensions]
        if present:
            made.add_shape(
                type="line",
                x0=min(present),
                x1=max(present),
                y0=code,
                y1=code,
                line={"color": look.line, "width": 4},
                layer="below",
            )
    for tier in reversed(tiers):
        made.add_trace(_dots(tier, [code for code in codes if code in tier.dimensions], look))
    for code in codes:
        _write_gap(made, code, tiers, look)
    made.update_layout(
        showlegend=True, legend={"orientation": "h", "x": 0, "y": 1.0, "yanchor": "bottom", "traceorder": "reversed"}
    )
    made.update_xaxes(showgrid=True, nticks=5)
    update_dimension_axis(made, codes, look)
    return made


def _dots(tier: TierSatisfaction, codes: list[str], look: Look) -> go.Scatter:
    import plotly.graph_objects as go

    colour = look.colour(tier.tier)
    hollow = tier.answers < INDICATIVE_BELOW
    words = look.words
    return go.Scatter(
        x=[tier.dimensions[code] for code in codes],
        y=codes,
        mode="markers",
        name=f"{look.tier(tier.tier)} ({words.plural('{count} answer', '{count} answers', tier.answers)})",
        marker={
            "size": 14,
            "color": palette.CARD[look.scheme] if hollow else colour,
            "line": {"width": 3 if hollow else 1, "color": colour if hollow else palette.CARD[look.scheme]},
        },
        customdata=[[f"{code}@{tier.tier}"] for code in codes],
        hovertext=[
            hovers(f"{dimension_name(look, code)} · {look.tier(tier.tier)}", words.number(tier.dimensions[code]))
            for code in codes
        ],
        hovertemplate="%{hovertext}<extra></extra>",
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 0.35}},
    )


def _write_gap(made: go.Figure, code: str, tiers: list[TierSatisfaction], look: Look) -> None:
    if not tiers or code not in tiers[0].dimensions:
        return
    lag = _lag(code, tiers)
    if lag < GAP_WORTH_A_LABEL:
        return
    made.add_annotation(
        x=tiers[0].dimensions[code],
        y=code,
        text=f"<b>{look.words.number(tiers[0].dimensions[code], 0)}</b>",
        showarrow=False,
        xanchor="right",
        xshift=-12,
        font={"color": look.accent_text, "size": 13},
    )


def _lag(code: str, tiers: list[TierSatisfaction]) -> float:
    others = [one.dimensions[code] for one in tiers[1:] if code in one.dimensions]
    if not tiers or code not in tiers[0].dimensions or not others:
        return 0.0
    return sum(others) / len(others) - tiers[0].dimensions[code]


def _ordered(satisfaction: Satisfaction, tiers: list[TierSatisfaction]) -> list[str]:
    """Bottom to top, as a vertical axis counts."""
    codes = [one.dimension for one in satisfaction.dimensions]
    return sorted(codes, key=lambda code: (_lag(code, tiers), code))
