"""The pages of the app in their sections. Movement and Customer take their place here when they come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import streamlit as st

from core.text import Words
from pages.shared import state


@dataclass(frozen=True)
class PageSpec:
    """One page: its section and title (msgids), its file, its address."""

    section: str
    title: str
    path: str
    address: str


PAGES = (
    PageSpec("", "Overview", "pages/overview.py", "overview"),
    PageSpec("", "Report", "pages/report.py", "report"),
    PageSpec("Analysis", "Customer pyramid", "pages/pyramid.py", "pyramid"),
    PageSpec("Analysis", "Movement", "pages/movement.py", "movement"),
    PageSpec("Analysis", "RFM", "pages/rfm.py", "rfm"),
    PageSpec("Analysis", "Found segments", "pages/found_segments.py", "found_segments"),
    PageSpec("Analysis", "Satisfaction", "pages/satisfaction.py", "satisfaction"),
    PageSpec("Analysis", "Relationship", "pages/relationship.py", "relationship"),
    PageSpec("Analysis", "Customer value", "pages/value.py", "value"),
    PageSpec("Analysis", "Purchase likelihood", "pages/likelihood.py", "likelihood"),
    PageSpec("Action", "Signals", "pages/signals.py", "signals"),
    PageSpec("Action", "Target lists", "pages/targets.py", "targets"),
    PageSpec("Action", "Results of campaigns", "pages/campaigns.py", "campaigns"),
    PageSpec("Action", "Care plan", "pages/care.py", "care"),
    PageSpec("Action", "Playbook", "pages/playbook.py", "playbook"),
    PageSpec("Action", "Salespeople", "pages/salespeople.py", "salespeople"),
    PageSpec("Action", "Own segments", "pages/segments.py", "segments"),
    PageSpec("Action", "Customer", "pages/customer.py", "customer"),
    PageSpec("Action", "Key accounts", "pages/keyaccounts.py", "keyaccounts"),
    PageSpec("Data", "Import", "pages/import.py", "import"),
    PageSpec("Data", "Settings", "pages/settings.py", "settings"),
)

ROOT = "home"  # never seen: the first page is served at the root, its own name is an address beside it


def navigation(t: Words) -> st.Page:
    """The navigation in the reader's language; returns the page that was asked for."""
    sections: dict[str, list[st.Page]] = {}
    for number, spec in enumerate(PAGES):
        address = spec.address if number else ROOT
        page = st.Page(spec.path, title=t(spec.title), url_path=address, default=not number)
        sections.setdefault(t(spec.section) if spec.section else "", []).append(page)
    sections[""].append(_first_by_name(t))
    position: Literal["hidden", "sidebar"] = "hidden" if st.session_state.get(state.PRESENT) else "sidebar"
    return st.navigation(sections, position=position, expanded=True)


def _first_by_name(t: Words) -> st.Page:
    """The first page lives at the root of the address; who asks for it by its name is led there."""
    first = PAGES[0]
    return st.Page(
        lambda: st.switch_page(first.path), title=t(first.title), url_path=first.address, visibility="hidden"
    )
