"""What a page is about: the open workspace, its settings, the reader's words and the current question."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import cast, get_args

import streamlit as st

from core.charts.palette import Scheme
from core.charts.template import Look
from core.metrics.question import Filters, Question, question_of
from core.metrics.signals.dismissals import looked_into
from core.schema import CUSTOMER_FILTERS, LINE_FILTERS
from core.settings import Reading, Refunds, Settings, ValueMeasure
from core.store.workspace import Workspace, open_workspace
from core.text import words_for
from core.text.labels import LABELS
from core.text.teller import Teller
from core.text.tier_sets import tier_labels
from pages.shared import state

IDLE_SECONDS = 20.0  # less than a command waits for the workspace
SAMPLES = {"en": "sample", "zh": "sample-zh"}
WINDOWS = ("3", "6", "12", "24", "36", "all")


@dataclass(frozen=True)
class View(Teller):
    """One rerun's surroundings. `question` holds the workspace's settings with the filters bar on top."""

    workspace: Workspace
    data_version: int
    looked_into: str

    @property
    def key(self) -> tuple[str, int, str, str]:
        """What every cached answer depends on, besides its question."""
        return str(self.workspace.folder), self.data_version, self.settings.to_json(), self.looked_into

    @property
    def is_sample(self) -> bool:
        """Whether this is the invented company."""
        return self.workspace.name in SAMPLES.values()

    @property
    def title(self) -> str:
        """The name of the workspace as people see it."""
        return self.settings.title or self.workspace.name

    @property
    def ranks_as_chosen(self) -> bool:
        """Whether customers are ranked here by the measure that is chosen for all pages."""
        return self.question.value == question_from(self.settings).value


def current_view() -> View:
    """The surroundings of this rerun. Errors: those of `open_workspace`."""
    if not st.session_state.get(state.STARTED):
        _through_the_router()
    workspace = open_workspace(st.session_state[state.WORKSPACE], state.home(), idle_seconds=IDLE_SECONDS)
    settings = workspace.settings()
    words = words_for(state.language())
    question = question_from(settings)
    shown = replace(settings, value=question.value)
    look = Look(words, scheme(), settings.currency, tier_labels(words, shown), question.value)
    return View(settings, words, look, question, workspace, workspace.data_version, looked_into(workspace))


def _through_the_router() -> None:
    """The very first visit of a server by a page's own address runs the page alone: name the pages, and begin again."""
    from pages.shared.navigation import navigation

    navigation(words_for(state.browser_language()))
    st.rerun()


def question_from(settings: Settings) -> Question:
    """The workspace's question with what the filters bar says; what cannot be understood is left out."""
    asked = question_of(settings, current_filters())
    changes: dict[str, object] = {}
    if as_of := state.chosen("as_of"):
        changes["as_of"] = as_of[0]
    if (window := state.chosen("window")) and window[0] in WINDOWS:
        changes["window_months"] = None if window[0] == "all" else int(window[0])
    if (refunds := state.chosen("refunds")) and refunds[0] in ("net", "gross"):
        changes["refunds"] = cast("Refunds", refunds[0])
    if (value := state.chosen("value")) and value[0] in get_args(ValueMeasure):
        changes["value"] = cast("ValueMeasure", value[0])
    if groups := state.chosen("groups"):
        changes["rank_groups"] = groups[0] == "yes"
    if compared := state.chosen("compared"):
        changes["compared_with"] = compared[0]
    if (reading := state.chosen("reading")) and reading[0] in ("frozen", "relative"):
        changes["reading"] = cast("Reading", reading[0])
    return replace(asked, **changes)  # type: ignore[arg-type]


def current_filters() -> Filters:
    """The filters bar as filters of a question."""
    return Filters(
        lines=tuple((name, state.chosen(name)) for name in LINE_FILTERS if state.chosen(name)),
        customers=tuple((name, state.chosen(name)) for name in CUSTOMER_FILTERS if state.chosen(name)),
        tiers=tuple(code for code in state.chosen("tier") if code in LABELS["tier"]),
        segments=tuple(code for code in state.chosen("segment") if code in LABELS["segment"]),
        rank_within=state.chosen("within") == ("yes",),
    )


def window_label(view: View, name: str) -> str:
    """One of `WINDOWS` in words: "12 months", "all months"."""
    return view.t("all months") if name == "all" else view.t.plural("{count} month", "{count} months", int(name))


def scheme() -> Scheme:
    """Light or dark, as the reader's browser shows the app."""
    return "dark" if st.context.theme.type == "dark" else "light"
