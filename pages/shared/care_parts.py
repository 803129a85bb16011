"""Parts of the care plan's page: what is asked, the list, the customer to speak with, files, how it is computed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from core.metrics.caring.care import MOST_NEW, NOBODY
from core.metrics.caring.care_rhythm import KINDS
from core.store.contacts import Contact
from core.store.playbook import own_words
from core.targets.care_list import TO_DO, Row, care_rows, shown_phone
from core.targets.masking import masked_text
from core.text.care_texts import person_name
from pages.shared import answers_care
from pages.shared.care_log import SPOKEN, contact_form, keep, today
from pages.shared.customer_search import called, remember
from pages.shared.playbook_parts import as_list
from pages.shared.reading_words import plain
from pages.shared.tables import show_table
from pages.shared.view import View

if TYPE_CHECKING:
    from core.metrics.caring.care import CarePlan

HORIZONS = (7, 14, 30)
CUSTOMER = "care_customer"
MOST_DONE = 50


def asked_days(view: View) -> int:
    """How many days the plan reaches beyond the day of the figures."""
    t = view.t
    return st.segmented_control(
        t("The next"), HORIZONS, key="care_days", default=HORIZONS[0], required=True,
        format_func=lambda days: t.plural("{count} day", "{count} days", days),
    ) or HORIZONS[0]  # fmt: skip


def asked_everybody(view: View) -> bool:
    """Whether all who were never contacted stand on the list."""
    return st.toggle(
        view.t("All who were never contacted"), key="care_everybody",
        help=view.t("Off: the {count} of each salesperson who bring most.", count=MOST_NEW),
    )  # fmt: skip


def told(view: View, found: CarePlan, states: Sequence[str] = TO_DO) -> list[Row]:
    """The rows of the plan with what is said of each, in the workspace's own words."""
    return care_rows(found, view.t, view.settings, own_words(view.workspace, view.t.language), states)


def people_offered(view: View, found: CarePlan) -> dict[str, str]:
    """Salespeople with something to do: what is asked for -> the name."""
    return {person.name or NOBODY: person_name(person, view.t) for person in found.people if person.listed}


def care_table(view: View, rows: list[Row], *, with_people: bool) -> str | None:
    """The list; the id of the customer that was picked in it last."""
    import pandas as pd

    t = view.t
    shown = pd.DataFrame(
        [
            {
                "customer_name": row["customer_name"] or row["customer_id"],
                "kind": t.code("contact_kind", row["kind"]),
                "due_on": row["due_on"],
                "reason": row["reason"],
                "salesperson": row["salesperson"],
                "tier": row["tier"],
                "contact": masked_text(row["contact"]) if row["contact"] else None,
                "phone": shown_phone(row),
                "opted_out": t("opted out") if row["opted_out"] else None,
                "value": row["value"],
            }
            for row in rows
        ]
    )
    kept = [name for name in shown.columns if shown[name].notna().any() and (name != "salesperson" or with_people)]
    names = {"kind": t("To do"), "due_on": t("Due on"), "reason": t("Why"), "opted_out": t("Note")}
    picked = show_table(
        view, shown[kept], key=f"care_table_{view.data_version}", names=names, selectable=True, tall=True,
        kinds={"due_on": "day", "reason": "sentence"},
    )  # fmt: skip
    return rows[picked[0]]["customer_id"] if picked and picked[0] < len(rows) else None


def contact_card(view: View, rows: list[Row], picked: str | None) -> None:
    """Whom to speak with, why and about what; and the form for what came of it."""
    t = view.t
    by_id = {row["customer_id"]: row for row in rows}
    spoken = st.session_state.get(SPOKEN)
    if spoken and spoken["customer_id"] == st.session_state.get(CUSTOMER):
        by_id.setdefault(spoken["customer_id"], spoken)  # somebody else was quicker: what is typed here is kept
    if picked and st.session_state.get("care_picked") != picked:
        st.session_state[CUSTOMER] = picked
    st.session_state["care_picked"] = picked
    if st.session_state.get(CUSTOMER) not in by_id:
        st.session_state[CUSTOMER] = None
    with st.container(border=True, key="care_card"):
        st.subheader(t("Log a contact"), anchor=False)
        chosen = st.selectbox(
            t("With whom?"), list(by_id), key=CUSTOMER, placeholder=t("Pick a row above or choose here"),
            format_func=lambda customer_id: called(customer_id, by_id[customer_id]["customer_name"]),
        )  # fmt: skip
        if chosen:
            st.session_state[SPOKEN] = by_id[chosen]
            _spoken_with(view, by_id[chosen])


