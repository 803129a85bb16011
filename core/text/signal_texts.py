"""What signals say: who and what, expected against seen, and the causes to check. Chinese: `zh/signals.po`."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING

from core.settings import Settings
from core.text.playbook import SIGNAL, OwnWords, advice
from core.text.tiers import tier_label
from core.text.words import Words

if TYPE_CHECKING:
    from core.metrics.signals.found import Signal

SIGNALS = {
    "signal_kind": "There is no signal called {kind}. There are: {kinds}.",
    "signal_unknown": "There is no signal {signal_id} at this date. See the list of signals for their ids.",
    "signal_note_missing": "Say in a note why this needs no more attention.",
    "signal_note_long": "A note has {most} characters at most.",
    "signal_not_dismissed": "The signal {signal_id} was not dismissed: there is nothing to restore.",
    "signal_unclear": "Either --dismiss with a --note or --restore, one at a time.",
}
"""The sentences of refusals."""


def causes(kind: str, words: Words, own: OwnWords) -> tuple[str, ...]:
    """What to check first when a signal of this kind stands there, as the playbook has it."""
    return advice((SIGNAL, kind, "causes"), words, own)


def who(signal: Signal, words: Words, settings: Settings) -> str:
    """Whom or what a signal is about: a customer or product by name (else id), a salesperson, a tier."""
    if signal.subject == "tier":
        tier, dimension = tier_label(words, signal.tier or "", settings), words.code("dimension", signal.detail or "")
        return words("{tier} customers: {dimension}", tier=tier, dimension=dimension)
    if signal.subject == "product" and signal.name and signal.name != signal.subject_id:
        return f"{signal.name} ({signal.subject_id})"
    if signal.subject == "customer" and not signal.name:
        return words("Customer {customer_id}", customer_id=signal.subject_id)
    return signal.name or signal.subject_id


def sentence(signal: Signal, words: Words, settings: Settings) -> str:
    """What was seen against what was expected, in one sentence, with the place where there is one."""
    said = _SENTENCES[signal.kind](signal, words, settings.currency)
    where = place(signal, words)
    return words("{sentence} {where}", sentence=said, where=where) if where else said


def place(signal: Signal, words: Words) -> str:
    """Where it happens in words; "" where that is not known or everywhere."""
    if signal.place is None:
        return ""
    return {
        "region": words("Mostly in {place}.", place=signal.place),
        "salesperson": words("Mostly sold by {place}.", place=signal.place),
        "customer": words("Mostly to customer {place}.", place=signal.place),
        "order": words("Order {place}.", place=signal.place),
    }[signal.place_column or ""]


def figure(signal: Signal, value: Decimal, words: Words, currency: str) -> str:
    """An expected or seen value with its unit: ¥12.3k, 41 days, 14.0 %, 52."""
    if signal.unit == "money":
        return words.money_short(value, currency)
    if signal.unit == "days":
        return words.plural("{count} day", "{count} days", round(value))
    if signal.unit == "share":
        return words.share(float(value))
    return words.count(round(value))


def _large_order(signal: Signal, words: Words, currency: str) -> str:
    seen, expected = _both(signal, words, currency)
    if signal.against == "peers":
        return words(
            "One order of {seen}; hardly any order of others is above {expected}.", seen=seen, expected=expected
        )
    return words("One order of {seen}, where 9 of 10 are at most {expected}.", seen=seen, expected=expected)


def _product_surge(signal: Signal, words: Words, currency: str) -> str:
    seen, expected = _both(signal, words, currency)
    month = words.month(signal.since)
    return words("Sold for {seen} in {month}, where 9 of 10 months reach {expected} at most.",
                 seen=seen, month=month, expected=expected)  # fmt: skip


def _return_wave(signal: Signal, words: Words, currency: str) -> str:
    seen, expected = _both(signal, words, currency)
    return words("{seen} of it came back in the last three months, where {expected} is usual.",
                 seen=seen, expected=expected)  # fmt: skip


def _quick_return(signal: Signal, words: Words, currency: str) -> str:
    seen, expected = _both(signal, words, currency)
    if not signal.expected:
        return words("Gave back goods for {seen} within 7 days of buying, for the first time.", seen=seen)
    return words("Gave back goods for {seen} within 7 days of buying, at most {expected} in any month before.",
                 seen=seen, expected=expected)  # fmt: skip


def _quiet(signal: Signal, words: Words, currency: str) -> str:
    seen, expected = _both(signal, words, currency)
    longest = figure(signal, Decimal(signal.detail or 0), words, currency)
    return words("No order for {seen}; 9 of 10 pauses so far were at most {expected}, the longest {longest}.",
                 seen=seen, expected=expected, longest=longest)  # fmt: skip


def _falling(signal: Signal, words: Words, currency: str) -> str:
    seen, expected = _both(signal, words, currency)
    if signal.seen <= 0:
        return words("Nothing left over in the last three months instead of {expected}.", expected=expected)
    return words("Only {seen} in the last three months instead of {expected}.", seen=seen, expected=expected)


def _late_payment(signal: Signal, words: Words, currency: str) -> str:
    seen, expected = _both(signal, words, currency)
    if signal.expected <= 0:
        return words("Pays {seen} after the due date; before it paid on time.", seen=seen)
    return words("Pays {seen} after the due date; before it was {expected}.", seen=seen, expected=expected)


def _satisfaction_drop(signal: Signal, words: Words, currency: str) -> str:
    seen, expected = _both(signal, words, currency)
    worst = words.code("dimension", signal.detail or "")
    return words("Satisfaction is {seen} of 100, {expected} before. {dimension} fell most.",
                 seen=seen, expected=expected, dimension=worst)  # fmt: skip


def _satisfaction_gap(signal: Signal, words: Words, currency: str) -> str:
    seen, expected = _both(signal, words, currency)
    return words("They give {seen} of 100, all others {expected}.", seen=seen, expected=expected)


def _complaints(signal: Signal, words: Words, currency: str) -> str:  # noqa: ARG001 (as all others)
    count, since = round(signal.seen), words.day(signal.since)
    if signal.detail == "settled":
        return words.plural("{count} complaint since {day}, settled.", "{count} complaints since {day}, all settled.",
                            count, day=since)  # fmt: skip
    if signal.detail == "severe":
        return words.plural(
            "{count} complaint not settled since {day}, and severe.",
            "{count} complaints not settled since {day}, one of them severe.",
            count, day=since,
        )  # fmt: skip
    return words.plural("{count} complaint not settled since {day}.", "{count} complaints not settled since {day}.",
                        count, day=since)  # fmt: skip


def _salesperson_gone(signal: Signal, words: Words, currency: str) -> str:
    seen, expected = _both(signal, words, currency)
    day, count = words.day(signal.since), int(signal.detail or 0)
    return words.plural(
        "No sale since {day}; since then the {count} customer bought for {seen} instead of {expected}.",
        "No sale since {day}; since then the {count} customers bought for {seen} instead of {expected}.",
        count, day=day, seen=seen, expected=expected,
    )  # fmt: skip


def _both(signal: Signal, words: Words, currency: str) -> tuple[str, str]:
    return figure(signal, signal.seen, words, currency), figure(signal, signal.expected, words, currency)


_SENTENCES: dict[str, Callable[[Signal, Words, str], str]] = {
    "large_order": _large_order,
    "product_surge": _product_surge,
    "return_wave": _return_wave,
    "quick_return": _quick_return,
    "quiet": _quiet,
    "falling": _falling,
    "late_payment": _late_payment,
    "satisfaction_drop": _satisfaction_drop,
    "satisfaction_gap": _satisfaction_gap,
    "complaints": _complaints,
    "salesperson_gone": _salesperson_gone,
}
