"""Change how the bytes of a dropped file are read: encoding, delimiter, header row."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from core.intake.files.reading import Hints, TextTable
from pages.shared.dropped import Dropped
from pages.shared.view import View

DELIMITERS = {
    ",": "commas",
    ";": "semicolons",
    "\t": "tabs",
    "|": "vertical bars",
    ":": "colons",
    " ": "blanks",
    " +": "runs of blanks",
}
MISREAD = frozenset({"encoding_unknown", "encoding_failed", "file_header_only", "header_row_beyond", "row_too_large"})
"""What can stand against a file that is a table, read in the wrong way."""
ENCODINGS = ("utf-8", "gb18030", "utf-16", "cp1252", "big5", "latin-1", "mac-roman")


def delimiter_name(view: View, delimiter: str) -> str:
    """What separates cells, in words; signs without a name as they stand."""
    if delimiter.startswith("fixed:"):
        return view.t("their places in the line")
    return view.t(DELIMITERS[delimiter]) if delimiter in DELIMITERS else repr(delimiter)


def reread(view: View, dropped: Dropped) -> None:
    """What was found, to be corrected; the file is read again. Silent where no other way of reading could help."""
    if dropped.error and dropped.error.code not in MISREAD and dropped.hints == Hints():
        return
    t, table = view.t, dropped.inspections[0].table if dropped.inspections else None
    is_text = table is None or bool(table.encoding)
    key = f"reading_{dropped.key}_{dropped.times_reread}"  # the one that was used would stay open above what was read
    popover = st.popover(t("Change how it is read"), icon=":material/tune:", type="tertiary", key=key)
    with popover, st.form(f"reading_form_{dropped.key}", border=False):
        changes = _text_inputs(view, dropped, table) if is_text else {}
        first = table.header_rows[0] if table and table.header_rows else 0
        row = st.number_input(t("Header row (0 = none)"), 0, 1000, first, key=f"header_{dropped.key}")
        if st.form_submit_button(t("Read again")):
            if row != first:  # what nobody changes is found anew: a header of two rows stays one
                changes["header_row"] = int(row)
            dropped.hints = replace(dropped.hints, **changes)
            dropped.times_reread += 1
            st.rerun()


def _text_inputs(view: View, dropped: Dropped, table: TextTable | None) -> dict[str, Any]:
    """Encoding and delimiter; those that were changed."""
    t = view.t
    encoding = table.encoding if table else dropped.hints.encoding
    offered = [*ENCODINGS, *([encoding] if encoding and encoding not in ENCODINGS else [])]
    chosen = st.selectbox(
        t("Encoding"), offered, index=offered.index(encoding) if encoding else 0, key=f"encoding_{dropped.key}"
    )
    mark = (table.delimiter if table else None) or ","
    delimiters = [*DELIMITERS, *([mark] if mark not in DELIMITERS else [])]
    delimiter = st.selectbox(
        t("Cells are separated by"),
        delimiters,
        index=delimiters.index(mark),
        format_func=lambda one: delimiter_name(view, one),
        key=f"delimiter_{dropped.key}",
    )
    found = (("encoding", chosen, encoding), ("delimiter", delimiter, mark))
    return {name: now for name, now, before in found if now != before}
