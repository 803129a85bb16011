"""What a purchase forecast says, as sentences made from its figures."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.metrics.forecasts.forecast_judged import Judged
    from core.models.likelihood.results import CalibrationBin, Quality
    from core.store.forecasts import SavedForecast
    from core.text.words import Words

USUAL = 0.7
BEST = 0.2
RIGHT = 0.005


def unread(days: Sequence[date], words: Words) -> str:
    """That forecasts of these days are kept and cannot be read."""
    return words.plural(
        "A forecast kept as of {days} cannot be read: another version wrote it, or the file was damaged. It plays no "
        "part; make the forecast of that day anew.",
        "Forecasts kept as of {days} cannot be read: another version wrote them, or the file was damaged. They play no "
        "part; make the forecasts of those days anew.",
        len(days),
        days=words.listed([words.day(day) for day in days]),
    )


def until(found: SavedForecast, words: Words) -> str:
    """The last day of the horizon."""
    return words.day(found.as_of + timedelta(days=found.horizon_days))


def kept_its_word(quality: Quality, words: Words) -> str:
    """Whether a likelihood means what it says: "Of 100 customers given 70 % on average, 68 bought in the tests"."""
    found = named_bin(quality)
    return words(
        "Of 100 customers given a likelihood of {said} on average, {bought} bought in the tests.",
        said=words.chance(found.expected, 0),
        bought=words.count(round(found.bought * 100)),
    )


def named_bin(quality: Quality) -> CalibrationBin:
    """The tenth of the customers whose mean likelihood lay nearest to 70 %; none of them need have been given it."""
    return min(quality.calibration, key=lambda one: abs(one.expected - USUAL))


def bias_words(bias: float, words: Words) -> str:
    """How far a total was off in the tests: "6.0 % too low in the tests"."""
    if math.isnan(bias):  # nothing was bought, so nothing can be compared
        return words("nothing to compare in the tests")
    if abs(bias) < RIGHT:
        return words("right in the tests")
    size = words.share(abs(bias))
    return (
        words("{size} too high in the tests", size=size)
        if bias > 0
        else words("{size} too low in the tests", size=size)
    )


def revenue_bias_words(quality: Quality, words: Words) -> str:
    """How far the total of revenue, and of profit with it, was off in the tests."""
    if sum(one.revenue for one in quality.origins) < 0:
        return words("more came back than was bought in the tests")
    return bias_words(quality.score.revenue_bias, words)


def told_apart(quality: Quality, words: Words) -> str:
    """That the order of the customers says little, where it was hardly better than chance in the tests; else empty."""
    best = next((lift for lift in quality.lifts if lift.share == BEST), None)
    if best is None or quality.tells_apart:
        return ""
    return words(
        "The forecast hardly tells these customers apart: the {best} put first held {found} of the buyers in the "
        "tests, and as many drawn by lot hold {best}. Go by the totals, not by the order.",
        best=words.share(BEST, 0),
        found=words.share(best.captured_buyers, 0),
    )


def doubted(found: SavedForecast | None, words: Words) -> tuple[str, ...]:
    """What is to be said beside a list that stands on a forecast: nothing where it tells customers apart."""
    said = told_apart(found.quality, words) if found else ""
    return (said,) if said else ()


def expected_sentence(found: SavedForecast, words: Words) -> str:
    """How many of all customers are expected to buy within the horizon."""
    return will_buy(found, found.totals.buyers, found.totals.customers, words)


def will_buy(found: SavedForecast, buyers: float, customers: int, words: Words) -> str:
    """How many of some of its customers are expected to buy within the horizon."""
    return words.plural(
        "{buyers} of {count} customer is expected to buy in the {days} days to {day}.",
        "{buyers} of {count} customers are expected to buy in the {days} days to {day}.",
        customers,
        buyers=words.count(round(buyers)),
        days=words.count(found.horizon_days),
        day=until(found, words),
    )


def habit(words: Words, purchase_days: int, silent_days: int, usual_gap_days: float | None) -> str:
    """Why a likelihood is what it is: "usual gap 24 days, silent for 61 days, bought on 5 days so far"."""
    silent = (
        words.plural("silent for {count} day", "silent for {count} days", silent_days)
        if silent_days
        else words("bought on the day itself")
    )
    if usual_gap_days is None:
        return words("bought on one day so far, {silent}", silent=silent)
    whole = int(usual_gap_days + 0.5)  # as lists and tables round it: a gap between two middle ones is a half
    gap = words.plural("usual gap {count} day", "usual gap {count} days", whole)
    bought = words.plural("bought on {count} day so far", "bought on {count} days so far", purchase_days)
    return words("{gap}, {silent}, {bought}", gap=gap, silent=silent, bought=bought)


def tier_word(quality: Quality, code: str, label: str, words: Words) -> str:
    """How good it was for a tier: "Key in the tests: 71 % said to buy, 75 % of 12 did."; empty where not tested."""
    if not (bins := quality.by_group.get(code)):
        return ""
    found = bins[0]
    return words(
        "{tier} in the tests: {said} said to buy, {bought} of {customers} did.",
        tier=label,
        said=words.chance(found.expected, 0),
        bought=words.share(found.bought, 0),
        customers=words.count(found.customers),
    )


def said_and_came(found: Judged, words: Words, currency: str) -> str:
    """What an earlier forecast said, and what came."""
    return words(
        "On {day} we said that {said} of {customers} customers would buy in the next {days} days; {bought} did. "
        "Revenue: {said_revenue} said, {revenue} came.",
        day=words.day(found.forecast.as_of),
        said=words.count(round(found.expected_buyers)),
        customers=words.count(found.customers),
        days=words.count(found.forecast.horizon_days),
        bought=words.count(found.buyers),
        said_revenue=words.money_short(found.expected_revenue, currency),
        revenue=words.money_short(found.revenue, currency),
    )
