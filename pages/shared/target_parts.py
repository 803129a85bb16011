"""Parts of the target lists page: the list in a sentence, its table, saving and exporting it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from core.targets.choice import Choice
from core.targets.choice_words import choice_sentences
from core.targets.chosen import lists_of
from core.targets.column_sets import sources
from core.targets.lists import DEFAULT_COLUMNS, NO_LIMITS, TargetList, target_list
from core.targets.rules import Condition
from core.targets.sentences import rule_sentence
from core.targets.wording import header
from pages.shared import answers
from pages.shared.list_export import export_list
from pages.shared.list_templates import template_title
from pages.shared.reading_words import plain
from pages.shared.rule_values import OFFERED
from pages.shared.saving_parts import campaign_form, overtaken, save_buttons
from pages.shared.tables import PAGE_ROWS, Kind, show_table
from pages.shared.view import View

if TYPE_CHECKING:
    import pandas as pd

    from core.targets.saved import SavedList

BY_NAME, MOST_NAMED = ("customer_id", "customer_name"), 3
SHOWN_FIRST = ("customer_name", "value", "reason", "action", "tier", "segment", "recency_days")
SENTENCES: dict[str, Kind] = {"reason": "sentence", "action": "sentence"}


def listed(
    view: View,
    rules: Sequence[Condition],
    columns: Sequence[str],
    limit: int | None,
    choice: Choice = NO_LIMITS,
    besides: int | None = None,
) -> TargetList:
    """The customers that meet the rules and that the choice takes; everybody (no limit) is not kept for later.

    `besides`: the saved list that is being changed.
    """

    def compute() -> TargetList:
        return target_list(
            view.workspace, view.question, view.settings.rfm, rules,
            words=view.t, choice=choice, besides=besides, columns=columns, limit=limit,
        )  # fmt: skip

    if limit is None:
        return compute()
    lists = lists_of(view.workspace, view.question, choice, besides)
    asked = (view.question, view.settings.rfm, tuple(map(str, rules)), choice, lists, view.settings.control_share)
    return answers.cached(view, "targets", (*asked, tuple(columns), limit, besides, view.t.language), compute)


def in_a_sentence(view: View, found: TargetList) -> str:
    """How many, what they bring, which rules they meet, and what else limits the list."""
    t = view.t
    counted = t.plural(
        "**{count}** customer, **{value}**",
        "**{count}** customers, **{value}** together",
        found.rows,
        value=view.total(found.value),
    )
    if not found.sentences:
        said = t("{counted}: all that are known. Add a rule.", counted=counted)
    else:
        said = t.named(counted, plain(in_words(view, found.rules, found.horizon_days)))
    limits = _joined(view, found.choice_sentences)
    return f"{said} · {plain(limits)}" if limits else said


def limits_in_words(view: View, choice: Choice, lists: Sequence[SavedList]) -> str:
    """What limits a list beyond its rules; empty where nothing does. `lists`: the saved lists."""
    names = {one.list_id: one.name for one in lists}
    return _joined(view, choice_sentences(choice, view.t, view.settings, names))


def _joined(view: View, sentences: Sequence[str]) -> str:
    return ("；" if view.t.language == "zh" else "; ").join(sentences)


def in_words(view: View, rules: Sequence[Condition], horizon_days: int | None = None) -> str:
    """What the rules demand; of many names only how many there are. `horizon_days`: as in `rule_sentence`."""
    t = view.t
    sentences = [rule_sentence(rule, t, view.settings, MOST_NAMED, horizon_days) for rule in rules]
    return t.listed(sentences) if len(sentences) < 4 else ("；" if t.language == "zh" else "; ").join(sentences)


def choose_columns(view: View) -> list[str]:
    """Which columns the list shows and exports."""
    t = view.t
    chosen: list[str] = st.multiselect(
        t("Columns of the list"),
        OFFERED,
        list(DEFAULT_COLUMNS),
        key="list_columns",
        format_func=lambda one: t.code("column", one),
    )
    return chosen or list(DEFAULT_COLUMNS)


def list_table(view: View, found: TargetList) -> None:
    """A page of the list: names and reasons first."""
    shown = _named(found.table.head(PAGE_ROWS))
    first = SHOWN_FIRST if "customer_name" in shown.columns else ("customer_id", *SHOWN_FIRST)
    order = [name for name in first if name in shown.columns]
    order += [name for name in shown.columns if name not in order]
    shown, names = shown[order], {name: header(name, view.t) for name in order}
    tall = any(name in SENTENCES for name in order)
    show_table(view, shown, key="list_table", names=names, kinds=SENTENCES, tall=tall)
    if found.rows > PAGE_ROWS:
        t = view.t
        st.caption(t("The first {count} rows; the download holds all.", count=t.count(PAGE_ROWS)))


def _named(table: pd.DataFrame) -> pd.DataFrame:
    """The table with the id for a name where there is none; without the names where nobody has one."""
    if not set(BY_NAME) <= set(table.columns):
        return table
    if table["customer_name"].notna().any():
        return table.assign(customer_name=table["customer_name"].fillna(table["customer_id"]))
    return table.drop(columns="customer_name")


def save_and_export(view: View, found: TargetList) -> None:
    """Keep the list under a name, or take it along as a file."""
    t = view.t
    campaign = campaign_form(view, found)
    with st.container(horizontal=True, vertical_alignment="bottom", key="list_actions"):
        given = st.text_input(
            t("Name of the list"), key="list_name", placeholder=_proposed(view), width=320, max_chars=120
        )
        name = given or _proposed(view)
        save_buttons(view, found, name, campaign)
        if campaign is None:
            export_list(
                view,
                name=name,
                table=lambda chosen: (
                    listed(view, found.rules, sources(chosen), None, found.choice, found.besides).table
                ),
                as_of=found.basis.as_of,
                chosen_by=(*found.sentences, *found.choice_sentences),
                columns=found.columns,
                key="list_export",
            )
    if campaign is not None:
        st.caption(t("Files are made from the saved list, so that who is held back stays out of them."))
    overtaken(view, found, name, campaign)


def _proposed(view: View) -> str:
    return f"{template_title(view) or view.t('Target list')} {answers.basis(view).as_of:%Y-%m}"
