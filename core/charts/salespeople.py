"""Charts of salespeople: what their customers bring against the window before, and the plan month by month."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from core.charts import palette
from core.charts.overview import round_ticks
from core.charts.template import Look, figure, hovers
from core.metrics.selling.plan_actual import PlanActual
from core.metrics.selling.salespeople import Salespeople, Salesperson

if TYPE_CHECKING:
    import plotly.graph_objects as go

ROW_PX, MARGIN_PX = 34, 40
PLAN_HEIGHT = 260
MOST_ROWS = 25
EVERY = 3  # months between two names, so that they have room on a phone


def draw_salespeople(found: Salespeople, look: Look, picked: str | None) -> go.Figure:
    """One bar per salesperson, most revenue of their customers on top; a mark where it stood in the window before.

    The bar is in the accent where the person has not written an order for long; the change stands at its end. At most
    25. `customdata`: the name.
    """
    import plotly.graph_objects as go

    people = [person for person in found.people if person.name and person.customers][:MOST_ROWS][::-1]
    names = [str(person.name) for person in people]
    made = figure(look, MARGIN_PX + ROW_PX * max(len(people), 1), barmode="overlay")
    made.add_trace(
        go.Bar(
            x=[float(person.revenue) for person in people],
            y=names,
            orientation="h",
            marker={
                "color": [look.accent if person.is_silent else palette.TIERS[look.scheme][1] for person in people],
                "opacity": [1 if picked in (None, name) else 0.4 for name in names],
            },
            customdata=[[name] for name in names],
            hovertext=[_hover(person, look) for person in people],
            hovertemplate="%{hovertext}<extra></extra>",
        )
    )
    if any(person.revenue_before is not None for person in people):
        made.add_trace(
            go.Scatter(
                x=[float(person.revenue_before or 0) for person in people],
                y=names,
                mode="markers",
                marker={"symbol": "line-ns", "size": 20, "line": {"width": 2, "color": look.text}},
                hoverinfo="skip",
            )
        )
    ends = [max(person.revenue, person.revenue_before or Decimal(0), Decimal(0)) for person in people]
    for person, name, end in zip(people, names, ends, strict=True):
        made.add_annotation(
            x=float(end), y=name, xanchor="left", xshift=8,
            text=_end(person, look), showarrow=False, font={"color": look.text, "size": 13},
        )  # fmt: skip
    made.update_layout(margin={"l": 8, "r": 128, "t": 4, "b": 8}, clickmode="event+select")
    # The amounts stand in the margin: left to itself the axis would keep room for them a second time.
    lowest = min((person.revenue for person in people), default=Decimal(0))
    made.update_xaxes(visible=False, range=[float(min(lowest, Decimal(0))), float(max(ends, default=Decimal(0))) or 1])
    made.update_yaxes(showgrid=False, tickvals=names, tickfont={"color": look.text, "size": 13})
    return made


def _end(person: Salesperson, look: Look) -> str:
    amount = look.money(person.revenue)
    return amount if person.change is None else f"{amount}  {look.words.change(person.change)}"


def _hover(person: Salesperson, look: Look) -> str:
    words = look.words
    count = words.plural("{count} customer", "{count} customers", person.customers)
    lines = [str(person.name), f"{count} · {look.money(person.revenue)}"]
    if person.revenue_before is not None:
        lines.append(words("Window before: {amount}", amount=look.money(person.revenue_before)))
    return hovers(*lines)


def draw_plan(found: PlanActual, look: Look) -> go.Figure:
    """The months of the fiscal year: actual as bars, the plan as a mark above or in them."""
    import plotly.graph_objects as go

    words = look.words
    names = [words.month(month) for month, _, _ in found.months]
    planned = [float(plan) if plan is not None else None for _, plan, _ in found.months]
    actual = [float(amount) if amount is not None else None for _, _, amount in found.months]
    made = figure(look, PLAN_HEIGHT, hovermode="x unified")
    made.add_trace(
        go.Bar(
            x=names, y=actual, name=words("Actual"), marker={"color": palette.TIERS[look.scheme][1]},
            customdata=[look.money(amount) for _, _, amount in found.months], hovertemplate="%{customdata}",
        )
    )  # fmt: skip
    if found.has_plan:
        made.add_trace(
            go.Scatter(
                x=names, y=planned, name=words("Plan"), mode="markers",
                marker={"symbol": "line-ew", "size": 26, "line": {"width": 3, "color": look.accent}},
                customdata=[look.money(plan) for _, plan, _ in found.months], hovertemplate="%{customdata}",
            )
        )  # fmt: skip
    ticks = round_ticks(max((value for value in (*planned, *actual) if value), default=0.0), 0.0, 4)
    made.update_yaxes(tickvals=ticks, ticktext=[look.tick(Decimal(str(tick))) for tick in ticks], rangemode="tozero")
    shown = found.months[::EVERY]
    labels = [words.month_in_two_lines(month) for month, _, _ in shown]
    made.update_xaxes(type="category", tickvals=names[::EVERY], ticktext=labels, tickangle=0)
    return made
