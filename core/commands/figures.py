"""pyramid, rfm, satisfaction: figures and nothing else, so that the same lines give the same bytes."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from core.commands.answer import Answer, columns, measured, money, share
from core.commands.question import asked_question, asked_rules
from core.text.tiers import tier_label
from core.text.words import Words

if TYPE_CHECKING:
    from core.metrics.question import Basis
    from core.metrics.results import DimensionIndex, Rfm, Satisfaction, Segment, TierSatisfaction
    from core.settings import Settings
    from core.store.workspace import Workspace


def answer_pyramid(workspace: Workspace, args: argparse.Namespace, words: Words) -> Answer:
    """The tiers with their customers and value."""
    from core.metrics.pyramid import pyramid

    asked = asked_question(args, workspace.settings())
    settings = replace(workspace.settings(), value=asked.value)
    found = pyramid(workspace, asked)
    measure = found.basis.value
    tiers = [
        {
            "code": tier.code,
            "customers": tier.customers,
            "customer_share": share(tier.customer_share),
            "value": measured(tier.value, measure),
            "value_share": share(tier.value_share),
            "company_share": share(tier.company_share),
            "cut_value": measured(tier.cut_value, measure),
        }
        for tier in found.tiers
    ]
    data = {
        **_basis(found.basis),
        "value": measure,
        "customers_ranked": found.customers_ranked,
        "total": measured(found.total, measure),
        "tiers": tiers,
        "unprofitable": {
            "customers": found.unprofitable_customers,
            "value": measured(found.unprofitable_value, measure),
        },
        "inactive": {"customers": found.inactive_customers},
        "unassigned": {"lines": found.unassigned_lines, "revenue": money(found.unassigned_revenue)},
    }
    rows = [
        (
            tier_label(words, tier.code, settings),
            words.count(tier.customers),
            words.share(tier.customer_share),
            _amount(tier.value, measure, words, settings),
            words.share(tier.value_share),
            words.share(tier.company_share),
            _amount(tier.cut_value, measure, words, settings),
        )
        for tier in found.tiers
    ]
    head = (
        words("Tier"),
        words("Customers"),
        words("Share of customers"),
        words.code("value", measure),
        words("Share of value"),
        words("Share of company"),
        words("Smallest value"),
    )
    beside = (
        f"{tier_label(words, 'unprofitable', settings)}: {words.count(found.unprofitable_customers)}",
        f"{tier_label(words, 'inactive', settings)}: {words.count(found.inactive_customers)}",
        words(
            "Lines without a customer: {lines}, {revenue}",
            lines=words.count(found.unassigned_lines),
            revenue=words.money(found.unassigned_revenue, settings.currency, 2),
        ),
    )
    return Answer(data, "\n".join((_basis_line(found.basis, words), columns(head, rows), *beside)))


def answer_rfm(workspace: Workspace, args: argparse.Namespace, words: Words) -> Answer:
    """Scores, boundaries, segments and classes."""
    from core.metrics.rfm import rfm

    settings = workspace.settings()
    found = rfm(workspace, asked_question(args, settings), asked_rules(args, settings))
    data = {
        **_basis(found.basis),
        "customers": found.customers,
        "levels": found.levels,
        "scores": {
            name: {str(level): count for level, count in sorted(counts.items())} for name, counts in _rfm(found)
        },
        "boundaries": {
            name: {str(level): [_bound(name, low), _bound(name, high)] for level, (low, high) in sorted(levels.items())}
            for name, levels in found.boundaries.items()
        },
        "segments": [_segment(segment) for segment in found.segments],
        "classes": [_segment(segment) for segment in found.classes],
    }
    score_rows = [
        (f"{name.upper()} {level}", words.count(count))
        for name, counts in _rfm(found)
        for level, count in sorted(counts.items(), reverse=True)
    ]
    tables = [columns((words("Score"), words("Customers")), score_rows)]
    for area, parts in (("segment", found.segments), ("class", found.classes)):
        if parts:
            tables.append(_segment_table(area, parts, words, settings))
    return Answer(data, "\n\n".join((_basis_line(found.basis, words), *tables)))


def answer_satisfaction(workspace: Workspace, args: argparse.Namespace, words: Words) -> Answer:
    """The index with its interval, dimensions, CSAT, NPS, tiers and coverage."""
    from core.metrics.satisfaction import satisfaction

    settings = workspace.settings()
    found = satisfaction(workspace, asked_question(args, settings), settings.satisfaction)
    data = {
        **_basis(found.basis),
        "index": share(found.index),
        "low": share(found.low),
        "high": share(found.high),
        "answers": found.answers,
        "customers": found.customers,
        "csat": share(found.csat),
        "overall": share(found.overall),
        "nps": share(found.nps),
        "nps_se": share(found.nps_se),
        "promoters": found.promoters,
        "passives": found.passives,
        "detractors": found.detractors,
        "delivered_value": share(found.delivered_value),
        "weighting": found.weighting,
        "dimensions": [_dimension(dimension) for dimension in found.dimensions],
        "by_tier": [_tier_satisfaction(tier) for tier in found.by_tier],
        "coverage": share(found.coverage),
    }
    return Answer(data, _satisfaction_text(found, words, settings))


def _basis(basis: Basis) -> dict[str, Any]:
    return {"as_of": basis.as_of.isoformat(), "window_months": basis.window_months, "refunds": basis.refunds}


def _basis_line(basis: Basis, words: Words) -> str:
    window = (
        words("all months")
        if basis.window_months is None
        else words.plural("{count} month", "{count} months", basis.window_months)
    )
    return f"{words.day(basis.as_of)} · {window} · {words.code('refunds', basis.refunds)}"


def _rfm(found: Rfm) -> list[tuple[str, dict[int, int]]]:
    return [(name, found.scores[name]) for name in ("r", "f", "m") if name in found.scores]


def _bound(dimension: str, value: Decimal) -> int | str | None:
    return money(value) if dimension == "m" else int(value)


def _segment(segment: Segment) -> dict[str, Any]:
    return {"code": segment.code, "customers": segment.customers, "monetary": money(segment.monetary)}


def _segment_table(area: str, parts: Sequence[Segment], words: Words, settings: Settings) -> str:
    rows = [
        (
            words.code(area, part.code),
            words.count(part.customers),
            words.share(part.customer_share),
            words.money(part.monetary, settings.currency, 2),
            words.share(part.monetary_share),
        )
        for part in parts
    ]
    head = (
        words.code("column", area),
        words("Customers"),
        words("Share of customers"),
        words("Monetary value"),
        words("Share of value"),
    )
    return columns(head, rows)


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


def _satisfaction_text(found: Satisfaction, words: Words, settings: Settings) -> str:
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
    return "\n\n".join((_basis_line(found.basis, words), f"{head}\n{marks}", *tables))


def _amount(value: Decimal | None, measure: str, words: Words, settings: Settings) -> str:
    if measure == "order_count":
        return "–" if value is None else words.count(value)
    return words.money(value, settings.currency, 2)
