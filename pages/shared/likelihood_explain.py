"""How purchase likelihood is computed, in words: the definitions, the values used, what was left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pages.shared import answers_likelihood
from pages.shared.view import View

if TYPE_CHECKING:
    from core.store.forecasts import SavedForecast


def definition(view: View) -> list[str]:
    """What the figures mean."""
    t = view.t
    return [
        t("Purchase likelihood: the chance of at least one purchase in the days ahead, of everybody who ever bought."),
        t("Of a chance over 99 % or under 1 % only that is said: nobody is sure to buy, or never to. Totals and files "
          "count with the figure."),
        t("A purchase is a day with a bought line of positive amount; several orders on one day count once."),
        t("With net, what came back counts on the day it came back, or on the next purchase day; returned orders and "
          "cancelled ones are no purchase."),
        t("Expected purchases: purchase days. Expected profit: expected revenue at the customer's own margin, drawn "
          "towards that of all where little is known."),
        t("Methods: habits of buying and dropping out (MBG/NBD with Gamma-Gamma), linear models on recency, frequency "
          "and spending, boosted trees from 800 customers on, and their mean, which is used for each figure unless "
          "one method was clearly nearer to what came in the tests."),
        t("Tests: on earlier days with nothing later known, the latest ones and the same season last year; then the "
          "method learns once more with all data and forecasts from today."),
        t("Where enough is known of a year ago, each method is moved by part of what it missed in the same season "
          "then; the tests do the same."),
        t("MBG/NBD learns from closed windows how far it is off, and what it means that a customer is late against the "
          "usual gap."),
        t("Filters on orders forecast such purchases alone; filters on customers, tiers and segments choose among the "
          "forecast customers."),
        t("A forecast stands as long as no purchase up to its day changes; then it has to be made anew."),
    ]  # fmt: skip


def method_words(view: View, found: SavedForecast) -> str:
    """The method of each figure: one name where it is the same for all."""
    t, chosen = view.t, found.chosen
    if chosen.likelihood == chosen.orders == chosen.revenue:
        return t.code("family", chosen.likelihood)
    return t(
        "{likelihood} for the likelihood, {orders} for purchases, {revenue} for revenue and profit",
        likelihood=t.code("family", chosen.likelihood), orders=t.code("family", chosen.orders),
        revenue=t.code("family", chosen.revenue),
    )  # fmt: skip


def used(view: View, found: SavedForecast) -> list[tuple[str, str]]:
    """What is needed to make the forecast again."""
    t = view.t
    numbers = ", ".join(f"{name} {value:.4g}" for name, value in sorted(found.parameters.items()))
    libraries = ", ".join(f"{name} {version}" for name, version in sorted(found.libraries.items()))
    return [
        (t("Days ahead"), t.count(found.horizon_days)),
        (t("Customers"), t.count(found.totals.customers)),
        (t("Method"), method_words(view, found)),
        (t("Parameters of MBG/NBD and Gamma-Gamma, and of what was moved on log odds"), numbers),
        (t("Seed"), str(found.seed)),
        (t("Libraries"), libraries),
        (t("Made on"), t.day(found.made_at.date())),
        (t("Data version"), str(found.stood_on["data_version"])),
    ]


def left_out(view: View) -> list[str]:
    """What no forecast can know of."""
    t, found = view.t, answers_likelihood.left_out(view)
    if not found.lines:
        return []
    return [
        t("Lines without a customer: {lines}, {revenue}", lines=t.count(found.lines), revenue=view.money(found.revenue))
    ]
