"""Cached calls about one customer and about key accounts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pages.shared.answers import cached
from pages.shared.view import View

if TYPE_CHECKING:
    import pandas as pd

    from core.metrics.forecasts.next_category import Fit
    from core.metrics.key_account.key_accounts import KeyAccounts
    from core.metrics.key_account.partner_signs import Health
    from core.metrics.one_customer.customer import Customer
    from core.metrics.one_customer.customer_lists import Bought, Grouped, Orders, Payment
    from core.metrics.one_customer.customer_search import FoundCustomer
    from core.metrics.tiering.tier_path import PathPoint
    from core.store.edits import Said


def customer(view: View, customer_id: str) -> Customer:
    """Everything known of one customer. Errors: those of `core.metrics.one_customer.customer.customer`."""
    from core.metrics.one_customer.customer import customer as compute

    asked, rules = view.question, view.settings.rfm
    return cached(
        view, "customer", (asked, rules, customer_id), lambda: compute(view.workspace, asked, rules, customer_id)
    )


def path(view: View, found: Customer) -> tuple[PathPoint, ...]:
    """Where the customer stood at the last month ends."""
    from core.metrics.tiering.tier_path import tier_path as compute

    asked, number = found.question, found.customer_no
    return cached(view, "tier_path", (asked, number), lambda: compute(view.workspace, asked, number))


def fits(view: View, found: Customer) -> tuple[Fit, ...]:
    """Which categories fit the customer next, best first."""
    from core.metrics.forecasts.next_category import fits_of

    asked = found.question
    return cached(
        view, "fits", (asked, found.customer_no), lambda: fits_of(view.workspace, asked, found.customer_no)
    )  # fmt: skip


def orders(view: View, found: Customer, page: int) -> Orders:
    """A page of the customer's orders, from 1."""
    from core.metrics.one_customer.customer_lists import PAGE_ORDERS, customer_orders

    asked, offset = found.question, (page - 1) * PAGE_ORDERS
    return cached(
        view,
        "customer_orders",
        (asked, found.customer_id, page),
        lambda: customer_orders(view.workspace, asked, found.ids, offset=offset),
    )


def products(view: View, found: Customer, grouped: Grouped) -> Bought:
    """What the customer buys."""
    from core.metrics.one_customer.customer_lists import customer_products

    asked = found.question
    return cached(
        view,
        "customer_products",
        (asked, found.customer_id, grouped),
        lambda: customer_products(view.workspace, asked, found.ids, grouped),
    )


def payment(view: View, found: Customer) -> Payment:
    """How the customer pays."""
    from core.metrics.one_customer.customer_lists import customer_payment

    asked = found.question
    return cached(
        view,
        "customer_payment",
        (asked, found.customer_id),
        lambda: customer_payment(view.workspace, asked, found.ids),
    )


def survey_answers(view: View, found: Customer) -> pd.DataFrame:
    """What the customer answered."""
    from core.metrics.one_customer.customer_lists import customer_answers

    asked = found.question
    return cached(
        view,
        "customer_answers",
        (asked, found.customer_id),
        lambda: customer_answers(view.workspace, asked, found.ids),
    )


def contacts(view: View, found: Customer) -> pd.DataFrame:
    """Visits, calls and complaints."""
    from core.metrics.one_customer.customer_lists import customer_contacts

    return cached(view, "customer_contacts", (found.customer_id,), lambda: customer_contacts(view.workspace, found.ids))


def history(view: View, found: Customer) -> list[Said]:
    """Who said what of the customer."""
    from core.store.edits import history as compute

    return cached(view, "customer_history", (found.customer_id,), lambda: compute(view.workspace, found.customer_id))


def health(view: View, found: Customer) -> Health:
    """The ten signs of a partner."""
    from core.metrics.key_account.partner_signs import partner_health

    return cached(
        view, "partner_health", (found.customer_id,), lambda: partner_health(view.workspace, found.customer_id)
    )


def key_accounts(view: View, found: Customer | None = None) -> KeyAccounts:
    """The score of Key and Important customers, or of one customer."""
    from core.metrics.key_account.key_accounts import key_accounts as compute

    asked, rules = (found.question if found else view.question), view.settings.rfm
    asked = replace(asked, compared_with=None)
    one = found.customer_id if found else None
    return cached(
        view, "key_accounts", (asked, rules, one), lambda: compute(view.workspace, asked, rules, customer_id=one)
    )


def search(view: View, text: str) -> tuple[FoundCustomer, ...]:
    """The customers that a text may mean."""
    from core.metrics.one_customer.customer_search import search_customers

    return cached(view, "customer_search", (text,), lambda: search_customers(view.workspace, text))
