"""Quick starts of the target lists page: a list for each of the usual jobs, with how many it chooses now."""

from __future__ import annotations

import streamlit as st

from core.targets.templates import NEEDED, TEMPLATES, lacking, template_counts, template_rules
from pages.shared import answers
from pages.shared.rule_draft import start_with
from pages.shared.view import View

TEMPLATE = "template"
"""Under this key the session keeps which template was taken last."""


def quick_starts(view: View) -> None:
    """A pill per job; a click fills the rules. One whose data are missing says which file would bring them."""
    t, counts = view.t, _counts(view)
    chosen = st.pills(
        t("Quick starts"),
        list(TEMPLATES),
        key=TEMPLATE,
        format_func=lambda code: _label(view, code, counts[code]),
        on_change=_take,
        args=(view,),
        label_visibility="collapsed",
    )
    if not chosen:
        return
    needs = lacking(view.workspace, chosen)
    if needs is None:
        st.caption(t(TEMPLATES[chosen].purpose))
    else:
        with st.container(border=True, key="template_needs", gap="small"):
            st.markdown(f"**{t(TEMPLATES[chosen].title)}** · {t(TEMPLATES[chosen].purpose)}")
            st.markdown(t(NEEDED[needs]))
            st.page_link("pages/import.py", label=t("Bring the file"), icon=":material/upload_file:")


def template_title(view: View) -> str | None:
    """What the template that was taken last is called; None where none was."""
    chosen = st.session_state.get(TEMPLATE)
    return view.t(TEMPLATES[chosen].title) if chosen else None


def _counts(view: View) -> dict[str, int | None]:
    question, rules = view.question, view.settings.rfm
    return answers.cached(
        view, "template_counts", (question, rules), lambda: template_counts(view.workspace, question, rules)
    )


def _label(view: View, code: str, count: int | None) -> str:
    title = view.t(TEMPLATES[code].title)
    return f"{title} · {'–' if count is None else view.t.count(count)}"


def _take(view: View) -> None:
    chosen = st.session_state[TEMPLATE]
    if chosen and lacking(view.workspace, chosen) is None:
        start_with(template_rules(view.workspace, view.question, chosen))
