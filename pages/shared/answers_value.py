"""The cached calls about what customers are worth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.metrics.question import Question
from pages.shared.answers import cached
from pages.shared.view import View

if TYPE_CHECKING:
    from core.metrics.relationships.elsewhere import Elsewhere
    from core.metrics.results import CustomerTable
    from core.metrics.tiering.money_losers import MoneyLosers
    from core.metrics.worth.customer_value import CustomerValue
    from core.metrics.worth.index_moves import IndexMove
    from core.settings import ValueRules

PARTS = (
    "current_value",
    "potential_value",
    "lifetime_value",
    "non_monetary_value",
    "share_of_wallet",
    "value_index",
    "potential_grade",
    "loyalty",
)


def money_question(view: View) -> Question:
    """The view's question, ranked by worth in money: gross profit, or revenue where nothing has a cost."""
    from core.metrics.worth.value_question import value_question

    return cached(view, "value_question", (view.question,), lambda: value_question(view.workspace, view.question))


def customer_value(view: View) -> CustomerValue:
    """The parts of value by tier, lifetime value and equity."""
    from core.metrics.worth.customer_value import customer_value as compute

    return cached(view, "customer_value", (view.question,), lambda: compute(view.workspace, view.question))


def money_losers(view: View) -> MoneyLosers:
    """Who costs money, and why."""
    from core.metrics.tiering.money_losers import money_losers as compute

    return cached(view, "money_losers", (view.question,), lambda: compute(view.workspace, view.question))


def elsewhere(view: View) -> Elsewhere:
    """Who is small here but big elsewhere."""
    from core.metrics.relationships.elsewhere import elsewhere as compute

    return cached(view, "elsewhere", (view.question,), lambda: compute(view.workspace, view.question))


def index_moves(view: View, tried: ValueRules) -> tuple[IndexMove, ...]:
    """Who would change the tier of the value index under other weights."""
    from core.metrics.worth.index_moves import index_moves as compute

    asked = (view.question, tried)
    return cached(view, "index_moves", asked, lambda: compute(view.workspace, view.question, tried))


def customers_with_parts(view: View, *, limit: int | None = 200) -> CustomerTable:
    """The active customers with the parts of their value, the most valuable first."""
    from core.metrics.customers import customers as compute

    def found() -> CustomerTable:
        where: tuple[str, dict[str, object]] = ("current_value is not null", {})
        return compute(
            view.workspace, view.question, view.settings.rfm,
            where=where, further=PARTS, order_by="current_value", limit=limit,
        )  # fmt: skip

    if limit is None:
        return found()
    return cached(view, "customers_with_parts", (view.question, view.settings.rfm, limit), found)
