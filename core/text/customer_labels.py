"""English labels of what is said of one customer: criteria, signs, states of an order. Chinese: `zh/labels.po`."""

from __future__ import annotations

CUSTOMER_LABELS: dict[str, dict[str, str]] = {
    "criterion": {
        "margin": "Margin",
        "continuity": "Continuity of orders",
        "payment": "Payment",
        "fit": "Fit with what we do best",
        "growth": "Growth potential",
        "loyalty": "Loyalty",
        "shared_values": "Shared values",
        "strength": "Strength",
        "influence": "Influence in the market",
        "long_term": "Will to work long term",
    },
    "sign": {
        "names_faults": "Tells us openly what is wrong with our products",
        "talks_business": "Likes to think through its own business with us",
        "answers_calls": "Calls back soon and takes our calls",
        "thinks_best": "Holds us for the best in our field",
        "no_rival_contract": "Has no contract with a competitor of ours",
        "rivals_wait": "Lets talks with our competitors wait",
        "complains": "Complains to us now and then instead of keeping quiet",
        "trusts_help": "Believes that we can help it succeed",
        "no_rival_product": "Does not buy from our competitors what we offer",
        "mutual_need": "Needs us as much as we need it",
    },
    "order_state": {"cancelled": "Cancelled", "returned": "Returned", "return": "Goods taken back"},
}
