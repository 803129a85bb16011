"""What a rule can speak of: the columns of the customer table with the type of their values."""

from __future__ import annotations

from typing import Literal

from core.text.labels import LABELS

FieldType = Literal["code", "level", "number", "money", "date", "text", "flag"]

_NAMES: dict[FieldType, str] = {
    "code": "tier segment class stage earlier_stage loyalty purchase_mode ladder potential_grade "
    "moved_from moved_to moved moved_why next_tier bridge_part bridge_orders risk signals account_strengths "
    "account_weaknesses signs_seen signs_lacking attention care_state",
    "level": "r f m",
    "number": "recency_days order_count tenure_days rank next_category_support next_category_similar "
    "revenue_rank signal_count usual_gap_days",
    "money": "value revenue gross_profit annual_need satisfaction_index cost_to_serve credit_limit current_value "
    "potential_value lifetime_value share_of_wallet non_monetary_value value_index "
    "to_next_tier to_next_tier_share next_category_share overdue_amount "
    "revenue_change frequency_effect price_effect signal_stake key_account_score "
    "likelihood expected_orders expected_revenue expected_profit",
    "date": "last_order first_order joined_on won_back_on care_due_on",
    "text": "customer_id customer_name own_segment found_segment region channel owner kind industry city grade source "
    "nature parent payment_terms contact_role next_category",
    "flag": "opted_out",
}
FIELDS: dict[str, FieldType] = {name: kind for kind, names in _NAMES.items() for name in names.split()}
"""`level` and `number` are whole numbers, `money` are decimals, `code` is one of `codes_of`, `flag` is yes or no."""

SEVERAL = ("signals", "account_strengths", "account_weaknesses", "signs_seen", "signs_lacking")
"""Columns of type `code` that hold several codes of a customer, a space between them; a rule asks for any of them."""
SHARES = ("share_of_wallet", "to_next_tier_share", "next_category_share", "likelihood")
"""Decimals about 0 to 1 that people read as percent."""
RATIOS = (*SHARES, "value_index")
"""Decimals about 0 to 1 that are no money."""
OF_THE_MEASURE = ("value", "to_next_tier")
"""Decimals in the unit of the value measure."""
CHOICES = ("in", "not in", "=")
RANGES = (">=", ">", "<", "<=", "between", "=")
OPERATORS: dict[FieldType, tuple[str, ...]] = {
    "code": CHOICES,
    "text": CHOICES,
    "level": ("in", "not in", *RANGES),
    "number": RANGES,
    "money": RANGES,
    "date": RANGES,
    "flag": ("=",),
}
"""The operators that make sense for a type, the natural one first."""


def codes_of(column: str) -> tuple[str, ...]:
    """The codes that a column of type `code` can hold; KeyError for other columns."""
    codes = LABELS[column]
    return tuple(code for code in codes if (column, code) != ("tier", "unassigned"))
