"""The words of the commands about what is learnt from the data: likelihood, forecast-quality, found-segments."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

Add = Callable[..., argparse.ArgumentParser]
FARTHEST = 3660


def add_likelihood(add: Add, figures: argparse.ArgumentParser) -> None:
    """The two commands. `add(name, help, *parents)` makes one."""
    likelihood = add("likelihood", "Who will probably buy in the next days, how often and for how much.", figures)
    quality = add("forecast-quality", "How good that forecast was on later data: tested, by tier, last time.", figures)
    told = "days ahead; else those of the forecast that stands, or what the history allows"
    for command in (likelihood, quality):
        command.add_argument("--horizon", type=_days, metavar="D", help=told)
    likelihood.add_argument("--out", type=Path, metavar="FILE.csv", help="all customers as a file")


def add_found_segments(add: Add, figures: argparse.ArgumentParser) -> None:
    """The command. `add(name, help, *parents)` makes one."""
    found = add("found-segments", "Kinds of customers that the data hold, or that there are none.", figures)
    found.add_argument("--traits", type=_names, default=(), metavar="A,B,...", help="as recency_days,order_count")
    found.add_argument("--segments", type=int, metavar="2-8", help="how many; the best number is looked for")
    found.add_argument("--goal", metavar="GOAL", help="revenue, gross_profit, satisfaction, retention or none")
    found.add_argument("--bands", type=_names, default=(), metavar="key,...", help="only customers of these tiers")
    found.add_argument("--save", metavar="NAME", help="keep them: a filter and a rule on all pages from then on")


def _days(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= FARTHEST:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of days from 1 to {FARTHEST}")
    return int(text)


def _names(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())
