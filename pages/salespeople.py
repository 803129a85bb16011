"""How are our salespeople doing: their customers, who falls, the plan, what is owed, who would go with them?"""

from __future__ import annotations

import streamlit as st

from core.charts.salespeople import draw_salespeople
from core.metrics.selling.salespeople import Salespeople
from pages.shared import answers_measures
from pages.shared.behind import behind
from pages.shared.explain import explain
from pages.shared.exports import download_buttons
from pages.shared.figures_page import figures_page
from pages.shared.header import answer
from pages.shared.picking import clickable, picked, picker
from pages.shared.plan_parts import plan_section
from pages.shared.salespeople_parts import (
    gone,
    how_computed,
    how_they_do,
    people_frame,
    people_table,
    tier_choice,
)
from pages.shared.states import empty
from pages.shared.view import View, current_view

PICK = "salespeople"


def _behind(view: View, found: Salespeople, name: str) -> None:
    owner = 'owner in "{}"'.format(name.replace('"', '""'))
    tiers = ",".join(tier_choice(view, found, name))
    behind(view, name, [owner, f"tier in {tiers}"], key=PICK)


def _people(view: View, found: Salespeople) -> None:
    t = view.t
    answer(how_they_do(view, found))
    gone(view, found)
    names = [str(person.name) for person in found.people if person.name and person.customers]
    with st.container(border=True, key="salespeople_card"):
        st.subheader(t("What do their customers bring?"), anchor=False)
        figure = draw_salespeople(found, view.look, picked(PICK))
        clickable(figure, PICK, t("Revenue of the customers of each salesperson, against the window before"))
        if any(person.revenue_before is not None for person in found.people):
            st.caption(t("Upright mark: the same customers in the window before."))
        picker(view, PICK, names, str, t("Show the customers of"))
    if (name := picked(PICK)) in names:
        _behind(view, found, str(name))
    st.subheader(t("The salespeople in figures"), anchor=False)
    people_table(view, found)
    with st.container(horizontal=True):
        download_buttons(view, "salespeople", lambda: people_frame(view, found), key="salespeople_download")


def _page(view: View) -> None:
    t = view.t
    found = answers_measures.salespeople(view)
    if any(person.name for person in found.people):
        _people(view, found)
    else:
        empty(view, t("No salespeople in the data"), t("Neither the sales nor a customer file name a salesperson or an "
              "owner. Import a sheet with such a column and they stand here."), key="nobody_sells")  # fmt: skip
    plan_section(view, found.plan)
    definition, left_out = how_computed(view, found)
    explain(view, definition, left_out=left_out, statements=found.statements)


view = current_view()
figures_page(view, view.t("How are our salespeople doing?"), _page)
