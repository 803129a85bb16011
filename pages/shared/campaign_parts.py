"""Parts of the page of results: which campaign, its figures by part, and how they are computed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from core.charts.outcome import Measure, draw_outcome
from core.targets.outcome import Figures, Outcome, Part
from core.text.outcome_sentences import who_is_left_out
from pages.shared import answers_campaigns, state
from pages.shared.exports import download_buttons
from pages.shared.picking import still
from pages.shared.tables import Kind, show_table
from pages.shared.view import View

if TYPE_CHECKING:
    import pandas as pd

    from core.targets.saved import SavedList

MEASURES: tuple[Measure, ...] = ("rate", "revenue", "profit")
KINDS: dict[str, Kind] = {"rate": "share", "held_rate": "share", "difference": "decimal", "low": "decimal",
                          "high": "decimal"}  # fmt: skip


def choose_campaign(view: View, lists: list[SavedList]) -> SavedList:
    """Which list is looked at: the one asked for, else the newest that has begun, else the newest."""
    t, by_id = view.t, {one.list_id: one for one in lists}
    asked = st.session_state.pop(state.CAMPAIGN, None)
    if asked in by_id:
        st.session_state["campaign"] = asked
    if len(lists) == 1:
        return lists[0]
    known = answers_campaigns.known(view)
    begun = [one.list_id for one in lists if one.campaign and one.campaign.starts_on <= known]
    if st.session_state.get("campaign") not in by_id:
        st.session_state["campaign"] = (begun or list(by_id))[0]
    picked: int = st.selectbox(
        t("Campaign"),
        list(by_id),
        key="campaign",
        format_func=lambda list_id: by_id[list_id].name,
        width=420,
    )
    return by_id[picked]


def state_badge(view: View, found: Outcome) -> None:
    """Whether it is planned, looked at early, or judged."""
    t = view.t
    label, colour, icon = {
        "planned": (t("planned"), "gray", ":material/schedule:"),
        "running": (t("running: an early look"), "orange", ":material/hourglass_top:"),
        "judged": (t("judged"), "green", ":material/gavel:"),
        "no_campaign": (t("no campaign"), "gray", ":material/block:"),
    }[found.state]
    st.badge(label, color=colour, icon=icon)  # type: ignore[arg-type]


def compared(view: View, figures: Figures) -> None:
    """The chart of differences, all and by tier or segment, and the table under it."""
    t = view.t
    with st.container(border=True, key="outcome_card"):
        st.subheader(t("Contacted against held back"), anchor=False)
        with st.container(horizontal=True, gap="medium"):
            measure = st.segmented_control(
                t("Compare"), _measures(figures), key="outcome_measure", default="rate", required=True,
                format_func=lambda one: _measure_names(view)[one], wrap=True,
            )  # fmt: skip
            by = st.segmented_control(
                t("By"), ("tier", "segment"), key="outcome_by", default="tier", required=True,
                format_func=lambda one: t("Tier") if one == "tier" else t("Segment"),
            )  # fmt: skip
        rows = _rows(view, figures, by)
        shown = [rows[0], *(row for row in rows[1:] if row[1].rate is not None)]
        still(draw_outcome(shown, measure, view.look), "outcome", t("Difference between contacted and held back"))
        if len(shown) > 2:
            st.caption(t("Of twenty groups without any effect, one shows a difference by chance alone."))
        hidden = len(rows) - len(shown)
        if hidden:
            st.caption(
                t.plural(
                    "{count} group with fewer than 5 names on a side stands in the table only.",
                    "{count} groups with fewer than 5 names on a side stand in the table only.",
                    hidden,
                )
            )
    frame, headers = _frame(rows), _headers(view, by)
    part = f"part_{by}"  # a browser keeps the width of a column by its name: segments have longer labels than tiers
    shown_frame, shown_headers = frame.rename(columns={"part": part}), headers | {part: headers["part"]}
    show_table(view, shown_frame, key="outcome_table", names=shown_headers, kinds=KINDS)
    with st.container(horizontal=True):
        download_buttons(view, "outcome", lambda: frame.rename(columns=headers), key="outcome_download")


def _measures(figures: Figures) -> list[Measure]:
    return [one for one in MEASURES if getattr(figures.whole, one) is not None]


def _measure_names(view: View) -> dict[Measure, str]:
    t = view.t
    return {
        "rate": t("Share that bought"),
        "revenue": t("Revenue per customer"),
        "profit": t("Profit per customer"),
    }


def _rows(view: View, figures: Figures, by: str) -> list[tuple[str, Part]]:
    """All, then each tier or segment, by label."""
    t = view.t
    parts = figures.tiers if by == "tier" else figures.segments
    label = view.tier if by == "tier" else (lambda code: t.code("segment", code))
    return [(t("All"), figures.whole), *((label(part.code), part) for part in parts)]


def _frame(rows: list[tuple[str, Part]]) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(
        [
            {
                "part": label,
                "contacted": part.contacted.customers,
                "rate": part.contacted.rate,
                "held": part.held.customers,
                "held_rate": part.held.rate,
                "difference": part.rate and part.rate.estimate * 100,
                "low": part.rate and part.rate.low * 100,
                "high": part.rate and part.rate.high * 100,
            }
            for label, part in rows
        ]
    )


def _headers(view: View, by: str) -> dict[str, str]:
    t = view.t
    return {
        "part": t("Tier") if by == "tier" else t("Segment"),
        "contacted": t("Contacted"),
        "rate": t("of them bought"),
        "held": t("Held back"),
        "held_rate": t("of these bought"),
        "difference": t("Difference in points"),
        "low": t("at least"),
        "high": t("at most"),
    }


def how_computed(view: View, found: Outcome) -> tuple[list[str], list[tuple[str, str]], list[str]]:
    """The definition, the values used and what is left out."""
    t, campaign, figures = view.t, found.saved.campaign, found.figures
    definition = [
        t("Who is held back was drawn by a seed when the list was saved, the same share within each tier; the file of "
          "the list leaves them out. So the two sides differ by the contact alone."),
        t("Everybody counts on the side that was drawn, also who could not be reached or opted out since: leaving them "
          "out would make the sides unequal."),
        t("Bought: an order with an amount above zero in the days of the campaign, counted as in all figures. What "
          "was bought counts, whatever the campaign was for."),
        t("Both sides are compared within each stratum and weighed by its names; so the difference can be a little off "
          "the difference of the two shares."),
        t("Shares: 95 % interval by Newcombe. Money: spread from how many buy and what buyers bring on both sides "
          "together, since a small side often has next to no buyers. In 1,000 simulated campaigns each of 54 kinds "
          "these intervals held the true difference in 93 to 97 of 100."),
        t("It is judged once, on its last day; the verdict is kept as it was. The number of names needed is for a "
          "power of 80 %."),
    ]  # fmt: skip
    if campaign is None or figures is None:
        return definition, [], []
    used = [
        (t("First day"), t.day(figures.first_day)),
        (t("Last day"), t.day(figures.last_day)),
        (t("Held back"), t.share(float(campaign.holdout))),
        (t("Seed of the draw"), str(campaign.seed)),
        (t("Cost of the campaign"), t.money(figures.cost, view.settings.currency, 2)),
    ]
    if campaign.margin is not None:
        used.append((t("Margin where a line has no cost"), t.share(float(campaign.margin))))
    if figures.profit_covered is not None:
        used.append((t("Revenue whose profit is known"), t.share(figures.profit_covered)))
    return definition, used, who_is_left_out(t, figures)
