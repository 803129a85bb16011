"""What a workspace holds: the calendar of months, and the batches with their undo."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from core.charts.calendar import draw_calendar, missing_months
from core.intake.batching.batches import undo_batch
from core.intake.batching.receipts import Batch
from core.intake.batching.undo_effects import undo_effects
from core.intake.rows.regularity import Outlier, outliers
from core.metrics.results import Month
from pages.shared import answers, state
from pages.shared.picking import still
from pages.shared.reading_words import plain
from pages.shared.tables import Kind, show_table
from pages.shared.view import View

SHOWN_MONTHS = 6
SELDOM = ("duplicates", "completed", "skipped", "undone")  # columns that most tables of batches need not have
MANY_TIMES = 2.0  # from three times as many lines on they are said as times, not as a percentage


def calendar(view: View) -> None:
    """Months x lines, so that a missing month is seen."""
    months = answers.months(view)
    if not months:
        return
    st.subheader(view.t("Is every month there?"), anchor=False)
    st.markdown(calendar_sentence(view, months))
    odd = outliers(months)
    st.markdown("\n".join(f"- :orange[**!**] {outlier_sentence(view, found)}" for found in odd))
    name = view.t("Calendar of months with their number of order lines")
    still(draw_calendar(months, view.look, [found.month for found in odd]), "calendar", name)
    st.caption(view.t("To replace a month, drop its file and choose “Replace the months these files cover”."))


def calendar_sentence(view: View, months: Sequence[Month]) -> str:
    """How many months there are, and which are missing."""
    t = view.t
    span = t.month(months[0].month)
    if len(months) > 1:
        span = t("{first} to {last}", first=span, last=t.month(months[-1].month))
    held = t.plural("{count} month, {span}", "{count} months, {span}", len(months), span=span)
    lines = t.plural("{count} order line", "{count} order lines", sum(month.lines for month in months))
    missing = missing_months(months)
    if not missing:
        return f"{held} · {lines} · {t('none is missing')}"
    names = t.listed(_spans(view, missing))
    return f"{held} · {lines} · :orange[{t('no lines in {months}', months=names)}]"


def outlier_sentence(view: View, found: Outlier) -> str:
    """What to look at, as "May 2024 has 40 % fewer lines than usual"."""
    t, far = view.t, abs(found.difference)
    values = {
        "month": f"**{t.month(found.month)}**",
        "share": t.share(far, 0),
        "lines": t.count(found.lines),
        "usual": t.count(round(found.usual)),
    }
    if found.difference >= MANY_TIMES:
        times = t.number(found.difference + 1, 0)
        return t("{month} has {times} times as many lines as usual ({lines}, usually {usual}).", times=times, **values)
    if found.against == "years":
        fewer = "{month} has {share} fewer lines than the same month of other years ({lines}, usually {usual})."
        more = "{month} has {share} more lines than the same month of other years ({lines}, usually {usual})."
    else:
        fewer = "{month} has {share} fewer lines than usual ({lines}, usually {usual}). Is a file missing?"
        more = "{month} has {share} more lines than usual ({lines}, usually {usual})."
    return t(fewer if found.difference < 0 else more, **values)


def _spans(view: View, months: Sequence[date]) -> list[str]:
    """Months in a row as one span."""
    runs: list[list[date]] = []
    for month in months:
        number = month.year * 12 + month.month
        if runs and number - (runs[-1][-1].year * 12 + runs[-1][-1].month) == 1:
            runs[-1].append(month)
        else:
            runs.append([month])
    t = view.t
    return [
        t.month(run[0]) if len(run) == 1 else t("{first} to {last}", first=t.month(run[0]), last=t.month(run[-1]))
        for run in runs
    ]


def batch_list(view: View) -> None:
    """All batches, newest first, and the undo with a question before it."""
    t = view.t
    found = answers.batches(view)
    if not found:
        return
    st.subheader(t("What was imported"), anchor=False)
    newest = list(reversed(found))
    _batch_table(view, newest)
    _undo(view, [batch for batch in newest if batch.undone_at is None])


def _batch_table(view: View, found: Sequence[Batch]) -> None:
    import pandas as pd

    t = view.t
    rows = [
        (
            one.batch_id,
            one.file_name + (f" · {one.sheet}" if one.sheet else "") + _completes(view, one),
            t.code("kind", one.kind),
            one.rows,
            one.accepted,
            one.duplicates,
            one.refused,
            one.completed,
            one.skipped,
            one.amount,
            one.imported_at.date(),
            one.undone_at.date() if one.undone_at else None,
        )
        for one in found
    ]
    labels = {
        "batch": t("No."),
        "file": t("File"),
        "kind": t("Kind"),
        "rows": t("Rows"),
        "accepted": t("Accepted"),
        "duplicates": t("Already there"),
        "refused": t("Refused"),
        "completed": t("Mended since"),
        "skipped": t("Skipped"),
        "amount": t("Amount"),
        "day": t("Imported on"),
        "undone": t("Undone on"),
    }
    frame = pd.DataFrame(rows, columns=list(labels))
    frame = frame.drop(columns=[name for name in SELDOM if not frame[name].any()])  # else the last are out of sight
    counts: dict[str, Kind] = dict.fromkeys(
        ("rows", "accepted", "duplicates", "refused", "completed", "skipped"), "number"
    )
    kinds: dict[str, Kind] = {**counts, "day": "day", "undone": "day"}
    show_table(view, frame, key="batches", names=labels, kinds=kinds)


def _completes(view: View, batch: Batch) -> str:
    return f" · {view.t('completes batch {number}', number=batch.completes)}" if batch.completes else ""


def _undo(view: View, standing: Sequence[Batch]) -> None:
    t = view.t
    numbers = list(dict.fromkeys(batch.batch_id for batch in standing))
    if not numbers:
        return
    files = {batch.batch_id: batch.file_name for batch in standing}
    state_shown = f"{view.workspace.name}_{view.data_version}"  # after an undo all is drawn anew, the question closed
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            t("Undo a batch"),
            numbers,
            key=f"undo_choice_{state_shown}",
            format_func=lambda one: f"{one} · {files[one]}",
            width=360,
        )
        with st.popover(t("Undo …"), icon=":material/undo:", key=f"undo_popover_{state_shown}"):
            _effects(view, [batch for batch in standing if batch.batch_id == chosen])
            if st.button(t("Yes, undo this batch"), key="undo_confirm", type="primary"):
                undo_batch(view.workspace, chosen)
                state.notice(t("Batch {number} was undone.", number=chosen))
                st.rerun()


def _effects(view: View, tables: Sequence[Batch]) -> None:
    """What the undo will change, in sentences."""
    t, number = view.t, tables[0].batch_id
    found = answers.cached(view, "undo_effects", (number,), lambda: undo_effects(view.workspace, number))
    st.markdown(
        t.plural(
            "Take **{file}** with its {count} row out? Every figure will be as if it had never been imported. "
            "The file itself is kept.",
            "Take **{file}** with its {count} rows out? Every figure will be as if it had never been imported. "
            "The file itself is kept.",
            sum(batch.accepted for batch in tables),
            file=plain(tables[0].file_name),
        )
    )
    parts = []
    if found.repairs:
        listed = t.listed([str(one) for one in sorted(found.repairs)])
        parts.append(t("The rows that were mended for it go too: batch {batches}.", batches=listed))
    if returning := sum(month.returns for month in found.months):
        parts.append(
            t.plural(
                "{count} line that was set aside because of it comes back.",
                "{count} lines that were set aside because of it come back.",
                returning,
            )
        )
    for month in found.months[:SHOWN_MONTHS]:
        lines = month.returns - month.leaves
        parts.append(
            t.plural(
                "{month}: {change} line, {amount}",
                "{month}: {change} lines, {amount}",
                abs(lines),
                month=t.month(month.month),
                change=t.count(lines).replace("-", "−"),  # as amounts are written
                amount=view.money(month.amount),
            )
        )
    if len(found.months) > SHOWN_MONTHS:
        rest = len(found.months) - SHOWN_MONTHS
        parts.append(t.plural("and {count} more month", "and {count} more months", rest))
    if parts:
        st.markdown("\n".join(f"- {part}" for part in parts))
