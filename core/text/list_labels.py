"""English labels of what rules ask of movement, risk, signals and key accounts. Chinese: `zh/list_fields.po`."""

from __future__ import annotations

from core.text.customer_labels import CUSTOMER_LABELS
from core.text.signal_labels import SIGNAL_LABELS

LIST_LABELS: dict[str, dict[str, str]] = {
    "bridge_part": {
        "lapsed": "Lapsed",
        "down": "Buys less",
        "up": "Buys more",
        "same": "Buys as much",
        "returned": "Returned",
        "won": "Won",
    },
    "bridge_orders": {"both": "In both", "without_orders": "Only returns in one"},
    "attention": {"silent": "Silent", "falling": "Buying less", "unhappy": "Unhappy"},
    "signals": SIGNAL_LABELS["signal"],
    "account_strengths": CUSTOMER_LABELS["criterion"],
    "account_weaknesses": CUSTOMER_LABELS["criterion"],
    "signs_seen": CUSTOMER_LABELS["sign"],
    "signs_lacking": CUSTOMER_LABELS["sign"],
}
LIST_COLUMNS: dict[str, str] = {
    "bridge_part": "Part in the change of revenue",
    "bridge_orders": "Orders in the two windows",
    "revenue_change": "Change of revenue",
    "frequency_effect": "Change by number of orders",
    "price_effect": "Change by revenue per order",
    "attention": "Needs attention",
    "care_state": "State in the care plan",
    "care_due_on": "Next contact due",
    "risk": "Revenue at risk by",
    "revenue_rank": "Rank by revenue",
    "signals": "Signals",
    "signal_count": "Number of signals",
    "signal_stake": "Money at stake in signals",
    "key_account_score": "Key account score",
    "account_strengths": "Strengths of the account",
    "account_weaknesses": "Weaknesses of the account",
    "signs_seen": "Signs of a partner seen",
    "signs_lacking": "Signs of a partner lacking",
}
"""Headers of those columns; they stand among the labels of columns."""
