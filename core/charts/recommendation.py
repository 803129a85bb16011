"""Would they recommend us: detractors, passives and promoters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.charts import palette
from core.charts.template import Look, figure, hovers
from core.metrics.results import Satisfaction

if TYPE_CHECKING:
    import plotly.graph_objects as go


def draw_nps(satisfaction: Satisfaction, look: Look) -> go.Figure:
    """One stacked bar: detractors, passives, promoters with their shares. `customdata`: the group."""
    import plotly.graph_objects as go

    words, total = look.words, satisfaction.nps_answers
    parts = (
        ("detractors", words("Detractors 0–6"), satisfaction.detractors, palette.BAD[look.scheme]),
        ("passives", words("Passives 7–8"), satisfaction.passives, palette.LINE[look.scheme]),
        ("promoters", words("Promoters 9–10"), satisfaction.promoters, palette.GOOD[look.scheme]),
    )
    made = figure(look, 116, barmode="stack")
    start = 0.0
    for code, name, count, colour in parts:
        share = count / total if total else 0.0
        made.add_trace(
            go.Bar(
                x=[share],
                y=[""],
                orientation="h",
                marker={"color": colour, "line": {"width": 0}},
                text=[words.share(share, 0) if share >= 0.06 else ""],
                textposition="inside",
                insidetextanchor="middle",
                textfont={"color": palette.text_on(colour), "size": 15},
                customdata=[[code]],
                hovertemplate=hovers(name, f"{words.count(count)} · {words.share(share)}") + "<extra></extra>",
            )
        )
        if share >= 0.02:
            made.add_annotation(
                x={"detractors": 0.0, "promoters": 1.0}.get(code, start + share / 2),
                y=0,
                yshift=-40,
                text=name,
                showarrow=False,
                xanchor={"detractors": "left", "promoters": "right"}.get(code, "center"),
                font={"color": look.context, "size": 12},
            )
        start += share
    made.update_xaxes(range=[0, 1], visible=False)
    made.update_yaxes(visible=False)
    made.update_layout(bargap=0.2, margin={"l": 8, "r": 8, "t": 8, "b": 30})
    return made
