"""The customer as a page to print: everything that is known, in one file."""

from __future__ import annotations

import re
from dataclasses import replace

import streamlit as st

from core.metrics.key_account.key_accounts import KeyAccount
from core.metrics.one_customer.customer import ATTRIBUTES, WORTH, Customer
from core.store.playbook import own_words
from core.targets.actions import action_code, suggested_action
from core.targets.customer_sheet import Rows, Sheet, customer_sheet
from pages.shared import answers_customer
from pages.shared.customer_head import value_words, who_and_how
from pages.shared.customer_rating import figure_words
from pages.shared.customer_tabs import peer_name, peer_value
from pages.shared.customer_worth import relation_rows, signal_words, signals_about, worth_words
from pages.shared.header import basis_line
from pages.shared.playbook_card import playbook_rows
from pages.shared.view import View

ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#|<>~$:+\-.!])")
COLOURED = re.compile(r":(?:orange|gray|small)\[([^\]]*)\]")
MOST_ROWS = 8
MOST_ORDERS = 5


def print_view(view: View, found: Customer) -> None:
    """A button that makes the file when it is clicked."""
    t = view.t
    st.download_button(
        t("Print view"), lambda: _sheet(view, found), f"customer-{_file_name(found.customer_id)}.html", "text/html",
        key="customer_print", on_click="ignore", icon=":material/print:",
        help=t("One page with all of this as a file, to print or to send; it opens in any browser."),
    )  # fmt: skip


def _file_name(customer_id: str) -> str:
    return re.sub(r"[^\w-]+", "_", customer_id)[:60]


def _sheet(view: View, found: Customer) -> bytes:
    t, figures, own = view.t, found.figures or {}, own_words(view.workspace, view.t.language)
    printed = replace(view.look, scheme="light")
    who = [(t.code("column", name), _bare(value_words(view, name, found.attributes[name])))
           for name in ATTRIBUTES if found.attributes[name] is not None and name != "customer_name"]  # fmt: skip
    made = Sheet(
        language=t.language,
        title=found.customer_name or found.customer_id,
        basis=_bare(basis_line(view, found.basis)),
        lead=_bare(who_and_how(view, found)),
        action=suggested_action(action_code(figures.get("tier"), figures.get("segment")), t, own),
        figures=_figures(view, found),
        left=[
            Rows(t("Who are they?"), who),
            Rows(t("Relationship"), relation_rows(view, found)),
            playbook_rows(view, found),
            _peers(view, found),
            _signs(view, found),
        ],
        right=[
            _signals(view, found),
            _worth(view, found),
            _bought(view, found),
            _orders(view, found),
            _paid(view, found),
            _criteria(view, found),
        ],
        path_title=t("Where did they stand?"),
        path=answers_customer.path(view, found),
    )
    return customer_sheet(made, printed)


def _bare(text: str) -> str:
    """A text without the marks of markdown: in the file it is text alone."""
    return ESCAPED.sub(r"\1", COLOURED.sub(r"\1", text))


def _figures(view: View, found: Customer) -> list[tuple[str, str]]:
    t, figures = view.t, found.figures or {}
    segment = figures.get("segment")
    return [
        (t.code("column", "customer_id"), found.customer_id),
        (t.code("column", "tier"), view.tier(figures["tier"]) if figures.get("tier") else "–"),
        (t.code("column", "segment"), t.code("segment", segment) if segment else "–"),
        (t.code("column", "revenue"), view.money(figures.get("revenue"))),
        (t.code("column", "order_count"), t.count(figures.get("order_count") or 0)),
        (t.code("column", "last_order"), t.day(figures.get("last_order"))),
    ]


def _signals(view: View, found: Customer) -> Rows:
    about = signals_about(view, found)[:MOST_ROWS]
    return Rows(view.t("What needs a look"), [(signal_words(view, signal),) for signal in about])


def _worth(view: View, found: Customer) -> Rows:
    t, figures = view.t, found.figures or {}
    known = [(name, figures[name]) for name in WORTH if figures.get(name) is not None]
    rows = [(t.code("column", name), worth_words(view, name, value)) for name, value in known]
    return Rows(t("What are they worth to us?"), rows, (), 1)


def _bought(view: View, found: Customer) -> Rows:
    t = view.t
    bought = answers_customer.products(view, found, "category").table.head(MOST_ROWS)
    rows = [
        (name if isinstance(name, str) else t("not said"), view.money(revenue), t.share(share))
        for name, revenue, share in zip(bought["name"], bought["revenue"], bought["share"], strict=True)
    ]
    return Rows(t("What they buy"), rows, (t.code("column", "category"), t.code("column", "revenue"), t("Share")), 1)


def _orders(view: View, found: Customer) -> Rows:
    t = view.t
    orders = answers_customer.orders(view, found, 1).table.head(MOST_ORDERS)
    rows = [
        (t.day(day), str(order_id or "–"), t.money(amount, view.settings.currency, 2))
        for day, order_id, amount in zip(orders["order_date"], orders["order_id"], orders["amount"], strict=True)
    ]
    names = ("order_date", "order_id", "amount")
    return Rows(t("The last orders"), rows, [t.code("column", name) for name in names], 2)


def _paid(view: View, found: Customer) -> Rows:
    t, paid = view.t, answers_customer.payment(view, found)
    if not paid.orders:
        return Rows(t("Payment"), ())
    rows = [
        (t("Paid on time"), t.share(paid.on_time_share, 0)),
        (t("Mean days late"), "–" if paid.days_late is None else t.number(paid.days_late, 1)),
        (t("Overdue"), view.money(paid.overdue_amount)),
    ]
    return Rows(t("Payment"), rows, (), 1)


def _peers(view: View, found: Customer) -> Rows:
    t = view.t
    rows = [
        (
            peer_name(view, peer.measure),
            peer_value(view, peer.measure, peer.own),
            peer_value(view, peer.measure, peer.middle),
            t.share(peer.better_than, 0),
        )
        for peer in found.peers
    ]
    return Rows(t("Beside their like"), rows, (t("Measure"), t("This customer"), t("Median"), t("Better than")), 1)


def _signs(view: View, found: Customer) -> Rows:
    t, health = view.t, answers_customer.health(view, found)
    words = dict.fromkeys(health.seen, t("yes")) | dict.fromkeys(health.lacking, t("no"))
    return Rows(t("Signs of a partner"), [(t.code("sign", sign), word) for sign, word in words.items()], (), 1)


def _criteria(view: View, found: Customer) -> Rows:
    t = view.t
    accounts: tuple[KeyAccount, ...] = answers_customer.key_accounts(view, found).accounts
    rows = [
        (t.code("criterion", each.code), figure_words(view, each, by_need=account.by_need), str(each.rating or "–"))
        for account in accounts[:1]
        for each in account.criteria
        if each.rating is not None
    ]
    return Rows(t("Key account score"), rows, (), 2)
