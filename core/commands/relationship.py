"""relationship: how long, how deep and how broad the relationships with customers are."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from core.commands.answer import Answer, columns, measured, money, share
from core.commands.basis import basis_data, basis_line
from core.commands.question import asked_question
from core.metrics.relationships.cohorts import SOON_DAYS
from core.text.words import Words

if TYPE_CHECKING:
    from core.metrics.relationships.cohorts import Cohort, FirstBuyers
    from core.metrics.relationships.depth import Depth
    from core.metrics.relationships.relationship import Group, Relationship
    from core.metrics.relationships.stage_flow import StageFlow
    from core.settings import Settings
    from core.store.workspace import Workspace


def answer_relationship(workspace: Workspace, args: argparse.Namespace, words: Words) -> Answer:
    """Stages, flow, retention, breadth per month, cohorts, second orders, depth, purchase mode, loyalty and ladder."""
    from core.metrics.relationships.relationship import relationship
    from core.metrics.relationships.stage_flow import earlier_month

    asked = asked_question(args, workspace.settings())
    compared = earlier_month(workspace, asked, args.flow)
    found = relationship(workspace, replace(asked, compared_with=compared), workspace.settings().rfm)
    if compared is None:  # before the data begin
        found = replace(found, flow=None)
    return Answer(_data(found), _text(found, words, workspace.settings()))


def _data(found: Relationship) -> dict[str, Any]:
    measure = found.measure
    kept = found.retention
    return {
        **basis_data(found.basis),
        "value": measure,
        "customers": found.buyers,
        "without_order": found.not_buyers,
        "length_days": found.length_days,
        "stages": [_group(group, measure) for group in found.groups["stage"]],
        "flow": _flow(found.flow, measure),
        "retention": {
            "earlier_customers": kept.earlier_customers if kept else None,
            "kept": kept.kept if kept else None,
            "rate": share(kept.rate) if kept else None,
            "churn_rate": share(kept.churn_rate) if kept else None,
        },
        "breadth": {
            "without_months": found.breadth.without_months,
            "months": [vars(month) | {"month": f"{month.month:%Y-%m}"} for month in found.breadth.months],
        },
        "cohorts": [_cohort(one) for one in found.cohorts.cohorts],
        "second_order": {
            "shares": {str(days): share(part) for days, part in found.second_order.shares.items()},
            "months": [_buyers(one) for one in found.second_order.months],
        },
        "depth": _depth(found.depth),
        **{
            kind: [_group(group, measure) for group in found.groups[kind]]
            for kind in ("purchase_mode", "loyalty", "ladder")
        },
    }


def _group(group: Group, measure: str) -> dict[str, Any]:
    return {
        "code": group.code,
        "customers": group.customers,
        "customer_share": share(group.share),
        "value": measured(group.value, measure),
        "value_share": share(group.value_share),
        "earlier_value": measured(group.earlier_value, measure),
        "length_days": group.length_days,
    }


def _flow(flow: StageFlow | None, measure: str) -> dict[str, Any] | None:
    if flow is None:
        return None
    cells = [
        {"from": one.before, "to": one.now, "customers": one.customers, "value": measured(one.value, measure)}
        for one in flow.passages
    ]
    return {"from": flow.earlier.isoformat(), "to": flow.later.isoformat(), "cells": cells}


def _cohort(one: Cohort) -> dict[str, Any]:
    return {
        "month": f"{one.month:%Y-%m}",
        "customers": one.customers,
        "is_first": one.is_first,
        "active": [customers for customers, _ in one.months],
        "retention": [share(one.retention(after)) for after in range(len(one.months))],
        "revenue": [money(revenue) for _, revenue in one.months],
        "revenue_retention": [share(one.revenue_retention(after)) for after in range(len(one.months))],
    }


def _buyers(one: FirstBuyers) -> dict[str, Any]:
    return {
        "month": f"{one.month:%Y-%m}",
        "customers": one.customers,
        "is_first": one.is_first,
        "within": {str(days): one.within[days] for days in SOON_DAYS},
    }


def _depth(found: Depth) -> dict[str, Any]:
    parts = found.categories
    return {
        "revenue": money(found.revenue),
        "first_orders": money(found.first_orders),
        "first_buyers": found.first_buyers,
        "repeat": money(found.repeat),
        "repeat_share": share(found.repeat_share),
        "cross_sell": money(parts.cross_sell) if parts else None,
        "cross_sell_customers": parts.cross_sell_customers if parts else None,
        "up_sell": money(parts.up_sell) if parts else None,
        "up_sell_customers": parts.up_sell_customers if parts else None,
        "categorised_revenue": money(parts.revenue) if parts else None,
        "absent": found.why_without,
        "referring_customers": found.referring_customers,
        "referrals": money(found.referrals),
    }


def _text(found: Relationship, words: Words, settings: Settings) -> str:
    tables = [_group_table(kind, found, words, settings) for kind in found.groups]
    return "\n\n".join((basis_line(found.basis, words), *tables, _month_table(found, words)))


def _group_table(kind: str, found: Relationship, words: Words, settings: Settings) -> str:
    measure = found.measure

    def amount(group: Group) -> str:
        if measure == "order_count":
            return words.count(group.value)
        return words.money(group.value, settings.currency, 2)

    head = (
        words.code("column", kind),
        words("Customers"),
        words("Share of customers"),
        words.code("value", measure),
        words("Share of value"),
    )
    rows = [
        (
            words.code(kind, group.code),
            words.count(group.customers),
            words.share(group.share),
            amount(group),
            words.share(group.value_share),
        )
        for group in found.groups[kind]
    ]
    return columns(head, rows)


def _month_table(found: Relationship, words: Words) -> str:
    head = (words("Month"), words("Won"), words("Won back"), words("Kept"), words("Lost"), words("Active"))
    counted: Callable[[int], str] = words.count
    rows = [
        (words.month(one.month), *map(counted, (one.won, one.won_back, one.kept, one.lost, one.active)))
        for one in found.breadth.months
    ]
    return columns(head, rows)
