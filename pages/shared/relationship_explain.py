"""How the relationship page is computed, in words."""

from __future__ import annotations

from core.metrics.relationships.relationship import Relationship
from pages.shared.view import View


def how_computed(view: View, found: Relationship) -> tuple[list[str], list[tuple[str, str]], list[str]]:
    """The definitions, the values used, and what was left out."""
    t = view.t
    months = t.plural("{count} month", "{count} months", found.breadth.without_months)
    definition = [
        t("Stage, the first that applies. Lost: nothing in the window. Exploring: first order within 90 days. "
          "Declining: the last 3 months under 70 % of the same months a year earlier, or silent for longer than 95 of "
          "100 of the customer's own gaps between order days (of all customers' gaps where it has fewer than 5). "
          "Stable: a year or more, and an order in 6 or more of the last 12 months. Forming: everybody else."),
        t("Retention rate: of those active in the window before, the share that is active in this one."),
        t("Won: first order ever. Won back: an order after {months} or more without one. Lost: no order any more in "
          "the {months} that end with the month. Kept: everybody else who is active.", months=months),
        t("Cohort: customers by the month of their first order; the share with an order so many months later, or the "
          "revenue as a share of the first month's."),
        t("Second order: the share of first-time buyers with another order within so many days of the first."),
        t("Repeat revenue: all but the first order ever. Cross-sell and up-sell are of customers who ordered before "
          "the window; a rise in one category is not offset by a fall in another."),
        t("Growth ladder, over the lifetime. Prospect: no contact and no order. Trial: a contact, a sample, or a line "
          "that makes no order. Intent: 1 order. Nearly regular: 2 or more. Regular: in 6 or more of the last 12 "
          "months."),
        t("Purchase mode. Transactional: 1 order in the window. Loyal: an order in 6 or more of the last 12 months. "
          "Relational: everybody else with an order in the window."),
        t("Loyalty: the mean of the scores R and F. High from 4, low up to 2."),
    ]  # fmt: skip
    used = [(t("Lost after"), months)]
    if found.flow:
        used.append((t("Stages compared with"), t.day(found.flow.earlier)))
    left_out = [
        t.plural("{count} known customer without an order by the day has no stage.",
                 "{count} known customers without an order by the day have no stage.", found.not_buyers),
        t("Orders returned whole are no orders net of returns; lines without a customer are left out."),
    ]  # fmt: skip
    if found.depth.categories:
        left_out.append(t("Lines without a category are in no cross-sell and no up-sell revenue."))
    return definition, used, left_out
