"""The question that a command line asks: the workspace's own settings, changed by what was given."""

from __future__ import annotations

import argparse
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from core.errors import QuestionError
from core.metrics.question import Filters, Question, question_of
from core.schema import CUSTOMER_FILTERS, LINE_FILTERS
from core.settings import PRESETS, TIER_CODES, Cut, CutMethod, RfmRules, Settings
from core.text.labels import LABELS

CONTRIBUTION_CEILINGS = (5000, 8000, 9500, 10000)
WHOLE = 10000  # basis points


def asked_question(args: argparse.Namespace, settings: Settings) -> Question:
    """The question of a figure command. Errors: QuestionError `filter_unknown` and those of `asked_cut`."""
    asked = question_of(settings, asked_filters(args.filter))
    changes = {
        "as_of": args.as_of,
        "refunds": args.refunds,
        "value": args.value,
        "cut": asked_cut(args.cut, args.tiers, settings.cut),
    }
    asked = replace(asked, **{name: value for name, value in changes.items() if value is not None})
    return asked if args.window == 0 else replace(asked, window_months=args.window)


def asked_rules(args: argparse.Namespace, settings: Settings) -> RfmRules:
    """The RFM rules, with the levels that were given; own cut-offs are for other levels and step back then."""
    levels = getattr(args, "levels", None)
    if levels is None or levels == settings.rfm.levels:
        return settings.rfm
    return replace(settings.rfm, levels=levels, recency=None, frequency=None, monetary=None)


def asked_filters(pairs: list[tuple[str, str]]) -> Filters:
    """Filters from `column=value` pairs; several values of one column are alternatives."""
    values: dict[str, list[str]] = {}
    for column, value in pairs:
        values.setdefault(column, []).append(value)
    known = (*LINE_FILTERS, *CUSTOMER_FILTERS, "tier", "segment")
    for column in values:
        if column not in known:
            raise QuestionError("filter_unknown", column=column, columns=", ".join(known))

    for area in ("tier", "segment"):
        for value in values.get(area, []):
            if value not in LABELS[area]:
                raise QuestionError("rule_code", column=area, value=value, codes=", ".join(LABELS[area]))

    def chosen(names: tuple[str, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
        return tuple((name, tuple(dict.fromkeys(values[name]))) for name in names if name in values)

    tiers, segments = (tuple(dict.fromkeys(values.get(name, []))) for name in ("tier", "segment"))
    return Filters(chosen(LINE_FILTERS), chosen(CUSTOMER_FILTERS), tiers, segments)


def asked_cut(method: CutMethod | None, tiers: tuple[tuple[str, str], ...] | None, own: Cut) -> Cut | None:
    """The cut that was asked for, None where nothing was said.

    `tiers` are shares of customers (of value with `contribution`) that add up to 1, or the smallest amounts of the
    tiers with `thresholds`; a last amount of 0 is the tier below the last amount. Without a method, shares mean
    `share` and amounts `thresholds`.
    """
    if tiers is None:
        return None if method is None else _usual(method, own)
    numbers = _numbers(tiers)
    method = method or ("share" if all(number <= 1 for number in numbers) else "thresholds")
    if method != "thresholds":
        return Cut(method, _ceilings(numbers))
    return Cut(method, (), tuple(numbers[:-1] if numbers[-1] == 0 else numbers))


def _usual(method: CutMethod, own: Cut) -> Cut:
    if method == own.method:
        return own
    if method == "thresholds":
        raise QuestionError("thresholds_missing")
    return Cut(method, PRESETS["1/19/30/50"] if method == "share" else CONTRIBUTION_CEILINGS)


def _numbers(tiers: tuple[tuple[str, str], ...]) -> list[Decimal]:
    if [code for code, _ in tiers] != list(TIER_CODES[: len(tiers)]):
        raise QuestionError("tiers_unknown", tiers=", ".join(TIER_CODES))
    try:
        numbers = [Decimal(text) for _, text in tiers]
    except InvalidOperation as error:
        raise QuestionError("tiers_number") from error
    if not all(number.is_finite() and number >= 0 for number in numbers):
        raise QuestionError("tiers_number")
    return numbers


def _ceilings(shares: list[Decimal]) -> tuple[int, ...]:
    sums = [sum(shares[: place + 1], Decimal(0)) * WHOLE for place in range(len(shares))]
    if sums[-1] != WHOLE:
        raise QuestionError("tiers_not_all", share=f"{sums[-1] / WHOLE:f}")
    if any(number != number.to_integral_value() for number in sums):
        raise QuestionError("tiers_too_fine")
    return tuple(int(number) for number in sums)
