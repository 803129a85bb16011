"""Drawing customers by a seed: the same in SQL and in Python, whatever the order of rows and the number of threads.

A draw is the first digits of a hash of a salt and the customer's id. Of whom it is small is chosen: so a customer who
joins or leaves changes nothing for the others, and draws with different salts have nothing to do with each other.
"""

from __future__ import annotations

from decimal import Decimal
from hashlib import md5

CONTROL = "control"  # the salt of the company-wide control group
DIGITS = 13  # hexadecimal: 52 bits


def draw(salt: str, customer_id: str) -> str:
    """The draw of a customer, as DIGITS hexadecimal digits that sort as numbers do."""
    return md5(f"{salt}:{customer_id}".encode(), usedforsecurity=False).hexdigest()[:DIGITS]


def draw_expression(salt: str, column: str) -> str:
    """The same in SQL. `salt`: the name of a bound value with a $; `column`: the expression of the id."""
    return f"substr(md5({salt} || ':' || {column}), 1, {DIGITS})"


def ceiling(share: Decimal) -> str:
    """What the draws of this share (0-1) of all customers lie below; "g" lies above all."""
    return "g" if share >= 1 else f"{int(max(share, Decimal(0)) * 16**DIGITS):0{DIGITS}x}"


def in_control_group(customer_id: str, control_share: Decimal) -> bool:
    """Whether a customer is kept from every list, to show what happens without any.

    For one id the answer changes only with the share, and a larger share takes all of a smaller one.
    """
    return draw(CONTROL, customer_id) < ceiling(control_share)
