"""A tour of two minutes on the sample company: five stops, a sentence from the figures at each. Never on own data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from core.errors import QuestionError
from core.text.tour import at_the_lists, at_the_movement, at_the_overview, at_the_pyramid, at_the_signals
from pages.shared import answers, answers_movement, answers_signals, state
from pages.shared.view import View

LIST_RULES = ("segment in at_risk,cant_lose",)
ARRIVED = "tour_arrived"  # the stop that was reached last
FIRST, FIRST_ADDRESS = "pages/overview.py", "overview"


@dataclass(frozen=True)
class Stop:
    """A page of the tour, its title (msgid), and what is told there."""

    page: str
    title: str
    tell: Callable[[View], str]

    @property
    def address(self) -> str:
        """The page's own address."""
        return self.page.removeprefix("pages/").removesuffix(".py")


def _moved(view: View) -> str:
    moved = view.asking(answers_movement.settled(view, window_asked=bool(state.chosen("window"))))
    return at_the_movement(moved, answers_movement.movement(moved))


def _listed(view: View) -> str:
    """The list as its page makes it, so that both tell the same number."""
    from core.targets.choice import Choice
    from core.targets.lists import DEFAULT_COLUMNS
    from core.targets.rules import parse_rule
    from pages.shared.tables import PAGE_ROWS
    from pages.shared.target_parts import listed

    rules = [parse_rule(rule) for rule in LIST_RULES]
    found = listed(view, rules, DEFAULT_COLUMNS, PAGE_ROWS, Choice())
    return at_the_lists(view, found.rows, found.value)


STOPS = (
    Stop(FIRST, "Overview", lambda view: at_the_overview(view, answers.overview(view))),
    Stop("pages/pyramid.py", "Customer pyramid", lambda view: at_the_pyramid(view, answers.pyramid(view))),
    Stop("pages/movement.py", "Movement", _moved),
    Stop("pages/signals.py", "Signals", lambda view: at_the_signals(view, answers_signals.signals(view))),
    Stop("pages/targets.py", "Target lists", _listed),
)


def offer_tour(view: View, address: str) -> None:
    """The button that begins the tour, on the first page of the sample company."""
    if not view.is_sample or state.tour_stop() or (address or FIRST_ADDRESS) not in (FIRST_ADDRESS, "home"):
        return
    st.button(view.t("Two-minute tour"), key="tour_begin", type="tertiary", icon=":material/tour:", on_click=_begin)


def tour(view: View, address: str) -> None:
    """The tour's card above the page of its stop; on any other page the way back to it. Nothing on own data."""
    number = state.tour_stop()
    if number is None:
        return
    if not view.is_sample:
        _end()
        return
    t, stop = view.t, STOPS[number - 1]
    is_here = stop.address == (FIRST_ADDRESS if address in ("", "home") else address)
    if is_here:
        _arrive(number)
    with st.container(border=True, key="tour", gap="small"):
        st.caption(t("Tour · {number} of {count} · {title}", number=number, count=len(STOPS), title=t(stop.title)))
        if is_here:
            st.markdown(f"**{_told(view, stop)}**")
        with st.container(horizontal=True, gap="small", key="tour_buttons"):
            _buttons(view, number, is_here=is_here)


def _buttons(view: View, number: int, *, is_here: bool) -> None:
    t = view.t
    if not is_here:
        if st.button(t("Back to the tour"), key="tour_return", type="primary"):
            _lead(number)
    else:
        if st.button(t("Previous stop"), key="tour_back", disabled=number == 1, shortcut="Left"):
            _lead(number - 1)
        if number < len(STOPS) and st.button(t("Next stop"), key="tour_next", type="primary", shortcut="Right"):
            _lead(number + 1)
    is_last = is_here and number == len(STOPS)
    st.button(t("End the tour"), key="tour_end", type="primary" if is_last else "tertiary", on_click=_end)


def _told(view: View, stop: Stop) -> str:
    try:
        return stop.tell(view)
    except QuestionError:  # the figures cannot be asked for as the filters are set: the page below says why
        return view.t("With these filters there is nothing to tell here.")


def _lead(number: int) -> None:
    """Go to a stop."""
    st.session_state[state.TOUR] = number
    st.switch_page(STOPS[number - 1].page)


def _arrive(number: int) -> None:
    """The last stop brings its list along once, also where it is reached by its address."""
    if st.session_state.get(ARRIVED) != number:
        st.session_state[ARRIVED] = number
        if number == len(STOPS):
            st.session_state[state.HANDED_RULES] = list(LIST_RULES)


def _begin() -> None:
    """Begin at the first stop with all customers, so that the figures are those of the whole company."""
    state.forget_choices()
    st.session_state[state.TOUR] = 1


def _end() -> None:
    for name in (state.TOUR, ARRIVED):
        st.session_state.pop(name, None)
