"""A company drawn from a seed: what signals have to stay silent about, and what can be planted in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.store.derived import refresh_derived
from core.store.untold import make_room
from core.store.workspace import Workspace, open_workspace

FIRST = date(2023, 1, 1)
DAYS = 730  # to the end of December 2024
LATEST = 700  # the month of December 2024 begins here
CUSTOMERS = 400
INSERT = """insert into sales
    (batch_id, occurrence, order_id, order_date, customer_id, product_code, region, salesperson, quantity, amount,
        due_date, paid_date)
select 1, 1, unnest($order_id), unnest($order_date), unnest($customer_id), unnest($product_code), unnest($region),
    unnest($salesperson), unnest($quantity), unnest($amount), unnest($due_date), unnest($paid_date)"""
Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class Orders:
    """One element per order, which has one line: customer number, day from FIRST, amount, days late, code number."""

    customer: Numbers
    day: Numbers
    amount: NDArray[np.float64]
    late: Numbers
    code: Numbers

    def with_order(self, customer: int, day: int, amount: float) -> Orders:
        """One order more."""
        return Orders(
            np.append(self.customer, customer),
            np.append(self.day, day),
            np.append(self.amount, amount),
            np.append(self.late, 0),
            np.append(self.code, 0),
        )

    def high(self, customer: int) -> float:
        """The 90th percentile of a customer's orders before the latest month."""
        return float(np.percentile(self.amount[(self.customer == customer) & (self.day < LATEST)], 90))

    def counted(self, customer: int) -> int:
        """How many orders a customer gave before the latest month."""
        return int(np.sum((self.customer == customer) & (self.day < LATEST)))


def drawn(seed: int) -> Orders:
    """Customers of very different size and habit, whose orders differ by a factor of about 2 either way."""
    rng = np.random.default_rng(seed)
    size, rate = rng.lognormal(6, 1, CUSTOMERS), rng.uniform(0.3, 3, CUSTOMERS)
    customer = np.repeat(np.arange(CUSTOMERS), rng.poisson(rate * 24))
    n = len(customer)
    return Orders(
        customer,
        rng.integers(0, DAYS, n),
        np.round(size[customer] * rng.lognormal(0, 0.6, n), 2),
        rng.poisson(4, n) - 3 + rng.poisson(3, CUSTOMERS)[customer],
        rng.integers(0, 40, n),
    )


def shuffled(orders: Orders, seed: int, what: str) -> Orders:
    """Amounts or dates shuffled among a customer's own orders, or across all customers."""
    rng = np.random.default_rng(seed)
    column, among = what.split(" ")
    values = getattr(orders, column).copy()
    if among == "across":
        values = rng.permutation(values)
    else:
        for customer in range(CUSTOMERS):
            own = orders.customer == customer
            values[own] = rng.permutation(values[own])
    return replace(orders, **{column: values})


def company_of(folder: Path, orders: Orders) -> Workspace:
    """The orders as a workspace, with 40 codes, 4 regions, 5 salespeople, and 3 % of the orders given back in part."""
    workspace = open_workspace("main", folder, create=True)
    back = np.flatnonzero(np.arange(len(orders.customer)) % 33 == 5)
    places = np.append(np.arange(len(orders.customer)), back)
    is_back = np.arange(len(places)) >= len(orders.customer)
    days = np.minimum(orders.day[places] + np.where(is_back, 15, 0), DAYS)
    customers = orders.customer[places]
    with workspace.writing() as cursor:
        make_room(cursor, "sales", "product_code region salesperson quantity due_date paid_date".split())
        cursor.run(
            INSERT,
            {
                "order_id": [f"{'R' if r else 'O'}{p}" for p, r in zip(places, is_back, strict=True)],
                "order_date": [FIRST + timedelta(days=int(day)) for day in days],
                "customer_id": [f"C{number}" for number in customers],
                "product_code": [f"P{number}" for number in orders.code[places]],
                "region": [f"Region {number % 4}" for number in customers],
                "salesperson": [f"Seller {number % 5}" for number in customers],
                "quantity": [-1 if r else 1 for r in is_back],
                "amount": [
                    float(-amount / 2 if r else amount)
                    for amount, r in zip(orders.amount[places], is_back, strict=True)
                ],
                "due_date": [FIRST + timedelta(days=int(day) + 30) for day in days],
                "paid_date": [
                    None if day + late + 30 > DAYS else FIRST + timedelta(days=int(day + late) + 30)
                    for day, late in zip(days, orders.late[places], strict=True)
                ],
            },
        )
        refresh_derived(cursor)
    return workspace
