"""The cached calls about what customers are worth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.metrics.question import Question
from pages.shared.answers import cached
from pages.shared.view import View

if TYPE_CHECKING:
    from core.metrics.customer_value import CustomerValue
    from core.metrics.elsewhere import Elsewhere
    from core.metrics.money_losers import MoneyLosers


def money_question(view: View) -> Question:
    """The view's question, ranked by worth in money: gross profit, or revenue where nothing has a cost."""
    from core.metrics.value_question import value_question

    return cached(view, "value_question", (view.question,), lambda: value_question(view.workspace, view.question))


def customer_value(view: View) -> CustomerValue:
    """The parts of value by tier, lifetime value and equity."""
    from core.metrics.customer_value import customer_value as compute

    return cached(view, "customer_value", (view.question,), lambda: compute(view.workspace, view.question))


def money_losers(view: View) -> MoneyLosers:
    """Who costs money, and why."""
    from core.metrics.money_losers import money_losers as compute

    return cached(view, "money_losers", (view.question,), lambda: compute(view.workspace, view.question))


def elsewhere(view: View) -> Elsewhere:
    """Who is small here but big elsewhere."""
    from core.metrics.elsewhere import elsewhere as compute

    return cached(view, "elsewhere", (view.question,), lambda: compute(view.workspace, view.question))
