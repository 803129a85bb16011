"""How do we treat whom? The playbook: for each kind of customer how to recognise it, what to do, what to avoid."""

from __future__ import annotations

import streamlit as st

from core.store.playbook import own_words
from core.text.playbook import BOOK, SIGNAL, codes, search, shown_codes
from pages.shared import state
from pages.shared.header import answer, page_header
from pages.shared.playbook_edit import editors
from pages.shared.playbook_parts import chosen, downloads, hits, leads_on, pick_code, pick_subject, shown_parts
from pages.shared.view import View, current_view


def _what_it_holds(view: View) -> str:
    t, own = view.t, own_words(view.workspace, view.t.language)
    told = sum(len(shown_codes(subject, view.settings)) for subject in BOOK)
    first = t(
        "The playbook speaks of {count} kinds of customers and people, and of what to check behind {signals} signals",
        count=t.count(told), signals=t.count(len(codes(SIGNAL))),
    )  # fmt: skip
    if not own:
        return t("{first}.", first=first)
    return t.plural("{first}; {count} text is in your own words.", "{first}; {count} texts are in your own words.",
                    len(own), first=first)  # fmt: skip


def _entry(view: View) -> None:
    subject = pick_subject(view)
    code = pick_code(view, subject)
    with st.container(border=True, key="playbook_entry", gap="small"):
        shown_parts(view, subject, code)
        leads_on(view, subject, code)
    editors(view, subject, code)


view = current_view()
page_header(view, view.t("How do we treat whom?"))
st.caption(view.title)
answer(_what_it_holds(view))
asked = st.text_input(
    view.t("Search the playbook"), key="playbook_search", icon=":material/search:",
    placeholder=view.t("A name or words: hesitant, invoice, discount"),
)  # fmt: skip
if asked.strip():
    own = own_words(view.workspace, view.t.language)
    hits(view, asked, search(asked, view.t, view.settings, own))
else:
    chosen(st.session_state.get(state.PLAYBOOK))
    _entry(view)
downloads(view)
