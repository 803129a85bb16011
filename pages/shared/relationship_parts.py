"""Parts of the relationship page: its figures, stages with their flow, months, cohorts, depth, kinds of buyers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from core.charts.breadth import draw_breadth
from core.charts.cohorts import draw_cohorts
from core.charts.groups import ROW_PX, draw_groups
from core.charts.second_order import draw_second_order
from core.charts.stage_flow import draw_stage_flow, passage_code
from core.metrics.relationships.cohorts import SOON_DAYS
from core.metrics.relationships.relationship import Relationship
from core.text.words import held_together
from pages.shared.behind import COLUMNS, behind
from pages.shared.lazily import folded
from pages.shared.picking import clickable, picked, picker, still
from pages.shared.relationship_words import how_soon, pick_label, pick_rules, won_and_lost, worth
from pages.shared.small_cards import small_cards
from pages.shared.tables import show_table
from pages.shared.view import View

if TYPE_CHECKING:
    import pandas as pd

STAGE, MONTH, COHORT, KIND = "relation_stage", "relation_month", "relation_cohort", "relation_kind"
BUYERS = ("ladder", "purchase_mode", "loyalty")
BEHIND = (*COLUMNS[:5], "first_order", "recency_days", "last_order", "customer_id")
SHOWS = ("customers", "revenue")
TALL_PX = 60  # a row of groups, where the card beside is high


def figures(view: View, found: Relationship) -> None:
    """Four figures: kept, how long, how much after the first order, how soon the second."""
    t, kept = view.t, found.retention
    rate, again = kept.rate if kept else None, found.second_order.shares[SOON_DAYS[-1]]
    repeat = found.depth.repeat_share
    cards = (
        (t("Retention rate"), t.share(rate), _or(rate, t("churn rate {share}", share=t.share(1 - (rate or 0))), view)),
        (t("Length, median"), _length(view, found.length_days), t("since the first order")),
        (t("Repeat revenue"), t.share(repeat), t("after the first order")),
        (t("Second order"), t.share(again), _or(again, t("within 90 days of the first"), view)),
    )
    small_cards(cards)


def _or(known: float | None, note: str, view: View) -> str:
    return view.t("the history is too short") if known is None else note


def _length(view: View, days: int | None) -> str:
    return "–" if days is None else view.t.plural("{count} day", "{count} days", days)


def stages(view: View, found: Relationship) -> None:
    """Where relationships stand, and how they got there since the earlier month end."""
    t = view.t
    left, right = st.columns(2, gap="medium")
    codes = [f"stage {group.code}" for group in found.groups["stage"] if group.customers]
    with left, st.container(border=True, key="stages_card", height="stretch"):
        st.markdown(f"**{t('Stages of life')}**")
        _groups(view, found, "stage", STAGE, row_px=TALL_PX)
    with right, st.container(border=True, key="flow_card", height="stretch"):
        st.markdown(f"**{t('From stage to stage')}**")
        if found.flow is None:
            st.caption(t("The data do not reach back far enough to compare with an earlier month end."))
        else:
            earlier, later = t.day(found.flow.earlier), t.day(found.flow.later)
            st.caption(t("Rows: on {earlier}. Columns: on {later}.", earlier=earlier, later=later))
            codes += [passage_code(one) for one in found.flow.passages]
            drawn = draw_stage_flow(found.flow, view.look, picked(STAGE))
            clickable(drawn, f"{STAGE}_flow", t("Customers by their earlier and their present stage"), into=STAGE)
    _pick(view, found, STAGE, codes)


def months(view: View, found: Relationship) -> None:
    """Who was won, won back and lost in each month."""
    t, known = view.t, [one for one in found.breadth.months if one.is_known]
    with st.container(border=True, key="breadth_card"):
        st.markdown(held_together(won_and_lost(view, found.breadth)))
        if any(one.won or one.won_back or one.lost for one in known):
            drawn = draw_breadth(found.breadth, view.look, picked(MONTH))
            clickable(drawn, MONTH, t("Customers won, won back and lost per month"))
        folded(t("The months in figures"), lambda: _months_table(view, found), key="breadth_months")
    codes = [
        f"{event} {one.month:%Y-%m}"
        for one in reversed(known)
        for event in ("won", "won_back", "lost")
        if getattr(one, event)
    ]
    if codes:
        _pick(view, found, MONTH, codes)


def _months_table(view: View, found: Relationship) -> None:
    t, names = view.t, {name: view.t.code("breadth", name) for name in ("won", "won_back", "kept", "lost")}
    names |= {"month": t("Month"), "active": t("Active"), "is_known": t("Past is known")}
    show_table(view, _month_frame(view, found), key="breadth_table", names=names)


def _month_frame(view: View, found: Relationship) -> pd.DataFrame:
    import pandas as pd

    rows = [vars(one) | {"month": view.t.month(one.month)} for one in reversed(found.breadth.months)]
    return pd.DataFrame(rows)


def cohort_grid(view: View, found: Relationship) -> None:
    """Who came back after the first month, and how soon the second order came."""
    left, right = st.columns([3, 2], gap="medium")
    with left, st.container(border=True, key="cohorts_card", height="stretch"):
        _cohorts(view, found)
    with right, st.container(border=True, key="second_card", height="stretch"):
        _second_order(view, found)
    _pick(view, found, COHORT, [f"{one.month:%Y-%m}" for one in reversed(found.cohorts.cohorts)])


def _cohorts(view: View, found: Relationship) -> None:
    t = view.t
    if all(len(one.months) == 1 for one in found.cohorts.cohorts):
        st.markdown(f"**{t('Who came back after the first month?')}**")
        st.caption(t("That can be told once the data hold the month after a first order."))
        return
    by = st.segmented_control(
        t("Squares show, in percent of the first month"), SHOWS, key="cohorts_by", default=SHOWS[0], required=True,
        format_func=lambda one: t("Customers") if one == "customers" else t("Revenue"),
    )  # fmt: skip
    drawn = draw_cohorts(found.cohorts, view.look, by_revenue=by == "revenue", picked=picked(COHORT))
    clickable(drawn, COHORT, t("Share of each month's new customers that came back, month after month"))
    if any(one.is_first for one in found.cohorts.cohorts):
        st.caption(t("\\* The data begin with this month: older customers are among its new ones; not in the mean."))


def _second_order(view: View, found: Relationship) -> None:
    t = view.t
    st.markdown(f"**{t('How soon does the second order come?')}**")
    st.markdown(held_together(how_soon(view, found.second_order)))
    if any(found.second_order.shares.values()):
        drawn = draw_second_order(found.second_order, view.look, rows=len(found.cohorts.cohorts))
        still(drawn, "second_order", t("Second orders by month of the first"))
    folded(t("The months in figures"), lambda: _second_table(view, found), key="second_months")


def _second_table(view: View, found: Relationship) -> None:
    t, names = view.t, {"month": view.t("First order in"), "customers": view.t("Customers")}
    names |= {f"within_{days}": t.plural("{count} day", "{count} days", days) for days in SOON_DAYS}
    kinds: dict[str, Any] = {f"within_{days}": "share" for days in SOON_DAYS}
    show_table(view, _second_frame(view, found), key="second_table", names=names, kinds=kinds)
    st.caption(t("A dash: the month is too young for so many days."))


def _second_frame(view: View, found: Relationship) -> pd.DataFrame:
    import pandas as pd

    rows = [
        {"month": view.t.month(one.month), "customers": one.customers}
        | {f"within_{days}": None if (n := one.within[days]) is None else n / one.customers for days in SOON_DAYS}
        for one in reversed(found.second_order.months)
    ]
    return pd.DataFrame(rows).astype({f"within_{days}": float for days in SOON_DAYS})


def depth(view: View, found: Relationship) -> None:
    """Repeat, cross-sell and up-sell revenue, and referrals."""
    t, deep = view.t, found.depth
    parts = deep.categories
    absent = t("no categories in the data") if deep.why_without == "categories" else t("the history is too short")
    first = t("first orders: {value}", value=view.money(deep.first_orders))
    cross, up = (parts.cross_sell, parts.up_sell) if parts else (None, None)
    by_cross, by_up = (parts.cross_sell_customers, parts.up_sell_customers) if parts else (None, None)
    referrals = "–" if deep.referrals is None else t.count(deep.referrals)
    cards = (
        (t("Repeat revenue"), view.money(deep.repeat), first),
        (t("Cross-sell revenue"), view.money(cross), _by(view, by_cross, absent)),
        (t("Up-sell revenue"), view.money(up), _by(view, by_up, absent)),
        (t("Referrals"), referrals, _by(view, deep.referring_customers, t("not said in the data"))),
    )
    small_cards(cards)
    st.caption(
        t("Cross-sell: in categories the customer had not ordered before the window. Up-sell: more than in the window "
          "before, in the categories ordered then.")
    )  # fmt: skip


def _by(view: View, customers: int | None, absent: str) -> str:
    if customers is None:
        return absent
    return view.t.plural("with {count} customer", "with {count} customers", customers)


def kinds(view: View, found: Relationship) -> None:
    """The steps of the ladder, the ways of buying and the loyalty grades."""
    left, right = st.columns(2, gap="medium")
    for kind in BUYERS:
        with (
            left if kind == BUYERS[0] else right,
            st.container(border=True, key=f"{kind}_card", height="stretch" if kind == BUYERS[0] else "content"),
        ):
            st.markdown(f"**{view.t.code('column', kind)}**")
            if any(group.customers for group in found.groups[kind]):
                _groups(view, found, kind, KIND, row_px=TALL_PX if kind == "ladder" else ROW_PX)
            else:
                st.caption(view.t("Under 20 customers there are no scores to grade by."))
    codes = [f"{kind} {group.code}" for kind in BUYERS for group in found.groups[kind] if group.customers]
    _pick(view, found, KIND, codes)


def _groups(view: View, found: Relationship, kind: str, key: str, *, row_px: int) -> None:
    name = view.t.code("value", found.measure)
    drawn = draw_groups(
        kind, found.groups[kind], view.look, worth=lambda value: worth(view, found, value), worth_name=name,
        picked=picked(key), row_px=row_px,
    )  # fmt: skip
    clickable(drawn, f"{key}_{kind}", view.t.code("column", kind), into=key)


def _pick(view: View, found: Relationship, key: str, codes: list[str]) -> None:
    picker(view, key, codes, lambda code: pick_label(view, code), view.t("Show the customers of"))
    if code := picked(key):
        behind(view, pick_label(view, code), pick_rules(code, found.breadth.without_months), key=key, columns=BEHIND)
