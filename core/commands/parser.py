"""The words of the command line."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import get_args

from core.commands.campaign_words import add_campaigns
from core.commands.choosing import add_choice
from core.commands.model_words import add_found_segments, add_likelihood
from core.settings import Reading, ValueMeasure
from core.store.workspace import DEFAULT_HOME
from core.text.words import LANGUAGES

KINDS = ("sales", "customers", "surveys", "returns", "products", "contacts")


def build_parser() -> argparse.ArgumentParser:
    """The parser of all commands. `--home`, `--workspace`, `--json` and `--lang` stand before or after the command."""
    parser = argparse.ArgumentParser(
        prog="python -m core", description="Customer tiering from a sales sheet.", parents=[_shared(first=True)]
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    shared = _shared(first=False)
    figures = _figures()

    def add(name: str, help_text: str, *parents: argparse.ArgumentParser) -> argparse.ArgumentParser:
        return commands.add_parser(name, help=help_text, description=help_text, parents=[shared, *parents])

    _import(add("import", "Read files into the workspace; created where it does not exist."))
    read = add("read", "Say how files are understood as tables, and write the tables as clean text.")
    read.add_argument("files", nargs="+", type=Path, metavar="FILE")
    out = read.add_mutually_exclusive_group()
    out.add_argument("--out", type=Path, metavar="CLEAN.csv", help="where the table of the one file goes")
    out.add_argument("--out-dir", type=Path, metavar="DIR", help="where the tables go, as NAME_converted.csv")
    add("batches", "The imported files, oldest first.")
    add("undo", "Take a batch out again.").add_argument("batch_id", type=int, metavar="BATCH_ID")
    add("pyramid", "Customers, value and shares by tier.", figures)
    _levels(add("rfm", "RFM scores, their boundaries, segments and classes.", figures))
    _movement(add("movement", "Who went from which group to which between two dates.", figures))
    _history(add("history", "The tiers at the last month ends, and who stayed in them.", figures))
    add("satisfaction", "The satisfaction index, its dimensions, CSAT and NPS.", figures)
    relationship = add("relationship", "How long, how deep and how broad the relationships are.", figures)
    relationship.add_argument("--flow", type=int, choices=range(1, 37), default=3, metavar="1-36", help="months back")
    add("value", "What the customers are worth: parts, lifetime value, equity, who costs money.", figures)
    customers = add("customers", "One row per known customer, as CSV.", figures)
    _levels(customers)
    customers.add_argument("--out", type=Path, required=True, metavar="FILE.csv")
    _doubles(add("doubles", "Who is probably the same customer under two ids, with the evidence."))
    _merge(add("merge", "Count customers as another one, take that back, or list what was decided."))
    _targets(add("targets", "The customers that meet all rules, with the reason for each name.", figures))
    add_campaigns(add, figures)
    add_likelihood(add, figures)
    add_found_segments(add, figures)
    add("customer", "Everything known of one customer, by id or by a name that only one has.", figures).add_argument(
        "customer_id", metavar="ID|NAME"
    )
    add("keyaccounts", "The score of Key and Important customers on ten criteria.", figures)
    add("measures", "The five customer measures, margins, dependence, revenue at risk, overdue money.", figures)
    add("salespeople", "What each salesperson's customers bring and what hangs on the person.", figures)
    _plan(add("plan", "Take planned revenue from a file, or show it against what came in.", figures))
    _care(add("care", "Whom to visit, call or write to in the next days, and why.", figures))
    _contact(add("contact", "Note a visit, call, message or complaint by hand, list the notes, or take one back."))
    _signals(add("signals", "What is unusual in the latest month, with the causes to check.", figures))
    _report(add("report", "Write the report for leadership: twelve slides as PowerPoint, PDF or HTML.", figures))
    _playbook(add("playbook", "How to treat whom, and what to check behind a signal."))
    add("sample", "Make the sample company anew (sample, or sample-zh with --lang zh).")
    add("backup", "Write the workspace into one file.").add_argument("file", type=Path, metavar="FILE")
    add("restore", "Replace the workspace by a backup.").add_argument("file", type=Path, metavar="FILE")
    facts = add("facts", "Compare the monthly facts with a rebuild from the lines.")
    facts.add_argument("--verify", action="store_true", required=True)
    return parser


def _shared(*, first: bool) -> argparse.ArgumentParser:
    """The options of all commands; after the command they have no default, so that those before it stay."""
    parser = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)

    def default(value: object) -> object:
        return value if first else argparse.SUPPRESS

    parser.add_argument("--home", type=Path, default=default(DEFAULT_HOME), help="folder of the workspaces")
    parser.add_argument("--workspace", default=default("main"), metavar="NAME")
    parser.add_argument("--json", action="store_true", default=default(False), help="one JSON object on stdout")
    parser.add_argument("--lang", choices=LANGUAGES, default=default(None), help="language of sentences and exports")
    return parser


def _import(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--kind", choices=(*KINDS, "auto"), default="auto")
    parser.add_argument("--sheet", metavar="NAME")
    parser.add_argument("--map", action="extend", nargs="+", type=_pair, default=[], metavar="column=header")
    parser.add_argument("--mode", choices=("add", "replace-months"), default="add")
    parser.add_argument(
        "--matching",
        choices=("refuse", "skip", "keep"),
        default="refuse",
        help="lines without an order id that stand in another file too",
    )
    parser.add_argument("--no-join", action="store_true", help="take every file by itself: none completes another")
    parser.add_argument("--date-format", action="append", type=_pair, default=[], metavar="column=FORMAT")
    parser.add_argument("--decimal-mark", action="append", type=_decimal_mark, default=[], metavar="column=MARK")
    parser.add_argument("--currency", metavar="CODE", help="the currency that counts, where a file has several")
    parser.add_argument("--future-dates", action="store_true", help="dates after today are meant")
    parser.add_argument("--without-discount", action="store_true", help="leave out a discount that is no share")
    parser.add_argument("--missing", nargs="*", metavar="WORD", help="words for nothing, in text too; none = no word")
    parser.add_argument("--damaged-ids", action="store_true", help="take ids that a spreadsheet has shortened")
    parser.add_argument("--nps-scale", type=_scale, metavar="LOWEST..HIGHEST", help="scale of recommending, else 0..10")
    parser.add_argument("--discount", choices=("off", "paid", "zhe"), help="0.85 is taken off or left to pay; 8.5折")
    parser.add_argument("--amount-per", choices=("line", "order"), help="what an amount stands for that repeats")
    parser.add_argument("--no-fill-down", action="store_true", help="leave blank what an order's first line says")
    parser.add_argument("--answered-on", type=date.fromisoformat, metavar="DAY", help="day of a survey without dates")
    parser.add_argument("--scale", type=_scale, metavar="LOWEST..HIGHEST", help="scale of a survey, as 1..5")


def _figures() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--as-of", metavar="D", help="a month (2011-11) or a day in it")
    parser.add_argument("--window", type=_window, default=0, metavar="N|all", help="calendar months, or all")
    parser.add_argument("--refunds", choices=("net", "gross"))
    parser.add_argument("--value", choices=get_args(ValueMeasure))
    parser.add_argument("--cut", choices=("share", "contribution", "thresholds"))
    parser.add_argument("--tiers", type=_tiers, metavar="key=0.01,important=0.19,...|key=100000,...")
    parser.add_argument("--filter", action="append", type=_pair, default=[], metavar="column=value")
    return parser


def _levels(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--levels", type=int, choices=range(3, 11), metavar="3-10")


def _history(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--months", type=int, choices=range(1, 121), default=24, metavar="1-120", help="how many")
    parser.add_argument("--reading", choices=get_args(Reading), help="frozen: all by the amounts of the last one")


def _movement(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--from", dest="from_day", metavar="D", help="a month (2011-10) or a day in it; a month before")
    parser.add_argument("--to", dest="to_day", metavar="D", help="the month compared with it, as --as-of")
    parser.add_argument("--reading", choices=("frozen", "relative"))


def _targets(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--rule", action="append", default=[], metavar="RULE", help='as "tier in key,important"')
    parser.add_argument("--template", metavar="CODE", help="the rules of a usual job, as win_back or nearly_up")
    parser.add_argument("--list", metavar="NAME|ID", help="the names of a saved list, without who is held back")
    columns = parser.add_mutually_exclusive_group()
    columns.add_argument("--columns", type=lambda text: tuple(text.split(",")), metavar="A,B,...")
    columns.add_argument("--columns-set", metavar="NAME", help="calling, mailing, sms, wecom, crm or full")
    parser.add_argument("--unmasked", action="store_true", help="phones and e-mail addresses readable; recorded")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE.csv|FILE.xlsx")
    add_choice(parser)


def _report(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE.pptx|.pdf|.html")
    parser.add_argument(
        "--slides", type=lambda text: tuple(text.split(",")), metavar="A,B,...", help="only these slides"
    )


def _signals(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--kind", action="append", default=[], metavar="KIND", help="only signals of this kind")
    parser.add_argument("--dismiss", metavar="ID", help="set a signal aside; needs --note")
    parser.add_argument("--note", metavar="TEXT", help="why it needs no more attention")
    parser.add_argument("--restore", metavar="ID", help="let a dismissed signal count again")


def _playbook(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("subject", nargs="?", metavar="SUBJECT", help="tier, segment, stage, style, type, role, signal")
    parser.add_argument("code", nargs="?", metavar="CODE", help="as key, at_risk or hesitant")
    parser.add_argument("--out", type=Path, metavar="FILE.md", help="write it into a Markdown file")


def _care(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--days", type=int, default=7, metavar="1-366", help="how many days after as_of; 7")
    parser.add_argument("--salesperson", metavar="NAME", help='only their customers; "" = of nobody')
    parser.add_argument("--new", type=int, default=20, metavar="N", help="never contacted ones per salesperson; 20")
    parser.add_argument("--all", action="store_true", help="everybody who was never contacted")
    parser.add_argument("--out", type=Path, metavar="FILE.xlsx|.csv|.ics|.html", help="the list as a file")
    parser.add_argument("--unmasked", action="store_true", help="with phones and e-mail addresses readable")


def _contact(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=("add", "list", "remove"))
    parser.add_argument("key", nargs="?", metavar="CUSTOMER_ID|NOTE", help="remove: the note, as list shows it")
    parser.add_argument("--kind", choices=("visit", "call", "message", "complaint"))
    parser.add_argument("--on", type=date.fromisoformat, metavar="DAY", help="today where nothing is said")
    for name in ("--by", "--result", "--next-step"):
        parser.add_argument(name, metavar="TEXT")
    parser.add_argument("--next-on", type=date.fromisoformat, metavar="DAY", help="when the next step is due")
    parser.add_argument("--settled-on", type=date.fromisoformat, metavar="DAY", help="of a complaint")


def _plan(parser: argparse.ArgumentParser) -> None:
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--set", type=Path, metavar="FILE", help="a table with the columns month, salesperson, amount")
    what.add_argument("--show", action="store_true", help="the fiscal year, plan against actual")


def _doubles(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--dismiss", nargs="+", metavar="ID", help="two ids that are not one; an id that is one customer"
    )


def _merge(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("ids", nargs="*", metavar="ID")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--into", metavar="ID", help="the customer that the others count as")
    what.add_argument("--undo", type=int, metavar="MERGE_ID")
    what.add_argument("--list", action="store_true", help="all merges, also the undone ones")


def _pair(text: str) -> tuple[str, str]:
    name, mark, value = text.partition("=")
    if not mark or not name.strip() or not value.strip():
        raise argparse.ArgumentTypeError(f"{text!r} is not name=value")
    return name.strip(), value.strip()


def _decimal_mark(text: str) -> tuple[str, str]:
    column, mark = _pair(text)
    if mark not in {".", ","}:
        raise argparse.ArgumentTypeError(f"{text!r} does not end in . or ,")
    return column, mark


def _tiers(text: str) -> tuple[tuple[str, str], ...]:
    return tuple(_pair(part) for part in text.split(","))


def _window(text: str) -> int | None:
    if text == "all":
        return None
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 1200:
        raise argparse.ArgumentTypeError(f"{text!r} is neither a number of months nor all")
    return int(text)


def _scale(text: str) -> tuple[str, str]:
    low, mark, high = text.partition("..")
    if not mark:
        raise argparse.ArgumentTypeError(f"{text!r} is not lowest..highest, as 1..5")
    return low, high
