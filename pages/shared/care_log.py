"""Noting a contact by hand, and taking a note back: on the care plan and on the page of a customer."""

from __future__ import annotations

from datetime import date, datetime

import streamlit as st

from core.errors import QuestionError
from core.store.contacts import KINDS, Contact, Note, note_contact, take_back
from core.text.messages import message
from pages.shared import answers_care, state
from pages.shared.signal_cards import plain
from pages.shared.view import View

WHO = "contact_by"  # who noted the last contact of this session
ROUND = "contact_round"  # grows with every contact of this session, so that the next form is empty
SPOKEN = "contact_spoken"  # the row of the care plan whose form is open


def today() -> date:
    """The day on the clock of this machine."""
    return datetime.now().astimezone().date()


def contact_form(
    view: View, customer_id: str, name: str, *, key: str, kind: str = "call", by: str = "", step: str = "",
    step_on: date | None = None,
) -> None:  # fmt: skip
    """The form for one contact; kept, the page runs again with it. `step`, `step_on`: a promise that still stands."""
    t = view.t
    place = f"{key}_{customer_id}_{st.session_state.get(ROUND, 0)}"  # what others note must not empty the form
    with st.form(f"{place}_form", border=False, enter_to_submit=False):
        chosen = st.segmented_control(
            t("What was it?"), KINDS, key=f"{place}_kind", default=kind, required=True,
            format_func=lambda code: t.code("contact_kind", code),
        )  # fmt: skip
        left, right = st.columns(2)
        with left:
            on = st.date_input(t("When?"), answers_care.latest_day(view, today()), key=f"{place}_on",
                               format="YYYY-MM-DD")  # fmt: skip
        with right:
            who = st.text_input(t("Who?"), st.session_state.get(WHO, by), key=f"{place}_by")
        result = st.text_area(t("What came of it?"), key=f"{place}_result", height=80)
        left, right = st.columns(2)
        with left:
            next_step = st.text_input(t("Next step"), step, key=f"{place}_next")
        with right:
            next_on = st.date_input(t("Next step on"), step_on, key=f"{place}_next_on", format="YYYY-MM-DD")
        if not st.form_submit_button(t("Note it"), key=f"{place}_note", type="primary", icon=":material/check:"):
            return
    st.session_state[WHO] = who
    said = Contact(customer_id, on, chosen or kind, who, result, next_step, next_on)
    keep(view, said, t("{kind} with {name} noted.", kind=t.code("contact_kind", said.kind), name=plain(name)))


def keep(view: View, contact: Contact, sentence: str) -> None:
    """Keep a contact and run the page again with a sentence; what is refused is said in place."""
    try:
        note_contact(view.workspace, contact, today())
    except QuestionError as error:
        st.error(message(error, view.t))
        return
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
    st.session_state.pop(SPOKEN, None)
    state.notice(sentence)
    st.rerun()


def noted_by_hand(view: View, found: tuple[Note, ...], *, key: str, with_names: bool) -> None:
    """The latest notes with the way back; nothing where there are none. `with_names`: of several customers."""
    t = view.t
    if not found:
        return
    label = t.plural("{count} contact noted by hand", "{count} contacts noted by hand", len(found))
    with st.expander(label, icon=":material/edit_note:", key=f"{key}_notes"):
        for note in found:
            with st.container(horizontal=True, vertical_alignment="center", key=f"{key}_{_slug(note)}"):
                st.markdown(_told(view, note, with_name=with_names))
                st.space("stretch")
                st.button(t("Take back"), key=f"{key}_back_{_slug(note)}", type="tertiary", icon=":material/undo:",
                          on_click=_take_back, args=(view, note.note_id))  # fmt: skip


def _slug(note: Note) -> str:
    return f"{note.noted_at:%Y%m%d%H%M%S%f}"


def _told(view: View, note: Note, *, with_name: bool) -> str:
    t, said = view.t, note.contact
    who = (note.customer_name or said.customer_id) if with_name else ""
    parts = [f"**{plain(who)}**" if who else "", t.code("contact_kind", said.kind), t.day(said.contacted_on),
             plain(said.by or ""), plain(said.result or "")]  # fmt: skip
    if said.settled_on:
        parts.append(t("settled on {day}", day=t.day(said.settled_on)))
    if said.next_step or said.next_on:
        step = plain(said.next_step or "–")
        parts.append(t("next: {step}, {day}", step=step, day=t.day(said.next_on)) if said.next_on else
                     t("next: {step}", step=step))  # fmt: skip
    return " · ".join(part.replace("\n", " ") for part in parts if part)


def _take_back(view: View, note_id: str) -> None:
    try:
        gone = take_back(view.workspace, note_id)
    except QuestionError as error:
        state.notice(message(error, view.t))
        return
    kind = view.t.code("contact_kind", gone.contact.kind)
    state.notice(view.t("{kind} of {day} was taken back.", kind=kind, day=view.t.day(gone.contact.contacted_on)))
