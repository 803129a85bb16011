"""What came of a campaign in plain words: told on the page, by the command line and in the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.text.page_sentences import joined
from core.text.words import Words

if TYPE_CHECKING:
    from core.targets.outcome import Difference, Figures, Outcome, Part

ROUND_FROM = 100


def what_came_of_it(words: Words, found: Outcome) -> str:
    """The answer: whether it worked, as far as it can be told."""
    t, campaign, figures = words, found.saved.campaign, found.figures
    if campaign is None:
        return t("This list has no campaign: nobody was held back and no day was fixed to judge it.")
    if figures is None:
        return t(
            "Nothing to judge yet: the campaign begins on {first_day}, and the data end on {known}.",
            first_day=t.day(campaign.starts_on), known=t.day(found.known),
        )  # fmt: skip
    whole = figures.whole
    if whole.rate is None:
        return _not_compared(t, whole)
    return (_verdict if found.state == "judged" else _so_far)(t, whole, whole.rate)


def _not_compared(t: Words, whole: Part) -> str:
    contacted, held = whole.contacted, whole.held
    if not contacted.customers:
        return t("None of the contacted customers is left in the data.")
    if not held.customers:
        return t(
            "{rate} of the contacted bought. Nobody was held back, so what the campaign brought cannot be told.",
            rate=t.share(contacted.rate),
        )
    return t(
        "Too few names to compare: {contacted} contacted, {held} held back. Each side needs at least 5.",
        contacted=t.count(contacted.customers), held=t.count(held.customers),
    )  # fmt: skip


def _verdict(t: Words, whole: Part, rate: Difference) -> str:
    fields = _rates(t, whole, rate)
    if rate.sign > 0:
        return t("It worked: {rate} of the contacted bought, {held} of those held back, {points} more.", **fields)
    if rate.sign < 0:
        return t("It put them off: {rate} of the contacted bought, {held} of those held back, {points} less.", **fields)
    return t(
        "It cannot be told apart from chance: {rate} of the contacted bought, {held} of those held back.", **fields
    )


def _so_far(t: Words, whole: Part, rate: Difference) -> str:
    fields = _rates(t, whole, rate)
    if rate.sign > 0:
        return t("So far it works: {rate} of the contacted bought, {held} of those held back, {points} more.", **fields)
    if rate.sign < 0:
        return t(
            "So far it puts them off: {rate} of the contacted bought, {held} of those held back, {points} less.",
            **fields,
        )
    return t(
        "It cannot be told apart from chance yet: {rate} of the contacted bought, {held} of those held back.", **fields
    )


def _rates(t: Words, whole: Part, rate: Difference) -> dict[str, str]:
    return {
        "rate": t.share(whole.contacted.rate),
        "held": t.share(whole.held.rate),
        "points": t("{points} points", points=t.number(abs(rate.estimate) * 100)),
    }


def which_look(words: Words, found: Outcome) -> str:
    """Whether this is an early look or the verdict, and of which days."""
    t, figures, campaign = words, found.figures, found.saved.campaign
    if figures is None or campaign is None:
        return ""
    days = {"first_day": t.day(figures.first_day), "last_day": t.day(figures.last_day)}
    if found.state == "judged":
        return t("Judged on its last day: {first_day} to {last_day}.", **days)
    return t(
        "An early look, {first_day} to {last_day}; judged once, on {ends_on}. Looking again and again finds a "
        "difference sooner or later, even where there is none.",
        **days, ends_on=t.day(campaign.ends_on),
    )  # fmt: skip


def how_sure(words: Words, figures: Figures) -> str:
    """The difference of the rates with its interval, and how many more names would show one of this size."""
    t, rate = words, figures.whole.rate
    if rate is None:
        return ""
    parts = [t("The difference is {points} (95 % interval {span}).", points=points(t, rate.estimate),
               span=points_span(t, rate))]  # fmt: skip
    if not rate.sign:
        parts.append(_more(t, figures.more_needed))
    return joined(t, parts)


def _more(t: Words, more: int | None) -> str:
    if more is None:
        return t("It is so small that no list of a usual size would show it.")
    return t.plural(
        "About {count} more name would be needed to show a difference of this size.",
        "About {count} more names would be needed to show a difference of this size.",
        _about(more),
    )


def _about(more: int) -> int:
    """Two digits: more would pretend to know."""
    step = 10 ** max(len(str(more)) - 2, 0)
    return max(round(more / step), 1) * step if more >= ROUND_FROM else more


def did_it_pay(words: Words, currency: str, figures: Figures) -> str:
    """Money: revenue and profit per contacted customer, the cost, and what is left."""
    t, whole = words, figures.whole
    if whole.rate is None:
        return ""
    if whole.revenue is None:
        return t("Neither side has bought anything, so nothing can be said of money.")
    parts = [
        t(
            "A contacted customer brought {amount} of revenue against one held back ({span}).",
            amount=signed(t, currency, whole.revenue.estimate), span=money_span(t, currency, whole.revenue),
        )
    ]  # fmt: skip
    if figures.gain is None or figures.net is None:
        parts.append(t("No cost of goods is known and no margin was given, so the profit cannot be told."))
        return joined(t, parts)
    fields = {
        "gain": signed(t, currency, figures.gain.estimate),
        "cost": t.money_short(figures.cost, currency),
        "net": signed(t, currency, figures.net.estimate),
        "span": money_span(t, currency, figures.net),
    }
    if figures.net.sign > 0:
        said = t("It paid: {gain} of profit against a cost of {cost} leaves {net} ({span}).", **fields)
    elif figures.net.sign < 0:
        said = t("It did not pay: {gain} of profit against a cost of {cost} leaves {net} ({span}).", **fields)
    else:
        said = t(
            "Whether it paid cannot be told: {gain} of profit against a cost of {cost} leaves {net} ({span}).", **fields
        )
    return joined(t, [*parts, said])


def break_even(words: Words, currency: str, figures: Figures) -> str:
    """What the campaign cost, and from which profit per contacted customer on it pays."""
    if not figures.cost or figures.break_even is None:
        return ""
    return words(
        "It cost {cost}, which is covered from {amount} more profit per contacted customer on.",
        cost=words.money(figures.cost, currency, 2),
        amount=words.money(figures.break_even, currency, 2),
    )


def what_changed_since(words: Words, found: Outcome) -> str:
    """That the data changed after the verdict, and what they would say today."""
    if found.since is None or found.since.whole.contacted.rate is None:
        return ""
    whole = found.since.whole
    return words(
        "The data have changed since it was judged; the verdict stands. Today the same days would give {rate} of the "
        "contacted and {held} of those held back.",
        rate=words.share(whole.contacted.rate), held=words.share(whole.held.rate),
    )  # fmt: skip


def who_is_left_out(words: Words, figures: Figures) -> list[str]:
    """Names that are not counted, and why."""
    t, counts = words, figures.left_out
    said = {
        "gone": t.plural(
            "{count} name is no longer in the data.", "{count} names are no longer in the data.", counts.get("gone", 0)
        ),
        "apart": t.plural(
            "{count} name was set apart since.", "{count} names were set apart since.", counts.get("apart", 0)
        ),
        "mixed": t.plural(
            "{count} name was merged since with one of the other side.",
            "{count} names were merged since with one of the other side.",
            counts.get("mixed", 0),
        ),
        "doubled": t.plural(
            "{count} name was merged since with another one of its side and counts with it.",
            "{count} names were merged since with another one of their side and count with it.",
            counts.get("doubled", 0),
        ),
    }
    return [said[reason] for reason in counts]


def points(words: Words, difference: float) -> str:
    """A difference of shares with its sign: +3.5 points."""
    sign = "+" if difference >= 0 else "−"
    return words("{points} points", points=f"{sign}{words.number(abs(difference) * 100)}")


def points_span(words: Words, found: Difference) -> str:
    """The ends of its interval: −1.8 to +8.0."""
    low, high = (f"{'+' if end >= 0 else '−'}{words.number(abs(end) * 100)}" for end in (found.low, found.high))
    return words("{low} to {high}", low=low, high=high)


def signed(words: Words, currency: str, amount: float) -> str:
    """A difference of money in three digits, with its sign."""
    text = words.money_short(abs(round(amount, 4)), currency)
    return f"{'+' if amount >= 0 else '−'}{text}"


def money_span(words: Words, currency: str, found: Difference) -> str:
    """The ends of an interval of money."""
    return words("{low} to {high}", low=signed(words, currency, found.low), high=signed(words, currency, found.high))
