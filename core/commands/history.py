"""history: the tiers at the last month ends, and who stayed in them."""

from __future__ import annotations

import argparse
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from core.commands.answer import Answer, columns, measured, share
from core.commands.basis import basis_data, basis_line
from core.commands.question import asked_question
from core.text.tiers import tier_label
from core.text.words import Words

if TYPE_CHECKING:
    from core.metrics.histories.history import History, MonthEnd, TierThen
    from core.settings import Settings
    from core.store.workspace import Workspace


def answer_history(workspace: Workspace, args: argparse.Namespace, words: Words) -> Answer:
    """The tiers of every month end, oldest first; `frozen`: all by the cut values of the last one."""
    from core.metrics.histories.history import history
    from core.metrics.tiering.tiers import ranking_cuts

    settings = workspace.settings()
    asked = asked_question(args, settings)
    cuts = ranking_cuts(workspace, asked) if args.reading == "frozen" else None
    found = history(workspace, asked, args.months, cuts)
    return Answer(_data(found), _text(found, words, replace(settings, value=asked.value)))


def _data(found: History) -> dict[str, Any]:
    measure = found.basis.value
    return {
        **basis_data(found.basis),
        "value": measure,
        "reading": "relative" if found.cut_values is None else "frozen",
        "two_months_rule": found.two_months_rule,
        "months": [_month(month, measure) for month in found.months],
    }


def _month(month: MonthEnd, measure: str) -> dict[str, Any]:
    return {
        "month_end": month.as_of.isoformat(),
        "reaches_before_data": month.reaches_before_data,
        "complete": month.is_complete,
        "customers_ranked": month.customers_ranked,
        "total": measured(month.total, measure),
        "tiers": [_tier(tier, measure) for tier in month.tiers],
        "unprofitable": {
            "customers": month.unprofitable_customers,
            "value": measured(month.unprofitable_value, measure),
        },
        "inactive": {"customers": month.inactive_customers},
        "new": {"customers": month.new_customers},
        "stability": share(month.stability),
    }


def _tier(tier: TierThen, measure: str) -> dict[str, Any]:
    return {
        "code": tier.code,
        "customers": tier.customers,
        "customer_share": share(tier.customer_share),
        "value": measured(tier.value, measure),
        "value_share": share(tier.value_share),
        "cut_value": measured(tier.cut_value, measure),
        "stayed": tier.stayed,
        "stability": share(tier.stability),
    }


def _text(found: History, words: Words, settings: Settings) -> str:
    outside = [tier_label(words, code, settings) for code in ("unprofitable", "inactive")]
    head = (
        words("Month end"),
        *(tier_label(words, tier.code, settings) for tier in found.months[-1].tiers),
        *outside,
        words("New"),
        words("Stayed in their tier"),
    )
    rows = [
        (
            words.day(month.as_of) + (" *" if month.reaches_before_data else ""),
            *(words.count(tier.customers) for tier in month.tiers),
            *(words.count(number) for number in (month.unprofitable_customers, month.inactive_customers)),
            words.count(month.new_customers),
            words.share(month.stability),
        )
        for month in found.months
    ]
    notes = []
    if any(month.reaches_before_data for month in found.months):
        notes.append(words("* The window begins before the data."))
    if found.two_months_rule:
        notes.append(words("A tier changes only when it holds for two month ends (two-month rule)."))
    return "\n".join((basis_line(found.basis, words), columns(head, rows), *notes))
