"""found-segments: which kinds of customers the data hold, how sure that is, or that there are none."""

from __future__ import annotations

import argparse
import math
from typing import TYPE_CHECKING, Any

from core.commands.answer import Answer, columns, money, share
from core.commands.basis import basis_data, basis_line
from core.commands.question import asked_question
from core.text.found_sentences import (
    answer_found,
    answer_none,
    plain_rules,
    proposed_names,
    scorecard_lines,
    sets_apart,
)
from core.text.words import Words

if TYPE_CHECKING:
    from core.metrics.segments.found_segments import Finding
    from core.metrics.segments.found_segments_again import Again
    from core.metrics.segments.found_segments_profile import Profiles, SegmentProfile
    from core.models.clusters.results import Candidate, Drift, FoundSegment, Goal, Segmentation
    from core.settings import Settings
    from core.store.segmentations import KeptSegmentation
    from core.store.workspace import Workspace

NO_GOAL = "none"


def answer_found_segments(workspace: Workspace, args: argparse.Namespace, words: Words) -> Answer:
    """What was found, or the honest sentence that there is nothing; saved where `--save` names it."""
    from core.metrics.segments.found_segments import Recipe, found_segments, keep_finding
    from core.metrics.segments.found_segments_profile import profiles_of_finding
    from core.models.clusters.results import NoStructure, Segmentation

    settings = workspace.settings()
    goal = None if args.goal == NO_GOAL else args.goal or "revenue"
    recipe = Recipe(goal, args.traits, args.bands, segments=args.segments)
    finding = found_segments(workspace, asked_question(args, settings), recipe)
    notes = [words("Filters do not apply here: every customer is in one segment, the same on all pages.")]
    notes = notes if args.filter else []
    if isinstance(finding.result, NoStructure):
        if args.save:
            notes.append(words("Nothing was saved, since no segments were found."))
        text = "\n".join((basis_line(finding.basis, words), *answer_none(finding.result, words)))
        return Answer(_head(finding), text, tuple(notes))
    again = _run_before(workspace, finding, args.save)
    if again is not None:
        finding = again[1].finding
    assert isinstance(finding.result, Segmentation)  # noqa: S101  # as it was before it was compared
    kept = again[0] if again else None
    names = proposed_names(finding.result, words, kept.names if kept else None)
    profiles = profiles_of_finding(workspace, finding, settings.rfm)
    if args.save:
        keep_finding(workspace, finding, args.save, names, kept.definition["owners"] if kept else None)
        notes.append(words("The segments are saved and count on all pages."))
    drifts = again[1].drifts if again else ()
    called = (kept.names if kept else {}) | names
    text = _text(finding, finding.result, names, profiles, words, settings)
    text += "".join(f"\n{called[one.code]}: {words.code('drift', one.state)}" for one in drifts)
    data = _data(finding, finding.result, names, profiles) | {"drifts": [_drift(one, called) for one in drifts]}
    return Answer(data, text, tuple(notes))


def _run_before(workspace: Workspace, finding: Finding, name: str | None) -> tuple[KeptSegmentation, Again] | None:
    """The finding that counts, where it has the name to save by: names, codes and owners stay, changes are told."""
    from core.metrics.segments.found_segments import kept_finding
    from core.metrics.segments.found_segments_again import continued

    counting = kept_finding(workspace) if name else None
    if counting is None or name is None or counting[0].name != " ".join(name.split()):
        return None
    return counting[0], continued(finding, counting[1])


def _drift(one: Drift, names: dict[str, str]) -> dict[str, Any]:
    return {
        "code": one.code,
        "name": names[one.code],
        "state": one.state,
        "moved": None if math.isnan(one.moved) else share(one.moved),
        "customers_before": one.customers_before,
        "customers_now": one.customers_now,
        "stayed": share(one.stayed),
    }


def _head(finding: Finding) -> dict[str, Any]:
    """What both ends have: the basis, what was asked and what was tried."""
    found = finding.result
    return {
        **basis_data(finding.basis),
        "goal": finding.recipe.goal,
        "customers": finding.customers,
        "looked_at": finding.looked_at,
        "found": not hasattr(found, "reason"),
        "reason": getattr(found, "reason", None),
        "tried": [_tried(one) for one in found.candidates],
    }


def _tried(one: Candidate) -> dict[str, Any]:
    return {
        "segments": one.segments,
        "silhouette": share(one.silhouette),
        "chance_silhouette": share(one.noise_silhouette),
        "stability": share(one.stability),
        "smallest": share(one.smallest),
    }


def _data(finding: Finding, found: Segmentation, names: dict[str, str], profiles: Profiles) -> dict[str, Any]:
    card = found.scorecard
    parts = ("fits_goal", "understandable", "large_enough", "reachable", "stable")
    return {
        **_head(finding),
        "method": found.method,
        "traits": [trait.name for trait in found.traits],
        "seed": found.seed,
        "segments": [_segment(one, names, profiles.profiles[one.code]) for one in found.segments],
        "scorecard": {name: share(getattr(card, name)) for name in parts} | {"met": list(card.met)},
    }


def _segment(segment: FoundSegment, names: dict[str, str], profile: SegmentProfile) -> dict[str, Any]:
    return {
        "code": segment.code,
        "name": names[segment.code],
        "customers": segment.customers,
        "share": share(segment.share),
        "revenue": money(profile.revenue),
        "gross_profit": money(profile.gross_profit),
        "satisfaction": share(profile.satisfaction),
        "tiers": dict(profile.tiers),
        "rfm": dict(profile.habits),
        "goal": _goal(segment.goal),
        "apart": [
            {
                "trait": one.trait,
                "difference": share(one.difference),
                "median": share(one.median),
                "median_all": share(one.median_all),
            }
            for one in segment.distinctions
        ],
        "rules": [f"{rule.column} {rule.operator} {share(rule.border):g}" for rule in segment.rules],
        "precision": share(segment.precision),
        "recall": share(segment.recall),
        "reachable": share(segment.reachable),
    }


def _goal(goal: Goal | None) -> dict[str, Any] | None:
    if goal is None:
        return None
    return {name: share(getattr(goal, name)) for name in ("mean", "low", "high", "mean_all")}


def _text(
    finding: Finding, found: Segmentation, names: dict[str, str], profiles: Profiles, words: Words, settings: Settings
) -> str:
    head = (
        words.code("column", "found_segment"),
        words("Customers"),
        words("Share of customers"),
        words.code("value", "revenue"),
    )
    rows = [
        (
            names[one.code],
            words.count(one.customers),
            words.share(one.share),
            words.money(profiles.profiles[one.code].revenue, settings.currency, 2),
        )
        for one in found.segments
    ]
    told = [
        f"{names[one.code]}: {sets_apart(one, words, settings)}\n  {plain_rules(one, words, settings)}"
        for one in found.segments
    ]
    scores = [
        f"{'+' if met else '-'} {words.code('scorecard', code)}: {value} {meaning}"
        for code, value, met, meaning in scorecard_lines(found.scorecard, words)
    ]
    answer = answer_found(finding, names, words).replace("**", "")
    parts = (columns(head, rows), "\n".join(told), "\n".join(scores))
    return "\n\n".join((f"{basis_line(finding.basis, words)}\n{answer}", *parts))
