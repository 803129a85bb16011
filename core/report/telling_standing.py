"""Where we stand, and the five customer measures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.charts.overview import LAST_MONTHS, monthly_amounts
from core.report.formats import money_format, money_ticks, share_format, share_ticks, tone
from core.report.slides import Card, Cards, Cell, Columns, Lines, Row, Series, Slide, Table
from core.text.measure_sentences import change_text, definitions, kpi_text
from core.text.page_sentences import how_we_are, joined, whose_months

if TYPE_CHECKING:
    from core.metrics.results import Kpi, Overview
    from core.report.figures import Figures
    from core.text.teller import Teller

DRAWN = ("retention", "profitability")
FEWEST_POINTS = 2


def standing(figures: Figures, teller: Teller) -> Slide:
    """The figures of the window beside a year before, and what each tier brings per month."""
    t, found = teller.t, figures.overview
    cards = tuple(_card(teller, kpi) for kpi in found.kpis if kpi.value is not None)
    return Slide(
        "overview",
        t.code("slide", "overview"),
        how_we_are(teller, found),
        (Row((Cell(Cards(cards)),), 0.29), Row((Cell(_monthly(teller, found)),), 0.71)),
        t("Active customers, revenue and gross profit: over the window; customers with a counted line are active."),
        whose_months(teller, found),
    )


def _card(teller: Teller, kpi: Kpi) -> Card:
    t = teller.t
    change = kpi.change_month if kpi.change_year is None else kpi.change_year
    said = change_text(teller, kpi, change)
    if kpi.change_year is not None:
        said = t("{change} on a year before", change=said)
    elif change is not None:
        said = t("{change} on a month before", change=said)
    return Card(t.code("kpi", kpi.code), kpi_text(teller, kpi), said, tone(kpi, change))


def _monthly(teller: Teller, found: Overview) -> Columns:
    t, amounts = teller.t, monthly_amounts(found)
    months = sorted({month for month, _ in amounts})[-LAST_MONTHS:]
    codes = [*(tier.code for tier in found.pyramid.tiers), "unprofitable", "others"]
    series = tuple(
        Series(teller.tier(code), tuple(float(amounts.get((month, code), 0)) for month in months),
               teller.look.colour(code))
        for code in codes if any(amounts.get((month, code)) for month in months)
    )  # fmt: skip
    sums = [sum(max(one.values[place] or 0.0, 0.0) for one in series) for place in range(len(months))]
    ticks = money_ticks(teller, max(sums, default=0.0))
    names = tuple(t.month(month) for month in months)
    return Columns(names, series, ticks, money_format(teller), t("Revenue per month and tier"))


def five_measures(figures: Figures, teller: Teller) -> Slide:
    """The five measures with their changes and what each means, and two of them over time."""
    t, found = teller.t, figures.overview
    told = definitions(t)
    rows = tuple(
        (
            t.code("kpi", kpi.code),
            kpi_text(teller, kpi),
            *("–" if change is None else change_text(teller, kpi, change)
              for change in (kpi.change_year, kpi.change_month)),
            told[kpi.code][0].upper() + told[kpi.code][1:],
        )
        for kpi in found.measures
    )  # fmt: skip
    head = (t("Measure"), t("Now"), t("A year before"), t("A month before"), t("What it means"))
    table = Table(head, rows, (1.5, 0.9, 1.3, 1.3, 4.2), frozenset((1, 2, 3)))
    drawn = [_line(teller, kpi) for kpi in found.measures if kpi.code in DRAWN]
    cells = tuple(Cell(part) for part in drawn if part is not None)
    rows_of = (Row((Cell(table),), 0.54), Row(cells, 0.46)) if cells else (Row((Cell(table),)),)
    notes = "\n".join(f"{t.code('kpi', code)}: {meant}" for code, meant in told.items())
    return Slide("measures", t.code("slide", "measures"), _better_and_worse(teller, found), rows_of, notes,
                 _unknown(teller, found))  # fmt: skip


def _better_and_worse(teller: Teller, found: Overview) -> str:
    """Which measures got better and which got worse, against a year before where that is known."""
    t = teller.t
    by_year = any(kpi.change_year is not None for kpi in found.measures)
    changes = [(kpi, kpi.change_year if by_year else kpi.change_month) for kpi in found.measures]
    known = [(kpi, change) for kpi, change in changes if change is not None]
    if not known:
        told = [f"{t.code('kpi', kpi.code)} {kpi_text(teller, kpi)}" for kpi in found.measures if kpi.value is not None]
        if not told:
            return t("The data do not tell any of the five customer measures yet.")
        return t("The first figures: {figures}; there is nothing yet to compare them with.", figures=t.listed(told))

    def named(better: bool) -> str:
        return t.listed([
            t("{measure} ({change})", measure=t.code("kpi", kpi.code), change=change_text(teller, kpi, change))
            for kpi, change in known if change and (change > 0) == better
        ])  # fmt: skip

    up, down = named(better=True), named(better=False)
    sentences = [t("Better than a year before: {measures}." if by_year else "Better than a month before: {measures}.",
                   measures=up)] if up else []  # fmt: skip
    if down:
        sentences.append(
            t("Worse than a year before: {measures}." if by_year else "Worse than a month before: {measures}.",
              measures=down)
        )  # fmt: skip
    return joined(t, sentences) or t("None of the five customer measures has changed.")


def _unknown(teller: Teller, found: Overview) -> str:
    """Which measures cannot be told, and what would tell them."""
    t = teller.t
    needed = {
        "market_share": t("say the size of the market in Settings"),
        "satisfaction_index": t("import a survey"),
        "profitability": t("import sales with costs"),
        "retention": t("needs two whole windows"),
        "acquisition": t("needs two whole windows"),
    }
    absent = [
        t("{name}: {reason}", name=t.code("kpi", kpi.code), reason=needed[kpi.code])
        for kpi in found.measures if kpi.value is None
    ]  # fmt: skip
    young = next((kpi.trend_window_months for kpi in found.measures if kpi.trend_window_months), None)
    if young:
        absent.append(
            t.plural("Change and history over windows of {count} month, because the data are young.",
                     "Change and history over windows of {count} months, because the data are young.", young)
        )  # fmt: skip
    return " · ".join(absent)


def _line(teller: Teller, kpi: Kpi) -> Lines | None:
    """One measure over time; None where there are not two points."""
    t, known = teller.t, [(month, float(value)) for month, value in kpi.history if value is not None]
    if len(known) < FEWEST_POINTS:
        return None
    values = tuple(value for _, value in known)
    series = (Series(t.share(values[-1]), values, teller.look.colour("important")),)
    ticks = share_ticks(teller, min(values), max(values))
    return Lines(
        tuple(t.month(month) for month, _ in known), series, ticks, share_format(teller), t.code("kpi", kpi.code)
    )
