"""The rows of each file as text. Headers and file names are in `headers`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from random import Random

from sample_data import catalogue, questions, truths, words
from sample_data.company import Company
from sample_data.contact_log import make_contacts
from sample_data.contact_words import COMPLAINTS, CONTACT_KINDS, NEXT_STEPS, RESULTS, SEVERITIES
from sample_data.profiles import make_profiles
from sample_data.seasons import DAYS, day_of
from sample_data.survey import make_survey
from sample_data.words import Language, salesperson_name, word

Row = tuple[str | int, ...]


def yuan(fen: int) -> str:
    """Fen as CNY with two decimals: -1205 -> "-12.05"."""
    return f"{'-' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02d}"


@cache
def _day(index: int | None) -> str:
    return "" if index is None else day_of(index).isoformat()


def _known(value: int | date | None) -> str:
    return "" if value is None else str(value)


def _terms(days: int, language: Language) -> str:
    if not days:
        return ("Cash", "现结")[language == "zh"]
    return f"{days}天" if language == "zh" else f"{days} days"


def sales_rows(company: Company, year: int, language: Language) -> Iterator[Row]:
    """Order lines of last year (0) or this year (1) by day."""
    place = int(language == "zh")
    for line in company.lines:
        if line.year != year:
            continue
        product, customer = line.product, line.customer
        yield (
            line.order_id,
            line.line_id,
            _day(line.day),
            customer.customer_id,
            customer.names[place],
            product.code,
            (product.name_en, product.name_zh)[place],
            word(words.CATEGORIES, product.category, language),
            line.quantity,
            yuan(line.price_fen),
            f"{line.discount / 100:.2f}",
            yuan(line.amount_fen),
            "" if product.code in truths.PRODUCTS_WITHOUT_COST else yuan(line.cost_fen),
            word(words.REGIONS, customer.region, language),
            word(words.CHANNELS, line.channel, language),
            salesperson_name(line.salesperson, language),
            word(words.STATUSES, line.status, language),
            _day(line.due),
            _day(line.paid),
        )


def customer_rows(company: Company, language: Language) -> Iterator[Row]:
    """All known customers by id."""
    place = int(language == "zh")
    profiles = make_profiles(company)
    for customer in company.customers:
        profile = profiles[customer.customer_id]
        nature = "individual" if customer.industry in ("driver", "walkin") else "company"
        yield (
            customer.customer_id,
            customer.names[place],
            customer.parent,
            word(words.REGIONS, customer.region, language),
            customer.city[place],
            word(words.INDUSTRIES, customer.industry, language),
            word(words.KINDS, customer.kind, language),
            word(words.NATURES, nature, language),
            salesperson_name(customer.owner, language),
            word(words.SOURCES, profile.source, language),
            str(profile.joined_on),
            word(words.GRADES, profile.grade, language),
            profile.phone,
            profile.email,
            word(words.FLAGS, "yes" if profile.opted_out else "no", language),
            _known(profile.birthday),
            profile.contact[place],
            word(words.ROLES, profile.role, language) if profile.role else "",
            word(words.PERSONALITIES, profile.personality, language),
            _known(profile.referrals),
            _known(profile.standing),
            _known(profile.information),
            _known(profile.annual_need),
            _known(profile.cost_to_serve),
            _known(profile.credit_limit),
            _terms(customer.terms, language),
            word(words.NOTES, profile.note, language),
        )


def survey_rows(company: Company, language: Language) -> Iterator[Row]:
    """One row per answered question by day."""
    place = int(language == "zh")
    remarks = {"bad": questions.BAD, "good": questions.GOOD}
    for answer in make_survey(company):
        comment = word(remarks[answer.comment], answer.dimension, language) if answer.comment else ""
        yield (
            _day(answer.day),
            answer.customer.customer_id,
            answer.customer.names[place],
            answer.respondent,
            word(words.ROLES, answer.role, language),
            word(questions.DIMENSIONS, answer.dimension, language),
            questions.ITEMS[answer.dimension][answer.item][place],
            answer.score,
            answer.lowest,
            answer.highest,
            comment,
        )


def return_rows(company: Company, language: Language) -> Iterator[Row]:
    """The orders that came back whole, one row each, the same that have the status for it."""
    rng = Random(truths.SEED + 3)
    seen: set[str] = set()
    for line in company.lines:
        if line.status == "returned" and line.order_id not in seen:
            seen.add(line.order_id)
            back = min(day_of(line.day) + timedelta(days=rng.randint(3, 18)), day_of(DAYS - 1))
            reason = rng.choices(list(words.REASONS), (4, 2, 2, 3))[0]
            yield line.order_id, back.isoformat(), word(words.REASONS, reason, language)


def product_rows(language: Language) -> Iterator[Row]:
    """The catalogue by product code."""
    for product in catalogue.products():
        name = product.name_zh if language == "zh" else product.name_en
        category = word(words.CATEGORIES, product.category, language)
        cost = "" if product.code in truths.PRODUCTS_WITHOUT_COST else yuan(product.cost_fen)
        yield product.code, name, category, yuan(product.price_fen), cost


def contact_rows(company: Company, language: Language) -> Iterator[Row]:
    """The contact log by day, noted by the salesperson of the customer."""
    for contact in make_contacts(company):
        customer = contact.customer
        said = COMPLAINTS if contact.kind == "complaint" else RESULTS[contact.kind]
        yield (
            _day(contact.day),
            customer.customer_id,
            customer.names[int(language == "zh")],
            word(CONTACT_KINDS, contact.kind, language),
            salesperson_name(customer.owner, language),
            word(said, contact.result, language),
            word(NEXT_STEPS, contact.next_step, language) if contact.next_step else "",
            _day(contact.next_day),
            word(SEVERITIES, contact.severity, language),
            _day(contact.settled),
        )
