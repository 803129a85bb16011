"""The options that choose among those who meet the rules of a list, and what came of the choice."""

from __future__ import annotations

import argparse
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, get_args

from core.commands.answer import columns, measured, money, share
from core.errors import QuestionError
from core.targets.choice import Choice, QuotaBy, Stratum
from core.text.words import Words

if TYPE_CHECKING:
    from core.store.workspace import Workspace
    from core.targets.funnel import Economics
    from core.targets.lists import TargetList


def add_choice(parser: argparse.ArgumentParser, seed: str = "--seed") -> None:
    """The options of a choice; `seed`: what the option of the seed is called."""
    parser.add_argument("--top", type=int, metavar="N", help="the first N in all")
    parser.add_argument("--by", default="value", metavar="COLUMN", help="what customers are placed by, else value")
    parser.add_argument("--lowest-first", action="store_true", help="the smallest come first")
    parser.add_argument("--quota", type=int, metavar="N", help="at most N per salesperson or region")
    parser.add_argument("--quota-by", choices=get_args(QuotaBy), default="owner")
    parser.add_argument("--exclude-contacted-days", type=int, metavar="N", help="not who was contacted so lately")
    parser.add_argument(
        "--exclude-list", action="append", default=[], metavar="LIST", help="not who is on this list: a name or number"
    )
    parser.add_argument("--exclude-list-days", type=int, metavar="N", help="of these lists (else of all) the youngest")
    parser.add_argument("--with-opted-out", action="store_true", help="also who wants no advertising")
    parser.add_argument("--cost", type=_amount, metavar="AMOUNT", help="what one contact costs")
    parser.add_argument("--budget", type=_amount, metavar="AMOUNT", help="as many as it pays for; needs --cost")
    parser.add_argument("--response", type=_amount, metavar="SHARE", help="who will order, as 0.05")
    parser.add_argument("--order-profit", type=_amount, metavar="AMOUNT", help="what an order earns, else as so far")
    parser.add_argument("--sample", type=int, metavar="N", help="draw N at random")
    parser.add_argument(
        "--stratify", choices=[one for one in get_args(Stratum) if one], help="draw in proportion to it"
    )
    parser.add_argument(seed, dest="draw_seed", type=int, default=1, metavar="N", help="of the draw, else 1")


def asked_choice(workspace: Workspace, args: argparse.Namespace) -> Choice:
    """The choice that was asked for. Errors: QuestionError `list_unknown` for a list that is not there."""
    return Choice(
        by=args.by,
        lowest_first=args.lowest_first,
        contacted_days=args.exclude_contacted_days,
        not_on_lists=tuple(sorted({list_number(workspace, asked) for asked in args.exclude_list})),
        lists_days=args.exclude_list_days,
        with_opted_out=args.with_opted_out,
        quota=args.quota,
        quota_by=args.quota_by,
        top=args.top,
        contact_cost=args.cost,
        budget=args.budget,
        response_rate=args.response,
        order_profit=args.order_profit,
        sample=args.sample,
        stratify=args.stratify or "",
        seed=args.draw_seed,
    )


def list_number(workspace: Workspace, asked: str) -> int:
    """The list of that name, else of that number. Errors: QuestionError `list_unknown`."""
    from core.targets.saved import load_lists

    lists = load_lists(workspace)
    for found in lists:
        if found.name.lower() == " ".join(asked.split()).lower():
            return found.list_id
    for found in lists:
        if str(found.list_id) == asked:
            return found.list_id
    raise QuestionError("list_unknown", name=asked, names=", ".join(one.name for one in lists))


def choice_data(workspace: Workspace, found: TargetList) -> dict[str, Any]:
    """What came of the choice: the funnel, whom a quota cut, cost and return, and the names on saved lists."""
    from core.targets.overlap import overlaps

    return {
        "funnel": [{"step": step.code, "taken": step.taken, "left": step.left} for step in found.funnel],
        "cut_by_quota": [{"name": one.name, "kept": one.kept, "cut": one.cut} for one in found.quota_groups],
        "economics": _economics(found.economics) if found.economics else None,
        "on_lists": [
            {
                "list_id": one.list_id,
                "name": one.name,
                "customers": one.shared,
                "value": measured(one.value, found.question.value),
                "held_back": one.held_back,
            }
            for one in overlaps(workspace, found)
        ],
    }


def _economics(found: Economics) -> dict[str, Any]:
    return {
        "contacts": found.contacts,
        "cost": money(found.cost),
        "order_profit": money(found.order_profit),
        "order_profit_from": found.order_profit_from,
        "break_even_rate": share(found.break_even_rate),
        "expected_return": money(found.expected_return),
        "expected_profit": money(found.expected_profit),
    }


def funnel_text(found: TargetList, words: Words) -> str:
    """The steps as a table for a terminal; empty where no step behind the rules took anybody."""
    if not any(step.taken for step in found.funnel[2:]):
        return ""
    rows = [
        (words.code("choice_step", step.code), words.count(step.taken), words.count(step.left)) for step in found.funnel
    ]
    return columns((words("Step"), words("Taken away"), words("Left")), rows)


def _amount(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number") from error
