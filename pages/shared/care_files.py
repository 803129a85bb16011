"""The lists of the care plan as files: one list per salesperson."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from core.metrics.caring.care import NOBODY
from core.targets.care_files import FileKind, care_file
from core.targets.export_log import record_file
from pages.shared.care_parts import told
from pages.shared.exports import XLSX
from pages.shared.handover import hand_over
from pages.shared.view import View

if TYPE_CHECKING:
    from core.metrics.caring.care import CarePlan

KINDS: tuple[tuple[FileKind, str, str, str], ...] = (
    ("html", "Print", "text/html", ":material/print:"),
    ("ics", "Calendar", "text/calendar", ":material/calendar_month:"),
    ("xlsx", "XLSX", XLSX, ":material/download:"),
    ("csv", "CSV", "text/csv", ":material/download:"),
)


def care_downloads(view: View, found: CarePlan, whose: str | None, whole: Callable[[], CarePlan]) -> None:
    """The list as a page to print, calendar, workbook and table, and on to target lists.

    `whose`: as for `care_plan`; `whole`: the plan with all rows.
    """
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
        _list_buttons(view, found, whose)
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


def _list_buttons(view: View, found: CarePlan, whose: str | None) -> None:
    """Hand the customers over to target lists, by rules: who is due, and who was never contacted."""
    t = view.t
    people = [person for person in found.people if whose in (None, person.name or NOBODY)]
    owned = [] if not whose else ['owner in "' + whose.replace('"', '""') + '"']
    due = sum(person.overdue + person.due for person in people)
    never = sum(person.never for person in people)
    of_due = t.plural("List with {count} due customer", "List with {count} due customers", due)
    of_never = t.plural(
        "List with {count} who was never contacted", "List with {count} who were never contacted", never
    )
    offered = (
        ("care_list", of_due, due, f"care_due_on <= {found.last_day}"),
        ("care_list_never", of_never, never, "care_state in never"),
    )
    nameless = whose == NOBODY
    why = t("No rule can choose customers without a salesperson: name theirs in the customer file first.")
    for key, label, count, rule in offered:
        if count and st.button(label, key=key, icon=":material/playlist_add:", disabled=nameless,
                               help=why if nameless else None):  # fmt: skip
            hand_over([rule, *owned])
