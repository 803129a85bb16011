"""Parts of the page of salespeople: its sentences, the table, whose customers are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from core.metrics.selling.salespeople import Salespeople, Salesperson
from core.text.words import held_together
from pages.shared import answers_measures
from pages.shared.tables import show_table
from pages.shared.view import View

if TYPE_CHECKING:
    import pandas as pd

ALL = "all"


def how_they_do(view: View, found: Salespeople) -> str:
    """The answer of the page in one sentence."""
    t = view.t
    named = [person for person in found.people if person.name and person.customers]
    customers = t.plural("{count} customer", "{count} customers", sum(person.customers for person in named))
    first = t.plural(
        "{count} salesperson looks after {customers} with {revenue}",
        "{count} salespeople look after {customers} with {revenue}",
        len(named), customers=customers, revenue=view.money(sum(person.revenue for person in named)),
    )  # fmt: skip
    falling = [person for person in named if person.change is not None and person.change < 0]
    if found.compared_with is None:
        return t("{sentence}.", sentence=first)
    if not falling:
        return t("{first}; nobody's customers bring less than in the window before.", first=first)
    worst = min(falling, key=lambda person: person.revenue - (person.revenue_before or 0))
    change = t.change(worst.change)
    if len(falling) == 1:
        second = t(
            "only those of {name} bring less than in the window before ({change})", name=worst.name, change=change
        )
    else:
        second = t("those of {count} bring less than in the window before, most of all those of {name} ({change})",
                   count=t.count(len(falling)), name=worst.name, change=change)  # fmt: skip
    return t("{first}; {second}.", first=first, second=second)


def gone(view: View, found: Salespeople) -> None:
    """Who has not written an order for long but still owns customers, and who of the best falls there."""
    for person in found.people:
        if person.is_silent and person.customers:
            st.warning(held_together(gone_words(view, found, person)), icon=":material/person_off:")


def gone_words(view: View, found: Salespeople, person: Salesperson) -> str:
    """One person's silence in words, with what hangs on it."""
    t = view.t
    first = t.plural(
        "**{name}** has written no order since {day}, but {count} customer with {revenue} is still theirs.",
        "**{name}** has written no order since {day}, but {count} customers with {revenue} are still theirs.",
        person.customers, name=person.name, day=t.day(person.last_order), revenue=view.money(person.revenue),
    )  # fmt: skip
    if not person.best_falling:
        return first
    tier = view.tier(found.best_tier)
    if found.best_falling == 1:
        second = t("The only {tier} customer that falls is among them.", tier=tier)
    else:
        second = t("{own} of the {count} {tier} customers that fall are among them.", own=t.count(person.best_falling),
                   count=t.count(found.best_falling), tier=tier)  # fmt: skip
    return f"{first}{second}" if t.language == "zh" else f"{first} {second}"


def tier_choice(view: View, found: Salespeople, name: str) -> list[str]:
    """The tiers whose customers are shown of a salesperson: all that occur, or one."""
    t = view.t
    person = next(person for person in found.people if person.name == name)
    codes = [code for code in (*view.question.cut.tiers, "unprofitable") if person.tiers.get(code)]
    chosen = st.segmented_control(
        t("Which of them"), [ALL, *codes], key=f"salesperson_tier_{name}", default=ALL, required=True,
        format_func=lambda code: t("all") if code == ALL else f"{view.tier(code)} · {t.count(person.tiers[code])}",
    )  # fmt: skip
    return codes if chosen == ALL else [str(chosen)]


def people_frame(view: View, found: Salespeople) -> pd.DataFrame:
    """One row per salesperson with all figures; for the table and the download."""
    import pandas as pd

    rows = [
        {
            "salesperson": person.name or view.t("nobody named"),
            "revenue": person.revenue,
            "change": person.change,
            "customers": person.customers,
            "best": person.best,
            "best_falling": person.best_falling,
            "margin": person.margin,
            "moved_up": person.moved_up,
            "moved_down": person.moved_down,
            "overdue": person.overdue,
            "plan_attained": person.plan.attained if person.plan else None,
            "alone_customers": person.alone_customers,
            "alone_share": person.alone_share,
            "booked": person.booked,
            "last_written": person.last_order,
        }
        for person in found.people
    ]
    return pd.DataFrame(rows)


def people_table(view: View, found: Salespeople) -> None:
    """The table of salespeople; columns that say nothing here are left out."""
    t, frame = view.t, people_frame(view, found)
    if not answers_measures.overdue(view).is_told:
        frame = frame.drop(columns="overdue")
    frame = frame.dropna(axis="columns", how="all")
    names = {
        "salesperson": t("Salesperson"), "customers": t("Customers"), "best": view.tier(found.best_tier),
        "best_falling": t("{tier}, falling", tier=view.tier(found.best_tier)), "change": t("Change"),
        "margin": t("Gross margin"), "moved_up": t("Moved up"), "moved_down": t("Moved down"),
        "overdue": t("Overdue"), "plan_attained": t("Plan so far"), "alone_customers": t("Served alone"),
        "alone_share": t("Share served alone"), "booked": t("Sold in own name"),
        "last_written": t("Last order written"),
    }  # fmt: skip
    kinds: dict[str, Any] = {
        "change": "share", "margin": "share", "overdue": "money", "plan_attained": "share", "alone_share": "share",
        "booked": "money", "last_written": "day",
    }  # fmt: skip
    show_table(view, frame, key="salespeople_table", names=names, kinds=kinds)


def how_computed(view: View, found: Salespeople) -> tuple[list[str], list[str]]:
    """The definitions of the page, and what was left out."""
    t = view.t
    definition = [
        t("A customer belongs to the owner that the customer file names, else to the salesperson of the latest order."),
        t("Revenue, margin and tiers are of the customers that belong to a salesperson, whoever wrote the orders."),
        t("Moved up or down: the tier now against the tier at the end of the window before, both by the earlier cut "
          "values. Falling: less revenue than in the window before."),
        t("Sold in own name: order lines with the salesperson's name; a line without a name counts for the customer's "
          "owner."),
        t("Served alone: customers whose every order in the window is by this salesperson; they may go with them."),
        t("No order for long: no order with the salesperson's name for more than 60 days before the day of the "
          "figures."),
        t("Plan: the fiscal year so far against the plan of the same months; it knows no filter."),
    ]  # fmt: skip
    left_out = []
    nobody = next((person for person in found.people if person.name is None), None)
    if nobody is not None and nobody.customers:
        left_out.append(
            t.plural("{count} customer with {revenue} belongs to nobody.",
                     "{count} customers with {revenue} belong to nobody.", nobody.customers,
                     revenue=view.money(nobody.revenue))
        )  # fmt: skip
    return definition, left_out
