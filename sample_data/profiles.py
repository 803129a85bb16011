"""What the customer file knows beyond names: grades, needs, costs, people. Drawn after the sales, to fit them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from random import Random

from sample_data import truths
from sample_data.company import Company
from sample_data.customers import Customer
from sample_data.names import NamePair, Namer
from sample_data.seasons import day_of

_AREA_CODES = {"east": "0571", "south": "020", "north": "010", "central": "027", "southwest": "028", "northeast": "024"}
_OTHER_AREA_CODE = "029"
_FOUNDED = date(2012, 3, 5)
_OLD_CUSTOMERS = 1750


@dataclass(frozen=True)
class Profile:
    """One row of the customer file beside the customer itself; None = not known. Money in whole CNY a year."""

    source: str
    joined_on: date
    opted_out: bool
    note: str
    grade: str = ""
    phone: str = ""
    email: str = ""
    birthday: date | None = None
    contact: NamePair = ("", "")
    role: str = ""
    personality: str = ""
    referrals: int | None = None
    standing: int | None = None
    information: int | None = None
    annual_need: int | None = None
    cost_to_serve: int | None = None
    credit_limit: int | None = None


def _joined(customer: Customer, rng: Random) -> date:
    if not sum(customer.orders) and not customer.fixed:
        return date(2025, 3, 1) + timedelta(days=rng.randint(0, 560))
    if customer.first > 0:
        return day_of(customer.first) - timedelta(days=rng.randint(1, 21))
    span = (truths.FIRST_DAY - _FOUNDED).days - 30
    days = int(span * min(customer.number, _OLD_CUSTOMERS) / (_OLD_CUSTOMERS + 1)) - rng.randint(0, 20)
    return _FOUNDED + timedelta(days=max(0, days))


def _grade(last_year: float, rng: Random) -> str:
    """The old grades follow last year's sales with some wishful thinking, and so no longer fit."""
    felt = last_year * rng.lognormvariate(0, 0.5)
    return "gold" if felt > 110_000 else "silver" if felt > 24_000 else "bronze" if felt > 6_000 else ""


def _annual_need(customer: Customer, this_year: float, rng: Random) -> int | None:
    if customer.customer_id == truths.RISING_SMALL:
        return round(this_year / (1 - truths.RISING_SMALL_ELSEWHERE) / 100) * 100
    known = rng.random() < (0.9 if this_year > 340_000 else 0.42)
    if not known or this_year < 1500 or customer.industry == "driver":
        return None
    share = min(1.0, 0.22 + 0.8 * rng.betavariate(2.2, 1.8))
    return ceil(this_year / share / 500) * 500


def _cost_to_serve(customer: Customer, this_year: float, rng: Random) -> int | None:
    if this_year <= 0 or rng.random() < 0.25:
        return None
    share = 0.031 if customer.customer_id == truths.LOSING_CHAIN else rng.uniform(0.008, 0.022)
    return round((90 * customer.orders[1] + share * this_year) / 10) * 10


def _email(names: NamePair, contact: NamePair, industry: str) -> str:
    def slug(text: str, mark: str) -> str:
        return re.sub(r"[^a-z0-9]+", mark, text.lower().replace("'", "")).strip(mark)

    host = "post" if industry == "driver" else slug(names[0], "-")
    return f"{slug(contact[0], '.')}@{host}.example"


def _some(rng: Random, share: float, low: int, high: int) -> int | None:
    return rng.randint(low, high) if rng.random() < share else None


def _phone(customer: Customer, rng: Random) -> str:
    if rng.random() < 0.04:
        return ""
    if customer.number % 3:
        return f"1400000{customer.number:04d}"  # mobile numbers that nobody has
    return f"{_AREA_CODES.get(customer.region, _OTHER_AREA_CODE)}-5550{customer.number:04d}"


def _account(customer: Customer, rng: Random) -> Profile:
    """Walk-in counters and internal use have nobody to call."""
    return Profile(source="own", joined_on=_joined(customer, rng), opted_out=False, note=customer.note)


def _profile(customer: Customer, last_year: float, this_year: float, people: Namer, rng: Random) -> Profile:
    driver, large = customer.industry == "driver", this_year > 340_000
    contact = customer.names if driver else people.person()
    born = date(1962, 1, 1) + timedelta(days=rng.randint(0, 15_000))
    limit = round(max(this_year, last_year) / 8 * customer.terms / 30 / 1000) * 1000
    style = rng.choice(("driving", "expressive", "amiable", "analytical"))
    return Profile(
        source=rng.choices(("own", "advertising", "referral"), (56, 19, 25))[0],
        joined_on=_joined(customer, rng),
        opted_out=rng.random() < 0.06,
        note=customer.note
        or rng.choices(("", "opening", "careful", "morning", "fair", "rival"), (84, 2, 5, 4, 2, 3))[0],
        grade=_grade(last_year, rng),
        phone=_phone(customer, rng),
        email="" if rng.random() < 0.22 else _email(customer.names, contact, customer.industry),
        birthday=born if driver and rng.random() < 0.7 else None,
        contact=contact,
        role="user" if driver else rng.choices(("buyer", "decider", "user", "influencer"), (5, 3, 1, 1))[0],
        personality=style if rng.random() < 0.55 else "",
        referrals=rng.choices((0, 1, 2, 3, 5), (66, 20, 8, 4, 2))[0],
        standing=_some(rng, 0.95, 3, 5) if large else _some(rng, 0.4, 1, 5),
        information=_some(rng, 0.9, 2, 5) if large else _some(rng, 0.3, 1, 5),
        annual_need=_annual_need(customer, this_year, rng),
        cost_to_serve=_cost_to_serve(customer, this_year, rng),
        credit_limit=limit or None,
    )


def make_profiles(company: Company, seed: int = truths.SEED) -> dict[str, Profile]:
    """The profile of every customer under its id; the same each time for the same company and seed."""
    rng = Random(seed + 1)
    people = Namer(rng)
    found = {}
    for customer in company.customers:
        last_year, this_year = (fen / 100 for fen in company.revenue_fen[customer.customer_id])
        if customer.is_account:
            found[customer.customer_id] = _account(customer, rng)
        else:
            found[customer.customer_id] = _profile(customer, last_year, this_year, people, rng)
    return found
