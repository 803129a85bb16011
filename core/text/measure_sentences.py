"""How the figures of the first page are written, their changes, and what the five customer measures mean."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from core.text.teller import Teller
from core.text.words import Words

if TYPE_CHECKING:
    from core.metrics.results import Kpi

MONEY = ("revenue", "gross_profit")
SHARES = ("top_share", "retention", "market_share", "profitability")
NEUTRAL = ("top_share",)  # more or less of it is neither good nor bad


def definitions(t: Words) -> dict[str, str]:
    """What each of the five customer measures means."""
    return {
        "market_share": t("the company's revenue in the window as a share of what the whole market buys in that time."),
        "retention": t("of those active in the window before this one, the share that is active in this one."),
        "acquisition": t("customers whose first order ever lies in the window."),
        "satisfaction_index": t("weighted mean over the dimensions, 0 to 100; see the page Satisfaction."),
        "profitability": t("gross profit as a share of revenue, without tax, over the lines that have a cost."),
    }


def kpi_text(teller: Teller, kpi: Kpi) -> str:
    """A figure as people read it; a dash where there is none."""
    t, value = teller.t, kpi.value
    if value is None:
        return "–"
    if kpi.code in MONEY:
        return teller.money(Decimal(value))
    if kpi.code in SHARES:
        return t.share(float(value))
    return t.number(value, 1) if kpi.code == "satisfaction_index" else t.count(value)


def change_text(teller: Teller, kpi: Kpi, change: float | None) -> str:
    """A change with its unit: relative, or points of shares and indices."""
    t = teller.t
    if change is None:
        return t("nothing to compare with")
    if kpi.code in SHARES:
        return t("{points} points", points=_signed(t, change * 100))
    if kpi.code == "satisfaction_index":
        return t("{points} index points", points=_signed(t, change))
    return t.change(change)


def _signed(t: Words, points: float) -> str:
    """Points with their sign; never minus zero."""
    told = t.number(abs(points), 1)
    return f"−{told}" if points < 0 and float(told.replace(",", "")) else f"+{told}"
