"""Target lists as files on the command line: for which use, phones hidden or not, recorded like those of the page."""

from __future__ import annotations

import argparse
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from core.commands.answer import Answer, measured
from core.commands.choosing import asked_choice, choice_data, funnel_text, list_number
from core.commands.question import asked_question, asked_rules
from core.errors import QuestionError
from core.targets.column_sets import ADDED, ColumnSet, column_set, shown_set, sources
from core.text.words import Words

if TYPE_CHECKING:
    import pandas as pd

    from core.settings import Settings
    from core.store.workspace import Workspace
    from core.targets.list_files import ListFile
    from core.targets.lists import TargetList

ENDINGS = (".csv", ".xlsx")


def answer_targets(workspace: Workspace, args: argparse.Namespace, words: Words) -> Answer:
    """Write the customers that meet all rules and that the choice takes, or those of a saved list."""
    if args.out.suffix.lower() not in ENDINGS:
        raise QuestionError("file_ending", file=str(args.out), endings=", ".join(ENDINGS))
    return _saved(workspace, args, words) if args.list else _chosen(workspace, args, words)


def _chosen(workspace: Workspace, args: argparse.Namespace, words: Words) -> Answer:
    from core.targets.export_log import record_export
    from core.targets.list_files import list_file
    from core.targets.lists import target_list

    asked = asked_question(args, workspace.settings())
    settings = replace(workspace.settings(), value=asked.value)
    rules, lacks = _rules(workspace, args, asked, words)
    chosen = _columns(args)
    columns = sources(chosen) if args.columns_set else tuple(name for name in chosen.columns if name not in ADDED)
    by, choice = asked_rules(args, settings), asked_choice(workspace, args)
    found = target_list(workspace, asked, by, rules, words=words, choice=choice, columns=columns)
    file = list_file(
        found.table, chosen, name=words("Target list"), as_of=found.basis.as_of, words=words, settings=settings,
        unmasked=args.unmasked, chosen_by=(*found.sentences, *found.choice_sentences),
    )  # fmt: skip
    _write(file, found.table, args, words, settings)
    record_export(workspace, file)
    return _answer(workspace, found, file, lacks, args, words)


def _answer(
    workspace: Workspace, found: TargetList, file: ListFile, lacks: str | None, args: argparse.Namespace, words: Words
) -> Answer:
    from core.metrics.forecasts.forecast_making import standing_forecast
    from core.targets.list_files import left_out_words
    from core.text.likelihood_sentences import doubted

    forecast = standing_forecast(workspace, found.question) if found.horizon_days else None
    data: dict[str, Any] = {"customers": found.rows, "value": measured(found.value, found.question.value)}
    if forecast:
        data["forecast"] = {"horizon_days": forecast.horizon_days, "tells_apart": forecast.quality.tells_apart}
    data |= {**choice_data(workspace, found), **(_file_data(file) if args.columns_set else {})}
    counted = words.plural("{count} customer", "{count} customers", found.rows)
    said = (*found.sentences, *found.choice_sentences, funnel_text(found, words), counted, *left_out_words(file, words))
    notes = (words("Written to {file}", file=args.out), *([lacks] if lacks else []), *doubted(forecast, words))
    return Answer(data, "\n".join(line for line in said if line), notes)


def _saved(workspace: Workspace, args: argparse.Namespace, words: Words) -> Answer:
    """The file of a saved list, without who is held back. QuestionError `list_with_rules` where rules are given too."""
    from core.targets.choice_words import choice_sentences
    from core.targets.chosen import list_names
    from core.targets.export_log import record_export, saved_table
    from core.targets.list_files import left_out_words, list_file
    from core.targets.saved import load_list
    from core.targets.sentences import rule_sentence

    if args.rule or args.template:
        raise QuestionError("list_with_rules")
    settings = workspace.settings()
    saved = load_list(workspace, list_number(workspace, args.list))
    chosen = _columns(args)
    table = saved_table(workspace, asked_question(args, settings), asked_rules(args, settings), saved.list_id, chosen)
    limits = choice_sentences(saved.choice, words, settings, list_names(workspace, saved.choice))
    file = list_file(
        table, chosen, name=saved.name, as_of=saved.as_of, words=words, settings=settings, unmasked=args.unmasked,
        chosen_by=(*(rule_sentence(rule, words, settings) for rule in saved.rules), *limits),
    )  # fmt: skip
    _write(file, table[table["arm"] != "held_back"].drop(columns="arm"), args, words, settings)
    record_export(workspace, file, saved.list_id)
    data = {"list_id": saved.list_id, "name": saved.name, "customers": saved.customers, **_file_data(file)}
    counted = words.plural("{count} customer", "{count} customers", file.rows)
    text = "\n".join((f"{saved.name}: {counted}", *left_out_words(file, words)))
    return Answer(data, text, (words("Written to {file}", file=args.out),))


def _rules(workspace: Workspace, args: argparse.Namespace, asked: Any, words: Words) -> tuple[list[Any], str | None]:
    """The rules of the template with those that were given, and what the template lacks, in words."""
    from core.targets.rules import parse_rule
    from core.targets.templates import NEEDED, lacking, template_rules

    rules = [parse_rule(text) for text in args.rule]
    if not args.template:
        return rules, None
    usual, needs = template_rules(workspace, asked, args.template), lacking(workspace, args.template)
    return [*usual, *rules], words(NEEDED[needs]) if needs else None


def _columns(args: argparse.Namespace) -> ColumnSet:
    from core.targets.lists import DEFAULT_COLUMNS

    return column_set(args.columns_set) if args.columns_set else shown_set(args.columns or DEFAULT_COLUMNS)


def _write(file: ListFile, table: pd.DataFrame, args: argparse.Namespace, words: Words, settings: Settings) -> None:
    """A column set as people read it; plain columns with codes for machines unless a language was named."""
    from core.targets.export import export_csv, export_xlsx
    from core.targets.list_files import write_list
    from core.targets.masking import masked
    from core.targets.wording import worded

    ending = args.out.suffix.lower().lstrip(".")
    if args.columns_set:
        write_list(file, args.out, ending, words)
        return
    shown = table[[name for name in file.columns.columns if name in table.columns]]
    shown = shown if args.unmasked else masked(shown)
    made = worded(shown, words, settings) if args.lang else shown.rename(columns={"customer_name": "name"})
    if ending == "xlsx":
        export_xlsx(made, args.out, file.name)
    else:
        export_csv(made, args.out)


def _file_data(file: ListFile) -> dict[str, Any]:
    return {
        "columns_set": file.columns.code,
        "written": file.rows,
        "left_out": file.left_out,
        "unmasked": file.unmasked,
    }
