"""Taking a list along as a file: for which use, with phones hidden or not; and the record of what went out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date
from io import BytesIO
from threading import Event
from typing import TYPE_CHECKING

import streamlit as st

from core.targets.column_sets import COLUMN_SETS, ColumnSet, shown_set
from core.targets.export_log import load_exports, record_export
from core.targets.list_files import list_file, write_list
from pages.shared.exports import XLSX, file_name
from pages.shared.tables import show_table
from pages.shared.view import View

if TYPE_CHECKING:
    import pandas as pd

Table = Callable[[ColumnSet], "pd.DataFrame"]
KINDS = {"csv": "text/csv", "xlsx": XLSX}
SHOWN = 50
LONGEST_SECONDS = 20
HELP = {
    "calling": "Who to call, what to say, and columns to fill in; brought back as contacts, it feeds the care plan.",
    "mailing": "One row per customer with an e-mail address; without who opted out.",
    "sms": "The number first, as SMS services take it; without who opted out or has no mobile.",
    "wecom": "Number, remark name, company, description and tags, as WeCom keeps them of a contact.",
    "crm": "Headers as Salesforce, HubSpot and Zoho know them; in Chinese as Fxiaoke and Xiaoshouyi do.",
    "full": "All that is known of each customer.",
    "shown": "The columns of the table above, with reason and action.",
}


def export_list(
    view: View,
    *,
    name: str,
    table: Table,
    as_of: date,
    chosen_by: tuple[str, ...],
    key: str,
    columns: tuple[str, ...] = (),
    list_id: int | None = None,
    held_back: int = 0,
) -> None:
    """A button that opens the choice of a use. The file is made, and recorded, when it is asked for.

    `table`: the list with the sources of a set. `columns`: those of the page, offered as a set of their own.
    """
    t = view.t
    sets = {"shown": shown_set(columns), **COLUMN_SETS} if columns else COLUMN_SETS
    with st.popover(t("Export …"), icon=":material/download:", key=key):
        code = st.selectbox(
            t("What is the file for?"), list(sets), key=f"{key}_set", format_func=lambda one: t.code("column_set", one)
        )
        st.caption(t(HELP[code]))
        unmasked = st.toggle(
            t("Phones and e-mail addresses readable"),
            key=f"{key}_unmasked",
            help=t("Off: they are hidden but for their ends. That a file was made readable is recorded."),
        )
        if held_back:
            st.caption(t.plural(
                "{count} customer is held back for comparison and stays out of the file.",
                "{count} customers are held back for comparison and stay out of the file.", held_back,
            ))  # fmt: skip
        with st.container(horizontal=True):
            for ending, media in KINDS.items():
                made = st.session_state.setdefault(f"{key}_{ending}_made", Event())
                clicked = st.download_button(
                    ending.upper(),
                    _making(view, sets[code], name, table, as_of, chosen_by, ending, list_id, made, unmasked=unmasked),
                    file_name(f"{name} {t.code('column_set', code)}", ending),
                    media,
                    key=f"{key}_{ending}",
                    icon=":material/download:",
                )
                if clicked:  # the file is made beside this rerun, which shows the record of it
                    made.wait(LONGEST_SECONDS)
                    made.clear()


def _making(
    view: View,
    chosen: ColumnSet,
    name: str,
    table: Table,
    as_of: date,
    chosen_by: tuple[str, ...],
    ending: str,
    list_id: int | None,
    made: Event,
    *,
    unmasked: bool,
) -> Callable[[], bytes]:
    def make() -> bytes:
        file = list_file(
            table(chosen), chosen,
            name=name, as_of=as_of, words=view.t, settings=view.settings, unmasked=unmasked, chosen_by=chosen_by,
        )  # fmt: skip
        buffer = BytesIO()
        write_list(file, buffer, ending, view.t)
        record_export(view.workspace, file, list_id)
        made.set()
        return buffer.getvalue()

    return make


def export_record(view: View) -> None:
    """What went out, newest first: when, for what, how many, and whether phones could be read."""
    import pandas as pd

    t = view.t
    found = load_exports(view.workspace, SHOWN)
    with st.expander(t("What has gone out"), key="export_record", icon=":material/history:"):
        if not found:
            st.caption(t("Every file made of a list is recorded here."))
            return
        rows = [
            {
                "exported_at": one.exported_at.replace(tzinfo=UTC).astimezone(),
                "list": one.name,
                "for": t.code("column_set", one.column_set),
                "rows": one.rows,
                "held_back": one.held_back,
                "phones": t("readable") if one.unmasked else t("hidden"),
            }
            for one in found
        ]
        table = pd.DataFrame(rows)
        table["exported_at"] = [f"{day:%Y-%m-%d %H:%M}" for day in table["exported_at"]]
        names = {
            "exported_at": t("Made at"), "list": t("List"), "for": t("Made for"), "rows": t("Customers"),
            "held_back": t("Held back"), "phones": t("Phones and e-mail addresses"),
        }  # fmt: skip
        show_table(view, table, key="export_record_table", names=names, kinds={"rows": "number", "held_back": "number"})
