"""What the page about customer value says in sentences, made from the figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.text.page_sentences import joined
from pages.shared.view import View

if TYPE_CHECKING:
    from core.metrics.relationships.elsewhere import Elsewhere
    from core.metrics.tiering.money_losers import MoneyLoser, MoneyLosers
    from core.metrics.worth.customer_value import CustomerValue


def lost_by(view: View, losers: MoneyLosers) -> list[str]:
    """One line per main cause: with how many customers it weighs most, and what these bring together."""
    t = view.t
    return [
        t.plural("**{cause}**: the main cause with {count} customer, who brings {value}",
                 "**{cause}**: the main cause with {count} customers, who bring {value}", count,
                 cause=t.code("loss_cause", code), value=view.money(amount))
        for code, (count, amount) in sorted(losers.by_cause().items(), key=lambda item: item[1][1])
    ]  # fmt: skip


def why_lost(view: View, one: MoneyLoser) -> str:
    """Why one customer costs money, in words and figures: the main cause, then others without which nothing is lost."""
    t = view.t
    first, *others = one.causes
    sentence = _cause(view, one, first)
    also = [t("Without {cause} alone there would be no loss either.", cause=_noun(view, code)) for code in others]
    return joined(view.t, [sentence, *also])


def _noun(view: View, code: str) -> str:
    label = view.t.code("loss_cause", code)
    return label.lower() if view.t.language == "en" else label


def _cause(view: View, one: MoneyLoser, code: str) -> str:
    t = view.t
    amount = view.money(one.losses[code])
    if code == "cost_above_price":
        return t("The goods cost {amount} more than their list price.", amount=amount)
    if code == "discounts":
        return t(
            "Discounts of {share} of the list price took {amount}.", share=t.share(one.discount_share), amount=amount
        )
    if code == "cost_to_serve":
        earned = view.money(one.current_value + one.cost_to_serve)
        return t("Serving them cost {amount}; they brought {earned}.", amount=amount, earned=earned)
    back = view.money(one.taken_back)
    if one.return_share is None:
        return t("Brought back {back} and bought nothing: {amount} less.", back=back, amount=amount)
    if one.return_share > 1:
        bought = view.money(one.bought)
        return t("Brought back {back}, more than the {bought} they bought: {amount} less.",
                 back=back, bought=bought, amount=amount)  # fmt: skip
    return t("Brought back {share} of what they bought: {amount} less.",
             share=t.share(one.return_share), amount=amount)  # fmt: skip


def elsewhere_sentence(view: View, found: Elsewhere) -> str:
    """Who is small here but big elsewhere."""
    t = view.t
    if found.bar is None or not found.customers:
        return t("No customer with a known annual need is small here and big elsewhere.")
    return t.plural(
        "{count} customer outside the best tiers needs at least {bar} a year, enough to be Important here, and buys "
        "less than half of it from us: {value} goes elsewhere.",
        "{count} customers outside the best tiers need at least {bar} a year each, enough to be Important here, and "
        "buy less than half of it from us: {value} goes elsewhere.",
        len(found.customers), bar=view.money(found.bar), value=view.money(found.amount),
    )  # fmt: skip


def lacking(view: View, found: CustomerValue) -> str:
    """How many lack a part; empty where nobody does."""
    t = view.t
    ranked = [tier for tier in found.tiers if tier.code != "unprofitable"]
    customers = sum(tier.customers for tier in ranked)
    missing = [
        (t("potential"), customers - sum(tier.potential_known for tier in ranked)),
        (t("non-monetary value"), customers - sum(tier.non_monetary_known for tier in ranked)),
        (t("share of wallet"), customers - sum(tier.wallet_known for tier in ranked)),
    ]
    said = [t("{part}: {count}", part=part, count=t.count(count)) for part, count in missing if count]
    if not said:
        return ""
    return t("Customers of whom a part is not known: {parts}. Their index stands on what is known.",
             parts=t.listed(said))  # fmt: skip


def outside_with_potential(view: View, found: CustomerValue) -> int:
    """How many customers outside the best tiers have a high potential."""
    from core.metrics.surveys.satisfaction_tiers import valuable_tiers

    best = valuable_tiers(view.question.cut)
    return sum(tier.grades.get("high", 0) for tier in found.tiers if tier.code not in best)


def by_potential(view: View, found: CustomerValue) -> str:
    """How many outside the best tiers have a high potential."""
    t = view.t
    risen = outside_with_potential(view, found)
    if not risen:
        return t("Nobody outside the best tiers has a high potential.")
    return t.plural(
        "{count} customer outside the best tiers has a high potential.",
        "{count} customers outside the best tiers have a high potential.", risen,
    )  # fmt: skip


def moves_sentence(view: View, moved: int, risen: int) -> str:
    """Who would change the tier under other weights."""
    t = view.t
    if not moved:
        return t("With these weights nobody changes the tier of the value index.")
    first = t.plural("{count} customer would change the tier of the value index",
                     "{count} customers would change the tier of the value index", moved)  # fmt: skip
    return t("{first}: {up} up, {down} down.", first=first, up=t.count(risen), down=t.count(moved - risen))
