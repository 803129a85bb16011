"""Download buttons that build their file when they are clicked, never on a rerun."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING

import streamlit as st

from pages.shared.view import View

if TYPE_CHECKING:
    import pandas as pd

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def download_buttons(view: View, name: str, frame: Callable[[], pd.DataFrame], key: str) -> None:
    """CSV and XLSX of all rows; `frame` is asked for only when one of them is clicked."""
    st.download_button(
        "CSV", lambda: _file(view, frame, "csv"), f"{name}.csv", "text/csv", key=f"{key}_csv",
        on_click="ignore", icon=":material/download:", help=view.t("All rows as CSV, opens in Excel"),
    )  # fmt: skip
    st.download_button(
        "XLSX", lambda: _file(view, frame, "xlsx"), f"{name}.xlsx", XLSX, key=f"{key}_xlsx",
        on_click="ignore", icon=":material/download:", help=view.t("All rows as an Excel workbook"),
    )  # fmt: skip


def _file(view: View, frame: Callable[[], pd.DataFrame], kind: str) -> bytes:
    from core.targets.export import export_csv, export_xlsx

    buffer, made = BytesIO(), frame()
    made = made.rename(columns={column: view.t.code("column", str(column)) for column in made.columns})
    (export_csv if kind == "csv" else export_xlsx)(made, buffer)
    return buffer.getvalue()
