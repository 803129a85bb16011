"""value: what the customers are worth, tier by tier; who costs money, and who is big elsewhere."""

from __future__ import annotations

import argparse
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from core.commands.answer import Answer, columns, money, share
from core.commands.basis import basis_data, basis_line
from core.commands.question import asked_question
from core.text.tiers import tier_label
from core.text.words import Words

if TYPE_CHECKING:
    from core.metrics.relationships.elsewhere import Elsewhere
    from core.metrics.results import Concentration
    from core.metrics.tiering.money_losers import MoneyLoser, MoneyLosers
    from core.metrics.worth.customer_value import CustomerValue, Ranged, TierValue
    from core.settings import Settings, ValueRules
    from core.store.workspace import Workspace

NAMED = 200


def answer_value(workspace: Workspace, args: argparse.Namespace, words: Words) -> Answer:
    """The parts of value by tier, lifetime value, equity, the whale curve's figures, money losers, small here."""
    from core.metrics.relationships.elsewhere import elsewhere
    from core.metrics.tiering.concentration import concentration
    from core.metrics.tiering.money_losers import money_losers
    from core.metrics.worth.customer_value import customer_value
    from core.metrics.worth.value_question import value_question

    asked = asked_question(args, workspace.settings())
    found = customer_value(workspace, asked)
    losers, others = money_losers(workspace, asked), elsewhere(workspace, asked)
    curve = concentration(workspace, value_question(workspace, asked))
    settings = replace(workspace.settings(), value=found.measure)
    data = _data(found, asked.value_rules) | {
        "concentration": _curve(curve),
        "losers": _losers(losers),
        "elsewhere": _elsewhere(others),
    }
    return Answer(data, _text(found, losers, words, settings))


def _data(found: CustomerValue, rules: ValueRules) -> dict[str, Any]:
    return {
        **basis_data(found.basis),
        "measure": found.measure,
        "months": found.months,
        **({"forecast_days": found.forecast_days} if found.forecast_days else {}),
        "weights": {
            "current": f"{rules.current_weight:f}",
            "potential": f"{rules.potential_weight:f}",
            "non_monetary": f"{rules.non_monetary_weight:f}",
        },
        "discount_rate": f"{rules.discount_rate:f}",
        "retention_window_months": found.retention_window_months,
        "customers": found.customers,
        "current_value": money(found.current_value),
        "equity": _ranged(found.equity),
        "equity_customers": found.equity_customers,
        "tiers": [_tier(tier) for tier in found.tiers],
    }


def _tier(tier: TierValue) -> dict[str, Any]:
    kept = tier.retention
    return {
        "code": tier.code,
        "customers": tier.customers,
        "current_value": money(tier.current_value),
        "cost_to_serve": money(tier.cost_to_serve),
        "potential_value": money(tier.potential_value),
        "potential_known": tier.potential_known,
        "retention": None
        if kept is None
        else {
            "earlier": kept.earlier,
            "kept": kept.kept,
            "rate": share(kept.rate),
            "low": share(kept.low),
            "high": share(kept.high),
        },
        "lifetime_value": _ranged(tier.lifetime_value),
        "equity": _ranged(tier.equity),
        "non_monetary_value": share(tier.non_monetary_value),
        "non_monetary_known": tier.non_monetary_known,
        "share_of_wallet": share(tier.share_of_wallet),
        "wallet_known": tier.wallet_known,
        "paid_on_time": share(tier.paid_on_time),
        "satisfaction_index": share(tier.satisfaction_index),
        "satisfied_known": tier.satisfied_known,
        "grades": tier.grades,
    }


def _ranged(amount: Ranged | None) -> dict[str, Any] | None:
    if amount is None:
        return None
    return {"amount": money(amount.amount), "low": money(amount.low), "high": money(amount.high)}


def _curve(found: Concentration) -> dict[str, Any]:
    return {
        "customers": found.customers,
        "total": money(found.total),
        "peak": share(max(found.value_shares, default=0.0)),
        "gini": share(found.gini),
        "top_shares": {str(percent): share(part) for percent, part in sorted(found.top_shares.items())},
        "top5_share": share(found.top5_share),
    }


def _losers(found: MoneyLosers) -> dict[str, Any]:
    causes = found.by_cause().items()
    return {
        "customers": len(found.customers),
        "lost": money(found.lost),
        "by_cause": {code: {"customers": count, "lost": money(lost)} for code, (count, lost) in causes},
        "list": [_loser(one) for one in found.customers[:NAMED]],
    }


def _loser(one: MoneyLoser) -> dict[str, Any]:
    return {
        "customer_id": one.customer_id,
        "customer_name": one.customer_name,
        "at_list": money(one.at_list),
        "discounts": money(one.discounts),
        "returned": money(one.returned),
        "cost_to_serve": money(one.cost_to_serve),
        "current_value": money(one.current_value),
        "causes": list(one.causes),
    }


def _elsewhere(found: Elsewhere) -> dict[str, Any]:
    return {
        "bar": money(found.bar),
        "customers": len(found.customers),
        "amount": money(found.amount),
        "list": [
            {
                "customer_id": one.customer_id,
                "customer_name": one.customer_name,
                "tier": one.tier,
                "yearly_revenue": money(one.yearly_revenue),
                "annual_need": money(one.annual_need),
                "share_of_wallet": share(float(one.share_of_wallet)),
                "elsewhere": money(one.elsewhere),
            }
            for one in found.customers[:NAMED]
        ],
    }


def _text(found: CustomerValue, losers: MoneyLosers, words: Words, settings: Settings) -> str:
    head = (
        words("Tier"),
        words("Customers"),
        words.code("column", "current_value"),
        words.code("column", "potential_value"),
        words.code("kpi", "retention"),
        words.code("column", "lifetime_value"),
        words("Customer equity"),
    )
    rows = [
        (
            tier_label(words, tier.code, settings),
            words.count(tier.customers),
            words.money(tier.current_value, settings.currency, 2),
            words.money(tier.potential_value, settings.currency, 2),
            words.share(tier.retention.rate if tier.retention else None),
            words.money(tier.lifetime_value.amount if tier.lifetime_value else None, settings.currency, 2),
            words.money(tier.equity.amount if tier.equity else None, settings.currency, 2),
        )
        for tier in found.tiers
    ]
    lost = words.plural(
        "{count} customer costs money: {amount}",
        "{count} customers cost money: {amount}",
        len(losers.customers),
        amount=words.money(losers.lost, settings.currency, 2),
    )
    return "\n".join((basis_line(found.basis, words), columns(head, rows), lost))
