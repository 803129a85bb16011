"""The report from wherever one is: the slides of this page, or all of them, as a file in one click."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import streamlit as st

from core.report.files import MEDIA_TYPES
from pages.shared import answers, state
from pages.shared.view import View

if TYPE_CHECKING:
    from core.report.slides import Story

ICONS = {"pptx": ":material/slideshow:", "pdf": ":material/picture_as_pdf:", "html": ":material/html:"}
OF_PAGES = {
    "": ("overview", "measures"),
    "overview": ("overview", "measures"),
    "pyramid": ("pyramid",),
    "movement": ("movement",),
    "value": ("profit",),
    "found_segments": ("found_segments",),
    "satisfaction": ("satisfaction",),
    "signals": ("signals",),
    "likelihood": ("likelihood",),
    "campaigns": ("campaigns",),
}
"""The address of a page -> the slides that tell the same; the definitions come with them."""


def report_menu(view: View, address: str) -> None:
    """The menu in the sidebar; nothing without sales."""
    t = view.t
    if not answers.months(view):
        return
    with st.sidebar.popover(t("Report as a file"), icon=":material/file_save:", type="tertiary", key="report_menu"):
        if slides := OF_PAGES.get(address):
            st.markdown(f"**{t('This page')}**")
            _buttons(view, "here", (*slides, "definitions"))
        st.markdown(f"**{t('All slides')}**")
        _buttons(view, "all", ())
        st.page_link("pages/report.py", label=t("Choose slides, logo and colour"), icon=":material/tune:")


def _buttons(view: View, name: str, slides: tuple[str, ...]) -> None:
    """One button per kind of file, which is made when it is clicked."""
    asked = bool(state.chosen("window"))
    for kind, label in kind_names(view).items():

        def content(kind: str = kind) -> bytes:
            return made_report(view, kind, slides, window_asked=asked)[1]

        st.download_button(
            label, content, f"{view.workspace.name}.{kind}", MEDIA_TYPES[kind], key=f"report_{name}_{kind}",
            on_click="ignore", icon=ICONS[kind], type="tertiary",
        )  # fmt: skip


def kind_names(view: View) -> dict[str, str]:
    """The kinds of file in words."""
    t = view.t
    return {"pptx": t("PowerPoint"), "pdf": t("PDF"), "html": t("Web page (one file)")}


def made_report(
    view: View,
    kind: str,
    slides: tuple[str, ...],
    *,
    window_asked: bool,
    progress: Callable[[float, str], None] = lambda _done, _what: None,
) -> tuple[Story, bytes]:
    """The story with these slides, none = all, and its file."""
    from core.report.files import report_file
    from core.report.story import SLIDES, story
    from core.store.pictures import logo

    told = story(
        view.workspace,
        view.question,
        view.t,
        slides=slides or SLIDES,
        window_asked=window_asked,
        picture=logo(view.workspace),
        progress=progress,
    )
    return told, report_file(told, kind)
