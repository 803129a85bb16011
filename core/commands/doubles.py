"""doubles and merge: customers who stand under several ids."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from core.commands.answer import Answer, columns, money
from core.errors import QuestionError
from core.text.doubles import evidence_sentence
from core.text.words import Words

if TYPE_CHECKING:
    from core.metrics.same_customers import Double, Side
    from core.store.merges import Evidence, Merge
    from core.store.workspace import Workspace

EVERYTHING = 2**31 - 1


def answer_doubles(workspace: Workspace, args: argparse.Namespace, words: Words) -> Answer:
    """List who is probably the same customer, or remember that somebody is not."""
    from core.metrics.same_customers import same_customers

    if args.dismiss:
        return _dismissed(workspace, args.dismiss, words)
    found = same_customers(workspace)
    customer, revenue = (words.code("column", name) for name in ("customer_name", "revenue"))
    head = (customer, words("Probably the same"), words("Evidence"), revenue, words("At stake"))
    currency = workspace.settings().currency
    rows = [
        (
            _named(one.kept),
            _named(one.other),
            evidence_sentence(one.evidence, one.against, words),
            words.money(one.kept.revenue, currency),
            words.money(one.stake, currency),
        )
        for one in found.shown
    ]
    text = columns(head, rows, left=3) if rows else words("No customer seems to stand here twice.")
    total = found.pairs + found.ids
    notes = (
        (words("{shown} of {total} are shown, those with the most revenue at stake.", shown=len(rows), total=total),)
        if total > len(rows)
        else ()
    )
    data = {"pairs": found.pairs, "ids": found.ids, "doubles": [_double(one) for one in found.shown]}
    return Answer(data, text, notes)


def answer_merge(workspace: Workspace, args: argparse.Namespace, words: Words) -> Answer:
    """Count customers as another, take that back, or list what was decided."""
    from core.metrics.same_customers import evidence_of, same_customers
    from core.store.merges import merge_customers, merges, undo_merge

    if args.ids and args.into is None:
        raise QuestionError("merge_unclear")
    if args.list:
        found = merges(workspace)
        return Answer({"merges": [_merge(one) for one in found]}, _listed(found, words))
    if args.undo is not None:
        undone = undo_merge(workspace, args.undo)
        text = words(
            "Merge {merge_id} is undone: {ids} no longer count as {into}.",
            merge_id=undone.merge_id,
            ids=words.listed(undone.customer_ids),
            into=undone.into_id,
        )
        return Answer(_merge(undone), text)
    evidence = evidence_of(same_customers(workspace, EVERYTHING), args.ids, args.into)
    made = merge_customers(workspace, args.ids, args.into, evidence)
    text = words(
        "Merge {merge_id}: {ids} now count as {into}.",
        merge_id=made.merge_id,
        ids=words.listed(made.customer_ids),
        into=made.into_id,
    )
    return Answer(_merge(made), text)


def _dismissed(workspace: Workspace, ids: list[str], words: Words) -> Answer:
    """Turn a suggestion down: of two ids, or of one id with several names. QuestionError `double_unknown`."""
    from core.metrics.same_customers import same_customers
    from core.store.merges import dismiss_names, dismiss_pair

    for one in same_customers(workspace, EVERYTHING).shown:
        if {one.kept.customer_id, one.other.customer_id} == set(ids):
            if one.names:
                dismiss_names(workspace, one.kept.customer_id, one.names)
            else:
                dismiss_pair(workspace, one.kept.customer_id, one.other.customer_id)
            return Answer({"dismissed": ids}, words("{ids}: not suggested again.", ids=words.listed(ids)))
    raise QuestionError("double_unknown", ids=", ".join(ids))


def _named(side: Side) -> str:
    return f"{side.customer_name} ({side.customer_id})" if side.customer_name else side.customer_id


def _listed(found: list[Merge], words: Words) -> str:
    head = (words("Merge"), words("Customers"), words("Count as"), words("Evidence"), words("Decided"), words("Undone"))
    rows = [
        (
            str(one.merge_id),
            ", ".join(one.customer_ids),
            one.into_id,
            words("; ").join(dict.fromkeys(evidence_sentence(part, (), words) for part in one.evidence if part)) or "–",
            words.day(one.decided_at.date()),
            words.day(one.undone_at.date()) if one.undone_at else "–",
        )
        for one in found
    ]
    return columns(head, rows, left=6) if rows else words("No customers were merged.")


def _double(one: Double) -> dict[str, Any]:
    return {
        "kept": _side(one.kept),
        "other": _side(one.other),
        "evidence": _evidence(one.evidence),
        "against": list(one.against),
        "names": one.names,
        "stake": money(one.stake),
    }


def _side(side: Side) -> dict[str, Any]:
    return {
        "customer_id": side.customer_id,
        "name": side.customer_name,
        "lines": side.lines,
        "revenue": money(side.revenue),
        "first_day": side.first_day.isoformat() if side.first_day else None,
        "last_day": side.last_day.isoformat() if side.last_day else None,
    }


def _merge(one: Merge) -> dict[str, Any]:
    return {
        "merge_id": one.merge_id,
        "customer_ids": list(one.customer_ids),
        "into": one.into_id,
        "evidence": [_evidence(part) for part in one.evidence],
        "decided_at": one.decided_at.isoformat(timespec="seconds"),
        "undone_at": one.undone_at.isoformat(timespec="seconds") if one.undone_at else None,
    }


def _evidence(evidence: Evidence) -> list[dict[str, str]]:
    return [{"reason": reason, "shared": shared} for reason, shared in evidence]
