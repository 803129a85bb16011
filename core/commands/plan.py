"""plan: write planned revenue from a file, or show it against what came in."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from core.commands.answer import Answer, columns, money, share
from core.commands.basis import basis_data, basis_line
from core.commands.question import asked_question
from core.text.words import Words

if TYPE_CHECKING:
    from core.metrics.selling.plan_actual import PlanActual, PlanLine
    from core.settings import Settings
    from core.store.workspace import Workspace


def answer_plan(workspace: Workspace, args: argparse.Namespace, words: Words) -> Answer:
    """Take the rows of a file into the plan (`--set`), or show the fiscal year (`--show`)."""
    if args.set:
        return _set(workspace, args, words)
    from core.metrics.selling.plan_actual import plan_actual

    settings = workspace.settings()
    found = plan_actual(workspace, asked_question(args, settings))
    data = {
        **basis_data(found.basis),
        "from": f"{found.first_month:%Y-%m}",
        "to": f"{found.final_month:%Y-%m}",
        "company": plan_line_data(found.company),
        "salespeople": [plan_line_data(line) for line in found.people],
        "nobody": money(found.nobody),
        "rows": [
            {"month": f"{row.month:%Y-%m}", "salesperson": row.salesperson, "amount": money(row.amount)}
            for row in found.rows
        ],
    }
    return Answer(data, _text(found, words, settings))


def _set(workspace: Workspace, args: argparse.Namespace, words: Words) -> Answer:
    from core.intake.planning.plan_file import read_plan
    from core.store.plans import keep_plan

    kept = keep_plan(workspace, read_plan(args.set, args.set.name, workspace.spool))
    said = words.plural("{count} amount is in the plan.", "{count} amounts are in the plan.", kept)
    return Answer({"file": args.set.name, "kept": kept}, said)


def plan_line_data(line: PlanLine) -> dict[str, Any]:
    """Plan and actual of the company or a salesperson."""
    return {
        "salesperson": line.salesperson,
        "month_actual": money(line.month_actual),
        "month_plan": money(line.month_plan),
        "month_attained": share(line.month_attained),
        "to_date_actual": money(line.to_date_actual),
        "to_date_plan": money(line.to_date_plan),
        "compared_actual": money(line.compared_actual),
        "attained": share(line.attained),
        "year_plan": money(line.year_plan),
        "run_rate": money(line.run_rate),
    }


def _text(found: PlanActual, words: Words, settings: Settings) -> str:
    head = (
        words("Salesperson"), words("Year so far, actual"), words("Year so far, plan"), words("Plan met"),
        words("Year at this pace"),
    )  # fmt: skip
    rows = [
        (line.salesperson or words("The company"), words.money(line.to_date_actual, settings.currency, 2),
         words.money(line.to_date_plan, settings.currency, 2), words.share(line.attained),
         words.money(line.run_rate, settings.currency, 2))
        for line in (found.company, *found.people)
    ]  # fmt: skip
    return "\n\n".join((basis_line(found.basis, words), columns(head, rows)))
