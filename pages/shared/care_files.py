"""The lists of the care plan as files: one list per salesperson."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from core.targets.care_files import FileKind, care_file
from core.targets.export_log import record_file
from pages.shared.care_parts import told
from pages.shared.exports import XLSX
from pages.shared.handover import hand_over
from pages.shared.view import View

if TYPE_CHECKING:
    from core.metrics.care import CarePlan

MOST_IN_LIST = 50
KINDS: tuple[tuple[FileKind, str, str, str], ...] = (
    ("html", "Print", "text/html", ":material/print:"),
    ("ics", "Calendar", "text/calendar", ":material/calendar_month:"),
    ("xlsx", "XLSX", XLSX, ":material/download:"),
    ("csv", "CSV", "text/csv", ":material/download:"),
)


def care_downloads(view: View, found: CarePlan, whole: Callable[[], CarePlan]) -> None:
    """The list as a page to print, calendar, workbook and table, and on to a target list. `whole`: with all rows."""
    t = view.t
    helps = {
        "html": t("One sheet per salesperson, to print or to send; it opens in any browser."),
        "ics": t("One event per customer, on the day due. Taken in again, it moves events instead of doubling them."),
        "xlsx": t("A workbook with one sheet per salesperson"),
        "csv": t("All rows as CSV, opens in Excel"),
    }
    names = {"html": t("Print view"), "ics": t("Calendar file")}
    with st.container(horizontal=True, vertical_alignment="center", key="care_files"):
        for kind, label, media, icon in KINDS:
            st.download_button(
                names.get(kind, label), partial(_made, view, whole, kind), f"care.{kind}", media,
                key=f"care_{kind}", on_click="ignore", icon=icon, help=helps[kind],
            )  # fmt: skip
        _list_button(view, found)
        st.toggle(t("With phones and e-mail"), key="care_unmasked",
                  help=t("Off: phones and addresses are hidden in files, and a calendar holds none."))  # fmt: skip


def _made(view: View, whole: Callable[[], CarePlan], kind: FileKind) -> bytes:
    found = whole()
    rows, unmasked = told(view, found), bool(st.session_state.get("care_unmasked"))
    made = care_file(
        kind, found, rows, view.t, view.settings, view.workspace.name, view.data_version, unmasked=unmasked
    )
    record_file(view.workspace, view.t("Care plan"), "care", len(rows), 0, unmasked)
    return made


def _list_button(view: View, found: CarePlan) -> None:
    """Hand the customers over to a target list; of many the first."""
    ids = [row["customer_id"] for row in told(view, found)][:MOST_IN_LIST]
    if not ids:
        return
    label = view.t.plural("List with the first {count} customer", "List with the first {count} customers", len(ids))
    if st.button(label, key="care_list", icon=":material/playlist_add:"):
        quoted = ",".join('"' + customer.replace('"', '""') + '"' for customer in ids)
        hand_over([f"customer_id in {quoted}"])
