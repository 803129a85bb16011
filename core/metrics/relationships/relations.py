"""How each customer stands to us: stage of life, purchase mode, loyalty and step on the growth ladder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from core.metrics.cached import cached, one_reading
from core.metrics.customer_values import Prepared, account_texts, filled
from core.metrics.period import basis_of
from core.metrics.relationships.stages import STAGES, stages_table, summed
from core.metrics.scoring.rfm_scores import scores_table
from core.metrics.tiering.tiers import tiers_table
from core.store.engine import Cursor
from core.store.facts import NUMBERED

if TYPE_CHECKING:
    from core.metrics.question import Question
    from core.settings import RfmRules
    from core.store.workspace import Workspace

CODES: dict[str, tuple[str, ...]] = {
    "stage": STAGES,
    "purchase_mode": ("transactional", "relational", "loyal"),
    "loyalty": ("high", "middle", "low"),
    "ladder": ("prospect", "trial", "intent", "nearly_regular", "regular"),
}
"""What each of the four can be, in the order in which it is told."""


def relations_statement(workspace: Workspace, question: Question, rules: RfmRules) -> Prepared:
    """The query of `relations.sql` for a question."""
    texts = {
        **account_texts(workspace, question),
        "customers_of": NUMBERED,
        "worth": "p.value" if question.value == summed(question) else "p.revenue",
        "people": tiers_table(workspace, question),
        "stages": stages_table(workspace, question),
        "scores": scores_table(workspace, question, rules),
    }
    values: dict[str, object] = {"as_of": basis_of(workspace, question).as_of}
    return Prepared(filled(Path(__file__).with_suffix(".sql"), texts), values)


@one_reading
def relations_table(workspace: Workspace, question: Question, rules: RfmRules) -> str:
    """The name of the cached table of relations (see `relations.sql`): one row per known customer that is chosen.

    Purchase mode, the first that applies: transactional, 1 order in the window; loyal, an order in 6 or more of the
    last 12 months; relational. Loyalty: the mean of R and F on five levels, high from 4, low up to 2. Ladder, over the
    lifetime, the highest that applies: regular, an order in 6 or more of the last 12 months; nearly regular, 2 orders
    or more; intent, 1 order; trial, a contact or a line that makes no order (amount 0, a return, a returned order);
    prospect. Orders follow the refunds rule, and line filters count only their lines. For who is chosen and the errors
    see `tiers_table`.
    """
    prepared = relations_statement(workspace, question, rules)

    def make(cursor: Cursor, name: str) -> None:
        cursor.run(f"create table {name} as {prepared.sql}", prepared.values)

    return cached(workspace, "table", "relations", (prepared.sql, sorted(prepared.values.items())), make)
