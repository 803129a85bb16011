"""The five steps to found segments: goal, traits, value bands, clusters, evaluation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from core.errors import QuestionError
from core.metrics.segments.found_segments import Recipe, finding_question, proposed_traits
from core.metrics.segments.traits import GOALS
from core.text.labels import LABELS
from pages.shared import answers, found_answers
from pages.shared import found_recipe as kept
from pages.shared.found_clusters import clusters_step, evaluation_step
from pages.shared.found_traits import bands_step, traits_step
from pages.shared.view import View

if TYPE_CHECKING:
    from core.metrics.results import Statement
    from core.models.clusters.results import Segmentation
    from core.store.segmentations import KeptSegmentation

NO_GOAL = "none"
CLUSTERS = 4  # the step that looks for them, and says itself where there are none


def steps(view: View, counting: tuple[KeptSegmentation, Segmentation] | None) -> Sequence[Statement]:
    """Draw the step that is open and the way to the others; gives the statements that its figures stand on."""
    t = view.t
    titles = [t("1 Goal"), t("2 Traits"), t("3 Value bands"), t("4 Clusters"), t("5 Evaluation")]
    with st.container(horizontal=True, vertical_alignment="center", key="found_steps"):
        st.session_state["found_step_choice"] = kept.step()
        st.segmented_control(
            t("Step"), range(1, kept.STEPS + 1), key="found_step_choice", format_func=lambda one: titles[one - 1],
            required=True, label_visibility="collapsed", wrap=True,
            on_change=lambda: kept.go_to(st.session_state["found_step_choice"]),
        )  # fmt: skip
        if counting is not None:
            st.space("stretch")
            st.button(t("Back to the saved segments"), key="found_back", type="tertiary", on_click=kept.stop_looking)
    goals = _goals(view)
    goal = kept.chosen("goal", goals[0])
    described = found_answers.traits(view, kept.recipe(goal, ()))
    usable = [trait.name for trait in described if trait.usable]
    named = kept.chosen("traits", ())
    recipe = kept.recipe(goal, [name for name in named if name in usable] or proposed_traits(described, goal))
    if kept.step() < CLUSTERS and (few := _too_few(view)):
        st.info(few, icon=":material/info:")
    with st.container(border=True, key=f"found_step_{kept.step()}"):
        statements: Sequence[Statement] = found_answers.trait_statements(view, goal)
        if kept.step() == 1:
            _goal_step(view, goals, goal)
        elif kept.step() == 2:
            traits_step(view, described, recipe)
        elif kept.step() == 3:
            bands_step(view, recipe)
        elif kept.step() == 4:
            statements = clusters_step(view, recipe)
        else:
            statements = evaluation_step(view, recipe)
        _ways(view)
    return statements


def _too_few(view: View) -> str:
    """That nothing can be found whatever is chosen, before the reader has walked all the way; else empty."""
    from core.models.clusters.find import FEWEST

    found = answers.pyramid(view)
    bought = found.customers_ranked + found.unprofitable_customers
    return view.t.code("no_structure", "few_customers") if bought < FEWEST else ""


def _goals(view: View) -> list[str | None]:
    """The goals that the data can speak of, the proposed one first."""
    known = answers.cached(view, "known_goals", (view.question,), lambda: _known_goals(view))
    return [*known, None]


def _known_goals(view: View) -> list[str | None]:
    found: list[str | None] = []
    by_name = {trait.name: trait for trait in found_answers.traits(view, Recipe(None))}
    for goal in ("gross_profit", "revenue", "satisfaction", "retention"):
        try:
            finding_question(view.workspace, view.question, goal)
        except QuestionError:
            continue
        trait = by_name.get(GOALS[goal])
        if trait is None or trait.usable:
            found.append(goal)
    return found


def _goal_step(view: View, goals: list[str | None], goal: str | None) -> None:
    t = view.t
    st.subheader(t("What are the segments for?"), anchor=False)
    st.markdown(
        t("Segments are good when they differ in what you want to move. The goal is no trait itself: it is what the "
          "segments are judged by in the end.")
    )  # fmt: skip
    codes = [one or NO_GOAL for one in goals]
    st.session_state["found_goal"] = goal or NO_GOAL
    st.radio(
        t("Goal"), codes, key="found_goal", label_visibility="collapsed",
        format_func=lambda code: t("No goal: only how alike customers are") if code == NO_GOAL
        else t.code("found_goal", code),
        captions=[_why(view, code) for code in codes], on_change=_take_goal,
    )  # fmt: skip
    lacking = [t.code("found_goal", code) for code in LABELS["found_goal"] if code not in goals]
    if lacking:
        st.caption(t("Known of too few customers to be a goal: {goals}.", goals=t.listed(lacking)))


def _why(view: View, code: str) -> str:
    t = view.t
    return {
        "revenue": t("Which kinds of customers bring the most in the window?"),
        "gross_profit": t("Which kinds of customers earn us the most in the window?"),
        "satisfaction": t("Which kinds of customers are satisfied, and which are not?"),
        "retention": t("Customers are looked at as they stood three months ago; what they did since is the proof."),
        NO_GOAL: t("The fit to a goal is not judged then."),
    }[code]


def _take_goal() -> None:
    code = st.session_state["found_goal"]
    kept.choose("goal", None if code == NO_GOAL else code)
    kept.choose("traits", ())


def _ways(view: View) -> None:
    t = view.t
    with st.container(horizontal=True, key="found_ways"):
        if kept.step() > 1:
            st.button(t("Back"), key="found_before", on_click=kept.go_to, args=(kept.step() - 1,))
        if kept.step() < kept.STEPS:
            st.button(t("Next"), key="found_next", type="primary", on_click=kept.go_to, args=(kept.step() + 1,))
