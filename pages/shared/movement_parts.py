"""Parts of the movement page: its answer, what the two readings say, how it is computed."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from core.charts.movement import signed
from core.text.movement_sentences import margin_of
from pages.shared.view import View, question_from

if TYPE_CHECKING:
    from core.metrics.movements.movement import Movement
    from core.metrics.movements.revenue_bridge import RevenueBridge


def came_and_went(view: View, found: Movement) -> str:
    """Who was not there before, and who is not there any more; and where the window is shorter than usual."""
    t = view.t
    new, back, gone = (margin_of(m, code).customers for m, code in (
        (found.came, "new"), (found.came, "returned"), (found.went, "lapsed")))  # fmt: skip
    said = t("Nobody is new, returned or lapsed.")
    if new or back or gone:
        said = t("{new} new, {returned} returned, {lapsed} lapsed.", new=t.count(new), returned=t.count(back),
                 lapsed=t.count(gone))  # fmt: skip
    months = found.basis.window_months
    if months in (None, question_from(view.settings).window_months):
        return said
    young = t.plural("Compared over {count} month, because the data are young.",
                     "Compared over {count} months, because the data are young.", months or 0)  # fmt: skip
    return f"{said}{' ' if t.language == 'en' else ''}{young}"


def nothing_to_cut_by(view: View, found: Movement) -> str | None:
    """What to say where nobody was ranked at the date whose amounts cut both; None elsewhere."""
    if not found.is_uncut:
        return None
    return view.t(
        "Nobody was ranked on {day}, so there are no amounts to cut by: everybody with a value above 0 counts as "
        "{tier}. Compare with another month end, or cut by each date's own ranking.",
        day=view.t.day(found.earlier.as_of), tier=view.tier(view.question.cut.tiers[0]),
    )  # fmt: skip


def two_readings(view: View, found: Movement) -> str:
    """One sentence that tells the two readings apart on these data."""
    t, tiers = view.t, view.question.cut.tiers
    if view.question.cut.method == "thresholds":
        return t("Tiers are cut by the same amounts at every date, so both readings agree.")
    day, now = t.day(found.before.as_of), t.day(found.basis.as_of)
    counts = t.plural(
        "By the amounts of {day}, {count} customer who bought in both windows changed tier; by each date's own "
        "ranking {relative} did",
        "By the amounts of {day}, {count} customers who bought in both windows changed tier; by each date's own "
        "ranking {relative} did",
        found.moved_frozen, day=t.day(found.earlier.as_of), relative=t.count(found.moved_relative),
    )  # fmt: skip
    if not found.moved_unchanged:
        return t("{counts}.", counts=counts)
    others = t.plural(
        "{count} of them only because the others moved", "{count} of them only because the others moved",
        found.moved_unchanged,
    )  # fmt: skip
    place = found.moved_line
    if place is None:
        return t("{counts}, {others}.", counts=counts, others=others)
    line = t(
        "{tier} began at {before} on {day} and at {after} on {now}",
        tier=view.tier(tiers[place]), before=view.value(found.own_cuts_before[place]),
        after=view.value(found.own_cuts_after[place]), day=day, now=now,
    )  # fmt: skip
    return t("{counts}, {others}: {line}.", counts=counts, others=others, line=line)


def effects_sentence(view: View, found: RevenueBridge) -> str:
    """Whether those who stayed order more often or more at a time."""
    t = view.t
    effects = {step.code: step.amount for step in found.effects}
    kept = sum(effects.values(), Decimal(0))
    said = t(
        "Who bought in both windows changed by {kept}: {frequency} through the number of orders, {price} through "
        "what an order brings",
        kept=_signed(view, kept), frequency=_signed(view, effects["frequency"]), price=_signed(view, effects["price"]),
    )  # fmt: skip
    if returns := effects["without_orders"]:
        told = t("{amount} through customers who only returned in one of them", amount=_signed(view, returns))
        said = t("{first}, {second}", first=said, second=told)
    return t("{sentence}.", sentence=said)


def _signed(view: View, amount: Decimal) -> str:
    return f"+{view.money(amount)}" if amount > 0 else view.money(amount)


def how_computed(view: View, found: Movement) -> tuple[list[str], list[tuple[str, str]], list[str]]:
    """The definition, the values used and what is left out."""
    t, frozen = view.t, found.reading == "frozen"
    reading = (
        t("By the earlier amounts: both dates are cut by the smallest values of the tiers at the earlier date, so that "
          "a move means that the customer changed. A tier that was empty then takes the next lower amount.")
        if frozen
        else t("By each date's own ranking: shares stay the same, so who climbs pushes somebody else down.")
    )  # fmt: skip
    definition = [
        t("Each customer's group at the end of {before} and of {after}, each over a window of {window}.",
          before=t.month(found.before.last_month), after=t.month(found.basis.last_month), window=_window(view, found)),
        reading,
        t("New: first line after the earlier date. Returned: bought before, but nothing counted in that window. "
          "Lapsed: nothing counted in the later window."),
        t("Kinds of reason: an old month left the window, when nothing was bought in a month that only the later "
          "window holds; the others moved, when the earlier amounts would have left the customer where it was; else "
          "the customer bought differently."),
        t("Revenue bridge: of all customers who bought in one of the windows, always in revenue. Through the number of "
          "orders: their change times the mean revenue of an order in both windows; the rest is what an order brings."),
        t("Filters on orders: ranked among customers with such orders. Filters on customers, tiers and segments choose "
          "afterwards, by the later date's own ranking."),
    ]  # fmt: skip
    if found.two_months_rule:
        definition.append(
            t("Two-month rule: the tier that counts at a month end is the one that the history counts; of whom the "
              "earlier date alone had in another tier already, the reason compares with {day}.",
              day=t.day(found.since.as_of))
        )  # fmt: skip
    pairs = zip(view.question.cut.tiers[:-1], found.cuts_before, found.cuts_after, strict=False)
    used = [
        (view.tier(code), t("from {before} before, from {after} now", before=signed_off(view, before),
                            after=signed_off(view, after)))
        for code, before, after in pairs
    ]  # fmt: skip
    left_out = [t("Customers with nothing counted in both windows, and lines without a customer.")]
    return definition, used, left_out


def signed_off(view: View, value: Decimal) -> str:
    """A cut value in full."""
    if view.question.value == "order_count":
        return view.t.count(value)
    if view.question.value == "value_index":
        return view.t.number(value, 3)
    return view.t.money(value, view.settings.currency, 2)


def _window(view: View, found: Movement) -> str:
    months, t = found.basis.window_months, view.t
    return t("all months") if months is None else t.plural("{count} month", "{count} months", months)


def cell_label(view: View, found: Movement, code: str) -> str:
    """A cell, a whole row or column, or a direction, in words: "Key → Important (12)"."""
    t = view.t
    if code in ("up", "down"):
        return f"{t.code('moved', code)} ({t.count(found.up if code == 'up' else found.down)})"
    before, _, after = code.partition(">")
    if before and after:
        cell = found.cell(before, after)
        return f"{view.tier(before)} → {view.tier(after)} ({t.count(cell.customers if cell else 0)})"
    if before:
        margin = margin_of(found.came, before)
        return t("before: {tier} ({count})", tier=view.tier(before), count=t.count(margin.customers))
    margin = margin_of(found.went, after)
    return t("now: {tier} ({count})", tier=view.tier(after), count=t.count(margin.customers))


def value_change(view: View, before: Decimal, after: Decimal) -> str:
    """Two values and their difference in words."""
    return view.t("{before} before, {after} now ({change})", before=view.total(before), after=view.total(after),
                  change=signed(after - before, view.look))  # fmt: skip
