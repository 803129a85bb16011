"""Labels of how a customer stands to us."""

from __future__ import annotations

RELATION_LABELS: dict[str, dict[str, str]] = {
    "stage": {
        "exploring": "Exploring",
        "forming": "Forming",
        "stable": "Stable",
        "declining": "Declining",
        "lost": "Lost",
    },
    "earlier_stage": {
        "not_yet": "No order yet",
        "exploring": "Exploring",
        "forming": "Forming",
        "stable": "Stable",
        "declining": "Declining",
        "lost": "Lost",
    },
    "purchase_mode": {"transactional": "Transactional", "relational": "Relational", "loyal": "Loyal"},
    "loyalty": {"high": "High", "middle": "Middle", "low": "Low"},
    "ladder": {
        "prospect": "Prospect",
        "trial": "Trial",
        "intent": "Intent",
        "nearly_regular": "Nearly regular",
        "regular": "Regular",
    },
    "breadth": {"won": "Won", "won_back": "Won back", "kept": "Kept", "lost": "Lost"},
}
