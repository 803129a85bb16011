"""Whom should we turn to now?"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from core.errors import CoreError
from core.metrics.forecasts.next_category import LEAST_SUPPORT
from core.targets.choice import Choice
from core.targets.rules import parse_rule
from core.targets.saved import SavedList, load_lists
from core.text.likelihood_sentences import doubted
from core.text.messages import message
from pages.shared import answers_likelihood
from pages.shared.choice_parts import choose, start_with_choice
from pages.shared.explain import explain
from pages.shared.figures_page import figures_page
from pages.shared.funnel_parts import funnel_line, funnel_table, overlap_table
from pages.shared.handover import take_over, take_over_choice
from pages.shared.header import answer
from pages.shared.likelihood_making import lacking
from pages.shared.list_export import export_record
from pages.shared.list_templates import TEMPLATE, quick_starts
from pages.shared.rule_draft import start_with
from pages.shared.rule_rows import rule_rows
from pages.shared.saved_lists import saved_lists
from pages.shared.saving_parts import edited_list
from pages.shared.tables import PAGE_ROWS
from pages.shared.target_parts import (
    choose_columns,
    in_a_sentence,
    in_words,
    list_table,
    listed,
    save_and_export,
)
from pages.shared.view import View, current_view


def _take_handed(view: View, lists: Sequence[SavedList]) -> None:
    """Rules from another page: those that can be understood; with them the choice, else none."""
    handed, choice = take_over(), take_over_choice()
    if handed is None:
        return
    start_with_choice(view, choice or Choice(), lists)
    rules = []
    for text in handed:
        try:
            rules.append(parse_rule(text))
        except CoreError as error:
            st.warning(message(error, view.t))
    start_with(rules)
    st.session_state[TEMPLATE] = None


def _page(view: View) -> None:
    t, lists = view.t, load_lists(view.workspace)
    _take_handed(view, lists)
    sentence = st.container()
    quick_starts(view)
    with st.container(border=True, key="rules_card"):
        st.markdown(f"**{t('Customers that meet all of these rules')}**")
        rules = rule_rows(view)
    heading = t("Whom to take of them: exclusions, limits, budget, sample")
    with st.expander(heading, key="choice_expander", icon=":material/filter_alt:"):
        choice = choose(view, lists)
        steps = st.container()
    with st.expander(t("Choose the columns"), key="columns_expander", icon=":material/view_column:"):
        columns = choose_columns(view)
    if rules is None:
        with sentence:
            answer(t("Mend the rule that is refused below, and the list stands here."))
        saved_lists(view, lists)
        return
    if answers_likelihood.lacks(view, rules, choice.by):
        with sentence:
            lacking(view, "rules_forecast")
        saved_lists(view, lists)
        return
    edited = edited_list(view)
    found = listed(view, rules, columns, PAGE_ROWS, choice, edited.list_id if edited else None)
    with sentence:
        answer(in_a_sentence(view, found))
        funnel_line(view, found)
        for doubt in doubted(answers_likelihood.standing(view) if found.horizon_days else None, view.t):
            st.warning(doubt, icon=":material/info:")
    with steps:
        funnel_table(view, found)
    if found.rows:
        list_table(view, found)
        with st.expander(t("Who is on other lists too"), key="overlap_expander", icon=":material/join_inner:"):
            overlap_table(view, found, lists)
        save_and_export(view, found)
    elif found.funnel[1].left:
        st.info(t("Some meet the rules, but nobody is left of them. See below “Whom to take of them” who fell out."))
    else:
        st.info(t("Nobody meets all rules. Take one away, or make one wider."))
    saved_lists(view, lists)
    export_record(view)
    explain(
        view,
        [
            t("A customer is on the list when it meets every rule. A missing value meets no rule."),
            t("A group holds or does not: a missing value is not met, so “none of these” takes who is not known."),
            t(
                "Then come, in this order: the control group, who opted out, who was contacted, who is on other lists, "
                "the quota, the first so many, the budget, the draw. Who falls out twice counts at the first step."
            ),
            t(
                "Contacts and lists count from so many days before the day of the figures on, later ones too; "
                "a complaint is no contact of ours."
            ),
            t("The draw goes by a seed: the same customers, rules and seed give the same names."),
            t("Each name carries its reason, and what to do next by its segment."),
            t("A saved list keeps the names as they were on its day; opening it brings its rules up to date."),
            t(
                "What is lacking to the next tier goes by the cut values of the day: "
                "whoever reaches the smallest value of a better tier shares it."
            ),
            t(
                "What fits next: of the customers in the same group of tiers who began to buy the same category, "
                "{least} or more bought this one next, and more than chance explains. Else nothing is proposed.",
                least=LEAST_SUPPORT,
            ),
            t(
                "Files leave out who is held back. Phones and e-mail addresses are hidden unless somebody chooses "
                "otherwise; every file is recorded."
            ),
            t("Files open safely in a spreadsheet: text that looks like a formula stays text."),
        ],
        used=[
            *(
                (t("Rule {number}", number=place), in_words(view, [rule], found.horizon_days))
                for place, rule in enumerate(found.rules, start=1)
            ),
            *(
                (t("Limit {number}", number=place), limit)
                for place, limit in enumerate(found.choice_sentences, start=1)
            ),
        ],
        statements=found.statements,
    )


view = current_view()
figures_page(view, view.t("Whom should we turn to now?"), _page)
