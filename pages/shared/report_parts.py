"""The report: which file and slides, making it with a progress bar, and the download."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from core.report.files import KINDS, MEDIA_TYPES
from core.report.story import SLIDES
from core.text.words import held_together
from pages.shared import state
from pages.shared.report_menu import ICONS, kind_names, made_report
from pages.shared.view import View

BRANDING = "report_branding"
MADE = "made_report"  # the last report of the session, and what it was made of
Asked = tuple[object, ...]


@dataclass(frozen=True)
class Made:
    """A report that was made: of what, the file, and what its slides say."""

    asked: Asked
    content: bytes
    name: str
    topics: tuple[tuple[str, str], ...]


def _asked(view: View, kind: str, slides: tuple[str, ...]) -> Asked:
    return view.key, view.question, view.t.language, kind, slides


def chosen_slides(view: View) -> tuple[str, tuple[str, ...]]:
    """The kind of file and the codes of the slides, in their order."""
    t = view.t
    kinds = kind_names(view)
    kind = st.segmented_control(
        t("File"), KINDS, key="report_kind", default="pptx", required=True,
        format_func=lambda code: f"{ICONS[code]} {kinds[code]}",
    )  # fmt: skip
    names = {code: t.code("slide", code) for code in SLIDES}
    picked = st.pills(
        t("Slides"), SLIDES, key="report_slides", selection_mode="multi", default=SLIDES, format_func=names.__getitem__
    )
    return str(kind), tuple(code for code in SLIDES if code in picked)


def make(view: View, kind: str, slides: tuple[str, ...]) -> None:
    """Make the report and keep it for this session, with what is being done on a bar."""
    bar = st.progress(0.0, view.t("Making the report"))

    def heard(done: float, what: str) -> None:
        bar.progress(done, what)

    asked = bool(state.chosen("window"))
    told, content = made_report(view, kind, slides, window_asked=asked, progress=heard)
    bar.empty()
    name = f"{view.workspace.name}-{told.as_of:%Y-%m-%d}.{kind}"
    topics = tuple((slide.topic, slide.title) for slide in told.slides)
    st.session_state[MADE] = Made(_asked(view, kind, slides), content, name, topics)


def offer(view: View, kind: str, slides: tuple[str, ...]) -> None:
    """The download of the report that was made of just this; and what its slides say."""
    t, made = view.t, st.session_state.get(MADE)
    if made is None or made.asked != _asked(view, kind, slides):
        return
    size = f"{t.number(len(made.content) / 1_000_000, 1)} MB"
    st.success(
        t("The report is ready: {count} slides, {size}.", count=t.count(len(made.topics)), size=size),
        icon=":material/check_circle:",
    )
    st.download_button(
        t("Download {file}", file=made.name), made.content, made.name, MEDIA_TYPES[kind], key="download_report",
        on_click="ignore", icon=":material/download:", type="primary",
    )  # fmt: skip
    st.markdown(f"**{t('What the slides say')}**")
    for number, (topic, title) in enumerate(made.topics, start=1):
        with st.container(gap=None):
            st.caption(f"{number} · {topic}")
            st.text(held_together(title))
