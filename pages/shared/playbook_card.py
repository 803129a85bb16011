"""How to treat one customer: what the playbook says of its tier, segment, stage, personality and buying roles."""

from __future__ import annotations

import streamlit as st

from core.metrics.one_customer.customer import Customer
from core.store.playbook import own_words
from core.targets.customer_sheet import Rows
from core.text.playbook import PARTS, advice, codes, name_of
from core.text.playbook_match import personality, role
from pages.shared.playbook_parts import PAGE, open_entry, part_text
from pages.shared.reading_words import plain
from pages.shared.view import View

BY_FIGURES = ("tier", "segment", "stage")


def subjects_of(found: Customer) -> tuple[tuple[str, str], ...]:
    """What the playbook knows of this customer, as (subject, code): by its figures, then by what is said of it."""
    figures = found.figures or {}
    known = [(subject, str(figures.get(subject))) for subject in BY_FIGURES]
    said = (*personality(found.attributes["personality"]).known, *role(found.attributes["contact_role"]).known)
    return (*((subject, code) for subject, code in known if code in codes(subject)), *said)


def playbook_card(view: View, found: Customer) -> None:
    """A card with a tab per subject; what the file says of a person and the playbook does not know is shown as it is.

    Nothing where the playbook knows nothing of the customer.
    """
    t, about = view.t, subjects_of(found)
    unknown = [*personality(found.attributes["personality"]).unknown, *role(found.attributes["contact_role"]).unknown]
    if not about and not unknown:
        return
    with st.container(border=True, key="customer_playbook", gap="small"):
        st.subheader(t("How to treat them?"), anchor=False)
        names = [plain(name_of(subject, code, t, view.settings)) for subject, code in about]
        for tab, (subject, code) in zip(st.tabs(names) if names else (), about, strict=True):
            with tab:
                _entry(view, subject, code)
        if unknown:
            st.caption(t("Also said, but not in the playbook: {texts}.", texts=t.listed([plain(u) for u in unknown])))


def _entry(view: View, subject: str, code: str) -> None:
    t, own = view.t, own_words(view.workspace, view.t.language)
    for part in ("do", "avoid", "recognise"):
        st.markdown(part_text(view, part, advice((subject, code, part), t, own)))
    label = t("{subject} in the playbook", subject=t.code("playbook_subject", subject))
    if st.button(label, key=f"playbook_{subject}_{code}", type="tertiary", icon=":material/menu_book:"):
        open_entry(subject, code)
        st.switch_page(PAGE)


def playbook_rows(view: View, found: Customer) -> Rows:
    """The same for the page to print: of each subject the first thing to do and to avoid."""
    t, own = view.t, own_words(view.workspace, view.t.language)
    rows = [
        (name_of(subject, code, t, view.settings), *(advice((subject, code, part), t, own)[0] for part in PARTS[1:]))
        for subject, code in subjects_of(found)
    ]
    return Rows(t("How to treat them?"), rows, ("", *(t.code("playbook_part", part) for part in PARTS[1:])))
