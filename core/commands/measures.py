"""measures and salespeople: what the first page and the page of salespeople say, as figures."""

from __future__ import annotations

import argparse
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from core.commands.answer import Answer, columns, money, share
from core.commands.basis import basis_data, basis_line
from core.commands.plan import plan_line_data
from core.commands.question import asked_question
from core.text.tiers import tier_label
from core.text.words import Words

if TYPE_CHECKING:
    from core.metrics.first_page.month_figures import MonthFigures
    from core.metrics.relationships.exposure import Exposure
    from core.metrics.results import Kpi, Overview
    from core.metrics.selling.overdue import Overdue
    from core.metrics.selling.salespeople import Salespeople, Salesperson
    from core.settings import Settings
    from core.store.workspace import Workspace

MONEY = ("revenue", "gross_profit")
COUNTS = ("active_customers", "acquisition")


def answer_measures(workspace: Workspace, args: argparse.Namespace, words: Words) -> Answer:
    """The five customer measures, the newest month, margin by tier, the five best, revenue at risk, overdue money."""
    from core.metrics.first_page.overview import overview
    from core.metrics.relationships.exposure import exposure
    from core.metrics.selling.overdue import overdue

    settings = workspace.settings()
    question = asked_question(args, settings)
    found = overview(workspace, question, settings.rfm, settings.satisfaction)
    owed = overdue(workspace, question)
    exposed = exposure(workspace, question, settings.rfm)
    data = {
        **basis_data(found.basis),
        "figures": [_kpi(kpi) for kpi in found.kpis],
        "measures": [_kpi(kpi) for kpi in found.measures],
        "month": _month(found.month) if found.month else None,
        **_exposure_data(exposed),
        "overdue": _overdue_data(owed),
    }
    return Answer(data, _text(found, exposed, owed, words, settings))


def _kpi(found: Kpi) -> dict[str, Any]:
    return {
        "code": found.code,
        "value": _value(found),
        "change_month": share(found.change_month),
        "change_year": share(found.change_year),
        "trend_window_months": found.trend_window_months,
    }


def _value(found: Kpi) -> str | int | float | None:
    if found.value is None:
        return None
    if found.code in MONEY:
        return money(Decimal(found.value))
    return int(found.value) if found.code in COUNTS else share(float(found.value))


def _month(found: MonthFigures) -> dict[str, Any]:
    return {
        "from": f"{found.first_month:%Y-%m}",
        "to": f"{found.last_month:%Y-%m}",
        "figures": [_kpi(kpi) for kpi in found.kpis],
    }


def _exposure_data(found: Exposure) -> dict[str, Any]:
    return {
        "margins": [
            {
                "code": tier.code,
                "customers": tier.customers,
                "revenue": money(tier.revenue),
                "gross_profit": money(tier.gross_profit),
                "margin": share(tier.margin),
                "covered": share(tier.covered),
            }
            for tier in found.margins
        ],
        "top5": {
            "share": share(found.top5_share),
            "customers": [{"customer_id": key, "customer_name": name, "revenue": money(amount)}
                          for key, name, amount in found.top5],
        },
        "at_risk": {
            "customers": found.at_risk.customers,
            "revenue": money(found.at_risk.revenue),
            "share": share(found.at_risk.share),
            "reasons": {reason: {"customers": count, "revenue": money(amount)}
                        for reason, (count, amount) in found.at_risk.reasons.items()},
        },
    }  # fmt: skip


def _overdue_data(found: Overdue) -> dict[str, Any]:
    return {
        "known": found.is_told,
        "customers": found.customers,
        "amount": money(found.amount),
        "ages": {age: money(amount) for age, amount in found.ages.items()},
    }


