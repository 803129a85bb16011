"""Who needs attention, as a column for rules of lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.metrics.cached import one_reading
from core.metrics.first_page.overview_attention import attention
from core.metrics.key_account.account_columns import told_table
from core.metrics.period import basis_of
from core.metrics.surveys.customer_satisfaction import has_answers
from core.metrics.surveys.satisfaction_trend import satisfaction_outline

if TYPE_CHECKING:
    from core.metrics.question import Question
    from core.settings import RfmRules
    from core.store.workspace import Workspace


@one_reading
def attention_columns(workspace: Workspace, question: Question, _rules: RfmRules) -> str:
    """The name of a cached table of customer_no and attention: the reason of the names that `attention` gives."""
    basis = basis_of(workspace, question)
    unhappy = None
    if has_answers(workspace):
        rules = workspace.settings().satisfaction
        unhappy = satisfaction_outline(workspace, question, rules, [basis.last_month]).unhappy_valuable
    named, _ = attention(workspace, question, basis, unhappy)
    rows = list(zip(named["customer_id"].tolist(), named["reason"].tolist(), strict=True))
    return told_table(workspace, "attention", rows, ("attention VARCHAR",))
