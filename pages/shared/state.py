"""The keys of the session, spelt once, and what is chosen for all pages (kept in the session and in the address)."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import streamlit as st

from core.schema import CUSTOMER_FILTERS, LINE_FILTERS
from core.text import LANGUAGES, Language

HOME_VARIABLE = "CUSTOMER_PYRAMID_HOME"
DEFAULT_HOME = "data"
DEMO_VARIABLE = "CUSTOMER_PYRAMID_DEMO"  # set: who comes without a workspace in the address begins with the tour
TOUR_STOPS = ("1", "2", "3", "4", "5")

LANGUAGE = "language"  # "en" | "zh"
WORKSPACE = "workspace"  # name of the open workspace
CHOSEN = "chosen"  # what the filters bar says: dict name -> tuple of texts, the same names as in the address
STARTED = "started"  # the address has been read once
HANDED_RULES = "handed_rules"  # rules handed over to the Target lists page: list of texts like "tier in key"
HANDED_CHOICE = "handed_choice"  # the choice of a saved list, handed over with its rules
CUSTOMER = "customer"  # the id of the customer whose page was opened last
SOUGHT = "sought"  # what was typed into the search for customers, where it does not say whom it means
PLAYBOOK = "playbook"  # what the playbook is open at: "tier.key"
TOUR = "tour"  # the number of the stop that the tour is at, from 1; absent where there is none
PRESENT = "present"  # the pages are shown to a meeting
EDITED = "edited_list"  # the saved list that is being changed, as it was when it was opened
CAMPAIGN = "campaign_shown"  # the number of the list whose result was asked for
NOTICE = "notice"  # one sentence to show once, after a rerun or on the next page

SINGLE = ("as_of", "window", "refunds", "value", "within", "groups", "compared", "reading")
MULTIPLE = (*LINE_FILTERS, *CUSTOMER_FILTERS, "tier", "segment")


def home() -> Path:
    """The folder of all workspaces."""
    return Path(os.environ.get(HOME_VARIABLE, DEFAULT_HOME))


def language() -> Language:
    """The language of this session."""
    found: Language = st.session_state[LANGUAGE]
    return found


def chosen(name: str) -> tuple[str, ...]:
    """What is chosen under a name of `SINGLE` or `MULTIPLE`; empty where nothing is."""
    found: tuple[str, ...] = st.session_state.get(CHOSEN, {}).get(name, ())
    return found


def choose(name: str, values: Iterable[str]) -> None:
    """Keep a choice; an empty one is forgotten."""
    kept = dict(st.session_state.get(CHOSEN, {}))
    kept[name] = tuple(values)
    st.session_state[CHOSEN] = {key: value for key, value in kept.items() if value}


def forget_choices() -> None:
    """Start again without filters (another workspace has other values)."""
    st.session_state[CHOSEN] = {}


def start_session() -> None:
    """Read the address once per session: language, workspace and filters; unknown names are left alone."""
    if st.session_state.get(STARTED):
        return
    st.session_state[STARTED] = True
    params = st.query_params
    asked = params.get("lang")
    st.session_state[LANGUAGE] = asked if asked in LANGUAGES else browser_language()
    if "workspace" in params:
        st.session_state[WORKSPACE] = params["workspace"]
    if "id" in params:
        st.session_state[CUSTOMER] = params["id"]
    if "about" in params:
        st.session_state[PLAYBOOK] = params["about"]
    if params.get(PRESENT) == "yes":
        st.session_state[PRESENT] = True
    _start_tour()
    found = {name: tuple(params.get_all(name)) for name in (*SINGLE, *MULTIPLE)}
    st.session_state[CHOSEN] = {name: values for name, values in found.items() if values}


def _start_tour() -> None:
    """Begin where the address says, or at the first stop where the app was started to be shown."""
    asked = st.query_params.get(TOUR, "")
    if os.environ.get(DEMO_VARIABLE) and WORKSPACE not in st.query_params:
        st.session_state[WORKSPACE] = "sample"
        asked = asked or TOUR_STOPS[0]
    if asked in TOUR_STOPS:
        st.session_state[TOUR] = int(asked)


def tour_stop() -> int | None:
    """The number of the stop that the tour is at, from 1; None where there is no tour."""
    found: int | None = st.session_state.get(TOUR)
    return found


def browser_language() -> Language:
    """Chinese where the browser asks for it first, English elsewhere."""
    return "zh" if str(st.context.locale or "").lower().startswith("zh") else "en"


def write_address(page: str = "") -> None:
    """Put what is chosen into the address of a page, so that a view can be sent to a colleague."""
    wanted: dict[str, Any] = {"lang": language(), "workspace": st.session_state[WORKSPACE]}
    wanted |= {name: list(values) for name, values in st.session_state[CHOSEN].items()}
    if page == CUSTOMER and st.session_state.get(CUSTOMER):
        wanted["id"] = st.session_state[CUSTOMER]
    if page == PLAYBOOK and st.session_state.get(PLAYBOOK):
        wanted["about"] = st.session_state[PLAYBOOK]
    if st.session_state.get(PRESENT):
        wanted[PRESENT] = "yes"
    if tour_stop():
        wanted[TOUR] = str(tour_stop())
    present = {name: st.query_params.get_all(name) for name in st.query_params}
    if present != {name: value if isinstance(value, list) else [value] for name, value in wanted.items()}:
        st.query_params.from_dict(wanted)


def notice(sentence: str) -> None:
    """Show a sentence once, at the top of whatever page comes next."""
    st.session_state[NOTICE] = sentence
