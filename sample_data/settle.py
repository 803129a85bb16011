"""The last fen: quantities nudged until the planted figures hold, payments, and the numbers printed on the orders."""

from __future__ import annotations

from collections import defaultdict
from random import Random

from sample_data import truths
from sample_data.lines import Line
from sample_data.returns import RETURN_ORDER, is_planted_wiper
from sample_data.seasons import DAYS, day_of, month_shares

_TOLERANCE_FEN = 60_000


def _nudge(lines: list[Line], missing_fen: float, rng: Random) -> None:
    """Add or take away packs until the lines bring about `missing_fen` more; at most two rounds of one pack a line."""
    lines = rng.sample(lines, len(lines))
    for line in lines + lines:
        if abs(missing_fen) < _TOLERANCE_FEN / 8:
            return
        before = line.amount_fen
        step = line.step if missing_fen > 0 else -line.step
        if line.quantity + step < 2 * line.step or before * abs(step) / line.quantity > abs(missing_fen) * 1.8:
            continue
        line.quantity += step
        missing_fen -= line.amount_fen - before


def _free(line: Line, touched: set[int]) -> bool:
    return line.status == "completed" and id(line) not in touched and not is_planted_wiper(line)


def meet_customers(bought: list[Line], returned: list[Line], touched: set[int], rng: Random) -> None:
    """Bring the customers with a story to the planned net revenue of each year."""
    net: dict[tuple[str, int], int] = defaultdict(int)
    free: dict[tuple[str, int], list[Line]] = defaultdict(list)
    for line in bought + returned:
        if line.customer.fixed:
            key = line.customer.customer_id, line.year
            net[key] += line.net_fen
            if line.quantity > 0 and _free(line, touched):
                free[key].append(line)
    for key, lines in free.items():
        _nudge(lines, lines[0].customer.aims[key[1]] * 100 - net[key], rng)


def meet_months(bought: list[Line], returned: list[Line], touched: set[int], rng: Random) -> None:
    """Bring each month to its share of the whole through the lines of customers without a story."""
    net = [0] * 24
    free: list[list[Line]] = [[] for _ in range(24)]
    for line in bought + returned:
        net[line.month] += line.net_fen
        if line.quantity > 2 and not line.customer.fixed and _free(line, touched):
            free[line.month].append(line)
    shares = month_shares()
    total = sum(net)
    for month, lines in enumerate(free):
        _nudge(lines, total * shares[month] / sum(shares) - net[month], rng)


def _slow_payer(orders: list[list[Line]]) -> None:
    """Days to payment of the slow payer: about 41 all last year, rising through this year with a mean of 78."""
    usual, slow = truths.SLOW_PAYER_DAYS
    last_year = [members for members in orders if members[0].year == 0]
    this_year = [members for members in orders if members[0].year == 1 and members[0].day < DAYS - 100]
    for members in orders:
        for line in members:
            line.paid = None
    waves = [(-3, 2, 5, -4)[index % 4] for index in range(len(last_year))]
    ramp = [round(58 + 40 * index / (len(this_year) - 1)) for index in range(len(this_year))]
    for days, goal in ((waves, 0), (ramp, slow * len(ramp))):
        for index in range(abs(goal - sum(days))):
            days[index % len(days)] += 1 if goal > sum(days) else -1
    for members, late in [*zip(last_year, waves, strict=True), *zip(this_year, ramp, strict=True)]:
        for line in members:
            line.paid = line.day + late + (usual if line.year == 0 else 0)


def pay(bought: list[Line], rng: Random) -> None:
    """Due dates by terms and paid dates by habit; what is paid after the last day is still open."""
    orders: dict[int, list[Line]] = defaultdict(list)
    for line in bought:
        orders[line.order].append(line)
    habits: dict[str, float] = {}
    for members in orders.values():
        customer = members[0].customer
        if customer.customer_id not in habits:
            habits[customer.customer_id] = rng.choice((-4, -2, 0, 1, 3, 6, 12)) if customer.terms else 0
        late = round(rng.gauss(habits[customer.customer_id], 4)) if customer.terms else 0
        for line in members:
            line.due = line.day + customer.terms
            if line.status == "completed":
                line.paid = max(line.day, line.due + late)
    _slow_payer([members for members in orders.values() if members[0].customer.customer_id == truths.SLOW_PAYER])
    for line in bought:
        if line.paid is not None and line.paid >= DAYS:
            line.paid = None


def number_lines(lines: list[Line]) -> None:
    """Sort the lines by day and give ids: SOyymm-nnnn for orders, RTyymm-nnn for returns, lines counted from 1."""
    lines.sort(key=lambda line: (line.day, line.order >= RETURN_ORDER, line.order))
    seen: dict[int, tuple[str, int]] = {}
    counts: dict[str, int] = defaultdict(int)
    for line in lines:
        if line.order not in seen:
            prefix = f"{'RT' if line.order >= RETURN_ORDER else 'SO'}{day_of(line.day):%y%m}"
            counts[prefix] += 1
            seen[line.order] = (f"{prefix}-{counts[prefix]:04d}", 0)
        order_id, position = seen[line.order]
        seen[line.order] = (order_id, position + 1)
        line.order_id, line.line_id = order_id, position + 1
