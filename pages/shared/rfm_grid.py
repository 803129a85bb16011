"""The editable grid: which segment each (R, F) cell belongs to."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from core.text.labels import LABELS
from pages.shared import state
from pages.shared.rfm_parts import grid_of
from pages.shared.view import View

FIVE = (5, 4, 3, 2, 1)


def edit_grid(view: View) -> None:
    """A table of five by five choices; one button keeps it, one goes back to the usual grid."""
    import pandas as pd

    t = view.t
    labels = {code: t.code("segment", code) for code in LABELS["segment"]}
    codes = {label: code for code, label in labels.items()}
    present = grid_of(view)
    frame = pd.DataFrame(
        {f"F {f}": [labels[present[r, f]] for r in FIVE] for f in reversed(FIVE)}, index=[f"R {r}" for r in FIVE]
    )
    choice = st.column_config.SelectboxColumn
    edited = st.data_editor(
        frame,
        key="grid_editor",
        column_config={column: choice(column, options=list(codes), required=True) for column in frame.columns},
    )
    grid = {f"{r}{f}": codes[edited.loc[f"R {r}", f"F {f}"]] for r in FIVE for f in FIVE}
    with st.container(horizontal=True):
        changed = any(grid[f"{r}{f}"] != segment for (r, f), segment in present.items())
        if st.button(t("Keep this grid"), type="primary", key="save_grid", disabled=not changed):
            _keep(view, grid)
        if st.button(t("Back to the usual grid"), key="reset_grid", disabled=view.settings.rfm.grid is None):
            _keep(view, None)


def _keep(view: View, grid: dict[str, str] | None) -> None:
    rules = replace(view.settings.rfm, grid=grid)
    view.workspace.save_settings(replace(view.settings, rfm=rules))
    st.session_state.pop("grid_editor", None)
    state.notice(view.t("The grid is kept with the workspace."))
    st.rerun()
