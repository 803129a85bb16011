"""The answers of the pages as sentences: told on the page and in the report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from core.charts.overview import OTHERS, monthly_amounts
from core.text.teller import JUST_AS_MUCH, Teller
from core.text.words import Words

if TYPE_CHECKING:
    from core.metrics.question import Basis
    from core.metrics.results import Concentration, Overview, Pyramid
    from core.metrics.signals.found import Signals
    from core.metrics.tiering.money_losers import MoneyLosers
    from core.metrics.worth.customer_value import CustomerValue

FEWEST_OF_FIFTH = 5  # customers of whom the best 20 % are one


def how_we_are(teller: Teller, found: Overview) -> str:
    """The answer of the page. What has no customer, or one who is left out, is not said to be bought by customers."""
    t, kpis, pyramid = teller.t, {kpi.code: kpi for kpi in found.kpis}, found.pyramid
    revenue, active = kpis["revenue"], int(kpis["active_customers"].value or 0)
    all_theirs = not pyramid.unassigned_lines and not pyramid.excluded_customers
    if all_theirs:
        sentence = t.plural(
            "{count} customer bought for {revenue}", "{count} customers bought for {revenue}",
            active, revenue=teller.money(revenue.value),
        )  # fmt: skip
    else:
        sentence = t("Revenue is {revenue}", revenue=teller.money(revenue.value))
    if (change := revenue.change_year) is not None:
        sentence = t("{sentence}, {compared}", sentence=sentence, compared=_on_a_year_before(t, change))
    unassigned = float(pyramid.unassigned_revenue) / float(revenue.value) if revenue.value else 0
    if unassigned >= JUST_AS_MUCH:
        sentence = t("{sentence}; {share} of it has no customer", sentence=sentence, share=t.share(unassigned))
    best = pyramid.tiers[0]
    top = t.plural(
        "{count} {tier} customer brings {share}", "{count} {tier} customers bring {share}", best.customers,
        tier=teller.tier(best.code), share=t.share(best.value_share),
    )  # fmt: skip
    if not all_theirs:
        top = t.plural("{count} customer bought; {top}", "{count} customers bought; {top}", active, top=top)
    return t("{first}. {second}.", first=sentence, second=top)


def _on_a_year_before(t: Words, change: float) -> str:
    if abs(change) < JUST_AS_MUCH:
        return t("as much as a year before")
    if change > 0:
        return t("{share} more than a year before", share=t.share(change))
    return t("{share} less than a year before", share=t.share(-change))


def who_brings(teller: Teller, found: Pyramid) -> str:
    """The answer of the page in one sentence."""
    t, best = teller.t, found.tiers[0]
    first = t.plural(
        "{count} {tier} customer ({share} of all) brings {value_share} of the {measure}",
        "{count} {tier} customers ({share} of all) bring {value_share} of the {measure}",
        best.customers, tier=teller.tier(best.code), share=t.share(best.customer_share),
        value_share=t.share(best.value_share), measure=teller.look.total_label.lower(),
    )  # fmt: skip
    if len(found.tiers) < 3 or not found.tiers[1].customers:
        return t("{first}.", first=first)
    second = found.tiers[1]
    upper = best.customer_share + second.customer_share
    places = 0 if abs(upper * 100 - round(upper * 100)) < 0.05 else 1  # 50 of 248 are not the best 20 %
    both = t(
        "together with {tier}, the best {share} bring {value_share}",
        tier=teller.tier(second.code), share=t.share(upper, places),
        value_share=t.share(best.value_share + second.value_share),
    )  # fmt: skip
    return t("{first}; {second}.", first=first, second=both)


def not_counted(teller: Teller, found: Pyramid) -> list[str]:
    """What stands in none of the tiers, a sentence each; empty where nothing does."""
    t = teller.t
    parts = []
    if found.unassigned_lines:
        parts.append(
            t("{lines} lines without a customer, {value}: in the company's total, in no customer's.",
              lines=t.count(found.unassigned_lines), value=teller.money(found.unassigned_revenue))
        )  # fmt: skip
    if found.excluded_customers:
        parts.append(
            t("{customers} accounts that are set apart as no customers, {value}.",
              customers=t.count(found.excluded_customers), value=teller.total(found.excluded_value))
        )  # fmt: skip
    if found.uncosted_customers:
        parts.append(t("{customers} customers whose lines have no cost.", customers=t.count(found.uncosted_customers)))
    return parts


def window_words(teller: Teller, basis: Basis) -> str:
    """The window in words: "12 months, Dec 2010 – Nov 2011", "all months"."""
    t = teller.t
    span = f"{t.month(basis.first_month)} – {t.month(basis.last_month)}"
    if basis.window_months is None:
        return t("all months, {span}", span=span)
    return t.plural("{count} month, {span}", "{count} months, {span}", basis.window_months, span=span)


def what_needs_a_look(teller: Teller, found: Signals) -> str:
    """How many signals, and the greatest money at stake."""
    t, month = teller.t, teller.t.month(found.basis.last_month)
    if not found.standing:
        return t("Nothing unusual in {month}.", month=month)
    first = found.standing[0]
    return t.plural(
        "{count} thing needs a look in {month}; {money} is at stake.",
        "{count} things need a look in {month}; at most {money} is at stake in one of them.",
        len(found.standing), month=month, money=teller.money(first.at_stake),
    )  # fmt: skip


def worth(teller: Teller, found: CustomerValue, losers: MoneyLosers) -> str:
    """The answer of the page in one or two sentences."""
    t = teller.t
    measure = t.code("value", found.measure).lower()
    earned = t.plural(
        "{count} active customer brought {value} of {measure}", "{count} active customers brought {value} of {measure}",
        found.customers, value=teller.money(found.current_value), measure=measure,
    )  # fmt: skip
    if any(tier.cost_to_serve for tier in found.tiers):
        earned = t("{sentence} after the cost of serving", sentence=earned)
    if losers.customers:
        lost = t.plural(
            "{count} of them costs money, {value}", "{count} of them cost money, {value} together",
            len(losers.customers), value=teller.money(-losers.lost),
        )  # fmt: skip
        parts = [t("{first}; {second}.", first=earned, second=lost)]
    else:
        parts = [t("{first}.", first=earned)]
    if found.equity is not None:
        parts.append(
            t("Over the years to come the customers of today are worth {value} ({low} to {high}).",
              value=teller.money(found.equity.amount), low=teller.money(found.equity.low),
              high=teller.money(found.equity.high))
        )  # fmt: skip
    return joined(teller.t, parts)


def whale(teller: Teller, curve: Concentration, losers: MoneyLosers) -> str:
    """What the curve of profit says."""
    t = teller.t
    peak = max(curve.value_shares, default=0.0)
    parts = []
    if curve.customers >= FEWEST_OF_FIFTH:
        parts.append(t("The best 20 % bring {share}.", share=t.share(curve.top_shares.get(20))))
    if peak > 1.0005:
        parts.append(
            t("At its peak the curve stands at {peak}: who comes behind takes {share} away again.",
              peak=t.share(peak), share=t.share(peak - 1))
        )  # fmt: skip
    elif losers.customers:
        parts.append(t("Before the cost of serving nobody costs much."))
    else:
        parts.append(t("No customer takes any of it away again."))
    return joined(teller.t, parts)


def whose_months(teller: Teller, found: Overview) -> str:
    """In which tier the customers of earlier months stand, and who the others are."""
    t = teller.t
    said = t("Everybody stands in the tier of {day}, in every month.", day=t.day(found.basis.as_of))
    if not any(code == OTHERS for _, code in monthly_amounts(found)):
        return said
    others = t(
        "Grey, others: customers without an order in today's window, lines without a customer, accounts set apart."
    )
    return joined(t, (said, others))


def moves_of_month(teller: Teller, found: Overview) -> str:
    """How many moved since the month before, and how many of them into and out of the first tier; none are nobody."""
    t, up, down = teller.t, found.moved_up or 0, found.moved_down or 0
    joined, left = found.key_joined or 0, found.key_left or 0
    if not up and not down:
        return t("Nobody moved up or down.")
    said = {"up": t.count(up), "down": t.count(down), "tier": teller.tier(found.pyramid.tiers[0].code)}
    if not joined and not left:
        return t("**{up}** moved up, **{down}** moved down; nobody joined or left {tier}.", **said)
    if not joined:
        return t("**{up}** moved up, **{down}** moved down; nobody joined {tier}, **{left}** left it.",
                 left=t.count(left), **said)  # fmt: skip
    if not left:
        return t("**{up}** moved up, **{down}** moved down; **{joined}** joined {tier}, nobody left it.",
                 joined=t.count(joined), **said)  # fmt: skip
    return t("**{up}** moved up, **{down}** moved down; **{joined}** joined {tier}, **{left}** left it.",
             joined=t.count(joined), left=t.count(left), **said)  # fmt: skip


def joined(words: Words, sentences: Sequence[str]) -> str:
    """Sentences one after the other, as the language sets them."""
    return (" " if words.language == "en" else "").join(sentences)
