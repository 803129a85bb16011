"""Saving a list: with a campaign where some are held back, anew or in the place of the list that was opened."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import get_args

import streamlit as st

from core.errors import CoreError
from core.targets.campaign import Campaign, CouponPer, Strata, usual_campaign
from core.targets.changing import change_list
from core.targets.holdout import held_back_of
from core.targets.lists import TargetList
from core.targets.power import advice
from core.targets.saved import SavedList, load_list, load_lists, next_list_id, save_list
from core.text.campaign_advice import what_can_be_seen
from core.text.messages import message
from core.text.page_sentences import joined
from pages.shared import answers_campaigns, state
from pages.shared.handover import hand_back
from pages.shared.view import View

ON = "campaign_on"
FOR = "campaign_for"  # the day of the list that the form was filled for: another day has other defaults
OVERTAKEN = "overtaken"  # somebody changed the list that was being changed: the three ways on are shown
HUNDRED = Decimal(100)


def campaign_form(view: View, found: TargetList) -> Campaign | None:
    """Whether some are held back, how many, until when and at what cost; None where nobody is."""
    t = view.t
    known = answers_campaigns.known(view, found.basis.as_of)
    if st.session_state.get(FOR) != found.basis.as_of:
        _fill(usual_campaign(known, next_list_id(view.workspace)), found.basis.as_of)
    if not st.toggle(t("Hold some back, to see whether it works"), key=ON):
        return None
    with st.container(border=True, key="campaign_card"):
        campaign = _fields(view)
        if campaign is None:
            st.warning(t("Say the first and the last day of the campaign."))
            return None
        if campaign.days > 0:
            usual = answers_campaigns.usual_rate(view, found, campaign.days)
            said = what_can_be_seen(t, advice(found.rows, campaign.holdout, usual), campaign.days)
            st.info(said, icon=":material/visibility:")
        st.caption(_summary(view, found, campaign))
    return campaign


def _fields(view: View) -> Campaign | None:
    t = view.t
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        share = st.number_input(t("Held back, in %"), 0.0, 50.0, step=5.0, key="campaign_share", width=150)
        starts = st.date_input(t("First day"), key="campaign_starts", format="YYYY-MM-DD", width=150)
        ends = st.date_input(t("Last day, when it is judged"), key="campaign_ends", format="YYYY-MM-DD", width=220)
        strata = st.selectbox(
            t("The same share within each"), get_args(Strata), key="campaign_strata", width=220,
            format_func=lambda one: t("Tier") if one == "tier" else t("Tier and segment"),
        )  # fmt: skip
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        contact = st.number_input(t("Cost per contact"), 0.0, key="campaign_contact", width=150)
        coupon = st.number_input(t("Cost of a coupon"), 0.0, key="campaign_coupon", width=150)
        per = st.selectbox(
            t("paid per"), get_args(CouponPer), key="campaign_per", width=150,
            format_func=lambda one: t("buyer") if one == "buyer" else t("contact"),
        )  # fmt: skip
        margin = st.number_input(
            t("Margin in %, where costs are unknown"), 0.0, 100.0, None, key="campaign_margin", width=240,
            placeholder=t("not given"),
        )  # fmt: skip
        seed = st.number_input(t("Seed of the draw"), 1, key="campaign_seed", width=130)
    if not isinstance(starts, date) or not isinstance(ends, date):
        return None
    return Campaign(
        starts, ends, _decimal(share) / HUNDRED, int(seed), strata, _decimal(contact), _decimal(coupon), per,
        None if margin is None else _decimal(margin) / HUNDRED,
    )  # fmt: skip


def _decimal(number: float) -> Decimal:
    return Decimal(str(number))


def _summary(view: View, found: TargetList, campaign: Campaign) -> str:
    t = view.t
    return t(
        "{held} of {names} are held back and left out of the files of this list; judged once, on {day}.",
        held=t.count(held_back_of(found.rows, campaign.holdout)),
        names=t.plural("{count} name", "{count} names", found.rows), day=t.day(campaign.ends_on),
    )  # fmt: skip


def _fill(campaign: Campaign, as_of: date) -> None:
    """Let the form begin with this campaign."""
    values = {
        "share": float(campaign.holdout * HUNDRED),
        "starts": campaign.starts_on,
        "ends": campaign.ends_on,
        "strata": campaign.strata,
        "contact": float(campaign.contact_cost),
        "coupon": float(campaign.coupon_cost),
        "per": campaign.coupon_per,
        "margin": None if campaign.margin is None else float(campaign.margin * HUNDRED),
        "seed": campaign.seed,
    }
    st.session_state.update({f"campaign_{name}": value for name, value in values.items()})
    st.session_state[FOR] = as_of


def open_saved(kept: SavedList) -> None:
    """Bring a saved list back to the builder, to be looked at or changed."""
    hand_back([str(rule) for rule in kept.rules], kept.choice)
    st.session_state[state.EDITED] = kept
    st.session_state["list_name"] = kept.name
    st.session_state.pop(OVERTAKEN, None)
    st.session_state[ON] = kept.campaign is not None
    if kept.campaign is not None:
        _fill(kept.campaign, kept.as_of)


def campaign_line(view: View, kept: SavedList) -> None:
    """How many are held back, until when, how far it is, and the way to its results; nothing without a campaign."""
    t, campaign = view.t, kept.campaign
    if campaign is None:
        return
    said = t(
        "{state} · {held} held back · {first_day} to {last_day}",
        state=_state(view, kept, campaign), held=t.count(kept.held_back),
        first_day=t.day(campaign.starts_on), last_day=t.day(campaign.ends_on),
    )  # fmt: skip
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(said, width="content")
        if st.button(t("Did it work?"), key=f"outcome_{kept.list_id}", type="tertiary", icon=":material/query_stats:"):
            st.session_state[state.CAMPAIGN] = kept.list_id
            st.switch_page("pages/campaigns.py")


def _state(view: View, kept: SavedList, campaign: Campaign) -> str:
    t, known = view.t, answers_campaigns.known(view)
    if kept.verdict is not None:
        return t("judged")
    if known < campaign.starts_on:
        return t("planned")
    return t("running: an early look") if known < campaign.ends_on else t("ready to be judged")


def save_buttons(view: View, found: TargetList, name: str, campaign: Campaign | None) -> None:
    """Save anew, or, where a saved list was opened, in its place."""
    t, edited = view.t, edited_list(view)
    icon = ":material/bookmark_add:"
    if edited is None:
        if st.button(t("Save list"), key="save_list", type="primary", icon=icon):
            _keep(view, found, name, campaign)
        return
    changes = t("Save changes to “{name}”", name=edited.name)
    if st.button(changes, key="change_list", type="primary", icon=":material/save:"):
        _change(view, found, name, campaign, edited)
    if st.button(t("Save as a new list"), key="save_list", icon=icon):
        _keep(view, found, _free(view, name), campaign)
    st.button(t("Stop changing it"), key="stop_changing", type="tertiary", on_click=_stop)


def edited_list(view: View) -> SavedList | None:
    """The list that was opened to be changed, as it was then; None where there is none in this workspace."""
    found: SavedList | None = st.session_state.get(state.EDITED)
    if found is None:
        return None
    there = {one.list_id: one.created_at for one in load_lists(view.workspace)}
    return found if there.get(found.list_id) == found.created_at else None


def overtaken(view: View, found: TargetList, name: str, campaign: Campaign | None) -> None:
    """Where somebody else changed the list in between: what that means, and the three ways on."""
    edited = edited_list(view)
    if edited is None or not st.session_state.get(OVERTAKEN):
        return
    t, theirs = view.t, load_list(view.workspace, edited.list_id)
    with st.container(border=True, key="overtaken"):
        st.warning(message(CoreError("list_changed", name=theirs.name), t), icon=":material/group:")
        with st.container(horizontal=True):
            if st.button(t("Keep mine as a list of its own"), key="keep_mine", type="primary"):
                _keep(view, found, _free(view, name), campaign)
            if st.button(t("Put mine in the place of theirs"), key="put_mine"):
                _change(view, found, name, campaign, theirs)
            st.button(t("Take theirs"), key="take_theirs", on_click=open_saved, args=(theirs,))


def _stop() -> None:
    for name in (state.EDITED, OVERTAKEN, FOR):
        st.session_state.pop(name, None)
    st.session_state["list_name"] = ""


def _free(view: View, name: str) -> str:
    """The name, with a number behind it where it is taken."""
    taken, number, free = {one.name.lower() for one in load_lists(view.workspace)}, 1, name
    while free.lower() in taken:
        number += 1
        free = f"{name} ({number})"
    return free


def _keep(view: View, found: TargetList, name: str, campaign: Campaign | None) -> None:
    try:
        kept = save_list(view.workspace, name, found, view.t, campaign)
    except CoreError as error:
        st.error(message(error, view.t))
        return
    _saved(view, kept)


def _change(view: View, found: TargetList, name: str, campaign: Campaign | None, seen: SavedList) -> None:
    same = (found.rules, found.choice, found.basis.as_of) == (seen.rules, seen.choice, seen.as_of)
    try:
        kept = change_list(
            view.workspace, seen, view.t, name=name, campaign=campaign, chosen=None if same else found
        )  # fmt: skip
    except CoreError as error:
        if error.code == "list_changed":
            st.session_state[OVERTAKEN] = True
            st.rerun()
        st.error(message(error, view.t))
        return
    _saved(view, kept)


def _saved(view: View, kept: SavedList) -> None:
    t = view.t
    for name in (state.EDITED, OVERTAKEN, FOR):
        st.session_state.pop(name, None)
    counted = t.plural("{count} customer", "{count} customers", kept.customers)
    said = [t("The list “{name}” is saved with {customers}.", name=kept.name, customers=counted)]
    if kept.held_back:
        held = t.plural(
            "{count} of them is held back and stands in none of its files.",
            "{count} of them are held back and stand in none of its files.",
            kept.held_back,
        )
        said.append(held)
    state.notice(joined(t, said))
    st.rerun()
