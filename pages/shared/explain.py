"""How is this computed: the definition, the cut values used, the SQL that was run, the rows left out."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from core.metrics.results import Statement
from core.metrics.script import script
from pages.shared.lazily import folded
from pages.shared.view import View

SQL_PX, VALUES_PX, LINE_PX, FRAME_PX = 320, 160, 22, 54  # the frame: its padding and one line


def explain(
    view: View,
    definition: Sequence[str],
    *,
    used: Sequence[tuple[str, str]] = (),
    left_out: Sequence[str] = (),
    statements: Sequence[Statement] = (),
    key: str = "explain",
) -> None:
    """A closed panel: sentences of the definition, (name, value) pairs used, what was left out, the statements."""
    t = view.t

    def panel() -> None:
        st.markdown("\n".join(f"- {sentence}" for sentence in definition))
        if used:
            st.markdown(f"**{t('Values used')}**")
            st.markdown("\n".join(f"- {t.named(name, f'**{value}**')}" for name, value in used))
        if left_out:
            st.markdown(f"**{t('Left out')}**")
            st.markdown("\n".join(f"- {sentence}" for sentence in left_out))
        if statements:
            _sql(view, statements, key)

    folded(t("How is this computed?"), panel, key=key, icon=":material/calculate:")


def _sql(view: View, statements: Sequence[Statement], key: str) -> None:
    """The statements one by one with their values, or all as one script that runs by itself."""
    t = view.t
    if st.toggle(t("As one script to copy"), key=f"{key}_script"):
        st.caption(t("Runs in DuckDB on a copy of the file of this workspace; the values are written into it."))
        st.code(script(view.workspace, statements), language="sql", height=480)
        return
    for statement in statements:
        st.markdown(f"**SQL** `{statement.name}`")
        _code(statement.sql, "sql", SQL_PX)
        if statement.parameters:
            bound = "\n".join(f"${name} = {value}" for name, value in statement.parameters.items())
            _code(bound, None, VALUES_PX)


def _code(text: str, language: str | None, most_px: int) -> None:
    """Code as high as its lines, at most so many pixels."""
    fits = text.count("\n") * LINE_PX + FRAME_PX <= most_px
    st.code(text, language=language, height="content" if fits else most_px)
