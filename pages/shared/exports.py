"""Download buttons that build their file when they are clicked, never on a rerun."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING

import streamlit as st

from pages.shared.view import View

if TYPE_CHECKING:
    import pandas as pd

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]+')
LONGEST_NAME = 100


def download_buttons(view: View, name: str, frame: Callable[[], pd.DataFrame], key: str) -> None:
    """CSV and XLSX of all rows; `frame` is asked for only when one of them is clicked.

    Phones and addresses of mail are hidden: readable ones go out with target lists alone, where that is recorded.
    """
    st.download_button(
        "CSV", lambda: _file(view, frame, "csv"), file_name(name, "csv"), "text/csv", key=f"{key}_csv",
        on_click="ignore", icon=":material/download:", help=view.t("All rows as CSV, opens in Excel"),
    )  # fmt: skip
    st.download_button(
        "XLSX", lambda: _file(view, frame, "xlsx"), file_name(name, "xlsx"), XLSX, key=f"{key}_xlsx",
        on_click="ignore", icon=":material/download:", help=view.t("All rows as an Excel workbook"),
    )  # fmt: skip


def file_name(name: str, ending: str) -> str:
    """A name that every system takes for a file."""
    kept = " ".join(NOT_IN_NAMES.sub(" ", name).split())[:LONGEST_NAME].strip(". ")
    return f"{kept or 'list'}.{ending}"


def _file(view: View, frame: Callable[[], pd.DataFrame], kind: str) -> bytes:
    from core.targets.export import export_csv, export_xlsx
    from core.targets.masking import masked

    buffer, made = BytesIO(), masked(frame(), others=False)
    made = made.rename(columns={column: view.t.code("column", str(column)) for column in made.columns})
    (export_csv if kind == "csv" else export_xlsx)(made, buffer)
    return buffer.getvalue()
