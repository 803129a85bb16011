"""How satisfaction is computed, in words."""

from __future__ import annotations

from core.metrics.results import Satisfaction
from core.text.satisfaction_sentences import dimension_label
from pages.shared.satisfaction_parts import WEIGHTS
from pages.shared.view import View


def definition(view: View) -> list[str]:
    """The sentences of the definition."""
    t = view.t
    return [
        t("Index of an answer: 100 × (score − lowest) / (highest − lowest) of its scale."),
        t(
            "Of each respondent the latest day per dimension in the window counts; a customer is the mean of its "
            "respondents; anonymous answers count one by one."
        ),
        t(
            "Satisfaction index: the weighted mean of the dimensions. The overall question, the recommendation and the "
            "intent to buy again stay outside. Its interval is a bootstrap over respondents with a fixed seed."
        ),
        t("CSAT: share of overall answers with an index of 75 or more (the top two boxes of five)."),
        t("NPS: 100 × (promoters 9–10 − detractors 0–6) / answers, on a scale from 0 to 10."),
        t("Importance map: importance against index, divided at the two means."),
        t("Delivered value: mean index of the benefits minus the mean burden of price, time and effort."),
        t("Coverage: active customers with an answer / active customers."),
        t("Valuable but unhappy: the two best tiers with an index under 60 or a dimension under 50."),
        t("Filters on orders do not apply: an answer belongs to a customer, not to an order line."),
    ]


def values_used(view: View, found: Satisfaction) -> list[tuple[str, str]]:
    """Weights and counts that the figures were made with."""
    t = view.t
    pairs = [
        (t("Answers"), t.count(found.answers)),
        (t("Customers heard"), t.count(found.customers)),
        (t("Answers without a customer"), t.count(found.anonymous)),
        (t("Weights of the dimensions"), t(WEIGHTS[found.weighting])),
    ]
    return pairs + [(dimension_label(view, one.dimension), t.share(one.weight)) for one in found.dimensions]
