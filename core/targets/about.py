"""What a list is about, by the columns that its rules speak of: what each name is told then, and what to do with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal

from core.settings import Settings
from core.text.movement import code_label
from core.text.words import Words

NEARLY = ("to_next_tier", "next_tier", "to_next_tier_share")
FITS = ("next_category", "next_category_support", "next_category_similar", "next_category_share")
CHANCE = ("likelihood", "usual_gap_days")
AHEAD = ("likelihood", "expected_orders", "expected_revenue", "expected_profit")
"""Columns of a forecast that speak of so many days ahead."""
TOGETHER = (NEARLY, FITS, CHANCE)
"""Columns that one phrase says together; whoever speaks of one of them is told all."""
UNHAPPY, SMALL_SHARE = Decimal(60), Decimal("0.5")

Row = Mapping[str, object]
_Fits = Callable[[Row], bool]


def _number(row: Row, column: str) -> Decimal | None:
    value = row.get(column)
    return value if isinstance(value, Decimal) else None


def _is_overdue(row: Row) -> bool:
    return (_number(row, "overdue_amount") or Decimal(0)) > 0


def _is_unhappy(row: Row) -> bool:
    index = _number(row, "satisfaction_index")
    return index is not None and index < UNHAPPY


def _is_elsewhere(row: Row) -> bool:
    share = _number(row, "share_of_wallet")
    return share is not None and share < SMALL_SHARE


def _is_first_order(row: Row) -> bool:
    return row.get("order_count") == 1 and row.get("tenure_days") is not None


ABOUT: dict[str, tuple[str, _Fits]] = {
    "pay_overdue": (
        "Ask for the overdue payment first, kindly and with the list of open orders; agree on a day.",
        _is_overdue,
    ),
    "unhappy": ("Call before you sell: ask what went wrong, put it right, and say by when.", _is_unhappy),
    "nearly_up": (
        "Say how little is missing and what the better tier brings them; propose the order that closes the gap.",
        lambda row: row.get("to_next_tier") is not None,
    ),
    "big_elsewhere": (
        "Ask whom else they buy from and why; win one product line first, with a price for a year.",
        _is_elsewhere,
    ),
    "second_order": (
        "Thank them for the first order, ask whether all was right, and propose what goes with it.",
        _is_first_order,
    ),
    "fits_next": ("Offer what fits next, with a sample or a small first order.", lambda row: bool(row.get(FITS[0]))),
    "declining": (
        "Look up what they no longer buy and ask about it before they are gone.",
        lambda row: row.get("stage") == "declining",
    ),
}
"""What to do with a name, and of which names it is said; the first that applies. Our own words, in English."""
SPEAKING_OF: dict[str, tuple[str, ...]] = {
    "pay_overdue": ("overdue_amount",),
    "unhappy": ("satisfaction_index",),
    "nearly_up": NEARLY,
    "big_elsewhere": ("share_of_wallet",),
    "second_order": ("tenure_days",),
    "fits_next": FITS,
    "declining": ("stage",),
}
"""The columns of which a rule has to speak for a list to be about it."""


def with_beside(columns: Iterable[str]) -> tuple[str, ...]:
    """The columns with those that are told together with them, each once."""
    made: dict[str, None] = {}
    for column in columns:
        made[column] = None
        made |= dict.fromkeys(name for group in TOGETHER if column in group for name in group)
    return tuple(made)


def action_by_subject(row: Row, spoken_of: Sequence[str], words: Words) -> str:
    """What to do with a customer that is on a list about something; empty where its segment says it well enough."""
    for code, (sentence, fits) in ABOUT.items():
        if any(column in SPEAKING_OF[code] for column in spoken_of) and fits(row):
            return words(sentence)
    return ""


def within(column: str, noun: str, horizon_days: int | None, words: Words) -> str:
    """The column in words, with the days that a forecast looks ahead: "purchase likelihood within 60 days".

    `horizon_days`: of the forecast that is meant; None where no certain one is.
    """
    if horizon_days is None or column not in AHEAD:
        return noun
    return words.plural("{noun} within {count} day", "{noun} within {count} days", horizon_days, noun=noun)


def phrases(
    row: Row, columns: Sequence[str], amount: str, words: Words, settings: Settings, horizon_days: int | None
) -> list[str]:
    """What several columns say together: "needs ¥320 more to become Important". `amount`: what is needed, in words.

    Nothing of columns that the list does not speak of, or that are not known. `horizon_days`: as in `within`.
    """
    said = []
    if any(name in NEARLY for name in columns) and row.get("to_next_tier") is not None:
        said.append(needed(row, amount, words, settings))
    if any(name in FITS for name in columns) and row.get("next_category"):
        said.append(fitting(row, words))
    if any(name in CHANCE for name in columns) and row.get("likelihood") is not None:
        said.append(chance(row, horizon_days, words))
    return said


def needed(row: Row, amount: str, words: Words, settings: Settings) -> str:
    """What a customer lacks to the next tier."""
    tier = code_label(words, "next_tier", str(row["next_tier"]), settings)
    if settings.value != "order_count":
        return words("needs {amount} more to become {tier}", amount=amount, tier=tier)
    orders = int(str(row["to_next_tier"]).split(".")[0])
    return words.plural(
        "needs {count} more order to become {tier}", "needs {count} more orders to become {tier}", orders, tier=tier
    )


def fitting(row: Row, words: Words) -> str:
    """What fits a customer next, with its support."""
    return words(
        "fits next: {category}, {support} of {similar} similar customers",
        category=row["next_category"],
        support=words.count(int(str(row["next_category_support"]))),
        similar=words.count(int(str(row["next_category_similar"]))),
    )


def chance(row: Row, horizon_days: int | None, words: Words) -> str:
    """How likely a customer buys, and what speaks for it: "68.0 % likely to buy within 60 days, usual gap 24 days"."""
    share, gap = words.chance(float(str(row["likelihood"]))), row.get("usual_gap_days")
    if horizon_days is None:
        likely = words("{share} likely to buy", share=share)
    else:
        likely = words.plural(
            "{share} likely to buy within {count} day", "{share} likely to buy within {count} days", horizon_days,
            share=share,
        )  # fmt: skip
    if gap is None:
        return likely
    return words.plural(
        "{likely}, usual gap {count} day", "{likely}, usual gap {count} days", int(str(gap)), likely=likely
    )