def _spoken_with(view: View, row: Row) -> None:
    t, customer_id = view.t, row["customer_id"]
    name = row["customer_name"] or customer_id
    left, right = st.columns([2, 3], gap="medium")
    with left:
        st.markdown(f"**{plain(row['reason'])}**")
        st.markdown(plain(row["action"]))
        if len(row["checks"]) > 1:
            with st.expander(t.code("playbook_part", "causes"), icon=":material/checklist:"):
                st.markdown(as_list(row["checks"]))
        reach = [masked_text(row["contact"]) if row["contact"] else "", shown_phone(row) or ""]
        if any(reach):
            st.caption(plain(" · ".join(part for part in reach if part)))
        if row["opted_out"]:
            st.caption(t(":orange[Opted out: no advertising; a visit or a call about their orders is fine.]"))
        st.button(t("Customer's page"), key="care_open", icon=":material/person:", on_click=remember,
                  args=(customer_id,))  # fmt: skip
        if row["complaint_on"] and st.button(
            t("The complaint is settled"), key="care_settle", icon=":material/done_all:"
        ):
            settled = Contact(
                customer_id, row["complaint_on"], "complaint", settled_on=answers_care.latest_day(view, today())
            )
            keep(view, settled, t("The complaint of {name} is settled.", name=plain(name)))
    with right:
        promised = (
            row["next_on"] if row["next_on"] and row["next_on"] > answers_care.latest_day(view, today()) else None
        )
        contact_form(
            view, customer_id, name, key="care", kind=row["kind"], by=row["salesperson"] or "",
            step=(row["next_step"] or "") if promised else "", step_on=promised,
        )  # fmt: skip


def done_since(view: View, found: CarePlan) -> None:
    """Who was contacted after the day of the figures and needs nothing more."""
    t, rows = view.t, told(view, found, ("done",))
    if not rows:
        return
    label = t.plural("{count} customer contacted since {day}", "{count} customers contacted since {day}",
                     len(rows), day=t.day(found.basis.as_of))  # fmt: skip
    with st.expander(label, icon=":material/task_alt:", key="care_done"):
        named = [(row["customer_name"] or row["customer_id"], row["reason"]) for row in rows[:MOST_DONE]]
        st.markdown("\n".join(f"- **{plain(name)}** · {plain(reason)}" for name, reason in named))


def how_computed(view: View, found: CarePlan) -> tuple[list[str], list[tuple[str, str]], list[str]]:
    """The definition, the values used and who is left out."""
    t = view.t
    definition = [
        t("The plan looks from the day of the figures on, never from today; contacts after that day count as done."),
        t("Due: the last contact and the days of the rhythm for the tier and stage of life. A visit counts as a call, "
          "a call as a message, and a contact of another kind, or of none, as a message; a complaint is no contact of "
          "ours. What was never done counts from the first contact that is noted."),
        t("Never contacted: nothing is noted, so it is due now; the {count} of each salesperson who bring most are "
          "proposed.", count=MOST_NEW),
        t("A promised next step stands until the next contact, which says anew what comes next."),
        t("A signal of a customer of the two best tiers that nobody has dismissed is due at once, and stands until "
          "somebody calls or visits them after the day of the figures; what to check comes from the playbook."),
        t("A complaint of the last 12 months stands until somebody settles it by hand, or every file that speaks of "
          "that day does."),
        t("Inactive customers are woken for two years after their last order. Birthdays come from the customer file; "
          "anniversaries of the two best tiers from the day they joined, else of their first order where it lies 90 "
          "days after the data begin; both are kept on 28 February in years without a 29th."),
        t("Salesperson: the owner in the customer file, else the salesperson of the latest order."),
        t("A contact noted by hand that stands in a file too counts once."),
    ]  # fmt: skip
    tiers = dict.fromkeys(rhythm.tier for rhythm in found.rhythms)
    used = [
        (t("Plan until"), t.day(found.last_day)),
        (t("Contacts in the log"), t.count(found.contacts)),
        *((view.tier(tier), _rhythm_words(view, found, tier)) for tier in tiers),
    ]
    left_out = [t("Accounts that are set apart, and known customers who never ordered, have no rhythm.")]
    if found.count("opted_out"):
        left_out.append(t.plural("{count} customer on the plan has opted out and is not written to.",
                                 "{count} customers on the plan have opted out and are not written to.",
                                 found.count("opted_out")))  # fmt: skip
    return definition, used, left_out


def _rhythm_words(view: View, found: CarePlan, tier: str) -> str:
    """The rhythm of a tier in its stages: "Stable: call 30, visit 60"."""
    t = view.t
    comma, semicolon = ("，", "；") if t.language == "zh" else (", ", "; ")
    said = []
    for rhythm in found.rhythms:
        if rhythm.tier == tier:
            days = [f"{t.code('contact_kind', kind).lower()} {count}"
                    for kind, count in zip(KINDS, rhythm.days, strict=True) if count]  # fmt: skip
            said.append(t.named(t.code("stage", rhythm.stage), comma.join(days) or t("no contact")))
    return semicolon.join(said)
