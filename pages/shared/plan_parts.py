"""Plan against actual: the sentence, the months, each salesperson, and the plan itself to write or to drop."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import streamlit as st

from core.charts.salespeople import draw_plan
from core.errors import CoreError
from core.metrics.selling.plan_actual import LEAST_MONTHS, PlanActual, PlanLine
from core.store.plans import Planned
from core.text.messages import message
from core.text.words import held_together
from pages.shared import state
from pages.shared.exports import download_buttons
from pages.shared.lazily import folded
from pages.shared.picking import still
from pages.shared.plan_grid import grid_frame, planned_of
from pages.shared.tables import show_table
from pages.shared.view import View

if TYPE_CHECKING:
    import pandas as pd

TYPES = ["csv", "txt", "tsv", "xlsx", "xlsm", "xls", "ods"]


def plan_section(view: View, found: PlanActual) -> None:
    """The plan of the fiscal year: how far it is met, month by month and person by person."""
    t = view.t
    st.subheader(t("Is the plan met?"), anchor=False)
    with st.container(border=True, key="plan_card", gap="small"):
        st.markdown(held_together(plan_words(view, found)))
        still(draw_plan(found, view.look), "plan", t("Actual revenue per month of the fiscal year, with the plan"))
        if found.has_plan and found.people:
            _people(view, found)
        if found.is_summed:
            st.caption(_summed(view))
        if view.question.filters.lines or view.question.filters.customers:
            st.caption(t("Filters do not apply to the plan: it is of the whole company."))

    def written() -> None:
        _editor(view, found)
        _file(view)

    folded(t("Write the plan, or take it from a file"), written, key="plan_editor", icon=":material/edit_calendar:")


def plan_words(view: View, found: PlanActual) -> str:
    """How far the plan is met, in words."""
    t, line = view.t, found.company
    month = t.month(found.basis.last_month)
    year, pace = _year(view, found)
    if line.attained is None:
        return t("{pace}. There is no plan for it yet.", pace=pace)
    so_far = t(
        "{share} of the plan so far: {actual} of {plan}",
        share=t.share(line.attained), actual=view.money(line.compared_actual), plan=view.money(line.to_date_plan),
    )  # fmt: skip
    parts = [so_far]
    if line.month_attained is not None:
        parts.append(t("{month}: {share}", month=month, share=t.share(line.month_attained)))
    if line.year_plan and year is not None:
        share = t.share(float(year / line.year_plan))
        pace = t("{pace}, {share} of the plan of its months", pace=pace, share=share)
    return t("**{first}**. {second}.", first=t("; ").join(parts), second=pace)


def _year(view: View, found: PlanActual) -> tuple[Decimal | None, str]:
    """What the fiscal year ended at, or ends at by the pace of its months, in words too; unknown where they are few."""
    t, line, months = view.t, found.company, found.months_held
    if months == len(found.months):
        return line.to_date_actual, t("The fiscal year ended at {amount}", amount=view.money(line.to_date_actual))
    so_far = t.plural("The data hold {count} month of the fiscal year, with {amount}",
                      "The data hold {count} months of the fiscal year, with {amount}",
                      months, amount=view.money(line.to_date_actual))  # fmt: skip
    if found.basis.last_month >= found.final_month:
        return None, so_far
    if line.run_rate is None:
        few = t("Where it ends is told from {least} months on", least=t.count(LEAST_MONTHS))
        return None, t("{so_far}. {few}", so_far=so_far, few=few)
    amount = view.money(line.run_rate)
    return line.run_rate, t("At the pace of its {count} months so far the fiscal year ends at {amount}",
                            count=t.count(months), amount=amount)  # fmt: skip


def _summed(view: View) -> str:
    return view.t(
        "The company has no plan of its own for these months: the sum of the salespeople's plans stands for it."
    )


def _people(view: View, found: PlanActual) -> None:
    import pandas as pd

    t = view.t
    rows = [_row(line, line.salesperson or "") for line in found.people]
    frame = pd.DataFrame([_row(found.company, t("The company")), *rows]).dropna(axis="columns", how="all")
    names = {
        "salesperson": t("Salesperson"), "month_actual": t("Month, actual"), "month_plan": t("Month, plan"),
        "to_date_actual": t("Year so far, actual"), "to_date_plan": t("Year so far, plan"), "attained": t("Plan met"),
        "run_rate": t("Year at this pace"), "year_plan": t("Year, plan"),
    }  # fmt: skip
    kinds = dict.fromkeys([name for name in names if name not in ("salesperson", "attained")], "money")
    show_table(view, frame, key="plan_table", names=names, kinds={**kinds, "attained": "share"})  # type: ignore[dict-item]


def _row(line: PlanLine, name: str) -> dict[str, object]:
    return {
        "salesperson": name, "month_actual": line.month_actual, "month_plan": line.month_plan,
        "to_date_actual": line.to_date_actual, "to_date_plan": line.to_date_plan, "attained": line.attained,
        "run_rate": line.run_rate, "year_plan": line.year_plan,
    }  # fmt: skip


def _editor(view: View, found: PlanActual) -> None:
    t = view.t
    kept = found.rows
    months = [month for month, _, _ in found.months]
    frame = grid_frame(t, kept, months, [str(line.salesperson) for line in found.people])
    names = {f"{month:%Y-%m}": st.column_config.NumberColumn(t.month(month), min_value=0, format="%,.0f")
             for month in months}  # fmt: skip
    st.caption(
        t("Planned revenue per month. The first row is the company's own plan; where it is empty, the sum of the "
          "salespeople counts.")
    )  # fmt: skip
    edited = st.data_editor(
        frame,
        key=f"plan_grid_{view.workspace.name}_{view.data_version}",
        hide_index=True,
        num_rows="dynamic",
        placeholder="–",
        column_config={"salesperson": st.column_config.TextColumn(t("Salesperson"), required=True)} | names,
    )
    with st.container(horizontal=True):
        if st.button(t("Save the plan"), key="save_plan", type="primary", icon=":material/save:"):
            others = [row for row in kept if row.month not in months]
            _keep(view, [*others, *planned_of(t, edited, months)], whole=True)
        download_buttons(view, "plan", lambda: _long(view, kept), key="plan_download")


def _long(view: View, kept: tuple[Planned, ...]) -> pd.DataFrame:
    import pandas as pd

    rows = [(f"{row.month:%Y-%m}", row.salesperson or "", row.amount) for row in kept]
    return pd.DataFrame(rows, columns=[view.t("Month"), "salesperson", "amount"])


def _file(view: View) -> None:
    t = view.t
    upload = st.file_uploader(
        t("A file with the columns month, salesperson and amount; without a salesperson it is the company's plan"),
        type=TYPES,
        key="plan_file",
    )
    if upload is None:
        return
    from core.intake.planning.plan_file import read_plan

    path = view.workspace.spool / f"plan-{uuid4().hex}{Path(upload.name).suffix}"
    path.write_bytes(upload.getbuffer())
    try:
        rows = read_plan(path, upload.name, view.workspace.spool)
    except CoreError as error:
        st.error(message(error, t))
        return
    finally:
        path.unlink(missing_ok=True)
    total = view.money(sum(row.amount for row in rows))
    st.markdown(t.plural("{count} amount, {total} together.", "{count} amounts, {total} together.", len(rows),
                         total=total))  # fmt: skip
    if st.button(t("Take over into the plan"), key="take_plan", type="primary", icon=":material/playlist_add_check:"):
        _keep(view, list(rows), whole=False)


def _keep(view: View, rows: list[Planned], *, whole: bool) -> None:
    from core.store.plans import keep_plan

    try:
        keep_plan(view.workspace, rows, whole=whole)
    except CoreError as error:
        st.error(message(error, view.t))
        return
    state.notice(view.t("The plan is kept with the workspace."))
    st.rerun()
