"""customers: the table of customers as a file."""

from __future__ import annotations

import argparse
from dataclasses import replace
from typing import TYPE_CHECKING

from core.commands.answer import Answer, measured
from core.commands.question import asked_question, asked_rules
from core.errors import QuestionError
from core.text.words import Words

if TYPE_CHECKING:
    from core.store.workspace import Workspace

FIRST = ("customer_id", "customer_name", "tier", "r", "f", "m", "segment", "recency_days", "order_count", "revenue")


def answer_customers(workspace: Workspace, args: argparse.Namespace, words: Words) -> Answer:
    """Write one row per known customer."""
    from core.metrics.customers import customers
    from core.targets.export import export_csv
    from core.targets.wording import whole, worded

    if args.out.suffix.lower() != ".csv":
        raise QuestionError("file_ending", file=str(args.out), endings=".csv")
    asked = asked_question(args, workspace.settings())
    settings = replace(workspace.settings(), value=asked.value)
    found = customers(workspace, asked, asked_rules(args, settings))
    table = whole(found.table)
    ordered = table[[*FIRST, *(name for name in table.columns if name not in FIRST)]]
    named = ordered.rename(columns={"customer_name": "name"})
    export_csv(worded(ordered, words, settings) if args.lang else named, args.out)
    data = {"customers": found.rows, "value": measured(found.value, asked.value)}
    text = words.plural("{count} customer", "{count} customers", found.rows)
    return Answer(data, text, (words("Written to {file}", file=args.out),))
