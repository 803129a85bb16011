"""Writing the playbook in the workspace's own words: nobody's change is lost, every one can be seen again."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from core.errors import QuestionError
from core.store.playbook import LONGEST, Edit, edits_of, keep_words, own_words
from core.text.messages import message
from core.text.playbook import Place, advice, parts
from pages.shared import state
from pages.shared.playbook_parts import as_list
from pages.shared.presenting import presenting
from pages.shared.reading_words import plain
from pages.shared.view import View

TALL_PX = 150
MOST_EDITS = 10


def editors(view: View, subject: str, code: str) -> None:
    """A closed panel with a text per part, in the reader's language."""
    t = view.t
    if presenting():
        return
    with st.expander(t("Say it in your own words"), icon=":material/edit:", key=f"playbook_edit_{subject}_{code}"):
        st.caption(t("One line per point, for this workspace and this language; everybody who opens it sees them."))
        for column, part in zip(st.columns(len(parts(subject)), gap="medium"), parts(subject), strict=True):
            with column:
                _editor(view, (subject, code, part))


def _editor(view: View, place: Place) -> None:
    t, key = view.t, f"playbook_text_{'_'.join(place)}_{view.t.language}"
    edits = edits_of(view.workspace, place, t.language)
    latest = edits[0].edited_at if edits else None
    if key not in st.session_state:
        st.session_state[key] = "\n".join(advice(place, t, own_words(view.workspace, t.language)))
        st.session_state[f"{key}_seen"] = latest
    st.text_area(t.code("playbook_part", place[2]), key=key, height=TALL_PX, max_chars=LONGEST)
    if error := st.session_state.pop(f"{key}_error", None):
        st.error(error)
    if st.session_state[f"{key}_seen"] != latest:
        _changed_by_another(view, place, key, latest)
        return
    with st.container(horizontal=True, gap="small"):
        st.button(t("Save"), key=f"{key}_save", type="primary", on_click=_save, args=(view, place, key, latest))
        if edits and edits[0].text is not None:
            st.button(t("Back to the original"), key=f"{key}_back", type="tertiary",
                      on_click=_keep, args=(view, place, key, None, latest))  # fmt: skip
    _history(view, edits)


def _changed_by_another(view: View, place: Place, key: str, latest: datetime | None) -> None:
    """Both texts stand beside each other until somebody says which one counts."""
    t = view.t
    st.warning(t("Somebody else changed this text while you wrote. It says now:"))
    st.markdown(as_list(advice(place, t, own_words(view.workspace, t.language))))
    with st.container(horizontal=True, gap="small"):
        st.button(t("Keep mine"), key=f"{key}_mine", type="primary", on_click=_save, args=(view, place, key, latest))
        st.button(t("Take theirs"), key=f"{key}_theirs", on_click=_forget, args=(key,))


def _history(view: View, edits: tuple[Edit, ...]) -> None:
    """What it said before, the newest first."""
    t = view.t
    if not edits:
        return
    st.caption(t.plural("{count} change so far", "{count} changes so far", len(edits)))
    for edit in edits[:MOST_EDITS]:
        said = t("back to the original") if edit.text is None else " / ".join(edit.text.split("\n"))
        st.caption(f"{t.day(edit.edited_at.date())} · {plain(said)}")


def _save(view: View, place: Place, key: str, seen: datetime | None) -> None:
    _keep(view, place, key, st.session_state[key], seen)


def _keep(view: View, place: Place, key: str, text: str | None, seen: datetime | None) -> None:
    try:
        keep_words(view.workspace, place, view.t.language, text, seen)
    except QuestionError as error:
        st.session_state[f"{key}_error"] = message(error, view.t)
        return
    _forget(key)
    state.notice(view.t("The playbook says it your way.") if text else view.t("The playbook says it as before."))


def _forget(key: str) -> None:
    """Begin again with what counts now."""
    for name in (key, f"{key}_seen"):
        st.session_state.pop(name, None)
