"""The filters bar: one row, the same on every page, kept between pages and in the address."""

from __future__ import annotations

from itertools import cycle
from typing import get_args

import streamlit as st

from core.schema import CUSTOMER_FILTERS
from core.settings import ValueMeasure
from core.text.labels import LABELS
from pages.shared import answers, state
from pages.shared.presenting import presenting
from pages.shared.view import WINDOWS, View, window_label

OFFERED = ("region", "channel", "category", "salesperson", *CUSTOMER_FILTERS)
MEASURES = get_args(ValueMeasure)


def filters_bar(
    view: View, *, lines: bool = True, groups: bool = True, measure: bool = False, choosing: bool = True
) -> None:
    """The period, the window and the filters.

    `lines`: filters on order lines apply here; `groups`: tier and segment; `measure`: what customers are ranked by can
    be switched here; `choosing`: filters apply at all, else there are the period and the window alone. What is chosen
    on another page and does not apply here stays chosen, and a line says so.
    """
    if presenting():
        return
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="filters_bar"):
        _period(view)
        _window(view)
        if measure:
            _measure(view)
        if choosing:
            _popover(view, lines=lines, groups=groups)
            _chips(view)
    if choosing:
        _say_what_applies(view, lines=lines)


def _period(view: View) -> None:
    t = view.t
    offered = [f"{month.month:%Y-%m}" for month in reversed(answers.months(view))]
    names = {f"{month.month:%Y-%m}": t.month(month.month) for month in answers.months(view)}
    as_of = answers.basis(view).as_of
    current = f"{as_of:%Y-%m}"
    names.setdefault(current, t.month(as_of))  # with surveys alone there are no months of sales
    st.session_state["filter_as_of"] = current
    st.selectbox(
        t("As of the end of"),
        offered if current in offered else [current, *offered],
        key="filter_as_of",
        format_func=names.__getitem__,
        on_change=_take_one,
        args=("as_of",),
        width=170,
    )


def _window(view: View) -> None:
    t = view.t
    months = view.question.window_months
    names = {name: window_label(view, name) for name in WINDOWS}
    st.session_state["filter_window"] = "all" if months is None else str(months)
    st.selectbox(
        t("Window"), WINDOWS, key="filter_window", format_func=names.__getitem__, on_change=_take_one, args=("window",),
        width=150,
    )  # fmt: skip


def _measure(view: View) -> None:
    t = view.t
    st.session_state["filter_value"] = view.question.value
    st.segmented_control(
        t("Rank by"), MEASURES, key="filter_value", format_func=lambda code: t.code("value", code), required=True,
        on_change=_take_one, args=("value",),
    )  # fmt: skip


def _popover(view: View, *, lines: bool, groups: bool) -> None:
    t = view.t
    active = sum(bool(state.chosen(name)) for name in state.MULTIPLE)
    label = t("Filters ({count})", count=active) if active else t("Filters")
    with st.popover(label, icon=":material/filter_list:", key="filters_popover"):
        for column, (name, values) in zip(
            cycle(st.columns(2)), _offered(view, lines=lines, groups=groups), strict=False
        ):
            with column:
                _choice(view, name, values)
        if any(name in CUSTOMER_FILTERS for name in answers.choices(view)):
            _within(view)
        _groups(view)
        if active:
            st.button(t("Clear all filters"), key="filters_clear", on_click=_clear, type="tertiary")


def _offered(view: View, *, lines: bool, groups: bool) -> list[tuple[str, tuple[str, ...]]]:
    """The filters that make sense here, the usual ones first, each with its values."""
    found = answers.choices(view)
    offered = [(name, found[name]) for name in OFFERED if len(found.get(name, ())) > 1]
    chosen = [(name, values) for name, values in offered if lines or name in CUSTOMER_FILTERS]
    tiers = ("tier", (*view.question.cut.tiers, "unprofitable", "inactive"))
    return [tiers, ("segment", tuple(LABELS["segment"])), *chosen] if groups else chosen


def _choice(view: View, name: str, values: tuple[str, ...]) -> None:
    key = f"filter_{name}"
    present = [value for value in state.chosen(name) if value in values]
    st.session_state[key] = present
    st.multiselect(
        view.t.code("column", name),
        values,
        key=key,
        format_func=lambda value: value_label(view, name, value),
        on_change=_take_many,
        args=(name,),
        placeholder=view.t("all"),
    )


def _within(view: View) -> None:
    st.session_state["filter_within"] = view.question.filters.rank_within
    st.toggle(
        view.t("Rank within the chosen customers"),
        key="filter_within",
        on_change=_take_flag,
        args=("within",),
        help=view.t(
            "On: tiers are cut among the chosen customers alone. Off: everybody's tiers, shown for the chosen."
        ),
    )


def _groups(view: View) -> None:
    st.session_state["filter_groups"] = view.question.rank_groups
    st.toggle(
        view.t("Rank groups instead of branches"),
        key="filter_groups",
        on_change=_take_groups,
        help=view.t("Customers that name the same parent company are taken together."),
    )


def _chips(view: View) -> None:
    """Each chosen filter as a small button that takes it away again."""
    for name in state.MULTIPLE:
        for value in state.chosen(name):
            label = view.t.named(view.t.code("column", name), value_label(view, name, value))
            st.button(
                label, key=f"chip_{name}_{value}", icon=":material/close:", on_click=_drop, args=(name, value),
                help=view.t("Take this filter away"),
            )  # fmt: skip


def _say_what_applies(view: View, *, lines: bool) -> None:
    filters = view.question.filters
    if filters.lines and not lines:
        st.caption(view.t("Filters on orders do not apply on this page."))
    elif filters.lines:
        st.caption(view.t("Ranked among customers with such orders; only those orders count."))


def value_label(view: View, name: str, value: str) -> str:
    """A chosen value as people see it: the label of a tier or a segment, of a state in words, else the value itself."""
    if name == "tier":
        return view.tier(value)
    return view.t.code(name, value) if name in ("segment", "found_segment") else value


def _take_one(name: str) -> None:
    state.choose(name, (str(st.session_state[f"filter_{name}"]),))


def _take_many(name: str) -> None:
    state.choose(name, st.session_state[f"filter_{name}"])


def _take_flag(name: str) -> None:
    state.choose(name, ("yes",) if st.session_state[f"filter_{name}"] else ())


def _take_groups() -> None:
    state.choose("groups", ("yes" if st.session_state["filter_groups"] else "no",))


def _drop(name: str, value: str) -> None:
    state.choose(name, [kept for kept in state.chosen(name) if kept != value])


def _clear() -> None:
    for name in (*state.MULTIPLE, "within"):
        state.choose(name, ())
