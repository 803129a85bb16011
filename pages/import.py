"""What do you want to bring in?"""  # noqa: N999 - named like its address

from __future__ import annotations

import streamlit as st

from core.store.workspace import open_workspace
from core.text.messages import passed_over
from pages.shared import state
from pages.shared.dropped import dropped_files, look_at, open_archives, take_uploads, uploader_key
from pages.shared.explain import explain
from pages.shared.header import page_header
from pages.shared.importing import import_bar, receipts, target_name
from pages.shared.standing import batch_list, calendar
from pages.shared.understood import file_card
from pages.shared.view import IDLE_SECONDS, current_view

FILE_TYPES = ["csv", "tsv", "txt", "xlsx", "xlsm", "xlsb", "xls", "ods", "xml", "htm", "html", "parquet", "zip"]

view = current_view()
t = view.t
page_header(view, t("What do you want to bring in?"))
st.caption(t("Sales lines first; returned orders, products, customers and surveys whenever you have them."))
name = target_name(view)
uploads = st.file_uploader(
    t("Drop your files here or press Upload: sales sheets, customer lists, surveys. Several at once are fine."),
    type=FILE_TYPES,
    accept_multiple_files=True,
    key=uploader_key(),
)
if uploads:
    take_uploads(uploads)
    st.rerun()

receipts(view)
if dropped_files():
    target = open_workspace(name, state.home(), create=True, idle_seconds=IDLE_SECONDS)
    waiting = st.progress(0.0, t("Looking at the files"))
    open_archives(target)
    files = dropped_files()
    for number, dropped in enumerate(files):
        waiting.progress(number / len(files), t("Looking at {file}", file=dropped.file_name))
        look_at(target, dropped)
    waiting.empty()
    if ignored := [name for dropped in files for name in dropped.ignored]:
        st.caption(passed_over(ignored, t))
    import_bar(view, target, files)
    for dropped in files:
        file_card(view, dropped, alone=len(files) == 1)

else:
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
