"""save, lists and outcome: target lists with a campaign, and what came of them."""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from core.commands.answer import Answer, columns, money, share
from core.commands.choosing import asked_choice, list_number
from core.commands.question import asked_question, asked_rules
from core.text.tiers import tier_label
from core.text.words import Words

if TYPE_CHECKING:
    from core.settings import Settings
    from core.store.workspace import Workspace
    from core.targets.campaign import Campaign
    from core.targets.outcome import Difference, Figures, Outcome, Part, Side
    from core.targets.saved import SavedList

ENDS = ("estimate", "low", "high")


def answer_save(workspace: Workspace, args: argparse.Namespace, words: Words) -> Answer:
    """Keep a list under a name, with a campaign where its last day is given."""
    from core.targets.lists import target_list
    from core.targets.rules import parse_rule
    from core.targets.saved import save_list

    settings = workspace.settings()
    rules = [parse_rule(text) for text in args.rule]
    asked, by = asked_question(args, settings), asked_rules(args, settings)
    chosen = target_list(workspace, asked, by, rules, words=words, choice=asked_choice(workspace, args), limit=0)
    campaign = _campaign(workspace, args, chosen.basis.as_of) if args.ends else None
    saved = save_list(workspace, args.name, chosen, words, campaign)
    return Answer(_saved(saved), _saved_text(saved, words))


def _campaign(workspace: Workspace, args: argparse.Namespace, as_of: date) -> Campaign:
    from core.metrics.period import known_until
    from core.targets.campaign import usual_campaign
    from core.targets.saved import next_list_id

    usual = usual_campaign(known_until(workspace, f"{as_of:%Y-%m}"), next_list_id(workspace))
    return replace(
        usual,
        starts_on=args.starts or usual.starts_on,
        ends_on=args.ends,
        holdout=args.holdout,
        seed=usual.seed if args.seed is None else args.seed,
        strata=args.strata,
        contact_cost=args.contact_cost,
        coupon_cost=args.coupon_cost,
        coupon_per=args.coupon_per,
        margin=args.margin,
    )


def answer_lists(workspace: Workspace, args: argparse.Namespace, words: Words) -> Answer:  # noqa: ARG001  # as all
    """The saved lists, newest first."""
    from core.targets.saved import load_lists

    found = load_lists(workspace)
    return Answer({"lists": [_saved(one) for one in found]}, "\n".join(_saved_text(one, words) for one in found))


def _saved(found: SavedList) -> dict[str, Any]:
    return {
        "list_id": found.list_id,
        "name": found.name,
        "as_of": found.as_of.isoformat(),
        "rules": [str(rule) for rule in found.rules],
        "choice": json.loads(found.choice.to_json()),
        "customers": found.customers,
        "held_back": found.held_back,
        "revision": found.revision,
        "campaign": json.loads(found.campaign.to_json()) if found.campaign else None,
        "judged": found.verdict is not None,
    }


def _saved_text(found: SavedList, words: Words) -> str:
    counted = words.plural("{count} customer", "{count} customers", found.customers)
    parts = [f"{found.list_id}  {found.name}", counted]
    if found.campaign:
        parts += [
            words("{count} held back", count=words.count(found.held_back)),
            words("{low} to {high}", low=words.day(found.campaign.starts_on), high=words.day(found.campaign.ends_on)),
        ]
    return " · ".join(parts)


def answer_outcome(workspace: Workspace, args: argparse.Namespace, words: Words) -> Answer:
    """What came of a list: figures by side, tier and segment, their differences, and what it cost."""
    from core.targets.verdicts import outcome

    found = outcome(workspace, list_number(workspace, args.list), args.as_of)
    data = {**_saved(found.saved), "state": found.state, "known_until": found.known.isoformat()}
    data |= {"figures": _figures(found.figures), "since": _figures(found.since)}
    return Answer(data, _text(found, words, workspace.settings()))


def _figures(found: Figures | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "from": found.first_day.isoformat(),
        "to": found.last_day.isoformat(),
        **_part(found.whole),
        "tiers": [{"code": part.code, **_part(part)} for part in found.tiers],
        "segments": [{"code": part.code, **_part(part)} for part in found.segments],
        "cost": money(found.cost),
        "break_even": money(found.break_even),
        "gain": _amounts(found.gain),
        "net": _amounts(found.net),
        "profit_covered": share(found.profit_covered),
        "more_needed": found.more_needed,
        "left_out": found.left_out,
    }


def _part(part: Part) -> dict[str, Any]:
    rate = part.rate and {name: share(getattr(part.rate, name)) for name in ENDS}
    return {
        "contacted": _side(part.contacted),
        "held_back": _side(part.held),
        "difference": {
            "rate": rate,
            "revenue": _amounts(part.revenue),
            "profit": _amounts(part.profit),
        },
    }


def _side(side: Side) -> dict[str, Any]:
    return {
        "customers": side.customers,
        "buyers": side.buyers,
        "rate": share(side.rate),
        "revenue": money(side.revenue),
        "revenue_per_customer": money(side.mean(side.revenue)),
        "profit": money(side.profit),
        "profit_per_customer": money(side.mean(side.profit)),
    }


def _amounts(found: Difference | None) -> dict[str, str | None] | None:
    return {name: money(Decimal(str(getattr(found, name)))) for name in ENDS} if found else None


def _text(found: Outcome, words: Words, settings: Settings) -> str:
    from core.text.outcome_sentences import (
        break_even,
        did_it_pay,
        how_sure,
        what_came_of_it,
        what_changed_since,
        which_look,
        who_is_left_out,
    )

    said = [what_came_of_it(words, found), which_look(words, found)]
    if found.figures:
        said += [how_sure(words, found.figures), did_it_pay(words, settings.currency, found.figures)]
        said += [break_even(words, settings.currency, found.figures), what_changed_since(words, found)]
        said += [*who_is_left_out(words, found.figures), _table(found.figures, words, settings)]
    return "\n".join(line for line in said if line)


def _table(found: Figures, words: Words, settings: Settings) -> str:
    head = (words("Tier"), words("Contacted"), words("bought"), words("Held back"), words("bought"))
    rows = [
        (
            tier_label(words, part.code, settings) if part.code else words("All"),
            words.count(part.contacted.customers),
            words.share(part.contacted.rate),
            words.count(part.held.customers),
            words.share(part.held.rate),
        )
        for part in (found.whole, *found.tiers)
    ]
    return "\n" + columns(head, rows)
