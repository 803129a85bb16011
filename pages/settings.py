"""How should figures be computed here?"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from core.settings import Settings
from pages.shared import (
    settings_control,
    settings_figures,
    settings_files,
    settings_market,
    settings_people,
    settings_tiers,
    state,
)
from pages.shared.explain import explain
from pages.shared.header import page_header
from pages.shared.settings_doubles import same_customers
from pages.shared.settings_figures import Problem
from pages.shared.settings_workspaces import workspaces
from pages.shared.view import current_view

view = current_view()
t = view.t
page_header(view, t("How should figures be computed here?"))
st.caption(t("These settings belong to the workspace {name}; every figure is computed with them.", name=view.title))

Part = Callable[..., Settings]
PARTS: tuple[tuple[str, Part], ...] = (
    (t("Periods"), settings_figures.periods),
    (t("Money"), settings_figures.money),
    (t("Market"), settings_market.market),
    (t("Tiers"), settings_tiers.tiers),
    (t("RFM"), settings_people.rfm),
    (t("Satisfaction"), settings_people.satisfaction),
    (t("Not customers"), settings_people.non_customers),
    (t("Control group"), settings_control.control),
    (t("Files"), settings_files.files),
)
bar = st.container(key="save_bar")
labels = [*(name for name, _ in PARTS), t("Same customers"), t("Workspaces")]
*tabs, doubles, last = st.tabs(labels, key=f"settings_tabs_{t.language}", on_change="rerun")
draft, problems = view.settings, []
for tab, (name, draw) in zip(tabs, PARTS, strict=True):
    with tab:
        try:
            draft = draw(view, draft)
        except Problem as problem:
            problems.append(f"**{name}**: {problem}")
            st.error(str(problem))
if doubles.open:  # looking for them takes a while where there are very many customers
    with doubles:
        same_customers(view)
with last:
    workspaces(view)

with bar, st.container(horizontal=True, vertical_alignment="center"):
    changed = draft != view.settings
    if st.button(
        t("Save settings"),
        key="save_settings",
        type="primary",
        icon=":material/save:",
        disabled=not changed or bool(problems),
    ):
        view.workspace.save_settings(draft)
        state.notice(t("Settings are saved; every figure is computed with them from now on."))
        st.rerun()
    if problems:
        st.markdown(":red[" + t("Nothing can be saved yet.") + "] " + " ".join(problems), width="content")
    elif changed:
        st.markdown(f":orange[{t('There are changes that are not saved.')}]", width="content")
    else:
        st.markdown(f":gray[{t('All is saved.')}]", width="content")

explain(
    view,
    [
        t("Settings are kept with the workspace and travel with its backup."),
        t("What the filters bar says goes before the settings, for your session and for the address you share."),
        t("A complete month is one whose last order is within 3 days of its end, or that you mark so."),
        t("Tiers: a customer's tier is the first whose ceiling it lies under; equal values share the higher tier."),
        t(
            "Same customers are suggested by name (apart from case, punctuation and the kind of company), id, phone "
            "and e-mail. A merge counts in every figure and in later imports; lines keep their ids, so that its undo "
            "leaves no trace."
        ),
        t("The language is chosen at the top of every page."),
    ],
)
