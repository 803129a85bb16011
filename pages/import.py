"""What do you want to bring in?"""  # noqa: N999 - named like its address

from __future__ import annotations

from functools import partial

import streamlit as st

from core.store.workspace import open_workspace
from core.text.messages import passed_over
from pages.shared import state
from pages.shared.dropped import (
    dropped_files,
    open_archives,
    parcels,
    take_uploads,
    uploader_key,
    uploader_limit_mb,
)
from pages.shared.explain import explain
from pages.shared.header import page_header
from pages.shared.importing import import_bar, target_name
from pages.shared.joins import declined_joins
from pages.shared.looking import look_at_files
from pages.shared.mending import can_be_mended, mending
from pages.shared.receipt import RECEIPTS, receipts
from pages.shared.standing import batch_list, calendar
from pages.shared.understood import parcel_card
from pages.shared.view import IDLE_SECONDS, current_view

FILE_TYPES = ["csv", "tsv", "txt", "xlsx", "xlsm", "xlsb", "xls", "ods", "xml", "htm", "html", "parquet", "zip"]

view = current_view()
t = view.t
page_header(view, t("What do you want to bring in?"))
st.caption(t("Sales lines first; returned orders, products, customers and surveys whenever you have them."))
name = target_name(view)
uploads = st.file_uploader(
    t(
        "Drop your files here or press Upload: sales sheets, customer lists, surveys. Several at once are fine, "
        "each of at most {page} MB.",
        page=uploader_limit_mb(),
    ),
    type=FILE_TYPES,
    accept_multiple_files=True,
    key=uploader_key(),
)
if uploads:
    take_uploads(uploads)
    st.session_state.pop(RECEIPTS, None)
    st.rerun()

receipts(view, partial(can_be_mended, view))
if dropped_files():
    target = open_workspace(name, state.home(), create=True, idle_seconds=IDLE_SECONDS)
    open_archives(target)
    look_at_files(view, target)
    if ignored := [name for dropped in dropped_files() for name in dropped.ignored]:
        st.caption(passed_over(ignored, t))
    found = parcels()
    import_bar(view, target, found)
    for parcel in found:
        parcel_card(view, target, parcel, alone=len(found) == 1)
    declined_joins(view)
else:
    mending(view)
    calendar(view)
    batch_list(view)
explain(
    view,
    [
        t("Nothing is written before you press Import. A file is written whole or not at all."),
        t("Rows in the file = accepted + already there + refused + skipped (blank rows, titles, totals)."),
        t(
            "A line is the same line when order and line id are equal; without a line id: order, product, date, "
            "customer, quantity, amount and how often it stands in its file."
        ),
        t("The same file is refused while its batch stands. Undoing a batch gives exactly the figures without it."),
        t("Files stay on this machine, in the folder of the workspace."),
    ],
)
