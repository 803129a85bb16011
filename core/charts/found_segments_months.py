"""Do found segments hold? Who was in them at the ends of the last months, and how many stayed where they were."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from core.charts.own_segments import segment_colour
from core.charts.template import Look, figure, hovers

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from core.metrics.segments.found_segments_placed import MonthStand

HEIGHT = 320


def draw_found_months(stands: Sequence[MonthStand], names: Mapping[str, str], look: Look) -> go.Figure:
    """Stacked bars per month end, one part per segment; above each the share that stayed where it was a month before.

    Points carry the code of the segment in `customdata`.
    """
    import plotly.graph_objects as go

    t = look.words
    made = figure(look, HEIGHT, barmode="stack", clickmode="event+select")
    shown = [t.month_in_two_lines(stand.month) for stand in stands]
    for place, (code, name) in enumerate(names.items()):
        counts = [stand.customers.get(code, 0) for stand in stands]
        made.add_trace(
            go.Bar(
                x=shown,
                y=counts,
                name=name,
                marker={"color": segment_colour(look, place, name)},
                customdata=[[code] for _ in stands],
                hovertext=[
                    hovers(
                        f"{name}, {t.month(stand.month)}",
                        t.plural("{count} customer", "{count} customers", count),
                        *_stayed(stand, code, look),
                    )
                    for stand, count in zip(stands, counts, strict=True)
                ],
                hovertemplate="%{hovertext}<extra></extra>",
                selected={"marker": {"opacity": 1}},
                unselected={"marker": {"opacity": 1}},
            )
        )
    for label, stand in zip(shown, stands, strict=True):
        if stand.share is not None:
            made.add_annotation(
                x=label, y=sum(stand.customers.values()), yshift=10, showarrow=False, text=t.share(stand.share, 0),
                font={"size": 12, "color": look.text},
            )  # fmt: skip
    made.update_xaxes(type="category", tickangle=0)
    made.update_yaxes(tickformat=",d", nticks=5)
    made.update_layout(showlegend=True, legend={"orientation": "h", "x": 0, "y": -0.16, "yanchor": "top"})
    return made


def _stayed(stand: MonthStand, code: str, look: Look) -> list[str]:
    before = stand.before_by_code.get(code, 0)
    if not before:
        return []
    share = stand.stayed_by_code.get(code, 0) / before
    return [look.words("{share} of those of a month before stayed", share=look.words.share(share, 0))]
