"""Charts of what customers are worth: customer equity by tier with its range, and the way down to a loss."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from core.charts import palette
from core.charts.template import Look, figure, hovers
from core.metrics.tiering.money_losers import MoneyLosers
from core.metrics.worth.customer_value import CustomerValue, Ranged, TierValue

if TYPE_CHECKING:
    import plotly.graph_objects as go

ROW_PX, HEAD_PX = 64, 34
STEPS_HEIGHT = 300
LOSERS = "losers"
CLICKS_PER_ROW = 12


def draw_equity(found: CustomerValue, look: Look, picked: str | None = None) -> go.Figure:
    """One bar per tier with its customer equity, a line for its range; a row can be clicked for its tier's code."""
    import plotly.graph_objects as go

    tiers = [tier for tier in found.tiers if tier.equity is not None]
    equities = [tier.equity for tier in tiers if tier.equity is not None]
    made = figure(look, len(tiers) * ROW_PX + HEAD_PX, hovermode="closest", clickmode="event+select")
    made.add_trace(
        go.Bar(
            x=[float(equity.amount) for equity in equities],
            y=list(range(len(tiers))),
            orientation="h",
            width=0.42,
            marker={
                "color": [look.colour(tier.code) for tier in tiers],
                "line": {"color": look.accent, "width": [3 if tier.code == picked else 0 for tier in tiers]},
            },
            error_x={
                "type": "data",
                "symmetric": False,
                "array": [float(equity.high - equity.amount) for equity in equities],
                "arrayminus": [float(equity.amount - equity.low) for equity in equities],
                "color": look.accent,  # seen on the darkest bar and on the card
                "thickness": 2,
                "width": 5,
            },
            customdata=[tier.code for tier in tiers],
            hovertext=[_hover(tier, equity, look) for tier, equity in zip(tiers, equities, strict=True)],
            hovertemplate="%{hovertext}<extra></extra>",
        )
    )
    _words(made, tiers, equities, look)
    _click_areas(made, tiers, equities, look)
    highest = max([*(float(equity.high) for equity in equities), 1.0])
    lowest = min([*(float(equity.low) for equity in equities), 0.0])
    made.update_xaxes(visible=False, range=[lowest * 1.05, highest * 1.04])
    made.update_yaxes(visible=False, range=[len(tiers) - 0.35, -0.75], showgrid=False)
    made.update_layout(margin={"l": 0, "r": 0, "t": 0, "b": 0})
    return made


def _words(made: go.Figure, tiers: list[TierValue], equities: list[Ranged], look: Look) -> None:
    t = look.words
    for place, (tier, equity) in enumerate(zip(tiers, equities, strict=True)):
        span = t("{low} to {high}", low=look.money(equity.low), high=look.money(equity.high))
        made.add_annotation(
            x=0, y=place - 0.42, xanchor="left", showarrow=False, align="left",
            text=f"<b>{look.tier(tier.code)}</b>  {look.money(equity.amount)}  "
            f"<span style='color:{look.muted}'>({span})</span>",
        )  # fmt: skip


def _click_areas(made: go.Figure, tiers: list[TierValue], equities: list[Ranged], look: Look) -> None:
    """Unseen points over every row, so that a click anywhere on it picks the tier."""
    import plotly.graph_objects as go

    reach = max([*(float(equity.high) for equity in equities), 1.0])
    places = [
        (row, (spot + 0.5) / CLICKS_PER_ROW * reach) for row in range(len(tiers)) for spot in range(CLICKS_PER_ROW)
    ]
    unseen = {"marker": {"opacity": 0}}
    made.add_trace(
        go.Scatter(
            x=[across for _, across in places],
            y=[row - 0.2 for row, _ in places],
            mode="markers",
            marker={"size": ROW_PX - 18, "opacity": 0, "symbol": "square"},
            selected=unseen,
            unselected=unseen,
            customdata=[tiers[row].code for row, _ in places],
            hovertext=[_hover(tiers[row], equities[row], look) for row, _ in places],
            hovertemplate="%{hovertext}<extra></extra>",
        )
    )


def _hover(tier: TierValue, equity: Ranged, look: Look) -> str:
    t, kept = look.words, tier.retention
    lines = [t.plural("{count} customer", "{count} customers", tier.customers)]
    if tier.lifetime_value is not None:
        lines.append(t("{value} each over the years to come", value=look.money(tier.lifetime_value.amount)))
    if kept is not None:
        lines.append(
            t("{rate} stay ({low} to {high})", rate=t.share(kept.rate), low=t.share(kept.low), high=t.share(kept.high))
        )
    lines.append(t("{low} to {high}", low=look.money(equity.low), high=look.money(equity.high)))
    return hovers(f"{look.tier(tier.code)} · {look.money(equity.amount)}", *lines)


def draw_way_down(found: MoneyLosers, look: Look) -> go.Figure:
    """From what the customers that cost money would have earned at list price down to what they lose, step by step."""
    import plotly.graph_objects as go

    t, zero = look.words, Decimal(0)
    people = found.customers
    steps: list[tuple[str, Decimal, str]] = [
        (t("At list<br>price,<br>nothing<br>returned"), sum((one.at_list for one in people), zero), "relative"),
        (t.code("loss_cause", "discounts"), -sum((one.discounts for one in people), zero), "relative"),
        (t.code("loss_cause", "returns"), -sum((one.returned for one in people), zero), "relative"),
        (t.code("loss_cause", "cost_to_serve"), -sum((one.cost_to_serve for one in people), zero), "relative"),
        (t.code("column", "current_value"), found.lost, "total"),
    ]
    steps = [step for step in steps if step[1] or step[2] == "total"]  # what took nothing is left out
    bad = palette.BAD[look.scheme]
    made = figure(look, STEPS_HEIGHT, hovermode="closest", clickmode="event+select")
    made.add_trace(
        go.Waterfall(
            x=[_in_lines(name) for name, _, _ in steps],
            y=[float(amount) for _, amount, _ in steps],
            measure=[kind for _, _, kind in steps],
            text=[look.money(amount) for _, amount, _ in steps],
            textposition="outside",
            cliponaxis=False,
            increasing={"marker": {"color": look.colour("important")}},
            decreasing={"marker": {"color": look.accent}},
            totals={"marker": {"color": bad}},
            connector={"line": {"color": look.line, "width": 1}},
            customdata=[LOSERS] * len(steps),
            hovertemplate="%{x}: %{text}<extra></extra>",
        )
    )
    made.update_yaxes(visible=False)
    made.update_xaxes(tickangle=0)
    made.update_layout(margin={"l": 8, "r": 8, "t": 26, "b": 8})
    return made


def _in_lines(name: str) -> str:
    """A name of several words in two lines: on a phone the steps stand close to each other."""
    return name if "<br>" in name else name.replace(" ", "<br>", 1)
