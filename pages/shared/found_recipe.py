"""What a reader has chosen on the way to found segments: kept in the session, between steps and pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

import streamlit as st

from core.metrics.segments.found_segments import Recipe
from core.models.clusters.results import Method

STEP = "found_step"  # the step that is open, from 1
STEPS = 5
LOOKING = "found_looking"  # the way is walked although segments were saved
CHOSEN = "found_recipe"  # what was chosen: name of a field of `Recipe` -> value
PROPOSED = "proposed"  # stands in a selector for: the best is looked for


def is_looking() -> bool:
    """Whether segments are looked for although some were saved."""
    return bool(st.session_state.get(LOOKING))


def look_anew() -> None:
    """Begin with the first step."""
    st.session_state[LOOKING] = True
    st.session_state[STEP] = 1


def stop_looking() -> None:
    """Back to the segments that were saved."""
    st.session_state[LOOKING] = False


def step() -> int:
    """The step that is open, from 1."""
    return int(st.session_state.get(STEP, 1))


def go_to(number: int) -> None:
    """Open a step."""
    st.session_state[STEP] = min(max(number, 1), STEPS)


def chosen(name: str, otherwise: object = None) -> Any:
    """What was chosen for a field of the recipe."""
    return st.session_state.get(CHOSEN, {}).get(name, otherwise)


def choose(name: str, value: object) -> None:
    """Keep a choice. Another goal or other value bands propose other traits, and these another number of segments."""
    kept = dict(st.session_state.get(CHOSEN, {}))
    kept[name] = value
    if name not in ("segments", "method"):
        kept.pop("segments", None)
    st.session_state[CHOSEN] = kept


def recipe(goal: str | None, traits: Sequence[str]) -> Recipe:
    """The recipe as it stands, with the goal and the traits that are shown."""
    return Recipe(
        chosen("goal", goal),
        tuple(traits),
        tuple(chosen("tiers", ())),
        cast("Method | None", chosen("method")),
        chosen("segments"),
    )


def take(name: str, key: str, *, many: bool = False) -> None:
    """Keep what a widget says; `PROPOSED` means nothing chosen."""
    value = st.session_state[key]
    choose(name, tuple(value) if many else None if value == PROPOSED else value)
