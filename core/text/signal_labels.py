"""English labels of the kinds of signals."""

from __future__ import annotations

SIGNAL_LABELS: dict[str, dict[str, str]] = {
    "signal": {
        "large_order": "Unusually large order",
        "product_surge": "Surge of one product",
        "return_wave": "Wave of returns",
        "quick_return": "Quick return",
        "quiet": "Gone quiet",
        "falling": "Falling spend",
        "late_payment": "Paying later",
        "satisfaction_drop": "Less content than before",
        "satisfaction_gap": "Less content than others",
        "complaints": "Complaints",
        "salesperson_gone": "Salesperson without sales",
    },
}
