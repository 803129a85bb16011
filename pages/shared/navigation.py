"""The pages of the app in their sections. Movement, Relationship and Customer take their place here when they come."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from core.text import Words


@dataclass(frozen=True)
class PageSpec:
    """One page: its section and title (msgids), its file, its address, its icon."""

    section: str
    title: str
    path: str
    address: str
    icon: str


PAGES = (
    PageSpec("Overview", "Overview", "pages/overview.py", "overview", ":material/dashboard:"),
    PageSpec("Analysis", "Customer pyramid", "pages/pyramid.py", "pyramid", ":material/change_history:"),
    # Movement stands between the pyramid and RFM
    PageSpec("Analysis", "RFM", "pages/rfm.py", "rfm", ":material/grid_view:"),
    PageSpec("Analysis", "Satisfaction", "pages/satisfaction.py", "satisfaction", ":material/sentiment_satisfied:"),
    # Relationship closes the analyses
    PageSpec("Action", "Target lists", "pages/targets.py", "targets", ":material/checklist:"),
    # Customer stands beside the lists
    PageSpec("Data", "Import", "pages/import_data.py", "import", ":material/upload_file:"),
    PageSpec("Data", "Settings", "pages/settings.py", "settings", ":material/settings:"),
)


def navigation(t: Words) -> st.Page:
    """The navigation in the reader's language; returns the page that was asked for."""
    sections: dict[str, list[st.Page]] = {}
    for number, spec in enumerate(spec for spec in PAGES if Path(spec.path).exists()):
        page = st.Page(spec.path, title=t(spec.title), icon=spec.icon, url_path=spec.address, default=number == 0)
        sections.setdefault(t(spec.section), []).append(page)
    return st.navigation(sections, expanded=True)
