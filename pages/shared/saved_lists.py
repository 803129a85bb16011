"""Target lists that were saved: what they hold, opened again, exported, deleted."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from core.targets.export_log import saved_table
from core.targets.saved import SavedList, delete_list
from pages.shared import state
from pages.shared.list_export import export_list
from pages.shared.saving_parts import campaign_line, open_saved
from pages.shared.target_parts import in_words, limits_in_words
from pages.shared.view import View

SHOWN = 20


def saved_lists(view: View, found: Sequence[SavedList]) -> None:
    """The newest lists, each with its rules in words and the ways on."""
    t = view.t
    st.subheader(t("Saved lists"), anchor=False)
    if not found:
        st.caption(t("Lists that you save stand here, with the names as they were on the day."))
    for kept in found[:SHOWN]:
        _saved(view, kept, found)
    if len(found) > SHOWN:
        st.caption(t("The newest {count} lists.", count=SHOWN))


def _saved(view: View, kept: SavedList, lists: Sequence[SavedList]) -> None:
    t = view.t
    with st.container(border=True, key=f"list_{kept.list_id}", gap="small"):
        counted = t.plural("{count} customer", "{count} customers", kept.customers)
        st.markdown(f"**{_plain(kept.name)}** · {counted} · {view.total(kept.value)}")
        limits = limits_in_words(view, kept.choice, lists)
        said = [_plain(in_words(view, kept.rules)), _plain(limits), t("as of {day}", day=t.day(kept.as_of))]
        st.caption(" · ".join(part for part in said if part))
        campaign_line(view, kept)
        with st.container(horizontal=True):
            st.button(
                t("Open the rules"),
                key=f"open_{kept.list_id}",
                icon=":material/edit:",
                on_click=open_saved,
                args=(kept,),
            )
            export_list(
                view,
                name=kept.name,
                table=lambda chosen: saved_table(
                    view.workspace, view.question, view.settings.rfm, kept.list_id, chosen
                ),
                as_of=kept.as_of,
                chosen_by=tuple(part for part in (in_words(view, kept.rules), limits) if part),
                key=f"export_{kept.list_id}",
                list_id=kept.list_id,
                held_back=kept.held_back,
            )
            with st.popover(t("Delete …"), icon=":material/delete:", type="tertiary", key=f"delete_{kept.list_id}"):
                st.markdown(t("Delete the list **{name}**? Customers and figures stay.", name=kept.name))
                if st.button(t("Yes, delete it"), key=f"delete_yes_{kept.list_id}", type="primary"):
                    delete_list(view.workspace, kept.list_id)
                    state.notice(t("The list {name} was deleted.", name=kept.name))
                    st.rerun()


def _plain(text: str) -> str:
    return text.replace("*", "\\*").replace("_", "\\_").replace("[", "\\[").replace("$", "\\$")
