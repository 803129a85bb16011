"""The words of the commands about saved lists: save, lists, outcome."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import get_args

from core.commands.choosing import add_choice
from core.targets.campaign import CouponPer, Strata

Add = Callable[..., argparse.ArgumentParser]


def add_campaigns(add: Add, figures: argparse.ArgumentParser) -> None:
    """The three commands. `add(name, help, *parents)` makes one."""
    save = add("save", "Keep a target list under a name; with --ends it is a campaign that is judged then.", figures)
    save.add_argument("name", metavar="NAME")
    save.add_argument("--rule", action="append", default=[], metavar="RULE", help='as "tier in key,important"')
    save.add_argument("--ends", type=date.fromisoformat, metavar="DAY", help="its last day, on which it is judged")
    save.add_argument("--starts", type=date.fromisoformat, metavar="DAY", help="the day after as_of")
    save.add_argument("--holdout", type=_amount, default=Decimal("0.1"), metavar="0-0.5", help="share held back; 0.1")
    save.add_argument("--seed", type=int, metavar="N", help="who is held back; the number of the list")
    save.add_argument("--strata", choices=get_args(Strata), default="tier", help="within which names are held back")
    save.add_argument("--contact-cost", type=_amount, default=Decimal(0), metavar="AMOUNT", help="per contacted name")
    save.add_argument("--coupon-cost", type=_amount, default=Decimal(0), metavar="AMOUNT")
    save.add_argument("--coupon-per", choices=get_args(CouponPer), default="buyer")
    save.add_argument("--margin", type=_amount, metavar="0-1", help="of revenue, where a line has no cost")
    add_choice(save, seed="--draw-seed")
    add("lists", "The saved target lists, newest first.")
    outcome = add("outcome", "What came of a saved list: contacted against held back.")
    outcome.add_argument("list", metavar="NAME|NUMBER")
    outcome.add_argument("--as-of", metavar="D", help="a month to look from, as 2024-05; the newest with data")


def _amount(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation as error:
        raise argparse.ArgumentTypeError(f"{text!r} is no number") from error
