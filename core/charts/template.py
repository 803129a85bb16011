"""How every chart looks: one template per theme, and the look a page hands to a chart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from math import ceil, floor
from typing import TYPE_CHECKING, Any

from core.charts import palette
from core.charts.palette import Scheme
from core.settings import ValueMeasure
from core.text.words import Words

if TYPE_CHECKING:
    import plotly.graph_objects as go

FONT = "'Source Sans', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif"
SHARE_STEPS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.5)
MOST_STEPS, TINY, LETTER_PX = 5, 1e-9, 6.6
CONFIG: dict[str, Any] = {
    "displayModeBar": False,
    "displaylogo": False,
    "scrollZoom": False,
    "doubleClick": False,
    "showTips": False,
    "showAxisDragHandles": False,
}
"""What a page hands to `st.plotly_chart(config=...)`: no toolbar, no zooming by accident."""


@dataclass(frozen=True)
class Look:
    """Words, light or dark, the currency, what tiers are called here, and what customers are ranked by."""

    words: Words
    scheme: Scheme
    currency: str
    tiers: dict[str, str]
    measure: ValueMeasure = "revenue"

    def value(self, value: Decimal | float | None) -> str:
        """A value of the measure in three digits: money, or a number of orders; an index 0-1 with three places."""
        if self.measure == "value_index":
            return "–" if value is None else self.words.number(value, 3)
        return self.total(value)

    def total(self, value: Decimal | float | None) -> str:
        """What values of the measure add up to: money (of the index: current value), or a number of orders."""
        if self.measure == "order_count":
            return "–" if value is None else self.words.short(value)
        return self.money(value)

    @property
    def total_label(self) -> str:
        """What totals are of: "Revenue"; of the value index, which has no total, "Current value"."""
        if self.measure == "value_index":
            return self.words.code("column", "current_value")
        return self.words.code("value", self.measure)

    def money(self, amount: Decimal | float | None) -> str:
        """An amount in three digits."""
        return self.words.money_short(amount, self.currency)

    def tick(self, amount: Decimal | float) -> str:
        """An amount on an axis, without zeros that say nothing: ¥500k."""
        return re.sub(r"\.?0+(?=[^\d.]|$)", "", text) if "." in (text := self.money(amount)) else text

    def tier(self, code: str) -> str:
        """The label of a tier."""
        return self.tiers.get(code) or self.words.code("tier", code)

    def colour(self, code: str) -> str:
        """The colour of a tier."""
        return palette.tier_colour(self.scheme, code)

    @property
    def accent(self) -> str:
        """Look here."""
        return palette.ACCENT[self.scheme]

    @property
    def accent_text(self) -> str:
        """Look here, as letters."""
        return palette.ACCENT_TEXT[self.scheme]

    @property
    def context(self) -> str:
        """The grey of what is not the point."""
        return palette.CONTEXT[self.scheme]

    @property
    def muted(self) -> str:
        """The grey of words that are not the point."""
        return palette.MUTED[self.scheme]

    @property
    def text(self) -> str:
        """The colour of text."""
        return palette.TEXT[self.scheme]

    @property
    def line(self) -> str:
        """The colour of hairlines."""
        return palette.LINE[self.scheme]


def figure(look: Look, height: int, **layout: Any) -> go.Figure:
    """An empty figure in the house style: transparent, no legend, hairline grid, no dragging."""
    import plotly.graph_objects as go

    made = go.Figure()
    made.update_layout(template=template(look.scheme), height=height, **layout)
    return made


@cache
def template(scheme: Scheme) -> go.layout.Template:
    """The plotly template of a theme."""
    import plotly.graph_objects as go

    text, line, grey = palette.TEXT[scheme], palette.LINE[scheme], palette.MUTED[scheme]
    axis: dict[str, Any] = {
        "gridcolor": line,
        "zerolinecolor": line,
        "linecolor": line,
        "tickfont": {"color": grey, "size": 12},
        "title": {"font": {"color": grey, "size": 12}},
        "ticks": "",
        "automargin": True,
        "fixedrange": True,
    }
    layout: dict[str, Any] = {
        "font": {"family": FONT, "size": 13, "color": text},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "colorway": list(palette.TIERS[scheme][:4]),
        "margin": {"l": 8, "r": 8, "t": 8, "b": 8, "pad": 4},
        "xaxis": axis | {"showgrid": False, "zeroline": False},
        "yaxis": axis | {"zeroline": False, "nticks": 5},
        "showlegend": False,
        "dragmode": False,
        "hoverlabel": {
            "bgcolor": palette.CARD[scheme],
            "bordercolor": line,
            "font": {"family": FONT, "size": 13, "color": text},
            "align": "left",
        },
        "bargap": 0.28,
        "uniformtext": {"minsize": 10, "mode": "show"},
    }
    return go.layout.Template(layout=layout)


def share_ticks(lowest: float, highest: float, look: Look) -> dict[str, Any]:
    """Round shares from `lowest` to `highest`, at most five steps, written as in sentences; for an axis."""
    step = next((step for step in SHARE_STEPS if (highest - lowest) / step <= MOST_STEPS), 1.0)
    ticks = [place * step for place in range(ceil(lowest / step - TINY), floor(highest / step + TINY) + 1)]
    return {"tickvals": ticks, "ticktext": [look.words.share(tick, 0) for tick in ticks]}


def hovers(*lines: str) -> str:
    """Lines of a hover card; the first stands out."""
    return "<br>".join([f"<b>{lines[0]}</b>", *lines[1:]])


def text_width(text: str) -> int:
    """About how many pixels a text takes in letters of 13 px; a Chinese sign is as wide as two, a blank as half."""
    return round(sum(2 if sign > "\u2e7f" else 0.5 if sign in " ·" else 1 for sign in text) * LETTER_PX)


def shortened(name: str, room: int) -> str:
    """A name in so many letters, cut where it is longer; a Chinese sign is as wide as two letters."""
    kept = ""
    for sign in name:
        room -= 2 if sign > "\u2e7f" else 1
        if room < 0:
            return f"{kept}…"
        kept += sign
    return kept
