"""pyramid and rfm: figures and nothing else, so that the same lines give the same bytes."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from core.commands.answer import Answer, columns, measured, money, share
from core.commands.basis import basis_data, basis_line
from core.commands.question import asked_question, asked_rules
from core.text.tiers import tier_label
from core.text.words import Words

if TYPE_CHECKING:
    from core.metrics.results import Pyramid, Rfm, Segment, Tier
    from core.settings import Settings
    from core.store.workspace import Workspace


def answer_pyramid(workspace: Workspace, args: argparse.Namespace, words: Words) -> Answer:
    """The tiers with their customers and value."""
    from core.metrics.tiering.pyramid import pyramid

    asked = asked_question(args, workspace.settings())
    settings = replace(workspace.settings(), value=asked.value)
    found = pyramid(workspace, asked)
    return Answer(_pyramid_data(found), _pyramid_text(found, words, settings))


def _pyramid_data(found: Pyramid) -> dict[str, Any]:
    measure = found.basis.value
    return {
        **basis_data(found.basis),
        "value": measure,
        "customers_ranked": found.customers_ranked,
        "total": measured(found.total, measure),
        "tiers": [_tier(tier, measure) for tier in found.tiers],
        "unprofitable": {
            "customers": found.unprofitable_customers,
            "value": measured(found.unprofitable_value, measure),
        },
        "inactive": {"customers": found.inactive_customers},
        "unassigned": {"lines": found.unassigned_lines, "revenue": money(found.unassigned_revenue)},
    }


def _tier(tier: Tier, measure: str) -> dict[str, Any]:
    return {
        "code": tier.code,
        "customers": tier.customers,
        "customer_share": share(tier.customer_share),
        "value": measured(tier.value, measure),
        "value_share": share(tier.value_share),
        "company_share": share(tier.company_share),
        "cut_value": measured(tier.cut_value, measure),
    }


def _pyramid_text(found: Pyramid, words: Words, settings: Settings) -> str:
    head = (
        words("Tier"),
        words("Customers"),
        words("Share of customers"),
        words.code("column", "current_value")
        if settings.value == "value_index"
        else words.code("value", settings.value),
        words("Share of value"),
        words("Share of company"),
        words("Smallest value"),
    )
    rows = [
        (
            tier_label(words, tier.code, settings),
            words.count(tier.customers),
            words.share(tier.customer_share),
            _amount(tier.value, words, settings),
            words.share(tier.value_share),
            words.share(tier.company_share),
            _smallest(tier.cut_value, words, settings),
        )
        for tier in found.tiers
    ]
    beside = (
        f"{tier_label(words, 'unprofitable', settings)}: {words.count(found.unprofitable_customers)}",
        f"{tier_label(words, 'inactive', settings)}: {words.count(found.inactive_customers)}",
        words(
            "Lines without a customer: {lines}, {revenue}",
            lines=words.count(found.unassigned_lines),
            revenue=words.money(found.unassigned_revenue, settings.currency, 2),
        ),
    )
    return "\n".join((basis_line(found.basis, words), columns(head, rows), *beside))


def answer_rfm(workspace: Workspace, args: argparse.Namespace, words: Words) -> Answer:
    """Scores, boundaries, segments and classes."""
    from core.metrics.scoring.rfm import rfm

    settings = workspace.settings()
    found = rfm(workspace, asked_question(args, settings), asked_rules(args, settings))
    return Answer(_rfm_data(found), _rfm_text(found, words, settings))


def _rfm_data(found: Rfm) -> dict[str, Any]:
    return {
        **basis_data(found.basis),
        "customers": found.customers,
        "levels": found.levels,
        "scores": {
            name: {str(level): count for level, count in sorted(counts.items())} for name, counts in _scores(found)
        },
        "boundaries": {
            name: {str(level): [_bound(name, low), _bound(name, high)] for level, (low, high) in sorted(levels.items())}
            for name, levels in found.boundaries.items()
        },
        "segments": [_segment(segment) for segment in found.segments],
        "classes": [_segment(segment) for segment in found.classes],
    }


def _rfm_text(found: Rfm, words: Words, settings: Settings) -> str:
    rows = [
        (f"{name.upper()} {level}", words.count(count))
        for name, counts in _scores(found)
        for level, count in sorted(counts.items(), reverse=True)
    ]
    tables = [columns((words("Score"), words("Customers")), rows)]
    for area, parts in (("segment", found.segments), ("class", found.classes)):
        if parts:
            tables.append(_segment_table(area, parts, words, settings))
    return "\n\n".join((basis_line(found.basis, words), *tables))


def _scores(found: Rfm) -> list[tuple[str, dict[int, int]]]:
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


def _smallest(value: Decimal | None, words: Words, settings: Settings) -> str:
    if settings.value == "value_index" and value is not None:
        return words.number(value, 4)
    return _amount(value, words, settings)


def _amount(value: Decimal | None, words: Words, settings: Settings) -> str:
    if settings.value == "order_count":
        return "–" if value is None else words.count(value)
    return words.money(value, settings.currency, 2)
