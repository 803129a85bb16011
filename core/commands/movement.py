"""movement: who went from which group to which between two dates, and the bridge between their revenues."""

from __future__ import annotations

import argparse
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from core.commands.answer import Answer, columns, measured, money
from core.commands.basis import basis_data, basis_line
from core.commands.question import asked_question
from core.settings import TIER_CODES
from core.text.movement import group_label
from core.text.words import Words

if TYPE_CHECKING:
    from core.metrics.movements.movement import Movement
    from core.metrics.movements.revenue_bridge import RevenueBridge
    from core.settings import Settings
    from core.store.workspace import Workspace


def answer_movement(workspace: Workspace, args: argparse.Namespace, words: Words) -> Answer:
    """The cells of the movement, both margins, the reasons by kind and the revenue bridge."""
    from core.metrics.movements.movement import movement
    from core.metrics.movements.moves import settled
    from core.metrics.movements.revenue_bridge import revenue_bridge

    asked = asked_question(args, workspace.settings())
    asked = replace(
        asked,
        as_of=args.to_day or asked.as_of,
        compared_with=args.from_day,
        reading=args.reading or asked.reading,
    )
    question = settled(workspace, asked, window_asked=args.window != 0)
    found, bridge = movement(workspace, question), revenue_bridge(workspace, question)
    settings = replace(workspace.settings(), value=question.value)
    return Answer(_data(found, bridge), _text(found, bridge, words, settings))


def _data(found: Movement, bridge: RevenueBridge) -> dict[str, Any]:
    measure = found.basis.value
    return {
        "from": found.before.as_of.isoformat(),
        "to": found.basis.as_of.isoformat(),
        "reading": found.reading,
        "two_months_rule": found.two_months_rule,
        "nobody_ranked_earlier": found.is_uncut,
        **basis_data(found.basis),
        "value": measure,
        "cells": [
            {
                "from": cell.moved_from,
                "to": cell.moved_to,
                "customers": cell.customers,
                "value_from": measured(cell.value_from, measure),
                "value_to": measured(cell.value_to, measure),
            }
            for cell in found.cells
        ],
        "margins": {
            side: [
                {"code": part.code, "customers": part.customers, "value": measured(part.value, measure)}
                for part in margin
            ]
            for side, margin in (("from", found.came), ("to", found.went))
        },
        "reasons": [
            {"from": cell.moved_from, "to": cell.moved_to, "why": why, "customers": customers}
            for cell in found.cells
            for why, customers in cell.why.items()
        ],
        "cut_values": {
            side: [measured(cut, measure) for cut in cuts]
            for side, cuts in (("from", found.cuts_before), ("to", found.cuts_after))
        },
        "up": found.up,
        "down": found.down,
        "bridge": _bridge(bridge),
    }


def _bridge(found: RevenueBridge) -> dict[str, Any]:
    parts = {
        name: [{"code": step.code, "customers": step.customers, "amount": money(step.amount)} for step in steps]
        for name, steps in (("steps", found.steps), ("effects", found.effects))
    }
    return {"revenue_from": money(found.revenue_from), "revenue_to": money(found.revenue_to), **parts}


def _text(found: Movement, bridge: RevenueBridge, words: Words, settings: Settings) -> str:
    def amount(value: Any) -> str:
        if settings.value == "order_count":
            return words.count(value)
        return words.money(value, settings.currency, 2)

    cells = [
        (
            group_label(words, cell.moved_from, settings),
            group_label(words, cell.moved_to, settings),
            words.count(cell.customers),
            amount(cell.value_from),
            amount(cell.value_to),
        )
        for cell in found.cells
    ]
    head = (words("Group before"), words("Group after"), words("Customers"), words("Value then"), words("Value now"))
    steps = [
        (words.code("bridge", "revenue_from"), "", words.money(bridge.revenue_from, settings.currency, 2)),
        *(_step(step.code, step.customers, step.amount, words, settings) for step in bridge.steps),
        (words.code("bridge", "revenue_to"), "", words.money(bridge.revenue_to, settings.currency, 2)),
        *(_step(step.code, step.customers, step.amount, words, settings) for step in bridge.effects),
    ]
    bridged = columns((words("Revenue bridge"), words("Customers"), words("Amount")), steps)
    return "\n\n".join((_dates(found, words), *_notes(found, words, settings), columns(head, cells, 2), bridged))


def _notes(found: Movement, words: Words, settings: Settings) -> list[str]:
    notes = []
    if found.two_months_rule:
        notes.append(words("A tier changes only when it holds for two month ends (two-month rule)."))
    if found.is_uncut:
        day, best = words.day(found.earlier.as_of), group_label(words, TIER_CODES[0], settings)
        notes.append(
            words("Nobody was ranked on {day}, so there are no amounts to cut by: everybody with a value above 0 "
                  "counts as {tier}. Compare with another month end, or use --reading relative.", day=day, tier=best)
        )  # fmt: skip
    return notes


def _step(code: str, customers: int, amount: Any, words: Words, settings: Settings) -> tuple[str, str, str]:
    return words.code("bridge", code), words.count(customers), words.money(amount, settings.currency, 2)


def _dates(found: Movement, words: Words) -> str:
    dates = f"{words.day(found.before.as_of)} → {basis_line(found.basis, words)}"
    return f"{dates} · {words.code('reading', found.reading)}"
