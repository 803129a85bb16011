"""Files that complete each other: what one lends to the other, how much of it was found, and how to decline that."""

from __future__ import annotations

import streamlit as st

from core.intake.batching.receipts import Inspection
from pages.shared.dropped import declined
from pages.shared.reading_words import plain
from pages.shared.view import View


def join_part(view: View, found: Inspection, key: str) -> None:
    """What the rows of a table take from others, each with a way to decline; or to whom it lends."""
    t = view.t
    if found.lent and found.ignored:
        st.caption(
            t.plural(
                "{count} of {rows} rows is used by {file}.",
                "{count} of {rows} rows are used by {file}.",
                found.lent.used,
                rows=t.count(found.table.rows),
                file=plain(found.lent.to),
            )
        )
    for number, lookup in enumerate(found.table.lookups):
        columns = t.listed([t.code("column", column) for _, column in lookup.columns if column])
        with st.container(horizontal=True, vertical_alignment="center", key=f"join_{key}_{number}"):
            st.markdown(
                t(
                    ":material/join_inner: **{file}** gives {columns}, looked up by **{header}** · {share} found",
                    file=plain(lookup.source),
                    columns=columns,
                    header=plain(lookup.key),
                    share=t.share(lookup.found),
                ),
                width="content",
            )
            st.button(
                t("Do not join"),
                key=f"decline_{key}_{number}",
                type="tertiary",
                icon=":material/link_off:",
                on_click=_decline,
                args=(lookup.sources,),
            )


def count_both(view: View, found: Inspection, key: str) -> None:
    """A way to take totals and lines of the same orders both; silent for any other table."""
    asked = found.error is not None and found.error.code == "orders_twice"
    if asked or any(said.code == "same_orders" for said in found.notes):
        names = (found.table.source,)
        st.button(view.t("Count both"), key=f"both_{key}", icon=":material/add:", on_click=_decline, args=(names,))


def declined_joins(view: View) -> None:
    """What was declined, to be joined after all."""
    for source in sorted(declined()):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(view.t("{file} is not joined with the others, as you wished.", file=plain(source)))
            st.button(
                view.t("Join after all"),
                key=f"join_again_{source}",
                type="tertiary",
                icon=":material/link:",
                on_click=declined().discard,
                args=(source,),
            )


def _decline(sources: tuple[str, ...]) -> None:
    declined().update(sources)
