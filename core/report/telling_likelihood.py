"""Who will probably buy, told from the forecast that stands: a report makes none, and says what would bring one."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from core.charts.likelihood import band_colour, band_label
from core.metrics.forecasts.forecast_making import refusal_error
from core.models.likelihood.results import Refusal
from core.report.formats import name_of
from core.report.slides import Bar, Bars, Bullet, Bullets, Card, Cards, Cell, Row, Slide, Table
from core.text.likelihood_sentences import (
    BEST,
    habit,
    named_bin,
    revenue_bias_words,
    said_and_came,
    told_apart,
    will_buy,
)
from core.text.messages import message

if TYPE_CHECKING:
    from core.metrics.forecasts.forecast_bands import Bands
    from core.metrics.forecasts.forecast_best import BestExpected
    from core.models.likelihood.results import Quality
    from core.report.figures import Figures
    from core.store.forecasts import SavedForecast
    from core.text.teller import Teller

HUNDRED = 100


def likelihood(figures: Figures, teller: Teller) -> Slide:
    """How many will buy and for how much, how good such a forecast was, and of whom the most is expected."""
    t, found, bands = teller.t, figures.forecast, figures.bands
    topic = t.code("slide", "likelihood")
    notes = "\n".join((
        t("Purchase likelihood: the chance of at least one purchase in the days ahead, of everybody who ever bought."),
        t("Tests: on earlier days with nothing later known, the latest ones and the same season last year; then the "
          "method learns once more with all data and forecasts from today."),
        t("A forecast stands as long as no purchase up to its day changes; then it has to be made anew."),
    ))  # fmt: skip
    if found is None or bands is None:
        return Slide("likelihood", topic, *_without(figures, teller), notes)
    if not bands.customers:
        nobody = Bullets((Bullet(t("Filters choose among the customers of the forecast.")),))
        title = t("None of the customers chosen here has a forecast.")
        return Slide("likelihood", topic, title, (Row((Cell(nobody),)),), notes)
    below = (Cell(_bands(teller, bands), 1.0), Cell(_best(teller, bands, figures.likely), 1.6))
    rows = (Row((Cell(Cards(_cards(teller, found, bands))),), 0.27), Row(below, 0.73))
    title = _title(teller, found, bands)
    return Slide("likelihood", topic, title, rows, notes, _remark(figures, teller, found))


def _title(teller: Teller, found: SavedForecast, bands: Bands) -> str:
    """How many of those chosen will buy, for how much, and how far such totals were off."""
    t = teller.t
    return t(
        "{sentence} Expected revenue {amount} ({bias}).",
        sentence=will_buy(found, bands.buyers, bands.customers, t),
        amount=teller.money(bands.revenue),
        bias=revenue_bias_words(found.quality, t),
    )


def _without(figures: Figures, teller: Teller) -> tuple[str, tuple[Row, ...]]:
    """Title and rows where no forecast stands: what brings one, or why none can be made."""
    t, horizon = teller.t, figures.horizon
    if isinstance(horizon, Refusal):
        said = Bullets((Bullet(t("What is missing"), message(refusal_error(horizon), t)),))
        return t("Who will probably buy cannot be told from these data yet."), (Row((Cell(said),)),)
    said = Bullets((
        Bullet(t("What brings it"), t("One press on the page Purchase likelihood, or python -m core likelihood: it "
                                      "takes some seconds, with 100,000 customers up to a minute.")),
        Bullet(t("What it tells"), t("Who will probably buy within {days} days and for how much, and how good such a "
                                     "forecast was on earlier days.", days=t.count(horizon))),
    ))  # fmt: skip
    return t("Who will probably buy is not known: no forecast has been made of these purchases."), (Row((Cell(said),)),)


def _cards(teller: Teller, found: SavedForecast, bands: Bands) -> tuple[Card, ...]:
    """What is expected, and how good such a forecast was in the tests."""
    t, bias = teller.t, revenue_bias_words(found.quality, teller.t)
    expected = [(t.code("column", "expected_revenue"), bands.revenue)]
    if bands.profit is not None:
        expected.append((t.code("column", "expected_profit"), bands.profit))
    return (*(Card(name, teller.money(amount), bias) for name, amount in expected), *_how_good(teller, found.quality))


def _how_good(teller: Teller, quality: Quality) -> tuple[Card, ...]:
    """Whether a likelihood meant what it said, and whether those put first were the right ones."""
    t, kept = teller.t, named_bin(quality)
    word = Card(
        t("Of 100 given {said} on average", said=t.chance(kept.expected, 0)),
        t("{count} bought", count=t.count(round(kept.bought * HUNDRED))),
        t("customers in the tests"),
    )
    lift = next((one for one in quality.lifts if one.share == BEST), None)
    if lift is None or math.isnan(lift.captured_revenue):  # nothing was bought
        return (word,)
    share = t.share(lift.captured_revenue, 0)
    return (word, Card(t("Revenue of the best 20 %"), share, t("of all revenue in the tests")))


def _bands(teller: Teller, bands: Bands) -> Bars:
    """One bar per tenth of likelihood, the likeliest on top."""
    t, look = teller.t, teller.look
    items = tuple(
        Bar(band_label(band, look), band.customers, t.count(band.customers), band_colour(band, look))
        for band in bands.bands
    )
    highest = max(band.customers for band in bands.bands)
    return Bars(items, highest, t("Customers by purchase likelihood"), t("Customers"))


def _best(teller: Teller, bands: Bands, best: tuple[BestExpected, ...]) -> Table:
    """Of whom the most revenue is expected, with their habit of buying as the reason."""
    t = teller.t
    rows = tuple(
        (
            name_of(one.name, one.customer_id),
            t.chance(one.expected.likelihood, 0),
            teller.money(one.expected.expected_revenue),
            habit(t, one.expected.purchase_days, one.expected.silent_days, one.expected.usual_gap_days),
        )
        for one in best
    )
    head = (t("Customer"), t.code("column", "likelihood"), t.code("column", "expected_revenue"), t("Why"))
    total = sum(one.expected.expected_revenue for one in best)
    heading = t.plural(
        "The {count} customer with the most expected revenue: {share} of the total",
        "The {count} customers with the most expected revenue: {share} of the total",
        len(rows), share=t.share(float(total / bands.revenue) if bands.revenue > 0 else None),
    )  # fmt: skip
    return Table(head, rows, (1.7, 1.0, 0.9, 2.3), frozenset((1, 2)), heading)


def _remark(figures: Figures, teller: Teller, found: SavedForecast) -> str:
    """That it hardly tells customers apart, where that is so; else what an earlier forecast said and what came.

    Before one has closed: on how many days this one was tested.
    """
    t = teller.t
    if warned := told_apart(found.quality, t):
        return warned
    if figures.judged is not None:
        return said_and_came(figures.judged, t, teller.settings.currency)
    return t.plural(
        "Tested on {count} earlier day with nothing later known, then held against what came.",
        "Tested on {count} earlier days with nothing later known, then held against what came.",
        len(found.quality.origins),
    )  # fmt: skip
