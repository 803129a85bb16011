"""English labels of the slides of a report."""

from __future__ import annotations

REPORT_LABELS: dict[str, dict[str, str]] = {
    "slide": {
        "overview": "Where we stand",
        "pyramid": "The customer pyramid",
        "found_segments": "Which kinds of customers there are",
        "movement": "What moved, and why",
        "profit": "Who carries the profit",
        "satisfaction": "How satisfied our customers are",
        "measures": "The five customer measures",
        "signals": "What needs a look",
        "likelihood": "Who will probably buy",
        "campaigns": "Results of campaigns",
        "proposals": "What we propose",
        "definitions": "What the figures mean",
    },
}
