"""Target lists: the customers that rules and a choice among them take, each with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from core.errors import QuestionError
from core.metrics.cached import one_reading
from core.metrics.customers import COLUMNS, customers
from core.metrics.forecasts.forecast_columns import check_forecast, days_ahead
from core.metrics.further import FURTHER
from core.metrics.question import Basis, Question
from core.metrics.results import CustomerTable, Statement
from core.settings import RfmRules, Settings
from core.store.playbook import own_words
from core.store.segmentations import check_segment_names
from core.store.workspace import Workspace
from core.targets.about import action_by_subject, with_beside
from core.targets.actions import action_code, suggested_action
from core.targets.choice import Choice
from core.targets.choice_words import choice_sentences
from core.targets.chosen import ON_THE_LIST, chosen_statement, chosen_table, list_names
from core.targets.funnel import Economics, QuotaGroup, Step, economics, funnel, quota_groups
from core.targets.limits import check_limits
from core.targets.rules import Condition, checked, rules_in
from core.targets.sentences import reason, rule_sentence
from core.targets.wording import plain, whole
from core.text.playbook import OwnWords
from core.text.words import Words

if TYPE_CHECKING:
    import pandas as pd

DEFAULT_COLUMNS = (
    "customer_name",
    "customer_id",
    "tier",
    "segment",
    "value",
    "order_count",
    "recency_days",
    "last_order",
    "region",
    "owner",
)
NO_LIMITS = Choice()


@dataclass(frozen=True)
class TargetList:
    """Customers that meet all rules and that the choice takes. `rows` and `value` are of all of them.

    `table` may hold a part: the chosen columns, then `reason` (words) and `action` (words). `sentences`: one per rule;
    `choice_sentences`: one per limit of the choice. `funnel`: what each step took and left; `quota_groups`: whom the
    quota cut; `economics`: what the contacts cost and may return. `besides`: the saved list
    that is being changed, on which anybody may be. `horizon_days`: how far the forecast looks ahead that the
    rules or the choice speak of.
    """

    basis: Basis
    question: Question
    rfm_rules: RfmRules
    rules: tuple[Condition, ...]
    columns: tuple[str, ...]
    rows: int
    value: Decimal
    sentences: tuple[str, ...]
    table: pd.DataFrame
    statements: tuple[Statement, ...] = ()
    choice: Choice = field(default_factory=Choice)
    choice_sentences: tuple[str, ...] = ()
    funnel: tuple[Step, ...] = ()
    quota_groups: tuple[QuotaGroup, ...] = ()
    economics: Economics | None = None
    besides: int | None = None
    horizon_days: int | None = None


@one_reading
def target_list(
    workspace: Workspace,
    question: Question,
    rfm_rules: RfmRules,
    rules: Sequence[Condition],
    *,
    words: Words,
    choice: Choice = NO_LIMITS,
    besides: int | None = None,
    columns: Sequence[str] = DEFAULT_COLUMNS,
    order_by: str | None = None,
    descending: bool = True,
    limit: int | None = None,
    offset: int = 0,
) -> TargetList:
    """The customers that meet all rules and that the choice takes, best first; ties by customer id.

    A missing value meets no rule. Without `order_by` they stand as the choice places them. The steps and their order:
    `core.targets.choice`. Errors: QuestionError as in `core.targets.rules.parse_rule` and
    `core.targets.limits.check_limits`, `list_column` for an unknown column, `forecast_missing`,
    `found_segment_missing`, and those of `core.targets.chosen.chosen_table` and `core.metrics.customers.customers`.
    """
    for name in columns:
        if name not in COLUMNS and name not in FURTHER:
            raise QuestionError("list_column", column=name, columns=", ".join((*COLUMNS, *FURTHER)))
    rules = tuple(checked(rule) for rule in rules)
    check_limits(rules)
    spoken_of = [rule.column for rule in rules_in(rules)]
    check_forecast(workspace, question, (*spoken_of, choice.by))
    ahead = days_ahead(workspace, question, (*spoken_of, choice.by))
    named = [rule.values for rule in rules_in(rules) if rule.column == "found_segment"]
    check_segment_names(workspace, [name for names in named for name in names])
    taken = chosen_table(workspace, question, rfm_rules, rules, choice, besides)
    found = customers(
        workspace,
        question,
        rfm_rules,
        where=(f"customer_no in (select customer_no from {taken} where {ON_THE_LIST})", {}),
        order_by=order_by or choice.by,
        descending=descending if order_by else not choice.lowest_first,
        limit=limit,
        offset=offset,
        further=[name for name in dict.fromkeys((*columns, *with_beside(spoken_of))) if name in FURTHER],
    )
    settings = replace(workspace.settings(), value=question.value)
    return TargetList(
        found.basis,
        question,
        rfm_rules,
        rules,
        tuple(columns),
        found.rows,
        found.value,
        tuple(rule_sentence(rule, words, settings, horizon_days=ahead) for rule in rules),
        _with_reasons(found, spoken_of, columns, words, settings, own_words(workspace, words.language), ahead),
        (
            chosen_statement(workspace, question, rfm_rules, rules, choice, besides).statement("chosen"),
            *found.statements,
        ),
        choice,
        choice_sentences(choice, words, settings, list_names(workspace, choice), ahead),
        funnel(workspace, question, rfm_rules, taken, choice),
        quota_groups(workspace, taken, choice),
        economics(workspace, taken, choice),
        besides,
        ahead,
    )


def _with_reasons(
    found: CustomerTable,
    spoken_of: Sequence[str],
    columns: Sequence[str],
    words: Words,
    settings: Settings,
    own: OwnWords,
    horizon_days: int | None,
) -> pd.DataFrame:
    table = whole(found.table)
    needed = [*dict.fromkeys(("tier", "segment", "rank", "recency_days", *with_beside(spoken_of)))]
    reasons, actions = [], []
    for values in plain(table[needed]).itertuples(index=False, name=None):
        row = dict(zip(needed, values, strict=True))
        reasons.append(reason(row, row["rank"], spoken_of, words, settings, horizon_days))
        by_group = suggested_action(action_code(row["tier"], row["segment"]), words, own)
        actions.append(action_by_subject(row, spoken_of, words) or by_group)
    return table[list(columns)].assign(reason=reasons, action=actions)
