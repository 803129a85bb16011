"""How soon the second order comes: by month of the first one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.charts.palette import TIERS
from core.charts.template import Look, figure, hovers, share_ticks
from core.metrics.relationships.cohorts import SOON_DAYS, FirstBuyers, SecondOrder

if TYPE_CHECKING:
    import plotly.graph_objects as go

LEAST_PX, MOST_PX, ROW_PX = 260, 440, 18
MOST_TICKS = 4
FEWEST_PLACES = 6


def draw_second_order(found: SecondOrder, look: Look, *, rows: int) -> go.Figure:
    """Bars per month, one behind the other: who ordered again within 30, 60 and 90 days, the sooner the darker.

    Months too young for so many days have no such bar; the month with which the data begin is left out. The more `rows`
    the grid beside it has, the higher.
    """
    import plotly.graph_objects as go

    months = [one for one in found.months if not one.is_first]
    names = [look.words.month(one.month) for one in months]
    made = figure(look, min(max(rows * ROW_PX, LEAST_PX), MOST_PX), barmode="overlay", hovermode="x")
    for days, step in zip(reversed(SOON_DAYS), (2, 1, 0), strict=True):
        made.add_trace(
            go.Bar(
                x=names,
                y=[_share(one, days) for one in months],
                marker={"color": TIERS[look.scheme][step]},
                hovertext=[_hover(one, look) for one in months],
                hovertemplate="%{hovertext}<extra></extra>" if days == SOON_DAYS[-1] else None,
                hoverinfo=None if days == SOON_DAYS[-1] else "skip",
            )
        )
    highest = max((share or 0.0 for one in months for share in [_share(one, days) for days in SOON_DAYS]), default=0.0)
    _names(made, months, look, highest * 0.07)
    every = max(1, -(-len(months) // MOST_TICKS))
    ticks = list(range(len(months) - 1, -1, -every))[::-1]
    made.update_xaxes(
        type="category", tickvals=ticks, tickangle=0,
        range=[min(-0.6, len(months) - FEWEST_PLACES - 0.6), len(months) - 0.4],
        ticktext=[look.words.month_in_two_lines(months[place].month) for place in ticks],
    )  # fmt: skip
    made.update_yaxes(range=[0, highest * 1.08 or 1], **share_ticks(0, highest or 1, look))
    made.update_layout(margin={"l": 4, "r": 74, "t": 8, "b": 4})
    return made


def _share(one: FirstBuyers, days: int) -> float | None:
    count = one.within[days]
    return None if count is None else count / one.customers


def _names(made: go.Figure, months: list[FirstBuyers], look: Look, apart: float) -> None:
    """The name of each step at the height of its newest bar; where two would cover one another, the longer step's."""
    named: list[float] = []
    for days, colour in zip(reversed(SOON_DAYS), reversed(TIERS[look.scheme][:3]), strict=True):
        known = [share for one in months if (share := _share(one, days))]  # a bar of no height cannot be named
        if known and all(abs(known[-1] - other) > apart for other in named):
            named.append(known[-1])
            made.add_annotation(
                xref="paper", x=1, xanchor="left", xshift=4, y=known[-1], showarrow=False, font={"size": 12},
                text=f"<span style='color:{colour}'>■</span> "
                     + look.words.plural("{count} day", "{count} days", days),
            )  # fmt: skip


def _hover(one: FirstBuyers, look: Look) -> str:
    t = look.words
    lines = [
        t("within {days} days: {share}", days=days, share=t.share(share))
        for days in SOON_DAYS
        if (share := _share(one, days)) is not None
    ]
    return hovers(t.month(one.month), t.plural("{count} customer", "{count} customers", one.customers), *lines)
