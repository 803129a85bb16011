"""For those who look into the app itself: every statement that one run of a page made, with its time.

Shown where the variable `CUSTOMER_PYRAMID_DEBUG` is set; nothing is noted anywhere else.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING

import streamlit as st

from core.store.query_log import query_log
from pages.shared.view import View

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from core.store.query_log import Asked

DEBUG_VARIABLE = "CUSTOMER_PYRAMID_DEBUG"


def shown_queries(view: View) -> AbstractContextManager[None]:
    """Note what is asked within and show it below, where that is wished for."""
    return _noted(view) if os.environ.get(DEBUG_VARIABLE) else nullcontext()


@contextmanager
def _noted(view: View) -> Iterator[None]:
    with query_log() as log:
        yield
    _panel(view, log)


def _panel(view: View, log: list[Asked]) -> None:
    t = view.t
    times = Counter((asked.statement, asked.values) for asked in log)
    head = t(
        "Queries of this run: {count}, {milliseconds} ms",
        count=t.count(len(log)),
        milliseconds=t.count(round(1000 * sum(asked.seconds for asked in log))),
    )
    with st.expander(head, icon=":material/database:", key="query_panel"):
        rows = [
            {
                t("Milliseconds"): round(1000 * asked.seconds, 1),
                t("Times asked"): times[asked.statement, asked.values],
                t("Statement"): asked.statement,
                t("Values bound"): asked.values,
            }
            for asked in log
        ]
        st.dataframe(rows, hide_index=True, width="stretch")
