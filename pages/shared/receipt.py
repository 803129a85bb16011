"""What became of the files of an import: the counting identity, the ways on, and the receipt to keep."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from io import BytesIO
from typing import TYPE_CHECKING

import streamlit as st

from core.intake.batching.receipts import FileReceipt
from core.text.messages import code_message, message
from pages.shared import answers
from pages.shared.reading_words import plain
from pages.shared.tables import show_table
from pages.shared.view import View

if TYPE_CHECKING:
    import pandas as pd

RECEIPTS = "import_receipts"
MATTERS = ("orders_changed", "refunds_beside", "amounts_in_units")  # what figures hang on
COUNTS = ("rows", "accepted", "duplicates", "refused", "skipped")
LABELS = {
    "batch": "Batch",
    "file": "File",
    "sheet": "Sheet",
    "kind": "Kind",
    "rows": "Rows",
    "accepted": "Accepted",
    "duplicates": "Already there",
    "refused": "Refused",
    "skipped": "Skipped",
    "months": "Months",
    "remark": "Remark",
}


def receipts(view: View, can_be_mended: Callable[[Collection[int]], bool]) -> None:
    """What became of the files of the last import, with the counting identity and the ways on.

    `can_be_mended`: whether this page offers refused rows of any of these batches to be mended in place.
    """
    done: list[FileReceipt] | None = st.session_state.get(RECEIPTS)
    if not done:
        return
    t = view.t
    written = [receipt for receipt in done if receipt.status == "imported"]
    with st.container(border=True, key="receipt"):
        if written:
            st.markdown(f"## {t.plural('{count} file imported', '{count} files imported', len(written))}")
            st.markdown(identity(view, written))
        for said in (said for receipt in written for said in receipt.notes if said.code in MATTERS):
            st.caption(plain(code_message(said.code, said.fields, t)))
        for receipt in done:
            if receipt.error:
                st.error(f"**{plain(receipt.file_name)}**: {message(receipt.error, t)}")
        if can_be_mended([receipt.batch_id for receipt in written if receipt.refused and receipt.batch_id]):
            st.markdown(t(":orange[Refused rows can be mended below; they complete their batch.]"))
        if len(written) > 1:
            names = {name: t(label) for name, label in LABELS.items()}
            shown = receipt_frame(view, written).drop(columns=["remark"])
            shown = shown if shown["sheet"].any() else shown.drop(columns=["sheet"])
            show_table(view, shown, key="receipt_table", names=names, kinds=dict.fromkeys(COUNTS, "number"))
        _ways_on(view, done, written)


def identity(view: View, written: Sequence[FileReceipt]) -> str:
    """Rows in the files = accepted + already there + refused + skipped."""
    sums = {name: view.t.count(sum(getattr(receipt, name) for receipt in written)) for name in COUNTS}
    return view.t(
        "**{rows}** rows = **{accepted}** accepted + {duplicates} already there + {refused} refused + "
        "{skipped} skipped",
        **sums,
    )


def receipt_frame(view: View, done: Sequence[FileReceipt]) -> pd.DataFrame:
    """A row per table of the files, those that were refused too; `rows` is the sum of the four counts behind it."""
    import pandas as pd

    t, rows = view.t, []
    for one in done:
        said = "; ".join(code_message(note.code, note.fields, t) for note in one.notes)
        if one.error:
            rows.append(("", one.file_name, "", "", *[None] * len(COUNTS), "", message(one.error, t)))
        for number, table in enumerate(one.tables):
            kind = t.code("kind", table.kind) if table.kind else ""
            counts = (getattr(table, name) for name in COUNTS)
            months = ", ".join(table.months)
            said_here = said if number == 0 else ""
            rows.append((one.batch_id, one.file_name, table.sheet or "", kind, *counts, months, said_here))
    return pd.DataFrame(rows, columns=list(LABELS))


def _ways_on(view: View, done: Sequence[FileReceipt], written: Sequence[FileReceipt]) -> None:
    t = view.t
    kinds = {table.kind for receipt in written for table in receipt.tables}
    with st.container(horizontal=True, vertical_alignment="center"):
        if answers.months(view) and st.button(t("See the pyramid"), key="to_pyramid", type="primary"):
            st.session_state.pop(RECEIPTS)
            st.switch_page("pages/pyramid.py")
        if "surveys" in kinds and st.button(t("See satisfaction"), key="to_satisfaction"):
            st.session_state.pop(RECEIPTS)
            st.switch_page("pages/satisfaction.py")
        for ending, kind in (("xlsx", "XLSX"), ("csv", "CSV")):
            st.download_button(
                t("Receipt as {kind}", kind=kind),
                receipt_file(view, done, ending),
                f"{t('receipt')}.{ending}",
                key=f"receipt_{ending}",
                on_click="ignore",
                type="tertiary",
                icon=":material/download:",
            )
        if st.button(t("Close"), key="close_receipt", type="tertiary"):
            st.session_state.pop(RECEIPTS)
            st.rerun()


def receipt_file(view: View, done: Sequence[FileReceipt], ending: str) -> Callable[[], bytes]:
    """What writes the receipt, in the reader's words, as "csv" or "xlsx"."""

    def made() -> bytes:
        from core.targets.export import export_csv, export_xlsx

        buffer = BytesIO()
        write = export_xlsx if ending == "xlsx" else export_csv
        write(receipt_frame(view, done).rename(columns={name: view.t(label) for name, label in LABELS.items()}), buffer)
        return buffer.getvalue()

    return made
