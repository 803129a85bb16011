"""Whom do we call this week: who is due, overdue or was never contacted, one list per salesperson."""

from __future__ import annotations

import streamlit as st

from core.charts.care import NOBODY as NOBODY_CLICKED
from core.charts.care import draw_care
from core.metrics.caring.care import NOBODY, CarePlan
from core.text.care_texts import whom_we_call
from pages.shared import answers_care
from pages.shared.care_files import care_downloads
from pages.shared.care_log import noted_by_hand
from pages.shared.care_parts import (
    asked_days,
    asked_everybody,
    care_table,
    contact_card,
    done_since,
    how_computed,
    people_offered,
    told,
)
from pages.shared.care_rhythm import rhythm_editor
from pages.shared.explain import explain
from pages.shared.figures_page import figures_page
from pages.shared.header import answer
from pages.shared.picking import clickable, picked, picker
from pages.shared.view import View, current_view

PICK = "care"


def _whose(view: View, found: CarePlan) -> str | None:
    """The salesperson whose list is shown, by a click or by the selector; None = everybody's."""
    offered = people_offered(view, found)
    if len(offered) < 2:
        return None
    codes = {code or NOBODY_CLICKED: name for code, name in offered.items()}
    with st.container(border=True, key="care_people"):
        st.subheader(view.t("Whose customers?"), anchor=False)
        clickable(draw_care(found, view.look, picked(PICK)), PICK, view.t("Customers to contact by salesperson"))
        chosen = picker(view, PICK, list(codes), codes.__getitem__, view.t("Show the list of"))
    if chosen is None:
        return None
    return NOBODY if chosen == NOBODY_CLICKED else chosen


def _page(view: View) -> None:
    t = view.t
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key="care_asked"):
        days, everybody = asked_days(view), asked_everybody(view)
    whole = answers_care.plan(view, days, None, everybody=everybody)
    answer(whom_we_call(whole, t))
    if whole.count("done"):
        day = t.day(whole.basis.as_of)
        st.caption(t.plural("{count} more was contacted since {day}.", "{count} more were contacted since {day}.",
                            whole.count("done"), day=day))  # fmt: skip
    whose = _whose(view, whole)
    found = whole if whose is None else answers_care.plan(view, days, whose, everybody=everybody)
    rows = told(view, found)
    if rows:
        st.subheader(people_offered(view, whole)[whose] if whose is not None else t("The list"), anchor=False)
        contact_card(view, rows, care_table(view, rows, with_people=whose is None))
        care_downloads(
            view, found, whose, lambda: answers_care.plan(view, days, whose, everybody=everybody, limit=None)
        )
        left = sum(person.listed for person in whole.people if whose in (None, person.name or NOBODY)) - len(rows)
        if left > 0:
            st.caption(
                t.plural(
                    "{count} more stands on the list: take a file, or choose a salesperson.",
                    "{count} more stand on the list: take a file, or choose a salesperson.",
                    left,
                )
            )
    done_since(view, found)
    noted_by_hand(view, answers_care.notes(view), key="care", with_names=True)
    rhythm_editor(view)
    definition, used, left_out = how_computed(view, found)
    explain(view, definition, used=used, left_out=left_out, statements=found.statements)


view = current_view()
figures_page(view, view.t("Whom do we call this week?"), _page)
