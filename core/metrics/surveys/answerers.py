"""The customers behind a figure of satisfaction: who answered, least content first."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from core.metrics.period import basis_of
from core.metrics.surveys.satisfaction_trend import periods_of
from core.metrics.surveys.survey import OUTSIDE, gather
from core.metrics.tiering.tiers import tiers_table
from core.store.engine import sql_text

if TYPE_CHECKING:
    import pandas as pd

    from core.metrics.question import Question
    from core.store.workspace import Workspace


def answerers(workspace: Workspace, question: Question, dimension: str) -> pd.DataFrame:
    """One row per customer with an answer to the dimension in the window; anonymous answers have no row.

    Columns: customer_id, customer_name, tier, value (Decimal), answer_index (0-100), nps_score (0-10, None unless the
    dimension is `nps`), answers. The least content first; ties by greater value, then customer_id. Which answers count:
    as in `core.metrics.surveys.satisfaction.satisfaction`. Errors: those of `basis_of`.
    """
    window = periods_of(basis_of(workspace, question)).window
    table = tiers_table(workspace, question)
    query = sql_text(Path(__file__).with_suffix(".sql")).replace("{tiers}", table)
    with workspace.engine.cursor() as cursor:
        gather(workspace, question, cursor, [window], with_items=False)
        return cursor.frame(query, {"dimension": dimension})


def asked_dimensions(workspace: Workspace) -> tuple[str, ...]:
    """The dimensions of the index that were ever asked, by code; empty where no survey was imported."""
    found = workspace.engine.rows("select distinct dimension from survey_answers order by dimension")
    return tuple(name for (name,) in found if name not in OUTSIDE)
