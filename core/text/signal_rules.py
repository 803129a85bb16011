"""Each rule of the signals in one sentence, and what the data must say for it. Chinese: `zh/signals.po`."""

from __future__ import annotations

DEFINITIONS: dict[str, str] = {
    "large_order": "an order at least 2.9 times the amount under which 9 of 10 of the customer's earlier orders "
    "lie, more where such orders are not rare in this company; with fewer than 5 of its own, 2.9 "
    "times what 99 of 100 orders of the others stay under. Cancelled orders never count, returned ones only where "
    "revenue is counted before returns.",
    "product_surge": "a code whose month is at least 3 times what 9 of 10 of its months stay under, far beyond "
    "its usual spread, after the company's own growth, and by at least 0.2 % of the company's "
    "month.",
    "return_wave": "a code with at least 5 return lines in three months, 3 times its usual share and clearly more "
    "than chance, compared with the months before and with other regions and salespeople; at "
    "least 0.02 % of the company's sales.",
    "quick_return": "goods given back within 7 days of buying: at least the customer's middle order and half of "
    "what it bought in the month, and 3 times what it ever gave back so quickly in a month.",
    "quiet": "a Key or Important customer with orders in at least 6 months, silent for at least 30 days and 3 "
    "times as long as 9 of 10 of its own pauses take at most; who went quiet long ago is left out.",
    "falling": "a customer with orders in three quarters of the months before, whose last three months are at "
    "most half of what is usual and of its lowest three months, further down than its months usually "
    "differ.",
    "late_payment": "orders due in the last 6 months are paid at least 15 days late in the middle, and at least 7 "
    "days later than 9 of 10 of the year before; open orders count up to the day of the figures.",
    "satisfaction_drop": "answers of the last three months at least 25 points under the customer's earlier ones, "
    "and under 60 of 100.",
    "satisfaction_gap": "Key or Important customers at least 15 points under all others in one dimension, clearly "
    "beyond chance.",
    "complaints": "complaints of the last 12 months that are not settled, or at least two within three months.",
    "salesperson_gone": "no sale for 45 days to a year by somebody who sold in at least 6 months of a year, while "
    "the customers buy at least 10 % less than before.",
}
NEEDED: dict[str, str] = {
    "product_surge": "product codes",
    "return_wave": "returns with product codes",
    "quick_return": "returns",
    "late_payment": "due and paid dates",
    "satisfaction_drop": "surveys",
    "satisfaction_gap": "surveys",
    "complaints": "contacts with their kind",
    "salesperson_gone": "salespeople",
}
