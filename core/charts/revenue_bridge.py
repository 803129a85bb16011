"""The revenue bridge: each step begins where the one before ended; the line at 0 is the revenue of the first window."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from core.charts.movement import code_of
from core.charts.palette import BAD, GOOD
from core.charts.template import Look, figure
from core.metrics.movements.revenue_bridge import RevenueBridge, Step

if TYPE_CHECKING:
    import plotly.graph_objects as go

ROW_PX = 40
IN_MATRIX = {"lapsed": code_of("", "lapsed"), "returned": code_of("returned", ""), "won": code_of("new", "")}
"""Steps whose customers are a row or a column of the matrix: step -> what it picks there."""
BY_RULE = ("up", "down", "without_orders")
"""Steps whose customers a rule of lists chooses."""
BOTH_WAYS = ("frequency", "price")
"""Effects that raise the revenue of some customers and lower that of others."""
MORE, LESS = "more", "less"
CLICKS_PER_ROW = 15
ROOM = 0.5  # beside the bars, for their figures


def step_code(step: Step) -> str | None:
    """What a click on a step picks, None where it is nobody; of an effect those who changed as all together did."""
    if not step.customers:
        return None
    if step.code in BOTH_WAYS:
        return f"{step.code}:{MORE if step.amount >= 0 else LESS}"
    return IN_MATRIX.get(step.code) or (f"bridge:{step.code}" if step.code in BY_RULE else None)


def draw_bridge(found: RevenueBridge, look: Look, picked: str | None = None) -> go.Figure:
    """From the first revenue to the second: who lapsed, bought less, bought more, returned, was won; then the sum."""
    change = found.revenue_to - found.revenue_from
    total = Step("change", sum(step.customers for step in found.steps), change)
    return _waterfall(found.steps, total, look, picked)


def draw_effects(found: RevenueBridge, look: Look, picked: str | None = None) -> go.Figure:
    """What those who bought in both windows changed: through the number of orders, and through what one brings."""
    steps = [step for step in found.effects if step.customers]
    amount = sum((step.amount for step in steps), Decimal(0))
    customers = sum(step.customers for step in steps if step.code != "price")  # the same as of the number of orders
    return _waterfall(steps, Step("kept", customers, amount), look, picked)


def _waterfall(steps: list[Step] | tuple[Step, ...], total: Step, look: Look, picked: str | None) -> go.Figure:
    import plotly.graph_objects as go

    rows = [*steps, total]
    begins, level = [], Decimal(0)
    for step in steps:
        begins.append(level)
        level += step.amount
    begins.append(Decimal(0))
    made = figure(look, ROW_PX * len(rows) + 16, hovermode="closest", clickmode="event+select")
    colours = [(GOOD if step.amount >= 0 else BAD)[look.scheme] for step in steps]
    outlined = [bool(picked) and step_code(step) == picked for step in rows]
    made.add_trace(
        go.Bar(
            orientation="h",
            y=list(range(len(rows))),
            x=[float(step.amount) for step in rows],
            base=[float(begin) for begin in begins],
            width=0.62,
            marker={
                "color": [*colours, look.colour("important")],
                "line": {"color": look.accent, "width": [3 if on else 0 for on in outlined]},
            },
            hovertext=[_hover(step, look) for step in rows],
            hovertemplate="%{hovertext}<extra></extra>",
            selected={"marker": {"opacity": 1}},
            unselected={"marker": {"opacity": 1}},
        )
    )
    span = _span(rows, begins)
    _clicks(made, rows, span, look)
    _figures(made, rows, span, look)
    return made


def _span(rows: list[Step], begins: list[Decimal]) -> tuple[float, float]:
    """From where to where the drawing goes, with room for the figures at the right."""
    ends = [begin + step.amount for begin, step in zip(begins, rows, strict=True)]
    low, high = float(min((*begins, *ends))), float(max((*begins, *ends)))
    wide = (high - low) or 1.0
    return low - wide * 0.03, high + wide * ROOM


def _clicks(made: go.Figure, rows: list[Step], span: tuple[float, float], look: Look) -> None:
    """Unseen points over every row that picks somebody: a short bar is hard to hit."""
    import plotly.graph_objects as go

    step_wide = (span[1] - span[0]) / CLICKS_PER_ROW
    spots = [
        (span[0] + (spot + 0.5) * step_wide, row)
        for row, step in enumerate(rows)
        if step_code(step)
        for spot in range(CLICKS_PER_ROW)
    ]
    unseen = {"marker": {"opacity": 0}}
    made.add_trace(
        go.Scatter(
            x=[across for across, _ in spots],
            y=[row for _, row in spots],
            mode="markers",
            marker={"size": ROW_PX - 10, "opacity": 0, "symbol": "square"},
            selected=unseen,
            unselected=unseen,
            customdata=[step_code(rows[row]) for _, row in spots],
            hovertext=[_hover(rows[row], look) for _, row in spots],
            hovertemplate="%{hovertext}<extra></extra>",
        )
    )


def _figures(made: go.Figure, rows: list[Step], span: tuple[float, float], look: Look) -> None:
    t = look.words
    notes = [
        {
            "xref": "paper", "x": 1, "y": place, "xanchor": "right", "showarrow": False,
            "text": f"<b>{signed_money(step.amount, look)}</b>", "font": {"size": 13, "color": look.text},
        }
        for place, step in enumerate(rows)
    ]  # fmt: skip
    names = [
        f"{t.code('bridge', step.code)}<br><span style='color:{look.muted}'>"
        f"{t.plural('{count} customer', '{count} customers', step.customers)}</span>"
        for step in rows
    ]
    made.update_layout(annotations=notes, margin={"l": 4, "r": 8, "t": 4, "b": 4})
    made.update_yaxes(
        tickvals=list(range(len(rows))), ticktext=names, range=[len(rows) - 0.5, -0.5], showgrid=False,
        tickfont={"color": look.text, "size": 12},
    )  # fmt: skip
    made.update_xaxes(
        visible=True, showticklabels=False, zeroline=True, zerolinecolor=look.context, zerolinewidth=1,
        range=list(span),
    )  # fmt: skip


def signed_money(amount: Decimal, look: Look) -> str:
    """An amount with its sign: +¥1.2k."""
    return f"+{look.money(amount)}" if amount > 0 else look.money(amount)


def _hover(step: Step, look: Look) -> str:
    t = look.words
    counted = t.plural("{count} customer", "{count} customers", step.customers)
    return f"<b>{t.code('bridge', step.code)}</b><br>{counted}<br>{signed_money(step.amount, look)}"
