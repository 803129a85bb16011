"""From dropped files to batches: the workspace they go to, the one button, the progress, the receipt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from core.errors import CoreError
from core.intake.batches import import_file
from core.intake.receipts import FileReceipt, Mode
from core.store.workspace import NAME_RULE, Workspace
from core.text.messages import message
from core.text.words import CURRENCY_SIGNS
from pages.shared import answers
from pages.shared.dropped import Dropped, forget
from pages.shared.tables import show_table
from pages.shared.view import SAMPLES, View
from pages.shared.workspaces import open_own

DEFAULT_NAME = "main"
RECEIPTS = "import_receipts"
TARGET = "import_target"
STAGES = {
    "reading": "Reading {file}",
    "writing": "Writing {file}",
    "facts": "Bringing the monthly figures up to date",
    "done": "Done",
}


def target_name(view: View) -> str:
    """The workspace the files go to: the open one, or a new one by name where the sample is open."""
    if not view.is_sample:
        return view.workspace.name
    t = view.t
    st.session_state.setdefault(TARGET, DEFAULT_NAME)
    name = st.text_input(
        t("Your files go to a workspace of your own. Its name:"),
        key=TARGET,
        max_chars=64,
        help=t("The sample company stays as it is; you can come back to it in the sidebar."),
        width=360,
    ).strip()
    if not NAME_RULE.fullmatch(name) or name in SAMPLES.values():
        st.warning(t("A name begins with a letter or digit; letters, digits, blanks, dots and dashes can follow."))
        st.stop()
    return name


def import_bar(view: View, target: Workspace, files: Sequence[Dropped]) -> None:
    """What is about to happen in one line, how, and the button."""
    t = view.t
    ready = [dropped for dropped in files if dropped.ready]
    with st.container(border=True, key="import_bar"):
        promise = st.container()
        mode: Mode = "add"
        currency = None
        if not target.months():
            currency = _currency(view, target, ready)
        else:
            mode = st.radio(
                t("Lines that these files bring"),
                ["add", "replace-months"],
                key="import_mode",
                format_func=lambda one: t(MODES[one]),
                horizontal=True,
            )
        promise.markdown(_promise(view, files, ready, currency or target.settings().currency))
        label = t.plural("Import {count} file", "Import {count} files", len(ready))
        with st.container(horizontal=True):
            pressed = st.button(
                label, key="import", type="primary", disabled=not ready, icon=":material/download_done:"
            )
            st.button(t("Leave all out"), key="forget_all", type="tertiary", on_click=forget, args=(list(files),))
        if pressed:
            if currency:
                target.save_settings(replace(target.settings(), currency=currency))
            _import(view, target, ready, mode)


def _currency(view: View, target: Workspace, ready: Sequence[Dropped]) -> str | None:
    """The currency of a workspace that has no amounts yet: what the files say, else what the reader says, else ""."""
    said = [found.plan.currency for dropped in ready for found in dropped.used if found.plan.currency]
    if not any(found.totals and found.totals.amount is not None for dropped in ready for found in dropped.used):
        return None
    now = said[0] if said else target.settings().currency
    offered = list(dict.fromkeys([now, *CURRENCY_SIGNS]))
    chosen: str = st.selectbox(
        view.t("Currency of the amounts"),
        offered,
        key=f"currency_{now}",
        format_func=lambda one: f"{one} {CURRENCY_SIGNS.get(one, '')}".strip() or view.t("not said: no sign"),
        width=200,
    )
    return chosen


MODES = {
    "add": "Add what is new, skip what is there already",
    "replace-months": "Replace the months these files cover",
}


def _promise(view: View, files: Sequence[Dropped], ready: Sequence[Dropped], currency: str) -> str:
    t = view.t
    tables = [found for dropped in ready for found in dropped.used]
    totals = [found.totals for found in tables if found.totals]
    parts = [t.plural("**{count}** row", "**{count}** rows", sum(found.table.rows for found in tables))]
    days = [day for one in totals for day in (one.first_date, one.last_date) if day]
    if days:
        parts.append(t("{first} to {last}", first=t.day(min(days)), last=t.day(max(days))))
    amounts = [one.amount for one in totals if one.amount is not None]
    if amounts:
        parts.append(f"**{t.money(sum(amounts), currency)}**")
    if refused := sum(found.refused for found in tables):
        parts.append(t.plural("{count} row refused", "{count} rows refused", refused))
    if doubles := sum(found.doubles for found in tables):
        parts.append(t.plural("{count} line is there already", "{count} lines are there already", doubles))
    waiting = len(files) - len(ready)
    note = t.plural("{count} file needs your answer.", "{count} files need your answer.", waiting) if waiting else ""
    if not ready:
        return f":orange[{note}]"
    return " · ".join(parts) + (f"  \n:orange[{note}]" if note else "")


def _import(view: View, target: Workspace, ready: Sequence[Dropped], mode: Mode) -> None:
    t = view.t
    bar = st.progress(0.0)
    done = []
    for number, dropped in enumerate(ready):

        def progress(share: float, stage: str, number: int = number, file: str = dropped.file_name) -> None:
            bar.progress((number + share) / len(ready), t(STAGES.get(stage, STAGES["writing"]), file=file))

        progress(0.0, "reading")
        try:
            done.append(
                import_file(target, dropped.inspections, mode=mode, matching=dropped.matching, progress=progress)
            )
        except CoreError as error:
            done.append(FileReceipt(dropped.file_name, "refused", error))
    forget(list(ready))
    st.session_state[RECEIPTS] = done
    open_own(target.name)
    st.rerun()


def receipts(view: View) -> None:
    """What became of the files of the last import, with the counting identity and the ways on."""
    done: list[FileReceipt] | None = st.session_state.get(RECEIPTS)
    if not done:
        return
    t = view.t
    written = [receipt for receipt in done if receipt.status == "imported"]
    with st.container(border=True, key="receipt"):
        if written:
            st.markdown(f"#### {t.plural('{count} file imported', '{count} files imported', len(written))}")
            st.markdown(identity(view, written))
        for receipt in done:
            if receipt.error:
                st.error(f"**{receipt.file_name}**: {message(receipt.error, t)}")
        if len(written) > 1:
            _receipt_table(view, written)
        _ways_on(view, written)


def identity(view: View, written: Sequence[FileReceipt]) -> str:
    """Rows in the files = accepted + already there + refused + skipped."""
    sums = {
        name: view.t.count(sum(getattr(receipt, name) for receipt in written))
        for name in ("rows", "accepted", "duplicates", "refused", "skipped")
    }
    return view.t(
        "**{rows}** rows = **{accepted}** accepted + {duplicates} already there + {refused} refused + "
        "{skipped} skipped",
        **sums,
    )


def _receipt_table(view: View, written: Sequence[FileReceipt]) -> None:
    import pandas as pd

    t = view.t
    counts = ("rows", "accepted", "duplicates", "refused", "skipped")
    frame = pd.DataFrame(
        [(one.file_name, *(getattr(one, name) for name in counts), ", ".join(one.months)) for one in written],
        columns=["file", *counts, "months"],
    )
    labels = ("File", "Rows", "Accepted", "Already there", "Refused", "Skipped", "Months")
    names = {column: t(label) for column, label in zip(frame.columns, labels, strict=True)}
    show_table(view, frame, key="receipt_table", names=names, kinds=dict.fromkeys(counts, "number"))


def _ways_on(view: View, written: Sequence[FileReceipt]) -> None:
    t = view.t
    kinds = {table.kind for receipt in written for table in receipt.tables}
    with st.container(horizontal=True):
        if answers.months(view) and st.button(t("See the pyramid"), key="to_pyramid", type="primary"):
            st.session_state.pop(RECEIPTS)
            st.switch_page("pages/pyramid.py")
        if "surveys" in kinds and st.button(t("See satisfaction"), key="to_satisfaction"):
            st.session_state.pop(RECEIPTS)
            st.switch_page("pages/satisfaction.py")
        if st.button(t("Close"), key="close_receipt", type="tertiary"):
            st.session_state.pop(RECEIPTS)
            st.rerun()
