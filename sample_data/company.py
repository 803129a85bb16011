"""The whole company drawn once from the seed: customers, lines, and what the other files need to know about both."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from random import Random

from sample_data import chain, truths
from sample_data.customers import Customer, make_customers
from sample_data.lines import Line
from sample_data.orders import balance, draw_lines, quantify
from sample_data.returns import Returns, favour_wiper, mark_orders, net_returners, ordinary_returns, wiper_returns
from sample_data.settle import meet_customers, meet_months, number_lines, pay


@dataclass(frozen=True)
class Company:
    """Customers by id, lines by day, and net revenue in fen per customer for last year and this year."""

    customers: tuple[Customer, ...]
    lines: tuple[Line, ...]
    revenue_fen: dict[str, tuple[int, int]]

    def ranked(self) -> list[Customer]:
        """Customers with net revenue above zero this year, best first."""
        with_value = [customer for customer in self.customers if self.revenue_fen[customer.customer_id][1] > 0]
        return sorted(with_value, key=lambda customer: -self.revenue_fen[customer.customer_id][1])


def _lines(customers: list[Customer], rng: Random) -> list[Line]:
    bought = draw_lines(customers, rng)
    balance(bought)
    quantify(bought, rng)
    favour_wiper(bought, rng)
    chain.set_discounts(bought, rng)
    mark_orders(bought, rng)
    returns = Returns(rng)
    ordinary_returns(bought, returns, rng)
    chain.bring_back(bought, returns, rng)
    net_returners(bought, returns, rng)
    wiper_returns(bought, returns, rng)
    for _ in range(2):
        meet_customers(bought, returns.lines, returns.touched, rng)
        meet_months(bought, returns.lines, returns.touched, rng)
    pay(bought, rng)
    lines = bought + returns.lines
    number_lines(lines)
    return lines


@cache
def make_company(seed: int = truths.SEED) -> Company:
    """The company of that seed; the same each time, whatever the language it is written in later."""
    rng = Random(seed)
    customers = make_customers(rng)
    lines = _lines(customers, rng)
    revenue: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for line in lines:
        revenue[line.customer.customer_id][line.year] += line.net_fen
    return Company(
        tuple(customers),
        tuple(lines),
        {
            customer.customer_id: (revenue[customer.customer_id][0], revenue[customer.customer_id][1])
            for customer in customers
        },
    )
