"""Dropped files looked at together, since some only make sense together; again only where something was changed."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from core.errors import CoreError
from core.intake.batching.changed_orders import foreseen_changes
from core.intake.batching.common_lines import common_lines
from core.intake.batching.same_orders import totals_beside_lines
from core.intake.drops.drops import Offer, inspect_files, let_go
from core.intake.drops.drops import Parcel as Found
from core.intake.drops.halves import HALVES
from core.intake.drops.seen import INCOMPLETE
from core.intake.files.first_look import first_look
from core.intake.files.reading import TextTable
from core.store.workspace import Workspace
from pages.shared.dropped import CHANGED, COMMON, Dropped, declined, dropped_files, still_asked
from pages.shared.reading_words import how_it_was_read
from pages.shared.tables import show_table
from pages.shared.view import View

LOOKED = "looked_at_together"
QUICK_FROM_BYTES = 8_000_000
QUICK_ROWS = 8


def look_at_files(view: View, workspace: Workspace) -> None:
    """Read what was dropped as it is wished, where that has not been done; the beginning of large files at once."""
    files = dropped_files()
    stale = [dropped for dropped in files if dropped.looked_at != _mark(workspace, dropped)]
    together = repr(([dropped.key for dropped in files], sorted(declined())))
    if not stale and st.session_state.get(LOOKED) == together:
        return
    place = st.empty()
    with place.container():
        bar = st.progress(0.0, view.t("Looking at the files"))
        for dropped in stale:
            _beginning(view, workspace, dropped)

    def tell(share: float, file: str) -> None:
        bar.progress(min(share, 1.0), view.t("Looking at {file}", file=file))

    if st.session_state.get(LOOKED) != together or not _looked_at_alone(workspace, stale):
        parcels = inspect_files(workspace, [_offer(each) for each in files], declined=declined(), progress=tell)
        _take(workspace, files, parcels)
    bar.progress(1.0, view.t("Comparing the lines with those that are there"))
    found = [found for dropped in files for found in dropped.inspections]
    st.session_state[COMMON] = common_lines(workspace, found)
    st.session_state[CHANGED] = foreseen_changes(workspace, found)
    st.session_state[LOOKED] = together
    place.empty()


def _mark(workspace: Workspace, dropped: Dropped) -> str:
    return repr((str(workspace.folder), workspace.data_version, dropped.hints, dropped.wishes))


def _offer(dropped: Dropped) -> Offer:
    return Offer(dropped.path, dropped.file_name, dropped.hints, dropped.wishes)


def _looked_at_alone(workspace: Workspace, stale: Sequence[Dropped]) -> bool:
    """Look at files that were changed one by one; False where others may complete them or take part in them."""
    files = dropped_files()
    shared = [dropped.parcel for dropped in files]
    before = [item for dropped in stale for item in dropped.inspections]
    others = [item for dropped in files if dropped not in stale for item in dropped.inspections]
    if any(shared.count(dropped.parcel) > 1 for dropped in stale) or any(item.lent for item in before):
        return False
    if totals_beside_lines([*others, *before]):
        return False
    found = [inspect_files(workspace, [_offer(dropped)])[0] for dropped in stale]
    now = [item for parcel in found for item in parcel.inspections]
    asks_others = any(item.error.code in INCOMPLETE | HALVES for item in now if item.error)
    if (len(files) > 1 and asks_others) or totals_beside_lines([*others, *now]):
        let_go(now)
        return False
    for dropped, parcel in zip(stale, found, strict=True):
        _take(workspace, [dropped], [parcel])
    return True


def _take(workspace: Workspace, files: Sequence[Dropped], found: Sequence[Found]) -> None:
    for parcel in found:
        for number, place in enumerate(parcel.places):
            dropped = files[place]
            dropped.parcel = files[parcel.places[0]].key
            dropped.error = parcel.error
            tables = parcel.files[number] if parcel.files else ()
            let_go(dropped.inspections)
            dropped.inspections = [still_asked(dropped, item) for item in tables]
            dropped.looked_at = _mark(workspace, dropped)


def _beginning(view: View, workspace: Workspace, dropped: Dropped) -> None:
    """The first rows of a large text file, while the whole of it is read."""
    if dropped.inspections or not dropped.path.exists() or dropped.path.stat().st_size < QUICK_FROM_BYTES:
        return
    try:
        look = first_look(dropped.path, dropped.file_name, workspace.spool, dropped.hints)
    except CoreError:  # the whole look says it
        return
    for table in look.tables if look else ():
        table.path.unlink(missing_ok=True)
        rows = view.t.short(table.rows / look.share_read) if look else ""
        with st.container(border=True):
            st.markdown(f"**{dropped.file_name}** · {view.t('about {count} rows', count=rows)}")
            st.caption(how_it_was_read(view, table))
            _rows(view, table, dropped.key)


def _rows(view: View, table: TextTable, key: str) -> None:
    import pandas as pd

    frame = pd.DataFrame(list(table.sample[:QUICK_ROWS]), columns=list(table.columns))
    names = {column: column for column in table.columns}
    show_table(view, frame, key=f"beginning_{key}_{table.sheet}", names=names)
