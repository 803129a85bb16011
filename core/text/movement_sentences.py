"""What moved and what became of revenue, in sentences: on the page of movement and in the report."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar

from core.metrics.movements.movement import Margin
from core.text.movement import group_label
from core.text.movement_reasons import Telling
from core.text.teller import JUST_AS_MUCH, Teller

if TYPE_CHECKING:
    from core.metrics.movements.movement import Movement
    from core.metrics.movements.revenue_bridge import RevenueBridge
    from core.text.words import Words

GROUPS = ("new", "returned", "lapsed", "uncosted")
AnyTeller = TypeVar("AnyTeller", bound=Teller)


def with_groups(teller: AnyTeller) -> AnyTeller:
    """The same surroundings that also know what `new`, `returned`, `lapsed` and an unknown profit are called."""
    labels = {code: group_label(teller.t, code, teller.settings) for code in GROUPS}
    return replace(teller, look=replace(teller.look, tiers=teller.look.tiers | labels))


def margin_of(margins: tuple[Margin, ...], code: str) -> Margin:
    """The customers of a group at one of the dates; none where nobody is in it."""
    return next((margin for margin in margins if margin.code == code), Margin(code, 0, Decimal(0)))


def what_moved(teller: Teller, found: Movement) -> str:
    """The answer of the page: how many moved, and what that means for the best tier."""
    t, best = teller.t, teller.question.cut.tiers[0]
    day = t.day(found.before.as_of)
    first = (
        t(
            "Since {day}, {up} moved up and {down} moved down",
            day=day,
            up=t.plural("{count} customer", "{count} customers", found.up),
            down=t.count(found.down),
        )
        if found.up or found.down
        else t("Since {day}, nobody moved up or down", day=day)
    )
    stayed = found.cell(best, best)
    kept = stayed.customers if stayed else 0
    before, after = margin_of(found.came, best), margin_of(found.went, best)
    change = after.value - before.value
    left, joined = before.customers - kept, after.customers - kept
    second = _through_the_top(t, left, joined, tier=teller.tier(best), change=_change(teller, change))
    return t("{first}. {second}.", first=first, second=second)


def _through_the_top(t: Words, left: int, joined: int, *, tier: str, change: str) -> str:
    """How many left the best tier and joined it; none are nobody."""
    said = {"tier": tier, "change": change}
    if left and joined:
        return t(
            "{left} left {tier} and {joined} joined it, {change}", left=t.count(left), joined=t.count(joined), **said
        )
    if joined:
        return t("Nobody left {tier} and {joined} joined it, {change}", joined=t.count(joined), **said)
    if left:
        return t("{left} left {tier} and nobody joined it, {change}", left=t.count(left), **said)
    return t("Nobody left or joined {tier}, {change}", **said)


def _change(teller: Teller, change: Decimal) -> str:
    t = teller.t
    if not change:
        return t("which brings as much as before")
    amount = teller.total(abs(change))
    return t("which brings {amount} more", amount=amount) if change > 0 else t("which brings {amount} less",
                                                                              amount=amount)  # fmt: skip


def bridge_sentence(teller: Teller, found: RevenueBridge) -> str:
    """What became of revenue, and through what."""
    t = teller.t
    steps = {step.code: step for step in found.steps}
    change = found.revenue_to - found.revenue_from
    share = float(change / found.revenue_from) if found.revenue_from > 0 else None
    first = t("Revenue went from {before} to {after}", before=teller.money(found.revenue_from),
              after=teller.money(found.revenue_to))  # fmt: skip
    if share is not None and abs(share) < JUST_AS_MUCH:
        first = t("Revenue stayed at {after}", after=teller.money(found.revenue_to))
    elif share is not None:
        first = t("{first} ({change})", first=first, change=t.change(share))
    won, lapsed = steps["won"].amount + steps["returned"].amount, steps["lapsed"].amount
    if not won and not lapsed:
        return t("{first}.", first=first)
    gained = t("new and returned customers brought {won}, lapsed ones took {lapsed}", won=teller.money(won),
               lapsed=teller.money(abs(lapsed)))  # fmt: skip
    return t("{first}: {second}.", first=first, second=gained)


def telling_of(teller: Teller, found: Movement) -> Telling:
    """What the reasons of a movement are told with."""
    return Telling(
        words=teller.t,
        money=teller.money,
        value=teller.value,
        tier=teller.tier,
        by_profit=teller.question.value == "gross_profit",
        window_began=found.before.first_month,
        tiers=teller.question.cut.tiers,
        cuts_before=found.own_cuts_before,
        cuts_after=found.own_cuts_after,
        since=found.since.as_of,
        cuts_since=found.own_cuts_since,
    )
