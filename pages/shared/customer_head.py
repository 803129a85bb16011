"""The top of a customer's page: the sentence, the figures, what to do next, who it is."""

from __future__ import annotations

from typing import Any

import streamlit as st

from core.metrics.one_customer.customer import ATTRIBUTES, Customer
from core.store.playbook import own_words
from core.targets.actions import action_code, suggested_action
from pages.shared import answers_customer
from pages.shared.customer_worth import relation_rows
from pages.shared.reading_words import plain
from pages.shared.view import View

MONEY = ("annual_need", "cost_to_serve", "credit_limit")
PLACES = ("kind", "nature", "industry", "parent", "region", "city", "channel", "owner", "source", "grade", "joined_on")
PEOPLE = ("contact", "contact_role", "phone", "email", "personality", "birthday", "opted_out")
MOST_UNKNOWN = 8
TERMS = ("payment_terms", *MONEY, "referrals", "standing", "information_value", "notes")


def name_of(found: Customer) -> str:
    """The customer's name as text that is safe in markdown; its id where it has none."""
    return plain(found.customer_name or found.customer_id)


def who_and_how(view: View, found: Customer) -> str:
    """The answer of the page in one sentence."""
    t, figures, name = view.t, found.figures, name_of(found)
    if figures is None:
        if found.apart is not None:
            return t("{name} is set apart as an account that is no customer.", name=name)
        return t("{name} was not known by {day}, or has no such orders.", name=name, day=t.day(found.basis.as_of))
    tier = view.tier(figures["tier"]) if figures["tier"] else None
    if tier is None:
        return t("{name} has no tier: none of its lines has a cost.", name=name)
    if figures["tier"] == "inactive":
        last = figures["last_order"]
        if last is None:
            return t("{name} is known, but has never ordered.", name=name)
        return t("{name} bought nothing in this window; its last order was on {day}.", name=name, day=t.day(last))
    if figures["tier"] == "unprofitable":
        return t("{name} brings nothing in this window: its value is {value}.", name=name,
                 value=view.value(figures["value"]))  # fmt: skip
    said = t("{name} is {tier}, number {rank} by value, with {value}", name=name, tier=tier,
             rank=t.count(figures["rank"]), value=view.value(figures["value"]))  # fmt: skip
    if figures["recency_days"] is None:
        return t("{first}.", first=said)
    if not figures["recency_days"]:
        return t("{first}; the last order came on that day.", first=said)
    return t.plural("{first}; the last order was {count} day ago.", "{first}; the last order was {count} days ago.",
                    figures["recency_days"], first=said)  # fmt: skip


def next_action(view: View, found: Customer) -> None:
    """What to do next, by segment or group; nothing where there is no advice."""
    figures = found.figures or {}
    own = own_words(view.workspace, view.t.language)
    advice = suggested_action(action_code(figures.get("tier"), figures.get("segment")), view.t, own)
    if advice:
        st.info(f"**{view.t('Next')}** · {plain(advice)}", icon=":material/arrow_forward:")
    for fit in answers_customer.fits(view, found)[:1]:
        st.caption(
            view.t(
                "{category} fits next: after {after}, {support} of {similar} similar customers bought it next.",
                category=f"**{plain(fit.category)}**", after=plain(fit.after),
                support=view.t.count(fit.support), similar=view.t.count(fit.similar),
            )
        )  # fmt: skip


def figures_row(view: View, found: Customer) -> None:
    """Tier, revenue, orders, margin, satisfaction, key account score and health on one line."""
    t, figures = view.t, found.figures or {}
    accounts = answers_customer.key_accounts(view, found).accounts
    health = answers_customer.health(view, found)
    score = accounts[0].score if accounts else None
    shown = [
        (t.code("column", "tier"), view.tier(figures["tier"]) if figures.get("tier") else "–"),
        (t("Existing grade"), plain(found.attributes["grade"] or "–")),
        (t.code("column", "segment"), t.code("segment", figures["segment"]) if figures.get("segment") else "–"),
        (t.code("column", "revenue"), view.money(figures.get("revenue"))),
        (t("Gross margin"), t.share(_margin(figures))),
        (t.code("column", "satisfaction_index"), _index(view, figures.get("satisfaction_index"))),
        (t("Key account score"), "–" if score is None else t("{score} of 5", score=t.number(score, 1))),
        (t("Signs of a partner"), t("{seen} of {judged}", seen=len(health.seen),
                                    judged=len(health.seen) + len(health.lacking)) if health.signs else "–"),
    ]  # fmt: skip
    with st.container(horizontal=True, key="customer_figures", gap="small"):
        for label, value in shown:
            if value != "–":  # what is not known takes no room
                st.metric(label, value, border=True, width="content")


def _margin(figures: dict[str, Any]) -> float | None:
    profit, revenue = figures.get("gross_profit"), figures.get("revenue")
    return float(profit / revenue) if profit is not None and revenue else None


def _index(view: View, index: Any) -> str:
    return "–" if index is None else view.t.number(index, 0)


def who_they_are(view: View, found: Customer) -> None:
    """What is known by attributes, what a person said marked; what nobody said is left out and counted."""
    t = view.t
    with st.container(border=True, key="customer_who", gap="small"):
        st.subheader(t("Who are they?"), anchor=False)
        groups = ((t("Company"), PLACES), (t("People"), PEOPLE), (t("Terms and notes"), TERMS))
        for title, names in groups:
            rows = [(name, found.attributes[name]) for name in names if found.attributes[name] is not None]
            if rows:
                st.markdown(f"**{title}**")
                st.markdown("  \n".join(_line(view, found, name, value) for name, value in rows))
        relation = relation_rows(view, found)
        if relation:
            st.markdown(f"**{t('Relationship')}**")
            st.markdown("  \n".join(f":gray[{label}] {plain(value)}" for label, value in relation))
        unknown = [t.code("column", name) for name in ATTRIBUTES if found.attributes[name] is None]
        if 0 < len(unknown) <= MOST_UNKNOWN:
            st.caption(t("Not known: {names}.", names=t.listed(unknown)))
        elif unknown:
            st.caption(t("{count} attributes are not known; a customer file or you can say them.",
                         count=t.count(len(unknown))))  # fmt: skip
        if found.merged:
            st.caption(
                t("Also known as {ids}.", ids=t.listed([plain(f"{said} {name or ''}".strip())
                                                        for said, name in found.merged]))
            )  # fmt: skip


def _line(view: View, found: Customer, name: str, value: Any) -> str:
    mark = f" :small[:orange[{view.t('by hand')}]]" if name in found.edited else ""
    return f":gray[{view.t.code('column', name)}] {value_words(view, name, value)}{mark}"


def value_words(view: View, name: str, value: Any) -> str:
    """An attribute as people read it, safe in markdown."""
    t = view.t
    if value is None:
        return "–"
    if isinstance(value, bool):
        return t("yes") if value else t("no")
    if name in ("joined_on", "birthday"):
        return t.day(value)
    if name in MONEY:
        return t.money(value, view.settings.currency)
    if name in ("referrals", "standing", "information_value"):
        return f"{value.normalize():f}"
    return plain(str(value)).replace("\n", " ")
