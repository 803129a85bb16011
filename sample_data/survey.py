"""The satisfaction survey: about 600 people this year and 180 last year, brought exactly to the planted indices."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from random import Random

from sample_data import truths, words
from sample_data.company import Company
from sample_data.customers import Customer
from sample_data.questions import BEFORE, ITEMS, TARGETS
from sample_data.seasons import DAYS, SPLIT, working_day

_PEOPLE = ((22, 20, (2, 3, 4)), (440, 168, (1, 1, 2)), (1100, 150, (1, 1, 1, 2)), (2200, 130, (1,)))
"""Up to which rank, how many customers answer, and how many people of each."""


@dataclass(slots=True, eq=False)
class Answer:
    """One answered question. `comment` is "bad", "good" or empty; `key` = of a Key customer."""

    day: int
    customer: Customer
    respondent: str
    role: str
    dimension: str
    item: int
    score: int
    lowest: int
    highest: int
    key: bool
    comment: str = ""


@dataclass(frozen=True)
class Person:
    """Somebody who answers for a customer; `mood` shifts all their answers (share of the scale)."""

    customer: Customer
    name: str
    role: str
    mood: float
    key: bool


def _target(dimension: str, key: bool, year: int) -> float:
    if dimension == "delivery":
        before = 69.0 if key else 77.0
        return before if year == 0 else float(truths.KEY_DELIVERY_INDEX if key else truths.OTHER_DELIVERY_INDEX)
    if dimension not in TARGETS:
        return 76.0
    return (BEFORE if year == 0 else TARGETS)[dimension]


def _score(index: float, lowest: int, highest: int, spread: float, rng: Random) -> int:
    value = lowest + (highest - lowest) * (index / 100 + rng.gauss(0, spread))
    return max(lowest, min(highest, round(value)))


def _expected(person: Person, dimension: str, day: int) -> float:
    """The index that the person would give on average: the target, their mood and the stories."""
    expected = _target(dimension, person.key, int(day >= SPLIT)) + 100 * person.mood
    if dimension == "nps":
        expected += 8
    if person.key and day >= SPLIT and dimension in ("overall", "nps"):
        expected -= 14
    if dimension == "salesperson" and person.customer.owner == truths.LEFT_SALESPERSON and day >= SPLIT + 150:
        expected -= 22
    return expected


def _answers(person: Person, day: int, rng: Random) -> list[Answer]:
    """One filled questionnaire; now and then an item is left out."""
    found = []
    for dimension, items in ITEMS.items():
        lowest, highest = (0, 10) if dimension == "nps" else (1, 5)
        expected = _expected(person, dimension, day)
        for item in range(len(items)):
            if len(items) > 1 and rng.random() < 0.03:
                continue
            score = _score(expected, lowest, highest, 0.14, rng)
            found.append(
                Answer(
                    day, person.customer, person.name, person.role, dimension, item, score, lowest, highest, person.key
                )
            )
    if rng.random() < (0.45 if person.key else 0.2):
        _comment(found, rng)
    return found


def _comment(answers: list[Answer], rng: Random) -> None:
    """Let the person explain the lowest or the highest score."""
    on_dimensions = [answer for answer in answers if answer.dimension in truths.DIMENSIONS]
    rng.shuffle(on_dimensions)
    worst, best = min(on_dimensions, key=lambda a: a.score), max(on_dimensions, key=lambda a: a.score)
    if worst.score <= 2 or (worst.score == 3 and rng.random() < 0.4):
        worst.comment = "bad"
    elif best.score == 5:
        best.comment = "good"


def _asked(company: Company, rng: Random) -> list[tuple[Customer, int, bool]]:
    """Customers that answer with their number of people and whether they are Key; walk-ins are not asked."""
    ranked, found, start = company.ranked(), [], 0
    for end, count, people in _PEOPLE:
        pool = [customer for customer in ranked[start:end] if not customer.is_account]
        found += [(customer, rng.choice(people), end == truths.KEY_CUSTOMERS) for customer in rng.sample(pool, count)]
        start = end
    return found


def _mood(company: Company, customer: Customer, rng: Random) -> float:
    """Who buys more than last year is a little happier."""
    last_year, this_year = company.revenue_fen[customer.customer_id]
    return rng.gauss(0, 0.09) + (0.03 if this_year > last_year else -0.04)


def _latest(answers: list[Answer]) -> dict[tuple[str, bool], dict[str, dict[str, list[Answer]]]]:
    """Each person's latest answers this year: by (dimension, Key or not), customer and respondent."""
    last: dict[tuple[str, str], int] = {}
    for answer in answers:
        place = answer.respondent, answer.dimension
        last[place] = max(last.get(place, 0), answer.day)
    found: dict[tuple[str, bool], dict[str, dict[str, list[Answer]]]] = defaultdict(
        lambda: defaultdict(lambda: defaultdict(list))
    )
    for answer in answers:
        if answer.day >= SPLIT and answer.day == last[answer.respondent, answer.dimension]:
            group = found[answer.dimension, answer.key and answer.dimension == "delivery"]
            group[answer.customer.customer_id][answer.respondent].append(answer)
    return found


def _steer(group: dict[str, dict[str, list[Answer]]], goal: float, rng: Random) -> None:
    """Move single scores by one until the mean over customers of the mean over people is at the goal within 0.02."""
    weighted = [
        (answer, 25 / len(group) / len(people) / len(items))
        for people in group.values()
        for items in people.values()
        for answer in items
    ]
    missing = goal - sum(weight * (answer.score - 1) for answer, weight in weighted)
    for answer, weight in rng.sample(weighted, len(weighted)):
        step = 1 if missing > 0 else -1
        if weight <= 2 * abs(missing) and answer.lowest <= answer.score + step <= answer.highest and not answer.comment:
            answer.score += step
            missing -= step * weight


def _people(company: Company, rng: Random) -> list[Person]:
    found: list[Person] = []
    for customer, people, key in _asked(company, rng):
        for _ in range(people):
            role = "user" if customer.industry == "driver" else rng.choices(list(words.ROLES), (5, 1, 3, 3))[0]
            found.append(Person(customer, f"R{len(found) + 1:04d}", role, _mood(company, customer, rng), key))
    return found


def _days(company: Company, customer: Customer, rng: Random) -> list[int]:
    """When a person is asked: once this year, and some last year too."""
    days = [rng.randint(max(SPLIT, customer.first + 10), DAYS - 1) if customer.first < DAYS - 20 else DAYS - 1]
    if company.revenue_fen[customer.customer_id][0] > 0 and customer.first < 60 and rng.random() < 0.38:
        days.insert(0, rng.randint(customer.first + 60, SPLIT - 3))
    return [min(working_day(day), DAYS - 1) for day in days]


def make_survey(company: Company, seed: int = truths.SEED) -> list[Answer]:
    """All answers by day; the same each time for the same company and seed."""
    rng = Random(seed + 2)
    answers: list[Answer] = []
    for person in _people(company, rng):
        for day in _days(company, person.customer, rng):
            answers += _answers(person, day, rng)
    for (dimension, key), group in sorted(_latest(answers).items()):
        if dimension in truths.DIMENSIONS:
            _steer(group, _target(dimension, key, 1), rng)
    return sorted(answers, key=lambda answer: (answer.day, answer.respondent))
