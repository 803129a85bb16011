"""Parts of the page about purchase likelihood: who will buy, whether the forecast kept its word, how it was tested."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from core.charts.likelihood import band_label, draw_bands, draw_calibration, draw_captured
from core.metrics.forecasts.forecast_bands import Band, Bands, rules_of
from core.text.likelihood_sentences import bias_words, revenue_bias_words, said_and_came
from core.text.words import held_together
from pages.shared import answers_likelihood
from pages.shared.behind import behind
from pages.shared.likelihood_explain import method_words
from pages.shared.picking import clickable, picked, picker, still
from pages.shared.small_cards import small_cards
from pages.shared.tables import Kind, show_table
from pages.shared.view import View

if TYPE_CHECKING:
    from core.store.forecasts import SavedForecast

PICK = "likelihood"
RANKS = ("likelihood", "expected_profit", "expected_revenue")
BEHIND = (
    "customer_name", "likelihood", "expected_orders", "expected_revenue", "expected_profit", "usual_gap_days",
    "recency_days", "tier", "customer_id",
)  # fmt: skip


def totals(view: View, found: SavedForecast, bands: Bands) -> None:
    """What is expected of all chosen customers together, and beside it how far such totals were off in the tests."""
    t, bias = view.t, revenue_bias_words(found.quality, view.t)
    orders_bias = found.quality.score.orders_bias
    figures = [
        (t("Expected buyers"), t.count(round(bands.buyers)), bias_words(_buyers_bias(found), t)),
        (t.code("column", "expected_orders"), t.count(round(bands.orders)), bias_words(orders_bias, t)),
        (t.code("column", "expected_revenue"), view.money(bands.revenue), bias),
    ]
    if bands.profit is not None:
        figures.append((t.code("column", "expected_profit"), view.money(bands.profit), bias))
    small_cards(figures)


def _buyers_bias(found: SavedForecast) -> float:
    origins = found.quality.origins
    came = sum(one.buyers for one in origins)
    return sum(one.expected_buyers for one in origins) / came - 1 if came else float("nan")


def who_will_buy(view: View, bands: Bands) -> None:
    """The customers by likelihood: a bar to click, the same from the keyboard, and the customers behind it."""
    t = view.t
    with st.container(border=True, key="bands_card"):
        st.subheader(t("Who will buy?"), anchor=False)
        clickable(draw_bands(bands, view.look, picked(PICK)), PICK, t("Customers by purchase likelihood"))
        names = {band.code: band_label(band, view.look) for band in bands.bands}
        left, right = st.columns([1, 2])
        with left:
            code = picker(view, PICK, list(names), names.__getitem__, t("Show the customers of"))
        with right:
            order = st.segmented_control(
                t("Best first by"), _ranks(bands), key="likelihood_rank", default="likelihood", required=True,
                wrap=True,
                format_func=lambda name: t.code("column", name),
            )  # fmt: skip
    shown: Band | Bands = bands
    title, rules = t("All customers with a forecast"), ["likelihood >= 0"]
    if code:
        title = t("Customers with a likelihood of {band}", band=names[code])
        shown = next(band for band in bands.bands if band.code == code)
        rules = rules_of(shown)
    behind(
        view, title, rules, key=PICK, columns=BEHIND, order=(str(order), True), closable=bool(code),
        told=_told(view, shown),
    )  # fmt: skip


def _told(view: View, shown: Band | Bands) -> str:
    """How many, and what they are expected to bring within the horizon: not what they brought in the window."""
    return view.t.plural(
        "**{count}** customer, expected revenue **{revenue}**",
        "**{count}** customers, expected revenue **{revenue}**",
        shown.customers,
        revenue=view.money(shown.revenue),
    )


def _ranks(bands: Bands) -> tuple[str, ...]:
    return RANKS if bands.profit is not None else ("likelihood", "expected_revenue")


def kept_word(view: View, found: SavedForecast) -> None:
    """Two charts: whether likelihoods mean what they say, and what the customers who were put first brought."""
    t = view.t
    left, right = st.columns(2, gap="medium")
    with left, st.container(border=True, key="calibration_card"):
        st.subheader(t("Does a likelihood mean what it says?"), anchor=False)
        still(draw_calibration(found.quality, view.look), "calibration", t("What was said against what came"))
        bins = found.quality.calibration
        st.caption(
            t("Each point: about {count} customers of like likelihood in the tests. On the dotted line as many bought "
              "as was said, above it more, below it fewer.",
              count=t.count(round(sum(one.customers for one in bins) / len(bins))))
        )  # fmt: skip
    with right, st.container(border=True, key="captured_card"):
        st.subheader(t("Does it find the right ones?"), anchor=False)
        still(draw_captured(found.quality, view.look), "captured", t("What the customers put first brought"))
        st.caption(t("What those brought who were put first in the tests: revenue by expected revenue, buyers by "
                     "likelihood. The upright mark: what as many customers drawn by lot would bring."))  # fmt: skip


def last_time(view: View) -> None:
    """What an earlier forecast said and what came; nothing where none has closed."""
    judged = answers_likelihood.judged(view)
    if judged is None:
        return
    t = view.t
    with st.container(border=True, key="last_time", gap="small"):
        st.markdown(f"**{t('What we said last time')}**")
        st.markdown(held_together(said_and_came(judged, t, view.settings.currency).replace("$", "\\$")))
        if judged.was_made_later:
            st.caption(t("It was made afterwards, from the purchases up to its day alone."))


def by_tier(view: View, found: SavedForecast) -> None:
    """How the forecast did for each tier."""
    import pandas as pd

    t = view.t
    rows = [
        (code, one.customers, one.expected, one.bought) for code, bins in found.quality.by_group.items() for one in bins
    ]
    if not rows:
        st.markdown(t("The data begin too late to know the tiers before the first test."))
        return
    names = {"customers": t("Customers in the tests"), "expected": t("Forecast"), "bought": t("Bought")}
    kinds: dict[str, Kind] = {"customers": "number", "expected": "chance", "bought": "share"}
    frame = pd.DataFrame(rows, columns=["tier", *names])
    show_table(view, frame, key="forecast_tiers", names=names, kinds=kinds)
    st.caption(t("Tiers as they stood before the first test, so that none of them knows what was tested; who came "
                 "later is in none."))  # fmt: skip


def methods(view: View, found: SavedForecast) -> None:
    """What was tried and what was chosen, and why."""
    import pandas as pd

    t = view.t
    st.markdown(
        t("Chosen: **{method}**. For each figure the average, unless one method was clearly nearer to what came in the "
          "tests.", method=method_words(view, found))
        if len(found.tried) > 1
        else t("Tried: **{method}** alone. With fewer than 200 customers other methods learn too little.",
               method=t.code("family", found.chosen.likelihood))
    )  # fmt: skip
    names = {
        "method": t("Method"),
        "log_loss": t("Log loss"),
        "auc": t("AUC"),
        "calibration_error": t("Calibration error"),
        "revenue_bias": t("Bias of revenue"),
        "capture_20": t("Revenue of the best 20 %"),
        "revenue_deviance": t("Error of revenue"),
    }
    kinds: dict[str, Kind] = {"log_loss": "index", "auc": "index", "calibration_error": "share",
                              "revenue_bias": "share", "capture_20": "share",
                              "revenue_deviance": "share"}  # fmt: skip
    rows = [
        (
            t.code("family", one.family),
            one.log_loss,
            one.auc,
            one.calibration_error,
            one.revenue_bias,
            one.capture_20,
            one.revenue_deviance,
        )
        for one in sorted(found.tried, key=lambda one: one.log_loss)
    ]
    show_table(view, pd.DataFrame(rows, columns=list(names)), key="forecast_methods", names=names, kinds=kinds)
    st.caption(
        t("Log loss: how far likelihoods lie from what came, lower is better. AUC: how often a buyer was put "
          "before one who did not buy, 0.5 = by lot. Calibration error: mean distance from the dotted line. Error of "
          "revenue: against 100 % where everybody is expected to bring the same.")
    )  # fmt: skip


def tests(view: View, found: SavedForecast) -> None:
    """On which days the forecast was tested, and what was said and came each time."""
    import pandas as pd

    t = view.t
    names = {
        "day": t("Day of the test"),
        "customers": t("Customers"),
        "expected_buyers": t("Forecast buyers"),
        "buyers": t("Actual buyers"),
        "expected_revenue": t("Forecast revenue"),
        "revenue": t("Actual revenue"),
    }
    kinds: dict[str, Kind] = {"day": "day", "customers": "number", "expected_buyers": "number", "buyers": "number",
                              "expected_revenue": "money", "revenue": "money"}  # fmt: skip
    rows = [[getattr(one, name) for name in names] for one in found.quality.origins]
    show_table(view, pd.DataFrame(rows, columns=list(names)), key="forecast_origins", names=names, kinds=kinds)
    st.caption(t("Each time nothing later than the day was known to the method, and the {days} days after it were "
                 "forecast, then counted.", days=t.count(found.horizon_days)))  # fmt: skip


def next_category(view: View) -> None:
    """How good the proposals of what fits next were, beside as many of what most customers buy."""
    t, test = view.t, answers_likelihood.category_test(view)
    if test is None or test.hit_rate is None or test.popular_rate is None:
        st.markdown(t("Nothing to test yet: it takes order lines with product categories, proposals made from them "
                      "three months ago, and customers who have bought a new category since."))  # fmt: skip
        return
    st.markdown(
        t.plural(
            "Of {count} customer who had a proposal on {day} and then bought a new category, {share} bought one that "
            "was proposed; as many guesses at what most customers buy would have hit {popular}.",
            "Of {count} customers who had a proposal on {day} and then bought a new category, {share} bought one that "
            "was proposed; as many guesses at what most customers buy would have hit {popular}.",
            test.customers, day=t.day(test.day), share=t.share(test.hit_rate, 0), popular=t.share(test.popular_rate, 0),
        )
    )  # fmt: skip
    if test.hit_rate <= test.popular_rate:
        st.caption(t("Here the proposals are no better than what most customers buy: take them as a hint only."))
