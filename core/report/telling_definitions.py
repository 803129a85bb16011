"""What all figures of the report stand on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.report.slides import Cell, Row, Slide, Table
from core.text.page_sentences import joined, not_counted, window_words
from core.text.words import Words

if TYPE_CHECKING:
    from core.metrics.results import Pyramid
    from core.report.figures import Figures
    from core.text.teller import Teller


def definitions(figures: Figures, teller: Teller) -> Slide:
    """The day, the window, returns, cuts, and what was left out."""
    t, basis = teller.t, figures.basis
    rows = [
        (t("Day"), t("All figures are true for {day}, never for today.", day=t.day(basis.as_of))),
        (t("Window"), _window(figures, teller)),
        (t("Returns"), _returns(teller, basis.refunds)),
        (t("Ranked by"), _ranked(teller)),
        (t("Tiers"), t("; ").join(teller.tier_with_share(code) for code in teller.question.cut.tiers)),
        (t("Smallest value in each tier"), _cut_values(teller, figures.overview.pyramid)),
        (t("Changes"), t("Against the window that ended a year, or a month, earlier; of shares in points.")),
        (t("Filters"), filters_told(figures, teller) or t("None: all customers.")),
        (t("Left out"), _left_out(teller, figures.overview.pyramid)),
    ]
    table = Table((t("What"), t("How it is meant")), tuple(rows), (1.0, 4.2))
    title = t("Every figure here is as of {day}, over {window}, {refunds}.", day=t.day(basis.as_of),
              window=window_words(teller, basis), refunds=t.code("refunds", basis.refunds))  # fmt: skip
    return Slide("definitions", t.code("slide", "definitions"), title, (Row((Cell(table),)),), where_defined(t))


def where_defined(t: Words) -> str:
    """Where every figure of a report is defined."""
    return t("Every page of the app shows the same figures with their definition and their query under “How is this "
             "computed”.")  # fmt: skip


def _window(figures: Figures, teller: Teller) -> str:
    t, basis = teller.t, figures.basis
    parts = [window_words(teller, basis)]
    if basis.reaches_before_data:
        parts.append(t("the window begins before the data"))
    if basis.unfinished_months:
        parts.append(t("{months} not complete", months=t.listed([t.month(month) for month in basis.unfinished_months])))
    return t("; ").join(parts)


def _returns(teller: Teller, refunds: str) -> str:
    t = teller.t
    if refunds == "net":
        return t("Net: what came back is taken off; orders returned whole do not count.")
    return t("Gross: what was bought, before returns.")


def _ranked(teller: Teller) -> str:
    t = teller.t
    measure = t.code("value", teller.question.value)
    return t("{measure} in the window, customers above zero; equal values share the better tier.", measure=measure)


def _cut_values(teller: Teller, found: Pyramid) -> str:
    t = teller.t
    told = [
        t("{tier} from {value}", tier=teller.tier(tier.code), value=teller.value(tier.cut_value))
        for tier in found.tiers if tier.cut_value is not None
    ]  # fmt: skip
    return t("; ").join(told) or "–"


def filters_told(figures: Figures, teller: Teller) -> str:
    """What the filters choose, in words; empty without any."""
    t, filters = teller.t, figures.question.filters
    parts = [
        t("{name}: {reason}", name=t.code("column", column), reason=t.listed(list(values)))
        for column, values in (*filters.lines, *filters.customers)
    ]
    if filters.tiers:
        told = t.listed([teller.tier(code) for code in filters.tiers])
        parts.append(t("{name}: {reason}", name=t("Tier"), reason=told))
    if filters.segments:
        told = t.listed([t.code("segment", code) for code in filters.segments])
        parts.append(t("{name}: {reason}", name=t.code("column", "segment"), reason=told))
    return t("; ").join(parts)


def _left_out(teller: Teller, found: Pyramid) -> str:
    return joined(teller.t, not_counted(teller, found)) or teller.t("Nothing.")
