"""Chart of what came of a campaign: how much more the contacted did than those held back, all and by part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from core.charts import palette
from core.charts.template import Look, figure, hovers
from core.text.outcome_sentences import money_span, points, points_span, signed

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from core.targets.outcome import Difference, Part

Measure = Literal["rate", "revenue", "profit"]
ROW_PX, HEAD_PX = 58, 40
WORDS_UP, WORDS_END, WORDS_BEGIN = 0.36, 0.18, 0.46  # of a row: its words above its dot, those of the next below


def draw_outcome(parts: list[tuple[str, Part]], measure: Measure, look: Look) -> go.Figure:
    """One row per part ("All" first): the difference as a dot, its 95 % interval as a line, 0 = no difference.

    Rows: label and part. Green or red where the interval leaves out 0, with an arrow beside it; parts with a side of
    fewer than 5 have no dot.
    """
    import plotly.graph_objects as go

    made = figure(look, len(parts) * ROW_PX + HEAD_PX)
    found = [(place, getattr(part, measure)) for place, (_, part) in enumerate(parts)]
    shown: list[tuple[int, Difference]] = [(place, one) for place, one in found if one is not None]
    colours = [_colour(one, look) for _, one in shown]
    for (place, one), colour in zip(shown, colours, strict=True):
        made.add_shape(type="line", x0=one.low, x1=one.high, y0=place, y1=place, line={"color": colour, "width": 4})
    made.add_trace(
        go.Scatter(
            x=[one.estimate for _, one in shown],
            y=[place for place, _ in shown],
            mode="markers",
            marker={"size": 14, "color": colours, "line": {"width": 2, "color": palette.CARD[look.scheme]}},
            hovertext=[
                hovers(f"{parts[place][0]} · {_amount(one.estimate, measure, look)}", _span(one, measure, look))
                for place, one in shown
            ],
            hovertemplate="%{hovertext}<extra></extra>",
        )
    )
    ends = [end for _, one in shown for end in (one.low, one.high)] or [-1.0, 1.0]
    low, high = min(0.0, *ends), max(0.0, *ends)
    reach = (high - low) or 1.0
    for place in range(len(parts)):  # broken where the words of a row stand
        made.add_shape(
            type="line", x0=0, x1=0, y0=place - WORDS_END, y1=place + WORDS_BEGIN,
            line={"color": look.context, "width": 1},
        )  # fmt: skip
    _words(made, parts, measure, low - reach * 0.02, look)
    made.update_xaxes(visible=False, range=[low - reach * 0.03, high + reach * 0.03])
    made.update_yaxes(visible=False, showgrid=False, range=[len(parts) - 0.4, -0.95])
    made.update_layout(margin={"l": 0, "r": 0, "t": 0, "b": 0})
    return made


def _words(made: go.Figure, parts: list[tuple[str, Part]], measure: Measure, left: float, look: Look) -> None:
    t = look.words
    made.add_annotation(
        x=0, y=-0.75, text=t("no difference"), showarrow=False, font={"color": look.muted, "size": 12},
    )  # fmt: skip
    for place, (label, part) in enumerate(parts):
        one: Difference | None = getattr(part, measure)
        if one is None:
            said = f"<span style='color:{look.muted}'>{t('too few to compare')}</span>"
        else:
            arrow = {1: " ▲", -1: " ▼", 0: ""}[one.sign]
            said = (
                f"{_amount(one.estimate, measure, look)}{arrow}  "
                f"<span style='color:{look.muted}'>({_span(one, measure, look)})</span>"
            )
        made.add_annotation(
            x=left, y=place - WORDS_UP, xanchor="left", showarrow=False, align="left", text=f"<b>{label}</b>  {said}"
        )


def _colour(one: Difference, look: Look) -> str:
    colours = {1: palette.GOOD[look.scheme], -1: palette.BAD[look.scheme], 0: look.context}
    return colours[one.sign]


def _amount(amount: float, measure: Measure, look: Look) -> str:
    return points(look.words, amount) if measure == "rate" else signed(look.words, look.currency, amount)


def _span(one: Difference, measure: Measure, look: Look) -> str:
    if measure == "rate":
        return points_span(look.words, one)
    return money_span(look.words, look.currency, one)
