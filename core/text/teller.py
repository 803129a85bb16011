"""Whoever puts figures into sentences: the words, the look and the question they answer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Self

from core.charts.template import Look
from core.metrics.question import Question
from core.settings import Settings
from core.text.tier_sets import tier_labels, tier_share_note
from core.text.words import Words

JUST_AS_MUCH = 0.0005  # would be told as 0.0 %


@dataclass(frozen=True)
class Teller:
    """What every sentence is made with; a page and a report tell the same figures in the same words."""

    settings: Settings
    t: Words
    look: Look
    question: Question

    def money(self, amount: Decimal | float | None) -> str:
        """An amount in three digits."""
        return self.look.money(amount)

    def value(self, value: Decimal | float | None) -> str:
        """A value of the measure that customers are ranked by."""
        return self.look.value(value)

    def total(self, value: Decimal | float | None) -> str:
        """What values of that measure add up to."""
        return self.look.total(value)

    def tier(self, code: str) -> str:
        """The label of a tier: "Key"."""
        return self.look.tier(code)

    def tier_with_share(self, code: str) -> str:
        """The label with the share that the rule gives it: "Key · top 1 %"."""
        if code not in self.question.cut.tiers:
            return self.tier(code)
        return f"{self.tier(code)} · {tier_share_note(self.t, self.question.cut, code, self.settings.currency)}"

    def asking(self, question: Question) -> Self:
        """The same surroundings with another question; the tiers are named by its cut and its measure."""
        named = tier_labels(self.t, replace(self.settings, value=question.value, cut=question.cut))
        return replace(self, question=question, look=replace(self.look, measure=question.value, tiers=named))
