"""How content are the customers, and does it matter? See "Satisfaction" in the definitions."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from core.metrics.cached import one_reading
from core.metrics.intervals import bootstrap_interval, column_means, weighted_index
from core.metrics.period import basis_of
from core.metrics.results import Satisfaction
from core.metrics.surveys.satisfaction_figures import (
    content_share,
    delivered_value,
    dimension_indices,
    net_promoter,
    recommendation,
    weights_used,
)
from core.metrics.surveys.satisfaction_tiers import tier_satisfaction
from core.metrics.surveys.satisfaction_trend import periods_of, trend
from core.metrics.surveys.survey import OVERALL, UNIT_ANSWERS, WINDOW, gather, read_answers

if TYPE_CHECKING:
    from core.metrics.question import Question
    from core.settings import SatisfactionRules
    from core.store.workspace import Workspace

WHO_ANSWERED = f"""
select
    count(distinct customer_id) as customers_n,
    count(distinct unit_no) filter (where customer_id is null) as others_n
from {UNIT_ANSWERS}
where period_no = {WINDOW}
"""


@one_reading
def satisfaction(workspace: Workspace, question: Question, rules: SatisfactionRules) -> Satisfaction:
    """The satisfaction index with all that belongs to it, over the whole months of the question's window.

    Indices are 0-100, `csat` and coverage 0-1, NPS -100 to 100. The unit that counts is a customer (the mean of its
    respondents), a respondent without a customer, or one anonymous answer; `answers` are the answers behind it,
    `customers` and `anonymous` the units with and without a customer. Of each respondent the latest day per dimension
    counts, by the mean of that day's answers, whatever their items. The overall question, NPS and repurchase intent
    stay outside the index. Intervals: 95 %, see `core.metrics.intervals`; with one unit the whole scale.
    Filters on customers, tiers and segments leave only customers; filters on order lines change the tiers, not the
    answers. `mapped` is what an importance map stands on: the dimensions with given or derived importance, derived
    where the weights are equal. Figures without an answer are None; QuestionError as in `basis_of`, and
    `weight_negative`.
    """
    basis = basis_of(workspace, question)
    periods = periods_of(basis)
    with workspace.engine.cursor() as cursor:
        statement = gather(workspace, question, cursor, periods.all, with_items=True)
        answers = read_answers(cursor)
        weights = weights_used(answers, rules)
        tiers = tier_satisfaction(workspace, question, cursor, answers, weights.weights)
        customers, anonymous = cursor.row(WHO_ANSWERED)
    _, values = answers.of(WINDOW, answers.topics_in(WINDOW))
    low, high = bootstrap_interval(values, weights.weights) or (None, None)
    dimensions = dimension_indices(answers, rules, weights)
    map_rules = replace(rules, weighting="derived") if rules.weighting == "equal" else rules
    map_weights = weights_used(answers, map_rules) if rules.weighting == "equal" else weights
    csat, csat_on_all_answers = content_share(answers, values)
    overall = answers.only(OVERALL)
    promoters, passives, detractors = recommendation(answers)
    nps, nps_se = net_promoter(promoters, passives, detractors)
    return Satisfaction(
        basis=basis,
        answers=answers.counted(WINDOW),
        customers=int(customers),
        anonymous=int(anonymous),
        index=weighted_index(column_means(values), weights.weights),
        low=low,
        high=high,
        csat=csat,
        csat_on_all_answers=csat_on_all_answers,
        overall=float(overall.mean()) if len(overall) else None,
        nps=nps,
        nps_se=nps_se,
        nps_answers=promoters + passives + detractors,
        promoters=promoters,
        passives=passives,
        detractors=detractors,
        delivered_value=delivered_value(dimensions),
        weighting=weights.used,
        weighting_note=weights.note,
        dimensions=dimensions,
        by_tier=tiers.by_tier,
        coverage=tiers.coverage,
        trend=trend(answers, periods, weights.weights),
        unhappy_valuable=tiers.unhappy_valuable,
        statements=(statement, *tiers.statements),
        mapped=dimension_indices(answers, map_rules, map_weights),
        mapped_note=map_weights.note,
        complete_answers=map_weights.complete,
    )
