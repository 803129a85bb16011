"""Why a customer moved, in words, made by rules from what it bought before and after.

The rules, in their order:
- *the others moved*: how the customer's own value changed (unchanged below half a percent), and how the line moved
  that it crossed: that of the better of the two tiers.
- *new*: the day of the first order; how many orders, and what one brought on average.
- *returned*: the day of the first order again, how many days after the one before it, and how many orders.
- *lapsed*: the day of the last order, and how many days ago that was.
- everybody else, what changed before what did not: the number of orders against the one before; the revenue per order
  where it changed by 5 % or more, else that it is unchanged; the gross profit where that ranks; returns where they
  changed by 5 % of the larger revenue or more; for who went down, how long ago the last order was, where that is more
  than 30 days; for who went up and first bought within the earlier window or later, since when they are a customer.

With the two-month rule, of whom the earlier month end alone had in another tier already: that it now holds for two
month ends, and the reason against the month end before. Of whom the later one alone has elsewhere: where, and that it
does not count yet.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from core.text.words import Words

SAME_AVERAGE, SAME_VALUE, RETURNS_MATTER = Decimal("0.05"), Decimal("0.005"), Decimal("0.05")
LONG_AGO_DAYS = 30
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Telling:
    """What every reason is told with: the words, amounts and values as text, the earlier window, the cut values.

    `by_profit`: customers are ranked by gross profit. `cuts_before`, `cuts_after`: the smallest value of each tier at
    the two dates, best first. `since`, `cuts_since`: the day that the two-month rule compares with, and its cut values.
    """

    words: Words
    money: Callable[[Decimal], str]
    value: Callable[[Decimal], str]
    tier: Callable[[str], str]
    by_profit: bool
    window_began: date
    tiers: tuple[str, ...]
    cuts_before: tuple[Decimal, ...]
    cuts_after: tuple[Decimal, ...]
    since: date
    cuts_since: tuple[Decimal, ...]


def move_sentence(row: Row, telling: Telling) -> str:
    """The move and its reason: "Important → Ordinary: 2 orders instead of 7, last one 96 days ago; ..."."""
    move = f"{telling.tier(row['moved_from'])} → {telling.tier(row['moved_to'])}"
    return telling.words("{move}: {reason}", move=move, reason=move_reason(row, telling))


def move_reason(row: Row, telling: Telling) -> str:
    """Why the customer of a row of `movement_customers` stands where it does, by the rules above."""
    t, told = telling.words, _held(row, telling) or _reason(row, telling)
    if row["own_to"] == row["moved_to"]:
        return told
    alone = t("{tier} by this month end alone, which does not count yet", tier=telling.tier(row["own_to"]))
    return _joined([told, alone], t)


def _held(row: Row, telling: Telling) -> str | None:
    """The reason of a change that had to hold for two month ends first; None for all others."""
    if not row["waited"] or row["moved"] not in ("up", "down"):
        return None
    then = {f"{name}_from": row[f"{name}_since"] for name in ("value", "orders", "revenue", "returned")}
    reason = _reason({**row, **then}, replace(telling, cuts_before=telling.cuts_since))
    return telling.words("holds for two month ends; since {day}: {reason}", day=telling.words.day(telling.since),
                         reason=reason)  # fmt: skip


def _reason(row: Row, telling: Telling) -> str:
    if row["moved_why"] == "others_moved":
        return _others(row, telling)
    if row["moved"] == "new":
        return _new(row, telling)
    if row["moved"] == "returned":
        return _returned(row, telling)
    if row["moved"] == "lapsed":
        return _lapsed(row, telling)
    return _bought(row, telling)


def _others(row: Row, telling: Telling) -> str:
    t, before, after = telling.words, row["value_from"], row["value_to"]
    share = (after - before) / abs(before) if before else Decimal(0)
    if abs(share) < SAME_VALUE:
        own = t("own value unchanged")
    else:
        own = t("own value {change}", change=t.change(float(share)))
    codes = [code for code in (row["moved_from"], row["moved_to"]) if code in telling.tiers]
    place = min(telling.tiers.index(code) for code in codes)
    line = t(
        "the line of {tier} went from {before} to {after}",
        tier=telling.tier(telling.tiers[place]),
        before=telling.value(telling.cuts_before[place]),
        after=telling.value(telling.cuts_after[place]),
    )
    return _joined([own, line], t)


def _new(row: Row, telling: Telling) -> str:
    t = telling.words
    if row["bought_again"] is None:
        return t("no order yet, only returns or free goods")
    began = t("first order on {day}", day=t.day(row["bought_again"]))
    return _listed([began, *_orders_and_average(row, telling)], t)


def _returned(row: Row, telling: Telling) -> str:
    t, again, last = telling.words, row["bought_again"], row["last_before"]
    if again is None:
        return t("no order, only returns or free goods")
    if last is None:
        back = t("again on {day}", day=t.day(again))
    else:
        back = t.plural(
            "again on {day}, after {count} day without an order",
            "again on {day}, after {count} days without an order",
            (again - last).days,
            day=t.day(again),
        )
    return _listed([back, *_orders_and_average(row, telling)], t)


def _orders_and_average(row: Row, telling: Telling) -> list[str]:
    t, orders = telling.words, int(row["orders_to"])
    if not orders:
        return []
    if orders == 1:
        return [t("one order of {amount}", amount=telling.money(row["revenue_to"]))]
    counted = t.plural("{count} order", "{count} orders", orders)
    return [counted, t("{amount} each on average", amount=telling.money(row["revenue_to"] / orders))]


def _lapsed(row: Row, telling: Telling) -> str:
    t = telling.words
    if row["last_order"] is None:
        return t("no order any more, only returns or free goods before")
    return t.plural(
        "no order since {day}, {count} day ago", "no order since {day}, {count} days ago",
        int(row["recency_days"]), day=t.day(row["last_order"]),
    )  # fmt: skip


def _bought(row: Row, telling: Telling) -> str:
    t = telling.words
    changed: list[str] = []
    same: list[str] = []
    before, after = int(row["orders_from"]), int(row["orders_to"])
    if before != after:
        changed.append(_instead(after, before, t))
    elif after:
        same.append(t.plural("{count} order as before", "{count} orders as before", after))
    _average(row, telling, changed, same)
    changed += [*_profit(row, telling), *_returns(row, telling)]
    changed += _since(row, t, telling.window_began)
    if not changed:
        changed.append(t("small changes in what was bought"))
    return _joined([_listed(part, t) for part in (changed, same) if part], t)


def _instead(after: int, before: int, t: Words) -> str:
    if not after:
        return t.plural("no order instead of {count}", "no order instead of {count}", before)
    if not before:
        return t.plural("{count} order, none before", "{count} orders, none before", after)
    return t.plural("{count} order instead of {before}", "{count} orders instead of {before}", after,
                    before=t.count(before))  # fmt: skip


def _average(row: Row, telling: Telling, changed: list[str], same: list[str]) -> None:
    t = telling.words
    if not row["orders_from"] or not row["orders_to"]:
        return
    before, after = row["revenue_from"] / int(row["orders_from"]), row["revenue_to"] / int(row["orders_to"])
    if abs(after - before) < SAME_AVERAGE * abs(before) or before == after:
        same.append(t("average order unchanged"))
        return
    changed.append(
        t("average order {after} instead of {before}", after=telling.money(after), before=telling.money(before))
    )


def _profit(row: Row, telling: Telling) -> list[str]:
    before, after = row["value_from"], row["value_to"]
    if not telling.by_profit or before is None or after is None:
        return []
    return [
        telling.words(
            "gross profit {after} instead of {before}", after=telling.money(after), before=telling.money(before)
        )
    ]


def _returns(row: Row, telling: Telling) -> list[str]:
    t, before, after = telling.words, row["returned_from"], row["returned_to"]
    larger = max(abs(row["revenue_from"]), abs(row["revenue_to"]))
    if before == after or abs(after - before) < RETURNS_MATTER * larger:
        return []
    if not after:
        return [t("no returns instead of {before}", before=telling.money(before))]
    if not before:
        return [t("returns of {after}, none before", after=telling.money(after))]
    return [t("returns of {after} instead of {before}", after=telling.money(after), before=telling.money(before))]


def _since(row: Row, t: Words, window_began: date) -> list[str]:
    first, days = row["first_order"], row["recency_days"]
    if row["moved"] == "down" and days is not None and days > LONG_AGO_DAYS:
        return [t.plural("last one {count} day ago", "last one {count} days ago", int(days))]
    if row["moved"] == "up" and first is not None and first >= window_began:
        return [t("customer since {day}", day=t.day(first))]
    return []


def _listed(parts: list[str], t: Words) -> str:
    return ("，" if t.language == "zh" else ", ").join(parts)


def _joined(parts: list[str], t: Words) -> str:
    return ("；" if t.language == "zh" else "; ").join(parts)
