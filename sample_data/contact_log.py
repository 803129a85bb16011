"""The contact log since the first day of this year: who was visited, called and written to, and who complained."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from sample_data import truths
from sample_data.company import Company
from sample_data.contact_words import COMPLAINTS, NEXT_STEPS, RESULTS
from sample_data.customers import Customer
from sample_data.seasons import DAYS, SPLIT, working_day


@dataclass(frozen=True)
class Habit:
    """How a salesperson cares for a tier: the share of its customers, usual days in between, weights of the kinds."""

    share: float
    days: int
    kinds: tuple[int, int, int]  # visit, call, message


_HABITS = (
    (truths.KEY_CUSTOMERS, Habit(1.0, 24, (5, 4, 1))),
    (440, Habit(0.82, 44, (4, 7, 2))),
    (1100, Habit(0.22, 80, (0, 6, 4))),
    (2200, Habit(0.07, 90, (0, 2, 8))),
)
"""Up to which rank by revenue this year."""
_OTHERS = Habit(0.06, 150, (0, 8, 2))


@dataclass(frozen=True)
class Contact:
    """One row of the log. Codes as in `contact_words`; days count from the first day of the data; None: none."""

    day: int
    customer: Customer
    kind: str
    result: str
    next_step: str = ""
    next_day: int | None = None
    severity: str = ""
    settled: int | None = None


def make_contacts(company: Company, seed: int = truths.SEED) -> list[Contact]:
    """All rows by day; the same each time for the same company and seed."""
    rng = Random(seed + 4)
    places = {customer.customer_id: place for place, customer in enumerate(company.ranked())}
    found: list[Contact] = []
    for customer in company.customers:
        if not customer.is_account and customer.customer_id not in truths.NEVER_CONTACTED:
            found += _touches(customer, _habit(places.get(customer.customer_id)), rng)
    found += _settled(company, rng)
    found += _planted(company)
    return sorted(found, key=lambda contact: (contact.day, contact.customer.customer_id, contact.kind))


def _habit(place: int | None) -> Habit:
    return next((habit for end, habit in _HABITS if place is not None and place < end), _OTHERS)


def _until(customer: Customer) -> int:
    """The day after the last one on which somebody cares for the customer: nobody follows on who left."""
    left = (truths.LEFT_ON - truths.FIRST_DAY).days + 1
    return left if customer.owner == truths.LEFT_SALESPERSON else DAYS


def _touches(customer: Customer, habit: Habit, rng: Random) -> Iterator[Contact]:
    """Visits, calls and messages with a customer; now and then one is promised a next step, which is mostly kept."""
    if rng.random() >= habit.share:
        return
    pace = habit.days * rng.uniform(0.75, 1.15)
    day = working_day(max(SPLIT, customer.first) + round(rng.uniform(0.1, 1) * pace))
    while day < _until(customer):
        kind = rng.choices(("visit", "call", "message"), habit.kinds)[0]
        promised = working_day(day + rng.randint(5, 21)) if rng.random() < 0.18 else None
        step = rng.choice(list(NEXT_STEPS)) if promised else ""
        yield Contact(day, customer, kind, rng.choice(list(RESULTS[kind])), step, promised)
        kept = promised is not None and rng.random() < 0.9
        day = promised if promised and kept else working_day(day + max(4, round(pace * rng.uniform(0.6, 1.3))))


def _settled(company: Company, rng: Random) -> Iterator[Contact]:
    """Complaints as they come and go, one each: settled within three weeks."""
    bought = [customer for customer in company.ranked()[:1500] if not customer.is_account]
    calm = [
        customer for customer in bought if customer.customer_id not in truths.COMPLAINING and customer.first < SPLIT
    ]
    for customer in rng.sample(calm, truths.SETTLED_COMPLAINTS):
        day = working_day(rng.randint(SPLIT, DAYS - 30))
        reason = rng.choice(list(COMPLAINTS)[:5])
        yield Contact(
            day, customer, "complaint", reason, severity=rng.choice(("low", "medium")), settled=day + rng.randint(1, 20)
        )


def _planted(company: Company) -> Iterator[Contact]:
    customers = {customer.customer_id: customer for customer in company.customers}

    def complaint(who: str, day: int, reason: str, severity: str, settled: int | None = None) -> Contact:
        return Contact(day, customers[who], "complaint", reason, severity=severity, settled=settled)

    severe = (truths.SEVERE_COMPLAINT_ON - truths.FIRST_DAY).days
    yield complaint(truths.SEVERE_COMPLAINT, severe, "depot", "high")
    for place, who in enumerate(truths.OPEN_COMPLAINTS):
        yield complaint(who, working_day(DAYS - 12 - 9 * place), ("short", "wrong", "invoice")[place], "medium")
    for day in (DAYS - 78, DAYS - 47, DAYS - 20):
        yield complaint(truths.COMPLAINS_OFTEN, working_day(day), "terms", "low", working_day(day) + 2)
