"""customers and targets: tables that go into a file."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from core.commands.answer import Answer, measured
from core.commands.choosing import asked_choice, choice_data, funnel_text
from core.commands.question import asked_question, asked_rules
from core.errors import QuestionError
from core.text.words import Words

if TYPE_CHECKING:
    import pandas as pd

    from core.settings import Settings
    from core.store.workspace import Workspace

FIRST = ("customer_id", "customer_name", "tier", "r", "f", "m", "segment", "recency_days", "order_count", "revenue")


def answer_customers(workspace: Workspace, args: argparse.Namespace, words: Words) -> Answer:
    """Write one row per known customer."""
    from core.metrics.customers import customers
    from core.targets.wording import whole

    _check_out(args.out, (".csv",))
    asked = asked_question(args, workspace.settings())
    settings = replace(workspace.settings(), value=asked.value)
    found = customers(workspace, asked, asked_rules(args, settings))
    table = whole(found.table)
    ordered = table[[*FIRST, *(name for name in table.columns if name not in FIRST)]]
    _write(ordered, args, words, settings)
    data = {"customers": found.rows, "value": measured(found.value, asked.value)}
    text = words.plural("{count} customer", "{count} customers", found.rows)
    return Answer(data, text, (words("Written to {file}", file=args.out),))


def answer_targets(workspace: Workspace, args: argparse.Namespace, words: Words) -> Answer:
    """Write the customers that meet all rules and that the choice takes."""
    from core.targets.lists import DEFAULT_COLUMNS, target_list
    from core.targets.rules import parse_rule

    _check_out(args.out, (".csv", ".xlsx"))
    asked = asked_question(args, workspace.settings())
    settings = replace(workspace.settings(), value=asked.value)
    rules = [parse_rule(text) for text in args.rule]
    columns = args.columns or DEFAULT_COLUMNS
    by, choice = asked_rules(args, settings), asked_choice(workspace, args)
    found = target_list(workspace, asked, by, rules, words=words, choice=choice, columns=columns)
    _write(found.table, args, words, settings)
    data = {"customers": found.rows, "value": measured(found.value, asked.value), **choice_data(workspace, found)}
    text = words.plural("{count} customer", "{count} customers", found.rows)
    said = (*found.sentences, *found.choice_sentences, funnel_text(found, words), text)
    return Answer(data, "\n".join(line for line in said if line), (words("Written to {file}", file=args.out),))


def _check_out(out: Path, endings: tuple[str, ...]) -> None:
    if out.suffix.lower() not in endings:
        raise QuestionError("file_ending", file=str(out), endings=", ".join(endings))


def _write(table: pd.DataFrame, args: argparse.Namespace, words: Words, settings: Settings) -> None:
    """Codes for machines, or labels and headers in the language that `--lang` names."""
    from core.targets.export import export_csv, export_xlsx
    from core.targets.wording import worded

    made = worded(table, words, settings) if args.lang else table.rename(columns={"customer_name": "name"})
    if args.out.suffix.lower() == ".xlsx":
        export_xlsx(made, args.out, words("Target list"))
    else:
        export_csv(made, args.out)
