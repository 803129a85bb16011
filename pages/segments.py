"""Which segments do we steer by, and how do they do?"""

from __future__ import annotations

import streamlit as st

from core.targets.own_segments import OTHER
from core.targets.rules import rule_of
from pages.shared.behind import behind
from pages.shared.explain import explain
from pages.shared.figures_page import figures_page
from pages.shared.header import answer
from pages.shared.picking import picked, picker
from pages.shared.segment_editor import editor, propose
from pages.shared.segment_parts import (
    PICK,
    in_a_sentence,
    kept_segments,
    label,
    months,
    over_time,
    results,
    rules_in_words,
    show_segments,
)
from pages.shared.view import View, current_view


def _without_segments(view: View) -> None:
    t = view.t
    with st.container(border=True, key="no_segments", gap="small"):
        st.markdown(f"## {t('No segments of your own yet')}")
        st.markdown(
            t("A segment is a name for the customers that meet some rules, with somebody who is responsible for it and "
              "a target. Every customer is in exactly one: the first that fits.")
        )  # fmt: skip
        st.button(t("Begin with a proposal"), key="propose_segments", type="primary", on_click=propose, args=(view,))
    editor(view)


def _page(view: View) -> None:
    if not kept_segments(view):
        _without_segments(view)
        return
    t, found = view.t, results(view)
    looked_at = months(view)
    history = [*(results(view, month) for month in looked_at[:-1]), found]
    answer(in_a_sentence(view, found))
    over_time(view, looked_at, history)
    codes = [one.name for one in found.results]
    picker(view, PICK, codes, lambda name: label(view, name), t("Show the customers of"))
    if (name := picked(PICK)) in codes:
        behind(view, label(view, str(name)), [str(rule_of("own_segment", "in", [name]))], key=PICK)
    st.subheader(t("The segments in figures"), anchor=False)
    show_segments(view, found, history[-2] if len(history) > 1 else None)
    editor(view)
    explain(
        view,
        [
            t("Every known customer is in exactly one segment: the first, in the order shown, all of whose rules it "
              "meets. A missing value meets no rule."),
            t("Who meets the rules of no segment is in “{others}”.", others=label(view, OTHER)),
            t("Customers and revenue are those of the window; revenue of the month is what the same customers brought "
              "in its last month."),
        ],
        used=[(segment.name, rules_in_words(view, segment)) for segment in kept_segments(view)],
        statements=found.statements,
    )  # fmt: skip


view = current_view()
figures_page(view, view.t("Which segments do we steer by, and how do they do?"), _page)
