"""What goes wrong with orders: returned and cancelled orders, return lines, and the wiper that leaks in the south."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from random import Random

from sample_data import catalogue, truths
from sample_data.lines import Line
from sample_data.seasons import DAYS, SPLIT, working_day

RETURN_ORDER = 1_000_000
"""Return lines carry order numbers from here on, so that they get order ids of their own."""


class Returns:
    """Collects return lines, one return order per customer, day and channel. `touched`: `id()` of lines given back."""

    def __init__(self, rng: Random) -> None:
        self.lines: list[Line] = []
        self.touched: set[int] = set()
        self._rng = rng
        self._numbers: dict[tuple[str, int, str], int] = {}

    def add(self, bought: Line, quantity: int, day: int, scrap_share: float = 0.2) -> Line:
        """Give back `quantity` pieces of a bought line at its price and discount on that day."""
        key = bought.customer.customer_id, day, bought.channel + bought.salesperson
        number = self._numbers.setdefault(key, RETURN_ORDER + len(self._numbers))
        self.touched.add(id(bought))
        scrapped = self._rng.random() < scrap_share
        line = replace(bought, order=number, day=day, quantity=-quantity, scrapped=scrapped)
        self.lines.append(line)
        return line


def is_planted_wiper(line: Line) -> bool:
    """Whether the line is the planted wiper code this year, in any region."""
    return line.product.code == truths.WIPER_CODE and line.day >= SPLIT


def favour_wiper(lines: list[Line], rng: Random) -> None:
    """Let the planted code be a best seller, above all in its region this year, so that its returns can be counted."""
    wiper = catalogue.by_code()[truths.WIPER_CODE]
    for line in lines:
        south = line.customer.region == truths.WIPER_REGION and line.day >= SPLIT
        if line.category == "wiper" and line.aim > 2 * wiper.price_fen and rng.random() < (0.24 if south else 0.1):
            line.quantity = max(4, round(line.quantity * line.price_fen / wiper.price_fen))
            line.product, line.price_fen = wiper, wiper.price_fen


def mark_orders(lines: list[Line], rng: Random) -> None:
    """Let a few orders of frequent customers (1.6 % and 1.3 % of theirs) be returned whole or cancelled."""
    orders: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        orders[line.order].append(line)
    counts = Counter((members[0].customer.customer_id, members[0].year) for members in orders.values())
    for members in orders.values():
        first = members[0]
        plain = not first.customer.fixed and not any(is_planted_wiper(line) for line in members)
        if not plain or counts[first.customer.customer_id, first.year] < 6 or first.day > DAYS - 20:
            continue
        draw = rng.random()
        for line in members:
            line.status = "returned" if draw < 0.016 else "cancelled" if draw < 0.029 else "completed"


def ordinary_returns(lines: list[Line], returns: Returns, rng: Random) -> None:
    """Parts of about 3 % of the lines come back within a month; of the losing chain's more, and planned apart."""
    for line in lines:
        chain = line.customer.customer_id == truths.LOSING_CHAIN
        chance = (0.12 if line.year == 0 else 0.0) if chain else 0.035
        skip = line.customer.trend in ("pairs", "rise") or line.customer.returner or is_planted_wiper(line)
        if line.status != "completed" or line.quantity < 2 or skip or rng.random() > chance:
            continue
        day = working_day(line.day + rng.randint(3, 25))
        if day >= (SPLIT if line.year == 0 else DAYS):
            continue
        returns.add(line, max(1, int(line.quantity * rng.uniform(0.1, 0.7))), day)


def net_returners(lines: list[Line], returns: Returns, rng: Random) -> None:
    """Customers that bought last year and only bring goods back this year."""
    mine: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        if line.customer.returner:
            mine[line.customer.customer_id].append(line)
    for bought in mine.values():
        line = max(bought, key=lambda item: item.day)
        quantity = max(1, round(line.quantity * rng.uniform(0.2, 0.9)))
        returns.add(line, quantity, working_day(SPLIT + rng.randint(2, 120)), 0.4)


def plan_returns(candidates: list[Line], goal_fen: float, rng: Random) -> list[tuple[Line, int]]:
    """Which pieces of which lines to bring back so that their amount comes to the goal within a piece."""
    plan, missing = [], goal_fen
    for line in rng.sample(candidates, len(candidates)):
        unit = line.amount_fen / line.quantity
        if missing < unit / 2:
            break
        quantity = max(1, min(round(missing / unit), int(line.quantity * rng.uniform(0.25, 0.8))))
        plan.append((line, quantity))
        missing -= quantity * unit
    return plan


def wiper_returns(lines: list[Line], returns: Returns, rng: Random) -> None:
    """Bring the planted code's returns to the planted shares of the bought amount, of the pieces as near as may be."""
    counted = [line for line in lines + returns.lines if is_planted_wiper(line) and line.status == "completed"]
    for here, share in ((True, truths.WIPER_RETURN_SHARE), (False, truths.WIPER_RETURN_SHARE_ELSEWHERE)):
        mine = [line for line in counted if (line.customer.region == truths.WIPER_REGION) == here]
        candidates = [line for line in mine if line.day < DAYS - 35 and line.quantity >= 4]
        amount = sum(line.amount_fen * (share if line.quantity > 0 else 1) for line in mine)
        pieces = sum(line.quantity * (share if line.quantity > 0 else 1) for line in mine)
        plans = [plan_returns(candidates, amount, rng) for _ in range(40)]
        best = min(plans, key=lambda plan: abs(sum(quantity for _, quantity in plan) - pieces))
        for line, quantity in best:
            returns.add(line, quantity, working_day(line.day + rng.randint(4, 24)), 0.6)
