"""The care plan in words: why somebody is on it, what to do, and the answer of the page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from core.text.words import Words

if TYPE_CHECKING:
    from core.metrics.caring.care import CarePlan, Portfolio

CONTACTS: dict[str, str] = {
    "contact_kind": "{kind} is no kind of contact. There are: {kinds}.",
    "contact_future": "{contacted_on} has not come yet. A contact is noted when it has happened, by {latest} at the "
    "latest; for a day to come, say a next step.",
    "contact_early": "{contacted_on} is before the first day of the data, {first}. Check the year of the date.",
    "contact_next_on": "The next step on {next_on} does not follow the contact on {contacted_on}. Give a day from then "
    "on, within ten years.",
    "contact_settled": "{settled_on} cannot be when this was settled: only a complaint is settled, on its day "
    "({contacted_on}) or later, and not in the future.",
    "contact_long": "The text for {column} has {count} characters; {most} at most. Keep the outcome here and the rest "
    "in a document.",
    "contact_known": "This was noted for {contacted_on} already, word for word. Nothing was noted twice.",
    "contact_gone": "There is no note {note_id} to take back: somebody has done so already, or it came from a file.",
    "contact_unclear": "With contact add name a customer and a --kind; with contact remove the number of a note.",
    "care_days": "{days} are no days between two contacts. Give 0 for never, or up to {longest}.",
    "care_plan_days": "A plan of {days} days cannot be made. Give 1 to {longest} days.",
    "care_salesperson": "There is no salesperson called {name} in the plan. There are: {names}.",
}
"""The sentences of refusals."""

KINDS_DUE = {
    "visit": ("Visit overdue by {count} day", "Visit overdue by {count} days"),
    "call": ("Call overdue by {count} day", "Call overdue by {count} days"),
    "message": ("Message overdue by {count} day", "Message overdue by {count} days"),
}
MOST_SIGNALS = 2
"""So many signals are told of a customer in the plan."""
STRONGER = {
    ("call", 3): "A visit is due too.",
    ("message", 3): "A visit is due too.",
    ("message", 2): "A call is due too.",
}


def care_reason(row: Mapping[str, Any], t: Words) -> str:
    """Why a customer is on the plan, in sentences: complaint, promise, signals, rhythm, occasions.

    `row`: see `care.sql`; `signals` beside it: a sentence each, the most money at stake first.
    """
    if row["state"] == "done":
        kind = t.code("contact_kind", row["last_kind"])
        return t("{kind} on {day}; nothing more is due.", kind=kind, day=t.day(row["last_contact"]))
    parts = [_complaint(row, t), _promise(row, t), *row["signals"][:MOST_SIGNALS], _rhythm(row, t), *_occasions(row, t)]
    return ("" if t.language == "zh" else " ").join(part for part in parts if part)


def _complaint(row: Mapping[str, Any], t: Words) -> str:
    if not row["complaint_on"]:
        return ""
    day, count = t.day(row["complaint_on"]), int(row["complaints"])
    if count > 1:
        return t("Complaints on {count} days are not settled, the first of {day}.", count=t.count(count), day=day)
    if row["is_severe"]:
        return t("A grave complaint of {day} is not settled.", day=day)
    return t("A complaint of {day} is not settled.", day=day)


def _promise(row: Mapping[str, Any], t: Words) -> str:
    if not row["next_on"]:
        return ""
    day = t.day(row["next_on"])
    if not row["next_step"]:
        return t("A next step was promised for {day}.", day=day)
    return t("Promised for {day}: {step}.", day=day, step=row["next_step"].rstrip(" .。"))


def _rhythm(row: Mapping[str, Any], t: Words) -> str:
    sleeps = row["tier"] == "inactive" and row["every_days"]
    asleep = t("Ordered last on {day}.", day=t.day(row["last_order"])) if sleeps and row["last_order"] else ""
    if row["is_new"]:
        said = t("No contact is noted yet.")
    elif row["rhythm_on"]:
        said = _since(row, t)
    else:
        return ""
    return ("" if t.language == "zh" else " ").join(part for part in (asleep, said) if part)


def _since(row: Mapping[str, Any], t: Words) -> str:
    """The kind that is due first, and that a stronger one is due too."""
    kind, days = row["rhythm_kind"], (row["as_of"] - row["rhythm_on"]).days
    if days > 0:
        first = t.plural(*KINDS_DUE[kind], days)
    else:
        first = t("{kind} due on {day}", kind=t.code("contact_kind", kind), day=t.day(row["rhythm_on"]))
    every = t.count(row["every_days"])
    if row["rhythm_last"]:
        said = t(
            "{first}: every {days} days, the last on {last}.", first=first, days=every, last=t.day(row["rhythm_last"])
        )
    else:
        said = t("{first}: every {days} days, none is noted so far.", first=first, days=every)
    stronger = STRONGER.get((kind, int(row["strongest"])))
    return said if stronger is None else f"{said}{'' if t.language == 'zh' else ' '}{t(stronger)}"


def _occasions(row: Mapping[str, Any], t: Words) -> list[str]:
    said = []
    if row["birthday_on"]:
        said.append(t("Birthday on {day}.", day=t.day(row["birthday_on"])))
    if row["anniversary_on"]:
        said.append(t.plural("{count} year a customer on {day}.", "{count} years a customer on {day}.",
                             int(row["anniversary_years"]), day=t.day(row["anniversary_on"])))  # fmt: skip
    return said


def care_advice(row: Mapping[str, Any], t: Words) -> str | None:
    """What to do where the plan itself says it, most pressing first; None where the customer's segment does."""
    if row["state"] == "done":
        return ""
    if row["complaint_on"]:
        return t("Say what was done about the complaint, and ask whether that settles it.")
    if row["next_on"]:
        return t("Keep the promise, or call and name the day when it will be kept.")
    if row["rhythm_kind"] or row["signals"]:
        return None
    if row["birthday_on"]:
        return t("Congratulate, and leave business for another day.")
    return t("Thank them for the years, and ask what we should do better.")


