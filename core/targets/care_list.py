"""The care plan as lists that leave the app: rows in words, a sheet per salesperson, a page to print, a calendar."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from html import escape
from typing import TYPE_CHECKING, Any

from core.settings import Settings
from core.targets.actions import action_code, suggested_action
from core.targets.calendar import Event
from core.targets.customer_sheet import POLICY, STYLE
from core.targets.masking import masked, masked_phone, masked_text
from core.text.care_texts import care_advice, care_reason
from core.text.playbook import OwnWords
from core.text.signal_texts import causes, sentence
from core.text.tiers import tier_label
from core.text.words import Words

if TYPE_CHECKING:
    import pandas as pd

    from core.metrics.caring.care import CarePlan
    from core.metrics.signals.found import Signal

Row = dict[str, Any]
TO_DO = ("overdue", "due", "never")
OWN_PAGES = """
.list { break-after: page; break-inside: auto } .list:last-child { break-after: auto } .list tr { break-inside: avoid }
thead { display: table-header-group } small { color: #667085 } .done { width: 26px }
.list td:nth-child(3), .list td:nth-child(5) { white-space: nowrap }
.box { border: 1px solid #667085; width: 13px; height: 13px; display: inline-block }
"""


def care_rows(
    found: CarePlan, words: Words, settings: Settings, own: OwnWords, states: Sequence[str] = TO_DO
) -> list[Row]:
    """The rows of the plan in these states as values of Python, in its order; missing is None.

    Beside them `as_of` and what is said of each: `signals` that stand, a sentence each; `checks`, what to check behind
    the first; `reason` and `action`. `own`: the workspace's words of the playbook in this language.
    """
    chosen = found.table[found.table["state"].isin(states)]
    columns = {name: chosen[name].astype(object).where(chosen[name].notna(), None).tolist() for name in chosen.columns}
    columns["as_of"] = [found.basis.as_of] * len(chosen)
    rows = [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]
    for row in rows:
        standing = found.signals.get(row["customer_id"], ()) if row["signal_on"] else ()
        row.update(_told(row, standing, words, settings, own))
    return rows


def _told(row: Row, standing: Sequence[Signal], words: Words, settings: Settings, own: OwnWords) -> Row:
    """What is said of a row, in words."""
    told: Row = {
        "signals": tuple(sentence(signal, words, settings) for signal in standing),
        "checks": causes(standing[0].kind, words, own) if standing else (),
    }
    told["reason"] = care_reason(row | told, words)
    return told | {"action": _action(row | told, words, own)}


def _action(row: Row, words: Words, own: OwnWords) -> str:
    """What the plan says, and what to check behind a signal; else what their segment says, else a question to ask."""
    said = care_advice(row, words)
    if row["checks"]:
        check = words("Check first: {cause}", cause=row["checks"][0])
        return f"{said}{'' if words.language == 'zh' else ' '}{check}" if said else check
    if said is not None:
        return said
    by_segment = suggested_action(action_code(row["tier"], row["segment"]), words, own)
    return by_segment or words("Ask how the last order went, and what they need next.")


def care_frame(rows: Sequence[Row], words: Words, settings: Settings, *, unmasked: bool = False) -> pd.DataFrame:
    """The rows as a table that a person reads: headers and codes in words; days and money stay what they are."""
    import pandas as pd

    names = _headers(words)
    made = pd.DataFrame([_cells(row, words, settings) for row in rows], columns=list(names.values()))
    return made if unmasked else masked(made, (names["phone"],), (names["email"],))


def _headers(words: Words) -> dict[str, str]:
    known = ("salesperson", "customer_name", "tier", "contact", "phone", "email", "opted_out", "value", "customer_id")
    labels = {name: words.code("column", name) for name in known}
    return {
        "salesperson": labels["salesperson"],
        "customer_name": labels["customer_name"],
        "tier": labels["tier"],
        "state": words("State"),
        "kind": words("To do"),
        "due_on": words("Due on"),
        "reason": words.code("column", "reason"),
        "action": words("Suggested action"),
        **{name: labels[name] for name in ("contact", "phone", "email", "opted_out")},
        "last_contact": words("Last contact"),
        **{name: labels[name] for name in ("value", "customer_id")},
    }


def _cells(row: Row, words: Words, settings: Settings) -> list[Any]:
    return [
        row["salesperson"],
        row["customer_name"] or row["customer_id"],
        tier_label(words, row["tier"], settings) if row["tier"] else None,
        words.code("care_state", row["state"]),
        words.code("contact_kind", row["kind"]),
        row["due_on"],
        row["reason"],
        row["action"],
        row["contact"],
        row["phone"],
        row["email"],
        words("yes") if row["opted_out"] else None,
        row["last_contact"],
        row["value"],
        row["customer_id"],
    ]


def shown_phone(row: Row, *, unmasked: bool = False) -> str | None:
    """The phone, hidden but for its ends unless `unmasked`."""
    return row["phone"] if unmasked or not row["phone"] else masked_phone(row["phone"])


def by_salesperson(rows: Sequence[Row], words: Words) -> Iterator[tuple[str, list[Row]]]:
    """The rows of each salesperson under their name, in the order of names; customers without one last."""
    names = sorted({row["salesperson"] for row in rows if row["salesperson"]})
    for name in (*names, None):
        own = [row for row in rows if row["salesperson"] == name]
        if own:
            yield name or words("Nobody named"), own


def care_sheets(
    rows: Sequence[Row], words: Words, settings: Settings, *, unmasked: bool = False
) -> list[tuple[str, pd.DataFrame]]:
    """One table per salesperson with its name, for a workbook."""
    return [(name, care_frame(own, words, settings, unmasked=unmasked)) for name, own in by_salesperson(rows, words)]


def care_events(
    found: CarePlan, rows: Sequence[Row], words: Words, workspace_name: str, *, unmasked: bool = False
) -> list[Event]:
    """One event per customer on the list: on the day due, what is late or was never done on the first day after as_of.

    The id of an event is that of the customer in this workspace, so that the next plan moves it instead of doubling.
    """
    first = found.basis.as_of + timedelta(days=1)
    events = []
    for row in rows:
        name = row["customer_name"] or row["customer_id"]
        uid = hashlib.sha256(f"{workspace_name}\n{row['customer_id']}".encode()).hexdigest()[:32]
        phone = shown_phone(row, unmasked=True) if unmasked else None
        lines = [row["reason"], row["action"], *_whom(row, words, unmasked), phone or ""]
        title = f"{words.code('contact_kind', row['kind'])}: {name}"
        event = Event(
            f"{uid}@customer-pyramid", max(row["due_on"] or first, first), title, "\n".join(filter(None, lines))
        )
        events.append(replace(event, category=row["salesperson"] or ""))
    return events


def _whom(row: Row, words: Words, unmasked: bool) -> list[str]:
    said = (
        [words("Contact: {name}", name=row["contact"] if unmasked else masked_text(row["contact"]))]
        if row["contact"]
        else []
    )
    return [*said, words("Opted out: no advertising.")] if row["opted_out"] else said


def care_page(
    rows: Sequence[Row], words: Words, settings: Settings, title: str, basis: str, *, unmasked: bool = False
) -> bytes:
    """The lists as a page to print, HTML without scripts: a sheet per salesperson, a box to tick per customer."""
    lists = "".join(
        f'<div class="list"><h1>{_text(title)}</h1><p class="basis">{_text(basis)}</p><h2>{_text(name)}</h2>'
        f"{_table(own, words, settings, unmasked)}</div>"
        for name, own in by_salesperson(rows, words)
    )
    lang = "zh-CN" if words.language == "zh" else "en"
    made = (
        f'<!doctype html>\n<html lang="{lang}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{_text(title)}</title>'
        f"<style>{STYLE}{OWN_PAGES}</style></head><body>{lists}</body></html>\n"
    )
    return made.encode("utf-8", errors="replace")


def _table(rows: Sequence[Row], words: Words, settings: Settings, unmasked: bool) -> str:
    heads = ("", words.code("column", "customer_name"), words("To do"), words("Why"), words("Whom to ask for"))
    lines = "".join(
        f'<tr><td class="done"><span class="box"></span></td><td><b>{_text(row["customer_name"] or row["customer_id"])}'
        f"</b><br><small>{_text(_tier(row, words, settings))}</small></td>"
        f"<td>{_text(words.code('contact_kind', row['kind']))}<br><small>"
        f"{_text(words.day(row['due_on']) if row['due_on'] else words('now'))}</small></td>"
        f"<td>{_text(row['reason'])}<br><small>{_text(row['action'])}</small></td>"
        f"<td>{'<br>'.join(map(_text, _reach(row, words, unmasked)))}</td></tr>"
        for row in rows
    )
    head = "".join(f"<th>{_text(name)}</th>" for name in heads)
    return f"<table><thead><tr>{head}</tr></thead>{lines}</table>"


def _tier(row: Row, words: Words, settings: Settings) -> str:
    label = tier_label(words, row["tier"], settings) if row["tier"] else ""
    return " · ".join(part for part in (label, row["customer_id"]) if part)


def _reach(row: Row, words: Words, unmasked: bool) -> list[str]:
    name = row["contact"] if unmasked or not row["contact"] else masked_text(row["contact"])
    said = [name, shown_phone(row, unmasked=unmasked), words("opted out") if row["opted_out"] else None]
    return [part for part in said if part]


def _text(text: str) -> str:
    return escape("".join(sign if sign >= " " or sign in "\n\t" else " " for sign in text), quote=True)
