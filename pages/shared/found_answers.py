"""Cached answers of the page of found segments, in the way of `answers`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from core.metrics.segments.found_segments import (
    Recipe,
    described_traits,
    finding_question,
    found_segments,
    kept_finding,
)
from core.metrics.segments.found_segments_again import found_again
from core.metrics.segments.found_segments_placed import MonthStand, months_of_found
from core.metrics.segments.found_segments_profile import Profiles, profiles_of_finding, profiles_of_found
from core.metrics.segments.traits import traits_statement
from core.store.segmentations import KeptSegmentation, segmentations
from pages.shared import answers
from pages.shared.view import View

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

    from core.metrics.results import Statement
    from core.metrics.segments.found_segments import Finding
    from core.metrics.segments.found_segments_again import Again
    from core.models.clusters.results import Segmentation, Trait


def counting(view: View) -> tuple[KeptSegmentation, Segmentation] | None:
    """The finding that counts on all pages; None where nothing was saved."""
    return kept_finding(view.workspace)


def all_kept(view: View) -> tuple[KeptSegmentation, ...]:
    """All that were saved, the newest first."""
    return answers.cached(view, "segmentations", (), lambda: segmentations(view.workspace))


def traits(view: View, recipe: Recipe) -> tuple[Trait, ...]:
    """How the traits are distributed."""
    return described_traits(view.workspace, view.question, recipe)


def trait_statements(view: View, goal: str | None) -> tuple[Statement, ...]:
    """The query that the traits come from."""

    def made() -> tuple[Statement, ...]:
        asked = finding_question(view.workspace, view.question, goal)
        return (traits_statement(view.workspace, asked).statement("traits"),)

    return answers.cached(view, "trait_statements", (view.question, goal), made)


def finding(view: View, recipe: Recipe) -> Finding:
    """What the recipe finds; kept by the data version, a bar shows how far it is."""
    text = view.t("Looking for segments")
    bar = st.progress(0.0, text)
    try:
        return found_segments(
            view.workspace,
            view.question,
            recipe,
            lambda part, _: _move(bar, part, text),
        )
    finally:
        bar.empty()


def _move(bar: DeltaGenerator, part: float, text: str) -> None:
    bar.progress(min(max(part, 0.0), 1.0), text)


def profiles_found(view: View, found: Finding) -> Profiles:
    """What the segments of a finding are made of."""
    return profiles_of_finding(view.workspace, found, view.settings.rfm)


def profiles_kept(view: View) -> Profiles:
    """What the saved segments are made of on the day of the question."""
    rules = view.settings.rfm
    return answers.cached(
        view, "found_profiles", (view.question, rules),
        lambda: profiles_of_found(view.workspace, view.question, rules),
    )  # fmt: skip


def months(view: View, kept: KeptSegmentation, found: Segmentation) -> tuple[MonthStand, ...]:
    """How the saved segments stood at the ends of the last months."""
    return answers.cached(
        view, "found_months", (view.question, kept.segmentation_id),
        lambda: months_of_found(view.workspace, view.question, kept, found),
    )  # fmt: skip


def again(view: View, kept: KeptSegmentation, found: Segmentation) -> Again:
    """What the saved recipe finds on the day of the question, and what changed."""
    text = view.t("Looking for segments")
    bar = st.progress(0.0, text)
    try:
        return found_again(view.workspace, view.question, kept, found, lambda part, _: _move(bar, part, text))
    finally:
        bar.empty()
