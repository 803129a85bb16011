"""How often customers are cared for: the days by tier and stage, to be changed in place."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from core.errors import QuestionError
from core.metrics.caring.care_rhythm import KINDS, LONGEST_DAYS, changed, rhythms
from core.text.messages import message
from pages.shared import state
from pages.shared.lazily import folded
from pages.shared.view import View

if TYPE_CHECKING:
    import pandas as pd


def rhythm_editor(view: View) -> None:
    """A table of days, saved by a button; a second one brings back what is usual."""
    label = view.t("How often do we visit, call and write?")
    folded(label, lambda: _editor(view), key="care_rhythm", icon=":material/tune:")


def _editor(view: View) -> None:
    t = view.t
    found = rhythms(view.question.cut, view.settings.care_days)
    st.caption(t("Days between two contacts of a kind, by tier and stage of life; 0 = never."))
    names = {kind: t.code("contact_kind", kind) for kind in KINDS}
    number = st.column_config.NumberColumn
    edited = st.data_editor(
        _frame(view), key=f"care_rhythm_table_{hash(found)}", hide_index=True,
        disabled=["tier", "stage"], height=38 + 35 * len(found),
        column_config={
            "tier": t.code("column", "tier"),
            "stage": t.code("column", "stage"),
            **{kind: number(name, min_value=0, max_value=LONGEST_DAYS, step=1) for kind, name in names.items()},
        },
    )  # fmt: skip
    own = sum(rhythm.is_own for rhythm in found)
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button(t("Save the rhythm"), key="care_rhythm_save", type="primary"):
            _save(view, edited)
        if own and st.button(t("Back to what is usual"), key="care_rhythm_reset"):
            view.workspace.save_settings(replace(view.workspace.settings(), care_days={}))
            state.notice(t("The usual rhythm stands again."))
            st.rerun()
    if own:
        st.caption(t.plural("{count} line is your own.", "{count} lines are your own.", own))


def _frame(view: View) -> pd.DataFrame:
    import pandas as pd

    rows = [
        (view.tier(rhythm.tier), view.t.code("stage", rhythm.stage), *rhythm.days)
        for rhythm in rhythms(view.question.cut, view.settings.care_days)
    ]
    return pd.DataFrame(rows, columns=["tier", "stage", *KINDS])


def _save(view: View, edited: pd.DataFrame) -> None:
    import pandas as pd

    settings = view.workspace.settings()
    found = rhythms(view.question.cut, view.settings.care_days)
    said = {
        (rhythm.tier, rhythm.stage, kind): int(days)
        for place, rhythm in enumerate(found)
        for kind, days in zip(KINDS, edited.iloc[place][list(KINDS)], strict=True)
        if not pd.isna(days)  # an emptied cell keeps what was there
    }
    try:
        days = changed(view.question.cut, settings.care_days, said)
    except QuestionError as error:
        st.error(message(error, view.t))
        return
    view.workspace.save_settings(replace(settings, care_days=days))
    state.notice(view.t("The rhythm was kept."))
    st.rerun()
