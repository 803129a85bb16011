"""The calendar of months: how many lines each month holds, and which months are missing."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from statistics import median
from typing import TYPE_CHECKING

from core.charts import palette
from core.charts.template import Look, figure, hovers
from core.metrics.results import Month

if TYPE_CHECKING:
    import plotly.graph_objects as go

ROW_PIXELS = 46
SHORT_FROM = 10_000
STEPS = (1.25, 0.75, 0.4)  # of the median month


def draw_calendar(months: Sequence[Month], look: Look, odd: Collection[date] = ()) -> go.Figure:
    """A row per year, a field per month: dark = more lines than usual, pale = fewer.

    A month without lines between the first and the last is framed with dots and holds a dash; the `odd` months (first
    days) are framed with a line. `months`: oldest first.
    """
    import plotly.graph_objects as go

    by_month = {one.month: one for one in months}
    years = _years(months)
    usual = median(one.lines for one in months) if months else 1
    made = figure(look, ROW_PIXELS * len(years) + 44, bargap=0)
    fields = _fields(years, by_month)
    made.add_trace(
        go.Scatter(
            x=[month.month for month, _ in fields],
            y=[str(month.year) for month, _ in fields],
            mode="markers",
            marker={"size": 1, "color": "rgba(0,0,0,0)"},
            hovertext=[_hover(month, one, look) for month, one in fields],
            hovertemplate="%{hovertext}<extra></extra>",
        )
    )
    for month, one in fields:
        field = _field_shape(month, years.index(month.year))
        fill, text = _colour(one, usual, look)
        framed = one is None or month in odd
        border = {"width": 1.5 if framed else 0, "color": look.accent, "dash": "solid" if one else "dot"}
        made.add_shape(field, fillcolor=fill, line=border, layer="below")
        made.add_annotation(
            x=month.month,
            y=years.index(month.year),
            text=_lines(one, look) if one else "–",
            showarrow=False,
            font={"size": 10 if one else 13, "color": text},
        )
    made.update_xaxes(
        range=[0.45, 12.55],
        tickvals=list(range(1, 13)),
        ticktext=[_month_name(n, look) for n in range(1, 13)],
        tickangle=0,
        side="top",
    )
    made.update_yaxes(
        type="category",
        tickvals=[str(year) for year in years],
        categoryarray=[str(year) for year in years],
        range=[-0.55, len(years) - 0.45],
        showgrid=False,
        tickfont={"color": look.text},
    )
    return made


def missing_months(months: Sequence[Month]) -> list[date]:
    """The months without a line between the first and the last month that has one."""
    if not months:
        return []
    present = {one.month for one in months}
    first, last = min(present), max(present)
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [month for number in numbers if (month := date(number // 12, number % 12 + 1, 1)) not in present]


def _fields(years: list[int], by_month: dict[date, Month]) -> list[tuple[date, Month | None]]:
    first, last = min(by_month, default=date.min), max(by_month, default=date.min)
    found = [(date(year, number, 1), by_month.get(date(year, number, 1))) for year in years for number in range(1, 13)]
    return [(month, one) for month, one in found if first <= month <= last]


def _field_shape(month: date, row: int) -> dict[str, object]:
    across = {"x0": month.month - 0.46, "x1": month.month + 0.46}
    return {"type": "rect", **across, "y0": row - 0.42, "y1": row + 0.42}


def _years(months: Sequence[Month]) -> list[int]:
    """From the last year down to the first, so that the first stands on top."""
    return list(range(months[-1].month.year, months[0].month.year - 1, -1)) if months else []


def _colour(one: Month | None, usual: float, look: Look) -> tuple[str, str]:
    """Four steps against the median month, so that a thin month is seen as one."""
    if one is None:
        return "rgba(0,0,0,0)", look.accent
    step = sum(one.lines < usual * share for share in STEPS)
    fill = palette.TIERS[look.scheme][step]
    return fill, palette.text_on(fill)


def _lines(one: Month, look: Look) -> str:
    """So short that it fits a field on a phone: 9500, 35k, in Chinese 3.5万; the whole number shows on hovering."""
    if one.lines < SHORT_FROM:
        return str(one.lines)
    if look.words.language == "zh":
        return f"{one.lines / 10_000:.{0 if one.lines >= 100_000 else 1}f}万"
    return f"{one.lines / 1_000:.0f}k" if one.lines < 999_500 else look.words.short(one.lines)


def _month_name(number: int, look: Look) -> str:
    """Short enough to stand upright on a phone; in Chinese the bare number, as the years beside it."""
    return str(number) if look.words.language == "zh" else look.words.month(date(2000, number, 1))[:3]


def _hover(month: date, one: Month | None, look: Look) -> str:
    words = look.words
    if one is None:
        return hovers(words.month(month), words("no order line: a file is probably missing"))
    days = words("{first} to {last}", first=words.day(one.first_date), last=words.day(one.last_date))
    return hovers(
        words.month(month),
        words.plural("{count} order line", "{count} order lines", one.lines),
        words.plural("{count} order", "{count} orders", one.orders),
        look.money(one.amount),
        days,
    )
