"""Parts of the pyramid page: its sentence, the tier table, the groups outside, the notice for few customers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from core.metrics.results import Concentration, Pyramid
from core.settings import Cut
from core.text.page_sentences import not_counted
from pages.shared.small_cards import small_cards
from pages.shared.tables import show_table, total_kind, value_kind
from pages.shared.view import View

if TYPE_CHECKING:
    import pandas as pd

FEW = 200
BEST = 5


def notices(view: View, found: Pyramid) -> None:
    """What a reader must know before the figures: few customers, costs that are missing."""
    t = view.t
    if view.question.cut.method == "share" and found.customers_ranked < FEW:
        best = found.tiers[0]
        st.info(
            t.plural(
                "Only {count} customer is ranked, so a small share is one or two names ({tier}: {names}). "
                "Amounts fit better here: see “What would other cuts give?”.",
                "Only {count} customers are ranked, so a small share is one or two names ({tier}: {names}). "
                "Amounts fit better here: see “What would other cuts give?”.",
                found.customers_ranked, tier=view.tier(best.code), names=t.count(best.customers),
            ),
            icon=":material/info:",
        )  # fmt: skip
    if found.profit_coverage is not None and found.profit_coverage < 0.995:
        st.info(
            t("Costs are known for {share} of the revenue; profit speaks of that part.",
              share=t.share(found.profit_coverage)),
            icon=":material/info:",
        )  # fmt: skip


def tier_table(found: Pyramid, cut: Cut) -> pd.DataFrame:
    """One row per tier of the cut, as it is shown and exported."""
    import pandas as pd

    rows = [
        (
            tier.code,
            tier.customers,
            tier.value,
            tier.value_share,
            tier.customer_share,
            tier.company_share,
            tier.cut_value,
        )
        for tier in found.tiers
        if tier.code in cut.tiers
    ]
    columns = ["tier", "customers", "value", "value_share", "customer_share", "company_share", "cut_value"]
    return pd.DataFrame(rows, columns=columns)


def table_names(view: View) -> dict[str, str]:
    """The headers of the tier table."""
    t = view.t
    return {
        "customers": t("Customers"),
        "customer_share": t("Share of customers"),
        "value": view.look.total_label,
        "value_share": t("Share of the ranked"),
        "company_share": t("Share of the company"),
        "cut_value": t("Smallest value in it"),
    }


def show_tiers(view: View, found: Pyramid, key: str) -> None:
    """The tier table, drawn."""
    table = tier_table(found, view.question.cut)
    kinds: dict[str, Any] = {
        "value_share": "bar", "cut_value": value_kind(view), "customers": "number", "value": total_kind(view),
    }  # fmt: skip
    show_table(view, table, key=key, names=table_names(view), kinds=kinds)


def outside(view: View, found: Pyramid) -> None:
    """Who is beside the tiers, where there is anybody: unprofitable, inactive, without a customer, set apart."""
    t = view.t
    cards = []
    if found.unprofitable_customers:
        told = t.count(found.unprofitable_customers), view.total(found.unprofitable_value)
        cards.append((view.tier("unprofitable"), *told))
    if found.inactive_customers:
        cards.append((view.tier("inactive"), t.count(found.inactive_customers), t("nothing in the window")))
    if found.unassigned_lines:
        cards.append((
            view.tier("unassigned"),
            t.count(found.unassigned_lines),
            t("lines: {value}, {share} of the company", value=view.money(found.unassigned_revenue),
              share=t.share(_part(found.unassigned_revenue, found.company_total))) if view.question.value == "revenue"
            else t("lines: {value}", value=view.money(found.unassigned_revenue)),
        ))  # fmt: skip
    if found.excluded_customers:
        cards.append((t("Set apart"), t.count(found.excluded_customers), view.total(found.excluded_value)))
    small_cards(cards)


def _part(part: Any, whole: Any) -> float:
    return float(part / whole) if whole else 0.0


def concentration_sentence(view: View, found: Concentration) -> str:
    """How concentrated the value is, in one line."""
    t = view.t
    parts = [t("The five best bring {share}.", share=t.share(found.top5_share))] if found.customers > BEST else []
    if found.customers_for_80:
        parts.append(
            t.plural("{count} customer makes 80 % ({share} of all).", "{count} customers make 80 % ({share} of all).",
                     found.customers_for_80, share=t.share(found.customers_for_80 / max(found.customers, 1)))
        )  # fmt: skip
    parts.append(t("Gini {gini}.", gini=t.number(found.gini, 2)))
    parts.append(
        t.plural("The curve holds {count} customer, unprofitable ones too.",
                 "The curve holds {count} customers, unprofitable ones too.", found.customers)
        if max(found.value_shares, default=0) > 1  # above all there is: somebody takes some of it away again
        else t.plural("The curve holds {count} customer.", "The curve holds {count} customers.", found.customers)
    )  # fmt: skip
    return (" " if t.language == "en" else "").join(parts)


def how_computed(view: View, found: Pyramid) -> tuple[list[str], list[tuple[str, str]], list[str]]:
    """The definition, the values used and what was left out."""
    t, cut = view.t, view.question.cut
    rule = {
        "share": t("A customer is in the first tier whose ceiling lies above the share of customers with more value."),
        "contribution": t(
            "A customer is in the first tier whose ceiling lies above the share of value held by better ones."
        ),
        "thresholds": t("A customer is in the first tier whose amount it reaches."),
    }[cut.method]
    definition = [
        *_ranked_by(view, found),
        rule,
        t("Equal values share the better tier; the best customer is always in the first."),
        t("{unprofitable}: bought or returned in the window, with a value of zero or less. {inactive}: known, but "
          "nothing counted in the window.", unprofitable=view.tier("unprofitable"), inactive=view.tier("inactive")),
    ]  # fmt: skip
    used = [
        (view.tier_with_share(tier.code), t("from {value} per customer", value=_full(view, tier.cut_value)))
        for tier in found.tiers
        if tier.cut_value is not None
    ]
    return definition, used, not_counted(view, found)


def _ranked_by(view: View, found: Pyramid) -> list[str]:
    t = view.t
    measure, refunds = t.code("value", view.question.value).lower(), t.code("refunds", found.basis.refunds)
    if view.question.value != "value_index":
        return [
            t("Ranked are customers with a value above zero in the window: {measure}, {refunds}.",
              measure=measure, refunds=refunds)
        ]  # fmt: skip
    return [
        t("Ranked are customers with a current value above zero in the window, {refunds}, by their value index: the "
          "weighted mean of their places by current value, potential and non-monetary value.", refunds=refunds),
        t("An index has no total: totals and shares are of current value, the smallest values of the index."),
    ]  # fmt: skip


def _full(view: View, value: Any) -> str:
    if view.question.value == "order_count":
        return view.t.count(value)
    if view.question.value == "value_index":
        return view.t.number(value, 4)
    return view.t.money(value, view.settings.currency, 2)
