"""English labels of purchase forecasts: methods, steps of the making, columns. Chinese: `zh/forecast.po`."""

from __future__ import annotations

LIKELIHOOD_LABELS: dict[str, dict[str, str]] = {
    "family": {
        "mbg": "Habits of buying (MBG/NBD)",
        "linear": "Linear models",
        "boosting": "Boosted trees",
        "average": "Mean of the methods",
    },
    "forecast_step": {
        "reading": "Reading the purchases",
        "testing": "Testing on earlier days",
        "scoring": "Forecasting for today's customers",
        "done": "Done",
    },
}
LIKELIHOOD_COLUMNS: dict[str, str] = {
    "likelihood": "Purchase likelihood",
    "expected_orders": "Expected purchases",
    "expected_revenue": "Expected revenue",
    "expected_profit": "Expected profit",
    "usual_gap_days": "Usual gap in days",
}
"""Headers of what a forecast says of each customer; they stand among the labels of columns."""
