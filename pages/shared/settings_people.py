"""The settings of scores, surveys and accounts that are no customers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

import streamlit as st

from core.metrics.non_customers import set_apart
from core.settings import RfmRules, SatisfactionRules, Settings
from core.text.satisfaction_sentences import dimension_label
from pages.shared import answers, state
from pages.shared.satisfaction_parts import dimensions_asked
from pages.shared.settings_figures import Problem, key
from pages.shared.view import View

if TYPE_CHECKING:
    import pandas as pd

DIMENSIONS = ("recency", "frequency", "monetary")
WEIGHTINGS = {
    "equal": "Equal: every dimension counts the same",
    "given": "Given: the weights below",
    "derived": "Derived: what moves the overall answer most",
}


def rfm(view: View, now: Settings) -> Settings:
    """Levels, own cut-offs, the centre of the eight classes, and the way to the grid."""
    t, rules = view.t, now.rfm
    left, right = st.columns(2, gap="medium")
    with left:
        levels = st.number_input(t("Levels of each score"), 3, 10, rules.levels, key=key(view, "levels"))
        measures = ["revenue", "gross_profit"]
        measure = st.selectbox(
            t("M stands for"),
            measures,
            index=measures.index(rules.monetary_measure),
            format_func=lambda one: t.code("value", one),
            key=key(view, "monetary"),
        )
        centres = {"mean": t("the mean"), "median": t("the median")}
        centre = st.radio(
            t("The eight classes divide at"),
            list(centres),
            index=list(centres).index(rules.class_centre),
            format_func=centres.__getitem__,
            key=key(view, "centre"),
            horizontal=True,
        )
        st.page_link("pages/rfm.py", label=t("Edit the grid of segments on the RFM page"), icon=":material/grid_view:")
    with right:
        names = {
            "recency": t("R: days, rising (up to so many days = best)"),
            "frequency": t("F: orders, rising"),
            "monetary": t("M: amounts, rising"),
        }
        found = {name: _cut_offs(view, name, names[name], rules, int(levels)) for name in DIMENSIONS}
        st.caption(t("Empty = scores by quantiles, equal values always share a score."))
    made = replace(rules, levels=int(levels), monetary_measure=measure, class_centre=centre, **found)  # type: ignore[arg-type]
    return replace(now, rfm=made)


def _cut_offs(view: View, name: str, label: str, rules: RfmRules, levels: int) -> tuple[int | Decimal, ...] | None:
    before = getattr(rules, name)
    text = st.text_input(
        label,
        " / ".join(f"{value}" for value in before) if before else "",
        key=key(view, f"cut_{name}"),
        placeholder="1 / 2 / 4 / 9" if name == "frequency" else "",
        help=view.t("Own cut-offs, divided by /"),
    )
    if not text.strip():
        return None
    make: Callable[[str], int | Decimal] = Decimal if name == "monetary" else int
    try:
        values = tuple(make(part.strip().replace(",", "")) for part in text.split("/"))
    except (ValueError, ArithmeticError):
        raise Problem(view.t("Cut-offs are numbers divided by /, such as 30 / 90 / 180 / 365.")) from None
    rising = all(left < right for left, right in pairwise(values))
    if len(values) != levels - 1 or not rising:
        raise Problem(view.t("{levels} levels need {count} rising cut-offs.", levels=levels, count=levels - 1))
    return values


def satisfaction(view: View, now: Settings) -> Settings:
    """How dimensions weigh, and which of them are a cost to the customer."""
    t, rules = view.t, now.satisfaction
    kinds = list(WEIGHTINGS)
    weighting = st.radio(
        t("Weights of the dimensions"),
        kinds,
        index=kinds.index(rules.weighting),
        format_func=lambda one: t(WEIGHTINGS[one]),
        key=key(view, "weighting"),
    )
    dimensions = list(dict.fromkeys([*dimensions_asked(view), *rules.weights]))
    weights = dict(rules.weights)
    if weighting == "given":
        if not dimensions:
            st.caption(t("The weights stand here as soon as a survey is imported."))
        for place, name in enumerate(dimensions):
            if place % 4 == 0:
                columns = st.columns(4)
            weight = columns[place % 4].number_input(
                dimension_label(view, name),
                0.0,
                1000.0,
                float(weights.get(name, 1)),
                step=0.5,
                key=key(view, f"weight_{name}"),
            )
            weights[name] = Decimal(str(weight))
        if dimensions and not any(weights.values()):
            raise Problem(t("At least one weight must be above 0."))
    offered = list(dict.fromkeys([*rules.costs, *dimensions]))
    costs = st.multiselect(
        t("What costs the customer something (price, time, effort)"),
        offered,
        [*rules.costs],
        format_func=lambda one: dimension_label(view, one),
        key=key(view, "costs"),
    )
    made = SatisfactionRules(weighting, _same_or(rules.weights, weights), tuple(costs))
    return replace(now, satisfaction=made)


def _same_or(before: dict[str, Decimal], after: dict[str, Decimal]) -> dict[str, Decimal]:
    """Weights that were not touched stay absent, so that nothing looks changed."""
    return before if all(weight == before.get(name, Decimal(1)) for name, weight in after.items()) else after


def non_customers(view: View, now: Settings) -> Settings:
    """Whether accounts that are no customers are left out of the ranking, and which those are."""
    t = view.t
    exclude = st.toggle(
        t("Leave accounts that are not customers out of the ranking; they are counted apart"),
        now.exclude_non_customers,
        key=key(view, "exclude"),
    )
    found = answers.non_customers(view)
    if found.empty:
        st.caption(t("No account looks like a walk-in, a platform or an internal one."))
        return replace(now, exclude_non_customers=exclude)
    st.markdown(t("These accounts look like walk-ins, platforms or internal ones. You decide which are not customers."))
    edited = _decisions(view, found)
    chosen = {row.customer_id for row in edited.itertuples() if row.apart}
    apart = {row.customer_id for row in found.itertuples() if row.reason == "decided"}
    if chosen != apart and st.button(t("Keep this decision"), key="set_apart", type="primary"):
        set_apart(view.workspace, chosen)
        state.notice(t.plural("{count} account is set apart.", "{count} accounts are set apart.", len(chosen)))
        st.rerun()
    return replace(now, exclude_non_customers=exclude)


REASONS = {
    "decided": "you decided so",
    "name": "its name or kind says so",
    "many_orders": "it holds very many of all orders",
}


def _decisions(view: View, found: pd.DataFrame) -> pd.DataFrame:
    t = view.t
    shown = found.assign(
        apart=[reason == "decided" for reason in found["reason"]],
        why=[t(REASONS[reason]) for reason in found["reason"]],
        customer=[name or code for name, code in zip(found["customer_name"], found["customer_id"], strict=True)],
        revenue=found["revenue"].astype(float),
    )
    order = ["apart", "customer", "why", "revenue", "order_count", "customer_id"]
    columns = st.column_config
    edited: pd.DataFrame = st.data_editor(
        shown,
        key=f"{key(view, 'apart')}_{view.data_version}",
        column_order=order,
        hide_index=True,
        disabled=order[1:],
        column_config={
            "apart": columns.CheckboxColumn(t("Not a customer")),
            "customer": t.code("column", "customer_name"),
            "why": t("Why proposed"),
            "revenue": columns.NumberColumn(t.code("column", "revenue"), format="%,.0f"),
            "order_count": columns.NumberColumn(t.code("column", "order_count"), format="%,.0f"),
            "customer_id": t.code("column", "customer_id"),
        },
    )
    return edited
