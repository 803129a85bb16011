"""What other weights would change: who stands in another tier of the value index."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from core.metrics.cached import one_reading
from core.metrics.customer_values import GROUP_NAME, filled
from core.metrics.tiering.tiers import active_table
from core.settings import Cut

if TYPE_CHECKING:
    from core.metrics.question import Question
    from core.settings import ValueRules
    from core.store.workspace import Workspace


@dataclass(frozen=True)
class IndexMove:
    """One customer with its index (0-1) and tier under the present weights and under the tried ones."""

    customer_id: str
    customer_name: str | None
    index_now: Decimal
    tier_now: str
    index_then: Decimal
    tier_then: str
    current_value: Decimal


@one_reading
def index_moves(workspace: Workspace, question: Question, tried: ValueRules) -> tuple[IndexMove, ...]:
    """Every chosen customer whose tier by value index differs under the tried weights, the best index first.

    Cut by the question's shares, else by the usual ones. Who is ranked does not depend on weights. Errors: those of
    `parts_table`.
    """
    now = replace(question, value="value_index", cut=question.cut if question.cut.method == "share" else Cut())
    texts = {
        "now": active_table(workspace, now),
        "tried": active_table(workspace, replace(now, value_rules=tried)),
        "name": GROUP_NAME if question.rank_groups else "c.customer_name",
    }
    rows = workspace.engine.rows(filled(Path(__file__).with_suffix(".sql"), texts))
    return tuple(IndexMove(*row) for row in rows)
