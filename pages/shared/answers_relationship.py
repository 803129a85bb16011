"""Cached answers of the relationship page, in the way of `answers`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pages.shared import answers
from pages.shared.view import View

if TYPE_CHECKING:
    from core.metrics.relationships.relationship import Relationship


def relationship(view: View) -> Relationship:
    """How long, how deep and how broad the relationships are."""
    from core.metrics.relationships.relationship import relationship as compute

    asked, rules = view.question, view.settings.rfm
    return answers.cached(view, "relationship", (asked, rules), lambda: compute(view.workspace, asked, rules))
