"""How people rate a customer: the ten signs of a partner, and the ten criteria of a key account."""

from __future__ import annotations

import streamlit as st

from core.charts.customer import draw_criteria
from core.errors import QuestionError
from core.metrics.key_account.key_accounts import Criterion, KeyAccount
from core.metrics.one_customer.customer import Customer
from core.store.assessments import COMPUTED, CRITERIA, SIGNS, assess
from core.text.messages import message
from pages.shared import answers_customer, state
from pages.shared.picking import still
from pages.shared.view import View

ANSWERS = ("yes", "no", "open")
RATINGS = (1, 2, 3, 4, 5)


def health_card(view: View, found: Customer) -> None:
    """The checklist of ten signs; what nobody has judged is said."""
    t, health = view.t, answers_customer.health(view, found)
    judged = len(health.seen) + len(health.lacking)
    with st.container(border=True, key="customer_health", gap="small"):
        st.subheader(t("How healthy is the relationship?"), anchor=False)
        if judged:
            st.markdown(
                t("**{seen} of {judged}** signs of a partner seen ({share}).", seen=len(health.seen), judged=judged,
                  share=t.share(health.score, 0))
            )  # fmt: skip
        if health.lacking:
            st.markdown(t("Missing: {signs}.", signs="; ".join(t.code("sign", sign) for sign in health.lacking)))
        if health.open:
            st.caption(
                t.plural("{count} sign has not been judged yet.", "{count} signs have not been judged yet.",
                         len(health.open))
            )  # fmt: skip
        with st.expander(t("Judge the ten signs"), key="customer_signs"):
            _signs_form(view, found, health.seen, health.lacking)


def _signs_form(view: View, found: Customer, seen: tuple[str, ...], lacking: tuple[str, ...]) -> None:
    t, words = view.t, {"yes": view.t("yes"), "no": view.t("no"), "open": view.t("not judged")}
    before = {sign: "yes" if sign in seen else "no" if sign in lacking else "open" for sign in SIGNS}
    with st.form("signs_form", border=False):
        given = {
            sign: st.segmented_control(
                t.code("sign", sign), ANSWERS, default=before[sign], format_func=words.__getitem__, required=True,
                key=f"sign_{sign}_{found.customer_id}_{view.data_version}",
            )
            for sign in SIGNS
        }  # fmt: skip
        note = st.text_input(t("Note"), key=f"signs_note_{view.data_version}")
        if st.form_submit_button(t("Save"), key="signs_save", type="primary"):
            rated = {"yes": 1, "no": 0, "open": None}
            changed = {sign: rated[str(now)] for sign, now in given.items() if now != before[sign]}
            _keep(view, found.customer_id, changed, note)


def key_account_card(view: View, found: Customer) -> None:
    """The ten criteria as bars, what stands behind those of the data, and a way to rate them."""
    t, accounts = view.t, answers_customer.key_accounts(view, found).accounts
    if not accounts:
        return
    account = accounts[0]
    with st.container(border=True, key="customer_key_account", gap="small"):
        st.subheader(t("How good a key account are they?"), anchor=False)
        st.markdown(score_sentence(view, account))
        if account.rated_criteria:
            still(draw_criteria(account.criteria, view.look), "criteria", t("The ten criteria from 1 to 5"))
        if any(each.rated for each in account.criteria):
            st.caption(t("Dark: by the data. Light: rated by a person; the mark shows what the data say."))
        st.markdown("\n".join(f"- {line}" for line in figures_behind(view, account)))
        with st.expander(t("Rate a criterion"), key="customer_rate"):
            _rate_form(view, account)


def score_sentence(view: View, account: KeyAccount) -> str:
    """The score and how many of the ten have a rating."""
    t = view.t
    if account.score is None:
        return t("There is no rating yet: the data are too young or too few, and nobody has rated it.")
    return t("**{score} of 5** from {rated} of 10 criteria.", score=t.number(account.score, 1),
             rated=account.rated_criteria)  # fmt: skip


def figures_behind(view: View, account: KeyAccount) -> list[str]:
    """For each criterion the figure of the data, or who rated it and why."""
    lines = []
    for each in account.criteria:
        said = figure_words(view, each, by_need=account.by_need)
        if said:
            lines.append(view.t.named(view.t.code("criterion", each.code), said))
    return lines


def figure_words(view: View, each: Criterion, *, by_need: bool) -> str:
    """What the data say of a criterion in words; empty where they say nothing."""
    t, figure = view.t, each.figure
    if figure is None:
        return ""
    if each.code == "margin":
        return t("{share} gross margin", share=t.share(figure))
    if each.code == "continuity":
        return t("orders in {share} of the months", share=t.share(figure, 0))
    if each.code == "payment":
        days, is_early = t.number(abs(figure), 1), round(figure, 1) < 0
        return t("{days} days early on average", days=days) if is_early else t("{days} days late on average", days=days)
    if each.code == "fit":
        return t("{share} of what they buy is what we do best", share=t.share(figure, 0))
    if each.code == "growth" and by_need:
        return t("{share} of their need is bought elsewhere", share=t.share(figure, 0))
    if each.code == "growth":
        return t("{change} against the earlier window", change=t.change(figure, 0))
    return t("{mean} of 5 in recency and frequency", mean=t.number(figure, 1))


def _rate_form(view: View, account: KeyAccount) -> None:
    t = view.t
    code = st.selectbox(
        t("Criterion"), CRITERIA, key="rate_criterion", format_func=lambda code: t.code("criterion", code),
        index=CRITERIA.index("shared_values"),
    )  # fmt: skip
    each = account.criterion(code)
    suffix = f"{code}_{account.customer_id}_{view.data_version}"
    with st.form("rate_form", border=False):
        rating = st.segmented_control(t("Rating"), RATINGS, default=each.rating, key=f"rating_{suffix}")
        said = each.rated.reason if each.rated else None
        reason = st.text_input(
            t("Why?") if code in COMPUTED else t("Why? (optional)"), said or "", key=f"reason_{suffix}"
        )
        with st.container(horizontal=True):
            save = st.form_submit_button(t("Save"), key="rate_save", type="primary")
            back = each.rated is not None and st.form_submit_button(t("Take back"), key="rate_take_back")
    if back or save:
        _keep(view, account.customer_id, {code: None if back else rating}, reason)


def _keep(view: View, customer_id: str, ratings: dict[str, int | None], reason: str) -> None:
    if not ratings:
        st.info(view.t("Nothing was changed."))
        return
    try:
        assess(view.workspace, customer_id, ratings, reason)
    except QuestionError as error:
        st.error(message(error, view.t))
        return
    state.notice(view.t("Your rating was kept."))
    st.rerun()
