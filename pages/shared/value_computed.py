"""How customer value is computed, in words: the definitions, the values used, what was left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pages.shared.view import View

if TYPE_CHECKING:
    from core.metrics.worth.customer_value import CustomerValue


def how_computed(view: View, found: CustomerValue) -> tuple[list[str], list[tuple[str, str]], list[str]]:
    """The definition, the values used and what was left out."""
    return _definition(view, found), _used(view, found), _left_out(view, found)


def _definition(view: View, found: CustomerValue) -> list[str]:
    t = view.t
    current = (
        t("Current value: gross profit in the window, minus the cost to serve of the customer file.")
        if found.measure == "gross_profit"
        else t(
            "Current value: revenue in the window (no line has a cost), minus the cost to serve of the customer file."
        )
    )
    return [
        current,
        t("A year's cost to serve and annual need count for the months of the window inside the data; under a filter "
          "on orders they are left out, since they are of the whole customer."),
        t("Tiers here are cut by {measure}, whatever customers are ranked by elsewhere.",
          measure=t.code("value", found.measure).lower()),
        t("Potential value: {measure} taken to 12 months, times the yearly retention of the tier.",
          measure=t.code("value", found.measure).lower())
        if found.forecast_days is None
        else t("Potential value: what the purchase forecast expects of the next {days} days, taken to 12 months as if "
               "the rest stayed away at the yearly retention of the tier: times (1 - r) / (1 - r ^ ({days} / 365)).",
               days=found.forecast_days),
        t("Grade of potential: by the potential if all of a known annual need were bought here; high = the best "
          "20 %, middle = the next 30 %."),
        t("Non-monetary value: 0 to 100, the mean of referrals, standing and information where given; 100 = the "
          "highest given to anybody."),
        t("Value index: 0 to 1, the weighted mean of the places by the three parts, 1 = better than all others. A part "
          "that is not known is left out."),
        t("Lifetime value: m * r / (1 + i - r) with m = current value a year, r = yearly retention, i = discount rate; "
          "its range comes from the 95 % interval (Wilson) of the retention.")
        if found.forecast_days is None
        else t("Lifetime value: (potential value - cost to serve a year * r) / (1 + i - r), r = yearly retention, "
               "i = discount rate; its range comes from the 95 % interval (Wilson) of the retention."),
        t("Customer equity: the sum of the lifetime values."),
        t("Paid on time: of the amounts due by the day, what was paid by its due date."),
        t("Who costs money: what the bought goods would have brought at list price with nothing returned, minus "
          "discounts, minus the profit that went with returns, minus the cost to serve, is the current value."),
    ]  # fmt: skip


def _used(view: View, found: CustomerValue) -> list[tuple[str, str]]:
    t, rules = view.t, view.question.value_rules
    weights = t(
        "{current} / {potential} / {non_monetary}",
        current=f"{rules.current_weight.normalize():f}",
        potential=f"{rules.potential_weight.normalize():f}",
        non_monetary=f"{rules.non_monetary_weight.normalize():f}",
    )
    used = [
        (t("Weights of current, potential and non-monetary value"), weights),
        (t("Discount rate a year"), t.share(float(rules.discount_rate))),
        (t("Months of the window inside the data"), t.count(found.months)),
    ]
    if found.retention_window_months is not None:
        used.append((t("Months over which retention is counted"), t.count(found.retention_window_months)))
    for tier in found.tiers:
        if tier.retention is not None and tier.equity is not None:
            kept = tier.retention
            used.append(
                (
                    t("Retention of {tier}", tier=view.tier(tier.code)),
                    t(
                        "{rate} ({low} to {high})",
                        rate=t.share(kept.rate),
                        low=t.share(kept.low),
                        high=t.share(kept.high),
                    ),
                )
            )
    return used


def _left_out(view: View, found: CustomerValue) -> list[str]:
    t = view.t
    losing = next((tier for tier in found.tiers if tier.code == "unprofitable"), None)
    if losing is None:
        return []
    return [
        t.plural("{count} customer with nothing earned has no potential, no lifetime value and no index.",
                 "{count} customers with nothing earned have no potential, no lifetime value and no index.",
                 losing.customers)
    ]  # fmt: skip
