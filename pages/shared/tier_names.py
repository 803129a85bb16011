"""What the tiers are called: the usual labels, a second Chinese set, or own ones; the share stands beside each."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal, cast, get_args

import streamlit as st

from core.settings import Settings
from core.text.tier_sets import tier_labels, tier_share_note
from pages.shared import state
from pages.shared.view import View

LabelSet = Literal["standard", "big_customer", "own"]
SETS = get_args(LabelSet)


@st.fragment
def tier_names(view: View) -> None:
    """The choice of labels with a preview of each label and its share, and one button that keeps it."""
    t, now = view.t, view.settings
    names = {"standard": t("Usual labels"), "big_customer": t("大客户 labels"), "own": t("Own labels")}
    label_set = st.segmented_control(
        t("Labels of the tiers"), SETS, key="label_set", default=now.label_set, required=True, wrap=True,
        format_func=names.__getitem__,
    )  # fmt: skip
    tried = replace(now, label_set=cast("LabelSet", label_set))
    if label_set == "own":
        tried = replace(tried, own_labels=_own_labels(view, tried))
    labels = tier_labels(t, tried)
    cut = view.question.cut
    shown = [f"**{labels[code]}** ({tier_share_note(t, cut, code, now.currency)})" for code in cut.tiers]
    st.markdown(" · ".join(shown))
    if st.button(t("Use these labels"), key="save_labels", disabled=tried == now):
        view.workspace.save_settings(tried)
        state.notice(t("The labels are kept with the workspace; every page uses them."))
        st.rerun()


def _own_labels(view: View, tried: Settings) -> dict[str, str]:
    present = tier_labels(view.t, replace(tried, label_set="own"))
    with st.container(horizontal=True, key="own_labels"):
        return {
            code: st.text_input(
                view.tier_with_share(code), present[code], key=f"label_{code}", max_chars=20, width=180
            ).strip()
            for code in view.question.cut.tiers
        }