def whom_we_call(found: CarePlan, t: Words) -> str:
    """The answer of the plan: how many are due, overdue and never contacted."""
    due, overdue, never = found.count("overdue") + found.count("due"), found.count("overdue"), found.count("never")
    by = t.day(found.last_day)
    if not found.contacts and not due:
        return _start(found, t)
    if not due:
        first = t("Nobody is due by {day}", day=by)
    elif not overdue:
        first = t.plural("{count} customer is due by {day}, none overdue",
                         "{count} customers are due by {day}, none overdue", due, day=by)  # fmt: skip
    else:
        first = t.plural("{count} customer is due by {day}, {overdue} of them overdue",
                         "{count} customers are due by {day}, {overdue} of them overdue",
                         due, day=by, overdue=t.count(overdue))  # fmt: skip
    if not never:
        return t("{sentence}.", sentence=first)
    second = t.plural("no contact is noted with {count} more", "no contact is noted with {count} more", never)
    if found.count("proposed") < never:
        proposed = t.count(found.count("proposed"))
        second = t("{first}, of whom {proposed} are proposed to begin with", first=second, proposed=proposed)
    return t("{first}; {second}.", first=first, second=second)


def _start(found: CarePlan, t: Words) -> str:
    """Nobody has noted anything: everything would be due, so the first names are proposed."""
    proposed = found.count("proposed")
    if not found.count("never"):
        return t("No contact is noted yet, and nobody is due by {day}.", day=t.day(found.last_day))
    if proposed == found.count("never"):
        return t.plural("No contact is noted yet: begin with this {count} customer.",
                        "No contact is noted yet: begin with these {count} customers.", proposed)  # fmt: skip
    told = {"proposed": t.count(proposed), "never": t.count(found.count("never"))}
    if not any(person.name for person in found.people):
        return t("No contact is noted yet: begin with the {proposed} customers who bring most, of {never} who should "
                 "hear from us.", **told)  # fmt: skip
    return t(
        "No contact is noted yet: begin with the {proposed} customers who bring most to each salesperson, of {never} "
        "who should hear from us.", **told,
    )  # fmt: skip


def person_name(person: Portfolio, t: Words) -> str:
    """The name of a salesperson; of customers without one that there is none."""
    return person.name or t("Nobody named")
