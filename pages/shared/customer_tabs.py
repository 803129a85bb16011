"""The lists on a customer's page: what it buys, orders, payment, satisfaction, contacts, peers, group."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from core.metrics.one_customer.customer import Customer
from core.metrics.one_customer.customer_lists import PAGE_ORDERS
from pages.shared import answers_care, answers_customer
from pages.shared.care_log import contact_form, noted_by_hand
from pages.shared.customer_search import open_customer
from pages.shared.exports import download_buttons
from pages.shared.tables import show_table
from pages.shared.view import View

SECTIONS = ("buys", "orders", "payment", "peers", "answers", "contacts", "group")


def lists(view: View, found: Customer) -> None:
    """One list at a time; only the one that is looked at is asked for."""
    t = view.t
    names = {
        "buys": t("What they buy"),
        "orders": t("Their orders"),
        "payment": t("Payment"),
        "peers": t("Beside their like"),
        "answers": t("Satisfaction"),
        "contacts": t("Visits and calls"),
        "group": t("Group and branches"),
    }
    offered = [name for name in SECTIONS if name != "group" or found.group]
    shown = st.segmented_control(
        t("Show"), offered, key="customer_list", format_func=names.__getitem__, default="buys", required=True,
        label_visibility="collapsed",
    )  # fmt: skip
    parts: dict[str, Callable[[View, Customer], None]] = {
        "buys": _buys, "orders": _orders, "payment": _payment, "peers": _peers, "answers": _answers,
        "contacts": _contacts, "group": _group,
    }  # fmt: skip
    with st.container(border=True, key="customer_list_card"):
        parts[shown or "buys"](view, found)


def _buys(view: View, found: Customer) -> None:
    t = view.t
    known = answers_customer.products(view, found, "category").table["name"].notna().any()
    grouped = st.segmented_control(
        t("By"), ["category", "product"], key="customer_bought", default="category" if known else "product",
        required=True,
        format_func=lambda name: t.code("column", name), label_visibility="collapsed",
    )  # fmt: skip
    bought = answers_customer.products(view, found, "product" if grouped == "product" else "category")
    if not len(bought.table):
        st.caption(t("They bought nothing in this window."))
        return
    names = {"name": t.code("column", grouped or "category"), "share": t("Share"), "change": t("Change"),
             "earlier_revenue": t("Earlier window"), "last_date": t.code("column", "last_order")}  # fmt: skip
    table = bought.table.assign(name=bought.table["name"].fillna(t("not said")))
    table = table[[name for name in table.columns if name != "quantity" or table[name].notna().any()]]
    show_table(
        view, table, key="customer_bought_table", names=names,
        kinds={"share": "bar", "change": "share", "earlier_revenue": "money", "quantity": "number",
               "last_date": "day"},
    )  # fmt: skip
    if not bought.has_earlier:
        st.caption(t("The data do not reach back far enough for an earlier window."))
    with st.container(horizontal=True):
        download_buttons(view, "bought", lambda: bought.table, key="customer_bought_download")


def _orders(view: View, found: Customer) -> None:
    t = view.t
    key = f"customer_orders_page_{found.customer_id}_{found.basis.as_of}"  # others have other pages
    orders = answers_customer.orders(view, found, int(st.session_state.get(key, 1)))
    if not orders.rows:
        st.caption(t("They have not ordered yet."))
        return
    st.markdown(t.plural("**{count}** order so far, the newest first.", "**{count}** orders so far, the newest first.",
                         orders.rows))  # fmt: skip
    table = orders.table.copy()
    table["state"] = [t.code("order_state", code) if isinstance(code, str) else None for code in table["state"]]
    table = table[[name for name in table.columns if table[name].notna().any()]]
    show_table(
        view, table, key="customer_orders_table",
        names={"lines": t("Lines"), "state": t.code("column", "status"), "days_late": t("Days late")},
        kinds={"amount": "exact", "order_date": "day", "due_date": "day", "paid_date": "day", "days_late": "number"},
    )  # fmt: skip
    pages = -(-orders.rows // PAGE_ORDERS)
    if pages > 1:
        st.number_input(t("Page, of {count}", count=t.count(pages)), 1, pages, key=key, width=160)


def _payment(view: View, found: Customer) -> None:
    t, paid = view.t, answers_customer.payment(view, found)
    if not paid.orders:
        st.caption(t("No order of the window has a due date."))
        return
    shown = [
        (t("Orders with a due date"), t.count(paid.orders)),
        (t("Paid on time"), t.share(paid.on_time_share, 0)),
        (t("Mean days late"), "–" if paid.days_late is None else t.number(paid.days_late, 1)),
        (t("Mean terms, days"), "–" if paid.terms_days is None else t.number(paid.terms_days, 0)),
        (t("Open"), view.money(paid.open_amount)),
        (t("Overdue"), view.money(paid.overdue_amount)),
    ]
    with st.container(horizontal=True, gap="small"):
        for label, value in shown:
            st.metric(label, value, width="stretch")
    if paid.overdue_days:
        st.markdown(
            t.plural("The oldest overdue order has been open for {count} day beyond its date.",
                     "The oldest overdue order has been open for {count} days beyond its date.", paid.overdue_days)
        )  # fmt: skip


def _peers(view: View, found: Customer) -> None:
    import pandas as pd

    t = view.t
    if not found.peers:
        st.caption(t("There is nobody to compare with."))
        return
    st.markdown(
        t.plural("Against {count} customer of the same tier and kind, itself among them.",
                 "Against {count} customers of the same tier and kind, itself among them.", found.peers[0].peers)
    )  # fmt: skip
    rows = [
        {
            "measure": peer_name(view, peer.measure),
            "own": peer_value(view, peer.measure, peer.own),
            "middle": peer_value(view, peer.measure, peer.middle),
            "span": f"{peer_value(view, peer.measure, peer.low)} – {peer_value(view, peer.measure, peer.high)}",
            "better_than": peer.better_than,
        }
        for peer in found.peers
    ]
    show_table(
        view, pd.DataFrame(rows), key="customer_peers_table", kinds={"better_than": "bar"},
        names={"measure": t("Measure"), "own": t("This customer"), "middle": t("Median"),
               "span": t("Middle half"), "better_than": t("Better than")},
    )  # fmt: skip


def peer_name(view: View, measure: str) -> str:
    """What is compared, in words."""
    return view.t("Gross margin") if measure == "margin" else view.t.code("column", measure)


def peer_value(view: View, measure: str, value: float) -> str:
    """A value of a measure that is compared."""
    if measure == "margin":
        return view.t.share(value)
    return view.money(value) if measure == "revenue" else view.t.count(value)


def _answers(view: View, found: Customer) -> None:
    t, table = view.t, answers_customer.survey_answers(view, found)
    if not len(table):
        st.caption(t("They have not answered a survey yet."))
        return
    shown = table.assign(dimension=[t.code("dimension", code) for code in table["dimension"]])
    shown = shown[[name for name in shown.columns if name not in ("lowest", "highest") and shown[name].notna().any()]]
    show_table(
        view, shown, key="customer_answers_table", names={"index": t("Index, 0–100")},
        kinds={"answered_on": "day", "score": "decimal", "index": "number", "comment": "sentence"},
        tall="comment" in shown.columns,
    )  # fmt: skip


def _contacts(view: View, found: Customer) -> None:
    t, table = view.t, answers_customer.contacts(view, found)
    if len(table):
        marked = table.assign(by_hand=[t("by hand") if mark else None for mark in table["by_hand"]])
        marked["kind"] = [t.code("contact_kind", kind) if isinstance(kind, str) else None for kind in table["kind"]]
        shown = marked[[name for name in marked.columns if marked[name].notna().any()]]
        names = {"kind": t("Kind"), "next_on": t("Next step on"), "by_hand": t("Note")}
        show_table(
            view, shown, key="customer_contacts_table", names=names,
            kinds={"contacted_on": "day", "settled_on": "day", "next_on": "day"},
        )  # fmt: skip
    else:
        st.caption(t("No visit, call or complaint is noted. Note one here, or import a contact log."))
    with st.expander(t("Log a contact"), icon=":material/edit_note:", key="customer_log"):
        contact_form(view, found.customer_id, found.customer_name or found.customer_id, key="customer_contact")
    noted_by_hand(view, answers_care.notes(view, found.ids), key="customer", with_names=False)


def _group(view: View, found: Customer) -> None:
    import pandas as pd

    t, group = view.t, found.group
    if group is None:
        return
    tier = view.tier(group.tier) if group.tier else "–"
    st.markdown(t("Together the group is **{tier}** with **{value}**.", tier=tier, value=view.value(group.value)))
    table = pd.DataFrame(
        [(each.customer_name, each.tier, each.value, each.customer_id) for each in group.members],
        columns=["customer_name", "tier", "value", "customer_id"],
    )
    show_table(view, table, key="customer_group_table")
    open_customer(view, table, "group")
