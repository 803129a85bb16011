"""Customers who stand under several ids: suggestions to decide on, and the merges that stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeVar

import streamlit as st

from core.errors import CoreError
from core.metrics.same_customers import Double, Doubles, Side
from core.metrics.same_customers import same_customers as compute
from core.store.merges import Merge, dismiss_names, dismiss_pair, merge_customers, merges, undo_merge
from core.text.doubles import evidence_sentence
from core.text.messages import message
from pages.shared import answers, state
from pages.shared.settings_figures import key
from pages.shared.view import View

if TYPE_CHECKING:
    from datetime import date

    from streamlit.delta_generator import DeltaGenerator

PAGE = 10
WORD_JOINER = "\N{WORD JOINER}"
FEW = 3  # so many pairs need no second row of buttons below them
MARKS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:])")
Item = TypeVar("Item")


def same_customers(view: View) -> None:
    """Suggestions with their evidence, "Merge" and "Not the same", and the list of merges with "Undo"."""
    t = view.t
    st.markdown(t("The same customer may stand here under several ids. You decide; nothing is merged by itself."))
    with st.spinner(t("Looking for customers who stand here twice …")):
        found = answers.cached(view, "doubles", (), lambda: compute(view.workspace))
    _merged(view, [one for one in reversed(merges(view.workspace)) if not one.undone_at])
    _pairs(view, found)
    _names(view, [one for one in found.shown if one.names])


def _pairs(view: View, found: Doubles) -> None:
    t, pairs = view.t, [one for one in found.shown if not one.names]
    st.subheader(t("Probably the same customer"))
    if not pairs:
        st.caption(t("No two customers look alike."))
        return
    if found.pairs > len(pairs):
        total = t.count(found.pairs)
        st.caption(
            t("{shown} of {total} are shown, those with the most revenue at stake.", shown=len(pairs), total=total)
        )
    above = st.container(horizontal=True)
    kept = [(one, _chosen(view, one)) for one in _first(view, pairs, "pairs")]
    ticked = [(one, into) for one, into in kept if into]
    _decisions(view, above, ticked, "")
    if len(kept) > FEW:  # the last ones stand far below the buttons
        _decisions(view, st.container(horizontal=True), ticked, "_below")


def _decisions(view: View, bar: DeltaGenerator, ticked: list[tuple[Double, str]], place: str) -> None:
    """The buttons that decide on the ticked pairs."""
    t = view.t
    label = t.plural("Merge {count} pair", "Merge {count} pairs", len(ticked)) if ticked else t("Merge")
    if bar.button(label, key=f"doubles_merge{place}", type="primary", disabled=not ticked):
        said = t.plural(
            "{count} pair is merged; every figure counts it as one customer.",
            "{count} pairs are merged; every figure counts each as one customer.",
            len(ticked),
        )
        _do(view, [_merging(view, one, into) for one, into in ticked], said)
    if bar.button(t("Not the same"), key=f"doubles_dismiss{place}", disabled=not ticked):
        _do(view, [_parting(view, one) for one, _ in ticked], t("What you turned down is not suggested again."))


def _chosen(view: View, one: Double) -> str | None:
    """One suggestion; where it is ticked, the id that stays."""
    t, names = (
        view.t,
        {side.customer_id: _named(side.customer_id, side.customer_name) for side in (one.kept, one.other)},
    )
    place = "_".join(names)
    with st.container(border=True, gap="xsmall"):
        ticked = st.checkbox(" · ".join(names.values()), key=key(view, f"double_{place}"))
        st.caption(_sentence(evidence_sentence(one.evidence, one.against, t)))
        st.caption("  \n".join(_side(view, side, _safe(side.customer_id)) for side in (one.kept, one.other)))
        if not ticked:
            return None
        ids = list(names)
        return st.radio(t("Which one stays?"), ids, format_func=_safe, key=key(view, f"kept_{place}"), horizontal=True)


def _merging(view: View, one: Double, into: str) -> Callable[[], object]:
    (moved,) = {one.kept.customer_id, one.other.customer_id} - {into}
    return partial(merge_customers, view.workspace, [moved], into, {moved: one.evidence})


def _parting(view: View, one: Double) -> Callable[[], object]:
    return partial(dismiss_pair, view.workspace, one.kept.customer_id, one.other.customer_id)


def _names(view: View, found: list[Double]) -> None:
    t = view.t
    if not found:
        return
    st.subheader(t("One id, different names"))
    st.caption(
        t(
            "All figures count such an id as one customer. If it stands for two, give one of them an id of its own in "
            "the file, undo its import and import the mended file."
        )
    )
    for one in _first(view, found, "names"):
        with st.container(border=True, gap="xsmall"):
            st.markdown(f"**{_safe(one.kept.customer_id)}** · {_sentence(evidence_sentence(one.evidence, (), t))}")
            sides = (one.kept, one.other)
            st.caption("  \n".join(_side(view, side, f"**{_safe(side.customer_name or '')}**") for side in sides))
            if st.button(t("It is one customer"), key=key(view, f"names_{one.kept.customer_id}")):
                dismiss = partial(dismiss_names, view.workspace, one.kept.customer_id, one.names)
                _do(view, [dismiss], t("What you turned down is not suggested again."))


def _merged(view: View, standing: list[Merge]) -> None:
    if not standing:
        return
    t, count = view.t, len(standing)
    with st.expander(t.plural("{count} merge stands", "{count} merges stand", count), icon=":material/merge:"):
        for one in _first(view, standing, "merged"):
            row = st.container(horizontal=True, vertical_alignment="center")
            row.markdown(_decision(view, one), width="stretch")
            if row.button(t("Undo"), key=key(view, f"unmerge_{one.merge_id}"), icon=":material/undo:"):
                undo = partial(undo_merge, view.workspace, one.merge_id)
                _do(view, [undo], t("The merge is undone; every figure is what it was without it."))


def _decision(view: View, one: Merge) -> str:
    t, day = view.t, view.t.day(one.decided_at.date())
    ids = t.listed([_named(*each) for each in zip(one.customer_ids, one.names, strict=True)])
    why = dict.fromkeys(evidence_sentence(part, (), t) for part in one.evidence if part)
    said = t("{ids} counts as {into}, decided on {day}", ids=ids, into=_named(one.into_id, one.into_name), day=day)
    return t("; ").join([said, *map(_safe, why)])


def _do(view: View, acts: Sequence[Callable[[], object]], said: str) -> None:
    """Do it, say so and draw the page anew; what cannot be done is said, the rest is done."""
    failed = []
    for act in acts:
        try:
            act()
        except CoreError as error:
            failed.append(message(error, view.t))
    state.notice("  \n".join(failed) or said)
    st.rerun()


def _first(view: View, items: Sequence[Item], name: str) -> Iterator[Item]:
    """A page of the items, and more when asked, by a button below them."""
    place = key(view, f"more_{name}")
    drawn = PAGE * st.session_state.get(place, 1)
    yield from items[:drawn]
    if left := len(items[drawn : drawn + PAGE]):
        label = view.t.plural("Show {count} more", "Show {count} more", left)
        if st.button(label, key=f"{place}_button"):
            st.session_state[place] = drawn // PAGE + 1
            st.rerun()


def _named(customer_id: str, name: str | None) -> str:
    shown = f"**{_safe(name or customer_id)}**"
    return f"{shown} ({_safe(customer_id)})" if name else shown


def _side(view: View, side: Side, label: str) -> str:
    """What stands under one of the two: revenue, lines, first and last day."""
    t = view.t
    lines = t.plural("{count} line", "{count} lines", side.lines)
    days = _span(view, side.first_day, side.last_day)
    return " · ".join([label, view.money(side.revenue), lines, *days])


def _span(view: View, first: date | None, last: date | None) -> list[str]:
    if first is None:
        return []
    days = [_unbroken(view.t.day(day)) for day in dict.fromkeys((first, last))]
    return [" – ".join(days)]


def _unbroken(day: str) -> str:
    """A day that stays on one line of a page."""
    return WORD_JOINER.join(day)


def _sentence(text: str) -> str:
    return _safe(text[:1].upper() + text[1:])


def _safe(text: str) -> str:
    """Text of a file as it stands: nothing in it is formatting."""
    return MARKS.sub(r"\\\1", text)