def _text(found: Overview, exposed: Exposure, owed: Overdue, words: Words, settings: Settings) -> str:
    kpis = [
        (words.code("kpi", kpi.code), _shown(kpi, words, settings), _moved(kpi, kpi.change_year, words),
         _moved(kpi, kpi.change_month, words))
        for kpi in (*found.kpis, *found.measures)
    ]  # fmt: skip
    margins = [
        (tier_label(words, tier.code, settings), words.count(tier.customers),
         words.money(tier.revenue, settings.currency, 2), words.share(tier.margin))
        for tier in exposed.margins
    ]  # fmt: skip
    risk = exposed.at_risk
    beside = [
        (words("Dependence on the five best"), words.share(exposed.top5_share)),
        (words("Revenue at risk"), words.money(risk.revenue, settings.currency, 2)),
        (words("Overdue"), words.money(owed.amount, settings.currency, 2) if owed.is_told else "–"),
    ]
    tables = [
        columns((words("Figure"), words("Value"), words("a year before"), words("the month before")), kpis),
        columns((words("Tier"), words("Customers"), words("Revenue"), words("Gross margin")), margins),
        columns(("", ""), beside).lstrip("\n"),
    ]
    return "\n\n".join((basis_line(found.basis, words), *tables))


def _shown(kpi: Kpi, words: Words, settings: Settings) -> str:
    if kpi.value is None:
        return "–"
    if kpi.code in MONEY:
        return words.money(kpi.value, settings.currency, 2)
    if kpi.code in COUNTS:
        return words.count(kpi.value)
    return words.number(kpi.value) if kpi.code == "satisfaction_index" else words.share(float(kpi.value))


def _moved(kpi: Kpi, change: float | None, words: Words) -> str:
    if change is None or kpi.code in (*MONEY, *COUNTS):
        return words.change(change)
    points = change if kpi.code == "satisfaction_index" else change * 100
    return f"{'+' if points >= 0 else '−'}{words.number(abs(points))}"


def answer_salespeople(workspace: Workspace, args: argparse.Namespace, words: Words) -> Answer:
    """What each salesperson's customers bring, how they moved, what is owed and who is served by them alone."""
    from core.metrics.selling.salespeople import salespeople

    settings = workspace.settings()
    found = salespeople(workspace, asked_question(args, settings))
    data = {
        **basis_data(found.basis),
        "compared_with": f"{found.compared_with:%Y-%m}" if found.compared_with else None,
        "revenue": money(found.revenue),
        "best_tier": found.best_tier,
        "best_falling": found.best_falling,
        "salespeople": [_person(person) for person in found.people],
    }
    return Answer(data, _people_text(found, words, settings))


def _person(found: Salesperson) -> dict[str, Any]:
    return {
        "salesperson": found.name,
        "customers": found.customers,
        "tiers": dict(sorted(found.tiers.items())),
        "revenue": money(found.revenue),
        "revenue_before": money(found.revenue_before),
        "change": share(found.change),
        "gross_profit": money(found.gross_profit),
        "margin": share(found.margin),
        "best": found.best,
        "best_falling": found.best_falling,
        "moved_up": found.moved_up,
        "moved_down": found.moved_down,
        "overdue": money(found.overdue),
        "booked": money(found.booked),
        "last_order": found.last_order.isoformat() if found.last_order else None,
        "silent": found.is_silent,
        "alone": {
            "customers": found.alone_customers,
            "revenue": money(found.alone_revenue),
            "share": share(found.alone_share),
        },
        "plan": plan_line_data(found.plan) if found.plan else None,
    }


def _people_text(found: Salespeople, words: Words, settings: Settings) -> str:
    head = (
        words("Salesperson"), words("Customers"), words("Revenue"), words("Change"),
        tier_label(words, found.best_tier, settings), words("Last order written"),
    )  # fmt: skip
    rows = [
        (person.name or words("nobody named"), words.count(person.customers),
         words.money(person.revenue, settings.currency, 2), words.change(person.change), words.count(person.best),
         person.last_order.isoformat() if person.last_order else "–")
        for person in found.people
    ]  # fmt: skip
    return "\n\n".join((basis_line(found.basis, words), columns(head, rows)))
