"""By what customers are ranked where their worth in money is meant, and the rules of the value index checked."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from core.errors import QuestionError
from core.metrics.cached import remembered
from core.metrics.customer_values import values_table
from core.settings import Cut

if TYPE_CHECKING:
    from core.metrics.question import Question
    from core.settings import ValueMeasure, ValueRules
    from core.store.workspace import Workspace

HIGHEST_RATE = 10


def money_measure(workspace: Workspace, question: Question) -> ValueMeasure:
    """What stands for a customer's worth in money: gross profit, or revenue where no line of the window has a cost."""
    plain = replace(question, value="revenue")
    query = f"select count(gross_profit) from {values_table(workspace, plain)}"
    costed = remembered(workspace, "costed_customers", query, lambda: int(workspace.engine.rows(query)[0][0]))
    return "gross_profit" if costed else "revenue"


def value_question(workspace: Workspace, question: Question) -> Question:
    """The same question ranked by worth in money (see `money_measure`).

    Amounts that cut another measure cannot cut this one: such a question is then cut by the usual shares.
    """
    measure = money_measure(workspace, question)
    of_another = question.cut.method == "thresholds" and question.value != measure
    return replace(question, value=measure, cut=Cut() if of_another else question.cut)


def check_value_rules(rules: ValueRules) -> None:
    """QuestionError `value_weights_invalid` (weights of 0 or more, not all 0) or `discount_rate_invalid` (above 0)."""
    weights = (rules.current_weight, rules.potential_weight, rules.non_monetary_weight)
    if any(not weight.is_finite() or weight < 0 for weight in weights) or not any(weights):
        raise QuestionError("value_weights_invalid", weights=", ".join(f"{weight:f}" for weight in weights))
    rate = rules.discount_rate
    if not rate.is_finite() or not Decimal(0) < rate <= HIGHEST_RATE:
        raise QuestionError("discount_rate_invalid", rate=rate)
