"""The 3,000 customers: who they are, how much they aim to buy in each year, how often, and from when to when."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp
from random import Random

from sample_data import truths
from sample_data.names import CITIES, NamePair, Namer
from sample_data.planted import HEAD_OFFICE, PLANTED, Planted
from sample_data.seasons import DAYS, SPLIT
from sample_data.words import SALESPEOPLE

_REGIONS = {"east": 32, "south": 19, "north": 16, "central": 12, "southwest": 9, "northeast": 6, "northwest": 6}
_LARGEST = {"dealer": 44, "4s": 25, "chain": 17, "fleet": 9, "tyreshop": 5}
_LARGE = {"dealer": 34, "workshop": 22, "4s": 18, "chain": 10, "tyreshop": 9, "fleet": 6, "public": 1}
_SMALL = {"workshop": 46, "tyreshop": 15, "driver": 16, "fleet": 9, "dealer": 9, "public": 3, "4s": 2}
_DISCOUNTS = {"dealer": 10, "chain": 8, "4s": 6, "tyreshop": 5, "fleet": 4, "public": 3, "workshop": 2}
_CHANNELS = {
    "dealer": "visit",
    "chain": "visit",
    "4s": "phone",
    "public": "phone",
    "fleet": "phone",
    "driver": "counter",
}
_LAST_YEAR_ONLY, _NEW_THIS_YEAR = 400, 520
_JOINED_BEFORE = 1750
"""Customers with a higher number (of those that bought last year) joined in the course of last year."""


@dataclass
class Customer:
    """One customer. `aims` and `orders`: net CNY and orders last year and this year; `first`, `last`: active days."""

    customer_id: str
    names: NamePair
    industry: str
    region: str
    city: NamePair
    owner: str
    channel: str
    discount: int
    terms: int
    aims: tuple[float, float] = (0.0, 0.0)
    orders: tuple[int, int] = (0, 0)
    first: int = 0
    last: int = DAYS
    parent: str = ""
    trend: str = ""
    note: str = ""
    fixed: bool = False
    returner: bool = False

    @property
    def number(self) -> int:
        """The number in the customer id."""
        return int(self.customer_id[1:])

    @property
    def kind(self) -> str:
        """The canonical kind: end customer, dealer, internal or public."""
        return {"dealer": "dealer", "internal": "internal", "public": "public"}.get(self.industry, "end")

    @property
    def is_account(self) -> bool:
        """Whether this is a walk-in counter or internal use rather than a customer."""
        return self.industry in ("walkin", "internal")


def customer_id(number: int) -> str:
    """The id of the customer of that number, 1-3000."""
    return f"C{number:05d}"


def _curve(rank: float) -> float:
    """Yearly revenue by rank: a power law down to the last Ordinary customer, then a steeper tail."""
    if rank <= 1100:
        return 8_700_000 / (rank + 3)
    return 260 + 7_600 * float((max(0.0, 2200 - rank) / 1100) ** 1.15)


def _order_count(value: float, rng: Random) -> int:
    return max(1, min(70, round(0.0365 * float(value**0.5) * rng.lognormvariate(0, 0.42))))


def _pick(weights: dict[str, int], rng: Random) -> str:
    return rng.choices(list(weights), list(weights.values()))[0]


def _owner(region: str, rng: Random) -> str:
    return rng.choice([code for code, (_, _, area) in SALESPEOPLE.items() if area == region])


def _terms(industry: str, value: float) -> int:
    if industry in ("driver", "walkin", "internal"):
        return 0
    return 60 if value > 350_000 else 45 if value > 100_000 else 30 if value > 9_000 else 15


def _plain(number: int, value: float, namer: Namer, rng: Random) -> Customer:
    """A customer without a story, of about that yearly revenue."""
    region = _pick(_REGIONS, rng)
    city = rng.choice(CITIES[region])
    industry = _pick(_LARGEST if value > 90_000 else _LARGE if value > 7_500 else _SMALL, rng)
    names = namer.driver() if industry == "driver" else namer.company(industry, city)
    discount = max(0, _DISCOUNTS.get(industry, 0) + rng.randint(-2, 2) + (3 if value > 60_000 else 0))
    channel = _CHANNELS.get(industry, "online" if rng.random() < 0.45 else "phone")
    return Customer(
        customer_id(number),
        names,
        industry,
        region,
        city,
        _owner(region, rng),
        channel,
        discount,
        _terms(industry, value),
    )


def _from_story(story: Planted, namer: Namer, rng: Random) -> Customer:
    city = next(pair for pair in CITIES[story.region] if pair[0] == story.city)
    counter = story.industry in ("walkin", "internal")
    value = story.this_year * 1000 * rng.uniform(0.995, 1.005)
    discount = 0 if counter else _DISCOUNTS.get(story.industry, 0) + (4 if value > 340_000 else 2)
    orders = (_order_count(value, rng), _order_count(value, rng)) if value else (0, 0)
    if counter:
        orders = (300, 300) if story.industry == "walkin" else (11, 12)
    if story.trend == "pairs":
        orders = (26, 26)
    if story.trend == "rise":
        orders = (4, 11)
    return Customer(
        story.customer_id,
        namer.reserve(story.names),
        story.industry,
        story.region,
        city,
        story.owner or _owner(story.region, rng),
        channel="counter" if counter else _CHANNELS.get(story.industry, "phone"),
        discount=discount,
        terms=45 if story.trend == "pairs" else _terms(story.industry, value),
        aims=(story.last_year * 1000 * rng.uniform(0.995, 1.005), value),
        orders=orders,
        parent=story.parent,
        trend=story.trend,
        note=story.note,
        fixed=True,
    )


def _activity(customer: Customer, order_count: int, rng: Random) -> None:
    """Set from when to when a customer without a story buys; some fall silent in the course of this year."""
    last_year, this_year = customer.aims
    if not last_year:
        late = rng.random() < 0.12
        customer.first = rng.randint(SPLIT + (270 if late else 0), DAYS - 3)
    elif customer.number > _JOINED_BEFORE and customer.number <= 2180:
        customer.first = int((customer.number - _JOINED_BEFORE) / 430 * 300) + rng.randint(0, 25)
    if not this_year:
        customer.last = rng.randint(max(customer.first + 20, 90), SPLIT)
    elif last_year and order_count > 3 and rng.random() < 0.14:
        customer.last = SPLIT + rng.randint(40, 290)


def _with_aims(customer: Customer, aims: tuple[float, float], rng: Random) -> Customer:
    customer.aims = aims
    counts = [_order_count(aim, rng) if aim else 0 for aim in aims]
    _activity(customer, sum(counts), rng)
    days = DAYS - max(customer.first, SPLIT)
    customer.orders = (counts[0], min(counts[1], 1 + counts[1] * days // 365))
    if not aims[0] and customer.orders[1] == 1:
        customer.last = min(DAYS, customer.first + 25)
    return customer


def _returner(number: int, namer: Namer, rng: Random) -> Customer:
    """Bought last year, brought goods back this year: net returns."""
    value = rng.uniform(900, 9_000)
    customer = _plain(number, value, namer, rng)
    customer.aims, customer.orders, customer.last, customer.returner = (value, 0.0), (rng.randint(1, 3), 0), SPLIT, True
    return customer


def _small_groups(customers: list[Customer], rng: Random) -> None:
    """Give a dozen ordinary branches a head office, so that the planted group is not the only one."""
    candidates = [
        c for c in customers if not c.fixed and c.industry in ("chain", "4s", "fleet") and 4_000 < c.aims[1] < 60_000
    ]
    for branch, head in zip(*[iter(rng.sample(candidates, 14))] * 2, strict=True):
        branch.parent = head.customer_id


def _aims(rng: Random) -> list[tuple[float, float]]:
    """Yearly aims of everybody without a story who buys: both years, last year only, this year only."""
    taken = len(PLANTED) - 24
    ranks = [25 + index for index in range(truths.RANKED_CUSTOMERS - 24 - taken)]
    newcomers = set(rng.sample(ranks[330:], _NEW_THIS_YEAR))
    found = []
    for rank in ranks:
        this_year = _curve(rank) * (1 if rank < 60 else rng.uniform(0.97, 1.03))
        last_year = 0.0 if rank in newcomers else min(330_000.0, this_year * exp(rng.gauss(-0.03, 0.33)))
        found.append((last_year, this_year))
    found += [(_curve(rng.uniform(180, 2195)), 0.0) for _ in range(_LAST_YEAR_ONLY)]
    return found


def _scaled(aims: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """The same aims with last year's scaled so that the company grows by the planted share."""
    this_year = sum(aim for _, aim in aims) + sum(story.this_year * 1000 for story in PLANTED)
    planted = sum(story.last_year * 1000 for story in PLANTED)
    factor = (this_year / (1 + truths.REVENUE_GROWTH) - planted) / sum(aim for aim, _ in aims)
    return [(min(336_000.0, last * factor), this) for last, this in aims]


def make_customers(rng: Random) -> list[Customer]:
    """All customers by id: 2,200 that buy this year, 100 that only return, 400 lost, the rest never ordered."""
    namer = Namer(rng)
    stories = {story.customer_id: _from_story(story, namer, rng) for story in (*PLANTED, HEAD_OFFICE)}
    aims = _scaled(_aims(rng))
    old = [pair for pair in aims if pair[0]] + [(0.0, 0.0)] * truths.UNPROFITABLE_CUSTOMERS
    new = [pair for pair in aims if not pair[0]]
    rng.shuffle(old)
    rng.shuffle(new)
    found = dict(stories)
    free = [number for number in range(1, truths.KNOWN_CUSTOMERS + 1) if customer_id(number) not in stories]
    for number, pair in zip(free, old + new, strict=False):
        if pair == (0.0, 0.0):
            customer = _returner(number, namer, rng)
        else:
            customer = _with_aims(_plain(number, max(pair), namer, rng), pair, rng)
        found[customer.customer_id] = customer
    for number in free[len(old) + len(new) :]:
        found[customer_id(number)] = _plain(number, rng.uniform(500, 40_000), namer, rng)
    customers = [found[key] for key in sorted(found)]
    _small_groups(customers, rng)
    return customers
