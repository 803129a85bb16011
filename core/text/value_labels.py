"""English labels of what customers are worth: grades of potential, causes of a loss. Chinese: `zh/value.po`."""

from __future__ import annotations

VALUE_LABELS: dict[str, dict[str, str]] = {
    "potential_grade": {"high": "High potential", "middle": "Middle potential", "low": "Low potential"},
    "loss_cause": {
        "cost_above_price": "Cost above list price",
        "discounts": "Discounts",
        "returns": "Returns",
        "cost_to_serve": "Cost to serve",
    },
}
VALUE_COLUMNS: dict[str, str] = {
    "current_value": "Current value",
    "potential_value": "Potential value",
    "lifetime_value": "Lifetime value",
    "share_of_wallet": "Share of wallet",
    "non_monetary_value": "Non-monetary value",
    "value_index": "Value index",
    "potential_grade": "Potential",
}
"""Headers of the parts of value; they stand among the labels of columns."""
