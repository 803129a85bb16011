"""English labels of movement: the groups at two dates, kinds of reason, steps of the revenue bridge."""

from __future__ import annotations

MOVEMENT_LABELS: dict[str, dict[str, str]] = {
    "moved_from": {
        "key": "Key",
        "important": "Important",
        "ordinary": "Ordinary",
        "small": "Small",
        "tier_5": "Tier 5",
        "tier_6": "Tier 6",
        "unprofitable": "Unprofitable",
        "returned": "Returned",
        "new": "New",
        "uncosted": "Profit unknown",
    },
    "moved_to": {
        "key": "Key",
        "important": "Important",
        "ordinary": "Ordinary",
        "small": "Small",
        "tier_5": "Tier 5",
        "tier_6": "Tier 6",
        "unprofitable": "Unprofitable",
        "lapsed": "Lapsed",
        "uncosted": "Profit unknown",
    },
    "moved": {
        "up": "Moved up",
        "down": "Moved down",
        "stayed": "Stayed",
        "new": "New",
        "returned": "Returned",
        "lapsed": "Lapsed",
    },
    "moved_why": {
        "bought_differently": "Bought differently",
        "old_month_left": "An old month left the window",
        "others_moved": "The others moved",
    },
    "reading": {"frozen": "By the earlier amounts", "relative": "By each date's own ranking"},
    "bridge": {
        "revenue_from": "Before",
        "lapsed": "Lapsed",
        "down": "Buy less",
        "up": "Buy more",
        "returned": "Returned",
        "won": "Won",
        "revenue_to": "Now",
        "frequency": "Number of orders",
        "price": "Revenue per order",
        "without_orders": "Only returns",
        "change": "Change",
        "kept": "Change of these",
    },
}
