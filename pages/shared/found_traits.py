"""Steps two and three to found segments: the traits with what is proposed for each, and the value bands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from core.metrics.segments.found_segments import Recipe, proposed_traits
from core.metrics.segments.traits import GOALS, TRAIT_SETS, TRAITS, USUAL_TRAITS
from core.models.clusters.results import Trait
from pages.shared import answers
from pages.shared import found_recipe as kept
from pages.shared.tables import Kind, show_table
from pages.shared.view import View

if TYPE_CHECKING:
    import pandas as pd

SKEWED = 1.0
HARDLY_KNOWN = 0.5
KINDS: dict[str, Kind] = {"known": "bar", "skew": "decimal", "proposal": "sentence"}


def traits_step(view: View, described: Sequence[Trait], recipe: Recipe) -> None:
    """What customers are told apart by: the choice, and how each trait is distributed."""
    t = view.t
    usable = [trait.name for trait in described if trait.usable]
    st.subheader(t("By which traits are customers told apart?"), anchor=False)
    st.markdown(
        t("Few traits that each say something of their own give segments that people understand. Proposed are habits: "
          "how lately, how often, how much at once and how broadly customers buy.")
    )  # fmt: skip
    st.session_state["found_traits"] = list(recipe.traits)
    st.multiselect(
        t("Traits"), usable, key="found_traits", format_func=lambda name: _called(view, name),
        on_change=kept.take, args=("traits", "found_traits"), kwargs={"many": True}, placeholder=t("choose"),
    )  # fmt: skip
    _sets(view, described, recipe)
    names = {
        "trait": t("Trait"),
        "known": t("Known of"),
        "skew": t("Skew"),
        "nearest": t("Moves most with"),
        "proposal": t("What is done with it, and why"),
    }
    show_table(view, _trait_table(view, described, recipe), key="found_trait_table", names=names, kinds=KINDS)
    st.caption(
        t("Skew: 0 is even on both sides; above 1 a few customers lie far above the others. Moves most with: the rank "
          "correlation, 1 = the same order of customers, −1 = the opposite one.")
    )  # fmt: skip


def _sets(view: View, described: Sequence[Trait], recipe: Recipe) -> None:
    """Traits that belong together, to take at once; the proposed ones first."""
    t = view.t
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="found_sets"):
        st.caption(t("Take at once:"), width="content")
        for code, names in TRAIT_SETS.items():
            traits = proposed_traits(described, recipe.goal, names)
            if len(traits) > 1:
                called = t.code("trait_set", code)
                label = t("{set} (proposed)", set=called) if names == USUAL_TRAITS else called
                st.button(label, key=f"found_set_{code}", type="tertiary", disabled=traits == recipe.traits,
                          on_click=kept.choose, args=("traits", traits))  # fmt: skip


def _called(view: View, name: str) -> str:
    group = next(group for group, names in TRAITS.items() if name in names)
    return f"{view.t.code('trait_group', group)} · {view.t.code('column', name)}"


def _trait_table(view: View, described: Sequence[Trait], recipe: Recipe) -> pd.DataFrame:
    import pandas as pd

    rows = [
        {
            "trait": view.t.code("column", trait.name),
            "known": trait.known,
            "skew": round(trait.skew, 1) + 0.0 if trait.known else None,  # never "-0.0"
            "nearest": _nearest(view, trait),
            "proposal": trait_proposal(view, trait, recipe),
        }
        for trait in sorted(described, key=lambda one: (one.name not in recipe.traits, not one.usable))
    ]
    return pd.DataFrame(rows)


def _nearest(view: View, trait: Trait) -> str:
    if trait.nearest is None:
        return "–"
    strength = view.t.number(trait.nearest_correlation, 2).replace("-", "−")
    name = view.t.code("column", trait.nearest)
    return f"{name}（{strength}）" if view.t.language == "zh" else f"{name} ({strength})"


def trait_proposal(view: View, trait: Trait, recipe: Recipe) -> str:
    """Whether a trait is taken, what is done with its values, or why it is left out."""
    t = view.t
    if not trait.known:
        return t("left out: nothing is known")
    if not trait.usable:
        return t("left out: hardly known") if trait.known < HARDLY_KNOWN else t("left out: the same for nearly all")
    if trait.name not in recipe.traits:
        if trait.name == GOALS.get(recipe.goal or ""):
            return t("left out: it is the goal")
        if trait.alike:
            return t("left out: moves together with {trait}", trait=t.code("column", trait.alike))
        return t("left out: can be added")
    parts = [t("taken")]
    if trait.log:
        parts.append(t("in logarithms (few are very large)"))
    if trait.winsorised:
        parts.append(t("the outermost 1 % on either side cut back"))
    if trait.known < 1:
        parts.append(t("unknown counts as the middle"))
    return ("；" if t.language == "zh" else "; ").join(parts)


def bands_step(view: View, recipe: Recipe) -> None:
    """In which value bands segments are looked for."""
    import pandas as pd

    t, found = view.t, answers.pyramid(view)
    codes = [*(tier.code for tier in found.tiers if tier.customers), "unprofitable"]
    st.subheader(t("In which value bands do we look?"), anchor=False)
    st.markdown(
        t("The best customers can be of other kinds than the small ones. Proposed are all bands together; choose the "
          "upper ones where only they are worth a treatment of their own. Who stands outside is shown as such.")
    )  # fmt: skip
    st.session_state["found_tiers"] = [code for code in recipe.tiers if code in codes] or codes
    st.multiselect(
        t("Value bands"), codes, key="found_tiers", format_func=view.tier_with_share,
        on_change=_take_tiers, args=(codes,), placeholder=t("all"),
    )  # fmt: skip
    frame = pd.DataFrame(
        [
            {
                "tier": tier.code,
                "value_share": tier.value_share,
                "value": tier.value,
                "customers": tier.customers,
                "looked": t("yes") if not recipe.tiers or tier.code in recipe.tiers else t("no"),
            }
            for tier in found.tiers
        ]
    )
    names = {"customers": t("Customers"), "value_share": t("Share of value"), "looked": t("Looked into")}
    show_table(view, frame, key="found_band_table", names=names, kinds={"customers": "number", "value_share": "bar"})


def _take_tiers(codes: Sequence[str]) -> None:
    """All bands and none are the same: everybody."""
    chosen = tuple(code for code in codes if code in st.session_state["found_tiers"])
    kept.choose("tiers", () if len(chosen) == len(codes) else chosen)
