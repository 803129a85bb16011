"""What is planted in the sample company. The generator reads these constants, the tests find them in the files.

Money is CNY without tax, shares are 0-1, indices 0-100. "This year" is the window of 12 months that ends with LAST_DAY,
"last year" the 12 months before it. Revenue is net: bought lines minus return lines, without returned orders.
"""

from __future__ import annotations

from datetime import date
from typing import Final

COMPANY_EN: Final = "Hailan Auto Parts"
COMPANY_ZH: Final = "海岚汽配"
SEED: Final = 20261031

FIRST_DAY: Final = date(2024, 11, 1)
SPLIT_DAY: Final = date(2025, 11, 1)
LAST_DAY: Final = date(2026, 10, 31)
SPRING_FESTIVALS: Final = (date(2025, 1, 29), date(2026, 2, 17))

KNOWN_CUSTOMERS: Final = 3000
RANKED_CUSTOMERS: Final = 2200
UNPROFITABLE_CUSTOMERS: Final = 100
INACTIVE_CUSTOMERS: Final = 700
ORDER_LINES: Final = 40_000
"""The lines are met within 2 %, the customers exactly."""

REVENUE_GROWTH: Final = 0.04
JANUARY_CHANGE: Final = -0.31
FEBRUARY_CHANGE: Final = 0.58
JANUARY_AND_FEBRUARY_CHANGE: Final = 0.03
"""Against the same month of the year before. Dealers stock up before the Spring Festival: in 2025 that fell into
January (festival on 29 January), in 2026 into the first half of February (festival on 17 February)."""

LEFT_SALESPERSON: Final = "S03"
LEFT_SALESPERSON_EN: Final = "Victor Shen"
LEFT_SALESPERSON_ZH: Final = "沈维"
LEFT_ON: Final = date(2026, 3, 31)
KEY_CUSTOMERS: Final = 22
LEFT_KEY_CUSTOMERS: Final = ("C00143", "C00276", "C00518", "C00734")
"""Key customers of the salesperson who left (still their owner in the customer file), all falling."""
OTHER_FALLING_KEY_CUSTOMERS: Final = ("C00391", "C00867")
FALLING_KEY_CUSTOMERS: Final = LEFT_KEY_CUSTOMERS + OTHER_FALLING_KEY_CUSTOMERS
"""All Key customers with less revenue this year than last; the other 16 grow."""

LOSING_CHAIN: Final = "C00112"
LOSING_CHAIN_RANK: Final = 3
LOSING_CHAIN_MARGIN: Final = -0.05
LOSING_CHAIN_RETURN_SHARE: Final = 0.11
"""A repair chain, third by revenue this year, whose gross profit this year is below zero: discounts near 30 %, and
returns (amount / bought amount) of used goods. Margin and returns are met within 2 points."""

SATISFACTION_INDEX: Final = 76
KEY_DELIVERY_INDEX: Final = 52
OTHER_DELIVERY_INDEX: Final = 78
DIMENSIONS: Final = ("product", "price", "store", "service", "salesperson", "delivery", "ordering")

RISING_SMALL: Final = "C01706"
RISING_SMALL_ELSEWHERE: Final = 0.92
"""A customer of the Small tier that buys four times as much as a year ago, and 92 % of its annual need elsewhere."""

WIPER_CODE: Final = "WIP-F650"
WIPER_REGION: Final = "south"
WIPER_RETURN_SHARE: Final = 0.14
WIPER_RETURN_SHARE_ELSEWHERE: Final = 0.02
"""Returned amount / bought amount of this code this year, in this region and in all others together."""

SLOW_PAYER: Final = "C00329"
SLOW_PAYER_DAYS: Final = (41, 78)
"""Mean days from order to payment of a dealer's paid orders, last year and this year (terms: 45 days)."""

GROUP_PARENT: Final = "C00064"
GROUP_BRANCHES: Final = ("C00065", "C00066", "C00067", "C00068", "C00069")
"""Branches name the head office as their parent; together they are Key, none of them is alone."""

PRODUCTS_WITHOUT_COST: Final = ("TYR-N2256018", "TYR-N2355518", "TYR-N2454519")
"""The largest Norvik tyres, whose purchase prices nobody has entered: about 2 % of revenue has no cost."""

WALK_INS: Final = ("C00001", "C00002", "C00003")
INTERNAL: Final = "C00004"
"""Accounts that are not customers: walk-in counters of three stores and the company's own use."""

CONTACTS_BEGIN: Final = SPLIT_DAY
"""The contact log holds this year only. Nobody has visited, called or written to a customer of the salesperson who left
since that day."""
NEVER_CONTACTED: Final = ("C00910", "C00691")
"""Key customers whom the log does not know at all."""
SEVERE_COMPLAINT: Final = "C00417"
SEVERE_COMPLAINT_ON: Final = date(2026, 10, 13)
"""A Key customer and the day of its severe complaint about delivery, which nobody has settled."""
OPEN_COMPLAINTS: Final = ("C00835", "C00948", "C00068")
"""Important customers with a complaint of the last weeks that nobody has settled; it is not severe."""
COMPLAINS_OFTEN: Final = LOSING_CHAIN
"""The chain that loses money complains month after month; all is settled within days."""
COMPLAINING: Final = (SEVERE_COMPLAINT, *OPEN_COMPLAINTS, COMPLAINS_OFTEN)
SETTLED_COMPLAINTS: Final = 48
"""Complaints of other customers, one each, all settled."""
