"""Parts that the way to found segments and the saved ones share: scorecard, figures, cards."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import streamlit as st

from core.metrics.segments.found_segments_profile import Profiles, SegmentProfile
from core.models.clusters.results import FoundSegment, Scorecard, Segmentation
from core.text.found_sentences import advice, goal_words, plain_rules, scorecard_lines, sets_apart
from core.text.words import held_together
from pages.shared.exports import download_buttons
from pages.shared.tables import Kind, show_table
from pages.shared.view import View

if TYPE_CHECKING:
    import pandas as pd

NAMED = "found_names"  # what the reader called segments that are not saved: (language, name codes) -> text
KINDS: dict[str, Kind] = {
    "customers": "number",
    "revenue_share": "bar",
    "per_customer": "money",
    "satisfaction": "decimal",
    "apart": "story",
    "tiers": "phrase",
    "habits": "phrase",
}
MOST_MIXED = 3


def scorecard(view: View, card: Scorecard) -> None:
    """The four rules and stability as cards: met or not, the figure, and what it means."""
    lines = scorecard_lines(card, view.t)
    met = sum(is_met for *_, is_met, _ in lines)
    st.markdown(
        view.t.plural("**{count}** of {all} rules is met.", "**{count}** of {all} rules are met.", met, all=len(lines))
    )
    for column, (code, value, is_met, meaning) in zip(st.columns(len(lines)), lines, strict=True):
        with column, st.container(border=True, key=f"score_{code}", gap="small", height="stretch"):
            sign = "✓" if is_met else "✗"
            st.markdown(f"{sign} **{view.t.code('scorecard', code)}**")
            st.markdown(f"### {value}")
            st.caption(meaning)
    if card.fits_goal is None:
        st.caption(view.t("Without a goal the fit to it is not judged."))
    if card.reachable is None:
        st.caption(view.t("Nobody's phone or e-mail is known, so that reachability is not judged."))


def profile_table(view: View, found: Segmentation, names: Mapping[str, str], profiles: Profiles) -> None:
    """One row per segment, best per head first: size, value, tier and RFM mix, satisfaction, what sets it apart."""
    t = view.t
    frame = profile_frame(view, found, names, profiles)
    shown = frame.drop(columns=[name for name in ("satisfaction", "habits") if frame[name].isna().all()])
    headers = {
        "customers": t("Customers"),
        "revenue_share": t("Share of revenue"),
        "per_customer": t("Revenue each"),
        "satisfaction": t.code("column", "satisfaction_index"),
        "tiers": t("Mostly, by tier"),
        "habits": t("Mostly, by RFM"),
        "apart": t("What sets it apart"),
    }
    show_table(view, shown, key="found_profile_table", names=headers, kinds=KINDS, tall=True, words_first=False)
    st.caption(t("Share of revenue: of what all known customers brought in the window, those in no segment too."))
    with st.container(horizontal=True):
        labels = headers | {"found_segment": t.code("column", "found_segment")}
        download_buttons(view, "found-segments", lambda: frame.rename(columns=labels), key="found_download")


def profile_frame(view: View, found: Segmentation, names: Mapping[str, str], profiles: Profiles) -> pd.DataFrame:
    """The table behind: one row per segment that has customers; profiles by code or by name."""
    import pandas as pd

    rows = []
    for segment in found.segments:
        name = names[segment.code]
        one = profiles.profiles.get(segment.code) or profiles.profiles.get(name) or SegmentProfile(segment.code)
        rows.append(
            {
                "found_segment": name,
                "customers": one.customers,
                "revenue_share": float(one.revenue / profiles.revenue) if profiles.revenue > 0 else None,
                "per_customer": one.revenue / one.customers if one.customers else None,
                "apart": sets_apart(segment, view.t, view.settings),
                "tiers": _mixed(view, one, "tier"),
                "habits": _mixed(view, one, "segment"),
                "satisfaction": one.satisfaction,
            }
        )
    return pd.DataFrame(rows).sort_values("per_customer", ascending=False, ignore_index=True)


def _mixed(view: View, one: SegmentProfile, area: str) -> str | None:
    """The most frequent tiers or RFM segments with their shares: "Small 60 %, Ordinary 30 %"."""
    t, counts = view.t, one.tiers if area == "tier" else one.habits
    if not counts or not one.customers:
        return None
    told = [
        f"{view.tier(code) if area == 'tier' else t.code(area, code)} {t.share(customers / one.customers, 0)}"
        for code, customers in counts[:MOST_MIXED]
    ]
    return ("、" if t.language == "zh" else ", ").join(told)


def name_key(view: View, segment: FoundSegment) -> tuple[str, tuple[str, ...]]:
    """What stands for a segment that is not saved, however often it is found again."""
    return view.t.language, segment.name_codes


def segment_cards(view: View, found: Segmentation, names: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """A card per segment with its name and who is responsible to write; gives both by code."""
    t = view.t
    called, owners = dict[str, str](), dict[str, str]()
    for place, segment in enumerate(found.segments):
        title = f"{names[segment.code]} · {t.plural('{count} customer', '{count} customers', segment.customers)}"
        with st.expander(title, key=f"found_card_{segment.code}", expanded=place == 0):
            left, right = st.columns([2, 1])
            called[segment.code] = left.text_input(
                t("Name"), names[segment.code], key=f"found_name_{segment.code}", max_chars=80,
                on_change=_keep_name, args=(name_key(view, segment), f"found_name_{segment.code}"),
            )  # fmt: skip
            owners[segment.code] = right.text_input(t("Responsible"), key=f"found_owner_{segment.code}", max_chars=80)
            segment_words(view, segment, found.goal)
    return called, owners


def _keep_name(which: tuple[str, tuple[str, ...]], key: str) -> None:
    st.session_state[NAMED] = {**st.session_state.get(NAMED, {}), which: st.session_state[key]}


def segment_words(view: View, segment: FoundSegment, goal: str | None) -> None:
    """What sets a segment apart, how it stands to the goal (a column), plain rules and what to do with it."""
    t = view.t
    said = (
        (t("What sets it apart"), sets_apart(segment, t, view.settings)),
        (t("Goal"), goal_words(goal, segment, t, view.settings)),
        (t("In plain rules"), plain_rules(segment, t, view.settings)),
    )
    lines = (f"- {t.named(f'**{title}**', _safe(text))}" for title, text in said if text)
    st.markdown(held_together("\n".join(lines)))
    if told := advice(segment, t):
        st.markdown(f"**{t('How to treat them')}**")
        st.markdown("\n".join(f"- {sentence}" for sentence in told))


def _safe(text: str) -> str:
    """Amounts in dollars are no formulas."""
    return text.replace("$", "\\$")
