"""Who orders what on which day, and amounts that meet each customer's year and each month at once."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from itertools import accumulate
from math import ceil
from random import Random

from sample_data import catalogue, truths
from sample_data.customers import Customer
from sample_data.lines import Line
from sample_data.seasons import DAYS, SPLIT, category_weight, day_weights, month_of, month_shares

_LEFT_DAY = (truths.LEFT_ON - truths.FIRST_DAY).days
_LEANING = {
    "tyreshop": {"tyre": 4.0, "oil": 0.5},
    "fleet": {"tyre": 1.6, "oil": 1.6, "wiper": 0.6},
    "4s": {"filter": 1.5, "oil": 1.4, "tyre": 0.7},
    "driver": {"battery": 1.5, "wiper": 1.5},
    "walkin": {"battery": 1.4, "wiper": 2.2, "oil": 1.3, "tyre": 0.5},
    "workshop": {"filter": 1.3},
}
_SIZE = {"battery": 1.3, "tyre": 1.3, "oil": 1.0, "filter": 0.7, "wiper": 0.6}
_CHANNELS = ("visit", "phone", "online", "counter")
_MOST_PIECES = 400
_LARGE_CUSTOMER = 20_000
_SMALLEST_LINE_FEN = 8_000
_RETAIL = ("driver", "walkin")
_CUMULATED = [0.0, *accumulate(day_weights())]


def _trend(customer: Customer, day: int) -> float:
    """How a story bends a customer's demand: falling after the salesperson left, or rising through this year."""
    if customer.trend == "rise":
        return 1.0 if day < SPLIT else 0.3 + 2.2 * (day - SPLIT) / (DAYS - SPLIT)
    if customer.owner == truths.LEFT_SALESPERSON and day > _LEFT_DAY:
        return 0.62 if customer.trend == "left" else 0.75
    return 1.0


def _days(customer: Customer, year: int, rng: Random) -> list[int]:
    """The order days of one year: regular, following the season, on different days as far as possible."""
    count = customer.orders[year]
    start, end = (0, SPLIT) if year == 0 else (SPLIT, DAYS)
    start, end = max(start, customer.first), min(end, customer.last)
    if customer.industry == "walkin":  # the stores open every day, also in the holidays
        return sorted(rng.randrange(start, end) for _ in range(count))
    low, high = _CUMULATED[start], _CUMULATED[max(end, start + 1)]
    width = (high - low) / max(count, 1)
    jitter = 0.9 if count > 3 else 1.0
    found = []
    for position in range(count):
        point = low + width * (position + (1 - jitter) / 2 + jitter * rng.random())
        found.append(min(bisect_left(_CUMULATED, point, start, max(end, start + 1)) - 1, end - 1))
    found = [max(start, day) for day in found]
    return [day for day in found if rng.random() < _trend(customer, day)] if customer.trend == "left" else found


def _categories(customer: Customer, rng: Random) -> dict[str, float]:
    leaning = _LEANING.get(customer.industry, {})
    return {name: share * leaning.get(name, 1.0) * rng.lognormvariate(0, 0.55) for name, share in catalogue.MIX.items()}


def _line_count(customer: Customer, rng: Random) -> int:
    if customer.trend == "pairs":
        return 2
    more = 0.53 if max(customer.aims) > 60_000 else 0.42 if max(customer.aims) > 8_000 else 0.32
    count = 1
    while count < 7 and rng.random() < more:
        count += 1
    return count


def _discount(customer: Customer, day: int, rng: Random) -> int:
    if customer.customer_id == truths.LOSING_CHAIN:
        return rng.randint(21, 25) if day < SPLIT else rng.randint(27, 30)
    if not customer.discount:
        return 0
    return max(0, customer.discount + rng.choice((-2, -1, 0, 0, 0, 1, 2)))


def _order(customer: Customer, number: int, day: int, likes: dict[str, float], rng: Random) -> list[Line]:
    weights = [share * category_weight(name, day) for name, share in likes.items()]
    channel = customer.channel if rng.random() < 0.78 or customer.is_account else rng.choice(_CHANNELS)
    gone = customer.owner == truths.LEFT_SALESPERSON and day > _LEFT_DAY
    discount, found = _discount(customer, day, rng), []
    for name in rng.choices(list(likes), weights, k=_line_count(customer, rng)):
        aim = rng.lognormvariate(0, 0.5) * _SIZE[name] * _trend(customer, day)
        product = catalogue.by_category()[name][0]
        found.append(
            Line(customer, number, day, name, aim, product, discount, channel, "desk" if gone else customer.owner)
        )
    return found


def draw_lines(customers: list[Customer], rng: Random) -> list[Line]:
    """All bought lines with their days and categories; `aim` says how large a line is beside the customer's others."""
    lines: list[Line] = []
    number = 0
    for customer in customers:
        likes = _categories(customer, rng)
        for year in (0, 1):
            for day in _days(customer, year, rng):
                number += 1
                lines += _order(customer, number, day, likes, rng)
    return lines


def balance(lines: list[Line], rounds: int = 12) -> None:
    """Scale the aims in turn so that each customer's year and each month come to what was planned (in fen)."""
    by_year: dict[tuple[str, int], list[Line]] = defaultdict(list)
    by_month: list[list[Line]] = [[] for _ in range(24)]
    for line in lines:
        by_year[line.customer.customer_id, line.year].append(line)
        by_month[month_of(line.day)].append(line)
    goals = [(members, members[0].customer.aims[year] * 100) for (_, year), members in by_year.items()]
    shares = month_shares()
    total = sum(goal for _, goal in goals) / sum(shares)
    month_goals = [(members, total * share) for members, share in zip(by_month, shares, strict=True)]
    for _ in range(rounds):
        for members, goal in (*month_goals, *goals):
            factor = goal / sum(line.aim for line in members)
            for line in members:
                line.aim *= factor


def _fitting(line: Line, rng: Random) -> catalogue.Product:
    """A product of which neither none nor hundreds can be bought for the amount, as far as there is one."""
    budget = line.aim * 1.25 / (1 - line.discount / 100)
    offers = catalogue.by_category()[line.category]
    chain = line.customer.customer_id == truths.LOSING_CHAIN
    if chain or line.customer.aims[line.year] < _LARGE_CUSTOMER:  # so that everybody's profit is known
        offers = tuple(product for product in offers if product.code not in truths.PRODUCTS_WITHOUT_COST)
    affordable = [product for product in offers if product.price_fen <= budget] or [offers[0]]
    affordable = [product for product in affordable if budget / product.price_fen < _MOST_PIECES] or [offers[-1]]
    return rng.choices(affordable, [product.popularity for product in affordable])[0]


def quantify(lines: list[Line], rng: Random) -> None:
    """Turn aims into products and quantities; what a line is off is made up by the customer's next line."""
    off: dict[tuple[str, int], float] = defaultdict(float)
    for line in lines:
        key = line.customer.customer_id, line.year
        line.product = _fitting(line, rng)
        line.price_fen = line.product.price_fen
        unit = line.price_fen * (100 - line.discount) / 100
        wanted = (line.aim + off[key]) / unit
        step = line.product.pack if wanted >= 1.5 * line.product.pack and not line.customer.is_account else 1
        line.quantity = max(step, round(wanted / step) * step)
        if line.customer.industry not in _RETAIL:
            line.quantity = max(line.quantity, ceil(_SMALLEST_LINE_FEN / unit))
        off[key] = line.aim + off[key] - line.quantity * unit
