"""What we propose: three to five things to do, each made from figures by a rule.

The rules, in the order in which equal amounts stand:

- *win back*: who is at risk (by habit or by silence, see "revenue at risk") in the two best tiers; worth what they
  brought in the window. Of the 200 at risk with the most revenue.
- *overdue*: what customers owe since before the day of the figure, where there is any.
- *stop losses*: who costs money; worth what they cost, without the minus.
- *satisfaction*: the dimension that matters and lags behind (the quadrant "concentrate here"; else where the best tier
  lags 10 points behind the others; else none); worth what valuable but unhappy customers brought.
- *signal*: the standing signal with the most money at stake, of those that do not speak of silence, payment or
  satisfaction, which stand above already.

At most five, greatest amount first. Where fewer than three are found, proposals about what cannot be seen yet follow,
in this order: a hold-out for the next list, costs, a survey, due and paid dates.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from core.metrics.surveys.satisfaction_tiers import valuable_tiers
from core.report.slides import Cell, Row, Slide, Table
from core.text.satisfaction_sentences import dimension_label, widest_gap
from core.text.signal_texts import sentence, who
from core.text.words import Words

if TYPE_CHECKING:
    import pandas as pd

    from core.report.figures import Figures
    from core.text.teller import Teller

MOST, FEWEST = 5, 3
SAID_ALREADY = ("quiet", "late_payment", "satisfaction_gap", "satisfaction_drop")


@dataclass(frozen=True)
class Proposal:
    """What to do, the figures behind it, and the money that stands behind it; None where none can be named."""

    code: str
    what: str
    why: str
    worth: Decimal | None = None


def proposals(figures: Figures, teller: Teller) -> tuple[Proposal, ...]:
    """What the rules propose, greatest amount first."""
    found = [rule(figures, teller) for rule in RULES]
    worth = [one for one in found if one is not None and (one.worth or 0) > 0]
    worth.sort(key=lambda one: one.worth or Decimal(0), reverse=True)
    chosen = worth[:MOST]
    for proposal in _to_see_more(figures, teller):
        if len(chosen) < FEWEST:
            chosen.append(proposal)
    return tuple(chosen)


def proposed(figures: Figures, teller: Teller) -> Slide:
    """The slide of the proposals."""
    t, found = teller.t, proposals(figures, teller)
    rows = tuple(
        (str(number), one.what, one.why, "–" if one.worth is None else teller.money(one.worth))
        for number, one in enumerate(found, start=1)
    )
    table = Table(("", t("What to do"), t("Why"), t("Worth")), rows, (0.25, 2.2, 3.6, 0.9), frozenset((3,)))
    first = found[0]
    if first.worth is None:
        title = t("No money is in sight that calls for action; next: {what}.", what=_within(teller, first.what))
    else:
        title = t.plural(
            "{count} thing to do; the greatest: {what}, worth {worth}.",
            "{count} things to do; the greatest: {what}, worth {worth}.",
            len(found), what=_within(teller, first.what), worth=teller.money(first.worth),
        )  # fmt: skip
    remark = ""
    if first.worth is not None:
        remark = t(
            "Worth is the money that stands behind a proposal, not what is certain to come; the amounts overlap."
        )
    return Slide("proposals", t.code("slide", "proposals"), title, (Row((Cell(table),)),), how_proposed(t), remark)


def how_proposed(t: Words) -> str:
    """The rules in one sentence."""
    return t("Every proposal follows from a rule: revenue at risk in the two best tiers, overdue money, "
              "customers who cost money, the dimension of satisfaction that matters and lags, the signal with the most "
              "money at stake.")  # fmt: skip


def _within(teller: Teller, what: str) -> str:
    """A proposal inside a sentence."""
    return what[0].lower() + what[1:] if teller.t.language == "en" else what


def quiet_best(figures: Figures) -> pd.DataFrame:
    """Who is at risk in the two best tiers, most revenue first; columns as in `exposure.AtRisk`."""
    table = figures.exposure.at_risk.table
    return table[table["tier"].isin(valuable_tiers(figures.question.cut))]


def _win_back(figures: Figures, teller: Teller) -> Proposal | None:
    t, best = teller.t, quiet_best(figures)
    if best.empty:
        return None
    revenue = sum(best["revenue"], Decimal(0))
    tiers = t.listed([teller.tier(code) for code in valuable_tiers(figures.question.cut)])
    what = t.plural("Win back {count} quiet {tiers} customer", "Win back {count} quiet {tiers} customers", len(best),
                    tiers=tiers)  # fmt: skip
    why = t("They order less often than they used to, or not at all for twice their usual gap; the greatest is {name}.",
            name=_name(best.iloc[0]["customer_name"], best.iloc[0]["customer_id"]))  # fmt: skip
    return Proposal("win_back", what, why, revenue)


def _overdue(figures: Figures, teller: Teller) -> Proposal | None:
    t, owed = teller.t, figures.overdue
    if not owed.is_told or owed.amount <= 0:
        return None
    what = t.plural("Collect what {count} customer owes", "Collect what {count} customers owe", owed.customers)
    late = owed.ages["late_90"] + owed.ages["late_more"]
    why = t("Their payments are overdue, none of them for more than 60 days.")
    if late > 0:
        why = t("{late} of it is overdue for more than 60 days.", late=teller.money(late))
    return Proposal("overdue", what, why, owed.amount)


def _losses(figures: Figures, teller: Teller) -> Proposal | None:
    t, losers = teller.t, figures.losers
    if not losers.customers:
        return None
    first = losers.customers[0]
    what = t.plural("New terms for {count} customer that costs money",
                    "New terms for {count} customers that cost money", len(losers.customers))  # fmt: skip
    why = t("{name} alone costs {amount}, most of all through this: {cause}.",
            name=_name(first.customer_name, first.customer_id), amount=teller.money(-first.current_value),
            cause=t.code("loss_cause", first.causes[0]).lower())  # fmt: skip
    return Proposal("losses", what, why, -losers.lost)


def _content(figures: Figures, teller: Teller) -> Proposal | None:
    t, found = teller.t, figures.satisfaction
    if found is None or found.unhappy_valuable is None:
        return None
    hot = [one for one in found.mapped if one.quadrant == "concentrate_here"]
    gap = widest_gap(found)
    if gap is None and not hot:
        return None
    dimension = gap[0] if gap else min(hot, key=lambda one: one.index).dimension
    name = dimension_label(teller, dimension)
    why = t.plural("{count} customer of the best tiers is unhappy.", "{count} customers of the best tiers are unhappy.",
                   len(found.unhappy_valuable))  # fmt: skip
    if gap:
        _, own, others = gap
        why = t("The best customers give {dimension} {own} of 100, the others {others}.", dimension=name,
                own=t.number(own, 0), others=t.number(others, 0))  # fmt: skip
    if figures.question.value not in ("revenue", "gross_profit"):
        return None
    worth = sum(found.unhappy_valuable["value"], Decimal(0))
    return Proposal("satisfaction", t("Improve {dimension} for the best customers", dimension=name), why, worth)


def _signal(figures: Figures, teller: Teller) -> Proposal | None:
    t = teller.t
    signal = next((one for one in figures.signals.standing if one.kind not in SAID_ALREADY), None)
    if signal is None:
        return None
    what = t("Look into {who}", who=who(signal, t, teller.settings))
    told = sentence(signal, t, teller.settings)
    why = t("{sentence} First check: {cause}", sentence=told, cause=figures.causes(signal.kind, t)[0])
    return Proposal("signal", what, why, signal.at_stake)


RULES: tuple[Callable[[Figures, Teller], Proposal | None], ...] = (_win_back, _overdue, _losses, _content, _signal)


def _to_see_more(figures: Figures, teller: Teller) -> list[Proposal]:
    """What to do so that more can be seen."""
    t = teller.t
    found = [
        Proposal("hold_out", t("Hold back 10 % of the next list by chance"),
                 t("Only then can be told what the campaign brought.")),
    ]  # fmt: skip
    if all(tier.margin is None for tier in figures.exposure.margins):
        found.append(Proposal("costs", t("Import sales with costs"), t("They show who carries the profit.")))
    if figures.satisfaction is None:
        found.append(Proposal("survey", t("Import a survey"), t("It shows whether the best customers are content.")))
    if not figures.overdue.is_told:
        found.append(
            Proposal("payments", t("Import due and paid dates"), t("They show what is overdue, and who pays late."))
        )
    return found


def _name(name: object, customer_id: str) -> str:
    return name if isinstance(name, str) and name.strip() else customer_id
