"""Target lists: the customers that rules choose, each with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from core.errors import QuestionError
from core.metrics.customers import COLUMNS, customers
from core.metrics.further import FURTHER
from core.metrics.question import Basis, Question
from core.metrics.results import CustomerTable, Statement
from core.settings import RfmRules, Settings
from core.store.workspace import Workspace
from core.targets.actions import action_code, suggested_action
from core.targets.predicates import predicate
from core.targets.rules import Rule, checked
from core.targets.sentences import reason, rule_sentence
from core.targets.wording import plain, whole
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


@dataclass(frozen=True)
class TargetList:
    """Customers that meet all rules. `rows` and `value` are of all of them, also where `table` holds a part.

    `table`: the chosen columns, then `reason` (words) and `action` (words). `sentences`: one per rule.
    """

    basis: Basis
    question: Question
    rfm_rules: RfmRules
    rules: tuple[Rule, ...]
    columns: tuple[str, ...]
    rows: int
    value: Decimal
    sentences: tuple[str, ...]
    table: pd.DataFrame
    statements: tuple[Statement, ...] = ()


def target_list(
    workspace: Workspace,
    question: Question,
    rfm_rules: RfmRules,
    rules: Sequence[Rule],
    *,
    words: Words,
    columns: Sequence[str] = DEFAULT_COLUMNS,
    order_by: str = "value",
    descending: bool = True,
    limit: int | None = None,
    offset: int = 0,
) -> TargetList:
    """The customers that meet all rules, best first; ties by customer id. A missing value meets no rule.

    Errors: QuestionError as in `core.targets.rules.parse_rule`, `list_column` for an unknown column, and those of
    `core.metrics.customers.customers`.
    """
    for name in columns:
        if name not in COLUMNS and name not in FURTHER:
            raise QuestionError("list_column", column=name, columns=", ".join((*COLUMNS, *FURTHER)))
    rules = tuple(checked(rule) for rule in rules)
    found = customers(
        workspace,
        question,
        rfm_rules,
        where=predicate(rules),
        order_by=order_by,
        descending=descending,
        limit=limit,
        offset=offset,
        further=[name for name in columns if name in FURTHER],
    )
    settings = replace(workspace.settings(), value=question.value)
    sentences = tuple(rule_sentence(rule, words, settings) for rule in rules)
    table = _with_reasons(found, [rule.column for rule in rules], columns, words, settings)
    return TargetList(
        found.basis,
        question,
        rfm_rules,
        rules,
        tuple(columns),
        found.rows,
        found.value,
        sentences,
        table,
        found.statements,
    )


def _with_reasons(
    found: CustomerTable, spoken_of: Sequence[str], columns: Sequence[str], words: Words, settings: Settings
) -> pd.DataFrame:
    table = whole(found.table)
    needed = [*dict.fromkeys(("tier", "segment", "rank", "recency_days", *spoken_of))]
    reasons, actions = [], []
    for values in plain(table[needed]).itertuples(index=False, name=None):
        row = dict(zip(needed, values, strict=True))
        reasons.append(reason(row, row["rank"], spoken_of, words, settings))
        actions.append(suggested_action(action_code(row["tier"], row["segment"]), words))
    return table[list(columns)].assign(reason=reasons, action=actions)
