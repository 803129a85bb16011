"""Rules and reasons in words. Nothing here computes: it says what a rule demands and what a row holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from core.settings import TIER_CODES, Settings
from core.targets.about import CHANCE, FITS, NEARLY, phrases, within
from core.targets.fields import FIELDS, OF_THE_MEASURE, SHARES
from core.targets.rules import Condition, Rule, RuleValue
from core.text.movement import code_label
from core.text.tiers import tier_label
from core.text.words import Words

CHOICE = {"in": "{column} is {value}", "=": "{column} is {value}", "not in": "{column} is not {value}"}
AMOUNT = {
    **CHOICE,
    ">": "{column} above {value}",
    ">=": "{column} at least {value}",
    "<": "{column} below {value}",
    "<=": "{column} at most {value}",
    "between": "{column} between {low} and {high}",
}
DAY = {
    "=": "{column} on {value}",
    ">": "{column} after {value}",
    ">=": "{column} on or after {value}",
    "<": "{column} before {value}",
    "<=": "{column} on or before {value}",
    "between": "{column} from {low} to {high}",
}
COUNTED: dict[str, dict[str, tuple[str, str]]] = {
    "recency_days": {
        "=": ("last order exactly {count} day ago", "last order exactly {count} days ago"),
        ">": ("last order more than {count} day ago", "last order more than {count} days ago"),
        ">=": ("last order at least {count} day ago", "last order at least {count} days ago"),
        "<": ("last order less than {count} day ago", "last order less than {count} days ago"),
        "<=": ("last order at most {count} day ago", "last order at most {count} days ago"),
        "between": ("last order {low} to {count} day ago", "last order {low} to {count} days ago"),
    },
    "order_count": {
        "=": ("exactly {count} order", "exactly {count} orders"),
        ">": ("more than {count} order", "more than {count} orders"),
        ">=": ("at least {count} order", "at least {count} orders"),
        "<": ("fewer than {count} order", "fewer than {count} orders"),
        "<=": ("at most {count} order", "at most {count} orders"),
        "between": ("{low} to {count} order", "{low} to {count} orders"),
    },
    "tenure_days": {
        "=": ("customer for exactly {count} day", "customer for exactly {count} days"),
        ">": ("customer for more than {count} day", "customer for more than {count} days"),
        ">=": ("customer for at least {count} day", "customer for at least {count} days"),
        "<": ("customer for less than {count} day", "customer for less than {count} days"),
        "<=": ("customer for at most {count} day", "customer for at most {count} days"),
        "between": ("customer for {low} to {count} day", "customer for {low} to {count} days"),
    },
}


GROUPS = {
    "any": "at least one of: ({rules})",
    "all": "all of: ({rules})",
    "none": "none of: ({rules})",
}
ALWAYS_SAID = {"tier", "rank", "recency_days", "customer_name", "customer_id"}
BY_NAME = ("customer_id", "customer_name")


def rule_sentence(
    rule: Condition,
    words: Words,
    settings: Settings,
    most_named: int | None = None,
    horizon_days: int | None = None,
) -> str:
    """What a rule or a group demands, in words: "tier is Key or Important", "none of: (region is North; 1 order)".

    `most_named`: of more customers chosen by name or id than so many, only how many there are. `horizon_days`: how far
    the forecast looks ahead that rules speak of; None where it is not certain which one that is.
    """
    if not isinstance(rule, Rule):
        inside = [rule_sentence(member, words, settings, most_named, horizon_days) for member in rule.members]
        if rule.kind == "none" and len(inside) == 1:
            return words("not ({rule})", rule=inside[0])
        return words(GROUPS[rule.kind], rules=("；" if words.language == "zh" else "; ").join(inside))
    if most_named is not None and rule.column in BY_NAME and len(rule.values) > most_named:
        return words("one of {count} chosen by name", count=words.count(len(rule.values)))
    return _sentence(rule, words, settings, horizon_days)


def _sentence(rule: Rule, words: Words, settings: Settings, horizon_days: int | None) -> str:
    shown = [field_value(rule.column, value, words, settings) for value in rule.values]
    if rule.column in COUNTED:
        one, many = COUNTED[rule.column][rule.operator]
        low = {"low": shown[0]} if rule.operator == "between" else {}
        return words.plural(one, many, int(str(rule.values[-1])), **low)
    kind, column = FIELDS[rule.column], within(rule.column, _noun(rule.column, words), horizon_days, words)
    pattern = (DAY if kind == "date" else CHOICE if kind in {"code", "text", "flag"} else AMOUNT)[rule.operator]
    if rule.operator == "between":
        return words(pattern, column=column, low=shown[0], high=shown[1])
    return words(pattern, column=column, value=_either(shown, words))


def field_value(column: str, value: RuleValue, words: Words, settings: Settings) -> str:
    """A value of a column as a person reads it: labels for codes, groups in numbers, days in words."""
    if FIELDS[column] == "code":
        return code_label(words, column, str(value), settings)
    if isinstance(value, date):
        return words.day(value)
    if isinstance(value, bool):
        return words("yes") if value else words("no")
    if isinstance(value, int):
        return words.count(value)
    if isinstance(value, str):
        return words.code(column, value) if column == "found_segment" else value
    places = 0 if value == value.to_integral_value() else 2
    if column in SHARES:
        return words.share(float(value), 0 if value * 100 == (value * 100).to_integral_value() else 1)
    if column == "value_index" or (column in OF_THE_MEASURE and settings.value == "value_index"):
        return words.number(value, 3)
    if column == "expected_orders":
        return words.number(value, min(places, 1))
    if column in ("satisfaction_index", "non_monetary_value", "key_account_score") or (
        column in OF_THE_MEASURE and settings.value == "order_count"
    ):
        return words.number(value, places)
    return words.money(value, settings.currency, places)


def reason(
    row: Mapping[str, object],
    rank: int | None,
    columns: Sequence[str],
    words: Words,
    settings: Settings,
    horizon_days: int | None = None,
) -> str:
    """Why a name is on a list: "Key · 3rd by revenue · last order 61 days ago".

    `row`: the customer's values; `rank`: the place by value (None for customers who are not ranked); `columns`: what
    the rules of the list speak of, said besides tier, rank and recency. Missing values are left out. `horizon_days`:
    how far the forecast looks ahead that stands.
    """
    tier = row.get("tier")
    parts = [tier_label(words, str(tier), settings)] if tier else []
    if rank is not None and tier in TIER_CODES:
        measure = _measure(words, settings)
        parts.append(words("{ordinal} by {measure}", ordinal=_ordinal(rank, words), measure=measure))
    said = [name for name in dict.fromkeys(columns) if name not in ALWAYS_SAID]
    lacking = row.get("to_next_tier")
    amount = _lacking(lacking, words, settings) if isinstance(lacking, Decimal) else ""
    parts += phrases(row, said, amount, words, settings, horizon_days)
    said = [name for name in said if name not in (*NEARLY, *FITS, *CHANCE)]
    parts += [_said(name, row[name], words, settings, horizon_days) for name in said if row.get(name) is not None]
    if row.get("recency_days") is not None:
        parts.append(_last_order(int(str(row["recency_days"])), words))
    return " · ".join(parts)


def _lacking(amount: Decimal, words: Words, settings: Settings) -> str:
    """What is needed for the next tier; of an index with all its places, since little decides there."""
    if settings.value == "value_index":
        return words.number(amount, 4)
    return field_value("to_next_tier", amount, words, settings)


def _said(column: str, value: object, words: Words, settings: Settings, horizon_days: int | None) -> str:
    assert isinstance(value, str | int | Decimal | date)  # noqa: S101  # what the customer table holds
    shown = field_value(column, value, words, settings)
    if FIELDS[column] == "code" and column != "loyalty":  # whose labels say little alone
        return shown
    if column == "order_count":
        return words.plural("{count} order", "{count} orders", int(str(value)))
    if column == "tenure_days":
        return words.plural("customer for {count} day", "customer for {count} days", int(str(value)))
    said = f"{within(column, _noun(column, words), horizon_days, words)} {shown}"
    return said.replace("） ", "）")  # a wide bracket brings its blank along


def _last_order(days: int, words: Words) -> str:
    if days == 0:
        return words("last order that day")
    return words.plural("last order {count} day ago", "last order {count} days ago", days)


def _measure(words: Words, settings: Settings) -> str:
    label = words.code("value", settings.value)
    return label.lower() if words.language == "en" else label


def _noun(column: str, words: Words) -> str:
    label = words.code("column", column)
    return label if words.language == "zh" or len(label) == 1 else label[0].lower() + label[1:]


def _either(items: Sequence[str], words: Words) -> str:
    if len(items) < 2:
        return "".join(items)
    if words.language == "zh":
        return "、".join(items[:-1]) + "或" + items[-1]
    return ", ".join(items[:-1]) + " or " + items[-1]


def _ordinal(rank: int, words: Words) -> str:
    if words.language == "zh":
        return words.count(rank)
    ending = "th" if rank % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(rank % 10, "th")
    return f"{words.count(rank)}{ending}"
