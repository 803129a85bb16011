"""Which kinds of customers are there? Segments found in the data: five steps to them, and what became of them."""

from __future__ import annotations

import streamlit as st

from core.errors import QuestionError
from core.metrics.question import Filters
from core.metrics.segments.found_segments_kept import check_readable
from core.metrics.segments.traits import plain
from core.text.messages import message
from pages.shared import answers, found_answers
from pages.shared.filters import filters_bar
from pages.shared.found_explain import explain_found
from pages.shared.found_kept import delete, show_kept
from pages.shared.found_recipe import is_looking, look_anew
from pages.shared.found_steps import steps
from pages.shared.header import page_header
from pages.shared.states import no_data
from pages.shared.view import View, current_view


def _page(view: View, *, filtered: bool) -> None:
    t = view.t
    if filtered:
        st.caption(t("Filters do not apply here: every customer is in one segment, the same on all pages."))
    try:
        check_readable(view.workspace)
    except QuestionError as error:
        _unreadable(view, error)
        return
    counting = found_answers.counting(view)
    if counting is None or is_looking():
        statements = steps(view, counting)
    else:
        statements = show_kept(view, *counting)
        st.button(t("Find segments anew"), key="find_anew", icon=":material/restart_alt:", on_click=look_anew)
    explain_found(view, statements)


def _unreadable(view: View, error: QuestionError) -> None:
    """Why nothing can be shown, and the way out; the segments saved before count again."""
    newest = found_answers.all_kept(view)[0]
    with st.container(border=True, key="found_unreadable", gap="small"):
        st.markdown(message(error, view.t))
        st.button(
            view.t("Delete these segments"), key="delete_unreadable", icon=":material/delete:",
            on_click=delete, args=(view, newest),
        )  # fmt: skip


view = current_view()
title = view.t("Which kinds of customers are there?")
if not answers.months(view):
    page_header(view, title)
    no_data(view)
else:
    page_header(view, title, answers.basis(view))
    filters_bar(view, choosing=False)
    _page(view.asking(plain(view.question)), filtered=view.question.filters != Filters())
