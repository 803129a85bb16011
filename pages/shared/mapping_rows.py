"""Which column of the file is what: a row per header with examples, a selector, and how sure we are."""

from __future__ import annotations

import streamlit as st

from core.intake.batching.receipts import Inspection
from core.intake.columns.mapping import Proposal
from core.intake.values.answers import WIDE_PREFIX, dimension_and_item
from core.schema import TABLES, Kind
from pages.shared.dropped import Dropped, wish
from pages.shared.reading_words import plain
from pages.shared.view import View
from pages.shared.written import way_of_writing, words_for_nothing

SURE, LIKELY = 0.8, 0.5
EXAMPLES = 3
UNUSED = ""
TAKEN_AWAY = ""  # as a header: the column is not in the file, whatever the guess says


def mapping_rows(view: View, dropped: Dropped, found: Inspection, key: str) -> None:
    """The kind of the table, then a row per header. A change is kept and the file is looked at again."""
    t = view.t
    if found.completes:
        st.caption(t("They are taken as the rest of their file was."))
        return
    kind_choice(view, dropped, found, key)
    places = list(enumerate(found.plan.proposals))
    unused = [(place, item) for place, item in places if item.column is None]
    words_for_nothing(view, dropped, found, key)
    for place, proposal in places:
        if proposal.column:
            _row(view, dropped, found, proposal, f"{key}_{place}")
    if unused:
        title = t.plural("{count} column is not used", "{count} columns are not used", len(unused))
        with st.expander(title, expanded=found.error is not None, key=f"unused_{key}"):
            for place, proposal in unused:
                _row(view, dropped, found, proposal, f"{key}_{place}")


def kind_choice(view: View, dropped: Dropped, found: Inspection, key: str) -> None:
    """What the rows of a table are; nothing is chosen where they are not used."""
    t, widget = view.t, f"kind_{key}"
    st.session_state[widget] = None if found.ignored else found.plan.kind
    st.selectbox(
        t("What the rows are"),
        list(TABLES),
        key=widget,
        format_func=lambda kind: t.code("kind", kind),
        placeholder=t("not used"),
        on_change=lambda: _take_kind(dropped, found, st.session_state[widget]),
        width=260,
    )


def _row(view: View, dropped: Dropped, found: Inspection, proposal: Proposal, key: str) -> None:
    t = view.t
    left, right, beside = st.columns([5, 4, 3], vertical_alignment="center", gap="small")
    examples = " · ".join(_examples(found, proposal.header)) or t("empty")
    sure = _certainty(view, proposal)
    left.markdown(f"**{plain(proposal.header)}** {sure}  \n:gray[:small[{plain(examples)}]]")
    offered = _offered(found, proposal)
    widget = f"map_{found.plan.kind}_{key}"
    st.session_state[widget] = proposal.column if proposal.column in offered else UNUSED
    right.selectbox(
        t("Meaning of {header}", header=proposal.header),
        offered,
        key=widget,
        format_func=lambda column: _meaning(view, column),
        label_visibility="collapsed",
        on_change=lambda: _take_column(dropped, found, proposal.header, st.session_state[widget]),
    )
    with beside:
        way_of_writing(view, dropped, found, proposal, f"{found.plan.kind}_{key}")


def _offered(found: Inspection, proposal: Proposal) -> list[str]:
    """Every column of the kind; in a survey also: the answers to one question."""
    names = list(TABLES[found.plan.kind].names)
    if found.plan.kind == "surveys":
        wide = proposal.column if (proposal.column or "").startswith(WIDE_PREFIX) else WIDE_PREFIX + proposal.header
        names.append(str(wide))
    return [UNUSED, *names]


def _meaning(view: View, column: str) -> str:
    if not column:
        return view.t("not used")
    if not column.startswith(WIDE_PREFIX):
        return view.t.code("column", column)
    dimension, item = dimension_and_item(column)
    name = view.t.code("dimension", dimension)
    return view.t("Answers: {dimension}", dimension=f"{name} · {item}" if item else name)


def _certainty(view: View, proposal: Proposal) -> str:
    t = view.t
    if proposal.column is None:
        return ""
    if proposal.confidence >= SURE:
        return f":green[:small[{t('certain')}]]"
    likely = proposal.confidence >= LIKELY
    return f":gray[:small[{t('likely')}]]" if likely else f":orange[:small[{t('please check')}]]"


def _examples(found: Inspection, header: str) -> list[str]:
    place = found.table.columns.index(header)
    values: dict[str, None] = {}
    for row in found.table.sample:
        if place < len(row) and row[place]:
            values[str(row[place])[:40]] = None
        if len(values) == EXAMPLES:
            break
    return list(values)


def _said(dropped: Dropped, found: Inspection) -> dict[str, str]:
    """Column -> header, as it was said before; the answers of a survey are said together or not at all."""
    wished = dropped.wishes.get(found.table.sheet)
    away = {column: at for column, at in wished.columns.items() if at == TAKEN_AWAY} if wished else {}
    return away | {
        item.column: item.header
        for item in found.plan.proposals
        if item.column and (item.evidence == "given" or item.column.startswith("score"))
    }


def _take_kind(dropped: Dropped, found: Inspection, kind: Kind) -> None:
    wish(dropped, found, kind=kind, columns={})


def _take_column(dropped: Dropped, found: Inspection, header: str, column: str) -> None:
    """One header has one meaning and one meaning has one header: the newest choice wins. Guesses stay guesses."""
    before = {item.column: TAKEN_AWAY for item in found.plan.proposals if item.column and item.header == header}
    chosen = {column: header} if column else {}
    wish(dropped, found, kind=found.plan.kind, columns=_said(dropped, found) | before | chosen)
