"""The repair chain that loses money: discounts set to the cost of what it buys, and used goods it brings back."""

from __future__ import annotations

from random import Random

from sample_data import truths
from sample_data.lines import Line
from sample_data.returns import Returns, is_planted_wiper, plan_returns
from sample_data.seasons import DAYS, working_day

_SCRAPPED = 0.8
"""Share of the returned goods that cannot be sold again."""


def _this_year(lines: list[Line]) -> list[Line]:
    return [line for line in lines if line.customer.customer_id == truths.LOSING_CHAIN and line.year == 1]


def set_discounts(lines: list[Line], rng: Random) -> None:
    """Discounts, one per order, that leave the planned loss after returns and scrapped goods."""
    mine = _this_year(lines)
    cost_share = sum(line.cost_fen for line in mine) / sum(line.quantity * line.price_fen for line in mine)
    kept_revenue = 1 - truths.LOSING_CHAIN_RETURN_SHARE
    kept_cost = 1 - truths.LOSING_CHAIN_RETURN_SHARE * (1 - _SCRAPPED)
    paid = cost_share * kept_cost / kept_revenue / (1 - truths.LOSING_CHAIN_MARGIN)
    by_order: dict[int, int] = {}
    for line in mine:
        line.discount = by_order.setdefault(line.order, round(100 * (1 - paid)) + rng.choice((-1, 0, 0, 1)))


def bring_back(lines: list[Line], returns: Returns, rng: Random) -> None:
    """Return lines for the planned share of what the chain buys this year."""
    mine = _this_year(lines)
    candidates = [line for line in mine if line.day < DAYS - 35 and line.quantity >= 4 and not is_planted_wiper(line)]
    goal = truths.LOSING_CHAIN_RETURN_SHARE * sum(line.amount_fen for line in mine)
    plan = plan_returns(candidates, goal, rng)
    sellable = (1 - _SCRAPPED) * sum(quantity * line.product.cost_fen for line, quantity in plan)
    for line, quantity in plan:
        sellable -= quantity * line.product.cost_fen
        returns.add(line, quantity, working_day(line.day + rng.randint(4, 24)), float(sellable < 0))
