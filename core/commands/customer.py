"""customer and keyaccounts: one customer with everything known, and the score of the best ones."""

from __future__ import annotations

import argparse
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from core.commands.answer import Answer, columns, measured, money, share
from core.commands.basis import basis_data, basis_line
from core.commands.question import asked_question, asked_rules
from core.text.tiers import tier_label
from core.text.words import Words

if TYPE_CHECKING:
    import pandas as pd

    from core.metrics.key_account.key_accounts import KeyAccount, KeyAccounts
    from core.metrics.key_account.partner_signs import Health
    from core.metrics.one_customer.customer import Customer
    from core.settings import Settings
    from core.store.workspace import Workspace

FIGURES = ("rank", "order_count", "recency_days", "tenure_days", "r", "f", "m", "segment", "class")
AMOUNTS = ("revenue", "gross_profit")


def answer_customer(workspace: Workspace, args: argparse.Namespace, words: Words) -> Answer:
    """Everything known of one customer, by its id or by a name that only one has."""
    from core.metrics.key_account.key_accounts import key_accounts
    from core.metrics.key_account.partner_signs import partner_health
    from core.metrics.one_customer.customer import customer
    from core.metrics.one_customer.customer_search import meant_customer

    settings = workspace.settings()
    rules = asked_rules(args, settings)
    meant = meant_customer(workspace, args.customer_id)
    found = customer(workspace, asked_question(args, settings), rules, meant)
    accounts = key_accounts(workspace, found.question, rules, customer_id=found.customer_id).accounts
    data = {
        **_customer_data(found),
        **_lists(workspace, found),
        "health": _health(partner_health(workspace, found.customer_id)),
        "key_account": _account(accounts[0], found.basis.value) if accounts else None,
    }
    return Answer(data, _customer_text(found, words, settings))


def _customer_data(found: Customer) -> dict[str, Any]:
    figures, measure = found.figures or {}, found.basis.value
    return {
        **basis_data(found.basis),
        "customer_id": found.customer_id,
        "customer_name": found.customer_name,
        "merged": [said for said, _ in found.merged],
        "set_apart": found.apart,
        "tier": figures.get("tier"),
        "value": measured(figures.get("value"), measure),
        **{name: money(figures.get(name)) for name in AMOUNTS},
        **{name: figures.get(name) for name in FIGURES},
        "first_order": _plain(figures.get("first_order")),
        "last_order": _plain(figures.get("last_order")),
        "satisfaction_index": share(figures.get("satisfaction_index")),
        "attributes": {name: _plain(value) for name, value in found.attributes.items()},
        "edited": sorted(found.edited),
        "group": _group(found),
        "peers": [
            {
                "measure": peer.measure,
                "peers": peer.peers,
                "own": share(peer.own),
                "median": share(peer.middle),
                "better_than": share(peer.better_than),
            }
            for peer in found.peers
        ],
        "months": [
            {"month": f"{month:%Y-%m}", "revenue": money(revenue), "orders": orders}
            for month, revenue, orders in found.months
        ],
    }


def _group(found: Customer) -> dict[str, Any] | None:
    group, measure = found.group, found.basis.value
    if group is None:
        return None
    return {
        "customer_id": group.customer_id,
        "name": group.name,
        "tier": group.tier,
        "value": measured(group.value, measure),
        "members": [
            {"customer_id": each.customer_id, "tier": each.tier, "value": measured(each.value, measure)}
            for each in group.members
        ],
    }


def _lists(workspace: Workspace, found: Customer) -> dict[str, Any]:
    from core.metrics.one_customer.customer_lists import (
        customer_answers,
        customer_orders,
        customer_payment,
        customer_products,
    )

    orders = customer_orders(workspace, found.question, found.ids)
    paid = customer_payment(workspace, found.question, found.ids)
    return {
        "orders": {"rows": orders.rows, "newest": _rows(orders.table)},
        "categories": _rows(customer_products(workspace, found.question, found.ids, "category").table),
        "payment": {
            "orders": paid.orders,
            "due": paid.due,
            "on_time": paid.on_time,
            "days_late": share(paid.days_late),
            "open_amount": money(paid.open_amount),
            "overdue_amount": money(paid.overdue_amount),
        },
        "answers": _rows(customer_answers(workspace, found.question, found.ids)),
    }


def _rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): _plain(value) for name, value in row.items()} for row in table.to_dict("records")]


def _plain(value: Any) -> Any:
    """A value as JSON holds it: days and amounts as text, shares to six places, what is missing as null."""
    if value is None or value != value:  # noqa: PLR0124
        return None
    value = value.item() if hasattr(value, "item") else value
    if isinstance(value, Decimal):
        return money(value)
    if isinstance(value, date):
        return value.isoformat()
    return share(value) if isinstance(value, float) else value


def _health(found: Health) -> dict[str, Any]:
    return {
        "score": share(found.score),
        "seen": list(found.seen),
        "lacking": list(found.lacking),
        "open": list(found.open),
    }


def _customer_text(found: Customer, words: Words, settings: Settings) -> str:
    figures = found.figures or {}
    rows = [
        (words.code("column", "customer_id"), found.customer_id),
        (words.code("column", "tier"), tier_label(words, figures["tier"], settings) if figures.get("tier") else "–"),
        (words.code("column", "segment"), words.code("segment", figures["segment"]) if figures.get("segment") else "–"),
        (words.code("column", "revenue"), words.money(figures.get("revenue"), settings.currency, 2)),
        (words.code("column", "order_count"), words.count(figures.get("order_count") or 0)),
        (words.code("column", "last_order"), words.day(figures.get("last_order"))),
    ]
    rows += [
        (words.code("column", name), str(_plain(value)))
        for name, value in found.attributes.items()
        if value is not None and name != "customer_name"
    ]
    return "\n".join((basis_line(found.basis, words), columns((found.customer_name or "", ""), rows, left=2)))


def answer_keyaccounts(workspace: Workspace, args: argparse.Namespace, words: Words) -> Answer:
    """The score of the Key and Important customers on ten criteria."""
    from core.metrics.key_account.key_accounts import key_accounts

    settings = workspace.settings()
    asked = asked_question(args, settings)
    found = key_accounts(workspace, asked, asked_rules(args, settings))
    data = {
        **basis_data(found.basis),
        "weights": {code: f"{weight:f}" for code, weight in found.weights.items()},
        "customers": len(found.accounts),
        "accounts": [_account(each, found.basis.value) for each in found.accounts],
    }
    return Answer(data, _accounts_text(found, words, settings))


def _account(found: KeyAccount, measure: str) -> dict[str, Any]:
    return {
        "customer_id": found.customer_id,
        "customer_name": found.customer_name,
        "tier": found.tier,
        "value": measured(found.value, measure),
        "score": share(found.score),
        "score_by_data": share(found.score_by_data),
        "rated_criteria": found.rated_criteria,
        "criteria": {
            each.code: {
                "rating": each.rating,
                "computed": each.computed,
                "figure": share(each.figure),
                "reason": each.rated.reason if each.rated else None,
            }
            for each in found.criteria
        },
    }


def _accounts_text(found: KeyAccounts, words: Words, settings: Settings) -> str:
    head = (words.code("column", "customer_name"), words.code("column", "tier"), words("Score"), words("Criteria"))
    rows = [
        (
            each.customer_name or each.customer_id,
            tier_label(words, each.tier, settings),
            "–" if each.score is None else words.number(each.score, 2),
            words("{count} of 10", count=each.rated_criteria),
        )
        for each in found.accounts
    ]
    return "\n".join((basis_line(found.basis, words), columns(head, rows, left=2)))
