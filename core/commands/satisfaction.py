"""satisfaction: the index and what it is made of."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from core.commands.answer import Answer, columns, share
from core.commands.basis import basis_data, basis_line
from core.commands.question import asked_question
from core.text.tiers import tier_label
from core.text.words import Words

if TYPE_CHECKING:
    from core.metrics.results import DimensionIndex, Satisfaction, TierSatisfaction
    from core.settings import Settings
    from core.store.workspace import Workspace


def answer_satisfaction(workspace: Workspace, args: argparse.Namespace, words: Words) -> Answer:
    """The index with its interval, dimensions, CSAT, NPS, tiers and coverage."""
    from core.metrics.surveys.satisfaction import satisfaction

    settings = workspace.settings()
    found = satisfaction(workspace, asked_question(args, settings), settings.satisfaction)
    return Answer(_data(found), _text(found, words, settings))


def _data(found: Satisfaction) -> dict[str, Any]:
    return {
        **basis_data(found.basis),
        "index": share(found.index),
        "low": share(found.low),
        "high": share(found.high),
        "answers": found.answers,
        "customers": found.customers,
        "csat": share(found.csat),
        "csat_on_all_answers": found.csat_on_all_answers,
        "overall": share(found.overall),
        "nps": share(found.nps),
        "nps_se": share(found.nps_se),
        "promoters": found.promoters,
        "passives": found.passives,
        "detractors": found.detractors,
        "delivered_value": share(found.delivered_value),
        "weighting": found.weighting,
        "weighting_note": found.weighting_note,
        "dimensions": [_dimension(dimension) for dimension in found.dimensions],
        "by_tier": [_tier_satisfaction(tier) for tier in found.by_tier],
        "coverage": share(found.coverage),
    }


def _dimension(found: DimensionIndex) -> dict[str, Any]:
    return {
        "code": found.dimension,
        "index": share(found.index),
        "low": share(found.low),
        "high": share(found.high),
        "answers": found.answers,
        "weight": share(found.weight),
        "importance": share(found.importance),
        "quadrant": found.quadrant,
        "items": [_dimension(item) for item in found.items],
    }


def _tier_satisfaction(found: TierSatisfaction) -> dict[str, Any]:
    return {
        "code": found.tier,
        "index": share(found.index),
        "low": share(found.low),
        "high": share(found.high),
        "answers": found.answers,
        "active": found.active,
        "covered": found.covered,
        "coverage": share(found.coverage),
    }


def _text(found: Satisfaction, words: Words, settings: Settings) -> str:
    def index(number: float | None) -> str:
        return "–" if number is None else words.number(number)

    head = words(
        "Satisfaction index {index} ({low} to {high}), {answers} answers",
        index=index(found.index),
        low=index(found.low),
        high=index(found.high),
        answers=words.count(found.answers),
    )
    marks = f"CSAT {words.share(found.csat)} · NPS {index(found.nps)} ± {index(found.nps_se)}"
    dimensions = [
        (
            words.code("dimension", part.dimension),
            index(part.index),
            index(part.low),
            index(part.high),
            str(part.answers),
        )
        for part in found.dimensions
    ]
    tiers = [
        (tier_label(words, part.tier, settings), index(part.index), str(part.answers), words.share(part.coverage))
        for part in found.by_tier
    ]
    tables = [
        columns((words("Dimension"), words("Index"), words("Low"), words("High"), words("Answers")), dimensions),
        columns((words("Tier"), words("Index"), words("Answers"), words("Coverage")), tiers),
    ]
    return "\n\n".join((basis_line(found.basis, words), f"{head}\n{marks}", *tables))
