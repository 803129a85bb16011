"""What the tour says at its five stops, each time from the figures of the company it leads through."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from core.text.teller import Teller

if TYPE_CHECKING:
    from core.metrics.movements.movement import Movement
    from core.metrics.results import Overview, Pyramid
    from core.metrics.signals.found import Signals

BEST = 2
"""So many tiers are the best ones: Key and Important."""


def at_the_overview(teller: Teller, found: Overview) -> str:
    """How many customers there are, how many bought, and what the page is for."""
    t, kpis = teller.t, {kpi.code: kpi for kpi in found.kpis}
    return t.plural(
        "One sheet of sales, and the whole company on one page: {count} active customer, {revenue}, and what has "
        "changed.",
        "One sheet of sales, and the whole company on one page: {count} active customers, {revenue}, and what has "
        "changed.",
        int(kpis["active_customers"].value or 0), revenue=teller.money(kpis["revenue"].value),
    )  # fmt: skip


def at_the_pyramid(teller: Teller, found: Pyramid) -> str:
    """What the best tiers bring, and what all the others do."""
    t, best = teller.t, found.tiers[:BEST]
    others = sum(tier.customers for tier in found.tiers[BEST:])
    return t.plural(
        "The {count} best customer brings {share} of the {measure}; the other {others} share the rest. Click a tier "
        "to see who is in it.",
        "The {count} best customers bring {share} of the {measure}; the other {others} share the rest. Click a tier "
        "to see who is in it.",
        sum(tier.customers for tier in best), share=t.share(sum(tier.value_share for tier in best), 0),
        others=t.count(others), measure=teller.look.total_label.lower(),
    )  # fmt: skip


def at_the_movement(teller: Teller, found: Movement) -> str:
    """How many went up and down, and that each has its reason."""
    t = teller.t
    return t(
        "Since {day}, {up} went up and {down} went down. Each move has its reason, so that nobody chases customers who "
        "only look worse.",
        day=t.day(found.before.as_of), up=t.plural("{count} customer", "{count} customers", found.up),
        down=t.count(found.down),
    )  # fmt: skip


def at_the_signals(teller: Teller, found: Signals) -> str:
    """How many signals stand, what is at stake in the first, and what comes with each."""
    t, month = teller.t, teller.t.month(found.basis.last_month)
    if not found.standing:
        return t("{month} was a quiet month. When something is odd, it stands here with the causes to check.",
                 month=month)  # fmt: skip
    return t.plural(
        "{count} thing was odd in {month}, with {money} at stake. It comes with the causes to check, the cheap ones "
        "first.",
        "{count} things were odd in {month}, with up to {money} at stake in one of them. Each comes with the causes to "
        "check, the cheap ones first.",
        len(found.standing), month=month, money=teller.money(found.standing[0].at_stake),
    )  # fmt: skip


def at_the_lists(teller: Teller, customers: int, value: Decimal) -> str:
    """Whom to call, what they stand for, and how one finds out whether it worked."""
    return teller.t.plural(
        "From figures to action: {count} good customer who stayed away stands for {value}. The list has name, reason "
        "and what to do; next month's sheet shows whether it worked.",
        "From figures to action: {count} good customers who stayed away stand for {value}. The list has name, reason "
        "and what to do; next month's sheet shows whether it worked.",
        customers, value=teller.total(value),
    )  # fmt: skip
