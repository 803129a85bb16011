"""Who went up, who went down, and why? The groups at two dates, the reasons, the revenue bridge."""

from __future__ import annotations

import streamlit as st

from core.charts.movement import Shown, code_of, counted, draw_matrix
from core.charts.movement_flow import draw_flow
from core.charts.revenue_bridge import draw_bridge, draw_effects
from core.errors import QuestionError
from core.metrics.movements.movement import Movement
from core.metrics.question import Question
from core.text.messages import message
from core.text.movement_sentences import bridge_sentence, what_moved, with_groups
from core.text.words import held_together
from pages.shared import answers, state
from pages.shared import answers_movement as found_in
from pages.shared.behind import behind
from pages.shared.bridge_behind import BRIDGE_COLUMNS, step_codes, step_label, step_order, step_rules
from pages.shared.explain import explain
from pages.shared.filters import filters_bar
from pages.shared.header import answer, page_header
from pages.shared.history_parts import history_section, rule_line
from pages.shared.lazily import open_tab
from pages.shared.movement_behind import movement_behind
from pages.shared.movement_controls import cells_switch, compare_bar, kinds_switch
from pages.shared.movement_parts import (
    came_and_went,
    cell_label,
    effects_sentence,
    how_computed,
    nothing_to_cut_by,
    two_readings,
)
from pages.shared.picking import clickable, picked, picker, still
from pages.shared.states import empty, no_data
from pages.shared.view import View, current_view

PICK = "movement"


def _codes(found: Movement, why: str) -> list[str]:
    """Everything that can be picked: both directions, cells with customers, whole rows and columns."""
    cells = [code_of(cell.moved_from, cell.moved_to) for cell in found.cells if counted(cell, why)]
    rows = [code_of(margin.code, "") for margin in found.came if margin.customers]
    columns = [code_of("", margin.code) for margin in found.went if margin.customers]
    directions = [code for code, count in (("up", found.up), ("down", found.down)) if count]
    return [*directions, *cells, *rows, *columns]


def _label(view: View, found: Movement, code: str) -> str:
    return step_label(view, found_in.bridge(view), code) if step_rules(code) else cell_label(view, found, code)


def _card(view: View, found: Movement, code: str, why: str) -> None:
    """The customers behind what is picked: a part of the matrix, or a step of the bridge."""
    if rules := step_rules(code):
        label, order = step_label(view, found_in.bridge(view), code), step_order(code)
        behind(view, label, rules, key=PICK, columns=BRIDGE_COLUMNS, by_dates=True, order=order)
    else:
        movement_behind(view, found, code, why, PICK)


def _matrix(view: View, found: Movement) -> None:
    t, tiers = view.t, view.question.cut.tiers
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        why = kinds_switch(view, found)
        by_value = cells_switch(view)
    left, right = st.columns([5, 3], gap="medium")
    with left, st.container(border=True, key="matrix_card"):
        st.subheader(t("Who went where?"), anchor=False)
        figure = draw_matrix(found, tiers, view.look, Shown(why, by_value, picked(PICK)))
        clickable(figure, PICK, t("Groups before as rows, groups now as columns, with their customers"))
        codes = [*_codes(found, why), *step_codes(found_in.bridge(view))]
        code = picker(view, PICK, codes, lambda one: _label(view, found, one), t("Show the customers of"))
    with right, st.container(border=True, key="flow_card"):
        st.subheader(t("The same as streams"), anchor=False)
        still(
            draw_flow(found, tiers, view.look, why), "movement_flow", t("Streams from the groups before to those now")
        )
    st.caption(held_together(two_readings(view, found)))
    if code:
        _card(view, found, code, why)


def _bridge(view: View) -> None:
    t, found = view.t, found_in.bridge(view)
    with st.container(border=True, key="bridge_card"):
        st.markdown(held_together(bridge_sentence(view, found)))
        left, right = st.columns(2, gap="large")
        with left:
            clickable(draw_bridge(found, view.look, picked(PICK)), f"{PICK}_bridge",
                      t("Revenue from the earlier to the later window, step by step"), into=PICK)  # fmt: skip
        with right:
            clickable(draw_effects(found, view.look, picked(PICK)), f"{PICK}_effects",
                      t("Change of those who bought in both windows"), into=PICK)  # fmt: skip
        st.caption(held_together(effects_sentence(view, found)))


def _page(view: View) -> None:
    found = found_in.movement(view)
    compare_bar(view)
    if not found.cells:
        t = view.t
        empty(view, t("Nobody to compare"), t("No customer has a counted line in either window. Choose other months, "
              "a longer window or fewer filters."), key="nobody")  # fmt: skip
        return
    answer(what_moved(view, found))
    if uncut := nothing_to_cut_by(view, found):
        st.warning(uncut)
    st.caption(came_and_went(view, found))
    for line in rule_line(view):
        st.caption(line)
    _matrix(view, found)
    parts = {
        view.t("What became of revenue?"): lambda: _bridge(view),
        view.t("How did the tiers develop?"): lambda: history_section(view),
    }
    open_tab(view, parts, "movement_tabs")
    definition, used, left_out = how_computed(view, found)
    statements = (*found.statements, *found_in.bridge(view).statements)
    explain(view, definition, used=used, left_out=left_out, statements=statements)


def _settled(view: View) -> Question | QuestionError:
    """The question with its two dates; the error where the history is too short for two windows."""
    try:
        return found_in.settled(view, window_asked=bool(state.chosen("window")))
    except QuestionError as error:
        if error.code != "history_too_short":
            raise
        return error


view = current_view()
title = view.t("Who went up, who went down, and why?")
if not answers.months(view):
    page_header(view, title)
    no_data(view)
else:
    question = _settled(view)
    if isinstance(question, QuestionError):
        page_header(view, title, answers.basis(view))
        filters_bar(view, measure=True)
        empty(view, view.t("Not enough history yet"), message(question, view.t), key="too_short")
    else:
        view = with_groups(view.asking(question))
        page_header(view, title, answers.basis(view))
        filters_bar(view, measure=True)
        _page(view)
