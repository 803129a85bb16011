"""Would they recommend us: detractors, passives and promoters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from core.charts import palette
from core.charts.template import Look, figure, hovers
from core.metrics.results import Satisfaction

if TYPE_CHECKING:
    import plotly.graph_objects as go


MIDDLE = (0.34, 0.66)  # of the width


def draw_nps(satisfaction: Satisfaction, look: Look) -> go.Figure:
    """One stacked bar: detractors, passives, promoters with their shares. `customdata`: the group."""
    import plotly.graph_objects as go

    words, total = look.words, satisfaction.nps_answers
    parts = (
        ("detractors", words("Detractors 0–6"), satisfaction.detractors, palette.BAD[look.scheme]),
        ("passives", words("Passives 7–8"), satisfaction.passives, palette.LINE[look.scheme]),
        ("promoters", words("Promoters 9–10"), satisfaction.promoters, palette.GOOD[look.scheme]),
    )
    made = figure(look, 132, barmode="stack")
    start = 0.0
    for (code, name, count, colour), percent in zip(parts, whole_percents([part[2] for part in parts]), strict=True):
        share = count / total if total else 0.0
        made.add_trace(
            go.Bar(
                x=[share],
                y=[""],
                orientation="h",
                marker={"color": colour, "line": {"width": 0}},
                text=[words.share(percent / 100, 0) if share >= 0.06 else ""],
                textposition="inside",
                textangle=0,
                insidetextanchor="middle",
                textfont={"color": palette.text_on(colour), "size": 15},
                customdata=[[code]],
                hovertemplate=hovers(name, f"{words.count(count)} · {words.share(share)}") + "<extra></extra>",
            )
        )
        if share >= 0.02:
            made.add_annotation(
                x={"detractors": 0.0, "promoters": 1.0}.get(code, _between(start + share / 2)),
                y=0,
                yref="paper",
                yanchor="top",
                text=name.replace(" ", "<br>", 1),  # in two lines, so that three stand side by side on a phone
                showarrow=False,
                xanchor={"detractors": "left", "promoters": "right"}.get(code, "center"),
                font={"color": look.muted, "size": 12},
            )
        start += share
    made.update_xaxes(range=[0, 1], visible=False)
    made.update_yaxes(visible=False)
    made.update_layout(bargap=0.2, margin={"l": 8, "r": 8, "t": 8, "b": 46})
    return made


def whole_percents(counts: Sequence[int]) -> list[int]:
    """The shares in whole percent that add up to 100: the largest remainders are rounded up, of equals the first.

    Zeros where nothing was counted.
    """
    total = sum(counts)
    if not total:
        return [0] * len(counts)
    whole = [100 * count // total for count in counts]
    by_remainder = sorted(range(len(counts)), key=lambda place: -(100 * counts[place] % total))
    for place in by_remainder[: 100 - sum(whole)]:
        whole[place] += 1
    return whole


def _between(place: float) -> float:
    """Where the name in the middle stands so that it touches neither of those at the ends, on a phone too."""
    return min(max(place, MIDDLE[0]), MIDDLE[1])
