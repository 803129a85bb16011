"""The rows of a dropped table that would be refused: what is wrong with each, and all of them as a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import TYPE_CHECKING

import streamlit as st

from core.intake.batching.receipts import Inspection, Refusal
from core.intake.rows.refusals import refusals_of
from core.store.workspace import Workspace
from core.text.messages import rule_message
from pages.shared.tables import show_table
from pages.shared.view import View

if TYPE_CHECKING:
    import pandas as pd


def refused_rows(view: View, workspace: Workspace, found: Inspection, key: str) -> None:
    """What breaks a rule, and a way to take it along."""
    t = view.t
    if not found.refused:
        st.caption(t("No row breaks a rule."))
        return
    st.markdown(
        t.plural(
            "**{count}** row would be left out because it breaks a rule. Everything else is imported.",
            "**{count}** rows would be left out because they break a rule. Everything else is imported.",
            found.refused,
        )
    )
    names = {"row": t("Row in the file"), "column": t("Column"), "value": t("What stands there"), "rule": t("Why")}
    show_table(view, _refusals_frame(view, found.refusals), key=f"refused_{key}", names=names)
    st.download_button(
        t("Download these rows"),
        _refusals_file(view, workspace, found),
        f"{found.upload.file_name}-refused.csv",
        "text/csv",
        key=f"refused_file_{key}",
        on_click="ignore",
        icon=":material/download:",
    )
    st.caption(t("After the import they can be mended, here or in a spreadsheet, and complete it."))


def _refusals_frame(view: View, refusals: Sequence[Refusal]) -> pd.DataFrame:
    import pandas as pd

    rows = [(item.row, item.column, item.value, rule_message(item.rule, view.t)) for item in refusals]
    return pd.DataFrame(rows, columns=["row", "column", "value", "rule"])


def _refusals_file(view: View, workspace: Workspace, found: Inspection) -> Callable[[], bytes]:
    def made() -> bytes:
        from core.targets.export import export_csv

        buffer = BytesIO()
        with workspace.engine.cursor() as cursor:
            export_csv(_refusals_frame(view, refusals_of(cursor, found)), buffer)
        return buffer.getvalue()

    return made
