"""From dropped files to batches: the workspace they go to, the one button, the progress, the receipt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from core.errors import CoreError
from core.intake.batching.batches import import_parcel
from core.intake.batching.receipts import FileReceipt, Mode
from core.intake.drops.drops import written_together
from core.store.workspace import NAME_RULE, Workspace
from core.text.words import CURRENCY_SIGNS
from pages.shared.dropped import Parcel, foresee_lines, forget, keep_asking
from pages.shared.forecast import MODES, forecast
from pages.shared.receipt import RECEIPTS
from pages.shared.view import SAMPLES, View
from pages.shared.workspaces import open_own

DEFAULT_NAME = "main"
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


def import_bar(view: View, target: Workspace, found: Sequence[Parcel]) -> None:
    """What is about to happen, how, and the button."""
    t = view.t
    with st.container(border=True, key="import_bar"):
        promise = st.container()
        months = target.months()
        mode = _mode(view, found) if months else "add"
        foresee_lines(found, mode)
        ready = [parcel for parcel in found if parcel.ready]
        currency = None if months else _currency(view, target, ready)
        forecast(view, promise, found, ready, currency or target.settings().currency, months, mode)
        files = sum(len(parcel.files) for parcel in ready)
        with st.container(horizontal=True):
            pressed = st.button(
                t.plural("Import {count} file", "Import {count} files", files) if files else t("Import"),
                key="import",
                type="primary",
                disabled=not ready,
                icon=":material/download_done:",
            )
            everything = [dropped for parcel in found for dropped in parcel.files]
            st.button(t("Leave all out"), key="forget_all", type="tertiary", on_click=forget, args=(everything,))
        if pressed:
            if currency:
                target.save_settings(replace(target.settings(), currency=currency))
            _import(view, target, ready, mode)


def _mode(view: View, found: Sequence[Parcel]) -> Mode:
    """What lines do to those of their months; asked where any file brings lines."""
    t, can_be = view.t, [parcel for parcel in found if not parcel.problem and not parcel.known]
    if not any(one.brings_lines for parcel in can_be for one in parcel.used):
        return "add"
    chosen: Mode = st.radio(
        t("Lines that these files bring"),
        ["add", "replace-months"],
        key="import_mode",
        format_func=lambda one: t(MODES[one]),
        horizontal=True,
    )
    return chosen


def _currency(view: View, target: Workspace, ready: Sequence[Parcel]) -> str | None:
    """The currency of a workspace that has no amounts yet: what the files say, else what the reader says, else ""."""
    said = [found.plan.currency for parcel in ready for found in parcel.used if found.plan.currency]
    if not any(found.totals and found.totals.amount is not None for parcel in ready for found in parcel.used):
        return None
    now = said[0] if said else target.settings().currency
    offered = list(dict.fromkeys([now, *CURRENCY_SIGNS]))
    chosen: str = st.selectbox(
        view.t("Currency of the amounts"),
        offered,
        key=f"currency_{now}",
        format_func=lambda one: f"{one} {CURRENCY_SIGNS.get(one, '')}".strip() or view.t("not said: no sign"),
        width=260,
    )
    return chosen


def _import(view: View, target: Workspace, ready: Sequence[Parcel], mode: Mode) -> None:
    t = view.t
    bar = st.progress(0.0)
    done, written = [], []
    brings_lines = [any(found.brings_lines for found in parcel.used) for parcel in ready]
    groups = [[ready[place] for place in places] for places in written_together(brings_lines, mode)]
    for number, group in enumerate(groups):
        parcel = Parcel(tuple(dropped for one in group for dropped in one.files))
        names = " + ".join(dropped.file_name for dropped in parcel.files)

        def progress(share: float, stage: str, number: int = number, names: str = names) -> None:
            bar.progress((number + share) / len(groups), t(STAGES.get(stage, STAGES["writing"]), file=names))

        progress(0.0, "reading")
        try:
            files = [dropped.inspections for dropped in parcel.files]
            said = [dropped.matching for dropped in parcel.files]
            done += import_parcel(target, files, mode=mode, matching=said, progress=progress)
            written.append(parcel)
        except CoreError as error:
            done.append(FileReceipt(names, "refused", error))
    forget([dropped for parcel in ready for dropped in parcel.files])
    keep_asking(written)
    st.session_state[RECEIPTS] = done
    open_own(target.name)
    st.rerun()
